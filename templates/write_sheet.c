/* A sheet: its title, then its blocks from top to bottom. */
#include <stdlib.h>
#include <string.h>
#include "write.h"

static const struct {
    const char *kind;
    block_writer *write;
    bool own_title; /* its title is not a heading above it */
} kinds[] = {{"text", block_text, false},     {"list", block_list, false},         {"contents", block_contents, false},
             {"legend", block_legend, false}, {"inputs", block_inputs, false},     {"figures", block_figures, false},
             {"tiles", block_tiles, false},   {"table", block_table, false},       {"array", block_array, false},
             {"raw", block_raw, false},       {"timeline", block_timeline, false}, {"chart", block_chart, true},
             {"checks", block_checks, false}};

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

static int put_block(book *b, const cJSON *block, int row)
{
    const char *kind = need_text(b, block, "kind"), *title = get_text(b, block, "title", NULL);
    const char *note = get_text(b, block, "note", NULL);
    size_t i = 0;
    while (i < sizeof kinds / sizeof *kinds && strcmp(kinds[i].kind, kind))
        i++;
    if (i == sizeof kinds / sizeof *kinds)
        broken(b, block, "unknown kind \"%s\"", kind);
    int column = column_of(b, block);
    b->block = block;
    at(b, column, row);
    if (get_flag(b, block, "page", false))
        b->sheets[b->now].rows[row].page = true;
    int span = get_whole(b, block, "span", b->sheets[b->now].n_widths - column, 1, MAX_COLUMNS);
    if (!strcmp(kind, "tiles"))
        span = b->sheets[b->now].n_widths - column;
    if (title && !kinds[i].own_title) {
        put_text(b, column, row, span, style_of(b, ROLE_HEADING, NULL), title);
        set_height(b, row++, 0.65);
    }
    if (note)
        put_paragraph(b, column, row++, span, style_of(b, ROLE_NOTE, NULL), note);
    return kinds[i].write(b, block, column, row);
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

/* "cash.cells": all that stands on the sheet Cash. */
static void add_cells(book *b, const cJSON *json, int rows)
{
    const sheet *s = &b->sheets[b->now];
    sx_text name = {0};
    for (const char *p = s->name; *p; p++)
        sx_text_add(&name, "%c", *p == ' ' ? '_' : *p >= 'A' && *p <= 'Z' ? *p - 'A' + 'a' : *p);
    symbol *all = add_symbol(b, json, say(b, "%s.cells", ended(b, &name)));
    all->label = s->name;
    all->columns = s->n_columns;
    all->rows = rows;
}

void put_sheet(book *b, const cJSON *json, int index)
{
    only_keys(b, json, "name subtitle columns landscape one_page print freeze blocks");
    sheet *s = &b->sheets[index];
    b->now = index;
    const cJSON *width, *widths = get_items(b, json, "columns", true), *block,
                        *blocks = get_items(b, json, "blocks", true);
    sx_text_free(&s->conditions);
    *s = (sheet){.name = s->name,
                 .landscape = get_flag(b, json, "landscape", false),
                 .one_page = get_flag(b, json, "one_page", false),
                 .print = get_flag(b, json, "print", true)};
    cJSON_ArrayForEach(width, widths)
    {
        if (!cJSON_IsNumber(width) || width->valuedouble < 0.3 || width->valuedouble > 30 || s->n_widths == MAX_COLUMNS)
            broken(b, width, "a column's width is a number of cm, 0.3 to 30");
        s->widths[s->n_widths++] = width->valuedouble;
    }
    const char *title = need_text(b, b->spec, "title");
    put_text(b, 0, 0, s->n_widths, style_of(b, ROLE_TITLE, NULL), index ? say(b, "%s · %s", s->name, title) : title);
    set_height(b, 0, 1.0);
    put_paragraph(b, 0, 1, s->n_widths, style_of(b, ROLE_SUBTITLE, NULL), need_text(b, json, "subtitle"));
    int row = 2, last = 2, below = 2;
    cJSON_ArrayForEach(block, blocks)
    {
        if (!cJSON_IsObject(block))
            broken(b, block, "must be an object");
        if (get_flag(b, block, "beside", false))
            row = last;
        else
            row = below + get_whole(b, block, "gap", 1, 0, 50);
        last = row;
        row = put_block(b, block, row);
        below = row > below ? row : below;
    }
    put_freeze(b, json, s);
    add_cells(b, json, below);
}
