/* Lines with money and without what names them (an invoice without its number) in tables whose rows need no date: rows
 * of their own, unless they are the sum of others. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "data/export.h"
#include "data/fold.h"

enum { SUMS = 2, MOST = 4096 }; /* the money and what is open; beyond that many, by what they bear alone */

typedef struct unkeyed {
    size_t line, rows; /* rows: with a key, above it */
    double is[SUMS], above[SUMS];
    bool has[SUMS], dated, named, total;
} unkeyed;

typedef struct list {
    unkeyed *of;
    size_t n, room, rows;
    double sum[SUMS];
} list;

static void values_of(const sx_export *x, const sx_line *line, double is[SUMS], bool has[SUMS])
{
    sx_decimal money = {0, 0}, open = {0, 0};
    sx_currency currency;
    sx_figure f;
    has[0] = sx_money_of(x, line, &money, &currency);
    has[1] = x->column[SX_F_OPEN] >= 0 && sx_number_of(x, line, SX_F_OPEN, &open, &f);
    is[0] = has[0] ? sx_decimal_double(money) : 0;
    is[1] = has[1] ? sx_decimal_double(open) : 0;
}

/* "Adler total": a word for a total in one of its texts. */
static bool says_total(const sx_line *line)
{
    for (size_t i = 0; i < line->n; i++) {
        char folded[96];
        if (line->pieces[i].length && line->pieces[i].length < 90 &&
            sx_fold_piece(&line->pieces[i], folded, sizeof folded) && sx_holds_word(SX_W_TOTAL, folded))
            return true;
    }
    return false;
}

static bool is_dated(const sx_export *x, const sx_line *line)
{
    sx_day day;
    for (size_t i = 0; i < x->table->n_canonical; i++)
        if (sx_is_date_kind(x->table->columns[i].kind) && sx_day_of(x, line, x->table->columns[i].field, &day))
            return true;
    return false;
}

static sx_status add(const sx_export *x, list *l, const sx_line *line)
{
    unkeyed u = {.line = line->number, .rows = l->rows};
    values_of(x, line, u.is, u.has);
    if ((!u.has[0] && !u.has[1]) || l->n == MOST)
        return SX_OK;
    if (l->n == l->room) {
        size_t room = l->room ? 2 * l->room : 64;
        unkeyed *of = realloc(l->of, room * sizeof *of);
        if (!of)
            return SX_NOMEM;
        l->of = of;
        l->room = room;
    }
    u.dated = is_dated(x, line);
    u.named = sx_has_name(x, line, SIZE_MAX);
    u.total = !u.dated && says_total(line);
    memcpy(u.above, l->sum, sizeof u.above);
    l->of[l->n++] = u;
    return SX_OK;
}

static bool equal(double a, double b)
{
    return fabs(a - b) < 0.005;
}

/* Whether it is the sum of all above, of those since the last sum, of those down to the next such line, or of all. */
static bool is_sum(const list *l, size_t i, const double taken[SUMS], const double last[SUMS])
{
    const unkeyed *u = &l->of[i];
    for (int k = 0; k < SUMS; k++) {
        double above = u->above[k] + taken[k], next = i + 1 < l->n ? l->of[i + 1].above[k] : l->sum[k];
        if (!u->has[k] || equal(u->is[k], 0))
            continue;
        if ((u->rows && (equal(u->is[k], above) || equal(u->is[k], above - last[k]))) ||
            equal(u->is[k], next - u->above[k]) || equal(u->is[k], l->sum[k]))
            return true;
    }
    return false;
}

/* Whether it is the sum of those below it, and of none above: what stands in it may name them. */
static bool is_head(const list *l, size_t i, const double taken[SUMS], const double last[SUMS])
{
    const unkeyed *u = &l->of[i];
    bool below = false;
    for (int k = 0; k < SUMS; k++) {
        double above = u->above[k] + taken[k] - last[k], next = i + 1 < l->n ? l->of[i + 1].above[k] : l->sum[k];
        if (!u->has[k] || equal(u->is[k], 0))
            continue;
        if (u->rows && equal(u->is[k], above))
            return false;
        below |= equal(u->is[k], next - u->above[k]);
    }
    return below;
}

/* Which of them are rows: x->unkeyed, and which name those below: x->heads. */
static sx_status judge(sx_export *x, const list *l)
{
    double taken[SUMS] = {0}, last[SUMS] = {0};
    x->unkeyed = l->n ? calloc(l->n, sizeof *x->unkeyed) : NULL;
    x->heads = l->n ? calloc(l->n, sizeof *x->heads) : NULL;
    if (l->n && (!x->unkeyed || !x->heads))
        return SX_NOMEM;
    for (size_t i = 0; i < l->n; i++) {
        const unkeyed *u = &l->of[i];
        bool sum = is_sum(l, i, taken, last), at_end = u->rows == l->rows;
        bool row = !u->total && ((u->dated && u->named) || (!sum && (u->dated || u->named || !at_end)));
        if (row && sum && u->rows > 1) {
            x->report.flags[SX_TOTAL_SUSPECTED] = true;
            x->report.doubts[x->table->money]++;
        }
        if (!row && is_head(l, i, taken, last))
            x->heads[x->n_heads++] = u->line;
        for (int k = 0; k < SUMS && row; k++)
            taken[k] += u->is[k];
        for (int k = 0; k < SUMS && !row; k++)
            last[k] = u->above[k] + taken[k];
        if (row)
            x->unkeyed[x->n_unkeyed++] = u->line;
    }
    return SX_OK;
}

sx_status sx_find_unkeyed(sx_export *x)
{
    sx_lines lines;
    sx_line line = {0};
    list l = {.of = NULL};
    sx_status status = SX_OK;
    sx_export_start(x, &lines);
    while (status == SX_OK && sx_lines_next(&lines, &line)) {
        if (line.number <= x->header.line)
            continue;
        sx_line_kind kind = sx_classify(x, &line);
        if (kind == SX_LINE_ROW) {
            double is[SUMS] = {0};
            bool has[SUMS];
            values_of(x, &line, is, has);
            for (int k = 0; k < SUMS; k++)
                l.sum[k] += is[k];
            l.rows++;
        } else if (kind == SX_LINE_UNKEYED)
            status = add(x, &l, &line);
    }
    sx_line_free(&line);
    if (lines.failed)
        status = SX_NOMEM;
    if (status == SX_OK)
        status = judge(x, &l);
    free(l.of);
    if (status == SX_OK && x->n_unkeyed) {
        x->report.doubts[x->table->names[0]] += x->n_unkeyed;
        status = sx_sentence(x,
                             "Lines without a number or a name of their own that are no sum of others: %zu, taken as "
                             "rows. The first is line %zu.",
                             x->n_unkeyed, x->unkeyed ? x->unkeyed[0] : 0);
    }
    return status;
}

static int by_line(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return (x > y) - (x < y);
}

bool sx_is_unkeyed_row(const sx_export *x, const sx_line *line)
{
    return x->n_unkeyed && bsearch(&line->number, x->unkeyed, x->n_unkeyed, sizeof *x->unkeyed, by_line);
}

bool sx_is_head(const sx_export *x, const sx_line *line)
{
    return x->n_heads && bsearch(&line->number, x->heads, x->n_heads, sizeof *x->heads, by_line);
}
