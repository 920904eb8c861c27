#include "progress.h"
#include <string.h>
#include "dialog.h"
#include "own.h"

typedef struct progress {
    order *order;
    dialog *window;
    progress_slice *slice;
    void *data;
    size_t all, done;
    bool stopped, failed, ended;
} progress;

static void show_done(progress *p)
{
    dialog *w = p->window;
    desk d = desk_open(w->desk.context, w->desk.frame);
    d.language = w->desk.language;
    sal_Int32 percent = (sal_Int32)(100.0 * (double)p->done / (double)p->all);
    uno_Interface *bar =
        office_object(&d, w->window, "awt.XControlContainer::getControl", ARGS(office_string(&d, "barDone")));
    office_call(&d, bar, "awt.XProgressBar::setValue", NULL, ARGS(&percent));
    dialog_set_text(w, "txtDetail",
                    WORDS(&d, WORD_PROGRESS_OF, desk_text(&d, "%zu", p->done), desk_text(&d, "%zu", p->all)));
    /* Keys and clicks come behind what is posted, so they are let in here: the window takes them all. */
    office_call(&d, office_service(&d, "awt.Toolkit"), "awt.XReschedule::reschedule", NULL, NULL);
    desk_clear(&d);
}

static void post(progress *p);

static bool answer_next(own *self, const char *member, void *result, void **args)
{
    (void)result;
    (void)args;
    progress *p = self->data;
    if (strcmp(member, "XCallback::notify") != 0)
        return false;
    if (!p->stopped && p->done < p->all)
        p->failed = !p->slice(p->data, &p->done);
    show_done(p);
    if (p->stopped || p->failed || p->done >= p->all) {
        p->ended = true;
        office_call(&p->window->desk, p->window->window, "awt.XDialog::endExecute", NULL, NULL);
        return true;
    }
    post(p);
    return true;
}

static const own_kind next_kind = {(const char *const[]){"com.sun.star.awt.XCallback", NULL}, answer_next, NULL};

/* The next slice, as an event behind those that wait. */
static void post(progress *p)
{
    desk d = desk_open(p->window->desk.context, p->window->desk.frame);
    uno_Interface *next = desk_hold(&d, &own_new(&next_kind, p)->interface);
    uno_Any nothing;
    uno_any_construct(&nothing, NULL, NULL, NULL);
    office_call(&d, office_service(&d, "awt.AsyncCallback"), "awt.XRequestCallback::addCallback", NULL,
                ARGS(&next, &nothing));
    uno_any_destruct(&nothing, NULL);
    desk_clear(&d);
}

static void act(dialog *w, const char *control)
{
    progress *p = w->data;
    if (strcmp(control, "btnStop") == 0)
        p->stopped = true;
}

/* No slice may find the window gone: where Escape closed it before the next one came, it is opened until that has. */
static void run_in_window(progress *p)
{
    while (!p->ended) {
        dialog_run(p->window);
        p->stopped = p->stopped || !p->ended;
    }
}

bool progress_run(order *o, const char *doing, size_t all, progress_slice *slice, void *data)
{
    progress p = {.order = o, .slice = slice, .data = data, .all = all};
    int stop = command_whole(o, "stop", 0);
    if (!o->silent)
        p.window = dialog_new(o, "Progress", act, &p);
    if (p.window && p.window->window) {
        dialog_set_text(p.window, "lblDoing", doing);
        post(&p);
        run_in_window(&p);
    } else {
        for (int i = 1; !p.failed && !p.stopped && p.done < all; i++) {
            p.failed = !slice(data, &p.done);
            p.stopped = i == stop;
        }
    }
    if (p.window)
        dialog_close(p.window);
    if (p.stopped)
        sx_format_into(o->desk->trouble, sizeof o->desk->trouble, "%s", words(o->desk, WORD_PROGRESS_STOPPED));
    return !p.failed && !p.stopped;
}
