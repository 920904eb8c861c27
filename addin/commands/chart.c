#include "chart.h"
#include <string.h>

typedef struct rectangle { /* awt.Rectangle, awt.Point */
    sal_Int32 x, y, width, height;
} rectangle;

static uno_Interface *first_of(desk *d, const uno_Sequence *all, sal_Int32 i)
{
    if (!all || i >= all->nElements)
        return NULL;
    uno_Interface *one = ((uno_Interface *const *)(const void *)all->elements)[i];
    one->acquire(one);
    return desk_hold(d, one);
}

static rectangle place_of(put *p, const chart *c)
{
    desk *d = p->order->desk;
    rectangle at = {0, 0, 17000, 8500};
    const uno_Any *point = office_property(d, sheet_cell(d, p->sheet, c->column, c->row), "Position");
    if (point && point->pType->eTypeClass == typelib_TypeClass_STRUCT)
        memcpy(&at, point->pData, 2 * sizeof at.x);
    return at;
}

/* The columns in the order in which they become series: lines first, then the band's floor and the band. */
static uno_Interface *insert(put *p, const char *name, const chart *c)
{
    desk *d = p->order->desk;
    office_range ranges[8];
    sal_Int32 columns[8], n = 0;
    sal_Int16 sheet = sheet_address(d, p->sheet).sheet;
    columns[n++] = c->categories;
    for (sal_Int32 i = 0; i < c->n_lines; i++)
        columns[n++] = c->lines[i];
    if (c->band >= 0) {
        columns[n++] = c->floor;
        columns[n++] = c->band;
    }
    for (sal_Int32 i = 0; i < n; i++)
        ranges[i] = (office_range){sheet, columns[i], c->first, columns[i], c->last};
    rectangle at = place_of(p, c);
    sal_Bool headings = 1, categories = 1;
    uno_Interface *charts = office_object(d, p->sheet, "table.XTableChartsSupplier::getCharts", NULL);
    office_call(d, charts, "table.XTableCharts::addNewByName", NULL,
                ARGS(office_string(d, name), &at, office_structs(d, "table.CellRangeAddress", (size_t)n, ranges),
                     &headings, &categories));
    return office_object(d, office_named(d, charts, name), "document.XEmbeddedObjectSupplier::getEmbeddedObject", NULL);
}

static void color(desk *d, uno_Interface *series, sal_Int32 rgb, sal_Int32 width)
{
    office_set(d, series, "Color", office_any_long(d, rgb));
    office_set(d, series, "LineWidth", office_any_long(d, width));
}

/* Lines leave the areas for a type of their own; what stays is the band: its floor is not seen, nor in the legend. */
static bool part_band(desk *d, uno_Interface *document, const chart *c)
{
    uno_Interface *diagram = office_object(d, document, "chart2.XChartDocument::getFirstDiagram", NULL);
    uno_Interface *system =
        first_of(d, office_sequence(d, diagram, "chart2.XCoordinateSystemContainer::getCoordinateSystems", NULL), 0);
    uno_Interface *areas =
        first_of(d, office_sequence(d, system, "chart2.XChartTypeContainer::getChartTypes", NULL), 0);
    const uno_Sequence *all = office_sequence(d, areas, "chart2.XDataSeriesContainer::getDataSeries", NULL);
    uno_Interface *lines = office_service(d, "chart2.LineChartType");
    if (!all || all->nElements != c->n_lines + 2 || !lines)
        return false;
    static const sal_Int32 colors[] = {0x1f3864, 0x2e75b6, 0x8faadc, 0xa5a5a5};
    for (sal_Int32 i = 0; i < c->n_lines; i++) {
        uno_Interface *series = first_of(d, all, i);
        office_call(d, areas, "chart2.XDataSeriesContainer::removeDataSeries", NULL, ARGS(&series));
        office_call(d, lines, "chart2.XDataSeriesContainer::addDataSeries", NULL, ARGS(&series));
        office_set(d, series, "StackingDirection", office_any_enum(d, "chart2.StackingDirection", 0 /* NO_STACKING */));
        color(d, series, colors[i % 4], 60);
    }
    office_call(d, system, "chart2.XChartTypeContainer::addChartType", NULL,
                ARGS(&(uno_Interface *){office_ask(d, lines, "chart2.XChartType")}));
    for (sal_Int32 i = 0; i < 2; i++) {
        uno_Interface *series = first_of(d, all, c->n_lines + i);
        office_set(d, series, "StackingDirection", office_any_enum(d, "chart2.StackingDirection", 1));
        office_set(d, series, "BorderStyle", office_any_enum(d, "drawing.LineStyle", 0));
        office_set(d, series, "Color", office_any_long(d, 0xcfe0f3));
        office_set(d, series, "Transparency", office_any_short(d, i == 0 ? 100 : 0));
    }
    office_set(d, first_of(d, all, c->n_lines), "ShowLegendEntry", office_any_flag(d, false));
    office_set(d, diagram, "MissingValueTreatment", office_any_long(d, 0 /* chart.MissingValueTreatment.LEAVE_GAP */));
    return true;
}

bool chart_draw(put *p, const char *name, const chart *c)
{
    desk *d = p->order->desk;
    uno_Interface *document = insert(p, name, c);
    const char *kind = c->band >= 0 ? "chart.AreaDiagram" : c->columns ? "chart.BarDiagram" : "chart.LineDiagram";
    uno_Interface *diagram = office_ask(d, office_make(d, document, kind), "chart.XDiagram");
    if (!diagram || !office_call(d, document, "chart.XChartDocument::setDiagram", NULL, ARGS(&diagram)))
        return false;
    uno_Interface *wall = office_object(d, diagram, "chart.X3DDisplay::getWall", NULL);
    uno_Interface *legend = office_object(d, document, "chart.XChartDocument::getLegend", NULL);
    office_set(d, wall, "FillStyle", office_any_enum(d, "drawing.FillStyle", 0 /* NONE */));
    office_set(d, document, "HasLegend", office_any_flag(d, true));
    office_set(d, legend, "Alignment", office_any_enum(d, "chart.ChartLegendPosition", 4 /* BOTTOM */));
    return c->band < 0 || part_band(d, document, c);
}
