/* Minimisers without derivatives. No randomness: the same objective gives the same path and the same bits. */
#ifndef SX_MINIMISE_H
#define SX_MINIMISE_H
#include <stddef.h>
/* An objective may answer infinity (or NaN, taken as infinity) where it is not defined. */
typedef double (*sx_objective)(const double *x, void *data);
enum { SX_MINIMISE_MOST = 8 }; /* most unknowns of sx_minimise */
/* Downhill simplex inside the box low <= x <= high (Nelder and Mead 1965; points outside are moved to its side).
 * x: n unknowns, 1 <= n <= SX_MINIMISE_MOST, start on entry, best point on return. step: side of the first simplex as
 * a fraction of the box. Ends when the simplex is smaller than tolerance (a fraction of the box) and its values agree
 * to tolerance squared, or after most_calls. Returns the value at x. */
double sx_minimise(sx_objective f, void *data, size_t n, double *x, const double *low, const double *high, double step,
                   double tolerance, size_t most_calls);
/* Least value on [low, high]: the best of grid + 1 even points, then golden section between its neighbours to
 * tolerance (absolute). *x gets the place. grid >= 2. */
double sx_minimise_line(sx_objective f, void *data, double low, double high, size_t grid, double tolerance, double *x);
#endif
