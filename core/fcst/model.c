/* FCST.MODEL: the audit trail. Rows of part, name, value, backtest, and twelve steps. */
#include "fcst.h"
#include "base/distribution.h"
#include "fcst/known.h"
#include "fcst/outlook.h"
#include "fcst/rolling.h"
#include <math.h>
#include <stdlib.h>

enum { STEPS = 12, FIRST_STEP = 4, ORIGINS = 4, PARAMETERS = 7 };

typedef struct writer {
    sx_table table;
    size_t row;
} writer;

static void label(writer *w, const char *part, const char *name)
{
    sx_put_text(&w->table, w->row, 0, "%s", part);
    sx_put_text(&w->table, w->row, 1, "%s", name);
}

static void put_value(writer *w, size_t column, double value)
{
    if (isfinite(value))
        sx_put_number(&w->table, w->row, column, value);
    else
        sx_put_fault(&w->table, w->row, column, SX_NA);
}

static void row_of_value(writer *w, const char *part, const char *name, double value)
{
    label(w, part, name);
    put_value(w, 2, value);
    w->row++;
}

static void parameters(const sx_member *m, double *value)
{
    const double all[PARAMETERS] = {m->alpha, m->beta, m->gamma, m->phi, m->theta, m->lambda, m->drift};
    for (size_t i = 0; i < PARAMETERS; i++)
        value[i] = all[i];
}

static void write_parameters(writer *w, const sx_member *m)
{
    static const char *const names[PARAMETERS] = {"alpha (level)",      "beta (slope)", "gamma (season)",
                                                  "phi (damping)",      "theta",        "lambda (Box-Cox)",
                                                  "drift (transformed)"};
    double value[PARAMETERS];
    parameters(m, value);
    for (size_t i = 0; i < PARAMETERS; i++) {
        if (isnan(value[i]))
            continue;
        sx_put_text(&w->table, w->row, 0, "parameter");
        sx_put_text(&w->table, w->row, 1, "%s: %s", m->name, names[i]);
        put_value(w, 2, value[i]);
        w->row++;
    }
}

/* With one group its members say all. */
static size_t count_groups(const sx_forecast *f)
{
    size_t groups = 0;
    for (size_t g = 0; g < SX_GROUPS; g++)
        groups += f->n_of[g] ? 1 : 0;
    return groups > 1 ? groups : 0;
}

static size_t count_rows(const sx_forecast *f)
{
    size_t rows = 3 + (f->lifted ? 1u : 0u) + f->n_members + count_groups(f) + 1 + 6 + (f->seasonal ? f->season : 0);
    for (size_t j = 0; j < f->n_influences; j++)
        rows += f->influence_column[j] == SX_NOT_GIVEN ? 0 : 3;
    for (size_t i = 0; i < f->n_members; i++) {
        double value[PARAMETERS];
        parameters(&f->member[i], value);
        for (size_t j = 0; j < PARAMETERS; j++)
            rows += isnan(value[j]) ? 0 : 1;
    }
    return rows;
}

static void write_forecast(writer *w, const sx_forecast *f, const sx_outlook *o, double level, double error)
{
    static const char *const names[3] = {"forecast", "lower", "upper"};
    for (size_t i = 0; i < 3; i++) {
        label(w, names[i], i ? "bound of the range" : "average of the members");
        put_value(w, 2, i ? level : (double)(f->n_members - 2 * f->n_trimmed));
        put_value(w, 3, i ? (double)NAN : error);
        for (size_t h = 0; h < f->horizon; h++) {
            double value[3] = {f->point[h], 0.0, 0.0};
            sx_outlook_range(o, h, level, &value[1], &value[2]);
            put_value(w, FIRST_STEP + h, value[i]);
        }
        w->row++;
    }
}

/* A group's rows are the averages of its members; the forecast is the sum of weight times group. */
static void write_groups(writer *w, const sx_forecast *f)
{
    static const char *const names[SX_GROUPS] = {"Classical", "Freed of the season", "Structural"};
    for (size_t g = 0; g < SX_GROUPS; g++) {
        if (f->n_of[g] == 0)
            continue;
        label(w, "group", names[g]);
        put_value(w, 2, f->share[g]);
        for (size_t h = 0; h < f->horizon; h++)
            put_value(w, FIRST_STEP + h, sx_forecast_group(f, (sx_group)g, h));
        w->row++;
    }
}

static void write_members(writer *w, const sx_forecast *f, const double *scaled)
{
    if (count_groups(f))
        write_groups(w, f);
    for (size_t i = 0; i < f->n_members; i++) {
        const sx_member *m = &f->member[i];
        label(w, "member", m->name);
        put_value(w, 2, f->share[m->group] / (double)f->n_of[m->group]);
        put_value(w, 3, scaled[i]);
        for (size_t h = 0; h < f->horizon; h++)
            put_value(w, FIRST_STEP + h, m->path[h]);
        w->row++;
    }
    label(w, "benchmark", f->season > 1 ? "Seasonal naive" : "Naive");
    put_value(w, 3, scaled[SX_FORECAST_MEMBERS]);
    for (size_t h = 0; h < f->horizon; h++)
        put_value(w, FIRST_STEP + h, f->history[f->n - f->season + h % f->season]);
    w->row++;
}

/* What one unit of a column does, with its range: a positive series is multiplied by value, another gains it; and what
 * all of them do to each step. */
static void write_influences(writer *w, const sx_forecast *f, double level)
{
    static const char *const parts[3] = {"influence", "influence lower", "influence upper"};
    double z = sx_normal_quantile(0.5 + 0.5 * level);
    for (size_t j = 0; j < f->n_influences; j++) {
        if (f->influence_column[j] == SX_NOT_GIVEN)
            continue;
        for (int i = 0; i < 3; i++) {
            double effect = f->influence[j] + (i ? (i == 1 ? -z : z) : 0.0) * f->influence_deviation[j];
            sx_put_constant(&w->table, w->row, 0, parts[i]);
            sx_put_text(&w->table, w->row, 1,
                        f->multiplicative ? "factor of a unit of column %zu" : "a unit of column %zu adds",
                        f->influence_column[j] + 1);
            put_value(w, 2, f->multiplicative ? exp(effect) : f->mirrored ? 0.0 - effect : effect);
            w->row++;
        }
    }
    if (!f->lifted)
        return;
    label(w, "influences", f->multiplicative ? "factor of all that is known ahead" : "all that is known ahead adds");
    put_value(w, 2, f->influence_gain);
    for (size_t h = 0; h < f->horizon; h++)
        put_value(w, FIRST_STEP + h, f->multiplicative || !f->mirrored ? f->lift[h] : 0.0 - f->lift[h]);
    w->row++;
}

static void write_data(writer *w, const sx_forecast *f, size_t origins)
{
    label(w, "rule",
          !count_groups(f) ? "each step: AVERAGE of the members"
          : f->n_trimmed
              ? "each step: SUMPRODUCT of weight and group; Classical: (SUM - MAX - MIN) / (COUNT - 2) of its "
                "members, the first; the other groups: AVERAGE"
              : "each step: SUMPRODUCT of weight and group; a group: AVERAGE of its members");
    w->row++;
    row_of_value(w, "data", "values used", (double)f->n);
    row_of_value(w, "data", "season (periods)", (double)f->season);
    row_of_value(w, "data", "blanks filled", (double)f->n_filled);
    row_of_value(w, "data", "outliers seen, not removed", (double)f->n_outliers);
    row_of_value(w, "data", "backtest origins", (double)origins);
    for (size_t i = 0; i < f->season && f->seasonal; i++) {
        sx_put_text(&w->table, w->row, 0, "season");
        sx_put_text(&w->table, w->row, 1, "%s %zu", f->multiplicative ? "factor" : "summand", i + 1);
        put_value(w, 2, f->figure[i]);
        w->row++;
    }
}

static sx_status write_all(const sx_question *question, const sx_forecast *f, double level, sx_table *result,
                           sx_context *context)
{
    size_t origins = ORIGINS, horizon = f->season > 12 ? 13 : f->season > 1 ? f->season : 6;
    double scaled[SX_FORECAST_MEMBERS + 1];
    sx_question again = sx_question_again(question, f);
    sx_outlook *o;
    sx_score *score = malloc((horizon + 1) * sizeof *score);
    sx_status status = score ? sx_rolling(&again, horizon, level, &origins, score, f, scaled) : SX_NOMEM;
    double error = origins && score ? score[horizon].scaled / score[horizon].count : (double)NAN;
    free(score);
    if (status == SX_OK)
        status = sx_outlook_of(f, &o);
    if (status != SX_OK)
        return status;
    writer w = {.row = 0};
    sx_table_make(&w.table, count_rows(f), FIRST_STEP + STEPS);
    write_forecast(&w, f, o, level, error);
    write_members(&w, f, scaled);
    write_data(&w, f, origins);
    write_influences(&w, f, level);
    for (size_t i = 0; i < f->n_members; i++)
        write_parameters(&w, &f->member[i]);
    sx_outlook_note(o, f->horizon, context);
    free(o);
    return sx_table_give(&w.table, result);
}

sx_status sx_fcst_model(const double *history, size_t n_history, double season, double level, const double *influences,
                        size_t rows_influences, size_t columns_influences, double start, sx_table *result,
                        sx_context *context)
{
    sx_forecast f;
    sx_question question;
    sx_status status = sx_question_make(history, n_history, season, influences, rows_influences, columns_influences,
                                        start, 1, &question, context);
    if (status != SX_OK)
        return status;
    size_t known = question.influences ? question.rows - question.n : STEPS;
    status = sx_forecast_ask(&question, known < STEPS ? known : STEPS, &f);
    if (status != SX_OK)
        return sx_fail(context, status, "%s", sx_forecast_reason(status));
    status = write_all(&question, &f, level, result, context);
    sx_forecast_free(&f);
    return status;
}
