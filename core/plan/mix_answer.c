#include "plan/mix_answer.h"
#include "plan/curve.h"
#include "base/statistics.h"
#include <math.h>
#include <stdlib.h>

enum { SHAPES = SX_MIX_SHAPES, CURVE_FIRST = 5, CHANNEL_COLUMNS = 14 };

/* High over low of a contribution at SX_MIX_LEVEL. */
static const double ESTIMATED = 3.0, ROUGH = 6.0;

sx_mix_range sx_mix_range_of(double *draws, size_t n, double level)
{
    sx_mix_range r = {.value = sx_mean(draws, n)};
    sx_sort(draws, n);
    r.low = fmin(sx_quantile_sorted(draws, n, 0.5 - 0.5 * level), r.value);
    r.high = fmax(sx_quantile_sorted(draws, n, 0.5 + 0.5 * level), r.value);
    return r;
}

const char *sx_mix_word(sx_mix_range c)
{
    return c.high <= 0.0                ? "cannot tell"
           : c.high < ESTIMATED * c.low ? "estimated"
           : c.high < ROUGH * c.low     ? "rough"
                                        : "cannot tell";
}

static void put_range(sx_table *to, size_t row, size_t column, sx_mix_range range)
{
    sx_put_number(to, row, column, range.value);
    sx_put_number(to, row, column + 1, range.low);
    sx_put_number(to, row, column + 2, range.high);
}

/* What one shape's curve is worth at a steady spend, or its slope there, for an amount of 1. */
static double shape_at(const sx_mix_fit *fit, size_t channel, size_t shape, double spend, bool is_slope)
{
    sx_mix_shape s = sx_mix_shape_of(shape);
    double x = spend / fit->spend[channel], mean_h = fit->mean_h[channel][shape];
    return is_slope ? sx_mix_saturation_slope(&s, x) / (mean_h * fit->spend[channel])
                    : sx_mix_saturation(&s, x) / mean_h;
}

static sx_mix_range scaled(sx_mix_range r, double by)
{
    return (sx_mix_range){r.value * by, r.low * by, r.high * by};
}

void sx_mix_put_channels(const sx_mix_input *input, const sx_mix_fit *fit, double level, sx_table *result)
{
    sx_table_make(result, fit->channels, CHANNEL_COLUMNS);
    for (size_t k = 0; k < fit->channels; k++) {
        sx_put_text(result, k, 0, "%s", input->channel_name[k]);
        sx_put_number(result, k, 12, fit->today[k]);
        sx_put_number(result, k, 13, fit->most[k]);
        if (!(fit->spend[k] > 0.0)) { /* never spent: nothing can be known */
            sx_put_constant(result, k, 11, "cannot tell");
            continue;
        }
        double slope[SHAPES], x[SX_MIX_DRAWS], rate = 0.0;
        for (size_t i = 0; i < SHAPES; i++)
            slope[i] = shape_at(fit, k, i, fit->today[k], true);
        for (size_t d = 0; d < fit->draws; d++) {
            x[d] = (double)fit->amount[d][k];
            rate += sx_mix_shape_of(fit->shape[d][k]).rate / (double)fit->draws;
        }
        sx_mix_range contribution = sx_mix_range_of(x, fit->draws, level);
        const char *word = sx_mix_word(sx_mix_range_of(x, fit->draws, SX_MIX_LEVEL));
        put_range(result, k, 1, contribution);
        put_range(result, k, 4, scaled(contribution, 1.0 / fit->spend[k]));
        for (size_t d = 0; d < fit->draws; d++)
            x[d] = (double)fit->amount[d][k] * slope[fit->shape[d][k]];
        put_range(result, k, 7, sx_mix_range_of(x, fit->draws, level));
        sx_put_number(result, k, 10, rate);
        sx_put_constant(result, k, 11, word);
    }
}

static void put_part(sx_table *to, size_t row, const char *name, sx_mix_range range)
{
    put_range(to, row, 1, range);
    sx_put_text(to, row, 0, "%s", name);
}

/* Each draw adds up to the mean outcome; so do the means, the base taken as what is left so that no cent gets lost. */
void sx_mix_put_parts(const sx_mix_input *input, const sx_mix_fit *fit, double level, sx_table *result)
{
    static const char *const NAME[] = {"base", "trend", "season"};
    size_t components = SX_MIX_CONTROL + fit->controls, rows = components + fit->channels + 2;
    double x[SX_MIX_DRAWS], rest = fit->outcome;
    sx_mix_range base = {0};
    sx_table_make(result, rows, 4);
    for (size_t r = 0; r < rows - 1; r++) {
        bool is_channel = r >= components && r < components + fit->channels;
        size_t part = r < components ? r : components;
        for (size_t d = 0; d < fit->draws; d++)
            x[d] = (double)(is_channel ? fit->amount[d][r - components] : fit->part[d][part]);
        sx_mix_range range = sx_mix_range_of(x, fit->draws, level);
        if (r == SX_MIX_BASE)
            base = range;
        else
            rest -= range.value;
        put_part(result, r,
                 is_channel           ? input->channel_name[r - components]
                 : r < SX_MIX_CONTROL ? NAME[r]
                 : r < components     ? input->control_name[r - SX_MIX_CONTROL]
                                      : "residual",
                 range);
    }
    base.value = rest;
    put_part(result, SX_MIX_BASE, NAME[SX_MIX_BASE], base);
    put_part(result, rows - 1, "outcome", (sx_mix_range){fit->outcome, fit->outcome, fit->outcome});
}

/* Spends of a curve: close around today (the mean where nothing is spent today), up to 1.2 times the most ever spent.
 */
static size_t curve_spends(const sx_mix_fit *fit, size_t channel, double *spend)
{
    double today = fit->today[channel] > 0.0 ? fit->today[channel] : fit->spend[channel];
    return sx_curve_spends(today, 1.2 * fit->most[channel], spend);
}

static void curve_at(const sx_mix_fit *fit, size_t channel, double spend, double *worth)
{
    for (size_t i = 0; i < SHAPES; i++)
        worth[i] = shape_at(fit, channel, i, spend, false);
}

void sx_mix_put_curves(const sx_mix_input *input, const sx_mix_fit *fit, sx_table *result)
{
    double spend[SX_CURVE_SPENDS_MOST], worth[SHAPES];
    size_t widest = 0;
    for (size_t k = 0; k < fit->channels; k++) {
        size_t n = fit->spend[k] > 0.0 ? curve_spends(fit, k, spend) : 0;
        widest = n > widest ? n : widest;
    }
    sx_table_make(result, fit->channels, CURVE_FIRST + 2 * widest);
    for (size_t k = 0; k < fit->channels; k++) {
        if (!(fit->spend[k] > 0.0)) /* a blank row stays blank in PLAN.ALLOCATE */
            continue;
        sx_put_text(result, k, 0, "%s", input->channel_name[k]);
        sx_put_text(result, k, 1, "table");
        size_t n = curve_spends(fit, k, spend);
        for (size_t i = 0; i < n; i++) {
            double mean = 0.0;
            curve_at(fit, k, spend[i], worth);
            for (size_t d = 0; d < fit->draws; d++)
                mean += (double)fit->amount[d][k] * worth[fit->shape[d][k]] / (double)fit->draws;
            sx_put_number(result, k, CURVE_FIRST + 2 * i, spend[i]);
            sx_put_number(result, k, CURVE_FIRST + 2 * i + 1, mean);
        }
    }
}

void sx_mix_put_draws(const sx_mix_input *input, const sx_mix_fit *fit, size_t draws, sx_table *result)
{
    double spend[SX_CURVE_SPENDS_MOST], worth[SHAPES];
    size_t widest = 0, live = 0, row = 0;
    for (size_t k = 0; k < fit->channels; k++) {
        size_t n = fit->spend[k] > 0.0 ? curve_spends(fit, k, spend) : 0;
        live += n > 0;
        widest = n > widest ? n : widest;
    }
    sx_table_make(result, live * draws, 2 + widest);
    for (size_t k = 0; k < fit->channels; k++) {
        if (!(fit->spend[k] > 0.0))
            continue;
        size_t n = curve_spends(fit, k, spend);
        for (size_t i = 0; i < n; i++) {
            curve_at(fit, k, spend[i], worth);
            for (size_t d = 0; d < draws; d++) {
                size_t of = d * fit->draws / draws;
                sx_put_number(result, row + d, 2 + i, (double)fit->amount[of][k] * worth[fit->shape[of][k]]);
            }
        }
        for (size_t d = 0; d < draws; d++) {
            sx_put_text(result, row + d, 0, "%s", input->channel_name[k]);
            sx_put_number(result, row + d, 1, (double)d + 1.0);
        }
        row += draws;
    }
}
