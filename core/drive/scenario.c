/* DRIVE.SCENARIO. */
#include <math.h>
#include "drive.h"
#include "drive/scenario.h"

/* How the table of scenarios is laid out. */
typedef struct plan {
    size_t first, scenario, driver;
    bool by_field;            /* a row holds one field and its value, else one column a field */
    size_t field, value;      /* by field */
    size_t column[SX_FIELDS]; /* else; by field every one is the value's */
} plan;

static bool is_word(const sx_cell *cell, const char *word)
{
    return cell->kind == SX_TEXT && sx_same_word(cell->as.text, word);
}

static sx_status read_plan_headings(const sx_table *table, plan *out, sx_context *why)
{
    enum { SCENARIO = SX_FIELDS, FIELD, VALUE, HEADINGS };
    sx_heading headings[HEADINGS];
    sx_field_headings(headings);
    headings[SX_FIELD_NAME] = (sx_heading){.names = {"driver", "stage", "name"}};
    headings[SCENARIO] = (sx_heading){.names = {"scenario"}};
    headings[FIELD] = (sx_heading){.names = {"field"}, .optional = true};
    headings[VALUE] = (sx_heading){.names = {"value"}, .optional = !sx_first_row_says(table, "field")};
    sx_status status = sx_find_headings(table, "scenarios", headings, HEADINGS, SX_ARGUMENT, why);
    *out = (plan){.first = 1,
                  .scenario = headings[SCENARIO].column,
                  .driver = headings[SX_FIELD_NAME].column,
                  .by_field = headings[FIELD].column != SX_NO_COLUMN,
                  .field = headings[FIELD].column,
                  .value = headings[VALUE].column};
    bool any = out->by_field;
    for (size_t f = SX_FIELD_LOW; f < SX_FIELDS; f++) {
        out->column[f] = headings[f].column;
        any = any || headings[f].column != SX_NO_COLUMN;
    }
    if (status == SX_OK && !any)
        return sx_fail(why, SX_ARGUMENT,
                       "scenarios row 1: no heading says what changes: field and value, or low, likely, high, lag, "
                       "spread, distribution, bounds or noise");
    return status;
}

/* A first row that says scenario is one of headings; else scenario, driver, field, value where the third cell is a
 * text, and scenario, driver, low, likely, high, lag, spread where it is not. */
static sx_status read_plan(const sx_table *table, plan *out, sx_context *why)
{
    sx_status status = SX_OK;
    if (sx_first_row_says(table, "scenario")) {
        status = read_plan_headings(table, out, why);
    } else {
        *out = (plan){.scenario = 0, .driver = 1, .field = 2, .value = 3};
        size_t first = 0; /* a line may be left blank */
        while (first + 1 < table->rows && sx_row_is_blank(table, first))
            first++;
        out->by_field = sx_at(table, first, 2)->kind == SX_TEXT && !sx_is_blank(sx_at(table, first, 2));
        for (size_t f = 0; f < SX_FIELDS; f++)
            out->column[f] = f >= SX_FIELD_LOW && f <= SX_FIELD_SPREAD ? f : SX_NO_COLUMN;
    }
    for (size_t f = 0; out->by_field && f < SX_FIELDS; f++)
        out->column[f] = out->value;
    return status;
}

/* Blank ends of a fixed driver stay open until all overrides are in. */
static void set_field(sx_driver *d, sx_field field)
{
    if ((field == SX_FIELD_LOW || field == SX_FIELD_HIGH) && d->family == SX_FIXED)
        d->family = SX_PERT;
}

static sx_status apply_field(const sx_table *table, const plan *p, size_t row, sx_driver *d, const sx_place *place,
                             sx_context *why)
{
    const sx_cell *name = sx_at(table, row, p->field), *value = sx_at(table, row, p->value);
    sx_field field = name->kind == SX_TEXT ? sx_field_of(name->as.text) : SX_FIELDS;
    bool scale = is_word(name, "scale");
    if (!scale && (field == SX_FIELDS || field == SX_FIELD_NAME || field == SX_FIELD_KIND))
        return sx_fail(why, SX_ARGUMENT,
                       "scenarios row %zu, column %zu: a field is one of low, likely, high, lag, spread, distribution, "
                       "bounds, scale",
                       row + 1, p->field + 1);
    if (sx_is_blank(value) || (scale && value->kind != SX_NUMBER))
        return sx_fail(why, SX_VALUE, "scenarios row %zu, column %zu: a %s is needed", row + 1, p->value + 1,
                       scale ? "number" : "value");
    if (scale) {
        d->low *= value->as.number;
        d->likely *= value->as.number;
        d->high *= value->as.number;
        return SX_OK;
    }
    set_field(d, field);
    return sx_driver_set(d, field, value, place, why);
}

static sx_status apply_columns(const sx_table *table, const plan *p, size_t row, sx_driver *d, const sx_place *place,
                               sx_context *why)
{
    for (size_t f = SX_FIELD_LOW; f < SX_FIELDS; f++) {
        const sx_cell *cell = sx_at(table, row, p->column[f]);
        if (sx_is_blank(cell))
            continue;
        set_field(d, (sx_field)f);
        sx_status status = sx_driver_set(d, (sx_field)f, cell, place, why);
        if (status != SX_OK)
            return status;
    }
    return SX_OK;
}

static sx_status apply_row(const sx_table *table, const plan *p, size_t row, sx_model *model, sx_place *places,
                           sx_context *why)
{
    const sx_cell *name = sx_at(table, row, p->driver);
    size_t k = 0;
    while (k < model->n && !is_word(name, model->driver[k].name))
        k++;
    if (k == model->n)
        return sx_fail(why, SX_ARGUMENT, "scenarios row %zu, column %zu: \"%.60s\" is no driver's name", row + 1,
                       p->driver + 1, name->kind == SX_TEXT ? name->as.text : "");
    if (table->columns < 3)
        return sx_fail(why, SX_ARGUMENT, "scenarios row %zu: nothing says what changes: two columns are only the names",
                       row + 1);
    places[k] = (sx_place){.table = "scenarios", .name = model->driver[k].name, .row = row, .column = p->column};
    return p->by_field ? apply_field(table, p, row, &model->driver[k], &places[k], why)
                       : apply_columns(table, p, row, &model->driver[k], &places[k], why);
}

static sx_status lay_over(const sx_table *table, const plan *p, const char *name, sx_model *model, sx_context *why)
{
    sx_place places[SX_DRIVERS_MOST] = {{0}};
    size_t found = 0;
    for (size_t k = 0; k < model->n; k++)
        if (model->driver[k].family == SX_FIXED)
            model->driver[k].low = model->driver[k].high = NAN;
    for (size_t row = p->first; row < table->rows; row++) {
        if (!is_word(sx_at(table, row, p->scenario), name))
            continue;
        found++;
        sx_status status = apply_row(table, p, row, model, places, why);
        if (status != SX_OK)
            return status;
    }
    if (!found && !sx_same_word(name, "base"))
        return sx_fail(why, SX_ARGUMENT, "scenarios column %zu: there is no scenario \"%.60s\"", p->scenario + 1, name);
    for (size_t k = 0; k < model->n; k++) {
        size_t none[SX_FIELDS];
        for (int f = 0; f < SX_FIELDS; f++)
            none[f] = SX_NO_COLUMN;
        sx_place own = {.table = "drivers", .name = model->driver[k].name, .row = model->driver[k].row, .column = none};
        sx_status status = sx_driver_complete(&model->driver[k], places[k].table ? &places[k] : &own, why);
        if (status != SX_OK)
            return status;
    }
    return SX_OK;
}

/* A season and noise are read under headings, so that they bring these with them. */
static void write_more(const sx_model *model, sx_table *made)
{
    sx_heading headings[SX_FIELDS];
    sx_field_headings(headings);
    for (size_t f = 0; f < SX_FIELDS; f++)
        sx_put_text(made, 0, f, "%s", headings[f].names[0]);
    for (size_t p = 0; p < model->season; p++)
        sx_put_text(made, 0, SX_FIELDS + p, "period %zu", p + 1);
    for (size_t k = 0; k < model->n; k++) {
        sx_put_number(made, k + 1, SX_FIELD_NOISE, model->driver[k].noise);
        for (size_t p = 0; p < model->season; p++)
            sx_put_number(made, k + 1, SX_FIELDS + p, model->driver[k].season[p]);
    }
}

static sx_status write_model(const sx_model *model, sx_table *result)
{
    sx_table made;
    bool more = model->season > 0;
    for (size_t k = 0; k < model->n; k++)
        more = more || model->driver[k].noise > 0.0;
    sx_table_make(&made, model->n + more, more ? SX_FIELDS + model->season : SX_FIELD_NOISE);
    if (more)
        write_more(model, &made);
    for (size_t k = 0; k < model->n; k++) {
        const sx_driver *d = &model->driver[k];
        size_t row = k + more;
        sx_put_text(&made, row, SX_FIELD_NAME, "%s", d->name);
        sx_put_text(&made, row, SX_FIELD_KIND, "%s", sx_kind_text(d->kind));
        sx_put_number(&made, row, SX_FIELD_LOW, d->low);
        sx_put_number(&made, row, SX_FIELD_LIKELY, d->likely);
        sx_put_number(&made, row, SX_FIELD_HIGH, d->high);
        sx_put_number(&made, row, SX_FIELD_LAG, d->lag);
        sx_put_number(&made, row, SX_FIELD_SPREAD, d->spread);
        sx_put_text(&made, row, SX_FIELD_DISTRIBUTION, "%s", sx_family_text(d->family));
        sx_put_text(&made, row, SX_FIELD_BOUNDS, "%s", d->min_max ? "min-max" : "p10-p90");
    }
    return sx_table_give(&made, result);
}

sx_status sx_scenario_lay(const sx_table *scenarios, const char *name, sx_model *model, sx_context *why)
{
    plan p;
    sx_status status = read_plan(scenarios, &p, why);
    return status == SX_OK ? lay_over(scenarios, &p, name, model, why) : status;
}

sx_status sx_scenario_names(const sx_table *scenarios, const char **name, size_t most, size_t *n, sx_context *why)
{
    plan p;
    sx_status status = read_plan(scenarios, &p, why);
    *n = 0;
    for (size_t row = p.first; status == SX_OK && row < scenarios->rows; row++) {
        const sx_cell *cell = sx_at(scenarios, row, p.scenario);
        size_t i = 0;
        if (sx_is_blank(cell) || is_word(cell, "base"))
            continue;
        if (cell->kind != SX_TEXT)
            return sx_fail(why, SX_VALUE, "scenarios row %zu, column %zu: the name of a scenario is needed", row + 1,
                           p.scenario + 1);
        while (i < *n && !sx_same_word(name[i], cell->as.text))
            i++;
        if (i < *n)
            continue;
        if (*n == most)
            return sx_fail(why, SX_ARGUMENT, "scenarios row %zu: more than %zu scenarios", row + 1, most);
        name[(*n)++] = cell->as.text;
    }
    return status;
}

sx_status sx_drive_scenario(const sx_table *drivers, const sx_table *scenarios, const char *name, sx_table *result,
                            sx_context *context)
{
    sx_model model;
    sx_status status = sx_model_read(drivers, &model, context);
    if (status == SX_OK)
        status = sx_scenario_lay(scenarios, name, &model, context);
    return status == SX_OK ? write_model(&model, result) : status;
}
