/* Inside the interior-point steps of a flight: where they stand, and one of them. */
#ifndef SX_PLAN_FLIGHT_STEP_H
#define SX_PLAN_FLIGHT_STEP_H
#include "plan/flight_hinge.h"

/* A sum with bounds, over some channels and periods. */
typedef struct sx_flight_row {
    double low, high, sum, price, over, under; /* price: over - under, the multipliers of high and low */
    double by, rest;                           /* of the step: how sum follows price */
    size_t first, end;                         /* its spends, in member */
    bool of_period;
} sx_flight_row;

typedef struct sx_flight_steps {
    const sx_flight *f;
    const sx_flight_terms *terms;
    const double *low, *high;
    double *x, *over, *under;       /* n: the plan, multipliers of high and low */
    double *gain, *diagonal, *step; /* n: slope of the value, of the barrier; the step */
    sx_flight_hinge *hinge;         /* a channel and period: the responses */
    double *pull, *bend, *price;    /* of each: slope and curvature in the step, slope in the bound */
    double *block;                  /* channels x periods x periods */
    sx_flight_row *rows;
    size_t n_rows;
    size_t *member;                          /* spends of the rows, one row after the other */
    double *through, *joined, *right, *move; /* rows x n: block^-1 member'; rows x rows; rows; rows */
    double *column;                          /* periods: of one channel */
    double mu, span, cost;                   /* cost: additions of a step */
    sx_scratch memory;
} sx_flight_steps;

/* A spend whose bounds leave it no room: it stands still. */
bool sx_flight_is_fixed(const sx_flight_steps *r, size_t i);
double sx_flight_row_sum(const sx_flight_steps *r, size_t row, const double *x);
/* What a unit more of each spend is worth (n), by slopes of the terms. */
void sx_flight_weigh_spends(const sx_flight_steps *r, const double *slope, double *worth);
/* One step of Newton towards the plan at mu, from pull and bend; false when the numbers allow none. length: how much of
 * it was taken. */
bool sx_flight_advance(sx_flight_steps *r, double *length);
#endif
