#include "kpi/movement.h"
#include <math.h>
#include <stdlib.h>
#include "base/money.h"

sx_status sx_movements_make(sx_movements *all, size_t periods, size_t year)
{
    *all = (sx_movements){.periods = periods, .year = year};
    all->movement = calloc(periods, sizeof *all->movement);
    all->cohort = calloc(2 * periods * periods, sizeof *all->cohort);
    all->heads = all->cohort ? all->cohort + periods * periods : NULL;
    if (all->movement && all->cohort)
        return SX_OK;
    sx_movements_free(all);
    return SX_NOMEM;
}

void sx_movements_free(sx_movements *all)
{
    free(all->movement);
    free(all->cohort);
    *all = (sx_movements){0};
}

static void add(double *sum, double amount)
{
    *sum = sx_money_add(*sum, amount);
}

/* One customer from one period to the next. */
static void move(sx_movement *m, double before, double now, bool known)
{
    add(&m->start, before);
    if (before > 0.0 && now == 0.0) {
        add(&m->churned, before);
        m->customers_lost += 1.0;
    } else if (before == 0.0 && now > 0.0) {
        add(known ? &m->reactivated : &m->fresh, now);
        m->customers_new += known ? 0.0 : 1.0;
    } else if (now > before) {
        add(&m->expansion, sx_money_subtract(now, before));
    } else if (now < before) {
        add(&m->contraction, sx_money_subtract(before, now));
    }
}

void sx_movements_add(sx_movements *all, const double *level)
{
    size_t n = all->periods, first = 0;
    while (first < n && level[first] == 0.0)
        first++;
    for (size_t t = first; t < n; t++) {
        if (level[t] == 0.0 && t && level[t - 1] == 0.0 && !(t >= all->year && level[t - all->year] > 0.0))
            continue; /* away: most of a long list */
        sx_movement *m = &all->movement[t];
        add(&m->end, level[t]);
        m->customers += level[t] > 0.0 ? 1.0 : 0.0;
        if (t)
            move(m, level[t - 1], level[t], t > first);
        add(&all->cohort[first * n + t - first], level[t]);
        all->heads[first * n + t - first] += level[t] > 0.0 ? 1.0 : 0.0;
        if (t >= first + all->year && level[t - all->year] > 0.0) {
            add(&m->then, level[t - all->year]);
            add(&m->now, level[t]);
            add(&m->kept, fmin(level[t], level[t - all->year]));
        }
    }
}
