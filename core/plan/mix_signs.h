/* The signs that PLAN.MIX looks for in the data, as figures. */
#ifndef SX_PLAN_MIX_SIGNS_H
#define SX_PLAN_MIX_SIGNS_H
#include "plan/mix.h"

enum { SX_MIX_LAGS = 8 }; /* most periods by which an outcome may be late or early */
#define SX_MIX_PULSE 5.0  /* a period further apart than this many standard errors counts as a sign */

typedef struct sx_mix_signs {
    double season;        /* log evidence gained by a yearly pattern where none was asked for; NaN: one was */
    double lag;           /* by which the outcome follows the channels and controls best */
    double lag_gain;      /* log evidence gained by it */
    double *pulse, *step; /* n: as sx_mix_scan_breaks; steps without the periods whose pulse counts */
    void *memory;
} sx_mix_signs;

/* SX_NOMEM: nothing to free. */
sx_status sx_mix_signs_find(const sx_mix_input *input, const sx_mix_fit *fit, sx_mix_signs *signs);
void sx_mix_signs_free(sx_mix_signs *signs);
#endif
