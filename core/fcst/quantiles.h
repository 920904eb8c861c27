/* The table behind the ranges. quantiles.c is made by tests/bench/forecast/calibrate.c: change it there. */
#ifndef SX_FCST_QUANTILES_H
#define SX_FCST_QUANTILES_H
#include <stddef.h>
enum { SX_QUANTILE_LEVELS = 9, SX_QUANTILE_STEPS = 24, SX_SCALE_PARTS = 5 };
typedef struct sx_quantile_group {
    const char *name;
    size_t season, n_steps;          /* for periods up to this one; steps tabulated */
    double exponent[SX_SCALE_PARTS]; /* of the parts of the scale (interval.c); they sum to 1 */
    double early;                    /* the scale is wider by exp(early / seasons at hand) */
    double share;                    /* and goes with this power of the error's share of a value (interval.c) */
    double growth;                   /* beyond the last step the quantiles grow with this power of the step */
    double below[SX_QUANTILE_STEPS][SX_QUANTILE_LEVELS], above[SX_QUANTILE_STEPS][SX_QUANTILE_LEVELS];
} sx_quantile_group;
extern const double sx_quantile_levels[SX_QUANTILE_LEVELS];
enum {
    SX_QUANTILE_NOISY = 1, /* the group for noise about a level, beside the first, both of season 1 */
    SX_QUANTILE_GROUPS = 6
};
extern const sx_quantile_group sx_quantile_groups[SX_QUANTILE_GROUPS];
#endif
