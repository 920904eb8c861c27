/* KPI.MOVEMENTS: what must hold for any list, and what is said. */
#include <stdlib.h>
#include "core/unit.h"
#include "kpi.h"

enum { ROWS = 160 };

static uint64_t seed;

static int64_t draw(int64_t low, int64_t high)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return low + (int64_t)((seed >> 20) % (uint64_t)(high - low + 1));
}

static double at(const sx_table *table, size_t row, size_t column)
{
    const sx_cell *cell = sx_at(table, row, column);
    return cell->kind == SX_NUMBER ? cell->as.number : (double)NAN;
}

static void fill(sx_cell *cells)
{
    static const char *const names[] = {"Ada", "ada ", "Bo", "Cy", "Dee", "Eli", "Fay", " bo"};
    for (size_t i = 0; i < ROWS; i++) {
        cells[3 * i] = draw(0, 9) ? text(names[draw(0, 7)]) : number((double)draw(1, 3));
        cells[3 * i + 1] = number((double)draw(45000, 45900));
        cells[3 * i + 2] = number((double)draw(1, 99999) / 100.0);
    }
}

/* The end is the start and its movements, to the cent; the next start is this end; rows may stand in any order; what is
 * shown are the last periods. */
static void adds_up(void **state)
{
    (void)state;
    seed = 3;
    for (int trial = 0; trial < 60; trial++) {
        static sx_cell cells[3 * ROWS];
        static const size_t year[] = {12, 4, 1};
        fill(cells);
        sx_table list = table_over(cells, ROWS, 3), made, again;
        int period = trial % 3;
        assert_int_equal(sx_kpi_movements(&list, period, 0, (double)NAN, (double)NAN, &made, NULL), SX_OK);
        for (size_t row = 0; row < made.rows; row++) {
            double end = at(&made, row, 1) + at(&made, row, 2) + at(&made, row, 3) - at(&made, row, 4) -
                         at(&made, row, 5) + at(&made, row, 6);
            assert_true(fabs(end - at(&made, row, 7)) < 1e-6);
            assert_true(row == 0 || at(&made, row, 1) == at(&made, row - 1, 7));
            assert_true(isnan(at(&made, row, 11)) || row + 1 >= year[period]);
            assert_true(isnan(at(&made, row, 12)) || at(&made, row, 12) <= fmin(at(&made, row, 11), 1.0));
        }
        for (size_t i = 0; i < ROWS; i++) { /* another order */
            size_t j = (size_t)draw(0, ROWS - 1);
            for (size_t c = 0; c < 3; c++) {
                sx_cell keep = cells[3 * i + c];
                cells[3 * i + c] = cells[3 * j + c];
                cells[3 * j + c] = keep;
            }
        }
        assert_int_equal(sx_kpi_movements(&list, period, 0, (double)NAN, 2.0, &again, NULL), SX_OK);
        for (size_t row = 0; row < again.rows; row++)
            for (size_t c = 0; c < 11; c++)
                assert_true(at(&again, row, c) == at(&made, made.rows - again.rows + row, c));
        sx_table_free(&made);
        sx_table_free(&again);
    }
}

/* All cohorts of an age together are what is paid; the first column counts customers. */
static void cohorts_add_up(void **state)
{
    (void)state;
    static sx_cell cells[3 * ROWS];
    seed = 8;
    fill(cells);
    sx_table list = table_over(cells, ROWS, 3), money, moves;
    assert_int_equal(sx_kpi_movements(&list, 1, SX_KPI_MOVEMENTS_PART_COHORTS, (double)NAN, (double)NAN, &money, NULL),
                     SX_OK);
    assert_int_equal(sx_kpi_movements(&list, 1, 0, (double)NAN, (double)NAN, &moves, NULL), SX_OK);
    for (size_t t = 1; t < money.rows; t++) {
        double paid = 0.0;
        for (size_t c = 0; c <= t; c++)
            paid += at(&money, c, 2) * (c == t                            ? 1.0
                                        : isnan(at(&money, c, 2 + t - c)) ? 0.0
                                                                          : at(&money, c, 2 + t - c));
        close_to(paid, at(&moves, t - 1, 7), 1e-12);
    }
    sx_table_free(&money);
    sx_table_free(&moves);
}

static void words(void **state)
{
    (void)state;
    sx_cell cells[] = {text("Ada"), number(46023), number(100),   text("Ada"), number(46082),
                       number(90),  text("Bo"),    number(46082), number(-5)};
    sx_table list = table_over(cells, 3, 3), made = {.rows = 77};
    sx_context context = {{0}, NULL};
    assert_int_equal(sx_kpi_movements(&list, 0, 0, (double)NAN, (double)NAN, &made, &context), SX_OK);
    assert_string_equal(context.reason, "1 amount(s) of a month are below zero: they count as none; no customer pays "
                                        "anything in the period from 2026-02-01: is it missing from the list?");
    assert_true(at(&made, 1, 6) == 90.0 && at(&made, 1, 8) == 1.0);
    sx_table_free(&made);
    made.rows = 77;
    context = (sx_context){{0}, NULL};
    cells[3] = number((double)NAN);
    assert_int_equal(sx_kpi_movements(&list, 0, 0, (double)NAN, (double)NAN, &made, &context), SX_VALUE);
    assert_string_equal(context.reason, "customers, row 2: the customer is blank");
    assert_int_equal(made.rows, 77);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(adds_up), cmocka_unit_test(cohorts_add_up),
                                       cmocka_unit_test(words)};
    return cmocka_run_group_tests_name("kpi movements", tests, NULL, NULL);
}
