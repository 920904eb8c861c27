/* Everything that a range is asked with: what DRIVE.RANGE and DRIVE.COMPARE share. */
#ifndef SX_DRIVE_QUESTION_H
#define SX_DRIVE_QUESTION_H
#include "drive/simulate.h"

#define SX_RANGE_REPLICATES 8
#define SX_RANGE_POINTS 1024 /* a replicate, where a draw is short */

typedef struct sx_question {
    sx_model model;
    sx_marginal marginal[SX_DRIVERS_MOST];
    double correlation[SX_DRIVERS_MOST * SX_DRIVERS_MOST];
    sx_range range; /* points into the rest: a question is not copied */
} sx_question;

/* Fits the drivers of q->model and sets up q->range, without an opening; levels: 0.1, 0.5 and 0.9 where n_levels is 0.
 * SX_NUM: too many, or a cost that would reach zero. */
sx_status sx_question_set(sx_question *q, size_t periods, const double *levels, size_t n_levels, sx_context *why);
/* One number, or a row and a column a driver; none: independent. basis: one of SX_DRIVE_RANGE_BASIS. After
 * sx_question_set. SX_NUM, SX_ARGUMENT: no correlations; SX_NOCONV. */
sx_status sx_question_correlate(sx_question *q, const double *r, size_t rows, size_t columns, int basis,
                                sx_context *why);
/* The answer of DRIVE.RANGE after sx_range_make, method one of SX_DRIVE_RANGE_METHOD: sx_range_rows x sx_range_columns.
 * *counts: whether it holds the chance of whole counts. SX_NA: no closed form. */
sx_status sx_question_answer(const sx_question *q, int method, double seed, double *out, bool *counts, sx_context *why);
#endif
