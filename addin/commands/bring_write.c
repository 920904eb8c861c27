/* Writing what was agreed to: many cells in one part of the step, as texts, never as formulas. */
#include <math.h>
#include <string.h>
#include "bring_database.h"
#include "progress.h"
#include "put.h"
#include "write.h"

enum { DATE = 2, DATE_TIME = 6 /* util.NumberFormat */, SLICE = 4000, MOST_SLICES = 40 };

static uno_Sequence **rows_of(desk *d, const sx_table *t)
{
    uno_Sequence **all = desk_take(d, (t->rows + 1) * sizeof *all);
    const uno_Any *nothing = office_any_text(d, ""); /* an any without a value would become #N/A */
    for (size_t r = 0; r < t->rows; r++) {
        const uno_Any **row = desk_take(d, t->columns * sizeof *row);
        for (size_t c = 0; c < t->columns; c++) {
            const sx_cell *cell = &t->cells[r * t->columns + c];
            row[c] = cell->kind == SX_BLANK                  ? nothing
                     : cell->kind == SX_NUMBER               ? office_any_number(d, cell->as.number)
                     : cell->kind == SX_TEXT && cell->length ? office_any_text(d, cell->as.text)
                                                             : nothing;
        }
        all[r] = *office_anys(d, t->columns, row);
    }
    return office_sequences(d, typelib_TypeClass_ANY, t->rows, all);
}

static sal_Int32 text_format(desk *d, uno_Interface *model)
{
    struct {
        rtl_uString *language, *country, *variant;
    } locale = {*office_string(d, ""), *office_string(d, ""), *office_string(d, "")};
    sal_Bool scan = 0;
    sal_Int32 key = 0;
    uno_Interface *formats = office_object(d, model, "util.XNumberFormatsSupplier::getNumberFormats", NULL);
    office_call(d, formats, "util.XNumberFormats::queryKey", &key, ARGS(office_string(d, "@"), &locale, &scan));
    return key;
}

/* The cells of the target keep their style by its name, stay open, and hold texts as texts. */
static void dress(desk *d, uno_Interface *model, uno_Interface *cells, const char *style)
{
    uno_Interface *families = office_object(d, model, "style.XStyleFamiliesSupplier::getStyleFamilies", NULL);
    uno_Interface *styles = office_named(d, families, "CellStyles");
    uno_Interface *made = office_make(d, model, "style.CellStyle");
    sal_Bool open[4] = {0};
    if (!office_flag(d, styles, "container.XNameAccess::hasByName", ARGS(office_string(d, style))))
        office_call(d, styles, "container.XNameContainer::insertByName", NULL,
                    ARGS(office_string(d, style), office_any_object(d, "style.XStyle", made)));
    office_set(d, cells, "CellStyle", office_any_text(d, style));
    office_set(d, cells, "NumberFormat", office_any_long(d, text_format(d, model)));
    office_set(d, cells, "CellProtection", office_any_struct(d, "util.CellProtection", open));
}

/* Fills cells in a hidden document and carries them over: one part of the step, whatever their number, and right after
 * redo (setDataArray is in no undo). */
static bool put_slice(order *o, uno_Interface *sheet, office_cell to, const sx_table *t, const char *style)
{
    desk *d = o->desk;
    const char *const names[] = {"Hidden"};
    const uno_Any *values[] = {office_any_flag(d, true)};
    sal_Int32 flags = 0;
    sal_Bool yes = 1;
    uno_Interface *model =
        office_object(d, office_service(d, "frame.Desktop"), "frame.XComponentLoader::loadComponentFromURL",
                      ARGS(office_string(d, "private:factory/scalc"), office_string(d, "_blank"), &flags,
                           office_properties(d, 1, names, values)));
    uno_Interface *controller = office_object(d, model, "frame.XModel::getCurrentController", NULL);
    office_range all = {0, 0, 0, (sal_Int32)t->columns - 1, (sal_Int32)t->rows - 1};
    uno_Interface *cells = sheet_range(d, sheet_at(d, model, 0), all);
    if (style)
        dress(d, model, cells, style);
    bool good = office_call(d, cells, "sheet.XCellRangeData::setDataArray", NULL, ARGS(rows_of(d, t))) && controller;
    sheet_go(d, controller, cells);
    uno_Interface *carried =
        good ? office_object(d, controller, "datatransfer.XTransferableSupplier::getTransferable", NULL) : NULL;
    if (carried) {
        sheet_go(d, o->controller, sheet_cell(d, sheet, to.column, to.row));
        good = office_call(d, o->controller, "datatransfer.XTransferableSupplier::insertTransferable", NULL,
                           ARGS(&carried));
    }
    office_call(d, model, "util.XCloseable::close", NULL, ARGS(&yes));
    return good && carried;
}

typedef struct slices {
    order *order;
    uno_Interface *sheet;
    office_cell to;
    const sx_table *all;
    const char *style;
    size_t rows; /* of a slice */
} slices;

static bool put_next(void *data, size_t *done)
{
    const slices *s = data;
    sx_table part = *s->all;
    office_cell at = {s->to.sheet, s->to.column, s->to.row + (sal_Int32)*done};
    part.rows = part.declared_rows = part.rows - *done < s->rows ? part.rows - *done : s->rows;
    part.cells += *done * part.columns;
    *done += part.rows;
    return put_slice(s->order, s->sheet, at, &part, s->style);
}

/* Many lines in slices, which can be stopped between two of them; the office computes once, behind the last. */
static bool put_cells(order *o, uno_Interface *sheet, office_cell to, const sx_table *t, const char *style)
{
    desk *d = o->desk;
    if (t->rows <= SLICE)
        return put_slice(o, sheet, to, t, style);
    slices all = {o, sheet, to, t, style, t->rows / MOST_SLICES + 1 > SLICE ? t->rows / MOST_SLICES + 1 : SLICE};
    sal_Bool computes = office_flag(d, o->model, "sheet.XCalculatable::isAutomaticCalculationEnabled", NULL), no = 0;
    office_call(d, o->model, "sheet.XCalculatable::enableAutomaticCalculation", NULL, ARGS(&no));
    bool good = progress_run(o, WORDS(d, WORD_PROGRESS_PUTS, sheet_name(d, sheet)), t->rows, put_next, &all);
    const char *why = desk_text(d, "%s", d->trouble);
    office_call(d, o->model, "sheet.XCalculatable::enableAutomaticCalculation", NULL, ARGS(&computes));
    sx_format_into(d->trouble, sizeof d->trouble, "%s", why);
    return good;
}

static void put_string(order *o, uno_Interface *sheet, sal_Int32 column, sal_Int32 row, const char *text)
{
    desk *d = o->desk;
    uno_Interface *cell = sheet_cell(d, sheet, column, row);
    if (strcmp(sheet_string(d, cell), text) != 0)
        office_call(d, cell, "text.XTextRange::setString", NULL, ARGS(office_string(d, text)));
}

/* The person's answers into the cells of the sheet that hold them, so that next month's file asks nothing. */
static void put_settings(order *o, const bring_plan *p)
{
    const bring_place *to = p->place;
    sal_Int32 row = to->answers.row;
    for (size_t i = 0; i < to->n_fields; i++) {
        const char *choice = bring_choice(p, desk_text(o->desk, "column:%s", to->fields[i].name));
        size_t n = choice ? strlen(choice) : 0;
        bool constant = n > 1 && choice[0] == '\'' && choice[n - 1] == '\'';
        office_range h = to->fields[i].header, c = to->fields[i].constant;
        put_string(o, to->sheet, h.column, h.row, n && !constant ? choice : "");
        put_string(o, to->sheet, c.column, c.row, constant ? desk_text(o->desk, "%.*s", (int)n - 2, choice + 1) : "");
    }
    for (size_t i = 0; i < p->n_sets && row <= to->answers.last_row; i++) {
        if (strncmp(p->sets[i].id, "column:", 7) == 0)
            continue;
        put_string(o, to->sheet, to->answers.column, row, p->sets[i].id);
        put_string(o, to->sheet, to->answers.last_column, row++, p->sets[i].choice);
    }
    for (; row <= to->answers.last_row; row++) {
        put_string(o, to->sheet, to->answers.column, row, "");
        put_string(o, to->sheet, to->answers.last_column, row, "");
    }
}

/* The office asks before it pastes over cells that are filled, and where nobody answers it pastes nothing. */
static void clear_old(order *o, const bring_place *to)
{
    desk *d = o->desk;
    sal_Int32 contents = 1 | 2 | 4 | 16; /* sheet.CellFlags VALUE, DATETIME, STRING, FORMULA */
    office_range at = to->area;
    at.last_row = at.row + (sal_Int32)to->old.rows - 1;
    office_call(d, sheet_range(d, to->sheet, at), "sheet.XSheetOperation::clearContents", NULL, ARGS(&contents));
}

/* Do the cells that were carried over stand there? The first filled one of the last line is looked at. */
static bool stands(order *o, const bring_place *to, office_cell at, const sx_table *t)
{
    desk *d = o->desk;
    for (size_t r = t->rows; r-- > 0;)
        for (size_t c = 0; c < t->columns; c++)
            if (t->cells[r * t->columns + c].kind != SX_BLANK)
                return sheet_type(d, sheet_cell(d, to->sheet, at.column + (sal_Int32)c, at.row + (sal_Int32)r)) !=
                       CELL_EMPTY;
    return true;
}

bool bring_is_linked(const bring_plan *p)
{
    return p->asked.mode && p->link && p->place && !p->append;
}

/* What the database answers now, as a range of the document's. Its name is the sheet's, without what a name may not
 * hold. */
static bool put_link(order *o, const bring_plan *p)
{
    char *name = desk_take(o->desk, strlen(p->place->name) + 1);
    for (size_t i = 0; p->place->name[i]; i++)
        name[i] = p->place->name[i] == ' ' || p->place->name[i] == '-' ? '_' : p->place->name[i];
    office_range at = p->place->area; /* as large as what was read: redo empties the range that is given */
    at.last_row = at.row + (sal_Int32)p->file.cells.rows - 1;
    at.last_column = at.column + (sal_Int32)p->file.cells.columns - 1;
    const char *style = database_style(o, p->place);
    bool good = database_link_new(o, name, at, &p->asked);
    database_dress(o, p->place, style, &p->file);
    return good;
}

static bool write_place(order *o, const bring_plan *p, const char **unlinked)
{
    desk *d = o->desk;
    const bring_place *to = p->place;
    bool lifted = false;
    const sx_table *file = &p->file.cells;
    office_cell at = {to->area.sheet, to->area.column, to->area.row + (sal_Int32)(p->append ? to->old.rows : 0)};
    database_ask was;
    if (!write_unlock(o, to->sheet, &lifted))
        return false;
    if (database_unlink(o, to->area, &was) && !bring_is_linked(p)) /* else a refresh would write over these lines */
        *unlinked = WORDS(d, WORD_MSG_UNLINKED, was.database, was.what, to->name);
    if (!p->append && to->old.rows)
        clear_old(o, to);
    const char *style =
        office_read_text(d, office_property(d, sheet_cell(d, to->sheet, at.column, at.row), "CellStyle"));
    bool good = bring_is_linked(p) ? put_link(o, p) : put_cells(o, to->sheet, at, file, style);
    good = good && stands(o, to, at, file);
    if (good)
        put_settings(o, p);
    write_lock(o, to->sheet, lifted);
    if (good)
        sheet_go(d, o->controller, sheet_cell(d, to->sheet, at.column, at.row));
    return good;
}

sal_Int32 bring_format(order *o, sal_Int16 type)
{
    desk *d = o->desk;
    struct {
        rtl_uString *language, *country, *variant;
    } locale = {*office_string(d, ""), *office_string(d, ""), *office_string(d, "")};
    uno_Interface *formats = office_object(d, o->model, "util.XNumberFormatsSupplier::getNumberFormats", NULL);
    return office_long(d, formats, "util.XNumberFormatTypes::getStandardFormat", ARGS(&type, &locale));
}

/* The canonical rows on a sheet of their own, dates as dates. */
static bool write_sheet(order *o, const sx_door *door, const bring_plan *p, const bring_report *report)
{
    sx_result rows;
    if (!bring_rows(o, door, p, &rows))
        return false;
    size_t n = (size_t)report->rows + 1;
    put to = put_new_sheet(o, p->sheet);
    sx_table t = rows.table;
    bool good = !to.failed && n <= t.rows;
    t.rows = n;
    good = good && put_cells(o, to.sheet, (office_cell){0}, &t, NULL);
    for (size_t c = 0; good && c < t.columns; c++) {
        office_range column = {0, (sal_Int32)c, 1, (sal_Int32)c, (sal_Int32)n - 1};
        const char *name = t.cells[c].kind == SX_TEXT ? t.cells[c].as.text : "";
        bool time = strcmp(bring_kinds[p->kind].id, "leads") == 0;
        if (bring_is_date(name) && n > 1)
            put_format(&to, column, bring_format(o, time ? DATE_TIME : DATE));
    }
    put_bold(&to, 0, 0, (sal_Int32)t.columns, 0);
    return good;
}

bool bring_write(order *o, const sx_door *door, const bring_plan *p, const bring_report *r)
{
    desk *d = o->desk;
    const char *refused = p->place ? NULL : sheet_refused(o, p->sheet);
    if (refused) {
        command_say(o, refused);
        return false;
    }
    if (!write_begin(o, WORD_IMPORT_TITLE))
        return false;
    const char *unlinked = NULL;
    bool good = p->place ? write_place(o, p, &unlinked) : write_sheet(o, door, p, r);
    const char *why = WORDS(d, WORD_MSG_NOTPUT, d->trouble);
    write_end(o, good);
    if (!good) /* said when it is true */
        command_say(o, why);
    if (good && unlinked)
        command_say(o, unlinked);
    if (good)
        command_say_quietly(
            o, WORDS(d, WORD_MSG_PUTIN, desk_text(d, "%.0f", r->rows), p->place ? p->place->name : p->sheet));
    return good;
}
