#include "explain_window.h"
#include "clipboard.h"
#include "dialog.h"
#include "own.h"
#include "rows.h"
#include <stdlib.h>
#include <string.h>

enum { NAME_COLUMNS = 14, VALUE_COLUMNS = 20, FROM_COLUMNS = 26 };

/* The window of one frame: what it shows now is held by a desk of its own, renewed with each cell. */
typedef struct explain_window {
    order order;
    desk now;
    const sx_door *door;
    explanation shown;
    size_t part;
    dialog *dialog;
    own *listener; /* of the selection */
    bool many;     /* several cells are selected */
} explain_window;

static const char *row(desk *d, const char *name, const char *value, const char *from, const char *means)
{
    return desk_text(d, "%s %s  %s %s", row_cell(d, name, NAME_COLUMNS, false), row_cell(d, value, VALUE_COLUMNS, true),
                     row_cell(d, from, FROM_COLUMNS, false), means);
}

static void show_part(explain_window *w)
{
    desk *d = &w->now;
    const explanation *e = &w->shown;
    const char *text = explain_text(d, e, w->part, true);
    size_t n = w->part < e->n_parts ? e->parts[w->part].n_arguments : 0;
    const char **rows = desk_take(d, (n + 1) * sizeof *rows);
    for (size_t i = 0; i < n; i++) {
        const explained_argument *a = &e->parts[w->part].arguments[i];
        rows[i] = row(d, a->name, a->value, a->from, a->means);
    }
    if (w->many)
        text = desk_text(d, "%s\n\n%s", words(d, WORD_MSG_FIRSTCELL), text);
    dialog_set_text(w->dialog, "lblCell", e->heading);
    dialog_set_text(w->dialog, "txtMeaning", text);
    dialog_set_text(w->dialog, "hdrArguments",
                    row(d, words(d, WORD_EXPLAIN_COL_ARGUMENT), words(d, WORD_EXPLAIN_COL_VALUE),
                        words(d, WORD_EXPLAIN_COL_FROM), words(d, WORD_EXPLAIN_COL_MEANS)));
    dialog_set_list(w->dialog, "lstArguments", n, rows, 0);
    dialog_enable(w->dialog, "btnGoto", n > 0 && e->parts[w->part].arguments[0].range);
    dialog_enable(w->dialog, "btnComment", e->n_parts > 0);
    dialog_enable(w->dialog, "lstPart", e->n_parts > 1);
}

static void show_cell(explain_window *w)
{
    desk_clear(&w->now);
    w->now = desk_open(w->order.desk->context, w->order.desk->frame);
    w->now.language = w->order.desk->language;
    desk *d = &w->now;
    double n = 0;
    sal_Int32 zero = 0;
    uno_Interface *selection = sheet_selection(d, w->order.controller, &n);
    uno_Interface *cell = office_object(d, selection, "table.XCellRange::getCellByPosition", ARGS(&zero, &zero));
    w->part = 0;
    w->many = n > 1;
    if (!cell) {
        w->shown = (explanation){.heading = "", .first = words(d, WORD_MSG_NOCELL), .formula = ""};
    } else {
        w->shown = explain_cell(d, w->door, w->order.model, cell);
    }
    const char **parts = desk_take(d, (w->shown.n_parts + 1) * sizeof *parts);
    for (size_t i = 0; i < w->shown.n_parts; i++) {
        const sx_function *f = w->shown.parts[i].function;
        parts[i] = WORDS(d, WORD_EXPLAIN_PARTOF, desk_text(d, "%zu", i + 1), desk_text(d, "%zu", w->shown.n_parts),
                         f ? desk_text(d, "%s, %.60s", f->name, words_text(d, f->summary)) : "–");
    }
    dialog_set_list(w->dialog, "lstPart", w->shown.n_parts, parts, 0);
    show_part(w);
}

static explained_argument *chosen(explain_window *w)
{
    sal_Int16 at = dialog_selected(w->dialog, "lstArguments");
    if (w->part >= w->shown.n_parts || at < 0 || (size_t)at >= w->shown.parts[w->part].n_arguments)
        return NULL;
    return &w->shown.parts[w->part].arguments[at];
}

static void act(dialog *from, const char *control)
{
    explain_window *w = from->data;
    const explanation *e = &w->shown;
    desk *d = &w->now;
    order o = w->order;
    o.desk = d;
    o.said = "";
    explained_argument *a = chosen(w);
    if (strcmp(control, "closed") == 0) {
        uno_Interface *listener = &w->listener->interface;
        office_call(d, o.controller, "view.XSelectionSupplier::removeSelectionChangeListener", NULL, ARGS(&listener));
        office_call(d, o.model, "lang.XComponent::removeEventListener", NULL, ARGS(&listener));
        desk_clear(&w->now);
        w->dialog = NULL;
    } else if (strcmp(control, "lstPart") == 0) {
        w->part = (size_t)(dialog_selected(from, "lstPart") > 0 ? dialog_selected(from, "lstPart") : 0);
        show_part(w);
    } else if (strcmp(control, "lstArguments") == 0) {
        dialog_enable(from, "btnGoto", a && a->range);
    } else if (strcmp(control, "btnGoto") == 0 && a && a->range) {
        sheet_go(d, o.controller, a->range);
    } else if (strcmp(control, "btnComment") == 0 && e->n_parts) {
        explain_comment(&o, e, w->part);
    } else if (strcmp(control, "btnCopy") == 0) {
        clipboard_put(d, desk_text(d, "%s\n%s", e->heading, explain_text(d, e, w->part, true)));
    } else if (strcmp(control, "btnReference") == 0) {
        const sx_function *f = w->part < e->n_parts ? e->parts[w->part].function : NULL;
        explain_reference(&o, f ? f->name : "");
    }
}

/* view.XSelectionChangeListener */
static bool answer_selection(own *self, const char *member, void *result, void **args)
{
    (void)result;
    (void)args;
    explain_window *w = self->data;
    if (strcmp(member, "XSelectionChangeListener::selectionChanged") == 0) {
        if (w->dialog && dialog_checked(w->dialog, "chkFollow"))
            show_cell(w);
        return true;
    }
    if (strcmp(member, "XEventListener::disposing") != 0)
        return false;
    if (w->dialog) /* the document goes */
        dialog_close(w->dialog);
    return true;
}

static void end_listener(own *self)
{
    explain_window *w = self->data;
    command_let_go(&w->order);
    free(w);
}

static const own_kind selection_kind = {
    (const char *const[]){"com.sun.star.view.XSelectionChangeListener", "com.sun.star.lang.XEventListener", NULL},
    answer_selection, end_listener};

void explain_open(order *o, const sx_door *door)
{
    explain_window *w = calloc(1, sizeof *w);
    if (!w)
        abort();
    w->order = command_keep(o);
    w->door = door;
    w->listener = own_new(&selection_kind, w);
    uno_Interface *listener = desk_hold(o->desk, &w->listener->interface);
    w->dialog = dialog_new(o, "Explain", act, w);
    if (!w->dialog->window) {
        dialog_close(w->dialog);
        return;
    }
    show_cell(w);
    office_call(o->desk, o->controller, "view.XSelectionSupplier::addSelectionChangeListener", NULL, ARGS(&listener));
    /* the controller goes without a word to those who listen to its selection */
    office_call(o->desk, o->model, "lang.XComponent::addEventListener", NULL, ARGS(&listener));
    dialog_show(w->dialog);
}
