#include "write.h"

static uno_Interface *undo_of(order *o)
{
    return office_object(o->desk, o->model, "document.XUndoManagerSupplier::getUndoManager", NULL);
}

bool write_refused(order *o)
{
    desk *d = o->desk;
    if (!office_flag(d, o->model, "frame.XStorable::isReadonly", NULL))
        return false;
    command_say(o, words(d, WORD_MSG_READONLY));
    return true;
}

bool write_begin(order *o, sx_word title)
{
    desk *d = o->desk;
    if (write_refused(o))
        return false;
    const char *step = desk_text(d, "Sextant: %s", words_plain(d, title));
    return office_call(d, undo_of(o), "document.XUndoManager::enterUndoContext", NULL, ARGS(office_string(d, step)));
}

void write_end(order *o, bool good)
{
    desk *d = o->desk;
    uno_Interface *undo = undo_of(o);
    office_call(d, undo, "document.XUndoManager::leaveUndoContext", NULL, NULL);
    if (!good)
        office_call(d, undo, "document.XUndoManager::undo", NULL, NULL);
}

bool write_end_sheet(order *o, bool good, const char *sheet)
{
    desk *d = o->desk;
    if (!good)
        command_say(o, WORDS(d, WORD_MSG_NOTWRITTEN, d->trouble));
    write_end(o, good);
    if (good)
        command_say_quietly(o, WORDS(d, WORD_MSG_SHEETMADE, sheet));
    return good;
}

bool write_unlock(order *o, uno_Interface *sheet, bool *lifted)
{
    desk *d = o->desk;
    *lifted = office_flag(d, sheet, "util.XProtectable::isProtected", NULL);
    if (!*lifted)
        return true;
    office_call(d, sheet, "util.XProtectable::unprotect", NULL, ARGS(office_string(d, "")));
    if (!office_flag(d, sheet, "util.XProtectable::isProtected", NULL))
        return true;
    *lifted = false;
    command_say(o, WORDS(d, WORD_MSG_LOCKED, sheet_name(d, sheet)));
    return false;
}

void write_lock(order *o, uno_Interface *sheet, bool lifted)
{
    if (lifted)
        office_call(o->desk, sheet, "util.XProtectable::protect", NULL, ARGS(office_string(o->desk, "")));
}
