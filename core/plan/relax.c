#include "plan/relax.h"
#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static double clamp(double x, double low, double high)
{
    return x < low ? low : x > high ? high : x;
}

/* What rounding may cost a sum of many bounds. */
static double crumb(const sx_relax *relax)
{
    return 1e-9 + 1e-13 * fabs(relax->problem->groups[0].high);
}

static void *take(char **memory, size_t size)
{
    void *start = *memory;
    *memory += (size + 15u) & ~(size_t)15u;
    return start;
}

static void order_channels(sx_relax *relax)
{
    const sx_allocation_problem *p = relax->problem;
    for (size_t g = 0; g < p->n_groups; g++)
        relax->end[g] = g + 1;
    for (size_t g = p->n_groups; g-- > 1;) {
        assert(p->groups[g].parent < g);
        if (relax->end[p->groups[g].parent] < relax->end[g])
            relax->end[p->groups[g].parent] = relax->end[g];
    }
    size_t filled = 0;
    for (size_t g = 0; g < p->n_groups; g++) {
        relax->first[g] = filled;
        for (size_t i = 0; i < p->n; i++)
            if (p->group[i] == g)
                relax->order[filled++] = i;
    }
    for (size_t g = 0; g < p->n_groups; g++)
        relax->last[g] = relax->end[g] < p->n_groups ? relax->first[relax->end[g]] : p->n;
}

sx_status sx_relax_make(sx_relax *relax, const sx_allocation_problem *problem)
{
    size_t n = problem->n, g = problem->n_groups, corners = 0;
    *relax = (sx_relax){.problem = problem};
    for (size_t i = 0; i < n; i++)
        corners += sx_envelope_capacity(&problem->curves[i]);
    size_t number = sizeof(double), size = n * (2 * sizeof(sx_domain) + sizeof(sx_envelope) + 5 * number) +
                                           (5 * number + 3 * sizeof(size_t)) * g + 3 * corners * number +
                                           (size_t)17 * 32;
    char *memory = malloc(size);
    if (!memory)
        return SX_NOMEM;
    relax->memory = memory;
    relax->domains = take(&memory, n * sizeof(sx_domain));
    relax->enveloped = take(&memory, n * sizeof(sx_domain));
    relax->envelopes = take(&memory, n * sizeof(sx_envelope));
    relax->x = take(&memory, n * number);
    relax->value = take(&memory, n * number);
    relax->slack = take(&memory, n * number);
    relax->room = take(&memory, n * number);
    relax->order = take(&memory, n * sizeof(size_t));
    double **by_group[] = {&relax->price, &relax->least, &relax->most, &relax->raw, &relax->by_price};
    for (size_t k = 0; k < sizeof by_group / sizeof *by_group; k++)
        *by_group[k] = take(&memory, g * number);
    relax->first = take(&memory, g * sizeof(size_t));
    relax->last = take(&memory, g * sizeof(size_t));
    relax->end = take(&memory, g * sizeof(size_t));
    relax->corners = take(&memory, corners * number);
    for (size_t i = 0; i < n; i++) {
        size_t capacity = sx_envelope_capacity(&problem->curves[i]);
        relax->envelopes[i].x = take(&memory, 2 * capacity * number);
        relax->envelopes[i].slope = relax->envelopes[i].x + capacity;
        relax->enveloped[i] = (sx_domain){.low = NAN};
    }
    assert((size_t)(memory - (char *)relax->memory) <= size);
    relax->price[0] = NAN; /* no guess yet */
    order_channels(relax);
    return SX_OK;
}

void sx_relax_free(sx_relax *relax)
{
    free(relax->memory);
    *relax = (sx_relax){0};
}

/* The sums that each group can reach; 0 when some group cannot meet its bounds. */
static int reach(sx_relax *relax)
{
    const sx_allocation_problem *p = relax->problem;
    memset(relax->least, 0, p->n_groups * sizeof(double));
    memset(relax->most, 0, p->n_groups * sizeof(double));
    for (size_t i = 0; i < p->n; i++) {
        relax->least[p->group[i]] += sx_domain_least(&relax->domains[i]);
        relax->most[p->group[i]] += sx_domain_most(&relax->domains[i]);
    }
    int possible = 1;
    for (size_t g = p->n_groups; g-- > 0;) {
        relax->least[g] = fmax(relax->least[g], p->groups[g].low);
        relax->most[g] = fmin(relax->most[g], p->groups[g].high);
        if (relax->least[g] > relax->most[g]) {
            possible = possible && relax->least[g] <= relax->most[g] + crumb(relax);
            relax->least[g] = relax->most[g];
        }
        if (g > 0) {
            relax->least[p->groups[g].parent] += relax->least[g];
            relax->most[p->groups[g].parent] += relax->most[g];
        }
    }
    return possible;
}

/* Narrows a domain to need..room. 1 when that changed it, -1 when nothing is left. */
static int narrow(sx_domain *domain, double need, double room, double eps)
{
    sx_domain before = *domain;
    if (domain->low <= domain->high) {
        if (need > domain->low + eps)
            domain->low = fmin(need, domain->high);
        if (room < domain->high - eps)
            domain->high = room;
        if (domain->high < domain->low && domain->high >= domain->low - eps)
            domain->high = domain->low;
    }
    if (domain->zero && need > eps)
        domain->zero = false;
    if (domain->low > domain->high && !domain->zero)
        return -1;
    return before.low != domain->low || before.high != domain->high || before.zero != domain->zero;
}

/* One pass down the groups: what the others leave to each. least and most become what the group may and must take. */
static int pass_down(sx_relax *relax)
{
    const sx_allocation_problem *p = relax->problem;
    double *need_sum = relax->raw, *room_sum = relax->by_price;
    double eps = crumb(relax);
    for (size_t g = 0; g < p->n_groups; g++)
        need_sum[g] = room_sum[g] = 0.0;
    for (size_t i = 0; i < p->n; i++) {
        need_sum[p->group[i]] += sx_domain_least(&relax->domains[i]);
        room_sum[p->group[i]] += sx_domain_most(&relax->domains[i]);
    }
    for (size_t g = p->n_groups; g-- > 1;) {
        need_sum[p->groups[g].parent] += relax->least[g];
        room_sum[p->groups[g].parent] += relax->most[g];
    }
    for (size_t g = 1; g < p->n_groups; g++) {
        size_t above = p->groups[g].parent;
        double most = fmin(relax->most[g], relax->most[above] - (need_sum[above] - relax->least[g]));
        double least = fmax(relax->least[g], relax->least[above] - (room_sum[above] - relax->most[g]));
        relax->most[g] = fmax(most, relax->least[g]);
        relax->least[g] = fmin(least, relax->most[g]);
    }
    int changed = 0;
    for (size_t i = 0; i < p->n; i++) {
        size_t above = p->group[i];
        sx_domain *domain = &relax->domains[i];
        double room = relax->most[above] - (need_sum[above] - sx_domain_least(domain));
        double need = relax->least[above] - (room_sum[above] - sx_domain_most(domain));
        int how = narrow(domain, need, room, eps);
        if (how < 0)
            return -1;
        changed |= how;
    }
    return changed;
}

static int tighten(sx_relax *relax)
{
    for (int pass = 0; pass < 8; pass++) {
        if (!reach(relax))
            return 0;
        int changed = pass_down(relax);
        if (changed < 0)
            return 0;
        if (!changed)
            return 1;
    }
    return reach(relax);
}

static int descending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x < y) - (x > y);
}

static void envelop(sx_relax *relax)
{
    const sx_allocation_problem *p = relax->problem;
    relax->n_corners = 0;
    for (size_t i = 0; i < p->n; i++) {
        sx_domain *domain = &relax->domains[i], *had = &relax->enveloped[i];
        sx_envelope *envelope = &relax->envelopes[i];
        if (had->low != domain->low || had->high != domain->high || had->zero != domain->zero) {
            sx_envelope_make(envelope, &p->curves[i], domain);
            *had = *domain;
        }
        for (size_t k = 1; k < envelope->n; k++)
            relax->corners[relax->n_corners++] = envelope->slope[k];
    }
    qsort(relax->corners, relax->n_corners, sizeof(double), descending);
}

/* Demand of group g's subtree at a price, before g's own bounds; x of its channels is filled. */
static double demand(sx_relax *relax, size_t g, double price, bool greatest, double *x, double *by_log_price)
{
    const sx_allocation_problem *p = relax->problem;
    for (size_t k = g; k < relax->end[g]; k++)
        relax->raw[k] = relax->by_price[k] = 0.0;
    for (size_t k = relax->first[g]; k < relax->last[g]; k++) {
        size_t i = relax->order[k];
        double change = 0.0;
        x[i] = sx_envelope_demand(&relax->envelopes[i], price, greatest, by_log_price ? &change : NULL);
        relax->raw[p->group[i]] += x[i];
        relax->by_price[p->group[i]] += change;
    }
    for (size_t k = relax->end[g]; k-- > g + 1;) {
        size_t above = p->groups[k].parent;
        double taken = clamp(relax->raw[k], relax->least[k], relax->most[k]);
        relax->raw[above] += taken;
        if (taken == relax->raw[k])
            relax->by_price[above] += relax->by_price[k];
    }
    if (by_log_price)
        *by_log_price = relax->by_price[g];
    return relax->raw[g];
}

/* A positive price of the right order: the steepest slope at an even split of total. */
static double even_price(const sx_relax *relax, size_t g, double total)
{
    double n = (double)(relax->last[g] - relax->first[g]), price = 0.0;
    for (size_t k = relax->first[g]; k < relax->last[g]; k++) {
        double slope = sx_curve_slope(&relax->problem->curves[relax->order[k]], total / n);
        if (isfinite(slope))
            price = fmax(price, slope);
    }
    return price > 1e-300 ? price : 1.0;
}

/* The price in (low, high) at which a smooth stretch of demand meets total: Newton on the price's logarithm, kept
 * within its bracket by bisection. low may be 0 and high infinite. */
static double smooth_price(sx_relax *relax, size_t g, double total, double low, double high, double guess)
{
    double eps = 1e-14 * fmax(total, 1e-6), price = guess > low && guess < high ? guess : even_price(relax, g, total);
    for (int step = 0; step < 200; step++) {
        if (!(price > low && price < high))
            price = low > 0.0 && isfinite(high) ? sqrt(low) * sqrt(high)
                    : isfinite(high)            ? high * 0.01
                    : low > 0.0                 ? low * 100.0
                                                : 1.0;
        if (low == 0.0 && price < 1e-280)
            return 0.0; /* the curves are level there: any share of the rest will do */
        if (!(price > low && price < high) || high <= low * (1.0 + 4e-16))
            break;
        double change = 0.0, excess = demand(relax, g, price, false, relax->slack, &change) - total;
        if (excess > 0.0)
            low = price;
        else
            high = price;
        if (fabs(excess) <= eps)
            return price;
        double move = change < 0.0 ? -excess / change : (double)NAN;
        double next = price * exp(clamp(move, -5.0, 5.0));
        if (step % 8 == 7 && isfinite(high) && low > 0.0)
            next = sqrt(low) * sqrt(high);
        if (next == price)
            return price;
        price = next;
    }
    return isfinite(high) ? high : price;
}

/* Price of group g at which its demand meets total; slack and room get the least and the greatest demand there. */
static double meet(sx_relax *relax, size_t g, double total, double guess)
{
    if (demand(relax, g, 0.0, true, relax->room, NULL) <= total) {
        memcpy(relax->slack, relax->room, relax->problem->n * sizeof(double));
        return 0.0;
    }
    size_t low = 0, high = relax->n_corners; /* first corner at which the greatest demand reaches total */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (demand(relax, g, relax->corners[middle], true, relax->room, NULL) >= total)
            high = middle;
        else
            low = middle + 1;
    }
    double price = low < relax->n_corners ? relax->corners[low] : 0.0;
    if (low == relax->n_corners || demand(relax, g, price, false, relax->slack, NULL) > total) {
        double above = low > 0 ? relax->corners[low - 1] : (double)INFINITY;
        price = smooth_price(relax, g, total, price, above, guess);
    }
    return price;
}

static void settle(sx_relax *relax, size_t g, double total, double guess);

/* Shares total out among what stands in g at one price: first the least demand of each, then up to the greatest. */
static void share_out(sx_relax *relax, size_t g, double price, double total)
{
    const sx_allocation_problem *p = relax->problem;
    double *x = relax->x;
    relax->price[g] = price;
    double rest = total - demand(relax, g, price, false, relax->slack, NULL);
    double least_raw[1]; /* a child's least raw demand; its greatest comes from a second sweep below */
    for (size_t k = relax->first[g]; k < relax->last[g]; k++) {
        size_t i = relax->order[k];
        if (p->group[i] != g)
            continue;
        double least = sx_envelope_demand(&relax->envelopes[i], price, false, NULL);
        double most = sx_envelope_demand(&relax->envelopes[i], price, true, NULL);
        x[i] = least + clamp(rest, 0.0, most - least);
        rest -= x[i] - least;
    }
    for (size_t c = g + 1; c < relax->end[g]; c = relax->end[c]) {
        least_raw[0] = demand(relax, c, price, false, relax->slack, NULL);
        double most_raw = demand(relax, c, price, true, relax->room, NULL);
        double least = clamp(least_raw[0], relax->least[c], relax->most[c]);
        double most = clamp(most_raw, relax->least[c], relax->most[c]);
        double target = least + clamp(rest, 0.0, most - least);
        rest -= target - least;
        if (target >= least_raw[0] && target <= most_raw)
            share_out(relax, c, price, target);
        else
            settle(relax, c, target, price);
    }
    if (g == 0 && rest != 0.0) /* what Newton left, far below a cent: to a channel that has room */
        for (size_t i = 0; i < p->n && rest != 0.0; i++) {
            sx_domain *d = &relax->domains[i];
            if (p->group[i] == 0 && x[i] > fmax(d->low, 0.0) - rest && x[i] < d->high - rest) {
                x[i] += rest;
                rest = 0.0;
            }
        }
}

static void settle(sx_relax *relax, size_t g, double total, double guess)
{
    share_out(relax, g, meet(relax, g, total, guess), total);
}

/* Weak duality: prices of any size on the bounds give an upper bound; the ones found give the least. */
static double dual_bound(sx_relax *relax)
{
    const sx_allocation_problem *p = relax->problem;
    double bound = relax->price[0] * relax->most[0];
    for (size_t g = 1; g < p->n_groups; g++) {
        double over = relax->price[g] - relax->price[p->groups[g].parent];
        bound += over > 0.0 ? over * relax->most[g] : over * relax->least[g];
    }
    for (size_t i = 0; i < p->n; i++) {
        double price = relax->price[p->group[i]];
        double x = sx_envelope_demand(&relax->envelopes[i], price, false, NULL);
        double best = sx_curve_value(&p->curves[i], x) - price * x;
        relax->value[i] = best + price * relax->x[i];
        bound += best;
    }
    return bound;
}

int sx_relax_solve(sx_relax *relax, const sx_domain *domains)
{
    memcpy(relax->domains, domains, relax->problem->n * sizeof *domains);
    if (!tighten(relax))
        return 0;
    envelop(relax);
    double total = relax->most[0];
    settle(relax, 0, total, relax->price[0]);
    relax->bound = dual_bound(relax);
    return 1;
}
