/* The writer: a specification with one fault is refused with its place and the reason (refused.tsv), what may be
 * written in two ways gives the same bytes (alike.tsv); a line a test. */
#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include "text.h"

enum { MOST_TESTS = 256 };
static const char small[] = "tests/workbooks/small.json";

typedef struct edit {
    char *part[3]; /* what is replaced, by what, and the reason why that is refused */
} edit;

static const char *in_build(const char *file)
{
    const char *build = getenv("BUILD");
    return written("%s/tests/workbooks/%s", build ? build : "build", file);
}

/* What the writer says of a specification, and how it ends. */
static int run_writer(const char *specification, const char *document, char said[4096])
{
    FILE *from = popen(written("%s %s %s 2>&1", in_build("../../write"), specification, document), "r");
    assert_non_null(from);
    said[fread(said, 1, 4095, from)] = '\0';
    int status = pclose(from);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* small.json with the edit. */
static const char *edited(const edit *e)
{
    assert_int_equal(system(written("cp -r tests/workbooks/parts %s", in_build("."))), 0);
    const char *text = read_text(small), *found = strstr(text, e->part[0]), *path = in_build("edited.json");
    if (!found)
        fail_msg("%s does not stand in %s", e->part[0], small);
    FILE *to = open_to_write(path);
    fprintf(to, "%.*s%s%s", (int)(found - text), text, e->part[1], found + strlen(e->part[0]));
    fclose(to);
    return path;
}

static void is_refused(void **state)
{
    const edit *e = *state;
    char said[4096];
    int status = run_writer(edited(e), in_build("edited.ods"), said);
    if (status != 1 || !strstr(said, "edited.json") || !strstr(said, e->part[2]))
        fail_msg("ends with %d and says \"%s\", not \"%s\"", status, said, e->part[2]);
}

static void is_written(const char *specification, const char *document)
{
    char said[4096];
    if (run_writer(specification, document, said) != 0)
        fail_msg("%s is refused: %s", specification, said);
}

static void gives_same_bytes(void **state)
{
    const edit *e = *state;
    const char *once = in_build("small.ods"), *again = in_build("again.ods");
    is_written(small, once);
    is_written(e ? edited(e) : small, again);
    assert_int_equal(system(written("cmp %s %s", once, again)), 0);
}

/* A part of small.json's document. */
static const char *part_of_document(const char *part)
{
    const char *document = in_build("small.ods");
    is_written(small, document);
    FILE *from = popen(written("unzip -p %s %s", document, part), "r");
    assert_non_null(from);
    static char content[1 << 20];
    content[fread(content, 1, sizeof content - 1, from)] = '\0';
    assert_int_equal(pclose(from), 0);
    return content;
}

static void quotes_texts(void **state)
{
    (void)state;
    assert_non_null(
        strstr(part_of_document("content.xml"), ";&quot;it's &quot;&quot;much&quot;&quot;&quot;;&quot;&quot;)"));
}

static void finds_columns_of_answers(void **state)
{
    (void)state;
    assert_non_null(strstr(part_of_document("content.xml"),
                           "INDEX(SEXTANT.TEST.XMR([$Cash.$E$6:.$H$6]);ROWS([$Cash.$E$6:.$H$6]);2)"));
}

static void finds_sheets_and_dates(void **state)
{
    (void)state;
    assert_non_null(strstr(part_of_document("content.xml"), "COUNTA([$Cash.$A$1:.$H$7])+[$Inputs.$F$5]"));
}

/* What refers to a column that exports feed looks at its filled rows; the column itself is one array formula, its blank
 * rows one row. */
static void reads_exports(void **state)
{
    (void)state;
    const char *content = part_of_document("content.xml");
    assert_non_null(strstr(content, "SUM([$Data.$B$6]:INDEX([$Data.$B$6:.$B$105];[$Data.$B$4]))"));
    assert_non_null(strstr(content,
                           "SEXTANT.DATA.STACK(&quot;bank&quot;;&quot;line amount&quot;;ROWS([$Raw.$A$19:.$A$118]);"
                           "IF([$Raw.$R$5]=0;&quot;&quot;;SEXTANT.DATA.TABLE([$Raw.$A$19]:INDEX([$Raw.$A$19:.$P$218];"
                           "[$Raw.$R$5];[$Raw.$S$5]);&quot;bank&quot;;[$Raw.$R$11:.$S$15];[$Raw.$E$11:.$F$16];"
                           "&quot;names&quot;))"));
    assert_non_null(strstr(content, "of:=[.$B$6:.$B$105]+[.$B$6:.$B$105]"));
    assert_non_null(strstr(content, "table:number-rows-repeated=\"99\""));
}

/* The labels of a timeline, and its header. */
static void freezes_by_name(void **state)
{
    (void)state;
    const char *settings = strstr(part_of_document("settings.xml"), "config:name=\"Cash\"");
    assert_non_null(settings);
    const char *columns = strstr(settings, "\"HorizontalSplitPosition\" config:type=\"int\">2<");
    const char *rows = strstr(settings, "\"VerticalSplitPosition\" config:type=\"int\">4<");
    const char *next = strstr(settings, "config:name=\"Inputs\"");
    assert_true(columns && rows && next && columns < next && rows < next);
}

static void holds(const char *part, const char *const *texts)
{
    const char *content = part_of_document(part);
    for (; *texts; texts++)
        if (!strstr(content, *texts))
            fail_msg("%s does not hold %s", part, *texts);
}

/* What is missing is named with a cell that can be typed in, never a computed one. */
static void names_what_can_be_typed(void **state)
{
    static const char *const messages[] = {"enter &quot;&quot;Spend&quot;&quot; on Inputs, cell B7",
                                           "fill &quot;&quot;Receipts&quot;&quot; on Cash, row 6", NULL};
    (void)state;
    holds("content.xml", messages);
    assert_null(strstr(part_of_document("content.xml"), "fill &quot;&quot;Closing"));
}

/* A sheet with a blank in its name stands in quotes where Calc reads an address; it drops what names no sheet. */
static void quotes_sheets(void **state)
{
    static const char *const addresses[] = {
        "table:name=\"arms\" table:base-cell-address=\"$'Test plan'.$A$1\" "
        "table:cell-range-address=\"$'Test plan'.$B$5\"",
        "table:name=\"test_plan_area\" table:base-cell-address=\"$'Test plan'.$A$1\" "
        "table:cell-range-address=\"$'Test plan'.$A$3:.$F$5\"",
        "&gt;=2\" table:base-cell-address=\"$'Test plan'.$A$1\"", NULL};
    (void)state;
    holds("content.xml", addresses);
    assert_null(strstr(part_of_document("content.xml"), "$Test plan."));
}

static void draws_pages(void **state)
{
    static const char *const page[] = {
        "table:tab-color=\"#16324f\"", "table:tab-color=\"#7a5c00\"", "table:print-ranges=\"Page.A1:Page.D",
        "table:visibility=\"collapse\"", "style:master-page-name=\"PortraitPage\"",
        /* an input is shown by its name; points are a hundred times the fraction, alone and with their sign */
        "won-spend", "(won/spend)*100",
        /* a figure in a sentence, a date without D and Y, which are letters elsewhere */
        "FIXED([$Review.$B$4]/1000;1)&amp;&quot;k&quot;", "[$-409]MMMM",
        /* the blank state, with its link */
        "This page writes itself once ", "Inputs, cell B5", "#Inputs.B5",
        /* sparklines see helpers of their own sheet; less is better in the second line */
        "calcext:data-range=\"Page.", "calcext:positive-color=\"#2f9e7c\"", "calcext:positive-color=\"#b8400a\"",
        "-MIN(0;", "UNICHAR(160)", "Mark_20_bad_20_field", NULL};
    (void)state;
    holds("content.xml", page);
    static const char *const styles[] = {"value()&gt;0\" style:apply-style-name=\"N-money-p\"",
                                         "<number:text>−</number:text>",
                                         "number:display-factor=\"1000\"",
                                         "fo:background-color=\"#ffffff\"/><style:text-properties style:font-name",
                                         "style:scale-to=\"100%\"",
                                         NULL};
    holds("styles.xml", styles);
    static const char *const chart[] = {"draw:fill=\"hatch\"", "chart:error-lower-range=\"Cash.",
                                        "chart:overlap=\"100\"", "chartooo:coordinate-region svg:x=\"3.00cm\"", NULL};
    holds("'Object 3/content.xml'", chart);
}

/* Nothing that is printed at full size is smaller than 8 pt: no cell, no footer, no chart. */
static void writes_no_small_letters(void **state)
{
    static const char *const parts[] = {"content.xml", "styles.xml", "'Object 3/content.xml'"},
                             size[] = "fo:font-size=\"";
    (void)state;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t seen = 0;
        for (const char *p = part_of_document(parts[i]); (p = strstr(p, size)); seen++) {
            p += sizeof size - 1;
            if (strtod(p, NULL) < 8)
                fail_msg("%s: %.6s", parts[i], p);
        }
        assert_true(i == 0 || seen > 0);
    }
}

/* A test a line of the file. */
static size_t add_tests(struct CMUnitTest *tests, edit *edits, const char *file, size_t parts, CMUnitTestFunction test)
{
    char *lines = read_text(file);
    size_t n = 0;
    for (char *l; (l = next_line(&lines)) && n + 2 < MOST_TESTS;)
        if (*l != '#' && cut(l, '\t', edits[n].part, parts) == parts) {
            tests[n] = (struct CMUnitTest){.name = edits[n].part[1], .test_func = test, .initial_state = &edits[n]};
            n++;
        }
    assert_true(n > 0);
    return n;
}

int main(void)
{
    static edit refusals[MOST_TESTS], others[MOST_TESTS];
    static struct CMUnitTest tests[2 * MOST_TESTS];
    size_t n = add_tests(tests, refusals, "tests/workbooks/refused.tsv", 3, is_refused);
    n += add_tests(tests + n, others, "tests/workbooks/alike.tsv", 2, gives_same_bytes);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(gives_same_bytes);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(quotes_texts);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(finds_columns_of_answers);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(freezes_by_name);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(reads_exports);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(finds_sheets_and_dates);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(names_what_can_be_typed);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(quotes_sheets);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(draws_pages);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(writes_no_small_letters);
    return _cmocka_run_group_tests("writer", tests, n, NULL, NULL);
}
