/* The concave problem by primal-dual interior-point steps: blocks of one channel each, joined by the rows of sums. */
#include "plan/flight_step.h"
#include "plan/flight_dual.h"
#include "plan/flight_term.h"
#include <math.h>
#include <string.h>

static const double ENOUGH = 1e-9; /* relative gap */
enum { MOST_STEPS = 80 };

static bool in_group(const sx_flight *f, size_t c, size_t g)
{
    size_t at = f->of[c];
    while (at > g) /* in preorder a group stands behind those it belongs to */
        at = f->groups[at].parent;
    return at == g;
}

/* A row over the spends for which period or channel, or group, is the one given; SIZE_MAX: any. */
static void add_row(sx_flight_steps *r, double low, double high, size_t period, size_t channel, size_t group)
{
    const sx_flight *f = r->f;
    if (low <= 0.0 && isinf(high))
        return;
    size_t first = r->n_rows ? r->rows[r->n_rows - 1].end : 0, end = first;
    bool any = false;
    for (size_t i = 0; i < f->n; i++) {
        size_t t = i / f->channels, c = i % f->channels;
        if ((period != SIZE_MAX && t != period) || (channel != SIZE_MAX && c != channel) ||
            (group != SIZE_MAX && !in_group(f, c, group)))
            continue;
        r->member[end++] = i;
        any = any || !sx_flight_is_fixed(r, i);
    }
    if (any)
        r->rows[r->n_rows++] =
            (sx_flight_row){.low = low, .high = high, .first = first, .end = end, .of_period = period != SIZE_MAX};
}

static void add_rows(sx_flight_steps *r)
{
    const sx_flight *f = r->f;
    for (size_t g = 0; g < f->n_groups; g++)
        add_row(r, f->groups[g].low, f->groups[g].high, SIZE_MAX, SIZE_MAX, g);
    for (size_t t = 0; t < f->periods; t++)
        add_row(r, f->least[t], f->most[t], t, SIZE_MAX, SIZE_MAX);
    for (size_t c = 0; c < f->channels; c++)
        add_row(r, f->sum_low[c], f->sum_high[c], SIZE_MAX, c, SIZE_MAX);
}

static sx_status make(sx_flight_steps *r, const sx_flight *f)
{
    size_t n = f->n, all = f->periods + f->after, rows = f->n_groups + f->periods + f->channels;
    size_t numbers = 5 * n + 3 * f->channels * all + n * f->periods + rows * (n + rows + 2) + f->periods;
    double *number = sx_scratch_take(&r->memory, numbers * sizeof *number);
    r->rows = sx_scratch_take(&r->memory, rows * sizeof *r->rows);
    r->member = sx_scratch_take(&r->memory, (f->n_groups + 2) * n * sizeof *r->member);
    if (!number || !r->rows || !r->member)
        return SX_NOMEM;
    double **by_spend[] = {&r->over, &r->under, &r->gain, &r->diagonal, &r->step};
    for (size_t k = 0; k < sizeof by_spend / sizeof *by_spend; k++, number += n)
        *by_spend[k] = number;
    r->price = number;
    r->bend = r->price + f->channels * all;
    r->pull = r->bend + f->channels * all;
    r->block = r->pull + f->channels * all;
    r->through = r->block + n * f->periods;
    r->joined = r->through + rows * n;
    r->right = r->joined + rows * rows;
    r->move = r->right + rows;
    r->column = r->move + rows;
    r->f = f;
    add_rows(r);
    double p = (double)f->periods, m = (double)r->n_rows, members = m > 0.0 ? (double)r->rows[r->n_rows - 1].end : 0.0;
    r->cost = (double)f->channels * (0.5 * p * p * (double)all + p * p * p / 6.0 + 800.0 * (double)all) +
              m * (double)n * p + 0.5 * m * members + m * m * m / 6.0;
    return SX_OK;
}

static void weigh_terms(sx_flight_steps *r)
{
    for (size_t k = 0; k < r->f->channels * (r->f->periods + r->f->after); k++) {
        sx_flight_pull pull = sx_flight_hinge_pull(&r->hinge[k], r->mu);
        r->pull[k] = pull.slope;
        r->bend[k] = pull.bend;
        r->price[k] = pull.price;
    }
}

/* What no plan exceeds, by the prices that stand: each term and each spend for itself (weak duality). */
static double dual_bound(const sx_flight_steps *r)
{
    const sx_flight *f = r->f;
    size_t all = f->periods + f->after;
    double bound = 0.0, *worth = r->step;
    sx_flight_weigh_spends(r, r->price, worth);
    for (size_t k = 0; k < f->channels * all; k++) {
        double m = f->multiplier[k % all];
        if (!(m > 0.0))
            continue;
        const sx_envelope *e = &r->terms->envelope[k];
        double x = sx_envelope_demand(e, r->price[k] / m, false, NULL);
        bound += m * sx_curve_value(e->curve, x) - r->price[k] * (x - f->ground[k]);
    }
    for (size_t k = 0; k < r->n_rows; k++) {
        double price = r->rows[k].price;
        if (isinf(r->rows[k].high))
            price = fmin(price, 0.0);
        bound += price > 0.0 ? price * r->rows[k].high : price * r->rows[k].low;
    }
    for (size_t k = 0; k < r->n_rows; k++)
        for (size_t m = r->rows[k].first; m < r->rows[k].end; m++)
            worth[r->member[m]] -= isinf(r->rows[k].high) ? fmin(r->rows[k].price, 0.0) : r->rows[k].price;
    for (size_t i = 0; i < f->n; i++)
        bound += worth[i] > 0.0 ? worth[i] * r->high[i] : worth[i] * r->low[i];
    return bound;
}

static void start(sx_flight_steps *r)
{
    const sx_flight *f = r->f;
    double lows = 0.0;
    for (size_t i = 0; i < f->n; i++)
        lows += r->low[i];
    double share = fmax(f->groups[0].high - lows, 0.0) / (double)f->n;
    for (size_t i = 0; i < f->n; i++) {
        double room = r->high[i] - r->low[i];
        r->x[i] = sx_flight_is_fixed(r, i) ? r->low[i] : r->low[i] + fmin(0.5 * room, 0.9 * share + 1e-3 * room);
        r->over[i] = r->under[i] = 0.0;
        if (!sx_flight_is_fixed(r, i)) {
            r->over[i] = r->mu / (r->high[i] - r->x[i]);
            r->under[i] = r->mu / (r->x[i] - r->low[i]);
        }
    }
    for (size_t k = 0; k < r->n_rows; k++) {
        sx_flight_row *at = &r->rows[k];
        double sum = sx_flight_row_sum(r, k, r->x), room = at->high - at->low,
               inside = isinf(room) ? 0.1 * at->low : 0.1 * room;
        at->sum = room < 1e-9 ? at->low : fmin(fmax(sum, at->low + inside), at->high - inside);
        at->over = room < 1e-9 || isinf(at->high) ? 0.0 : r->mu / (at->high - at->sum);
        at->under = room < 1e-9 ? 0.0 : r->mu / (at->sum - at->low);
        at->price = at->over - at->under;
    }
    for (size_t k = 0; k < f->channels * (f->periods + f->after); k++) {
        size_t c = k / (f->periods + f->after), t = k % (f->periods + f->after);
        sx_flight_hinge_start(&r->hinge[k], sx_flight_adstock(f, r->x, c, t), r->mu);
    }
}

sx_status sx_flight_relax(const sx_flight *f, const sx_flight_terms *terms, const double *low, const double *high,
                          double *x, double *bound, sx_flight_proof *proof, double *work)
{
    sx_flight_steps r = {.terms = terms, .low = low, .high = high, .x = x};
    sx_status status = make(&r, f);
    size_t all = f->periods + f->after;
    double parts = 2.0 * (double)(f->n + r.n_rows);
    for (size_t k = 0; status == SX_OK && k < f->channels * all; k++) {
        const sx_envelope *e = &terms->envelope[k];
        r.span += f->multiplier[k % all] *
                  (sx_curve_value(e->curve, terms->most[k]) - sx_curve_value(e->curve, terms->least[k]));
        parts += e->n > 1 ? 2.0 : 0.0;
    }
    r.mu = fmax(0.1 * r.span / parts, 1e-290);
    if (status == SX_OK)
        status = sx_flight_hinges_make(f, terms, &r.memory, &r.hinge);
    if (status == SX_OK)
        start(&r);
    *bound = INFINITY;
    for (int step = 0; step < MOST_STEPS && status == SX_OK; step++) {
        double length = 0.0;
        weigh_terms(&r);
        *bound = fmin(*bound, dual_bound(&r));
        *work -= r.cost;
        if (r.mu * parts < ENOUGH * r.span || *work < 0.0 || !sx_flight_advance(&r, &length))
            break;
        if (length > 0.5)
            r.mu *= length > 0.9 ? 0.3 : 0.6;
    }
    for (size_t k = 0; status == SX_OK && k < f->channels * all; k++) /* only what is more than ground brings counts */
        if (k % all >= f->periods)
            *bound -= f->multiplier[k % all] * sx_curve_value(&f->curves[k / all], f->ground[k]);
    if (status == SX_OK && proof)
        status = sx_flight_dual(&r, proof, work);
    sx_scratch_free(&r.memory);
    return status;
}
