#include "core.h"
#include <string.h>
#include "library.h"

const sx_door *core(const char **why)
{
    static const sx_door *door;
    if (door)
        return door;
    char folder[LIBRARY_PATH];
    *why = "its folder is not known";
    void *symbol = library_folder(folder) ? library_symbol(folder, "sextant_door", why) : NULL;
    if (!symbol)
        return NULL;
    const sx_door *(*open)(void) = NULL;
    memcpy(&open, &symbol, sizeof open); /* a function out of an object: POSIX's way */
    const sx_door *other = open();
    *why = "the two libraries come from different builds";
    if (other->size != sizeof *other)
        return NULL;
    return door = other;
}
