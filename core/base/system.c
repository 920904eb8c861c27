/* The core's differences by system, all of them: the locale of numbers and SHA-256. The shell's own are in
 * cli/system.c. */
#define _POSIX_C_SOURCE 200809L /* uselocale: the office may run under any locale, our texts may not */
#include "base/system.h"
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef _WIN32
#include <windows.h>
#include <bcrypt.h>

/* The locale of this thread is C between these two. msvcrt.dll, which is ours and not the office's, mostly has it. */
typedef struct locale {
    char *before; /* NULL: nothing was changed */
    int mode;
} locale;

static locale plain_locale(void)
{
    locale l = {NULL, 0};
    if (strcmp(localeconv()->decimal_point, ".") == 0)
        return l;
    l.mode = _configthreadlocale(_ENABLE_PER_THREAD_LOCALE);
    const char *now = setlocale(LC_ALL, NULL);
    l.before = now ? _strdup(now) : NULL;
    if (l.before)
        setlocale(LC_ALL, "C");
    return l;
}

static void old_locale(locale l)
{
    if (!l.before)
        return;
    setlocale(LC_ALL, l.before);
    _configthreadlocale(l.mode);
    free(l.before);
}
/* mingw-w64's own are exact to the last digit; those of msvcrt.dll differ by Windows' version. */
#define vsnprintf __mingw_vsnprintf
#define strtod __mingw_strtod

sx_status sx_system_sha256(const void *data, size_t n, unsigned char digest[SX_SHA256_BYTES])
{
    enum { MOST = 1 << 30 };
    BCRYPT_ALG_HANDLE provider = NULL;
    BCRYPT_HASH_HANDLE hash = NULL;
    unsigned char made[SX_SHA256_BYTES];
    bool good = BCryptOpenAlgorithmProvider(&provider, BCRYPT_SHA256_ALGORITHM, NULL, 0) >= 0 &&
                BCryptCreateHash(provider, &hash, NULL, 0, NULL, 0, 0) >= 0;
    for (size_t at = 0; good && at < n; at += MOST)
        good = BCryptHashData(hash, (PUCHAR)(uintptr_t)data + at, (ULONG)(n - at < MOST ? n - at : MOST), 0) >= 0;
    good = good && BCryptFinishHash(hash, made, sizeof made, 0) >= 0;
    if (hash)
        BCryptDestroyHash(hash);
    if (provider)
        BCryptCloseAlgorithmProvider(provider, 0);
    if (good)
        memcpy(digest, made, sizeof made);
    return good ? SX_OK : SX_NOMEM;
}
#else
#include <sys/types.h>
#include <sha2.h>

typedef struct locale {
    locale_t plain, before; /* plain 0: newlocale failed, and the caller's locale stays */
} locale;

static locale plain_locale(void)
{
    locale l = {newlocale(LC_ALL_MASK, "C", (locale_t)0), (locale_t)0};
    if (l.plain)
        l.before = uselocale(l.plain);
    return l;
}

static void old_locale(locale l)
{
    if (!l.plain)
        return;
    uselocale(l.before);
    freelocale(l.plain);
}

sx_status sx_system_sha256(const void *data, size_t n, unsigned char digest[SX_SHA256_BYTES])
{
    SHA2_CTX sha;
    SHA256Init(&sha);
    SHA256Update(&sha, data, n);
    SHA256Final(digest, &sha);
    return SX_OK;
}
#endif

int sx_format(char *data, size_t size, const char *format, va_list arguments)
{
    locale l = plain_locale();
    int length = vsnprintf(data, size, format, arguments);
    old_locale(l);
    return length;
}

double sx_system_number(const char *text, char **end)
{
    locale l = plain_locale();
    double number = strtod(text, end);
    old_locale(l);
    return number;
}
