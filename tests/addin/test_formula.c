/* Formulas taken apart without an office. Run under valgrind: what is read never leaves the text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include "../../addin/commands/formula.h"

static formula_call calls[FORMULA_MOST_CALLS];

static void same_piece(formula_piece piece, const char *text)
{
    assert_int_equal(piece.length, strlen(text));
    assert_memory_equal(piece.text, text, piece.length);
}

static void test_one_call(void **state)
{
    (void)state;
    assert_int_equal(formula_calls("=SEXTANT.KPI.CAC($Spend.B5; B7)", "SEXTANT.", calls, 8), 1);
    same_piece(calls[0].name, "SEXTANT.KPI.CAC");
    same_piece(calls[0].whole, "SEXTANT.KPI.CAC($Spend.B5; B7)");
    assert_int_equal(calls[0].n_arguments, 2);
    same_piece(calls[0].arguments[0], "$Spend.B5");
    same_piece(calls[0].arguments[1], "B7");
    assert_int_equal(calls[0].depth, 0);
}

static void test_left_out(void **state)
{
    (void)state;
    assert_int_equal(formula_calls("=sextant.f.a()+SEXTANT.F.B(;)+SEXTANT.F.C(1;;3)", "SEXTANT.", calls, 8), 3);
    assert_int_equal(calls[0].n_arguments, 0);
    assert_int_equal(calls[1].n_arguments, 2);
    same_piece(calls[1].arguments[0], "");
    same_piece(calls[1].arguments[1], "");
    assert_int_equal(calls[2].n_arguments, 3);
    same_piece(calls[2].arguments[1], "");
    same_piece(calls[2].arguments[2], "3");
}

static void test_nested(void **state)
{
    (void)state;
    const char *formula =
        "{=IF(A1>0;SEXTANT.KPI.LTV(SUM(A1;A2);SEXTANT.KPI.CHURN(B1;\"a;(\"\")\");{1;2|3;4});'It''s (a; sheet'.A1)}";
    assert_int_equal(formula_calls(formula, "SEXTANT.", calls, 8), 2);
    assert_int_equal(calls[0].n_arguments, 3);
    same_piece(calls[0].arguments[0], "SUM(A1;A2)");
    same_piece(calls[0].arguments[1], "SEXTANT.KPI.CHURN(B1;\"a;(\"\")\")");
    same_piece(calls[0].arguments[2], "{1;2|3;4}");
    assert_int_equal(calls[0].depth, 1);
    same_piece(calls[1].arguments[1], "\"a;(\"\")\"");
    assert_int_equal(calls[1].depth, 2);
}

static void test_not_closed(void **state)
{
    (void)state;
    assert_int_equal(formula_calls("=SEXTANT.KPI.CAC(1;SEXTANT.KPI.ROI(2;3)", "SEXTANT.", calls, 8), 1);
    same_piece(calls[0].name, "SEXTANT.KPI.ROI");
    assert_int_equal(formula_calls("=\"SEXTANT.KPI.CAC(1;2)\"", "SEXTANT.", calls, 8), 0);
    assert_int_equal(formula_calls("=MYSEXTANT.KPI.CAC(1)", "SEXTANT.", calls, 8), 0);
    assert_int_equal(formula_calls("", "SEXTANT.", calls, 8), 0);
    assert_int_equal(formula_calls("=SEXTANT.A.B(1)+SEXTANT.A.C(2)", "SEXTANT.", calls, 1), 1);
}

static formula_kind kind(const char *text, formula_place *place)
{
    return formula_kind_of((formula_piece){text, strlen(text)}, place);
}

static void test_kinds(void **state)
{
    (void)state;
    const struct {
        const char *text;
        formula_kind kind;
        const char *sheet, *place;
    } known[] = {{"", FORMULA_NOTHING, NULL, NULL},
                 {"12.5", FORMULA_NUMBER, NULL, NULL},
                 {"-3", FORMULA_NUMBER, NULL, NULL},
                 {"\"a\"\"b\"", FORMULA_TEXT, NULL, NULL},
                 {"\"a\"&\"b\"", FORMULA_OTHER, NULL, NULL},
                 {"{1;2}", FORMULA_ARRAY, NULL, NULL},
                 {"{1;2}+{1;2}", FORMULA_OTHER, NULL, NULL},
                 {"B5", FORMULA_CELL, "", "B5"},
                 {"$Spend.$B$5", FORMULA_CELL, "Spend", "B5"},
                 {"$'It''s. here'.B5", FORMULA_CELL, "It's. here", "B5"},
                 {"Ausgaben_ä.AB12:AC13", FORMULA_RANGE, "Ausgaben_ä", "AB12:AC13"},
                 {"$S1.A1:.B2", FORMULA_RANGE, "S1", "A1:B2"},
                 {"A:A", FORMULA_RANGE, "", "A:A"},
                 {"1:3", FORMULA_RANGE, "", "1:3"},
                 {"A1:B", FORMULA_OTHER, NULL, NULL},
                 {"A1+B1", FORMULA_OTHER, NULL, NULL},
                 {"revenue_2024", FORMULA_NAME, NULL, NULL},
                 {"Erlös", FORMULA_NAME, NULL, NULL},
                 {"5a", FORMULA_OTHER, NULL, NULL},
                 {"SUM(A1)", FORMULA_OTHER, NULL, NULL}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        formula_place place;
        if (kind(known[i].text, &place) != known[i].kind)
            fail_msg("%s is of kind %d", known[i].text, (int)kind(known[i].text, &place));
        if (known[i].sheet) {
            assert_string_equal(place.sheet, known[i].sheet);
            assert_string_equal(place.place, known[i].place);
        }
    }
}

static void shown_as(const char *formula, const char *wanted)
{
    char shown[256];
    formula_shown(formula, shown, sizeof shown);
    assert_string_equal(shown, wanted);
}

static void test_shown(void **state)
{
    (void)state;
    shown_as("=SEXTANT.KPI.CAC(A1;A2)", "=KPI.CAC(A1;A2)");
    shown_as("{=SEXTANT.SEXTANT.WHY(\"SEXTANT.KPI.CAC(\")}", "=SEXTANT.WHY(\"SEXTANT.KPI.CAC(\")");
    shown_as("=SEXTANT.A1+SEXTANT.B.C", "=SEXTANT.A1+SEXTANT.B.C"); /* a sheet of that name */
    char few[8];
    formula_shown("=SEXTANT.KPI.CAC(A1)", few, sizeof few);
    assert_string_equal(few, "=KPI.CA");
}

/* Anything at all: pieces stay inside the text. */
static void test_references(void **state)
{
    (void)state;
    formula_piece found[8];
    const char *formula = "{=SUM($'It''s (a'.$A$1:B2;LOG10(5);\"A1\";{1;2};$A$1:INDEX(C3:C9;2);Name)*.5}";
    assert_int_equal(formula_references(formula, found, 8), 3);
    same_piece(found[0], "$'It''s (a'.$A$1:B2");
    same_piece(found[1], "$A$1");
    same_piece(found[2], "C3:C9");
    assert_int_equal(formula_references(formula, found, 1), 1);
    assert_int_equal(formula_references("", found, 8), 0);
}

static void test_relative(void **state)
{
    (void)state;
    char first[128], next[128];
    assert_true(formula_relative("=B2*$C$1+$'My data'.A:A", 1, 2, first, sizeof first));
    assert_string_equal(first, "=C[0]R[-1]*C2R0+$'My data'.C[-1]:C[-1]");
    assert_true(formula_relative("=B3*$C$1+$'My data'.A:A", 1, 3, next, sizeof next));
    assert_string_equal(first, next);
    assert_true(formula_relative("=B3*$C$2+$'My data'.A:A", 1, 3, next, sizeof next));
    assert_string_not_equal(first, next);
    assert_true(formula_relative("=\"B2\"&AA$3", 26, 0, next, sizeof next));
    assert_string_equal(next, "=\"B2\"&C[0]R2");
    assert_false(formula_relative("=B2*$C$1", 1, 2, next, 5));
    assert_true(strlen(next) < 5);
}

static void test_anything(void **state)
{
    (void)state;
    static const char letters[] = "SEXTANT.KP(;)\"'{}|$:A1 \xC3\xA4=+";
    uint32_t seed = 18;
    for (int round = 0; round < 3000; round++) {
        size_t n = (size_t)(seed >> 8) % 60;
        char *text = malloc(n + 1), shown[40];
        assert_non_null(text);
        for (size_t i = 0; i < n; i++) {
            seed = seed * 1664525u + 1013904223u;
            text[i] = letters[(seed >> 16) % (sizeof letters - 1)];
        }
        text[n] = '\0';
        size_t found = formula_calls(text, "S", calls, FORMULA_MOST_CALLS);
        for (size_t c = 0; c < found; c++)
            for (size_t a = 0; a < calls[c].n_arguments; a++) {
                formula_place place;
                formula_piece piece = calls[c].arguments[a];
                assert_true(piece.text >= text && piece.text + piece.length <= text + n);
                formula_kind_of(piece, &place);
            }
        formula_piece references[4];
        size_t seen = formula_references(text, references, 4);
        for (size_t i = 0; i < seen; i++)
            assert_true(references[i].text >= text && references[i].text + references[i].length <= text + n);
        char relative[16];
        formula_relative(text, 3, 3, relative, sizeof relative);
        assert_true(strlen(relative) < sizeof relative);
        formula_shown(text, shown, sizeof shown);
        assert_true(strlen(shown) < sizeof shown);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_call),   cmocka_unit_test(test_left_out), cmocka_unit_test(test_nested),
        cmocka_unit_test(test_not_closed), cmocka_unit_test(test_kinds),    cmocka_unit_test(test_shown),
        cmocka_unit_test(test_references), cmocka_unit_test(test_relative), cmocka_unit_test(test_anything)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
