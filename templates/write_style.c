/* The house style: named cell styles, number formats, conditions and validations. */
#include <stdio.h>
#include <string.h>
#include "write.h"

/* Okabe and Ito 2008: eight colours that survive colour blindness; the order keeps neighbours apart in grey too. */
const char *const palette[MAX_PALETTE] = {"#0072b2", "#d55e00", "#009e73", "#e69f00",
                                          "#56b4e9", "#cc79a7", "#000000", "#8c8c8c"};

static const type types[] = {
    {"text", 't', 0, false, false, ""},     {"choice", 't', 0, false, false, ""},  {"money", 'n', 0, true, false, ""},
    {"cents", 'n', 2, true, false, ""},     {"count", 'n', 0, true, false, ""},    {"number", 'n', 2, true, false, ""},
    {"decimal", 'n', 4, true, false, ""},   {"percent", 'n', 1, false, true, "%"}, {"ratio", 'n', 2, false, false, ""},
    {"multiple", 'n', 2, true, false, "×"}, {"plain", 'n', -1, false, false, ""},  {"line", 'n', 0, false, false, ""},
    {"date", 'd', 0, false, false, ""},     {"month", 'd', 0, false, false, ""},   {"time", 'n', 0, false, false, ""},
    {"moment", 'n', 0, false, false, ""}};

/* What a role looks like. fill and border NULL: none. unlocked: may be typed into on a protected sheet. */
typedef struct look {
    const char *name, *color, *fill, *border, *text, *align, *more;
    double points;
    bool bold, wrap, unlocked;
} look;

#define RULE "fo:border-bottom=\"0.5pt solid #c8d0da\""
#define INK "#1b2733"
#define DEEP "#1f3a5f"
#define TILE "#eef3f8"

static const look looks[N_ROLES] = {
    [ROLE_TITLE] = {"Title", DEEP, NULL, NULL, "", "start", "", 18, true, false, false},
    [ROLE_SUBTITLE] = {"Subtitle", "#4a5a6a", NULL, NULL, "", "start", "", 10.5, false, true, false},
    [ROLE_HEADING] = {"Heading", DEEP, NULL, "fo:border-bottom=\"1pt solid " DEEP "\"", "", "start", "", 12, true,
                      false, false},
    [ROLE_TEXT] = {"Text", INK, NULL, NULL, "", "start", "", 10, false, true, false},
    [ROLE_NOTE] = {"Note", "#4a5a6a", NULL, NULL, "fo:font-style=\"italic\"", "start", "", 9, false, true, false},
    [ROLE_LABEL] = {"Label", INK, NULL, RULE, "", "start", "", 10, false, true, false},
    [ROLE_UNIT] = {"Unit", "#4a5a6a", NULL, RULE, "", "start", "", 9, false, true, false},
    [ROLE_HEADER] = {"Header", "#ffffff", DEEP, NULL, "", "start", "", 10, true, true, false},
    [ROLE_HEADER_UNIT] = {"Header unit", "#4a5a6a", "#dfe6ee", NULL, "", "start", "", 9, false, true, false},
    [ROLE_HEADER_NUMBER] = {"Header number", "#ffffff", DEEP, NULL, "", "end", "", 10, true, true, false},
    [ROLE_HEADER_UNIT_NUMBER] = {"Header unit number", "#4a5a6a", "#dfe6ee", NULL, "", "end", "", 9, false, true,
                                 false},
    [ROLE_SUBHEADING] = {"Subheading", DEEP, NULL, NULL, "", "start", "", 10, true, false, false},
    [ROLE_INPUT] = {"Input", "#0000c8", "#fffbe0", "fo:border=\"0.5pt solid #d8cf9a\"", "", NULL, "", 10, false, true,
                    true},
    /* No lines: Calc prints no page that holds neither content nor lines, so that unused lines stay off the paper. */
    [ROLE_INPUT_OPEN] = {"Input of a long table", "#0000c8", "#fffbe0", NULL, "", NULL, "", 10, false, true, true},
    [ROLE_INPUT_RAW] = {"Pasted", "#0000c8", "#fffdf0", "fo:border=\"0.5pt solid #ece6c8\"", "", NULL, "", 9, false,
                        false, true},
    [ROLE_CALCULATION] = {"Calculation", "#000000", NULL, RULE, "", NULL, "", 10, false, false, false},
    [ROLE_CALCULATION_TEXT] = {"Calculation text", "#000000", NULL, RULE, "", "start", "", 10, false, true, false},
    [ROLE_LINK] = {"Link", "#00662f", NULL, RULE, "", NULL, "", 10, false, false, false},
    [ROLE_TOTAL] = {"Total", "#000000", NULL, "fo:border-top=\"1pt solid #000000\"", "", NULL, "", 10, true, false,
                    false},
    [ROLE_STATUS] = {"Check", INK, NULL, RULE, "", "start", "", 10, true, false, false},
    [ROLE_GOTO] = {"Go to", "#0b57a4", NULL, NULL, "style:text-underline-style=\"solid\"", "start", "", 10, false,
                   false, false},
    [ROLE_TILE_LABEL] = {"Tile label", "#33465a", TILE, "fo:border-top=\"2pt solid " DEEP "\"", "", "start", "", 9.5,
                         false, true, false},
    [ROLE_TILE_VALUE] = {"Tile value", DEEP, TILE, NULL, "", "start", "style:shrink-to-fit=\"true\"", 18, true, false,
                         false},
    [ROLE_TILE_COMPARE] = {"Tile comparison", INK, TILE, NULL, "", "start", "style:shrink-to-fit=\"true\"", 10, true,
                           false, false},
    [ROLE_TILE_NOTE] = {"Tile note", "#4a5a6a", TILE, NULL, "", "start", "", 8.5, false, true, false},
    [ROLE_ANSWER] = {"Answer", INK, "#f4f6f8", "fo:border-left=\"3pt solid " DEEP "\"", "", "start", "", 11, false,
                     true, false}};

const type *type_of(const book *b, const cJSON *where, const char *name)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (!strcmp(types[i].name, name))
            return &types[i];
    broken(b, where, "unknown type \"%s\"", name);
}

/* XML names: a blank becomes _20_. */
static void xml_name(sx_text *out, const char *name)
{
    for (; *name; name++)
        sx_text_add(out, *name == ' ' ? "_20_" : "%c", *name);
}

static void number_part(sx_text *out, const type *t, const char *sign)
{
    sx_text_add(out,
                "%s<number:number number:decimal-places=\"%d\" number:min-decimal-places=\"%d\" "
                "number:min-integer-digits=\"1\"%s/>",
                sign, t->decimals, t->decimals, t->grouping ? " number:grouping=\"true\"" : "");
    if (*t->suffix)
        sx_text_add(out, "<number:text>%s%s</number:text>", t->percent ? "" : " ", t->suffix);
}

static void number_style(sx_text *out, const type *t)
{
    static const char clock[] = "<number:hours number:style=\"long\"/><number:text>:</number:text><number:minutes "
                                "number:style=\"long\"/>",
                      day[] = "<number:year number:style=\"long\"/><number:text>-</number:text><number:month "
                              "number:style=\"long\"/><number:text>-</number:text><number:day number:style=\"long\"/>";
    if (t->kind == 't' || t->decimals < 0)
        return;
    if (!strcmp(t->name, "time")) {
        sx_text_add(out, "<number:time-style style:name=\"N-time\">%s</number:time-style>", clock);
        return;
    }
    if (!strcmp(t->name, "moment")) {
        sx_text_add(out,
                    "<number:date-style style:name=\"N-moment\">%s<number:text> </number:text>%s</number:date-style>",
                    day, clock);
        return;
    }
    if (t->kind == 'd') {
        bool month = !strcmp(t->name, "month");
        sx_text_add(out, "<number:date-style style:name=\"N-%s\">%s</number:date-style>", t->name,
                    month ? "<number:month number:textual=\"true\"/><number:text> </number:text><number:year "
                            "number:style=\"long\"/>"
                          : day);
        return;
    }
    const char *tag = t->percent ? "percentage" : "number";
    sx_text_add(out, "<number:%s-style style:name=\"N-%s\">", tag, t->name);
    number_part(out, t, "");
    sx_text_add(out, "</number:%s-style>", tag);
    static const char *const signs[] = {"<number:text>▲ </number:text>", "<number:text>▼ </number:text>",
                                        "<number:text>= </number:text>"},
                             *const ends[] = {"-up", "-down", "-arrow"};
    for (int i = 0; i < 3; i++) {
        sx_text_add(out, "<number:%s-style style:name=\"N-%s%s\"%s>", tag, t->name, ends[i],
                    i < 2 ? " style:volatile=\"true\"" : "");
        number_part(out, t, signs[i]);
        if (i == 2)
            sx_text_add(out,
                        "<style:map style:condition=\"value()&gt;0\" style:apply-style-name=\"N-%s-up\"/>"
                        "<style:map style:condition=\"value()&lt;0\" style:apply-style-name=\"N-%s-down\"/>",
                        t->name, t->name);
        sx_text_add(out, "</number:%s-style>", tag);
    }
}

enum { N_TYPES = sizeof types / sizeof *types };
_Static_assert(N_ROLES *N_TYPES * 2 < MAX_STYLES, "style numbers");

static int numbered(book *b, role r, const type *t, int arrow)
{
    int number = 1 + (((int)r * N_TYPES) + (t ? (int)(t - types) : 0)) * 2 + arrow;
    b->used[number] = true;
    return number;
}

int style_of(book *b, role r, const type *t)
{
    return numbered(b, r, t, 0);
}

int arrow_style(book *b, role r, const type *t)
{
    return numbered(b, r, t, 1);
}

/* Automatic styles: a role with a number format, so that the user's list of styles shows the roles alone. */
void automatic_styles(const book *b, sx_text *out)
{
    for (int number = 1; number < MAX_STYLES; number++) {
        if (!b->used[number])
            continue;
        const type *t = &types[(number - 1) / 2 % N_TYPES];
        sx_text_add(out, "<style:style style:name=\"ce%d\" style:family=\"table-cell\" style:parent-style-name=\"",
                    number);
        xml_name(out, looks[(number - 1) / 2 / N_TYPES].name);
        sx_text_add(out, "\"");
        if (t->kind != 't' && t->decimals >= 0)
            sx_text_add(out, " style:data-style-name=\"N-%s%s\"", t->name, number % 2 ? "" : "-arrow");
        sx_text_add(out, "/>\n");
    }
}

/* A text keeps off the number that ends at the edge of the cell before it. */
static double left_of(role r)
{
    return r >= ROLE_LABEL && r <= ROLE_STATUS && r != ROLE_INPUT_RAW ? 0.16 : 0.1;
}

static void cell_style(sx_text *out, role r)
{
    const look *l = &looks[r];
    sx_text_add(out, "<style:style style:name=\"");
    xml_name(out, l->name);
    sx_text_add(
        out,
        "\" style:display-name=\"%s\" style:family=\"table-cell\" style:parent-style-name=\"Default\">"
        "<style:table-cell-properties style:vertical-align=\"%s\" fo:padding-top=\"0.04cm\" "
        "fo:padding-bottom=\"0.04cm\" fo:padding-left=\"%gcm\" fo:padding-right=\"0.1cm\" fo:wrap-option=\"%s\" "
        "style:cell-protect=\"%s\" %s",
        l->name, l->points > 12 ? "middle" : "top", left_of(r), l->wrap ? "wrap" : "no-wrap",
        l->unlocked ? "none" : "protected", l->more);
    if (l->fill)
        sx_text_add(out, " fo:background-color=\"%s\"", l->fill);
    sx_text_add(out, " %s/>", l->border ? l->border : "");
    if (l->align)
        sx_text_add(out, "<style:paragraph-properties fo:text-align=\"%s\"/>", l->align);
    sx_text_add(
        out, "<style:text-properties fo:color=\"%s\" fo:font-size=\"%gpt\" fo:font-weight=\"%s\" %s/></style:style>\n",
        l->color, l->points, l->bold ? "bold" : "normal", l->text);
}

void styles_write(sx_text *out)
{
    for (int i = 0; i < N_TYPES; i++)
        number_style(out, &types[i]);
    sx_text_add(out,
                "<style:style style:name=\"Default\" style:family=\"table-cell\"><style:table-cell-properties "
                "style:vertical-align=\"top\"/><style:text-properties style:font-name=\"Liberation Sans\" "
                "fo:font-family=\"'Liberation Sans'\" fo:font-size=\"10pt\" fo:color=\"" INK "\" fo:language=\"en\" "
                "fo:country=\"US\"/></style:style>\n");
    for (int i = 0; i < N_ROLES; i++)
        cell_style(out, (role)i);
    static const char *const states[][3] = {
        {"Pass", "#00573f", "#dff3ea"}, {"Fail", "#8f2800", "#fde6d8"}, {"Waiting", "#4a5a6a", "#eceff2"}};
    for (int i = 0; i < 3; i++)
        sx_text_add(out,
                    "<style:style style:name=\"%s\" style:family=\"table-cell\" style:parent-style-name=\"Default\">"
                    "<style:table-cell-properties fo:background-color=\"%s\"/><style:text-properties fo:color=\"%s\" "
                    "fo:font-weight=\"bold\"/></style:style>\n",
                    states[i][0], states[i][2], states[i][1]);
    sx_text_add(out,
                "<style:style style:name=\"Filled\" style:family=\"table-cell\" style:parent-style-name=\"Default\">"
                "<style:table-cell-properties fo:border=\"0.5pt solid #d8cf9a\" fo:background-color=\"#fffbe0\"/>"
                "<style:text-properties fo:color=\"#0000c8\"/></style:style>\n");
    sx_text_add(out,
                "<style:style style:name=\"Better\" style:family=\"table-cell\" style:parent-style-name=\"Default\">"
                "<style:text-properties fo:color=\"#00573f\" fo:font-weight=\"bold\"/></style:style>\n"
                "<style:style style:name=\"Worse\" style:family=\"table-cell\" style:parent-style-name=\"Default\">"
                "<style:text-properties fo:color=\"#a83200\" fo:font-weight=\"bold\"/></style:style>\n");
}

/* Conditional formats; the sign stands in the cell, the colour only repeats it. */
void add_condition(book *b, condition c, int column, int row, int columns, int rows)
{
    static const char *const rules[][3][2] = {[CONDITION_STATUS] = {{"begins-with(&quot;✓&quot;)", "Pass"},
                                                                    {"begins-with(&quot;✗&quot;)", "Fail"},
                                                                    {"begins-with(&quot;–&quot;)", "Waiting"}},
                                              [CONDITION_UP] = {{"&gt;0", "Better"}, {"&lt;0", "Worse"}},
                                              [CONDITION_DOWN] = {{"&lt;0", "Better"}, {"&gt;0", "Worse"}},
                                              [CONDITION_FILLED] = {{"!=&quot;&quot;", "Filled"}}};
    const char *from = address(b, b->now, column, row) + 1,
               *to = address(b, b->now, column + columns - 1, row + rows - 1) + 1;
    sx_text *out = &b->sheets[b->now].conditions;
    sx_text_add(out, "<calcext:conditional-format calcext:target-range-address=\"%s:%s\">", from, to);
    for (int i = 0; i < 3 && rules[c][i][0]; i++)
        sx_text_add(out,
                    "<calcext:condition calcext:apply-style-name=\"%s\" calcext:value=\"%s\" "
                    "calcext:base-cell-address=\"%s\"/>",
                    rules[c][i][1], rules[c][i][0], from);
    sx_text_add(out, "</calcext:conditional-format>\n");
}
