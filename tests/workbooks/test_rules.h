/* For the tests of the judge's rules: a small workbook, and what a rule says of it. A file a test program. */
#ifndef SX_TESTS_TEST_RULES_H
#define SX_TESTS_TEST_RULES_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "cases.h"
#include "rules.h"

static const char names_text[] = "checks.results\tChecks\t2\t6\t1\t3\ttext\tcomputed\tchecks.results\n"
                                 "tile_cac\tReview\t2\t5\t1\t1\tmoney\tcomputed\tCAC\n"
                                 "months.revenue\tData\t3\t4\t1\t24\tmoney\tinput\tRevenue\n"
                                 "cash.closing\tCash\t2\t7\t13\t1\tmoney\tcomputed\tClosing\n"
                                 "raw.area\tRaw\t1\t2\t9\t50\ttext\tinput\tRaw\n"
                                 "note\tReview\t1\t9\t1\t1\ttext\tinput\tNote\n"
                                 "lines.n\tReview\t1\t12\t1\t3\tline\tcomputed\tLine\n";

static char said[1 << 14];

static inline book names(void)
{
    return book_of("small", keep(names_text, strlen(names_text)));
}

static inline cells of(const char *lines)
{
    return cells_of_lines(keep(lines, strlen(lines)));
}

/* A rule is called between these two: how many checks failed, and what it said. */
static inline report *ask(void)
{
    static report r;
    static FILE *to;
    if (!to)
        to = fmemopen(said, sizeof said, "w");
    assert_non_null(to);
    memset(said, 0, sizeof said);
    rewind(to);
    setvbuf(to, NULL, _IONBF, 0);
    r = (report){.to = to, .what = "small, sample"};
    return &r;
}

static inline void passes(const report *r)
{
    fflush(r->to);
    if (r->failed)
        fail_msg("fails: %s", said);
    assert_true(r->passed > 0);
}

static inline void fails(const report *r, const char *words)
{
    fflush(r->to);
    if (r->failed != 1 || !strstr(said, words) || !strstr(said, "small, sample"))
        fail_msg("%ld failed, and says \"%s\", not \"%s\"", r->failed, said, words);
}

#define CELL(sheet, row, column, type, value, formula)                                                                 \
    sheet "\t" row "\t" column "\t" type "\t" value "\t" formula "\t" value "\n"

#endif
