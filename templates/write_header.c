/* The headers of tables, and the units beside figures. */
#include <string.h>
#include "write.h"

/* Money is told in the workbook's own currency where it has an input of that name: readers of a printed page have no
 * Inputs sheet beside them. */
void put_unit(book *b, int column, int row, int across, int style, const char *unit)
{
    static const char word[] = "money";
    const char *rest = unit + (strncmp(unit, word, strlen(word)) ? 0 : strlen(word));
    const symbol *currency = find_symbol(b, "currency");
    if (rest == unit || (*rest && !strchr(" ,", *rest)) || !currency || !currency->input) {
        put_text(b, column, row, across, style, unit);
        return;
    }
    const char *code = reference(b, NULL, currency->name, (scope){.index = -1});
    const char *formula = say(b, "of:=IF(%s=\"\";\"money\";%s)", code, code);
    put_formula(b, column, row, across, style, *rest ? say(b, "%s&%s", formula, quoted(b, rest)) : formula);
    /* Calc 7 leaves some of these at 0 until a hard recalculation: tell it what they give. */
    const cJSON *given = sample_input(b, currency->name);
    const char *now =
        cJSON_GetStringValue(cJSON_IsObject(given) ? cJSON_GetObjectItemCaseSensitive(given, "value") : given);
    now = now ? now : get_text(b, currency->json, "value", word);
    at(b, column, row)->shown = say(b, "%s%s", now, rest);
}

void put_header(book *b, int column, int row, int across, const char *text, const char *unit, bool number)
{
    put_text(b, column, row, across, style_of(b, number ? ROLE_HEADER_NUMBER : ROLE_HEADER, NULL), text);
    set_height(b, row, 0.42 * lines_of(b, column, across, 10.5, text) + 0.14);
    if (unit) {
        put_unit(b, column, row + 1, across, style_of(b, number ? ROLE_HEADER_UNIT_NUMBER : ROLE_HEADER_UNIT, NULL),
                 unit);
        set_height(b, row + 1, 0.4 * lines_of(b, column, across, 8.5, unit) + 0.1);
    }
}
