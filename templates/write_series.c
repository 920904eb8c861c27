/* The series of readers' pages' charts: actual solid, plan outlined or a dash, forecast hatched, past light; ranges as
 * bars through them, names at a point. */
#include <string.h>
#include "write_series.h"

static const shape shapes[] = {
    {"column", "chart:bar", false, false, true, "0.5pt"},   {"outline", "chart:bar", true, false, true, "1pt"},
    {"hatch", "chart:bar", true, false, true, "0.5pt"},     {"hidden", "chart:bar", false, false, false, "0.5pt"},
    {"line", "chart:line", true, false, false, "1.25pt"},   {"points", "chart:line", false, true, true, "1.25pt"},
    {"dash", "chart:line", false, true, true, "1.5pt"},     {"connector", "chart:line", true, false, false, "0.5pt"},
    {"range", "chart:line", false, false, false, "0.75pt"}, {"curve", "chart:scatter", true, false, false, "1pt"},
    {"dots", "chart:scatter", false, true, true, "1pt"},    {"reach", "chart:scatter", false, false, false, "1pt"}};

const shape *page_shape(const book *b, const cJSON *where, const char *name)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (!strcmp(shapes[i].name, name))
            return &shapes[i];
    broken(b, where, "unknown shape \"%s\" on a readers' page", name);
}

static const char *paint(const book *b, const cJSON *where, const char *otherwise)
{
    static const char *const colors[][2] = {
        {"actual", "#2f4b66"}, {"past", "#b4bfca"}, {"good", "#2f9e7c"},  {"bad", "#b8400a"},   {"deep", "#16324f"},
        {"mute", "#55636f"},   {"ink", "#1b2733"},  {"trend", "#6d8296"}, {"black", "#000000"}, {"target", "#8a96a3"}};
    const cJSON *color = cJSON_GetObjectItemCaseSensitive(where, "color");
    if (color && !cJSON_IsString(color))
        broken(b, color, "a colour's name: actual past good bad deep mute ink trend black target");
    const char *name = color ? color->valuestring : otherwise;
    for (size_t i = 0; i < sizeof colors / sizeof *colors; i++)
        if (!strcmp(colors[i][0], name))
            return colors[i][1];
    broken(b, color, "unknown colour; known here: actual past good bad deep mute ink trend black target");
}

void chart_letters(sx_text *out, const char *color, bool bold)
{
    sx_text_add(out,
                "<style:text-properties style:font-name=\"Liberation Sans\" fo:font-family=\"'Liberation Sans'\" "
                "fo:font-size=\"8pt\"%s fo:color=\"%s\"/></style:style>\n",
                bold ? " fo:font-weight=\"bold\"" : "", color);
}

static void drawn(sx_text *out, const shape *s, const char *color, bool dash)
{
    bool hatch = !strcmp(s->name, "hatch"), outline = !strcmp(s->name, "outline");
    sx_text_add(out, "<style:graphic-properties draw:stroke=\"%s\" svg:stroke-width=\"%s\" svg:stroke-color=\"%s\"",
                !s->stroke ? "none"
                : dash     ? "dash"
                           : "solid",
                s->stroke_width, color);
    if (s->stroke && dash)
        sx_text_add(out, " draw:stroke-dash=\"Dashes\"");
    if (hatch)
        sx_text_add(out,
                    " draw:fill=\"hatch\" draw:fill-color=\"#ffffff\" draw:fill-hatch-name=\"H%s\" "
                    "draw:fill-hatch-solid=\"true\"/>",
                    color + 1);
    else
        sx_text_add(out, " draw:fill=\"%s\" draw:fill-color=\"%s\"/>", s->fill ? "solid" : "none",
                    outline ? "#ffffff" : color);
}

static void symbol_of(sx_text *out, const shape *s, double width, double height)
{
    if (s->symbol)
        sx_text_add(out,
                    "chart:symbol-type=\"named-symbol\" chart:symbol-name=\"%s\" chart:symbol-width=\"%.2fcm\" "
                    "chart:symbol-height=\"%.2fcm\"",
                    strcmp(s->name, "dash") ? "circle" : "horizontal-bar", width, height);
    else
        sx_text_add(out, "chart:symbol-type=\"none\"");
}

/* The styles of a series: of itself, of its range, and of the point that carries its name. */
static void own_style(book *b, const cJSON *item, const char *name, const shape *s, sx_text *out)
{
    bool dash_mark = !strcmp(s->name, "dash");
    const char *color = paint(b, item,
                              dash_mark                         ? "black"
                              : !strcmp(s->class, "chart:bar")  ? "actual"
                              : !strcmp(s->class, "chart:line") ? "mute"
                                                                : "deep"),
               *label = get_text(b, item, "label", "none");
    bool dash = get_flag(b, item, "dash", false);
    double width = get_number(b, item, "width", dash_mark ? 0.6 : 0.2), height = dash_mark ? 0.12 : width;
    if (strcmp(label, "none") && strcmp(label, "first") && strcmp(label, "last") && strcmp(label, "values"))
        broken(b, item, "\"label\" is none, first, last or values");
    sx_text_add(out, "<style:style style:name=\"%s\" style:family=\"chart\"><style:chart-properties ", name);
    symbol_of(out, s, width, height);
    if (!strcmp(label, "values"))
        sx_text_add(out, " chart:data-label-number=\"value\"");
    sx_text_add(out, "/>");
    drawn(out, s, color, dash);
    chart_letters(out, "#1b2733", false);
    if (cJSON_HasObjectItem(item, "mark")) {
        sx_text_add(out,
                    "<style:style style:name=\"%sm\" style:family=\"chart\"><style:chart-properties "
                    "chart:symbol-type=\"named-symbol\" chart:symbol-name=\"circle\" chart:symbol-width=\"0.17cm\" "
                    "chart:symbol-height=\"0.17cm\"/><style:graphic-properties draw:stroke=\"solid\" "
                    "svg:stroke-width=\"1.25pt\" svg:stroke-color=\"#16324f\" draw:fill=\"solid\" "
                    "draw:fill-color=\"#16324f\"/>",
                    name);
        chart_letters(out, "#16324f", true);
    }
    if (!strcmp(label, "first") || !strcmp(label, "last")) {
        sx_text_add(out, "<style:style style:name=\"%sl\" style:family=\"chart\"><style:chart-properties ", name);
        symbol_of(out, s, width, height);
        sx_text_add(out,
                    " chart:data-label-number=\"none\" chart:data-label-series=\"true\" "
                    "loext:custom-label-field=\"true\" chart:label-position=\"%s\"/>",
                    get_text(b, item, "side", strcmp(label, "first") ? "right" : "left"));
        drawn(out, s, color, dash);
        chart_letters(out, strcmp(color, "#b8400a") ? color : "#a33600", true);
    }
}

/* "range": the distances below and above, one reference or two; along x with "along": "x". */
static void range_style(book *b, const cJSON *item, const char *name, sx_text *out)
{
    const cJSON *range = cJSON_GetObjectItemCaseSensitive(item, "range");
    const char *low = cJSON_IsString(range) ? range->valuestring : cJSON_GetStringValue(cJSON_GetArrayItem(range, 0)),
               *high = cJSON_IsString(range) ? low : cJSON_GetStringValue(cJSON_GetArrayItem(range, 1));
    if (!low || !high)
        broken(b, range, "the distances below and above: a reference, or two");
    symbol place;
    sx_text_add(out,
                "<style:style style:name=\"%se\" style:family=\"chart\"><style:chart-properties "
                "chart:error-category=\"cell-range\" chart:error-lower-indicator=\"true\" "
                "chart:error-upper-indicator=\"true\" chart:error-lower-range=\"%s\" chart:error-upper-range=\"%s\"/>"
                "<style:graphic-properties draw:stroke=\"solid\" svg:stroke-width=\"0.75pt\" "
                "svg:stroke-color=\"#55636f\"/></style:style>\n",
                name, chart_range(b, range, low, &place), chart_range(b, range, high, &place));
}

void series_write(book *b, const cJSON *item, const char *style, const shape *s, sx_text *out, sx_text *ranges)
{
    symbol place = {0};
    bool own = cJSON_HasObjectItem(item, "cells"); /* of a trend, which has its range and no name */
    const char *range =
                   own ? get_text(b, item, "cells", "") : chart_range(b, item, need_text(b, item, "values"), &place),
               *x = get_text(b, item, "x", NULL), *named = get_text(b, item, "name", NULL),
               *label = get_text(b, item, "label", "none");
    int n = own ? (int)get_number(b, item, "n", 1) : place.columns * place.rows;
    range = say(b, "%s", range);
    sx_text_add(out, "<chart:series chart:style-name=\"%s\" chart:class=\"%s\" chart:values-cell-range-address=\"%s\"",
                style, s->class, range);
    symbol head = place;
    if (named)
        chart_range(b, item, named, &head);
    else
        head.column = place.head_column, head.row = place.head_row;
    const char *at_head = address(b, head.sheet, head.column, head.row) + 1;
    if (own)
        sx_text_add(out, ">");
    else
        sx_text_add(out, " chart:label-cell-address=\"%s:%s\">", at_head, at_head);
    sx_text_add(ranges, "%s%s", ranges->length ? " " : "", range);
    if (x)
        sx_text_add(out, "<chart:domain table:cell-range-address=\"%s\"/>", chart_range(b, item, x, &place));
    if (cJSON_HasObjectItem(item, "range"))
        sx_text_add(out, "<chart:error-indicator chart:style-name=\"%se\" chart:dimension=\"%s\"/>", style,
                    get_text(b, item, "along", "y"));
    const char *mark = get_text(b, item, "mark", "");
    bool first = !strcmp(label, "first") || !strcmp(mark, "first"),
         last = !strcmp(label, "last") || !strcmp(mark, "last");
    const char *end = *mark ? "m" : "l";
    if (first)
        sx_text_add(out, "<chart:data-point chart:style-name=\"%s%s\"/>", style, end);
    if (n > first + last)
        sx_text_add(out, "<chart:data-point chart:repeated=\"%d\"/>", n - first - last);
    if (last)
        sx_text_add(out, "<chart:data-point chart:style-name=\"%s%s\"/>", style, end);
    sx_text_add(out, "</chart:series>\n");
}

void series_styles(book *b, const cJSON *item, const char *name, const shape *s, sx_text *out)
{
    only_keys(b, item, "values x as color dash label side name range along width mark cells n");
    own_style(b, item, name, s, out);
    if (cJSON_HasObjectItem(item, "range"))
        range_style(b, item, name, out);
}
