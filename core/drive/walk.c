#include "drive/walk.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/distribution.h"
#include "base/scratch.h"
#include "drive/lag.h"
#include "drive/sample.h"

/* Stages that a member goes through in one go, because nothing that happens between them is of a period's own. */
typedef struct leg {
    size_t first, last;
    size_t shares;       /* by whole periods of lag, all its stages together */
    const double *share; /* of those that have not come earlier: the last one is 1 */
    const double *part;  /* of all */
    const sx_binomial *chance;
    bool ends_plain; /* its last stage is a rate like those before it */
} leg;

/* One row of the opening table, as its leg sees it. */
typedef struct entry {
    const sx_opening *opening;
    const double *share, *part; /* periods, then beyond */
} entry;

struct sx_walk {
    const sx_range *range;
    sx_scratch scratch;
    size_t periods, n_legs;
    leg leg[SX_DRIVERS_MOST];
    entry *entry;
    double *now, *next; /* periods, then beyond: what a leg starts from and what it leaves */
    double sigma[SX_DRIVERS_MOST];
};

/* What a random number is for. */
enum use { FIRST, NOISE, THIN, SPLIT, ARRIVE, OPEN_FIRST, OPEN_THIN, OPEN_SPLIT };

/* Uniform, by place and not by order: a count that differs shifts no other number. */
static double chance_of(uint64_t key, enum use use, size_t stage, size_t i, size_t j)
{
    uint64_t place = (uint64_t)use << 60 | (uint64_t)stage << 52 | (uint64_t)i << 20 | (uint64_t)j;
    uint64_t state = key + place * UINT64_C(0xd1342543de82ef95);
    return ((double)(sx_splitmix(&state) >> 11) + 0.5) * 0x1p-53;
}

static bool has_season(const sx_model *model, size_t k)
{
    for (size_t p = 0; p < model->season; p++)
        if (model->driver[k].season[p] != 1.0)
            return true;
    return false;
}

/* A rate that is the same in every period. */
static bool is_plain(const sx_model *model, size_t k)
{
    return model->driver[k].kind == SX_RATE && model->driver[k].noise == 0.0 && !has_season(model, k);
}

/* Whether a leg must end with this stage: it is looked at, what is open enters behind it, or a period counts there. */
static bool ends_leg(const sx_range *range, size_t k)
{
    const sx_model *model = range->model;
    if (k + 1 == model->n || k == sx_opportunity_stage(model) || (k > 0 && !is_plain(model, k)))
        return true;
    for (size_t i = 0; i < range->n_opening; i++)
        if (range->opening[i].stage == k)
            return true;
    return false;
}

/* part (n long, the last one all that is later) is delayed once more. work: 3 n. */
static void delay_more(double *part, size_t n, const sx_driver *d, double *work)
{
    double *weight = work, *tail = work + n, *sum = tail + n;
    size_t shares = sx_lag_shares(d->lag, d->spread, n, weight, tail);
    memset(sum, 0, n * sizeof *sum);
    for (size_t s = 0; s + 1 < n; s++) {
        for (size_t j = 0; part[s] > 0.0 && j < shares && s + j + 1 < n; j++)
            sum[s + j] += part[s] * weight[j];
        sum[n - 1] += part[s] * tail[n - 2 - s];
    }
    sum[n - 1] += part[n - 1];
    memcpy(part, sum, n * sizeof *sum);
}

/* Shares given that it did not come earlier; what rounding leaves at the end is none. Returns how many count. */
static size_t share_out(const double *part, size_t n, double *share)
{
    double rest = 0.0;
    size_t shares = n;
    while (shares > 1 && part[shares - 1] < 1e-15)
        shares--;
    for (size_t j = shares; j-- > 0;) {
        rest += part[j];
        share[j] = rest > 0.0 ? part[j] / rest : 1.0;
    }
    share[shares - 1] = 1.0;
    return shares;
}

static sx_status lay_leg(sx_walk *w, leg *l, double *work)
{
    size_t n = w->periods + 1;
    double *part = sx_scratch_take(&w->scratch, 2 * n * sizeof *part), *share;
    sx_binomial *chance = sx_scratch_take(&w->scratch, n * sizeof *chance);
    if (!part || !chance)
        return SX_NOMEM;
    share = part + n;
    memset(part, 0, n * sizeof *part);
    part[0] = 1.0;
    for (size_t k = l->first; k <= l->last; k++)
        delay_more(part, n, &w->range->model->driver[k], work);
    l->shares = share_out(part, n, share);
    for (size_t j = 0; j < l->shares; j++)
        chance[j] = sx_binomial_of(fmin(share[j], 1.0));
    l->part = part;
    l->share = share;
    l->chance = chance;
    l->ends_plain = is_plain(w->range->model, l->last);
    return SX_OK;
}

/* The next lag is longer than the age; what is older than any lag comes at once. */
static sx_status lay_entry(sx_walk *w, entry *e, const leg *l, double *work)
{
    size_t n = w->periods + 1, age = e->opening->age, reach = n + age + 1;
    const sx_model *model = w->range->model;
    double *part = sx_scratch_take(&w->scratch, 2 * n * sizeof *part), *weight = malloc(2 * reach * sizeof *weight);
    if (!part || !weight) {
        free(weight);
        return SX_NOMEM;
    }
    double *tail = weight + reach;
    sx_lag_shares(model->driver[l->first].lag, model->driver[l->first].spread, reach, weight, tail);
    memset(part, 0, n * sizeof *part);
    if (tail[age] < 1e-12) {
        part[0] = 1.0;
    } else {
        for (size_t t = 0; t + 1 < n; t++)
            part[t] = weight[t + 1 + age] / tail[age];
        part[n - 1] = tail[n - 1 + age] / tail[age];
    }
    free(weight);
    for (size_t k = l->first + 1; k <= l->last; k++)
        delay_more(part, n, &model->driver[k], work);
    share_out(part, n, part + n);
    e->part = part;
    e->share = part + n;
    return SX_OK;
}

static sx_status lay_out(sx_walk *w, double *work)
{
    const sx_range *range = w->range;
    size_t n = w->periods + 1;
    sx_status status = SX_OK;
    w->now = sx_scratch_take(&w->scratch, 2 * n * sizeof *w->now);
    w->entry = sx_scratch_take(&w->scratch, (range->n_opening + 1) * sizeof *w->entry);
    if (!w->now || !w->entry || !work)
        return SX_NOMEM;
    w->next = w->now + n;
    for (size_t k = 0, first = 0; k < range->model->n && status == SX_OK; k++) {
        double cv = range->model->driver[k].noise;
        w->sigma[k] = sqrt(log1p(cv * cv));
        if (!ends_leg(range, k))
            continue;
        leg *l = &w->leg[w->n_legs++];
        *l = (leg){.first = first, .last = k};
        first = k + 1;
        status = lay_leg(w, l, work);
        for (size_t i = 0; i < range->n_opening && status == SX_OK; i++)
            if (range->opening[i].stage + 1 == l->first) {
                w->entry[i] = (entry){.opening = &range->opening[i]};
                status = lay_entry(w, &w->entry[i], l, work);
            }
    }
    return status;
}

sx_status sx_walk_new(const sx_range *range, sx_walk **walk)
{
    sx_walk *w = calloc(1, sizeof *w);
    if (!w)
        return SX_NOMEM;
    w->range = range;
    w->periods = range->periods;
    double *work = malloc(3 * (range->periods + 1) * sizeof *work);
    sx_status status = lay_out(w, work);
    free(work);
    if (status == SX_OK)
        *walk = w;
    else
        sx_walk_free(w);
    return status;
}

void sx_walk_free(sx_walk *walk)
{
    if (walk)
        sx_scratch_free(&walk->scratch);
    free(walk);
}

size_t sx_walk_work(const sx_walk *w)
{
    size_t work = w->range->n_opening * (w->periods + 1);
    for (size_t i = 0; i < w->n_legs; i++)
        work += w->periods * w->leg[i].shares;
    return work;
}

static double noise_of(const sx_walk *w, uint64_t key, size_t k, size_t t)
{
    double sigma = w->sigma[k];
    if (sigma == 0.0)
        return 1.0;
    return exp(sigma * sx_normal_quantile(chance_of(key, NOISE, k, t, 0)) - sigma * sigma / 2.0);
}

/* Up or down to a whole number, on average x. */
static double whole(double x, double u)
{
    return floor(x) + (u < x - floor(x) ? 1.0 : 0.0);
}

/* What the rates of a leg let pass on the way; with counts of each cohort by itself. */
static double passing(const leg *l, const double *level)
{
    double pass = 1.0;
    for (size_t k = l->first > 1 ? l->first : 1; k < l->last + l->ends_plain; k++)
        pass *= level[k];
    return pass;
}

/* One cohort of the period s falls into the periods from there on; the last place is beyond. */
static void split(const sx_walk *w, const leg *l, double amount, size_t s, bool counts, uint64_t key, double *out)
{
    size_t within = w->periods - s;
    for (size_t j = 0; j < l->shares && j < within && amount > 0.0; j++) {
        double here = !counts ? amount * l->part[j]
                      : j + 1 == l->shares
                          ? amount
                          : sx_binomial_at(&l->chance[j], amount, chance_of(key, SPLIT, l->first, s, j));
        out[s + j] += here;
        if (counts)
            amount -= here;
    }
    if (counts)
        out[w->periods] += amount;
    else
        for (size_t j = within; j < l->shares; j++)
            out[w->periods] += amount * l->part[j];
}

static void enter(const sx_walk *w, size_t i, double pass, bool counts, uint64_t key, double *out)
{
    const entry *e = &w->entry[i];
    double amount = e->opening->amount;
    if (!counts) {
        for (size_t t = 0; t <= w->periods; t++)
            out[t] += amount * pass * e->part[t];
        return;
    }
    amount = sx_binomial_quantile(whole(amount, chance_of(key, OPEN_FIRST, 0, i, 0)), pass,
                                  chance_of(key, OPEN_THIN, 0, i, 0));
    for (size_t t = 0; t < w->periods && amount > 0.0; t++) {
        double here = e->part[t] > 0.0
                          ? sx_binomial_quantile(amount, fmin(e->share[t], 1.0), chance_of(key, OPEN_SPLIT, 0, i, t))
                          : 0.0;
        out[t] += here;
        amount -= here;
    }
    out[w->periods] += amount;
}

/* The last stage of a leg in one period: what has arrived becomes its result. */
static double arrive(const sx_walk *w, const leg *l, const double *level, double amount, size_t t, bool counts,
                     uint64_t key)
{
    size_t k = l->last;
    const sx_driver *d = &w->range->model->driver[k];
    bool within = t < w->periods;
    double times = within ? level[k] * sx_season_at(w->range->model, k, t) * noise_of(w, key, k, t) : level[k];
    if (d->kind == SX_RATE)
        times = fmin(times, 1.0);
    if (!counts || d->kind == SX_WORTH || amount == 0.0)
        return amount * times;
    double chance = chance_of(key, ARRIVE, k, t, 0);
    if (d->kind == SX_RATE)
        return sx_binomial_quantile(amount, times, chance);
    return amount * floor(times) + sx_binomial_quantile(amount, times - floor(times), chance);
}

static void take_leg(sx_walk *w, const leg *l, const double *level, bool counts, uint64_t key)
{
    double pass = passing(l, level);
    sx_binomial thin = sx_binomial_of(fmin(pass, 1.0));
    memset(w->next, 0, (w->periods + 1) * sizeof *w->next);
    for (size_t s = 0; s <= w->periods; s++) {
        double amount = w->now[s];
        if (amount == 0.0)
            continue;
        amount = counts ? sx_binomial_at(&thin, amount, chance_of(key, THIN, l->first, s, 0)) : amount * pass;
        if (s < w->periods)
            split(w, l, amount, s, counts, key, w->next);
        else
            w->next[s] += amount;
    }
    for (size_t i = 0; i < w->range->n_opening; i++)
        if (w->range->opening[i].stage + 1 == l->first)
            enter(w, i, pass, counts, key, w->next);
    for (size_t t = 0; !l->ends_plain && l->last > 0 && t <= w->periods; t++)
        w->next[t] = arrive(w, l, level, w->next[t], t, counts, key);
    double *swap = w->now;
    w->now = w->next;
    w->next = swap;
}

void sx_walk_run(sx_walk *w, const double *level, bool counts, uint64_t key, double *pipeline, double *revenue)
{
    const sx_model *model = w->range->model;
    double worth = 1.0;
    for (size_t k = sx_last_rate(model) + 1; k < model->n; k++)
        worth *= level[k];
    for (size_t t = 0; t < w->periods; t++) {
        double first = w->range->plan[t] / (level[0] * sx_season_at(model, 0, t)) * noise_of(w, key, 0, t);
        w->now[t] = counts ? whole(first, chance_of(key, FIRST, 0, t, 0)) : first;
    }
    w->now[w->periods] = 0.0;
    for (size_t i = 0; i < w->n_legs; i++) {
        take_leg(w, &w->leg[i], level, counts, key);
        for (size_t t = 0; w->leg[i].last == sx_opportunity_stage(model) && t <= w->periods; t++)
            pipeline[t] = w->now[t] * worth;
    }
    memcpy(revenue, w->now, (w->periods + 1) * sizeof *revenue);
}
