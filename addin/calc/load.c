/* load LIBRARY: loads it as the office does, once, and asks its two entry points. Exit 0: it serves; 1: it does not,
 * and why in the loader's own words. An office that cannot load it says nothing and shows Err:504 in every cell. */
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

int main(int n, char **words)
{
    static const char *const entries[] = {"component_getFactory", "component_getImplementationEnvironment"};
    if (n != 2) {
        fputs("usage: load LIBRARY\n", stderr);
        return 2;
    }
    void *library = dlopen(words[1], RTLD_NOW | RTLD_LOCAL);
    void *found[2] = {NULL, NULL};
    for (int i = 0; library && i < 2; i++)
        if (!(found[i] = dlsym(library, entries[i])))
            break;
    if (!library || !found[0] || !found[1]) {
        printf("%s\n", dlerror());
        return 1;
    }
    void (*environment)(const char **, void **) = NULL;
    memcpy(&environment, &found[1], sizeof environment); /* a function out of an object: POSIX's way */
    const char *name = NULL;
    environment(&name, NULL);
    if (!name || strcmp(name, "uno") != 0) {
        puts("it is no component of LibreOffice");
        return 1;
    }
    return 0;
}
