/* Two seasonal ARIMA models with a fixed order, by conditional sum of squares (Box and Jenkins 1970, chapter 9): one
 * that returns to a line above last year's season, one that carries its last level and slope on. */
#ifndef SX_FCST_ARIMA_H
#define SX_FCST_ARIMA_H
#include <stdbool.h>
#include <stddef.h>
typedef struct sx_arima {
    bool differenced;          /* false: (1,0,1)(0,1,1) with a constant; true: (0,1,1)(0,1,1) without */
    double ar, ma, sma, drift; /* drift: mean of the differenced series */
} sx_arima;
size_t sx_arima_work(size_t n, size_t horizon);
/* n >= 3 m values, m >= 2; fit->differenced chooses the model. path: horizon values. false: the model does not
 * exist (too few values left after differencing). */
bool sx_arima_path(const double *y, size_t n, size_t m, sx_arima *fit, size_t horizon, double *path, double *work);
#endif
