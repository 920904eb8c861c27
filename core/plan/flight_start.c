#include "plan/flight_start.h"
#include "plan/flight_share.h"
#include "plan/mix_chance.h"
#include <math.h>
#include <string.h>

enum { FEW = 40, BY_CHANCE = 32, PASSES = 4 };
/* Of the prices of periods: at a corner of the plan there is more than one that holds. */
static const double TIMES[] = {1.0, 0.0, 0.5, 2.0, 4.0};

typedef struct row {
    size_t period, channel, group; /* SIZE_MAX: any */
    double least, most;
} row;

static bool holds(const sx_flight *f, const row *r, size_t i)
{
    size_t t = i / f->channels, c = i % f->channels, g = f->of[c];
    while (r->group != SIZE_MAX && g > r->group)
        g = f->groups[g].parent;
    return (r->period == SIZE_MAX || r->period == t) && (r->channel == SIZE_MAX || r->channel == c) &&
           (r->group == SIZE_MAX || r->group == g);
}

/* What a spend that stands is at least. */
static double floor_of(const sx_flight *f, const double *x, size_t i)
{
    return sx_flight_may_rest(f, i) && x[i] > 0.0 ? f->minimum[i % f->channels] : f->low[i];
}

/* What stands above its floor shrinks until the sum is no more than it may be; where floors are too much, the smallest
 * that may rest do. */
static void shrink(const sx_flight *f, const row *r, double *x)
{
    for (;;) {
        double sum = 0.0, floors = 0.0;
        size_t least = SIZE_MAX;
        for (size_t i = 0; i < f->n; i++)
            if (holds(f, r, i)) {
                sum += x[i];
                floors += floor_of(f, x, i);
                if (sx_flight_may_rest(f, i) && x[i] > 0.0 && (least == SIZE_MAX || x[i] < x[least]))
                    least = i;
            }
        if (!(sum > r->most))
            return;
        if (floors > r->most && least != SIZE_MAX) {
            x[least] = 0.0;
            continue;
        }
        double part = sum > floors ? fmax(r->most - floors, 0.0) / (sum - floors) : 1.0;
        for (size_t i = 0; i < f->n; i++)
            if (holds(f, r, i))
                x[i] = floor_of(f, x, i) + part * (x[i] - floor_of(f, x, i));
        return;
    }
}

/* Spends that stand grow, and then those with the smallest minimum begin, until the sum is as much as it must be. */
static void lift(const sx_flight *f, const row *r, double *x)
{
    double short_of = r->least;
    for (size_t i = 0; i < f->n; i++)
        short_of -= holds(f, r, i) ? x[i] : 0.0;
    for (size_t i = 0; i < f->n && short_of > 0.0; i++)
        if (holds(f, r, i) && (x[i] > 0.0 || !sx_flight_may_rest(f, i))) {
            double more = fmin(short_of, f->high[i] - x[i]);
            x[i] += more;
            short_of -= more;
        }
    while (short_of > 0.0) {
        size_t which = SIZE_MAX;
        for (size_t i = 0; i < f->n; i++)
            if (holds(f, r, i) && x[i] == 0.0 && f->minimum[i % f->channels] <= f->high[i] && f->high[i] > 0.0 &&
                (which == SIZE_MAX || f->minimum[i % f->channels] < f->minimum[which % f->channels]))
                which = i;
        if (which == SIZE_MAX)
            return;
        x[which] = fmin(fmax(short_of, f->minimum[which % f->channels]), f->high[which]);
        short_of -= x[which];
    }
}

static void meet(const sx_flight *f, const row *r, double *x)
{
    lift(f, r, x);
    shrink(f, r, x);
}

/* Within the bounds of spends, then near those of sums. */
static void bring_within(const sx_flight *f, double *x)
{
    for (size_t i = 0; i < f->n; i++) {
        double minimum = f->minimum[i % f->channels];
        x[i] = fmin(fmax(x[i], f->low[i]), f->high[i]);
        if (sx_flight_may_rest(f, i) && x[i] < minimum)
            x[i] = x[i] > 0.5 * minimum && minimum <= f->high[i] ? minimum : 0.0;
    }
    for (int pass = 0; pass < PASSES; pass++) {
        for (size_t c = 0; c < f->channels; c++)
            meet(f, &(row){SIZE_MAX, c, SIZE_MAX, f->sum_low[c], f->sum_high[c]}, x);
        for (size_t g = f->n_groups; g-- > 0;)
            meet(f, &(row){SIZE_MAX, SIZE_MAX, g, f->groups[g].low, f->groups[g].high}, x);
        for (size_t t = 0; t < f->periods; t++)
            meet(f, &(row){t, SIZE_MAX, SIZE_MAX, f->least[t], f->most[t]}, x);
    }
}

/* What stands in relaxed as a plan, climbing; kept (n): room. */
static sx_status try(sx_flight_search *s, double bound, double *kept)
{
    double value = s->value;
    memcpy(kept, s->best, s->f->n * sizeof *kept);
    bring_within(s->f, s->relaxed);
    sx_flight_box_about(s, s->relaxed);
    s->found = false;
    sx_status status = sx_flight_keep_rounded(s);
    if (status == SX_OK && s->found)
        status = sx_flight_climb(s, bound);
    if (!s->found || !(s->value > value)) {
        memcpy(s->best, kept, s->f->n * sizeof *kept);
        s->value = value;
    }
    s->found = true;
    return status;
}

/* Every spend rests or takes a part by chance. */
static void draw(sx_flight_search *s, uint64_t *chance)
{
    const sx_flight *f = s->f;
    double sum = 0.0, rest = 0.2 + 0.6 * sx_mix_uniform(chance);
    for (size_t i = 0; i < f->n; i++) {
        double part = -log(sx_mix_uniform(chance));
        s->relaxed[i] = sx_mix_uniform(chance) < rest ? 0.0 : part;
        sum += s->relaxed[i];
    }
    for (size_t i = 0; i < f->n; i++)
        s->relaxed[i] *= sum > 0.0 ? f->groups[0].high / sum : 0.0;
}

sx_status sx_flight_start_again(sx_flight_search *s, double bound, const double *price)
{
    const sx_flight *f = s->f;
    sx_scratch memory = {0};
    double *kept = sx_scratch_take(&memory, 2 * f->n * sizeof *kept), *at = kept + f->n;
    sx_status status = kept ? SX_OK : SX_NOMEM;
    bool found = true, priced = false;
    for (size_t i = 0; i < f->n; i++)
        priced = priced || price[i] != 0.0;
    for (size_t k = 0; k < (priced ? sizeof TIMES / sizeof *TIMES : 1) && status == SX_OK && found; k++) {
        if (sx_flight_is_closed(s, bound) || s->work <= 0.0)
            break;
        for (size_t i = 0; i < f->n; i++)
            at[i] = TIMES[k] * price[i];
        status = sx_flight_share(f, at, s->relaxed, &found, &s->work);
        if (status == SX_OK && found)
            status = try(s, bound, kept);
    }
    uint64_t chance = 1;
    for (int k = 0; k < BY_CHANCE && f->n <= FEW && status == SX_OK && s->work > 0.0; k++) {
        if (sx_flight_is_closed(s, bound))
            break;
        draw(s, &chance);
        status = try(s, bound, kept);
    }
    sx_scratch_free(&memory);
    return status;
}
