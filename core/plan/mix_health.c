#include "plan/mix_health.h"
#include "plan/mix_report.h"
#include "plan/mix_signs.h"
#include "test/power.h"
#include <math.h>
#include <stdlib.h>

enum { COLUMNS = 6, WEEKS_SHOWN = 5, FIXED_ROWS = 32, SHAPES = SX_MIX_SHAPES };

/* Where a sign counts. Calibrated on simulated sets of which none is used to judge; see tests/core/test_plan_mix.c. */
static const double STEP = 3.8, SEASON = 4.0, LATE = 8.0, LATE_LEAST = 2.0;
static const double ROUGH = 6.0, TEST_APART = 2.0, HALVES_APART = 0.3, TEST_LONGEST = 26.0;

static void put_season(sx_mix_report *r, const sx_mix_signs *signs)
{
    bool is_flag = signs->season > SEASON;
    size_t row = sx_mix_put_row(r, "season", "", signs->season, SEASON, is_flag ? "missing" : "ok");
    r->faults += is_flag;
    if (is_flag)
        SX_MIX_SENTENCE(r, row, "The outcome has a yearly pattern that the model was told not to have; give season.");
    else if (isnan(signs->season))
        SX_MIX_SENTENCE(r, row, "A yearly season of %.*g periods is part of the model.", SX_SHOWN(r->in->season));
    else
        SX_MIX_SENTENCE(r, row, "No yearly pattern is left over.");
}

static size_t greatest(const double *x, size_t n)
{
    size_t at = 0;
    for (size_t t = 1; t < n; t++)
        at = x[t] > x[at] ? t : at;
    return at;
}

/* The weeks that stand apart, the worst first; taken out of pulse as they are told. */
static void put_weeks(sx_mix_report *r, double *pulse)
{
    size_t told = 0, at = greatest(pulse, r->in->n);
    if (!(pulse[at] > SX_MIX_PULSE)) {
        size_t row = sx_mix_put_row(r, "week", "", pulse[at], SX_MIX_PULSE, "ok");
        SX_MIX_SENTENCE(r, row, "No single period stands apart.");
        return;
    }
    r->warnings++;
    while (told < WEEKS_SHOWN && pulse[at] > SX_MIX_PULSE) {
        size_t row = sx_mix_put_row(r, "week", "", pulse[at], SX_MIX_PULSE, "look");
        sx_put_text(r->to, row, 1, "period %zu", at + 1);
        SX_MIX_SENTENCE(
            r, row,
            "Period %zu stands %.1f standard errors apart: correct it, or name what happened in a column of controls.",
            at + 1, pulse[at]);
        pulse[at] = 0.0;
        at = greatest(pulse, r->in->n);
        told++;
    }
}

static void put_step(sx_mix_report *r, const sx_mix_signs *signs)
{
    size_t at = greatest(signs->step, r->in->n);
    bool is_flag = signs->step[at] > STEP;
    size_t row = sx_mix_put_row(r, "step", "", signs->step[at], STEP, is_flag ? "look" : "ok");
    r->faults += is_flag;
    if (!is_flag) {
        SX_MIX_SENTENCE(r, row, "The level does not jump.");
        return;
    }
    sx_put_text(r->to, row, 1, "period %zu", at + 1);
    SX_MIX_SENTENCE(
        r, row,
        "The outcome jumps to another level at period %zu, as when it is counted another way: correct it, or name "
        "what happened in a column of controls (0 before, 1 from then on).",
        at + 1);
}

static void put_late(sx_mix_report *r, const sx_mix_signs *signs)
{
    bool is_flag = signs->lag_gain > LATE && fabs(signs->lag) >= LATE_LEAST;
    size_t row = sx_mix_put_row(r, "late", "", signs->lag_gain, LATE, is_flag ? "look" : "ok");
    r->faults += is_flag;
    if (is_flag)
        SX_MIX_SENTENCE(r, row,
                        "The outcome fits spends and controls best when it is moved %.0f periods %s: check its dates.",
                        fabs(signs->lag), signs->lag > 0.0 ? "earlier" : "later");
    else
        SX_MIX_SENTENCE(r, row, "Outcome, spends and controls go together where they stand.");
}

static double log_width(sx_mix_range c)
{
    return c.low > 0.0 ? log(c.high / c.low) : (double)INFINITY;
}

/* Channels of which the data say little more than was assumed, and where the curve is not seen to bend. */
static void put_weak_channels(sx_mix_report *r)
{
    for (size_t k = 0; k < r->fit->channels; k++) {
        if (!(r->fit->spend[k] > 0.0))
            continue;
        double ratio = exp(log_width(r->contribution[k])), half = 0.0;
        for (size_t d = 0; d < r->fit->draws; d++)
            half += sx_mix_shape_of(r->fit->shape[d][k]).half * r->fit->spend[k] / (double)r->fit->draws;
        if (ratio > ROUGH) {
            size_t row = sx_mix_put_row(r, "prior", r->in->channel_name[k], ratio, ROUGH, "cannot tell");
            SX_MIX_SENTENCE(r, row, "The range of %.60s is mostly what was assumed; a lift test would tell.",
                            r->in->channel_name[k]);
        }
        if (half > r->fit->most[k]) {
            size_t row = sx_mix_put_row(r, "extrapolation", r->in->channel_name[k], half, r->fit->most[k], "look");
            SX_MIX_SENTENCE(r, row,
                            "%.60s was never spent enough to see its curve bend: what lies beyond %.*g is a guess.",
                            r->in->channel_name[k], SX_SHOWN(r->fit->most[k]));
        }
    }
}

/* What a test found against what the history alone says of it. */
static void put_tests(sx_mix_report *r, const sx_mix_fit *untested)
{
    for (size_t j = 0; untested && j < r->in->n_tests; j++) {
        const sx_mix_test *test = &r->in->tests[j];
        double worth[SHAPES], mean = 0.0, square = 0.0;
        size_t k = test->channel;
        if (!(r->fit->spend[k] > 0.0))
            continue;
        for (size_t i = 0; i < SHAPES; i++) {
            sx_mix_shape s = sx_mix_shape_of(i);
            worth[i] = (sx_mix_saturation(&s, test->during / untested->spend[k]) -
                        sx_mix_saturation(&s, test->before / untested->spend[k])) /
                       untested->mean_h[k][i];
        }
        for (size_t d = 0; d < untested->draws; d++) {
            double lift = (double)untested->amount[d][k] * worth[untested->shape[d][k]];
            mean += lift / (double)untested->draws;
            square += lift * lift / (double)untested->draws;
        }
        double z = (test->lift - mean) / sqrt(test->error * test->error + fmax(square - mean * mean, 0.0));
        bool is_flag = fabs(z) > TEST_APART;
        size_t row = sx_mix_put_row(r, "test", r->in->channel_name[k], z, TEST_APART, is_flag ? "look" : "ok");
        r->warnings += is_flag;
        SX_MIX_SENTENCE(r, row, "The test of %.60s found %.*g, the history alone expects %.*g%s.",
                        r->in->channel_name[k], SX_SHOWN(test->lift), SX_SHOWN(mean),
                        is_flag ? ": one of them is wrong" : "");
    }
}

/* The two halves of the draws must say the same. */
static void put_draws(sx_mix_report *r)
{
    double worst = 0.0;
    size_t half = r->fit->draws / 2;
    for (size_t k = 0; k < r->fit->channels; k++) {
        double sum[2] = {0.0}, square = 0.0;
        for (size_t d = 0; d < 2 * half; d++) {
            double x = (double)r->fit->amount[d][k];
            sum[d / half] += x / (double)half;
            square += x * x / (double)(2 * half);
        }
        double mean = 0.5 * (sum[0] + sum[1]), variance = square - mean * mean;
        if (variance > 0.0)
            worst = fmax(worst, fabs(sum[0] - sum[1]) / sqrt(variance));
    }
    size_t row = sx_mix_put_row(r, "draws", "", worst, HALVES_APART, worst > HALVES_APART ? "look" : "ok");
    SX_MIX_SENTENCE(r, row,
                    worst > HALVES_APART
                        ? "The two halves of the draws differ: compare another seed before leaning on a range."
                        : "The two halves of the draws agree.");
}

static void put_assumption(sx_mix_report *r, const char *where, const char *sentence)
{
    size_t row = sx_mix_put_row(r, "assumed", where, NAN, NAN, "ok");
    SX_MIX_SENTENCE(r, row, "%s", sentence);
}

static void put_assumptions(sx_mix_report *r)
{
    put_assumption(r, "channels",
                   "Together 28 % of the outcome, give or take a factor of 2.8 (an 80 % range); each "
                   "in proportion to the root of its share of spend, from nothing to twice that.");
    put_assumption(r, "carry-over", "Geometric, any rate from 0 to 0.88 alike.");
    put_assumption(r, "saturation",
                   "Half of the most at 1.2 times the mean spend, give or take a factor of 2.5 (an 80 % "
                   "range); slope 1 (chance 0.6), 1.6 (0.25) or 2.5 (0.15).");
    put_assumption(r, "season", "Up to eight yearly waves, the first of about 15 % of the outcome, the others less.");
    put_assumption(r, "controls", "A standard deviation of a control moves the outcome by about 12 % or less.");
    put_assumption(r, "noise", "Deviations last (autocorrelation 0 to 0.88), and the base may wander.");
}

/* The channel whose range costs most, and how long a test of half as much again would take. */
static void put_advice(sx_mix_report *r, const char *why)
{
    size_t at = r->fit->channels;
    double most = 0.0, effect = 0.0, periods;
    for (size_t k = 0; k < r->fit->channels; k++) {
        double worth = fmin(log_width(r->contribution[k]), 8.0) * sqrt(r->fit->spend[k]);
        if (r->fit->spend[k] > 0.0 && r->fit->today[k] > 0.0 && worth > most) {
            most = worth;
            at = k;
        }
    }
    if (at == r->fit->channels) {
        SX_MIX_SENTENCE(r, 0, "%s", why);
        return;
    }
    for (size_t d = 0; d < r->fit->draws; d++) {
        sx_mix_shape s = sx_mix_shape_of(r->fit->shape[d][at]);
        double x = r->fit->today[at] / r->fit->spend[at];
        effect += (double)r->fit->amount[d][at] * (sx_mix_saturation(&s, 1.5 * x) - sx_mix_saturation(&s, x)) /
                  (r->fit->mean_h[at][r->fit->shape[d][at]] * (double)r->fit->draws);
    }
    if (sx_means_size(effect, r->fit->noise, 1.0, 0.8, 0.025, &periods) == SX_OK && periods < TEST_LONGEST)
        SX_MIX_SENTENCE(
            r, 0,
            "%s Test %.60s first: %.*g instead of %.*g for about %.0f periods, and as many beside it without "
            "(TEST.MDE); the result is a row of tests.",
            why, r->in->channel_name[at], SX_SHOWN(1.5 * r->fit->today[at]), SX_SHOWN(r->fit->today[at]),
            ceil(periods));
    else
        SX_MIX_SENTENCE(r, 0, "%s Test %.60s first, in regions (TEST.GEO); the result is a row of tests.", why,
                        r->in->channel_name[at]);
}

static void put_overall(sx_mix_report *r)
{
    size_t rows = r->row;
    bool is_wide = true; /* no channel is better than "cannot tell" */
    for (size_t k = 0; k < r->fit->channels; k++)
        is_wide = is_wide && !(r->fit->spend[k] > 0.0 && log_width(r->contribution[k]) <= log(ROUGH));
    const char *verdict = r->faults ? "not usable" : r->warnings || is_wide ? "weak" : "usable";
    r->row = 0;
    sx_mix_put_row(r, "overall", "", (double)(r->faults + r->warnings), 0.0, verdict);
    r->row = rows;
    if (r->faults)
        SX_MIX_SENTENCE(
            r, 0,
            "Something is missing or wrong in the data: see the rows below; repair it before deciding on these "
            "figures.");
    else if (r->warnings)
        put_advice(r, "Usable with care: see the rows below.");
    else if (is_wide)
        put_advice(r, "The data cannot tell what the channels bring.");
    else
        put_advice(r,
                   "Nothing in the residuals says that something is missing; what is not in the table cannot be seen.");
}

sx_status sx_mix_put_health(const sx_mix_input *in, const sx_mix_fit *fit, const sx_mix_fit *untested, sx_table *result)
{
    sx_mix_signs signs;
    sx_mix_report r = {.in = in, .fit = fit, .to = result, .row = 1};
    double *x = malloc(SX_MIX_DRAWS * sizeof *x);
    if (!x)
        return SX_NOMEM;
    for (size_t k = 0; k < fit->channels; k++) {
        for (size_t d = 0; d < fit->draws; d++)
            x[d] = (double)fit->amount[d][k];
        r.contribution[k] = sx_mix_range_of(x, fit->draws, SX_MIX_LEVEL);
    }
    free(x);
    if (sx_mix_signs_find(in, fit, &signs) != SX_OK)
        return SX_NOMEM;
    sx_table_make(result, FIXED_ROWS + 4 * (fit->channels + fit->controls) + in->n_tests, COLUMNS);
    if (result->status == SX_OK) {
        put_season(&r, &signs);
        put_weeks(&r, signs.pulse);
        put_step(&r, &signs);
        put_late(&r, &signs);
        sx_mix_put_collinear(&r);
        sx_mix_put_data(&r);
        put_weak_channels(&r);
        put_tests(&r, untested);
        sx_mix_put_columns(&r);
        put_draws(&r);
        put_assumptions(&r);
        put_overall(&r);
        result->rows = result->declared_rows = r.row;
    }
    sx_mix_signs_free(&signs);
    return result->status;
}
