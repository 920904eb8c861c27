#include "fcst/rolling.h"
#include "fcst/accuracy.h"
#include "fcst/outlook.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

size_t sx_least_training(size_t season)
{
    size_t least = 2 * season + 4;
    return least < 8 ? 8 : least;
}

static double naive(const double *history, size_t n, size_t season, size_t h)
{
    return history[n - season + h % season];
}

static void add(sx_score *s, double actual, double point, double reference, double scale, int held)
{
    double error = point - actual, both = fabs(actual) + fabs(point);
    s->count += 1.0;
    s->size += fabs(error);
    s->error += error;
    s->scaled += fabs(error) / scale;
    s->symmetric += both > 0.0 ? 2.0 * fabs(error) / both : 0.0;
    s->actual += actual;
    s->total += fabs(actual);
    s->held += held ? 1.0 : 0.0;
    s->naive_size += fabs(reference - actual);
    s->naive_scaled += fabs(reference - actual) / scale;
}

typedef struct tally {
    double sum[SX_FORECAST_MEMBERS + 1], count[SX_FORECAST_MEMBERS + 1];
} tally;

static sx_status one_origin(const double *history, size_t n, size_t season, size_t horizon, double level,
                            sx_score *score, tally *members)
{
    sx_forecast f;
    sx_outlook *o;
    sx_status status = sx_forecast_make(history, n, season, horizon, &f);
    if (status != SX_OK)
        return status;
    status = sx_outlook_of(&f, &o);
    if (status != SX_OK) {
        sx_forecast_free(&f);
        return status;
    }
    double scale = sx_naive_error(history, n, season);
    for (size_t h = 0; h < horizon; h++) {
        double lower, upper, actual = history[n + h], reference = naive(history, n, season, h);
        sx_outlook_range(o, h, level, &lower, &upper);
        int held = actual >= lower && actual <= upper;
        add(&score[h], actual, f.point[h], reference, scale, held);
        add(&score[horizon], actual, f.point[h], reference, scale, held);
        for (size_t i = 0; i < f.n_members; i++) {
            members->sum[i] += fabs(f.member[i].path[h] - actual) / scale;
            members->count[i] += 1.0;
        }
        members->sum[SX_FORECAST_MEMBERS] += fabs(reference - actual) / scale;
        members->count[SX_FORECAST_MEMBERS] += 1.0;
    }
    free(o);
    sx_forecast_free(&f);
    return SX_OK;
}

sx_status sx_rolling(const double *history, size_t n, size_t season, size_t horizon, double level, size_t *origins,
                     sx_score *score, double *member_scaled)
{
    size_t wanted = *origins, least = sx_least_training(season);
    tally members = {0};
    memset(score, 0, (horizon + 1) * sizeof *score);
    *origins = 0;
    while (*origins < wanted && n >= least + horizon + *origins) {
        sx_status status = one_origin(history, n - horizon - *origins, season, horizon, level, score, &members);
        if (status != SX_OK)
            return status;
        ++*origins;
    }
    for (size_t i = 0; i <= SX_FORECAST_MEMBERS && member_scaled; i++)
        member_scaled[i] = members.sum[i] / members.count[i];
    return SX_OK;
}
