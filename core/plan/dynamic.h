/* Dynamic programming over a grid of spends, up the tree of groups: what the envelopes cannot decide. */
#ifndef SX_PLAN_DYNAMIC_H
#define SX_PLAN_DYNAMIC_H
#include "plan/problem.h"

/* The best plan whose spends are the channels' least plus whole steps of 1 / steps of the money that is free.
 * found: 0 when no such plan meets the bounds (x then untouched), else 1. 1 <= steps <= 65535.
 * Time n steps^2 / 2, memory 2 bytes for each channel or group and step. Source: Bellman 1957. */
sx_status sx_dynamic_plan(const sx_allocation_problem *problem, size_t steps, double *x, int *found);
/* An upper bound on every plan: channel i counts in each cell of the grid the most that f_i(x) - price of its group
 * times x reaches there; the bounds' prices are paid in full (Lagrange). price: a group each, price[0] >= 0.
 * Valid at any prices; tight at those of a good plan. */
sx_status sx_dynamic_bound(const sx_allocation_problem *problem, size_t steps, const double *price, double *bound);
#endif
