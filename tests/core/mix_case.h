/* A made-up history for PLAN.MIX and the cells to ask with: TV and search, half their effect near their means, a yearly
 * season, a promotion, noise. The same on every run. */
#ifndef TESTS_MIX_CASE_H
#define TESTS_MIX_CASE_H
#include <math.h>
#include <string.h>
#include "plan.h"
#include "draw.h"

enum { MIX_MOST = 120, MIX_CHANNELS = 2, MIX_CELLS = (MIX_MOST + 1) * 16 };

/* A table of an argument, with room for cells. */
typedef struct sheet {
    sx_table table;
    sx_cell cells[MIX_CELLS];
} sheet;

static inline void size(sheet *s, size_t rows, size_t columns)
{
    s->table = (sx_table){.rows = rows, .columns = columns, .declared_rows = rows, .declared_columns = columns};
    s->table.cells = s->cells;
    for (size_t i = 0; i < rows * columns; i++)
        s->cells[i] = (sx_cell){.kind = SX_BLANK};
}

static inline void number(sheet *s, size_t row, size_t column, double x)
{
    s->cells[row * s->table.columns + column] = (sx_cell){.kind = SX_NUMBER, .as.number = x};
}

static inline void text(sheet *s, size_t row, size_t column, const char *x)
{
    s->cells[row * s->table.columns + column] = (sx_cell){.kind = SX_TEXT, .as.text = x, .length = (uint32_t)strlen(x)};
}

/* What a call is made of. */
typedef struct question {
    sheet outcome, spends, controls, tests, prior;
    bool with_controls, with_tests, with_prior;
    double season, level, draws, seed;
    int part;
} question;

static inline void ask(question *q, size_t n)
{
    memset(q, 0, sizeof *q);
    size(&q->outcome, n, 1);
    size(&q->spends, n + 1, MIX_CHANNELS);
    size(&q->controls, n + 1, 1);
    text(&q->spends, 0, 0, "TV");
    text(&q->spends, 0, 1, "search");
    text(&q->controls, 0, 0, "promotion");
    q->with_controls = true;
    q->season = 52.0;
    q->level = 0.8;
    q->draws = 20.0;
    q->seed = 1.0;
    seed = 11;
    double stock = 1000.0;
    for (size_t t = 0; t < n; t++) {
        double tv = floor(4000.0 * draw() * draw()), search = floor(1500.0 * draw()), promotion = draw() < 0.15;
        stock = 0.5 * stock + 0.5 * tv;
        double season = 900.0 * sin(0.12 * (double)t), noise = 500.0 * (draw() + draw() + draw() - 1.5);
        number(&q->spends, t + 1, 0, tv);
        number(&q->spends, t + 1, 1, search);
        number(&q->controls, t + 1, 0, promotion);
        number(&q->outcome, t, 0,
               floor(8000.0 + season + 600.0 * promotion + 4000.0 * stock / (stock + 1200.0) +
                     2500.0 * search / (search + 900.0) + noise));
    }
}

static inline sx_status answer(const question *q, struct sx_memo *memo, sx_table *out, sx_context *why)
{
    *why = (sx_context){{0}, memo};
    return sx_plan_mix(&q->outcome.table, &q->spends.table, q->with_controls ? &q->controls.table : NULL,
                       q->with_tests ? &q->tests.table : NULL, q->season, q->level,
                       q->with_prior ? &q->prior.table : NULL, q->part, q->draws, q->seed, out, why);
}
#endif
