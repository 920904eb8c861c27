/* Roll Forward: the command, its window, and what it writes. */
#include <string.h>
#include "bring.h"
#include "dialog.h"
#include "roll.h"
#include "rows.h"
#include "write.h"

enum { WHAT = 48, PLACE = 22 };

static const char *lines_said(desk *d, const roll *r)
{
    const char *text = "";
    for (size_t i = 0; i < r->n_lines; i++)
        text = desk_text(d, "%s%s%s | %s | %s", text, i ? "\n" : "", r->lines[i].what, r->lines[i].place,
                         r->lines[i].does);
    return text;
}

/* The copy of the period that ends comes first: where it cannot be stored nothing is changed. */
static bool store_copy(order *o, const roll *r)
{
    desk *d = o->desk;
    const char *const names[] = {"FilterName"};
    const uno_Any *values[] = {office_any_text(d, "calc8")};
    if (office_call(d, o->model, "frame.XStorable::storeToURL", NULL,
                    ARGS(office_string(d, r->copy), office_properties(d, 1, names, values))))
        return true;
    command_say(o, WORDS(d, WORD_MSG_NOCOPY, r->copy, desk_text(d, "%s", d->trouble)));
    return false;
}

static void write_roll(order *o, const roll *r, bool copy)
{
    desk *d = o->desk;
    if (copy && r->copy && !store_copy(o, r))
        return;
    if (!write_begin(o, WORD_ROLL_TITLE))
        return;
    bool good = roll_write(o, r);
    if (!good)
        command_say(o, WORDS(d, WORD_MSG_NOTROLLED, desk_text(d, "%s", d->trouble)));
    write_end(o, good);
    uno_Interface *start = good ? sheet_named(d, o->model, "Start") : NULL;
    if (start)
        sheet_go(d, o->controller, sheet_cell(d, start, 0, 0));
    if (good)
        command_say_quietly(o, WORDS(d, WORD_MSG_ROLLED, roll_date(d, r->to)));
}

static void act(dialog *w, const char *control)
{
    (void)w;
    (void)control;
}

static void show(order *o, const roll *r)
{
    desk *d = o->desk;
    dialog *w = dialog_new(o, "Roll", act, NULL);
    if (w->window) {
        const char *lines[ROLL_MOST_LINES];
        for (size_t i = 0; i < r->n_lines; i++)
            lines[i] = desk_text(d, "%s %s %s", row_cell(d, r->lines[i].what, WHAT, false),
                                 row_cell(d, r->lines[i].place, PLACE, false), r->lines[i].does);
        dialog_set_text(w, "lblPeriod", WORDS(d, WORD_ROLL_PERIOD, roll_date(d, r->from), roll_date(d, r->to)));
        dialog_set_list(w, "lstTables", r->n_lines, lines, 0);
        dialog_set_text(w, "txtLost", *r->lost ? r->lost : words(d, WORD_ROLL_NOTHING));
        dialog_set_text(w, "txtThen", r->then);
        dialog_set_text(w, "chkCopy",
                        r->copy ? WORDS(d, WORD_ROLL_COPY, bring_file_name(d, r->copy)) : words(d, WORD_ROLL_NOPLACE));
        dialog_check(w, "chkCopy", r->copy != NULL);
        dialog_enable(w, "chkCopy", r->copy != NULL);
        if (dialog_run(w))
            write_roll(o, r, dialog_checked(w, "chkCopy"));
    }
    dialog_close(w);
}

void run_roll(order *o)
{
    desk *d = o->desk;
    if (write_refused(o))
        return;
    roll *r = desk_take(d, sizeof *r);
    roll_look(o, r);
    if (r->refused) {
        command_say(o, r->refused);
        return;
    }
    if (!o->silent) {
        show(o, r);
        return;
    }
    command_say(o, WORDS(d, WORD_ROLL_PERIOD, roll_date(d, r->from), roll_date(d, r->to)));
    command_say(o, lines_said(d, r));
    command_say(o, *r->lost ? r->lost : words(d, WORD_ROLL_NOTHING));
    command_say(o, r->then);
    if (command_whole(o, "roll", 1))
        write_roll(o, r, command_whole(o, "copy", 1) != 0);
}
