/* TEST.LEAD. */
#include <math.h>
#include <stdbool.h>
#include "test.h"
#include "test/precede.h"

enum { PERIODS_LEAST = 16, PERIODS_MOST = 5000 };

/* The periods from the first to the last in which both have a value. SX_VALUE: too few, or a gap between them. */
static sx_status overlap(const double *x, const double *y, size_t *from, size_t *n, sx_context *context)
{
    size_t first = 0, end = *n;
    while (first < end && (isnan(x[first]) || isnan(y[first])))
        first++;
    while (end > first && (isnan(x[end - 1]) || isnan(y[end - 1])))
        end--;
    if (end - first < PERIODS_LEAST)
        return sx_fail(context, SX_VALUE, "%zu periods have both a leading and a lagging value: %d at least are needed",
                       end - first, PERIODS_LEAST);
    if (end - first > PERIODS_MOST)
        return sx_fail(context, SX_NUM, "%zu periods have both a leading and a lagging value: %d at most are looked at",
                       end - first, PERIODS_MOST);
    for (size_t t = first; t < end; t++)
        if (isnan(x[t]) || isnan(y[t]))
            return sx_fail(context, SX_VALUE, "%s (value %zu) is blank between others",
                           isnan(x[t]) ? "leading" : "lagging", t + 1);
    *from = first;
    *n = end - first;
    return SX_OK;
}

/* Below four fifths of 1 - level: seasons and pasts that had to be estimated leave p a little too small. */
static bool is_shown(const sx_lead *l, double level)
{
    return l->p <= 0.8 * (1.0 - level) && (l->low > 0.0 || l->high < 0.0) && l->strength != 0.0 &&
           (l->strength > 0.0) == (l->low > 0.0);
}

static sx_status write_lead(const sx_lead *l, bool known, size_t n, double level, sx_table *result, sx_context *context)
{
    bool shown = known && is_shown(l, level);
    sx_table made;
    sx_table_make(&made, 1, 8);
    sx_put_constant(&made, 0, 0, shown ? "leads" : "not shown");
    if (shown)
        sx_put_number(&made, 0, 1, (double)l->lag);
    else
        sx_put_fault(&made, 0, 1, SX_NA);
    const double figures[] = {l->strength, l->low, l->high, l->p, l->together};
    for (size_t c = 0; c < 5; c++)
        if (known)
            sx_put_number(&made, 0, 2 + c, figures[c]);
        else
            sx_put_fault(&made, 0, 2 + c, SX_NA);
    sx_put_number(&made, 0, 7, (double)n);
    if (!known)
        sx_note(context,
                "%zu periods are too few beside the season and the past that were taken out, or a series does not "
                "vary beyond them",
                n);
    else if (!shown)
        sx_note(context, "the strongest lag is %zu; as much comes about by chance in %.2g of such pairs", l->lag, l->p);
    if (known && fabs(l->together) > fabs(l->strength) + 0.1)
        sx_note(context, "the two move together in the same period more than one after the other");
    return sx_table_give(&made, result);
}

sx_status sx_test_lead(const double *leading, size_t n_leading, const double *lagging, size_t n_lagging, double most,
                       double level, double season, sx_table *result, sx_context *context)
{
    size_t n = n_leading < n_lagging ? n_leading : n_lagging, from = 0;
    sx_lead l = {0};
    sx_status status = overlap(leading, lagging, &from, &n, context);
    if (status != SX_OK)
        return status;
    size_t lags = isnan(most) ? (n / 5 < 12 ? n / 5 : 12) : (size_t)most;
    if (3 * lags > n)
        return sx_fail(context, SX_NUM, "most is %zu: with %zu periods at most a third of them, %zu", lags, n, n / 3);
    status = sx_precede(leading + from, lagging + from, n, lags, isnan(season) ? 0 : (size_t)season, level, &l);
    if (status == SX_OK || status == SX_NA)
        return write_lead(&l, status == SX_OK, n, level, result, context);
    return status;
}
