#define _GNU_SOURCE /* dladdr */
#include "library.h"
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const char here; /* any object of this library */

#ifdef _WIN32
#include <windows.h>

bool library_folder(char path[LIBRARY_PATH])
{
    wchar_t wide[LIBRARY_PATH];
    HMODULE own = NULL;
    if (!GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                            (const wchar_t *)(uintptr_t)&here, &own))
        return false;
    DWORD n = GetModuleFileNameW(own, wide, LIBRARY_PATH);
    if (n == 0 || n >= LIBRARY_PATH || !WideCharToMultiByte(CP_UTF8, 0, wide, -1, path, LIBRARY_PATH, NULL, NULL))
        return false;
    char *slash = strrchr(path, '\\');
    if (slash)
        *slash = '\0';
    return slash != NULL;
}

void *library_symbol(const char *folder, const char *name, const char **why)
{
    char path[LIBRARY_PATH];
    wchar_t wide[LIBRARY_PATH];
    *why = "sextant.dll cannot be loaded";
    if ((size_t)snprintf(path, sizeof path, "%s\\sextant.dll", folder) >= sizeof path ||
        !MultiByteToWideChar(CP_UTF8, 0, path, -1, wide, LIBRARY_PATH))
        return NULL;
    HMODULE library = LoadLibraryExW(wide, NULL, LOAD_WITH_ALTERED_SEARCH_PATH); /* as the office does */
    return library ? (void *)(uintptr_t)GetProcAddress(library, name) : NULL;
}
#else
#include <dlfcn.h>
/* glibc 2.34 moved these from libdl.so.2 and gave them another version; the old one serves on either side of that. */
#ifdef __x86_64__
#define OLD "GLIBC_2.2.5"
#elif defined __aarch64__
#define OLD "GLIBC_2.17"
#endif
#ifdef OLD
__asm__(".symver dladdr, dladdr@" OLD);
__asm__(".symver dlerror, dlerror@" OLD);
__asm__(".symver dlopen, dlopen@" OLD);
__asm__(".symver dlsym, dlsym@" OLD);
#endif

bool library_folder(char path[LIBRARY_PATH])
{
    Dl_info found;
    const char *slash = dladdr(&here, &found) ? strrchr(found.dli_fname, '/') : NULL;
    return slash &&
           (size_t)snprintf(path, LIBRARY_PATH, "%.*s", (int)(slash - found.dli_fname), found.dli_fname) < LIBRARY_PATH;
}

void *library_symbol(const char *folder, const char *name, const char **why)
{
    char path[LIBRARY_PATH];
    *why = "its folder is not known";
    if ((size_t)snprintf(path, sizeof path, "%s/sextant.so", folder) >= sizeof path)
        return NULL;
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    void *symbol = library ? dlsym(library, name) : NULL;
    if (!symbol)
        *why = dlerror();
    return symbol;
}
#endif
