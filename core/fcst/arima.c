#include "fcst/arima.h"
#include "base/minimise.h"
#include <math.h>
#include <string.h>

typedef struct task {
    double *w, *error, *unit; /* differenced data; errors without a mean; the effect on them of a mean of one */
    size_t n, m;
    bool has_ar;
    double mean;
} task;

size_t sx_arima_work(size_t n, size_t horizon)
{
    return 4 * (n + horizon);
}

/* The moving-average part of what is expected at t: ma e_{t-1} + sma e_{t-m} + ma sma e_{t-m-1}. */
static double carried(const double *e, size_t t, size_t m, double ma, double sma)
{
    double sum = t >= 1 ? ma * e[t - 1] : 0.0;
    if (t >= m)
        sum += sma * e[t - m];
    if (t > m)
        sum += ma * sma * e[t - m - 1];
    return sum;
}

/* x = (ma, sma, ar). The errors are linear in the mean, which is profiled out by least squares. */
static double squares(const double *x, void *data)
{
    task *k = data;
    double ma = x[0], sma = x[1], ar = k->has_ar ? x[2] : 0.0;
    double ee = 0.0, eu = 0.0, uu = 0.0;
    for (size_t t = 0; t < k->n; t++) {
        if (t == 0 && k->has_ar) {
            k->error[0] = k->unit[0] = 0.0;
            continue;
        }
        k->error[t] = k->w[t] - (t ? ar * k->w[t - 1] : 0.0) - carried(k->error, t, k->m, ma, sma);
        ee += k->error[t] * k->error[t];
        if (!k->has_ar)
            continue;
        k->unit[t] = (1.0 - ar) - carried(k->unit, t, k->m, ma, sma);
        eu += k->error[t] * k->unit[t];
        uu += k->unit[t] * k->unit[t];
    }
    k->mean = uu > 0.0 ? eu / uu : 0.0;
    return ee - k->mean * eu;
}

bool sx_arima_path(const double *y, size_t n, size_t m, sx_arima *fit, size_t horizon, double *path, double *work)
{
    static const double low[3] = {-0.95, -0.95, -0.9}, high[3] = {0.95, 0.6, 0.98};
    size_t d = fit->differenced ? 1 : 0, left = n - m - d, room = n + horizon;
    if (n < m + d + 8)
        return false;
    task k = {.w = work, .error = work + room, .unit = work + 2 * room, .n = left, .m = m, .has_ar = !d};
    double *whole = work + 3 * room;
    for (size_t t = m + d; t < n; t++)
        k.w[t - m - d] = y[t] - y[t - m] - (d ? y[t - 1] - y[t - m - 1] : 0.0);
    double x[3] = {-0.3, -0.5, 0.5};
    sx_minimise(squares, &k, k.has_ar ? 3 : 2, x, low, high, 0.2, 4e-3, 120);
    squares(x, &k);
    fit->ma = x[0];
    fit->sma = x[1];
    fit->ar = k.has_ar ? x[2] : 0.0;
    fit->drift = k.mean;
    for (size_t t = 0; t < left && k.has_ar; t++)
        k.error[t] -= k.mean * k.unit[t];
    memcpy(whole, y, n * sizeof(double));
    for (size_t h = 0; h < horizon; h++) {
        size_t t = left + h, s = n + h;
        k.error[t] = 0.0;
        k.w[t] = k.mean + fit->ar * (k.w[t - 1] - k.mean) + carried(k.error, t, m, fit->ma, fit->sma);
        whole[s] = k.w[t] + whole[s - m] + (d ? whole[s - 1] - whole[s - m - 1] : 0.0);
        path[h] = whole[s];
    }
    return true;
}
