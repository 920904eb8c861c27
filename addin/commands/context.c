#include "context.h"
#include "own.h"
#include "words.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_WINDOWS = 256, CONTINUE_MODIFIED = 3, IGNORED = 0 /* ui.ContextMenuInterceptorAction */ };

/* ui.ContextMenuExecuteEvent as it lies in memory. */
typedef struct execute_event {
    uno_Interface *window;
    sal_Int32 x, y;
    uno_Interface *container, *selection;
} execute_event;

typedef struct interceptor {
    uno_Interface *context;
    const uno_Interface *controller; /* compared alone: it holds the interceptor, and lets it go at its end */
} interceptor;

/* The controllers that have one. Windows come and go on the office's main thread. */
static const uno_Interface *served[MOST_WINDOWS];

static size_t place_of(const uno_Interface *controller)
{
    size_t i = 0;
    while (i < MOST_WINDOWS && served[i] != controller)
        i++;
    return i;
}

static bool is_cells(desk *d, uno_Interface *selection)
{
    uno_Interface *selected =
        office_read_object(d, office_any(d, selection, "view.XSelectionSupplier::getSelection", NULL));
    return office_ask(d, selected, "sheet.XCellRangeAddressable") ||
           office_ask(d, selected, "sheet.XSheetCellRangeContainer");
}

static bool add(desk *d, uno_Interface *container, uno_Interface *item)
{
    sal_Int32 at = office_long(d, container, "container.XIndexAccess::getCount", NULL);
    return item && office_call(d, container, "container.XIndexContainer::insertByIndex", NULL,
                               ARGS(&at, office_any_object(d, "beans.XPropertySet", item)));
}

/* The item is whole before it goes into the menu: nothing is put there half made. */
static bool add_explain(desk *d, uno_Interface *container)
{
    uno_Interface *item = office_make(d, container, "ui.ActionTrigger"),
                  *line = office_make(d, container, "ui.ActionTriggerSeparator");
    return office_set(d, item, "Text", office_any_text(d, words(d, WORD_MENU_EXPLAIN))) &&
           office_set(d, item, "CommandURL", office_any_text(d, "sextant:explain")) && add(d, container, line) &&
           add(d, container, item);
}

static bool answer_interceptor(own *self, const char *member, void *result, void **args)
{
    if (strcmp(member, "XContextMenuInterceptor::notifyContextMenuExecute") != 0)
        return false;
    const interceptor *i = self->data;
    const execute_event *event = args[0];
    desk d = desk_open(i->context, NULL);
    d.language = words_language(&d);
    bool added = event->container && is_cells(&d, event->selection) && add_explain(&d, event->container);
    *(sal_Int32 *)result = added ? CONTINUE_MODIFIED : IGNORED;
    desk_clear(&d);
    return true;
}

static void end_interceptor(own *self)
{
    interceptor *i = self->data;
    size_t at = place_of(i->controller);
    if (at < MOST_WINDOWS)
        served[at] = NULL;
    i->context->release(i->context);
    free(i);
}

static const own_kind interceptor_kind = {(const char *const[]){"com.sun.star.ui.XContextMenuInterceptor", NULL},
                                          answer_interceptor, end_interceptor};

void context_menu(uno_Interface *context, uno_Interface *frame)
{
    desk d = desk_open(context, frame);
    uno_Interface *controller = office_object(&d, frame, "frame.XFrame::getController", NULL);
    uno_Interface *model = office_object(&d, controller, "frame.XController::getModel", NULL);
    size_t at = place_of(NULL);
    if (controller && at < MOST_WINDOWS && place_of(controller) == MOST_WINDOWS &&
        office_ask(&d, model, "sheet.XSpreadsheetDocument")) {
        interceptor *i = calloc(1, sizeof *i);
        if (!i)
            abort();
        context->acquire(context);
        *i = (interceptor){context, controller};
        served[at] = controller;
        uno_Interface *made = desk_hold(&d, &own_new(&interceptor_kind, i)->interface);
        office_call(&d, controller, "ui.XContextMenuInterception::registerContextMenuInterceptor", NULL, ARGS(&made));
    }
    desk_clear(&d);
}
