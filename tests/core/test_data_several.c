/* DATA.STACK and DATA.SUMS against slow twins: every row is there once, the first that is the same is found, and what
 * is added up by month and account is what the rows hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "base/date.h"
#include "core/draw.h"
#include "data.h"

enum { TABLES = 3, ROWS = 400, COLUMNS = 6, ROOM = TABLES * ROWS };
enum { DATE, ACCOUNT, WORDS, AMOUNT, CURRENCY, REFERENCE };

static const char *const accounts[] = {"6110", "6120", "6130 Events"}, *const references[] = {"R1", "R2", "R3", ""};

static sx_cell number(double x)
{
    return (sx_cell){.kind = SX_NUMBER, .as.number = x};
}

static sx_cell text(const char *words)
{
    return (sx_cell){.kind = *words ? SX_TEXT : SX_BLANK, .as.text = words, .length = (uint32_t)strlen(words)};
}

/* Few different lines, so that many are the same; every seventh row is blank. */
static void make(sx_table *table, sx_cell *cells)
{
    *table = (sx_table){
        .rows = ROWS, .columns = COLUMNS, .declared_rows = ROWS, .declared_columns = COLUMNS, .cells = cells};
    for (size_t i = 0; i < ROWS; i++) {
        sx_cell *row = cells + i * COLUMNS;
        memset(row, 0, COLUMNS * sizeof *row);
        if (i % 7 == 6)
            continue;
        row[DATE] = number(45992 + floor(60 * draw()));
        row[ACCOUNT] = text(accounts[(size_t)(3 * draw())]);
        row[WORDS] = text("x");
        row[AMOUNT] = number(floor(5 * draw()) / 100 - 0.02);
        row[CURRENCY] = text("EUR");
        row[REFERENCE] = text(references[(size_t)(4 * draw())]);
    }
}

static bool same(const sx_cell *a, const sx_cell *b)
{
    for (int i = 0; i < COLUMNS; i++)
        if (a[i].kind != b[i].kind || (a[i].kind == SX_NUMBER && fabs(a[i].as.number - b[i].as.number) > 0) ||
            (a[i].kind == SX_TEXT && strcmp(a[i].as.text, b[i].as.text) != 0))
            return false;
    return true;
}

static sx_cell cells[TABLES][ROWS * COLUMNS];
static sx_table tables[TABLES];
static const sx_cell *rows[ROOM]; /* those that are not blank, in their order */
static size_t n_rows;

static int prepare(void **state)
{
    (void)state;
    seed = 7;
    n_rows = 0;
    for (int t = 0; t < TABLES; t++) {
        make(&tables[t], cells[t]);
        for (size_t i = 0; i < ROWS; i++)
            if (cells[t][i * COLUMNS].kind != SX_BLANK)
                rows[n_rows++] = cells[t] + i * COLUMNS;
    }
    return 0;
}

static size_t first_same(size_t row)
{
    for (size_t i = 0; i < row && rows[row][REFERENCE].kind != SX_BLANK; i++)
        if (same(rows[i], rows[row]))
            return i + 1;
    return 0;
}

static void every_row_is_there_and_the_first_that_is_the_same(void **state)
{
    (void)state;
    sx_table got = {0};
    sx_context context = {{0}, NULL};
    size_t doubled = 0;
    assert_int_equal(sx_data_stack(SX_DATA_STACK_KIND_LEDGER, "line amount reference again", ROOM, &tables[0],
                                   &tables[1], NULL, &tables[2], NULL, NULL, NULL, NULL, &got, &context),
                     SX_OK);
    for (size_t i = 0; i < n_rows; i++) {
        const sx_cell *again = sx_at(&got, i, 3);
        size_t first = first_same(i);
        assert_true(sx_at(&got, i, 0)->as.number == (double)(i + 1));
        assert_true(sx_at(&got, i, 1)->as.number == rows[i][AMOUNT].as.number);
        assert_int_equal(again->kind, first ? SX_NUMBER : SX_BLANK);
        assert_true(!first || again->as.number == (double)first);
        doubled += first != 0;
    }
    assert_true(doubled > 20 && doubled < n_rows);
    assert_true(sx_is_blank(sx_at(&got, n_rows, 0)));
    sx_table_free(&got);
}

static void an_error_in_a_cell_stays_that_error(void **state)
{
    (void)state;
    sx_cell lines[2 * COLUMNS] = {number(45992), text("6110"), text("a"), number(5), text("EUR"), text(""),
                                  number(45993), text("6120"), text("b"), number(7), text("EUR"), text("")};
    sx_table table = {.rows = 2, .columns = COLUMNS, .declared_rows = 2, .declared_columns = COLUMNS, .cells = lines};
    sx_table got = {0};
    sx_context context = {{0}, NULL};
    lines[COLUMNS + AMOUNT] = (sx_cell){.kind = SX_FAULT, .as.fault = SX_DIV0};
    assert_int_equal(sx_data_stack(SX_DATA_STACK_KIND_LEDGER, "amount account", 2, &table, NULL, NULL, NULL, NULL, NULL,
                                   NULL, NULL, &got, &context),
                     SX_OK);
    assert_true(sx_at(&got, 0, 0)->as.number == 5.0);
    assert_int_equal(sx_at(&got, 1, 0)->kind, SX_FAULT);
    assert_int_equal(sx_at(&got, 1, 0)->as.fault, SX_DIV0);
    assert_string_equal(sx_at(&got, 1, 1)->as.text, "6120");
    sx_table_free(&got);
}

static double cents_of(double month, const char *account, double *count, double *again)
{
    double cents = 0;
    *count = *again = 0;
    for (size_t i = 0; i < n_rows; i++) {
        sx_civil day = sx_date_civil(rows[i][DATE].as.number);
        if (sx_date_serial(day.year, day.month, 1) != month || strcmp(rows[i][ACCOUNT].as.text, account) != 0)
            continue;
        cents += round(100 * rows[i][AMOUNT].as.number);
        *again += first_same(i) != 0;
        ++*count;
    }
    return cents;
}

static void sums_are_those_of_the_rows(void **state)
{
    (void)state;
    sx_table got = {0};
    sx_context context = {{0}, NULL};
    double all = 0, count = 0, again = 0;
    assert_int_equal(sx_data_sums(SX_DATA_SUMS_KIND_LEDGER, "month account", "amount count again", 12, &tables[0],
                                  &tables[1], NULL, &tables[2], NULL, NULL, NULL, NULL, &got, &context),
                     SX_OK);
    for (size_t i = 0; i < 12 && !sx_is_blank(sx_at(&got, i, 0)); i++) {
        double cents = cents_of(sx_at(&got, i, 0)->as.number, sx_at(&got, i, 1)->as.text, &count, &again);
        assert_true(fabs(100 * sx_at(&got, i, 2)->as.number - cents) < 1e-6);
        assert_true(sx_at(&got, i, 3)->as.number == count && sx_at(&got, i, 4)->as.number == again);
        all += count;
    }
    assert_true(all == (double)n_rows);
    sx_table_free(&got);
}

/* Deals whose close is now and then before they were created, without an amount or there before. */
static sx_cell deals[ROWS * 7];
static char names[ROWS][8];

static bool is_odd(size_t row)
{
    const sx_cell *d = deals + 7 * row;
    bool again = false;
    for (size_t i = 0; i < row; i++)
        again = again || strcmp(deals[7 * i].as.text, d[0].as.text) == 0;
    return again || d[3].kind == SX_BLANK || d[3].as.number < 0 || d[5].kind == SX_BLANK ||
           d[6].as.number < d[5].as.number;
}

/* Whether an odd deal above has the same name, stage and month of close: they are one row of the answer. */
static bool is_named_above(size_t row)
{
    const sx_cell *d = deals + 7 * row;
    sx_civil day = sx_date_civil(d[6].as.number);
    for (size_t i = 0; i < row; i++) {
        const sx_cell *e = deals + 7 * i;
        sx_civil other = sx_date_civil(e[6].as.number);
        if (is_odd(i) && strcmp(e[0].as.text, d[0].as.text) == 0 && strcmp(e[2].as.text, d[2].as.text) == 0 &&
            other.month == day.month && other.year == day.year)
            return true;
    }
    return false;
}

static void odd_deals_are_named_and_none_is_lost(void **state)
{
    (void)state;
    sx_table table = {.rows = ROWS, .columns = 7, .declared_rows = ROWS, .declared_columns = 7, .cells = deals};
    sx_table got = {0};
    sx_context context = {{0}, NULL};
    static const char *const stages[] = {"Won", "Lost", "Open"};
    for (size_t i = 0; i < ROWS; i++) {
        sx_cell *d = deals + 7 * i;
        snprintf(names[i], sizeof names[i], "D%d", (int)(i - (i % 37 == 36)));
        d[0] = text(names[i]);
        d[2] = text(stages[(size_t)(3 * draw())]);
        d[3] = i % 41 == 40 ? text("") : number(floor(100000 * draw()) / 100 - (i % 53 == 52 ? 2000 : 0));
        d[5] = i % 43 == 42 ? text("") : number(45992 + floor(60 * draw()));
        d[6] = number(i % 29 == 28 ? 45000 + 2 * (double)i : 46053 + floor(600 * draw()));
    }
    assert_int_equal(sx_data_sums(SX_DATA_SUMS_KIND_PIPELINE, "close.month stage named", "amount count days latest",
                                  ROWS, &table, NULL, NULL, NULL, NULL, NULL, NULL, NULL, &got, &context),
                     SX_OK);
    size_t count = 0, named = 0, odd = 0;
    double cents = 0, days = 0, latest = 0;
    for (size_t i = 0; i < ROWS && sx_at(&got, i, 4)->kind == SX_NUMBER; i++) {
        count += (size_t)sx_at(&got, i, 4)->as.number;
        cents -= round(100 * sx_at(&got, i, 3)->as.number);
        days -= sx_at(&got, i, 5)->as.number;
        latest = fmax(latest, sx_at(&got, i, 6)->kind == SX_NUMBER ? sx_at(&got, i, 6)->as.number : 0);
        named += !sx_is_blank(sx_at(&got, i, 2));
    }
    double last = 0;
    for (size_t i = 0; i < ROWS; i++) {
        const sx_cell *d = deals + 7 * i;
        odd += is_odd(i) && !is_named_above(i);
        cents += d[3].kind == SX_NUMBER ? round(100 * d[3].as.number) : 0;
        days += d[5].kind == SX_NUMBER ? d[6].as.number - d[5].as.number : 0;
        last = fmax(last, d[5].kind == SX_NUMBER ? d[5].as.number : 0);
    }
    assert_int_equal(count, ROWS);
    assert_int_equal(named, odd); /* less than eight in each month and stage */
    assert_true(odd > 30 && fabs(cents) < 1e-6 && fabs(days) < 1e-6 && fabs(latest - last) < 1e-9);
    sx_table_free(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_there_and_the_first_that_is_the_same),
        cmocka_unit_test(an_error_in_a_cell_stays_that_error),
        cmocka_unit_test(sums_are_those_of_the_rows),
        cmocka_unit_test(odd_deals_are_named_and_none_is_lost),
    };
    return cmocka_run_group_tests(tests, prepare, NULL);
}
