/* FCST.ACCURACY, FCST.BIAS, FCST.WAPE */
#include "fcst/accuracy.h"
#include "fcst.h"
#include <math.h>

typedef struct accuracy {
    size_t n;                    /* pairs used */
    double error, size, squares; /* means of forecast - actual, of its size, of its square */
    double percent, symmetric;   /* means of |e| / |actual| and of 2 |e| / (|actual| + |forecast|); NaN: a zero below */
    double actual, total;        /* sums of the actuals and of their sizes */
} accuracy;

/* Pairs (actual, forecast); a pair with a blank (NaN) in it is left out. n may be 0; then n of the result is 0 and the
 * rest undefined. */
static void measure_pairs(const double *actual, const double *forecast, size_t n, accuracy *out)
{
    accuracy a = {0};
    for (size_t t = 0; t < n; t++) {
        if (isnan(actual[t]) || isnan(forecast[t]))
            continue;
        double e = forecast[t] - actual[t], both = fabs(actual[t]) + fabs(forecast[t]);
        a.n++;
        a.error += e;
        a.size += fabs(e);
        a.squares += e * e;
        a.percent += e == 0.0 && actual[t] == 0.0 ? (double)NAN : fabs(e / actual[t]);
        a.symmetric += both > 0.0 ? 2.0 * fabs(e) / both : 0.0;
        a.actual += actual[t];
        a.total += fabs(actual[t]);
    }
    double count = (double)a.n;
    a.error /= count;
    a.size /= count;
    a.squares /= count;
    a.percent /= count;
    a.symmetric /= count;
    *out = a;
}

double sx_naive_error(const double *history, size_t n, size_t m)
{
    double sum = 0.0, count = 0.0;
    for (size_t t = m; t < n; t++) {
        if (isnan(history[t]) || isnan(history[t - m]))
            continue;
        sum += fabs(history[t] - history[t - m]);
        count += 1.0;
    }
    return count > 0.0 ? sum / count : (double)NAN;
}

static sx_status measure(const double *actual, const double *forecast, size_t n, accuracy *a, sx_context *context)
{
    measure_pairs(actual, forecast, n, a);
    if (a->n == 0)
        return sx_fail(context, SX_VALUE, "actual, forecast: no place has both an actual and a forecast");
    if (a->n < n)
        sx_note(context, "%zu of %zu places left out: actual or forecast is blank", n - a->n, n);
    return SX_OK;
}

static void put(sx_table *table, size_t row, const char *label, double value)
{
    sx_put_text(table, row, 0, "%s", label);
    if (isfinite(value))
        sx_put_number(table, row, 1, value);
    else
        sx_put_fault(table, row, 1, SX_DIV0);
}

sx_status sx_fcst_accuracy(const double *actual, size_t n_actual, const double *forecast, size_t n_forecast,
                           const double *history, size_t n_history, double season, sx_table *result,
                           sx_context *context)
{
    (void)n_forecast;
    accuracy a;
    sx_status status = measure(actual, forecast, n_actual, &a, context);
    if (status != SX_OK)
        return status;
    size_t m = (size_t)season;
    if (n_history > 0 && n_history <= m)
        return sx_fail(context, SX_VALUE, "history: MASE with season %zu needs more than %zu values, %zu given", m, m,
                       n_history);
    sx_table table;
    sx_table_make(&table, n_history ? 9 : 8, 2);
    put(&table, 0, "Pairs", (double)a.n);
    put(&table, 1, "Mean error", a.error);
    put(&table, 2, "Mean absolute error", a.size);
    put(&table, 3, "Root mean squared error", sqrt(a.squares));
    put(&table, 4, "MAPE", a.percent);
    put(&table, 5, "sMAPE", a.symmetric);
    put(&table, 6, "WAPE", a.size * (double)a.n / a.total);
    put(&table, 7, "Bias", a.error * (double)a.n / a.actual);
    if (n_history)
        put(&table, 8, "MASE", a.size / sx_naive_error(history, n_history, m));
    return sx_table_give(&table, result);
}

/* below: what stands under the ratio's line. */
static sx_status ratio(double above, double below, double *result, sx_context *context)
{
    if (below == 0.0)
        return sx_fail(context, SX_DIV0, "the actuals sum to zero");
    if (!isfinite(above / below))
        return sx_fail(context, SX_NUM, "the result is too large for a number");
    *result = above / below;
    return SX_OK;
}

sx_status sx_fcst_bias(const double *actual, size_t n_actual, const double *forecast, size_t n_forecast, double *result,
                       sx_context *context)
{
    (void)n_forecast;
    accuracy a;
    sx_status status = measure(actual, forecast, n_actual, &a, context);
    return status == SX_OK ? ratio(a.error * (double)a.n, a.actual, result, context) : status;
}

sx_status sx_fcst_wape(const double *actual, size_t n_actual, const double *forecast, size_t n_forecast, double *result,
                       sx_context *context)
{
    (void)n_forecast;
    accuracy a;
    sx_status status = measure(actual, forecast, n_actual, &a, context);
    return status == SX_OK ? ratio(a.size * (double)a.n, a.total, result, context) : status;
}
