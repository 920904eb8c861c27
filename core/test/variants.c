/* TEST.VARIANTS. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include "base/distribution.h"
#include "test.h"
#include "test/proportion.h"

/* One variant against the control. */
typedef struct comparison {
    sx_two_shares shares;
    double corrected;
} comparison;

static sx_status check_group(double x, double n, size_t row, sx_context *context)
{
    if (n == 0.0)
        return sx_fail(context, SX_DIV0, "group %zu has no visitors: there is no share of nothing", row + 1);
    if (x > n)
        return sx_fail(context, SX_NUM, "group %zu has %.15g conversions of %.15g visitors", row + 1, x, n);
    return SX_OK;
}

static int by_p(const void *a, const void *b)
{
    const comparison *const *x = a, *const *y = b;
    return ((*x)->shares.p > (*y)->shares.p) - ((*x)->shares.p < (*y)->shares.p);
}

/* Holm 1979: the i-th smallest of m p values times m - i + 1, never less than the one before, at most 1; so that equal
 * ones have the same whatever their order. order: m. */
static void correct(comparison *c, size_t m, comparison **order)
{
    double largest = 0.0;
    for (size_t i = 0; i < m; i++)
        order[i] = &c[i];
    qsort(order, m, sizeof *order, by_p);
    for (size_t rank = 0; rank < m; rank++) {
        largest = fmax(largest, fmin(order[rank]->shares.p * (double)(m - rank), 1.0));
        order[rank]->corrected = largest;
    }
}

static void put_variant(sx_table *made, size_t row, double rate, const comparison *c, double level)
{
    const sx_two_shares *s = &c->shares;
    bool found = c->corrected < 1.0 - level;
    sx_put_number(made, row, 0, rate);
    sx_put_number(made, row, 1, s->difference);
    sx_put_number(made, row, 2, s->difference_low);
    sx_put_number(made, row, 3, s->difference_high);
    if (isnan(s->lift))
        sx_put_fault(made, row, 4, SX_DIV0);
    else
        sx_put_number(made, row, 4, s->lift);
    sx_put_number(made, row, 5, s->p);
    sx_put_number(made, row, 6, c->corrected);
    sx_put_constant(made, row, 7, !found ? "not shown" : s->difference > 0.0 ? "better" : "worse");
}

sx_status sx_test_variants(const double *conversions, size_t n_conversions, const double *visitors, size_t n_visitors,
                           double level, sx_table *result, sx_context *context)
{
    if (n_conversions != n_visitors || n_conversions < 2)
        return sx_fail(context, SX_VALUE, "conversions and visitors of a control and one variant at least are needed");
    size_t m = n_conversions - 1;
    for (size_t i = 0; i <= m; i++) {
        sx_status status = check_group(conversions[i], visitors[i], i, context);
        if (status != SX_OK)
            return status;
    }
    comparison *c = malloc(m * sizeof *c), **order = malloc(m * sizeof *order);
    if (!c || !order) {
        free(c);
        free(order);
        return SX_NOMEM;
    }
    double z = -sx_normal_quantile(0.5 * (1.0 - level) / (double)m); /* Bonferroni: all ranges hold together */
    for (size_t i = 0; i < m; i++)
        c[i].shares = sx_compare_shares(conversions[i + 1], visitors[i + 1], conversions[0], visitors[0], z);
    correct(c, m, order);
    sx_table made;
    sx_table_make(&made, m, 8);
    for (size_t i = 0; i < m; i++)
        put_variant(&made, i, conversions[i + 1] / visitors[i + 1], &c[i], level);
    free(c);
    free(order);
    return sx_table_give(&made, result);
}
