#include "drive/model.h"
#include <math.h>

static const char *const field_names[SX_FIELDS] = {"name", "kind",   "low",          "likely", "high",
                                                   "lag",  "spread", "distribution", "bounds"};

const char *sx_kind_text(sx_driver_kind kind)
{
    return kind == SX_COST_PER ? "cost per" : kind == SX_RATE ? "rate" : "value";
}

const char *sx_family_text(sx_family family)
{
    static const char *const names[] = {"fixed", "pert", "triangular", "lognormal"};
    return names[family];
}

sx_field sx_field_of(const char *word, int *min_max)
{
    static const struct {
        const char *word;
        sx_field field;
        int min_max;
    } also[] = {{"stage", SX_FIELD_NAME, -1}, {"driver", SX_FIELD_NAME, -1}, {"p10", SX_FIELD_LOW, 0},
                {"min", SX_FIELD_LOW, 1},     {"mode", SX_FIELD_LIKELY, -1}, {"base", SX_FIELD_LIKELY, -1},
                {"p90", SX_FIELD_HIGH, 0},    {"max", SX_FIELD_HIGH, 1},     {"lag spread", SX_FIELD_SPREAD, -1}};
    for (int i = 0; i < SX_FIELDS; i++)
        if (sx_same_word(word, field_names[i]))
            return (sx_field)i;
    for (size_t i = 0; i < sizeof also / sizeof also[0]; i++)
        if (sx_same_word(word, also[i].word)) {
            if (also[i].min_max >= 0)
                *min_max = also[i].min_max;
            return also[i].field;
        }
    return SX_FIELDS;
}

static sx_status read_header(const sx_table *table, sx_layout *layout, sx_context *why)
{
    int ends[2] = {-1, -1}; /* what the columns low and high say of their bounds */
    for (int i = 0; i < SX_FIELDS; i++)
        layout->column[i] = SX_NO_COLUMN;
    for (size_t c = 0; c < table->columns; c++) {
        const sx_cell *cell = sx_at(table, 0, c);
        int min_max = -1;
        sx_field field = cell->kind == SX_TEXT ? sx_field_of(cell->as.text, &min_max) : SX_FIELDS;
        if (field == SX_FIELDS)
            continue;
        if (layout->column[field] != SX_NO_COLUMN)
            return sx_fail(why, SX_ARGUMENT, "drivers row 1, columns %zu and %zu: both are headed %s",
                           layout->column[field] + 1, c + 1, field_names[field]);
        layout->column[field] = c;
        if (field == SX_FIELD_LOW || field == SX_FIELD_HIGH)
            ends[field == SX_FIELD_HIGH] = min_max;
    }
    if (layout->column[SX_FIELD_NAME] == SX_NO_COLUMN || layout->column[SX_FIELD_LIKELY] == SX_NO_COLUMN)
        return sx_fail(why, SX_ARGUMENT, "drivers row 1: the header has no column %s",
                       layout->column[SX_FIELD_NAME] == SX_NO_COLUMN ? "name" : "likely");
    if ((ends[0] == 1) != (ends[1] == 1))
        return sx_fail(why, SX_ARGUMENT, "drivers row 1: min goes with max, and low (P10) with high (P90)");
    layout->first = 1;
    layout->min_max = ends[0] == 1;
    return SX_OK;
}

sx_status sx_layout_read(const sx_table *table, sx_layout *layout, sx_context *why)
{
    layout->first = 0;
    layout->min_max = 0;
    for (size_t c = 0; table && c < table->columns; c++) {
        const sx_cell *cell = sx_at(table, 0, c);
        if (cell->kind == SX_TEXT && sx_same_word(cell->as.text, "kind"))
            return read_header(table, layout, why);
    }
    for (size_t i = 0; i < SX_FIELDS; i++)
        layout->column[i] = i;
    return SX_OK;
}

/* Written as a reason of its own, because reasons are what knows no locale. */
static const char *where(const sx_place *place, sx_field field, sx_context *text)
{
    size_t column = place->column[field];
    const char *name = place->name ? place->name : "no name";
    if (column == SX_NO_COLUMN)
        sx_fail(text, SX_OK, "%s row %zu (%.80s), %s", place->table, place->row + 1, name, field_names[field]);
    else
        sx_fail(text, SX_OK, "%s row %zu (%.80s), column %zu (%s)", place->table, place->row + 1, name, column + 1,
                field_names[field]);
    return text->reason;
}

/* Ends a function that has place and why. */
#define REFUSE(status, field, format, ...)                                                                             \
    do {                                                                                                               \
        sx_context place_text;                                                                                         \
        return sx_fail(why, status, "%.300s: " format, where(place, field, &place_text), __VA_ARGS__);                 \
    } while (0)

static sx_status set_word(sx_driver *driver, sx_field field, const char *word, const sx_place *place, sx_context *why)
{
    if (field == SX_FIELD_KIND) {
        for (int k = SX_COST_PER; k <= SX_WORTH; k++)
            if (sx_same_word(word, sx_kind_text((sx_driver_kind)k))) {
                driver->kind = (sx_driver_kind)k;
                return SX_OK;
            }
        REFUSE(SX_ARGUMENT, field, "unknown kind \"%.60s\"; known are cost per, rate, value", word);
    }
    if (field == SX_FIELD_DISTRIBUTION) {
        for (int f = SX_FIXED; f <= SX_LOGNORMAL; f++)
            if (sx_same_word(word, sx_family_text((sx_family)f))) {
                driver->family = (sx_family)f;
                return SX_OK;
            }
        REFUSE(SX_ARGUMENT, field, "unknown distribution \"%.60s\"; known are pert, triangular, lognormal, fixed",
               word);
    }
    driver->min_max = sx_same_word(word, "min-max");
    if (!driver->min_max && !sx_same_word(word, "p10-p90"))
        REFUSE(SX_ARGUMENT, field, "unknown bounds \"%.60s\"; known are p10-p90, min-max", word);
    return SX_OK;
}

static double *number_of(sx_driver *d, sx_field field)
{
    double *const numbers[SX_FIELDS] = {NULL, NULL, &d->low, &d->likely, &d->high, &d->lag, &d->spread, NULL, NULL};
    return numbers[field];
}

sx_status sx_driver_set(sx_driver *driver, sx_field field, const sx_cell *cell, const sx_place *place, sx_context *why)
{
    double *number = number_of(driver, field);
    if (cell->kind != (number ? SX_NUMBER : SX_TEXT))
        REFUSE(SX_VALUE, field, "must be a %s", number ? "number" : "text");
    if (number && !isfinite(cell->as.number))
        REFUSE(SX_NUM, field, "must be a finite number, here it is %g", cell->as.number);
    if (number)
        *number = cell->as.number;
    else if (field == SX_FIELD_NAME)
        driver->name = cell->as.text;
    else
        return set_word(driver, field, cell->as.text, place, why);
    return SX_OK;
}

static sx_status check_range(const sx_driver *d, const sx_place *place, sx_context *why)
{
    sx_field low = d->family == SX_FIXED ? SX_FIELD_LIKELY : SX_FIELD_LOW;
    sx_field high = d->family == SX_FIXED ? SX_FIELD_LIKELY : SX_FIELD_HIGH;
    if (d->low > d->high)
        REFUSE(SX_NUM, SX_FIELD_LOW, "low %g is above high %g", d->low, d->high);
    if (d->likely < d->low || d->likely > d->high)
        REFUSE(SX_NUM, SX_FIELD_LIKELY, "likely %g lies outside low %g to high %g", d->likely, d->low, d->high);
    if (d->kind == SX_COST_PER && !(d->low > 0.0))
        REFUSE(SX_NUM, low, "a cost must be above zero, here it is %g", d->low);
    if (d->low < 0.0)
        REFUSE(SX_NUM, low, "a %s must not be negative, here it is %g", sx_kind_text(d->kind), d->low);
    if (d->kind == SX_RATE && d->high > 1.0)
        REFUSE(SX_NUM, high, "a rate must not be above 1, here it is %g (12.5 %% is 0.125)", d->high);
    if (d->family == SX_LOGNORMAL && d->min_max)
        REFUSE(SX_ARGUMENT, SX_FIELD_BOUNDS, "%s", "a lognormal has no min and max; give P10 and P90");
    if (d->family == SX_LOGNORMAL && !(d->low > 0.0))
        REFUSE(SX_NUM, low, "a lognormal needs a low above zero, here it is %g", d->low);
    return SX_OK;
}

sx_status sx_driver_complete(sx_driver *d, const sx_place *place, sx_context *why)
{
    if (isnan(d->low) != isnan(d->high))
        REFUSE(SX_VALUE, isnan(d->low) ? SX_FIELD_LOW : SX_FIELD_HIGH, "%s",
               "is blank; give low and high, or neither for a fixed driver");
    if (isnan(d->likely) && d->family == SX_LOGNORMAL && d->low > 0.0 && d->high > 0.0)
        d->likely = sqrt(d->low) * sqrt(d->high);
    if (isnan(d->likely))
        REFUSE(SX_VALUE, SX_FIELD_LIKELY, "%s", "is blank");
    if (isnan(d->low) || d->family == SX_FIXED) {
        d->low = d->high = d->likely;
        d->family = SX_FIXED;
    }
    if (d->lag < 0.0 || d->lag > SX_PERIODS_MOST)
        REFUSE(SX_NUM, SX_FIELD_LAG, "must be from 0 to %d periods, here it is %g", SX_PERIODS_MOST, d->lag);
    if (d->spread < 0.0 || d->spread > SX_PERIODS_MOST)
        REFUSE(SX_NUM, SX_FIELD_SPREAD, "must be from 0 to %d periods, here it is %g", SX_PERIODS_MOST, d->spread);
    if (d->spread > 0.0 && !(d->lag > 0.0))
        REFUSE(SX_NUM, SX_FIELD_SPREAD, "a spread of %g needs a lag above zero", d->spread);
    return check_range(d, place, why);
}

static sx_status read_driver(const sx_table *table, const sx_layout *layout, size_t row, sx_driver *driver,
                             sx_context *why)
{
    sx_place at = {.table = "drivers", .row = row, .column = layout->column}, *place = &at;
    *driver =
        (sx_driver){.row = row, .low = NAN, .likely = NAN, .high = NAN, .family = SX_PERT, .min_max = layout->min_max};
    for (int f = 0; f < SX_FIELDS; f++) {
        const sx_cell *cell = sx_at(table, row, layout->column[f]);
        if (sx_is_blank(cell)) {
            if (f == SX_FIELD_NAME || f == SX_FIELD_KIND)
                REFUSE(SX_VALUE, (sx_field)f, "%s", "is blank");
            continue;
        }
        sx_status status = sx_driver_set(driver, (sx_field)f, cell, place, why);
        if (status != SX_OK)
            return status;
        at.name = driver->name;
    }
    return sx_driver_complete(driver, place, why);
}

static int is_blank_row(const sx_table *table, const sx_layout *layout, size_t row)
{
    for (int f = 0; f < SX_FIELDS; f++)
        if (!sx_is_blank(sx_at(table, row, layout->column[f])))
            return 0;
    return 1;
}

static sx_status check_order(const sx_model *model, sx_context *why)
{
    if (model->n < 2)
        return sx_fail(why, SX_ARGUMENT, "drivers: at least a cost per and a value are needed, here are %zu rows",
                       model->n);
    for (size_t k = 0; k < model->n; k++) {
        const sx_driver *d = &model->driver[k];
        sx_driver_kind due = k == 0 ? SX_COST_PER : k + 1 == model->n ? SX_WORTH : SX_RATE;
        if (d->kind != due)
            return sx_fail(
                why, SX_ARGUMENT,
                "drivers row %zu (%.60s): here a %s must stand, not a %s; the order is cost per, rates, value",
                d->row + 1, d->name, sx_kind_text(due), sx_kind_text(d->kind));
        for (size_t j = 0; j < k; j++)
            if (sx_same_word(d->name, model->driver[j].name))
                return sx_fail(why, SX_ARGUMENT, "drivers rows %zu and %zu: both are named %.60s",
                               model->driver[j].row + 1, d->row + 1, d->name);
    }
    return SX_OK;
}

sx_status sx_model_read(const sx_table *table, sx_model *model, sx_context *why)
{
    sx_layout layout;
    sx_status status = sx_layout_read(table, &layout, why);
    model->n = 0;
    for (size_t row = layout.first; status == SX_OK && table && row < table->rows; row++) {
        if (is_blank_row(table, &layout, row))
            continue;
        if (model->n == SX_DRIVERS_MOST)
            return sx_fail(why, SX_ARGUMENT, "drivers row %zu: a table holds at most %d drivers", row + 1,
                           SX_DRIVERS_MOST);
        status = read_driver(table, &layout, row, &model->driver[model->n++], why);
    }
    return status == SX_OK ? check_order(model, why) : status;
}

sx_status sx_driver_fit(const sx_driver *driver, sx_marginal *m, sx_context *why)
{
    sx_status status = sx_marginal_fit(driver->family, driver->min_max, driver->low, driver->likely, driver->high, m);
    if (status != SX_OK)
        return sx_fail(why, status, "drivers row %zu (%.60s): low, likely and high do not fit a %s", driver->row + 1,
                       driver->name, sx_family_text(driver->family));
    int bounded = m->family == SX_PERT || m->family == SX_TRIANGULAR;
    if (driver->kind == SX_COST_PER && bounded && !(m->low > 0.0))
        return sx_fail(why, SX_NUM,
                       "drivers row %zu (%.60s): with %g as P10 and %g as P90 a %s reaches down to %g, but a cost is "
                       "above zero; use lognormal, or min-max",
                       driver->row + 1, driver->name, driver->low, driver->high, sx_family_text(driver->family),
                       m->low);
    m->floor = 0.0;
    if (driver->kind == SX_RATE)
        m->ceiling = 1.0;
    return SX_OK;
}
