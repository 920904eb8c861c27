/* The sheet of a split: the table, the plan beside today's, the proof, what more or less would bring. */
#include "chart.h"
#include "history.h"
#include "split.h"
#include <math.h>
#include <string.h>

enum {
    CHANNEL,
    TODAY,
    LEAST,
    MOST,
    PLAN,
    CHANGE,
    CURVES = 7, /* columns */
    TITLE = 0,
    READ,
    FOUND,
    BUDGET,
    STEP,
    HEADINGS = 7,
    FIRST, /* rows */
    FRONTIER_ROWS = 7,
    FRONTIER_COLUMNS = 4,
    BELOW = 3,
    CHART_ROWS = 20,
    PERCENT = 10 /* the key of 0% that every document has */
};

typedef struct making {
    put put;
    const split_plan *plan;
    sal_Int32 n, curve_columns;
} making;

static desk *desk_of(making *m)
{
    return m->put.order->desk;
}

static const char *name_of(making *m, sx_word word)
{
    return words_plain(desk_of(m), word);
}

static const char *source(making *m, size_t i, int column)
{
    const split_table *t = &m->plan->table;
    sal_Int32 c = t->at.column + column, r = t->at.row + (sal_Int32)t->rows[i];
    return history_reference(desk_of(m), m->put.order->model, (office_range){t->at.sheet, c, r, c, r});
}

static const char *column_range(making *m, sal_Int32 column, sal_Int32 last_column)
{
    return desk_text(desk_of(m), "%s:%s", put_at(&m->put, column, FIRST),
                     put_at(&m->put, last_column, FIRST + m->n - 1));
}

/* A bound that the table has, one that the greatest change sets, both, or none. */
static const char *bound(making *m, size_t i, int column, char sign, const char *tighter)
{
    desk *d = desk_of(m);
    const split_plan *p = m->plan;
    const split_table *t = &p->table;
    bool given = p->bounds && column >= 0 && !isnan(grid_number(&t->cells, t->rows[i], (size_t)column));
    const char *step =
        desk_text(d, "%s*(1%c%s)", put_at(&m->put, TODAY, FIRST + (sal_Int32)i), sign, put_at(&m->put, TODAY, STEP));
    if (given && p->change > 0)
        return desk_text(d, "=%s(%s;%s)", tighter, source(m, i, column), step);
    if (given)
        return desk_text(d, "=%s", source(m, i, column));
    return p->change > 0 ? desk_text(d, "=%s", step) : "";
}

static void put_channels(making *m)
{
    desk *d = desk_of(m);
    const split_table *t = &m->plan->table;
    size_t n = (size_t)m->n, wide = (size_t)m->curve_columns;
    const char **left = desk_take(d, 4 * n * sizeof *left), **change = desk_take(d, n * sizeof *change);
    const char **curves = desk_take(d, wide * n * sizeof *curves);
    for (size_t i = 0; i < n; i++) {
        sal_Int32 row = FIRST + (sal_Int32)i;
        left[4 * i] = desk_text(d, "=%s", source(m, i, t->channel));
        left[4 * i + 1] = desk_text(d, "=%s", source(m, i, t->today));
        left[4 * i + 2] = bound(m, i, t->least, '-', "MAX");
        left[4 * i + 3] = bound(m, i, t->most, '+', "MIN");
        change[i] = desk_text(d, "=%s-%s", put_at(&m->put, PLAN, row), put_at(&m->put, TODAY, row));
        curves[wide * i] = desk_text(d, "=%s", put_at(&m->put, CHANNEL, row));
        for (size_t c = 1; c < wide; c++) {
            const char *from = source(m, i, t->kind + (int)c - 1);
            curves[wide * i + c] = desk_text(d, "=IF(%s=\"\";\"\";%s)", from, from);
        }
    }
    put_block(&m->put, CHANNEL, FIRST, 4, m->n, left);
    put_block(&m->put, CHANGE, FIRST, 1, m->n, change);
    put_block(&m->put, CURVES, FIRST, m->curve_columns, m->n, curves);
}

/* The arguments that plan, proof and frontier share, behind the budget. */
static const char *limits(making *m)
{
    const split_plan *p = m->plan;
    bool low = false, high = false;
    for (size_t i = 0; i < p->table.n; i++) {
        low = low || !isnan(split_low(p, i));
        high = high || !isnan(split_high(p, i));
    }
    return desk_text(desk_of(m), "%s;%s;%s", column_range(m, CURVES, CURVES + m->curve_columns - 1),
                     low ? column_range(m, LEAST, LEAST) : "", high ? column_range(m, MOST, MOST) : "");
}

static void put_head(making *m, const split_found *f)
{
    put *p = &m->put;
    put_text(p, CHANNEL, TITLE, m->plan->sheet);
    put_bold(p, CHANNEL, TITLE, 1, 14);
    put_text(p, CHANNEL, READ, split_read_words(p->order, m->plan, f));
    put_text(p, CHANNEL, FOUND, split_found_words(p->order, m->plan, f));
    put_text(p, CHANNEL, BUDGET, name_of(m, WORD_SPLIT_COL_BUDGET));
    put_number(p, TODAY, BUDGET, m->plan->budget);
    put_format(p, (office_range){0, TODAY, BUDGET, TODAY, BUDGET}, 4);
    if (m->plan->change > 0) {
        put_text(p, CHANNEL, STEP, name_of(m, WORD_SPLIT_COL_STEP));
        put_number(p, TODAY, STEP, m->plan->change);
        put_format(p, (office_range){0, TODAY, STEP, TODAY, STEP}, PERCENT);
    }
}

static void put_headings(making *m, sal_Int32 column, sal_Int32 row, sal_Int32 n, const sx_word *headings)
{
    const char **all = desk_take(desk_of(m), (size_t)n * sizeof *all);
    for (sal_Int32 c = 0; c < n; c++)
        all[c] = name_of(m, headings[c]);
    put_block(&m->put, column, row, n, 1, all);
    put_bold(&m->put, column, row, n, 0);
    put_right(&m->put, column + 1, row, n - 1);
}

static void put_plan(making *m)
{
    static const sx_word headings[] = {WORD_SPLIT_COL_CHANNEL, WORD_SPLIT_COL_TODAY, WORD_SPLIT_COL_LEAST,
                                       WORD_SPLIT_COL_MOST,    WORD_SPLIT_COL_PLAN,  WORD_SPLIT_COL_CHANGE};
    desk *d = desk_of(m);
    put *p = &m->put;
    sal_Int32 total = FIRST + m->n;
    put_headings(m, CHANNEL, HEADINGS, CHANGE + 1, headings);
    put_text(p, CURVES, HEADINGS, name_of(m, WORD_SPLIT_COL_BRINGS));
    put_bold(p, CURVES, HEADINGS, 1, 0);
    put_channels(m);
    put_array(
        p, PLAN, FIRST, 1, m->n,
        desk_text(d, "=PLAN.ALLOCATE(%s;%s;;%s)", put_at(p, TODAY, BUDGET), limits(m), column_range(m, TODAY, TODAY)));
    const char *sums[] = {name_of(m, WORD_SPLIT_COL_SUM),
                          desk_text(d, "=SUM(%s)", column_range(m, TODAY, TODAY)),
                          "",
                          "",
                          desk_text(d, "=SUM(%s)", column_range(m, PLAN, PLAN)),
                          desk_text(d, "=SUM(%s)", column_range(m, CHANGE, CHANGE))};
    put_block(p, CHANNEL, total, CHANGE + 1, 1, sums);
    put_bold(p, CHANNEL, total, CHANGE + 1, 0);
    put_format(p, (office_range){0, TODAY, FIRST, CHANGE, total}, 4);
    put_width(p, CHANNEL, 4600);
    for (sal_Int32 c = TODAY; c <= CHANGE; c++)
        put_width(p, c, 2900);
}

static void put_proof(making *m, const split_found *f, sal_Int32 row)
{
    desk *d = desk_of(m);
    put *p = &m->put;
    put_text(p, CHANNEL, row, name_of(m, WORD_SPLIT_PROOF));
    put_bold(p, CHANNEL, row, 1, 0);
    put_array(p, CHANNEL, row + 1, 2, (sal_Int32)f->certificate_rows,
              desk_text(d, "=PLAN.CERTIFICATE(%s;%s;;%s)", put_at(p, TODAY, BUDGET), limits(m),
                        column_range(m, TODAY, TODAY)));
}

static void put_frontier(making *m, sal_Int32 row)
{
    static const sx_word headings[] = {WORD_SPLIT_COL_ASKED, WORD_SPLIT_COL_BUDGET, WORD_SPLIT_COL_RESULT,
                                       WORD_SPLIT_COL_MARGINAL, WORD_SPLIT_COL_GAP};
    static const double shares[FRONTIER_ROWS] = {0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3};
    desk *d = desk_of(m);
    put *p = &m->put;
    const char *budgets[FRONTIER_ROWS];
    for (int i = 0; i < FRONTIER_ROWS; i++)
        budgets[i] = desk_text(d, "=%s*%.15g", put_at(p, TODAY, BUDGET), shares[i]);
    put_text(p, CURVES, row, name_of(m, WORD_SPLIT_FRONTIER));
    put_bold(p, CURVES, row, 1, 0);
    put_headings(m, CURVES, row + 1, FRONTIER_COLUMNS + 1, headings);
    put_block(p, CURVES, row + 2, 1, FRONTIER_ROWS, budgets);
    put_array(p, CURVES + 1, row + 2, FRONTIER_COLUMNS, FRONTIER_ROWS,
              desk_text(d, "=PLAN.FRONTIER(%s:%s;%s)", put_at(p, CURVES, row + 2),
                        put_at(p, CURVES, row + 1 + FRONTIER_ROWS), limits(m)));
    put_format(p, (office_range){0, CURVES, row + 2, CURVES + 2, row + 1 + FRONTIER_ROWS}, 4);
}

static bool write_all(order *o, const split_plan *plan, const split_found *f)
{
    desk *d = o->desk;
    making m = {.put = put_new_sheet(o, plan->sheet),
                .plan = plan,
                .n = (sal_Int32)plan->table.n,
                .curve_columns = (sal_Int32)(1 + plan->table.cells.columns) - plan->table.kind};
    if (m.put.failed)
        return false;
    sal_Int32 below = FIRST + m.n + BELOW;
    put_head(&m, f);
    put_plan(&m);
    put_proof(&m, f, below);
    put_frontier(&m, below);
    const chart c = {.column = CURVES,
                     .row = below + FRONTIER_ROWS + BELOW,
                     .first = HEADINGS,
                     .last = FIRST + m.n - 1,
                     .categories = CHANNEL,
                     .lines = {TODAY, PLAN},
                     .n_lines = 2,
                     .floor = -1,
                     .band = -1,
                     .columns = true};
    if (plan->chart && !chart_draw(&m.put, "Split", &c))
        command_say(o, words(d, WORD_MSG_NOCHART));
    if (!m.put.failed)
        sheet_go(d, o->controller, sheet_cell(d, m.put.sheet, CHANNEL, TITLE));
    return !m.put.failed;
}

bool split_write(order *o, const split_plan *plan, const split_found *f)
{
    return write_begin(o, WORD_SPLIT_TITLE) && write_end_sheet(o, write_all(o, plan, f), plan->sheet);
}
