/* Charts: one block kind for lines, columns, bars, areas, bands and curves, alone or together. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "write.h"

/* How a series is drawn. */
typedef struct shape {
    const char *name, *class;
    bool stroke, points, fill;
} shape;

static const shape shapes[] = {
    {"line", "chart:line", true, false, false},   {"points", "chart:line", false, true, false},
    {"column", "chart:bar", false, false, true},  {"bar", "chart:bar", false, false, true},
    {"area", "chart:area", false, false, true},   {"band", "chart:area", false, false, true},
    {"hidden", "chart:bar", false, false, false}, {"curve", "chart:scatter", true, false, false},
    {"dots", "chart:scatter", false, true, false}};

static const shape *shape_of(const book *b, const cJSON *where, const char *name)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (!strcmp(shapes[i].name, name))
            return &shapes[i];
    broken(b, where, "unknown shape \"%s\"", name);
}

/* A quarter of the colour on white: a band behind its line. */
static const char *light(book *b, const char *color)
{
    unsigned long rgb = strtoul(color + 1, NULL, 16), out = 0;
    for (int shift = 0; shift < 24; shift += 8)
        out |= (255 - (255 - (rgb >> shift & 255)) / 4) << shift;
    return say(b, "#%06lx", out);
}

/* days: the axis counts dates; a whole date breaks in two under each tick, so day and month do. */
static void axis_style(const book *b, const cJSON *axis, const char *name, bool bars, bool days, bool stacked,
                       sx_text *out)
{
    if (days)
        sx_text_add(out, "<number:date-style style:name=\"day\"><number:day/><number:text> </number:text>"
                         "<number:month number:textual=\"true\"/></number:date-style>\n");
    sx_text_add(
        out,
        "<style:style style:name=\"%s\" style:family=\"chart\"%s><style:chart-properties chart:display-label=\"true\" "
        "chart:tick-marks-major-outer=\"%s\" chart:tick-marks-major-inner=\"false\" chart:logarithmic=\"false\" "
        "chart:text-overlap=\"false\" chart:link-data-style-to-source=\"%s\" chart:axis-label-position=\"%s\" "
        "chart:gap-width=\"50\" chart:overlap=\"%d\"%s%s", /* on the plot's style these two do nothing */
        name, days ? " style:data-style-name=\"day\"" : "", *name == 'x' ? "true" : "false", days ? "false" : "true",
        *name == 'y' ? "near-axis" : "outside-start", stacked ? 100 : 0,
        *name == 'x' ? " text:line-break=\"true\"" : "",
        !bars          ? ""
        : *name == 'x' ? " chart:reverse-direction=\"true\""
                       : " chart:axis-position=\"end\"");
    static const char *const bounds[][2] = {{"min", "minimum"}, {"max", "maximum"}, {"step", "interval-major"}};
    for (int i = 0; i < 3; i++)
        if (axis && cJSON_HasObjectItem(axis, bounds[i][0]))
            sx_text_add(out, " chart:%s=\"%.15g\"", bounds[i][1], get_number(b, axis, bounds[i][0], 0));
    sx_text_add(out,
                "/><style:graphic-properties draw:stroke=\"%s\" svg:stroke-color=\"#8a96a3\"/><style:text-properties "
                "fo:font-size=\"8pt\" fo:color=\"#33465a\"/></style:style>\n",
                *name == 'x' ? "solid" : "none");
}

static void series_style(const char *name, const shape *s, const char *color, bool dash, const char *label,
                         sx_text *out)
{
    sx_text_add(out, "<style:style style:name=\"%s\" style:family=\"chart\"><style:chart-properties ", name);
    if (s->points)
        sx_text_add(out,
                    "chart:symbol-type=\"named-symbol\" chart:symbol-name=\"%s\" chart:symbol-width=\"0.24cm\" "
                    "chart:symbol-height=\"0.24cm\"",
                    dash ? "diamond" : "circle");
    else
        sx_text_add(out, "chart:symbol-type=\"none\"");
    if (!strcmp(label, "values"))
        sx_text_add(out, " chart:data-label-number=\"value\"");
    sx_text_add(out, "/><style:graphic-properties draw:stroke=\"%s\" svg:stroke-width=\"%s\" svg:stroke-color=\"%s\" ",
                !s->stroke ? "none"
                : dash     ? "dash"
                           : "solid",
                dash ? "0.05cm" : "0.07cm", color);
    if (s->stroke && dash)
        sx_text_add(out, "draw:stroke-dash=\"Dashes\" ");
    sx_text_add(out,
                "draw:fill=\"%s\" draw:fill-color=\"%s\"/><style:text-properties fo:font-size=\"8pt\" "
                "fo:color=\"%s\"/></style:style>\n",
                s->fill || s->points ? "solid" : "none", color, s->fill ? "#1b2733" : color);
    if (!strcmp(label, "last"))
        sx_text_add(out,
                    "<style:style style:name=\"%sl\" style:family=\"chart\"><style:chart-properties "
                    "chart:data-label-number=\"none\" "
                    "chart:data-label-series=\"true\" loext:custom-label-field=\"true\" "
                    "chart:label-position=\"top\"/><style:text-properties "
                    "fo:font-size=\"8.5pt\" fo:font-weight=\"bold\" fo:color=\"%s\"/></style:style>\n",
                    name, color);
}

/* One series; its name is the header cell of what it shows. */
static void put_series(book *b, const cJSON *item, const char *values, const char *style, const shape *s,
                       const char *label, bool hide, sx_text *out, sx_text *ranges)
{
    symbol place;
    const char *range = chart_range(b, item, values, &place);
    const char *head = address(b, place.sheet, place.head_column, place.head_row) + 1,
               *named = get_text(b, item, "name", NULL);
    int n = place.columns * place.rows;
    if (named) {
        chart_range(b, item, named, &place);
        head = address(b, place.sheet, place.column, place.row) + 1;
    }
    sx_text_add(out,
                "<chart:series chart:style-name=\"%s\" chart:class=\"%s\" chart:values-cell-range-address=\"%s\" "
                "chart:label-cell-address=\"%s:%s\"%s>",
                style, s->class, range, head, head, hide ? " loext:hide-legend=\"true\"" : "");
    sx_text_add(ranges, "%s%s", ranges->length ? " " : "", range);
    const char *x = get_text(b, item, "x", NULL);
    if (x)
        sx_text_add(out, "<chart:domain table:cell-range-address=\"%s\"/>", chart_range(b, item, x, &place));
    if (!strcmp(label, "last") && n > 1)
        sx_text_add(out, "<chart:data-point chart:repeated=\"%d\"/><chart:data-point chart:style-name=\"%sl\"/>", n - 1,
                    style);
    else
        sx_text_add(out, "<chart:data-point chart:repeated=\"%d\"/>", n);
    sx_text_add(out, "</chart:series>\n");
}

static void put_all_series(book *b, const cJSON *block, const shape *usual, sx_text *styles, sx_text *out,
                           sx_text *ranges)
{
    const cJSON *item, *items = get_items(b, block, "series", true);
    int n = 0;
    cJSON_ArrayForEach(item, items)
    {
        only_keys(b, item, "values lower upper x as color dash label name");
        const shape *s = shape_of(b, item, get_text(b, item, "as", usual->name));
        const char *label = get_text(b, item, "label", "none"), *name = say(b, "s%d", n);
        if (strcmp(label, "none") && strcmp(label, "last") && strcmp(label, "values"))
            broken(b, item, "\"label\" is none, last or values");
        const char *color = palette[get_whole(b, item, "color", n % MAX_PALETTE + 1, 1, MAX_PALETTE) - 1];
        n++;
        if (!strcmp(s->name, "band")) { /* the lower area in white in front of the upper one: first is front */
            series_style(say(b, "%sw", name), s, "#ffffff", false, "none", styles);
            put_series(b, item, need_text(b, item, "lower"), say(b, "%sw", name), s, "none", true, out, ranges);
            series_style(name, s, light(b, color), false, "none", styles);
            put_series(b, item, need_text(b, item, "upper"), name, s, "none", false, out, ranges);
            continue;
        }
        series_style(name, s, color, get_flag(b, item, "dash", false), label, styles);
        put_series(b, item, need_text(b, item, "values"), name, s, label, !strcmp(s->name, "hidden"), out, ranges);
    }
}

static void put_axis(book *b, const cJSON *block, const char *name, sx_text *out, sx_text *ranges)
{
    const cJSON *axis = cJSON_GetObjectItemCaseSensitive(block, name);
    const char *categories = get_text(b, block, "categories", NULL);
    only_keys(b, axis, "title min max step");
    sx_text_add(out,
                "<chart:axis chart:dimension=\"%s\" chart:name=\"primary-%s\" chart:style-name=\"%s\"><chart:title "
                "chart:style-name=\"t%s\"><text:p>",
                name, name, name, name);
    escape(out, need_text(b, axis, "title"));
    sx_text_add(out, "</text:p></chart:title>");
    if (*name == 'x' && categories) {
        symbol place;
        const char *range = chart_range(b, block, categories, &place);
        sx_text_add(out, "<chart:categories table:cell-range-address=\"%s\"/>", range);
        sx_text_add(ranges, "%s", range);
    }
    if (*name == 'y')
        sx_text_add(out, "<chart:grid chart:class=\"major\" chart:style-name=\"grid\"/>");
    sx_text_add(out, "</chart:axis>\n");
}

static void chart_styles(book *b, const cJSON *block, const shape *usual, sx_text *out)
{
    static const struct {
        const char *name, *look;
    } texts[] = {{"title", "fo:font-size=\"10pt\" fo:font-weight=\"bold\" fo:color=\"#1f3a5f\""},
                 {"tx", "fo:font-size=\"8pt\" fo:color=\"#33465a\""},
                 {"ty", "fo:font-size=\"8pt\" fo:color=\"#33465a\""},
                 {"legend", "fo:font-size=\"8pt\" fo:color=\"#33465a\""}};
    sx_text_add(
        out, "<style:style style:name=\"chart\" style:family=\"chart\"><style:chart-properties chart:treat-empty-cells="
             "\"leave-gap\"/><style:graphic-properties draw:stroke=\"none\" draw:fill=\"solid\" "
             "draw:fill-color=\"#ffffff\"/></style:style>\n");
    bool bar = !strcmp(usual->name, "bar"), stacked = get_flag(b, block, "stacked", false);
    sx_text_add(out,
                "<style:style style:name=\"plot\" style:family=\"chart\"><style:chart-properties chart:vertical=\"%s\" "
                "chart:stacked=\"%s\" chart:include-hidden-cells=\"false\" chart:treat-empty-cells=\"leave-gap\" "
                "chart:auto-position=\"true\" chart:auto-size=\"true\"/></style:style>\n",
                bar ? "true" : "false", stacked ? "true" : "false");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        sx_text_add(out,
                    "<style:style style:name=\"%s\" style:family=\"chart\"><style:chart-properties "
                    "chart:auto-position=\"true\"%s/>"
                    "<style:graphic-properties draw:stroke=\"none\" draw:fill=\"none\"/><style:text-properties "
                    "%s/></style:style>\n",
                    texts[i].name,
                    (!bar && !strcmp(texts[i].name, "ty")) || (bar && !strcmp(texts[i].name, "tx"))
                        ? " style:rotation-angle=\"90\""
                        : "",
                    texts[i].look);
    const char *categories = get_text(b, block, "categories", NULL);
    symbol place = {0};
    if (categories)
        chart_range(b, block, categories, &place);
    axis_style(b, cJSON_GetObjectItemCaseSensitive(block, "x"), "x", bar,
               place.type && !strcmp(place.type->name, "date"), stacked, out);
    axis_style(b, cJSON_GetObjectItemCaseSensitive(block, "y"), "y", bar, false, stacked, out);
    sx_text_add(
        out, "<style:style style:name=\"wall\" style:family=\"chart\"><style:graphic-properties draw:stroke=\"none\" "
             "draw:fill=\"none\"/></style:style>\n");
    sx_text_add(
        out, "<style:style style:name=\"grid\" style:family=\"chart\"><style:graphic-properties draw:stroke=\"solid\" "
             "svg:stroke-width=\"0.01cm\" svg:stroke-color=\"#dde3ea\"/></style:style>\n");
}

/* Adds the chart to the package; returns its folder there. */
static const char *chart_part(book *b, const cJSON *block, double width, double height, const char **ranges_used)
{
    const shape *usual = shape_of(b, block, need_text(b, block, "type"));
    sx_text styles = {0}, plot = {0}, ranges = {0};
    chart_styles(b, block, usual, &styles);
    put_axis(b, block, "x", &plot, &ranges);
    put_axis(b, block, "y", &plot, &ranges);
    put_all_series(b, block, usual, &styles, &plot, &ranges);
    const char *legend = get_text(b, block, "legend", "bottom");
    const char *legend_xml =
        strcmp(legend, "none")
            ? say(b, "<chart:legend chart:legend-position=\"%s\" chart:style-name=\"legend\"/>", legend)
            : "";
    sx_text title = {0};
    escape(&title, need_text(b, block, "title"));
    const char *folder = say(b, "Object %d", ++b->n_charts);
    sx_text part = {0};
    sx_text_add(&part, "<office:styles><draw:stroke-dash draw:name=\"Dashes\" draw:style=\"rect\" draw:dots1=\"1\" "
                       "draw:dots1-length=\"0.18cm\" draw:distance=\"0.12cm\"/></office:styles>\n");
    add_part(b, say(b, "%s/styles.xml", folder), "document-styles", &part);
    sx_text_add(&part,
                "<office:automatic-styles>%s</office:automatic-styles><office:body><office:chart><chart:chart "
                "chart:class=\"%s\" chart:style-name=\"chart\" svg:width=\"%.2fcm\" svg:height=\"%.2fcm\">"
                "<chart:title chart:style-name=\"title\"><text:p>%s</text:p></chart:title>%s\n<chart:plot-area "
                "chart:style-name=\"plot\" chart:data-source-has-labels=\"none\">\n%s<chart:wall "
                "chart:style-name=\"wall\"/>"
                "</chart:plot-area></chart:chart></office:chart></office:body>\n",
                ended(b, &styles), usual->class, width, height, ended(b, &title), legend_xml, ended(b, &plot));
    add_part(b, say(b, "%s/content.xml", folder), "document-content", &part);
    sx_text_add(&b->manifest,
                "<manifest:file-entry manifest:full-path=\"%s/\" manifest:media-type="
                "\"application/vnd.oasis.opendocument.chart\"/>\n",
                folder);
    *ranges_used = ended(b, &ranges);
    return folder;
}

int block_chart(book *b, const cJSON *block, int column, int row)
{
    if (b->sheets[b->now].page)
        return page_chart(b, block, column, row);
    only_keys(b, block, "kind id title alt column beside gap page rows span type stacked categories x y series legend");
    int rows = get_whole(b, block, "rows", 15, 5, 100);
    int span = get_whole(b, block, "span", b->sheets[b->now].n_widths - column, 1, MAX_COLUMNS);
    const double line = 0.52;
    for (int i = 0; i < rows; i++)
        set_height(b, row + i, line);
    at(b, column + span - 1, row + rows - 1);
    if (b->learning)
        return row + rows;
    const char *ranges, *name = get_text(b, block, "id", say(b, "chart%d", b->n_charts + 1));
    double width = width_of(b, column, span), height = rows * line;
    const char *folder = chart_part(b, block, width, height, &ranges);
    sx_text frame = {0};
    sx_text_add(&frame,
                "<draw:frame draw:style-name=\"frame\" draw:name=\"%s\" draw:z-index=\"0\" "
                "table:end-cell-address=\"%s\" table:end-x=\"%.2fcm\" "
                "table:end-y=\"%.2fcm\" svg:width=\"%.2fcm\" svg:height=\"%.2fcm\" svg:x=\"0cm\" svg:y=\"0cm\">"
                "<draw:object xlink:href=\"./%s\" xlink:type=\"simple\" xlink:show=\"embed\" xlink:actuate=\"onLoad\" "
                "draw:notify-on-update-of-ranges=\"%s\"/><svg:title>",
                name, address(b, b->now, column + span - 1, row + rows - 1) + 1, width_of(b, column + span - 1, 1),
                line, width, height, folder, ranges);
    escape(&frame, need_text(b, block, "title"));
    sx_text_add(&frame, "</svg:title><svg:desc>");
    escape(&frame, need_text(b, block, "alt"));
    sx_text_add(&frame, "</svg:desc></draw:frame>");
    at(b, column, row)->frame = ended(b, &frame);
    return row + rows;
}
