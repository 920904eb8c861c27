/* Split a Budget: the command and its window. */
#include "split.h"
#include "dialog.h"
#include "history.h"
#include "put.h"
#include "rows.h"
#include "write.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { USUAL_CHANGE = 30, NAME = 18, FIGURE = 12 };

typedef struct split_window {
    order *order;
    desk now;
    const sx_door *door;
    split_plan plan;
    split_found found;
} split_window;

static const char *usual_name(order *o, double budget)
{
    return sheet_new_name(o, WORDS(o->desk, WORD_SPLIT_NAME, sheet_number(o->desk, o->model, budget)));
}

static const char *wrong_plan(order *o, const split_plan *p)
{
    if (p->table.trouble)
        return p->table.trouble;
    if (!(p->budget > 0))
        return words(o->desk, WORD_MSG_NOBUDGET);
    return sheet_refused(o, p->sheet);
}

static uno_Interface *range_named(order *o, const char *reference)
{
    uno_Interface *active = office_object(o->desk, o->controller, "sheet.XSpreadsheetView::getActiveSheet", NULL);
    return sheet_referred(o->desk, o->model, active ? active : sheet_at(o->desk, o->model, 0),
                          (formula_piece){reference, strlen(reference)});
}

static void answer(order *o, const sx_door *door, uno_Interface *selection)
{
    const char *table = command_answer(o, "table"), *sheet = command_answer(o, "sheet");
    split_plan p = {.table = split_of(o, table ? range_named(o, table) : selection)};
    p.budget = command_number(o, "budget", split_today(&p.table));
    p.bounds = command_whole(o, "bounds", 1) != 0;
    p.change = command_number(o, "change", 0) / 100;
    p.sheet = sheet ? sheet : usual_name(o, p.budget);
    p.chart = command_whole(o, "chart", 1) != 0;
    const char *wrong = wrong_plan(o, &p);
    split_found f = {.trouble = wrong};
    if (!wrong)
        f = split_look(o, door, &p);
    command_say(o, split_read_words(o, &p, &f));
    if (f.trouble)
        return;
    command_say(o, split_found_words(o, &p, &f));
    split_write(o, &p, &f);
}

static const char *line(desk *d, const char *channel, const char *today, const char *least, const char *most,
                        const char *plan, const char *brings)
{
    return desk_text(d, "%s %s %s %s %s  %s", row_cell(d, channel, NAME, false), row_cell(d, today, FIGURE, true),
                     row_cell(d, least, FIGURE, true), row_cell(d, most, FIGURE, true), row_cell(d, plan, FIGURE, true),
                     brings);
}

static const char *figure(order *o, double x)
{
    return isnan(x) ? "" : sheet_number(o->desk, o->model, x);
}

static void show_channels(dialog *from, order *o, const split_plan *p, const split_found *f)
{
    desk *d = o->desk;
    const split_table *t = &p->table;
    const char **rows = desk_take(d, (t->n + 1) * sizeof *rows);
    for (size_t i = 0; i < t->n; i++)
        rows[i] = line(d, grid_text(&t->cells, t->rows[i], (size_t)t->channel),
                       figure(o, grid_number(&t->cells, t->rows[i], (size_t)t->today)), figure(o, split_low(p, i)),
                       figure(o, split_high(p, i)), f->spend ? figure(o, f->spend[i]) : "",
                       grid_text(&t->cells, t->rows[i], (size_t)t->kind));
    dialog_set_text(from, "hdrChannels",
                    line(d, words(d, WORD_SPLIT_COL_CHANNEL), words(d, WORD_SPLIT_COL_TODAY),
                         words(d, WORD_SPLIT_COL_LEAST), words(d, WORD_SPLIT_COL_MOST), words(d, WORD_SPLIT_COL_PLAN),
                         words(d, WORD_SPLIT_COL_BRINGS)));
    dialog_set_list(from, "lstChannels", t->n, rows, -1);
}

static void look(dialog *from, bool new_table)
{
    split_window *w = from->data;
    desk_clear(&w->now);
    w->now = desk_open(w->order->desk->context, w->order->desk->frame);
    w->now.language = w->order->desk->language;
    order o = *w->order;
    desk *d = o.desk = &w->now;
    split_plan *p = &w->plan;
    p->table = split_of(&o, range_named(&o, dialog_text(from, d, "edtTable")));
    if (new_table)
        dialog_set_number(from, "fmtBudget", split_today(&p->table));
    p->budget = dialog_number(from, "fmtBudget");
    if (new_table)
        dialog_set_text(from, "edtSheet", usual_name(&o, p->budget));
    p->bounds = dialog_checked(from, "chkBounds");
    p->change = dialog_checked(from, "chkChange") ? dialog_number(from, "numChange") / 100 : 0;
    p->sheet = dialog_text(from, d, "edtSheet");
    p->chart = true;
    const char *wrong = wrong_plan(&o, p);
    w->found = (split_found){.trouble = wrong};
    if (!wrong)
        w->found = split_look(&o, w->door, p);
    const char *found = split_found_words(&o, p, &w->found);
    dialog_set_text(from, "txtFound", desk_text(d, "%s %s", split_read_words(&o, p, &w->found), found));
    show_channels(from, &o, p, &w->found);
    dialog_enable(from, "btnCreate", !w->found.trouble);
}

static void act(dialog *from, const char *control)
{
    split_window *w = from->data;
    if (strcmp(control, "closed") == 0)
        desk_clear(&w->now);
    else if (strcmp(control, "lstChannels") != 0)
        look(from, strcmp(control, "edtTable") == 0);
}

void run_split(order *o)
{
    double n = 0;
    const sx_door *door = write_refused(o) ? NULL : command_core(o);
    desk *d = o->desk;
    if (!door)
        return;
    uno_Interface *selection = sheet_selection(d, o->controller, &n);
    if (o->silent) {
        answer(o, door, selection);
        return;
    }
    split_window w = {.order = o, .door = door};
    dialog *window = dialog_new(o, "Split", act, &w);
    if (window->window) {
        split_table t = split_of(o, selection);
        office_range at = t.sheet ? t.at : (office_range){0};
        window->filling = true;
        dialog_set_text(window, "edtTable", t.sheet ? history_reference(d, o->model, at) : "");
        dialog_set_number(window, "numChange", USUAL_CHANGE);
        window->filling = false;
        look(window, true);
        if (dialog_run(window) && !w.found.trouble) {
            order now = *o;
            now.desk = &w.now;
            split_write(&now, &w.plan, &w.found);
        }
    }
    dialog_close(window);
}
