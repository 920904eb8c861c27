/* The tables of a review that go on by week, month or year: their next lines. */
#include <math.h>
#include <string.h>
#include "base/date.h"
#include "grid.h"
#include "roll.h"

enum { FIRST_NUMBER = 2, N_NUMBERS = 4, MOST_ROWS = 1200 };

double roll_on(double date, roll_step step, int times)
{
    double day = floor(date), time = date - day;
    if (step.months == 0)
        return date + step.days * times;
    sx_civil was = sx_date_civil(day);
    double to = sx_add_months(day, step.months * times);
    sx_civil is = sx_date_civil(to);
    if (was.day == sx_days_in_month(was.year, was.month))
        to = sx_date_serial(is.year, is.month, sx_days_in_month(is.year, is.month));
    return to + time;
}

const char *roll_date(desk *d, double date)
{
    char text[11];
    sx_date_text(date, text);
    return desk_text(d, "%s", text);
}

/* A table as it stands: its cells, its last date, the row behind all that is filled. */
typedef struct table {
    office_range at;
    grid cells;
    double last;
    size_t filled;
} table;

static table read_table(desk *d, uno_Interface *sheet, office_range at)
{
    table t = {at, grid_read(d, sheet, at), (double)NAN, 0};
    for (size_t i = 0; i < t.cells.rows; i++) {
        double date = grid_number(&t.cells, i, 0);
        if (sx_date_valid(date) && !(date <= t.last))
            t.last = date;
        for (size_t c = 0; c < t.cells.columns; c++)
            if (!isnan(grid_number(&t.cells, i, c)) || *grid_text(&t.cells, i, c))
                t.filled = i + 1;
    }
    return t;
}

/* As a cell takes it: a number by its digits, whatever the locale. */
static const char *cell_text(desk *d, const grid *g, size_t row, size_t column)
{
    double x = grid_number(g, row, column);
    return isnan(x) ? grid_text(g, row, column) : desk_text(d, "%.*g", SX_SHOWN(x));
}

static bool same_with(desk *d, const table *t, const roll_rows *rows, size_t a, size_t b)
{
    for (size_t k = 0; k < rows->n_with; k++)
        if (strcmp(cell_text(d, &t->cells, a, rows->with[k]), cell_text(d, &t->cells, b, rows->with[k])) != 0)
            return false;
    return grid_number(&t->cells, a, 0) == grid_number(&t->cells, b, 0);
}

/* The lines of the last week, month or year, each once: of two versions of a budget line the first. */
static size_t last_lines(desk *d, const table *t, const roll_rows *rows, roll_step step, size_t *group)
{
    size_t n = 0;
    double after = roll_on(t->last, step, -1);
    for (size_t i = 0; i < t->filled && n < MOST_ROWS; i++) {
        bool again = !(grid_number(&t->cells, i, 0) > after);
        for (size_t k = 0; k < n && !again; k++)
            again = same_with(d, t, rows, group[k], i);
        if (!again)
            group[n++] = i;
    }
    return n;
}

static void fill_rows(desk *d, const table *t, roll_rows *rows, roll_step step, const size_t *group, size_t n_group)
{
    rows->dates = desk_take(d, rows->n * sizeof *rows->dates);
    for (size_t k = 0; k < rows->n_with; k++) {
        rows->texts[k] = desk_take(d, rows->n * sizeof *rows->texts[k]);
        rows->is_text[k] = desk_take(d, rows->n * sizeof *rows->is_text[k]);
    }
    for (size_t i = 0; i < rows->n; i++) {
        size_t from = group[i % n_group];
        rows->dates[i] = roll_on(grid_number(&t->cells, from, 0), step, (int)(i / n_group) + 1);
        for (size_t k = 0; k < rows->n_with; k++) {
            rows->texts[k][i] = cell_text(d, &t->cells, from, rows->with[k]);
            rows->is_text[k][i] = *grid_text(&t->cells, from, rows->with[k]) != '\0';
        }
    }
}

static void tell_rows(order *o, roll *r, const table *t, const roll_rows *rows, office_range at)
{
    desk *d = o->desk;
    const char *n = desk_text(d, "%zu", rows->n);
    const char *title = roll_title(d, sheet_at(d, o->model, at.sheet), t->at);
    const char *place = sheet_place_seen(d, o->model, at, -1), *last = roll_date(d, rows->dates[rows->n - 1]);
    roll_say(r, title, place, rows->n == 1 ? WORDS(d, WORD_ROLL_LINE, last) : WORDS(d, WORD_ROLL_LINES, n, last));
    roll_more(d, &r->then,
              rows->n == 1 ? WORDS(d, WORD_ROLL_FILL, title, place) : WORDS(d, WORD_ROLL_FILLS, title, place, n));
}

void roll_table(order *o, roll *r, size_t n, const char *const *words_of)
{
    desk *d = o->desk;
    int number[N_NUMBERS] = {0};
    office_range at;
    roll_rows *rows = desk_take(d, sizeof *rows);
    for (size_t i = 0; i < N_NUMBERS && FIRST_NUMBER + i < n; i++)
        number[i] = roll_whole(words_of[FIRST_NUMBER + i]);
    roll_step step = {number[0], number[1]};
    for (size_t i = FIRST_NUMBER + N_NUMBERS; i < n && rows->n_with < ROLL_MOST_WITH; i++)
        rows->with[rows->n_with++] = (size_t)roll_whole(words_of[i]) - 1;
    if (n < FIRST_NUMBER + N_NUMBERS || (step.days <= 0 && step.months <= 0) || !roll_named(o, words_of[1], &at))
        return;
    uno_Interface *sheet = sheet_at(d, o->model, at.sheet);
    table t = read_table(d, sheet, at);
    if (isnan(t.last)) /* nothing is typed there: it comes from a Raw sheet, or is not used */
        return;
    double until = sx_add_months(r->to, number[2]) + number[3];
    size_t *group = desk_take(d, MOST_ROWS * sizeof *group), n_group = last_lines(d, &t, rows, step, group);
    int times = 0;
    while (roll_on(t.last, step, times) < until && times < MOST_ROWS)
        times++;
    rows->n = n_group * (size_t)times;
    if (rows->n == 0)
        return;
    if (t.filled + rows->n > t.cells.rows) {
        r->refused = WORDS(d, WORD_MSG_ROLLFULL, roll_title(d, sheet, at), sheet_place_seen(d, o->model, at, -1));
        return;
    }
    fill_rows(d, &t, rows, step, group, n_group);
    at.row += (sal_Int32)t.filled;
    at.last_row = at.row + (sal_Int32)rows->n - 1;
    rows->like = at;
    rows->like.row = at.row > t.at.row + (sal_Int32)rows->n ? at.row - (sal_Int32)rows->n : t.at.row;
    rows->like.last_row = rows->like.row + (sal_Int32)rows->n - 1;
    roll_add(r, (roll_change){.how = ROLL_ROWS, .at = at, .rows = rows});
    tell_rows(o, r, &t, rows, at);
}
