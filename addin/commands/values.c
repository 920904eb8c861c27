/* Values for the office and from it: strings, anys, sequences. */
#include "office.h"
#include "base/value.h"
#include <stdlib.h>
#include <string.h>
#include <uno/data.h>

#define STAR "com.sun.star."

typedef struct property_value { /* com.sun.star.beans.PropertyValue */
    rtl_uString *name;
    sal_Int32 handle;
    uno_Any value;
    sal_Int32 state;
} property_value;

rtl_uString **office_string(desk *d, const char *utf8)
{
    rtl_uString **string = desk_take(d, sizeof *string);
    rtl_string2UString(string, utf8, (sal_Int32)strlen(utf8), RTL_TEXTENCODING_UTF8, OSTRING_TO_OUSTRING_CVTFLAGS);
    if (!*string)
        abort();
    desk_keep(d, DESK_STRING, *string, NULL);
    return string;
}

/* A type by its name: held by the process, as there are few. */
static uno_type *type_of(typelib_TypeClass kind, const char *name)
{
    static struct {
        char name[96];
        uno_type *type;
    } known[64];
    size_t i = 0;
    for (; i < sizeof known / sizeof *known && known[i].type; i++)
        if (strcmp(known[i].name, name) == 0)
            return known[i].type;
    if (i == sizeof known / sizeof *known || strlen(name) >= sizeof known[i].name)
        abort(); /* all names stand in our own source */
    rtl_uString *string = NULL;
    rtl_uString_newFromAscii(&string, STAR);
    rtl_uString *rest = NULL, *whole = NULL;
    rtl_uString_newFromAscii(&rest, name);
    rtl_uString_newConcat(&whole, string, rest);
    typelib_typedescriptionreference_new(&known[i].type, kind, whole);
    strcpy(known[i].name, name);
    rtl_uString_release(string);
    rtl_uString_release(rest);
    rtl_uString_release(whole);
    return known[i].type;
}

static uno_Any *make_any(desk *d, uno_type *type, const void *value)
{
    uno_Any *any = desk_take(d, sizeof *any);
    union {
        const void *from;
        void *to;
    } data = {value}; /* it is only read */
    uno_type_any_construct(any, data.to, type, NULL);
    desk_keep(d, DESK_ANY, any, NULL);
    return any;
}

uno_Any *office_any_of(desk *d, typelib_TypeClass plain, const void *value)
{
    return make_any(d, uno_plain_type(plain), value);
}

uno_Any *office_any_text(desk *d, const char *utf8)
{
    return office_any_of(d, typelib_TypeClass_STRING, office_string(d, utf8));
}

uno_Any *office_any_number(desk *d, double x)
{
    return office_any_of(d, typelib_TypeClass_DOUBLE, &x);
}

uno_Any *office_any_long(desk *d, sal_Int32 x)
{
    return office_any_of(d, typelib_TypeClass_LONG, &x);
}

uno_Any *office_any_short(desk *d, sal_Int16 x)
{
    return office_any_of(d, typelib_TypeClass_SHORT, &x);
}

uno_Any *office_any_flag(desk *d, bool x)
{
    sal_Bool flag = x;
    return office_any_of(d, typelib_TypeClass_BOOLEAN, &flag);
}

uno_Any *office_any_bytes(desk *d, uno_Sequence **bytes)
{
    return make_any(d, uno_sequence_type(uno_plain_type(typelib_TypeClass_BYTE)), bytes);
}

uno_Any *office_any_object(desk *d, const char *interface_name, uno_Interface *object)
{
    uno_Interface *there = office_ask(d, object, interface_name);
    return make_any(d, type_of(typelib_TypeClass_INTERFACE, interface_name), &there);
}

uno_Any *office_any_struct(desk *d, const char *type, const void *value)
{
    return make_any(d, type_of(typelib_TypeClass_STRUCT, type), value);
}

uno_Any *office_any_enum(desk *d, const char *type, sal_Int32 value)
{
    return make_any(d, type_of(typelib_TypeClass_ENUM, type), &value);
}

static uno_Sequence **make_sequence(desk *d, uno_type *element, const void *values, size_t n)
{
    uno_Sequence **sequence = desk_take(d, sizeof *sequence);
    uno_type *type = uno_sequence_type(element);
    union {
        const void *from;
        void *to;
    } data = {values}; /* it is only read */
    if (!uno_type_sequence_construct(sequence, type, data.to, (sal_Int32)n, NULL))
        abort();
    desk_keep(d, DESK_SEQUENCE, sequence, type);
    return sequence;
}

uno_Sequence **office_texts(desk *d, size_t n, const char *const *utf8)
{
    rtl_uString **strings = desk_take(d, n * sizeof *strings);
    for (size_t i = 0; i < n; i++)
        strings[i] = *office_string(d, utf8[i]);
    return make_sequence(d, uno_plain_type(typelib_TypeClass_STRING), strings, n);
}

/* The head of an any again, in another place: whoever reads it copies it before the desk is cleared. */
static void same_any(uno_Any *to, const uno_Any *from)
{
    memcpy(to, from, sizeof *to);
    if (from->pData == &from->pReserved)
        to->pData = &to->pReserved;
}

uno_Sequence **office_anys(desk *d, size_t n, const uno_Any *const *anys)
{
    uno_Any *row = desk_take(d, n * sizeof *row);
    for (size_t i = 0; i < n; i++)
        same_any(&row[i], anys[i]);
    return make_sequence(d, uno_plain_type(typelib_TypeClass_ANY), row, n);
}

uno_Sequence **office_sequences(desk *d, typelib_TypeClass plain, size_t n, uno_Sequence *const *rows)
{
    return make_sequence(d, uno_sequence_type(uno_plain_type(plain)), rows, n);
}

uno_Sequence **office_structs(desk *d, const char *type, size_t n, const void *values)
{
    return make_sequence(d, type_of(typelib_TypeClass_STRUCT, type), values, n);
}

uno_Sequence **office_properties(desk *d, size_t n, const char *const *names, const uno_Any *const *values)
{
    property_value *all = desk_take(d, n * sizeof *all);
    for (size_t i = 0; i < n; i++) {
        all[i].name = *office_string(d, names[i]);
        same_any(&all[i].value, values[i]);
    }
    return office_structs(d, "beans.PropertyValue", n, all);
}

bool office_set(desk *d, uno_Interface *object, const char *name, const uno_Any *value)
{
    uno_Any in;
    same_any(&in, value);
    return office_call(d, object, "beans.XPropertySet::setPropertyValue", NULL, ARGS(office_string(d, name), &in));
}

const char *office_read_text(desk *d, const uno_Any *any)
{
    if (!any || any->pType->eTypeClass != typelib_TypeClass_STRING)
        return "";
    return office_utf8(d, *(rtl_uString *const *)any->pData);
}

double office_read_number(const uno_Any *any, double otherwise)
{
    if (!any)
        return otherwise;
    switch ((int)any->pType->eTypeClass) {
    case typelib_TypeClass_DOUBLE:
        return *(const double *)any->pData;
    case typelib_TypeClass_FLOAT:
        return (double)*(const float *)any->pData;
    case typelib_TypeClass_BOOLEAN:
        return *(const sal_Bool *)any->pData;
    case typelib_TypeClass_SHORT:
        return *(const sal_Int16 *)any->pData;
    case typelib_TypeClass_LONG:
    case typelib_TypeClass_ENUM:
        return *(const sal_Int32 *)any->pData;
    default:
        return otherwise;
    }
}

uno_Interface *office_read_object(desk *d, const uno_Any *any)
{
    if (!any || any->pType->eTypeClass != typelib_TypeClass_INTERFACE || !*(uno_Interface *const *)any->pData)
        return NULL;
    uno_Interface *object = *(uno_Interface *const *)any->pData;
    object->acquire(object);
    return desk_hold(d, object);
}

uno_Any *office_any_struct_property(desk *d, const char *name, const uno_Any *value)
{
    property_value *one = desk_take(d, sizeof *one);
    one->name = *office_string(d, name);
    same_any(&one->value, value);
    return office_any_struct(d, "beans.PropertyValue", one);
}
