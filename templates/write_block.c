/* The blocks that are not tables: text, lists, links, inputs, figures, tiles, checks. */
#include <math.h>
#include <string.h>
#include "write.h"

static const scope nowhere = {.index = -1};

/* "link": a sheet's name, or a name of the workbook. */
static const char *link_of(book *b, const cJSON *where, const char *link)
{
    for (int i = 0; i < b->n_sheets; i++)
        if (!strcmp(b->sheets[i].name, link))
            return address(b, i, 0, 0);
    if (b->learning)
        return "";
    symbol found;
    chart_range(b, where, link, &found);
    return address(b, found.sheet, found.column, found.row);
}

static void put_link(book *b, const cJSON *where, int column, int row, int across, const char *link)
{
    put_text(b, column, row, across, style_of(b, ROLE_GOTO, NULL),
             say(b, "%s →", strchr(link, '.') || (link[0] >= 'a' && link[0] <= 'z') ? "go there" : link));
    at(b, column, row)->link = link_of(b, where, link);
}

static int span_of(const book *b, const cJSON *block, int column)
{
    return get_whole(b, block, "span", b->sheets[b->now].n_widths - column, 1, MAX_COLUMNS);
}

static void put_computed(book *b, const cJSON *item, int column, int row, int across, role plain, const type *t)
{
    bool link;
    const char *formula = guarded(b, item, "formula", nowhere, true, &link);
    put_formula(b, column, row, across, style_of(b, link && plain == ROLE_CALCULATION ? ROLE_LINK : plain, t), formula);
}

static symbol *scalar(book *b, const cJSON *item, int column, int row, const type *t)
{
    symbol *s = add_symbol(b, item, need_text(b, item, "id"));
    s->label = need_text(b, item, "label");
    s->column = s->head_column = column;
    s->row = s->head_row = row;
    s->type = t;
    return s;
}

int block_text(book *b, const cJSON *block, int column, int row)
{
    static const struct {
        const char *name;
        role r;
        double points;
    } styles[] = {{"text", ROLE_TEXT, 10},
                  {"note", ROLE_NOTE, 9},
                  {"heading", ROLE_HEADING, 12},
                  {"answer", ROLE_ANSWER, 11},
                  {"status", ROLE_STATUS, 10}};
    only_keys(b, block, "kind title finding note column beside down gap page lines span helper");
    const cJSON *line, *lines = get_items(b, block, "lines", true);
    int span = span_of(b, block, column);
    cJSON_ArrayForEach(line, lines)
    {
        size_t i = 0;
        if (cJSON_IsObject(line)) {
            only_keys(b, line, "id label text formula needs when otherwise style link high");
            const char *style = get_text(b, line, "style", "text");
            while (i < sizeof styles / sizeof *styles && strcmp(styles[i].name, style))
                i++;
            if (i == sizeof styles / sizeof *styles)
                broken(b, line, "unknown style \"%s\"", style);
        }
        if (cJSON_IsString(line)) {
            put_paragraph(b, column, row, span, style_of(b, ROLE_TEXT, NULL), line->valuestring);
        } else if (cJSON_HasObjectItem(line, "formula")) {
            put_computed(b, line, column, row, span, styles[i].r, NULL);
            set_height(b, row, 0.1 + 0.046 * styles[i].points * get_whole(b, line, "high", 1, 1, 20));
            if (styles[i].r == ROLE_STATUS)
                add_condition(b, CONDITION_STATUS, column, row, 1, 1);
            if (cJSON_HasObjectItem(line, "id"))
                scalar(b, line, column, row, type_of(b, line, "text"));
        } else {
            const char *text = need_text(b, line, "text"), *link = get_text(b, line, "link", NULL);
            put_paragraph(b, column, row, span, style_of(b, styles[i].r, NULL), text);
            if (link)
                at(b, column, row)->link = link_of(b, line, link);
        }
        row++;
    }
    return row;
}

int block_list(book *b, const cJSON *block, int column, int row)
{
    only_keys(b, block, "kind title note column beside down gap page items span");
    const cJSON *item, *items = get_items(b, block, "items", true);
    int span = span_of(b, block, column), n = 0;
    cJSON_ArrayForEach(item, items)
    {
        const char *link = NULL, *text = cJSON_GetStringValue(item);
        if (!text) {
            only_keys(b, item, "text link");
            text = need_text(b, item, "text");
            link = get_text(b, item, "link", NULL);
        }
        put_text(b, column, row, 1, style_of(b, ROLE_LABEL, NULL), say(b, "%d", ++n));
        put_paragraph(b, column + 1, row, span - 2, style_of(b, ROLE_LABEL, NULL), text);
        put_text(b, column + span - 1, row, 1, style_of(b, ROLE_LABEL, NULL), "");
        if (link)
            put_link(b, item, column + span - 1, row, 1, link);
        row++;
    }
    return row;
}

int block_contents(book *b, const cJSON *block, int column, int row)
{
    only_keys(b, block, "kind title note column beside down gap page span");
    int span = span_of(b, block, column);
    const cJSON *one = cJSON_GetObjectItemCaseSensitive(b->spec, "sheets")->child;
    for (int i = 0; one; i++, one = one->next) {
        if (i == b->now)
            continue;
        put_text(b, column, row, 2, style_of(b, ROLE_GOTO, NULL), b->sheets[i].name);
        at(b, column, row)->link = address(b, i, 0, 0);
        put_paragraph(b, column + 2, row++, span - 2, style_of(b, ROLE_LABEL, NULL), get_text(b, one, "subtitle", ""));
    }
    return row;
}

int block_legend(book *b, const cJSON *block, int column, int row)
{
    static const struct {
        role r;
        const char *sign, *text;
    } lines[] = {
        {ROLE_INPUT, "1,234", "Input: type here. Everything else is locked."},
        {ROLE_CALCULATION, "1,234", "Calculation on this sheet."},
        {ROLE_LINK, "1,234", "Taken over from another sheet, unchanged."},
        {ROLE_STATUS, "✓ pass", "A check that holds; ✗ fail: go to the place it names; – waiting: data is missing."}};
    only_keys(b, block, "kind title note column beside down gap page span");
    int span = span_of(b, block, column);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++, row++) {
        put_text(b, column, row, 2, style_of(b, lines[i].r, NULL), lines[i].sign);
        put_paragraph(b, column + 2, row, span - 2, style_of(b, ROLE_LABEL, NULL), lines[i].text);
        if (lines[i].r == ROLE_STATUS)
            add_condition(b, CONDITION_STATUS, column, row, 1, 1);
    }
    return row;
}

/* One assumption: its value, and where it comes from. */
static void put_input(book *b, const cJSON *item, int column, int row)
{
    static const char *const keys[] = {"source", "owner", "date"};
    only_keys(b, item, "id label type unit min max choices help value source owner date monday");
    const type *t = type_of(b, item, get_text(b, item, "type", "number"));
    symbol *s = scalar(b, item, column + 1, row, t);
    s->input = true;
    put_paragraph(b, column, row, 1, style_of(b, ROLE_LABEL, NULL), s->label);
    /* What can have one value only is no assumption: locked, in black. */
    bool fixed = cJSON_HasObjectItem(item, "min") && cJSON_HasObjectItem(item, "max") &&
                 !(get_number(b, item, "min", 0) < get_number(b, item, "max", 0));
    s->input = !fixed;
    s->named = true;
    const cJSON *given = sample_input(b, s->name), *own = cJSON_GetObjectItemCaseSensitive(item, "value");
    const cJSON *value = cJSON_IsObject(given) ? cJSON_GetObjectItemCaseSensitive(given, "value") : given;
    put_value(b, column + 1, row, style_of(b, fixed ? ROLE_CALCULATION : ROLE_INPUT, t), t, value ? value : own);
    at(b, column + 1, row)->validation = fixed ? 0 : validation_of(b, item, t);
    put_unit(b, column + 2, row, 1, style_of(b, ROLE_UNIT, NULL), get_text(b, item, "unit", ""));
    for (int i = 0; i < 3; i++) {
        const type *kind = type_of(b, item, i == 2 ? "date" : "text");
        const cJSON *of_sample = cJSON_IsObject(given) ? cJSON_GetObjectItemCaseSensitive(given, keys[i]) : NULL;
        put_value(b, column + 3 + i, row, style_of(b, fixed ? ROLE_UNIT : ROLE_INPUT, kind), kind,
                  of_sample ? of_sample : cJSON_GetObjectItemCaseSensitive(item, keys[i]));
        if (i == 2) {
            symbol *since = add_symbol(b, item, say(b, "%s.date", s->name));
            since->label = say(b, "the date of %s", s->label);
            since->column = column + 5;
            since->row = row;
            since->type = kind;
            since->input = !fixed;
        }
    }
    const char *on = quoted_sheet(b, b->now);
    sx_text_add(&b->names,
                "<table:named-range table:name=\"%s\" table:base-cell-address=\"$%s.$A$1\" "
                "table:cell-range-address=\"$%s.$%s$%d\"/>\n",
                s->name, on, on, column_name(b, column + 1), row + 1);
}

int block_inputs(book *b, const cJSON *block, int column, int row)
{
    static const char *const heads[] = {"Assumption", "Value", "Unit", "Source", "Owner", "As of"};
    static const char *const ids[] = {"label", "value", "unit", "source", "owner", "date"};
    only_keys(b, block, "kind id title note column beside down gap page items span");
    for (int i = 0; i < 6; i++)
        put_header(b, column + i, row, 1, heads[i], NULL, i == 1);
    row++;
    const cJSON *item, *items = get_items(b, block, "items", true);
    const char *id = get_text(b, block, "id", NULL);
    for (int i = 0; id && i < 6; i++) {
        symbol *s = add_symbol(b, block, say(b, "%s.%s", id, ids[i]));
        s->label = heads[i];
        s->column = s->head_column = column + i;
        s->row = row;
        s->head_row = row - 1;
        s->rows = cJSON_GetArraySize(items);
        s->type = type_of(b, block, i == 1 ? "number" : i == 5 ? "date" : "text");
        s->input = i > 0;
    }
    cJSON_ArrayForEach(item, items) put_input(b, item, column, row++);
    return row;
}

/* Single figures, a line each: label, value, unit, note. */
int block_figures(book *b, const cJSON *block, int column, int row)
{
    only_keys(b, block, "kind title note column beside down gap page items spans span helper");
    int spans[4] = {1, 1, 1, 1}, i = 0;
    const cJSON *item, *wanted = get_items(b, block, "spans", false);
    cJSON_ArrayForEach(item, wanted)
    {
        if (i == 4 || !cJSON_IsNumber(item) || !(item->valuedouble >= (i < 2)) || item->valuedouble > MAX_COLUMNS ||
            floor(item->valuedouble) < item->valuedouble)
            broken(b, item, "four widths in columns: label, value, unit, note");
        spans[i++] = item->valueint;
    }
    cJSON_ArrayForEach(item, get_items(b, block, "items", true))
    {
        only_keys(b, item, "id label type unit formula needs when otherwise note style");
        const type *t = type_of(b, item, get_text(b, item, "type", "number"));
        symbol *s = scalar(b, item, column + spans[0], row, t);
        bool total = !strcmp(get_text(b, item, "style", ""), "total"),
             status = !strcmp(get_text(b, item, "style", ""), "status");
        put_paragraph(b, column, row, spans[0], style_of(b, ROLE_LABEL, NULL), s->label);
        put_computed(b, item, s->column, row, spans[1],
                     total    ? ROLE_TOTAL
                     : status ? ROLE_STATUS
                              : ROLE_CALCULATION,
                     t);
        if (status)
            add_condition(b, CONDITION_STATUS, s->column, row, 1, 1);
        put_unit(b, s->column + spans[1], row, spans[2], style_of(b, ROLE_UNIT, NULL), get_text(b, item, "unit", ""));
        if (spans[3])
            put_paragraph(b, s->column + spans[1] + spans[2], row, spans[3], style_of(b, ROLE_UNIT, NULL),
                          get_text(b, item, "note", ""));
        row++;
    }
    return row;
}

static void put_tile(book *b, const cJSON *item, int column, int row, int span)
{
    only_keys(b, item, "id label type unit formula needs when otherwise compare note");
    const type *t = type_of(b, item, get_text(b, item, "type", "number"));
    symbol *s = scalar(b, item, column, row + 1, t);
    const char *unit = get_text(b, item, "unit", NULL);
    put_text(b, column, row, span, style_of(b, ROLE_TILE_LABEL, NULL),
             unit ? say(b, "%s, %s", s->label, unit) : s->label);
    put_computed(b, item, column, row + 1, span, ROLE_TILE_VALUE, t);
    const cJSON *compare = cJSON_GetObjectItemCaseSensitive(item, "compare");
    int note = style_of(b, ROLE_TILE_NOTE, NULL);
    if (compare) {
        only_keys(b, compare, "formula needs when otherwise type good label");
        const char *good = get_text(b, compare, "good", "up");
        if (strcmp(good, "up") && strcmp(good, "down") && strcmp(good, "neither"))
            broken(b, compare, "\"good\" is up, down or neither");
        bool link;
        put_formula(b, column, row + 2, 1,
                    arrow_style(b, ROLE_TILE_COMPARE, type_of(b, compare, get_text(b, compare, "type", "percent"))),
                    guarded(b, compare, "formula", nowhere, false, &link));
        if (strcmp(good, "neither"))
            add_condition(b, strcmp(good, "up") ? CONDITION_DOWN : CONDITION_UP, column, row + 2, 1, 1);
        put_text(b, column + 1, row + 2, span - 1, note, need_text(b, compare, "label"));
    } else {
        put_text(b, column, row + 2, span, note, "");
    }
    put_text(b, column, row + 3, span, note, get_text(b, item, "note", ""));
    set_height(b, row + 3, 0.38 * lines_of(b, column, span, 8.5, get_text(b, item, "note", "")) + 0.1);
}

int block_tiles(book *b, const cJSON *block, int column, int row)
{
    if (b->sheets[b->now].page)
        return page_tiles(b, block, column, row);
    only_keys(b, block, "kind title note column beside down gap page items span per_row");
    int span = get_whole(b, block, "span", 2, 2, 20), per_row = get_whole(b, block, "per_row", 4, 1, 20), n = 0;
    const cJSON *item, *items = get_items(b, block, "items", true);
    cJSON_ArrayForEach(item, items)
    {
        int top = row + n / per_row * 5;
        put_tile(b, item, column + n % per_row * span, top, span);
        set_height(b, top, 0.55);
        set_height(b, top + 1, 1.0);
        const char *label = get_text(b, cJSON_GetObjectItemCaseSensitive(item, "compare"), "label", "");
        set_height(b, top + 2, 0.38 * lines_of(b, column, span - 1, 8.5, label) + 0.12);
        set_height(b, top + 4, 0.15);
        n++;
    }
    return row + (n + per_row - 1) / per_row * 5 - 1;
}
