/* A sheet: its title, then its blocks from top to bottom. */
#include <stdlib.h>
#include <string.h>
#include "write.h"

static const struct {
    const char *kind;
    block_writer *write;
    bool own_title; /* its title is not a heading above it */
} kinds[] = {{"text", block_text, false},      {"list", block_list, false},     {"contents", block_contents, false},
             {"legend", block_legend, false},  {"inputs", block_inputs, false}, {"figures", block_figures, false},
             {"tiles", block_tiles, false},    {"table", block_table, false},   {"array", block_array, false},
             {"raw", block_raw, false},        {"lines", block_lines, false},   {"timeline", block_timeline, false},
             {"chart", block_chart, true},     {"checks", block_checks, false}, {"masthead", block_masthead, true},
             {"answers", block_answers, true}, {"rows", block_rows, false},     {"map", block_map, false}};

/* A column by its letters. */
static int column_of(book *b, const cJSON *block)
{
    const char *letters = get_text(b, block, "column", "A");
    int column = 0;
    for (const char *p = letters; *p; p++) {
        if (*p < 'A' || *p > 'Z' || p - letters > 1)
            broken(b, block, "\"column\" is a column's letters");
        column = column * 26 + *p - 'A' + 1;
    }
    return column - 1;
}

/* Where the block's title stands: before what it wrote, or a chart's in its first row. */
static int section_row(const book *b, int column, int row, int below)
{
    const sheet *s = &b->sheets[b->now];
    for (int r = row > 2 ? row - 2 : 0; r < below; r++) {
        const grid_row *line = &s->rows[r];
        if (column < line->n_cells && line->cells[column].style &&
            b->styles[line->cells[column].style - 1].r == ROLE_SECTION)
            return r;
    }
    return -1;
}

/* As long as a section asks its question, what stands below it is a plain field; so is what goes on with it. */
static void put_field(book *b, const cJSON *block, int column, int row, int span, int below, size_t rules)
{
    sheet *s = &b->sheets[b->now];
    const char *title = get_text(b, block, "title", NULL);
    int first = row;
    if (title) {
        int at_title = section_row(b, column, row, below);
        bool asks = cJSON_HasObjectItem(block, "finding") && at_title >= 0;
        first = at_title + 1 + cJSON_HasObjectItem(block, "note");
        s->asked = asks ? say(b, "EXACT([.$%s$%d];%s)", column_name(b, column), at_title + 1, quoted(b, title)) : NULL;
    } else if (get_whole(b, block, "gap", 1, 0, 50) && !get_flag(b, block, "beside", false)) {
        s->asked = NULL;
    }
    if (s->asked && below > first)
        add_mark_before(b, rules, "grey", s->asked, column, first, span, below - first);
}

static int put_block(book *b, const cJSON *block, int row)
{
    const char *kind = need_text(b, block, "kind"), *title = get_text(b, block, "title", NULL);
    const cJSON *note_json = cJSON_GetObjectItemCaseSensitive(block, "note");
    const char *note = cJSON_IsObject(note_json) ? NULL : get_text(b, block, "note", NULL);
    size_t i = 0;
    while (i < sizeof kinds / sizeof *kinds && strcmp(kinds[i].kind, kind))
        i++;
    if (i == sizeof kinds / sizeof *kinds)
        broken(b, block, "unknown kind \"%s\"", kind);
    sheet *s = &b->sheets[b->now];
    bool helper = get_flag(b, block, "helper", false);
    int column = helper ? s->helper : column_of(b, block);
    b->block = block;
    at(b, column, row);
    if (get_flag(b, block, "page", false))
        b->sheets[b->now].rows[row].page = true;
    int span = get_whole(b, block, "span", helper ? 1 : s->n_widths - column, 1, MAX_COLUMNS);
    if (!strcmp(kind, "tiles"))
        span = b->sheets[b->now].n_widths - column;
    if (s->page && !helper && !kinds[i].own_title) {
        row = put_section(b, block, column, row, span);
    } else if (s->page && !helper && !strcmp(kind, "chart")) {
        ;
    } else if (title && !kinds[i].own_title) {
        put_text(b, column, row, span, style_of(b, ROLE_HEADING, NULL), title);
        set_height(b, row++, 0.65);
    }
    if (note && (!s->page || helper))
        put_paragraph(b, column, row++, span, style_of(b, ROLE_NOTE, NULL), note);
    size_t rules = s->conditions.length;
    int below = kinds[i].write(b, block, column, row);
    if (s->page && !helper && !b->learning)
        put_field(b, block, column, row, span, below, rules);
    return below;
}

/* What stays in sight while the rest moves: the title, a block's header (a timeline's labels too), a column. */
static void put_frozen(book *b, const cJSON *name, sheet *s)
{
    if (!cJSON_IsString(name))
        broken(b, name, "must be \"title\" or a name");
    int column = 0, row = 2;
    if (strcmp(name->valuestring, "title")) {
        const symbol *found = find_symbol(b, name->valuestring);
        if (!found || found->sheet != b->now)
            broken(b, name, "\"%s\" is no name of this sheet", name->valuestring);
        bool whole = !strchr(found->name, '.');
        row = whole ? found->row : 0;
        column = !whole ? found->column + 1 : found->across ? found->head_column + 2 : 0;
    }
    s->freeze_row = row > s->freeze_row ? row : s->freeze_row;
    s->freeze_column = column > s->freeze_column ? column : s->freeze_column;
}

static void put_freeze(book *b, const cJSON *json, sheet *s)
{
    const cJSON *freeze = cJSON_GetObjectItemCaseSensitive(json, "freeze"), *name;
    if (b->learning || !freeze)
        return;
    if (!cJSON_IsArray(freeze))
        put_frozen(b, freeze, s);
    cJSON_ArrayForEach(name, freeze) put_frozen(b, name, s);
}

static void put_cursor(const book *b, sheet *s)
{
    for (int r = 0; r < s->n_rows; r++)
        for (int c = 0; c < s->rows[r].n_cells; c++) {
            int style = s->rows[r].cells[c].style;
            role is = style ? b->styles[style - 1].r : N_ROLES;
            if (is == ROLE_INPUT || is == ROLE_INPUT_OPEN || is == ROLE_TYPED) {
                s->cursor_column = c;
                s->cursor_row = r;
                return;
            }
        }
}

/* A sheet that is carried over whole: one name for all of it below the title, every cell of it unlocked, and nothing
 * computed, so that one copy and one paste do. */
static void add_area(book *b, const cJSON *json, const char *stem, int rows)
{
    sheet *s = &b->sheets[b->now];
    symbol *area = add_symbol(b, json, say(b, "%s.area", stem));
    area->label = s->name;
    area->row = 2;
    area->columns = s->n_widths;
    area->rows = rows - 2;
    int blank = style_of(b, ROLE_TEXT, NULL);
    for (int r = 2; r < rows; r++)
        for (int c = 0; c < s->n_widths; c++) {
            cell *one = at(b, c, r);
            if (one->kind == CELL_FORMULA)
                broken(b, json, "a sheet that is carried over holds no formula: %s%d", column_name(b, c), r + 1);
            if (!one->style)
                one->style = blank;
        }
    const char *on = quoted_sheet(b, b->now);
    sx_text_add(&b->names,
                "<table:named-range table:name=\"%s_area\" table:base-cell-address=\"$%s.$A$1\" "
                "table:cell-range-address=\"$%s.$A$3:.$%s$%d\"/>\n",
                stem, on, on, column_name(b, s->n_widths - 1), rows);
}

/* "cash.cells": all that stands on the sheet Cash. */
static void add_cells(book *b, const cJSON *json, int rows)
{
    const sheet *s = &b->sheets[b->now];
    sx_text name = {0};
    for (const char *p = s->name; *p; p++)
        sx_text_add(&name, "%c", *p == ' ' ? '_' : *p >= 'A' && *p <= 'Z' ? *p - 'A' + 'a' : *p);
    symbol *all = add_symbol(b, json, say(b, "%s.cells", ended(b, &name)));
    all->label = s->name;
    all->columns = s->page ? s->n_widths : s->n_columns;
    all->rows = rows;
    if (s->carried)
        add_area(b, json, say(b, "%.*s", (int)(strlen(all->name) - strlen(".cells")), all->name), rows);
    if (!s->page || !s->body)
        return;
    int stem = (int)(strlen(all->name) - strlen(".cells"));
    const char *sheet_name = all->name;
    for (int i = 0; i < 2; i++) { /* without a second page's masthead the rest is the last row again */
        symbol *part = add_symbol(b, json, say(b, "%.*s.%s", stem, sheet_name, i ? "rest" : "body"));
        part->label = s->name;
        part->columns = s->n_widths;
        part->row = i ? (s->rest ? s->rest : rows - 1) : s->body;
        part->rows = (i || !s->rest ? rows : s->rest_from) - part->row;
    }
}

/* "3.5 1.5 13x1.0": the widths of a page's columns. */
static void read_grid(book *b, const cJSON *json, sheet *s)
{
    const char *grid = need_text(b, json, "grid");
    for (const char *p = grid; *p;) {
        char *end;
        double number = strtod(p, &end);
        int times = 1;
        if (end > p && *end == 'x') {
            times = (int)number;
            p = end + 1;
            number = strtod(p, &end);
        }
        if (end == p || (*end && *end != ' ') || number < 0.3 || number > 30 || times < 1 ||
            s->n_widths + times > MAX_COLUMNS)
            broken(b, json, "\"grid\" is widths in cm, parted by blanks: 3.5 1.5 13x1.0");
        while (times--)
            s->widths[s->n_widths++] = number;
        p = end + (*end == ' ');
    }
    s->page = true;
    s->helper = s->n_widths + 1;
}

/* The role that a sheet's name gives it, where it says nothing itself: the colour of its tab. */
const char *usual_role(const char *name)
{
    static const char *const read[] = {"Start", "Review", "Decisions"}, *const fill[] = {"Inputs", "Align", "Plan",
                                                                                         "Data"};
    for (size_t i = 0; i < sizeof read / sizeof *read; i++)
        if (!strcmp(name, read[i]))
            return "read";
    for (size_t i = 0; i < sizeof fill / sizeof *fill; i++)
        if (!strcmp(name, fill[i]))
            return "fill";
    return !strncmp(name, "Raw", 3) ? "fill" : "behind";
}

static void read_role(book *b, const cJSON *json, sheet *s)
{
    const char *role_name = get_text(b, json, "role", NULL);
    if (role_name && strcmp(role_name, "read") && strcmp(role_name, "fill") && strcmp(role_name, "behind"))
        broken(b, json, "\"role\" is read, fill or behind");
    s->role = role_name ? role_name : usual_role(s->name);
    s->print = get_flag(b, json, "print", !role_name || !strcmp(role_name, "read"));
}

/* Blocks of helper columns: each at the top, right of what stands there. */
static void put_helper(book *b, const cJSON *block)
{
    sheet *s = &b->sheets[b->now];
    int before = s->n_columns;
    s->helping = true;
    put_block(b, block, 0);
    s->helping = false;
    s->helper = (s->n_columns > before ? s->n_columns : s->helper) + 1;
}

void put_sheet(book *b, const cJSON *json, int index)
{
    only_keys(b, json, "name subtitle about map columns grid role landscape one_page print carried freeze blocks");
    sheet *s = &b->sheets[index];
    b->now = index;
    bool page = cJSON_HasObjectItem(json, "grid");
    const cJSON *width, *widths = get_items(b, json, "columns", !page), *block,
                        *blocks = get_items(b, json, "blocks", true);
    sx_text_free(&s->conditions);
    sx_text_free(&s->sparks);
    *s = (sheet){.name = s->name,
                 .landscape = get_flag(b, json, "landscape", false),
                 .one_page = get_flag(b, json, "one_page", false)};
    read_role(b, json, s);
    if (page)
        read_grid(b, json, s);
    cJSON_ArrayForEach(width, widths)
    {
        if (!cJSON_IsNumber(width) || width->valuedouble < 0.3 || width->valuedouble > 30 || s->n_widths == MAX_COLUMNS)
            broken(b, width, "a column's width is a number of cm, 0.3 to 30");
        s->widths[s->n_widths++] = width->valuedouble;
    }
    const char *title = need_text(b, b->spec, "title");
    int row, last = 0, below = 0;
    if (!page)
        put_text(b, 0, 0, s->n_widths, style_of(b, ROLE_TITLE, NULL),
                 index ? say(b, "%s · %s", s->name, title) : title);
    const char *subtitle = need_text(b, json, "subtitle");
    if (!page) {
        set_height(b, 0, 1.0);
        put_paragraph(b, 0, 1, s->n_widths, style_of(b, ROLE_SUBTITLE, NULL), subtitle);
        last = below = 2;
    }
    s->carried = get_flag(b, json, "carried", false);
    cJSON_ArrayForEach(block, blocks)
    {
        if (!cJSON_IsObject(block))
            broken(b, block, "must be an object");
        if (page && get_flag(b, block, "helper", false)) {
            put_helper(b, block);
            continue;
        }
        if (get_flag(b, block, "beside", false)) {
            row = last + get_whole(b, block, "down", 0, 0, 50);
        } else {
            row = below + get_whole(b, block, "gap", page && !below ? 0 : 1, 0, 50);
            for (int gap = below; page && gap < row; gap++)
                set_height(b, gap, 0.26);
        }
        last = row - (get_flag(b, block, "beside", false) ? get_whole(b, block, "down", 0, 0, 50) : 0);
        row = put_block(b, block, row);
        below = row > below ? row : below;
    }
    put_freeze(b, json, s);
    put_cursor(b, s);
    add_cells(b, json, below);
}
