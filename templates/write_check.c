/* Checks, each pass or fail with its place. */
#include <string.h>
#include "write.h"

/* What to do; where "names" is given and the check fails, first the lines that are wrong. An array formula of one cell,
 * so that "names" may join a text over whole columns; it is looked at only then, and cut at twice the label's length.
 */
static void put_remedy(book *b, const cJSON *item, scope s, int column, int row)
{
    const char *help = get_text(b, item, "help", ""), *names = get_text(b, item, "names", NULL);
    int style = style_of(b, ROLE_LABEL, NULL);
    put_paragraph(b, column + 3, row, 1, style, help);
    if (!names)
        return;
    names = stored(b, cJSON_GetObjectItemCaseSensitive(item, "names"), names, s);
    const char *label = say(b, "[.%s%d]", column_name(b, column), row + 1);
    names = say(b, "IF(LEN(%s)>LEN(%s&%s);LEFT(%s;LEN(%s&%s))&\"...\";%s)", names, label, label, names, label, label,
                names);
    put_formula(b, column + 3, row, 1, style,
                say(b, "of:=IF(LEFT([.%s%d];1)=\"✗\";IFERROR(%s&\". \";\"\");\"\")&%s", column_name(b, column + 1),
                    row + 1, names, quoted(b, help)));
    cell *c = at(b, column + 3, row);
    c->matrix_across = c->matrix_down = 1;
    set_height(b, row, 0.42 * (1 + lines_of(b, column + 3, 1, 10, help)) + 0.1);
}

/* One line: what is checked, the result with its sign, where to go, what to do. */
static void put_check(book *b, const cJSON *item, const char *block, int column, int row)
{
    only_keys(b, item, "label test needs when otherwise goto help names");
    scope nowhere = {.block = block, .index = -1};
    put_paragraph(b, column, row, 1, style_of(b, ROLE_LABEL, NULL), need_text(b, item, "label"));
    put_formula(b, column + 1, row, 1, style_of(b, ROLE_STATUS, NULL), checked(b, item, nowhere));
    put_text(b, column + 2, row, 1, style_of(b, ROLE_GOTO, NULL), "go there →");
    if (!b->learning) {
        symbol place;
        chart_range(b, item, need_text(b, item, "goto"), &place);
        at(b, column + 2, row)->link = address(b, place.sheet, place.column, place.row);
        at(b, column + 2, row)->text = say(b, "%s →", b->sheets[place.sheet].name);
    }
    put_remedy(b, item, nowhere, column, row);
}

int block_checks(book *b, const cJSON *block, int column, int row)
{
    static const char *const heads[] = {"Check", "Result", "Where", "If it fails"};
    only_keys(b, block, "kind id title note column beside gap page items");
    const char *id = need_text(b, block, "id");
    const cJSON *item, *items = get_items(b, block, "items", true);
    int n = cJSON_GetArraySize(items), first = row + 2;
    const char *range =
        say(b, "[.%s%d:.%s%d]", column_name(b, column + 1), first + 1, column_name(b, column + 1), first + n);
    symbol *status = add_symbol(b, block, say(b, "%s.status", id)),
           *failed = add_symbol(b, block, say(b, "%s.results", id)),
           *labels = add_symbol(b, block, say(b, "%s.labels", id));
    status->type = failed->type = type_of(b, block, "text");
    status->column = failed->column = column + 1;
    status->row = row;
    failed->row = first;
    failed->rows = n;
    *labels = (symbol){.name = labels->name,
                       .label = "Check",
                       .sheet = b->now,
                       .column = column,
                       .row = first,
                       .columns = 1,
                       .rows = n,
                       .type = failed->type};
    status->label = "Checks";
    put_text(b, column, row, 1, style_of(b, ROLE_LABEL, NULL), "All checks together");
    put_formula(
        b, column + 1, row, 3, style_of(b, ROLE_STATUS, NULL),
        say(b,
            "of:=IF(COUNTIF(%s;\"✗*\")>0;\"✗ \"&COUNTIF(%s;\"✗*\")&\" of \"&ROWS(%s)&\" checks fail\";"
            "IF(COUNTIF(%s;\"–*\")>0;\"– waiting for data: \"&COUNTIF(%s;\"✓*\")&\" of \"&ROWS(%s)&\" checks pass\";"
            "\"✓ all \"&ROWS(%s)&\" checks pass\"))",
            range, range, range, range, range, range, range));
    add_condition(b, CONDITION_STATUS, column + 1, row, 1, 1);
    for (int i = 0; i < 4; i++)
        put_header(b, column + i, row + 1, 1, heads[i], NULL, false);
    add_condition(b, CONDITION_STATUS, column + 1, first, 1, n);
    row = first;
    cJSON_ArrayForEach(item, items) put_check(b, item, id, column, row++);
    return row;
}
