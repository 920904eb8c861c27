#include "plan/search.h"
#include "plan/dynamic.h"
#include "plan/relax.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Relative gaps: what is aimed at, by how many nodes were opened. Most problems close at the first. */
static double tolerance_after(size_t nodes)
{
    return nodes < 200 ? 1e-7 : nodes < 600 ? 1e-6 : nodes < 1500 ? 1e-5 : 2e-4;
}
static const size_t MOST_CHANNEL_NODES = 80000; /* nodes times channels */
static const size_t GRID_STEPS = 400, FEW_NODES = 24, FIRST_NODES = 300;
static const double GRID_BOUND_WORTH = 2e-4; /* gap above which the grid's bound is tried */

/* A node narrows one channel of its parent's problem; the path to the root holds the rest. */
typedef struct node {
    size_t parent, channel;
    sx_domain domain;
    double bound;
    size_t branch; /* channel to branch on, and where */
    double at;
} node;

typedef struct search {
    const sx_allocation_problem *problem;
    sx_relax relax, polish;
    sx_domain *domains, *narrow;
    double *best, *trial, *room, *price;
    double value; /* of best */
    bool found;
    node *nodes;
    size_t n_nodes, room_nodes;
    size_t *heap, n_heap;
    double closed; /* the greatest bound among nodes given up as not better */
} search;

static double gap_allowed(const search *s, size_t nodes)
{
    return tolerance_after(nodes) * fmax(fabs(s->value), 1e-300);
}

static bool in_domain(const sx_domain *domain, double x)
{
    return (x >= domain->low && x <= domain->high) || (domain->zero && x == 0.0);
}

/* What rounding may leave a sum off its bound; far below a cent. */
static double slack_of(const sx_allocation_problem *problem)
{
    return 1e-7 + 1e-13 * problem->groups[0].high;
}

/* The one place where a plan becomes the answer: it must meet the bounds, whoever made it. */
static void keep_if_better(search *s, const double *x, const double *price)
{
    if (!sx_allocation_meets(s->problem, x, slack_of(s->problem)))
        return;
    double value = sx_allocation_value(s->problem, x);
    if (s->found && !(value > s->value))
        return;
    s->found = true;
    s->value = value;
    memcpy(s->best, x, s->problem->n * sizeof *x);
    if (price)
        memcpy(s->price, price, s->problem->n_groups * sizeof *price);
}

/* Money that is left goes to the channel that makes the most of all it can take, until none can take more. */
static void fill_up(search *s, double *x)
{
    const sx_allocation_problem *p = s->problem;
    for (size_t round = 0; round <= p->n; round++) {
        size_t which = SIZE_MAX;
        double most = -1.0, amount = 0.0;
        sx_allocation_room(p, x, s->room);
        for (size_t i = 0; i < p->n; i++) {
            const sx_domain *domain = &p->domains[i];
            double up = fmin(domain->high - x[i], s->room[i]);
            if (up <= 1e-9 || x[i] + up < domain->low)
                continue;
            double gain = (sx_curve_value(&p->curves[i], x[i] + up) - sx_curve_value(&p->curves[i], x[i])) / up;
            if (gain > most) {
                most = gain;
                which = i;
                amount = up;
            }
        }
        if (which == SIZE_MAX)
            return;
        x[which] += amount;
    }
}

/* From a plan that meets the bounds to the best one of the same shape: each channel stays on its concave stretch,
 * or where it is when it stands on a convex one; over those domains the relaxation is exact. */
static void consider(search *s, const double *x)
{
    const sx_allocation_problem *p = s->problem;
    for (size_t i = 0; i < p->n; i++) {
        const sx_domain *domain = &p->domains[i];
        sx_domain *narrow = &s->narrow[i];
        *narrow = (sx_domain){.low = domain->low, .high = domain->high};
        if (x[i] < domain->low) {
            narrow->low = narrow->high = 0.0;
            continue;
        }
        sx_concave_around(&p->curves[i], fmin(x[i], domain->high), &narrow->low, &narrow->high);
    }
    if (!sx_relax_solve(&s->polish, s->narrow))
        return;
    memcpy(s->trial, s->polish.x, p->n * sizeof *x);
    for (size_t i = 0; i < p->n; i++)
        s->trial[i] = fmin(fmax(s->trial[i], s->narrow[i].low), s->narrow[i].high);
    fill_up(s, s->trial);
    keep_if_better(s, s->trial, s->polish.price);
}

/* The relaxation's answer made possible: what stands on a chord goes to one end of it. up: the worst one goes up. */
static void consider_rounded(search *s, size_t worst, bool up)
{
    const sx_allocation_problem *p = s->problem;
    for (size_t i = 0; i < p->n; i++) {
        double x = s->relax.x[i];
        const sx_envelope *envelope = &s->relax.envelopes[i];
        s->narrow[i] = s->relax.domains[i];
        s->narrow[i].zero = false;
        for (size_t k = 1; k < envelope->n; k++)
            if (x <= envelope->x[k - 1]) {
                double left = envelope->x[k], right = envelope->x[k - 1];
                bool higher = i == worst ? up : x - left > right - x;
                x = higher ? right : x > left ? left : x;
                if (x == 0.0 && s->narrow[i].low > 0.0)
                    s->narrow[i].low = s->narrow[i].high = 0.0;
                break;
            }
        sx_concave_around(&p->curves[i], x, &s->narrow[i].low, &s->narrow[i].high);
    }
    if (!sx_relax_solve(&s->polish, s->narrow))
        return;
    memcpy(s->trial, s->polish.x, p->n * sizeof *s->trial);
    fill_up(s, s->trial);
    keep_if_better(s, s->trial, s->polish.price);
}

/* The channel whose envelope promises most above its curve; SIZE_MAX when the relaxation's answer is a plan. */
static size_t worst_channel(const search *s)
{
    size_t worst = SIZE_MAX;
    double most = 0.0, total = 0.0;
    for (size_t i = 0; i < s->problem->n; i++) {
        const sx_domain *domain = &s->relax.domains[i];
        double x = s->relax.x[i], value = sx_curve_value(&s->problem->curves[i], x);
        bool inside = in_domain(domain, x);
        double over = s->relax.value[i] - (inside ? value : sx_curve_value(&s->problem->curves[i], 0.0));
        total += fabs(value);
        if (over > most || (!inside && worst == SIZE_MAX)) {
            most = fmax(over, most);
            worst = i;
        }
    }
    if (worst != SIZE_MAX && in_domain(&s->relax.domains[worst], s->relax.x[worst]) && most <= 1e-14 * total)
        return SIZE_MAX;
    return worst;
}

static void sift_up(search *s, size_t at)
{
    while (at > 0 && s->nodes[s->heap[(at - 1) / 2]].bound < s->nodes[s->heap[at]].bound) {
        size_t keep = s->heap[at];
        s->heap[at] = s->heap[(at - 1) / 2];
        s->heap[(at - 1) / 2] = keep;
        at = (at - 1) / 2;
    }
}

static size_t pop(search *s)
{
    size_t top = s->heap[0], at = 0;
    s->heap[0] = s->heap[--s->n_heap];
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= s->n_heap)
            return top;
        if (child + 1 < s->n_heap && s->nodes[s->heap[child + 1]].bound > s->nodes[s->heap[child]].bound)
            child++;
        if (s->nodes[s->heap[child]].bound <= s->nodes[s->heap[at]].bound)
            return top;
        size_t keep = s->heap[at];
        s->heap[at] = s->heap[child];
        s->heap[child] = keep;
        at = child;
    }
}

/* Relaxes node k (its parent, channel and domain are set), looks for plans near it and keeps it if it may hold better
 * ones. */
static void open_node(search *s, size_t k)
{
    const sx_allocation_problem *p = s->problem;
    memcpy(s->domains, p->domains, p->n * sizeof *s->domains);
    for (size_t at = k; at > 0; at = s->nodes[at].parent) { /* the deepest word on a channel is the narrowest */
        sx_domain *domain = &s->domains[s->nodes[at].channel];
        const sx_domain *narrower = &s->nodes[at].domain;
        domain->low = fmax(domain->low, narrower->low);
        domain->high = fmin(domain->high, narrower->high);
        domain->zero = domain->zero && narrower->zero;
    }
    if (!sx_relax_solve(&s->relax, s->domains))
        return;
    /* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): search_free frees it, however the search ends */
    node *here = &s->nodes[k];
    here->bound = k == 0 ? s->relax.bound : fmin(s->relax.bound, s->nodes[here->parent].bound);
    if (s->found && here->bound <= s->value + gap_allowed(s, s->n_nodes)) {
        s->closed = fmax(s->closed, here->bound);
        return;
    }
    size_t worst = worst_channel(s);
    if (worst == SIZE_MAX) {
        keep_if_better(s, s->relax.x, s->relax.price);
        s->closed = fmax(s->closed, here->bound);
        return;
    }
    here->branch = worst;
    here->at = s->relax.x[worst];
    consider_rounded(s, worst, false);
    consider_rounded(s, worst, true);
    if (sx_allocation_meets(p, s->relax.x, slack_of(p)))
        consider(s, s->relax.x);
    s->heap[s->n_heap++] = k;
    sift_up(s, s->n_heap - 1);
}

/* Splits node k's worst channel where the relaxation left it: there both halves' envelopes touch the curve. */
static void branch(search *s, size_t k)
{
    node here = s->nodes[k];
    sx_domain domain = s->problem->domains[here.branch];
    for (size_t at = k; at > 0; at = s->nodes[at].parent)
        if (s->nodes[at].channel == here.branch) {
            domain = s->nodes[at].domain;
            break;
        }
    for (int side = 0; side < 2; side++) {
        sx_domain half = domain;
        if (domain.zero && here.at < domain.low) { /* nothing, or at least the minimum */
            if (side == 0)
                half.high = -1.0;
            else
                half.zero = false;
        } else if (side == 0) {
            half.high = here.at;
        } else {
            half.low = here.at;
            half.zero = false;
        }
        s->nodes[s->n_nodes] = (node){.parent = k, .channel = here.branch, .domain = half};
        open_node(s, s->n_nodes++);
    }
}

/* Branches until the gap is closed or so many nodes stand; returns the bound. */
static double run(search *s, size_t most_nodes)
{
    while (s->n_heap > 0) {
        double bound = s->nodes[s->heap[0]].bound;
        if ((s->found && bound <= s->value + gap_allowed(s, s->n_nodes)) || s->n_nodes + 2 > most_nodes)
            break;
        branch(s, pop(s));
    }
    double bound = s->found ? fmax(s->closed, s->value) : (double)-INFINITY;
    return s->n_heap > 0 ? fmax(bound, s->nodes[s->heap[0]].bound) : bound;
}

static sx_status search_make(search *s, const sx_allocation_problem *problem)
{
    size_t n = problem->n;
    *s = (search){.problem = problem, .closed = -INFINITY};
    s->room_nodes = MOST_CHANNEL_NODES / n + 3;
    if (s->room_nodes > 20000)
        s->room_nodes = 20000;
    sx_status status = sx_relax_make(&s->relax, problem);
    if (status == SX_OK)
        status = sx_relax_make(&s->polish, problem);
    s->domains = calloc(2 * n, sizeof *s->domains);
    s->best = calloc(3 * n + problem->n_groups, sizeof *s->best);
    s->nodes = malloc(s->room_nodes * sizeof *s->nodes);
    s->heap = malloc(s->room_nodes * sizeof *s->heap);
    if (status != SX_OK || !s->domains || !s->best || !s->nodes || !s->heap)
        return SX_NOMEM;
    s->narrow = s->domains + n;
    s->trial = s->best + n;
    s->room = s->trial + n;
    s->price = s->room + n;
    return SX_OK;
}

static void search_free(search *s)
{
    sx_relax_free(&s->relax);
    sx_relax_free(&s->polish);
    free(s->domains);
    free(s->best);
    free(s->nodes);
    free(s->heap);
}

/* Branching first. What it does not close soon (many channels nearly alike, whose order does not matter) the grid's
 * bound often does, since it counts how many of them the money is enough for; then branching goes on. */
static sx_status close_gap(search *s, sx_allocation_answer *answer)
{
    static const size_t STEPS[] = {1000, 2000, 4000};
    answer->bound = run(s, s->room_nodes < FIRST_NODES ? s->room_nodes : FIRST_NODES);
    for (size_t k = 0; k < sizeof STEPS / sizeof *STEPS && s->found; k++) {
        if (!(answer->bound - s->value > GRID_BOUND_WORTH * fabs(s->value)))
            break;
        double bound = INFINITY;
        consider(s, s->best); /* the prices of the best plan */
        sx_status status = sx_dynamic_bound(s->problem, STEPS[k], s->polish.price, &bound);
        if (status != SX_OK)
            return status;
        if (bound < answer->bound) {
            answer->bound = fmax(bound, s->value);
            answer->method = SX_PLAN_GRID_BOUND;
        }
        if (k == 0 && answer->bound - s->value > GRID_BOUND_WORTH * fabs(s->value))
            answer->bound = fmin(answer->bound, run(s, s->room_nodes));
    }
    if (!s->found)
        answer->bound = run(s, s->room_nodes);
    return SX_OK;
}

static sx_status solve(search *s, const double *today, sx_allocation_answer *answer)
{
    const sx_allocation_problem *p = s->problem;
    s->nodes[s->n_nodes++] = (node){0};
    if (today && sx_allocation_meets(p, today, slack_of(p))) {
        keep_if_better(s, today, NULL);
        consider(s, today);
    }
    open_node(s, 0);
    answer->method = s->n_heap > 0 ? SX_PLAN_BRANCHED : SX_PLAN_EQUAL_MARGINALS;
    /* Most cases close within a few nodes; where they do not, the grid looks for plans that no rounding leads to. */
    sx_status status = SX_OK;
    double bound = run(s, s->room_nodes < FEW_NODES ? s->room_nodes : FEW_NODES);
    if (s->n_heap > 0 && !(s->found && bound <= s->value + gap_allowed(s, s->n_nodes))) {
        int found = 0;
        status = sx_dynamic_plan(p, GRID_STEPS, s->trial, &found);
        if (status != SX_OK)
            return status;
        if (found)
            keep_if_better(s, s->trial, NULL);
        if (s->found)
            consider(s, s->best);
    }
    status = close_gap(s, answer);
    answer->found = s->found;
    answer->proved = s->n_heap == 0;
    answer->nodes = s->n_nodes;
    if (status != SX_OK || !s->found)
        return status;
    answer->value = s->value;
    memcpy(answer->x, s->best, p->n * sizeof *answer->x);
    return SX_OK;
}

sx_status sx_allocation_search(const sx_allocation_problem *problem, const double *today, sx_allocation_answer *answer)
{
    search s;
    sx_allocation_group *groups = malloc(problem->n_groups * sizeof *groups);
    if (!groups)
        return SX_NOMEM;
    sx_allocation_problem reachable = *problem; /* money that no channel can take is no part of the search */
    memcpy(groups, problem->groups, problem->n_groups * sizeof *groups);
    reachable.groups = groups;
    double most = 0.0;
    for (size_t i = 0; i < problem->n; i++)
        most += sx_domain_most(&problem->domains[i]);
    groups[0].high = fmin(groups[0].high, most);
    sx_status status = search_make(&s, &reachable);
    if (status == SX_OK)
        status = solve(&s, today, answer);
    search_free(&s);
    free(groups);
    return status;
}
