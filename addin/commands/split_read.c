/* Which column of a table of channels is which: by the kinds of curves, then by the headings, then by their order. */
#include "split.h"
#include "base/value.h"
#include <math.h>
#include <string.h>

static bool is_kind(const char *text)
{
    static const char *const kinds[] = {"hill", "log", "power", "exp", "adbudg", "table"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (sx_same_word(text, kinds[i]))
            return true;
    return false;
}

/* Does the heading hold one of these words, in whatever language it is written? */
static bool says(const char *heading, const char *const *names)
{
    for (; *names; names++)
        for (const char *at = heading; *at; at++) {
            size_t n = strlen(*names), i = 0;
            while (i < n && at[i] && ((unsigned char)at[i] | 0x20) == (unsigned char)(*names)[i])
                i++;
            if (i == n)
                return true;
        }
    return false;
}

static bool has_numbers(const grid *g, size_t row)
{
    for (size_t c = 0; c < g->columns; c++)
        if (!isnan(grid_number(g, row, c)))
            return true;
    return false;
}

static int kind_column(const grid *g)
{
    for (size_t c = 1; c < g->columns; c++)
        for (size_t r = 0; r < g->rows; r++)
            if (is_kind(grid_text(g, r, c)))
                return (int)c;
    return -1;
}

/* A column of numbers before the curve, that is not taken yet. */
static int next_numbers(const grid *g, const split_table *t, size_t first_row)
{
    for (int c = t->channel + 1; c < t->kind; c++) {
        if (c == t->today || c == t->least || c == t->most)
            continue;
        for (size_t r = first_row; r < g->rows; r++)
            if (!isnan(grid_number(g, r, (size_t)c)))
                return c;
    }
    return -1;
}

static void find_columns(split_table *t, const grid *g, size_t heading, bool has_heading)
{
    static const char *const today[] = {"today", "spend", "heute", "ausgab", "aujourd", "pense", "actuel", NULL},
                             *const least[] = {"least", "low", "min", NULL},
                             *const most[] = {"most", "high", "max", "chst", NULL};
    t->channel = 0;
    t->today = t->least = t->most = -1;
    for (int c = 1; has_heading && c < t->kind; c++) {
        const char *text = grid_text(g, heading, (size_t)c);
        if (t->least < 0 && says(text, least))
            t->least = c;
        else if (t->most < 0 && says(text, most))
            t->most = c;
        else if (t->today < 0 && says(text, today))
            t->today = c;
    }
    if (t->today < 0)
        t->today = next_numbers(g, t, heading + has_heading);
    if (t->least < 0 && t->most < 0 && t->today >= 0) {
        t->least = next_numbers(g, t, heading + has_heading);
        t->most = t->least < 0 ? -1 : next_numbers(g, t, heading + has_heading);
    }
}

static void take_channels(order *o, split_table *t)
{
    desk *d = o->desk;
    t->rows = desk_take(d, t->cells.rows * sizeof *t->rows);
    t->without = "";
    for (size_t r = 0; r < t->cells.rows; r++) {
        const char *name = grid_text(&t->cells, r, (size_t)t->channel);
        double spend = grid_number(&t->cells, r, (size_t)t->today);
        if (is_kind(grid_text(&t->cells, r, (size_t)t->kind))) {
            sal_Int32 at = t->at.column + t->today, row = t->at.row + (sal_Int32)r;
            uno_Interface *cell = isnan(spend) ? sheet_cell(d, t->sheet, at, row) : NULL;
            if (cell && sheet_error(d, cell) && !t->trouble)
                t->trouble = WORDS(d, WORD_MSG_ERRORINCOLUMN,
                                   sheet_place_seen(d, o->model, (office_range){t->at.sheet, at, row, at, row}, -1),
                                   sheet_string(d, cell));
            else if (isnan(spend) && !t->trouble)
                t->trouble = WORDS(d, WORD_MSG_NOTODAY, *name ? name : desk_text(d, "%zu", r + 1));
            t->rows[t->n++] = r;
        } else if (*name && !isnan(spend)) {
            t->without = desk_text(d, "%s%s%s", t->without, *t->without ? ", " : "", name);
            t->kept += spend;
        }
    }
    if (t->n < 2 && !t->trouble)
        t->trouble = words(d, WORD_MSG_ONECHANNEL);
    if (t->n > SPLIT_MOST_CHANNELS)
        t->trouble = WORDS(d, WORD_MSG_MANYCHANNELS, desk_text(d, "%d", SPLIT_MOST_CHANNELS));
}

split_table split_of(order *o, uno_Interface *selection)
{
    desk *d = o->desk;
    split_table t = {.without = "", .trouble = words(d, WORD_MSG_NOCHANNELS)};
    if (!selection)
        return t;
    t.sheet = sheet_of(d, selection);
    t.at = grid_clip(d, t.sheet, sheet_address(d, selection));
    if (t.at.row == t.at.last_row && t.at.column == t.at.last_column)
        t.at = grid_around(d, t.sheet, t.at);
    grid all = grid_read(d, t.sheet, t.at);
    t.kind = kind_column(&all);
    if (t.kind < 0)
        return t;
    bool has_heading = !has_numbers(&all, 0) && !is_kind(grid_text(&all, 0, (size_t)t.kind));
    find_columns(&t, &all, 0, has_heading);
    if (t.today < 0)
        return t;
    t.at.row += has_heading;
    t.cells = grid_read(d, t.sheet, t.at);
    t.trouble = NULL;
    take_channels(o, &t);
    return t;
}

double split_today(const split_table *t)
{
    double sum = 0;
    for (size_t i = 0; i < t->n; i++)
        sum += grid_number(&t->cells, t->rows[i], (size_t)t->today);
    return sum;
}
