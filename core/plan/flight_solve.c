/* From a flight to its plan: the concave problem, spends at rest or above their minimum, cents, and for curves that are
 * not concave steps that never lose. */
#include "plan/round.h"
#include "plan/flight_share.h"
#include "plan/flight_start.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const size_t CENTS_WORK = 300000; /* curve values of the last exchange */
/* Additions of the first climb, where other starts follow or none do; of the proof, and of other starts. */
static const double WORK = 8e8, WORK_ALONE = 1.5e9, PROOF_WORK = 3e8, AGAIN_WORK = 1.6e9;

/* At the minimum or more, or at rest. */
static void put_rest(sx_flight_search *s, const sx_claim *rest, bool other)
{
    size_t i = rest->index;
    double minimum = s->f->minimum[i % s->f->channels], high = s->f->high[i];
    bool up = (rest->part > 0.5 && high >= minimum) != other;
    s->low[i] = up ? minimum : 0.0;
    s->high[i] = up ? high : 0.0;
}

static sx_status may_stand(sx_flight_search *s, const sx_claim *rests, size_t n, bool *remains)
{
    *remains = true;
    for (size_t k = 0; k < n && *remains; k++)
        *remains = s->low[rests[k].index] <= s->high[rests[k].index];
    return *remains ? sx_flight_round(s->f, s->low, s->high, NULL, 0.0, s->trial, remains) : SX_OK;
}

/* One after the other as its part says, or else the other way, so that a plan remains; all at once where that leaves
 * one, since then each by itself would have. remains is false when neither does. */
static sx_status decide_rests(sx_flight_search *s, const sx_claim *rests, size_t n, bool *remains)
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
static sx_status settle_rests(sx_flight_search *s, sx_claim *rests, size_t n, bool *remains)
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
    sx_flight_whole_box(s);
    return decide_rests(s, rests, n, remains);
}

/* From the relaxation to a plan in cents. */
static sx_status settle(sx_flight_search *s)
{
    size_t n = 0;
    double unused = 0.0;
    bool remains = true;
    sx_claim *rests = sx_scratch_take(&s->memory, s->f->n * sizeof *rests);
    if (!rests)
        return SX_NOMEM;
    for (size_t i = 0; i < s->f->n; i++)
        if (sx_flight_may_rest(s->f, i))
            rests[n++] = (sx_claim){s->relaxed[i] / s->f->minimum[i % s->f->channels], i};
    sx_status status = settle_rests(s, rests, n, &remains);
    if (status == SX_OK && remains && n > 0)
        status = sx_flight_relax_within(s, &unused, NULL);
    return status == SX_OK && remains ? sx_flight_keep_rounded(s) : status;
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
        high[i] = sx_flight_may_rest(f, i) && f->minimum[c] > fmin(most, f->high[i]) ? 0.0 : f->high[i];
    }
}

/* Where the plan is short of what envelopes allow: a closer bound, and other starts. */
static sx_status look_again(sx_flight_search *s, double *bound, double *price)
{
    sx_flight_proof proof = {.bound = *bound, .target = s->value, .price = price};
    double by_envelopes = *bound;
    s->work = PROOF_WORK;
    sx_flight_whole_box(s);
    sx_status status = sx_flight_relax_within(s, &by_envelopes, &proof);
    *bound = proof.bound;
    s->work = AGAIN_WORK;
    return status == SX_OK ? sx_flight_start_again(s, *bound, price) : status;
}

sx_status sx_flight_solve(const sx_flight *given, double *x, sx_flight_answer *answer)
{
    sx_flight closed = *given;
    const sx_flight *f = &closed;
    sx_flight_search s = {.f = f, .best = x, .work = sx_flight_may_share(given) ? WORK : WORK_ALONE};
    *answer = (sx_flight_answer){0};
    double *number = sx_scratch_take(&s.memory, 8 * f->n * sizeof *number);
    if (!number)
        return SX_NOMEM;
    closed.high = number + 6 * f->n;
    close_rests(given, closed.high);
    s.low = number;
    s.high = s.low + f->n;
    s.relaxed = s.high + f->n;
    s.trial = s.relaxed + f->n;
    sx_flight_whole_box(&s);
    bool possible = false;
    double bound = INFINITY;
    sx_status status = sx_flight_round(f, s.low, s.high, NULL, 0.0, s.trial, &possible);
    if (status == SX_OK && possible)
        status = sx_flight_relax_within(&s, &bound, NULL);
    if (status == SX_OK && possible)
        status = settle(&s);
    if (status == SX_OK && s.found)
        status = sx_flight_climb(&s, bound);
    if (status == SX_OK && s.found && !sx_flight_is_closed(&s, bound))
        status = look_again(&s, &bound, number + 7 * f->n);
    if (status == SX_OK && s.found && sx_flight_is_closed(&s, bound))
        status = sx_flight_exchange_best(&s, true, CENTS_WORK);
    sx_scratch_free(&s.memory);
    if (bound - s.value < 1e-250) /* nothing brings anything */
        bound = s.value;
    *answer = (sx_flight_answer){s.found, possible, s.value, fmax(bound, s.value)};
    return status;
}
