/* The rows of PLAN.MIX's part "health", as they are written. Private to mix_health.c and mix_columns.c. */
#ifndef SX_PLAN_MIX_REPORT_H
#define SX_PLAN_MIX_REPORT_H
#include "plan/mix_answer.h"

/* A table under construction: the first row is the overall one, written last. */
typedef struct sx_mix_report {
    const sx_mix_input *in;
    const sx_mix_fit *fit;
    sx_table *to;
    size_t row, faults, warnings; /* faults: something is missing; warnings: to be looked at */
    sx_mix_range contribution[SX_MIX_CHANNELS_MOST];
} sx_mix_report;

/* A row without its sentence; gives its number. */
size_t sx_mix_put_row(sx_mix_report *r, const char *kind, const char *where, double figure, double limit,
                      const char *verdict);
#define SX_MIX_SENTENCE(r, row, ...) sx_put_text((r)->to, row, 5, __VA_ARGS__)

/* What the columns say before any model: pairs that go together, how much there is to learn from, what is empty. */
void sx_mix_put_collinear(sx_mix_report *r);
void sx_mix_put_data(sx_mix_report *r);
void sx_mix_put_columns(sx_mix_report *r);
#endif
