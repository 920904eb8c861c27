/* What rolling forward would do to this document, and whether its period is finished. */
#include <math.h>
#include <string.h>
#include "base/date.h"
#include "bring.h"
#include "check.h"
#include "grid.h"
#include "history.h"
#include "roll.h"

enum { AS_OF_REACH = 6, MOST_CHECKS = 128, TITLES = 3 };

void roll_add(roll *r, roll_change change)
{
    if (r->n_changes < ROLL_MOST_CHANGES)
        r->changes[r->n_changes++] = change;
}

void roll_say(roll *r, const char *what, const char *place, const char *does)
{
    if (r->n_lines < ROLL_MOST_LINES)
        r->lines[r->n_lines++] = (roll_line){what, place, does};
}

void roll_more(desk *d, const char **text, const char *line)
{
    *text = desk_text(d, "%s%s%s", *text, **text ? "\n" : "", line);
}

static office_range cell_of(office_range of, sal_Int32 column, sal_Int32 row)
{
    return (office_range){of.sheet, column, row, column, row};
}

/* The date "As of" in the line of an input; NULL: none is typed. */
static uno_Interface *as_of(order *o, office_range input, office_range *at)
{
    desk *d = o->desk;
    uno_Interface *sheet = sheet_at(d, o->model, input.sheet);
    for (sal_Int32 c = input.last_column + 1; c <= input.last_column + AS_OF_REACH; c++) {
        uno_Interface *cell = sheet_cell(d, sheet, c, input.row);
        *at = cell_of(input, c, input.row);
        if (sheet_type(d, cell) == CELL_VALUE && history_is_date(d, o->model, cell))
            return cell;
    }
    return NULL;
}

/* A date that goes on with the period, and the one beside it. */
static void move_input(order *o, roll *r, const char *name, roll_step step)
{
    desk *d = o->desk;
    office_range at, beside;
    if (!roll_named(o, name, &at))
        return;
    uno_Interface *sheet = sheet_at(d, o->model, at.sheet), *cell = sheet_cell(d, sheet, at.column, at.row);
    if (sheet_type(d, cell) != CELL_VALUE)
        return;
    double was = office_number(d, cell, "table.XCell::getValue", NULL), to = roll_on(was, step, 1);
    roll_add(r, (roll_change){.how = ROLL_NUMBER, .at = at, .to = to});
    uno_Interface *since = as_of(o, at, &beside);
    if (since) {
        double date = roll_on(office_number(d, since, "table.XCell::getValue", NULL), step, 1);
        roll_add(r, (roll_change){.how = ROLL_NUMBER, .at = beside, .to = date});
    }
    roll_say(r, sheet_label(d, sheet, at), sheet_place_seen(d, o->model, at, -1),
             WORDS(d, WORD_ROLL_MOVED, roll_date(d, was), roll_date(d, to)));
}

static size_t filled_lines(const grid *g)
{
    size_t n = 0;
    for (size_t r = 0; r < g->rows; r++)
        for (size_t c = 0; c < g->columns; c++)
            if (!isnan(grid_number(g, r, c)) || *grid_text(g, r, c)) {
                n++;
                break;
            }
    return n;
}

/* What holds for one period alone: an input with the date beside it, or cells of a table. */
static void empty_range(order *o, roll *r, const char *name)
{
    desk *d = o->desk;
    office_range at, beside;
    if (!roll_named(o, name, &at))
        return;
    uno_Interface *sheet = sheet_at(d, o->model, at.sheet);
    bool one = at.row == at.last_row && at.column == at.last_column;
    grid now = grid_read(d, sheet, at);
    size_t n = filled_lines(&now);
    if (n == 0)
        return;
    const char *label = one ? sheet_label(d, sheet, at) : roll_title(d, sheet, at);
    const char *place = sheet_place_seen(d, o->model, at, -1);
    roll_add(r, (roll_change){.how = ROLL_EMPTY, .at = at});
    if (one && as_of(o, at, &beside))
        roll_add(r, (roll_change){.how = ROLL_EMPTY, .at = beside});
    roll_say(r, label, place, words(d, WORD_ROLL_EMPTIED));
    roll_more(d, &r->lost,
              one ? WORDS(d, WORD_ROLL_GONE, label, sheet_string(d, sheet_cell(d, sheet, at.column, at.row)), place)
                  : WORDS(d, WORD_ROLL_GONELINES, label, desk_text(d, "%zu", n), place));
    roll_more(d, &r->then, WORDS(d, WORD_ROLL_TYPED, label, place));
}

/* What this period worked out or typed, kept where the next one compares itself with it. */
static void keep_range(order *o, roll *r, const char *from_name, const char *to_name)
{
    desk *d = o->desk;
    office_range from, to;
    if (!roll_named(o, from_name, &from) || !roll_named(o, to_name, &to))
        return;
    uno_Interface *sheet = sheet_at(d, o->model, to.sheet);
    grid now = grid_read(d, sheet_at(d, o->model, from.sheet), from), old = grid_read(d, sheet, to);
    const char *label = roll_title(d, sheet, to), *place = sheet_place_seen(d, o->model, to, -1);
    for (size_t row = 0; row < now.rows && row < old.rows; row++)
        for (size_t c = 0; c < now.columns && c < old.columns; c++) {
            office_range at = cell_of(to, to.column + (sal_Int32)c, to.row + (sal_Int32)row);
            double x = grid_number(&now, row, c);
            const char *text = grid_text(&now, row, c);
            roll_how how = !isnan(x) ? ROLL_NUMBER : *text ? ROLL_TEXT : ROLL_EMPTY;
            roll_add(r, (roll_change){.how = how, .at = at, .to = x, .text = text});
        }
    roll_say(r, label, place, WORDS(d, WORD_ROLL_KEPT, sheet_place_seen(d, o->model, from, -1)));
    if (filled_lines(&old))
        roll_more(d, &r->lost, WORDS(d, WORD_ROLL_GONELINES, label, desk_text(d, "%zu", filled_lines(&old)), place));
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
            roll_more(d, &r->then, WORDS(d, WORD_ROLL_PAPER, all[i].what));
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
    if (roll_named(o, "company_area", &company))
        roll_say(r, "Company", sheet_place_seen(d, o->model, company, -1), words(d, WORD_ROLL_CARRIED));
    for (size_t i = 0; i < n; i++) {
        if (places[i].old.rows == 0)
            continue;
        roll_say(r, places[i].name, sheet_place_seen(d, o->model, places[i].area, -1),
                 WORDS(d, WORD_ROLL_STAYS, desk_text(d, "%zu", places[i].old.rows)));
        fed = desk_text(d, "%s%s%s", fed, *fed ? ", " : "", places[i].name);
    }
    if (*fed)
        roll_more(d, &r->then, WORDS(d, WORD_ROLL_BRING, fed));
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

/* "period NAME DAYS MONTHS", the first statement; false: r->refused says why not. */
static bool look_at_period(order *o, roll *r, size_t n, const char *const *said, roll_step *step)
{
    desk *d = o->desk;
    office_range at;
    if (n < 4 || strcmp(said[0], "period") != 0 || !roll_named(o, said[1], &at)) {
        r->refused = words(d, WORD_MSG_OLDREVIEW);
        return false;
    }
    *step = (roll_step){roll_whole(said[2]), roll_whole(said[3])};
    uno_Interface *period = sheet_cell(d, sheet_at(d, o->model, at.sheet), at.column, at.row);
    r->from = office_number(d, period, "table.XCell::getValue", NULL);
    if (sheet_type(d, period) != CELL_VALUE || !sx_date_valid(r->from)) {
        r->refused = WORDS(d, WORD_MSG_NOPERIOD, sheet_place_seen(d, o->model, at, -1));
        return false;
    }
    r->to = roll_on(r->from, *step, 1);
    r->refused = unfinished(o, r, roll_date(d, r->from));
    if (!r->refused)
        move_input(o, r, said[1], *step);
    return !r->refused;
}

void roll_look(order *o, roll *r)
{
    desk *d = o->desk;
    const char *said[ROLL_MOST_WORDS], *map = roll_map(o);
    roll_step step = {0};
    *r = (roll){.lost = "", .then = ""};
    if (!map) {
        bool ours = sheet_named(d, o->model, "Checks") && sheet_named(d, o->model, "Start");
        r->refused = words(d, ours ? WORD_MSG_OLDREVIEW : WORD_MSG_NOTREVIEW);
        return;
    }
    size_t n = roll_statement(d, &map, said);
    if (!look_at_period(o, r, n, said, &step))
        return;
    while (!r->refused && (n = roll_statement(d, &map, said)) > 0) {
        if (n == 2 && strcmp(said[0], "move") == 0)
            move_input(o, r, said[1], step);
        else if (n == 2 && strcmp(said[0], "empty") == 0)
            empty_range(o, r, said[1]);
        else if (n == 3 && strcmp(said[0], "keep") == 0)
            keep_range(o, r, said[1], said[2]);
        else if (strcmp(said[0], "lines") == 0)
            roll_table(o, r, n, said);
        else
            r->refused = words(d, WORD_MSG_OLDREVIEW);
    }
    if (r->refused)
        return;
    tell_kept(o, r);
    r->copy = copy_url(o, r->from);
}
