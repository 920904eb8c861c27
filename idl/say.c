/* Complaints: the generator reads on after a fault, and says all of them at once. */
#include "generate.h"
#include <stdarg.h>

static int n_complaints;

void complain(const char *file, const char *key, const char *format, ...)
{
    va_list arguments;
    fprintf(stderr, "idl/%s: %s: ", file, key);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    n_complaints++;
}

int complaints(void)
{
    return n_complaints;
}
