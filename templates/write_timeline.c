/* Timelines: periods run across, one formula a row. Columns: label, unit, total (when a row has one), opening (when a
 * row has one), the periods. */
#include <string.h>
#include "write.h"

typedef struct line {
    const char *id;
    int periods, total, opening, first; /* how many; columns, -1: none */
    bool page;                          /* in the light look, without units */
    int label;                          /* columns of the label there */
    double high;
} line;

static bool any_has(const cJSON *items, const char *key)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, items) if (cJSON_HasObjectItem(item, key)) return true;
    return false;
}

static symbol *along(book *b, const cJSON *where, const line *l, const char *name, int row)
{
    symbol *s = add_symbol(b, where, say(b, "%s.%s", l->id, name));
    s->column = l->first;
    s->columns = l->periods;
    s->row = s->head_row = row;
    s->across = true;
    s->opening = l->opening >= 0;
    return s;
}

static void put_periods(book *b, const cJSON *block, const line *l, int column, int row)
{
    const cJSON *header = cJSON_GetObjectItemCaseSensitive(block, "header");
    only_keys(b, header, "label type first next needs marks above");
    const type *t = type_of(b, header, get_text(b, header, "type", "date"));
    int style = l->page ? style_with(b, ROLE_HEAD, t, MOD_END) : style_of(b, ROLE_HEADER_NUMBER, t);
    if (l->page) {
        put_text(b, column, row, l->label, style_of(b, ROLE_HEAD, NULL), get_text(b, header, "label", ""));
        set_height(b, row, 0.44);
        add_marks(b, cJSON_GetObjectItemCaseSensitive(header, "marks"), (scope){.block = l->id, .index = 0}, l->first,
                  row, l->periods, 1);
    } else {
        put_header(b, column, row, 1, get_text(b, header, "label", ""), NULL, false);
        put_header(b, column + 1, row, 1, "Unit", NULL, false);
    }
    for (int i = 0; i < 2; i++) {
        int where = i ? l->opening : l->total;
        const char *text = i ? "Opening" : "Total";
        if (where >= 0 && l->page)
            put_text(b, where, row, 1, style_with(b, ROLE_HEAD, NULL, MOD_END), text);
        else if (where >= 0)
            put_header(b, where, row, 1, text, NULL, true);
    }
    symbol *s = along(b, header, l, "period", row);
    s->type = t;
    s->head_column = column;
    s->label = get_text(b, header, "label", "period");
    for (int i = 0; i < l->periods && cJSON_HasObjectItem(header, "above"); i++)
        put_formula(b, l->first + i, row - 1, 1, style_with(b, ROLE_SUB, NULL, MOD_END),
                    guarded_or(b, header, "above", (scope){.block = l->id, .index = i}, "\"\""));
    for (int i = 0; i < l->periods; i++) {
        bool link;
        const char *formula =
            guarded(b, header, i ? "next" : "first", (scope){.block = l->id, .index = i}, false, &link);
        put_formula(b, l->first + i, row, 1, style, formula);
    }
    b->sheets[b->now].rows[row].repeat = get_flag(b, block, "repeat", false);
}

/* A row of a readers' page: no unit, colours by "marks" and "good". */
static void put_light(book *b, const cJSON *item, const line *l, const type *t, int column, int row)
{
    unsigned look = mods_of(b, item);
    bool sum = !strcmp(get_text(b, item, "style", ""), "total");
    role r = sum ? ROLE_SUM : ROLE_CELL;
    scope s = {.block = l->id, .index = 0, .shown = t};
    int label = style_with(b, r, NULL, look & (MOD_BOLD | MOD_MUTE | MOD_SMALL | MOD_BARE));
    put_text(b, column, row, l->label, label, need_text(b, item, "label"));
    if (cJSON_HasObjectItem(item, "told"))
        put_words(b, item, "told", column, row, l->label, label);
    set_height(b, row, get_number(b, item, "high", l->high));
    int style = style_with(b, r, t->kind == 't' ? NULL : t, look | MOD_END);
    static const char *const extras[] = {"total", "opening"};
    for (int i = 0; i < 2; i++) {
        int where = i ? l->opening : l->total;
        const cJSON *extra = cJSON_GetObjectItemCaseSensitive(item, extras[i]);
        if (where >= 0 && extra)
            put_formula(b, where, row, 1, style,
                        say(b, "of:=%s",
                            stored(b, extra, need_text(b, item, extras[i]), (scope){.block = l->id, .index = -1})));
        else if (where >= 0)
            put_text(b, where, row, 1, style, "");
    }
    for (int i = 0; i < l->periods; i++) {
        s.index = i;
        put_formula(b, l->first + i, row, 1, style,
                    guarded_or(b, item, "formula", s, quoted(b, get_text(b, item, "otherwise", ""))));
    }
    s.index = 0;
    add_large(b, t, false, l->first, row, l->periods, 1);
    add_marks(b, cJSON_GetObjectItemCaseSensitive(item, "marks"), s, l->first, row, l->periods, 1);
    const char *good = get_text(b, item, "good", "neither");
    if (strcmp(good, "neither"))
        add_condition(b, strcmp(good, "down") ? CONDITION_UP : CONDITION_DOWN, l->first, row, l->periods, 1);
}

static void put_line(book *b, const cJSON *item, const line *l, int column, int row)
{
    if (cJSON_HasObjectItem(item, "heading")) {
        only_keys(b, item, "heading");
        if (l->page) {
            put_text(b, column, row, l->label, style_of(b, ROLE_HEAD, NULL), need_text(b, item, "heading"));
            for (int i = column + l->label; i < l->first + l->periods; i++)
                put_text(b, i, row, 1, style_of(b, ROLE_HEAD, NULL), "");
            set_height(b, row, 0.42);
            return;
        }
        put_text(b, column, row, 2, style_of(b, ROLE_SUBHEADING, NULL), need_text(b, item, "heading"));
        return;
    }
    only_keys(
        b, item,
        "id label unit type formula needs when otherwise opening total input style min max choices help look marks "
        "good high told");
    const type *t = type_of(b, item, get_text(b, item, "type", "number"));
    const char *style = get_text(b, item, "style", "");
    bool input = get_flag(b, item, "input", false), link, total = !strcmp(style, "total"),
         status = !strcmp(style, "status");
    if (*style && !total && !status)
        broken(b, item, "\"style\" is total or status");
    symbol *s = along(b, item, l, need_text(b, item, "id"), row);
    s->label = need_text(b, item, "label");
    s->type = t;
    s->input = input;
    s->head_column = column;
    if (l->page) {
        put_light(b, item, l, t, column, row);
        return;
    }
    put_text(b, column, row, 1, style_of(b, total ? ROLE_TOTAL : ROLE_LABEL, NULL), s->label);
    put_unit(b, column + 1, row, 1, style_of(b, total ? ROLE_TOTAL : ROLE_UNIT, NULL), get_text(b, item, "unit", ""));
    static const char *const extras[] = {"total", "opening"};
    for (int i = 0; i < 2; i++) {
        int where = i ? l->opening : l->total;
        const cJSON *extra = cJSON_GetObjectItemCaseSensitive(item, extras[i]);
        if (where >= 0 && extra)
            put_formula(b, where, row, 1, style_of(b, total ? ROLE_TOTAL : ROLE_CALCULATION, t),
                        say(b, "of:=%s",
                            stored(b, extra, need_text(b, item, extras[i]), (scope){.block = l->id, .index = -1})));
        else if (where >= 0)
            put_text(b, where, row, 1, style_of(b, total ? ROLE_TOTAL : ROLE_LABEL, NULL), "");
    }
    const cJSON *sample = sample_table(b, l->id, false), *given = sample ? sample->child : NULL;
    int validation = input ? validation_of(b, item, t) : 0;
    for (int i = 0; i < l->periods; i++, given = given ? given->next : NULL) {
        if (input) {
            put_value(b, l->first + i, row, style_of(b, ROLE_INPUT, t), t,
                      cJSON_GetObjectItemCaseSensitive(given, need_text(b, item, "id")));
            at(b, l->first + i, row)->validation = validation;
            continue;
        }
        const char *formula = guarded(b, item, "formula", (scope){.block = l->id, .index = i}, false, &link);
        role r = total ? ROLE_TOTAL : status ? ROLE_STATUS : link ? ROLE_LINK : ROLE_CALCULATION;
        put_formula(b, l->first + i, row, 1, style_of(b, r, t), formula);
    }
    if (status)
        add_condition(b, CONDITION_STATUS, l->first, row, l->periods, 1);
}

int block_timeline(book *b, const cJSON *block, int column, int row)
{
    only_keys(b, block,
              "kind id title finding note column beside down gap page periods header rows repeat span helper "
              "label_span high");
    const cJSON *item, *rows = get_items(b, block, "rows", true);
    bool page = b->sheets[b->now].page && !get_flag(b, block, "helper", false);
    int label = get_whole(b, block, "label_span", page ? 1 : 2, 1, MAX_COLUMNS);
    line l = {need_text(b, block, "id"),
              get_whole(b, block, "periods", 12, 1, 200),
              -1,
              -1,
              column + (page ? label : 2),
              page,
              label,
              get_number(b, block, "high", 0.43)};
    if (any_has(rows, "total"))
        l.total = l.first++;
    if (any_has(rows, "opening"))
        l.opening = l.first++;
    if (page && cJSON_HasObjectItem(cJSON_GetObjectItemCaseSensitive(block, "header"), "above"))
        set_height(b, row++, 0.36);
    put_periods(b, block, &l, column, row++);
    symbol *whole = add_symbol(b, block, l.id);
    whole->label = get_text(b, block, "title", l.id);
    whole->column = l.first;
    whole->head_column = column;
    whole->columns = l.periods;
    whole->row = row;
    whole->rows = cJSON_GetArraySize(rows);
    whole->across = true;
    cJSON_ArrayForEach(item, rows) put_line(b, item, &l, column, row++);
    return row;
}
