#include "plan/flight_case.h"
#include "base/headings.h"
#include "base/statistics.h"
#include <assert.h>
#include <math.h>

enum { NAME, MULTIPLIER, LEAST, MOST };

static const double LEFT = 1e-6; /* share of a spend's effect that may come after all periods that are looked at */

/* A number of at least 0, or *x as it was where the cell is blank. */
static sx_status number(const sx_table *table, const char *what, size_t row, size_t column, double *x, sx_context *why)
{
    const sx_cell *cell = sx_at(table, row, column);
    if (sx_is_blank(cell))
        return SX_OK;
    if (cell->kind != SX_NUMBER)
        return sx_fail(why, SX_VALUE, "%s, row %zu, column %zu: must be a number and is the text \"%.40s\"", what,
                       row + 1, column + 1, cell->kind == SX_TEXT ? cell->as.text : "");
    if (!(cell->as.number >= 0.0) || !isfinite(cell->as.number))
        return sx_fail(why, SX_NUM, "%s, row %zu, column %zu: %.15g must be at least 0", what, row + 1, column + 1,
                       cell->as.number);
    *x = cell->as.number;
    return SX_OK;
}

/* Whether the first column repeats the periods' names; of a row for all periods, whether it holds a text. */
static bool begins_with_names(const sx_flight_case *of, const sx_table *table)
{
    char one[SX_NUMBER_ROOM], other[SX_NUMBER_ROOM];
    size_t skip = sx_heading_rows(table, 1, table->columns), rows = table->rows > skip ? table->rows - skip : 0;
    if (table->declared_columns <= of->curves.n)
        return false;
    if (rows == 1 && of->flight.periods > 1)
        return sx_is_heading(sx_at(table, skip, 0));
    for (size_t t = 0; t < rows; t++) {
        const char *name = sx_cell_text(sx_at(of->periods, t + of->header, NAME), one);
        if (!*name || !sx_same_word(name, sx_cell_text(sx_at(table, t + skip, 0), other)))
            return false;
    }
    return rows > 0;
}

/* A bound each spend: period t, channel c at 2 (t channels + c). */
static sx_status read_spends(const sx_flight_case *of, const sx_table *table, const char *what, double blank_is,
                             double *out, sx_context *why)
{
    size_t k = of->curves.n, n = of->flight.periods;
    for (size_t i = 0; i < n * k; i++)
        out[2 * i] = blank_is;
    if (!table)
        return SX_OK;
    size_t lead = begins_with_names(of, table);
    if (table->columns > k + lead || table->declared_columns < k + lead)
        return sx_fail(why, SX_ARGUMENT, "%s has %zu columns and there are %zu channels", what,
                       (table->columns > k + lead ? table->columns : table->declared_columns) - lead, k);
    size_t skip = sx_heading_rows(table, lead, lead + k), given = table->declared_rows - skip,
           used = table->rows - (table->rows ? skip : 0);
    if ((given < n && given != 1) || used > n)
        return sx_fail(why, SX_ARGUMENT, "%s has %zu rows and there are %zu periods", what, used > n ? used : given, n);
    for (size_t t = 0; t < n; t++)
        for (size_t c = 0; c < k; c++) {
            sx_status status = number(table, what, (given == 1 ? 0 : t) + skip, c + lead, &out[2 * (t * k + c)], why);
            if (status != SX_OK)
                return status;
        }
    return SX_OK;
}

static sx_status read_periods(sx_flight_case *to, double *multiplier, double *bounds, sx_context *why)
{
    const sx_table *table = to->periods;
    if (table->columns > MOST + 1)
        return sx_fail(why, SX_ARGUMENT, "periods has %zu columns and takes name, multiplier, least and most",
                       table->columns);
    for (size_t t = 0; t < to->flight.periods; t++) {
        size_t row = t + to->header;
        if (sx_row_is_blank(table, row))
            return sx_fail(why, SX_VALUE, "periods, row %zu is blank", row + 1);
        multiplier[t] = 1.0;
        bounds[2 * t] = 0.0;
        bounds[2 * t + 1] = INFINITY;
        sx_status status = number(table, "periods", row, MULTIPLIER, &multiplier[t], why);
        if (status == SX_OK)
            status = number(table, "periods", row, LEAST, &bounds[2 * t], why);
        if (status == SX_OK)
            status = number(table, "periods", row, MOST, &bounds[2 * t + 1], why);
        if (status != SX_OK)
            return status;
    }
    double mean = sx_mean(multiplier, to->flight.periods);
    for (size_t t = to->flight.periods; t < to->flight.periods + to->flight.after; t++)
        multiplier[t] = mean;
    return SX_OK;
}

/* Periods after the last one in which a spend still works. */
static size_t count_after(const sx_allocation_curves *curves)
{
    size_t after = 0;
    for (size_t c = 0; c < curves->n; c++)
        while (after < SX_FLIGHT_AFTER_MOST &&
               1.0 - sx_carryover_share(&curves->carryover[c], (double)after + 1.0) > LEFT)
            after++;
    return after;
}

/* Lags' weights, and the adstock of what is spent before the first period and after the last one. */
static void carry(sx_flight_case *of, double *weight, double *ground)
{
    size_t p = of->flight.periods, all = p + of->flight.after;
    for (size_t c = 0; c < of->curves.n; c++)
        for (size_t t = 0; t < all; t++) {
            double now = sx_carryover_share(&of->curves.carryover[c], (double)t + 1.0);
            weight[c * all + t] = now - sx_carryover_share(&of->curves.carryover[c], (double)t);
            ground[c * all + t] = of->stock[c] * (1.0 - now);
            if (t >= p)
                ground[c * all + t] +=
                    of->stock[c] * sx_carryover_share(&of->curves.carryover[c], (double)(t - p) + 1.0);
        }
}

static void point_at_bounds(sx_flight_case *to, double *room)
{
    sx_flight *f = &to->flight;
    f->low = room;
    f->high = f->low + f->n;
    f->least = f->high + f->n;
    f->most = f->least + f->periods;
    f->sum_low = f->most + f->periods;
    f->sum_high = f->sum_low + f->channels;
    f->minimum = to->curves.minimum;
    f->of = to->groups.of;
    f->n_groups = to->groups.n;
}

static sx_status read_bounds(sx_flight_case *to, const sx_flight_input *from, double *multiplier, sx_context *why)
{
    size_t k = to->curves.n, n = to->flight.n, p = to->flight.periods;
    double *period = to->given + 2 * n, *channel = period + 2 * p, *group = channel + 2 * k;
    sx_status status = read_periods(to, multiplier, period, why);
    if (status == SX_OK)
        status = read_spends(to, from->low, "low", 0.0, to->given, why);
    if (status == SX_OK)
        status = read_spends(to, from->high, "high", INFINITY, to->given + 1, why);
    if (status == SX_OK)
        status = sx_read_beside(from->stock, "stock", &to->curves, 0.0, to->stock, why);
    if (status == SX_OK)
        status = sx_read_beside(from->most, "most", &to->curves, INFINITY, to->most, why);
    for (size_t i = 0; status == SX_OK && i < n; i++)
        if (isinf(to->given[2 * i + 1]) && isfinite(to->most[i % k]))
            to->given[2 * i + 1] = fmax(SX_BEYOND_MOST * to->most[i % k], to->given[2 * i]);
    for (size_t c = 0; c < k; c++) {
        channel[2 * c] = to->groups.low[c];
        channel[2 * c + 1] = to->groups.high[c];
    }
    for (size_t g = 0; g < to->groups.n; g++) {
        group[2 * g] = to->groups.groups[g].low;
        group[2 * g + 1] = g ? to->groups.groups[g].high : from->budget;
    }
    return status;
}

static sx_status read_rest(sx_flight_case *to, const sx_flight_input *from, sx_context *why)
{
    size_t k = to->curves.n, p = to->flight.periods, g = to->groups.n, n = p * k;
    size_t after = to->flight.after = count_after(&to->curves), all = p + after;
    to->flight.channels = k;
    to->flight.n = n;
    to->flight.curves = to->curves.curves;
    size_t bounds = 2 * (n + p + k + g), numbers = 2 * bounds + 2 * k + 2 * k * all + all;
    double *room = sx_scratch_take(&to->memory, numbers * sizeof *room);
    to->flight.groups = sx_scratch_take(&to->memory, g * sizeof *to->flight.groups);
    if (!room || !to->flight.groups)
        return SX_NOMEM;
    to->given = room;
    point_at_bounds(to, room + bounds);
    to->stock = room + 2 * bounds;
    to->most = to->stock + k;
    double *weight = to->most + k, *ground = weight + k * all, *multiplier = ground + k * all;
    to->flight.weight = weight;
    to->flight.ground = ground;
    to->flight.multiplier = multiplier;
    sx_status status = read_bounds(to, from, multiplier, why);
    if (status == SX_OK)
        carry(to, weight, ground);
    return status;
}

sx_status sx_flight_case_read(const sx_flight_input *input, sx_flight_case *out, sx_context *why)
{
    sx_flight_case made = {.periods = input->periods, .header = sx_heading_rows(input->periods, MULTIPLIER, MOST + 1)};
    made.flight.periods = input->periods->rows - made.header;
    sx_status status = sx_read_curves(input->curves, &made.curves, why);
    if (status == SX_OK)
        status = sx_read_groups(input->groups, &made.curves, &made.groups, why);
    if (status == SX_OK && made.flight.periods == 0)
        status = sx_fail(why, SX_VALUE, "periods holds no period");
    if (status == SX_OK &&
        (made.flight.periods > SX_FLIGHT_PERIODS_MOST || made.flight.periods * made.curves.n > SX_FLIGHT_SPENDS_MOST))
        status = sx_fail(why, SX_NUM, "%zu periods of %zu channels: at most %d periods and %d spends can be planned",
                         made.flight.periods, made.curves.n, SX_FLIGHT_PERIODS_MOST, SX_FLIGHT_SPENDS_MOST);
    if (status == SX_OK)
        status = read_rest(&made, input, why);
    if (status != SX_OK)
        sx_flight_case_free(&made);
    else
        *out = made;
    return status;
}

void sx_flight_case_free(sx_flight_case *to_free)
{
    sx_allocation_curves_free(&to_free->curves);
    sx_allocation_groups_free(&to_free->groups);
    sx_scratch_free(&to_free->memory);
    *to_free = (sx_flight_case){0};
}

void sx_flight_case_bounds(sx_flight_case *to, sx_cents as)
{
    sx_flight *f = &to->flight;
    const double *period = to->given + 2 * f->n, *channel = period + 2 * f->periods, *group = channel + 2 * f->channels;
    for (size_t t = 0; t < f->periods; t++)
        sx_bounds_in_cents(period[2 * t], period[2 * t + 1], as, &f->least[t], &f->most[t]);
    for (size_t c = 0; c < f->channels; c++)
        sx_bounds_in_cents(channel[2 * c], channel[2 * c + 1], as, &f->sum_low[c], &f->sum_high[c]);
    for (size_t g = 0; g < f->n_groups; g++) {
        f->groups[g].parent = to->groups.groups[g].parent;
        sx_bounds_in_cents(group[2 * g], group[2 * g + 1], g ? as : SX_INWARDS, &f->groups[g].low, &f->groups[g].high);
    }
    assert(f->channels > 0);
    for (size_t i = 0; i < f->n; i++) {
        size_t t = i / f->channels, c = i % f->channels;
        sx_bounds_in_cents(to->given[2 * i], to->given[2 * i + 1], as, &f->low[i], &f->high[i]);
        if (f->low[i] > 0.0)
            f->low[i] = fmax(f->low[i], f->minimum[c]);
        f->high[i] = fmin(fmin(f->high[i], f->most[t]), fmin(f->sum_high[c], f->groups[0].high));
    }
}

static const char *period_name(const sx_flight_case *of, size_t t, char room[SX_NUMBER_ROOM])
{
    const char *name = sx_cell_text(sx_at(of->periods, t + of->header, NAME), room);
    if (!*name)
        sx_format_into(room, SX_NUMBER_ROOM, "%zu", t + 1);
    return *name ? name : room;
}

/* Lows of the spends that a sum takes together and its bound, both as given. */
static sx_status compare(double sum, double limit, const char *what, const char *name, sx_context *why)
{
    if (sum <= limit + 1e-9 + 1e-13 * sum)
        return SX_OK;
    return sx_fail(why, SX_NA, "no plan exists: %s%s: the lows sum to %.2f, above %.2f by %.2f", what, name, sum, limit,
                   sum - limit);
}

sx_status sx_flight_say_infeasible(const sx_flight_case *of, sx_context *why)
{
    const sx_flight *f = &of->flight;
    const double *period = of->given + 2 * f->n, *channel = period + 2 * f->periods, *group = channel + 2 * f->channels;
    char room[SX_NUMBER_ROOM];
    double all = 0.0, least = 0.0;
    sx_status status = SX_OK;
    for (size_t i = 0; i < f->n; i++) {
        if (of->given[2 * i] > of->given[2 * i + 1])
            return sx_fail(why, SX_NA, "no plan exists: the low of %s in period %s is %.2f, above its high %.2f",
                           of->curves.name[i % f->channels], period_name(of, i / f->channels, room), of->given[2 * i],
                           of->given[2 * i + 1]);
        all += of->given[2 * i];
    }
    for (size_t t = 0; t < f->periods && status == SX_OK; t++) {
        double sum = 0.0;
        for (size_t c = 0; c < f->channels; c++)
            sum += of->given[2 * (t * f->channels + c)];
        status = compare(fmax(sum, period[2 * t]), period[2 * t + 1], "period ", period_name(of, t, room), why);
        least += fmax(sum, period[2 * t]);
    }
    for (size_t c = 0; c < f->channels && status == SX_OK; c++) {
        double sum = 0.0;
        for (size_t t = 0; t < f->periods; t++)
            sum += of->given[2 * (t * f->channels + c)];
        status = compare(fmax(sum, channel[2 * c]), channel[2 * c + 1], "channel ", of->curves.name[c], why);
    }
    if (status == SX_OK)
        status = compare(fmax(all, least), group[1], "the budget", "", why);
    if (status != SX_OK)
        return status;
    return sx_fail(why, SX_NA,
                   "no plan exists: the bounds of spends, periods, channels and groups cannot all be met at once");
}
