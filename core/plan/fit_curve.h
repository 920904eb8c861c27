/* Response curves from history: variable projection and Levenberg-Marquardt. */
#ifndef SX_PLAN_FIT_CURVE_H
#define SX_PLAN_FIT_CURVE_H
#include "plan/curve.h"
#include "plan/fit_check.h"
#include <stdint.h>

typedef enum sx_fit_kind {
    SX_FIT_HILL,   /* slope 1 */
    SX_FIT_SCURVE, /* hill with a free slope */
    SX_FIT_LOG,
    SX_FIT_POWER,
    SX_FIT_EXP,
    SX_FIT_ADBUDG /* hill with a free slope upon a base */
} sx_fit_kind;

typedef enum sx_fit_base { SX_FIT_NO_BASE, SX_FIT_CONSTANT, SX_FIT_TREND } sx_fit_base;

/* A lift test: going from one steady spend to another changed the outcome of a period by lift, give or take its
 * standard error > 0. */
typedef struct sx_lift_test {
    double from, to, lift, error;
} sx_lift_test;

/* Draws of the curve: responses above the base at the spends, a row a draw. */
typedef struct sx_fit_draws {
    size_t n, points;
    const double *spend; /* points of them, ascending */
    uint64_t seed;
    double *response; /* n x points */
} sx_fit_draws;

typedef struct sx_fit_problem {
    sx_fit_kind kind;
    sx_fit_base base;
    const double *spend;   /* n periods, oldest first, finite and >= 0 */
    const double *outcome; /* NaN: not known */
    size_t n;
    sx_carryover carryover;
    bool fit_rate; /* the geometric rate is fitted; carryover then does not count */
    const sx_lift_test *tests;
    size_t n_tests;
    double level;        /* of the ranges, 0 < level < 1 */
    sx_fit_draws *draws; /* NULL: none are wanted */
} sx_fit_problem;

typedef struct sx_range {
    double value, low, high; /* low, high NaN: not known; infinite: the data set no limit */
} sx_range;

typedef struct sx_fit {
    sx_range top;         /* hill, exp: top over the base; log, power: gain */
    sx_range half;        /* hill, exp: half; log: scale; power: exponent */
    sx_range slope;       /* hill: slope */
    sx_range rate;        /* geometric carry-over, when fitted */
    sx_range base, trend; /* outcome at no spend in the first period, and its change a period; 0 when not asked for */
    sx_curve curve;       /* what was fitted, upon the base */
    sx_carryover carryover;
    double today;       /* mean spend of the last four periods with an outcome */
    double response;    /* of the curve at today's spend */
    sx_range marginal;  /* slope at today's spend, full tail */
    double sum_squares; /* of the residuals of the periods */
    double explained;   /* 1 - sum_squares / sum of squares about the mean; NaN: the outcome never changes */
    double condition;   /* of the scaled Jacobian */
    size_t points, parameters;
    double most_spend, variation; /* greatest adstocked spend; its standard deviation over its mean */
    double base_gain;             /* F of a constant base that was not asked for; 0 when it was */
    double carry_gain;            /* F of a carry-over that was not asked for; 0 when it was */
    sx_fit_check check;           /* of the periods' residuals */
    size_t test;                  /* the lift test that the history alone contradicts most, 0 up, where one does */
    double test_z, test_expected; /* by so many standard deviations of the difference, beyond 2 (else 0); its lift */
    bool settled;
} sx_fit;

/* SX_VALUE: fewer points than parameters + 1, or no spend. SX_NA: the outcome does not rise with spend. SX_NOMEM.
 * Least squares over periods and tests, a test's residual in units of the periods' residual deviation over its standard
 * error. Linear parameters are eliminated (Golub and Pereyra 1973), the others found from the best of a grid of starts.
 * Ranges: of top, slope, rate, base and trend by the delta method; of half and of the marginal return by profile
 * likelihood (all curves whose residual sum stays below the threshold of Student's t at the level). */
sx_status sx_fit_curve(const sx_fit_problem *problem, sx_fit *fit, sx_context *why);
#endif
