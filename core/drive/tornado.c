/* DRIVE.TORNADO. */
#include "drive/tornado.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/distribution.h"
#include "base/statistics.h"
#include "drive.h"

/* All revenue that spend brings, whatever the lags: spend / cost x rates x value. level: n. */
static double revenue_of(const sx_model *model, double spend, const double *level)
{
    double revenue = spend / level[0];
    for (size_t k = 1; k < model->n; k++)
        revenue *= level[k];
    return revenue;
}

/* Squared coefficient of variation of the factor, 1 / x for a cost. */
static double squared_variation(const sx_marginal *m, bool is_cost)
{
    const double step = 1.0 / 64.0;
    double first = 0.0, second = 0.0, weight = 0.0;
    for (int k = -512; k <= 512; k++) {
        double x = sx_marginal_draw(m, step * k), w = sx_normal_density(step * k);
        x = is_cost ? m->likely / x : x / (m->likely > 0.0 ? m->likely : 1.0);
        weight += w;
        first += w * x;
        second += w * x * x;
    }
    first /= weight;
    second /= weight;
    return first > 0.0 ? fmax(second / (first * first) - 1.0, 0.0) : 0.0;
}

/* The integral of the product over the others: their elementary symmetric sums, each over its power plus one. */
static double shapley(const double *r, size_t n, size_t i)
{
    double sum[SX_DRIVERS_MOST] = {1.0}, effect = 0.0;
    size_t degree = 0;
    for (size_t j = 0; j < n; j++) {
        if (j == i)
            continue;
        degree++;
        for (size_t k = degree; k > 0; k--)
            sum[k] += sum[k - 1] * r[j];
    }
    for (size_t k = 0; k <= degree; k++)
        effect += sum[k] / ((double)k + 1.0);
    return r[i] * effect;
}

static void find_shares(const sx_model *model, const sx_marginal *marginal, sx_bar *bar)
{
    double part[SX_DRIVERS_MOST], r[SX_DRIVERS_MOST];
    bool plain = true;
    for (size_t k = 0; k < model->n; k++)
        plain = plain && sx_marginal_is_plain(&marginal[k]);
    for (size_t k = 0; k < model->n; k++)
        r[k] = plain                            ? marginal[k].sigma_low * marginal[k].sigma_low
               : marginal[k].family == SX_FIXED ? 0.0
                                                : squared_variation(&marginal[k], k == 0);
    for (size_t k = 0; k < model->n; k++)
        part[k] = plain ? r[k] : shapley(r, model->n, k);
    double total = sx_sum(part, model->n);
    for (size_t k = 0; k < model->n; k++)
        bar[k].share = total > 0.0 ? part[k] / total : 0.0;
}

static double swing(const sx_bar *bar)
{
    return fabs(bar->high - bar->low);
}

void sx_tornado(const sx_model *model, const sx_marginal *marginal, double spend, sx_bar *bar)
{
    static const double score = 1.2815515655446004;
    double level[SX_DRIVERS_MOST];
    for (size_t k = 0; k < model->n; k++)
        level[k] = model->driver[k].likely;
    for (size_t k = 0; k < model->n; k++) {
        const sx_driver *d = &model->driver[k];
        bar[k].driver = k;
        level[k] = d->min_max ? sx_marginal_draw(&marginal[k], -score) : d->low;
        bar[k].low = revenue_of(model, spend, level);
        level[k] = d->min_max ? sx_marginal_draw(&marginal[k], score) : d->high;
        bar[k].high = revenue_of(model, spend, level);
        level[k] = d->likely;
    }
    find_shares(model, marginal, bar);
    for (size_t i = 1; i < model->n; i++) { /* stable: equal swings keep the table's order */
        sx_bar keep = bar[i];
        size_t j = i;
        for (; j > 0 && swing(&bar[j - 1]) < swing(&keep); j--)
            bar[j] = bar[j - 1];
        bar[j] = keep;
    }
}

static sx_status write_bars(const sx_model *model, const sx_bar *bar, sx_table *result)
{
    sx_table made;
    sx_table_make(&made, model->n, 5);
    for (size_t row = 0; row < model->n; row++) {
        sx_put_text(&made, row, 0, "%s", model->driver[bar[row].driver].name);
        sx_put_number(&made, row, 1, bar[row].low);
        sx_put_number(&made, row, 2, bar[row].high);
        sx_put_number(&made, row, 3, swing(&bar[row]));
        sx_put_number(&made, row, 4, bar[row].share);
    }
    return sx_table_give(&made, result);
}

sx_status sx_drive_tornado(const double *spend, size_t n_spend, const sx_table *drivers, sx_table *result,
                           sx_context *context)
{
    sx_model model;
    sx_bar bar[SX_DRIVERS_MOST];
    sx_status status = sx_model_read(drivers, &model, context);
    if (status != SX_OK)
        return status;
    sx_marginal *marginal = malloc(model.n * sizeof *marginal);
    if (!marginal)
        return SX_NOMEM;
    for (size_t k = 0; k < model.n && status == SX_OK; k++) {
        status = sx_driver_fit(&model.driver[k], &marginal[k], context);
        if (status == SX_OK)
            sx_marginal_tabulate(&marginal[k]);
    }
    if (status == SX_OK) {
        sx_tornado(&model, marginal, sx_sum(spend, n_spend), bar);
        status = write_bars(&model, bar, result);
    }
    free(marginal);
    return status;
}
