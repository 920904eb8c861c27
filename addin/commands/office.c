#include "office.h"
#include "base/value.h"
#include "../calc/utf8.h"
#include <stdlib.h>
#include <string.h>
#include <uno/data.h>

#define STAR "com.sun.star."
enum { MOST_MEMBERS = 512, NAME_ROOM = 160 };

/* What a desk lets go at its end. */
typedef struct desk_item {
    struct desk_item *next;
    desk_kind kind;
    void *what;     /* the object, the string, the any, or a pointer to the sequence */
    uno_type *type; /* of a sequence */
} desk_item;

desk desk_open(uno_Interface *context, uno_Interface *frame)
{
    return (desk){.context = context, .frame = frame};
}

void *desk_take(desk *d, size_t size)
{
    void *memory = sx_scratch_take(&d->memory, size ? size : 1);
    if (!memory)
        abort();
    return memset(memory, 0, size ? size : 1);
}

void desk_keep(desk *d, desk_kind kind, void *what, uno_type *type)
{
    desk_item *item = desk_take(d, sizeof *item);
    item->kind = kind;
    item->what = what;
    item->type = type;
    item->next = d->items;
    d->items = item;
}

void desk_clear(desk *d)
{
    for (desk_item *item = d->items; item; item = item->next)
        switch (item->kind) {
        case DESK_OBJECT:
            ((uno_Interface *)item->what)->release(item->what);
            break;
        case DESK_STRING:
            rtl_uString_release(item->what);
            break;
        case DESK_ANY:
            uno_any_destruct(item->what, NULL);
            break;
        case DESK_SEQUENCE:
            uno_type_destructData(item->what, item->type, NULL);
            break;
        }
    d->items = NULL;
    sx_scratch_free(&d->memory);
}

uno_Interface *desk_hold(desk *d, uno_Interface *object)
{
    if (object)
        desk_keep(d, DESK_OBJECT, object, NULL);
    return object;
}

const char *desk_text(desk *d, const char *format, ...)
{
    char room[4096];
    va_list arguments;
    va_start(arguments, format);
    int n = sx_format(room, sizeof room, format, arguments);
    va_end(arguments);
    size_t length = n < 0 ? 0 : (size_t)n;
    char *text = desk_take(d, length + 1);
    if (length < sizeof room) {
        memcpy(text, room, length);
    } else {
        va_start(arguments, format);
        sx_format(text, length + 1, format, arguments);
        va_end(arguments);
    }
    sx_drop_halves(text);
    return text;
}

static rtl_uString *new_ascii(const char *text)
{
    rtl_uString *string = NULL;
    rtl_uString_newFromAscii(&string, text);
    return string;
}

/* Types and members, looked up once: they live as long as the process. Commands run on the office's main thread. */
typedef struct known {
    const char *name; /* as the caller wrote it */
    uno_type *type;   /* of the interface */
    typelib_TypeDescription *description;
} known;
static known members[MOST_MEMBERS];
static size_t n_members;

static uno_type *type_named(typelib_TypeClass kind, const char *name)
{
    rtl_uString *string = new_ascii(name);
    uno_type *type = NULL;
    typelib_typedescriptionreference_new(&type, kind, string);
    rtl_uString_release(string);
    return type;
}

static bool ends_with(const rtl_uString *string, const char *member)
{
    size_t n = strlen(member), length = (size_t)string->length;
    if (length < n + 2 || string->buffer[length - n - 1] != ':')
        return false;
    for (size_t i = 0; i < n; i++)
        if (string->buffer[length - n + i] != (unsigned char)member[i])
            return false;
    return true;
}

static typelib_TypeDescription *find_method(const char *interface_name, const char *method)
{
    rtl_uString *string = new_ascii(interface_name);
    typelib_TypeDescription *type = NULL, *found = NULL;
    typelib_typedescription_getByName(&type, string);
    rtl_uString_release(string);
    if (!type)
        return NULL;
    typelib_typedescription_complete(&type);
    const typelib_InterfaceTypeDescription *all = (typelib_InterfaceTypeDescription *)type;
    for (sal_Int32 i = 0; i < all->nMembers && !found; i++)
        if (ends_with(all->ppMembers[i]->pTypeName, method))
            typelib_typedescriptionreference_getDescription(&found, all->ppMembers[i]);
    typelib_typedescription_release(type);
    return found;
}

static const known *find_member(const char *name)
{
    for (size_t i = 0; i < n_members; i++)
        if (members[i].name == name || strcmp(members[i].name, name) == 0)
            return &members[i];
    const char *colon = strchr(name, ':');
    size_t length = strlen(STAR) + (size_t)(colon ? colon - name : 0);
    if (!colon || n_members == MOST_MEMBERS || length >= NAME_ROOM)
        return NULL;
    char interface_name[NAME_ROOM] = STAR;
    memcpy(interface_name + strlen(STAR), name, (size_t)(colon - name));
    typelib_TypeDescription *method = find_method(interface_name, colon + 2);
    if (!method)
        return NULL;
    members[n_members] = (known){name, type_named(typelib_TypeClass_INTERFACE, interface_name), method};
    return &members[n_members++];
}

/* A reference to that interface of the object, the caller's own; NULL: it has none. */
static uno_Interface *query(uno_Interface *object, uno_type *type)
{
    static typelib_TypeDescription *method;
    if (!method)
        method = find_method(STAR "uno.XInterface", "queryInterface");
    uno_Any answer, thrown, *exception = &thrown;
    uno_Interface *found = NULL;
    void *args[] = {&type};
    if (!method)
        return NULL;
    object->pDispatcher(object, method, &answer, args, &exception);
    if (exception) {
        uno_any_destruct(exception, NULL);
        return NULL;
    }
    if (answer.pType->eTypeClass == typelib_TypeClass_INTERFACE && *(uno_Interface **)answer.pData) {
        found = *(uno_Interface **)answer.pData;
        found->acquire(found);
    }
    uno_any_destruct(&answer, NULL);
    return found;
}

uno_Interface *office_ask_own(uno_Interface *object, const char *interface_name)
{
    char name[NAME_ROOM] = STAR;
    if (!object || strlen(interface_name) + strlen(STAR) >= sizeof name)
        return NULL;
    uno_type *type = type_named(typelib_TypeClass_INTERFACE, strcat(name, interface_name));
    uno_Interface *found = query(object, type);
    typelib_typedescriptionreference_release(type);
    return found;
}

uno_Interface *office_ask(desk *d, uno_Interface *object, const char *interface_name)
{
    return desk_hold(d, office_ask_own(object, interface_name));
}

static bool is_exception(const uno_Any *any)
{
    return any->pType->eTypeClass == typelib_TypeClass_EXCEPTION;
}

bool office_call(desk *d, uno_Interface *object, const char *member, void *result, void **args)
{
    const known *found = object ? find_member(member) : NULL;
    uno_Interface *there = found ? query(object, found->type) : NULL;
    if (!there) {
        if (object)
            sx_format_into(d->trouble, sizeof d->trouble, "no %s", member);
        return false;
    }
    uno_Any thrown, *exception = &thrown;
    there->pDispatcher(there, found->description, result, args, &exception);
    if (exception) { /* every exception begins with its message */
        const char *message = is_exception(exception) ? office_utf8(d, *(rtl_uString **)exception->pData) : "";
        sx_format_into(d->trouble, sizeof d->trouble, "%s", *message ? message : member);
        uno_any_destruct(exception, NULL);
    }
    there->release(there);
    return !exception;
}

uno_Interface *office_object(desk *d, uno_Interface *object, const char *member, void **args)
{
    uno_Interface *found = NULL;
    return office_call(d, object, member, &found, args) ? desk_hold(d, found) : NULL;
}

const char *office_utf8(desk *d, const rtl_uString *string)
{
    size_t n = (size_t)string->length;
    char *text = desk_take(d, sx_utf8_length(string->buffer, n) + 1);
    sx_put_utf8(string->buffer, n, text);
    return text;
}

const char *office_text(desk *d, uno_Interface *object, const char *member, void **args)
{
    rtl_uString *string = NULL;
    if (!office_call(d, object, member, &string, args) || !string)
        return "";
    const char *text = office_utf8(d, string);
    rtl_uString_release(string);
    return text;
}

bool office_flag(desk *d, uno_Interface *object, const char *member, void **args)
{
    sal_Bool flag = 0;
    return office_call(d, object, member, &flag, args) && flag;
}

sal_Int32 office_long(desk *d, uno_Interface *object, const char *member, void **args)
{
    sal_Int32 number = 0;
    return office_call(d, object, member, &number, args) ? number : 0;
}

double office_number(desk *d, uno_Interface *object, const char *member, void **args)
{
    double number = 0;
    return office_call(d, object, member, &number, args) ? number : 0;
}

const uno_Any *office_any(desk *d, uno_Interface *object, const char *member, void **args)
{
    uno_Any *any = desk_take(d, sizeof *any);
    if (!office_call(d, object, member, any, args))
        return NULL;
    desk_keep(d, DESK_ANY, any, NULL);
    return any;
}

const uno_Sequence *office_sequence(desk *d, uno_Interface *object, const char *member, void **args)
{
    uno_Sequence **sequence = desk_take(d, sizeof *sequence);
    if (!office_call(d, object, member, sequence, args))
        return NULL;
    const known *found = find_member(member);
    desk_keep(d, DESK_SEQUENCE, sequence,
              ((typelib_InterfaceMethodTypeDescription *)found->description)->pReturnTypeRef);
    return *sequence;
}

/* Not memcmp: what lies between the sheet and the column is nobody's. */
bool office_same_range(const office_range *a, const office_range *b)
{
    return a->sheet == b->sheet && a->column == b->column && a->row == b->row && a->last_column == b->last_column &&
           a->last_row == b->last_row;
}

uno_Interface *office_service(desk *d, const char *name)
{
    uno_Interface *factory = office_object(d, d->context, "uno.XComponentContext::getServiceManager", NULL);
    return office_object(d, factory, "lang.XMultiComponentFactory::createInstanceWithContext",
                         ARGS(office_string(d, desk_text(d, STAR "%s", name)), &d->context));
}

uno_Interface *office_service_with(desk *d, const char *name, size_t n, const uno_Any *const *arguments)
{
    uno_Interface *factory = office_object(d, d->context, "uno.XComponentContext::getServiceManager", NULL);
    return office_object(
        d, factory, "lang.XMultiComponentFactory::createInstanceWithArgumentsAndContext",
        ARGS(office_string(d, desk_text(d, STAR "%s", name)), office_anys(d, n, arguments), &d->context));
}

uno_Interface *office_make(desk *d, uno_Interface *object, const char *name)
{
    return office_object(d, object, "lang.XMultiServiceFactory::createInstance",
                         ARGS(office_string(d, desk_text(d, STAR "%s", name))));
}

uno_Interface *office_singleton(desk *d, const char *name)
{
    return office_read_object(d, office_any(d, d->context, "uno.XComponentContext::getValueByName",
                                            ARGS(office_string(d, desk_text(d, "/singletons/" STAR "%s", name)))));
}

uno_Interface *office_named(desk *d, uno_Interface *container, const char *name)
{
    rtl_uString **string = office_string(d, name);
    if (!office_flag(d, container, "container.XNameAccess::hasByName", ARGS(string)))
        return NULL;
    return office_read_object(d, office_any(d, container, "container.XNameAccess::getByName", ARGS(string)));
}

uno_Interface *office_at(desk *d, uno_Interface *container, sal_Int32 index)
{
    return office_read_object(d, office_any(d, container, "container.XIndexAccess::getByIndex", ARGS(&index)));
}

const uno_Any *office_property(desk *d, uno_Interface *object, const char *name)
{
    return office_any(d, object, "beans.XPropertySet::getPropertyValue", ARGS(office_string(d, name)));
}
