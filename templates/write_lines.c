/* A table that exports feed, as long as they are: its first columns are one array formula, DATA.STACK (a row a line)
 * or, where columns are given "by", DATA.SUMS (a row a sum); each further one is an array formula of its own. What
 * refers to a column looks at the rows that are filled. */
#include <string.h>
#include "data/words.h"
#include "write.h"

/* Where the rows come from: raw blocks, and tables that are typed. */
static const char *sources(book *b, const cJSON *block, const char *kind)
{
    const cJSON *item;
    const char *text = "";
    cJSON_ArrayForEach(item, get_items(b, block, "from", true))
    {
        if (!cJSON_IsString(item))
            broken(b, item, "must be the id of a raw block or a table");
        const char *id = item->valuestring;
        bool raw = find_symbol(b, say(b, "%s.area", id));
        text = say(b, "%s;%s", text, raw ? raw_table(b, item, id, kind) : reference(b, item, id, (scope){.index = -1}));
    }
    return text;
}

/* The first row of a raw block's area, as many rows as the table has: a formula may hold no number. */
static const char *count_of(book *b, const cJSON *block, int rows)
{
    const cJSON *first = get_items(b, block, "from", true)->child;
    const symbol *area = find_symbol(b, say(b, "%s.area", first->valuestring));
    if (!area || area->rows < rows)
        broken(b, block, "the first of \"from\" must be a raw block of at least %d rows", rows);
    return say(
        b, "ROWS(%s)",
        target_text(b, (target){.symbol = area, .column = area->column, .row = area->row, .columns = 1, .rows = rows}));
}

static void put_column(book *b, int column, int row, int columns, int rows, const char *formula)
{
    cell *c = at(b, column, row);
    c->kind = CELL_FORMULA;
    c->text = formula;
    c->matrix_across = columns;
    c->matrix_down = rows;
    c->block = b->block;
}

static const char *names_of(book *b, const table_field *fields, int n, bool by)
{
    const char *text = "";
    for (int i = 0; i < n; i++)
        if (get_flag(b, fields[i].json, "by", false) == by)
            text = say(b, "%s%s%s", text, *text ? " " : "", get_text(b, fields[i].json, "field", fields[i].id));
    return text;
}

/* Columns without a formula are fields of the kind, or what DATA.STACK and DATA.SUMS know beside them. */
static void check_fields(book *b, const cJSON *block, const char *kind, const table_field *fields, int n)
{
    static const char *const own[] = {"line",  "table",   "again",    "month", "week",   "count",    "missing",
                                      "named", "undated", "negative", "days",  "latest", "backwards"};
    const sx_canon *canon = sx_canon_named(kind);
    if (!canon)
        broken(b, cJSON_GetObjectItemCaseSensitive(block, "of"), "\"%s\" is no kind of table", kind);
    for (int i = 0; i < n; i++) {
        const char *name = get_text(b, fields[i].json, "field", fields[i].id);
        bool found = false;
        for (size_t k = 0; k < canon->n_canonical; k++)
            found = found || !strcmp(sx_field_names[canon->columns[k].field], name) ||
                    (!strcmp(name, say(b, "%s.month", sx_field_names[canon->columns[k].field]))) ||
                    (!strcmp(name, say(b, "%s.week", sx_field_names[canon->columns[k].field])));
        for (size_t k = 0; k < sizeof own / sizeof *own; k++)
            found = found || !strcmp(own[k], name);
        if (!found)
            broken(b, fields[i].json, "a %s has no field \"%s\"", kind, name);
    }
}

int block_lines(book *b, const cJSON *block, int column, int row)
{
    only_keys(b, block, "kind id title note column beside gap page rows columns of from span");
    table_field fields[MAX_FIELDS];
    bool units;
    const char *id = need_text(b, block, "id"), *kind = need_text(b, block, "of");
    int n = read_fields(b, block, column, "id header type unit by field formula", fields, &units), read = 0;
    int rows = get_whole(b, block, "rows", 1, 1, 100000), first = put_head(b, block, fields, n, units, row + 1, rows);
    while (read < n && !cJSON_HasObjectItem(fields[read].json, "formula"))
        read++;
    bool sums = read && get_flag(b, fields[0].json, "by", false);
    const char *must = sums ? "count" : "line";
    int counted = 0;
    while (counted < read && strcmp(fields[counted].id, must))
        counted++;
    if (counted == read)
        broken(b, block, "a column \"%s\" is needed, to know how many rows are filled", must);
    check_fields(b, block, kind, fields, read);
    scope s = {.block = id, .index = -1};
    put_text(b, column, row, 1, style_of(b, ROLE_NOTE, NULL), "rows filled");
    const char *count = say(b, "[.$%s$%d:.$%s$%d]", column_name(b, fields[counted].column), first + 1,
                            column_name(b, fields[counted].column), first + rows);
    put_formula(b, column + 1, row, 1, style_of(b, ROLE_CALCULATION, type_of(b, NULL, "line")),
                say(b, "of:=MAX(1;COUNT(%s))", count));
    const char *filled = say(b, "[$%s.$%s$%d]", quoted_sheet(b, b->now), column_name(b, column + 1), row + 1);
    symbol *held = add_symbol(b, block, say(b, "%s.filled", id));
    held->label = "rows filled";
    held->column = column + 1;
    held->row = row;
    held->type = type_of(b, NULL, "line");
    for (int i = 0; i < n; i++) {
        symbol *known = (symbol *)(size_t)find_symbol(b, say(b, "%s.%s", id, fields[i].id));
        known->filled = filled;
        put_tail(b, fields[i].column, 1, first, rows, style_of(b, ROLE_CALCULATION, fields[i].t));
    }
    if (!b->learning) {
        const char *by = names_of(b, fields, read, true), *of = names_of(b, fields, read, false);
        put_column(b, column, first, read, rows,
                   say(b,
                       sums ? "of:=SEXTANT.DATA.SUMS(\"%s\";\"%s\";\"%s\";%s%s)"
                            : "of:=SEXTANT.DATA.STACK(\"%s\";%s\"%s\";%s%s)",
                       kind, sums ? by : "", of, count_of(b, block, rows), sources(b, block, kind)));
        for (int i = read; i < n; i++)
            put_column(b, fields[i].column, first, 1, rows,
                       say(b, "of:=%s",
                           stored(b, cJSON_GetObjectItemCaseSensitive(fields[i].json, "formula"),
                                  need_text(b, fields[i].json, "formula"), s)));
        for (int i = 0; i < n; i++)
            at(b, fields[i].column, first)->style = style_of(b, ROLE_CALCULATION, fields[i].t);
    }
    return first + rows;
}
