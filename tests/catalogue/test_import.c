/* sextant import from outside: rows on standard output, the report on standard error, and the exit status. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cjson/cJSON.h>
#include "catalogue/shell.h"

static const char header[] = "date,channel,campaign,currency,cost,impressions,clicks,conversions,conversion_value\n";

static void is(const char *command, int status, const char *rows, const char *said)
{
    int was = sx_shell_run(command);
    if (was != status || strcmp(sx_shell_out, rows) != 0 || !strstr(sx_shell_err, said))
        fail_msg("%s: exit %d, printed \"%.2000s\", said \"%.2000s\"", command, was, sx_shell_out, sx_shell_err);
    if (sx_shell_err[0] == '{') {
        cJSON *report = cJSON_Parse(sx_shell_err);
        assert_non_null(report);
        cJSON_Delete(report);
    }
}

static void a_file_is_read(void **state)
{
    (void)state;
    char rows[400];
    snprintf(rows, sizeof rows, "%s2025-12-01,,\"a, \"\"b\"\"\",EUR,1234.5,,,,\n", header);
    is("printf 'Day;Campaign;Cost\\n2025-12-01;\"a, \"\"b\"\"\";1.234,50 \xE2\x82\xAC\\n' >$D/f; $S import --table "
       "spend $D/f",
       0, rows, "\"status\": \"ok\"");
    is("$S import --table spend $D/f", 0, rows, "\"decimal\": \",\"");
}

static void a_question_gives_the_header_alone(void **state)
{
    (void)state;
    is("$S import --table spend $E/h_dates_ambiguous.csv", 3, header, "\"id\": \"date_order\"");
    assert_int_equal(sx_shell_run("$S import --table spend --set date_order=dmy $E/h_dates_ambiguous.csv | sed -n 2p"),
                     0);
    assert_string_equal(sx_shell_out, "2025-04-03,,Kettles,EUR,185.96,,,,\n");
    is("$S import --table spend --set column:cost=Nothing $E/h_dates_ambiguous.csv", 2, header, "column_missing");
}

static void a_file_is_refused(void **state)
{
    (void)state;
    is("$S import --table spend $E/h_xlsx_renamed.csv", 2, header, "\"reason\": \"xlsx\"");
    is("$S import --table spend $E/h_empty.csv", 2, header, "\"reason\": \"empty\"");
    is("$S import --table spend $D/none", 2, "", "none");
    is("$S import --table spend $D", 2, "", "Invalid argument");
    is("$S import --table spent $D/f", 2, "", "no table spent");
    is("$S import $D/f", 2, "", "--table");
    is("$S import --table spend", 2, "", "which file");
    is("$S import --table spend --set decimal $D/f", 2, "", "--set");
    is("$S import --table spend --set decimals=. $D/f", 2, "", "there is no question decimals");
    is("$S import --table spend --set column:costs=4 $D/f", 2, "", "there is no question column:costs");
    is("$S import --table spend --set sign=minus $D/f", 2, "", "no such choice for sign");
    is("$S import --table spend --set unit=one $D/f", 2, "", "no such choice for unit");
    /* an option without its value, at the end of the line */
    is("$S import $D/f --table", 2, "", "unknown option --table");
    is("$S import --table spend $D/f --set", 2, "", "unknown option --set");
    is("$S import --table spend $D/f --into", 2, "", "unknown option --into");
    is("$S import --table spend $D/f --source", 2, "", "unknown option --source");
}

/* What would add up what is no one kind is asked, and the answers give what they say. */
static void amounts_of_two_kinds_are_asked(void **state)
{
    (void)state;
    static const char deals[] = "deal_id,name,stage,amount,currency,created,close,owner,source\n",
                      lines[] = "date,account,description,amount,currency,reference\n";
    char rows[400];
    is("printf 'id,lead_name,status_label,value,value_currency,value_period\\na,A,Won,200,USD,monthly\\n"
       "b,B,Won,300,USD,one_time\\n' >$D/c.csv; $S import --table pipeline $D/c.csv",
       3, deals, "\"id\": \"amounts\"");
    snprintf(rows, sizeof rows, "%sa,A,Won,2400,USD,,,,\nb,B,Won,300,USD,,,,\n", deals);
    is("$S import --table pipeline --set amounts=by_year $D/c.csv", 0, rows, "Their sum is 2700.00 USD.");
    is("$S import --table pipeline --set amounts=year $D/c.csv", 2, "", "no such choice for amounts");
    is("printf 'Type,Nominal,Date,Details,Net\\nSI,4000,14/10/2025,Sold,100.00\\nZZ,6201,15/10/2025,Odd,5.00\\n' "
       ">$D/s.csv; $S import --table ledger $D/s.csv",
       3, lines, "\"id\": \"unknown_kind\"");
    snprintf(rows, sizeof rows, "%s2025-10-14,4000,Sold,-100,,\n2025-10-15,6201,Odd,-5,,\n", lines);
    is("$S import --table ledger --set unknown_kind=credit $D/s.csv", 0, rows, "Their sum is -105.00.");
    is("printf 'Konto;Gegenkonto;Datum;Belegfeld 1;Umsatz;S/H\\n4610;70001;14.10.2025;R;100,00;S\\n"
       "70001;4610;14.10.2025;R;119,00;H\\n' >$D/k.csv; $S import --table ledger $D/k.csv",
       3, lines, "\"id\": \"contra\"");
    snprintf(rows, sizeof rows, "%s2025-10-14,4610,,100,,R\n2025-10-14,70001,,-119,,R\n", lines);
    is("$S import --table ledger --set contra=one_row $D/k.csv", 0, rows, "Their sum is -19.00.");
}

/* Days without a year are those of the year that is named: four digits, 1970 to 2199. */
static void a_year_is_taken_from_the_answer(void **state)
{
    (void)state;
    char rows[400];
    is("printf 'Date,Campaign,Cost\\n13 Nov,Kettles,10.50\\n14 Nov,Tea,2\\n' >$D/y.csv; $S import --table spend "
       "$D/y.csv",
       3, header, "\"id\": \"year\"");
    static const char *const taken[] = {"1970", "2024", "2199"}, *const refused[] = {"1969", "2200", "20245", "202",
                                                                                     ""};
    for (size_t i = 0; i < 3; i++) {
        char command[100];
        snprintf(command, sizeof command, "$S import --table spend --set year=%s $D/y.csv", taken[i]);
        snprintf(rows, sizeof rows, "%s%s-11-13,,Kettles,,10.5,,,,\n%s-11-14,,Tea,,2,,,,\n", header, taken[i],
                 taken[i]);
        is(command, 0, rows, "\"status\": \"ok\"");
    }
    for (size_t i = 0; i < 5; i++) {
        char command[100];
        snprintf(command, sizeof command, "$S import --table spend --set year=%s $D/y.csv", refused[i]);
        is(command, 2, "", "no such choice for year");
    }
}

/* The amount is what its column says; only where a gross one stands for it, it is doubted. */
static void an_amount_in_the_first_column_is_not_doubted(void **state)
{
    (void)state;
    static const char rows[] = "date,account,description,amount,currency,reference\n2025-01-03,6110,,10,,\n";
    is("printf 'Amount,Gross amount,Date,Account\\n10,12,2025-01-03,6110\\n' >$D/l.csv; $S import --table ledger "
       "$D/l.csv",
       0, rows, "\"doubts\": []");
    is("printf 'Gross amount,Date,Account\\n10,2025-01-03,6110\\n' >$D/l.csv; $S import --table ledger $D/l.csv", 0,
       rows, "\"doubts\": [{\"column\": \"amount\", \"lines\": 1}]");
}

/* Of a line with more cells than the header the report tells the largest figure, and none of the line before. */
static void a_shifted_line_is_told_with_its_own_figure(void **state)
{
    (void)state;
    assert_int_equal(
        sx_shell_run("{ echo Date,Campaign,Cost; for i in 10 11 12 13 14 15 16 17 18 19; do for m in 07 08 09 10; do "
                     "echo 2025-$m-$i,Kettles,10.50; done; done; echo 2025-11-20,Tea,2,3,4,900; echo "
                     "2025-11-21,Tea,2,3,7; } >$D/s.csv; "
                     "$S import --table spend $D/s.csv"),
        0);
    assert_non_null(
        strstr(sx_shell_err, "\"rows_dropped\": [{\"reason\": \"shifted\", \"count\": 2, \"money\": \"907.00\"}]"));
    assert_non_null(strstr(sx_shell_err, "\"text\": \"7\", \"money\": \"7.00\"}]"));
}

static void answers_are_kept_when_asked_to(void **state)
{
    (void)state;
    is("cp $E/h_dates_ambiguous.csv $D/a.csv; $S import --table spend --set date_order=dmy $D/a.csv >/dev/null; "
       "$S import --table spend $D/a.csv",
       3, header, "date_order");
    assert_int_equal(sx_shell_run("$S import --table spend --set date_order=dmy --remember $D/a.csv >/dev/null"), 0);
    assert_int_equal(sx_shell_run("$S import --table spend $D/a.csv | sed -n 2p"), 0);
    assert_string_equal(sx_shell_out, "2025-04-03,,Kettles,EUR,185.96,,,,\n");
    /* what is said now goes before what was kept */
    assert_int_equal(sx_shell_run("$S import --table spend --set date_order=mdy $D/a.csv | sed -n 2p"), 0);
    assert_string_equal(sx_shell_out, "2025-03-04,,Kettles,EUR,185.96,,,,\n");
    /* several answers, each with its own choice */
    is("printf 'Day;Campaign;Cost\\n03/04/2025;Kettles;1.234\\n' >$D/c.csv; $S import --table spend --set "
       "date_order=mdy "
       "--set decimal=. --set currency=CHF --remember $D/c.csv >/dev/null; $S import --table spend $D/c.csv | sed -n "
       "2p",
       0, "2025-03-04,,Kettles,CHF,1.234,,,,\n", "\"currency\": [\"CHF\"");
    /* another header is another question */
    is("sed 1s/Kampagne/x/ $E/h_thousands_only.csv >$D/b.csv; $S import --table spend $D/b.csv", 3, header, "decimal");
}

/* The command says so, and the database then gives these rows. */
static void holds(const char *command, int status, const char *said, const char *query, const char *rows)
{
    char ask[600];
    is(command, status, "", said);
    snprintf(ask, sizeof ask, "sqlite3 $D/a.db \"%s\"", query);
    assert_int_equal(sx_shell_run(ask), 0);
    if (strcmp(sx_shell_out, rows) != 0)
        fail_msg("%s: the database holds \"%s\" and not \"%s\"", command, sx_shell_out, rows);
}

static void a_database_takes_each_row_once(void **state)
{
    (void)state;
    static const char all[] = "select date, description, amount from bank order by rowid",
                      sum[] = "select count(*), sum(amount) from bank";
    assert_int_equal(
        sx_shell_run("printf 'Date,Description,Amount\\n2025-12-01,Rent,-10.50\\n2025-12-02,Fee,-1\\n"
                     "2025-12-02,Fee,-1\\n' >$D/1.csv; printf 'Date,Description,Amount\\n2025-12-02,Fee,-1\\n"
                     "2025-12-02,Fee,-1\\n2025-12-13,Sale,20\\n' >$D/2.csv; printf 'Date,Description,Amount\\n"
                     "2025-12-13,Sale,25\\n2025-12-14,Fee,-1\\n' >$D/3.csv"),
        0);
    holds("$S import --table bank --into $D/a.db $D/1.csv", 0, "3 rows added to bank; 0 were there already", all,
          "2025-12-01|Rent|-10.5\n2025-12-02|Fee|-1\n2025-12-02|Fee|-1\n");
    holds("$S import --table bank --into $D/a.db $D/1.csv", 0, "0 rows added to bank; 3 were there already", sum,
          "3|-12.5\n");
    holds("$S import --table bank --into $D/a.db $D/2.csv", 0, "1 rows added to bank; 2 were there already", sum,
          "4|7.5\n");
    /* the same rows of another account are other rows */
    holds("$S import --table bank --into $D/a.db --source second $D/2.csv", 0, "3 rows added to bank; 0 were there",
          sum, "7|25.5\n");
    /* 13 December has another amount now: asked, and nothing is added before that is settled */
    holds("$S import --table bank --into $D/a.db $D/3.csv", 3, "\"id\": \"changed\"", sum, "7|25.5\n");
    holds("$S import --table bank --set changed=keep --into $D/a.db $D/3.csv", 0, "kept as they were", sum, "8|24.5\n");
    holds("$S import --table bank --set changed=replace --into $D/a.db $D/3.csv", 0, "1 rows added to bank; 1 were",
          sum, "8|29.5\n");
}

static void a_changed_row_is_replaced_or_kept_beside(void **state)
{
    (void)state;
    static const char rows[] = "select invoice, open from receivables order by rowid";
    assert_int_equal(
        sx_shell_run("rm -f $D/a.db; printf 'Invoice,Customer,Amount,Open\\nR1,Acme,50,50\\nR2,Beta,8,8\\n' "
                     ">$D/1.csv; sed s/50,50/50,0/ $D/1.csv >$D/2.csv"),
        0);
    holds("$S import --table receivables --into $D/a.db $D/1.csv", 0, "2 rows added", rows, "R1|50\nR2|8\n");
    holds("$S import --table receivables --into $D/a.db $D/2.csv", 3, "replace", rows, "R1|50\nR2|8\n");
    holds("$S import --table receivables --set changed=replace --into $D/a.db $D/2.csv", 0, "1 rows added", rows,
          "R2|8\nR1|0\n");
    holds("$S import --table receivables --set changed=both --into $D/a.db $D/1.csv", 0, "both kept", rows,
          "R2|8\nR1|0\nR1|50\n");
    holds("$S import --table receivables --into $D/a.db $D/1.csv", 0, "0 rows added", rows, "R2|8\nR1|0\nR1|50\n");
}

static void a_database_is_left_alone_where_it_cannot_be(void **state)
{
    (void)state;
    static const char tables[] = "select name from sqlite_schema order by name";
    assert_int_equal(sx_shell_run("rm -f $D/a.db; sqlite3 $D/a.db 'create table spend (a)'"), 0);
    holds("$S import --table spend --into $D/a.db $E/h_dates_ambiguous.csv", 2, "no such column: _row", tables,
          "spend\n");
    holds("$S import --table bank --into $D/a.db $E/h_empty.csv", 2, "\"reason\": \"empty\"", tables, "spend\n");
    holds("$S import --table budget --into $D/a.db $E/h_dates_ambiguous.csv", 2, "column_missing", tables, "spend\n");
    is("echo no database >$D/b.db; $S import --table bank --into $D/b.db $D/1.csv", 2, "", "not a database");
    is("$S import --table bank --into $D/none/b.db $D/1.csv", 2, "", "unable to open");
    is("$S import --table bank --source a $D/1.csv", 2, "", "--into FILE is missing");
    is("$S import --table", 2, "", "--table");
    is("$S import $D/1.csv --table", 2, "", "--table");
    is("$S import --table bank $D/1.csv --set", 2, "", "--set");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read),
        cmocka_unit_test(a_question_gives_the_header_alone),
        cmocka_unit_test(a_file_is_refused),
        cmocka_unit_test(amounts_of_two_kinds_are_asked),
        cmocka_unit_test(a_year_is_taken_from_the_answer),
        cmocka_unit_test(an_amount_in_the_first_column_is_not_doubted),
        cmocka_unit_test(a_shifted_line_is_told_with_its_own_figure),
        cmocka_unit_test(answers_are_kept_when_asked_to),
        cmocka_unit_test(a_database_takes_each_row_once),
        cmocka_unit_test(a_changed_row_is_replaced_or_kept_beside),
        cmocka_unit_test(a_database_is_left_alone_where_it_cannot_be),
    };
    return cmocka_run_group_tests(tests, sx_shell_open, sx_shell_close);
}
