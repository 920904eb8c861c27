#include "plan/flight_share.h"
#include "plan/flight_term.h"
#include <math.h>
#include <string.h>

/* Stocks of the grid; choices of a spend; parts of the budget a spend, and bounds of all of them. */
enum { STOCKS = 40, CHOICES_MOST = 128, PARTS_EACH = 12, PARTS_LEAST = 240, PARTS_MOST = 1500 };
static const double STEP = 1.15;   /* from one choice of a spend to the next, once they are more than a part apart */
static const float NEVER = -1e30f; /* what cannot be; all else is of the size of 1 */

typedef struct choice {
    double money;
    size_t parts;
} choice;

typedef struct channel {
    double rate, now, widest; /* of carry-over; share that works at once; the largest stock */
    size_t most;              /* parts that it may take */
    float *worth;             /* periods + 1 x STOCKS x (most + 1): what comes from a period on */
} channel;

typedef struct share {
    const sx_flight *f;
    const double *price;
    double part, scale; /* money; of what is brought, to be of the size of 1 */
    size_t parts;
    channel *of;
    double *sum;    /* a group each: parts + 1, what it brings at most with so many */
    size_t *taken;  /* channels, then groups: parts + 1, of what their group has left */
    size_t *amount; /* channels, then groups: parts given */
    sx_scratch memory;
} share;

static double stock_at(const channel *c, size_t k)
{
    double place = (double)k / (double)(STOCKS - 1);
    return c->widest * place * place;
}

static double rate_of(const sx_flight *f, size_t c)
{
    size_t all = f->periods + f->after;
    double sum = 0.0, late = 0.0;
    for (size_t k = 0; k < all; k++) {
        sum += f->weight[c * all + k];
        late += (double)k * f->weight[c * all + k];
    }
    return sum > 0.0 ? late / (late + sum) : 0.0;
}

/* What may be spent on a channel in a period. */
static size_t list_choices(const share *s, size_t c, size_t t, choice *out)
{
    const sx_flight *f = s->f;
    size_t i = t * f->channels + c, most = s->of[c].most, n = 0;
    double least = fmax(f->low[i], f->minimum[c]), high = fmin(f->high[i], f->most[t]);
    if (f->low[i] == 0.0)
        out[n++] = (choice){0.0, 0};
    if (least > 0.0 && least <= high && least <= (double)most * s->part)
        out[n++] = (choice){least, (size_t)ceil(least / s->part)};
    for (size_t q = 1; q <= most && n + 1 < CHOICES_MOST;
         q = q + 1 > (size_t)((double)q * STEP) ? q + 1 : (size_t)((double)q * STEP))
        if ((double)q * s->part > least && (double)q * s->part < high)
            out[n++] = (choice){(double)q * s->part, q};
    if (high > least && high <= (double)most * s->part)
        out[n++] = (choice){high, (size_t)ceil(high / s->part)};
    return n;
}

/* Where a stock stands on the grid: between k and k + 1, by so much. */
static size_t place_of(const channel *c, double stock, float *beyond)
{
    if (!(c->widest > 0.0)) {
        *beyond = 0.0f;
        return 0;
    }
    size_t k = (size_t)(sqrt(fmin(stock / c->widest, 1.0)) * (double)(STOCKS - 1));
    k = k > STOCKS - 2 ? STOCKS - 2 : k;
    double from = stock_at(c, k), to = stock_at(c, k + 1);
    *beyond = (float)fmin(fmax((stock - from) / (to - from), 0.0), 1.0);
    return k;
}

static double gain_of(const share *s, size_t c, size_t t, double stock, double money)
{
    const sx_flight *f = s->f;
    double adstock = f->ground[c * (f->periods + f->after) + t] + stock;
    double value = f->multiplier[t] * sx_curve_value(&f->curves[c], adstock);
    return (value - s->price[t * f->channels + c] * money) / s->scale;
}

/* What a stock brings after the last period. */
static double tail_of(const share *s, size_t c, double stock)
{
    const sx_flight *f = s->f;
    double sum = 0.0;
    for (size_t t = f->periods; t < f->periods + f->after; t++) {
        stock *= s->of[c].rate;
        sum += f->multiplier[t] * sx_flight_response(f, c, t, f->ground[c * (f->periods + f->after) + t] + stock);
    }
    return sum / s->scale;
}

/* One stock of one period: over the choices, what they bring and what the next period makes of the rest. */
static void weigh_stock(const share *s, size_t c, size_t t, size_t k, const choice *choices, size_t n)
{
    const channel *of = &s->of[c];
    size_t row = of->most + 1;
    float *worth = of->worth + (t * STOCKS + k) * row;
    for (size_t m = 0; m < row; m++)
        worth[m] = NEVER;
    for (size_t j = 0; j < n; j++) {
        double stock = of->rate * stock_at(of, k) + of->now * choices[j].money;
        float beyond, gain = (float)gain_of(s, c, t, stock, choices[j].money);
        const float *next = of->worth + ((t + 1) * STOCKS + place_of(of, stock, &beyond)) * row, *above = next + row;
        for (size_t m = choices[j].parts, rest = 0; m < row; m++, rest++) {
            float value = gain + ((1.0f - beyond) * next[rest] + beyond * above[rest]);
            worth[m] = value > worth[m] ? value : worth[m];
        }
    }
}

static void weigh_channel(const share *s, size_t c)
{
    const channel *of = &s->of[c];
    choice choices[CHOICES_MOST];
    for (size_t k = 0; k < STOCKS; k++) {
        float tail = (float)tail_of(s, c, stock_at(of, k));
        for (size_t m = 0; m <= of->most; m++)
            of->worth[(s->f->periods * STOCKS + k) * (of->most + 1) + m] = tail;
    }
    for (size_t t = s->f->periods; t-- > 0;) {
        size_t n = list_choices(s, c, t, choices);
        for (size_t k = 0; k < STOCKS; k++)
            weigh_stock(s, c, t, k, choices, n);
    }
}

/* The spends of a channel that has so many parts. */
static void spend_parts(const share *s, size_t c, size_t parts, double *x)
{
    const channel *of = &s->of[c];
    choice choices[CHOICES_MOST] = {{0}};
    double stock = 0.0;
    for (size_t t = 0; t < s->f->periods; t++) {
        size_t n = list_choices(s, c, t, choices), best = 0;
        double most = 0.5 * (double)NEVER;
        for (size_t j = 0; j < n; j++) {
            float beyond;
            double to = of->rate * stock + of->now * choices[j].money;
            size_t place = place_of(of, to, &beyond), row = of->most + 1;
            if (choices[j].parts > parts)
                continue;
            const float *next = of->worth + ((t + 1) * STOCKS + place) * row + (parts - choices[j].parts);
            double value = gain_of(s, c, t, to, choices[j].money) + (1.0 - (double)beyond) * (double)next[0] +
                           (double)beyond * (double)next[row];
            if (value > most) {
                most = value;
                best = j;
            }
        }
        if (!(most > 0.5 * (double)NEVER)) { /* its lows take more */
            x[t * s->f->channels + c] = s->f->low[t * s->f->channels + c];
            continue;
        }
        x[t * s->f->channels + c] = choices[best].money;
        stock = of->rate * stock + of->now * choices[best].money;
        parts -= choices[best].parts;
    }
}

/* Gives part of what a group has to one of its channels or groups, as good as it can be for every amount. */
static void give_to(const share *s, double *sum, double *before, const float *by_float, const double *by, size_t most,
                    size_t *taken)
{
    memcpy(before, sum, (s->parts + 1) * sizeof *before);
    for (size_t m = 0; m <= s->parts; m++) {
        sum[m] = -HUGE_VAL;
        taken[m] = 0;
        for (size_t q = 0; q <= m && q <= most; q++) {
            double value = before[m - q] + (by_float ? (double)by_float[q] : by ? by[q] : 0.0);
            if (value > sum[m]) {
                sum[m] = value;
                taken[m] = q;
            }
        }
    }
}

static size_t parts_of(const share *s, double money)
{
    return money >= (double)s->parts * s->part ? s->parts : (size_t)(money / s->part * (1.0 + 1e-12));
}

/* Groups from the last to the first: in preorder those below another stand behind it. */
static void share_out(share *s, double *before)
{
    const sx_flight *f = s->f;
    size_t row = s->parts + 1;
    for (size_t g = f->n_groups; g-- > 0;) {
        double *sum = s->sum + g * row;
        for (size_t m = 0; m < row; m++)
            sum[m] = 0.0;
        for (size_t c = 0; c < f->channels; c++)
            if (f->of[c] == g)
                give_to(s, sum, before, s->of[c].worth, NULL, s->of[c].most, s->taken + c * row);
        for (size_t b = g + 1; b < f->n_groups; b++)
            if (f->groups[b].parent == g)
                give_to(s, sum, before, NULL, s->sum + b * row, parts_of(s, f->groups[b].high),
                        s->taken + (f->channels + b) * row);
    }
    s->amount[f->channels] = s->parts;
    for (size_t g = 0; g < f->n_groups; g++) {
        size_t left = s->amount[f->channels + g];
        for (size_t b = f->n_groups; b-- > g + 1;)
            if (f->groups[b].parent == g)
                left -= s->amount[f->channels + b] = s->taken[(f->channels + b) * row + left];
        for (size_t c = f->channels; c-- > 0;)
            if (f->of[c] == g)
                left -= s->amount[c] = s->taken[c * row + left];
    }
}

static double most_of(const sx_flight *f, size_t c)
{
    double sum = 0.0, most = f->sum_high[c];
    for (size_t t = 0; t < f->periods; t++)
        sum += fmin(f->high[t * f->channels + c], f->most[t]);
    for (size_t g = f->of[c];; g = f->groups[g].parent) {
        most = fmin(most, f->groups[g].high);
        if (g == 0)
            return fmin(most, sum);
    }
}

/* The most that all channels bring in a period. */
static double scale_of(const sx_flight *f)
{
    double sum = 1e-290, multiplier = 0.0;
    for (size_t t = 0; t < f->periods + f->after; t++)
        multiplier = fmax(multiplier, f->multiplier[t]);
    for (size_t c = 0; c < f->channels; c++)
        sum += multiplier *
               sx_curve_value(&f->curves[c], f->groups[0].high + f->ground[(c + 1) * (f->periods + f->after) - 1]);
    return sum;
}

static sx_status make(share *s, double *cost)
{
    const sx_flight *f = s->f;
    size_t row = s->parts + 1;
    s->of = sx_scratch_take(&s->memory, f->channels * sizeof *s->of);
    s->sum = sx_scratch_take(&s->memory, (f->n_groups + 1) * row * sizeof *s->sum);
    s->taken = sx_scratch_take(&s->memory, (f->channels + f->n_groups) * (row + 1) * sizeof *s->taken);
    if (!s->of || !s->sum || !s->taken)
        return SX_NOMEM;
    s->amount = s->taken + (f->channels + f->n_groups) * row;
    for (size_t c = 0; c < f->channels; c++) {
        double most = most_of(f, c), rate = rate_of(f, c);
        size_t parts = most >= (double)s->parts * s->part ? s->parts : (size_t)ceil(most / s->part);
        s->of[c] = (channel){.rate = rate, .now = 1.0 - rate, .most = parts};
        s->of[c].widest = s->of[c].now * (double)parts * s->part;
        *cost += 2.0 * (double)f->periods * STOCKS * 36.0 * (double)(parts + 30) + (double)(row * parts);
    }
    return SX_OK;
}

bool sx_flight_may_share(const sx_flight *f)
{
    return PARTS_EACH * f->n <= PARTS_MOST && f->groups[0].high > 0.0;
}

sx_status sx_flight_share(const sx_flight *f, const double *price, double *x, bool *found, double *work)
{
    share s = {.f = f, .price = price};
    double cost = 0.0;
    *found = false;
    if (!sx_flight_may_share(f))
        return SX_OK;
    s.parts = PARTS_EACH * f->n > PARTS_LEAST ? PARTS_EACH * f->n : PARTS_LEAST;
    s.part = f->groups[0].high / (double)s.parts;
    s.scale = scale_of(f);
    sx_status status = make(&s, &cost);
    if (status == SX_OK && cost <= *work) {
        *work -= cost;
        for (size_t c = 0; c < f->channels && status == SX_OK; c++) {
            s.of[c].worth =
                sx_scratch_take(&s.memory, (f->periods + 1) * STOCKS * (s.of[c].most + 1) * sizeof *s.of[c].worth);
            if (s.of[c].worth)
                weigh_channel(&s, c);
            else
                status = SX_NOMEM;
        }
        if (status == SX_OK) {
            share_out(&s, s.sum + f->n_groups * (s.parts + 1));
            for (size_t c = 0; c < f->channels; c++)
                spend_parts(&s, c, s.amount[c], x);
            *found = true;
        }
    }
    sx_scratch_free(&s.memory);
    return status;
}
