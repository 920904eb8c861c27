/* Rules about the printed pages. */
#include <string.h>
#include "rules.h"

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
