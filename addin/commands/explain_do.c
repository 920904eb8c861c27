/* What the buttons of Explain This Cell do in the office. */
#include "explain_window.h"
#include "package.h"
#include "write.h"
#include <string.h>

enum { MOST_ROWS = 20000 };

void explain_comment(order *o, const explanation *e, size_t part)
{
    desk *d = o->desk;
    bool lifted = false, good = false;
    if (!write_begin(o, WORD_EXPLAIN_TITLE))
        return;
    if (write_unlock(o, e->sheet, &lifted)) {
        uno_Interface *notes = office_object(d, e->sheet, "sheet.XSheetAnnotationsSupplier::getAnnotations", NULL);
        office_cell at = {e->at.sheet, e->at.column, e->at.row};
        const char *text = desk_text(d, "%s\n%s", e->heading, explain_text(d, e, part, false));
        good = office_call(d, notes, "sheet.XSheetAnnotations::insertNew", NULL, ARGS(&at, office_string(d, text)));
        write_lock(o, e->sheet, lifted);
        if (!good)
            command_say(o, WORDS(d, WORD_MSG_NOCOMMENT, d->trouble));
    }
    write_end(o, good);
}

void explain_reference(order *o, const char *function)
{
    desk *d = o->desk;
    const char *url = desk_text(d, "%s/template/Sextant/sextant-functions.ots", package_url(d));
    const char *const names[] = {"ReadOnly", "AsTemplate"};
    const uno_Any *values[] = {office_any_flag(d, true), office_any_flag(d, false)};
    sal_Int32 flags = 0, zero = 0;
    uno_Interface *model = office_object(
        d, office_service(d, "frame.Desktop"), "frame.XComponentLoader::loadComponentFromURL",
        ARGS(office_string(d, url), office_string(d, "_default"), &flags, office_properties(d, 2, names, values)));
    uno_Interface *controller = office_object(d, model, "frame.XModel::getCurrentController", NULL);
    const char *point = strchr(function, '.');
    uno_Interface *page = point ? sheet_named(d, model, desk_text(d, "%.*s", (int)(point - function), function)) : NULL;
    for (sal_Int32 r = 0; page && r < MOST_ROWS; r++) {
        uno_Interface *cell = sheet_cell(d, page, zero, r);
        if (strcmp(sheet_string(d, cell), function) == 0) {
            sheet_go(d, controller, cell);
            break;
        }
    }
    if (!model)
        command_say(o, WORDS(d, WORD_MSG_NOREFERENCE, d->trouble));
}
