/* The core's sentences in other languages: values carried over, what is not known left as it is. Under valgrind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "../../addin/calc/reason.h"

static void says(const char *language, const char *english, const char *wanted)
{
    sx_text out = {0};
    sx_reason_say(sx_reason_language(language), english, &out);
    assert_int_equal(out.status, SX_OK);
    assert_string_equal(out.data ? out.data : "", wanted);
    sx_text_free(&out);
}

static void test_languages(void **state)
{
    (void)state;
    assert_int_equal(sx_reason_language("de"), sx_reason_language("de-AT"));
    assert_int_equal(sx_reason_language("en"), 0);
    assert_int_equal(sx_reason_language("den"), 0);
    assert_int_equal(sx_reason_language(""), 0);
    assert_true(sx_reason_language("fr") != sx_reason_language("de"));
}

static void test_sentences(void **state)
{
    (void)state;
    says("en", "KPI.CAC gives #DIV/0!: customers is zero", "KPI.CAC gives #DIV/0!: customers is zero");
    says("de", "KPI.CAC gives #DIV/0!: customers is zero (a blank cell counts as 0)",
         "KPI.CAC ergibt #DIV/0!: customers ist null (eine leere Zelle zählt als 0)");
    says("de", "KPI.CAC gives #VALUE!: customers is blank", "KPI.CAC ergibt #WERT!: customers ist leer");
    says("fr", "KPI.CAC gives #NUM!: spend is -1.5 and must be at least 0",
         "KPI.CAC donne #NUM ! : spend vaut -1,5 et doit être au moins 0");
    says("de", "KPI.CAC gives Err:504: customers is missing", "KPI.CAC ergibt Fehler:504: customers fehlt");
    says("de", "there is no function CAC; did you mean KPI.CAC?", "es gibt keine Funktion CAC; meinten Sie KPI.CAC?");
    says("de", "history (value 3) is blank", "history (Wert 3) ist leer");
    says("fr", "KPI.CAC is 400 (money)", "KPI.CAC is 400 (money)");
    says("de", "", "");
}

/* What a cell holds may look like anything, also like a sentence; it ends, and nothing is lost. */
static void test_anything(void **state)
{
    (void)state;
    says("de", "spend must be a number and is the text \"is blank, row 3: 50% is no date\"",
         "spend muss eine Zahl sein und ist der Text „is blank, row 3: 50% is no date“");
    char text[900];
    for (int seed = 1; seed < 40; seed++) {
        size_t n = 0;
        static const char *const parts[] = {"row ", "1", ", ", ": ", "is ", "\"", "; ", " (", ")", "blank", "%", ".5"};
        while (n + 12 < sizeof text - 1) {
            const char *part = parts[(n * 31 + (size_t)seed * 17) % (sizeof parts / sizeof *parts)];
            memcpy(text + n, part, strlen(part));
            n += strlen(part);
        }
        text[n] = '\0';
        sx_text out = {0};
        sx_reason_say(1, text, &out);
        assert_true(out.status == SX_OK && out.length > 0);
        sx_text_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_languages), cmocka_unit_test(test_sentences),
                                       cmocka_unit_test(test_anything)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
