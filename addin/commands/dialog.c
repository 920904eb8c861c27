#include "dialog.h"
#include "dialog_size.h"
#include "own.h"
#include "package.h"
#include "base/value.h"
#include <stdlib.h>
#include <string.h>

/* awt.XDialogEventHandler: the control's own name is its method. */
static bool answer_events(own *self, const char *member, void *result, void **args)
{
    dialog *w = self->data;
    if (strcmp(member, "XDialogEventHandler::callHandlerMethod") == 0) {
        desk d = desk_open(NULL, NULL);
        const char *name = office_utf8(&d, *(rtl_uString **)args[2]);
        if (!w->filling && !w->ended && w->window)
            w->act(w, name);
        desk_clear(&d);
        *(sal_Bool *)result = 1; /* false would have the office complain of a missing method */
    } else if (strcmp(member, "XDialogEventHandler::getSupportedMethodNames") == 0) {
        own_give_texts(result, "any");
    } else {
        return false;
    }
    return true;
}

/* The window's memory lasts as long as somebody may still call with it. */
static void let_go(own *self)
{
    dialog *w = self->data;
    if (--w->users == 0)
        free(w);
}

static uno_Interface *listener(dialog *w, const own_kind *kind)
{
    w->users++;
    return desk_hold(&w->desk, &own_new(kind, w)->interface);
}

static const own_kind events_kind = {(const char *const[]){"com.sun.star.awt.XDialogEventHandler", NULL}, answer_events,
                                     let_go};

/* awt.XCallback: not from within an event of the window itself. */
static bool answer_callback(own *self, const char *member, void *result, void **args)
{
    (void)result;
    (void)args;
    dialog_close(self->data);
    return strcmp(member, "XCallback::notify") == 0;
}

static const own_kind callback_kind = {(const char *const[]){"com.sun.star.awt.XCallback", NULL}, answer_callback,
                                       let_go};

static void close_later(dialog *w)
{
    desk *d = &w->desk;
    uno_Interface *callback = listener(w, &callback_kind);
    uno_Any nothing;
    uno_any_construct(&nothing, NULL, NULL, NULL);
    office_call(d, office_service(d, "awt.AsyncCallback"), "awt.XRequestCallback::addCallback", NULL,
                ARGS(&callback, &nothing));
    uno_any_destruct(&nothing, NULL);
}

/* awt.XTopWindowListener: a window that is not modal is closed by its frame or by its button. */
static bool answer_top(own *self, const char *member, void *result, void **args)
{
    (void)result;
    (void)args;
    dialog *w = self->data;
    if (strcmp(member, "XTopWindowListener::windowClosing") == 0 && !w->ended)
        close_later(w);
    return strncmp(member, "XTopWindowListener::", 20) == 0 || strcmp(member, "XEventListener::disposing") == 0;
}

static const own_kind top_kind = {
    (const char *const[]){"com.sun.star.awt.XTopWindowListener", "com.sun.star.lang.XEventListener", NULL}, answer_top,
    let_go};

/* awt.XWindowListener */
static bool answer_size(own *self, const char *member, void *result, void **args)
{
    (void)result;
    (void)args;
    dialog *w = self->data;
    if (strcmp(member, "XWindowListener::windowResized") == 0 && !w->ended)
        dialog_resize(w);
    return strncmp(member, "XWindowListener::", 17) == 0 || strcmp(member, "XEventListener::disposing") == 0;
}

static const own_kind size_kind = {
    (const char *const[]){"com.sun.star.awt.XWindowListener", "com.sun.star.lang.XEventListener", NULL}, answer_size,
    let_go};

dialog *dialog_new(order *o, const char *name, void (*act)(dialog *w, const char *control), void *data)
{
    dialog *w = calloc(1, sizeof *w);
    if (!w)
        abort();
    w->desk = desk_open(o->desk->context, o->desk->frame);
    w->desk.language = o->desk->language;
    w->act = act;
    w->data = data;
    desk *d = &w->desk;
    uno_Interface *provider = office_service(d, "awt.DialogProvider2");
    uno_Interface *events = listener(w, &events_kind);
    const char *url = desk_text(d, "%s/dialogs/%s.xdl", package_url(d), name);
    w->window = office_object(d, provider, "awt.XDialogProvider2::createDialogWithHandler",
                              ARGS(office_string(d, url), &events));
    uno_Interface *toolkit = office_service(d, "awt.Toolkit"), *tools = office_ask(d, toolkit, "awt.XToolkit");
    uno_Interface *parent =
        office_ask(d, office_object(d, o->desk->frame, "frame.XFrame::getContainerWindow", NULL), "awt.XWindowPeer");
    office_call(d, w->window, "awt.XControl::createPeer", NULL, ARGS(&tools, &parent));
    dialog_resize(w);
    uno_Interface *size = listener(w, &size_kind);
    office_call(d, w->window, "awt.XWindow::addWindowListener", NULL, ARGS(&size));
    if (!w->window)
        command_say(o, WORDS(o->desk, WORD_MSG_NODIALOG, d->trouble));
    return w;
}

bool dialog_run(dialog *w)
{
    sal_Int16 answer = 0;
    office_call(&w->desk, w->window, "awt.XDialog::execute", &answer, NULL);
    return answer == 1;
}

void dialog_show(dialog *w)
{
    sal_Bool yes = 1;
    desk *d = &w->desk;
    uno_Interface *top = listener(w, &top_kind);
    office_call(d, w->window, "awt.XTopWindow::addTopWindowListener", NULL, ARGS(&top));
    office_call(d, w->window, "awt.XWindow::setVisible", NULL, ARGS(&yes));
}

void dialog_close(dialog *w)
{
    if (w->ended)
        return;
    w->ended = true;
    w->act(w, "closed");
    office_call(&w->desk, w->window, "lang.XComponent::dispose", NULL, NULL);
    w->window = NULL;
    w->users++;
    desk_clear(&w->desk);
    if (--w->users == 0)
        free(w);
}
