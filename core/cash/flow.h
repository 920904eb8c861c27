/* Cash over periods. Balances are closing balances, money in one currency, finite; n > 0. */
#ifndef SX_FLOW_H
#define SX_FLOW_H
#include <stddef.h>
/* closing[t] = opening + the sum of column t of receipts - that of disbursements, carried on. receipts and
 * disbursements by rows, any number of rows (0 too) of n periods each. Exact to the cent where all is whole cents. */
void sx_corkscrew(double opening, const double *receipts, size_t n_receipts, const double *disbursements,
                  size_t n_disbursements, size_t n, double *closing);
/* headroom[t] = min(balances[t..]) - floor; negative: a later balance is below the floor by so much. */
void sx_headroom(const double *balances, size_t n, double floor, double *headroom);
/* First period (from 0) whose balance is below the floor by more than SX_MONEY_NOISE (base/money.h); n: none. */
size_t sx_first_breach(const double *balances, size_t n, double floor);
/* Ten years of weeks: what a profile of late payment may reach, so that the convolution of a full column stays under
 * a second. */
enum { SX_RECEIPTS_REACH = 520 };
/* receipts[t] = sum of invoices[t - k] slip[k]; receipts: n + n_slip - 1. */
void sx_receipts(const double *invoices, size_t n, const double *slip, size_t n_slip, double *receipts);
#endif
