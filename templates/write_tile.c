/* The four figures of a readers' page: label, value with its trend, comparison, note. */
#include <string.h>
#include "write.h"

static const scope nowhere = {.index = -1};

/* The phrase that tells a number of this type with its sign. */
static const char *gain_of(const book *b, const cJSON *where, const type *t)
{
    static const char *const by_name[][2] = {{"k", "K"},        {"k0", "K"},      {"m", "K"},         {"money", "N"},
                                             {"count", "N"},    {"percent", "P"}, {"percent0", "P0"}, {"points", "PTS"},
                                             {"multiple", "X"}, {"ratio", "N2"},  {"number", "N2"},   {"one", "N1"}};
    const char *name = t->name + t->sign;
    for (size_t i = 0; i < sizeof by_name / sizeof *by_name; i++)
        if (!strcmp(by_name[i][0], name))
            return by_name[i][1];
    broken(b, where, "a comparison is no %s", t->name);
}

static void put_compare(book *b, const cJSON *item, int column, int row, int span, unsigned rule)
{
    const cJSON *compare = cJSON_GetObjectItemCaseSensitive(item, "compare");
    int style = style_with(b, ROLE_FIGURE_NOTE, NULL, rule);
    if (!compare) {
        put_text(b, column, row, span, style, "");
        return;
    }
    only_keys(b, compare, "formula needs when otherwise type good label");
    style = style_with(b, ROLE_PLAIN, NULL, rule | MOD_BOLD);
    const char *good = get_text(b, compare, "good", "neither");
    if (strcmp(good, "up") && strcmp(good, "down") && strcmp(good, "neither"))
        broken(b, compare, "\"good\" is up, down or neither");
    if (!cJSON_HasObjectItem(compare, "type")) { /* words alone */
        put_formula(b, column, row, span, style,
                    guarded_or(b, compare, "formula", nowhere, quoted(b, get_text(b, compare, "otherwise", ""))));
        return;
    }
    const type *t = type_of(b, compare, get_text(b, compare, "type", "percent"));
    const char *text = need_text(b, compare, "formula");
    const cJSON *label = cJSON_GetObjectItemCaseSensitive(compare, "label");
    const char *against =
        cJSON_IsObject(label) ? need_text(b, label, "formula") : say(b, "'%s'", need_text(b, compare, "label"));
    if (cJSON_IsObject(label))
        only_keys(b, label, "formula");
    /* The number stands once, right of the print range: the words tell it, the colour goes by it. */
    sheet *s = &b->sheets[b->now];
    int helper = s->helper++;
    put_formula(
        b, helper, row, 1, style_of(b, ROLE_HELPER, type_of(b, compare, "decimal")),
        guarded_or(b, compare, "formula", (scope){.index = -1, .shown = type_of(b, compare, "number")}, "\"\""));
    (void)text;
    if (b->learning) {
        put_formula(b, column, row, span, style, "");
        return;
    }
    const char *number = say(b, "[.$%s$%d]", column_name(b, helper), row + 1);
    const char *phrase = phrase_of(say(b, "GAIN.%s", gain_of(b, compare, t)));
    const char *told = with_argument(b, phrase, number), *end = stored(b, compare, against, nowhere);
    put_formula(b, column, row, span, style,
                say(b, "of:=IF(ISNUMBER(%s);IF(%s=0;\"= \";%s&\" \")&%s;%s)", number, number, told, end,
                    quoted(b, get_text(b, compare, "otherwise", ""))));
    if (strcmp(good, "neither")) {
        bool up = !strcmp(good, "up");
        add_mark(b, "good", say(b, "IF(ISNUMBER(%s);%s%s0;FALSE())", number, number, up ? ">" : "<"), column, row, 1,
                 1);
        add_mark(b, "bad", say(b, "IF(ISNUMBER(%s);%s%s0;FALSE())", number, number, up ? "<" : ">"), column, row, 1, 1);
    }
}

static void put_tile(book *b, const cJSON *item, int column, int row, int span, bool first)
{
    only_keys(b, item, "id label type formula needs when otherwise compare note trend dots target room mark");
    unsigned rule = first ? 0 : MOD_RULE;
    const type *t = type_of(b, item, get_text(b, item, "type", "number"));
    symbol *s = add_symbol(b, item, need_text(b, item, "id"));
    s->label = need_text(b, item, "label");
    s->column = s->head_column = column;
    s->row = row + 1;
    s->head_row = row;
    s->type = t;
    put_text(b, column, row, span, style_with(b, ROLE_FIGURE_TOP, NULL, rule), s->label);
    put_formula(b, column, row + 1, span, style_with(b, ROLE_FIGURE, t->kind == 't' ? NULL : t, rule),
                guarded_or(b, item, "formula", (scope){.index = -1, .shown = t},
                           quoted(b, get_text(b, item, "otherwise", "–"))));
    add_large(b, t, true, column, row + 1, 1, 1);
    if (cJSON_HasObjectItem(item, "trend"))
        put_trend(b, item, s->label, column, row + 1, span);
    put_compare(b, item, column, row + 2, span, rule);
    put_words(b, item, "note", column, row + 3, span, style_with(b, ROLE_FIGURE_NOTE, NULL, rule));
}

int page_tiles(book *b, const cJSON *block, int column, int row)
{
    only_keys(b, block, "kind title finding note column beside down gap page items spans");
    const cJSON *item, *items = get_items(b, block, "items", true), *span, *spans = get_items(b, block, "spans", true);
    int at_column = column;
    if (cJSON_GetArraySize(items) != cJSON_GetArraySize(spans))
        broken(b, block, "\"spans\" has a number of columns for each tile");
    span = spans->child;
    cJSON_ArrayForEach(item, items)
    {
        if (!cJSON_IsNumber(span) || span->valueint < 1 || span->valueint > MAX_COLUMNS)
            broken(b, span, "must be a number of columns");
        put_tile(b, item, at_column, row, span->valueint, item == items->child);
        at_column += span->valueint;
        span = span->next;
    }
    set_height(b, row, 0.5);
    set_height(b, row + 1, 0.86);
    set_height(b, row + 2, 0.44);
    set_height(b, row + 3, 0.42);
    return row + 4;
}
