/* A raw export as it comes: pasted below a header map that finds each field by its names, in any column and after any
 * lines before. Names: raw.FIELD the column's number, raw.header the header's line, raw.area the cells. */
#include <string.h>
#include "write.h"

enum { NAMES = 4 }; /* names a field may go by */

/* A field's line of the map: its names, where each is found, the first of those. */
static void put_field(book *b, const cJSON *item, const char *id, int column, int row)
{
    only_keys(b, item, "id names");
    const cJSON *name, *names = get_items(b, item, "names", true);
    int i = 0, input = style_of(b, ROLE_INPUT, NULL), found = style_of(b, ROLE_CALCULATION, type_of(b, item, "line"));
    put_text(b, column, row, 1, style_of(b, ROLE_LABEL, NULL), need_text(b, item, "id"));
    cJSON_ArrayForEach(name, names)
    {
        if (!cJSON_IsString(name) || i == NAMES)
            broken(b, name, "at most %d names, each a text", NAMES);
        put_text(b, column + 1 + i++, row, 1, input, name->valuestring);
    }
    for (; i < NAMES; i++)
        put_text(b, column + 1 + i, row, 1, input, "");
    scope s = {.index = -1};
    for (i = 0; i < NAMES; i++) {
        const char *cell_name = say(b, "[.%s%d]", column_name(b, column + 1 + i), row + 1);
        /* its first lines alone: every cell that picks hangs on what is found here */
        const char *header = stored(b, item, say(b, "INDEX(%s.area[1:%d];%s.header;0)", id, RAW_SEARCHED, id), s);
        put_formula(b, column + 1 + NAMES + i, row, 1, found,
                    say(b, "of:=IF(AND(LEN(%s)>0;ISNUMBER(%s));IFERROR(MATCH(%s;%s;0);\"\");\"\")", cell_name,
                        stored(b, item, say(b, "%s.header", id), s), cell_name, header));
    }
    const char *all = say(b, "[.%s%d:.%s%d]", column_name(b, column + 1 + NAMES), row + 1,
                          column_name(b, column + 2 * NAMES), row + 1);
    symbol *place = add_symbol(b, item, say(b, "%s.%s", id, need_text(b, item, "id")));
    place->label = place->name;
    place->column = column + 1 + 2 * NAMES;
    place->row = row;
    place->type = type_of(b, item, "line");
    put_formula(b, place->column, row, 1, found, say(b, "of:=IF(COUNT(%s)=0;\"✗ not found\";MIN(%s))", all, all));
    add_condition(b, CONDITION_STATUS, place->column, row, 1, 1);
}

/* How many of the map's names each of the first lines holds: the header is the line with most. */
static void put_search(book *b, const char *id, int column, int row, int columns, const char *names)
{
    int style = style_of(b, ROLE_UNIT, type_of(b, NULL, "line"));
    for (int i = 0; i < RAW_SEARCHED; i++) {
        const char *line = say(b, "[.%s%d:.%s%d]", column_name(b, column + 1), row + i + 1,
                               column_name(b, column + columns), row + i + 1);
        put_formula(b, column, row + i, 1, style,
                    say(b, "of:=SUMPRODUCT((LEN(%s)>0)*(COUNTIF(%s;%s)>0))", names, line, names));
    }
    symbol *found = add_symbol(b, NULL, say(b, "%s.search", id));
    found->column = column;
    found->row = row;
    found->rows = RAW_SEARCHED;
}

int block_raw(book *b, const cJSON *block, int column, int row)
{
    only_keys(b, block, "kind id title note column beside gap page rows width fields");
    const char *id = need_text(b, block, "id");
    int columns = get_whole(b, block, "width", 20, 1, 100);
    int rows =
        get_whole(b, block, "rows", 500, 1, 200000) + RAW_SEARCHED; /* so that no line of a table falls off its end */
    const cJSON *item, *fields = get_items(b, block, "fields", true);
    int map = row + 1, n = cJSON_GetArraySize(fields), area = map + n + 3;
    put_header(b, column, row, 1, "Field", NULL, false);
    for (int i = 0; i < NAMES; i++) {
        put_header(b, column + 1 + i, row, 1, i ? "or" : "Header in the export", NULL, false);
        put_header(b, column + 1 + NAMES + i, row, 1, say(b, "column of name %d", i + 1), NULL, true);
    }
    put_header(b, column + 1 + 2 * NAMES, row, 1, "Column", NULL, true);
    symbol *cells = add_symbol(b, block, say(b, "%s.area", id)),
           *header = add_symbol(b, block, say(b, "%s.header", id));
    cells->label = header->label = get_text(b, block, "title", id);
    cells->column = column + 1;
    cells->row = area;
    cells->columns = columns;
    cells->rows = rows;
    cells->input = true;
    header->column = column + 1;
    header->row = map + n;
    header->type = type_of(b, block, "line");
    cJSON_ArrayForEach(item, fields) put_field(b, item, id, column, map++);
    put_text(b, column, map, 1, style_of(b, ROLE_LABEL, NULL), "Header is line");
    const char *search =
        say(b, "[.$%s$%d:.$%s$%d]", column_name(b, column), area + 1, column_name(b, column), area + RAW_SEARCHED);
    put_formula(b, column + 1, map, 1, style_of(b, ROLE_CALCULATION, header->type),
                say(b, "of:=IF(MAX(%s)=0;\"paste an export below\";MATCH(MAX(%s);%s;0))", search, search, search));
    put_header(b, column, area - 1, 1, "Names found", NULL, false);
    put_header(b, column + 1, area - 1, columns, "Paste the export here, headers included", NULL, false);
    put_search(
        b, id, column, area, columns,
        say(b, "[.$%s$%d:.$%s$%d]", column_name(b, column + 1), row + 2, column_name(b, column + NAMES), row + 1 + n));
    const cJSON *line = sample_table(b, id, true), *value;

    line = line ? line->child : NULL;
    for (int r = 0; r < rows; r++, line = line ? line->next : NULL) {
        value = line ? line->child : NULL;

        for (int c = 0; c < columns; c++, value = value ? value->next : NULL) {
            const char *text = cJSON_GetStringValue(value), *kind = "text";
            if (text && strlen(text) == 10 && strspn(text, "0123456789") == 4 && text[4] == '-' && text[7] == '-')
                kind = "date";
            put_value(b, column + 1 + c, area + r, style_of(b, ROLE_INPUT_RAW, type_of(b, block, kind)),
                      type_of(b, block, kind), value);
        }
    }
    if (line)
        broken(b, block, "the sample has more than %d lines", rows);
    return area + rows;
}
