/* Bad input to the DRIVE functions: the status, and a reason that names row and column. */
#include "drive_tables.h"

static void refuse(const char *drivers, sx_status status, const char *reason)
{
    sx_table table = table_of(drivers), result = {0};
    sx_context context = {{0}, NULL};
    assert_int_equal(sx_drive_funnel(spend, 4, &table, NAN, NULL, &result, &context), status);
    assert_null(result.cells);
    if (strcmp(context.reason, reason) != 0)
        fail_msg("\"%s\" is not \"%s\"", context.reason, reason);
    sx_table_free(&table);
}

static void bad_tables(void **state)
{
    (void)state;
    refuse("Lead,cost per,125,100,80,0;R,value,5,5,5,0", SX_NUM,
           "drivers row 1 (Lead), column 3 (low): low 125 is above high 80");
    refuse("Lead,cost per,80,130,125,0;R,value,5,5,5,0", SX_NUM,
           "drivers row 1 (Lead), column 4 (likely): likely 130 lies outside low 80 to high 125");
    refuse("Lead,cost per,80,100,125,0;Won,rate,0.5,0.9,1.1,0;R,value,5,5,5,0", SX_NUM,
           "drivers row 2 (Won), column 5 (high): a rate must not be above 1, here it is 1.1 (12.5 % is 0.125)");
    refuse("Lead,cost per,80,100,125,-1;R,value,5,5,5,0", SX_NUM,
           "drivers row 1 (Lead), column 6 (lag): must be from 0 to 1200 periods, here it is -1");
    refuse("Lead,cost each,80,100,125,1;R,value,5,5,5,0", SX_ARGUMENT,
           "drivers row 1 (Lead), column 2 (kind): unknown kind \"cost each\"; known are cost per, rate, multiplier, "
           "value");
    refuse("Lead,cost per,,0,,1;R,value,5,5,5,0", SX_NUM,
           "drivers row 1 (Lead), column 4 (likely): a cost must be above zero, here it is 0");
    refuse("Lead,cost per,80,100,,1;R,value,5,5,5,0", SX_VALUE,
           "drivers row 1 (Lead), column 5 (high): is blank; give low and high, or neither for a fixed driver");
    refuse("Lead,cost per,80,about 100,125,1;R,value,5,5,5,0", SX_VALUE,
           "drivers row 1 (Lead), column 4 (likely): must be a number");
    refuse("Lead,cost per,80,,125,1;R,value,5,5,5,0", SX_VALUE, "drivers row 1 (Lead), column 4 (likely): is blank");
    refuse("Lead,cost per,80,100,125,0,1;R,value,5,5,5,0", SX_NUM,
           "drivers row 1 (Lead), column 7 (spread): a spread of 1 needs a lag above zero");
    refuse("Lead,cost per,80,100,125,0,,beta;R,value,5,5,5,0", SX_ARGUMENT,
           "drivers row 1 (Lead), column 8 (distribution): unknown distribution \"beta\"; known are pert, triangular, "
           "lognormal, fixed");
    refuse("R,value,5,5,5,0;Lead,cost per,80,100,125,0", SX_ARGUMENT,
           "drivers row 1 (R): here a cost per must stand, not a value; the order is cost per, rates, value");
    refuse("Lead,cost per,80,100,125,0", SX_ARGUMENT,
           "drivers: at least a cost per and a value are needed, here are 1 rows");
    refuse("Lead,cost per,80,100,125,0;lead,value,5,5,5,0", SX_ARGUMENT, "drivers rows 1 and 2: both are named lead");
    refuse("kind,likely;cost per,5;value,2", SX_ARGUMENT, "the first row of drivers has no heading \"name\"");
    refuse("name,kind,min,likely,p90;Lead,cost per,1,2,3;R,value,5,5,5", SX_ARGUMENT,
           "drivers row 1: min goes with max, and low (P10) with high (P90)");
    char many[40 * 24] = "Lead,cost per,,1,,0";
    for (int i = 0; i < 32; i++) {
        char row[24];
        row[0] = ';';
        row[1] = (char)('A' + i % 26);
        row[2] = (char)('a' + i / 26);
        strcpy(row + 3, ",rate,,1,,0");
        strcat(many, row);
    }
    refuse(many, SX_ARGUMENT, "drivers row 33: a table holds at most 32 drivers");
}

static void bad_opening(void **state)
{
    (void)state;
    static const struct {
        const char *opening;
        sx_status status;
        const char *reason;
    } cases[] = {
        {"Leads,0,5", SX_ARGUMENT, "opening row 1, column 1: \"Leads\" is no driver's name"},
        {"stage,age,count;Won,1.5,5", SX_NUM, "opening row 2 (Won), column 2: the age 1.5 is not a whole number"},
        {"Won,1,-5", SX_NUM, "opening row 1 (Won), column 3: the count -5 is negative"},
        {"Won,1,five", SX_VALUE, "opening row 1 (Won), column 3: a number is needed"},
        {"Revenue,1,5", SX_ARGUMENT, "opening row 1, column 1: Revenue is revenue, nothing of it is open"},
    };
    sx_table drivers = table_of(BASE_TEXT);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sx_table opening = table_of(cases[i].opening), result = {0};
        sx_context context = {{0}, NULL};
        assert_int_equal(sx_drive_funnel(spend, 4, &drivers, NAN, &opening, &result, &context), cases[i].status);
        assert_memory_equal(context.reason, cases[i].reason, strlen(cases[i].reason));
        sx_table_free(&opening);
    }
    sx_context context = {{0}, NULL};
    sx_table result = {0}, opening = table_of("stage,age,count;;Opportunity,1,50;Won,0,3");
    assert_int_equal(sx_drive_funnel(spend, 4, &drivers, 3.0, NULL, &result, &context), SX_ARGUMENT);
    assert_string_equal(context.reason, "the horizon of 3 periods is shorter than the spend of 4");
    assert_int_equal(sx_drive_funnel(spend, 4, &drivers, 9.0, &opening, &result, &context), SX_OK);
    close_to(revenue_of(&result), (29500.5 / 100.0 * 0.3 * 0.4 * 0.2 + 50.0 * 0.2 + 3.0) * 1000.0, 1e-12);
    sx_table_free(&result);
    sx_table_free(&opening);
    sx_table_free(&drivers);
}

static void bad_correlation(void **state)
{
    (void)state;
    static const double wrong[][4] = {{1.0, 0.5, 0.4, 1.0}, {1.0, 0.5, 0.5, 0.9}, {1.0, -1.5, -1.5, 1.0}};
    static const char *const reason[] = {"correlation row 2, column 1 (R, Lead): 0.4, but 0.5 the other way round",
                                         "correlation row 2, column 2 (R): the diagonal must be 1, here it is 0.9",
                                         "correlation row 2, column 1 (R, Lead): -1.5 is not between -1 and 1"};
    sx_table drivers = table_of("Lead,cost per,80,100,125,0;R,value,4,5,6,0"), result = {0};
    for (int i = 0; i < 3; i++) {
        sx_context context = {{0}, NULL};
        assert_int_equal(
            sx_drive_range(spend, 4, &drivers, NULL, 0, wrong[i], 2, 2, 1.0, 0, 0, NULL, &result, &context), SX_NUM);
        assert_string_equal(context.reason, reason[i]);
    }
    sx_context context = {{0}, NULL};
    static const double three[9] = {1, 1, 0, 1, 1, 1, 0, 1, 1};
    assert_int_equal(sx_drive_range(spend, 4, &drivers, NULL, 0, three, 3, 3, 1.0, 0, 0, NULL, &result, &context),
                     SX_ARGUMENT);
    assert_int_equal(sx_drive_range(spend, 4, &drivers, NULL, 0, NULL, 0, 0, 1.0, 0, SX_DRIVE_RANGE_METHOD_CLOSED, NULL,
                                    &result, &context),
                     SX_NA);
    sx_table_free(&drivers);
    drivers = table_of("Lead,cost per,80,100,125,0;W,rate,0.1,0.2,0.25,0;R,value,4,5,6,0");
    assert_int_equal(sx_drive_range(spend, 4, &drivers, NULL, 0, three, 3, 3, 1.0, 0, 0, NULL, &result, &context),
                     SX_OK);
    assert_non_null(strstr(context.reason, "moved by up to 0.2393"));
    sx_table_free(&result);
    sx_table_free(&drivers);
    drivers = table_of("Lead,cost per,10,100,900,0,,pert;R,value,4,5,6,0");
    assert_int_equal(sx_drive_range(spend, 4, &drivers, NULL, 0, NULL, 0, 0, 1.0, 0, 0, NULL, &result, &context),
                     SX_NUM);
    assert_non_null(strstr(context.reason, "a cost is above zero; use lognormal, or min-max"));
    sx_table_free(&drivers);
}

/* Drawn period by period where that ends within a second: with few points, or not at all. */
static void very_long_plans(void **state)
{
    (void)state;
    static double long_plan[1200];
    for (size_t t = 0; t < 1200; t++)
        long_plan[t] = 500.0;
    sx_table drivers = table_of("Lead,cost per,80,100,125,1;Won,rate,0.1,0.2,0.3,20,8;R,value,4,5,6,0"), made;
    sx_context context = {{0}, NULL};
    assert_int_equal(sx_drive_range(long_plan, 1200, &drivers, NULL, 0, NULL, 0, 0, 1.0, 0,
                                    SX_DRIVE_RANGE_METHOD_COUNTS, NULL, &made, &context),
                     SX_OK);
    assert_non_null(strstr(context.reason, "sampled at 8 x 16 points"));
    sx_table_free(&made);
    sx_table_free(&drivers);
    made.rows = 77;
    drivers = table_of("Lead,cost per,80,100,125,1;Won,rate,0.1,0.2,0.3,500,400;R,value,4,5,6,0");
    assert_int_equal(sx_drive_range(long_plan, 1200, &drivers, NULL, 0, NULL, 0, 0, 1.0, 0,
                                    SX_DRIVE_RANGE_METHOD_COUNTS, NULL, &made, &context),
                     SX_NUM);
    assert_non_null(strstr(context.reason, "1200 periods and 3 drivers are too many to be drawn period by period"));
    assert_int_equal(made.rows, 77);
    assert_int_equal(sx_drive_range(long_plan, 1200, &drivers, NULL, 0, NULL, 0, 0, 1.0, 0,
                                    SX_DRIVE_RANGE_METHOD_SAMPLED, NULL, &made, &context),
                     SX_OK);
    sx_table_free(&made);
    sx_table_free(&drivers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(bad_tables), cmocka_unit_test(bad_opening),
                                       cmocka_unit_test(bad_correlation), cmocka_unit_test(very_long_plans)};
    return cmocka_run_group_tests_name("drivers: reasons", tests, NULL, NULL);
}
