/* The short doors of the GOV family: fingerprints, tagged spend, review dates, maturity. */
#include "gov.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "base/headings.h"
#include "base/money.h"
#include "gov/fingerprint.h"

sx_status sx_gov_fingerprint(const sx_table *range, int form, sx_text *result)
{
    char hex[SX_FINGERPRINT_FULL + 1];
    sx_status status = sx_fingerprint(range, hex);
    if (status != SX_OK)
        return status;
    sx_text digits = {0};
    if (form == SX_GOV_FINGERPRINT_FORM_FULL)
        sx_text_add_bytes(&digits, hex, SX_FINGERPRINT_FULL);
    else
        sx_text_add(&digits, "%.4s-%.4s-%.4s-%.4s", hex, hex + 4, hex + 8, hex + 12);
    return sx_text_give(&digits, result);
}

/* The hexadecimal digits of a fingerprint as it was written down; the number of them, 0 for anything else. */
static size_t plain_digits(const char *text, char digits[SX_FINGERPRINT_FULL + 1])
{
    size_t n = 0;
    for (; *text; text++) {
        char c = *text >= 'A' && *text <= 'F' ? (char)(*text + 32) : *text;
        if (c == ' ' || c == '-')
            continue;
        if (!strchr("0123456789abcdef", c) || n == SX_FINGERPRINT_FULL)
            return 0;
        digits[n++] = c;
    }
    digits[n] = '\0';
    return n;
}

sx_status sx_gov_unchanged(const sx_table *range, const char *signature, double *result, sx_context *context)
{
    char hex[SX_FINGERPRINT_FULL + 1], given[SX_FINGERPRINT_FULL + 1];
    if (sx_same_word(signature, ""))
        return sx_fail(context, SX_NA, "nothing has been signed");
    size_t n = plain_digits(signature, given);
    if (n != SX_FINGERPRINT_SHORT && n != SX_FINGERPRINT_FULL)
        return sx_fail(context, SX_ARGUMENT, "\"%.80s\" is no fingerprint: %d or %d hexadecimal digits", signature,
                       (int)SX_FINGERPRINT_SHORT, (int)SX_FINGERPRINT_FULL);
    sx_status status = sx_fingerprint(range, hex);
    if (status == SX_OK)
        *result = strncmp(hex, given, n) == 0 ? 1.0 : 0.0;
    return status;
}

sx_status sx_gov_tagged(const sx_table *spend, const sx_table *verdicts, double *result, sx_context *context)
{
    if (spend->declared_rows != verdicts->declared_rows || spend->declared_columns != verdicts->declared_columns)
        return sx_fail(context, SX_ARGUMENT, "spend is %zu by %zu cells and verdicts are %zu by %zu",
                       spend->declared_rows, spend->declared_columns, verdicts->declared_rows,
                       verdicts->declared_columns);
    double total = 0.0, passed = 0.0;
    for (size_t r = 0; r < spend->rows; r++)
        for (size_t c = 0; c < spend->columns; c++) {
            const sx_cell *amount = sx_at(spend, r, c);
            if (sx_is_blank(amount))
                continue;
            if (amount->kind != SX_NUMBER)
                return sx_fail(context, SX_VALUE, "spend, row %zu: \"%.40s\" is a text", r + 1, amount->as.text);
            if (amount->as.number < 0.0)
                return sx_fail(context, SX_NUM, "spend, row %zu: %.15g is negative", r + 1, amount->as.number);
            total = sx_money_add(total, amount->as.number);
            if (sx_is_blank(sx_at(verdicts, r, c)))
                passed = sx_money_add(passed, amount->as.number);
        }
    if (total == 0.0)
        return SX_DIV0;
    *result = passed / total;
    return SX_OK;
}

static bool is_holiday(double day, const double *holidays, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (floor(holidays[i]) == day)
            return true;
    return false;
}

sx_status sx_gov_nextreview(double date, int cadence, const double *holidays, size_t n_holidays, double *result)
{
    double day = floor(date);
    if (cadence == SX_GOV_NEXTREVIEW_CADENCE_WEEKLY)
        day += 7.0;
    else if (cadence == SX_GOV_NEXTREVIEW_CADENCE_MONTHLY)
        day = sx_add_months(day, 1);
    else
        day = sx_add_months(day, cadence == SX_GOV_NEXTREVIEW_CADENCE_QUARTERLY ? 3 : 12);
    while (sx_date_valid(day) && (sx_weekday(day) >= 5 || is_holiday(day, holidays, n_holidays)))
        day += 1.0;
    if (!sx_date_valid(day))
        return SX_NUM;
    *result = day;
    return SX_OK;
}

enum { STAGES = 3, MOST_DIMENSIONS = 1000, SLOTS = 2048 };

/* The lowest of the row's scores; NaN: a row without one. */
static sx_status lowest_score(const sx_table *scores, size_t row, double *lowest, sx_context *context)
{
    *lowest = (double)NAN;
    for (size_t c = 1; c < scores->columns; c++) {
        const sx_cell *cell = sx_at(scores, row, c);
        if (sx_is_blank(cell))
            continue;
        if (cell->kind != SX_NUMBER)
            return sx_fail(context, SX_VALUE, "scores, row %zu: \"%.40s\" is a text and must be a score", row + 1,
                           cell->as.text);
        if (!(cell->as.number >= 1.0 && cell->as.number <= (double)STAGES))
            return sx_fail(context, SX_NUM, "scores, row %zu: %.15g is not from 1 to %d", row + 1, cell->as.number,
                           (int)STAGES);
        if (!(cell->as.number >= *lowest))
            *lowest = cell->as.number;
    }
    return SX_OK;
}

typedef struct dimension {
    const sx_cell *name;
    double score; /* lowest; NaN: none */
} dimension;

/* The dimensions in the order of their first row, and where a name's stands: open addressing, at most half full. */
typedef struct dimensions {
    dimension all[MOST_DIMENSIONS];
    size_t n, slots[SLOTS]; /* a slot: 0, or 1 + the place in all */
} dimensions;

static sx_status find_dimension(dimensions *known, const sx_cell *name, dimension **found, sx_context *context)
{
    char room[SX_NUMBER_ROOM];
    const char *words = sx_cell_text(name, room);
    size_t slot = (size_t)(sx_word_hash(words) % SLOTS);
    while (known->slots[slot] && !sx_cell_says(known->all[known->slots[slot] - 1].name, words))
        slot = (slot + 1) % SLOTS;
    if (!known->slots[slot]) {
        if (known->n == MOST_DIMENSIONS)
            return sx_fail(context, SX_NUM, "more than %d dimensions", (int)MOST_DIMENSIONS);
        known->all[known->n++] = (dimension){name, (double)NAN};
        known->slots[slot] = known->n;
    }
    *found = &known->all[known->slots[slot] - 1];
    return SX_OK;
}

static sx_status gather(const sx_table *scores, dimensions *known, sx_context *context)
{
    for (size_t row = sx_heading_rows(scores, 1, scores->columns); row < scores->rows; row++) {
        double lowest = (double)NAN;
        sx_status status = lowest_score(scores, row, &lowest, context);
        const sx_cell *name = sx_at(scores, row, 0);
        if (status == SX_OK && sx_is_blank(name) && isnan(lowest))
            continue;
        if (status == SX_OK && sx_is_blank(name))
            status = sx_fail(context, SX_VALUE, "scores, row %zu: a score without its dimension", row + 1);
        dimension *found = NULL;
        if (status == SX_OK)
            status = find_dimension(known, name, &found, context);
        if (status != SX_OK)
            return status;
        if (!isnan(lowest) && !(lowest >= found->score))
            found->score = lowest;
    }
    return SX_OK;
}

static sx_status give_stages(const dimension *all, size_t n, sx_table *result)
{
    sx_table table;
    double overall = STAGES;
    bool whole = true;
    sx_table_make(&table, n + 1, 2);
    for (size_t i = 0; i < n; i++) {
        char room[SX_NUMBER_ROOM];
        sx_put_text(&table, i, 0, "%s", sx_cell_text(all[i].name, room));
        whole = whole && !isnan(all[i].score);
        double stage = floor(all[i].score + 1e-9); /* a mean of three thirds may fall short of 3 by its rounding */
        overall = stage < overall ? stage : overall;
        if (isnan(all[i].score))
            sx_put_fault(&table, i, 1, SX_NA);
        else
            sx_put_number(&table, i, 1, stage);
    }
    sx_put_text(&table, n, 0, "Overall");
    if (whole)
        sx_put_number(&table, n, 1, overall);
    else
        sx_put_fault(&table, n, 1, SX_NA);
    return sx_table_give(&table, result);
}

sx_status sx_gov_maturity(const sx_table *scores, sx_table *result, sx_context *context)
{
    if (scores->columns < 2)
        return sx_fail(context, SX_VALUE, "scores needs a column of dimensions and one or more of scores");
    dimensions *known = calloc(1, sizeof *known);
    if (!known)
        return SX_NOMEM;
    sx_status status = gather(scores, known, context);
    if (status == SX_OK && known->n == 0)
        status = sx_fail(context, SX_VALUE, "scores has no dimension");
    if (status == SX_OK)
        status = give_stages(known->all, known->n, result);
    free(known);
    return status;
}
