/* What depends on a cell's value: conditional formats, bars and sparklines. */
#include <string.h>
#include "write.h"

/* The named styles that conditions apply. Those of readers' pages are called as marks: "bad field" is Mark bad field.
 */
void conditional_styles(sx_text *out)
{
    static const struct {
        const char *name, *color, *fill, *more;
        bool bold, light;
    } all[] = {{"Pass", "#00573f", "#dff3ea", "", true, false},
               {"Fail", "#8f2800", "#fde6d8", "", true, false},
               {"Waiting", "#4a5a6a", "#eceff2", "", true, false},
               {"Filled", "#0000c8", "#fffbe0", "fo:border=\"0.5pt solid #d8cf9a\" ", false, false},
               {"Better", "#00573f", NULL, "", true, false},
               {"Worse", "#a83200", NULL, "", true, false},
               {"Mark_20_good", "#00664b", NULL, "", true, false},
               {"Mark_20_bad", "#a33600", NULL, "", true, false},
               {"Mark_20_fix", "#8a5a00", NULL, "", true, false},
               {"Mark_20_mute", "#55636f", NULL, "", false, true},
               {"Mark_20_strong", "#1b2733", NULL, "", true, false},
               {"Mark_20_state", "#00664b", NULL, "", false, false},
               {"Mark_20_way", "#0b57a4", NULL, "", true, false},
               {"Mark_20_good_20_field", "#00664b", "#e8f5f0", "", true, false},
               {"Mark_20_bad_20_field", "#a33600", "#fdeee4", "", true, false},
               {"Mark_20_bad_20_pale", "#a33600", "#eef2f6", "", true, false},
               {"Mark_20_pale", "#1b2733", "#eef2f6", "", false, false},
               {"Mark_20_grey", "#f8f9fb", "#f8f9fb", "fo:border=\"none\" ", false, false},
               {"Mark_20_none", "#ffffff", "#ffffff", "fo:border=\"none\" ", false, false},
               {"Mark_20_now", "#ffffff", "#16324f", "", true, false},
               {"Mark_20_passed", "#1b2733", "#dfe6ee", "", false, false},
               {"Mark_20_target", "#1b2733", "#ffffff", "fo:border=\"1.5pt solid #16324f\" ", false, false},
               {"Mark_20_typed", "#0000c8", "#fffbe0", "", false, false}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        sx_text_add(out,
                    "<style:style style:name=\"%s\" style:family=\"table-cell\" style:parent-style-name=\"Default\">",
                    all[i].name);
        /* The size and the place of Default come along: those of readers' pages. */
        bool page = strncmp(all[i].name, "Mark", 4) == 0;
        sx_text_add(out, "<style:table-cell-properties %s", all[i].more);
        if (!page)
            sx_text_add(out, "style:vertical-align=\"top\" ");
        if (all[i].fill)
            sx_text_add(out, "fo:background-color=\"%s\"", all[i].fill);
        sx_text_add(out, "/><style:text-properties fo:color=\"%s\"%s%s/></style:style>\n", all[i].color,
                    all[i].bold    ? " fo:font-weight=\"bold\""
                    : all[i].light ? " fo:font-weight=\"normal\""
                                   : "",
                    page ? "" : " fo:font-size=\"10pt\"");
    }
    /* Amounts of a million and more where thousands are shown: without decimals, and in tiles in millions. */
    sx_text_add(out, "<style:style style:name=\"Mark_20_large\" style:family=\"table-cell\" "
                     "style:parent-style-name=\"Default\" style:data-style-name=\"N-thousands0\">"
                     "<style:table-cell-properties style:shrink-to-fit=\"true\"/></style:style>\n"
                     "<style:style style:name=\"Mark_20_large_20_figure\" style:family=\"table-cell\" "
                     "style:parent-style-name=\"Default\" style:data-style-name=\"N-m\"><style:text-properties "
                     "fo:color=\"#16324f\" fo:font-size=\"18pt\" fo:font-weight=\"bold\"/></style:style>\n");
}

static const char *range_of(book *b, int column, int row, int columns, int rows)
{
    return say(b, "%s:%s", address(b, b->now, column, row) + 1,
               address(b, b->now, column + columns - 1, row + rows - 1) + 1);
}

/* Conditional formats; the sign stands in the cell, the colour only repeats it. */
void add_condition(book *b, condition c, int column, int row, int columns, int rows)
{
    static const char *const rules[][4][2] = {[CONDITION_STATUS] = {{"begins-with(&quot;✓&quot;)", "Pass"},
                                                                    {"begins-with(&quot;✗&quot;)", "Fail"},
                                                                    {"begins-with(&quot;–&quot;)", "Waiting"}},
                                              [CONDITION_UP] = {{"&gt;0", "Better"}, {"&lt;0", "Worse"}},
                                              [CONDITION_DOWN] = {{"&lt;0", "Better"}, {"&gt;0", "Worse"}},
                                              [CONDITION_FILLED] = {{"!=&quot;&quot;", "Filled"}},
                                              [CONDITION_STATE] = {{"begins-with(&quot;✓&quot;)", "Mark_20_good"},
                                                                   {"begins-with(&quot;✗&quot;)", "Mark_20_bad"},
                                                                   {"begins-with(&quot;●&quot;)", "Mark_20_fix"}}};
    const char *from = address(b, b->now, column, row) + 1;
    sx_text *out = &b->sheets[b->now].conditions;
    sx_text_add(out, "<calcext:conditional-format calcext:target-range-address=\"%s\">",
                range_of(b, column, row, columns, rows));
    for (int i = 0; i < 4 && rules[c][i][0]; i++)
        sx_text_add(out,
                    "<calcext:condition calcext:apply-style-name=\"%s\" calcext:value=\"%s\" "
                    "calcext:base-cell-address=\"%s\"/>",
                    rules[c][i][1], rules[c][i][0], from);
    sx_text_add(out, "</calcext:conditional-format>\n");
}

static void begin_marks(book *b, int column, int row, int columns, int rows)
{
    sx_text_add(&b->sheets[b->now].conditions, "<calcext:conditional-format calcext:target-range-address=\"%s\">",
                range_of(b, column, row, columns, rows));
}

static void put_mark(book *b, const char *style, const char *formula, int column, int row)
{
    sx_text *out = &b->sheets[b->now].conditions;
    sx_text_add(out, "<calcext:condition calcext:apply-style-name=\"Mark");
    for (const char *p = style; *p; p++)
        sx_text_add(out, p == style ? "_20_%c" : *p == ' ' ? "_20_" : "%c", *p);
    sx_text_add(out, "\" calcext:value=\"formula-is(");
    escape(out, formula);
    sx_text_add(out, ")\" calcext:base-cell-address=\"%s\"/>", address(b, b->now, column, row) + 1);
}

static void end_marks(book *b)
{
    sx_text_add(&b->sheets[b->now].conditions, "</calcext:conditional-format>\n");
}

void add_mark(book *b, const char *style, const char *formula, int column, int row, int columns, int rows)
{
    begin_marks(b, column, row, columns, rows);
    put_mark(b, style, formula, column, row);
    end_marks(b);
}

void add_marks(book *b, const cJSON *marks, scope s, int column, int row, int columns, int rows)
{
    static const char known[] =
        "|good|bad|fix|mute|strong|state|way|good field|bad field|bad pale|pale|grey|now|passed|target|"
        "typed|";
    const cJSON *mark;
    if (!marks || b->learning)
        return;
    if (!cJSON_IsObject(marks))
        broken(b, marks, "must be an object of formulas by mark");
    begin_marks(b, column, row, columns, rows);
    cJSON_ArrayForEach(mark, marks)
    {
        if (!strstr(known, say(b, "|%s|", mark->string)))
            broken(b, mark, "unknown mark; known here: %s", known);
        put_mark(b, mark->string, stored(b, mark, get_text(b, marks, mark->string, ""), s), column, row);
    }
    end_marks(b);
}

void add_bar(book *b, const cJSON *where, bool less, bool shown, double most, int column, int row, int rows)
{
    if (!(most > 0))
        broken(b, where, "what fills the cell must be more than 0");
    const char *better = shown ? "#c9d3dd" : "#2f9e7c", *worse = shown ? "#c9d3dd" : "#b8400a";
    sx_text_add(
        &b->sheets[b->now].conditions,
        "<calcext:conditional-format calcext:target-range-address=\"%s\"><calcext:data-bar "
        "calcext:max-length=\"100\" calcext:min-length=\"0\" calcext:positive-color=\"%s\" "
        "calcext:negative-color=\"%s\" calcext:axis-color=\"#55636f\" calcext:axis-position=\"%s\" "
        "calcext:gradient=\"false\" calcext:show-value=\"%s\"><calcext:formatting-entry calcext:value=\"%.15g\" "
        "calcext:type=\"number\"/><calcext:formatting-entry calcext:value=\"%.15g\" calcext:type=\"%s\"/>"
        "</calcext:data-bar></calcext:conditional-format>\n",
        range_of(b, column, row, 1, rows), less ? worse : better, less ? better : worse, shown ? "none" : "middle",
        shown ? "true" : "false", shown ? 0 : -most, most, shown ? "maximum" : "number");
}

/* Columns: 7.4 prints no line. The values must stand on the same sheet. */
void add_spark(book *b, int column, int row, int from_column, int from_row, int rows)
{
    sx_text_add(&b->sheets[b->now].sparks,
                "<calcext:sparkline-group calcext:id=\"{%08d-0000-4000-8000-000000000000}\" calcext:type=\"column\" "
                "calcext:line-width=\"0.75pt\" calcext:display-empty-cells-as=\"gap\" calcext:display-hidden=\"true\" "
                "calcext:last=\"true\" "
                "calcext:min-axis-type=\"custom\" calcext:manual-min=\"0\" calcext:max-axis-type=\"custom\" "
                "calcext:manual-max=\"1.25\" calcext:color-series=\"#b4c1cd\" calcext:color-last=\"#16324f\" "
                "calcext:color-axis=\"#55636f\"><calcext:sparklines><calcext:sparkline calcext:cell-address=\"%s\" "
                "calcext:data-range=\"%s\"/></calcext:sparklines></calcext:sparkline-group>\n",
                ++b->n_sparks, address(b, b->now, column, row) + 1, range_of(b, from_column, from_row, 1, rows));
}

/* Of several rules for a cell the office takes the first: this one is put before those that were added since. */
void add_mark_before(book *b, size_t since, const char *style, const char *formula, int column, int row, int columns,
                     int rows)
{
    sx_text *all = &b->sheets[b->now].conditions;
    whole(b, all);
    const char *later = say(b, "%s", all->length > since ? all->data + since : "");
    if (all->length > since)
        all->data[all->length = since] = '\0';
    add_mark(b, style, formula, column, row, columns, rows);
    sx_text_add(all, "%s", later);
}

void add_large(book *b, const type *t, bool figure, int column, int row, int columns, int rows)
{
    const char *name = column_name(b, column);
    /* One column has one number of decimals; 9,999.9 has room in 1.4 cm. */
    const char *most = width_of(b, column, 1) >= 1.4 && !figure ? "10000000" : "1000000";
    if (t->factor == 1000 && !t->sign)
        add_mark(b, figure ? "large figure" : "large",
                 say(b, "IFERROR(MAX([.%s$%d:.%s$%d])>=%s;FALSE())", name, row + 1, name, row + rows, most), column,
                 row, columns, rows);
}
