/* The doors of the TEST family: figures from the kernels, and their reasons in words. */
#include "test.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include "base/distribution.h"
#include "test/chart.h"
#include "test/means.h"
#include "test/power.h"
#include "test/proportion.h"

static double two_sided_z(double level)
{
    return -sx_normal_quantile(0.5 * (1.0 - level));
}

sx_status sx_test_wilson(double successes, double trials, double level, sx_table *result, sx_context *context)
{
    if (trials == 0.0)
        return sx_fail(context, SX_DIV0, "trials is zero: there is no share of nothing");
    if (successes > trials)
        return sx_fail(context, SX_NUM, "%.15g successes are more than %.15g trials", successes, trials);
    double low, high;
    sx_wilson(successes, trials, two_sided_z(level), &low, &high);
    sx_table made;
    sx_table_make(&made, 1, 3);
    sx_put_number(&made, 0, 0, successes / trials);
    sx_put_number(&made, 0, 1, low);
    sx_put_number(&made, 0, 2, high);
    return sx_table_give(&made, result);
}

sx_status sx_test_lift(double x1, double n1, double x2, double n2, double level, int sides, sx_table *result,
                       sx_context *context)
{
    if (n1 == 0.0 || n2 == 0.0)
        return sx_fail(context, SX_DIV0, "%s is zero: there is no share of nothing", n1 == 0.0 ? "n1" : "n2");
    if (x1 > n1 || x2 > n2)
        return sx_fail(context, SX_NUM, "%s is larger than %s: more successes than trials", x1 > n1 ? "x1" : "x2",
                       x1 > n1 ? "n1" : "n2");
    bool one = sides != SX_TEST_LIFT_SIDES_TWO;
    sx_two_shares r = sx_compare_shares(x1, n1, x2, n2, one ? -sx_normal_quantile(1.0 - level) : two_sided_z(level));
    if (one)
        r.p = (r.difference >= 0.0) == (sides == SX_TEST_LIFT_SIDES_ABOVE) || r.difference == 0.0 ? 0.5 * r.p
                                                                                                  : 1.0 - 0.5 * r.p;
    size_t open = sides == SX_TEST_LIFT_SIDES_ABOVE ? 2 : 1; /* the end that a range on one side does not have */
    sx_table made;
    sx_table_make(&made, 1, 7);
    const double row[7] = {r.difference, r.difference_low, r.difference_high, r.lift, r.lift_low, r.lift_high, r.p};
    bool no_ratio = x2 == 0.0;
    for (size_t i = 0; i < 7; i++) {
        if (no_ratio && i >= 3 && i < 6)
            sx_put_fault(&made, 0, i, SX_DIV0);
        else if (one && (i == open || i == open + 3))
            sx_put_fault(&made, 0, i, SX_NA);
        else
            sx_put_number(&made, 0, i, row[i]);
    }
    if (no_ratio)
        sx_note(context, "the relative lift does not exist: group 2 has no success");
    return sx_table_give(&made, result);
}

/* Blank cells out; the count of what is left. */
static size_t without_gaps(const double *x, size_t n, double *out)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(x[i]))
            out[kept++] = x[i];
    return kept;
}

/* Where a few large values carry the difference: by the rule of thumb of Kohavi, Deng, Longbotham and Xu 2014, that 355
 * times the squared skewness of its values is needed in a sample, for the difference of two. */
static void note_skewness(sx_sample a, sx_sample b, const sx_welch_result *r, sx_context *context)
{
    if (fmin(a.size, b.size) >= 30.0 && r->skewness * r->skewness * 355.0 > 1.0)
        sx_note(context,
                "a few large values carry the difference (skewness %.2g): the range may be too narrow at its %s "
                "end; groups of one size, more orders or values cut at a limit mend it",
                r->skewness, r->skewness > 0.0 ? "high" : "low");
}

static sx_status too_few(sx_context *context, const char *name, const sx_sample *s)
{
    return sx_fail(context, SX_NUM, "visitors%s is %.15g, but %s has %zu values", name, s->size, name, s->n);
}

sx_status sx_test_welch(const double *a, size_t n_a, const double *b, size_t n_b, double level, double visitorsa,
                        double visitorsb, int sides, sx_table *result, sx_context *context)
{
    double *values = malloc((n_a + n_b) * sizeof *values);
    if (!values)
        return SX_NOMEM;
    sx_sample of_a = {.x = values, .n = without_gaps(a, n_a, values)};
    sx_sample of_b = {.x = values + n_a, .n = without_gaps(b, n_b, values + n_a)};
    of_a.size = isnan(visitorsa) ? (double)of_a.n : visitorsa;
    of_b.size = isnan(visitorsb) ? (double)of_b.n : visitorsb;
    sx_welch_result r = {0};
    bool one = sides != SX_TEST_WELCH_SIDES_TWO;
    sx_status status = SX_VALUE;
    if (of_a.n < 2 || of_b.n < 2)
        sx_fail(context, status, "%s has %zu value(s): a variance needs two", of_a.n < 2 ? "a" : "b",
                of_a.n < 2 ? of_a.n : of_b.n);
    else if (of_a.size < (double)of_a.n)
        status = too_few(context, "a", &of_a);
    else if (of_b.size < (double)of_b.n)
        status = too_few(context, "b", &of_b);
    else if ((status = sx_welch_test(of_a, of_b, level, one ? sides == SX_TEST_WELCH_SIDES_ABOVE ? 1 : -1 : 0, &r)) ==
             SX_NUM)
        sx_fail(context, status, "a value is too large to be squared");
    free(values);
    if (status == SX_DIV0)
        return sx_fail(context, status, "neither sample varies: the difference has no error to compare it with");
    if (status != SX_OK)
        return status;
    note_skewness(of_a, of_b, &r, context);
    sx_table made;
    sx_table_make(&made, 1, 6);
    const double row[6] = {r.difference, r.low, r.high, r.t, r.df, r.p};
    for (size_t i = 0; i < 6; i++)
        if (isinf(row[i]) && (i == 1 || i == 2))
            sx_put_fault(&made, 0, i, SX_NA);
        else
            sx_put_number(&made, 0, i, row[i]);
    return sx_table_give(&made, result);
}

/* Without a standard deviation the groups are compared by shares, which lie between 0 and 1. */
static sx_status check_share(double share, const char *name, sx_context *context)
{
    if (share < 0.0 || share > 1.0)
        return sx_fail(context, SX_NUM, "%s is %g: without a standard deviation (sd) it is a share between 0 and 1",
                       name, share);
    return SX_OK;
}

/* The power below which chance alone is as good. */
static sx_status check_power(double power, double tail, sx_context *context)
{
    if (power <= tail)
        return sx_fail(context, SX_NUM, "power is %g: chance alone finds as much at this level (%g)", power, tail);
    return SX_OK;
}

/* Two in the treated group, too. */
static sx_status check_treated(double n, double ratio, sx_context *context)
{
    if (n * ratio < 2.0)
        return sx_fail(context, SX_NUM, "%g in the control group leave %g in the treated one: two at least", n,
                       n * ratio);
    return SX_OK;
}

static double one_tail(double level, int two_sides)
{
    return two_sides ? 0.5 * (1.0 - level) : 1.0 - level;
}

sx_status sx_test_samplesize(double control, double treated, double sd, double power, double level, int sides,
                             double ratio, double *result, sx_context *context)
{
    double tail = one_tail(level, sides == SX_TEST_SAMPLESIZE_SIDES_TWO);
    sx_status status = check_power(power, tail, context);
    if (status == SX_OK && isnan(sd) && (status = check_share(control, "control", context)) == SX_OK)
        status = check_share(treated, "treated", context);
    if (status != SX_OK)
        return status;
    status = isnan(sd) ? sx_shares_size(control, treated, ratio, power, tail, result)
                       : sx_means_size(treated - control, sd, ratio, power, tail, result);
    if (status == SX_NA)
        return sx_fail(context, status, "control and treated are equal: no sample finds a difference of zero");
    if (status == SX_NUM)
        return sx_fail(context, status, "the difference is too small: more than 1e15 in each group");
    return status;
}

sx_status sx_test_power(double control, double treated, double n, double sd, double level, int sides, double ratio,
                        double *result, sx_context *context)
{
    double tail = one_tail(level, sides == SX_TEST_POWER_SIDES_TWO);
    sx_status status = check_treated(n, ratio, context);
    if (status != SX_OK)
        return status;
    if (!isnan(sd)) {
        double difference = treated - control;
        if (!isfinite(difference))
            return sx_fail(context, SX_NUM, "the difference is too large for a number");
        *result = sx_means_power(difference, sd, n, ratio, tail);
        return SX_OK;
    }
    status = check_share(control, "control", context);
    if (status == SX_OK)
        status = check_share(treated, "treated", context);
    if (status != SX_OK)
        return status;
    status = sx_shares_power(control, treated, n, ratio, tail, result);
    if (status == SX_DIV0)
        return sx_fail(context, status, "both shares are %g: nothing varies", control);
    return status;
}

sx_status sx_test_mde(double control, double n, double sd, double power, double level, int sides, double ratio,
                      double *result, sx_context *context)
{
    double tail = one_tail(level, sides == SX_TEST_MDE_SIDES_TWO);
    sx_status status = check_power(power, tail, context);
    if (status == SX_OK)
        status = check_treated(n, ratio, context);
    if (status == SX_OK && isnan(sd))
        status = check_share(control, "control", context);
    if (status != SX_OK)
        return status;
    status = isnan(sd) ? sx_shares_effect(control, n, ratio, power, tail, result)
                       : sx_means_effect(sd, n, ratio, power, tail, result);
    if (status == SX_NA)
        return sx_fail(context, status, "not even a share of 1 would be found with %g in each group", n);
    if (status == SX_NUM)
        return sx_fail(context, status, "the effect is too large for a number");
    return status;
}

static sx_status explain_limits(sx_status status, const char *name, sx_context *context)
{
    if (status == SX_VALUE)
        return sx_fail(context, status, "%s: no two values stand next to each other, so there is no moving range",
                       name);
    if (status == SX_NUM)
        return sx_fail(context, status, "%s: a difference is too large for a number", name);
    return status;
}

static void note_few(size_t n, sx_context *context)
{
    if (n < 10)
        sx_note(context, "limits from %zu values are provisional: ten at least should stand behind them", n);
}

sx_status sx_test_signal(const double *history, size_t n_history, double value, sx_text *result, sx_context *context)
{
    sx_limits limits;
    sx_status status = sx_natural_limits(history, n_history, &limits);
    if (status != SX_OK)
        return explain_limits(status, "history", context);
    /* The value and the seven before it: the longest run of a rule. */
    double last[8];
    size_t n = 8, from = 7, n_values = 0;
    last[7] = value;
    for (size_t i = n_history; i-- > 0;) {
        if (isnan(history[i]))
            continue;
        n_values++;
        if (from > 0)
            last[--from] = history[i];
    }
    int side, rule = sx_western_electric(last + from, n - from, &limits, SX_ALL_RULES, &side);
    note_few(n_values, context);
    if (rule > 1)
        sx_note(context, "rule %d, %s the centre of %.15g", rule, side > 0 ? "above" : "below", limits.centre);
    sx_text word = {0};
    sx_text_add(&word, "%s", rule == 0 ? "in" : rule > 1 ? "trend" : side > 0 ? "high" : "low");
    return sx_text_give(&word, result);
}
