#include "fcst/annual.h"
#include "fcst/boxcox.h"
#include "fcst/smooth.h"
#include "fcst/theta.h"
#include <string.h>

static void forecast_sums(const double *sum, size_t years, int positive, size_t ahead, double *total, double *work)
{
    double *transformed = work, *path = transformed + years, *scratch = path + ahead, alpha, other, lambda = 1.0;
    sx_smooth fit;
    if (positive) {
        lambda = sx_boxcox_lambda(sum, years, scratch);
        sx_boxcox(sum, years, lambda, transformed);
    } else {
        memcpy(transformed, sum, years * sizeof(double));
    }
    sx_theta(transformed, years, ahead, path, &alpha, &other, scratch);
    for (size_t i = 0; i < ahead; i++)
        total[i] = (positive ? sx_boxcox_back(path[i], lambda) : path[i]) / 3.0;
    sx_dotm(sum, years, ahead, path, &alpha, &other, scratch);
    for (size_t i = 0; i < ahead; i++)
        total[i] += path[i] / 3.0;
    if (sx_smooth_best(sum, years, positive, &fit))
        sx_smooth_path(&fit, ahead, path);
    for (size_t i = 0; i < ahead; i++)
        total[i] += path[i] / 3.0;
}

void sx_annual(const double *y, size_t n, size_t m, int positive, size_t periods, double *path, double *work)
{
    size_t years = n / m, ahead = periods / m, first = n - years * m;
    double *sum = work, *total = sum + years;
    for (size_t i = 0; i < years; i++) {
        sum[i] = 0.0;
        for (size_t j = 0; j < m; j++)
            sum[i] += y[first + i * m + j];
    }
    forecast_sums(sum, years, positive, ahead, total, total + ahead);
    for (size_t i = 0; i < ahead; i++) {
        double now = 0.0;
        for (size_t j = 0; j < m; j++)
            now += path[i * m + j];
        for (size_t j = 0; j < m; j++) {
            double *value = &path[i * m + j];
            *value = positive && now > 0.0 ? *value * (total[i] / now) : *value + (total[i] - now) / (double)m;
        }
    }
}
