/* Tables that run down: typed, computed column by column, read from exports, or one array formula. */
#include <string.h>
#include "call/call.h"
#include "write.h"

enum { LONG_TABLE = 40 /* lines: more are not all filled, and not all printed */ };

int read_fields(book *b, const cJSON *block, int column, const char *keys, table_field *fields, bool *units)
{
    const cJSON *item, *items = get_items(b, block, "columns", true);
    int n = 0;
    *units = false;
    cJSON_ArrayForEach(item, items)
    {
        if (n == MAX_FIELDS)
            broken(b, item, "more than %d columns", MAX_FIELDS);
        only_keys(b, item, keys);
        table_field *f = &fields[n++];
        *f = (table_field){item,
                           need_text(b, item, "id"),
                           need_text(b, item, "header"),
                           get_text(b, item, "unit", NULL),
                           type_of(b, item, get_text(b, item, "type", "number")),
                           column,
                           get_whole(b, item, "span", 1, 1, 40)};
        *units = *units || f->unit;
        column += f->span;
    }
    return n;
}

int put_head(book *b, const cJSON *block, const table_field *fields, int n, bool units, int row, int rows)
{
    const char *id = need_text(b, block, "id");
    int first = row + 1 + units;
    if (b->sheets[b->now].page && !get_flag(b, block, "helper", false))
        set_height(b, row, get_number(b, block, "head_high", 0.44)); /* more where a head takes two lines */
    symbol *whole = add_symbol(b, block, id);
    whole->label = get_text(b, block, "title", id);
    whole->column = fields[0].column; /* NOLINT(clang-analyzer-core.uninitialized.Assign): no empty list is read */
    whole->columns = fields[n - 1].column + fields[n - 1].span - fields[0].column;
    whole->row = first;
    whole->rows = rows;
    whole->type = fields[0].t;
    if (!units) { /* for functions that find their columns by the headers */
        symbol *headed = add_symbol(b, block, say(b, "%s.table", id));
        *headed = (symbol){.name = headed->name,
                           .label = whole->label,
                           .sheet = b->now,
                           .column = whole->column,
                           .columns = whole->columns,
                           .row = row,
                           .rows = rows + 1,
                           .type = whole->type};
    }
    bool page = b->sheets[b->now].page && !get_flag(b, block, "helper", false);
    for (int i = 0; i < n; i++) {
        const table_field *f = &fields[i];
        if (page)
            page_head(b, f->json, f->column, row, f->span, f->header, f->t);
        if (page && cJSON_HasObjectItem(f->json, "head")) /* in words of the workbook's own, the currency's */
            put_words(b, f->json, "head", f->column, row, f->span, at(b, f->column, row)->style);
        if (!page)
            put_header(b, f->column, row, f->span, f->header, units ? (f->unit ? f->unit : "") : NULL,
                       f->t->kind != 't');
        symbol *s = add_symbol(b, f->json, say(b, "%s.%s", id, f->id));
        s->label = f->header;
        s->type = f->t;
        s->column = s->head_column = f->column;
        s->row = first;
        s->head_row = row;
        s->rows = rows;
        s->input = get_flag(b, f->json, "input", false);
    }
    for (int i = row; i < first && get_flag(b, block, "repeat", false); i++)
        b->sheets[b->now].rows[i].repeat = true;
    return first;
}

static void put_body_cell(book *b, const cJSON *block, const table_field *f, int row, scope s, const cJSON *value,
                          int validation, role typed)
{
    bool input = get_flag(b, f->json, "input", false), status = get_flag(b, f->json, "status", false), link = false;
    s.shown = f->t;
    if (b->sheets[b->now].page && !get_flag(b, block, "helper", false) && !input) {
        page_cell(b, f->json, f->column, row, f->span, f->t, s, value);
        return;
    }
    if (cJSON_HasObjectItem(f->json, "formula")) {
        const char *formula = guarded(b, f->json, "formula", s, false, &link);
        put_formula(b, f->column, row, f->span,
                    style_of(b,
                             status              ? ROLE_STATUS
                             : link              ? ROLE_LINK
                             : f->t->kind == 't' ? ROLE_CALCULATION_TEXT
                                                 : ROLE_CALCULATION,
                             f->t),
                    formula);
    } else {
        put_text(b, f->column, row, f->span, 0, "");
        put_value(b, f->column, row,
                  style_with(b,
                             input               ? typed
                             : f->t->kind == 't' ? ROLE_LABEL
                                                 : ROLE_CALCULATION,
                             f->t, mods_of(b, f->json)),
                  f->t, value);
        at(b, f->column, row)->validation = validation;
        for (int i = 1; i < f->span; i++)
            at(b, f->column + i, row)->style = at(b, f->column, row)->style;
        if (cJSON_IsString(value) && f->t->kind == 't') {
            bool page = b->sheets[b->now].page;
            int lines = lines_of(b, f->column, f->span, page ? 7.5 : 10, value->valuestring);
            /* Left alone, the office makes rows as high as the screen needs, now and then a line too low for print. */
            if (b->sheets[b->now].rows[row].height > 0 || (!input && lines > 1))
                set_height(b, row, page ? 0.36 * lines + 0.06 : 0.42 * lines + 0.1);
        }
    }
}

static void put_totals(book *b, const cJSON *block, const table_field *fields, int n, int row)
{
    for (int i = 0; i < n; i++) {
        const char *total = get_text(b, fields[i].json, "total", NULL);
        scope s = {.block = need_text(b, block, "id"), .index = -1};
        const char *text = total && *total != '=' ? total : "";
        bool page = b->sheets[b->now].page && !get_flag(b, block, "helper", false);
        unsigned end = fields[i].t->kind == 't' ? 0 : MOD_END;
        int style = page ? style_with(b, ROLE_SUM, fields[i].t, mods_of(b, fields[i].json) | end)
                         : style_of(b, ROLE_TOTAL, fields[i].t);
        if (total && *total == '=')
            put_formula(
                b, fields[i].column, row, fields[i].span, style,
                say(b, "of:=%s", stored(b, cJSON_GetObjectItemCaseSensitive(fields[i].json, "total"), total + 1, s)));
        else
            put_text(b, fields[i].column, row, fields[i].span, style_of(b, page ? ROLE_SUM : ROLE_TOTAL, NULL), text);
        if (total) {
            symbol *sum = add_symbol(b, fields[i].json, say(b, "%s.%s_total", s.block, fields[i].id));
            sum->label = fields[i].header;
            sum->column = fields[i].column;
            sum->row = row;
            sum->type = fields[i].t;
        }
    }
}

/* The block of the specification with that id. */
static const cJSON *find_block(book *b, const cJSON *where, const char *id)
{
    const cJSON *sheets = cJSON_GetObjectItemCaseSensitive(b->spec, "sheets"), *one, *block;
    cJSON_ArrayForEach(one, sheets)
    {
        cJSON_ArrayForEach(block, cJSON_GetObjectItemCaseSensitive(one, "blocks"))
        {
            if (!strcmp(get_text(b, block, "id", ""), id))
                return block;
        }
    }
    broken(b, where, "there is no block \"%s\"", id);
}

/* A line's own type, where lines differ in kind: "types": "TABLE.KEY" says in which key of that table's data it stands.
 */
static const type *type_of_line(book *b, const table_field *f, int line)
{
    const char *types = get_text(b, f->json, "types", NULL), *p = types;
    if (!types)
        return f->t;
    const char *id = word(b, &p), *key = *p == '.' ? p + 1 : "";
    const cJSON *data = get_items(b, find_block(b, f->json, id), "data", true);
    const cJSON *own = cJSON_GetArrayItem(data, line);
    if (!own)
        broken(b, f->json, "\"%s\" has no line %d for its type", id, line + 1);
    return type_of(b, own, need_text(b, own, key));
}

/* What a table says of itself: its "data", or a line for each of "functions" with the catalogue's words. The lines join
 * the specification, so that both passes and complaints find them there. */
static const cJSON *data_of(book *b, const cJSON *block)
{
    const cJSON *data = get_items(b, block, "data", false), *name;
    const cJSON *functions = get_items(b, block, "functions", false);
    if (data || !functions)
        return data;
    cJSON *lines = cJSON_CreateArray();
    cJSON_ArrayForEach(name, functions)
    {
        const sx_function *ours = cJSON_IsString(name) ? sx_find(name->valuestring) : NULL;
        if (!ours)
            broken(b, name, "must be the name of a function in the catalogue");
        cJSON *line = cJSON_CreateObject();
        cJSON_AddStringToObject(line, "kpi", ours->name);
        cJSON_AddStringToObject(line, "definition", ours->definition);
        cJSON_AddStringToObject(line, "unit", ours->returns_unit ? ours->returns_unit : "");
        cJSON_AddItemToArray(lines, line);
    }
    cJSON_AddItemToObject((cJSON *)(size_t)block, "data", lines);
    return lines;
}

/* What a line of "data" holds beside the table's columns is the name of a type. */
static void check_data(book *b, const cJSON *data, const table_field *fields, int n)
{
    const cJSON *line, *item;
    cJSON_ArrayForEach(line, data)
    {
        cJSON_ArrayForEach(item, line)
        {
            int i = 0;
            while (i < n && strcmp(fields[i].id, item->string))
                i++;
            if (i == n)
                type_of(b, item, need_text(b, line, item->string));
        }
    }
}

/* The sample's lines must fit: no column that the table lacks, no line too many. */
static const cJSON *lines_for(book *b, const cJSON *block, const table_field *fields, int n, int rows)
{
    const cJSON *sample = sample_table(b, need_text(b, block, "id"), false), *line, *key;
    if (cJSON_GetArraySize(sample) > rows || cJSON_GetArraySize(get_items(b, block, "data", false)) > rows)
        broken(b, block, "more lines of data than the table's %d rows", rows);
    cJSON_ArrayForEach(line, sample)
    {
        cJSON_ArrayForEach(key, line)
        {
            int i = 0;
            while (i < n && strcmp(fields[i].id, key->string))
                i++;
            if (i == n)
                broken(b, block, "the sample's column \"%s\" is none of this table's", key->string);
        }
    }
    return sample ? sample->child : NULL;
}

int block_table(book *b, const cJSON *block, int column, int row)
{
    only_keys(b, block,
              "kind id title finding note column beside down gap page rows columns data functions repeat span helper "
              "high head_high sort marks");
    table_field fields[MAX_FIELDS];
    bool units, totals = false, page = b->sheets[b->now].page && !get_flag(b, block, "helper", false);
    int n = read_fields(b, block, column,
                        "id header type unit input formula needs when otherwise status min max "
                        "choices help span total types look marks good spark bar most strip monday head",
                        fields, &units);
    units = units && !page;
    const cJSON *own = data_of(b, block), *own_line = own ? own->child : NULL;
    int rows = get_whole(b, block, "rows", own ? cJSON_GetArraySize(own) : 1, 1, 100000),
        first = put_head(b, block, fields, n, units, row, rows);
    int validations[MAX_FIELDS];
    if (page)
        page_blank_lines(b, block, fields[0].column, first,
                         fields[n - 1].column + fields[n - 1].span - fields[0].column, rows);
    for (int i = 0; i < n; i++) {
        validations[i] =
            get_flag(b, fields[i].json, "input", false) ? validation_of(b, fields[i].json, fields[i].t) : 0;
        totals = totals || cJSON_HasObjectItem(fields[i].json, "total");
        if (page)
            page_column(b, block, fields[i].json, fields[i].column, first, fields[i].span, rows);
        else if (get_flag(b, fields[i].json, "status", false))
            add_condition(b, CONDITION_STATUS, fields[i].column, first, 1, rows);
        if (!page && rows >= LONG_TABLE && get_flag(b, fields[i].json, "input", false))
            add_condition(b, CONDITION_FILLED, fields[i].column, first, fields[i].span, rows);
    }
    page_sort(b, block, first, rows);
    for (int r = 0; page && r < rows + totals; r++)
        set_height(b, first + r, get_number(b, block, "high", 0.46));
    const cJSON *line = lines_for(b, block, fields, n, rows);
    check_data(b, own, fields, n);
    for (int r = 0; r < rows; r++) {
        for (int i = 0; i < n; i++) {
            const cJSON *value = cJSON_GetObjectItemCaseSensitive(line, fields[i].id);
            cJSON number = {.type = cJSON_Number, .valuedouble = r + 1};
            if (!value)
                value = !strcmp(fields[i].t->name, "line") ? &number
                                                           : cJSON_GetObjectItemCaseSensitive(own_line, fields[i].id);
            table_field f = fields[i];
            f.t = type_of_line(b, &f, r);
            put_body_cell(b, block, &f, first + r, (scope){.block = need_text(b, block, "id"), .index = r}, value,
                          validations[i],
                          page                 ? ROLE_TYPED
                          : rows >= LONG_TABLE ? ROLE_INPUT_OPEN
                                               : ROLE_INPUT);
        }
        line = line ? line->next : NULL;
        own_line = own_line ? own_line->next : NULL;
    }
    if (totals)
        put_totals(b, block, fields, n, first + rows);
    return first + rows + totals;
}

/* "once": one array formula over the body of an answer whose size varies, with blanks beyond its end. Each formula
 * hands its arguments over once, which costs the office more than the answer. Rows are counted in the last column of
 * any sheet, empty in all: an array that names itself never ends. Of numbers alone: a text out of an array is unlike
 * one typed. */
static void put_once(book *b, const cJSON *block, const table_field *fields, int n, int first, int rows, scope s)
{
    bool link;
    for (int i = 0; i < n; i++) {
        if (fields[i].t->kind == 't' || fields[i].span > 1)
            broken(b, fields[i].json, "with \"once\" a column is of numbers, and not merged");
        for (int r = 0; r < rows; r++)
            put_text(b, fields[i].column, first + r, 1, style_of(b, ROLE_CALCULATION, fields[i].t), "");
    }
    s.element = say(b, "IFERROR(IF(ROW([.$AMJ%d:.$AMJ%d])-ROW([.$AMJ%d])<ROWS(~);~;\"\");\"\")", first + 1,
                    first + rows, first + 1);
    cell *c = at(b, fields[0].column, first);
    c->kind = CELL_FORMULA;
    c->text = guarded(b, block, "formula", s, false, &link);
    c->matrix_across = n;
    c->matrix_down = rows;
}

/* One array formula over the whole body, as large as the answer; or "each" cell by itself where its size varies; or a
 * "stack" of formulas, each an array of as many rows, so that the answers of several calls are one range. */
int block_array(book *b, const cJSON *block, int column, int row)
{
    only_keys(b, block,
              "kind id title note column beside down gap page rows columns formula needs when otherwise each once "
              "stack span helper");
    table_field fields[MAX_FIELDS];
    bool units, link;
    int n = read_fields(b, block, column, "id header type unit span", fields, &units);
    int rows = get_whole(b, block, "rows", 1, 1, 10000), first = put_head(b, block, fields, n, units, row, rows);
    scope s = {.block = need_text(b, block, "id"), .index = -1};
    bool each = get_flag(b, block, "each", false);
    const cJSON *stack = cJSON_GetObjectItemCaseSensitive(block, "stack");
    int parts = stack ? cJSON_GetArraySize(stack) : 1;
    if (stack && (each || parts < 1 || rows % parts))
        broken(b, stack, "\"stack\" is formulas that share the rows equally");
    if (get_flag(b, block, "once", false)) {
        put_once(b, block, fields, n, first, rows, s);
        return first + rows;
    }
    for (int r = 0; r < rows; r++) {
        const cJSON *part = stack ? cJSON_GetArrayItem(stack, r / (rows / parts)) : block;
        if (!each) /* else rows grow with their texts */
            set_height(b, first + r, 0.52);
        for (int i = 0; i < n; i++) {
            if (!each && fields[i].span > 1)
                broken(b, fields[i].json, "an array formula cannot stand in merged columns; with \"each\" it can");
            role look = each && fields[i].t->kind == 't' ? ROLE_CALCULATION_TEXT : ROLE_CALCULATION;
            put_text(b, fields[i].column, first + r, fields[i].span, style_of(b, look, fields[i].t), "");
            cell *c = at(b, fields[i].column, first + r);
            if (!each && (r % (rows / parts) || i))
                continue; /* the office fills the array */
            if (each)
                s.element = say(b, "IFERROR(INDEX(~;ROWS([.%s$%d:.%s%d]);COLUMNS([.$%s%d:.%s%d]));\"\")",
                                column_name(b, column + i), first + 1, column_name(b, column + i), first + r + 1,
                                column_name(b, column), first + r + 1, column_name(b, column + i), first + r + 1);
            c->kind = CELL_FORMULA;
            c->text = guarded(b, part, "formula", s, !r && !i, &link);
            c->matrix_across = each ? 0 : n;
            c->matrix_down = each ? 0 : rows / parts;
        }
    }
    return first + rows;
}
