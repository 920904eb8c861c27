/* Simple exponential smoothing and the theta methods. The initial level is profiled out by least squares (the errors
 * are linear in it), so one number is searched for. */
#ifndef SX_FCST_THETA_H
#define SX_FCST_THETA_H
#include <stddef.h>
typedef struct sx_ses {
    double alpha, first, level; /* smoothing, level before the first value, level after the last */
    double squares;             /* sum of squared one-step errors */
} sx_ses;
/* n >= 2. */
void sx_ses_fit(const double *y, size_t n, sx_ses *fit);
/* Theta method of Assimakopoulos and Nikolopoulos 2000 with theta lines 0 and 2: smoothing of 2 y - line plus half the
 * line. path: horizon values. work: n. n >= 3. */
void sx_theta(const double *y, size_t n, size_t horizon, double *path, double *alpha, double *slope, double *work);
/* Dynamic optimised theta model (Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler 2016, eq. 9-12): theta and the
 * initial level by least squares for each alpha, alpha by line search; errors from the third value on. work: 3 n.
 * n >= 4. */
void sx_dotm(const double *y, size_t n, size_t horizon, double *path, double *alpha, double *theta, double *work);
#endif
