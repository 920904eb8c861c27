/* An export as it comes, below what DATA.REPORT reads in it and the cells in which the user settles what is open.
 * Names: raw.area the cells; raw.state, raw.words; raw.read, raw.sum, raw.left, raw.refused, raw.refused_sum,
 * raw.missing. */
#include <string.h>
#include "data/words.h"
#include "write.h"

enum {
    WIDTH = 128,
    LINES = 20480,
    REPORT = 160, /* rows of it; more than DATA.REPORT has */
    WHAT = 5,     /* its columns */
    SPAN = 8,     /* columns of what is said above */
    ANSWERS = 6
};

/* Where the parts of the block stand. */
typedef struct raw {
    const char *id, *kind;
    const sx_canon *canon;
    int column, row, columns, rows; /* of the area */
    int says, figures, map, side;   /* rows; side: the first column beside the area */
} raw;

static raw read_raw(book *b, const cJSON *block, int column, int row)
{
    raw r = {.id = need_text(b, block, "id"), .kind = need_text(b, block, "of"), .column = column, .says = row};
    r.canon = sx_canon_named(r.kind);
    if (!r.canon)
        broken(b, cJSON_GetObjectItemCaseSensitive(block, "of"), "\"%s\" is no kind of table", r.kind);
    r.columns = get_whole(b, block, "width", WIDTH, 1, 128);
    r.rows = get_whole(b, block, "rows", LINES, 60, 200000);
    int fields = (int)r.canon->n_canonical;
    r.figures = row + 3;
    r.map = r.figures + 4;
    r.row = r.map + (fields > ANSWERS ? fields : ANSWERS) + 2;
    r.side = column + r.columns + 1;
    return r;
}

static const char *range(book *b, int column, int row, int columns, int rows)
{
    return say(b, "[.$%s$%d:.$%s$%d]", column_name(b, column), row + 1, column_name(b, column + columns - 1),
               row + rows);
}

static const char *one(book *b, int column, int row)
{
    return say(b, "[.$%s$%d]", column_name(b, column), row + 1);
}

static symbol *name_cell(book *b, const cJSON *block, const raw *r, const char *name, const char *label,
                         const char *type_name, int column, int row)
{
    symbol *s = add_symbol(b, block, say(b, "%s.%s", r->id, name));
    s->label = label;
    s->column = column;
    s->row = row;
    s->type = type_of(b, block, type_name);
    return s;
}

static void put_array(book *b, int column, int row, int columns, int rows, const char *formula)
{
    cell *c = at(b, column, row);
    c->kind = CELL_FORMULA;
    c->text = formula;
    c->matrix_across = columns;
    c->matrix_down = rows;
}

/* How many of the lines or columns are looked at: what is blank beyond costs nothing. */
static const char *extent(book *b, const raw *r, bool down)
{
    int all = down ? r->rows : r->columns, steps[] = {all / 20, all / 4, all}, low = 0;
    if (!down)
        steps[0] = all / 8, steps[1] = all / 2;
    const char *text = "0";
    for (int i = 0; i < 3; low = steps[i++]) {
        const char *step = down ? range(b, r->column, r->row + low, r->columns, steps[i] - low)
                                : range(b, r->column + low, r->row, steps[i] - low, r->rows);
        const char *so_far = down ? range(b, r->column, r->row, 1, steps[i]) : range(b, r->column, r->row, steps[i], 1);
        text = say(b, "IF(COUNTA(%s)>0;%s(%s);%s)", step, down ? "ROWS" : "COLUMNS", so_far, text);
    }
    return text;
}

/* The settings as DATA takes them, and the whole report. */
static void put_side(book *b, const raw *r)
{
    int text = style_of(b, ROLE_CALCULATION, type_of(b, NULL, "text")), n = (int)r->canon->n_canonical;
    static const char *const heads[] = {"what", "of", "count", "money", "words"};
    put_header(b, r->side, r->says, 1, "lines looked at", NULL, true);
    put_header(b, r->side + 1, r->says, 1, "columns", NULL, true);
    put_formula(b, r->side, r->says + 1, 1, style_of(b, ROLE_CALCULATION, type_of(b, NULL, "line")),
                say(b, "of:=%s", extent(b, r, true)));
    put_formula(b, r->side + 1, r->says + 1, 1, style_of(b, ROLE_CALCULATION, type_of(b, NULL, "line")),
                say(b, "of:=%s", extent(b, r, false)));
    put_header(b, r->side, r->map - 1, 1, "field", NULL, false);
    put_header(b, r->side + 1, r->map - 1, 1, "as DATA takes it", NULL, false);
    for (int i = 0; i < n; i++) {
        const char *constant = one(b, r->column + 2, r->map + i);
        put_text(b, r->side, r->map + i, 1, text, sx_field_names[r->canon->columns[i].field]);
        put_formula(
            b, r->side + 1, r->map + i, 1, text,
            say(b, "of:=IF(LEN(%s)>0;\"'\"&%s&\"'\";%s&\"\")", constant, constant, one(b, r->column + 1, r->map + i)));
    }
    for (int i = 0; i < WHAT; i++)
        put_header(b, r->side + 3 + i, r->says, 1, heads[i], NULL, i == 2 || i == 3);
    const char *lines = one(b, r->side, r->says + 1), *area = range(b, r->column, r->row, r->columns, r->rows);
    put_array(
        b, r->side + 3, r->says + 1, WHAT, REPORT,
        say(b,
            "of:=IF(%s=0;\"\";IFERROR(IF(ROW(%s)*COLUMN(%s)>0;SEXTANT.DATA.REPORT(%s:INDEX(%s;%s;%s);\"%s\";%s;%s);"
            "\"\");\"\"))",
            lines, range(b, r->column, r->row, 1, REPORT), range(b, r->column + 1, r->row, WHAT, 1),
            one(b, r->column, r->row), area, lines, one(b, r->side + 1, r->says + 1), r->kind,
            range(b, r->side, r->map, 2, n), range(b, r->column + 4, r->map, 2, ANSWERS)));
    for (int i = 0; i < REPORT; i++)
        for (int k = 0; k < WHAT; k++)
            at(b, r->side + 3 + k, r->says + 1 + i)->style = style_of(b, ROLE_CALCULATION,
                                                                      type_of(b, NULL,
                                                                              k == 3   ? "cents"
                                                                              : k == 2 ? "count"
                                                                                       : "text"));
}

/* State and words of the report. */
static void put_says(book *b, const cJSON *block, const raw *r)
{
    const char *what = range(b, r->side + 3, r->says + 1, 1, REPORT),
               *of = range(b, r->side + 4, r->says + 1, 1, REPORT),
               *words = range(b, r->side + 7, r->says + 1, 1, REPORT), *lines = one(b, r->side, r->says + 1),
               *status = one(b, r->side + 7, r->says + 1);
    symbol *state = name_cell(b, block, r, "state", "State", "text", r->column, r->says),
           *said = name_cell(b, block, r, "words", "What was read", "text", r->column, r->says + 1);
    put_formula(b, state->column, state->row, SPAN, style_of(b, ROLE_STATUS, NULL),
                say(b,
                    "of:=IF(%s=0;\"– nothing is pasted here\";IF(%s&\"\"=\"ok\";\"✓ read\";IF(%s&\"\"=\"ask\";\"✗ a "
                    "question is open: answer it below\";\"✗ not read\")))",
                    lines, status, status));
    add_condition(b, CONDITION_STATUS, state->column, state->row, 1, 1);
    const char *list = "";
    for (size_t i = 0; i < r->canon->n_canonical; i++)
        list = say(b, "%s%s%s", list, i ? ", " : "", sx_field_names[r->canon->columns[i].field]);
    put_text(b, said->column, said->row, SPAN, style_of(b, ROLE_NOTE, NULL), "");
    const char *used = say(b, "%s:INDEX(%s;%s;%s)", one(b, r->column, r->row),
                           range(b, r->column, r->row, r->columns, r->rows), lines, one(b, r->side + 1, r->says + 1));
    const char *nothing = quoted(
                   b, say(b,
                          "Paste an export at the lower left, as it comes; where the office asks, its columns are "
                          "text. Without one, type these names "
                          "as the first line and your lines below: %s.",
                          list)),
               *wrong = say(b,
                            "IF(SUMPRODUCT(ISERROR(%s)*1)>0;\"A cell that is pasted holds an error: see it, and paste "
                            "the text in its place.\";\"The columns or answers below name what is not there.\")",
                            used),
               *said_by = say(b,
                              "COM.MICROSOFT.TEXTJOIN(\" \";TRUE();IF(%s&\"\"=\"question\";\"Question \"&%s&\": "
                              "\"&%s;\"\");IF(%s&\"\"=\"say\";%s;\"\");IF(COUNT(%s)>0;COUNT(%s)&\" cells came as "
                              "numbers or dates: they are taken as the office made them.\";\"\"))",
                              what, of, words, what, words, used, used);
    put_array(b, said->column, said->row, 1, 1,
              say(b, "of:=IF(%s=0;%s;IF(LEN(%s)=0;%s;%s))", lines, nothing, status, wrong, said_by));
    set_height(b, said->row, 2.1);
}

/* What is left out because of its status was read, and is not refused: void orders and drafts, payments not booked. */
static const char *but_for(book *b, const raw *r)
{
    const char *of = range(b, r->side + 4, r->says + 1, 1, REPORT);
    return r->canon->id == SX_T_ORDERS ? say(b, "*(%s&\"\"<>\"void\")*(%s&\"\"<>\"draft\")", of, of)
           : r->canon->id == SX_T_BANK ? say(b, "*(%s&\"\"<>\"pending\")*(%s&\"\"<>\"failed\")", of, of)
                                       : "";
}

/* The sums that checks hold the tables against. */
static void put_figures(book *b, const cJSON *block, const raw *r)
{
    static const struct {
        const char *name, *label, *type, *what;
        int column;
    } figures[] = {{"read", "lines read", "count", "read", 2},
                   {"sum", "their sum", "cents", "read", 3},
                   {"left", "left out", "count", "totals", 2},
                   {"refused", "refused", "count", "dropped", 2},
                   {"refused_sum", "their sum", "cents", "dropped", 3},
                   {"missing", "cells missing", "count", "missing", 2},
                   {"doubled", "doubled lines", "count", "duplicates", 2}};
    const char *what = range(b, r->side + 3, r->says + 1, 1, REPORT);
    for (int i = 0; i < (int)(sizeof figures / sizeof *figures); i++) {
        const char *from = range(b, r->side + 3 + figures[i].column, r->says + 1, 1, REPORT);
        symbol *s =
            name_cell(b, block, r, figures[i].name, figures[i].label, figures[i].type, r->column + i, r->figures + 1);
        put_header(b, s->column, r->figures, 1, figures[i].label, NULL, true);
        const char *also = "";
        if (!strcmp(figures[i].name, "left"))
            also = say(b, "+SUMPRODUCT((%s&\"\"=\"remarks\")*1;%s)", what, from);
        if (!strcmp(figures[i].name, "sum")) /* of several currencies the report gives a sum each */
            also = say(b, "+IF(SUMPRODUCT((%s&\"\"=\"currency\")*1)>1;SUMPRODUCT((%s&\"\"=\"currency\")*1;%s);0)", what,
                       what, from);
        const char *which = say(b, "(%s&\"\"=\"%s\")*1", what, figures[i].what);
        if (!strcmp(figures[i].what, "dropped"))
            which = say(b, "%s%s", which, but_for(b, r));
        put_formula(b, s->column, s->row, 1, style_of(b, ROLE_CALCULATION, s->type),
                    say(b, "of:=SUMPRODUCT(%s;%s)%s", which, from, also));
    }
    /* Lines that give rows of another sum: a booking on two accounts, a subscription's beginning and end. */
    symbol *turned = name_cell(b, block, r, "turned", "rows of another sum", "count", r->side, r->says + 3);
    put_header(b, r->side, r->says + 2, 2, turned->label, NULL, true);
    const char *flags = range(b, r->side + 4, r->says + 1, 1, REPORT);
    put_formula(b, turned->column, turned->row, 1, style_of(b, ROLE_CALCULATION, turned->type),
                say(b,
                    "of:=SUMPRODUCT((%s&\"\"=\"flag\")*((%s&\"\"=\"two_lines_a_row\")+(%s&\"\"=\"derived_events\")))",
                    what, flags, flags));
    symbol *currencies = name_cell(b, block, r, "currencies", "currencies", "text", r->column + 7, r->figures + 1);
    put_header(b, currencies->column, r->figures, 1, "currencies", NULL, false);
    put_text(b, currencies->column, currencies->row, 1, style_of(b, ROLE_CALCULATION, currencies->type), "");
    put_array(b, currencies->column, currencies->row, 1, 1,
              say(b, "of:=COM.MICROSOFT.TEXTJOIN(\", \";TRUE();IF(%s&\"\"=\"currency\";%s;\"\"))", what,
                  range(b, r->side + 4, r->says + 1, 1, REPORT)));
}

/* Where the user says what the export does not. */
static void put_settings(book *b, const cJSON *block, const raw *r)
{
    static const char *const heads[] = {"Field", "header in the export", "or one value for all", "", "Question",
                                        "answer"};
    const type *text = type_of(b, block, "text");
    const cJSON *given = sample_table(b, say(b, "%s.map", r->id), false), *line;
    put_text(b, r->column, r->map - 2, SPAN, style_of(b, ROLE_NOTE, NULL),
             "Only where the words above ask for it: what a column is called, a channel that all lines belong to, a "
             "question and its answer.");
    for (int i = 0; i < 6; i++)
        if (*heads[i])
            put_header(b, r->column + i, r->map - 1, 1, heads[i], NULL, false);
    symbol *headers = name_cell(b, block, r, "headers", "header", "text", r->column + 1, r->map),
           *constants = name_cell(b, block, r, "constants", "value", "text", r->column + 2, r->map),
           *map = name_cell(b, block, r, "map", "map", "text", r->column, r->map),
           *answers = name_cell(b, block, r, "answers", "answers", "text", r->column + 4, r->map);
    headers->input = constants->input = answers->input = true;
    headers->rows = constants->rows = map->rows = (int)r->canon->n_canonical;
    map->columns = 3;
    answers->columns = 2;
    answers->rows = ANSWERS;
    for (int i = 0; i < map->rows; i++) {
        const char *field = sx_field_names[r->canon->columns[i].field];
        put_text(b, r->column, r->map + i, 1, style_of(b, ROLE_LABEL, NULL), field);
        const cJSON *value = NULL;
        cJSON_ArrayForEach(line, given) if (!strcmp(get_text(b, line, "field", ""), field)) value = line;
        put_value(b, r->column + 1, r->map + i, style_of(b, ROLE_INPUT_RAW, text), text,
                  cJSON_GetObjectItemCaseSensitive(value, "header"));
        put_value(b, r->column + 2, r->map + i, style_of(b, ROLE_INPUT_RAW, text), text,
                  cJSON_GetObjectItemCaseSensitive(value, "value"));
    }
    line = sample_table(b, say(b, "%s.answers", r->id), false);
    line = line ? line->child : NULL;
    for (int i = 0; i < ANSWERS; i++, line = line ? line->next : NULL) {
        put_value(b, r->column + 4, r->map + i, style_of(b, ROLE_INPUT_RAW, text), text,
                  cJSON_GetObjectItemCaseSensitive(line, "question"));
        put_value(b, r->column + 5, r->map + i, style_of(b, ROLE_INPUT_RAW, text), text,
                  cJSON_GetObjectItemCaseSensitive(line, "answer"));
    }
}

int block_raw(book *b, const cJSON *block, int column, int row)
{
    only_keys(b, block, "kind id title note column beside gap page rows width of");
    raw r = read_raw(b, block, column, row);
    const type *text = type_of(b, block, "text");
    symbol *cells = add_symbol(b, block, say(b, "%s.area", r.id));
    cells->label = get_text(b, block, "title", r.id);
    cells->column = column;
    cells->row = r.row;
    cells->columns = r.columns;
    cells->rows = r.rows;
    cells->input = true;
    put_says(b, block, &r);
    put_figures(b, block, &r);
    put_settings(b, block, &r);
    put_side(b, &r);
    put_header(b, column, r.row - 1, SPAN, "Paste the export here, its headers included", NULL, false);
    const cJSON *line = sample_table(b, r.id, true), *value;
    int n = 0;
    for (line = line ? line->child : NULL; line && n < r.rows; line = line->next, n++) {
        value = line->child;
        for (int c = 0; c < r.columns && value; c++, value = value->next)
            put_value(b, column + c, r.row + n, style_of(b, ROLE_INPUT_RAW, text), text, value);
        if (value)
            broken(b, block, "the sample has more than %d columns", r.columns);
    }
    if (line)
        broken(b, block, "the sample has more than %d lines", r.rows);
    put_tail(b, column, r.columns, r.row, r.rows, style_of(b, ROLE_INPUT_RAW, text));
    sheet *s = &b->sheets[b->now];
    for (; s->n_widths < r.side + 3 + WHAT; s->n_widths++) /* the report's sentences have room */
        s->widths[s->n_widths] = s->n_widths == r.side + 2 + WHAT ? 28 : s->widths[s->n_widths - 1];
    return r.row + r.rows;
}

const char *raw_table(book *b, const cJSON *where, const char *id, const char *kind)
{
    const symbol *area = find_symbol(b, say(b, "%s.area", id)), *map = find_symbol(b, say(b, "%s.map", id)),
                 *answers = find_symbol(b, say(b, "%s.answers", id));
    if (!area || !map || !answers)
        broken(b, where, "\"%s\" is no raw block", id);
    const char *sheet_name = area->sheet == b->now ? "" : say(b, "$%s", quoted_sheet(b, area->sheet));
    int side = area->column + area->columns + 1, says = map->row - 7;
    const char *side_cell = say(b, "[%s.$%s$%d]", sheet_name, column_name(b, side), says + 2),
               *width = say(b, "[%s.$%s$%d]", sheet_name, column_name(b, side + 1), says + 2);
    const char *all = target_text(b, (target){.symbol = area,
                                              .column = area->column,
                                              .row = area->row,
                                              .columns = area->columns,
                                              .rows = area->rows}),
               *first = target_text(
                   b, (target){.symbol = area, .column = area->column, .row = area->row, .columns = 1, .rows = 1}),
               *settings = target_text(
                   b, (target){.symbol = area, .column = side, .row = map->row, .columns = 2, .rows = map->rows}),
               *answered = target_text(b, (target){.symbol = answers,
                                                   .column = answers->column,
                                                   .row = answers->row,
                                                   .columns = 2,
                                                   .rows = answers->rows});
    return say(b, "IF(%s=0;\"\";SEXTANT.DATA.TABLE(%s:INDEX(%s;%s;%s);\"%s\";%s;%s;\"names\"))", side_cell, first, all,
               side_cell, width, kind, settings, answered);
}
