/* The CASH family: ledgers against whole cents, twins in the obvious quadratic form, and EBBFLOW's door. */
#include <stdbool.h>
#include <stdlib.h>
#include "core/unit.h"
#include "base/date.h"
#include "base/money.h"
#include "cash.h"
#include "cash/flow.h"

enum { WEEKS = 13, ROWS = 5 };

static uint64_t seed;

static int64_t draw(int64_t low, int64_t high)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return low + (int64_t)((seed >> 20) % (uint64_t)(high - low + 1));
}

static void corkscrew(void **state)
{
    (void)state;
    seed = 1;
    for (int trial = 0; trial < 10000; trial++) {
        double in[ROWS * WEEKS], out[ROWS * WEEKS], closing[WEEKS];
        int64_t cents_in[ROWS * WEEKS], cents_out[ROWS * WEEKS], balance = draw(-1000000, 1000000000000);
        for (size_t i = 0; i < ROWS * WEEKS; i++) {
            cents_in[i] = draw(0, 100000000000);
            cents_out[i] = draw(0, 100000000000);
            in[i] = (double)cents_in[i] / 100.0;
            out[i] = (double)cents_out[i] / 100.0;
        }
        sx_corkscrew((double)balance / 100.0, in, ROWS, out, ROWS, WEEKS, closing);
        for (size_t t = 0; t < WEEKS; t++) {
            for (size_t row = 0; row < ROWS; row++)
                balance += cents_in[row * WEEKS + t] - cents_out[row * WEEKS + t];
            assert_true(closing[t] == (double)balance / 100.0);
        }
    }
}

static void headroom_twin(void **state)
{
    (void)state;
    seed = 2;
    for (int trial = 0; trial < 1000; trial++) {
        double balances[WEEKS], headroom[WEEKS];
        for (size_t t = 0; t < WEEKS; t++)
            balances[t] = (double)draw(-100000, 100000) / 100.0;
        sx_headroom(balances, WEEKS, 12.34, headroom);
        for (size_t t = 0; t < WEEKS; t++) {
            double least = balances[t];
            for (size_t s = t; s < WEEKS; s++)
                least = fmin(least, balances[s]);
            assert_true(headroom[t] == round((least - 12.34) * 100.0) / 100.0);
        }
    }
}

/* What is invoiced comes in, but for what is never paid; a longer slip moves it and loses nothing. */
static void receipts_keep_the_total(void **state)
{
    (void)state;
    double invoices[] = {1000.0, 0.0, 250.5, -100.0}, slip[] = {0.2, 0.0, 0.5, 0.25}, receipts[7], sum = 0.0;
    sx_receipts(invoices, 4, slip, 4, receipts);
    for (size_t t = 0; t < 7; t++)
        sum += receipts[t];
    assert_true(fabs(sum - 1150.5 * 0.95) < 1e-10);
    assert_true(fabs(receipts[2] - (1000.0 * 0.5 + 250.5 * 0.2)) < 1e-12);
    assert_true(fabs(receipts[6] + 25.0) < 1e-12);
}

/* Plans that are thirds of a thousand, balances that a sheet computed from them: the floor holds to the cent in true
 * amounts, and a plan that needs no change gets none beyond its rounding. */
static void plans_not_in_whole_cents(void **state)
{
    (void)state;
    seed = 4;
    for (int trial = 0; trial < 2000; trial++) {
        double planned[WEEKS], balances[WEEKS], cash = (double)draw(0, 9000);
        for (size_t t = 0; t < WEEKS; t++) {
            planned[t] = (double)draw(0, 3000) / 3.0;
            cash += (double)draw(0, 2000) - planned[t];
            balances[t] = cash;
        }
        sx_table plan;
        sx_context context = {0};
        sx_status status = sx_cash_ebbflow(planned, WEEKS, balances, WEEKS, 500.0, NULL, 0, NULL, 0, NULL, 0,
                                           SX_CASH_EBBFLOW_RESTORE_LATER, &plan, &context);
        if (status == SX_NA) {
            assert_non_null(strstr(context.reason, "below the floor"));
            continue;
        }
        assert_int_equal(status, SX_OK);
        double moved = 0.0, distance = 0.0;
        for (size_t t = 0; t < WEEKS; t++) {
            double spend = sx_at(&plan, t, 0)->as.number, change = sx_at(&plan, t, 1)->as.number;
            assert_true(spend == round(spend * 100.0) / 100.0 && spend >= 0.0);
            moved += change;
            distance += fabs(change);
            assert_true(balances[t] - moved >= 500.0 - 2.0 * SX_MONEY_NOISE);
            assert_true(fabs(sx_at(&plan, t, 2)->as.number - (balances[t] - moved)) < 1e-9);
        }
        if (sx_first_breach(balances, WEEKS, 500.0 + 0.01 * WEEKS) == WEEKS)
            assert_true(distance <= 0.005 * WEEKS + 1e-9);
        sx_table_free(&plan);
    }
}

/* Zeros at the end of a profile take no time and keep their weeks; a share in week 521 is refused. */
static void receipts_reach_ten_years(void **state)
{
    (void)state;
    double invoices[] = {8.0, 4.0}, slip[SX_RECEIPTS_REACH + 2] = {0.5};
    sx_context context = {0};
    sx_table receipts = {0};
    slip[SX_RECEIPTS_REACH - 1] = 0.25;
    assert_int_equal(sx_cash_receipts(invoices, 2, 1, slip, SX_RECEIPTS_REACH + 2, &receipts, &context), SX_OK);
    assert_int_equal(receipts.rows, SX_RECEIPTS_REACH + 3);
    for (size_t t = 0; t < receipts.rows; t++) {
        double due = t == 0 ? 4.0 : t == 1 || t == SX_RECEIPTS_REACH - 1 ? 2.0 : t == SX_RECEIPTS_REACH ? 1.0 : 0.0;
        assert_true(sx_at(&receipts, t, 0)->as.number == due);
    }
    sx_table_free(&receipts);
    slip[SX_RECEIPTS_REACH] = 0.125;
    receipts = (sx_table){.rows = 77};
    assert_int_equal(sx_cash_receipts(invoices, 2, 1, slip, SX_RECEIPTS_REACH + 2, &receipts, &context), SX_NUM);
    assert_string_equal(context.reason, "slip reaches over 521 weeks, more than 520");
    assert_int_equal(receipts.rows, 77);
}

static void infeasible_says_where(void **state)
{
    (void)state;
    double planned[] = {100.0, 100.0, 100.0}, balances[] = {450.0, 300.25, -900.0};
    sx_context context = {0};
    sx_table plan = {.rows = 77};
    assert_int_equal(sx_cash_ebbflow(planned, 3, balances, 3, 600.0, NULL, 0, NULL, 0, NULL, 0,
                                     SX_CASH_EBBFLOW_RESTORE_LATER, &plan, &context),
                     SX_NA);
    assert_string_equal(context.reason, "even with every week at its min, week 1 ends 50.00 below the floor; "
                                        "week 3, the worst, 1200.00");
    assert_int_equal(plan.rows, 77);
    double min[] = {0.0, 50.0, 0.0}, max[] = {10.0, 49.99, 10.0};
    assert_int_equal(sx_cash_ebbflow(planned, 3, balances, 3, 600.0, min, 3, max, 3, NULL, 0,
                                     SX_CASH_EBBFLOW_RESTORE_LATER, &plan, &context),
                     SX_NUM);
    assert_string_equal(context.reason, "week 2: min (50.00) is above max (49.99)");
}

/* Day by day: a monthly payment falls due on its day of the month, or on the last one where that is shorter. */
static void schedule_day_by_day(void **state)
{
    (void)state;
    seed = 9;
    for (int trial = 0; trial < 300; trial++) {
        double from = (double)draw(45000, 46000), first = (double)draw(45500, 46200),
               until = from + (double)draw(0, 900);
        bool monthly = draw(0, 1), ends = draw(0, 1);
        sx_cell cells[10] = {text("item"),
                             text("amount"),
                             text("from"),
                             text("every"),
                             text("until"),
                             text("Rent"),
                             number(-10.1),
                             number(from),
                             text(monthly ? "Monthly" : "weekly"),
                             number(ends ? until : (double)NAN)};
        sx_table items = table_over(cells, 2, 5), made;
        assert_int_equal(sx_cash_schedule(&items, first, 20.0, NULL, 0, &made, NULL), SX_OK);
        sx_civil start = sx_date_civil(from);
        for (size_t week = 0; week < 20; week++) {
            int due = 0;
            for (double day = first + 7.0 * (double)week; day < first + 7.0 * (double)(week + 1); day++) {
                sx_civil c = sx_date_civil(day);
                int last = sx_days_in_month(c.year, c.month);
                bool falls = monthly ? c.day == (start.day < last ? start.day : last) : fmod(day - from, 7.0) == 0.0;
                due += falls && day >= from && !(ends && day > until);
            }
            close_to(sx_at(&made, week, 2)->as.number, 10.1 * due, 1e-14);
            assert_true(sx_at(&made, week, 3)->as.number == -sx_at(&made, week, 2)->as.number);
        }
        sx_table_free(&made);
    }
}

/* 20 000 items are laid out, each of them; one more, or 501 categories, are refused in words. */
static void schedule_of_many(void **state)
{
    (void)state;
    enum { MOST = 20000, COLUMNS = 4, CATEGORIES = 501 };
    static const char *const heads[] = {"item", "amount", "from", "every"};
    sx_cell *cells = calloc((MOST + 2) * COLUMNS, sizeof *cells);
    const char *categories[CATEGORIES];
    assert_non_null(cells);
    for (size_t c = 0; c < COLUMNS; c++)
        cells[c] = text(heads[c]);
    for (size_t row = 1; row < MOST + 2; row++) {
        cells[row * COLUMNS] = text("rent");
        cells[row * COLUMNS + 1] = number(-10.01);
        cells[row * COLUMNS + 2] = number(46000.0);
    }
    for (size_t c = 0; c < CATEGORIES; c++)
        categories[c] = "";
    sx_table items = table_over(cells, MOST + 1, COLUMNS), made;
    sx_context context = {0};
    assert_int_equal(sx_cash_schedule(&items, 46000.0, 1.0, categories, CATEGORIES - 1, &made, &context), SX_OK);
    assert_true(sx_at(&made, 0, 2)->as.number == 200200.0);
    sx_table_free(&made);
    assert_int_equal(sx_cash_schedule(&items, 46000.0, 1.0, categories, CATEGORIES, &made, &context), SX_ARGUMENT);
    items.rows++;
    assert_int_equal(sx_cash_schedule(&items, 46000.0, 1.0, NULL, 0, &made, &context), SX_ARGUMENT);
    assert_string_equal(context.reason, "20001 items and 0 categories: at most 20000 and 500");
    free(cells);
}

/* Up to 2^52 cents every whole cent is known, and rounding leaves it as it is. */
static void large_cents(void **state)
{
    (void)state;
    for (int bits = 40; bits <= 52; bits++)
        for (int64_t k = 0; k < 2000; k++) {
            int64_t cents = ((int64_t)1 << bits) - 7919 * k, found = 0;
            double money = (double)cents / 100.0;
            if (!sx_is_cents(money, &found) || found != cents || sx_money_cents(-money) != -(double)cents)
                fail_msg("%.2f is %lld cents", money, (long long)cents);
        }
    int64_t none = 0;
    assert_false(sx_is_cents(1.005, &none));
    assert_true(sx_money_cents(1.005) == 101.0);
    assert_true(sx_money_cents(2.675) == 268.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(corkscrew),
                                       cmocka_unit_test(headroom_twin),
                                       cmocka_unit_test(receipts_keep_the_total),
                                       cmocka_unit_test(schedule_day_by_day),
                                       cmocka_unit_test(schedule_of_many),
                                       cmocka_unit_test(receipts_reach_ten_years),
                                       cmocka_unit_test(plans_not_in_whole_cents),
                                       cmocka_unit_test(infeasible_says_where),
                                       cmocka_unit_test(large_cents)};
    return cmocka_run_group_tests_name("cash", tests, NULL, NULL);
}
