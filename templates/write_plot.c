/* Charts of readers' pages. The plot stands on the page's grid, so that names and numbers are cells below or beside it:
 * no title, no legend, no lines behind. Actual solid, plan outlined or a dash, forecast hatched, past light. */
#include <string.h>
#include "write_series.h"

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
        "/><style:graphic-properties draw:stroke=\"%s\" svg:stroke-color=\"#e3e8ed\" svg:stroke-width=\"0.5pt\"/>",
        line && *name == 'x' ? "solid" : "none");
    chart_letters(styles, "#55636f", false);
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

/* What the series are drawn with: dashes and hatches. */
static void chart_fills(sx_text *part)
{
    sx_text_add(part, "<office:styles><draw:stroke-dash draw:name=\"Dashes\" draw:style=\"rect\" draw:dots1=\"1\" "
                      "draw:dots1-length=\"0.12cm\" draw:distance=\"0.1cm\"/>");
    static const char *const hatched[] = {"2f4b66", "2f9e7c", "b4bfca", "b8400a"};
    for (size_t i = 0; i < sizeof hatched / sizeof *hatched; i++)
        sx_text_add(part,
                    "<draw:hatch draw:name=\"H%s\" draw:display-name=\"H%s\" draw:style=\"single\" draw:color=\"#%s\" "
                    "draw:distance=\"0.09cm\" draw:rotation=\"450\"/>",
                    hatched[i], hatched[i], hatched[i]);
    sx_text_add(part, "</office:styles>\n");
}

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
        const shape *s = page_shape(b, item, need_text(b, item, "as"));
        const char *name = say(b, "s%d", n++);
        if (!strcmp(s->class, "chart:bar") || (!strcmp(s->class, "chart:scatter") && !strcmp(class, "chart:line")))
            class = s->class;
        series_styles(b, item, name, s, &styles);
        series_write(b, item, name, s, &plot, &ranges);
    }
    const char *folder = say(b, "Object %d", ++b->n_charts);
    chart_fills(&part);
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
    const cJSON *x = cJSON_GetObjectItemCaseSensitive(block, "x");
    /* Names under the axis need room within the frame: what stands beyond it makes the office squeeze the whole chart.
     */
    double below = x && get_flag(b, x, "labels", false) ? 0.57 : 0.08;
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
        const cJSON *axis = cJSON_GetObjectItemCaseSensitive(block, "x");
        double below = axis && get_flag(b, axis, "labels", false) ? 0.45 : 0.04;
        region in = region_of(b, block, column, span, above + body + below, above);
        in.high = body;
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
    int n = across ? found.columns : found.rows, helper = s->helper++,
        style = style_of(b, ROLE_HELPER, type_of(b, tile, "decimal"));
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
