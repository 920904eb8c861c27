/* Money moved from spend to spend of a flight while that is worth more. */
#include "plan/flight_plan.h"
#include "plan/flight_term.h"
#include <math.h>

static const double LEAST_GAIN = 1e-12; /* of the plan's value */

typedef struct exchange {
    const sx_flight *f;
    double *x, *adstock;              /* adstock: a channel and period */
    double *period, *channel, *group; /* sums */
    double *more, *less;              /* n: what a step more and one less change; -inf where bounds forbid it */
    size_t work;                      /* curve values left */
} exchange;

static void take_work(exchange *e, size_t taken)
{
    e->work = e->work > taken ? e->work - taken : 0;
}

static double cents(double money)
{
    return round(money * 100.0) / 100.0;
}

/* What the channel's response changes when spends t and s (t alone: s = SIZE_MAX) change by the amounts. */
static double changed(exchange *e, size_t c, size_t t, double by, size_t s, double by_s)
{
    const sx_flight *f = e->f;
    size_t all = f->periods + f->after, first = s < t ? s : t;
    const double *weight = f->weight + c * all, *adstock = e->adstock + c * all;
    double sum = 0.0;
    for (size_t at = first; at < all; at++) {
        double moved = at >= t ? weight[at - t] * by : 0.0;
        if (s != SIZE_MAX && at >= s)
            moved += weight[at - s] * by_s;
        if (moved != 0.0 && f->multiplier[at] > 0.0)
            sum += f->multiplier[at] * (sx_curve_value(&f->curves[c], fmax(adstock[at] + moved, 0.0)) -
                                        sx_curve_value(&f->curves[c], adstock[at]));
    }
    take_work(e, 2 * (all - first));
    return sum;
}

/* Whether the spend may be so much by its own bounds. */
static bool may_be(const sx_flight *f, size_t i, double x)
{
    double minimum = f->minimum[i % f->channels];
    if (x > f->high[i] + 1e-6 || x < f->low[i] - 1e-6)
        return false;
    return f->low[i] > 0.0 || x < 1e-6 || x >= minimum - 1e-6;
}

static bool within(double sum, double by, double low, double high)
{
    return sum + by >= low - 1e-6 && sum + by <= high + 1e-6;
}

/* Whether the sums allow by to go from one spend (SIZE_MAX: from what is unspent) to another. */
static bool sums_allow(const exchange *e, size_t from, size_t to, double by)
{
    const sx_flight *f = e->f;
    size_t k = f->channels, t = to / k, c = to % k, s = from == SIZE_MAX ? from : from / k,
           d = from == SIZE_MAX ? from : from % k;
    if (s != t && !within(e->period[t], by, 0.0, f->most[t]))
        return false;
    if (s != t && s != SIZE_MAX && !within(e->period[s], -by, f->least[s], INFINITY))
        return false;
    if (c == d)
        return true;
    if (!within(e->channel[c], by, 0.0, f->sum_high[c]) ||
        (d != SIZE_MAX && !within(e->channel[d], -by, f->sum_low[d], INFINITY)))
        return false;
    size_t a = f->of[c], b = d == SIZE_MAX ? 0 : f->of[d];
    while (a != b) { /* in preorder the larger index is never an ancestor of the smaller */
        if (a > b) {
            if (!within(e->group[a], by, 0.0, f->groups[a].high))
                return false;
            a = f->groups[a].parent;
        } else {
            if (!within(e->group[b], -by, f->groups[b].low, INFINITY))
                return false;
            b = f->groups[b].parent;
        }
    }
    for (; d == SIZE_MAX; a = f->groups[a].parent) {
        if (!within(e->group[a], by, 0.0, f->groups[a].high))
            return false;
        if (a == 0)
            break;
    }
    return true;
}

static void give(exchange *e, size_t i, double by)
{
    const sx_flight *f = e->f;
    size_t t = i / f->channels, c = i % f->channels;
    e->x[i] = cents(e->x[i] + by);
    e->period[t] = cents(e->period[t] + by);
    e->channel[c] = cents(e->channel[c] + by);
    for (size_t g = f->of[c];; g = f->groups[g].parent) {
        e->group[g] = cents(e->group[g] + by);
        if (g == 0)
            break;
    }
    for (size_t at = 0; at < f->periods + f->after; at++)
        e->adstock[c * (f->periods + f->after) + at] = fmax(sx_flight_adstock(f, e->x, c, at), 0.0);
}

static void weigh_channel(exchange *e, size_t c, double by)
{
    const sx_flight *f = e->f;
    for (size_t t = 0; t < f->periods; t++) {
        size_t i = t * f->channels + c;
        e->more[i] = may_be(f, i, e->x[i] + by) ? changed(e, c, t, by, SIZE_MAX, 0.0) : (double)-INFINITY;
        e->less[i] = may_be(f, i, e->x[i] - by) ? changed(e, c, t, -by, SIZE_MAX, 0.0) : (double)-INFINITY;
    }
}

typedef struct best_move {
    size_t from, to;
    double worth;
} best_move;

static void best_from(exchange *e, size_t from, double by, best_move *best)
{
    size_t k = e->f->channels;
    double lost = from == SIZE_MAX ? 0.0 : e->less[from];
    if (!(lost > (double)-INFINITY))
        return;
    for (size_t to = 0; to < e->f->n; to++) {
        if (to == from || !(e->more[to] > (double)-INFINITY))
            continue;
        double worth = e->more[to] + lost;
        if (from != SIZE_MAX && to % k == from % k && e->work > 0)
            worth = changed(e, to % k, to / k, by, from / k, -by);
        if (worth > best->worth && sums_allow(e, from, to, by))
            *best = (best_move){from, to, worth};
    }
}

/* The best single move of an amount; false when none is worth more than worth. */
static bool move_one(exchange *e, double by, double worth)
{
    best_move best = {0, 0, worth};
    take_work(e, e->f->n * e->f->n / 16); /* pairs are cheap, and many */
    best_from(e, SIZE_MAX, by, &best);
    for (size_t from = 0; from < e->f->n; from++)
        best_from(e, from, by, &best);
    if (!(best.worth > worth))
        return false;
    give(e, best.to, by);
    weigh_channel(e, best.to % e->f->channels, by);
    if (best.from != SIZE_MAX) {
        give(e, best.from, -by);
        weigh_channel(e, best.from % e->f->channels, by);
        weigh_channel(e, best.to % e->f->channels, by);
    }
    return true;
}

/* All of one spend above its low to wherever it is worth most. */
static void move_whole(exchange *e, double worth)
{
    const sx_flight *f = e->f;
    for (size_t from = 0; from < f->n && e->work > 0; from++) {
        double by = cents(e->x[from] - f->low[from]);
        if (!(by > 0.0))
            continue;
        best_move best = {from, from, worth};
        for (size_t i = 0; i < f->n; i++)
            e->more[i] = i != from && may_be(f, i, e->x[i] + by)
                             ? changed(e, i % f->channels, i / f->channels, by, SIZE_MAX, 0.0)
                             : (double)-INFINITY;
        e->less[from] = changed(e, from % f->channels, from / f->channels, -by, SIZE_MAX, 0.0);
        best_from(e, from, by, &best);
        if (!(best.worth > worth))
            continue;
        give(e, best.to, by);
        give(e, from, -by);
    }
}

/* How much more the sums would let a spend take. */
static double room_of(const exchange *e, size_t i)
{
    const sx_flight *f = e->f;
    size_t t = i / f->channels, c = i % f->channels;
    double room = fmin(f->high[i] - e->x[i], fmin(f->most[t] - e->period[t], f->sum_high[c] - e->channel[c]));
    for (size_t g = f->of[c];; g = f->groups[g].parent) {
        room = fmin(room, f->groups[g].high - e->group[g]);
        if (g == 0)
            return cents(fmax(room, 0.0));
    }
}

/* Money that is left goes to the spend that makes the most of all it can take, until none can take more; once half of
 * the work is done, by what each would have made of it when that was last looked at. */
static void fill_up(exchange *e)
{
    const sx_flight *f = e->f;
    size_t least = e->work / 2;
    for (size_t round = 0; round < f->n && e->group[0] < f->groups[0].high - 0.005; round++) {
        double most = -1.0, amount = 0.0;
        size_t which = 0;
        for (size_t i = 0; i < f->n; i++) {
            double room = room_of(e, i);
            if (!(room > 0.0) || !may_be(f, i, e->x[i] + room))
                continue;
            if (round == 0 || e->work > least)
                e->more[i] = changed(e, i % f->channels, i / f->channels, room, SIZE_MAX, 0.0) / room;
            if (e->more[i] > most) {
                most = e->more[i];
                which = i;
                amount = room;
            }
        }
        if (most < 0.0)
            return;
        give(e, which, amount);
    }
}

static void sum_up(exchange *e)
{
    const sx_flight *f = e->f;
    size_t all = f->periods + f->after;
    for (size_t k = 0; k < f->periods + f->channels + f->n_groups; k++)
        e->period[k] = 0.0;
    for (size_t i = 0; i < f->n; i++) {
        e->period[i / f->channels] += e->x[i];
        e->channel[i % f->channels] += e->x[i];
    }
    for (size_t c = 0; c < f->channels; c++)
        e->group[f->of[c]] += e->channel[c];
    for (size_t g = f->n_groups; g-- > 1;)
        e->group[f->groups[g].parent] += e->group[g];
    for (size_t k = 0; k < f->channels * all; k++)
        e->adstock[k] = fmax(sx_flight_adstock(f, e->x, k / all, k % all), 0.0);
}

sx_status sx_flight_exchange(const sx_flight *f, double *x, bool cents_only, size_t *work)
{
    sx_scratch memory = {0};
    size_t all = f->periods + f->after;
    exchange e = {.f = f, .x = x, .work = *work};
    double *number = sx_scratch_take(&memory, (f->channels * all + f->periods + f->channels + f->n_groups + 2 * f->n) *
                                                  sizeof *number);
    if (!number)
        return SX_NOMEM;
    e.adstock = number;
    e.period = e.adstock + f->channels * all;
    e.channel = e.period + f->periods;
    e.group = e.channel + f->channels;
    e.more = e.group + f->n_groups;
    e.less = e.more + f->n;
    sum_up(&e);
    for (size_t i = 0; i < f->n; i++)
        e.more[i] = 0.0;
    double worth = LEAST_GAIN * fabs(sx_flight_value(f, x, NULL)) + 1e-290, most = 0.0;
    fill_up(&e);
    if (!cents_only)
        move_whole(&e, worth);
    for (size_t i = 0; i < f->n; i++)
        most = fmax(most, x[i]);
    for (double by = cents_only ? 0.01 : cents(0.5 * most); by >= 0.01 && e.work > 0;
         by = cents(floor(by * 50.0) / 100.0)) {
        for (size_t c = 0; c < f->channels; c++)
            weigh_channel(&e, c, by);
        while (e.work > 0 && move_one(&e, by, worth))
            ;
    }
    *work = e.work;
    sx_scratch_free(&memory);
    return SX_OK;
}
