/* About Sextant, with the self-test: every example of the catalogue, run in this office. */
#include "ask.h"
#include "clipboard.h"
#include "dialog.h"
#include "explain_window.h"
#include "package.h"
#include <string.h>

typedef struct about {
    order *order;
    const sx_door *door;
    const char *report; /* for the clipboard */
} about;

/* "296 of 296", or with ", not: ..." behind it, in words. */
static const char *test(order *o, const sx_door *door)
{
    desk *d = o->desk;
    sx_result answer;
    const char *why = NULL;
    if (!ask(d, door, "SEXTANT.SELFTEST", NULL, 0, &answer, &why))
        return why;
    const char *said = answer.text.data ? answer.text.data : "", *of = strstr(said, " of ");
    const char *bad = strstr(said, ", not: ");
    size_t held = of ? (size_t)(of - said) : 0, all = of ? strcspn(of + 4, ",") : 0;
    const char *n = desk_text(d, "%.*s", (int)all, of ? of + 4 : "");
    if (of && !bad)
        return WORDS(d, WORD_MSG_SELFTESTOK, n);
    return WORDS(d, WORD_MSG_SELFTESTBAD, desk_text(d, "%.*s", (int)held, said), n, bad ? bad + 7 : said);
}

static const char *office_name(desk *d)
{
    const uno_Any *path =
        office_any_struct_property(d, "nodepath", office_any_text(d, "/org.openoffice.Setup/Product"));
    uno_Interface *settings = office_object(
        d, office_service(d, "configuration.ConfigurationProvider"),
        "lang.XMultiServiceFactory::createInstanceWithArguments",
        ARGS(office_string(d, "com.sun.star.configuration.ConfigurationAccess"), office_anys(d, 1, &path)));
    const char *version = office_read_text(d, office_any(d, settings, "container.XNameAccess::getByName",
                                                         ARGS(office_string(d, "ooSetupVersionAboutBox"))));
    return desk_text(d, "LibreOffice %s", version);
}

static const char *report(order *o, const sx_door *door, const char *tested)
{
    desk *d = o->desk;
    return desk_text(d, "Sextant %s\n%s\n%s", door->version, office_name(d), tested);
}

static void act(dialog *w, const char *control)
{
    about *a = w->data;
    desk *d = a->order->desk;
    if (strcmp(control, "btnRun") == 0) {
        const char *tested = test(a->order, a->door);
        a->report = report(a->order, a->door, tested);
        dialog_set_text(w, "txtTest", a->report);
    } else if (strcmp(control, "btnCopy") == 0) {
        clipboard_put(d, a->report);
    } else if (strcmp(control, "btnReference") == 0) {
        explain_reference(a->order, "");
    }
}

static uno_Interface *icon(desk *d)
{
    const char *const names[] = {"URL"};
    const uno_Any *values[] = {office_any_text(d, desk_text(d, "%s/icon.png", package_url(d)))};
    return office_object(d, office_service(d, "graphic.GraphicProvider"), "graphic.XGraphicProvider::queryGraphic",
                         ARGS(office_properties(d, 1, names, values)));
}

void run_about(order *o)
{
    desk *d = o->desk;
    const sx_door *door = command_core(o);
    if (!door)
        return;
    if (o->silent) {
        command_say(o, report(o, door, test(o, door)));
        return;
    }
    about a = {.order = o, .door = door, .report = report(o, door, "")};
    dialog *w = dialog_new(o, "About", act, &a);
    if (w->window) {
        dialog_set_text(w, "lblName", desk_text(d, "Sextant %s", door->version));
        dialog_set_text(w, "txtTest", a.report);
        dialog_set_graphic(w, "imgIcon", icon(d));
        dialog_run(w);
    }
    dialog_close(w);
}
