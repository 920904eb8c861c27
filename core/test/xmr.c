/* TEST.XMR. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include "test.h"
#include "test/chart.h"

/* The values that are there, and where each stands. */
typedef struct present {
    double *value;
    size_t *at, n;
} present;

/* Limits and rules of a stretch of its own: from .. to of the present values, whose rows go on to before end. */
static sx_status put_stretch(sx_table *made, const present *p, size_t from, size_t to, size_t row, size_t end,
                             const double *values, unsigned rules)
{
    sx_limits limits;
    sx_status status = sx_natural_limits(values + row, end - row, &limits); /* gaps break moving ranges */
    if (status != SX_OK)
        return status;
    for (; row < end; row++) {
        sx_put_number(made, row, 0, limits.centre);
        sx_put_number(made, row, 1, limits.lower);
        sx_put_number(made, row, 2, limits.upper);
    }
    for (size_t i = from; i < to; i++) { /* where there is no value the rule stays blank, and runs go on after it */
        int side;
        /* NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage): at and value have n values */
        sx_put_number(made, p->at[i], 3, sx_western_electric(p->value + from, i - from + 1, &limits, rules, &side));
    }
    return SX_OK;
}

static sx_status put_all(sx_table *made, const present *p, const double *values, size_t n_values, unsigned rules,
                         bool rebase, sx_context *context)
{
    size_t from = 0, row = 0, shifts = 0;
    for (;;) {
        size_t end = rebase ? row + sx_first_shift(values + row, n_values - row) : n_values, to = from;
        while (to < p->n && p->at[to] < end)
            to++;
        sx_status status = put_stretch(made, p, from, to, row, end, values, rules);
        if (status != SX_OK)
            return status;
        if (to == p->n)
            break;
        shifts++;
        sx_note(context, "a confirmed shift: new limits from value %zu on", p->at[to] + 1);
        from = to;
        row = end;
    }
    if (p->n - from < 10)
        sx_note(context, "limits from %zu values are provisional: ten at least should stand behind them", p->n - from);
    return SX_OK;
}

sx_status sx_test_xmr(const double *values, size_t n_values, int rules, int rebase, sx_table *result,
                      sx_context *context)
{
    static const unsigned sets[] = {[SX_TEST_XMR_RULES_ALL] = SX_ALL_RULES,
                                    [SX_TEST_XMR_RULES_LIMITS] = SX_RULE(1),
                                    [SX_TEST_XMR_RULES_LIMITSRUNS] = SX_RULE(1) | SX_RULE(4)};
    sx_table made;
    present p = {malloc(n_values * sizeof *p.value), malloc(n_values * sizeof *p.at), 0};
    sx_status status = p.value && p.at ? SX_OK : SX_NOMEM;
    for (size_t i = 0; status == SX_OK && i < n_values; i++)
        if (!isnan(values[i])) {
            p.value[p.n] = values[i];
            p.at[p.n++] = i;
        }
    sx_table_make(&made, n_values, 4);
    if (status == SX_OK)
        status = put_all(&made, &p, values, n_values, sets[rules], rebase == SX_TEST_XMR_REBASE_SHIFT, context);
    free(p.value);
    free(p.at);
    if (status == SX_OK)
        return sx_table_give(&made, result);
    sx_table_free(&made);
    if (status == SX_VALUE)
        return sx_fail(context, status, "values: no two values stand next to each other, so there is no moving range");
    if (status == SX_NUM)
        return sx_fail(context, status, "values: a difference is too large for a number");
    return status;
}
