#include "plan/dynamic.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct planner {
    const sx_allocation_problem *problem;
    size_t steps, width; /* width = steps + 1 */
    double step;
    const double *price; /* NULL: plan, else bound */
    double *best;        /* n_groups rows of width: the most a group is worth with k steps */
    uint16_t *choice;    /* plan: n + n_groups rows of width: the steps that an item takes of its group's k */
    double *least;       /* a group: its channels' least */
    size_t *below;       /* a group: how many channels stand below */
    double *item, *sum;  /* rows of width */
} planner;

static sx_status grid_make(planner *grid, const sx_allocation_problem *problem, size_t steps, const double *price)
{
    size_t n = problem->n, g = problem->n_groups;
    *grid = (planner){.problem = problem, .steps = steps, .width = steps + 1, .price = price};
    grid->best = malloc((g + 2) * grid->width * sizeof(double) + g * (sizeof(double) + sizeof(size_t)));
    grid->choice = price ? NULL : malloc((n + g) * grid->width * sizeof(uint16_t));
    if (!grid->best || (!price && !grid->choice)) {
        free(grid->best);
        free(grid->choice);
        return SX_NOMEM;
    }
    grid->item = grid->best + g * grid->width;
    grid->sum = grid->item + grid->width;
    grid->least = grid->sum + grid->width;
    grid->below = (size_t *)(void *)(grid->least + g);
    memset(grid->least, 0, g * (sizeof(double) + sizeof(size_t)));
    for (size_t i = 0; i < n; i++) {
        grid->least[problem->group[i]] += sx_domain_least(&problem->domains[i]);
        grid->below[problem->group[i]]++;
    }
    for (size_t k = g; k-- > 1;) {
        grid->least[problem->groups[k].parent] += grid->least[k];
        grid->below[problem->groups[k].parent] += grid->below[k];
    }
    grid->step = (problem->groups[0].high - grid->least[0]) / (double)steps;
    return SX_OK;
}

static void grid_free(planner *grid)
{
    free(grid->best);
    free(grid->choice);
}

/* The most of f(x) - price x for x from low to high. */
static double most_between(const sx_curve *curve, double price, double low, double high)
{
    double best = fmax(sx_curve_value(curve, low) - price * low, sx_curve_value(curve, high) - price * high);
    if (curve->kind == SX_CURVE_TABLE) {
        for (size_t i = 0; i < curve->n_points; i++)
            if (curve->x[i] > low && curve->x[i] < high)
                best = fmax(best, curve->y[i] - price * curve->x[i]);
        return best;
    }
    if (!(price > 0.0) || isinf(sx_curve_inflection(curve)))
        return best;
    double x = sx_curve_at_slope(curve, price, NULL);
    return x > low && x < high ? fmax(best, sx_curve_value(curve, x) - price * x) : best;
}

/* What channel i is worth with j steps above its least (plan), or at most in cell j (bound). Returns how many j. */
static size_t channel_values(const planner *grid, size_t i)
{
    const sx_domain *domain = &grid->problem->domains[i];
    const sx_curve *curve = &grid->problem->curves[i];
    double least = sx_domain_least(domain), most = sx_domain_most(domain), slack = 1e-9 * grid->step;
    size_t n = 0;
    for (size_t j = 0; j < grid->width; j++) {
        double x = least + (double)j * grid->step, end = fmin(x + grid->step, most);
        if (x > most + slack)
            break;
        x = fmin(x, most);
        double value = -INFINITY;
        if (!grid->price) {
            if ((j == 0 && domain->zero) || x >= domain->low - slack)
                value = sx_curve_value(curve, x);
        } else {
            double price = grid->price[grid->problem->group[i]];
            if (j == 0 && domain->zero)
                value = curve->kind == SX_CURVE_TABLE ? curve->y[0] : curve->base;
            if (end >= domain->low && domain->low <= domain->high)
                value = fmax(value, most_between(curve, price, fmin(fmax(x, domain->low), end), end));
        }
        grid->item[n++] = value;
    }
    return n;
}

/* sum[k] = the most of row[k - j] + item[j]. choice may be NULL. */
static void combine(const planner *grid, double *row, size_t n_items, uint16_t *choice)
{
    double *sum = grid->sum;
    for (size_t k = 0; k < grid->width; k++)
        sum[k] = -INFINITY;
    if (choice)
        memset(choice, 0, grid->width * sizeof *choice);
    for (size_t j = 0; j < n_items; j++) {
        double value = grid->item[j];
        if (value == (double)-INFINITY)
            continue;
        for (size_t k = j; k < grid->width; k++) {
            double candidate = row[k - j] + value;
            if (candidate > sum[k]) {
                sum[k] = candidate;
                if (choice)
                    choice[k] = (uint16_t)j;
            }
        }
    }
    memcpy(row, sum, grid->width * sizeof *row);
}

static void forbid(const planner *grid, size_t g)
{
    const sx_allocation_group *group = &grid->problem->groups[g];
    double spare = grid->price ? (double)grid->below[g] : 0.0;
    double low = (group->low - grid->least[g]) / grid->step - spare - 1e-6;
    double high = (group->high - grid->least[g]) / grid->step + 1e-6;
    for (size_t k = 0; k < grid->width; k++)
        if ((double)k < low || (double)k > high)
            grid->best[g * grid->width + k] = -INFINITY;
}

static void grid_run(planner *grid)
{
    const sx_allocation_problem *p = grid->problem;
    size_t width = grid->width;
    for (size_t k = 0; k < p->n_groups * width; k++)
        grid->best[k] = k % width == 0 ? 0.0 : (double)-INFINITY;
    for (size_t g = p->n_groups; g-- > 0;) {
        double *row = grid->best + g * width;
        for (size_t i = 0; i < p->n; i++)
            if (p->group[i] == g)
                combine(grid, row, channel_values(grid, i), grid->choice ? grid->choice + i * width : NULL);
        for (size_t c = g + 1; c < p->n_groups; c++) {
            if (p->groups[c].parent != g)
                continue;
            memcpy(grid->item, grid->best + c * width, width * sizeof(double));
            combine(grid, row, width, grid->choice ? grid->choice + (p->n + c) * width : NULL);
        }
        forbid(grid, g);
    }
}

/* Undoes the combinations of group g with k steps, last first. */
static void trace(const planner *grid, size_t g, size_t k, double *x)
{
    const sx_allocation_problem *p = grid->problem;
    for (size_t c = p->n_groups; c-- > g + 1;) {
        if (p->groups[c].parent != g)
            continue;
        size_t j = grid->choice[(p->n + c) * grid->width + k];
        trace(grid, c, j, x);
        k -= j;
    }
    for (size_t i = p->n; i-- > 0;) {
        if (p->group[i] != g)
            continue;
        size_t j = grid->choice[i * grid->width + k];
        const sx_domain *domain = &p->domains[i];
        x[i] = fmin(sx_domain_least(domain) + (double)j * grid->step, sx_domain_most(domain));
        k -= j;
    }
}

static size_t best_total(const planner *grid)
{
    size_t best = 0;
    for (size_t k = 1; k < grid->width; k++)
        if (grid->best[k] >= grid->best[best])
            best = k;
    return best;
}

sx_status sx_dynamic_plan(const sx_allocation_problem *problem, size_t steps, double *x, int *found)
{
    planner grid;
    *found = 0;
    sx_status status = grid_make(&grid, problem, steps, NULL);
    if (status != SX_OK)
        return status;
    if (grid.step > 0.0) {
        grid_run(&grid);
        size_t k = best_total(&grid);
        if (grid.best[k] > (double)-INFINITY) {
            trace(&grid, 0, k, x);
            *found = 1;
        }
    }
    grid_free(&grid);
    return SX_OK;
}

sx_status sx_dynamic_bound(const sx_allocation_problem *problem, size_t steps, const double *price, double *bound)
{
    planner grid;
    sx_status status = grid_make(&grid, problem, steps, price);
    if (status != SX_OK)
        return status;
    *bound = INFINITY;
    if (grid.step > 0.0) {
        grid_run(&grid);
        double sum = grid.best[best_total(&grid)] + price[0] * problem->groups[0].high;
        for (size_t g = 1; g < problem->n_groups; g++) {
            double over = price[g] - price[problem->groups[g].parent];
            sum += over > 0.0 ? over * problem->groups[g].high : over * problem->groups[g].low;
        }
        *bound = sum;
    }
    grid_free(&grid);
    return SX_OK;
}
