/* What the document says of its next period. */
#include <stdlib.h>
#include <string.h>
#include "roll.h"

enum { TITLE_REACH = 6 };

const char *roll_map(order *o)
{
    desk *d = o->desk;
    uno_Interface *about =
        office_object(d, o->model, "document.XDocumentPropertiesSupplier::getDocumentProperties", NULL);
    uno_Interface *own = office_object(d, about, "document.XDocumentProperties::getUserDefinedProperties", NULL);
    const uno_Any *map = office_property(d, own, "Sextant roll");
    const char *text = map ? office_read_text(d, map) : "";
    return strncmp(text, "1;", 2) == 0 ? text + 2 : NULL;
}

size_t roll_statement(desk *d, const char **rest, const char *words[ROLL_MOST_WORDS])
{
    size_t n = 0;
    while (n == 0 && **rest) {
        size_t length = strcspn(*rest, ";");
        const char *p = *rest, *end = p + length;
        while (n < ROLL_MOST_WORDS) {
            p += strspn(p, " \n");
            size_t word = strcspn(p, " ;\n");
            if (p >= end || word == 0)
                break;
            words[n++] = desk_text(d, "%.*s", (int)word, p);
            p += word;
        }
        *rest = *end ? end + 1 : end;
    }
    return n;
}

int roll_whole(const char *word)
{
    char *end;
    long n = strtol(word, &end, 10);
    return end == word || *end || n < -9999 || n > 9999 ? 0 : (int)n;
}

bool roll_named(order *o, const char *name, office_range *at)
{
    desk *d = o->desk;
    uno_Interface *range = sheet_referred(d, o->model, sheet_at(d, o->model, 0), (formula_piece){name, strlen(name)});
    if (!range)
        return false;
    *at = sheet_address(d, range);
    return true;
}

static const char *style_of(desk *d, uno_Interface *cell)
{
    return office_read_text(d, office_property(d, cell, "CellStyle"));
}

/* The header of a column stands right above its cells, over the unit; the heading above it, over a note, at the table's
 * left end. */
const char *roll_title(desk *d, uno_Interface *sheet, office_range at)
{
    const char *header = "", *title = "";
    sal_Int32 where = at.column;
    for (sal_Int32 r = at.row - 1; r >= 0 && r >= at.row - TITLE_REACH && !*title; r--) {
        uno_Interface *own = sheet_cell(d, sheet, at.column, r);
        if (strncmp(style_of(d, own), "Header", 6) == 0 && *sheet_string(d, own))
            header = sheet_string(d, own);
        for (sal_Int32 c = at.column; c >= 0 && !*title; c--) {
            uno_Interface *cell = sheet_cell(d, sheet, c, r);
            if (strcmp(style_of(d, cell), "Heading") != 0)
                continue;
            title = sheet_string(d, cell);
            where = c;
        }
    }
    if (*title && *header && at.column == at.last_column && where != at.column)
        return desk_text(d, "%s, %s", title, header);
    return *title ? title : *header ? header : sheet_label(d, sheet, at);
}
