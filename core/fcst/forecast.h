/* The forecast of a series: a pool of models in groups, the groups' average, and what it rests on.
 *
 * With a season (period m >= 2, two of them at least; of more than 24 periods one and eight values):
 * - structural: the structural member (structural.h). Its indices, shrunken as far as the data say, are the season.
 * - freed: theta on Box-Cox data, dynamic optimised theta on the data and on Box-Cox data, exponential smoothing models
 *   averaged by their AICc weights, random walk with median drift on Box-Cox data; on the series freed of that season,
 *   which is put back; averaged with equal weights.
 * - classical, from three seasons on: theta on Box-Cox data and dynamic optimised theta with a season of their own
 *   where a test finds one; Holt-Winters with trend, without, and damped; two seasonal ARIMA; of months (6 to 24
 * periods) also the seasons' totals; of others, where the test finds no season, also dynamic theta on Box-Cox data and
 *   exponential smoothing. At each step the greatest and the least are left out and the rest averaged:
 *   (SUM - MAX - MIN) / (count - 2).
 * The groups are averaged by shares that follow the seasons at hand (pool.c).
 * Without a season: the freed members alone, on the series itself.
 *
 * Before that (kind.h): a history that is nowhere above zero is turned over and its forecast turned back; dead time
 * before the first sale and after the last is left out; periods that are closed in every season are zero ahead, and the
 * others forecast as a series of their own. README.md says what each is worth. Same history, same bits. */
#ifndef SX_FCST_FORECAST_H
#define SX_FCST_FORECAST_H
#include "base/value.h"
#include "fcst/structural.h"

enum {
    SX_FORECAST_HORIZON = 520, /* most steps */
    SX_FORECAST_SEASON = 400,  /* greatest period */
    SX_FORECAST_MEMBERS = 16,  /* most members */
    SX_FORECAST_VALUES = 2000, /* the latest values that are used */
    SX_FORECAST_NOTE = 512,
    SX_UNUSUAL = 5,     /* standard deviations from what is usual (prepare.h) */
    SX_NOT_GIVEN = 1000 /* influence_column of the calendar's */
};

typedef enum sx_method {
    SX_METHOD_ONE,          /* one value: itself, and no range */
    SX_METHOD_CONSTANT,     /* all values equal: that value, range of no width */
    SX_METHOD_NAIVE,        /* two to four values: the last one */
    SX_METHOD_INTERMITTENT, /* over 30 % zeros and none negative */
    SX_METHOD_POOL,         /* members without a season */
    SX_METHOD_SEASONAL      /* members with a season */
} sx_method;

/* Members are averaged within a group, and groups by their share. */
typedef enum sx_group {
    SX_GROUP_CLASSICAL,  /* find the season by a test or hold it in themselves */
    SX_GROUP_FREED,      /* without a season, on the series freed of the structural member's indices */
    SX_GROUP_STRUCTURAL, /* the structural member */
    SX_GROUPS
} sx_group;

/* Parameters are NaN where the member has none of the kind. */
typedef struct sx_member {
    const char *name;
    sx_group group;
    double alpha, beta, gamma, phi, theta, lambda, drift;
    double *path; /* horizon values */
} sx_member;

typedef struct sx_forecast {
    sx_method method;
    size_t n, season, horizon; /* values used, period used (1: none), steps */
    size_t n_left_out;         /* oldest values beyond SX_FORECAST_VALUES */
    size_t n_dead;             /* after those: dead time before the first value used (kind.h) */
    size_t n_filled, n_outliers;
    bool failed;          /* out of memory on the way: sx_forecast_ask says so */
    size_t n_closed_days; /* zeros taken for closed days, and filled for the members (kind.h) */
    double tempered;      /* what the last value counted as, where it is out of all proportion (kind.h); else 0 */
    size_t bounded_from;  /* first step (from 1) at which a member was held to the range that the history
                             supports; 0: none */
    int seasonal, multiplicative; /* the season is taken out (test passed); as factors */
    bool nonnegative, mirrored;   /* no value below zero; none above, so that all is the mirror of the positive twin */
    size_t open_season;           /* season without its closed periods: steps and phases of the range count these */
    double size, chance;          /* of an intermittent series: of what is not zero, and that a period is not */
    double step_error;   /* root mean square of the past one-step errors of simple smoothing, in the data's unit */
    double recent_error; /* their mean size in the last two seasons (eight periods at least) */
    double step_share, recent_share; /* the same two of the logarithms of a positive series: shares of the level */
    double change, level;            /* mean size of the change in a period, and of a value */
    double noisy; /* 0 to 1; no season, and the changes undo each other: noise about a level, no growth (pool.c) */
    size_t n_members, n_trimmed; /* trimmed at each end, of the classical members */
    size_t n_of[SX_GROUPS];      /* members of each group */
    double share[SX_GROUPS];
    double season_gain; /* log-likelihood that the season brings the structural member */
    sx_structural_errors errors;
    size_t n_influences; /* columns that are used, in the order that they were given in; the calendar's after them */
    size_t influence_column[SX_STRUCTURAL_INFLUENCES]; /* which of the given ones, from 0 */
    double influence[SX_STRUCTURAL_INFLUENCES];        /* what one unit more adds: to the logarithm of a positive
                                                          series, else in the data's unit */
    double influence_deviation[SX_STRUCTURAL_INFLUENCES];
    double influence_gain; /* log-likelihood that they bring the structural member */
    bool lifted;           /* that was enough, and lift is at work */
    double *lift; /* horizon values: what influences and calendar multiply the step by (positive series), or add */
    double *lift_deviation; /* horizon values: deviation as the structural model with influences gives it */
    double *effect;         /* n values: the same of the history; where lifted */
    double *shut;           /* horizon values: 1 where a closed column says so */
    sx_member member[SX_FORECAST_MEMBERS];
    double *history;    /* n values, gaps filled */
    double *whole;      /* scratch of n */
    double *closed;     /* 1 for the phases of a season that are closed, else 0 */
    double *figure;     /* season indices, [i] for the times t with t mod season = i; of the history used */
    double *point;      /* horizon values */
    double *spread;     /* horizon values: greatest mean distance of the members from point up to the step, each
                           counted as it counts in point, over the index where the season is a factor */
    double *deviation;  /* horizon values: what the structural model gives the step: of a positive series that of
                           its logarithm, else in the data's unit; of a pool */
    double *path_error; /* horizon values: mean size of the past errors so many steps ahead of simple smoothing
                           with a drift, in the data's unit; never falls; of a pool */
    double *spread_share, *path_share; /* horizon values: spread over the point, and path_error of the logarithms */
    char note[SX_FORECAST_NOTE];       /* what should be known: a fallback, a gap that was filled; may be empty */
    double *block;
} sx_forecast;

/* What a forecast is asked from. */
typedef struct sx_question {
    const double *history;    /* n > 0 values, oldest first, NaN for a gap, the first and the last not NaN */
    size_t n, season;         /* season 0: chosen from the data (sx_choose_season) */
    const double *influences; /* rows x n_influences, a row a period over history and what lies ahead; NULL without */
    size_t rows, n_influences;
    double start; /* date of the first period; NaN: not known */
} sx_question;

/* history: n > 0 values, oldest first, NaN for a gap, the first and the last not NaN. season: 0 = chosen from the data
 * (sx_choose_season). 1 <= horizon <= SX_FORECAST_HORIZON. Free with sx_forecast_free. SX_NOMEM; SX_NUM: values so
 * large that a gap between them cannot be filled. */
sx_status sx_forecast_make(const double *history, size_t n, size_t season, size_t horizon, sx_forecast *forecast);
sx_status sx_forecast_ask(const sx_question *question, size_t horizon, sx_forecast *forecast);
/* An error of sx_forecast_make in words. */
const char *sx_forecast_reason(sx_status status);
void sx_forecast_free(sx_forecast *forecast);
/* Step h falls into a closed period or is shut: zero, and without a range. */
bool sx_forecast_is_closed(const sx_forecast *forecast, size_t h);
/* What multiplies step h: the index where the season is a factor, and what influences lift it by; else 1. */
double sx_forecast_factor(const sx_forecast *forecast, size_t h);
/* The average of a group that has members at step h (from 0): of the classical ones the n_trimmed greatest and least
 * are left out. */
double sx_forecast_group(const sx_forecast *forecast, sx_group group, size_t h);
/* The groups' averages by their shares. */
double sx_forecast_average(const sx_forecast *forecast, size_t h);
#endif
