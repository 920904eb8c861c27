/* A canonical row from a line: dates, texts and numbers by their columns, money and currency. */
#include "data/row.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "data/fold.h"

sx_status sx_note_missing(sx_export *x, const sx_line *line, int field)
{
    const sx_piece *piece = sx_under_field(x, line, field);
    sx_figure f = sx_figure_read(piece);
    sx_decimal any = {0};
    bool is = !f.percent && (sx_figure_value(&f, '.', &any) || sx_figure_value(&f, ',', &any));
    double money = is ? fabs(sx_decimal_double(any)) : 0;
    if (field == SX_F_COST || field == x->table->money)
        x->report.money_missing += money;
    return sx_add_fault(x, "missing", line->number, field, money, piece);
}

/* Whether a cell that should hold a number or a date says something else: not blank, no dash, no n/a, <null> or none.
 */
static bool says_else(const sx_piece *piece)
{
    static const char *const nothing[] = {"", "na", "nan", "null", "none", "nil"};
    sx_piece p = sx_piece_trim(piece);
    char letters[8] = "";
    size_t n = 0;
    for (uint32_t i = 0; i < p.length && n + 1 < sizeof letters; i++) {
        unsigned char c = (unsigned char)p.text[i];
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'))
            letters[n++] = (char)c;
        else if (c >= 'A' && c <= 'Z')
            letters[n++] = (char)(c - 'A' + 'a');
    }
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing && !p.is_number; i++)
        if (strcmp(letters, nothing[i]) == 0)
            return false;
    return true;
}

sx_out sx_text_out(const sx_piece *piece)
{
    sx_piece p = sx_piece_trim(piece);
    return (sx_out){.kind = p.is_number || p.length ? SX_OUT_TEXT : SX_OUT_NONE, .text = p};
}

/* Its first minute. */
static sx_day next_day(const sx_day *day)
{
    sx_civil next = sx_date_civil(sx_date_serial(day->year, day->month, day->day) + 1);
    return (sx_day){next.year, next.month, next.day, 0};
}

/* One cell by its column's kind. */
static sx_status fill(sx_export *x, sx_row_state *s, const sx_line *line, size_t i)
{
    const sx_canon_column *c = &x->table->columns[i];
    sx_out *out = &s->row[i];
    *out = (sx_out){.kind = SX_OUT_NONE};
    const sx_piece *piece = sx_under_field(x, line, c->field);
    sx_figure f;
    if (x->column[c->field] < 0) {
        const char *constant = c->kind == SX_KIND_TEXT && x->n_settings ? sx_constant(x, c->field) : NULL;
        if (constant)
            *out = (sx_out){.kind = SX_OUT_TEXT, .text = {.text = constant, .length = (uint32_t)strlen(constant)}};
        return SX_OK;
    }
    switch ((sx_column_kind)c->kind) {
    case SX_KIND_TEXT:
        if (!x->left_out[c->field])
            *out = sx_text_out(piece);
        return SX_OK;
    case SX_KIND_CODE:
        if (x->table->money >= 0 && !x->derived && !x->pivot)
            return SX_OK; /* money_into puts it */
        out->code = piece->length ? sx_currency_read(piece->text, piece->length) : SX_NO_CURRENCY;
        out->kind = sx_currency_clear(out->code) ? SX_OUT_CODE : SX_OUT_NONE;
        return SX_OK;
    case SX_KIND_DATE:
    case SX_KIND_MOMENT:
    case SX_KIND_MONTH:
        if (sx_day_of(x, line, c->field, &out->day)) {
            out->kind = SX_OUT_DAY;
            if (c->kind == SX_KIND_MOMENT && out->day.minute == 1440) /* 24:00 */
                out->day = next_day(&out->day);
            if (c->kind != SX_KIND_MOMENT)
                out->day.minute = -1;
            if (c->kind == SX_KIND_MONTH)
                out->day.day = 1;
        } else if (says_else(piece)) {
            x->report.flags[SX_BAD_DATES] |= sx_moment_read(piece, false).is;
            return sx_add_fault(x, "missing", line->number, c->field, 0, piece);
        }
        return SX_OK;
    case SX_KIND_NUMBER:
    case SX_KIND_MONEY:
        if (c->field == x->table->money && !x->derived && !x->pivot)
            return SX_OK; /* money_into puts it */
        if (sx_number_of(x, line, c->field, &out->number, &f))
            out->kind = SX_OUT_NUMBER;
        else if (says_else(piece))
            return sx_note_missing(x, line, c->field);
        return SX_OK;
    }
    return SX_OK;
}

/* The currency: column, cell, header. */
static sx_currency currency_of(sx_export *x, sx_row_state *s, const sx_line *line, sx_currency beside)
{
    const sx_piece *piece = sx_under_field(x, line, SX_F_CURRENCY);
    sx_currency column = SX_NO_CURRENCY;
    if (piece->length == 3 && memcmp(piece->text, s->last_code, 3) == 0)
        column = s->last_currency;
    else if (piece->length)
        column = sx_currency_read(piece->text, piece->length);
    if (piece->length == 3) {
        memcpy(s->last_code, piece->text, 3);
        s->last_currency = column;
    }
    if (x->currency_set && x->currency)
        return x->currency;
    if (column && beside && !sx_currency_agree(column, beside))
        x->report.flags[SX_CURRENCY_CONTRADICTION] = true;
    if (sx_currency_clear(column))
        return column;
    if (sx_currency_clear(beside))
        return beside;
    return sx_currency_clear(x->currency) ? x->currency : SX_NO_CURRENCY;
}

void sx_count_currency(sx_export *x, sx_currency currency, double money)
{
    sx_report *r = &x->report;
    if (!currency) {
        r->flags[SX_CURRENCY_UNKNOWN] = true;
        r->sums[SX_CURRENCIES] += money;
        return;
    }
    size_t i = 0;
    while (i < r->n_currencies && r->currencies[i] != currency)
        i++;
    if (i == r->n_currencies && i < SX_CURRENCIES)
        r->currencies[r->n_currencies++] = currency;
    if (i < SX_CURRENCIES)
        r->sums[i] += money;
    if (r->n_currencies > 1)
        r->flags[SX_MIXED_CURRENCY] = true;
}

/* The currency of a row without money, counted once it is known that the row stays. */
typedef struct counted {
    bool is;
    sx_currency currency;
} counted;

bool sx_has_column(const sx_export *x, int field)
{
    for (size_t i = 0; i < x->table->n_canonical; i++)
        if (x->table->columns[i].field == field)
            return true;
    return false;
}

/* Puts money and currency into the row; counted is what is then told of the currency. */
static sx_status money_into(sx_export *x, sx_row_state *s, const sx_line *line, bool filled, sx_decimal *amount,
                            bool *money, counted *count)
{
    sx_currency beside;
    int field = x->table->money;
    *money = sx_row_money(x, s, line, amount, &beside);
    if (field < 0 || x->derived)
        return SX_OK;
    sx_out *out = sx_out_of(s, field);
    *out = (sx_out){.kind = *money ? SX_OUT_NUMBER : SX_OUT_NONE, .number = *money ? *amount : (sx_decimal){0, 0}};
    if (sx_has_column(x, SX_F_CURRENCY)) {
        sx_currency c = currency_of(x, s, line, beside);
        if (!c && filled)
            c = s->currency;
        *count = (counted){!*money && c, c};
        *sx_out_of(s, SX_F_CURRENCY) = (sx_out){.kind = c ? SX_OUT_CODE : SX_OUT_NONE, .code = c};
    }
    if (!*money && sx_is_table(x, SX_T_SPEND)) {
        x->report.flags[SX_MISSING_COST] = true;
        return sx_note_missing(x, line, field);
    }
    if (!*money && !sx_piece_blank(sx_under_field(x, line, field)))
        return sx_note_missing(x, line, field);
    return SX_OK;
}

sx_status sx_read_row(sx_export *x, sx_row_state *s, const sx_line *line, bool filled, bool doubled)
{
    sx_status status = SX_OK;
    sx_decimal amount = {0, 0};
    bool money = false, dropped = false;
    counted count = {.is = false};
    for (size_t i = 0; i < x->table->n_canonical && status == SX_OK; i++)
        status = fill(x, s, line, i);
    if (status != SX_OK)
        return status;
    x->report.lines_read++;
    if (x->pivot)
        return sx_pivot_rows(x, s, line);
    status = money_into(x, s, line, filled, &amount, &money, &count);
    if (status == SX_OK)
        status = sx_finish_row(x, s, line, filled, &dropped);
    if (status != SX_OK || dropped)
        return status;
    if (count.is)
        sx_count_currency(x, count.currency, 0);
    if (money) {
        bool fits, also;
        s->sum = sx_decimal_add(s->sum, amount, &fits);
        s->since = sx_decimal_add(s->since, amount, &also);
        s->sums_fit &= fits && also;
        s->last_amount = amount;
    }
    if (doubled && (amount.digits || x->table->money < 0)) {
        x->report.duplicates++;
        x->report.flags[SX_DUPLICATE_ROWS] = true;
    }
    const sx_out *date = sx_out_of(s, x->table->columns[0].field);
    for (size_t i = 0; i < x->table->n_canonical; i++)
        if (s->row[i].kind == SX_OUT_DAY) {
            date = &s->row[i];
            break;
        }
    if (date && date->kind == SX_OUT_DAY) {
        sx_widen(x, &date->day);
        s->last_day = date->day;
        s->have_day = true;
    }
    return SX_OK;
}
