/* A driver table, read and checked. */
#ifndef SX_DRIVE_MODEL_H
#define SX_DRIVE_MODEL_H
#include "base/headings.h"
#include "base/sobol.h"
#include "base/value.h"
#include "drive/marginal.h"

#define SX_DRIVERS_MOST SX_SOBOL_DIMENSIONS
#define SX_PERIODS_MOST 1200
#define SX_SEASON_MOST 53 /* periods of a season */

typedef enum sx_driver_kind { SX_COST_PER, SX_RATE, SX_WORTH, SX_MULTIPLIER } sx_driver_kind;

typedef struct sx_driver {
    const char *name; /* the table's own text */
    size_t row;       /* of the table, from 0 */
    sx_driver_kind kind;
    double low, likely, high;
    double lag, spread; /* mean and standard deviation, in periods */
    sx_family family;   /* SX_FIXED where low and high are blank */
    bool min_max;
    double noise;                  /* of the result of a single period: its coefficient of variation */
    double season[SX_SEASON_MOST]; /* times the level in periods 1, 2, ...: see sx_model.season */
} sx_driver;

/* The stages in order: one cost per, any number of rates and multipliers (of which a member may bring more than one:
 * seats a deal), one value. */
typedef struct sx_model {
    size_t n;
    size_t season; /* periods after which the drivers' season begins anew; 0: there is none */
    sx_driver driver[SX_DRIVERS_MOST];
} sx_model;

/* The columns of a driver table, in the order they have without a header row. */
typedef enum sx_field {
    SX_FIELD_NAME,
    SX_FIELD_KIND,
    SX_FIELD_LOW,
    SX_FIELD_LIKELY,
    SX_FIELD_HIGH,
    SX_FIELD_LAG,
    SX_FIELD_SPREAD,
    SX_FIELD_DISTRIBUTION,
    SX_FIELD_BOUNDS,
    SX_FIELD_NOISE, /* only under a heading */
    SX_FIELDS
} sx_field;

/* A driver table's headings: name (or stage, driver), kind, low (or p10, min), likely (or mode, base), high (or p90,
 * max), lag, spread (or lag spread), distribution, bounds, noise; none is required. */
void sx_field_headings(sx_heading headings[SX_FIELDS]);
/* The field of that name; SX_FIELDS: none. */
sx_field sx_field_of(const char *word);
/* Reads and checks. A first row that says kind is one of headings: the columns may stand in any order, and others among
 * them; without one they stand in the order of sx_field, which has no noise. Headings "period 1", "period 2" and so on
 * up to SX_SEASON_MOST hold the season: what the level is multiplied by in that period, repeated after the highest of
 * them; a blank is 1. Blank rows are skipped. The reason of an error names row and column. SX_ARGUMENT: a heading that
 * is missing or stands twice, min without max; unknown kind, distribution or bounds, stages out of order, a name twice,
 * more than SX_DRIVERS_MOST. SX_VALUE: a text or a blank where a number must be. SX_NUM: low above likely, likely above
 * high, a rate above 1 or below 0 (in its season as well), a cost not above 0, a value or a multiplier below 0, a
 * negative lag, spread or noise, a noise above 10, a spread without a lag, a lag above SX_PERIODS_MOST. */
sx_status sx_model_read(const sx_table *table, sx_model *model, sx_context *why);
/* What the level is multiplied by in that period, from 0. */
double sx_season_at(const sx_model *model, size_t driver, size_t period);
/* The last rate (0: there is none): opportunities are what comes before it. */
size_t sx_last_rate(const sx_model *model);
/* The stage that counts opportunities: the one before the last rate, with no rate the first count. */
size_t sx_opportunity_stage(const sx_model *model);
/* Whether a driver is a factor of the value of the opportunities: not the last rate, which decides them, nor the lags
 * and rates between. */
bool sx_is_of_pipeline(const sx_model *model, size_t driver);
/* One driver of a model that is checked. SX_NUM: a cost that would reach zero. */
sx_status sx_driver_fit(const sx_driver *driver, sx_marginal *m, sx_context *why);
/* What a reason begins with: "drivers row 3 (Win rate), column 4 (likely)". */
typedef struct sx_place {
    const char *table, *name;
    size_t row;
    const size_t *column; /* by field */
} sx_place;

/* Sets one field of a driver from a cell that is not blank. */
sx_status sx_driver_set(sx_driver *driver, sx_field field, const sx_cell *cell, const sx_place *place, sx_context *why);
/* Fills in what is blank (NaN): both low and high make a fixed driver. Then checks the driver as a whole. */
sx_status sx_driver_complete(sx_driver *driver, const sx_place *place, sx_context *why);
const char *sx_kind_text(sx_driver_kind kind);
const char *sx_family_text(sx_family family);
#endif
