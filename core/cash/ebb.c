#include "cash/ebb.h"
#include <assert.h>
#include <stdlib.h>

/* A stretch of D over which the least cost has one slope: what one more cent costs. Slopes compare by worth first. */
typedef struct segment {
    double worth; /* minus the week's value */
    int64_t cost; /* the lower orders of importance, weighted */
    int64_t length;
    bool own; /* the stretch is the week's own change, not what came from the weeks before */
} segment;

typedef struct profile {
    segment *segments;
    size_t count;
    int64_t left; /* least D that can be reached */
} profile;

/* Weights of the lower orders. An exchange between two plans of this network runs through at most two changes d, the
 * end once and n balances D, so these keep the orders apart. */
typedef struct weights {
    int64_t held, change, end;
} weights;

static bool steeper(const segment *a, const segment *b)
{
    return a->worth > b->worth || (a->worth >= b->worth && a->cost > b->cost);
}

static size_t own_segments(const sx_ebb_problem *problem, size_t week, int64_t room, int64_t weight, segment own[2])
{
    double worth = problem->value ? -problem->value[week] : 0.0;
    int64_t low = problem->low[week], high = problem->high[week];
    if (high == INT64_MAX || high - low > room)
        high = low + room; /* the floor stops it there at the latest, and no sum below can overflow */
    int64_t below = (high < 0 ? high : 0) - low, above = high - (low > 0 ? low : 0);
    size_t count = 0;
    if (below > 0)
        own[count++] = (segment){.worth = worth, .cost = -weight, .length = below, .own = true};
    if (above > 0)
        own[count++] = (segment){.worth = worth, .cost = weight, .length = above, .own = true};
    return count;
}

static void merge(const profile *before, const segment *own, size_t n_own, profile *now)
{
    size_t i = 0, j = 0;
    while (i < before->count || j < n_own) {
        bool take_own = j < n_own && (i == before->count || steeper(&before->segments[i], &own[j]));
        segment next = take_own ? own[j++] : before->segments[i++];
        next.own = take_own;
        now->segments[now->count++] = next;
    }
}

/* Adds weight |D| to the cost: the stretch that holds D = 0 is cut there. */
static void add_distance(profile *now, int64_t weight)
{
    int64_t start = now->left;
    for (size_t i = 0; i < now->count; i++) {
        segment *here = &now->segments[i];
        int64_t end = start + here->length;
        if (start < 0 && end > 0) {
            for (size_t k = now->count++; k > i; k--)
                now->segments[k] = now->segments[k - 1];
            here->length = -start;
            now->segments[i + 1].length = end;
            end = 0;
        }
        here->cost += end <= 0 ? -weight : weight;
        start = end;
    }
}

static void cut_above(profile *now, int64_t most)
{
    int64_t room = most - now->left;
    size_t kept = 0;
    while (kept < now->count && room > 0) {
        if (now->segments[kept].length > room)
            now->segments[kept].length = room;
        room -= now->segments[kept++].length;
    }
    now->count = kept;
}

static int64_t cheapest(const profile *last)
{
    const segment flat = {0};
    int64_t total = last->left;
    for (size_t i = 0; i < last->count && steeper(&flat, &last->segments[i]); i++)
        total += last->segments[i].length;
    return total;
}

static void trace_back(const sx_ebb_problem *problem, const profile *weeks, int64_t *change)
{
    int64_t total = cheapest(&weeks[problem->n - 1]);
    for (size_t t = problem->n; t-- > 0;) {
        int64_t left = total - weeks[t].left, own = problem->low[t];
        for (size_t i = 0; i < weeks[t].count && left > 0; i++) {
            const segment *here = &weeks[t].segments[i];
            int64_t used = here->length < left ? here->length : left;
            own += here->own ? used : 0;
            left -= used;
        }
        change[t] = own;
        total -= own;
    }
}

static bool feasible(const sx_ebb_problem *problem, sx_ebb_shortfall *shortfall)
{
    bool found = false;
    int64_t least = 0;
    sx_ebb_shortfall short_of = {0};
    for (size_t t = 0; t < problem->n; t++) {
        assert(problem->low[t] <= problem->high[t]);
        least += problem->low[t];
        int64_t missing = least - problem->slack[t];
        if (missing <= 0)
            continue;
        if (!found) {
            short_of.first = t;
            short_of.first_cents = missing;
        }
        found = true;
        if (missing > short_of.worst_cents) {
            short_of.worst = t;
            short_of.worst_cents = missing;
        }
    }
    if (found && shortfall)
        *shortfall = short_of;
    return !found;
}

sx_status sx_ebbflow(const sx_ebb_problem *problem, int64_t *change, sx_ebb_shortfall *shortfall)
{
    size_t n = problem->n;
    assert(n > 0 && n <= SX_EBB_WEEKS);
    if (!feasible(problem, shortfall))
        return SX_NA;
    const weights weigh = {.held = 1, .change = (int64_t)n + 1, .end = 3 * ((int64_t)n + 1)};
    /* A week adds at most three stretches: two of its own and one cut at D = 0; the end is cut there already. */
    profile *weeks = calloc(n, sizeof *weeks);
    segment *arena = malloc(3 * (n * (n + 1) / 2) * sizeof *arena);
    if (!weeks || !arena) {
        free(weeks);
        free(arena);
        return SX_NOMEM;
    }
    profile before = {0};
    segment *next = arena;
    for (size_t t = 0; t < n; t++) {
        segment own[2];
        profile now = {.segments = next, .left = before.left + problem->low[t]};
        size_t n_own = own_segments(problem, t, problem->slack[t] - now.left, weigh.change, own);
        merge(&before, own, n_own, &now);
        bool end = t + 1 == n && problem->restore && !problem->value;
        add_distance(&now, end ? weigh.held + weigh.end : weigh.held);
        cut_above(&now, problem->slack[t]);
        next += now.count;
        weeks[t] = before = now;
    }
    trace_back(problem, weeks, change);
    free(weeks);
    free(arena);
    return SX_OK;
}
