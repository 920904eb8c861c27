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
    /* another header is another question */
    is("sed 1s/Kampagne/x/ $E/h_thousands_only.csv >$D/b.csv; $S import --table spend $D/b.csv", 3, header, "decimal");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read),
        cmocka_unit_test(a_question_gives_the_header_alone),
        cmocka_unit_test(a_file_is_refused),
        cmocka_unit_test(answers_are_kept_when_asked_to),
    };
    return cmocka_run_group_tests(tests, sx_shell_open, sx_shell_close);
}
