/* Recurring revenue of customers over time: what came, grew, shrank, left and came back, and cohorts. */
#ifndef SX_KPI_MOVEMENT_H
#define SX_KPI_MOVEMENT_H
#include "base/value.h"

/* Sums of one period against the one before. */
typedef struct sx_movement {
    double start, fresh, expansion, contraction, churned, reactivated, end;
    double customers, customers_new, customers_lost;
    double then, now, kept; /* a year before; of the same customers today; the smaller of the two of each */
} sx_movement;

typedef struct sx_movements {
    size_t periods, year;  /* year: how many periods it has */
    sx_movement *movement; /* periods; of the first only end and customers */
    double *cohort;        /* periods x periods: revenue by first period and age */
    double *heads;         /* the same in customers */
} sx_movements;

/* SX_NOMEM. */
sx_status sx_movements_make(sx_movements *all, size_t periods, size_t year);
void sx_movements_free(sx_movements *all);
/* Adds one customer: level, periods long, >= 0, what it pays in each period. Amounts are added to the cent. A customer
 * is new in the first period in which it pays, churned in the one in which it has stopped, reactivated when it pays
 * again; otherwise the difference is expansion or contraction. start + fresh + expansion - contraction - churned +
 * reactivated = end. */
void sx_movements_add(sx_movements *all, const double *level);
#endif
