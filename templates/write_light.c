/* Tables of readers' pages: small heads over a rule, hair rules below the lines, no fill. */
#include <string.h>
#include "write.h"

static const scope nowhere = {.index = -1};

static unsigned aligned(const book *b, const cJSON *item, const type *t)
{
    unsigned all = mods_of(b, item);
    if (all & MOD_START)
        return all & ~(unsigned)MOD_START;
    return t->kind != 't' && !(all & MOD_CENTER) ? all | MOD_END : all;
}

void page_head(book *b, const cJSON *item, int column, int row, int span, const char *text, const type *t)
{
    set_height(b, row, 0.1 + 0.34 * lines_in(width_of(b, column, span) - 0.12, 8, text));
    put_text(b, column, row, span,
             style_with(b, ROLE_HEAD, NULL, aligned(b, item, t) & (MOD_END | MOD_CENTER | MOD_PAD)), text);
}

/* What of a figure's place between two limits a dot behind up to 28 blanks shows: "strip": ["@low", "@high", "@value"].
 */
static const char *strip_of(book *b, const cJSON *strip, scope s)
{
    const char *parts[3];
    if (cJSON_GetArraySize(strip) != 3)
        broken(b, strip, "\"strip\" is three references: from, to, value");
    for (int i = 0; i < 3; i++) {
        const cJSON *one = cJSON_GetArrayItem(strip, i);
        if (!cJSON_IsString(one))
            broken(b, one, "must be a reference");
        parts[i] = b->learning ? "" : stored(b, one, one->valuestring, s);
    }
    return say(b,
               "of:=IF(AND(ISNUMBER(%s);ISNUMBER(%s);ISNUMBER(%s));IF(%s>%s;REPT(UNICHAR(160);"
               "ROUND(28*MAX(0;MIN(1;(%s-%s)/(%s-%s)));0))&\"●\";\"●\");\"\")",
               parts[0], parts[1], parts[2], parts[1], parts[0], parts[2], parts[0], parts[1], parts[0]);
}

void page_cell(book *b, const cJSON *item, int column, int row, int span, const type *t, scope s, const cJSON *value)
{
    int style = style_with(b, ROLE_CELL, t->kind == 't' ? NULL : t, aligned(b, item, t));
    const cJSON *strip = cJSON_GetObjectItemCaseSensitive(item, "strip");
    if (strip) {
        put_formula(b, column, row, span, style_with(b, ROLE_STRIP, NULL, mods_of(b, item)), strip_of(b, strip, s));
    } else if (cJSON_HasObjectItem(item, "spark")) {
        if (span > 1)
            broken(b, item, "a sparkline's cell is one column");
        put_text(b, column, row, 1, style, "");
    } else if (cJSON_HasObjectItem(item, "formula")) {
        put_formula(b, column, row, span, style,
                    guarded_or(b, item, "formula", s, quoted(b, get_text(b, item, "otherwise", ""))));
    } else {
        put_text(b, column, row, span, style, "");
        put_value(b, column, row, style, t, value);
    }
}

/* The columns of "spark" one after the other, a line each, as shares of the line's largest value right of the print
 * range: sparklines see their own sheet alone. From zero, or from the lowest value below it: a column says size. */
static void put_sparks(book *b, const cJSON *item, int column, int row, int rows)
{
    sheet *s = &b->sheets[b->now];
    const char *lines = need_text(b, item, "spark");
    int style = style_of(b, ROLE_HELPER, type_of(b, item, "decimal")), helper = s->helper;
    s->helper += rows + 1;
    if (b->learning)
        return;
    target all = whole_reference(b, item, lines, nowhere);
    bool across = all.symbol->across;
    int series = across ? all.rows : all.columns, n = across ? all.columns : all.rows;
    if (series < rows)
        broken(b, item, "\"spark\": %s has %d series, the table %d lines", lines, series, rows);
    for (int i = 0; i < rows; i++) {
        target one = all;
        *(across ? &one.row : &one.column) += i;
        *(across ? &one.rows : &one.columns) = 1;
        const char *whole_line = target_text(b, one);
        for (int k = 0; k < n; k++) {
            target point = one;
            *(across ? &point.column : &point.row) += k;
            *(across ? &point.columns : &point.rows) = 1;
            const char *x = target_text(b, point);
            put_formula(b, helper + i, k, 1, style,
                        say(b,
                            "of:=IF(ISNUMBER(%s);IF(MAX(0;%s)>MIN(0;%s);(%s-MIN(0;%s))/(MAX(0;%s)-MIN(0;%s));0);\"\")",
                            x, whole_line, whole_line, x, whole_line, whole_line, whole_line));
        }
        add_spark(b, column, row + i, helper + i, 0, n);
    }
}

static bool less_is_better(book *b, const cJSON *good, int line)
{
    const cJSON *one = cJSON_IsArray(good) ? cJSON_GetArrayItem(good, line) : good;
    const char *text = cJSON_GetStringValue(one);
    if (good && (!text || (strcmp(text, "up") && strcmp(text, "down") && strcmp(text, "neither"))))
        broken(b, good, "up, down or neither, or one of these for each line");
    return text && !strcmp(text, "down");
}

static bool neither(const cJSON *good, int line)
{
    const cJSON *one = cJSON_IsArray(good) ? cJSON_GetArrayItem(good, line) : good;
    return !one || (cJSON_IsString(one) && !strcmp(one->valuestring, "neither"));
}

/* Lines of a computed table that show nothing have no rule either: empty ruled lines ask to be filled. */
void page_blank_lines(book *b, const cJSON *block, int column, int row, int span, int rows)
{
    const cJSON *item, *head = get_items(b, block, "columns", true)->child;
    cJSON_ArrayForEach(item, get_items(b, block, "columns", true)) if (get_flag(b, item, "input", false)) return;
    if (cJSON_HasObjectItem(head, "formula"))
        add_mark(b, "none", say(b, "LEN([.$%s%d])=0", column_name(b, column), row + 1), column, row, span, rows);
}

/* What hangs on a column as a whole: its colours, bars and sparklines. "good": which way is better, for all lines or
 * one by one. */
void page_column(book *b, const cJSON *block, const cJSON *item, int column, int row, int span, int rows)
{
    scope first = {.block = get_text(b, block, "id", NULL), .index = 0};
    const cJSON *good = cJSON_GetObjectItemCaseSensitive(item, "good");
    (void)span;
    if (get_flag(b, item, "status", false))
        add_condition(b, CONDITION_STATE, column, row, 1, rows);
    add_marks(b, cJSON_GetObjectItemCaseSensitive(item, "marks"), first, column, row, 1, rows);
    add_marks(b, cJSON_GetObjectItemCaseSensitive(block, "marks"), first, column, row, 1, rows);
    add_large(b, type_of(b, item, get_text(b, item, "type", "number")), false, column, row, 1, rows);
    if (cJSON_HasObjectItem(item, "spark"))
        put_sparks(b, item, column, row, rows);
    const cJSON *bar = cJSON_GetObjectItemCaseSensitive(item, "bar");
    bool behind = cJSON_IsString(bar) && !strcmp(bar->valuestring, "shown");
    if (behind)
        add_bar(b, bar, false, true, 1, column, row, rows);
    for (int i = 0; i < rows && !behind; i++) {
        bool less = less_is_better(b, good, i);
        if (bar)
            add_bar(b, bar, less, false, get_number(b, item, "most", 0.5), column, row + i, 1);
        else if (!neither(good, i))
            add_condition(b, less ? CONDITION_DOWN : CONDITION_UP, column, row + i, 1, 1);
    }
}

/* Where the lines of a sorted table stand in the table that it shows: right of the print range, for each line of the
 * source its rank (equal ones in their order), and for each line shown the line of the source, named id.line. */
void page_sort(book *b, const cJSON *block, int first, int rows)
{
    const cJSON *sort = cJSON_GetObjectItemCaseSensitive(block, "sort");
    sheet *s = &b->sheets[b->now];
    if (!sort)
        return;
    only_keys(b, sort, "by order");
    const char *order = get_text(b, sort, "order", "down");
    if (strcmp(order, "down") && strcmp(order, "up"))
        broken(b, sort, "\"order\" is down (largest first) or up");
    int rank = s->helper, line = s->helper + 1, style = style_of(b, ROLE_HELPER, type_of(b, sort, "line"));
    s->helper += 3;
    symbol *of = add_symbol(b, sort, say(b, "%s.line", need_text(b, block, "id")));
    of->column = line;
    of->row = first;
    of->rows = rows;
    of->type = type_of(b, block, "line");
    target by = {0};
    if (!b->learning)
        by = whole_reference(b, sort, need_text(b, sort, "by"), nowhere);
    const char *all = b->learning ? "" : target_text(b, by), *better = strcmp(order, "up") ? ">" : "<";
    for (int i = 0; i < by.rows; i++) {
        target one = by, before = by;
        one.row += i;
        one.rows = 1;
        before.rows = i + 1;
        const char *x = target_text(b, one), *so_far = target_text(b, before);
        put_formula(b, rank, i, 1, style,
                    say(b,
                        "of:=IF(ISNUMBER(%s);SUMPRODUCT(ISNUMBER(%s)*(%s%s%s))+SUMPRODUCT(ISNUMBER(%s)*(%s=%s));\"\")",
                        x, all, all, better, x, so_far, so_far, x));
    }
    for (int i = 0; i < rows; i++)
        put_formula(b, line, first + i, 1, style,
                    say(b, "of:=IFERROR(MATCH(ROWS([.$A$%d:.A%d]);[.$%s$1:.$%s$%d];0);\"\")", first + 1, first + i + 1,
                        column_name(b, rank), column_name(b, rank), by.rows > 0 ? by.rows : 1));
}
