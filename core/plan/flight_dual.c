#include "plan/flight_dual.h"
#include "plan/flight_term.h"
#include <math.h>
#include <stdbool.h>
#include <string.h>

/* Cells of the expected stocks, over the share of a spend that works at once: to look for prices, and for the proof;
 * the last of all spends together. */
static const double COARSE = 400.0, FINE = 8000.0, CELLS_MOST = 2.4e6;
enum { WIDE = 512 }; /* cells, ever wider, beyond the stocks to be expected */

/* A channel: its grid of stocks, and what each is worth. */
typedef struct channel {
    double rate, now;         /* of carry-over; share of a spend that works in its period */
    size_t n;                 /* stocks 0 .. n - 1 */
    double *stock, *response; /* n; periods x n, or n where ground is the same throughout */
    size_t *stay;             /* n: where a stock without spend comes to stand */
    double *tail;             /* n: what it brings after the last period */
    bool steady;              /* one row of responses */
} channel;

typedef struct dual {
    const sx_flight_steps *r;
    channel *of;
    double *worth, *landed, *gain; /* of the largest grid */
    size_t *window;
    double *price; /* a spend each */
    double cost;
    sx_scratch memory;
} dual;

static bool is_geometric(const sx_flight *f, size_t c)
{
    const double *w = f->weight + c * (f->periods + f->after);
    double rate = 1.0 - w[0];
    for (size_t k = 1; k < f->periods + f->after; k++)
        if (fabs(w[k] - rate * w[k - 1]) > 1e-13 * w[0])
            return false;
    return w[0] > 0.0;
}

/* The first stock at or above s, from j on; the last one where there is none. */
static size_t above(const channel *c, double s, size_t j)
{
    while (j + 1 < c->n && c->stock[j] < s)
        j++;
    return j;
}

/* Stocks from 0 to the most that bounds allow: even up to three times what the relaxation holds, then ever wider. */
static sx_status make_grid(dual *d, size_t at, double cells)
{
    const sx_flight *f = d->r->f;
    channel *c = &d->of[at];
    size_t all = f->periods + f->after;
    double most = 0.0, held = 0.0;
    for (size_t t = 0; t < f->periods; t++) {
        most = fmax(most, d->r->terms->most[at * all + t] - f->ground[at * all + t]);
        double own = sx_flight_adstock(f, d->r->x, at, t) - f->ground[at * all + t];
        held = fmax(held, own);
    }
    double fine = fmin(cells / c->now, CELLS_MOST / (double)f->n), near = fmin(fmax(3.0 * held, most / 200.0), most);
    size_t even = (size_t)fine;
    c->n = most > 0.0 ? even + 1 + (near < most ? WIDE : 0) : 1;
    c->stock = sx_scratch_take(&d->memory, c->n * sizeof *c->stock);
    c->stay = sx_scratch_take(&d->memory, c->n * sizeof *c->stay);
    c->tail = sx_scratch_take(&d->memory, c->n * sizeof *c->tail);
    if (!c->stock || !c->stay || !c->tail)
        return SX_NOMEM;
    for (size_t j = 0; j < c->n; j++)
        c->stock[j] = j <= even ? near * (double)j / fine : near * pow(most / near, (double)(j - even) / (double)WIDE);
    if (c->n > 1)
        c->stock[c->n - 1] = most * (1.0 + 1e-12);
    for (size_t j = 0, to = 0; j < c->n; j++)
        c->stay[j] = to = above(c, c->rate * c->stock[j], to);
    return SX_OK;
}

/* What each stock brings in each period, and after the last one: there a cell as wide as its stock is small stands for
 * all in it. */
static sx_status make_responses(dual *d, size_t at)
{
    const sx_flight *f = d->r->f;
    channel *c = &d->of[at];
    size_t all = f->periods + f->after;
    const double *ground = f->ground + at * all;
    c->steady = true;
    for (size_t t = 1; t < f->periods; t++)
        c->steady = c->steady && ground[t] == ground[0];
    size_t rows = c->steady ? 1 : f->periods;
    c->response = sx_scratch_take(&d->memory, rows * c->n * sizeof *c->response);
    if (!c->response)
        return SX_NOMEM;
    for (size_t t = 0; t < rows; t++)
        for (size_t j = 0; j < c->n; j++)
            c->response[t * c->n + j] = sx_curve_value(&f->curves[at], ground[t] + c->stock[j]);
    memset(c->tail, 0, c->n * sizeof *c->tail);
    double kept = 1.0;
    for (size_t t = f->periods; t < all; t++) {
        kept *= c->rate;
        double base = sx_curve_value(&f->curves[at], ground[t]);
        size_t wide = kept > 0.0 ? (size_t)fmin(1.0 / kept, 64.0) : c->n;
        for (size_t from = 0; from < c->n; from += wide) {
            size_t end = from + wide < c->n ? from + wide : c->n;
            double brings =
                f->multiplier[t] * (sx_curve_value(&f->curves[at], ground[t] + kept * c->stock[end - 1]) - base);
            for (size_t j = from; j < end; j++)
                c->tail[j] += brings;
        }
    }
    return SX_OK;
}

/* Most of landed - price of what it takes to get there, from each stock: spends from low to high. gain[j]: landing in
 * the cell below stock j, at the cheaper of its ends. */
static void spend_best(dual *d, const channel *c, double price, double low, double high, double *best)
{
    size_t first = 0, last = 0, enter = 0, head = 0, tail = 0;
    for (size_t i = 0; i < c->n; i++) {
        double from = c->rate * c->stock[i];
        first = above(c, from + c->now * low, first);
        last = above(c, from + c->now * high, last > first ? last : first);
        double most = price >= 0.0 ? d->landed[first] - price * low : -HUGE_VAL;
        size_t inner = price >= 0.0 ? first + 1 : first;
        for (enter = enter > inner ? enter : inner; enter <= last; enter++) {
            while (tail > head && d->gain[d->window[tail - 1]] <= d->gain[enter])
                tail--;
            d->window[tail++] = enter;
        }
        while (head < tail && d->window[head] < inner)
            head++;
        if (head < tail)
            most = fmax(most, d->gain[d->window[head]] + price * from / c->now);
        best[i] = fmax(best[i], most);
    }
}

/* What the channel brings at most, less its spends at their prices. */
static double channel_best(dual *d, size_t at)
{
    const sx_flight *f = d->r->f;
    const channel *c = &d->of[at];
    memcpy(d->worth, c->tail, c->n * sizeof *d->worth);
    for (size_t t = f->periods; t-- > 0;) {
        size_t i = t * f->channels + at;
        double price = d->price[i], minimum = f->low[i] == 0.0 ? f->minimum[at] : 0.0, low = d->r->low[i];
        const double *response = c->response + (c->steady ? 0 : t * c->n);
        for (size_t j = 0; j < c->n; j++) {
            d->landed[j] = f->multiplier[t] * response[j] + d->worth[j];
            d->gain[j] = d->landed[j] - price * c->stock[price >= 0.0 && j ? j - 1 : j] / c->now;
            d->worth[j] = -HUGE_VAL;
        }
        if (minimum > 0.0 && low == 0.0)
            for (size_t j = 0; j < c->n; j++)
                d->worth[j] = d->landed[c->stay[j]];
        if (fmax(low, minimum) <= d->r->high[i])
            spend_best(d, c, price, fmax(low, minimum), d->r->high[i], d->worth);
    }
    return d->worth[0];
}

static double row_price(const sx_flight_row *row, double price)
{
    if (isinf(row->high))
        price = fmin(price, 0.0);
    return row->low <= 0.0 ? fmax(price, 0.0) : price;
}

/* The dual at these prices of the rows. */
static double value_at(dual *d, const double *row)
{
    const sx_flight_steps *r = d->r;
    double sum = 0.0, size = 0.0;
    memset(d->price, 0, r->f->n * sizeof *d->price);
    for (size_t k = 0; k < r->n_rows; k++) {
        double price = row_price(&r->rows[k], row[k]),
               part = price > 0.0 ? price * r->rows[k].high : price * r->rows[k].low;
        sum += part;
        size += fabs(part);
        for (size_t m = r->rows[k].first; m < r->rows[k].end; m++)
            d->price[r->member[m]] += price;
    }
    for (size_t c = 0; c < r->f->channels; c++) {
        double part = channel_best(d, c);
        sum += part;
        size += fabs(part);
    }
    return sum + 1e-11 * size;
}

/* Prices one by one, or all in proportion (k = n_rows), times and over 1 + step; true where that lowered the dual. */
static bool move_price(dual *d, double *row, double *trial, size_t k, double step, double *bound, double *work)
{
    size_t n = d->r->n_rows;
    for (int way = 0; way < 2 && *work > d->cost; way++) {
        double by = way ? 1.0 / (1.0 + step) : 1.0 + step;
        for (size_t j = 0; j < n; j++)
            trial[j] = j == k || k == n ? row[j] * by : row[j];
        *work -= d->cost;
        double value = value_at(d, trial);
        if (value < *bound) {
            *bound = value;
            memcpy(row, trial, n * sizeof *row);
            return true;
        }
    }
    return false;
}

static void lower(dual *d, double *row, double *work)
{
    static const double LEAST = 2e-3;
    size_t n = d->r->n_rows;
    double best = value_at(d, row);
    *work -= d->cost;
    for (double step = 0.3; step > LEAST && *work > d->cost;) {
        bool any = false;
        while (move_price(d, row, row + n, n, step, &best, work))
            any = true;
        for (size_t k = 0; n > 1 && k < n; k++)
            if (row[k] != 0.0)
                any = move_price(d, row, row + n, k, step, &best, work) || any;
        if (!any)
            step *= 0.4;
    }
}

static sx_status make(dual *d, double cells)
{
    const sx_flight *f = d->r->f;
    size_t most = 0;
    sx_status status = SX_OK;
    for (size_t c = 0; status == SX_OK && c < f->channels; c++) {
        d->of[c] = (channel){.now = f->weight[c * (f->periods + f->after)]};
        d->of[c].rate = 1.0 - d->of[c].now;
        status = make_grid(d, c, cells);
        if (status == SX_OK)
            status = make_responses(d, c);
        most = d->of[c].n > most ? d->of[c].n : most;
        d->cost += 30.0 * (double)(f->periods * d->of[c].n);
    }
    double *number = sx_scratch_take(&d->memory, (3 * most + f->n) * sizeof *number);
    d->window = sx_scratch_take(&d->memory, most * sizeof *d->window);
    if (status != SX_OK || !number || !d->window)
        return SX_NOMEM;
    d->worth = number;
    d->landed = d->worth + most;
    d->gain = d->landed + most;
    d->price = d->gain + most;
    return SX_OK;
}

/* What the bounds of periods make each spend cost. */
static void price_periods(const sx_flight_steps *r, const double *row, double *price)
{
    memset(price, 0, r->f->n * sizeof *price);
    for (size_t k = 0; k < r->n_rows; k++)
        for (size_t m = r->rows[k].first; r->rows[k].of_period && m < r->rows[k].end; m++)
            price[r->member[m]] += row_price(&r->rows[k], row[k]);
}

sx_status sx_flight_dual(const sx_flight_steps *r, sx_flight_proof *proof, double *work)
{
    sx_scratch memory = {0};
    bool geometric = true;
    for (size_t c = 0; c < r->f->channels; c++)
        geometric = geometric && is_geometric(r->f, c);
    channel *of = sx_scratch_take(&memory, r->f->channels * sizeof *of);
    double *row = sx_scratch_take(&memory, (2 * r->n_rows + 1) * sizeof *row);
    sx_status status = of && row ? SX_OK : SX_NOMEM;
    for (size_t k = 0; status == SX_OK && k < r->n_rows; k++)
        row[k] = r->rows[k].price;
    for (int pass = 0; pass < 2 && geometric && status == SX_OK; pass++) {
        dual d = {.r = r, .of = of};
        status = make(&d, pass ? FINE : COARSE);
        if (status == SX_OK && pass)
            proof->bound = fmin(proof->bound, value_at(&d, row));
        else if (status == SX_OK)
            lower(&d, row, work);
        sx_scratch_free(&d.memory);
    }
    if (status == SX_OK && proof->price)
        price_periods(r, row, proof->price);
    sx_scratch_free(&memory);
    return status;
}
