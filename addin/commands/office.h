/* Calling the office from C, over binary UNO. All that a command gets is held by its desk (objects with one reference,
 * texts, anys, memory) and let go with it, so that nothing here has to be released by hand.
 *
 * A member is named "table.XCell::getFormula", com.sun.star. before it left out; it must be declared by that interface
 * itself. args: a pointer to each value, as the type library has it; NULL for none. Where the object is NULL, has no
 * such interface or throws, a call gives nothing (NULL, false, 0) and desk->trouble holds the office's words: what
 * follows from nothing is nothing, so that a chain of calls needs one look at its end. */
#ifndef SX_OFFICE_H
#define SX_OFFICE_H
#include <stdbool.h>
#include <stddef.h>
#include "../calc/uno.h"
#include "base/scratch.h"
#include "base/value.h"

typedef struct desk {
    uno_Interface *context; /* the component context; NULL where there is no office (tests) */
    uno_Interface *frame;   /* of the window the command came from; may be NULL */
    int language;           /* of the office: an index of the words (words.h) */
    sx_scratch memory;
    struct desk_item *items;
    char trouble[256]; /* the last exception's message */
} desk;

#define ARGS(...) ((void *[]){__VA_ARGS__})

desk desk_open(uno_Interface *context, uno_Interface *frame);
void desk_clear(desk *d);
/* Memory that lasts as long as the desk, zeroed. Stops the process when there is none, as the office itself does. */
void *desk_take(desk *d, size_t size);
/* What the desk lets go at its end: an object, a string, an any, a pointer to a sequence of this type. */
typedef enum desk_kind { DESK_OBJECT, DESK_STRING, DESK_ANY, DESK_SEQUENCE } desk_kind;
void desk_keep(desk *d, desk_kind kind, void *what, uno_type *type);
/* The desk lets it go; gives it back. May be NULL. */
uno_Interface *desk_hold(desk *d, uno_Interface *object);

bool office_call(desk *d, uno_Interface *object, const char *member, void *result, void **args);
/* Does the object have this interface ("table.XCell")? Held; NULL: no. */
uno_Interface *office_ask(desk *d, uno_Interface *object, const char *interface_name);
/* The same, with a reference of the caller's own. */
uno_Interface *office_ask_own(uno_Interface *object, const char *interface_name);

/* By what comes back. Texts are UTF-8, never NULL. */
uno_Interface *office_object(desk *d, uno_Interface *object, const char *member, void **args);
const char *office_text(desk *d, uno_Interface *object, const char *member, void **args);
bool office_flag(desk *d, uno_Interface *object, const char *member, void **args);
sal_Int32 office_long(desk *d, uno_Interface *object, const char *member, void **args);
double office_number(desk *d, uno_Interface *object, const char *member, void **args);
/* An any or a sequence; NULL: nothing came. */
const uno_Any *office_any(desk *d, uno_Interface *object, const char *member, void **args);
const uno_Sequence *office_sequence(desk *d, uno_Interface *object, const char *member, void **args);
/* For results of these types: com.sun.star.table.CellAddress and CellRangeAddress as they lie in memory. */
typedef struct office_cell {
    sal_Int16 sheet;
    sal_Int32 column, row;
} office_cell;
typedef struct office_range {
    sal_Int16 sheet;
    sal_Int32 column, row, last_column, last_row;
} office_range;
bool office_same_range(const office_range *a, const office_range *b);

/* A service of the office, and one that an object makes (a document's own). */
uno_Interface *office_service(desk *d, const char *name);
uno_Interface *office_service_with(desk *d, const char *name, size_t n, const uno_Any *const *arguments);
uno_Interface *office_make(desk *d, uno_Interface *object, const char *name);
/* A singleton of the context: "deployment.PackageInformationProvider". */
uno_Interface *office_singleton(desk *d, const char *name);

/* What goes in. A pointer to a string is what a call wants: ARGS(office_string(d, "A1")). */
rtl_uString **office_string(desk *d, const char *utf8);
/* An any stays where it was made: it may point into itself. */
uno_Any *office_any_of(desk *d, typelib_TypeClass plain, const void *value);
uno_Any *office_any_text(desk *d, const char *utf8);
uno_Any *office_any_number(desk *d, double x);
uno_Any *office_any_long(desk *d, sal_Int32 x);
uno_Any *office_any_short(desk *d, sal_Int16 x);
uno_Any *office_any_flag(desk *d, bool x);
uno_Any *office_any_object(desk *d, const char *interface_name, uno_Interface *object);
uno_Any *office_any_struct(desk *d, const char *type, const void *value);
uno_Any *office_any_enum(desk *d, const char *type, sal_Int32 value);
/* A com.sun.star.beans.PropertyValue in an any. */
uno_Any *office_any_struct_property(desk *d, const char *name, const uno_Any *value);
/* A sequence of bytes. */
uno_Any *office_any_bytes(desk *d, uno_Sequence **bytes);
/* Sequences: pointers to them, as a call wants. */
uno_Sequence **office_texts(desk *d, size_t n, const char *const *utf8);
uno_Sequence **office_anys(desk *d, size_t n, const uno_Any *const *anys);
/* Sequences of plain values, in a sequence. */
uno_Sequence **office_sequences(desk *d, typelib_TypeClass plain, size_t n, uno_Sequence *const *rows);
uno_Sequence **office_structs(desk *d, const char *type, size_t n, const void *values);
/* com.sun.star.beans.PropertyValue of each name and any. */
uno_Sequence **office_properties(desk *d, size_t n, const char *const *names, const uno_Any *const *values);

/* What came in an any. */
const char *office_read_text(desk *d, const uno_Any *any);
double office_read_number(const uno_Any *any, double otherwise);
uno_Interface *office_read_object(desk *d, const uno_Any *any);
const char *office_utf8(desk *d, const rtl_uString *string);

/* Properties. */
const uno_Any *office_property(desk *d, uno_Interface *object, const char *name);
bool office_set(desk *d, uno_Interface *object, const char *name, const uno_Any *value);
/* By name in a container, and by position. NULL: none. */
uno_Interface *office_named(desk *d, uno_Interface *container, const char *name);
uno_Interface *office_at(desk *d, uno_Interface *container, sal_Int32 index);

/* A text put together in the desk's memory, with a decimal point in every locale. */
const char *desk_text(desk *d, const char *format, ...) SX_PRINTF(2, 3);
#endif
