#include "report.h"
#include <stdarg.h>

enum { MOST_SAID = 5 };

void begin(report *r, const char *rule)
{
    r->rule = rule;
    r->n_complaints = 0;
}

void complain(report *r, const char *format, ...)
{
    if (r->n_complaints++ >= MOST_SAID)
        return;
    fprintf(r->to, "[  ERROR   ] --- %s: %s: ", r->what, r->rule);
    va_list arguments;
    va_start(arguments, format);
    vfprintf(r->to, format, arguments);
    va_end(arguments);
    fputc('\n', r->to);
}

void end(report *r)
{
    if (r->n_complaints > MOST_SAID)
        fprintf(r->to, "[  ERROR   ] --- %s: %s: and %ld more\n", r->what, r->rule, r->n_complaints - MOST_SAID);
    if (r->n_complaints)
        r->failed++;
    else
        r->passed++;
}
