#define _GNU_SOURCE /* sched_getaffinity's count of cores */
#include "cli/system.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef _WIN32
#include <io.h>
#include <windows.h>
#include <shellapi.h>

static char *narrow(const wchar_t *wide)
{
    int n = WideCharToMultiByte(CP_UTF8, 0, wide, -1, NULL, 0, NULL, NULL);
    char *text = n > 0 ? malloc((size_t)n) : NULL;
    if (text)
        WideCharToMultiByte(CP_UTF8, 0, wide, -1, text, n, NULL, NULL);
    return text;
}

static wchar_t *widen(const char *text)
{
    int n = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, text, -1, NULL, 0);
    wchar_t *wide = n > 0 ? malloc((size_t)n * sizeof *wide) : NULL;
    if (wide)
        MultiByteToWideChar(CP_UTF8, 0, text, -1, wide, n);
    else
        errno = n > 0 ? ENOMEM : EINVAL;
    return wide;
}

/* main's own words are in the code page of the machine, where most of the world's names are question marks. */
int sx_system_start(int *n_words, char ***words)
{
    int n = 0;
    wchar_t **wide = CommandLineToArgvW(GetCommandLineW(), &n);
    char **made = wide ? calloc((size_t)n + 1, sizeof *made) : NULL;
    for (int i = 0; made && i < n; i++)
        if (!(made[i] = narrow(wide[i])))
            return 0;
    LocalFree(wide);
    if (!made)
        return 0;
    *n_words = n;
    *words = made; /* as long as the process */
    SetConsoleOutputCP(CP_UTF8);
    SetConsoleCP(CP_UTF8);
    _setmode(STDIN_FILENO, _O_BINARY);
    _setmode(STDOUT_FILENO, _O_BINARY);
    _setmode(STDERR_FILENO, _O_BINARY);
    DWORD mode = 0;
    HANDLE errors = GetStdHandle(STD_ERROR_HANDLE);
    if (GetConsoleMode(errors, &mode)) /* a console: the bar of a batch takes itself away by an escape */
        SetConsoleMode(errors, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
    return 1;
}

size_t sx_system_cores(void)
{
    DWORD_PTR mine = 0, whole = 0;
    GetProcessAffinityMask(GetCurrentProcess(), &mine, &whole);
    size_t n = (size_t)__builtin_popcountll(mine);
    return n ? n : 1;
}

FILE *sx_system_open(const char *name, const char *mode)
{
    wchar_t *file = widen(name), *how = widen(mode);
    FILE *opened = file && how ? _wfopen(file, how) : NULL;
    free(file);
    free(how);
    return opened;
}

int sx_system_descriptor(const char *name)
{
    wchar_t *file = widen(name);
    int descriptor = file ? _wopen(file, _O_RDONLY | _O_BINARY) : -1;
    free(file);
    return descriptor;
}

/* Read rather than mapped: a mapped file could not be replaced by its owner meanwhile. */
static void *map(int descriptor, size_t n)
{
    char *bytes = malloc(n);
    size_t at = 0;
    for (int got = 1; bytes && at < n && got > 0; at += (size_t)(got > 0 ? got : 0))
        got = _read(descriptor, bytes + at, (unsigned)(n - at < 1 << 30 ? n - at : 1 << 30));
    if (bytes && at == n)
        return bytes;
    free(bytes);
    return NULL;
}

static void unmap(void *bytes, size_t n)
{
    (void)n;
    free(bytes);
}

const char *sx_system_base(const char *path)
{
    const char *base = path;
    for (; *path; path++)
        if (*path == '/' || *path == '\\' || (*path == ':' && base == path - 1))
            base = path + 1;
    return base;
}

/* Beside sextant.exe, or Windows' own; never from the folder that happens to be the current one. */
void *sx_system_sqlite(void)
{
    static const char *const names[] = {"sqlite3.dll", "winsqlite3.dll"};
    HMODULE library = NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names && !library; i++)
        library = LoadLibraryExA(names[i], NULL, LOAD_LIBRARY_SEARCH_APPLICATION_DIR | LOAD_LIBRARY_SEARCH_SYSTEM32);
    return library;
}

void *sx_system_function(void *library, const char *name)
{
    return (void *)(uintptr_t)GetProcAddress(library, name);
}
#else
#include <dlfcn.h>
#include <sched.h>
#include <sys/mman.h>

int sx_system_start(int *n_words, char ***words)
{
    (void)n_words;
    (void)words;
    signal(SIGPIPE, SIG_IGN);
    return 1;
}

size_t sx_system_cores(void)
{
    cpu_set_t set;
    int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return n < 1 ? 1 : (size_t)n;
}

FILE *sx_system_open(const char *name, const char *mode)
{
    return fopen(name, mode);
}

int sx_system_descriptor(const char *name)
{
    return open(name, O_RDONLY);
}

static void *map(int descriptor, size_t n)
{
    void *bytes = mmap(NULL, n, PROT_READ, MAP_PRIVATE, descriptor, 0);
    return bytes == MAP_FAILED ? NULL : bytes;
}

static void unmap(void *bytes, size_t n)
{
    munmap(bytes, n);
}

const char *sx_system_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

void *sx_system_sqlite(void)
{
    static const char *const names[] = {"libsqlite3.so.0", "libsqlite3.so", "libsqlite3.dylib"};
    void *library = NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names && !library; i++)
        library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    return library;
}

void *sx_system_function(void *library, const char *name)
{
    return dlsym(library, name);
}
#endif

const char *sx_system_map(int descriptor, size_t *n)
{
    struct stat is;
    if (descriptor < 0 || fstat(descriptor, &is) != 0)
        return NULL;
    if (!S_ISREG(is.st_mode)) {
        errno = EINVAL;
        return NULL;
    }
    *n = (size_t)is.st_size;
    return *n ? map(descriptor, *n) : "";
}

void sx_system_unmap(const char *bytes, size_t n)
{
    if (n)
        unmap((void *)(uintptr_t)bytes, n);
}
