#include "own.h"
#include <stdlib.h>
#include <string.h>
#include <uno/data.h>

enum { MEMBER_ROOM = 128 };

static void acquire(uno_Interface *interface)
{
    osl_atomic_increment(&((own *)interface)->references);
}

static void release(uno_Interface *interface)
{
    own *self = (own *)interface;
    if (osl_atomic_decrement(&self->references) == 0) {
        if (self->kind->end)
            self->kind->end(self);
        free(self);
    }
}

static void query_interface(own *self, uno_type *asked, uno_Any *result)
{
    bool found = uno_same(asked->pTypeName, "com.sun.star.uno.XInterface");
    for (const char *const *name = self->kind->interfaces; *name && !found; name++)
        found = uno_same(asked->pTypeName, *name);
    void *interface = self;
    uno_type_any_construct(result, found ? (void *)&interface : NULL,
                           found ? asked : uno_plain_type(typelib_TypeClass_VOID), NULL);
}

/* "XDispatch::dispatch" of "com.sun.star.frame.XDispatch::dispatch"; what an interface inherits is named
 * "...::disposing:@0,3:...". */
static void short_name(const rtl_uString *full, char name[MEMBER_ROOM])
{
    sal_Int32 from = 0, to = 0;
    while (to < full->length && !(full->buffer[to] == ':' && to + 1 < full->length && full->buffer[to + 1] == '@'))
        to++;
    for (sal_Int32 i = 0; i < to; i++)
        if (full->buffer[i] == '.')
            from = i + 1;
    size_t n = 0;
    for (; from < to && n + 1 < MEMBER_ROOM; from++)
        name[n++] = (char)full->buffer[from];
    name[n] = '\0';
}

static void dispatch(uno_Interface *interface, const typelib_TypeDescription *member, void *result, void **args,
                     uno_Any **exception)
{
    own *self = (own *)interface;
    sal_Int32 position = ((const typelib_InterfaceMemberTypeDescription *)member)->nPosition;
    char name[MEMBER_ROOM];
    bool known = true;
    if (position == 0) {
        query_interface(self, *(uno_type **)args[0], result);
    } else if (position == 1) {
        acquire(interface);
    } else if (position == 2) {
        release(interface);
    } else {
        short_name(member->pTypeName, name);
        acquire(interface); /* what it answers may let the last reference go */
        known = self->kind->answer(self, name, result, args);
        release(interface);
    }
    if (known)
        *exception = NULL;
    else
        uno_throw_unknown_member(exception);
}

own *own_new(const own_kind *kind, void *data)
{
    own *made = malloc(sizeof *made);
    if (!made)
        abort();
    *made = (own){{acquire, release, dispatch}, 1, kind, data};
    return made;
}

void own_give_text(void *result, const char *ascii)
{
    *(rtl_uString **)result = NULL;
    rtl_uString_newFromAscii(result, ascii);
}

void own_give_texts(void *result, const char *ascii)
{
    rtl_uString *text = NULL;
    rtl_uString_newFromAscii(&text, ascii);
    *(uno_Sequence **)result = NULL;
    uno_type_sequence_construct(result, uno_sequence_type(uno_plain_type(typelib_TypeClass_STRING)), &text, 1, NULL);
    rtl_uString_release(text);
}
