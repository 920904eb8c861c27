#include "plan/mix_signs.h"
#include "plan/mix_scan.h"
#include "plan/mix_shape.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { EDGE = 6, TYPICAL = 5 * SX_MIX_RATES + 3 }; /* a step nearer to an end is no step; a shape in the middle */

static const double PI = 3.14159265358979323846, WEEKS_A_YEAR = 52.1775;
/* Prior deviations of a channel's and a control's part and of the first yearly harmonic, in mean outcomes. */
static const double CHANNEL = 0.1, CONTROL = 0.25, SEASON = 0.15;

/* What the fit says of each channel over the periods, in the mean over the draws, beside the controls: in the search
 * for breaks the channels may take what they need anew, so that none of them keeps what it had to swallow. */
static void join_channels(const sx_mix_input *in, const sx_mix_fit *fit, double *response, sx_mix_input *joint)
{
    memcpy(joint->control, in->control, in->controls * in->n * sizeof *in->control);
    for (size_t k = 0; k < in->channels; k++) {
        double amount[SX_MIX_SHAPES] = {0.0}, *to = joint->control + joint->controls * in->n;
        if (!(fit->spend[k] > 0.0))
            continue;
        for (size_t d = 0; d < fit->draws; d++)
            amount[fit->shape[d][k]] += (double)fit->amount[d][k];
        memset(to, 0, in->n * sizeof *to);
        for (size_t i = 0; i < SX_MIX_SHAPES; i++) {
            if (!(amount[i] > 0.0))
                continue;
            sx_mix_response(in->spend + k * in->n, in->n, i, response);
            for (size_t t = 0; t < in->n; t++)
                to[t] += amount[i] * response[t];
        }
        joint->controls++;
    }
}

static double season_gain(sx_mix_scan *scan, double *columns)
{
    for (size_t t = 0; t < scan->base.n; t++)
        for (size_t h = 0; h < 2; h++) {
            double angle = 2.0 * PI * (double)(h + 1) * (double)t / WEEKS_A_YEAR;
            columns[4 * t + 2 * h] = SEASON / (double)(h + 1) * cos(angle);
            columns[4 * t + 2 * h + 1] = SEASON / (double)(h + 1) * sin(angle);
        }
    return sx_mix_scan_with(scan, columns, 4) - sx_mix_scan_with(scan, columns, 0);
}

/* Channels in a typical shape and controls in their deviations, n x m. */
static size_t make_columns(const sx_mix_input *in, const sx_mix_fit *fit, double *response, double *columns)
{
    size_t m = in->controls, live = 0;
    for (size_t k = 0; k < in->channels; k++)
        m += fit->spend[k] > 0.0 ? 1 : 0;
    for (size_t k = 0; k < in->channels; k++) {
        if (!(fit->spend[k] > 0.0))
            continue;
        sx_mix_response(in->spend + k * in->n, in->n, TYPICAL, response);
        for (size_t t = 0; t < in->n; t++)
            columns[t * m + live] = CHANNEL * (response[t] - 1.0);
        live++;
    }
    for (size_t c = 0; c < in->controls; c++) {
        const double *x = in->control + c * in->n;
        double mean = 0.0, square = 0.0;
        for (size_t t = 0; t < in->n; t++)
            mean += x[t] / (double)in->n;
        for (size_t t = 0; t < in->n; t++)
            square += (x[t] - mean) * (x[t] - mean) / (double)in->n;
        for (size_t t = 0; t < in->n; t++)
            columns[t * m + live + c] = square > 0.0 ? CONTROL * (x[t] - mean) / sqrt(square) : 0.0;
    }
    return m;
}

/* The same periods of the outcome against what stood lag periods before, lag from -LAGS to LAGS. work: n (m + 2). */
static sx_status find_lag(const sx_mix_input *in, const sx_mix_fit *fit, double *work, sx_mix_signs *signs)
{
    size_t n = in->n;
    sx_mix_input plain = *in;
    plain.controls = 0;
    double *outcome = work, *columns = outcome + n, *moved = columns + n * SX_MIX_SCAN_COLUMNS;
    size_t m = make_columns(in, fit, outcome, columns);
    for (size_t t = 0; t < n; t++)
        outcome[t] = t < SX_MIX_LAGS || t + SX_MIX_LAGS >= n ? (double)NAN : in->outcome[t] / fit->outcome;
    sx_mix_scan scan;
    sx_status status = sx_mix_scan_make(&plain, outcome, fit->noise / fit->outcome, &scan);
    if (status != SX_OK)
        return status;
    double at_none = 0.0, best = -INFINITY;
    for (size_t i = 0; i <= (size_t)2 * SX_MIX_LAGS; i++) {
        ptrdiff_t lag = (ptrdiff_t)i - SX_MIX_LAGS;
        for (size_t t = 0; t < n; t++) {
            bool is_known = t >= SX_MIX_LAGS && t + SX_MIX_LAGS < n;
            const double *from = columns + (is_known ? (size_t)((ptrdiff_t)t - lag) : t) * m;
            memcpy(moved + t * m, from, m * sizeof *moved);
        }
        double evidence = sx_mix_scan_with(&scan, moved, m);
        at_none = lag == 0 ? evidence : at_none;
        if (evidence > best) {
            best = evidence;
            signs->lag = (double)lag;
        }
    }
    signs->lag_gain = best - at_none;
    sx_mix_scan_free(&scan);
    return SX_OK;
}

/* Pulses, and steps: a few wild periods look like steps on both sides, so that these are sought without them. work: n.
 */
static sx_status find_breaks(const sx_mix_input *in, double scale, double *left, double *work, sx_mix_signs *signs)
{
    bool is_wild = false;
    double *pulse = signs->pulse;
    for (size_t pass = 0; pass < 2; pass++) {
        sx_mix_scan scan;
        sx_status status = sx_mix_scan_make(in, left, scale, &scan);
        if (status != SX_OK)
            return status;
        sx_mix_scan_breaks(&scan, EDGE, pulse, signs->step);
        sx_mix_scan_free(&scan);
        for (size_t t = 0; t < in->n && pass == 0; t++)
            if (pulse[t] > SX_MIX_PULSE) {
                is_wild = true;
                left[t] = NAN;
            }
        if (!is_wild)
            break;
        pulse = work;
    }
    return SX_OK;
}

static sx_status find_season(const sx_mix_input *in, double scale, const double *left, double *work,
                             sx_mix_signs *signs)
{
    if (in->season > 0.0)
        return SX_OK;
    sx_mix_scan scan;
    sx_status status = sx_mix_scan_make(in, left, scale, &scan);
    if (status != SX_OK)
        return status;
    signs->season = season_gain(&scan, work);
    sx_mix_scan_free(&scan);
    return SX_OK;
}

sx_status sx_mix_signs_find(const sx_mix_input *in, const sx_mix_fit *fit, sx_mix_signs *signs)
{
    size_t n = in->n;
    double *memory = malloc(n * (2 * SX_MIX_SCAN_COLUMNS + 4) * sizeof *memory);
    if (!memory)
        return SX_NOMEM;
    *signs = (sx_mix_signs){.season = NAN, .pulse = memory, .step = memory + n, .memory = memory};
    double *left = memory + 2 * n, *work = left + n;
    sx_mix_input joint = *in;
    joint.control = work + 4 * n;
    join_channels(in, fit, work, &joint);
    for (size_t t = 0; t < n; t++)
        left[t] = in->outcome[t] / fit->outcome;
    double scale = fit->noise / fit->outcome;
    sx_status status = find_season(&joint, scale, left, work, signs);
    if (status == SX_OK)
        status = find_breaks(&joint, scale, left, work, signs);
    if (status == SX_OK)
        status = find_lag(in, fit, left, signs);
    if (status != SX_OK)
        sx_mix_signs_free(signs);
    return status;
}

void sx_mix_signs_free(sx_mix_signs *signs)
{
    free(signs->memory);
    *signs = (sx_mix_signs){0};
}
