#include "drive/model.h"
#include <math.h>
#include <string.h>

/* The shown name of each field first. */
static const char *const field_names[SX_FIELDS][3] = {[SX_FIELD_NAME] = {"name", "stage", "driver"},
                                                      [SX_FIELD_KIND] = {"kind"},
                                                      [SX_FIELD_LOW] = {"low", "p10", "min"},
                                                      [SX_FIELD_LIKELY] = {"likely", "mode", "base"},
                                                      [SX_FIELD_HIGH] = {"high", "p90", "max"},
                                                      [SX_FIELD_LAG] = {"lag"},
                                                      [SX_FIELD_SPREAD] = {"spread", "lag spread"},
                                                      [SX_FIELD_DISTRIBUTION] = {"distribution"},
                                                      [SX_FIELD_BOUNDS] = {"bounds"},
                                                      [SX_FIELD_NOISE] = {"noise"}};
enum { MIN_MAX = 2 }; /* the place of min and of max among the names of low and of high */

/* Where each field stands. */
typedef struct layout {
    size_t first; /* row of the first driver */
    size_t column[SX_FIELDS];
    bool min_max;                          /* the headings say min and max */
    size_t season, period[SX_SEASON_MOST]; /* how many, and the column of each */
} layout;

const char *sx_kind_text(sx_driver_kind kind)
{
    static const char *const names[] = {"cost per", "rate", "value", "multiplier"};
    return names[kind];
}

const char *sx_family_text(sx_family family)
{
    static const char *const names[] = {"fixed", "pert", "triangular", "lognormal"};
    return names[family];
}

void sx_field_headings(sx_heading headings[SX_FIELDS])
{
    for (size_t f = 0; f < SX_FIELDS; f++) {
        headings[f] = (sx_heading){.optional = true};
        memcpy(headings[f].names, field_names[f], sizeof field_names[f]);
    }
}

sx_field sx_field_of(const char *word)
{
    for (size_t f = 0; f < SX_FIELDS; f++)
        for (size_t k = 0; k < 3 && field_names[f][k]; k++)
            if (sx_same_word(word, field_names[f][k]))
                return (sx_field)f;
    return SX_FIELDS;
}

static bool says_min_max(const sx_heading *heading)
{
    return heading->column != SX_NO_COLUMN && heading->said == MIN_MAX;
}

/* "period 3" is 2; SX_SEASON_MOST: no such heading. */
static size_t period_of(const sx_cell *cell)
{
    for (size_t p = 0; cell->kind == SX_TEXT && p < SX_SEASON_MOST; p++) {
        char name[16];
        sx_format_into(name, sizeof name, "period %zu", p + 1);
        if (sx_same_word(cell->as.text, name))
            return p;
    }
    return SX_SEASON_MOST;
}

static sx_status read_season(const sx_table *table, layout *out, sx_context *why)
{
    for (size_t c = 0; c < table->columns; c++) {
        size_t p = period_of(sx_at(table, 0, c));
        if (p == SX_SEASON_MOST)
            continue;
        if (out->period[p] != SX_NO_COLUMN)
            return sx_fail(why, SX_ARGUMENT, "drivers row 1: \"period %zu\" stands twice", p + 1);
        out->period[p] = c;
        out->season = p + 1 > out->season ? p + 1 : out->season;
    }
    return SX_OK;
}

static sx_status read_layout(const sx_table *table, layout *out, sx_context *why)
{
    sx_heading headings[SX_FIELDS];
    *out = (layout){.first = sx_first_row_says(table, "kind")};
    for (size_t f = 0; f < SX_FIELDS; f++)
        out->column[f] = f < SX_FIELD_NOISE ? f : SX_NO_COLUMN;
    for (size_t p = 0; p < SX_SEASON_MOST; p++)
        out->period[p] = SX_NO_COLUMN;
    if (out->first == 0)
        return SX_OK;
    sx_field_headings(headings);
    headings[SX_FIELD_NAME].optional = headings[SX_FIELD_LIKELY].optional = false;
    sx_status status = sx_find_headings(table, "drivers", headings, SX_FIELDS, SX_ARGUMENT, why);
    for (size_t f = 0; f < SX_FIELDS; f++)
        out->column[f] = headings[f].column;
    out->min_max = says_min_max(&headings[SX_FIELD_LOW]);
    if (status == SX_OK && out->min_max != says_min_max(&headings[SX_FIELD_HIGH]))
        return sx_fail(why, SX_ARGUMENT, "drivers row 1: min goes with max, and low (P10) with high (P90)");
    return status == SX_OK ? read_season(table, out, why) : status;
}

/* The reason of an error: its place, then what is wrong. */
static SX_PRINTF(5, 6) sx_status
    refuse(sx_context *why, sx_status status, const sx_place *place, sx_field field, const char *format, ...)
{
    char what[512];
    va_list arguments;
    va_start(arguments, format);
    sx_format(what, sizeof what, format, arguments);
    va_end(arguments);
    const char *name = place->name ? place->name : "no name";
    size_t column = place->column[field];
    if (column == SX_NO_COLUMN)
        return sx_fail(why, status, "%s row %zu (%.80s), %s: %s", place->table, place->row + 1, name,
                       field_names[field][0], what);
    return sx_fail(why, status, "%s row %zu (%.80s), column %zu (%s): %s", place->table, place->row + 1, name,
                   column + 1, field_names[field][0], what);
}

static sx_status set_word(sx_driver *driver, sx_field field, const char *word, const sx_place *place, sx_context *why)
{
    if (field == SX_FIELD_KIND) {
        for (int k = SX_COST_PER; k <= SX_MULTIPLIER; k++)
            if (sx_same_word(word, sx_kind_text((sx_driver_kind)k))) {
                driver->kind = (sx_driver_kind)k;
                return SX_OK;
            }
        return refuse(why, SX_ARGUMENT, place, field,
                      "unknown kind \"%.60s\"; known are cost per, rate, multiplier, value", word);
    }
    if (field == SX_FIELD_DISTRIBUTION) {
        for (int f = SX_FIXED; f <= SX_LOGNORMAL; f++)
            if (sx_same_word(word, sx_family_text((sx_family)f))) {
                driver->family = (sx_family)f;
                return SX_OK;
            }
        return refuse(why, SX_ARGUMENT, place, field,
                      "unknown distribution \"%.60s\"; known are pert, triangular, lognormal, fixed", word);
    }
    driver->min_max = sx_same_word(word, "min-max");
    if (!driver->min_max && !sx_same_word(word, "p10-p90"))
        return refuse(why, SX_ARGUMENT, place, field, "unknown bounds \"%.60s\"; known are p10-p90, min-max", word);
    return SX_OK;
}

static double *number_of(sx_driver *d, sx_field field)
{
    double *const numbers[SX_FIELDS] = {NULL,    NULL,       &d->low, &d->likely, &d->high,
                                        &d->lag, &d->spread, NULL,    NULL,       &d->noise};
    return numbers[field];
}

sx_status sx_driver_set(sx_driver *driver, sx_field field, const sx_cell *cell, const sx_place *place, sx_context *why)
{
    double *number = number_of(driver, field);
    if (cell->kind != (number ? SX_NUMBER : SX_TEXT))
        return refuse(why, SX_VALUE, place, field, "must be a %s", number ? "number" : "text");
    if (number && !isfinite(cell->as.number))
        return refuse(why, SX_NUM, place, field, "must be a finite number, here it is %g", cell->as.number);
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
        return refuse(why, SX_NUM, place, SX_FIELD_LOW, "low %g is above high %g", d->low, d->high);
    if (d->likely < d->low || d->likely > d->high)
        return refuse(why, SX_NUM, place, SX_FIELD_LIKELY, "likely %g lies outside low %g to high %g", d->likely,
                      d->low, d->high);
    if (d->kind == SX_COST_PER && !(d->low > 0.0))
        return refuse(why, SX_NUM, place, low, "a cost must be above zero, here it is %g", d->low);
    if (d->low < 0.0)
        return refuse(why, SX_NUM, place, low, "a %s must not be negative, here it is %g", sx_kind_text(d->kind),
                      d->low);
    if (d->kind == SX_RATE && d->high > 1.0)
        return refuse(why, SX_NUM, place, high, "a rate must not be above 1, here it is %g (12.5 %% is 0.125)",
                      d->high);
    if (!(d->noise >= 0.0 && d->noise <= 10.0))
        return refuse(why, SX_NUM, place, SX_FIELD_NOISE, "must be from 0 to 10 (0.1: 10 %%), here it is %g", d->noise);
    if (d->family == SX_LOGNORMAL && d->min_max)
        return refuse(why, SX_ARGUMENT, place, SX_FIELD_BOUNDS, "a lognormal has no min and max; give P10 and P90");
    if (d->family == SX_LOGNORMAL && !(d->low > 0.0))
        return refuse(why, SX_NUM, place, low, "a lognormal needs a low above zero, here it is %g", d->low);
    return SX_OK;
}

sx_status sx_driver_complete(sx_driver *d, const sx_place *place, sx_context *why)
{
    if (!isnan(d->low) != !isnan(d->high))
        return refuse(why, SX_VALUE, place, isnan(d->low) ? SX_FIELD_LOW : SX_FIELD_HIGH,
                      "is blank; give low and high, or neither for a fixed driver");
    if (isnan(d->likely) && d->family == SX_LOGNORMAL && d->low > 0.0 && d->high > 0.0)
        d->likely = sqrt(d->low) * sqrt(d->high);
    if (isnan(d->likely))
        return refuse(why, SX_VALUE, place, SX_FIELD_LIKELY, "is blank");
    if (isnan(d->low) || d->family == SX_FIXED) {
        d->low = d->high = d->likely;
        d->family = SX_FIXED;
    }
    if (d->lag < 0.0 || d->lag > SX_PERIODS_MOST)
        return refuse(why, SX_NUM, place, SX_FIELD_LAG, "must be from 0 to %d periods, here it is %g", SX_PERIODS_MOST,
                      d->lag);
    if (d->spread < 0.0 || d->spread > SX_PERIODS_MOST)
        return refuse(why, SX_NUM, place, SX_FIELD_SPREAD, "must be from 0 to %d periods, here it is %g",
                      SX_PERIODS_MOST, d->spread);
    if (d->spread > 0.0 && !(d->lag > 0.0))
        return refuse(why, SX_NUM, place, SX_FIELD_SPREAD, "a spread of %g needs a lag above zero", d->spread);
    return check_range(d, place, why);
}

static sx_status set_season(const sx_table *table, const layout *l, size_t row, sx_driver *d, sx_context *why)
{
    for (size_t p = 0; p < SX_SEASON_MOST; p++) {
        const sx_cell *cell = sx_at(table, row, l->period[p]);
        d->season[p] = 1.0;
        if (sx_is_blank(cell))
            continue;
        if (cell->kind != SX_NUMBER)
            return sx_fail(why, SX_VALUE, "drivers row %zu (%.80s), period %zu: must be a number", row + 1, d->name,
                           p + 1);
        d->season[p] = cell->as.number;
        if (!isfinite(d->season[p]) || d->season[p] < 0.0 || (d->kind == SX_COST_PER && d->season[p] == 0.0))
            return sx_fail(why, SX_NUM, "drivers row %zu (%.80s), period %zu: times %g of its level is no %s", row + 1,
                           d->name, p + 1, d->season[p], sx_kind_text(d->kind));
        if (d->kind == SX_RATE && d->season[p] * d->likely > 1.0)
            return sx_fail(why, SX_NUM, "drivers row %zu (%.80s), period %zu: %g times the rate %g is above 1", row + 1,
                           d->name, p + 1, d->season[p], d->likely);
    }
    return SX_OK;
}

static sx_status read_driver(const sx_table *table, const layout *l, size_t row, sx_driver *driver, sx_context *why)
{
    sx_place at = {.table = "drivers", .row = row, .column = l->column}, *place = &at;
    *driver = (sx_driver){.row = row, .low = NAN, .likely = NAN, .high = NAN, .family = SX_PERT, .min_max = l->min_max};
    for (int f = 0; f < SX_FIELDS; f++) {
        const sx_cell *cell = sx_at(table, row, l->column[f]);
        if (sx_is_blank(cell)) {
            if (f == SX_FIELD_NAME || f == SX_FIELD_KIND)
                return refuse(why, SX_VALUE, place, (sx_field)f, "is blank");
            continue;
        }
        sx_status status = sx_driver_set(driver, (sx_field)f, cell, place, why);
        if (status != SX_OK)
            return status;
        at.name = driver->name;
    }
    sx_status status = sx_driver_complete(driver, place, why);
    return status == SX_OK ? set_season(table, l, row, driver, why) : status;
}

static bool is_blank_row(const sx_table *table, const layout *l, size_t row)
{
    for (int f = 0; f < SX_FIELDS; f++)
        if (!sx_is_blank(sx_at(table, row, l->column[f])))
            return false;
    return true;
}

static sx_status check_order(const sx_model *model, sx_context *why)
{
    if (model->n < 2)
        return sx_fail(why, SX_ARGUMENT, "drivers: at least a cost per and a value are needed, here are %zu rows",
                       model->n);
    for (size_t k = 0; k < model->n; k++) {
        const sx_driver *d = &model->driver[k];
        sx_driver_kind due = k == 0 ? SX_COST_PER : k + 1 == model->n ? SX_WORTH : SX_RATE;
        if (d->kind != due && !(due == SX_RATE && d->kind == SX_MULTIPLIER))
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
    layout l;
    sx_status status = read_layout(table, &l, why);
    model->n = 0;
    model->season = l.season;
    for (size_t row = l.first; status == SX_OK && row < table->rows; row++) {
        if (is_blank_row(table, &l, row))
            continue;
        if (model->n == SX_DRIVERS_MOST)
            return sx_fail(why, SX_ARGUMENT, "drivers row %zu: a table holds at most %d drivers", row + 1,
                           SX_DRIVERS_MOST);
        status = read_driver(table, &l, row, &model->driver[model->n++], why);
    }
    return status == SX_OK ? check_order(model, why) : status;
}

double sx_season_at(const sx_model *model, size_t driver, size_t period)
{
    return model->season ? model->driver[driver].season[period % model->season] : 1.0;
}

size_t sx_last_rate(const sx_model *model)
{
    size_t k = model->n - 1;
    while (k > 0 && model->driver[k].kind != SX_RATE)
        k--;
    return k;
}

size_t sx_opportunity_stage(const sx_model *model)
{
    size_t rate = sx_last_rate(model);
    return rate ? rate - 1 : 0;
}

bool sx_is_of_pipeline(const sx_model *model, size_t driver)
{
    return driver <= sx_opportunity_stage(model) || driver > sx_last_rate(model);
}

sx_status sx_driver_fit(const sx_driver *driver, sx_marginal *m, sx_context *why)
{
    sx_status status = sx_marginal_fit(driver->family, driver->min_max, driver->low, driver->likely, driver->high, m);
    if (status != SX_OK)
        return sx_fail(why, status, "drivers row %zu (%.60s): low, likely and high do not fit a %s", driver->row + 1,
                       driver->name, sx_family_text(driver->family));
    bool bounded = m->family == SX_PERT || m->family == SX_TRIANGULAR;
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
