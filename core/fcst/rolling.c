#include "fcst/rolling.h"
#include "base/date.h"
#include "fcst/accuracy.h"
#include "fcst/outlook.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

size_t sx_least_training(size_t season)
{
    size_t least = season > 24 ? season + 8 : 2 * season;
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

static void add_members(const sx_forecast *f, const sx_forecast *whole, size_t h, double actual, double scale,
                        tally *members)
{
    for (size_t i = 0; i < f->n_members; i++)
        for (size_t j = 0; whole && j < whole->n_members; j++)
            if (f->member[i].group == whole->member[j].group && strcmp(f->member[i].name, whole->member[j].name) == 0) {
                members->sum[j] += fabs(f->member[i].path[h] - actual) / scale;
                members->count[j] += 1.0;
            }
}

static sx_status one_origin(const sx_question *question, size_t n, size_t horizon, double level, sx_score *score,
                            const sx_forecast *whole, tally *members)
{
    const double *history = question->history;
    size_t season = question->season;
    sx_question now = *question;
    now.n = n;
    sx_forecast f;
    sx_outlook *o;
    sx_status status = sx_forecast_ask(&now, horizon, &f);
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
        add_members(&f, whole, h, actual, scale, members);
        members->sum[SX_FORECAST_MEMBERS] += fabs(reference - actual) / scale;
        members->count[SX_FORECAST_MEMBERS] += 1.0;
    }
    free(o);
    sx_forecast_free(&f);
    return SX_OK;
}

sx_question sx_question_again(const sx_question *q, const sx_forecast *f)
{
    size_t first = f->n_left_out + f->n_dead;
    sx_question again = *q;
    again.history = f->history;
    again.n = f->n;
    again.season = f->season;
    if (q->influences) {
        again.influences = q->influences + first * q->n_influences;
        again.rows = q->rows - first;
    }
    if (!isnan(q->start) && first)
        again.start = sx_add_months(q->start, (int)first);
    return again;
}

sx_status sx_rolling(const sx_question *question, size_t horizon, double level, size_t *origins, sx_score *score,
                     const sx_forecast *whole, double *member_scaled)
{
    size_t wanted = *origins, least = sx_least_training(question->season), n = question->n;
    tally members = {0};
    memset(score, 0, (horizon + 1) * sizeof *score);
    *origins = 0;
    while (*origins < wanted && n >= least + horizon + *origins) {
        sx_status status = one_origin(question, n - horizon - *origins, horizon, level, score, whole, &members);
        if (status != SX_OK)
            return status;
        ++*origins;
    }
    for (size_t i = 0; i <= SX_FORECAST_MEMBERS && member_scaled; i++)
        member_scaled[i] = members.sum[i] / members.count[i];
    return SX_OK;
}
