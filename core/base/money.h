/* Money to the cent. An amount counts as money when it is what a whole number of cents looks like as a double; such
 * amounts are added exactly, as integers. Amounts with more decimals are never rounded on the way in. */
#ifndef SX_MONEY_H
#define SX_MONEY_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
/* Above it a double no longer tells all cents apart (2^52 cents). */
#define SX_MONEY_MOST 45035996273704.96
/* A difference of less than a thousandth of a cent is the noise of floating point, not money. */
#define SX_MONEY_NOISE 1e-5
/* Whether x is a whole number of cents, and how many. */
bool sx_is_cents(double x, int64_t *cents);
/* The nearest whole number of cents, halves away from zero by the decimal digits: 2.675 is 268, as Calc's ROUND has it.
 * |x| <= SX_MONEY_MOST. */
double sx_money_cents(double x);
/* Sum of n amounts: exact to the cent where all are whole cents, else compensated (sx_sum). 0 for none. */
double sx_money_sum(const double *x, size_t n);
/* a + b and a - b by the same rule: 0.3 - 0.1 is 0.2. */
double sx_money_add(double a, double b);
double sx_money_subtract(double a, double b);
#endif
