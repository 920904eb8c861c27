/* What the residuals of a fit say about what it left out. */
#ifndef SX_PLAN_FIT_CHECK_H
#define SX_PLAN_FIT_CHECK_H
#include <stdbool.h>
#include <stddef.h>

typedef struct sx_fit_check {
    double lag;          /* autocorrelation of neighbouring residuals where it is beyond chance (1 %); else 0 */
    size_t season;       /* periods of a cycle that is left in the residuals (1 % over all cycles tried); 0: none */
    double season_share; /* of the residuals' variance that it explains */
    double pulse, step;  /* t of the period, and of the change of level, that stand out most, beyond 4.5; else 0 */
    size_t pulse_at, step_at; /* period, 0 up; the first of the new level */
} sx_fit_check;

/* residual: n of them in order, of the periods period[i], ascending; parameters: fitted, fewer than n. A cycle of 52,
 * 12, 7 or 4 periods is looked for where the history spans two. Autocorrelation: sqrt(n) (r1 + 1/n) against the normal
 * (Box and Pierce 1970, JASA 65); season: F of one pair of sine and cosine; pulse and step: t of a dummy, residuals
 * taken as independent (Chen and Liu 1993, JASA 88, with a higher bound since every period is tried). */
sx_fit_check sx_fit_check_residuals(const double *residual, const size_t *period, size_t n, size_t parameters);
/* Whether anything was found. */
bool sx_fit_check_fires(const sx_fit_check *check);
#endif
