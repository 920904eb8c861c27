/* sextant.idl: an interface and a service a family. */
#include "generate.h"

static void put_method(FILE *f, const entry *e)
{
    fprintf(f, "    any %s(", e->id);
    for (size_t i = 0; i < e->n_arguments; i++) {
        const argument *a = &e->arguments[i];
        fprintf(f, "%s[in] %s %s", i ? ", " : "", a->optional ? "any" : a->shape->uno, a->name);
    }
    fputs(");\n", f);
}

void write_idl(const catalogue *all)
{
    FILE *f = output("sextant.idl");
    fputs("/* Generated from the catalogue. */\nmodule sextant {\n", f);
    for (const family *room = all->families; room < all->families + all->n_families; room++) {
        fprintf(f, "interface X%s {\n", room->title);
        for (size_t i = 0; i < room->n; i++)
            put_method(f, &room->entries[i]);
        fprintf(f, "};\nservice %s : X%s;\n", room->title, room->title);
    }
    fputs("};\n", f);
}
