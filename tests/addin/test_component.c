/* The component's own interfaces, as the office's loader and its introspection use them. Run under valgrind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <uno/data.h>
#include "addin/caller.h"

#define FACTORY "com.sun.star.lang.XSingleComponentFactory"
#define INFO "com.sun.star.lang.XServiceInfo"
#define TYPES "com.sun.star.lang.XTypeProvider"

static void test_interfaces(void **state)
{
    (void)state;
    for (size_t s = 0; s < sx_n_services; s++) {
        uno_Interface *factory = new_factory(sx_services[s].name), *object = new_instance(sx_services[s].name);
        assert_true(has_interface(factory, "com.sun.star.uno.XInterface"));
        assert_true(has_interface(factory, FACTORY));
        assert_false(has_interface(factory, sx_services[s].interface_name));
        assert_true(has_interface(object, "com.sun.star.uno.XInterface"));
        assert_true(has_interface(object, sx_services[s].interface_name));
        assert_true(has_interface(object, INFO));
        assert_true(has_interface(object, TYPES));
        assert_false(has_interface(object, FACTORY));
        assert_false(has_interface(object, "com.sun.star.sheet.XAddIn"));
        let_go(object);
        let_go(factory);
    }
    assert_null(new_factory("sextant.NoSuch"));
}

static void test_other_constructor(void **state)
{
    (void)state;
    uno_Interface *factory = new_factory(sx_services[0].name), *made = NULL, *context = NULL;
    uno_Sequence *none = new_row(NULL, 0);
    void *args[] = {&none, &context};
    call(factory, FACTORY "::createInstanceWithArgumentsAndContext", 4, &made, args);
    assert_non_null(made);
    call(made, "com.sun.star.uno.XInterface::acquire", 1, NULL, NULL);
    call(made, "com.sun.star.uno.XInterface::release", 2, NULL, NULL);
    let_go(made);
    let_go(factory);
    uno_type_destructData(&none, uno_sequence_type(uno_plain_type(typelib_TypeClass_ANY)), NULL);
}

static void test_service_info(void **state)
{
    (void)state;
    const char *service = sx_services[0].name;
    uno_Interface *object = new_instance(service);
    rtl_uString *name = NULL, *asked = uno_new_string(service), *other = uno_new_string("sextant.NoSuch");
    uno_Sequence *names = NULL;
    sal_Bool supported = 0;
    call(object, INFO "::getImplementationName", 3, &name, NULL);
    assert_true(uno_same(name, service));
    void *args[] = {&asked};
    call(object, INFO "::supportsService", 4, &supported, args);
    assert_true(supported);
    args[0] = &other;
    call(object, INFO "::supportsService", 4, &supported, args);
    assert_false(supported);
    call(object, INFO "::getSupportedServiceNames", 5, &names, NULL);
    assert_int_equal(names->nElements, 1);
    assert_true(uno_same(*(rtl_uString **)(void *)names->elements, service));
    uno_type_destructData(&names, uno_sequence_type(uno_plain_type(typelib_TypeClass_STRING)), NULL);
    rtl_uString_release(name);
    rtl_uString_release(asked);
    rtl_uString_release(other);
    let_go(object);
}

/* Calc finds the functions through the types that the object lists. */
static void test_types(void **state)
{
    (void)state;
    uno_Interface *object = new_instance(sx_services[0].name);
    uno_Sequence *types = NULL, *id = NULL;
    call(object, TYPES "::getTypes", 3, &types, NULL);
    bool listed = false;
    for (sal_Int32 i = 0; i < types->nElements; i++) {
        const uno_type *type = ((uno_type **)(void *)types->elements)[i];
        assert_int_equal(type->eTypeClass, typelib_TypeClass_INTERFACE);
        listed = listed || uno_same(type->pTypeName, sx_services[0].interface_name);
    }
    assert_true(listed);
    call(object, TYPES "::getImplementationId", 4, &id, NULL);
    assert_int_equal(id->nElements, 0);
    uno_type_destructData(&types, uno_sequence_type(uno_plain_type(typelib_TypeClass_TYPE)), NULL);
    uno_type_destructData(&id, uno_sequence_type(uno_plain_type(typelib_TypeClass_BYTE)), NULL);
    let_go(object);
}

/* A caller that does not fit the library gets an exception, no crash and no answer. */
static void test_unknown_members(void **state)
{
    (void)state;
    uno_Interface *object = new_instance(sx_services[0].name);
    char beyond[256] = "";
    strcat(strcat(beyond, sx_services[0].interface_name), "::later");
    const struct {
        const char *member;
        int position;
    } unknown[] = {{"com.sun.star.lang.XComponent::dispose", 3},
                   {INFO "::later", 6},
                   {TYPES "::later", 5},
                   {beyond, 3 + (int)sx_services[0].n_functions}};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        uno_Any thrown;
        call_member(object, unknown[i].member, unknown[i].position, NULL, NULL, &thrown);
        assert_int_equal(thrown.pType->eTypeClass, typelib_TypeClass_EXCEPTION);
        assert_true(uno_same(thrown.pType->pTypeName, "com.sun.star.uno.RuntimeException"));
        drop(&thrown);
    }
    let_go(object);
}

static const sx_service *service_of(const sx_function *function)
{
    for (size_t s = 0; s < sx_n_services; s++)
        if (strcmp(sx_services[s].name, function->service) == 0)
            return &sx_services[s];
    return NULL;
}

static void *call_many(void *object)
{
    const sx_function *cac = sx_find("KPI.CAC");
    size_t wrong = 0;
    for (int i = 1; i <= 500; i++) {
        sx_argument arguments[2] = {{.cell = {.kind = SX_NUMBER, .as.number = 100.0 * i}},
                                    {.cell = {.kind = SX_NUMBER, .as.number = 100}}};
        uno_Any answer;
        double number = 0;
        call_function(object, service_of(cac), cac, arguments, 2, &answer);
        wrong += is_number(&answer, &number) && number == i ? 0 : 1;
        drop(&answer);
    }
    return (void *)(uintptr_t)wrong;
}

/* Calc calls on one thread; a script in another must not spoil it. */
static void test_two_threads(void **state)
{
    (void)state;
    uno_Interface *object = new_instance("sextant.Kpi");
    pthread_t other;
    void *wrong = NULL;
    assert_int_equal(pthread_create(&other, NULL, call_many, object), 0);
    assert_null(call_many(object));
    assert_int_equal(pthread_join(other, &wrong), 0);
    assert_null(wrong);
    let_go(object);
}

typedef struct locale { /* lang.Locale */
    rtl_uString *language, *country, *variant;
} locale;

static void speak(uno_Interface *object, const char *language)
{
    locale l = {uno_new_string(language), uno_new_string(""), uno_new_string("")};
    void *args[] = {&l};
    call(object, "com.sun.star.lang.XLocalizable::setLocale", 3, NULL, args);
    rtl_uString_release(l.language);
    rtl_uString_release(l.country);
    rtl_uString_release(l.variant);
}

static void gives_text(uno_Interface *object, const char *name, const sx_argument *arguments, size_t n,
                       const char *wanted)
{
    const sx_function *f = sx_find(name);
    uno_Any answer;
    call_function(object, service_of(f), f, arguments, n, &answer);
    char *text = text_of(&answer);
    assert_non_null(text);
    assert_string_equal(text, wanted);
    free(text);
    drop(&answer);
}

static void gives_about(uno_Interface *object, const char *what, const char *wanted)
{
    static const char name[] = "kpi.requiredcoverage";
    const sx_argument about[] = {{.cell = {.kind = SX_TEXT, .as.text = name, .length = sizeof name - 1}},
                                 {.cell = {.kind = SX_TEXT, .as.text = what, .length = (unsigned)strlen(what)}}};
    gives_text(object, "SEXTANT.ABOUT", about, *what ? 2 : 1, wanted);
}

/* The office says the language of its windows: WHY and ABOUT are sentences for the eye; what is an argument elsewhere
 * stays. */
static void test_language(void **state)
{
    (void)state;
    uno_Interface *object = new_instance("sextant.Sextant");
    const sx_argument why[] = {{.cell = {.kind = SX_TEXT, .as.text = "CAC", .length = 3}}};
    assert_true(has_interface(object, "com.sun.star.lang.XLocalizable"));
    gives_text(object, "SEXTANT.WHY", why, 1, "there is no function CAC; did you mean KPI.CAC?");
    speak(object, "de");
    gives_text(object, "SEXTANT.WHY", why, 1, "es gibt keine Funktion CAC; meinten Sie KPI.CAC?");
    gives_text(object, "SEXTANT.VERSION", NULL, 0, sx_version);
    gives_about(object, "", "1 / Gewinnquote: im Durchschnitt und ohne Reserve für ein schlechtes Quartal.");
    gives_about(object, "summary",
                "Pipeline-Abdeckung, die bei einer Gewinnquote für das Ziel nötig ist, als Vielfaches.");
    gives_about(object, "Unit", "Vielfaches");
    gives_about(object, "variants", "eine Definition, keine Varianten");
    gives_about(object, "errors",
                "#DIV/0! wenn: die Gewinnquote ist null; #NUM! wenn: das Ergebnis ist zu groß für eine Zahl");
    gives_about(object, "syntax", "KPI.REQUIREDCOVERAGE(winrate)");
    speak(object, "fr");
    gives_about(object, "definition", "1 / taux de gain : en moyenne, et sans réserve pour un mauvais trimestre.");
    speak(object, "xx");
    gives_about(object, "unit", "multiple");
    gives_text(object, "SEXTANT.WHY", why, 1, "there is no function CAC; did you mean KPI.CAC?");
    let_go(object);
}

int main(void)
{
    open_library();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_interfaces),      cmocka_unit_test(test_other_constructor),
        cmocka_unit_test(test_service_info),    cmocka_unit_test(test_types),
        cmocka_unit_test(test_unknown_members), cmocka_unit_test(test_two_threads),
        cmocka_unit_test(test_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
