#include "plan/flight_hinge.h"
#include <math.h>

static const double KEPT = 0.5; /* of the room at mu, where the tail has bent away from it */

/* Places the tail's tangent at the adstock; to the left of its begin the tail is drawn out straight. */
static void place_tail(sx_flight_hinge *h)
{
    const sx_envelope *e = h->envelope;
    double at = fmax(h->adstock, e->x[0]), step = fmax(1e-5 * at, 1e-12);
    double slope = sx_curve_slope(e->curve, at);
    h->pieces[0].x = at;
    h->pieces[0].y = sx_curve_value(e->curve, at);
    h->pieces[0].slope = slope;
    h->bend = h->adstock < at ? 0.0 : fmax((slope - sx_curve_slope(e->curve, at + step)) / step, 0.0);
}

static double height(const sx_flight_hinge *h, size_t j)
{
    return h->pieces[j].y + h->pieces[j].slope * (h->adstock - h->pieces[j].x);
}

static double lowest(const sx_flight_hinge *h)
{
    double least = INFINITY;
    for (size_t j = 0; j < h->n; j++)
        least = fmin(least, height(h, j));
    return least;
}

sx_status sx_flight_hinges_make(const sx_flight *f, const sx_flight_terms *terms, sx_scratch *memory,
                                sx_flight_hinge **hinges)
{
    size_t all = f->periods + f->after, n = f->channels * all;
    sx_flight_hinge *made = sx_scratch_take(memory, n * sizeof *made);
    for (size_t k = 0; made && k < n; k++) {
        const sx_envelope *e = &terms->envelope[k];
        size_t pieces = e->n - 1 + e->tail, tail = e->tail;
        made[k] = (sx_flight_hinge){.envelope = e, .n = pieces, .multiplier = f->multiplier[k % all]};
        made[k].pieces = sx_scratch_take(memory, (pieces + 1) * sizeof *made[k].pieces);
        if (!made[k].pieces)
            return SX_NOMEM;
        for (size_t j = 1; j < e->n; j++)
            made[k].pieces[tail + j - 1] =
                (sx_flight_piece){.x = e->x[j], .y = sx_curve_value(e->curve, e->x[j]), .slope = e->slope[j]};
    }
    *hinges = made;
    return made ? SX_OK : SX_NOMEM;
}

/* A response that counts for nothing, or never changes, has no part in the steps. */
static bool is_idle(const sx_flight_hinge *h)
{
    return h->n == 0 || !(h->multiplier > 0.0);
}

void sx_flight_hinge_start(sx_flight_hinge *h, double adstock, double mu)
{
    h->adstock = adstock;
    if (is_idle(h))
        return;
    if (h->envelope->tail)
        place_tail(h);
    h->level = lowest(h) - mu * (double)h->n / h->multiplier;
    for (size_t j = 0; j < h->n; j++) {
        h->pieces[j].room = height(h, j) - h->level;
        h->pieces[j].weight = h->n == 1 ? h->multiplier : mu / h->pieces[j].room;
    }
}

/* Sums over the pieces that eliminate the level from Newton's step: stiff = weight / room. */
typedef struct sums {
    double stiff, stiff_slope, stiff_square, force, force_slope;
} sums;

static sums sum_pieces(const sx_flight_hinge *h, double mu)
{
    sums s = {0};
    for (size_t j = 0; j < h->n; j++) {
        const sx_flight_piece *p = &h->pieces[j];
        double stiff = p->weight / p->room, force = mu / p->room;
        s.stiff += stiff;
        s.stiff_slope += stiff * p->slope;
        s.force += force;
        s.force_slope += force * p->slope;
    }
    double mean = s.stiff_slope / s.stiff;
    for (size_t j = 0; j < h->n; j++) {
        double off = h->pieces[j].slope - mean;
        s.stiff_square += h->pieces[j].weight / h->pieces[j].room * off * off;
    }
    return s;
}

sx_flight_pull sx_flight_hinge_pull(const sx_flight_hinge *h, double mu)
{
    sx_flight_pull pull = {0.0, 0.0, 0.0};
    if (is_idle(h))
        return pull;
    if (h->n == 1) {
        pull.slope = pull.price = h->multiplier * h->pieces[0].slope;
        pull.bend = h->envelope->tail ? h->multiplier * h->bend : 0.0;
        return pull;
    }
    sums s = sum_pieces(h, mu);
    double weight = 0.0;
    for (size_t j = 0; j < h->n; j++) {
        weight += h->pieces[j].weight;
        pull.price += h->pieces[j].weight * h->pieces[j].slope;
    }
    pull.price *= h->multiplier / weight;
    pull.slope = s.force_slope + s.stiff_slope / s.stiff * (h->multiplier - s.force);
    pull.bend = s.stiff_square + (h->envelope->tail ? h->pieces[0].weight * h->bend : 0.0);
    return pull;
}

/* How the level follows a step of the adstock. */
static double level_step(const sx_flight_hinge *h, double step, double mu)
{
    sums s = sum_pieces(h, mu);
    return (h->multiplier - s.force + s.stiff_slope * step) / s.stiff;
}

static double weight_step(const sx_flight_piece *p, double room_step, double mu)
{
    return (mu - p->weight * room_step) / p->room - p->weight;
}

double sx_flight_hinge_reach(const sx_flight_hinge *h, double step, double mu, double longest)
{
    if (is_idle(h) || h->n == 1)
        return longest;
    double level = level_step(h, step, mu);
    for (size_t j = 0; j < h->n; j++) {
        const sx_flight_piece *p = &h->pieces[j];
        double room = p->slope * step - level, weight = weight_step(p, room, mu);
        if (p->room + longest * room < 0.0)
            longest = -p->room / room;
        if (p->weight + longest * weight < 0.0)
            longest = -p->weight / weight;
    }
    return longest;
}

void sx_flight_hinge_move(sx_flight_hinge *h, double step, double mu, double length)
{
    if (!is_idle(h) && h->n > 1) {
        double level = level_step(h, step, mu);
        for (size_t j = 0; j < h->n; j++)
            h->pieces[j].weight += length * weight_step(&h->pieces[j], h->pieces[j].slope * step - level, mu);
        h->level += length * level;
    }
    h->adstock += length * step;
    if (is_idle(h))
        return;
    double room = h->pieces[0].room;
    if (h->envelope->tail)
        place_tail(h);
    if (h->n == 1)
        return;
    double least = fmax(0.01 * room, KEPT * mu / h->pieces[0].weight);
    if (h->envelope->tail && !(height(h, 0) - h->level > least)) /* the tail bends away from its tangent */
        h->level = height(h, 0) - least;
    for (size_t j = 0; j < h->n; j++)
        h->pieces[j].room = height(h, j) - h->level;
}
