/* Check This Document: the command and its window, which stays open beside the sheet. */
#include "check.h"
#include <stdlib.h>
#include <string.h>
#include "clipboard.h"
#include "dialog.h"
#include "own.h"
#include "rows.h"

enum { WHERE = 26, WHAT = 45, TODO = 34, EVERYTHING = 0, FIGURES = 1, PAPER = 2 };

typedef struct check_window {
    order order;
    desk now; /* of the list shown: renewed with each look */
    const sx_door *door;
    const char *why;
    check found;
    const finding **shown;
    size_t n_shown;
    dialog *dialog;
    own *listener; /* of the document's end */
} check_window;

static const char *line(desk *d, const char *where, const char *what, const char *todo)
{
    return desk_text(d, "%s %s %s", row_cell(d, where, WHERE, false), row_cell(d, what, WHAT, false),
                     row_cell(d, todo, TODO, false));
}

static const finding *chosen(check_window *w)
{
    sal_Int16 at = dialog_selected(w->dialog, "lstFindings");
    return at >= 0 && (size_t)at < w->n_shown ? w->shown[at] : NULL;
}

static void show_finding(check_window *w)
{
    const finding *f = chosen(w);
    desk *d = &w->now;
    const char *text = f ? desk_text(d, "%s: %s\n%s", f->where, f->what, f->detail) : "";
    dialog_set_text(w->dialog, "txtFinding", text);
    dialog_enable(w->dialog, "btnGoto", f != NULL);
}

static void show_list(check_window *w, int kind)
{
    desk *d = &w->now;
    const check *c = &w->found;
    const char **rows = desk_take(d, (c->n + 1) * sizeof *rows);
    w->shown = desk_take(d, (c->n + 1) * sizeof(finding *));
    w->n_shown = 0;
    for (size_t i = 0; i < c->n; i++) {
        const finding *f = &c->all[i];
        if (kind != EVERYTHING && f->figures != (kind == FIGURES))
            continue;
        w->shown[w->n_shown] = f;
        rows[w->n_shown++] = line(d, f->where, f->what, f->todo);
    }
    dialog_set_list(w->dialog, "lstFindings", w->n_shown, rows, 0);
    show_finding(w);
}

static void look(check_window *w)
{
    desk_clear(&w->now);
    w->now = desk_open(w->order.desk->context, w->order.desk->frame);
    w->now.language = w->order.desk->language;
    desk *d = &w->now;
    order o = w->order;
    o.desk = d;
    w->found = check_document(&o, w->door, w->why);
    w->found.order = &w->order; /* o goes */
    check *c = &w->found;
    const size_t counts[] = {c->n, c->n_figures, c->n - c->n_figures};
    static const sx_word kinds[] = {WORD_CHECK_SHOW_ALL, WORD_CHECK_SHOW_FIGURES, WORD_CHECK_SHOW_PAPER};
    const char *items[3];
    for (size_t i = 0; i < 3; i++)
        items[i] = WORDS(d, kinds[i], desk_text(d, "%zu", counts[i]));
    dialog_set_text(w->dialog, "lblSummary", check_summary(c));
    dialog_set_list(w->dialog, "lstShow", 3, items, EVERYTHING);
    dialog_set_text(
        w->dialog, "hdrFindings",
        line(d, words(d, WORD_CHECK_COL_WHERE), words(d, WORD_CHECK_COL_FINDING), words(d, WORD_CHECK_COL_TODO)));
    dialog_enable(w->dialog, "btnCopy", c->n > 0);
    show_list(w, EVERYTHING);
}

static const char *all_lines(desk *d, const check *c)
{
    const char *text = check_summary(c);
    for (size_t i = 0; i < c->n; i++) {
        const finding *f = &c->all[i];
        text = desk_text(d, "%s\n%s\t%s\t%s", text, f->where, f->what, f->todo);
    }
    return text;
}

static uno_Interface *range_of(order *o, const finding *f)
{
    return sheet_range(o->desk, sheet_at(o->desk, o->model, f->at.sheet), f->at);
}

static void act(dialog *from, const char *control)
{
    check_window *w = from->data;
    desk *d = &w->now;
    const finding *f = strcmp(control, "closed") == 0 ? NULL : chosen(w);
    order o = w->order;
    o.desk = d;
    if (strcmp(control, "closed") == 0) {
        uno_Interface *listener = &w->listener->interface;
        office_call(d, o.model, "lang.XComponent::removeEventListener", NULL, ARGS(&listener));
        desk_clear(&w->now);
        w->dialog = NULL;
    } else if (strcmp(control, "lstShow") == 0) {
        show_list(w, dialog_selected(from, "lstShow"));
    } else if (strcmp(control, "lstFindings") == 0) {
        show_finding(w);
    } else if (strcmp(control, "btnGoto") == 0 && f) {
        sheet_go(d, o.controller, range_of(&o, f));
    } else if (strcmp(control, "btnCopy") == 0) {
        clipboard_put(d, all_lines(d, &w->found));
    } else if (strcmp(control, "btnAgain") == 0) {
        look(w);
    }
}

/* lang.XEventListener: the document goes, and the window with it. */
static bool answer_end(own *self, const char *member, void *result, void **args)
{
    (void)result;
    (void)args;
    check_window *w = self->data;
    if (strcmp(member, "XEventListener::disposing") != 0)
        return false;
    if (w->dialog)
        dialog_close(w->dialog);
    return true;
}

static void end_listener(own *self)
{
    check_window *w = self->data;
    command_let_go(&w->order);
    free(w);
}

static const own_kind end_kind = {(const char *const[]){"com.sun.star.lang.XEventListener", NULL}, answer_end,
                                  end_listener};

void check_open(order *o, const sx_door *door, const char *why)
{
    check_window *w = calloc(1, sizeof *w);
    if (!w)
        abort();
    w->order = command_keep(o);
    w->door = door;
    w->why = desk_text(w->order.desk, "%s", why ? why : "");
    w->listener = own_new(&end_kind, w);
    uno_Interface *listener = desk_hold(o->desk, &w->listener->interface);
    w->dialog = dialog_new(o, "Check", act, w);
    if (!w->dialog->window) {
        dialog_close(w->dialog);
        return;
    }
    look(w);
    office_call(o->desk, o->model, "lang.XComponent::addEventListener", NULL, ARGS(&listener));
    dialog_show(w->dialog);
}

void run_check(order *o)
{
    const char *why = NULL, *to = command_answer(o, "goto");
    const sx_door *door = core(&why);
    if (!o->silent) {
        check_open(o, door, why);
        return;
    }
    check c = check_document(o, door, why ? why : "");
    command_say(o, all_lines(o->desk, &c));
    size_t at = to ? (size_t)strtol(to, NULL, 10) : 0;
    if (at > 0 && at <= c.n) {
        command_say(o, c.all[at - 1].detail);
        sheet_go(o->desk, o->controller, range_of(o, &c.all[at - 1]));
    }
}
