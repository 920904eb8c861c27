/* Refresh: the ranges of the document that databases fill are read again, each where it can be reached and its answer
 * has room, in one step of undo; what came of each is said. */
#include "bring_database.h"
#include "write.h"
#include <string.h>

static const char *lines_of(desk *d, office_range area)
{
    return desk_text(d, "%d", (int)(area.last_row - area.row)); /* without the heading */
}

/* The part of the sheet that the range may fill: a raw sheet's own; elsewhere what is empty below is anybody's. */
static const bring_place *place_of(const bring_place *places, size_t n, const database_link *link)
{
    for (size_t i = 0; i < n; i++)
        if (database_inside(places[i].area, link->area))
            return &places[i];
    return NULL;
}

/* Why its lines stay as they are, in words; NULL: they can be read anew. */
static const char *refused(order *o, const database_link *link, const bring_place *place, const bring_file *file)
{
    desk *d = o->desk;
    uno_Interface *sheet = sheet_at(d, o->model, link->area.sheet);
    if (file->trouble)
        return file->trouble;
    size_t rows = place ? (size_t)(place->area.last_row - link->area.row) + 1 : (size_t)1 << 20,
           columns = place ? (size_t)(place->area.last_column - link->area.column) + 1 : (size_t)1 << 10;
    if (file->cells.rows > rows || file->cells.columns > columns)
        return WORDS(d, WORD_MSG_NOROOM, desk_text(d, "%zu", file->cells.rows),
                     desk_text(d, "%zu", file->cells.columns), desk_text(d, "%zu", rows), desk_text(d, "%zu", columns));
    const sal_Bool *locked = NULL;
    const uno_Any *protection =
        office_property(d, sheet_cell(d, sheet, link->area.column, link->area.row), "CellProtection");
    if (protection && protection->pType->eTypeClass == typelib_TypeClass_STRUCT)
        locked = protection->pData; /* util.CellProtection begins with IsLocked */
    if (locked && *locked && office_flag(d, sheet, "util.XProtectable::isProtected", NULL))
        return WORDS(d, WORD_MSG_LOCKEDCELLS, sheet_place_seen(d, o->model, link->area, -1));
    return NULL;
}

static bool refresh(order *o, const database_link *link, const bring_place *place)
{
    desk *d = o->desk;
    const char *where = sheet_place_seen(d, o->model, link->area, -1);
    bring_file file = database_read(o, &link->asked);
    const char *why = refused(o, link, place, &file);
    const char *style = place ? database_style(o, place) : NULL;
    office_range now = link->area;
    if (!why && !office_call(d, link->range, "sheet.XDatabaseRange::refresh", NULL, NULL))
        why = desk_text(d, "%s", d->trouble);
    if (why) {
        command_say_quietly(o, WORDS(d, WORD_REFRESH_NOT, where, why));
        return false;
    }
    if (place)
        database_dress(o, place, style, &file);
    office_call(d, link->range, "sheet.XDatabaseRange::getDataArea", &now, NULL);
    command_say_quietly(o, WORDS(d, WORD_REFRESH_LINE, where,
                                 desk_text(d, "%s: %s", link->asked.database, link->asked.what),
                                 lines_of(d, link->area), lines_of(d, now)));
    return true;
}

void run_refresh(order *o)
{
    desk *d = o->desk;
    database_link link;
    size_t n = 0, done = 0;
    for (sal_Int32 i = 0; database_link_at(o, i, &link); i++)
        n += link.asked.mode != 0;
    if (n == 0) {
        command_say(o, words(d, WORD_MSG_NOLINKS));
        return;
    }
    if (!write_begin(o, WORD_REFRESH_TITLE))
        return;
    bring_place *places = desk_take(d, BRING_MOST_PLACES * sizeof *places);
    size_t n_places = bring_places(o, places);
    for (sal_Int32 i = 0; database_link_at(o, i, &link); i++)
        if (link.asked.mode)
            done += refresh(o, &link, place_of(places, n_places, &link));
    write_end(o, true);
    office_call(d, o->model, "sheet.XCalculatable::calculateAll", NULL, NULL);
    const char *details = o->said;
    o->said = "";
    command_say(o, desk_text(d, "%s\n%s",
                             WORDS(d, WORD_REFRESH_DONE, desk_text(d, "%zu", done), desk_text(d, "%zu", n)), details));
}
