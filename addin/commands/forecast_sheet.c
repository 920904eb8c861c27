/* The sheet of a forecast: live formulas over the figures where they stand, the chart, the test on the past. */
#include "chart.h"
#include "forecast.h"
#include <math.h>
#include <string.h>

/* Where things stand. */
enum {
    PERIOD,
    HISTORY,
    FORECAST,
    LOWER,
    UPPER,
    WIDTH,
    BESIDE = 7, /* columns */
    TITLE = 0,
    READ,
    NOTE,
    AHEAD,
    SEASON,
    LEVEL,
    TOTAL,
    UNUSUAL,
    HEADINGS = 9,
    FIRST, /* rows */
    BACKTEST_COLUMNS = 9,
    CHART_ROWS = 20,
    PERCENT = 10 /* the key of 0% that every document has */
};

typedef struct making {
    put put;
    const forecast_plan *plan;
    sal_Int32 n, ahead;        /* rows of history and forecast */
    office_range values;       /* without an open period */
    const char *range, *after; /* the figures as a formula names them; ";season;level" behind */
} making;

static desk *desk_of(making *m)
{
    return m->put.order->desk;
}

static const char *name_of(making *m, sx_word word)
{
    return words_plain(desk_of(m), word);
}

static office_range rows_of(sal_Int32 column, sal_Int32 first, sal_Int32 last_column, sal_Int32 last)
{
    return (office_range){0, column, first, last_column, last};
}

static void put_headings(making *m, sal_Int32 column, sal_Int32 row, sal_Int32 n, const sx_word *headings)
{
    const char **all = desk_take(desk_of(m), (size_t)n * sizeof *all);
    for (sal_Int32 c = 0; c < n; c++)
        all[c] = name_of(m, headings[c]);
    put_block(&m->put, column, row, n, 1, all);
    put_bold(&m->put, column, row, n, 0);
    put_right(&m->put, column, row, n);
}

static void put_head(making *m, const forecast_found *f)
{
    desk *d = desk_of(m);
    put *p = &m->put;
    const forecast_plan *plan = m->plan;
    const char *why =
        desk_text(d, "SEXTANT.SEXTANT.WHY(\"FCST.AUTO\";%s;%s%s)", m->range, put_at(p, HISTORY, AHEAD), m->after);
    put_text(p, PERIOD, TITLE, plan->sheet);
    put_bold(p, PERIOD, TITLE, 1, 14);
    put_text(p, PERIOD, READ, forecast_read_words(p->order, plan, f));
    put_formula(p, PERIOD, NOTE, desk_text(d, "=IFERROR(MID(%s;FIND(\"note: \";%s)+6;500);\"\")", why, why));
    put_text(p, PERIOD, AHEAD, name_of(m, WORD_FORECAST_COL_AHEAD));
    put_formula(
        p, HISTORY, AHEAD,
        desk_text(d, "=ROWS(%s:%s)", put_at(p, PERIOD, FIRST + m->n), put_at(p, PERIOD, FIRST + m->n + m->ahead - 1)));
    put_text(p, PERIOD, SEASON, name_of(m, WORD_FORECAST_COL_SEASON));
    if (plan->season)
        put_number(p, HISTORY, SEASON, plan->season);
    else
        put_text(p, HISTORY, SEASON, WORDS(d, WORD_FORECAST_SEASON_FOUND, desk_text(d, "%d", f->season)));
    put_text(p, PERIOD, LEVEL, name_of(m, WORD_FORECAST_COL_LEVEL));
    put_number(p, HISTORY, LEVEL, plan->level);
    put_format(p, rows_of(HISTORY, LEVEL, HISTORY, LEVEL), PERCENT);
    put_text(p, PERIOD, TOTAL, name_of(m, WORD_FORECAST_COL_TOTAL));
    put_array(p, HISTORY, TOTAL, 3, 1,
              desk_text(d, "=FCST.TOTAL(%s;1;%s%s)", m->range, put_at(p, HISTORY, AHEAD), m->after));
    put_text(p, PERIOD, UNUSUAL, name_of(m, WORD_FORECAST_COL_UNUSUAL));
    put_formula(p, HISTORY, UNUSUAL,
                desk_text(d, "=COUNT(INDEX(SEXTANT.FCST.UNUSUAL(%s%s);0;1))", m->range,
                          plan->season ? desk_text(d, ";%s", put_at(p, HISTORY, SEASON)) : ""));
}

/* The next date, from the one above. */
static const char *next_date(making *m, sal_Int32 row)
{
    desk *d = desk_of(m);
    const history *h = &m->plan->history;
    const char *above = put_at(&m->put, PERIOD, row - 1);
    if (!h->has_dates)
        return desk_text(d, "=%s+1", above);
    if (!h->months)
        return desk_text(d, "=%s+%d", above, h->days);
    /* the last day of a month is followed by the last one, whatever its number */
    return desk_text(d, "=IF(DAY(%s+1)=1;DATE(YEAR(%s);MONTH(%s)+%d;0);DATE(YEAR(%s);MONTH(%s)+%d;DAY(%s)))", above,
                     above, above, h->months + 1, above, above, h->months, above);
}

static void put_history(making *m)
{
    desk *d = desk_of(m);
    const history *h = &m->plan->history;
    const char **rows = desk_take(d, 2 * (size_t)m->n * sizeof *rows);
    for (sal_Int32 i = 0; i < m->n; i++) {
        office_range at = rows_of(m->values.column, m->values.row + i, m->values.column, m->values.row + i),
                     when = rows_of(h->dates.column, h->dates.row + i, h->dates.column, h->dates.row + i);
        at.sheet = when.sheet = m->values.sheet;
        const char *from = history_reference(d, m->put.order->model, at);
        const char **row = rows + 2 * (size_t)i;
        row[0] = h->has_dates ? desk_text(d, "=%s", history_reference(d, m->put.order->model, when))
                              : desk_text(d, "%d", i + 1);
        row[1] = isnan(h->x[i]) ? desk_text(d, "=IF(%s=\"\";\"\";%s)", from, from) : desk_text(d, "=%s", from);
    }
    put_block(&m->put, PERIOD, FIRST, 2, m->n, rows);
}

static void put_ahead(making *m)
{
    desk *d = desk_of(m);
    put *p = &m->put;
    sal_Int32 from = FIRST + m->n, joint = from - 1;
    const char **dates = desk_take(d, (size_t)m->ahead * sizeof *dates);
    const char **widths = desk_take(d, (size_t)m->ahead * sizeof *widths);
    for (sal_Int32 i = 0; i < m->ahead; i++) {
        dates[i] = next_date(m, from + i);
        widths[i] = desk_text(d, "=%s-%s", put_at(p, UPPER, from + i), put_at(p, LOWER, from + i));
    }
    put_block(p, PERIOD, from, 1, m->ahead, dates);
    put_block(p, WIDTH, from, 1, m->ahead, widths);
    put_array(p, FORECAST, from, 3, m->ahead,
              desk_text(d, "=FCST.AUTO(%s;%s%s)", m->range, put_at(p, HISTORY, AHEAD), m->after));
    for (sal_Int32 c = FORECAST; c <= UPPER; c++) /* line and band begin where the history ends */
        put_formula(p, c, joint, desk_text(d, "=%s", put_at(p, HISTORY, joint)));
    put_formula(p, WIDTH, joint, desk_text(d, "=%s-%s", put_at(p, UPPER, joint), put_at(p, LOWER, joint)));
}

static void put_formats(making *m)
{
    desk *d = desk_of(m);
    const history *h = &m->plan->history;
    sal_Int32 last = FIRST + m->n + m->ahead - 1;
    uno_Interface *figure = sheet_cell(d, h->sheet, m->values.column, m->values.row);
    put_format_of(&m->put, rows_of(HISTORY, FIRST, WIDTH, last), figure);
    put_format_of(&m->put, rows_of(HISTORY, TOTAL, LOWER, TOTAL), figure);
    if (h->has_dates)
        put_format_of(&m->put, rows_of(PERIOD, FIRST, PERIOD, last),
                      sheet_cell(d, h->sheet, h->dates.column, h->dates.row));
    put_width(&m->put, PERIOD, 4600);
    for (sal_Int32 c = HISTORY; c <= WIDTH; c++)
        put_width(&m->put, c, 2900);
}

static void put_past(making *m)
{
    static const sx_word headings[BACKTEST_COLUMNS] = {WORD_BACKTEST_STEP,  WORD_BACKTEST_MASE,  WORD_BACKTEST_SMAPE,
                                                       WORD_BACKTEST_WAPE,  WORD_BACKTEST_BIAS,  WORD_BACKTEST_HELD,
                                                       WORD_BACKTEST_NAIVE, WORD_BACKTEST_ADDED, WORD_BACKTEST_COUNT};
    desk *d = desk_of(m);
    put *p = &m->put;
    sal_Int32 row = HEADINGS + (m->plan->chart ? CHART_ROWS : 0);
    put_text(p, BESIDE, row, name_of(m, WORD_BACKTEST_TITLE));
    put_bold(p, BESIDE, row, 1, 0);
    put_headings(m, BESIDE, row + 1, BACKTEST_COLUMNS, headings);
    const char *season = m->plan->season ? put_at(p, HISTORY, SEASON) : "";
    put_array(p, BESIDE, row + 2, BACKTEST_COLUMNS, m->ahead + 1,
              desk_text(d, "=FCST.BACKTEST(%s;%s;%s;;%s)", m->range, put_at(p, HISTORY, AHEAD), season,
                        put_at(p, HISTORY, LEVEL)));
    put_format(p, rows_of(BESIDE + 1, row + 2, BESIDE + 1, row + 2 + m->ahead), 2);
    put_format(p, rows_of(BESIDE + 2, row + 2, BESIDE + 5, row + 2 + m->ahead), PERCENT);
    put_format(p, rows_of(BESIDE + 6, row + 2, BESIDE + 6, row + 2 + m->ahead), 2);
    put_format(p, rows_of(BESIDE + 7, row + 2, BESIDE + 7, row + 2 + m->ahead), PERCENT);
}

static void put_table(making *m)
{
    static const sx_word headings[] = {WORD_FORECAST_COL_PERIOD, WORD_FORECAST_COL_HISTORY, WORD_FORECAST_COL_FORECAST,
                                       WORD_FORECAST_COL_LOWER,  WORD_FORECAST_COL_UPPER,   WORD_FORECAST_COL_WIDTH};
    put_headings(m, PERIOD, HEADINGS, WIDTH + 1, headings);
    put_history(m);
    put_ahead(m);
    put_formats(m);
}

static bool write_all(order *o, const forecast_plan *plan, const forecast_found *f)
{
    desk *d = o->desk;
    making m = {.put = put_new_sheet(o, plan->sheet),
                .plan = plan,
                .n = (sal_Int32)forecast_length(plan),
                .ahead = plan->ahead,
                .values = plan->history.values};
    if (m.put.failed)
        return false;
    m.values.last_row = m.values.row + m.n - 1;
    m.range = history_reference(d, o->model, m.values);
    m.after =
        desk_text(d, ";%s;%s", plan->season ? put_at(&m.put, HISTORY, SEASON) : "", put_at(&m.put, HISTORY, LEVEL));
    put_head(&m, f);
    put_table(&m);
    if (plan->past && !isnan(f->compared))
        put_past(&m);
    if (plan->chart) {
        const chart c = {.column = BESIDE,
                         .row = HEADINGS,
                         .first = HEADINGS,
                         .last = FIRST + m.n + m.ahead - 1,
                         .categories = PERIOD,
                         .lines = {HISTORY, FORECAST},
                         .n_lines = 2,
                         .floor = LOWER,
                         .band = WIDTH};
        if (!chart_draw(&m.put, "Forecast", &c))
            command_say(o, words(d, WORD_MSG_NOCHART));
    }
    if (!m.put.failed)
        sheet_go(d, o->controller, sheet_cell(d, m.put.sheet, PERIOD, TITLE));
    return !m.put.failed;
}

bool forecast_write(order *o, const forecast_plan *plan, const forecast_found *f)
{
    return write_begin(o, WORD_FORECAST_TITLE) && write_end_sheet(o, write_all(o, plan, f), plan->sheet);
}
