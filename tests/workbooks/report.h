/* What the rules found: counts, and each fault in words on standard output. */
#ifndef SX_TESTS_REPORT_H
#define SX_TESTS_REPORT_H
#include <stdio.h>
#include "text.h"

typedef struct report {
    FILE *to;
    long passed, failed;
    const char *what;  /* the workbook and its state: "monthly-outcomes-and-drivers, blank" */
    const char *rule;  /* the rule being looked at */
    long n_complaints; /* of that rule */
} report;

/* A rule is one check however many complaints it has: the first five are said. */
void begin(report *r, const char *rule);
void complain(report *r, const char *format, ...) PRINTS(2, 3);
void end(report *r);
#endif
