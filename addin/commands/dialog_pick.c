/* Cells marked in the sheet for a field of a window. */
#include "dialog.h"
#include "own.h"
#include <stdlib.h>
#include <string.h>

typedef struct picking {
    dialog *window;
    uno_Interface *controller; /* with a reference */
    char field[64];
} picking;

typedef struct selection_event { /* sheet.RangeSelectionEvent */
    uno_Interface *source;
    rtl_uString *range;
} selection_event;

static void end_picking(own *self)
{
    picking *p = self->data;
    p->controller->release(p->controller);
    free(p);
}

static void show(dialog *w, bool visible)
{
    desk d = desk_open(w->desk.context, w->desk.frame);
    sal_Bool yes = visible;
    office_call(&d, w->window, "awt.XWindow::setVisible", NULL, ARGS(&yes));
    if (visible)
        office_call(&d, w->window, "awt.XTopWindow::toFront", NULL, NULL);
    desk_clear(&d);
}

static bool answer_picking(own *self, const char *member, void *result, void **args)
{
    (void)result;
    picking *p = self->data;
    if (strcmp(member, "XEventListener::disposing") == 0)
        return true;
    bool done = strcmp(member, "XRangeSelectionListener::done") == 0;
    if (!done && strcmp(member, "XRangeSelectionListener::aborted") != 0)
        return false;
    desk d = desk_open(p->window->desk.context, NULL);
    uno_Interface *listener = &self->interface;
    office_call(&d, p->controller, "sheet.XRangeSelection::removeRangeSelectionListener", NULL, ARGS(&listener));
    if (!p->window->ended) {
        show(p->window, true);
        if (done) {
            dialog_set_text(p->window, p->field, office_utf8(&d, ((selection_event *)args[0])->range));
            p->window->act(p->window, p->field);
        }
    }
    desk_clear(&d);
    return true;
}

static const own_kind picking_kind = {
    (const char *const[]){"com.sun.star.sheet.XRangeSelectionListener", "com.sun.star.lang.XEventListener", NULL},
    answer_picking, end_picking};

void dialog_pick(dialog *w, uno_Interface *controller, const char *field)
{
    picking *p = calloc(1, sizeof *p);
    if (!p || strlen(field) >= sizeof p->field)
        abort();
    desk *d = &w->desk;
    p->window = w;
    p->controller = controller;
    controller->acquire(controller);
    strcpy(p->field, field);
    uno_Interface *listener = desk_hold(d, &own_new(&picking_kind, p)->interface);
    const char *const names[] = {"InitialValue", "CloseOnMouseRelease"};
    const uno_Any *values[] = {office_any_text(d, dialog_text(w, d, field)), office_any_flag(d, true)};
    office_call(d, controller, "sheet.XRangeSelection::addRangeSelectionListener", NULL, ARGS(&listener));
    show(w, false);
    office_call(d, controller, "sheet.XRangeSelection::startRangeSelection", NULL,
                ARGS(office_properties(d, 2, names, values)));
}
