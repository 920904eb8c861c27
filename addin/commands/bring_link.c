/* Ranges of the document that a database fills: Data > Refresh Range reads them again, and so does Refresh. */
#include "bring_database.h"
#include "sheet.h"
#include <string.h>

enum { NUMBER_DATE = 2, NUMBER_TIME = 4 /* util.NumberFormat */ };

static uno_Interface *ranges_of(order *o)
{
    return office_read_object(o->desk, office_property(o->desk, o->model, "DatabaseRanges"));
}

/* The value of one property among those of a descriptor. */
static const uno_Any *described(desk *d, const uno_Sequence *all, const char *name)
{
    typedef struct property { /* beans.PropertyValue */
        rtl_uString *name;
        sal_Int32 handle;
        uno_Any value;
        sal_Int32 state;
    } property;
    for (sal_Int32 i = 0; all && i < all->nElements; i++) {
        const property *p = (const property *)(const void *)all->elements + i;
        if (strcmp(office_utf8(d, p->name), name) == 0)
            return &p->value;
    }
    return NULL;
}

bool database_link_at(order *o, sal_Int32 i, database_link *link)
{
    desk *d = o->desk;
    uno_Interface *all = ranges_of(o);
    if (i >= office_long(d, all, "container.XIndexAccess::getCount", NULL))
        return false;
    *link = (database_link){.range = office_at(d, all, i)};
    link->name = office_text(d, link->range, "container.XNamed::getName", NULL);
    office_call(d, link->range, "sheet.XDatabaseRange::getDataArea", &link->area, NULL);
    const uno_Sequence *how = office_sequence(d, link->range, "sheet.XDatabaseRange::getImportDescriptor", NULL);
    link->asked.mode = (int)office_read_number(described(d, how, "SourceType"), 0);
    link->asked.database = office_read_text(d, described(d, how, "DatabaseName"));
    link->asked.what = office_read_text(d, described(d, how, "SourceObject"));
    link->asked.native = office_read_number(described(d, how, "IsNative"), 0) != 0;
    return true;
}

bool database_link_new(order *o, const char *name, office_range area, const database_ask *asked)
{
    desk *d = o->desk;
    uno_Interface *all = ranges_of(o);
    const char *free_name = name;
    for (int i = 2; office_flag(d, all, "container.XNameAccess::hasByName", ARGS(office_string(d, free_name))); i++)
        free_name = desk_text(d, "%s_%d", name, i);
    if (!office_call(d, all, "sheet.XDatabaseRanges::addNewByName", NULL, ARGS(office_string(d, free_name), &area)))
        return false;
    /* What is read takes no cell's protection or style away, and moves no cell that stands below. */
    office_set(d, office_named(d, all, free_name), "KeepFormats", office_any_flag(d, true));
    office_set(d, office_named(d, all, free_name), "MoveCells", office_any_flag(d, false));
    return database_fill(d, sheet_range(d, sheet_at(d, o->model, area.sheet), area), asked);
}

const char *database_style(order *o, const bring_place *place)
{
    desk *d = o->desk;
    return office_read_text(
        d, office_property(d, sheet_cell(d, place->sheet, place->area.column, place->area.row), "CellStyle"));
}

void database_dress(order *o, const bring_place *place, const char *style, const bring_file *file)
{
    desk *d = o->desk;
    office_set(d, sheet_range(d, place->sheet, place->area), "CellStyle", office_any_text(d, style));
    for (size_t c = 0; c < file->cells.columns; c++) {
        office_range column = place->area;
        column.column = column.last_column = place->area.column + (sal_Int32)c;
        if (file->types[c] & NUMBER_DATE)
            office_set(d, sheet_range(d, place->sheet, column), "NumberFormat",
                       office_any_long(d, bring_format(o, file->types[c] & (NUMBER_DATE | NUMBER_TIME))));
    }
}

bool database_inside(office_range outer, office_range inner)
{
    return outer.sheet == inner.sheet && inner.column >= outer.column && inner.column <= outer.last_column &&
           inner.row >= outer.row && inner.row <= outer.last_row;
}

size_t database_unlink(order *o, office_range area, database_ask *was)
{
    size_t n = 0;
    database_link link;
    for (sal_Int32 i = 0; database_link_at(o, i, &link);) {
        if (link.asked.mode && database_inside(area, link.area)) {
            n++;
            *was = link.asked;
            office_call(o->desk, ranges_of(o), "sheet.XDatabaseRanges::removeByName", NULL,
                        ARGS(office_string(o->desk, link.name)));
        } else {
            i++;
        }
    }
    return n;
}
