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
                say(b,
                    "of:=IF(LEFT([.%s%d];1)=\"✗\";IFERROR(SUBSTITUTE(SUBSTITUTE(\"¦\"&%s&\". \";\"¦. "
                    "\";\"\");\"¦\";\"\");\"\");"
                    "\"\")&%s",
                    column_name(b, column + 1), row + 1, names, quoted(b, help)));
    cell *c = at(b, column + 3, row);
    c->matrix_across = c->matrix_down = 1;
    set_height(b, row, 0.42 * (1 + lines_of(b, column + 3, 1, 10, help)) + 0.1);
}

/* One line: what is checked, the result with its sign, where to go, what to do. */
static void put_check(book *b, const cJSON *item, const char *block, int column, int row)
{
    only_keys(b, item, "label test needs when otherwise goto help names class short");
    scope nowhere = {.block = block, .index = -1};
    put_paragraph(b, column, row, 1, style_of(b, ROLE_LABEL, NULL), need_text(b, item, "label"));
    put_formula(b, column + 1, row, 1, style_of(b, ROLE_STATUS, NULL), checked(b, item, nowhere));
    put_text(b, column + 2, row, 1, style_of(b, ROLE_GOTO, NULL), "go there →");
    if (!b->learning) {
        symbol place;
        chart_range(b, item, need_text(b, item, "goto"), &place);
        at(b, column + 2, row)->link = address(b, place.sheet, place.column, place.row);
        const char *cell_text =
            say(b, "%s %s%d →", b->sheets[place.sheet].name, column_name(b, place.column), place.row + 1);
        at(b, column + 2, row)->text =
            lines_of(b, column + 2, 1, 10.5, cell_text) == 1 ? cell_text : say(b, "%s →", b->sheets[place.sheet].name);
    }
    put_remedy(b, item, nowhere, column, row);
}

/* Of two classes: a failing check of figures says not to rely on the page; open paperwork leaves the figures standing.
 */
static bool is_paperwork(book *b, const cJSON *item)
{
    const char *class = get_text(b, item, "class", "figures");
    if (strcmp(class, "figures") && strcmp(class, "paperwork"))
        broken(b, item, "\"class\" is figures or paperwork");
    return !strcmp(class, "paperwork");
}

static const char *down(book *b, int column, int row, int rows)
{
    return say(b, "[.%s%d:.%s%d]", column_name(b, column), row + 1, column_name(b, column), row + rows);
}

/* What the first line says whose result begins with this sign. */
static const char *first_with(book *b, int column, int what, int row, int rows, const char *sign)
{
    return say(b, "INDEX(%s;MATCH(\"%s*\";%s;0))", down(b, column + what, row, rows), sign,
               down(b, column + 1, row, rows));
}

static void put_state(book *b, const cJSON *block, const char *name, const char *label, int column, int row,
                      const char *formula)
{
    symbol *state = add_symbol(b, block, say(b, "%s.%s", get_text(b, block, "id", ""), name));
    state->type = type_of(b, block, "text");
    state->label = label;
    state->column = column + 1;
    state->row = row;
    put_text(b, column, row, 1, style_of(b, ROLE_LABEL, NULL), label);
    put_formula(b, column + 1, row, 3, style_of(b, ROLE_STATUS, NULL), say(b, "of:=%s", formula));
    add_condition(b, CONDITION_STATUS, column + 1, row, 1, 1);
}

/* The names of the papers, as the masthead has room for them: "short", or the label. */
static const char *paper_names(book *b, const cJSON *items)
{
    const char *names = "";
    const cJSON *item;
    cJSON_ArrayForEach(item, items)
    {
        if (!is_paperwork(b, item))
            continue;
        const char *name = get_text(b, item, "short", need_text(b, item, "label"));
        if (strlen(name) > strlen("a label for which there is no room"))
            broken(b, item, "\"%s\" has no room in the masthead: give it a \"short\"", name);
        names = say(b, "%s;%s", names, quoted(b, name));
    }
    return names;
}

static void put_classes(book *b, const cJSON *block, int column, int row, int first, int figures, int papers)
{
    const char *of = down(b, column + 1, first, figures);
    put_state(b, block, "figures", "Figures", column, row,
              say(b,
                  "IF(COUNTIF(%s;\"✗*\")>0;\"✗ Do not rely on this page. This fails: \"&%s&\" (\"&SUBSTITUTE(%s;\" "
                  "→\";\"\")&\")\";"
                  "IF(COUNTIF(%s;\"✓*\")=ROWS(%s);\"✓ Figures: all \"&ROWS(%s)&\" checks pass\";"
                  "\"○ Do not rely on this page yet: \"&(ROWS(%s)-COUNTIF(%s;\"✓*\"))&"
                  "\" of \"&ROWS(%s)&\" checks wait for data\"))",
                  of, first_with(b, column, 0, first, figures, "✗"), first_with(b, column, 2, first, figures, "✗"), of,
                  of, of, of, of, of));
    if (!papers)
        return;
    const char *rest = down(b, column + 1, first + figures, papers);
    const char *which = say(b, "CHOOSE(MATCH(IF(COUNTIF(%s;\"✗*\")>0;\"✗*\";\"–*\");%s;0)%s)", rest, rest,
                            paper_names(b, get_items(b, block, "items", true)));
    put_state(
        b, block, "paperwork", "Paperwork", column, row + 1,
        say(b,
            "IF(COUNTIF(%s;\"–*\")=ROWS(%s);\"Paperwork: may wait\";IF(COUNTIF(%s;\"✓*\")=ROWS(%s);\"Paperwork: "
            "complete (\"&ROWS(%s)&\" of \"&ROWS(%s)&\") ✓\";\"Paperwork: \"&(ROWS(%s)-COUNTIF(%s;\"✓*\"))&\" of \"&"
            "ROWS(%s)&\" open (\"&IF(ROWS(%s)-COUNTIF(%s;\"✓*\")>1;\"first: \";\"\")&%s&\")\"))",
            rest, rest, rest, rest, rest, rest, rest, rest, rest, rest, rest, which));
}

int block_checks(book *b, const cJSON *block, int column, int row)
{
    static const char *const heads[] = {"Check", "Result", "Where", "If it fails"};
    only_keys(b, block, "kind id title note column beside gap page items");
    const char *id = need_text(b, block, "id");
    const cJSON *item, *items = get_items(b, block, "items", true);
    int n = cJSON_GetArraySize(items), papers = 0;
    cJSON_ArrayForEach(item, items) papers += is_paperwork(b, item);
    int first = row + 3 + (papers > 0);
    const char *range =
        say(b, "[.%s%d:.%s%d]", column_name(b, column + 1), first + 1, column_name(b, column + 1), first + n);
    symbol *classes[] = {add_symbol(b, block, say(b, "%s.figure_results", id)),
                         papers ? add_symbol(b, block, say(b, "%s.paper_results", id)) : NULL};
    for (int i = 0; i < 2; i++) {
        if (!classes[i])
            continue;
        classes[i]->column = column + 1;
        classes[i]->row = first + (i ? n - papers : 0);
        classes[i]->rows = i ? papers : n - papers;
        classes[i]->type = type_of(b, block, "text");
    }
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
    put_classes(b, block, column, row + 1, first, n - papers, papers);
    for (int i = 0; i < 4; i++)
        put_header(b, column + i, first - 1, 1, heads[i], NULL, false);
    add_condition(b, CONDITION_STATUS, column + 1, first, 1, n);
    row = first;
    for (int class = 0; class < 2; class ++) /* the figures' first: each class is one range */
        cJSON_ArrayForEach(item, items) if (is_paperwork(b, item) == class) put_check(b, item, id, column, row++);
    return row;
}
