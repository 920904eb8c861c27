/* The shell from outside: what build/sextant prints where, and how it exits. */
#define _GNU_SOURCE /* asprintf */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "catalogue/shell.h"

static void expect(const char *command, int status, const char *printed, const char *said)
{
    int is = sx_shell_run(command);
    if (is != status || strcmp(sx_shell_out, printed) != 0 || !strstr(sx_shell_err, said) ||
        (!said[0] && sx_shell_err[0]))
        fail_msg("%s: exit %d, printed \"%.2000s\", said \"%.2000s\"", command, is, sx_shell_out, sx_shell_err);
}

static void call_answers(void **state)
{
    (void)state;
    expect("$S call KPI.CAC 50000 125", 0, "400\n", "");
    expect("$S call sextant.kpi.cac 5e4 125", 0, "400\n", "");
    expect("$S call KPI.CAC 1 3", 0, "0.3333333333333333\n", "");
    expect("$S call KPI.CAC true 2", 0, "0.5\n", "");
    expect("$S call SEXTANT.ABOUT '\"KPI.CAC\"' '\"since\"'", 0, "\"0.1.0\"\n", "");
    expect("$S call KPI.GRR '[[100],[50]]' '[[90],[60]]'", 0, "0.9333333333333333\n", "");
    /* a series is trimmed at both ends in the order in which it is read, whatever the range's form */
    expect("$S call KPI.TREND '[[1],[2],[4],[5]]'; $S call KPI.TREND '[[null,1,2],[4,5,null]]'", 0,
           "0.47222222222222215\n0.47222222222222215\n", "");
    expect("LC_ALL=de_DE.UTF-8 $S call KPI.CAC 1 8", 0, "0.125\n", "");
}

static void call_tells_errors(void **state)
{
    (void)state;
    expect("$S call KPI.CAC 50000 0", 1, "#DIV/0!\n", "customers is zero");
    expect("$S call KPI.CAC -1 5", 1, "#NUM!\n", "spend");
    expect("$S call KPI.CAC '\"x\"' 5", 1, "#VALUE!\n", "spend");
    expect("$S call KPI.CAC 1", 1, "Err:502\n", "customers is missing");
    expect("$S call KPI.CAC 1 null", 1, "Err:502\n", "customers is missing");
    expect("$S call KPI.CAC 1 2 3", 1, "Err:502\n", "takes 2 arguments");
    expect("$S call KPI.CAC '[[1],[2]]' 5", 1, "#VALUE!\n", "one cell");
}

static void wrong_usage(void **state)
{
    (void)state;
    expect("$S", 2, "", "usage:");
    expect("$S frobnicate", 2, "", "unknown command frobnicate");
    expect("$S call", 2, "", "usage:");
    expect("$S call KPI.CACC 1 2", 2, "", "did you mean KPI.CAC?");
    expect("$S call cac 1 2", 2, "", "KPI.CAC");
    expect("$S call QWERTZUIOP", 2, "", "there is no function QWERTZUIOP\n");
    expect("$S call KPI.CAC ARR 5", 2, "", "argument 1: ARR: not JSON");
    expect("$S call KPI.CAC 1 '2 3'", 2, "", "argument 2: 2 3: not JSON");
    expect("$S call KPI.CAC 01 2", 2, "", "not a number of JSON at byte 1");
    expect("$S call KPI.CAC 1. 2", 2, "", "not a number of JSON at byte 1");
    expect("$S call KPI.CAC 1.e2 2", 2, "", "not a number of JSON at byte 1");
    expect("$S call KPI.CAC 1e 2", 2, "", "not a number of JSON at byte 1");
    expect("$S call KPI.CAC 1-2 2", 2, "", "not a number of JSON at byte 1");
    expect("$S call KPI.CAC 5 -0", 1, "#DIV/0!\n", "customers is zero");
    expect("$S call KPI.CAC 1.5E+2 0.5e0", 0, "300\n", "");
    expect("$S call KPI.CAC 1 ''", 2, "", "argument 2");
    expect("$S call KPI.CAC 1e999 5", 2, "", "argument 1: a number is too large");
    expect("$S call KPI.CAC '{}' 5", 2, "", "argument 1");
    expect("$S call KPI.TREND '[1,2,3]'", 2, "", "a range is an array of rows");
    expect("$S call KPI.TREND '[[1],[2,3]]'", 2, "", "row 2 has 2 cells");
    expect("$S call KPI.TREND '[[[1]]]'", 2, "", "argument 1");
    expect("$S call KPI.TREND '[]'", 2, "", "without a cell");
    expect("$S call KPI.CAC 1 '\"\xC3\"'", 2, "", "UTF-8");
    expect("$S list too much", 2, "", "usage:");
    expect("$S about", 2, "", "usage:");
    expect("$S about KPI.CAX", 2, "", "did you mean KPI.CAC");
    expect("$S batch file", 2, "", "usage:");
}

static void tells_about_itself(void **state)
{
    (void)state;
    expect("[ \"$($S --version )\" = \"sextant $($S call SEXTANT.VERSION | tr -d '\"')\" ]", 0, "", "");
    assert_int_equal(sx_shell_run("$S --help"), 0);
    assert_non_null(strstr(sx_shell_out, "sextant call NAME"));
    assert_int_equal(sx_shell_run("$S list"), 0);
    assert_non_null(strstr(sx_shell_out, "KPI.CAC "));
    assert_non_null(strstr(sx_shell_out, "SEXTANT.VERSION"));
    assert_int_equal(sx_shell_run("$S about kpi.cac"), 0);
    const char *const parts[] = {"KPI.CAC(spend; customers)", "#DIV/0!", "customers is zero", "Source", "gives 400"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        assert_non_null(strstr(sx_shell_out, parts[i]));
    /* every function has its page */
    assert_int_equal(
        sx_shell_run("$S list | while read -r name _; do $S about $name >/dev/null || echo \"$name\"; done"), 0);
    assert_string_equal(sx_shell_out, "");
}

static void failed_writes_show(void **state)
{
    (void)state;
    expect("$S list >/dev/full", 2, "", "cannot write the output");
    expect("$S call KPI.CAC 1 2 >/dev/full", 2, "", "cannot write the output");
    expect("echo '{\"f\":\"KPI.CAC\",\"args\":[1,2]}' | $S batch >/dev/full", 2, "", "cannot write the answers");
    expect("$S batch </", 2, "", "cannot read the lines");
    /* a reader that leaves early: what it read is right, and nothing hangs */
    assert_int_equal(sx_shell_run("yes '{\"f\":\"KPI.CAC\",\"args\":[1,2]}' | $S batch | head -n 2"), 0);
    assert_string_equal(sx_shell_out, "{\"value\":0.5}\n{\"value\":0.5}\n");
}

#define GOOD "{\"f\":\"KPI.CAC\",\"args\":[50000,125]}"

/* One line in, one line out. */
static void line_gives(const char *line, const char *answer)
{
    char *command = NULL;
    assert_true(asprintf(&command, "$S batch <<'END'\n%s\n" GOOD "\nEND", line) > 0);
    assert_int_equal(sx_shell_run(command), 0);
    free(command);
    size_t length = strlen(answer);
    if (strncmp(sx_shell_out, answer, length) != 0 || strcmp(strchr(sx_shell_out, '\n') + 1, "{\"value\":400}\n") != 0)
        fail_msg("%.200s gives %s", line, sx_shell_out);
    assert_string_equal(sx_shell_err, "");
}

static void batch_answers_lines(void **state)
{
    (void)state;
    line_gives(GOOD, "{\"value\":400}\n");
    line_gives(" { \"args\" : [ 1 , 4 ] , \"f\" : \"kpi.cac\" } \r", "{\"value\":0.25}\n");
    line_gives("{\"f\":\"SEXTANT.ABOUT\",\"args\":[\"KPI.CAC\",\"since\"]}", "{\"value\":\"0.1.0\"}\n");
    line_gives("{\"f\":\"KPI.CAC\",\"args\":[1,0]}", "{\"error\":\"#DIV/0!\",\"why\":\"customers is zero\"}\n");
    line_gives("{\"f\":\"KPI.CAC\",\"args\":[\"\\u00e4\",1]}", "{\"error\":\"#VALUE!\",\"why\":\"spend");
}

static void batch_survives_bad_lines(void **state)
{
    (void)state;
    const char *const bad[] = {"",
                               "x",
                               "[]",
                               "17",
                               "null",
                               "{}",
                               "{\"f\":5}",
                               "{\"F\":\"KPI.CAC\",\"args\":[1,2]}",
                               "{\"f\":\"KPI.CAC\",\"args\":[1,2],\"args\":[1,2]}",
                               "{\"f\":\"KPI.CAC\",\"args\":[1,2],\"more\":1}",
                               "{\"f\":\"KPI.CAC\",\"args\":[1,2]} {}",
                               "{\"f\":\"KPI.CAC\",\"args\":[1,2]",
                               "{\"f\":\"KPI.CAC\",\"args\":{}}",
                               "{\"f\":\"KPI.CAC\",\"args\":[1e999,2]}",
                               "{\"f\":\"KPI.CAC\",\"args\":[NaN,2]}",
                               "{\"f\":\"KPI.CAC\",\"args\":[\"\xC3(\",2]}",
                               "{\"f\":\"KPI.CAC\",\"args\":[\"\xED\xA0\x80\",2]}",
                               "{\"f\":\"KPI.CAC\",\"args\":[\"\\u0000\",2]}",
                               "{\"f\":\"KPI.CAC\",\"args\":[\"\\ud800\",2]}",
                               "{\"f\":\"KPI.CAC\",\"args\":[\"a\tb\",2]}",
                               "{\"f\":\"KPI.CAC\\\\\",\"args\":[1,2]\"}"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        line_gives(bad[i], "{\"error\":\"bad line\",\"why\":\"line 1: ");
    line_gives("{\"f\":\"KPI.KAC\"}",
               "{\"error\":\"#NAME?\",\"why\":\"line 1: there is no function KPI.KAC; did you mean");
    expect("printf '" GOOD "\\n\\0\\n" GOOD "' | $S batch | wc -l", 0, "3\n", "");
    expect("printf '' | $S batch", 0, "", "");
}

static void batch_keeps_order(void **state)
{
    (void)state;
    /* lines of very unequal work, and a bad one among them */
    expect("seq 30000 | awk '{ printf \"{\\\"f\\\":\\\"KPI.CAC\\\",\\\"args\\\":[%d,1]}\\n\", $1;"
           "if ($1 % 5000 == 0) { printf \"{\\\"f\\\":\\\"KPI.TREND\\\",\\\"args\\\":[[\";"
           "for (i = 1; i <= 300; i++) printf \"%s[%d]\", (i > 1) ? \",\" : \"\", i; print \"]]}\" }"
           "if ($1 == 7) print \"oops\" }' >$S.lines; $S batch <$S.lines >$S.answers; rm $S.lines;"
           "sed -n 's/^{\"value\":\\([0-9]*\\)}$/\\1/p' $S.answers | awk '$1 != NR { print NR; exit }';"
           "grep -c value $S.answers; grep -n bad $S.answers | cut -d: -f1; rm $S.answers",
           0, "30006\n8\n", "");
}

static void batch_answers_at_once(void **state)
{
    (void)state;
    /* a writer that waits for the first answer before it sends its second line */
    expect("mkfifo $S.fifo; { echo '" GOOD "'; timeout 10 cat $S.fifo; echo '" GOOD "'; } | $S batch |"
           "{ read -r first; echo go >$S.fifo; read -r bad; read -r second; echo $first $second; }; rm $S.fifo",
           0, "{\"value\":400} {\"value\":400}\n", "");
}

static void batch_takes_long_lines(void **state)
{
    (void)state;
    /* a text of 10 MB, a column of 200 000, deep nesting, more values than allowed, a line beyond the limit; from a
     * file, so that the lines behind the last are read with its end */
    expect("{ printf '{\"f\":\"KPI.CAC\",\"args\":[\"'; head -c 10000000 /dev/zero | tr '\\0' x; echo '\",1]}';"
           "printf '{\"f\":\"KPI.GRR\",\"args\":[[[1]'; yes ',[1]' | head -n 199999 | tr -d '\\n'; printf '],[[1]';"
           "yes ',[1]' | head -n 199999 | tr -d '\\n'; echo ']]}';"
           "head -c 100000 /dev/zero | tr '\\0' '['; echo; head -c 5000000 /dev/zero | tr '\\0' ','; echo;"
           "head -c 70000000 /dev/zero | tr '\\0' ' '; echo; echo '" GOOD "'; echo '" GOOD
           "'; } >$S.long; $S batch <$S.long | cut -c1-60; rm $S.long",
           0,
           "{\"error\":\"#VALUE!\",\"why\":\"spend must be a number and is the \n{\"value\":1}\n"
           "{\"error\":\"bad line\",\"why\":\"line 3: not JSON at byte 1001\"}\n"
           "{\"error\":\"bad line\",\"why\":\"line 4: more than 4194304 values\"\n"
           "{\"error\":\"bad line\",\"why\":\"line 5: longer than 67108864 byte\n{\"value\":400}\n{\"value\":400}\n",
           "");
}

/* On a terminal a bar says how far it is, and is wiped off in the end; the answers stand elsewhere. */
static void batch_shows_a_bar_on_a_terminal(void **state)
{
    (void)state;
    char command[300], shown[2000] = "";
    int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    assert_true(terminal >= 0 && grantpt(terminal) == 0 && unlockpt(terminal) == 0);
    int held = open(ptsname(terminal), O_RDWR | O_NOCTTY); /* what was written stays while it is open */
    assert_true(held >= 0);
    snprintf(command, sizeof command, "echo '{\"f\": \"KPI.CAC\", \"args\": [1, 8]}' >$D/q; $S batch <$D/q 2>%s",
             ptsname(terminal));
    assert_int_equal(sx_shell_run(command), 0);
    assert_string_equal(sx_shell_out, "{\"value\":0.125}\n");
    fcntl(terminal, F_SETFL, O_NONBLOCK);
    for (size_t n = 0; n + 1 < sizeof shown;) {
        ssize_t more = read(terminal, shown + n, sizeof shown - 1 - n);
        if (more <= 0)
            break;
        n += (size_t)more;
    }
    close(held);
    close(terminal);
    assert_non_null(strstr(shown, "\r[==============================] 100 %  1 lines"));
    assert_string_equal(shown + strlen(shown) - 4, "\r\033[K");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(call_answers),
                                       cmocka_unit_test(call_tells_errors),
                                       cmocka_unit_test(wrong_usage),
                                       cmocka_unit_test(tells_about_itself),
                                       cmocka_unit_test(failed_writes_show),
                                       cmocka_unit_test(batch_answers_lines),
                                       cmocka_unit_test(batch_survives_bad_lines),
                                       cmocka_unit_test(batch_keeps_order),
                                       cmocka_unit_test(batch_answers_at_once),
                                       cmocka_unit_test(batch_takes_long_lines),
                                       cmocka_unit_test(batch_shows_a_bar_on_a_terminal)};
    return cmocka_run_group_tests_name("shell", tests, sx_shell_open, sx_shell_close);
}
