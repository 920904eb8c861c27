/* The functions as a cell calls them: layouts of the table, scenarios, bad input and its reasons, and that the
 * functions of the family and KPI.BRIDGE tell the same story. */
#include "drive_tables.h"
#include "kpi.h"
#include "base/statistics.h"

/* A header lets the columns stand in any order with others among them; blank rows do not matter. */
static void layouts(void **state)
{
    (void)state;
    sx_table plain = table_of(BASE_TEXT);
    sx_table headed = table_of("owner,Kind,stage,P90,likely,P10,unit,lag,Lag spread;"
                               "Ann,cost per,Lead,125,100,80,EUR,0.5,0.3;;"
                               "Ann,rate,MQL,0.4,0.3,0.2,,0;Bob,RATE,Opportunity,0.6,0.4,0.3,,1;"
                               "Bob,rate,Won,0.3,0.2,0.15,,2.5,1;Cid,value,Revenue,1300,1000,800,EUR,0.2");
    sx_table a = funnel_of(&plain, spend, 4), b = funnel_of(&headed, spend, 4);
    same_tables(&a, &b);
    assert_int_equal(a.rows, 5);
    assert_int_equal(a.columns, 8);
    assert_string_equal(sx_at(&a, 4, 0)->as.text, "beyond");
    close_to(revenue_of(&a), 29500.5 / 100.0 * 0.3 * 0.4 * 0.2 * 1000.0, 1e-13);
    sx_table_free(&a);
    sx_table_free(&b);
    sx_table_free(&plain);
    sx_table_free(&headed);
    /* The header says min and max; a column says it for one row. */
    sx_table ends = table_of("name,kind,min,likely,max;Lead,cost per,,100,;Won,rate,0,0.1,0.3;R,value,5,5,5");
    sx_table row = table_of("Lead,cost per,,100,,0;Won,rate,0,0.1,0.3,0,,pert,min-max;R,value,5,5,5,0");
    sx_table p90 = table_of("Lead,cost per,,100,,0;Won,rate,0,0.1,0.3,0,,pert;R,value,5,5,5,0");
    const sx_table *tables[] = {&ends, &row, &p90};
    double high[3];
    for (int i = 0; i < 3; i++) {
        sx_context context = {{0}, NULL};
        assert_int_equal(sx_drive_tornado(spend, 4, tables[i], NULL, &a, &context), SX_OK);
        high[i] = number_at(&a, 0, 2);
        sx_table_free(&a);
    }
    assert_true(high[0] == high[1]);
    close_to(high[2], 29500.5 / 100.0 * 0.3 * 5.0, 1e-14);
    assert_true(high[0] < high[2]);
    for (int i = 0; i < 3; i++) {
        sx_table gone = *tables[i];
        sx_table_free(&gone);
    }
}

/* Twice the same bits; another seed other bits; to horizon and beyond are within the total; errors are small. */
static void range_repeats(void **state)
{
    (void)state;
    sx_table drivers = table_of(BASE_TEXT), a, b, other;
    double means[7] = {0.0};
    sx_context context = {{0}, NULL};
    for (int method = SX_DRIVE_RANGE_METHOD_SAMPLED; method <= SX_DRIVE_RANGE_METHOD_COUNTS; method++) {
        assert_int_equal(sx_drive_range(spend, 4, &drivers, NULL, 0, NULL, 0, 0, 1.0, 0, method, NULL, &a, &context),
                         SX_OK);
        assert_int_equal(sx_drive_range(spend, 4, &drivers, NULL, 0, NULL, 0, 0, 1.0, 0, method, NULL, &b, &context),
                         SX_OK);
        assert_int_equal(
            sx_drive_range(spend, 4, &drivers, NULL, 0, NULL, 0, 0, 2.0, 0, method, NULL, &other, &context), SX_OK);
        same_tables(&a, &b);
        assert_true(number_at(&a, 6, 5) != number_at(&other, 6, 5));
        assert_int_equal(a.rows, 7);
        assert_int_equal(a.columns, 17);
        for (size_t row = 0; row < 7; row++)
            for (size_t c = 1; c <= 5; c += 4) {
                assert_true(number_at(&a, row, c) <= number_at(&a, row, c + 1));
                assert_true(number_at(&a, row, c + 1) <= number_at(&a, row, c + 2));
            }
        for (size_t row = 0; row < 7; row++) { /* chance moves no mean, in no period */
            double now = number_at(&a, row, 8), error = number_at(&a, row, 16);
            assert_true(method == SX_DRIVE_RANGE_METHOD_SAMPLED || fabs(now - means[row]) <= 4.5 * error);
            means[row] = now;
        }
        double mean = number_at(&a, 6, 8);
        close_to(number_at(&a, 4, 8) + number_at(&a, 5, 8), mean, 1e-12); /* means add up */
        assert_true(number_at(&a, 6, 16) < 0.01 * mean);
        sx_table_free(&a);
        sx_table_free(&b);
        sx_table_free(&other);
    }
    sx_table_free(&drivers);
}

/* Ten leads of which one in ten is won: where the closed form is not exact, whole counts are drawn without being asked
 * for. Binomial(10, .1) is at most 0 in .349, 1 in .736, 2 in .930 of cases, exactly. */
static void small_counts_are_whole(void **state)
{
    (void)state;
    static const double one[] = {1000.0}, levels[] = {0.34, 0.355, 0.73, 0.745, 0.925, 0.935};
    static const double usual[] = {0.0, 900.0, 1800.0}, about[] = {0.0, 900.0, 900.0, 1800.0, 1800.0, 2700.0};
    sx_table drivers = table_of("Lead,cost per,100,100,100,0,0,fixed;Won,rate,0.1,0.1,0.1,0,0,fixed;"
                                "Revenue,value,899.99,900,900.01,0,0,pert"),
             made;
    sx_context context = {{0}, NULL};
    assert_int_equal(sx_drive_range(one, 1, &drivers, NULL, 0, NULL, 0, 0, 1.0, 0, SX_DRIVE_RANGE_METHOD_AUTO, NULL,
                                    &made, &context),
                     SX_OK);
    assert_non_null(strstr(context.reason, "chance of whole counts"));
    for (size_t k = 0; k < 3; k++)
        assert_true(fabs(number_at(&made, 0, 5 + k) - usual[k]) < 0.1);
    sx_table_free(&made);
    assert_int_equal(sx_drive_range(one, 1, &drivers, levels, 6, NULL, 0, 0, 1.0, 0, SX_DRIVE_RANGE_METHOD_AUTO, NULL,
                                    &made, &context),
                     SX_OK);
    for (size_t k = 0; k < 6; k++)
        assert_true(fabs(number_at(&made, 0, 8 + k) - about[k]) < 0.1);
    sx_table_free(&made);
    sx_table_free(&drivers);
}

static void scenarios(void **state)
{
    (void)state;
    sx_table drivers = table_of(BASE_TEXT), laid, result = {0};
    sx_table plan = table_of("scenario,driver,field,value;down,Won,scale,0.5;down,Won,lag,4;up,Lead,likely,90;"
                             "bad,Won,likely,0.5;worse,Wun,lag,1;odd,Won,colour,3");
    sx_context context = {{0}, NULL};
    assert_int_equal(sx_drive_scenario(&drivers, &plan, "DOWN", &laid, &context), SX_OK);
    sx_table down = funnel_of(&laid, spend, 4), base = funnel_of(&drivers, spend, 4);
    close_to(revenue_of(&down), 0.5 * revenue_of(&base), 1e-13);
    assert_true(number_at(&down, 4, 7) / revenue_of(&down) > number_at(&base, 4, 7) / revenue_of(&base));
    sx_table_free(&laid);
    sx_table_free(&down);
    assert_int_equal(sx_drive_scenario(&drivers, &plan, "base", &laid, &context), SX_OK);
    down = funnel_of(&laid, spend, 4);
    same_tables(&down, &base); /* what comes out can go in again */
    sx_table_free(&laid);
    sx_table_free(&down);
    sx_table_free(&base);
    static const struct {
        const char *name;
        sx_status status;
        const char *reason;
    } cases[] = {
        {"flat", SX_ARGUMENT, "scenarios column 1: there is no scenario \"flat\""},
        {"bad", SX_NUM, "scenarios row 5 (Won), column 4 (likely): likely 0.5 lies outside low 0.15 to high 0.3"},
        {"worse", SX_ARGUMENT, "scenarios row 6, column 2: \"Wun\" is no driver's name"},
        {"odd", SX_ARGUMENT,
         "scenarios row 7, column 3: a field is one of low, likely, high, lag, spread, "
         "distribution, bounds, scale"},
    };
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(sx_drive_scenario(&drivers, &plan, cases[i].name, &result, &context), cases[i].status);
        assert_string_equal(context.reason, cases[i].reason);
    }
    sx_table_free(&plan);
    /* Nothing that would change is refused, not passed over; what else stands beside the fields is no matter. */
    plan = table_of("scenario,driver,level;down,Won,0.5");
    assert_int_equal(sx_drive_scenario(&drivers, &plan, "down", &result, &context), SX_ARGUMENT);
    assert_string_equal(context.reason, "scenarios row 1: no heading says what changes: field and value, or low, "
                                        "likely, high, lag, spread, distribution, bounds or noise");
    sx_table_free(&plan);
    plan = table_of("down,Won");
    assert_int_equal(sx_drive_scenario(&drivers, &plan, "down", &result, &context), SX_ARGUMENT);
    assert_string_equal(context.reason, "scenarios row 1: nothing says what changes: two columns are only the names");
    assert_null(result.cells);
    sx_table_free(&plan);
    plan = table_of("scenario,driver,level,lag;down,Won,x,4");
    assert_int_equal(sx_drive_scenario(&drivers, &plan, "down", &laid, &context), SX_OK);
    sx_table_free(&laid);
    sx_table_free(&plan);
    /* A fixed driver gets a range; columns by position. */
    sx_table fixed = table_of("Lead,cost per,,100,,0;R,value,,5,,0");
    plan = table_of("wide,Lead,80,100,120;wide,R,,6,");
    assert_int_equal(sx_drive_scenario(&fixed, &plan, "wide", &laid, &context), SX_OK);
    assert_string_equal(sx_at(&laid, 0, 7)->as.text, "pert");
    assert_string_equal(sx_at(&laid, 1, 7)->as.text, "fixed");
    close_to(number_at(&laid, 1, 2), 6.0, 0.0);
    sx_table_free(&laid);
    sx_table_free(&plan);
    sx_table_free(&fixed);
    /* Lines left blank, the first too, change nothing. */
    plan = table_of(",,,;down,Won,scale,0.5;,,,;down,Won,lag,4");
    sx_table dense = table_of("down,Won,scale,0.5;down,Won,lag,4"), same;
    assert_int_equal(sx_drive_scenario(&drivers, &plan, "down", &laid, &context), SX_OK);
    assert_int_equal(sx_drive_scenario(&drivers, &dense, "down", &same, &context), SX_OK);
    same_tables(&laid, &same);
    sx_table_free(&same);
    sx_table_free(&laid);
    sx_table_free(&dense);
    sx_table_free(&plan);
    sx_table_free(&drivers);
}

/* The spend that REVERSE asks for brings the target in FUNNEL, and EXPLAIN's rows are FUNNEL's sums. */
static void one_story(void **state)
{
    (void)state;
    sx_table drivers = table_of(BASE_TEXT), reverse, explain;
    sx_context context = {{0}, NULL};
    assert_int_equal(sx_drive_reverse(54321.0, &drivers, 12.0, &reverse, &context), SX_OK);
    double needed[] = {number_at(&reverse, reverse.rows - 1, 1)};
    assert_string_equal(sx_at(&reverse, reverse.rows - 1, 0)->as.text, "Spend");
    sx_table funnel = funnel_of(&drivers, needed, 1);
    close_to(revenue_of(&funnel), 54321.0, 1e-13);
    close_to(number_at(&reverse, reverse.rows - 1, 2), 4.2, 1e-14);
    sx_table_free(&funnel);
    /* Safe: spent then, at least 90 % of the revenue has come by period 12; one period later it has not. */
    double safe = number_at(&reverse, reverse.rows - 1, 4);
    for (int later = 0; later < 2; later++) {
        double plan[12] = {0.0}, come = 0.0;
        plan[(size_t)safe - 1 + (size_t)later] = needed[0];
        funnel = funnel_of(&drivers, plan, 12);
        for (size_t t = 0; t < 12; t++)
            come += number_at(&funnel, t, 7);
        assert_true((come >= 0.9 * 54321.0) == !later);
        sx_table_free(&funnel);
    }
    sx_table_free(&reverse);
    assert_int_equal(sx_drive_reverse(54321.0, &drivers, 3.0, &reverse, &context), SX_OK);
    assert_non_null(strstr(context.reason, "too late for this target"));
    sx_table_free(&reverse);
    assert_int_equal(sx_drive_explain(spend, 4, &drivers, NULL, &explain, &context), SX_OK);
    funnel = funnel_of(&drivers, spend, 4);
    for (size_t k = 0; k < 5; k++) {
        size_t column = k == 4 ? 7 : k + 1;
        double within = 0.0;
        for (size_t t = 0; t < 4; t++)
            within += number_at(&funnel, t, column);
        close_to(number_at(&explain, k + 1, 5), within, 1e-13);
        close_to(number_at(&explain, k + 1, 6), number_at(&funnel, 4, column), 1e-13);
        close_to(number_at(&explain, k + 1, 4), within + number_at(&funnel, 4, column), 1e-13);
    }
    sx_table_free(&explain);
    sx_table_free(&funnel);
    sx_table_free(&drivers);
}

/* KPI.BRIDGE explains the change from one driver set to another to the cent. */
static void bridge_agrees(void **state)
{
    (void)state;
    sx_table base = table_of(BASE_TEXT),
             plan = table_of("next,Lead,90,110,130;next,Won,0.2,0.27,0.3,3;"
                             "next,Revenue,700,950.25,1100"),
             next, bridge;
    sx_context context = {{0}, NULL};
    assert_int_equal(sx_drive_scenario(&base, &plan, "next", &next, &context), SX_OK);
    const double more[] = {15000.0, 2000.0, 8000.0, 9500.5};
    const double before[] = {sx_sum(spend, 4), 1.0 / 100.0, 0.3, 0.4, 0.2, 1000.0};
    const double after[] = {sx_sum(more, 4), 1.0 / 110.0, 0.3, 0.4, 0.27, 950.25};
    assert_int_equal(sx_kpi_bridge(before, 6, after, 6, &bridge, &context), SX_OK);
    sx_table a = funnel_of(&base, spend, 4), b = funnel_of(&next, more, 4);
    double sum = 0.0;
    for (size_t i = 0; i < 6; i++)
        sum += number_at(&bridge, i, 0);
    assert_true(fabs(sum - (revenue_of(&b) - revenue_of(&a))) < 0.005);
    assert_true(number_at(&bridge, 1, 0) < 0.0 && number_at(&bridge, 2, 0) == 0.0 && number_at(&bridge, 4, 0) > 0.0);
    sx_table_free(&a);
    sx_table_free(&b);
    sx_table_free(&bridge);
    sx_table_free(&next);
    sx_table_free(&plan);
    sx_table_free(&base);
}

/* Huge, tiny and zero: an error or a fault in a cell, never a wrong number. */
static void extremes(void **state)
{
    (void)state;
    sx_table drivers = table_of("Lead,cost per,1e-300,1e-300,1e-300,0;R,value,1e300,1e300,1e300,0"), result;
    const double huge[] = {1e308, 1e308}, none[] = {0.0, 0.0};
    sx_context context = {{0}, NULL};
    assert_int_equal(sx_drive_funnel(huge, 2, &drivers, NAN, NULL, &result, &context), SX_OK);
    assert_int_equal(sx_at(&result, 0, 4)->kind, SX_FAULT);
    sx_table_free(&result);
    sx_table_free(&drivers);
    drivers = table_of(BASE_TEXT);
    assert_int_equal(sx_drive_range(none, 2, &drivers, NULL, 0, NULL, 0, 0, 1.0, 0, 0, NULL, &result, &context), SX_OK);
    assert_true(number_at(&result, 4, 6) == 0.0);
    sx_table_free(&result);
    sx_table_free(&drivers);
    drivers = table_of("Lead,cost per,1e-300,1,1e300,0,,lognormal;W,rate,0,0,0,0;R,value,0,0,0,0");
    assert_int_equal(sx_drive_range(huge, 2, &drivers, NULL, 0, NULL, 0, 0, 1.0, 0, 0, NULL, &result, &context), SX_OK);
    sx_table_free(&result);
    assert_int_equal(sx_drive_tornado(huge, 2, &drivers, NULL, &result, &context), SX_OK);
    sx_table_free(&result);
    sx_table_free(&drivers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layouts),   cmocka_unit_test(range_repeats), cmocka_unit_test(small_counts_are_whole),
        cmocka_unit_test(scenarios), cmocka_unit_test(one_story),     cmocka_unit_test(bridge_agrees),
        cmocka_unit_test(extremes)};
    return cmocka_run_group_tests_name("drivers: cells", tests, NULL, NULL);
}
