/* What no plan exceeds by prices of the bounds on sums, each channel for itself over all periods as its true curve is:
 * tighter than envelopes of each period where curves are not concave. */
#ifndef SX_PLAN_FLIGHT_DUAL_H
#define SX_PLAN_FLIGHT_DUAL_H
#include "plan/flight_step.h"

/* Lagrangean dual (Geoffrion 1974, Mathematical Programming Study 2): at any prices of the rows, what the channels
 * bring less what they cost, plus the rows' bounds at their prices. A channel's best is bounded by dynamic programming
 * over the stock that its spends have left (geometric carry-over): a step that ends within a cell of the grid brings
 * what the cell's upper end would and costs what its lower end would, and more stock is never worth less. Prices begin
 * at those of r and are moved while that helps. The
 * proof's bound is lowered where this is less. No bound comes where a delay is
 * not geometric. work: about how many additions it may take, and what is left. SX_NOMEM. */
sx_status sx_flight_dual(const sx_flight_steps *r, sx_flight_proof *proof, double *work);
#endif
