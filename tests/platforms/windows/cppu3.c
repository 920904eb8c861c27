/* A stand-in for cppu3.dll: only what the add-in and its in-process tests call. Not LibreOffice's; for tests under
 * Wine. Types live for ever. */
#include <stdlib.h>
#include <string.h>
#include "../../../addin/calc/uno.h"
typedef typelib_TypeDescription td;
typedef struct known {
    struct known *next;
    typelib_IndirectTypeDescription d;
} known; /* a description and its own reference */
static known *all;
static uno_type *intern(typelib_TypeClass kind, rtl_uString *name, uno_type *element)
{
    for (known *k = all; k; k = k->next)
        if (k->d.aBase.eTypeClass == kind && k->d.aBase.pTypeName->length == name->length &&
            memcmp(k->d.aBase.pTypeName->buffer, name->buffer, (size_t)name->length * sizeof(sal_Unicode)) == 0)
            return (uno_type *)&k->d.aBase; /* the first six members are the same */
    known *k = calloc(1, sizeof *k);
    td *d = &k->d.aBase;
    d->nRefCount = 1;
    d->eTypeClass = kind;
    d->pTypeName = name;
    rtl_uString_acquire(name);
    d->pSelf = d;
    d->bComplete = 1;
    d->pWeakRef = (uno_type *)d;
    k->d.pType = element;
    k->next = all;
    all = k;
    return (uno_type *)d;
}
static uno_type *named(typelib_TypeClass kind, const char *ascii, uno_type *element)
{
    rtl_uString *name = NULL;
    rtl_uString_newFromAscii(&name, ascii);
    uno_type *t = intern(kind, name, element);
    rtl_uString_release(name);
    return t;
}
typelib_TypeDescriptionReference **typelib_static_type_getByTypeClass(typelib_TypeClass kind)
{
    static const char *const names[] = {"void",           "char",   "boolean",       "byte",  "short",
                                        "unsigned short", "long",   "unsigned long", "hyper", "unsigned hyper",
                                        "float",          "double", "string",        "type",  "any"};
    static uno_type *types[23];
    if (kind <= typelib_TypeClass_ANY) {
        if (!types[kind])
            types[kind] = named(kind, names[kind], NULL);
    } else if (kind == typelib_TypeClass_EXCEPTION)
        types[kind] = named(kind, "com.sun.star.uno.Exception", NULL);
    else if (kind == typelib_TypeClass_INTERFACE)
        types[kind] = named(kind, "com.sun.star.uno.XInterface", NULL);
    return &types[kind];
}
void typelib_static_sequence_type_init(typelib_TypeDescriptionReference **t, typelib_TypeDescriptionReference *element)
{
    char name[256] = "[]";
    for (sal_Int32 i = 0; i < element->pTypeName->length; i++)
        name[2 + i] = (char)element->pTypeName->buffer[i];
    *t = named(typelib_TypeClass_SEQUENCE, name, element);
}
void typelib_typedescriptionreference_new(typelib_TypeDescriptionReference **t, typelib_TypeClass kind,
                                          rtl_uString *name)
{
    *t = intern(kind, name, NULL);
}
void typelib_typedescriptionreference_acquire(typelib_TypeDescriptionReference *t)
{
    (void)t;
}
void typelib_typedescriptionreference_release(typelib_TypeDescriptionReference *t)
{
    (void)t;
}
void typelib_typedescriptionreference_getDescription(td **d, typelib_TypeDescriptionReference *t)
{
    *d = (td *)t;
}
void typelib_typedescription_release(td *d)
{
    (void)d;
}
void typelib_typedescription_getByName(td **d, rtl_uString *name)
{
    *d = (td *)intern(typelib_TypeClass_EXCEPTION, name, NULL);
}
static size_t size_of(typelib_TypeClass k)
{
    switch ((int)k) {
    case typelib_TypeClass_VOID:
        return 0;
    case typelib_TypeClass_BOOLEAN:
    case typelib_TypeClass_BYTE:
        return 1;
    case typelib_TypeClass_CHAR:
    case typelib_TypeClass_SHORT:
    case typelib_TypeClass_UNSIGNED_SHORT:
        return 2;
    case typelib_TypeClass_LONG:
    case typelib_TypeClass_UNSIGNED_LONG:
    case typelib_TypeClass_FLOAT:
    case typelib_TypeClass_ENUM:
        return 4;
    case typelib_TypeClass_ANY:
        return sizeof(uno_Any);
    case typelib_TypeClass_EXCEPTION:
        return 2 * sizeof(void *);
    default:
        return 8;
    }
}
static uno_type *element_of(uno_type *t)
{
    return ((typelib_IndirectTypeDescription *)t)->pType;
}
static void make_any(uno_Any *any, void *value, uno_type *t);
static void copy(void *to, const void *from, uno_type *t)
{
    switch ((int)t->eTypeClass) {
    case typelib_TypeClass_STRING:
    case typelib_TypeClass_EXCEPTION:
        rtl_uString_acquire(*(rtl_uString *const *)from);
        break;
    case typelib_TypeClass_SEQUENCE:
        osl_incrementInterlockedCount(&(*(uno_Sequence *const *)from)->nRefCount);
        break;
    case typelib_TypeClass_INTERFACE:
        if (*(uno_Interface *const *)from)
            (*(uno_Interface *const *)from)->acquire(*(uno_Interface *const *)from);
        break;
    case typelib_TypeClass_ANY:
        make_any(to, ((const uno_Any *)from)->pData, ((const uno_Any *)from)->pType);
        return;
    default:
        break;
    }
    memcpy(to, from, size_of(t->eTypeClass));
}
void uno_type_destructData(void *value, uno_type *t, uno_ReleaseFunc release);
static void end_any(uno_Any *any)
{
    typelib_TypeClass k = any->pType->eTypeClass;
    if (k != typelib_TypeClass_VOID)
        uno_type_destructData(any->pData, any->pType, NULL);
    if (size_of(k) > sizeof(void *))
        free(any->pData);
}
void uno_type_destructData(void *value, uno_type *t, uno_ReleaseFunc release)
{
    (void)release;
    switch ((int)t->eTypeClass) {
    case typelib_TypeClass_STRING:
    case typelib_TypeClass_EXCEPTION:
        rtl_uString_release(*(rtl_uString **)value);
        break;
    case typelib_TypeClass_INTERFACE:
        if (*(uno_Interface **)value)
            (*(uno_Interface **)value)->release(*(uno_Interface **)value);
        break;
    case typelib_TypeClass_ANY:
        end_any(value);
        break;
    case typelib_TypeClass_SEQUENCE: {
        uno_Sequence *s = *(uno_Sequence **)value;
        uno_type *e = element_of(t);
        if (osl_decrementInterlockedCount(&s->nRefCount) == 0) {
            for (sal_Int32 i = 0; i < s->nElements; i++)
                uno_type_destructData(s->elements + (size_t)i * size_of(e->eTypeClass), e, NULL);
            free(s);
        }
        break;
    }
    default:
        break;
    }
}
static void make_any(uno_Any *any, void *value, uno_type *t)
{
    if (t && t->eTypeClass == typelib_TypeClass_ANY) { /* an any in an any is the any */
        uno_Any *inner = value;
        if (inner) {
            t = inner->pType;
            value = inner->pData;
        } else
            t = NULL;
    }
    if (!t || t->eTypeClass == typelib_TypeClass_VOID) {
        any->pType = *typelib_static_type_getByTypeClass(typelib_TypeClass_VOID);
        any->pData = any;
        any->pReserved = NULL;
        return;
    }
    any->pType = t;
    any->pReserved = NULL;
    any->pData = size_of(t->eTypeClass) > sizeof(void *) ? calloc(1, size_of(t->eTypeClass)) : &any->pReserved;
    if (value)
        copy(any->pData, value, t);
}
void uno_type_any_construct(uno_Any *any, void *value, uno_type *t, uno_AcquireFunc acquire)
{
    (void)acquire;
    make_any(any, value, t);
}
void uno_any_construct(uno_Any *any, void *value, td *d, uno_AcquireFunc acquire)
{
    (void)acquire;
    make_any(any, value, (uno_type *)d);
}
void uno_any_destruct(uno_Any *any, uno_ReleaseFunc release)
{
    (void)release;
    end_any(any);
}
static void start(void *at, uno_type *t)
{
    if (t->eTypeClass == typelib_TypeClass_STRING)
        rtl_uString_newFromAscii(memset(at, 0, sizeof(void *)), "");
    else if (t->eTypeClass == typelib_TypeClass_ANY)
        make_any(at, NULL, NULL);
    else if (t->eTypeClass == typelib_TypeClass_SEQUENCE) {
        uno_Sequence *s = calloc(1, sizeof *s + 16);
        s->nRefCount = 1;
        *(uno_Sequence **)at = s;
    } else
        memset(at, 0, size_of(t->eTypeClass));
}
static uno_Sequence *new_sequence(uno_type *e, void *elements, sal_Int32 from, sal_Int32 n, uno_Sequence *old)
{
    size_t z = size_of(e->eTypeClass);
    uno_Sequence *s = calloc(1, sizeof *s + 16 + (size_t)n * z);
    s->nRefCount = 1;
    s->nElements = n;
    (void)from;
    (void)old;
    for (sal_Int32 i = 0; i < n; i++)
        if (elements && (!old || i < old->nElements))
            copy(s->elements + (size_t)i * z, (char *)elements + (size_t)i * z, e);
        else
            start(s->elements + (size_t)i * z, e);
    return s;
}
sal_Bool uno_type_sequence_construct(uno_Sequence **s, uno_type *t, void *elements, sal_Int32 n,
                                     uno_AcquireFunc acquire)
{
    (void)acquire;
    *s = new_sequence(element_of(t), elements, 0, n, NULL);
    return 1;
}
sal_Bool uno_type_sequence_realloc(uno_Sequence **s, uno_type *t, sal_Int32 n, uno_AcquireFunc acquire,
                                   uno_ReleaseFunc release)
{
    (void)acquire;
    (void)release;
    uno_Sequence *old = *s;
    *s = new_sequence(element_of(t), old->elements, 0, n, old);
    uno_type_destructData(&old, t, NULL);
    return 1;
}
void uno_type_sequence_assign(uno_Sequence **to, uno_Sequence *from, uno_type *t, uno_ReleaseFunc release)
{
    uno_Sequence *old = *to;
    (void)release;
    osl_incrementInterlockedCount(&from->nRefCount);
    *to = from;
    uno_type_destructData(&old, t, NULL);
}
sal_Bool typelib_typedescription_complete(td **d)
{
    return *d && (*d)->bComplete;
}
