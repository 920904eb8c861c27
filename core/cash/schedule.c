/* CASH.SCHEDULE. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "base/headings.h"
#include "base/money.h"
#include "cash.h"

enum { ITEM, AMOUNT, EVERY, FROM, UNTIL, CATEGORY, HEADINGS };
/* So many stay within a second and a few MiB at 520 weeks; every item asks the categories one after the other. */
enum { MOST_ITEMS = 20000, MOST_CATEGORIES = 500 };

/* How far two payments are apart: so many days or so many months; neither: once. */
typedef struct rhythm {
    const char *word;
    int days, months;
} rhythm;

static const rhythm rhythms[] = {{"once", 0, 0},    {"weekly", 7, 0},    {"fortnightly", 14, 0}, {"four-weekly", 28, 0},
                                 {"monthly", 0, 1}, {"quarterly", 0, 3}, {"half-yearly", 0, 6},  {"yearly", 0, 12}};

typedef struct item {
    const sx_cell *category;
    double amount, from, until;
    rhythm every;
} item;

/* The table of weeks being filled: the parts of each sum are kept until they are added to the cent. */
typedef struct weeks {
    double first;
    size_t n;
    const char *const *categories;
    size_t n_categories;
    double *sum; /* n x (in, out, then the categories) */
} weeks;

static sx_status read_rhythm(const sx_cell *cell, size_t row, rhythm *out, sx_context *why)
{
    if (sx_is_blank(cell)) {
        *out = rhythms[0];
        return SX_OK;
    }
    for (size_t i = 0; i < sizeof rhythms / sizeof *rhythms; i++)
        if (sx_cell_says(cell, rhythms[i].word)) {
            *out = rhythms[i];
            return SX_OK;
        }
    char room[SX_NUMBER_ROOM];
    return sx_fail(why, SX_ARGUMENT,
                   "items row %zu, every: \"%.40s\" is not known; known are once, weekly, fortnightly, four-weekly, "
                   "monthly, quarterly, half-yearly, yearly",
                   row + 1, sx_cell_text(cell, room));
}

static sx_status read_item(const sx_table *table, size_t row, const sx_heading *headings, item *out, sx_context *why)
{
    sx_status status = sx_number_under(table, row, &headings[AMOUNT], "items", &out->amount, why);
    if (status == SX_OK)
        status = sx_date_under(table, row, &headings[FROM], "items", &out->from, why);
    if (status == SX_OK)
        status = sx_date_under(table, row, &headings[UNTIL], "items", &out->until, why);
    if (status == SX_OK)
        status = read_rhythm(sx_under(table, row, &headings[EVERY]), row, &out->every, why);
    if (status != SX_OK)
        return status;
    char room[SX_NUMBER_ROOM];
    const char *name = sx_cell_text(sx_under(table, row, &headings[ITEM]), room);
    if (isnan(out->amount) || !isfinite(out->amount) || fabs(out->amount) > SX_MONEY_MOST)
        return sx_fail(why, isnan(out->amount) ? SX_VALUE : SX_NUM, "items row %zu (%.40s), amount: %s", row + 1, name,
                       isnan(out->amount) ? "is blank" : "is too large");
    if (isnan(out->from))
        return sx_fail(why, SX_VALUE, "items row %zu (%.40s), from: is blank; the day of the first payment is needed",
                       row + 1, name);
    if (out->until < out->from)
        return sx_fail(why, SX_NUM, "items row %zu (%.40s), until: lies before the first payment", row + 1, name);
    out->from = floor(out->from);
    out->category = sx_under(table, row, &headings[CATEGORY]);
    return SX_OK;
}

/* The k-th payment, from 0; each counts from the first, so that a 31st comes back after February. */
static double payment_day(const item *i, size_t k)
{
    return i->every.months ? sx_add_months(i->from, i->every.months * (int)k)
                           : i->from + (double)i->every.days * (double)k;
}

static void add(weeks *w, size_t week, size_t column, double amount)
{
    double *sum = &w->sum[week * (2 + w->n_categories) + column];
    *sum = sx_money_add(*sum, amount);
}

/* column: that of its category, or the number of columns. */
static void pay(weeks *w, const item *i, size_t column)
{
    double end = w->first + 7.0 * (double)w->n, past = w->first - i->from;
    size_t k = 0;
    if (i->every.days && past > 0.0)
        k = (size_t)(past / i->every.days);
    else if (i->every.months && past > 31.0 * i->every.months) /* no month is longer */
        k = (size_t)(past / (31.0 * i->every.months));
    for (;; k++) {
        double day = payment_day(i, k);
        if (day >= end || (!isnan(i->until) && day > i->until))
            return;
        if (day >= w->first) {
            size_t week = (size_t)((day - w->first) / 7.0);
            add(w, week, i->amount < 0.0, fabs(i->amount));
            if (column < w->n_categories)
                add(w, week, 2 + column, i->amount);
        }
        if (!i->every.days && !i->every.months)
            return;
    }
}

static sx_status fill(weeks *w, const sx_table *items, const sx_heading *headings, sx_context *why)
{
    size_t apart = 0;
    for (size_t row = 1; row < items->rows; row++) {
        item i;
        if (sx_row_is_blank(items, row))
            continue;
        sx_status status = read_item(items, row, headings, &i, why);
        if (status != SX_OK)
            return status;
        size_t column = 0;
        while (column < w->n_categories && !sx_cell_says(i.category, w->categories[column]))
            column++;
        apart += w->n_categories && column == w->n_categories;
        pay(w, &i, column);
    }
    if (apart)
        sx_note(why, "%zu item(s) belong to none of the categories: they stand in in, out and net alone", apart);
    return SX_OK;
}

static sx_status write_weeks(const weeks *w, sx_table *result)
{
    sx_table made;
    size_t wide = 2 + w->n_categories;
    sx_table_make(&made, w->n, 2 + wide);
    for (size_t t = 0; t < w->n; t++) {
        const double *sum = w->sum + t * wide;
        sx_put_number(&made, t, 0, w->first + 7.0 * (double)t);
        sx_put_number(&made, t, 1, sum[0]);
        sx_put_number(&made, t, 2, sum[1]);
        sx_put_number(&made, t, 3, sx_money_subtract(sum[0], sum[1]));
        for (size_t c = 0; c < w->n_categories; c++)
            sx_put_number(&made, t, 4 + c, sum[2 + c]);
    }
    return sx_table_give(&made, result);
}

/* A column of its own for each category, and items that have one. */
static sx_status check_categories(const char *const *categories, size_t n, const sx_heading *heading, sx_context *why)
{
    bool any = false;
    for (size_t k = 0; k < n; k++) {
        sx_cell cell = {.kind = SX_TEXT, .as.text = categories[k], .length = (uint32_t)strlen(categories[k])};
        if (sx_is_blank(&cell))
            continue;
        any = true;
        for (size_t j = 0; j < k; j++)
            if (sx_cell_says(&cell, categories[j]))
                return sx_fail(why, SX_ARGUMENT, "categories: \"%.40s\" stands twice", categories[k]);
    }
    if (any && heading->column == SX_NO_COLUMN)
        return sx_fail(why, SX_ARGUMENT, "items: no heading is \"category\", by which the categories are told apart");
    return SX_OK;
}

sx_status sx_cash_schedule(const sx_table *items, double first, double n_weeks, const char *const *categories,
                           size_t n_categories, sx_table *result, sx_context *context)
{
    sx_heading headings[HEADINGS] = {
        [ITEM] = {.names = {"item", "name"}},
        [AMOUNT] = {.names = {"amount"}},
        [EVERY] = {.names = {"every", "rhythm"}},
        [FROM] = {.names = {"from", "first", "date"}},
        [UNTIL] = {.names = {"until", "last", "to"}, .optional = true},
        [CATEGORY] = {.names = {"category", "kind", "group"}, .optional = true},
    };
    weeks w = {.first = floor(first), .n = (size_t)n_weeks, .categories = categories, .n_categories = n_categories};
    sx_status status = sx_find_headings(items, "items", headings, HEADINGS, SX_ARGUMENT, context);
    if (status != SX_OK)
        return status;
    if (!sx_date_valid(first) || !sx_date_valid(first + 7.0 * n_weeks))
        return sx_fail(context, SX_NUM, "first (%.15g) is no date, or the weeks end after 9999", first);
    if (items->rows > MOST_ITEMS + 1 || n_categories > MOST_CATEGORIES)
        return sx_fail(context, SX_ARGUMENT, "%zu items and %zu categories: at most %d and %d", items->rows - 1,
                       n_categories, MOST_ITEMS, MOST_CATEGORIES);
    status = check_categories(categories, n_categories, &headings[CATEGORY], context);
    if (status != SX_OK)
        return status;
    w.sum = calloc(w.n * (2 + n_categories), sizeof *w.sum);
    if (!w.sum)
        return SX_NOMEM;
    status = fill(&w, items, headings, context);
    if (status == SX_OK)
        status = write_weeks(&w, result);
    free(w.sum);
    return status;
}
