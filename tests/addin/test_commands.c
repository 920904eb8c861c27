/* The library of the menu's commands as the office loads it, without an office: its factory, its handler, what it says
 * where there is no document. Run under valgrind. */
#define _POSIX_C_SOURCE 200809L /* setenv */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <uno/data.h>
#include "addin/caller.h"
#include "../../addin/commands/core.h"
#include "../../addin/commands/words.h"

#define NAME "org.sextant.Commands"
#define HANDLER "com.sun.star.frame.ProtocolHandler"

static void test_factory(void **state)
{
    (void)state;
    assert_null(new_factory("sextant.Kpi"));
    uno_Interface *factory = new_factory(NAME), *handler = new_instance(NAME);
    assert_non_null(factory);
    rtl_uString *name = NULL, *asked = uno_new_string(HANDLER);
    sal_Bool yes = 0;
    uno_Sequence *names = NULL;
    void *args[] = {&asked};
    call(handler, "com.sun.star.lang.XServiceInfo::getImplementationName", 3, &name, NULL);
    assert_true(uno_same(name, NAME));
    call(handler, "com.sun.star.lang.XServiceInfo::supportsService", 4, &yes, args);
    assert_true(yes);
    call(handler, "com.sun.star.lang.XServiceInfo::getSupportedServiceNames", 5, &names, NULL);
    assert_int_equal(names->nElements, 1);
    uno_type_destructData(&names, uno_sequence_type(uno_plain_type(typelib_TypeClass_STRING)), NULL);
    rtl_uString_release(name);
    rtl_uString_release(asked);
    let_go(handler);
    let_go(factory);
}

static void test_interfaces(void **state)
{
    (void)state;
    uno_Interface *handler = new_instance(NAME);
    assert_true(has_interface(handler, "com.sun.star.uno.XInterface"));
    assert_true(has_interface(handler, "com.sun.star.frame.XDispatchProvider"));
    assert_true(has_interface(handler, "com.sun.star.frame.XDispatch"));
    assert_true(has_interface(handler, "com.sun.star.frame.XNotifyingDispatch"));
    assert_true(has_interface(handler, "com.sun.star.lang.XInitialization"));
    assert_false(has_interface(handler, "com.sun.star.lang.XComponent"));
    let_go(handler);
}

/* util.URL: Complete first; only that is read. */
typedef struct url {
    rtl_uString *complete, *rest[5];
    sal_Int16 port;
    rtl_uString *more[4];
} url;

static url url_of(const char *text)
{
    url made = {uno_new_string(text), {NULL}, 0, {NULL}};
    return made;
}

static void test_query_dispatch(void **state)
{
    (void)state;
    static const struct {
        const char *url;
        bool ours;
    } known[] = {{"sextant:explain", true}, {"sextant:", true}, {"sextan", false}, {".uno:Save", false}, {"", false}};
    uno_Interface *handler = new_instance(NAME);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        url asked = url_of(known[i].url);
        rtl_uString *target = uno_new_string("_self");
        sal_Int32 flags = 0;
        uno_Interface *found = NULL;
        void *args[] = {&asked, &target, &flags};
        call(handler, "com.sun.star.frame.XDispatchProvider::queryDispatch", 3, &found, args);
        assert_ptr_equal(found, known[i].ours ? handler : NULL);
        if (found)
            let_go(found);
        rtl_uString_release(asked.complete);
        rtl_uString_release(target);
    }
    let_go(handler);
}

/* Any command without a document, any URL: nothing happens and nothing breaks. */
static void test_without_office(void **state)
{
    (void)state;
    static const char *const urls[] = {"sextant:explain", "sextant:nothing", "sextant:", "other:explain"};
    uno_Interface *handler = new_instance(NAME), *listener = NULL;
    uno_Sequence *none = new_row(NULL, 0);
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        url asked = url_of(urls[i]);
        void *args[] = {&asked, &none, &listener};
        call(handler, "com.sun.star.frame.XDispatch::dispatch", 3, NULL, args);
        call(handler, "com.sun.star.frame.XDispatch::addStatusListener", 4, NULL, args);
        call(handler, "com.sun.star.frame.XNotifyingDispatch::dispatchWithNotification", 6, NULL, args);
        rtl_uString_release(asked.complete);
    }
    void *args[] = {&none};
    call(handler, "com.sun.star.lang.XInitialization::initialize", 3, NULL, args);
    uno_Any thrown;
    call_member(handler, "com.sun.star.lang.XComponent::dispose", 3, NULL, NULL, &thrown);
    assert_int_equal(thrown.pType->eTypeClass, typelib_TypeClass_EXCEPTION);
    drop(&thrown);
    uno_type_destructData(&none, uno_sequence_type(uno_plain_type(typelib_TypeClass_ANY)), NULL);
    let_go(handler);
}

static void test_words(void **state)
{
    (void)state;
    desk d = desk_open(NULL, NULL);
    assert_int_equal(words_language(&d), 0); /* no office: English */
    assert_string_equal(WORDS(&d, WORD_SAY_SHOWS, "B3", "100 %1"), "B3 shows 100 %1.");
    d.language = 1;
    assert_string_equal(WORDS(&d, WORD_SAY_SHOWS, "B3", "1"), "B3 zeigt 1.");
    assert_string_equal(words_plain(&d, WORD_EXPLAIN_GOTO), "Zur Zelle");
    assert_string_equal(desk_text(&d, "%.3f", 0.5), "0.500");
    desk_clear(&d);
}

/* The core's library lies beside the one of the commands; a test lies beside none. */
static void test_core(void **state)
{
    (void)state;
    const char *why = NULL;
    assert_null(core(&why));
    assert_non_null(why);
}

int main(void)
{
    const char *library = getenv("SEXTANT_COMMANDS");
    setenv("SEXTANT_LIBRARY", library ? library : "", 1);
    open_library();
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_factory),        cmocka_unit_test(test_interfaces),
                                       cmocka_unit_test(test_query_dispatch), cmocka_unit_test(test_without_office),
                                       cmocka_unit_test(test_words),          cmocka_unit_test(test_core)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
