#include "command.h"
#include "base/value.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>

const command commands[] = {
    {"explain", run_explain, true},
    {"forecast", run_forecast, true},
    {"split", run_split, true},
    {"functions", run_functions, false},
    {"review", run_review, false},
    {"about", run_about, false},
    {"check", run_check, true},
    {"import-file", run_bring, true},
    {"import-database", run_bring_database, true},
    {"import-again", run_refresh, true},
    {"roll", run_roll, true},
};
const size_t n_commands = sizeof commands / sizeof *commands;

static void say_more(order *o, const char *text)
{
    o->said = *o->said ? desk_text(o->desk, "%s\n%s", o->said, text) : text;
}

void command_say(order *o, const char *text)
{
    desk *d = o->desk;
    say_more(o, text);
    if (o->silent)
        return;
    uno_Interface *window = office_object(d, d->frame, "frame.XFrame::getContainerWindow", NULL);
    uno_Interface *peer = office_ask(d, window, "awt.XWindowPeer");
    sal_Int32 kind = 1 /* INFOBOX */, buttons = 1 /* OK */;
    uno_Interface *box =
        office_object(d, office_service(d, "awt.Toolkit"), "awt.XMessageBoxFactory::createMessageBox",
                      ARGS(&peer, &kind, &buttons, office_string(d, "Sextant"), office_string(d, text)));
    sal_Int16 answer = 0;
    office_call(d, box, "awt.XMessageBox::execute", &answer, NULL);
    office_call(d, box, "lang.XComponent::dispose", NULL, NULL);
}

void command_say_quietly(order *o, const char *text)
{
    say_more(o, text);
}

const sx_door *command_core(order *o)
{
    const char *why = NULL;
    const sx_door *door = core(&why);
    if (!door)
        command_say(o, WORDS(o->desk, WORD_MSG_NOLIBRARY, why));
    return door;
}

order command_keep(const order *o)
{
    desk *d = malloc(sizeof *d);
    if (!d)
        abort();
    *d = desk_open(o->desk->context, o->desk->frame);
    d->language = o->desk->language;
    for (size_t i = 0; i < 3; i++) {
        uno_Interface *held = (uno_Interface *[]){o->model, o->controller, d->frame}[i];
        held->acquire(held);
        desk_hold(d, held);
    }
    return (order){.desk = d, .answers = "", .said = "", .model = o->model, .controller = o->controller};
}

void command_let_go(order *kept)
{
    desk_clear(kept->desk);
    free(kept->desk);
}

const char *command_answer(const order *o, const char *name)
{
    size_t n = strlen(name);
    for (const char *line = o->answers; line && *line;) {
        const char *end = strchr(line, '\n');
        size_t length = end ? (size_t)(end - line) : strlen(line);
        if (length > n && memcmp(line, name, n) == 0 && line[n] == '=')
            return desk_text(o->desk, "%.*s", (int)(length - n - 1), line + n + 1);
        line = end ? end + 1 : NULL;
    }
    return NULL;
}

double command_number(const order *o, const char *name, double otherwise)
{
    const char *answer = command_answer(o, name);
    double x = otherwise;
    return answer && sx_text_to_number(answer, &x) ? x : otherwise;
}

int command_whole(const order *o, const char *name, int otherwise)
{
    double x = command_number(o, name, otherwise);
    return x < INT_MIN ? INT_MIN : x > INT_MAX ? INT_MAX : (int)x;
}

/* The spreadsheet of the frame that the command came from. */
static void find_document(order *o)
{
    desk *d = o->desk;
    o->controller = office_object(d, d->frame, "frame.XFrame::getController", NULL);
    uno_Interface *model = office_object(d, o->controller, "frame.XController::getModel", NULL);
    if (office_ask(d, model, "sheet.XSpreadsheetDocument"))
        o->model = model;
}

void command_run(order *o, const char *url)
{
    const command *found = NULL;
    for (size_t i = 0; i < n_commands && !found; i++)
        if (strcmp(commands[i].url, url) == 0)
            found = &commands[i];
    find_document(o);
    if (!found)
        command_say(o, WORDS(o->desk, WORD_MSG_NOCOMMAND, url));
    else if (found->needs_document && !o->model)
        command_say(o, words(o->desk, WORD_MSG_NODOCUMENT));
    else
        found->run(o);
}
