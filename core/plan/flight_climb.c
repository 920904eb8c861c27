#include "plan/flight_climb.h"
#include "plan/flight_term.h"
#include <math.h>
#include <string.h>

static const double CLOSED = 1e-6;           /* relative gap at which nothing but cents is looked for */
static const double VALUE_WORK = 150.0;      /* additions of a curve value */
static const size_t EXCHANGE_WORK = 1500000; /* curve values of one exchange */
enum { ROUNDS = 5, STEPS = 4 };

/* Where a spend stands that may rest: between nothing and its minimum there is none. */
bool sx_flight_may_rest(const sx_flight *f, size_t i)
{
    return f->low[i] == 0.0 && f->minimum[i % f->channels] > 0.0;
}

void sx_flight_whole_box(sx_flight_search *s)
{
    memcpy(s->low, s->f->low, s->f->n * sizeof *s->low);
    memcpy(s->high, s->f->high, s->f->n * sizeof *s->high);
}

void sx_flight_box_about(sx_flight_search *s, const double *plan)
{
    const sx_flight *f = s->f;
    sx_flight_whole_box(s);
    for (size_t i = 0; i < f->n; i++) {
        if (sx_flight_may_rest(f, i) && plan[i] == 0.0)
            s->high[i] = 0.0;
        else if (sx_flight_may_rest(f, i))
            s->low[i] = f->minimum[i % f->channels];
    }
}

sx_status sx_flight_relax_within(sx_flight_search *s, double *bound, sx_flight_proof *proof)
{
    sx_scratch memory = {0};
    sx_flight_terms terms;
    sx_status status = sx_flight_terms_make(s->f, s->low, s->high, &memory, &terms);
    if (status == SX_OK)
        status = sx_flight_relax(s->f, &terms, s->low, s->high, s->relaxed, bound, proof, &s->work);
    sx_scratch_free(&memory);
    return status;
}

/* Rounds what stands in relaxed, within low and high, and keeps it where it is the best so far. */
sx_status sx_flight_keep_rounded(sx_flight_search *s)
{
    static const double NEAR[] = {0.0, 0.01, 1.0, 100.0, 1e4};
    bool found = false;
    sx_status status = SX_OK;
    for (size_t k = 0; k < sizeof NEAR / sizeof *NEAR && !found && status == SX_OK; k++)
        status = sx_flight_round(s->f, s->low, s->high, s->relaxed, NEAR[k], s->trial, &found);
    if (status == SX_OK && !found)
        status = sx_flight_round(s->f, s->low, s->high, NULL, 0.0, s->trial, &found);
    if (status != SX_OK || !found)
        return status;
    double value = sx_flight_value(s->f, s->trial, NULL);
    if (!s->found || value > s->value) {
        memcpy(s->best, s->trial, s->f->n * sizeof *s->best);
        s->value = value;
        s->found = true;
    }
    return SX_OK;
}

/* The curve's concave part about a as an envelope: its lines or tail there, drawn out beyond their ends. */
static void concave_at(const sx_curve *curve, double a, sx_envelope *e)
{
    *e = (sx_envelope){.curve = curve, .x = e->x, .slope = e->slope, .high = INFINITY, .n = 1};
    if (curve->kind == SX_CURVE_TABLE) {
        double low = 0.0, high = INFINITY;
        sx_concave_around(curve, a, &low, &high);
        e->n = 0;
        for (size_t k = curve->n_points; k-- > 0;)
            if (curve->x[k] >= low && curve->x[k] <= high) {
                e->x[e->n] = curve->x[k];
                e->slope[e->n++] = sx_curve_slope(curve, curve->x[k]);
            }
        if (isinf(high)) { /* level behind the last point */
            memmove(e->x + 1, e->x, e->n * sizeof *e->x);
            memmove(e->slope + 1, e->slope, e->n++ * sizeof *e->slope);
            e->x[0] = e->x[1] + 1.0;
        }
        return;
    }
    double bend = sx_curve_inflection(curve);
    if (a >= bend) {
        e->tail = true;
        e->x[0] = bend;
        return;
    }
    double y = sx_curve_value(curve, a), slope = sx_curve_slope(curve, a), near = bend, far = fmax(2.0 * bend, 1e-9);
    e->n = 2;
    e->x[1] = a;
    e->slope[1] = slope;
    e->x[0] = a + 1.0;
    if (!(slope > 0.0) || isinf(bend))
        return;
    while (sx_curve_value(curve, far) > y + slope * (far - a) && far < 1e15)
        far *= 2.0;
    for (int step = 0; step < 60; step++) {
        double middle = 0.5 * (near + far);
        if (sx_curve_value(curve, middle) > y + slope * (middle - a))
            near = middle;
        else
            far = middle;
    }
    e->tail = true;
    e->x[0] = far;
}

/* The best plan of curves that touch the true ones at the best plan so far and, about it, lie below them. */
static sx_status improve(sx_flight_search *s)
{
    const sx_flight *f = s->f;
    sx_scratch memory = {0};
    sx_flight_terms terms;
    size_t all = f->periods + f->after;
    double unused = 0.0, *from = s->trial + f->n, *to = from + f->n;
    sx_flight_box_about(s, s->best);
    sx_status status = sx_flight_terms_make(f, s->low, s->high, &memory, &terms);
    for (size_t k = 0; status == SX_OK && k < f->channels * all; k++)
        concave_at(&f->curves[k / all], sx_flight_adstock(f, s->best, k / all, k % all), &terms.envelope[k]);
    if (status == SX_OK)
        status = sx_flight_relax(f, &terms, s->low, s->high, s->relaxed, &unused, NULL, &s->work);
    sx_scratch_free(&memory);
    memcpy(from, s->best, f->n * sizeof *from);
    memcpy(to, s->relaxed, f->n * sizeof *to);
    double length = 1.0, before = s->value;
    for (int step = 0; status == SX_OK && step < STEPS && !(s->value > before); step++, length *= 0.4) {
        for (size_t i = 0; i < f->n; i++)
            s->relaxed[i] = from[i] + length * (to[i] - from[i]);
        status = sx_flight_keep_rounded(s);
    }
    return status;
}

sx_status sx_flight_exchange_best(sx_flight_search *s, bool cents_only, size_t work)
{
    size_t granted = (size_t)fmin((double)work, fmax(s->work, 0.0) / VALUE_WORK), left = granted;
    sx_status status = sx_flight_exchange(s->f, s->best, cents_only, &left);
    s->work -= VALUE_WORK * (double)(granted - left);
    s->value = sx_flight_value(s->f, s->best, NULL);
    return status;
}

bool sx_flight_is_closed(const sx_flight_search *s, double bound)
{
    return bound - s->value <= CLOSED * fabs(s->value);
}

sx_status sx_flight_climb(sx_flight_search *s, double bound)
{
    sx_status status = SX_OK;
    for (int round = 0; round < ROUNDS && status == SX_OK && s->found && !sx_flight_is_closed(s, bound); round++) {
        double before = s->value;
        status = sx_flight_exchange_best(s, false, EXCHANGE_WORK);
        if (status == SX_OK && !sx_flight_is_closed(s, bound) && s->work > 0.0)
            status = improve(s);
        if (s->value - before <= 1e-9 * fabs(before) || s->work <= 0.0)
            break;
    }
    return status;
}
