/* DRIVE.TORNADO. */
#include "drive/tornado.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/distribution.h"
#include "base/statistics.h"
#include "drive.h"

/* All revenue, whatever the lags: (spend / cost + open) x rate ... x value. level: n. */
static double revenue_of(const sx_model *model, const sx_sources *from, const double *level)
{
    double revenue = from->spend / level[0];
    for (size_t k = 1; k < model->n; k++)
        revenue = (revenue + from->open[k - 1]) * level[k];
    return revenue;
}

/* What one source brings in its seasons, with every level 1. */
static sx_status seasonal(const sx_model *model, const double *spend, size_t n_spend, const sx_opening *opening,
                          double *amount)
{
    double level[SX_DRIVERS_MOST], overdue;
    for (size_t k = 0; k < model->n; k++)
        level[k] = 1.0;
    sx_flow flow = {0};
    sx_status status = sx_flow_make(&flow, model->n, n_spend);
    if (status == SX_OK)
        status = sx_flow_run(model, level, spend, opening ? 0 : n_spend, opening, opening != NULL, &flow, &overdue);
    if (status == SX_OK)
        *amount += sx_sum(flow.stage + (model->n - 1) * n_spend, n_spend) + flow.beyond[model->n - 1];
    sx_flow_free(&flow);
    return status;
}

sx_status sx_sources_of(const sx_model *model, const double *spend, size_t n_spend, const sx_opening *opening,
                        size_t n_opening, sx_sources *sources)
{
    sx_status status = SX_OK;
    *sources = (sx_sources){.spend = model->season ? 0.0 : sx_sum(spend, n_spend)};
    if (model->season)
        status = seasonal(model, spend, n_spend, NULL, &sources->spend);
    for (size_t i = 0; status == SX_OK && i < n_opening; i++)
        if (model->season)
            status = seasonal(model, spend, n_spend, &opening[i], &sources->open[opening[i].stage]);
        else
            sources->open[opening[i].stage] += opening[i].amount;
    return status;
}

/* Squared coefficient of variation of the factor, 1 / x for a cost, and its mean. */
static double squared_variation(const sx_marginal *m, bool is_cost, double *mean)
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
    *mean = is_cost ? first / m->likely : m->likely > 0.0 ? first * m->likely : first;
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

/* The effects of a sum of products: part, n. */
static void effects_of_sum(const sx_sources *from, const double *r, const double *mean, size_t n, double *part)
{
    double brings[SX_DRIVERS_MOST];
    for (size_t g = 0; g < n; g++) { /* what enters before driver g: spend before the cost */
        brings[g] = g ? from->open[g - 1] : from->spend;
        for (size_t k = g; k < n; k++)
            brings[g] *= mean[k];
    }
    memset(part, 0, n * sizeof *part);
    for (size_t g = 0; g < n; g++)
        for (size_t h = 0; h < n; h++) {
            size_t first = g > h ? g : h;
            for (size_t i = first; brings[g] * brings[h] > 0.0 && i < n; i++)
                part[i] += brings[g] * brings[h] * shapley(r + first, n - first, i - first);
        }
}

static bool is_open(const sx_sources *from, size_t n)
{
    for (size_t k = 0; k < n; k++)
        if (from->open[k] > 0.0)
            return true;
    return false;
}

static void find_shares(const sx_model *model, const sx_marginal *marginal, const sx_sources *from, sx_bar *bar)
{
    double part[SX_DRIVERS_MOST], r[SX_DRIVERS_MOST], mean[SX_DRIVERS_MOST];
    bool open = is_open(from, model->n), plain = !open;
    for (size_t k = 0; k < model->n; k++)
        plain = plain && sx_marginal_is_plain(&marginal[k]);
    for (size_t k = 0; k < model->n; k++)
        mean[k] = k ? marginal[k].likely : 1.0 / marginal[k].likely;
    for (size_t k = 0; k < model->n; k++)
        r[k] = plain                            ? marginal[k].sigma_low * marginal[k].sigma_low
               : marginal[k].family == SX_FIXED ? 0.0
                                                : squared_variation(&marginal[k], k == 0, &mean[k]);
    if (open)
        effects_of_sum(from, r, mean, model->n, part);
    for (size_t k = 0; !open && k < model->n; k++)
        part[k] = plain ? r[k] : shapley(r, model->n, k);
    double total = sx_sum(part, model->n);
    for (size_t k = 0; k < model->n; k++)
        bar[k].share = total > 0.0 ? part[k] / total : 0.0;
}

static double swing(const sx_bar *bar)
{
    return fabs(bar->high - bar->low);
}

void sx_tornado(const sx_model *model, const sx_marginal *marginal, const sx_sources *sources, sx_bar *bar)
{
    static const double score = 1.2815515655446004;
    double level[SX_DRIVERS_MOST];
    for (size_t k = 0; k < model->n; k++)
        level[k] = model->driver[k].likely;
    for (size_t k = 0; k < model->n; k++) {
        const sx_driver *d = &model->driver[k];
        bar[k].driver = k;
        level[k] = d->min_max ? sx_marginal_draw(&marginal[k], -score) : d->low;
        bar[k].low = revenue_of(model, sources, level);
        level[k] = d->min_max ? sx_marginal_draw(&marginal[k], score) : d->high;
        bar[k].high = revenue_of(model, sources, level);
        level[k] = d->likely;
    }
    find_shares(model, marginal, sources, bar);
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

sx_status sx_drive_tornado(const double *spend, size_t n_spend, const sx_table *drivers, const sx_table *opening,
                           sx_table *result, sx_context *context)
{
    sx_model model;
    sx_bar bar[SX_DRIVERS_MOST];
    sx_sources sources;
    sx_opening *open = NULL;
    size_t n_open = 0;
    sx_status status = sx_model_read(drivers, &model, context);
    if (status == SX_OK)
        status = sx_opening_read(opening, &model, &open, &n_open, context);
    if (status == SX_OK && model.season && n_spend > SX_PERIODS_MOST)
        status = sx_fail(context, SX_NUM, "more than %d periods", SX_PERIODS_MOST);
    if (status == SX_OK)
        status = sx_sources_of(&model, spend, n_spend, open, n_open, &sources);
    free(open);
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
        sx_tornado(&model, marginal, &sources, bar);
        status = write_bars(&model, bar, result);
    }
    free(marginal);
    return status;
}
