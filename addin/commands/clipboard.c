#include "clipboard.h"
#include "own.h"
#include <stdlib.h>
#include <string.h>
#include <uno/data.h>

/* datatransfer.XTransferable: a text for the clipboard. */
typedef struct clip {
    rtl_uString *text;
} clip;

static void end_clip(own *self)
{
    clip *c = self->data;
    rtl_uString_release(c->text);
    free(c);
}

static const char *const flavor_type = "text/plain;charset=utf-16";
typedef struct flavor { /* datatransfer.DataFlavor */
    rtl_uString *mime, *name;
    uno_type *type;
} flavor;

static bool answer_clip(own *self, const char *member, void *result, void **args)
{
    const clip *c = self->data;
    const flavor *asked = args ? args[0] : NULL;
    if (strcmp(member, "XTransferable::getTransferData") == 0) {
        union {
            rtl_uString *const *from;
            void *to;
        } text = {&c->text};
        uno_type_any_construct(result, text.to, uno_plain_type(typelib_TypeClass_STRING), NULL);
    } else if (strcmp(member, "XTransferable::isDataFlavorSupported") == 0) {
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): this member has an argument, a flavor */
        *(sal_Bool *)result = uno_same(asked->mime, flavor_type);
    } else if (strcmp(member, "XTransferable::getTransferDataFlavors") == 0) {
        desk d = desk_open(NULL, NULL);
        flavor one = {*office_string(&d, flavor_type), *office_string(&d, "Unicode-Text"),
                      uno_plain_type(typelib_TypeClass_STRING)};
        uno_Sequence **made = office_structs(&d, "datatransfer.DataFlavor", 1, &one);
        osl_atomic_increment(&(*made)->nRefCount);
        *(uno_Sequence **)result = *made;
        desk_clear(&d);
    } else {
        return false;
    }
    return true;
}

static const own_kind clip_kind = {(const char *const[]){"com.sun.star.datatransfer.XTransferable", NULL}, answer_clip,
                                   end_clip};

void clipboard_put(desk *d, const char *text)
{
    clip *c = calloc(1, sizeof *c);
    if (!c)
        abort();
    rtl_uString_assign(&c->text, *office_string(d, text));
    uno_Interface *contents = desk_hold(d, &own_new(&clip_kind, c)->interface), *nobody = NULL;
    office_call(d, office_service(d, "datatransfer.clipboard.SystemClipboard"),
                "datatransfer.clipboard.XClipboard::setContents", NULL, ARGS(&contents, &nobody));
}
