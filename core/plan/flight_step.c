#include "plan/flight_step.h"
#include "base/linear.h"
#include <math.h>

static const double NEAR_EDGE = 0.99; /* share of the way to a bound that a step takes */

bool sx_flight_is_fixed(const sx_flight_steps *r, size_t i)
{
    return r->high[i] - r->low[i] < 1e-9;
}

double sx_flight_row_sum(const sx_flight_steps *r, size_t k, const double *x)
{
    double sum = 0.0;
    for (size_t m = r->rows[k].first; m < r->rows[k].end; m++)
        sum += x[r->member[m]];
    return sum;
}

void sx_flight_weigh_spends(const sx_flight_steps *r, const double *slope, double *worth)
{
    const sx_flight *f = r->f;
    size_t all = f->periods + f->after;
    for (size_t i = 0; i < f->n; i++) {
        size_t t = i / f->channels, c = i % f->channels;
        const double *weight = f->weight + c * all;
        worth[i] = 0.0;
        for (size_t s = t; s < all; s++)
            worth[i] += weight[s - t] * slope[c * all + s];
    }
}

/* out = block^-1 in, channel by channel; out may be in. */
static void through_blocks(const sx_flight_steps *r, const double *in, double *out)
{
    const sx_flight *f = r->f;
    size_t p = f->periods;
    double *x = r->column;
    for (size_t c = 0; c < f->channels; c++) {
        const double *l = r->block + c * p * p;
        size_t first = 0;
        for (size_t t = 0; t < p; t++)
            x[t] = sx_flight_is_fixed(r, t * f->channels + c) ? 0.0 : in[t * f->channels + c];
        while (first < p && x[first] == 0.0) /* a row of sums has few channels or few periods */
            first++;
        for (size_t t = first; t < p; t++) {
            double sum = x[t];
            for (size_t s = first; s < t; s++)
                sum -= l[t * p + s] * x[s];
            x[t] = sum / l[t * p + t];
        }
        for (size_t t = first < p ? p : 0; t-- > 0;) {
            x[t] /= l[t * p + t];
            for (size_t s = 0; s < t; s++)
                x[s] -= l[t * p + s] * x[t];
        }
        for (size_t t = 0; t < p; t++)
            out[t * f->channels + c] = x[t];
    }
}

/* Curvature of the value by the channel's spends, lower triangle. Lags that hardly count are left out: it only chooses
 * the step. */
static void fill_block(const sx_flight_steps *r, size_t c, double *block)
{
    const sx_flight *f = r->f;
    size_t p = f->periods, all = p + f->after;
    const double *weight = f->weight + c * all, *bend = r->bend + c * all;
    double most = 0.0;
    for (size_t k = 0; k < all; k++)
        most = fmax(most, weight[k]);
    for (size_t t = 0; t < p; t++) {
        double *row = block + t * p;
        for (size_t s = 0; s <= t; s++)
            row[s] = 0.0;
        for (size_t at = t; at < all && !sx_flight_is_fixed(r, t * f->channels + c); at++) {
            double w = weight[at - t], d = bend[at];
            if (w > 1e-13 * most)
                for (size_t s = 0; s <= t; s++)
                    row[s] += w * weight[at - s] * d;
        }
        for (size_t s = 0; s <= t; s++)
            if (sx_flight_is_fixed(r, s * f->channels + c))
                row[s] = 0.0;
    }
}

/* Curvature of the value and of the barrier, a block a channel, factored. */
static sx_status factor_blocks(sx_flight_steps *r)
{
    const sx_flight *f = r->f;
    size_t p = f->periods;
    for (size_t c = 0; c < f->channels; c++) {
        double *block = r->block + c * p * p;
        fill_block(r, c, block);
        for (size_t t = 0; t < p; t++) {
            size_t i = t * f->channels + c;
            for (size_t s = 0; s < t; s++)
                block[s * p + t] = block[t * p + s];
            block[t * p + t] += sx_flight_is_fixed(r, i) ? 1.0 : r->diagonal[i];
        }
        if (sx_cholesky(block, p) != SX_OK)
            return SX_NUM;
    }
    return SX_OK;
}

/* Rows' part of Newton's step: (member block^-1 member' + by) move = right. */
static sx_status join_rows(sx_flight_steps *r, const double *right)
{
    const sx_flight *f = r->f;
    size_t n = f->n, m = r->n_rows;
    through_blocks(r, right, r->step);
    for (size_t k = 0; k < m; k++) {
        double *through = r->through + k * n;
        for (size_t i = 0; i < n; i++)
            through[i] = 0.0;
        for (size_t j = r->rows[k].first; j < r->rows[k].end; j++)
            through[r->member[j]] = 1.0;
        through_blocks(r, through, through);
    }
    for (size_t k = 0; k < m; k++) {
        sx_flight_row *at = &r->rows[k];
        for (size_t j = 0; j <= k; j++)
            r->joined[k * m + j] = r->joined[j * m + k] = sx_flight_row_sum(r, k, r->through + j * n);
        r->joined[k * m + k] = (r->joined[k * m + k] + at->by) * (1.0 + 1e-13) + 1e-300;
        r->right[k] = sx_flight_row_sum(r, k, r->step) - at->rest * at->by - (at->sum - sx_flight_row_sum(r, k, r->x));
    }
    if (sx_cholesky(r->joined, m) != SX_OK)
        return SX_NUM;
    for (size_t k = 0; k < m; k++) {
        double sum = r->right[k];
        for (size_t j = 0; j < k; j++)
            sum -= r->joined[k * m + j] * r->move[j];
        r->move[k] = sum / r->joined[k * m + k];
    }
    for (size_t k = m; k-- > 0;) {
        double sum = r->move[k];
        for (size_t j = k + 1; j < m; j++)
            sum -= r->joined[j * m + k] * r->move[j];
        r->move[k] = sum / r->joined[k * m + k];
    }
    for (size_t k = 0; k < m; k++)
        for (size_t i = 0; i < n; i++)
            r->step[i] -= r->through[k * n + i] * r->move[k];
    return SX_OK;
}

/* How far from x a step may go before room is used up. */
static double up_to(double longest, double room, double by)
{
    return by > 0.0 && room < longest * by ? room / by : longest;
}

typedef struct pull { /* on one variable between low and high: how its multipliers follow its step */
    double over, under, d_over, d_under;
} pull;

static pull follow(double mu, double x, double low, double high, double over, double under, double step)
{
    pull p = {over, under, 0.0, 0.0};
    if (!isinf(high))
        p.d_over = (mu + over * step) / (high - x) - over;
    p.d_under = (mu - under * step) / (x - low) - under;
    return p;
}

/* By how much the step moves an adstock. */
static double adstock_step(const sx_flight_steps *r, size_t k)
{
    const sx_flight *f = r->f;
    size_t all = f->periods + f->after, c = k / all, t = k % all;
    double sum = 0.0;
    for (size_t from = 0; from < f->periods && from <= t; from++)
        sum += f->weight[c * all + t - from] * r->step[from * f->channels + c];
    return sum;
}

static double longest_step(const sx_flight_steps *r)
{
    double longest = 1.0 / NEAR_EDGE;
    for (size_t i = 0; i < r->f->n; i++) {
        if (sx_flight_is_fixed(r, i))
            continue;
        pull p = follow(r->mu, r->x[i], r->low[i], r->high[i], r->over[i], r->under[i], r->step[i]);
        longest = up_to(up_to(longest, r->high[i] - r->x[i], r->step[i]), r->x[i] - r->low[i], -r->step[i]);
        longest = up_to(up_to(longest, p.over, -p.d_over), p.under, -p.d_under);
    }
    for (size_t k = 0; k < r->n_rows; k++) {
        const sx_flight_row *at = &r->rows[k];
        if (at->high - at->low < 1e-9)
            continue;
        double step = at->by * (r->move[k] + at->rest);
        pull p = follow(r->mu, at->sum, at->low, at->high, at->over, at->under, step);
        longest = up_to(up_to(longest, at->high - at->sum, step), at->sum - at->low, -step);
        longest = up_to(up_to(longest, p.over, -p.d_over), p.under, -p.d_under);
    }
    for (size_t k = 0; k < r->f->channels * (r->f->periods + r->f->after); k++)
        longest = sx_flight_hinge_reach(&r->hinge[k], adstock_step(r, k), r->mu, longest);
    return longest * NEAR_EDGE;
}

static void take_step(sx_flight_steps *r, double length)
{
    for (size_t k = 0; k < r->n_rows; k++) {
        sx_flight_row *at = &r->rows[k];
        bool equal = at->high - at->low < 1e-9;
        double step = equal ? 0.0 : at->by * (r->move[k] + at->rest);
        pull p = {0.0, 0.0, 0.0, 0.0};
        if (!equal)
            p = follow(r->mu, at->sum, at->low, at->high, at->over, at->under, step);
        at->sum += length * step;
        at->over += length * p.d_over;
        at->under += length * p.d_under;
        at->price += length * r->move[k];
    }
    for (size_t i = 0; i < r->f->n; i++) {
        if (sx_flight_is_fixed(r, i))
            continue;
        pull p = follow(r->mu, r->x[i], r->low[i], r->high[i], r->over[i], r->under[i], r->step[i]);
        r->x[i] += length * r->step[i];
        r->over[i] += length * p.d_over;
        r->under[i] += length * p.d_under;
    }
    for (size_t k = 0; k < r->f->channels * (r->f->periods + r->f->after); k++)
        sx_flight_hinge_move(&r->hinge[k], adstock_step(r, k), r->mu, length);
}

bool sx_flight_advance(sx_flight_steps *r, double *length)
{
    const sx_flight *f = r->f;
    double *right = r->gain;
    sx_flight_weigh_spends(r, r->pull, right);
    for (size_t k = 0; k < r->n_rows; k++)
        for (size_t m = r->rows[k].first; m < r->rows[k].end; m++)
            right[r->member[m]] -= r->rows[k].price;
    for (size_t i = 0; i < f->n; i++) {
        double up = r->high[i] - r->x[i], down = r->x[i] - r->low[i];
        r->diagonal[i] = sx_flight_is_fixed(r, i) ? 1.0 : r->over[i] / up + r->under[i] / down;
        right[i] += sx_flight_is_fixed(r, i) ? 0.0 : r->mu / down - r->mu / up;
    }
    for (size_t k = 0; k < r->n_rows; k++) {
        sx_flight_row *at = &r->rows[k];
        if (at->high - at->low < 1e-9) {
            at->by = at->rest = 0.0;
            continue;
        }
        double up = at->high - at->sum, down = at->sum - at->low, curved = at->under / down;
        at->rest = at->price + r->mu / down;
        if (!isinf(at->high)) {
            curved += at->over / up;
            at->rest -= r->mu / up;
        }
        at->by = 1.0 / curved;
    }
    if (factor_blocks(r) != SX_OK || join_rows(r, right) != SX_OK)
        return false;
    *length = longest_step(r);
    take_step(r, *length);
    return isfinite(*length) && *length > 1e-12;
}
