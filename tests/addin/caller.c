#define _POSIX_C_SOURCE 200809L /* strdup */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uno/data.h>
#include <rtl/string.h>
#include "addin/caller.h"

static void *(*get_factory)(const char *, void *, void *);

void open_library(void)
{
    const char *path = getenv("SEXTANT_LIBRARY");
    void *library = path ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : NULL;
    if (!library)
        fail_msg("cannot load the library: %s", path ? dlerror() : "SEXTANT_LIBRARY is not set");
    void (*get_environment)(const char **, uno_Environment **) = NULL;
    *(void **)&get_factory = dlsym(library, "component_getFactory");
    *(void **)&get_environment = dlsym(library, "component_getImplementationEnvironment");
    assert_non_null(get_factory);
    assert_non_null(get_environment);
    const char *name = NULL;
    get_environment(&name, NULL);
    assert_string_equal(name, "uno");
}

static rtl_uString *new_string(const char *text)
{
    rtl_uString *string = NULL;
    rtl_string2UString(&string, text, (sal_Int32)strlen(text), RTL_TEXTENCODING_UTF8, OSTRING_TO_OUSTRING_CVTFLAGS);
    return string;
}

void call_member(uno_Interface *object, const char *member, int position, void *result, void **args, uno_Any *thrown)
{
    typelib_InterfaceMethodTypeDescription type = {0};
    rtl_uString *name = new_string(member);
    type.aBase.aBase.eTypeClass = typelib_TypeClass_INTERFACE_METHOD;
    type.aBase.aBase.pTypeName = name;
    type.aBase.nPosition = position;
    uno_Any *exception = thrown;
    object->pDispatcher(object, &type.aBase.aBase, result, args, &exception);
    rtl_uString_release(name);
    if (!exception)
        make_nothing(thrown);
}

void call(uno_Interface *object, const char *member, int position, void *result, void **args)
{
    uno_Any thrown;
    call_member(object, member, position, result, args, &thrown);
    assert_int_equal(thrown.pType->eTypeClass, typelib_TypeClass_VOID);
}

bool has_interface(uno_Interface *object, const char *name)
{
    rtl_uString *string = uno_new_string(name);
    uno_type *type = NULL;
    typelib_typedescriptionreference_new(&type, typelib_TypeClass_INTERFACE, string);
    uno_Any answer;
    void *args[] = {&type};
    call(object, "com.sun.star.uno.XInterface::queryInterface", 0, &answer, args);
    bool has = answer.pType->eTypeClass == typelib_TypeClass_INTERFACE;
    if (has)
        assert_ptr_equal(answer.pReserved, object);
    uno_any_destruct(&answer, NULL); /* gives its reference back */
    typelib_typedescriptionreference_release(type);
    rtl_uString_release(string);
    return has;
}

uno_Interface *new_factory(const char *service)
{
    return get_factory(service, NULL, NULL);
}

uno_Interface *new_instance(const char *service)
{
    uno_Interface *factory = new_factory(service), *made = NULL, *no_context = NULL;
    void *args[] = {&no_context};
    assert_non_null(factory);
    uno_Any thrown;
    call_member(factory, "com.sun.star.lang.XSingleComponentFactory::createInstanceWithContext", 3, &made, args,
                &thrown);
    assert_int_equal(thrown.pType->eTypeClass, typelib_TypeClass_VOID);
    drop(&thrown);
    let_go(factory);
    assert_non_null(made);
    return made;
}

void let_go(uno_Interface *object)
{
    object->release(object);
}

void make_nothing(uno_Any *any)
{
    uno_any_construct(any, NULL, NULL, NULL);
}

void make_any(uno_Any *any, typelib_TypeClass kind, const void *value)
{
    uno_type_any_construct(any, (void *)(uintptr_t)value, uno_plain_type(kind), NULL);
}

void make_number(uno_Any *any, double number)
{
    make_any(any, typelib_TypeClass_DOUBLE, &number);
}

void make_text(uno_Any *any, const char *text)
{
    rtl_uString *string = new_string(text);
    make_any(any, typelib_TypeClass_STRING, &string);
    rtl_uString_release(string);
}

static uno_type *row_type(void)
{
    static uno_type *type;
    if (!type)
        type = uno_sequence_type(uno_plain_type(typelib_TypeClass_ANY));
    return type;
}

static uno_type *rows_type(void)
{
    static uno_type *type;
    if (!type)
        type = uno_sequence_type(row_type());
    return type;
}

uno_Sequence *new_row(uno_Any *anys, size_t n)
{
    uno_Sequence *row = NULL;
    uno_type_sequence_construct(&row, row_type(), anys, (sal_Int32)n, NULL);
    for (size_t i = 0; i < n; i++)
        drop(&anys[i]);
    return row;
}

static void make_cell(uno_Any *any, const sx_cell *cell)
{
    if (cell->kind == SX_NUMBER)
        make_number(any, cell->as.number);
    else
        make_text(any, cell->kind == SX_TEXT ? cell->as.text : "");
}

uno_Sequence *new_rows(const sx_table *table)
{
    uno_Sequence *rows = NULL;
    uno_type_sequence_construct(&rows, rows_type(), NULL, (sal_Int32)table->declared_rows, NULL);
    for (size_t r = 0; r < table->declared_rows; r++) {
        uno_Any *anys = calloc(table->declared_columns + 1, sizeof *anys);
        assert_non_null(anys);
        for (size_t c = 0; c < table->declared_columns; c++)
            make_cell(&anys[c], sx_at(table, r, c));
        uno_Sequence **row = (uno_Sequence **)(void *)rows->elements + r;
        uno_type_destructData(row, row_type(), NULL);
        *row = new_row(anys, table->declared_columns);
        free(anys);
    }
    return rows;
}

void make_rows(uno_Any *any, uno_Sequence *rows)
{
    uno_type_any_construct(any, &rows, rows_type(), NULL);
    drop_rows(rows);
}

void drop(uno_Any *any)
{
    uno_any_destruct(any, NULL);
}

void drop_rows(uno_Sequence *rows)
{
    uno_type_destructData(&rows, rows_type(), NULL);
}

static void make_argument(uno_Any *any, const sx_argument *argument)
{
    if (argument->table)
        make_rows(any, new_rows(argument->table));
    else if (argument->omitted)
        make_nothing(any);
    else
        make_cell(any, &argument->cell);
}

void call_raw(uno_Interface *object, const sx_service *service, size_t index, void **args, uno_Any *result)
{
    char member[256];
    uno_Any thrown;
    assert_true((size_t)snprintf(member, sizeof member, "%s::%s", service->interface_name,
                                 service->functions[index].method) < sizeof member);
    call_member(object, member, (int)index + 3, result, args, &thrown);
    assert_int_equal(thrown.pType->eTypeClass, typelib_TypeClass_VOID);
}

/* A required parameter that is no range: a single number or text, or any[][] of one cell. */
static uno_Sequence *rows_of(const sx_argument *argument)
{
    if (argument->table)
        return new_rows(argument->table);
    sx_cell cell = argument->cell;
    sx_table one = {.rows = 1, .columns = 1, .declared_rows = 1, .declared_columns = 1, .cells = &cell};
    return new_rows(&one);
}

void call_function(uno_Interface *object, const sx_service *service, const sx_function *function,
                   const sx_argument *arguments, size_t n_arguments, uno_Any *result)
{
    static const sx_argument none = {.omitted = true};
    size_t n = function->n_parameters;
    struct {
        double number;
        rtl_uString *text;
        uno_Sequence *sequence;
        uno_Any any;
        int kind;
    } held[16];
    void *args[16];
    assert_true(n <= 16);
    for (size_t i = 0; i < n; i++) {
        const sx_parameter *p = &function->parameters[i];
        const sx_argument *a = i < n_arguments ? &arguments[i] : &none;
        held[i].kind = 0;
        if (p->shape == SX_SHAPE_REST) {
            uno_Any rest[32];
            size_t n_rest = n_arguments > i ? n_arguments - i : 0;
            assert_true(n_rest <= 32);
            for (size_t k = 0; k < n_rest; k++)
                make_argument(&rest[k], &arguments[i + k]);
            held[i].sequence = new_row(rest, n_rest);
            held[i].kind = 'r';
            args[i] = &held[i].sequence;
        } else if (p->optional) {
            make_argument(&held[i].any, a);
            held[i].kind = 'a';
            args[i] = &held[i].any;
        } else if (p->shape == SX_SHAPE_NUMBER) {
            held[i].number = a->table ? a->table->cells[0].as.number : a->cell.as.number;
            args[i] = &held[i].number;
        } else if (p->shape == SX_SHAPE_TEXT || p->shape == SX_SHAPE_CHOICE) {
            held[i].text = new_string(a->cell.kind == SX_TEXT ? a->cell.as.text : "");
            held[i].kind = 't';
            args[i] = &held[i].text;
        } else {
            held[i].sequence = rows_of(a);
            held[i].kind = 's';
            args[i] = &held[i].sequence;
        }
    }
    call_raw(object, service, (size_t)(function - service->functions), args, result);
    for (size_t i = 0; i < n; i++)
        if (held[i].kind == 'r')
            uno_type_destructData(&held[i].sequence, row_type(), NULL);
        else if (held[i].kind == 'a')
            drop(&held[i].any);
        else if (held[i].kind == 't')
            rtl_uString_release(held[i].text);
        else if (held[i].kind == 's')
            drop_rows(held[i].sequence);
}

bool is_number(const uno_Any *any, double *number)
{
    if (any->pType->eTypeClass != typelib_TypeClass_DOUBLE)
        return false;
    memcpy(number, any->pData, sizeof *number);
    return true;
}

sx_status status_of(double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    for (int s = SX_DIV0; s <= SX_NOMEM; s++)
        if (bits == (UINT64_C(0x7FF8000000000000) | (uint64_t)sx_status_calc((sx_status)s)))
            return (sx_status)s;
    return SX_OK;
}

char *text_of(const uno_Any *any)
{
    if (any->pType->eTypeClass != typelib_TypeClass_STRING)
        return NULL;
    const rtl_uString *string = *(rtl_uString *const *)any->pData;
    rtl_String *bytes = NULL;
    rtl_uString2String(&bytes, string->buffer, string->length, RTL_TEXTENCODING_UTF8, OUSTRING_TO_OSTRING_CVTFLAGS);
    char *text = strdup(bytes->buffer);
    rtl_string_release(bytes);
    return text;
}
