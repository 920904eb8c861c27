/* What the core says of a column, and how it is said. */
#include "forecast.h"
#include <math.h>
#include <string.h>

size_t forecast_length(const forecast_plan *p)
{
    return p->open_period && p->history.n > 1 ? p->history.n - 1 : p->history.n;
}

static sx_argument season_of(const forecast_plan *p)
{
    return p->season ? ask_number(p->season) : ask_nothing();
}

/* The season that the model uses: in the audit's row "season (periods)". */
static int season_found(const sx_result *model)
{
    for (size_t r = 0; r < model->table.rows; r++) {
        const sx_cell *name = &model->table.cells[r * model->table.columns + 1];
        if (name->kind == SX_TEXT && strcmp(name->as.text, "season (periods)") == 0)
            return (int)ask_cell(model, r, 2);
    }
    return 1;
}

static void look_back(desk *d, const sx_door *door, const forecast_plan *p, sx_argument values, forecast_found *f)
{
    sx_result past;
    const char *why = NULL;
    const sx_argument arguments[] = {values, ask_number(p->ahead), season_of(p), ask_nothing(), ask_number(p->level)};
    f->error = f->held = f->compared = (double)NAN;
    if (!ask(d, door, "FCST.BACKTEST", arguments, 5, &past, &why))
        return;
    f->error = ask_cell(&past, 0, 3);
    f->held = ask_cell(&past, 0, 5);
    f->compared = ask_cell(&past, 0, 8);
}

forecast_found forecast_look(desk *d, const sx_door *door, const forecast_plan *p)
{
    forecast_found f = {.trouble = p->history.trouble};
    sx_result answer;
    const char *why = NULL;
    if (f.trouble)
        return f;
    sx_argument values = ask_column(d, p->history.x, forecast_length(p));
    const sx_argument ahead[] = {values, ask_number(p->ahead), season_of(p), ask_number(p->level)},
                      total[] = {values, ask_number(1), ask_number(p->ahead), season_of(p), ask_number(p->level)},
                      model[] = {values, season_of(p), ask_number(p->level)};
    if (!ask(d, door, "FCST.AUTO", ahead, 4, &answer, &why)) {
        f.trouble = why;
        return f;
    }
    f.n_ahead = answer.table.rows;
    f.ahead = desk_take(d, f.n_ahead * 3 * sizeof *f.ahead);
    for (size_t i = 0; i < f.n_ahead * 3; i++)
        f.ahead[i] = ask_cell(&answer, i / 3, i % 3);
    f.season = ask(d, door, "FCST.MODEL", model, 3, &answer, &why) ? season_found(&answer) : 1;
    f.total = f.lower = f.upper = (double)NAN;
    if (ask(d, door, "FCST.TOTAL", total, 5, &answer, &why)) {
        f.total = ask_cell(&answer, 0, 0);
        f.lower = ask_cell(&answer, 0, 1);
        f.upper = ask_cell(&answer, 0, 2);
    }
    look_back(d, door, p, values, &f);
    return f;
}

const char *forecast_unit(desk *d, const history *h)
{
    sx_word word = WORD_UNIT_PERIODS;
    if (h->months == 1)
        word = WORD_UNIT_MONTHS;
    else if (h->months == 3)
        word = WORD_UNIT_QUARTERS;
    else if (h->months == 12)
        word = WORD_UNIT_YEARS;
    else if (h->has_dates && h->months == 0 && h->days == 7)
        word = WORD_UNIT_WEEKS;
    else if (h->has_dates && h->months == 0 && h->days == 1)
        word = WORD_UNIT_DAYS;
    return words(d, word);
}

const char *forecast_read_words(order *o, const forecast_plan *p, const forecast_found *f)
{
    desk *d = o->desk;
    const history *h = &p->history;
    if (f->trouble)
        return f->trouble;
    const char *n = desk_text(d, "%zu", forecast_length(p));
    const char *text =
        WORDS(d, WORD_FORECAST_READ, n, forecast_unit(d, h), sheet_place_seen(d, o->model, h->values, -1));
    if (h->has_dates) {
        sal_Int32 last = h->dates.row + (sal_Int32)forecast_length(p) - 1;
        text = desk_text(d, "%s %s", text,
                         WORDS(d, WORD_FORECAST_FROMTO,
                               sheet_string(d, sheet_cell(d, h->sheet, h->dates.column, h->dates.row)),
                               sheet_string(d, sheet_cell(d, h->sheet, h->dates.column, last))));
    }
    if (!h->warning)
        return text;
    return desk_text(d, "%s %s", text, h->warning);
}

const char *forecast_found_words(order *o, const forecast_plan *p, const forecast_found *f)
{
    desk *d = o->desk;
    if (f->trouble)
        return "";
    const char *level = desk_text(d, "%.0f", 100 * p->level), *text = "";
    if (!isnan(f->total))
        text = WORDS(d, WORD_FORECAST_TOTAL, desk_text(d, "%d", p->ahead), forecast_unit(d, &p->history),
                     sheet_number(d, o->model, f->total), level, sheet_number(d, o->model, f->lower),
                     sheet_number(d, o->model, f->upper));
    if (f->season > 1)
        text = desk_text(d, "%s\n\n%s", text, WORDS(d, WORD_FORECAST_SEASONIS, desk_text(d, "%d", f->season)));
    else
        text = desk_text(d, "%s\n\n%s", text, words(d, WORD_FORECAST_NOSEASON));
    if (isnan(f->compared))
        return desk_text(d, "%s\n\n%s", text, words(d, WORD_FORECAST_NOPAST));
    const char *n = desk_text(d, "%.0f", f->compared), *held = desk_text(d, "%.0f", f->held * f->compared);
    return desk_text(d, "%s\n\n%s", text,
                     isnan(f->error)
                         ? WORDS(d, WORD_FORECAST_HELD, n, held)
                         : WORDS(d, WORD_FORECAST_PASTIS, n, sheet_number(d, o->model, 100 * f->error), held));
}
