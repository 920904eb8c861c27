/* sextant.idl: an interface and a service a family. */
#include "generate.h"
#include <stdlib.h>
#include <string.h>

/* What arrives for each type is measured: a double turns a blank to 0 and refuses text; an any may be left out. */
static const char *type(const argument *a)
{
    if (strcmp(a->shape, "rest") == 0)
        return "sequence<any>";
    if (a->optional)
        return "any";
    if (strcmp(a->shape, "number") == 0)
        return "double";
    if (strcmp(a->shape, "text") == 0 || strcmp(a->shape, "choice") == 0)
        return "string";
    return "sequence< sequence<any> >";
}

void write_idl(const catalogue *all, const char *folder)
{
    FILE *f = output(folder, "sextant.idl");
    fputs("/* Generated from the catalogue. */\nmodule sextant {\n", f);
    for (size_t i = 0; i < all->n; i++) {
        const entry *e = &all->entries[i];
        char family[64];
        if (is_family_start(all, i))
            fprintf(f, "interface X%s {\n", capitalised(e->family, family));
        fprintf(f, "    any %s(", e->id);
        for (size_t a = 0; a < e->n_arguments; a++)
            fprintf(f, "%s[in] %s %s", a ? ", " : "", type(&e->arguments[a]), e->arguments[a].name);
        fputs(");\n", f);
        if (i + 1 == all->n || is_family_start(all, i + 1)) {
            fputs("};\n", f);
            fprintf(f, "service %s : X%s;\n", capitalised(e->family, family), family);
        }
    }
    fputs("};\n", f);
    fclose(f);
}
