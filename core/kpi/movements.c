/* KPI.MOVEMENTS. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "base/headings.h"
#include "base/money.h"
#include "kpi.h"
#include "kpi/movement.h"

enum { CUSTOMER, AMOUNT, FROM, UNTIL, HEADINGS };
enum { MONTHS_MOST = 1200, AGES_MOST = 60 };

/* What the amounts are. */
typedef enum form { LEVELS, CHANGES, CONTRACTS } form;

/* One row of the list. */
typedef struct line {
    const char *name;
    size_t row, length;
    char own[SX_NUMBER_ROOM]; /* of a customer that is a number */
    double amount, from, until;
} line;

typedef struct list {
    line *lines;
    size_t n;
    form form;
    int first, last; /* months since year 0 */
    int months;      /* of a period */
} list;

static int month_of(double date)
{
    sx_civil c = sx_date_civil(date);
    return 12 * c.year + c.month - 1;
}

static double day_of(int month, int days)
{
    return sx_date_serial(month / 12, month % 12 + 1, 1) + days;
}

static sx_status read_line(const sx_table *table, size_t row, const sx_heading *headings, line *out, sx_context *why)
{
    const sx_cell *customer = sx_under(table, row, &headings[CUSTOMER]);
    *out = (line){.row = row, .until = (double)NAN};
    sx_status status = sx_number_under(table, row, &headings[AMOUNT], "customers", &out->amount, why);
    if (status == SX_OK)
        status = sx_date_under(table, row, &headings[FROM], "customers", &out->from, why);
    if (status == SX_OK && headings[UNTIL].column != SX_NO_COLUMN)
        status = sx_date_under(table, row, &headings[UNTIL], "customers", &out->until, why);
    if (status != SX_OK)
        return status;
    if (sx_is_blank(customer))
        return sx_fail(why, SX_VALUE, "customers, row %zu: the customer is blank", row + 1);
    if (isnan(out->amount) || isnan(out->from))
        return sx_fail(why, SX_VALUE, "customers, row %zu, %s: is blank", row + 1,
                       headings[isnan(out->amount) ? AMOUNT : FROM].names[0]);
    if (!isfinite(out->amount) || fabs(out->amount) > SX_MONEY_MOST)
        return sx_fail(why, SX_NUM, "customers, row %zu: the amount is too large", row + 1);
    if (out->until < out->from)
        return sx_fail(why, SX_NUM, "customers, row %zu: until lies before from", row + 1);
    const char *text = sx_cell_text(customer, out->own);
    while (*text == ' ')
        text++;
    out->name = text;
    out->length = strlen(text);
    while (out->length && text[out->length - 1] == ' ')
        out->length--;
    return SX_OK;
}

/* A customer that is a number keeps its text in the line, which the sorting moves about. */
static const char *name_of(const line *l, const sx_table *table, const sx_heading *customer)
{
    return sx_under(table, l->row, customer)->kind == SX_NUMBER ? l->own : l->name;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int compare_names(const line *a, const line *b)
{
    size_t n = a->length < b->length ? a->length : b->length;
    for (size_t i = 0; i < n; i++) {
        int difference = (unsigned char)lower(a->name[i]) - (unsigned char)lower(b->name[i]);
        if (difference)
            return difference;
    }
    return a->length < b->length ? -1 : a->length > b->length;
}

static int compare_lines(const void *a, const void *b)
{
    const line *const *x = a, *const *y = b;
    int difference = compare_names(*x, *y);
    return difference ? difference : (*x)->row < (*y)->row ? -1 : (*x)->row > (*y)->row;
}

/* Customer, month, amount as DATA.TABLE gives them may stand without headings. */
static sx_status find_columns(const sx_table *table, sx_heading *headings, form *out, size_t *first, sx_context *why)
{
    *first = 1;
    *out = LEVELS;
    if (!sx_heading_rows(table, 1, 3) && !sx_is_heading(sx_at(table, 0, 2))) {
        *first = 0;
        headings[CUSTOMER].column = 0;
        headings[FROM].column = 1;
        headings[AMOUNT].column = 2;
        headings[UNTIL].column = SX_NO_COLUMN;
        return SX_OK;
    }
    if (sx_first_row_says(table, "mrr change") || sx_first_row_says(table, "change")) {
        headings[AMOUNT] = (sx_heading){.names = {"mrr change", "change"}};
        headings[CUSTOMER].names[2] = "customer id";
        *out = CHANGES;
    }
    sx_status status = sx_find_headings(table, "customers", headings, HEADINGS, SX_ARGUMENT, why);
    bool from =
        strcmp(headings[FROM].names[headings[FROM].said], "from") == 0; /* it says since when, not which month */
    if (status == SX_OK && *out == LEVELS && (headings[UNTIL].column != SX_NO_COLUMN || from))
        *out = CONTRACTS;
    return status;
}

static sx_status read_list(const sx_table *table, list *l, line ***order, sx_context *why)
{
    sx_heading headings[HEADINGS] = {
        [CUSTOMER] = {.names = {"customer", "account", "name"}},
        [AMOUNT] = {.names = {"mrr", "amount", "revenue"}},
        [FROM] = {.names = {"month", "from", "date"}},
        [UNTIL] = {.names = {"until", "to", "end"}, .optional = true},
    };
    size_t first;
    sx_status status = find_columns(table, headings, &l->form, &first, why);
    if (status != SX_OK)
        return status;
    l->lines = malloc((table->rows + 1) * sizeof *l->lines);
    *order = malloc((table->rows + 1) * sizeof **order);
    if (!l->lines || !*order)
        return SX_NOMEM;
    for (size_t row = first; row < table->rows; row++) {
        if (sx_row_is_blank(table, row))
            continue;
        line *here = &l->lines[l->n];
        status = read_line(table, row, headings, here, why);
        if (status != SX_OK)
            return status;
        here->name = name_of(here, table, &headings[CUSTOMER]);
        int from = month_of(here->from), to = isnan(here->until) ? from : month_of(here->until);
        l->first = l->n && l->first < from ? l->first : from;
        l->last = l->n && l->last > to ? l->last : to;
        (*order)[l->n++] = here;
    }
    if (!l->n)
        return sx_fail(why, SX_VALUE, "customers: there is no row");
    qsort(*order, l->n, sizeof **order, compare_lines);
    return SX_OK;
}

/* What the customer of lines[0 .. n) pays in each month. last_day: of each month. */
static void monthly(const list *l, line *const *lines, size_t n, const double *last_day, double *month, size_t months)
{
    memset(month, 0, months * sizeof *month);
    for (size_t i = 0; i < n; i++) {
        int from = month_of(lines[i]->from) - l->first;
        for (int m = from; m >= 0 && m < (int)months; m++) {
            if (l->form == CONTRACTS && floor(lines[i]->until) < last_day[m])
                break;
            month[m] = sx_money_add(month[m], lines[i]->amount);
            if (l->form == LEVELS)
                break;
        }
    }
}

static size_t period_of(const list *l, int month)
{
    return (size_t)(month / l->months - l->first / l->months);
}

/* Customer after customer: each period has the level of its last month. room: 2 months + periods. Returns how many
 * levels were below zero. */
static size_t add_all(const list *l, line *const *order, double *room, sx_movements *all)
{
    size_t months = (size_t)l->last - (size_t)l->first + 1, below = 0;
    double *month = room, *last_day = month + months, *level = last_day + months;
    for (size_t m = 0; m < months; m++)
        last_day[m] = day_of(l->first + (int)m + 1, -1);
    for (size_t i = 0, n; i < l->n; i += n) {
        for (n = 1; i + n < l->n && compare_names(order[i], order[i + n]) == 0; n++)
            continue;
        monthly(l, order + i, n, last_day, month, months);
        for (size_t m = 0; m < months; m++) {
            below += month[m] < -SX_MONEY_NOISE;
            level[period_of(l, l->first + (int)m)] = month[m] > SX_MONEY_NOISE ? month[m] : 0.0;
        }
        sx_movements_add(all, level);
    }
    return below;
}

static void put_ratio(sx_table *made, size_t row, size_t column, double above, double below, sx_status without)
{
    if (below > 0.0)
        sx_put_number(made, row, column, above / below);
    else
        sx_put_fault(made, row, column, without);
}

static sx_status write_movements(const list *l, const sx_movements *all, size_t shown, sx_table *result)
{
    size_t n = all->periods - 1 < shown ? all->periods - 1 : shown;
    sx_table made;
    sx_table_make(&made, n, 13);
    for (size_t row = 0; row < n; row++) {
        size_t t = all->periods - n + row;
        const sx_movement *m = &all->movement[t];
        const double figures[] = {m->start,       m->fresh, m->expansion, m->contraction,   m->churned,
                                  m->reactivated, m->end,   m->customers, m->customers_new, m->customers_lost};
        sx_put_number(&made, row, 0, day_of((l->first / l->months + (int)t) * l->months, 0));
        for (size_t c = 0; c < 10; c++)
            sx_put_number(&made, row, 1 + c, figures[c]);
        sx_status without = t < (size_t)(12 / l->months) ? SX_NA : SX_DIV0; /* no year ago, or nobody paid then */
        put_ratio(&made, row, 11, m->now, m->then, without);
        put_ratio(&made, row, 12, m->kept, m->then, without);
    }
    return sx_table_give(&made, result);
}

static sx_status write_cohorts(const list *l, const sx_movements *all, bool heads, size_t shown, sx_table *result)
{
    size_t n = all->periods < shown ? all->periods : shown, ages = n - 1 < AGES_MOST ? n - 1 : AGES_MOST;
    sx_table made;
    sx_table_make(&made, n, 3 + ages);
    for (size_t row = 0; row < n; row++) {
        size_t c = all->periods - n + row;
        const double *money = all->cohort + c * all->periods, *count = all->heads + c * all->periods;
        const double *of = heads ? count : money;
        sx_put_number(&made, row, 0, day_of((l->first / l->months + (int)c) * l->months, 0));
        sx_put_number(&made, row, 1, count[0]);
        sx_put_number(&made, row, 2, money[0]);
        for (size_t age = 1; age <= ages && c + age < all->periods; age++)
            if (of[0] > 0.0)
                sx_put_number(&made, row, 2 + age, of[age] / of[0]);
    }
    return sx_table_give(&made, result);
}

/* A period in which nobody pays anything is missing rather than lost. */
static void note_gaps(const list *l, const sx_movements *all, size_t below, sx_context *why)
{
    if (below)
        sx_note(why, "%zu amount(s) of a month are below zero: they count as none", below);
    for (size_t t = 0; t < all->periods; t++) {
        char date[11];
        if (all->movement[t].end > 0.0)
            continue;
        sx_date_text(day_of((l->first / l->months + (int)t) * l->months, 0), date);
        sx_note(why, "no customer pays anything in the period from %s: is it missing from the list?", date);
        return;
    }
}

static sx_status answer(list *l, line *const *order, int part, size_t shown, sx_table *result, sx_context *why)
{
    size_t months = (size_t)l->last - (size_t)l->first + 1, periods = period_of(l, l->last) + 1;
    if (months > MONTHS_MOST)
        return sx_fail(why, SX_NUM, "customers reach over %zu months, more than %d", months, MONTHS_MOST);
    if (part == SX_KPI_MOVEMENTS_PART_MOVEMENTS && periods < 2)
        return sx_fail(why, SX_NA, "customers hold one period alone: a movement needs the one before");
    sx_movements all;
    double *room = malloc((2 * months + periods) * sizeof *room);
    sx_status status = room ? sx_movements_make(&all, periods, (size_t)(12 / l->months)) : SX_NOMEM;
    if (status == SX_OK) {
        note_gaps(l, &all, add_all(l, order, room, &all), why);
        status = part == SX_KPI_MOVEMENTS_PART_MOVEMENTS
                     ? write_movements(l, &all, shown, result)
                     : write_cohorts(l, &all, part == SX_KPI_MOVEMENTS_PART_CUSTOMERS, shown, result);
        sx_movements_free(&all);
    }
    free(room);
    return status;
}

sx_status sx_kpi_movements(const sx_table *customers, int period, int part, double last, double shown, sx_table *result,
                           sx_context *context)
{
    static const int months[] = {1, 3, 12};
    list l = {.months = months[period]};
    line **order = NULL;
    sx_status status = SX_OK;
    if (!isnan(last) && !sx_date_valid(last))
        status = sx_fail(context, SX_NUM, "last (%.15g) is no date from 1900 to 9999", last);
    if (status == SX_OK)
        status = read_list(customers, &l, &order, context);
    if (status == SX_OK && !isnan(last)) {
        l.last = month_of(last);
        if (l.last < l.first)
            status = sx_fail(context, SX_NA, "customers begin after last");
    }
    if (status == SX_OK)
        status = answer(&l, order, part, isnan(shown) ? SIZE_MAX : (size_t)shown, result, context);
    free(l.lines);
    free(order);
    return status;
}
