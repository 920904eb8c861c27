/* A stand-in for sal3.dll: only what the add-in and its in-process tests call. Not LibreOffice's; for tests under Wine.
 */
#include <stdlib.h>
#include <string.h>
#include <osl/file.h>
#include <osl/interlck.h>
#include <rtl/string.h>
#include <rtl/ustring.h>
oslInterlockedCount osl_incrementInterlockedCount(oslInterlockedCount *p)
{
    return __sync_add_and_fetch(p, 1);
}
oslInterlockedCount osl_decrementInterlockedCount(oslInterlockedCount *p)
{
    return __sync_sub_and_fetch(p, 1);
}
static void put(rtl_uString **s, rtl_uString *made)
{
    if (*s)
        rtl_uString_release(*s);
    *s = made;
}
static rtl_uString *fresh(sal_Int32 n)
{
    rtl_uString *s = calloc(1, sizeof *s + (size_t)n * sizeof(sal_Unicode));
    s->refCount = 1;
    s->length = n;
    return s;
}
void rtl_uString_acquire(rtl_uString *s)
{
    osl_incrementInterlockedCount(&s->refCount);
}
void rtl_uString_release(rtl_uString *s)
{
    if (osl_decrementInterlockedCount(&s->refCount) == 0)
        free(s);
}
void rtl_uString_new_WithLength(rtl_uString **s, sal_Int32 n)
{
    put(s, fresh(n));
    (*s)->length = 0;
}
void rtl_uString_newFromAscii(rtl_uString **s, const char *a)
{
    rtl_uString *made = fresh((sal_Int32)strlen(a));
    for (sal_Int32 i = 0; i < made->length; i++)
        made->buffer[i] = (unsigned char)a[i];
    put(s, made);
}
void rtl_uString_newFromStr_WithLength(rtl_uString **s, const sal_Unicode *v, sal_Int32 n)
{
    rtl_uString *made = fresh(n);
    memcpy(made->buffer, v, (size_t)n * sizeof *v);
    put(s, made);
}
sal_Int32 rtl_ustr_ascii_compare_WithLength(const sal_Unicode *a, sal_Int32 n, const char *b)
{
    while (n > 0 && *b) {
        if (*a != (unsigned char)*b)
            return *a - (unsigned char)*b;
        a++;
        b++;
        n--;
    }
    return n > 0 ? *a : -(sal_Int32)(unsigned char)*b;
}
void rtl_string2UString(rtl_uString **s, const char *str, sal_Int32 n, rtl_TextEncoding encoding, sal_uInt32 flags)
{
    (void)encoding;
    (void)flags; /* UTF-8 only */
    rtl_uString *made = fresh(n);
    sal_Int32 at = 0;
    for (sal_Int32 i = 0; i < n;) {
        unsigned char c = (unsigned char)str[i++];
        sal_uInt32 code = c;
        int more = 0;
        if (c >= 0xF0) {
            code = c & 7;
            more = 3;
        } else if (c >= 0xE0) {
            code = c & 15;
            more = 2;
        } else if (c >= 0xC0) {
            code = c & 31;
            more = 1;
        }
        while (more-- > 0 && i < n)
            code = code << 6 | ((unsigned char)str[i++] & 63);
        if (code >= 0x10000) {
            made->buffer[at++] = (sal_Unicode)(0xD7C0 + (code >> 10));
            made->buffer[at++] = (sal_Unicode)(0xDC00 | (code & 0x3FF));
        } else
            made->buffer[at++] = (sal_Unicode)code;
    }
    made->length = at;
    made->buffer[at] = 0;
    put(s, made);
}
void rtl_string_release(rtl_String *s)
{
    if (osl_decrementInterlockedCount(&s->refCount) == 0)
        free(s);
}
void rtl_uString2String(rtl_String **s, const sal_Unicode *v, sal_Int32 n, rtl_TextEncoding encoding, sal_uInt32 flags)
{
    (void)encoding;
    (void)flags;
    rtl_String *made = calloc(1, sizeof *made + (size_t)n * 3 + 1);
    char *to = made->buffer;
    made->refCount = 1;
    for (sal_Int32 i = 0; i < n; i++) {
        sal_uInt32 c = v[i];
        if (c >= 0xD800 && c < 0xDC00 && i + 1 < n)
            c = 0x10000 + ((c - 0xD800) << 10) + (v[++i] - 0xDC00u);
        if (c < 0x80)
            *to++ = (char)c;
        else if (c < 0x800) {
            *to++ = (char)(0xC0 | c >> 6);
            *to++ = (char)(0x80 | (c & 63));
        } else if (c < 0x10000) {
            *to++ = (char)(0xE0 | c >> 12);
            *to++ = (char)(0x80 | (c >> 6 & 63));
            *to++ = (char)(0x80 | (c & 63));
        } else {
            *to++ = (char)(0xF0 | c >> 18);
            *to++ = (char)(0x80 | (c >> 12 & 63));
            *to++ = (char)(0x80 | (c >> 6 & 63));
            *to++ = (char)(0x80 | (c & 63));
        }
    }
    made->length = (sal_Int32)(to - made->buffer);
    if (*s)
        rtl_string_release(*s);
    *s = made;
}
void rtl_uString_assign(rtl_uString **to, rtl_uString *from)
{
    rtl_uString_acquire(from);
    put(to, from);
}
void rtl_uString_newConcat(rtl_uString **to, rtl_uString *left, rtl_uString *right)
{
    rtl_uString *made = fresh(left->length + right->length);
    memcpy(made->buffer, left->buffer, (size_t)left->length * sizeof(sal_Unicode));
    memcpy(made->buffer + left->length, right->buffer, (size_t)right->length * sizeof(sal_Unicode));
    put(to, made);
}
/* Of a plain path in ASCII alone. */
oslFileError osl_getFileURLFromSystemPath(rtl_uString *path, rtl_uString **url)
{
    static const char begin[] = "file:///";
    rtl_uString *made = fresh((sal_Int32)sizeof begin - 1 + path->length);
    for (size_t i = 0; i < sizeof begin - 1; i++)
        made->buffer[i] = (unsigned char)begin[i];
    for (sal_Int32 i = 0; i < path->length; i++)
        made->buffer[(sal_Int32)sizeof begin - 1 + i] = path->buffer[i] == '\\' ? '/' : path->buffer[i];
    put(url, made);
    return osl_File_E_None;
}
