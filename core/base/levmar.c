#include "base/levmar.h"
#include "base/linear.h"
#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef struct levmar {
    size_t m, n;
    double *memory;
    double *r, *jacobian;                     /* at the point held */
    double *trial_r, *trial_jacobian, *trial; /* at the point tried */
    double *scale, *step, *work;              /* n, n, 2 n */
    double *a, *b;                            /* (m + n) x n and m + n: the damped problem */
} levmar;

static double sum_of_squares(const double *r, size_t m)
{
    double sum = 0.0;
    for (size_t i = 0; i < m; i++)
        sum += r[i] * r[i];
    return sum;
}

static sx_status levmar_make(levmar *l, size_t m, size_t n)
{
    size_t size = 2 * m + 2 * m * n + 5 * n + (m + n) * (n + 1);
    double *memory = calloc(size, sizeof *memory);
    *l = (levmar){.m = m, .n = n, .memory = memory, .r = memory};
    if (!memory)
        return SX_NOMEM;
    l->trial_r = l->r + m;
    l->jacobian = l->trial_r + m;
    l->trial_jacobian = l->jacobian + m * n;
    l->trial = l->trial_jacobian + m * n;
    l->scale = l->trial + n;
    l->step = l->scale + n;
    l->work = l->step + n;
    l->a = l->work + 2 * n;
    l->b = l->a + (m + n) * n;
    return SX_OK;
}

/* The step that minimises |J step + r|^2 + damping |scale step|^2; the reduction that the linear model promises. */
static double damped_step(levmar *l, double damping)
{
    size_t m = l->m, n = l->n;
    memcpy(l->a, l->jacobian, m * n * sizeof(double));
    memset(l->a + m * n, 0, n * n * sizeof(double));
    for (size_t i = 0; i < m; i++)
        l->b[i] = -l->r[i];
    for (size_t j = 0; j < n; j++) {
        l->a[(m + j) * n + j] = sqrt(damping) * l->scale[j];
        l->b[m + j] = 0.0;
    }
    sx_least_squares(l->a, l->b, m + n, n, 1e-15, l->step, NULL, l->work);
    double before = 0.0, after = 0.0;
    for (size_t i = 0; i < m; i++) {
        double model = l->r[i];
        for (size_t j = 0; j < n; j++)
            model += l->jacobian[i * n + j] * l->step[j];
        before += l->r[i] * l->r[i];
        after += model * model;
    }
    return before - after;
}

static void rescale(levmar *l)
{
    for (size_t j = 0; j < l->n; j++) {
        double norm = 0.0;
        for (size_t i = 0; i < l->m; i++)
            norm = hypot(norm, l->jacobian[i * l->n + j]);
        l->scale[j] = fmax(l->scale[j], norm);
        if (l->scale[j] == 0.0)
            l->scale[j] = 1.0;
    }
}

/* How far the step goes, as a share of where it starts. */
static double relative_step(const levmar *l, const double *p)
{
    double most = 0.0;
    for (size_t j = 0; j < l->n; j++)
        most = fmax(most, fabs(l->step[j]) / (fabs(p[j]) + 1e-30));
    return most;
}

static void swap(double **a, double **b)
{
    double *keep = *a;
    *a = *b;
    *b = keep;
}

sx_status sx_levmar(sx_residuals residuals, void *data, size_t m, size_t n, double *p, double damping,
                    size_t most_steps, double *sum_squares)
{
    assert(m >= n && n > 0);
    levmar l;
    if (levmar_make(&l, m, n) != SX_OK)
        return SX_NOMEM;
    residuals(p, l.r, l.jacobian, data);
    double sum = sum_of_squares(l.r, m), growth = 2.0, last_fine = INFINITY;
    sx_status status = isfinite(sum) ? SX_NOCONV : SX_NUM;
    rescale(&l);
    for (size_t step = 0; step < most_steps && status == SX_NOCONV; step++) {
        double promised = damped_step(&l, damping);
        for (size_t j = 0; j < n; j++)
            l.trial[j] = p[j] + l.step[j];
        residuals(l.trial, l.trial_r, l.trial_jacobian, data);
        double trial_sum = sum_of_squares(l.trial_r, m), ratio = promised > 0.0 ? (sum - trial_sum) / promised : 0.0;
        /* Near the minimum the sums differ by less than their rounding: the steps, as long as they shrink, still tell.
         */
        bool fine = promised <= 1e-12 * sum, close = trial_sum <= sum * (1.0 + 1e-13);
        double relative = relative_step(&l, p);
        bool still = relative <= 1e-15 || sum == 0.0 || (fine && damping < 1e-8 && !(relative < 0.9 * last_fine));
        last_fine = fine ? relative : (double)INFINITY;
        if (isfinite(trial_sum) && ((trial_sum <= sum && ratio > 1e-4) || (fine && close && !still))) {
            memcpy(p, l.trial, n * sizeof *p);
            sum = fmin(sum, trial_sum);
            swap(&l.r, &l.trial_r);
            swap(&l.jacobian, &l.trial_jacobian);
            rescale(&l);
            double gain = 2.0 * ratio - 1.0;
            damping *= fine ? 0.1 : fmax(1.0 / 3.0, 1.0 - gain * gain * gain);
            growth = 2.0;
        } else {
            damping *= growth;
            growth *= 2.0;
        }
        if (still || damping > 1e100)
            status = SX_OK;
    }
    if (sum_squares && status != SX_NUM)
        *sum_squares = sum;
    free(l.memory);
    return status;
}
