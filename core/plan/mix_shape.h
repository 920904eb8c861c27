/* The shapes that a channel's response may have, as columns over the periods, and few vectors that span them all. */
#ifndef SX_PLAN_MIX_SHAPE_H
#define SX_PLAN_MIX_SHAPE_H
#include "base/scratch.h"
#include "plan/mix.h"

enum { SX_MIX_RANK_MOST = 40 }; /* a multiple of 4 */

/* g of shape i over the periods is, to a root mean square of SX_MIX_SPAN_ERROR, sum over r of vector[r] weight[r][i].
 */
#define SX_MIX_SPAN_ERROR 0.004
typedef struct sx_mix_basis {
    size_t rank;    /* a multiple of 4: unused ones are 0 */
    double *vector; /* n x rank, by periods */
    double *weight; /* rank x SX_MIX_SHAPES */
    double *mean_h; /* SX_MIX_SHAPES */
} sx_mix_basis;

/* spend: n values >= 0, not all 0. The stock starts at the mean of the first periods. SX_NOMEM. */
sx_status sx_mix_span(const double *spend, size_t n, sx_scratch *memory, double *mean_h, sx_mix_basis *out);
/* g of one shape over the n periods, exactly. */
void sx_mix_response(const double *spend, size_t n, size_t shape, double *out);
#endif
