/* Forecast This Column: the command and its window. */
#include "forecast.h"
#include "dialog.h"
#include "put.h"
#include "picture.h"
#include "write.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double levels[] = {0.8, 0.9, 0.95};
static const int seasons[] = {0, 1, 4, 7, 12, 52}; /* 0: the one that is found */
enum { N_LEVELS = 3, N_SEASONS = 6, MOST_AHEAD = 520 };

typedef struct forecast_window {
    order *order;
    desk now; /* of what is shown */
    const sx_door *door;
    forecast_plan plan;
    forecast_found found;
} forecast_window;

/* As many ahead as people ask for: a year of months or weeks, four quarters, a month of days. */
static int usual_ahead(const history *h)
{
    int ahead = h->months == 3 ? 4 : h->months == 12 ? 3 : 12;
    if (h->has_dates && h->months == 0)
        ahead = h->days == 1 ? 28 : 13;
    return (size_t)ahead > h->n && h->n > 0 ? (int)h->n : ahead;
}

static const char *usual_name(order *o, const history *h)
{
    const char *name = *h->header ? h->header : sheet_place(o->desk, h->values);
    return sheet_new_name(o, WORDS(o->desk, WORD_FORECAST_NAME, name));
}

/* What can be asked for at all. */
static const char *wrong_plan(order *o, const forecast_plan *p)
{
    desk *d = o->desk;
    if (p->history.trouble)
        return p->history.trouble;
    if (p->ahead < 1 || p->ahead > MOST_AHEAD)
        return WORDS(d, WORD_MSG_AHEAD, desk_text(d, "%d", MOST_AHEAD));
    return sheet_refused(o, p->sheet);
}

static void answer(order *o, const sx_door *door, history h)
{
    desk *d = o->desk;
    forecast_plan p = {.history = h, .ahead = command_whole(o, "ahead", usual_ahead(&h))};
    const char *sheet = command_answer(o, "sheet");
    p.open_period = command_whole(o, "open", 0) != 0;
    p.season = command_whole(o, "season", 0);
    p.level = command_number(o, "level", levels[0] * 100) / 100;
    p.sheet = sheet ? sheet : usual_name(o, &h);
    p.chart = command_whole(o, "chart", 1) != 0;
    p.past = command_whole(o, "past", 1) != 0;
    const char *wrong = wrong_plan(o, &p);
    forecast_found f = {.trouble = wrong};
    if (!wrong)
        f = forecast_look(d, door, &p);
    command_say(o, forecast_read_words(o, &p, &f));
    if (f.trouble)
        return;
    command_say(o, forecast_found_words(o, &p, &f));
    forecast_write(o, &p, &f);
}

static order order_now(forecast_window *w)
{
    order o = *w->order;
    o.desk = &w->now;
    return o;
}

/* Everything that the fields say, and what the core says to that. */
static void look(dialog *from)
{
    forecast_window *w = from->data;
    desk_clear(&w->now);
    w->now = desk_open(w->order->desk->context, w->order->desk->frame);
    w->now.language = w->order->desk->language;
    order o = order_now(w);
    desk *d = &w->now;
    forecast_plan *p = &w->plan;
    sal_Int16 season = dialog_selected(from, "lstSeason"), level = dialog_selected(from, "lstRange");
    p->history = history_named(&o, dialog_text(from, d, "edtValues"), dialog_text(from, d, "edtDates"));
    p->open_period = dialog_checked(from, "chkOpen");
    p->ahead = (int)dialog_number(from, "numAhead");
    p->season = season >= 0 && season < N_SEASONS ? seasons[season] : 0;
    p->level = level >= 0 && level < N_LEVELS ? levels[level] : levels[0];
    p->sheet = dialog_text(from, d, "edtSheet");
    p->chart = dialog_checked(from, "chkChart");
    p->past = dialog_checked(from, "chkPast");
    const char *wrong = wrong_plan(&o, p);
    w->found = (forecast_found){.trouble = wrong};
    if (!wrong)
        w->found = forecast_look(d, w->door, p);
    dialog_set_text(from, "txtFound", forecast_read_words(&o, p, &w->found));
    dialog_set_text(from, "txtPreview", forecast_found_words(&o, p, &w->found));
    dialog_set_text(from, "lblUnit", forecast_unit(d, &p->history));
    dialog_enable(from, "btnCreate", !w->found.trouble);
    picture_band(from, "imgPreview", p->history.x, w->found.trouble ? 0 : forecast_length(p), w->found.ahead,
                 w->found.trouble ? 0 : w->found.n_ahead);
}

static void act(dialog *from, const char *control)
{
    forecast_window *w = from->data;
    if (strcmp(control, "closed") == 0)
        desk_clear(&w->now);
    else if (strcmp(control, "chkChart") != 0 && strcmp(control, "chkPast") != 0)
        look(from);
}

static void fill(dialog *from, order *o, const history *h)
{
    desk *d = o->desk;
    const char *items[N_SEASONS] = {words(d, WORD_FORECAST_SEASON_AUTO), words(d, WORD_FORECAST_SEASON_NONE)};
    for (size_t i = 2; i < N_SEASONS; i++)
        items[i] = desk_text(d, "%d", seasons[i]);
    from->filling = true;
    dialog_set_list(from, "lstSeason", N_SEASONS, items, 0);
    dialog_set_text(from, "edtValues", h->n ? history_reference(d, o->model, h->values) : "");
    dialog_set_text(from, "edtDates", h->has_dates ? history_reference(d, o->model, h->dates) : "");
    dialog_set_number(from, "numAhead", usual_ahead(h));
    dialog_set_text(from, "edtSheet", usual_name(o, h));
    from->filling = false;
}

void run_forecast(order *o)
{
    double n = 0;
    const sx_door *door = write_refused(o) ? NULL : command_core(o);
    if (!door)
        return;
    uno_Interface *selection = sheet_selection(o->desk, o->controller, &n);
    const char *values = command_answer(o, "values");
    history h = values ? history_named(o, values, command_answer(o, "dates")) : history_of(o, selection);
    if (o->silent) {
        answer(o, door, h);
        return;
    }
    forecast_window w = {.order = o, .door = door};
    dialog *window = dialog_new(o, "Forecast", act, &w);
    if (window->window) {
        fill(window, o, &h);
        look(window);
        if (dialog_run(window) && !w.found.trouble) {
            look(window);
            order now = order_now(&w);
            forecast_write(&now, &w.plan, &w.found);
        }
    }
    dialog_close(window);
}
