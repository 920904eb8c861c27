#include "base/headings.h"
#include "plan/read.h"
#include <math.h>
#include <stdlib.h>

enum { CHANNEL, KIND, CARRYOVER, SCALE, MINIMUM, PARAMETERS };

/* The kinds as a sheet knows them. */
typedef struct kind_row {
    const char *id;
    sx_curve_kind kind;
    const char *parameter[4];
    size_t required;
} kind_row;

static const kind_row KINDS[] = {
    {"hill", SX_CURVE_HILL, {"top", "half", "slope", NULL}, 2},
    {"log", SX_CURVE_LOG, {"gain", "scale", NULL, NULL}, 2},
    {"power", SX_CURVE_POWER, {"gain", "exponent", NULL, NULL}, 2},
    {"exp", SX_CURVE_EXP, {"top", "half", NULL, NULL}, 2},
    {"adbudg", SX_CURVE_HILL, {"min", "max", "c", "d"}, 4},
    {"table", SX_CURVE_TABLE, {NULL, NULL, NULL, NULL}, 0},
};

static const kind_row *kind_of(const sx_cell *cell)
{
    for (size_t k = 0; cell->kind == SX_TEXT && k < sizeof KINDS / sizeof *KINDS; k++)
        if (sx_same_word(cell->as.text, KINDS[k].id))
            return &KINDS[k];
    return NULL;
}

/* The word for a kind is data too. */
static bool has_header(const sx_table *table)
{
    return sx_heading_rows(table, KIND, table->columns) && !kind_of(sx_at(table, 0, KIND));
}

/* A number, or *x as it was where the cell is blank. */
static sx_status number(const sx_table *table, size_t row, size_t column, const char *what, double *x, sx_context *why)
{
    const sx_cell *cell = sx_at(table, row, column);
    if (sx_is_blank(cell))
        return SX_OK;
    if (cell->kind != SX_NUMBER)
        return sx_fail(why, SX_VALUE, "curves, row %zu, column %zu: %s must be a number and is the text \"%.40s\"",
                       row + 1, column + 1, what, cell->kind == SX_TEXT ? cell->as.text : "");
    *x = cell->as.number;
    if (!isfinite(*x))
        return sx_fail(why, SX_NUM, "curves, row %zu, column %zu: %s is not finite", row + 1, column + 1, what);
    return SX_OK;
}

static sx_status must(sx_context *why, size_t row, size_t column, const char *what, double x, bool above)
{
    if (above ? x > 0.0 : x >= 0.0)
        return SX_OK;
    return sx_fail(why, SX_NUM, "curves, row %zu, column %zu: %s is %.15g and must be %s 0", row + 1, column + 1, what,
                   x, above ? "above" : "at least");
}

/* How spend carries over, and the minimum if active. */
static sx_status read_margin(const sx_table *table, size_t row, sx_carryover *carryover, double *minimum,
                             sx_context *why)
{
    *carryover = (sx_carryover){0.0, NAN};
    *minimum = 0.0;
    sx_status status = number(table, row, CARRYOVER, "carry-over", &carryover->rate, why);
    if (status == SX_OK)
        status = number(table, row, SCALE, "the carry-over's scale", &carryover->scale, why);
    if (status == SX_OK)
        status = number(table, row, MINIMUM, "the minimum if active", minimum, why);
    if (status == SX_OK)
        status = must(why, row, MINIMUM, "the minimum if active", *minimum, false);
    if (status != SX_OK)
        return status;
    if (!isnan(carryover->scale)) {
        status = must(why, row, SCALE, "the carry-over's scale", carryover->scale, true);
        return status == SX_OK ? must(why, row, CARRYOVER, "the carry-over's shape", carryover->rate, true) : status;
    }
    if (!(carryover->rate >= 0.0 && carryover->rate < 1.0))
        return sx_fail(why, SX_NUM, "curves, row %zu, column %d: carry-over is %.15g and must be from 0 to below 1",
                       row + 1, CARRYOVER + 1, carryover->rate);
    return SX_OK;
}

static sx_status read_points(const sx_table *table, size_t row, sx_curve *curve, double *points, sx_context *why)
{
    size_t used = table->columns, n = 0;
    while (used > PARAMETERS && sx_is_blank(sx_at(table, row, used - 1)))
        used--;
    if (used < PARAMETERS + 2)
        return sx_fail(why, SX_VALUE, "curves, row %zu: a table needs pairs of spend and response from column %d on",
                       row + 1, PARAMETERS + 1);
    double *x = points, *y = points + (used - PARAMETERS + 1) / 2 + 1;
    for (size_t c = PARAMETERS; c < used; c += 2) {
        double spend = NAN, response = NAN;
        sx_status status = number(table, row, c, "a spend of the table", &spend, why);
        if (status == SX_OK)
            status = number(table, row, c + 1, "a response of the table", &response, why);
        if (status != SX_OK)
            return status;
        if (isnan(spend) || isnan(response))
            return sx_fail(why, SX_VALUE, "curves, row %zu, column %zu: a pair of spend and response is not complete",
                           row + 1, (isnan(spend) ? c : c + 1) + 1);
        if (n == 0 && spend > 0.0) {
            x[n] = 0.0;
            y[n++] = 0.0;
        }
        if (spend < 0.0 || (n && !(spend > x[n - 1])))
            return sx_fail(why, SX_NUM, "curves, row %zu, column %zu: the table's spends must ascend from 0 or more",
                           row + 1, c + 1);
        if (n && response < y[n - 1])
            return sx_fail(why, SX_NUM, "curves, row %zu, column %zu: the curve falls from %.15g to %.15g", row + 1,
                           c + 2, y[n - 1], response);
        x[n] = spend;
        y[n++] = response;
    }
    *curve = (sx_curve){.kind = SX_CURVE_TABLE, .x = x, .y = y, .n_points = n, .half = 1.0, .slope = 1.0};
    return SX_OK;
}

/* A curve's parameters in the order of its kind to the curve. */
static sx_status make_curve(const kind_row *kind, size_t row, const double *p, sx_curve *curve, sx_context *why)
{
    bool adbudg = kind->required == 4;
    *curve = (sx_curve){.kind = kind->kind, .top = p[0], .half = p[1], .slope = 1.0};
    sx_status status = must(why, row, PARAMETERS, kind->parameter[0], p[0], false);
    if (status == SX_OK && !adbudg)
        status = must(why, row, PARAMETERS + 1, kind->parameter[1], p[1], true);
    if (status == SX_OK && kind->parameter[2])
        status = must(why, row, PARAMETERS + 2, kind->parameter[2], p[2], true);
    if (status == SX_OK && adbudg)
        status = must(why, row, PARAMETERS + 3, kind->parameter[3], p[3], true);
    if (status != SX_OK)
        return status;
    if (adbudg) {
        if (p[1] < p[0])
            return sx_fail(why, SX_NUM, "curves, row %zu: the curve falls from min %.15g to max %.15g", row + 1, p[0],
                           p[1]);
        *curve = (sx_curve){.kind = SX_CURVE_HILL, .base = p[0], .top = p[1] - p[0], .slope = p[2]};
        curve->log_half = log(p[3]) / p[2];
        curve->half = exp(curve->log_half);
    } else if (kind->kind == SX_CURVE_HILL) {
        curve->slope = p[2];
        curve->log_half = log(p[1]);
    } else if (kind->kind == SX_CURVE_POWER) {
        curve->slope = p[1];
        curve->half = 1.0;
    }
    return SX_OK;
}

static sx_status read_row(const sx_table *table, size_t row, sx_curve *curve, double *points, sx_context *why)
{
    const sx_cell *cell = sx_at(table, row, KIND);
    const kind_row *kind = kind_of(cell);
    if (!kind && sx_is_blank(cell))
        return sx_fail(why, SX_VALUE, "curves, row %zu, column 2: the kind of curve is missing", row + 1);
    if (!kind)
        return sx_fail(why, SX_ARGUMENT,
                       "curves, row %zu, column 2: the kind must be hill, log, power, exp, adbudg or table%s%.40s",
                       row + 1, cell->kind == SX_TEXT ? " and is " : "", cell->kind == SX_TEXT ? cell->as.text : "");
    if (kind->kind == SX_CURVE_TABLE)
        return read_points(table, row, curve, points, why);
    double p[4] = {NAN, NAN, NAN, NAN};
    size_t takes = 0;
    while (takes < 4 && kind->parameter[takes])
        takes++;
    for (size_t k = 0; k < takes; k++) {
        sx_status status = number(table, row, PARAMETERS + k, kind->parameter[k], &p[k], why);
        if (status != SX_OK)
            return status;
        if (k < kind->required && isnan(p[k]))
            return sx_fail(why, SX_VALUE, "curves, row %zu, column %zu: %s of the %s curve is missing", row + 1,
                           PARAMETERS + k + 1, kind->parameter[k], kind->id);
    }
    if (isnan(p[2]))
        p[2] = 1.0;
    for (size_t c = PARAMETERS + takes; c < table->columns; c++)
        if (!sx_is_blank(sx_at(table, row, c)))
            return sx_fail(why, SX_ARGUMENT, "curves, row %zu, column %zu: a %s curve takes %zu parameters, not more",
                           row + 1, c + 1, kind->id, takes);
    return make_curve(kind, row, p, curve, why);
}

static sx_status read_name(const sx_table *table, size_t row, sx_allocation_curves *out, sx_context *why)
{
    const sx_cell *cell = sx_at(table, row, CHANNEL);
    out->name[out->n] = cell->kind == SX_TEXT ? cell->as.text : "";
    if (cell->kind == SX_NUMBER)
        return sx_fail(why, SX_VALUE, "curves, row %zu, column 1: the channel's name must be a text", row + 1);
    for (size_t i = 0; i < out->n && !sx_is_blank(cell); i++)
        if (sx_same_word(out->name[i], cell->as.text))
            return sx_fail(why, SX_ARGUMENT, "curves, row %zu: the channel %.60s already stands in row %zu", row + 1,
                           cell->as.text, out->row[i] + out->header + 1);
    return SX_OK;
}

sx_status sx_read_curves(const sx_table *table, sx_allocation_curves *out, sx_context *why)
{
    size_t rows = table->rows, width = table->columns + 4;
    *out = (sx_allocation_curves){0};
    size_t a_row = sizeof(sx_curve) + sizeof(sx_carryover) + 2 * sizeof(double) + sizeof(size_t) + sizeof(char *);
    char *memory = malloc(rows * (a_row + width * sizeof(double)) + 1);
    if (!memory)
        return SX_NOMEM;
    sx_allocation_curves made = {.memory = memory, .header = has_header(table)};
    double *points = (double *)(void *)memory;
    made.curves = (sx_curve *)(void *)(points + rows * width);
    made.carryover = (sx_carryover *)(void *)(made.curves + rows);
    made.minimum = (double *)(void *)(made.carryover + rows);
    made.row = (size_t *)(void *)(made.minimum + rows);
    made.name = (const char **)(void *)(made.row + rows);
    made.rows = rows - made.header;
    sx_status status = SX_OK;
    for (size_t r = made.header; r < rows && status == SX_OK; r++) {
        if (sx_row_is_blank(table, r))
            continue;
        status = read_name(table, r, &made, why);
        if (status == SX_OK)
            status = read_margin(table, r, &made.carryover[made.n], &made.minimum[made.n], why);
        if (status == SX_OK)
            status = read_row(table, r, &made.curves[made.n], points + r * width, why);
        made.row[made.n++] = r - made.header;
    }
    if (status == SX_OK && made.n == 0)
        status = sx_fail(why, SX_VALUE, "curves holds no curve");
    if (status != SX_OK) {
        free(memory);
        return status;
    }
    *out = made;
    return SX_OK;
}

void sx_allocation_curves_free(sx_allocation_curves *curves)
{
    free(curves->memory);
    *curves = (sx_allocation_curves){0};
}
