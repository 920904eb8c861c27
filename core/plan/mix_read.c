#include "plan/mix_read.h"
#include <math.h>
#include <stdlib.h>

static sx_status number(const sx_table *table, const char *range, size_t row, size_t column, const char *what,
                        double *x, sx_context *why)
{
    const sx_cell *cell = sx_at(table, row, column);
    if (cell->kind != SX_NUMBER)
        return sx_fail(why, SX_VALUE, "%s, row %zu, column %zu: %s must be a number%s%.40s", range, row + 1, column + 1,
                       what, cell->kind == SX_TEXT ? " and is " : " and is blank",
                       cell->kind == SX_TEXT ? cell->as.text : "");
    *x = cell->as.number;
    if (!isfinite(*x))
        return sx_fail(why, SX_NUM, "%s, row %zu, column %zu: %s is not finite", range, row + 1, column + 1, what);
    return SX_OK;
}

/* The names in the first row. */
static sx_status read_names(const sx_table *table, const char *range, size_t most, const char **name, size_t *n,
                            sx_context *why)
{
    if (table->columns > most)
        return sx_fail(why, SX_ARGUMENT, "%s has %zu columns; at most %zu can be told apart: put small ones together",
                       range, table->columns, most);
    for (size_t c = 0; c < table->columns; c++) {
        const sx_cell *cell = sx_at(table, 0, c);
        if (cell->kind != SX_TEXT || sx_is_blank(cell))
            return sx_fail(why, SX_VALUE, "%s, row 1, column %zu: the first row must hold names", range, c + 1);
        name[c] = cell->as.text;
        for (size_t i = 0; i < c; i++)
            if (sx_same_word(name[i], name[c]))
                return sx_fail(why, SX_ARGUMENT, "%s: the name %.60s stands in column %zu and in column %zu", range,
                               name[c], i + 1, c + 1);
    }
    *n = table->columns;
    return SX_OK;
}

/* How many periods: outcome and spends must be equally long. Blanks at the end of ranges that were given equally high
 * are periods that are not known yet. */
static sx_status count_periods(const sx_table *outcome, const sx_table *spends, size_t *first, sx_mix_input *out,
                               sx_context *why)
{
    bool is_row = outcome->rows == 1 && outcome->columns > 1;
    if (!is_row && outcome->columns > 1)
        return sx_fail(why, SX_ARGUMENT, "outcome must be one column, it has %zu", outcome->columns);
    size_t given = is_row ? outcome->columns : outcome->rows;
    size_t declared = is_row ? outcome->declared_columns : outcome->declared_rows;
    *first = given && outcome->cells[0].kind == SX_TEXT && !sx_is_blank(&outcome->cells[0]) ? 1 : 0;
    given -= *first;
    declared -= *first;
    size_t periods = spends->rows ? spends->rows - 1 : 0;
    out->n = given > periods ? given : periods;
    if (given != periods && declared != spends->declared_rows - 1)
        return sx_fail(why, SX_ARGUMENT, "outcome has %zu periods, spends has %zu below its names", given, periods);
    if (out->n > SX_MIX_PERIODS_MOST)
        return sx_fail(why, SX_ARGUMENT, "%zu periods; at most %d", out->n, SX_MIX_PERIODS_MOST);
    return SX_OK;
}

static sx_status read_outcome(const sx_table *outcome, size_t first, sx_mix_input *out, sx_context *why)
{
    double sum = 0.0;
    size_t known = 0;
    for (size_t t = 0; t < out->n; t++) {
        bool is_row = outcome->rows == 1 && outcome->columns > 1;
        const sx_cell *cell = is_row ? sx_at(outcome, 0, first + t) : sx_at(outcome, first + t, 0);
        out->outcome[t] = NAN;
        if (sx_is_blank(cell))
            continue;
        sx_status status = number(outcome, "outcome", is_row ? 0 : first + t, is_row ? first + t : 0, "an outcome",
                                  &out->outcome[t], why);
        if (status != SX_OK)
            return status;
        sum += out->outcome[t];
        known++;
    }
    size_t least = 3 * out->channels + 12;
    least = least > SX_MIX_PERIODS_LEAST ? least : SX_MIX_PERIODS_LEAST;
    if (known < least)
        return sx_fail(why, SX_NA,
                       "%zu periods with an outcome cannot tell %zu channels apart: %zu are the least, weeks rather "
                       "than months. Until then: PLAN.FIT on what is attributed to one programme, or a test "
                       "(TEST.GEO) of one channel",
                       known, out->channels, least);
    if (!(sum > 0.0))
        return sx_fail(why, SX_NUM, "outcome has a mean of %.15g; it must be above 0", sum / (double)known);
    return SX_OK;
}

static sx_status read_spends(const sx_table *spends, sx_mix_input *out, sx_context *why)
{
    double sum = 0.0;
    for (size_t k = 0; k < out->channels; k++)
        for (size_t t = 0; t < out->n; t++) {
            double x = 0.0;
            if (sx_is_blank(sx_at(spends, t + 1, k))) {
                out->blanks[k]++;
            } else {
                sx_status status = number(spends, "spends", t + 1, k, out->channel_name[k], &x, why);
                if (status != SX_OK)
                    return status;
            }
            if (x < 0.0)
                return sx_fail(why, SX_NUM,
                               "spends, row %zu, column %zu: %.60s is %.15g; a credit belongs to the period whose "
                               "spend it corrects",
                               t + 2, k + 1, out->channel_name[k], x);
            sum += out->spend[k * out->n + t] = x;
        }
    if (!(sum > 0.0))
        return sx_fail(why, SX_NA, "spends holds no spend");
    return SX_OK;
}

static sx_status read_controls(const sx_table *controls, sx_mix_input *out, sx_context *why)
{
    if (!controls)
        return SX_OK;
    if (out->controls && controls->rows != out->n + 1)
        return sx_fail(why, SX_ARGUMENT, "controls has %zu periods below its names, spends has %zu", controls->rows - 1,
                       out->n);
    for (size_t c = 0; c < out->controls; c++)
        for (size_t t = 0; t < out->n; t++) {
            sx_status status =
                number(controls, "controls", t + 1, c, out->control_name[c], &out->control[c * out->n + t], why);
            if (status != SX_OK)
                return status;
        }
    return SX_OK;
}

static bool is_header(const sx_table *table, size_t from)
{
    for (size_t c = from; c < table->columns; c++)
        if (sx_at(table, 0, c)->kind != SX_TEXT)
            return false;
    return true;
}

static sx_status find_channel(const sx_table *table, const char *range, size_t row, const sx_mix_input *in,
                              size_t *channel, sx_context *why)
{
    const sx_cell *cell = sx_at(table, row, 0);
    if (cell->kind != SX_TEXT || sx_is_blank(cell))
        return sx_fail(why, SX_VALUE, "%s, row %zu, column 1: a channel's name must stand here", range, row + 1);
    for (*channel = 0; *channel < in->channels; ++*channel)
        if (sx_same_word(in->channel_name[*channel], cell->as.text))
            return SX_OK;
    return sx_fail(why, SX_ARGUMENT, "%s, row %zu: no channel of spends is named %.60s", range, row + 1, cell->as.text);
}

static sx_status read_tests(const sx_table *tests, sx_mix_input *out, sx_context *why)
{
    static const char *const NAME[] = {"the spend before", "the spend during", "the lift", "the lift's standard error"};
    for (size_t r = 0; tests && r < tests->rows; r++) {
        sx_mix_test *test = &out->tests[out->n_tests];
        double value[4];
        if (sx_row_is_blank(tests, r) || (r == 0 && is_header(tests, 1)))
            continue;
        sx_status status = find_channel(tests, "tests", r, out, &test->channel, why);
        for (size_t c = 0; c < 4 && status == SX_OK; c++) {
            status = number(tests, "tests", r, c + 1, NAME[c], &value[c], why);
            if (status == SX_OK && ((c < 2 && value[c] < 0.0) || (c == 3 && !(value[c] > 0.0))))
                status = sx_fail(why, SX_NUM, "tests, row %zu, column %zu: %s is %.15g and must be %s 0", r + 1, c + 2,
                                 NAME[c], value[c], c == 3 ? "above" : "at least");
        }
        if (status == SX_OK && value[0] == value[1])
            status = sx_fail(why, SX_NUM, "tests, row %zu: the spend before and during is the same", r + 1);
        if (status != SX_OK)
            return status;
        test->before = value[0];
        test->during = value[1];
        test->lift = value[2];
        test->error = value[3];
        out->n_tests++;
    }
    return SX_OK;
}

static sx_status read_prior(const sx_table *prior, sx_mix_input *out, sx_context *why)
{
    for (size_t k = 0; k < out->channels; k++)
        out->belief[k] = (sx_mix_belief){NAN, NAN, NAN, NAN};
    for (size_t r = 0; prior && r < prior->rows; r++) {
        size_t channel;
        double low, high;
        if (sx_row_is_blank(prior, r) || (r == 0 && is_header(prior, 1)))
            continue;
        sx_status status = find_channel(prior, "prior", r, out, &channel, why);
        const sx_cell *cell = sx_at(prior, r, 1);
        bool is_rate = cell->kind == SX_TEXT && sx_same_word(cell->as.text, "carry-over");
        if (status == SX_OK && !is_rate && !(cell->kind == SX_TEXT && sx_same_word(cell->as.text, "return")))
            status = sx_fail(why, SX_ARGUMENT, "prior, row %zu, column 2: must be \"return\" or \"carry-over\"", r + 1);
        if (status == SX_OK)
            status = number(prior, "prior", r, 2, "low", &low, why);
        if (status == SX_OK)
            status = number(prior, "prior", r, 3, "high", &high, why);
        if (status == SX_OK && !(low >= 0.0 && low < high && (!is_rate || high < 1.0)))
            status = sx_fail(why, SX_NUM, "prior, row %zu: %.15g to %.15g is no range from 0 up%s", r + 1, low, high,
                             is_rate ? " and below 1" : "");
        if (status != SX_OK)
            return status;
        sx_mix_belief *belief = &out->belief[channel];
        *(is_rate ? &belief->rate_low : &belief->return_low) = low;
        *(is_rate ? &belief->rate_high : &belief->return_high) = high;
    }
    return SX_OK;
}

sx_status sx_mix_read(const sx_table *outcome, const sx_table *spends, const sx_table *controls, const sx_table *tests,
                      const sx_table *prior, sx_mix_input *out, sx_context *why)
{
    sx_mix_input in = {0};
    size_t first = 0;
    sx_status status = read_names(spends, "spends", SX_MIX_CHANNELS_MOST, in.channel_name, &in.channels, why);
    if (status == SX_OK && controls)
        status = read_names(controls, "controls", SX_MIX_CONTROLS_MOST, in.control_name, &in.controls, why);
    if (status == SX_OK)
        status = count_periods(outcome, spends, &first, &in, why);
    if (status != SX_OK)
        return status;
    size_t doubles = in.n * (1 + in.channels + in.controls), n_tests = tests ? tests->rows : 0;
    in.memory = malloc(doubles * sizeof(double) + (n_tests + 1) * sizeof *in.tests);
    if (!in.memory)
        return sx_fail(why, SX_NOMEM, "out of memory");
    in.outcome = in.memory;
    in.spend = in.outcome + in.n;
    in.control = in.spend + in.n * in.channels;
    in.tests = (sx_mix_test *)(void *)(in.outcome + doubles);
    status = read_outcome(outcome, first, &in, why);
    if (status == SX_OK)
        status = read_spends(spends, &in, why);
    if (status == SX_OK)
        status = read_controls(controls, &in, why);
    if (status == SX_OK)
        status = read_tests(tests, &in, why);
    if (status == SX_OK)
        status = read_prior(prior, &in, why);
    if (status != SX_OK) {
        free(in.memory);
        return status;
    }
    *out = in;
    return SX_OK;
}

void sx_mix_input_free(sx_mix_input *input)
{
    free(input->memory);
    *input = (sx_mix_input){0};
}
