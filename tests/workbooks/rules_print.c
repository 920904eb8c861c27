/* Rules about the printed pages. */
#include <stdlib.h>
#include <string.h>
#include "rules.h"

enum { MOST_PAGES = 64 };

void columns_wide_enough(report *r, const char *pages)
{
    begin(r, "no column is too narrow for its numbers");
    char *rest = keep(pages, strlen(pages));
    if (!*rest)
        complain(r, "there is no page");
    for (char *line; (line = next_line(&rest));)
        if (strstr(line, "###"))
            complain(r, "%s", line);
    end(r);
}

/* Does the page's first line end with the sheet's name? */
static bool begins_with(const char *page, const char *sheet)
{
    page += strspn(page, "\n");
    size_t n = strcspn(page, "\n\f"), length = strlen(sheet);
    while (n > 0 && page[n - 1] == ' ')
        n--;
    return n >= length && memcmp(page + n - length, sheet, length) == 0 && (n == length || page[n - length - 1] == ' ');
}

/* A readers' page has no header: its footer ends with the sheet's name, before the number of the page. */
static bool ends_with(const char *page, const char *sheet)
{
    size_t n = strcspn(page, "\f");
    const char *printed = NULL;
    for (const char *line = page; line && line < page + n; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL)
        if (starts(line + strspn(line, " "), "Printed "))
            printed = line;
    const char *name = printed ? strstr(printed, written("· %s  ", sheet)) : NULL;
    return name && name < page + n;
}

static bool is_page_of(const char *page, const char *sheet)
{
    return begins_with(page, sheet) || ends_with(page, sheet);
}

void takes_pages(report *r, const char *pages, const char *sheet, long meant)
{
    begin(r, "takes the pages that it is meant to");
    long taken = 0;
    for (const char *page = pages; page; page = strchr(page, '\f') ? strchr(page, '\f') + 1 : NULL)
        taken += is_page_of(page, sheet);
    if (taken != meant)
        complain(r, "%s takes %ld pages, not %ld", sheet, taken, meant);
    end(r);
}

/* What "Page 2 of 3" says on this page; 0: nothing. */
static long number_of_page(const char *page, long *of)
{
    size_t n = strcspn(page, "\f");
    long number = 0;
    for (const char *at = strstr(page, "Page "); at && at < page + n; at = strstr(at + 1, "Page ")) {
        char *end = NULL;
        long read = strtol(at + strlen("Page "), &end, 10);
        if (read > 0 && starts(end, " of ")) {
            number = read;
            *of = strtol(end + strlen(" of "), NULL, 10);
        }
    }
    return number;
}

void pages_numbered(report *r, const char *pages, const char *first)
{
    bool met[MOST_PAGES] = {false};
    long n = 0, of = 0;
    begin(r, "its pages are numbered");
    for (const char *page = pages; page && page[strspn(page, " \n")];
         page = strchr(page, '\f') ? strchr(page, '\f') + 1 : NULL) {
        long number = number_of_page(page, &of);
        if (number < 1 || number >= MOST_PAGES || met[number])
            complain(r, "a page is no or a second page %ld", number);
        else
            met[number] = true;
        if (number != n + 1)
            complain(r, "page %ld is said to be %ld", n + 1, number);
        if (!met[1] && is_page_of(page, first))
            complain(r, "%s begins on page %ld, not 1", first, number);
        n++;
    }
    if (n != of || n >= MOST_PAGES || !met[n])
        complain(r, "%ld pages are said to be %ld", n, of);
    end(r);
}
