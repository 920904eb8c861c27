/* From a flight to its plan: the concave problem, spends at rest or above their minimum, cents, and for curves that are
 * not concave steps that never lose. */
#include "plan/round.h"
#include "plan/flight_plan.h"
#include "plan/flight_term.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double CLOSED = 1e-6; /* relative gap at which nothing but cents is looked for */
static const size_t EXCHANGE_WORK = 1500000, CENTS_WORK = 300000; /* curve values of one exchange */
static const double WORK = 1.5e9, VALUE_WORK = 150.0;             /* additions of all; of a curve value */
static const double PROOF_WORK = 2e8;
enum { ROUNDS = 5, STEPS = 4 };

typedef struct solve {
    const sx_flight *f;
    double *low, *high, *relaxed, *trial, *best; /* n each */
    double value, work;                          /* work: additions left */
    bool found;
    sx_scratch memory;
} solve;

/* Where a spend stands that may rest: between nothing and its minimum there is none. */
static bool may_rest(const sx_flight *f, size_t i)
{
    return f->low[i] == 0.0 && f->minimum[i % f->channels] > 0.0;
}

static sx_status relax_within(solve *s, double *bound, double *tight)
{
    sx_scratch memory = {0};
    sx_flight_terms terms;
    sx_status status = sx_flight_terms_make(s->f, s->low, s->high, &memory, &terms);
    if (status == SX_OK)
        status = sx_flight_relax(s->f, &terms, s->low, s->high, s->relaxed, bound, tight, &s->work);
    sx_scratch_free(&memory);
    return status;
}

/* Rounds what stands in relaxed, within low and high, and keeps it where it is the best so far. */
static sx_status keep_rounded(solve *s)
{
    static const double NEAR[] = {0.0, 0.01, 1.0, 100.0};
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

static void whole_box(solve *s)
{
    memcpy(s->low, s->f->low, s->f->n * sizeof *s->low);
    memcpy(s->high, s->f->high, s->f->n * sizeof *s->high);
}

/* At the minimum or more, or at rest. */
static void put_rest(solve *s, const sx_claim *rest, bool other)
{
    size_t i = rest->index;
    double minimum = s->f->minimum[i % s->f->channels], high = s->f->high[i];
    bool up = (rest->part > 0.5 && high >= minimum) != other;
    s->low[i] = up ? minimum : 0.0;
    s->high[i] = up ? high : 0.0;
}

static sx_status may_stand(solve *s, const sx_claim *rests, size_t n, bool *remains)
{
    *remains = true;
    for (size_t k = 0; k < n && *remains; k++)
        *remains = s->low[rests[k].index] <= s->high[rests[k].index];
    return *remains ? sx_flight_round(s->f, s->low, s->high, NULL, 0.0, s->trial, remains) : SX_OK;
}

/* One after the other as its part says, or else the other way, so that a plan remains; all at once where that leaves
 * one, since then each by itself would have. remains is false when neither does. */
static sx_status decide_rests(solve *s, const sx_claim *rests, size_t n, bool *remains)
{
    *remains = true;
    if (n == 0)
        return SX_OK;
    for (size_t k = 0; k < n; k++)
        put_rest(s, &rests[k], false);
    sx_status status = may_stand(s, rests, n, remains);
    if (status != SX_OK || *remains)
        return status;
    if (n == 1) {
        put_rest(s, rests, true);
        return may_stand(s, rests, n, remains);
    }
    for (size_t k = 0; k < n; k++) {
        s->low[rests[k].index] = 0.0;
        s->high[rests[k].index] = s->f->high[rests[k].index];
    }
    status = decide_rests(s, rests, n / 2, remains);
    return status == SX_OK && *remains ? decide_rests(s, rests + n / 2, n - n / 2, remains) : status;
}

/* As near to the relaxation as the bounds allow: those it gives most come first. Where that leaves no plan, those with
 * the largest minimum rest first, so that the small ones meet the bounds. */
static sx_status settle_rests(solve *s, sx_claim *rests, size_t n, bool *remains)
{
    qsort(rests, n, sizeof *rests, sx_by_part);
    sx_status status = decide_rests(s, rests, n, remains);
    if (status != SX_OK || *remains)
        return status;
    double most = 0.0;
    for (size_t k = 0; k < n; k++)
        most = fmax(most, s->f->minimum[rests[k].index % s->f->channels]);
    for (size_t k = 0; k < n; k++)
        rests[k].part = 0.5 * s->f->minimum[rests[k].index % s->f->channels] / most;
    qsort(rests, n, sizeof *rests, sx_by_part);
    whole_box(s);
    return decide_rests(s, rests, n, remains);
}

/* From the relaxation to a plan in cents. */
static sx_status settle(solve *s)
{
    size_t n = 0;
    double unused = 0.0;
    bool remains = true;
    sx_claim *rests = sx_scratch_take(&s->memory, s->f->n * sizeof *rests);
    if (!rests)
        return SX_NOMEM;
    for (size_t i = 0; i < s->f->n; i++)
        if (may_rest(s->f, i))
            rests[n++] = (sx_claim){s->relaxed[i] / s->f->minimum[i % s->f->channels], i};
    sx_status status = settle_rests(s, rests, n, &remains);
    if (status == SX_OK && remains && n > 0)
        status = relax_within(s, &unused, NULL);
    return status == SX_OK && remains ? keep_rounded(s) : status;
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
static sx_status improve(solve *s)
{
    const sx_flight *f = s->f;
    sx_scratch memory = {0};
    sx_flight_terms terms;
    size_t all = f->periods + f->after;
    double unused = 0.0, *from = s->trial + f->n, *to = from + f->n;
    whole_box(s);
    for (size_t i = 0; i < f->n; i++) {
        if (may_rest(f, i) && s->best[i] == 0.0)
            s->high[i] = 0.0;
        else if (may_rest(f, i))
            s->low[i] = f->minimum[i % f->channels];
    }
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
        status = keep_rounded(s);
    }
    return status;
}

static sx_status exchange_best(solve *s, bool cents_only, size_t work)
{
    size_t granted = (size_t)fmin((double)work, fmax(s->work, 0.0) / VALUE_WORK), left = granted;
    sx_status status = sx_flight_exchange(s->f, s->best, cents_only, &left);
    s->work -= VALUE_WORK * (double)(granted - left);
    s->value = sx_flight_value(s->f, s->best, NULL);
    return status;
}

static bool is_closed(const solve *s, double bound)
{
    return bound - s->value <= CLOSED * fabs(s->value);
}

/* A spend rests whose minimum is more than the bounds of sums ever let it be. */
static void close_rests(const sx_flight *f, double *high)
{
    for (size_t i = 0; i < f->n; i++) {
        size_t c = i % f->channels;
        double most = fmin(f->most[i / f->channels], f->sum_high[c]);
        for (size_t g = f->of[c];; g = f->groups[g].parent) {
            most = fmin(most, f->groups[g].high);
            if (g == 0)
                break;
        }
        high[i] = may_rest(f, i) && f->minimum[c] > fmin(most, f->high[i]) ? 0.0 : f->high[i];
    }
}

sx_status sx_flight_solve(const sx_flight *given, double *x, sx_flight_answer *answer)
{
    sx_flight closed = *given;
    const sx_flight *f = &closed;
    solve s = {.f = f, .best = x, .work = WORK};
    *answer = (sx_flight_answer){0};
    double *number = sx_scratch_take(&s.memory, 7 * f->n * sizeof *number);
    if (!number)
        return SX_NOMEM;
    closed.high = number + 6 * f->n;
    close_rests(given, closed.high);
    s.low = number;
    s.high = s.low + f->n;
    s.relaxed = s.high + f->n;
    s.trial = s.relaxed + f->n;
    whole_box(&s);
    bool possible = false;
    double bound = INFINITY;
    sx_status status = sx_flight_round(f, s.low, s.high, NULL, 0.0, s.trial, &possible);
    if (status == SX_OK && possible)
        status = relax_within(&s, &bound, NULL);
    if (status == SX_OK && possible)
        status = settle(&s);
    for (int round = 0; round < ROUNDS && status == SX_OK && s.found && !is_closed(&s, bound); round++) {
        double before = s.value;
        status = exchange_best(&s, false, EXCHANGE_WORK);
        if (status == SX_OK && !is_closed(&s, bound) && s.work > 0.0)
            status = improve(&s);
        if (s.value - before <= 1e-9 * fabs(before) || s.work <= 0.0)
            break;
    }
    if (status == SX_OK && s.found && is_closed(&s, bound))
        status = exchange_best(&s, true, CENTS_WORK);
    else if (status == SX_OK && s.found) {
        double by_envelopes = bound;
        s.work = fmax(s.work, 0.0) + PROOF_WORK;
        whole_box(&s);
        status = relax_within(&s, &by_envelopes, &bound);
    }
    sx_scratch_free(&s.memory);
    if (bound - s.value < 1e-250) /* nothing brings anything */
        bound = s.value;
    *answer = (sx_flight_answer){s.found, possible, s.value, fmax(bound, s.value)};
    return status;
}
