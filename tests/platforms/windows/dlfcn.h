/* POSIX's way to a library, for tests under Windows; without windows.h, which takes half of all names. */
#ifndef SX_WINDOWS_DLFCN_H
#define SX_WINDOWS_DLFCN_H
#define RTLD_NOW 8 /* LOAD_WITH_ALTERED_SEARCH_PATH, as the office does */
#define RTLD_LOCAL 0
__declspec(dllimport) void *__stdcall LoadLibraryExA(const char *name, void *none, unsigned long how);
__declspec(dllimport) void *__stdcall GetProcAddress(void *library, const char *name);
__declspec(dllimport) int __stdcall FreeLibrary(void *library);
#define dlopen(path, how) LoadLibraryExA(path, (void *)0, how)
#define dlsym(library, name) GetProcAddress(library, name)
#define dlclose(library) FreeLibrary(library)
#define dlerror() "LoadLibraryEx failed"
#endif
