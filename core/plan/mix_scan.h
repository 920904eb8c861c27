/* Signs that something is missing from the mix: how much better would the linear model do with more columns, its noise
 * (walk and rho) chosen anew each time, so that a wandering base does not hide what it had to swallow. */
#ifndef SX_PLAN_MIX_SCAN_H
#define SX_PLAN_MIX_SCAN_H
#include "plan/mix_noise.h"

typedef struct sx_mix_scan {
    sx_mix_base base;
    sx_mix_pair pairs[SX_MIX_PAIRS];
    double scale;
    double *work; /* (n + p) x (SX_MIX_SCAN_COLUMNS + 2) */
    sx_scratch memory;
} sx_mix_scan;

enum { SX_MIX_SCAN_COLUMNS = SX_MIX_CHANNELS_MOST + SX_MIX_CONTROLS_MOST };

/* input: season and controls as the base has them. outcome: over its mean, less what is taken as known; NaN where not
 * known; it must outlive the scan. scale: the noise's deviation over the mean outcome. SX_NOMEM: scan is empty. */
sx_status sx_mix_scan_make(const sx_mix_input *input, const double *outcome, double scale, sx_mix_scan *scan);
void sx_mix_scan_free(sx_mix_scan *scan);
/* Log evidence of the outcome with m <= SX_MIX_SCAN_COLUMNS further columns (n x m, each times its prior deviation),
 * the variance integrated out, at the best pair of walk and rho. m may be 0. */
double sx_mix_scan_with(sx_mix_scan *scan, const double *columns, size_t m);
/* Likelihood ratios as if they were Student's t: of one week apart (pulse) and of a change of level that stays (step),
 * of each period. A step is tried from period edge to n - edge. */
void sx_mix_scan_breaks(sx_mix_scan *scan, size_t edge, double *pulse, double *step);
#endif
