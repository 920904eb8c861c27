/* What rolling forward would do to this document, and whether its period is finished. */
#include <math.h>
#include <string.h>
#include "base/date.h"
#include "bring.h"
#include "check.h"
#include "history.h"
#include "roll.h"

enum { MOST_MOVED = 2, MOST_EMPTIED = 4, AS_OF_REACH = 6, MOST_CHECKS = 128, TITLES = 3 };

/* The reviews by the name of their period's input, with what else holds for one period alone. */
static const struct kind {
    const char *period;
    int days, months;
    const char *moved[MOST_MOVED], *emptied[MOST_EMPTIED];
} kinds[] = {
    {"first_week", 7, 0, {"now"}, {"opening"}},
    {"review_month", 0, 1, {"report_at"}, {"all_payments"}},
    {"quarter", 0, 3, {"review_date"}, {"budget_wanted", "target_next", "cash_low"}},
    {"year_start", 0, 12, {NULL}, {"target"}},
};
enum { N_KINDS = sizeof kinds / sizeof *kinds };

/* The cell that a name of the document stands for; NULL: none. */
static uno_Interface *named(order *o, const char *name, office_range *at)
{
    desk *d = o->desk;
    uno_Interface *start = sheet_named(d, o->model, "Start");
    uno_Interface *range = start ? sheet_referred(d, o->model, start, (formula_piece){name, strlen(name)}) : NULL;
    if (!range)
        return NULL;
    *at = sheet_address(d, range);
    return sheet_cell(d, sheet_at(d, o->model, at->sheet), at->column, at->row);
}

static void more(desk *d, const char **text, const char *line)
{
    *text = desk_text(d, "%s%s%s", *text, **text ? "\n" : "", line);
}

/* An input of one period: moved on, or emptied; the date "As of" in its line goes with it. */
static void change_input(order *o, roll *r, const struct kind *k, const char *name, roll_how how)
{
    desk *d = o->desk;
    office_range at;
    uno_Interface *cell = named(o, name, &at);
    if (!cell || sheet_type(d, cell) != CELL_VALUE)
        return;
    uno_Interface *sheet = sheet_at(d, o->model, at.sheet);
    double was = office_number(d, cell, "table.XCell::getValue", NULL), to = roll_on(was, k->days, k->months);
    const char *label = sheet_label(d, sheet, at), *place = sheet_place_seen(d, o->model, at, -1);
    roll_add(r, how, at, to);
    for (sal_Int32 c = at.column + 1; c <= at.column + AS_OF_REACH; c++) {
        uno_Interface *as_of = sheet_cell(d, sheet, c, at.row);
        if (sheet_type(d, as_of) != CELL_VALUE || !history_is_date(d, o->model, as_of))
            continue;
        office_range beside = {at.sheet, c, at.row, c, at.row};
        roll_add(r, how, beside, roll_on(office_number(d, as_of, "table.XCell::getValue", NULL), k->days, k->months));
        break;
    }
    if (how == ROLL_MOVE) {
        roll_say(r, label, place, WORDS(d, WORD_ROLL_MOVED, roll_date(d, was), roll_date(d, to)));
        return;
    }
    roll_say(r, label, place, words(d, WORD_ROLL_EMPTIED));
    more(d, &r->lost, WORDS(d, WORD_ROLL_GONE, label, sheet_string(d, cell), place));
    more(d, &r->then, WORDS(d, WORD_ROLL_TYPED, label, place));
}

/* Why the period is not finished; NULL: all checks of its figures pass. What paper is open is told, no more. */
static const char *unfinished(order *o, roll *r, const char *period)
{
    desk *d = o->desk;
    check_line *all = desk_take(d, MOST_CHECKS * sizeof *all);
    size_t n = check_lines(o, all, MOST_CHECKS), open = 0, figures = 0;
    const char *first = "";
    for (size_t i = 0; i < n; i++) {
        figures += !all[i].paper;
        if (all[i].passes)
            continue;
        if (all[i].paper) {
            more(d, &r->then, WORDS(d, WORD_ROLL_PAPER, all[i].what));
            continue;
        }
        if (open++ < TITLES)
            first = desk_text(d, "%s%s%s", first, *first ? "; " : "", all[i].what);
    }
    if (n == 0)
        return words(d, WORD_MSG_NOTREVIEW);
    return open ? WORDS(d, WORD_MSG_UNFINISHED, period, desk_text(d, "%zu", open), desk_text(d, "%zu", figures), first)
                : NULL;
}

/* What stays: the Company sheet, and the lines of the Raw sheets, which want newer exports. */
static void tell_kept(order *o, roll *r)
{
    desk *d = o->desk;
    bring_place *places = desk_take(d, BRING_MOST_PLACES * sizeof *places);
    size_t n = bring_places(o, places);
    const char *fed = "";
    office_range company;
    if (named(o, "company_area", &company))
        roll_say(r, "Company", sheet_place_seen(d, o->model, company, -1), words(d, WORD_ROLL_CARRIED));
    for (size_t i = 0; i < n; i++) {
        if (places[i].old.rows == 0)
            continue;
        roll_say(r, places[i].name, sheet_place_seen(d, o->model, places[i].area, -1),
                 WORDS(d, WORD_ROLL_STAYS, desk_text(d, "%zu", places[i].old.rows)));
        fed = desk_text(d, "%s%s%s", fed, *fed ? ", " : "", places[i].name);
    }
    if (*fed)
        more(d, &r->then, WORDS(d, WORD_ROLL_BRING, fed));
}

/* "sales.ods" of the week of 29 December: "sales 2025-12-29.ods" beside it, under a name that is free. */
static const char *copy_url(order *o, double from)
{
    desk *d = o->desk;
    if (!office_flag(d, o->model, "frame.XStorable::hasLocation", NULL))
        return NULL;
    const char *url = office_text(d, o->model, "frame.XStorable::getLocation", NULL), *dot = strrchr(url, '.');
    size_t n = dot && !strchr(dot, '/') ? (size_t)(dot - url) : strlen(url);
    uno_Interface *access = office_service(d, "ucb.SimpleFileAccess");
    const char *copy = desk_text(d, "%.*s%%20%s.ods", (int)n, url, roll_date(d, from));
    for (int i = 2; office_flag(d, access, "ucb.XSimpleFileAccess::exists", ARGS(office_string(d, copy))); i++)
        copy = desk_text(d, "%.*s%%20%s%%20%d.ods", (int)n, url, roll_date(d, from), i);
    return copy;
}

void roll_look(order *o, roll *r)
{
    desk *d = o->desk;
    const struct kind *k = NULL;
    office_range at;
    uno_Interface *period = NULL;
    *r = (roll){.lost = "", .then = ""};
    for (size_t i = 0; i < N_KINDS && !period; i++) {
        period = named(o, kinds[i].period, &at);
        k = &kinds[i];
    }
    if (!period || !sheet_named(d, o->model, "Checks")) {
        r->refused = words(d, WORD_MSG_NOTREVIEW);
        return;
    }
    r->from = office_number(d, period, "table.XCell::getValue", NULL);
    if (sheet_type(d, period) != CELL_VALUE || !sx_date_valid(r->from)) {
        r->refused = WORDS(d, WORD_MSG_NOPERIOD, sheet_place_seen(d, o->model, at, -1));
        return;
    }
    r->to = roll_on(r->from, k->days, k->months);
    r->refused = unfinished(o, r, roll_date(d, r->from));
    if (r->refused)
        return;
    change_input(o, r, k, k->period, ROLL_MOVE);
    for (size_t i = 0; i < MOST_MOVED && k->moved[i]; i++)
        change_input(o, r, k, k->moved[i], ROLL_MOVE);
    for (size_t i = 0; i < MOST_EMPTIED && k->emptied[i]; i++)
        change_input(o, r, k, k->emptied[i], ROLL_EMPTY);
    if (!roll_tables(o, r, k->days, k->months))
        return;
    tell_kept(o, r);
    r->copy = copy_url(o, r->from);
}
