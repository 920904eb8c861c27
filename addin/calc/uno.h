/* The published C interface of the UNO runtime (the office's SDK), as far as the add-in needs it. */
#ifndef SX_UNO_H
#define SX_UNO_H
#include <stdbool.h>
#include <stdlib.h> /* before inline is another word: the SDK includes it on Windows */
/* typelib/typedescription.h of the 7.4 SDK is not clean C: an enum's tag without `enum`, C99 inline functions
 * without a definition to link. */
#include <typelib/typeclass.h>
typedef typelib_TypeClass _typelib_TypeClass;
#ifdef __clang__
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wkeyword-macro"
#endif
#define inline static inline
#include <typelib/typedescription.h>
#undef inline
#ifdef __clang__
#pragma clang diagnostic pop
#endif
#include <osl/interlck.h>
#include <rtl/ustring.h>
#include <uno/any2.h>
#include <uno/data.h>
#include <uno/dispatcher.h>
#include <uno/environment.h>
#include <uno/sequence2.h>

typedef typelib_TypeDescriptionReference uno_type;

/* The type reference of a plain type (number, string, any, type): lives as long as the process. */
static inline uno_type *uno_plain_type(typelib_TypeClass kind)
{
    return *typelib_static_type_getByTypeClass(kind);
}

/* The type of a sequence of these. References to it are static: acquired once more at each call, never released. */
static inline uno_type *uno_sequence_type(uno_type *element)
{
    uno_type *type = NULL;
    typelib_static_sequence_type_init(&type, element);
    return type;
}

static inline rtl_uString *uno_new_string(const char *ascii)
{
    rtl_uString *string = NULL;
    rtl_uString_newFromAscii(&string, ascii);
    return string;
}

static inline bool uno_same(const rtl_uString *string, const char *ascii)
{
    return rtl_ustr_ascii_compare_WithLength(string->buffer, string->length, ascii) == 0;
}

/* A member that no interface of ours has: the caller and the library do not belong together. A RuntimeException: text,
 * and the object it comes from; the runtime itself knows the type. */
static inline void uno_throw_unknown_member(uno_Any **exception)
{
    struct {
        rtl_uString *message;
        uno_Interface *source;
    } value = {uno_new_string("Sextant: no such member"), NULL};
    rtl_uString *name = uno_new_string("com.sun.star.uno.RuntimeException");
    typelib_TypeDescription *type = NULL;
    uno_plain_type(typelib_TypeClass_EXCEPTION); /* makes the runtime set up its exceptions */
    typelib_typedescription_getByName(&type, name);
    uno_any_construct(*exception, type ? &value : NULL, type, NULL);
    if (type)
        typelib_typedescription_release(type);
    rtl_uString_release(name);
    rtl_uString_release(value.message);
}
#endif
