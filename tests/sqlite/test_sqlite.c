/* What SQL may do with the functions, and what it gets for bad input. */
#include "sqlite/base.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "catalogue/catalogue.h"

static void test_call(void **state)
{
    sqlite3 *db = *state;
    assert_number(db, "select kpi_cac(50000, 125)", 400.0);
    assert_number(db, "select KPI_CAC(50000.0, 125)", 400.0);
    assert_number(db, "select kpi_grr('[100,50]', '[90,60]')", 140.0 / 150.0);
    assert_number(db, "select kpi_grr('[[100],[50]]', json_array(90,60))", 140.0 / 150.0);
    assert_says(db, "select sextant_version()", ".");
    assert_says(db, "select sextant_about('kpi_cac', 'syntax')", "KPI.CAC(spend; customers)");
    /* An optional argument that is NULL is not given. */
    assert_string_equal(ask(db, "select kpi_ltv(100, .8, .05, NULL) = kpi_ltv(100, .8, .05)"), "1");
}

static void test_errors(void **state)
{
    sqlite3 *db = *state;
    assert_no_value(db, "select kpi_cac(50000, 0)");
    assert_says(db, "select sextant_why('kpi_cac', 50000, 0)", "KPI.CAC gives #DIV/0!: customers is zero");
    assert_no_value(db, "select kpi_cac(NULL, 125)");
    assert_says(db, "select sextant_why('KPI.CAC', NULL, 125)", "spend is missing");
    assert_no_value(db, "select kpi_cac('50000', 125)");
    assert_says(db, "select sextant_why('kpi_cac', '50000', 125)",
                "#VALUE!: spend must be a number and is the text \"50000\"");
    assert_no_value(db, "select kpi_cac(x'00ff', 125)");
    assert_says(db, "select sextant_why('kpi_cac', x'00ff', 125)", "#VALUE!: spend is a blob");
    assert_no_value(db, "select kpi_cac(9e999, 125)");
    assert_says(db, "select sextant_why('kpi_cac', -9e999, 125)", "#NUM!: spend is not a finite number");
    assert_no_value(db, "select kpi_trend('[1,9e999,3]')");
    assert_says(db, "select sextant_why('kpi_trend', '[1,9e999,3]')", "too large for a cell");
    assert_says(db, "select kpi_cac(1)", "error: wrong number of arguments to function kpi_cac()");
    assert_says(db, "select kpi_cac(1,2,3)", "error: wrong number of arguments");
    assert_says(db, "select sextant_why('kpi_cac',1,2,3)", "it takes 2 arguments and got 3");
    assert_says(db, "select sextant_why('kpi_cax',1)", "there is no function kpi_cax");
    assert_says(db, "select sextant_why()", "wrong number of arguments");
}

static void test_arrays(void **state)
{
    sqlite3 *db = *state;
    assert_says(db, "select sextant_why('kpi_trend', '[1,2')", "#VALUE!: values: not JSON at byte");
    assert_no_value(db, "select kpi_trend('[1,2')");
    assert_no_value(db, "select kpi_trend('[]')");
    assert_says(db, "select sextant_why('kpi_trend', '[]')", "#VALUE!");
    assert_no_value(db, "select kpi_trend('[[]]')");
    assert_no_value(db, "select kpi_trend('[[1,2],[3]]')");
    assert_says(db, "select sextant_why('kpi_trend', '[[1,2],[3]]')", "row 2 has 1 cells and row 1 has 2");
    assert_no_value(db, "select kpi_trend('[1,[2]]')");
    assert_no_value(db, "select kpi_trend('[1,{\"a\":2}]')");
    assert_no_value(db, "select kpi_trend('[[[1]]]')");
    assert_no_value(db, "select kpi_trend('[1,\"2\",3]')");
    assert_says(db, "select sextant_why('kpi_trend', '[1,\"2\",3]')", "value 2");
    /* A text for a range is a cell; one that begins with [ goes into an array of its own. */
    assert_string_equal(ask(db, "select gov_fingerprint('a') = gov_fingerprint('[\"a\"]')"), "1");
    assert_string_equal(ask(db, "select gov_fingerprint('[a]') is null"), "1");
    assert_string_equal(ask(db, "select gov_fingerprint(json_array('[a]')) = gov_fingerprint('a')"), "0");
    /* Not UTF-8, and a NUL inside. */
    assert_no_value(db, "select gov_fingerprint(cast(x'61ff' as text))");
    assert_says(db, "select sextant_why('gov_fingerprint', cast(x'61ff' as text))", "not whole UTF-8");
    assert_no_value(db, "select gov_fingerprint(cast(x'610062' as text))");
    assert_no_value(db, "select gov_fingerprint(cast(x'5b22ff225d' as text))");
}

static void test_many_values(void **state)
{
    sqlite3 *db = *state;
    char sql[256];
    snprintf(sql, sizeof sql,
             "select sextant_why('kpi_churn', 1, 2), sextant_why('budget_exposure', '[' || "
             "substr(replace(hex(zeroblob(5000000)), '00', '1,'), 1, 9999999) || ']', 1, 1)");
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_non_null(strstr((const char *)sqlite3_column_text(statement, 1), "more than 4194304 values"));
    sqlite3_finalize(statement);
    assert_no_value(db, "with recursive n(i) as (select 1 union all select i+1 from n where i < 10000000) "
                        "select budget_exposure_agg(i, 1, 1) from n");
    assert_number(db,
                  "with recursive n(i) as (select 1 union all select i+1 from n where i < 1000000) "
                  "select budget_exposure_agg(1, 2, 3) from n",
                  6e6);
}

static void test_tables(void **state)
{
    sqlite3 *db = *state;
    assert_string_equal(ask(db, "select count(*) from fcst_auto('[1,2,3,4,5,6,7,8,9]', 3)"), "3");
    assert_string_equal(ask(db, "select count(*) from (select 3 as h) join fcst_auto('[1,2,3,4,5,6,7,8,9]', h)"), "3");
    assert_string_equal(
        ask(db, "select point = json_extract(cells, '$[0]') from fcst_auto('[1,2,3,4,5,6,7,8,9]', 3) where rowid = 2"),
        "1");
    assert_string_equal(ask(db, "select point from fcst_auto where history = '[1,2]' and horizon = 0"), "no row");
    assert_says(db, "select * from fcst_auto('[1,2,3]')", "error: fcst_auto: horizon is missing");
    assert_says(db, "select * from fcst_auto", "error: fcst_auto: history is missing");
    assert_says(db, "select fcst_auto(1)", "wrong number of arguments");
    /* Words in a column of numbers, and a row that is wider than the columns with a name. */
    assert_string_equal(ask(db, "select json_array_length(cells) from plan_split(9, '[[1,2,3]]')"), "3");
    assert_string_equal(ask(db, "select value from fcst_accuracy('[0,0]', '[1,1]') where value is null"), "NULL");
    assert_says(db, "select cells from fcst_accuracy('[0,0]', '[1,1]') where value is null", "{\"error\":\"#DIV/0!\"}");
    assert_string_equal(ask(db, "select json_type(fcst_auto('[1,2,3,4,5,6,7,8]', 2), '$[1][2]')"), "real");
    assert_string_equal(ask(db, "select json_array_length(json_array(fcst_auto('[1,2,3,4,5,6,7,8]', 2)), '$[0]')"),
                        "2");
}

static void test_aggregates(void **state)
{
    sqlite3 *db = *state;
    run(db, "create table t(k, m, v); insert into t values('a',1,10),('a',2,12),('a',3,11),('a',4,15),('a',5,NULL),"
            "('b',1,5),('b',2,'five'),('b',3,7),('c',1,x'00'),('c',2,1)");
    assert_string_equal(
        ask(db, "select kpi_trend_agg(v) = kpi_trend('[10,12,11,15,null]') from (select * from t order by m) "
                "where k = 'a'"),
        "1");
    assert_string_equal(ask(db, "select group_concat(k || ':' || (x is null)) from "
                                "(select k, kpi_trend_agg(v) as x from t group by k order by k)"),
                        "a:0,b:1,c:1");
    assert_no_value(db, "select kpi_trend_agg(v) from t where 0");
    assert_says(db, "select fcst_point_agg(v, m) from t where k = 'a'",
                "error: fcst_point_agg: step is not the same in every row");
    assert_no_value(db, "select fcst_point_agg(v, 'x') from t where k = 'a'");
    assert_says(db, "select fcst_point_agg(v) from t", "wrong number of arguments");
    /* As a window the first row leaves again, whatever it held. */
    run(db, "create table w(m, v); with recursive n(i) as (select 1 union all select i + 1 from n where i < 400) "
            "insert into w select i, case i % 41 when 3 then NULL when 5 then 'x' || i else i * 37 % 101 end from n");
    assert_string_equal(
        ask(db,
            "select count(*) from (select m, kpi_trend_agg(v) over (order by m rows 8 preceding) as x from w) a where "
            "x is not (select kpi_trend_agg(v) from (select v from w where m between a.m - 8 and a.m order by m))"),
        "0");
}

/* Deterministic and innocuous: it may stand in an index, a check, a generated column and a view that is not trusted. */
static void test_schema(void **state)
{
    sqlite3 *db = *state;
    run(db, "pragma trusted_schema = off");
    run(db, "create table c(spend, customers, cac generated always as (kpi_cac(spend, customers)), "
            "check (kpi_cac(spend, customers) is not 13))");
    run(db, "create index c_cac on c(kpi_cac(spend, customers))");
    run(db, "create view best as select max(cac) as cac, kpi_trend_agg(spend) as t from c");
    run(db, "create view ahead as select point from fcst_auto('[1,2,3,4,5,6,7,8]', 2)");
    run(db, "insert into c values(100, 4), (50000, 125), (1, 0)");
    assert_number(db, "select cac from best", 400.0);
    assert_string_equal(ask(db, "select count(*) from ahead"), "2");
    assert_string_equal(ask(db, "select spend from c where kpi_cac(spend, customers) = 25"), "100");
    assert_says(db, "insert into c values(13, 1)", "error: CHECK constraint failed");
}

/* Every function with every kind of value in every place, and with too few and too many: an answer, NULL or an error
 * in words. Under valgrind and the sanitizers as well. */
static void test_anything(void **state)
{
    static const char *const values[] = {"NULL",     "0",     "-1",   "1e308",   "9e999", "''",
                                         "'x'",      "x'ff'", "'[]'", "'[1,2]'", "'['",   "'[[1,\"a\"],[null,2]]'",
                                         "'[null]'", "12"};
    enum { N = sizeof values / sizeof *values };
    sqlite3 *db = *state;
    size_t n = 0, asked = 0;
    const sx_function **all = sx_all_functions(&n);
    for (size_t f = 0; f < n; f++) {
        if (strcmp(all[f]->name, "SEXTANT.SELFTEST") == 0)
            continue;
        char name[SX_SQL_NAME];
        sx_sql_name(all[f], name);
        for (size_t a = 0; a <= all[f]->n_parameters + 1; a++)
            for (size_t turn = 0; turn < N; turn++) {
                sx_text sql = {0};
                sx_text_add(&sql, "select %s(", name);
                for (size_t i = 0; i < a; i++)
                    sx_text_add(&sql, "%s%s", i ? "," : "", values[(turn + i * (turn + 3)) % N]);
                sx_text_add(&sql, ")");
                const char *answer = ask(db, sql.data);
                if (strncmp(answer, "error: ", 7) == 0 && !strstr(answer, "wrong number of arguments"))
                    fail_msg("%s: %s", sql.data, answer);
                sx_text_free(&sql);
                asked++;
            }
    }
    free(all);
    assert_true(asked > 5000);
}

static int start(void **state)
{
    *state = open_base();
    return 0;
}

static int stop(void **state)
{
    assert_int_equal(sqlite3_close(*state), SQLITE_OK);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_call, start, stop),
        cmocka_unit_test_setup_teardown(test_errors, start, stop),
        cmocka_unit_test_setup_teardown(test_arrays, start, stop),
        cmocka_unit_test_setup_teardown(test_many_values, start, stop),
        cmocka_unit_test_setup_teardown(test_tables, start, stop),
        cmocka_unit_test_setup_teardown(test_aggregates, start, stop),
        cmocka_unit_test_setup_teardown(test_schema, start, stop),
        cmocka_unit_test_setup_teardown(test_anything, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
