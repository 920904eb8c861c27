/* The published C interface of the UNO runtime (the office's SDK), as far as the add-in needs it. */
#ifndef SX_UNO_H
#define SX_UNO_H
#include <stdbool.h>
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
#endif
