/* Charts of readers' pages. The plot stands on the page's grid, so that names and numbers are cells below or beside it:
 * no title, no legend, no lines behind. Actual solid, plan outlined or a dash, forecast hatched, past light. */
#include <string.h>
#include "write.h"

typedef struct shape {
    const char *name, *class;
    bool stroke, symbol, fill;
    const char *stroke_width;
} shape;

static const shape shapes[] = {
    {"column", "chart:bar", false, false, true, "0.5pt"},   {"outline", "chart:bar", true, false, true, "1pt"},
    {"hatch", "chart:bar", true, false, true, "0.5pt"},     {"hidden", "chart:bar", false, false, false, "0.5pt"},
    {"line", "chart:line", true, false, false, "1.25pt"},   {"points", "chart:line", false, true, true, "1.25pt"},
    {"dash", "chart:line", false, true, true, "1.5pt"},     {"connector", "chart:line", true, false, false, "0.5pt"},
    {"range", "chart:line", false, false, false, "0.75pt"}, {"curve", "chart:scatter", true, false, false, "1pt"},
    {"dots", "chart:scatter", false, true, true, "1pt"}};

static const shape *shape_of(const book *b, const cJSON *where, const char *name)
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

static void letters(sx_text *out, const char *color, bool bold)
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
static void series_style(book *b, const cJSON *item, const char *name, const shape *s, sx_text *out)
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
    letters(out, "#1b2733", false);
    if (cJSON_HasObjectItem(item, "mark")) {
        sx_text_add(out,
                    "<style:style style:name=\"%sm\" style:family=\"chart\"><style:chart-properties "
                    "chart:symbol-type=\"named-symbol\" chart:symbol-name=\"circle\" chart:symbol-width=\"0.17cm\" "
                    "chart:symbol-height=\"0.17cm\"/><style:graphic-properties draw:stroke=\"solid\" "
                    "svg:stroke-width=\"1.25pt\" svg:stroke-color=\"#16324f\" draw:fill=\"solid\" "
                    "draw:fill-color=\"#16324f\"/>",
                    name);
        letters(out, "#16324f", true);
    }
    if (!strcmp(label, "first") || !strcmp(label, "last")) {
        sx_text_add(out, "<style:style style:name=\"%sl\" style:family=\"chart\"><style:chart-properties ", name);
        symbol_of(out, s, width, height);
        sx_text_add(out,
                    " chart:data-label-number=\"none\" chart:data-label-series=\"true\" "
                    "loext:custom-label-field=\"true\" chart:label-position=\"%s\"/>",
                    get_text(b, item, "side", strcmp(label, "first") ? "right" : "left"));
        drawn(out, s, color, dash);
        letters(out, strcmp(color, "#b8400a") ? color : "#a33600", true);
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

static void put_series(book *b, const cJSON *item, const char *style, const shape *s, sx_text *out, sx_text *ranges)
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

static void put_axis(book *b, const cJSON *block, const char *name, int gap, sx_text *styles, sx_text *out,
                     sx_text *ranges)
{
    static const char *const bounds[][2] = {{"min", "minimum"}, {"max", "maximum"}, {"step", "interval-major"}};
    const cJSON *axis = cJSON_GetObjectItemCaseSensitive(block, name);
    const char *categories = get_text(b, block, "categories", NULL);
    if (axis)
        only_keys(b, axis, "min max step labels line");
    bool labels = axis && get_flag(b, axis, "labels", false), line = !axis || get_flag(b, axis, "line", *name == 'x');
    sx_text_add(
        styles,
        "<style:style style:name=\"%s\" style:family=\"chart\"><style:chart-properties "
        "chart:display-label=\"%s\" chart:tick-marks-major-outer=\"false\" chart:tick-marks-major-inner=\"false\" "
        "chart:logarithmic=\"false\" chart:text-overlap=\"true\" text:line-break=\"false\" "
        "chart:link-data-style-to-source=\"true\" chart:axis-label-position=\"%s\" chart:gap-width=\"%d\" "
        "chart:overlap=\"100\"", /* these two act on the y axis' style alone */
        name, labels ? "true" : "false", *name == 'x' ? "outside-start" : "near-axis", gap);
    for (int i = 0; i < 3; i++)
        if (axis && cJSON_HasObjectItem(axis, bounds[i][0]))
            sx_text_add(styles, " chart:%s=\"%.15g\"", bounds[i][1], get_number(b, axis, bounds[i][0], 0));
    sx_text_add(
        styles,
        "/><style:graphic-properties draw:stroke=\"%s\" svg:stroke-color=\"#55636f\" svg:stroke-width=\"0.5pt\"/>",
        line && *name == 'x' ? "solid" : "none");
    letters(styles, "#55636f", false);
    sx_text_add(out, "<chart:axis chart:dimension=\"%s\" chart:name=\"primary-%s\" chart:style-name=\"%s\">", name,
                name, name);
    if (*name == 'x' && categories) {
        symbol place;
        const char *range = chart_range(b, block, categories, &place);
        sx_text_add(out, "<chart:categories table:cell-range-address=\"%s\"/>", range);
        sx_text_add(ranges, "%s%s", ranges->length ? " " : "", range);
    }
    sx_text_add(out, "</chart:axis>\n");
}

/* Where the plot lies in its frame, cm. */
typedef struct region {
    double width, height, x, y, wide, high; /* of the frame; of the plot */
} region;

static const char *part_of_chart(book *b, const cJSON *block, const region *in, const char **ranges_used)
{
    sx_text styles = {0}, plot = {0}, ranges = {0}, part = {0};
    const cJSON *item, *items = get_items(b, block, "series", true);
    const char *class = "chart:line";
    int n = 0, gap = get_whole(b, block, "gap_width", 45, 0, 500);
    put_axis(b, block, "x", gap, &styles, &plot, &ranges);
    put_axis(b, block, "y", gap, &styles, &plot, &ranges);
    cJSON_ArrayForEach(item, items)
    {
        only_keys(b, item, "values x as color dash label side name range along width mark cells n");
        const shape *s = shape_of(b, item, need_text(b, item, "as"));
        const char *name = say(b, "s%d", n++);
        if (!strcmp(s->class, "chart:bar") || (!strcmp(s->class, "chart:scatter") && !strcmp(class, "chart:line")))
            class = s->class;
        series_style(b, item, name, s, &styles);
        if (cJSON_HasObjectItem(item, "range"))
            range_style(b, item, name, &styles);
        put_series(b, item, name, s, &plot, &ranges);
    }
    const char *folder = say(b, "Object %d", ++b->n_charts);
    sx_text_add(&part, "<office:styles><draw:stroke-dash draw:name=\"Dashes\" draw:style=\"rect\" draw:dots1=\"1\" "
                       "draw:dots1-length=\"0.12cm\" draw:distance=\"0.1cm\"/>");
    static const char *const hatched[] = {"2f4b66", "2f9e7c", "b4bfca", "b8400a"};
    for (size_t i = 0; i < sizeof hatched / sizeof *hatched; i++)
        sx_text_add(&part,
                    "<draw:hatch draw:name=\"H%s\" draw:display-name=\"H%s\" draw:style=\"single\" draw:color=\"#%s\" "
                    "draw:distance=\"0.09cm\" draw:rotation=\"450\"/>",
                    hatched[i], hatched[i], hatched[i]);
    sx_text_add(&part, "</office:styles>\n");
    add_part(b, say(b, "%s/styles.xml", folder), "document-styles", &part);
    const char *where = say(b, "svg:x=\"%.2fcm\" svg:y=\"%.2fcm\" svg:width=\"%.2fcm\" svg:height=\"%.2fcm\"", in->x,
                            in->y, in->wide, in->high);
    sx_text_add(
        &part,
        "<office:automatic-styles><style:style style:name=\"ch\" style:family=\"chart\"><style:chart-properties "
        "chart:treat-empty-cells=\"leave-gap\"/><style:graphic-properties draw:stroke=\"none\" "
        "draw:fill=\"none\"/></style:style><style:style style:name=\"pl\" style:family=\"chart\">"
        "<style:chart-properties chart:vertical=\"false\" chart:stacked=\"%s\" "
        "chart:include-hidden-cells=\"true\" chart:treat-empty-cells=\"leave-gap\" chart:auto-position=\"false\" "
        "chart:auto-size=\"false\"/></style:style><style:style style:name=\"wall\" style:family=\"chart\">"
        "<style:graphic-properties draw:stroke=\"none\" draw:fill=\"none\"/></style:style>%s"
        "</office:automatic-styles><office:body><office:chart><chart:chart chart:class=\"%s\" "
        "chart:style-name=\"ch\" svg:width=\"%.2fcm\" svg:height=\"%.2fcm\"><chart:plot-area "
        "chart:style-name=\"pl\" chart:data-source-has-labels=\"none\" %s><chartooo:coordinate-region %s/>\n%s"
        "<chart:wall chart:style-name=\"wall\"/></chart:plot-area></chart:chart></office:chart></office:body>\n",
        get_flag(b, block, "stacked", false) ? "true" : "false", ended(b, &styles), class, in->width, in->height, where,
        where, ended(b, &plot));
    add_part(b, say(b, "%s/content.xml", folder), "document-content", &part);
    sx_text_add(&b->manifest,
                "<manifest:file-entry manifest:full-path=\"%s/\" manifest:media-type="
                "\"application/vnd.oasis.opendocument.chart\"/>\n",
                folder);
    *ranges_used = ended(b, &ranges);
    return folder;
}

static void put_frame(book *b, const cJSON *block, const char *name, const char *title, const char *alt,
                      const region *in, double x, double y, int column, int row)
{
    const char *ranges, *folder = part_of_chart(b, block, in, &ranges);
    sx_text frame = {0};
    sx_text_add(&frame,
                "<draw:frame draw:style-name=\"frame\" draw:name=\"%s\" draw:z-index=\"%d\" svg:width=\"%.2fcm\" "
                "svg:height=\"%.2fcm\" svg:x=\"%.2fcm\" svg:y=\"%.2fcm\"><draw:object xlink:href=\"./%s\" "
                "xlink:type=\"simple\" xlink:show=\"embed\" xlink:actuate=\"onLoad\" "
                "draw:notify-on-update-of-ranges=\"%s\"/><svg:title>",
                name, b->n_charts, in->width, in->height, x, y, folder, ranges);
    escape(&frame, title);
    sx_text_add(&frame, "</svg:title><svg:desc>");
    escape(&frame, alt);
    sx_text_add(&frame, "</svg:desc></draw:frame>");
    cell *anchor = at(b, column, row);
    anchor->frame = say(b, "%s%s", anchor->frame ? anchor->frame : "", ended(b, &frame));
}

static int letter_of(const book *b, const cJSON *where, const char *text)
{
    if (!text || *text < 'A' || *text > 'Z' || text[1])
        broken(b, where, "a column's letter");
    return *text - 'A';
}

/* "plot": {"column", "span", "above", "below"}: the columns that the plot covers, cm left free in the frame. */
static region region_of(book *b, const cJSON *block, int column, int span, double height, double above)
{
    const cJSON *plot = cJSON_GetObjectItemCaseSensitive(block, "plot");
    int first = column, columns = span;
    double below = 0.08;
    if (plot) {
        only_keys(b, plot, "column span above below from");
        first = letter_of(b, plot, get_text(b, plot, "column", say(b, "%c", 'A' + column)));
        columns = get_whole(b, plot, "span", column + span - first, 1, MAX_COLUMNS);
        above = get_number(b, plot, "above", above);
        below = get_number(b, plot, "below", below);
        if (first < column)
            broken(b, plot, "the plot lies left of its frame");
    }
    region in = {width_of(b, column, span),           height,
                 width_of(b, column, first - column), above,
                 width_of(b, first, columns),         height - above - below};
    return in;
}

int page_chart(book *b, const cJSON *block, int column, int row)
{
    only_keys(
        b, block,
        "kind id title finding note alt column beside down gap page span rows high plot over stacked categories x y "
        "series gap_width name");
    int span = get_whole(b, block, "span", b->sheets[b->now].n_widths - column, 1, MAX_COLUMNS);
    const char *over = get_text(b, block, "over", NULL), *alt = need_text(b, block, "alt"),
               *name = get_text(b, block, "name", get_text(b, block, "title", "Chart"));
    if (over) { /* beside the rows of a table: the frame begins two rows higher */
        if (b->learning)
            return row;
        symbol table;
        chart_range(b, block, over, &table);
        double above = height_of(b, table.row - 2, 2), body = height_of(b, table.row, table.rows);
        region in = {width_of(b, column, span), above + body + 0.04, 0, above, width_of(b, column, span), body};
        put_frame(b, block, name, name, alt, &in, 0, 0, column, table.row - 2);
        return row;
    }
    row = put_section(b, block, column, row, span);
    int rows = get_whole(b, block, "rows", 8, 2, 100);
    double high = get_number(b, block, "high", 0.47);
    for (int i = 0; i < rows; i++)
        set_height(b, row + i, high);
    at(b, column + span - 1, row + rows - 1);
    if (b->learning)
        return row + rows;
    const cJSON *plot = cJSON_GetObjectItemCaseSensitive(block, "plot");
    int from = cJSON_HasObjectItem(plot, "from") ? letter_of(b, plot, get_text(b, plot, "from", "")) : column;
    region in = region_of(b, block, from, column + span - from, rows * high, 0.1);
    put_frame(b, block, name, name, alt, &in, 0, 0, from, row);
    return row + rows;
}

/* One of a trend's columns, brought to 0 to 1 right of the print range: a line that begins at zero shows nothing. */
static const char *scaled(book *b, const cJSON *tile, const char *key, const char *all, int n_most)
{
    sheet *s = &b->sheets[b->now];
    target found = whole_reference(b, tile, need_text(b, tile, key), (scope){.index = -1});
    bool across = found.columns > 1;
    int n = across ? found.columns : found.rows, helper = s->helper++, style = style_of(b, ROLE_HELPER, NULL);
    if (n > n_most)
        broken(b, tile, "\"%s\" is longer than the trend", key);
    for (int i = 0; i < n; i++) {
        target one = found;
        *(across ? &one.column : &one.row) += i;
        one.columns = one.rows = 1;
        const char *x = target_text(b, one);
        put_formula(b, helper, i, 1, style,
                    say(b, "of:=IF(AND(ISNUMBER(%s);MAX(%s)>MIN(%s));(%s-MIN(%s))/(MAX(%s)-MIN(%s));\"\")", x, all, all,
                        x, all, all, all));
    }
    return say(b, "%s:%s", address(b, b->now, helper, 0) + 1, address(b, b->now, helper, n - 1) + 1);
}

/* A tile's trend: a line with its last point, or "dots" (a column that is empty but where they are), and a "target". */
void put_trend(book *b, const cJSON *tile, const char *name, int column, int row, int span)
{
    sheet *s = &b->sheets[b->now];
    double wide = get_number(b, tile, "room", 1.8), all_wide = width_of(b, column, span);
    static const char *const keys[][4] = {
        {"target", "line", "target", "dash"}, {"trend", "line", "trend", ""}, {"dots", "points", "deep", ""}};
    if (b->learning) {
        for (int i = 0; i < 3; i++)
            s->helper += cJSON_HasObjectItem(tile, keys[i][0]);
        return;
    }
    target trend = whole_reference(b, tile, need_text(b, tile, "trend"), (scope){.index = -1});
    const char *all = target_text(b, trend);
    if (cJSON_HasObjectItem(tile, "target"))
        all = say(b, "%s;%s", all, reference(b, tile, need_text(b, tile, "target"), (scope){.index = -1}));
    int n_most = trend.rows * trend.columns;
    cJSON *block = cJSON_CreateObject(), *series = cJSON_AddArrayToObject(block, "series");
    for (int i = 0; i < 3; i++) {
        if (!cJSON_HasObjectItem(tile, keys[i][0]))
            continue;
        cJSON *one = cJSON_CreateObject();
        cJSON_AddStringToObject(one, "cells", scaled(b, tile, keys[i][0], all, n_most));
        cJSON_AddNumberToObject(one, "n", n_most);
        cJSON_AddStringToObject(one, "as", keys[i][1]);
        cJSON_AddStringToObject(one, "color", keys[i][2]);
        if (*keys[i][3])
            cJSON_AddBoolToObject(one, "dash", true);
        if (!strcmp(keys[i][1], "points"))
            cJSON_AddNumberToObject(one, "width", 0.17);
        if (i == 1 && !cJSON_HasObjectItem(tile, "dots"))
            cJSON_AddStringToObject(one, "mark", get_text(b, tile, "mark", "last"));
        cJSON_AddItemToArray(series, one);
    }
    cJSON *x = cJSON_AddObjectToObject(block, "x"), *y = cJSON_AddObjectToObject(block, "y");
    cJSON_AddBoolToObject(x, "line", false);
    cJSON_AddNumberToObject(y, "min", 0);
    cJSON_AddNumberToObject(y, "max", 1);
    region in = {wide, 0.85, 0.12, 0.14, wide - 0.24, 0.57};
    const char *title = say(b, "Trend of %s", name);
    put_frame(b, block, title, title, say(b, "Line: %s, the point that counts marked.", name), &in,
              all_wide - wide - 0.1, 0, column, row);
    cJSON_Delete(block);
}
