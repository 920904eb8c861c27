/* The fingerprint: what it is blind to, what it sees, and that public tools give the same. */
#define _POSIX_C_SOURCE 200809L /* popen */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include "core/unit.h"
#include "gov/fingerprint.h"

enum { ROWS = 3, COLUMNS = 2 };

static void sample(sx_cell cells[ROWS * COLUMNS])
{
    cells[0] = text("CAC");
    cells[1] = number(0.1);
    cells[2] = (sx_cell){.kind = SX_BLANK};
    cells[3] = number(-1234.5);
    cells[4] = text("spend, \xE2\x82\xAC");
    cells[5] = number(1e21 / 7.0);
}

static const char canonical[] = "sextant-1 3 2\nt 3 CAC\nn 0.1\nb\nn -1234.5\nt 10 spend, \xE2\x82\xAC\n"
                                "n 1.4285714285714286e+20\n";

static void text_is_as_documented(void **state)
{
    (void)state;
    sx_cell cells[ROWS * COLUMNS];
    sample(cells);
    sx_table table = table_over(cells, ROWS, COLUMNS);
    sx_text found = {0};
    assert_int_equal(sx_canonical(&table, &found), SX_OK);
    assert_string_equal(found.data, canonical);
    sx_text_free(&found);
}

/* printf and sha256sum of coreutils, as the reference tells the reader to. */
static void public_tools_agree(void **state)
{
    (void)state;
    char hex[SX_FINGERPRINT_FULL + 1], theirs[SX_FINGERPRINT_FULL + 1] = "";
    sx_cell cells[ROWS * COLUMNS];
    sample(cells);
    sx_table table = table_over(cells, ROWS, COLUMNS);
    assert_int_equal(sx_fingerprint(&table, hex), SX_OK);
#ifdef _WIN32
    skip(); /* there are no such tools; the bits are compared as all others (tests/bits) */
#endif
    FILE *tool = popen("printf 'sextant-1 3 2\\nt 3 CAC\\nn 0.1\\nb\\nn -1234.5\\nt 10 spend, \\342\\202\\254\\n"
                       "n 1.4285714285714286e+20\\n' | sha256sum",
                       "r");
    assert_non_null(tool);
    assert_non_null(fgets(theirs, sizeof theirs, tool));
    assert_int_equal(pclose(tool), 0);
    assert_string_equal(hex, theirs);
}

static void same(sx_table *a, const char *hex, int expected)
{
    char other[SX_FINGERPRINT_FULL + 1];
    assert_int_equal(sx_fingerprint(a, other), SX_OK);
    assert_int_equal(strcmp(hex, other) == 0, expected);
}

static void blind_to_margins(void **state)
{
    (void)state;
    char hex[SX_FINGERPRINT_FULL + 1];
    sx_cell cells[ROWS * COLUMNS], wide[7 * 5];
    sample(cells);
    sx_table table = table_over(cells, ROWS, COLUMNS), more = table_over(wide, 7, 5);
    sx_fingerprint(&table, hex);
    for (size_t i = 0; i < 7 * 5; i++)
        wide[i] = i % 2 ? text("") : (sx_cell){.kind = SX_BLANK};
    for (size_t r = 0; r < ROWS; r++)
        for (size_t c = 0; c < COLUMNS; c++)
            wide[(r + 2) * 5 + c + 1] = cells[r * COLUMNS + c];
    same(&more, hex, 1);
    wide[0] = number(0.0);
    same(&more, hex, 0);
}

static void sees_every_change(void **state)
{
    (void)state;
    char hex[SX_FINGERPRINT_FULL + 1];
    sx_cell cells[ROWS * COLUMNS], before;
    sample(cells);
    sx_table table = table_over(cells, ROWS, COLUMNS);
    sx_fingerprint(&table, hex);
    const sx_cell changes[] = {number(0.1 + 1e-18), number(nextafter(0.1, 1.0)), number(-0.1),
                               text("0.1"),         {.kind = SX_BLANK},          number(0.0)};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        before = cells[1];
        cells[1] = changes[i];
        same(&table, hex, i == 0); /* the first is the same double */
        cells[1] = before;
    }
    before = cells[0]; /* order */
    cells[0] = cells[4];
    cells[4] = before;
    same(&table, hex, 0);
    sample(cells);
    table = table_over(cells, COLUMNS, ROWS); /* shape */
    same(&table, hex, 0);
    table = table_over(cells, ROWS, COLUMNS);
    cells[0] = text("cAC");
    same(&table, hex, 0);
    cells[0] = text("CAC\nn 0.1"); /* a text cannot pass for cells */
    same(&table, hex, 0);
    sx_cell zero = number(-0.0), plain = number(0.0);
    sx_table one = table_over(&zero, 1, 1), two = table_over(&plain, 1, 1);
    sx_fingerprint(&one, hex);
    same(&two, hex, 1);
    zero = (sx_cell){.kind = SX_FAULT, .as.fault = SX_NA};
    assert_int_equal(sx_fingerprint(&one, hex), SX_VALUE);
}

static uint64_t seed = 7;

static uint64_t draw(void)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return seed ^ (seed >> 29);
}

/* The quick way for cents is the documented way, and every number reads back as itself; in a comma's locale too. */
static void numbers(void **state)
{
    (void)state;
    for (int trial = 0; trial < 300000; trial++) {
        double x = 0.0, back = 0.0;
        char expected[64];
        if (trial % 3 == 0)
            x = (double)((int64_t)(draw() >> (20 + draw() % 40)) - 50) / (trial % 2 ? 100.0 : 1.0);
        else if (trial % 3 == 1)
            x = (double)(draw() % 2000000) / 1000.0 - 700.0;
        else {
            uint64_t bits = draw();
            memcpy(&x, &bits, sizeof x);
        }
        if (!isfinite(x))
            continue;
        for (int digits = 15; digits <= 17; digits += 2) {
            snprintf(expected, sizeof expected, "sextant-1 1 1\nn %.*g\n", digits, x == 0.0 ? 0.0 : x);
            if (strtod(expected + 16, NULL) == x)
                break;
        }
        sx_cell cell = number(x);
        sx_table table = table_over(&cell, 1, 1);
        sx_text found = {0};
        if (trial % 100 == 0)
            if (!setlocale(LC_ALL, "de_DE.UTF-8"))
                setlocale(LC_ALL, "German_Germany.1252"); /* as Windows calls it */
        assert_int_equal(sx_canonical(&table, &found), SX_OK);
        setlocale(LC_ALL, "C");
        assert_string_equal(found.data, expected);
        back = strtod(found.data + 16, NULL);
        assert_true(back == x);
        sx_text_free(&found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(text_is_as_documented), cmocka_unit_test(public_tools_agree),
                                       cmocka_unit_test(blind_to_margins), cmocka_unit_test(sees_every_change),
                                       cmocka_unit_test(numbers)};
    return cmocka_run_group_tests_name("govern fingerprint", tests, NULL, NULL);
}
