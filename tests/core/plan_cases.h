/* Random allocation problems: curves of every kind, nested groups, bounds, channels that rest or are fixed. */
#ifndef TESTS_PLAN_CASES_H
#define TESTS_PLAN_CASES_H
#include <math.h>
#include <string.h>
#include "core/draw.h"
#include "plan/problem.h"

enum { MOST = 24 };

/* A case with room for itself. */
typedef struct made_case {
    sx_curve curves[MOST];
    sx_domain domains[MOST];
    size_t group[MOST];
    sx_allocation_group groups[8];
    double tables[MOST][12];
    double sums[16];
    sx_allocation_problem problem;
} made_case;

static inline sx_curve hill(double top, double half, double slope)
{
    return (sx_curve){.kind = SX_CURVE_HILL, .top = top, .half = half, .log_half = log(half), .slope = slope};
}

static inline void table_curve(made_case *c, size_t i, double scale)
{
    double *x = c->tables[i], *y = x + 6;
    x[0] = y[0] = 0.0;
    for (size_t k = 1; k < 6; k++) {
        x[k] = x[k - 1] + scale * (0.05 + 0.4 * draw());
        y[k] = y[k - 1] + 100.0 * draw() * draw();
    }
    c->curves[i] = (sx_curve){.kind = SX_CURVE_TABLE, .x = x, .y = y, .n_points = 6, .half = 1.0, .slope = 1.0};
}

/* As table_curve, each line less steep than the one before. */
static inline void concave_table(made_case *c, size_t i, double scale)
{
    double *x = c->tables[i], *y = x + 6, slope = 4e-3 * (0.2 + draw());
    table_curve(c, i, scale);
    for (size_t k = 1; k < 6; k++) {
        y[k] = y[k - 1] + slope * (x[k] - x[k - 1]);
        slope *= 0.3 + 0.6 * draw();
    }
}

static inline void any_curve(made_case *c, size_t i, double scale, bool concave)
{
    int kind = (int)(draw() * 6.0);
    double half = scale * (0.05 + 0.6 * draw()), top = 50.0 + 200.0 * draw();
    switch (kind) {
    case 0:
        c->curves[i] = (sx_curve){.kind = SX_CURVE_LOG, .top = top, .half = half, .slope = 1.0};
        break;
    case 1:
        c->curves[i] = (sx_curve){.kind = SX_CURVE_EXP, .top = top, .half = half, .slope = 1.0};
        break;
    case 2:
        c->curves[i] =
            (sx_curve){.kind = SX_CURVE_POWER, .top = 2.0 * draw(), .half = 1.0, .slope = 0.3 + 0.6 * draw()};
        break;
    case 3:
        if (!concave) {
            table_curve(c, i, scale);
            break;
        }
        __attribute__((fallthrough));
    default:
        c->curves[i] = hill(top, half, concave ? 0.4 + 0.6 * draw() : 1.0 + 3.0 * draw());
    }
}

/* A random case: groups of up to three levels, bounds, minimums; budget in whole hundreds. */
static inline void make_case(made_case *c, size_t n, double budget, bool concave, bool grouped)
{
    memset(c, 0, sizeof *c);
    c->groups[0] = (sx_allocation_group){0, 0.0, budget};
    size_t groups = 1;
    if (grouped) {
        c->groups[1] = (sx_allocation_group){0, 0.0, floor(budget * (0.4 + 0.5 * draw()))};
        c->groups[2] = (sx_allocation_group){1, 0.0, floor(budget * (0.2 + 0.4 * draw()))};
        c->groups[3] = (sx_allocation_group){0, floor(budget * 0.3 * draw()), budget};
        groups = 4;
    }
    for (size_t i = 0; i < n; i++) {
        any_curve(c, i, budget, concave);
        c->group[i] = (size_t)(draw() * (double)groups);
        double low = draw() < 0.25 ? floor(budget * 0.1 / (double)n * draw()) : 0.0;
        double high = draw() < 0.4 ? floor(budget * (0.2 + 0.5 * draw())) : budget;
        bool zero = !concave && low == 0.0 && draw() < 0.2;
        c->domains[i] = (sx_domain){zero, zero ? floor(high * 0.5 * draw()) + 1.0 : low, high};
    }
    c->problem = (sx_allocation_problem){n, c->curves, c->domains, c->group, groups, c->groups, c->sums};
}

/* As make_case, but everything at once: a random tree of groups with lows and highs, channels fixed, resting or held in
 * narrow bounds; bounds in whole twenties, often impossible. */
static inline void make_nasty_case(made_case *c, size_t n, double budget)
{
    memset(c, 0, sizeof *c);
    size_t groups = 1 + (size_t)(6.0 * draw());
    double unit = budget / 50.0;
    c->groups[0] = (sx_allocation_group){0, 0.0, budget};
    for (size_t g = 1; g < groups; g++) {
        size_t parent = g - 1;
        while (parent > 0 && draw() < 0.5)
            parent = c->groups[parent].parent;
        double low = draw() < 0.4 ? floor(20.0 * draw()) * unit : 0.0;
        c->groups[g] = (sx_allocation_group){parent, low, draw() < 0.6 ? low + floor(30.0 * draw()) * unit : budget};
    }
    for (size_t i = 0; i < n; i++) {
        any_curve(c, i, budget, draw() < 0.2);
        c->group[i] = (size_t)(draw() * (double)groups);
        double kind = draw(), low = floor(15.0 * draw()) * unit, high = low + floor(50.0 * draw()) * unit;
        c->domains[i] = kind < 0.2   ? (sx_domain){false, low, low}
                        : kind < 0.4 ? (sx_domain){false, low, high}
                        : kind < 0.7 ? (sx_domain){true, low + unit, fmax(high, low + unit)}
                                     : (sx_domain){false, 0.0, budget};
    }
    c->problem = (sx_allocation_problem){n, c->curves, c->domains, c->group, groups, c->groups, c->sums};
}
#endif
