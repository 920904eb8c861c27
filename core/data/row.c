/* Canonical rows. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "data/export.h"
#include "data/fold.h"

static bool is(const sx_export *x, sx_canon_id table)
{
    return x->table->id == table;
}

/* S and H, DR and CR, Af and Bij: 1 for the side that adds in this table, -1, 0 unknown. */
static int side_of(const sx_export *x, const sx_line *line, const sx_figure *figure)
{
    char folded[64];
    const sx_piece *piece = sx_under_field(x, line, SX_F_SIDE);
    int debit = is(x, SX_T_BANK) ? -1 : 1;
    if (figure->side)
        return figure->side == 'D' ? debit : -debit;
    sx_piece p = sx_piece_trim(piece);
    if (p.length == 1 && (p.text[0] == '-' || p.text[0] == '+'))
        return p.text[0] == '-' ? -1 : 1;
    sx_fold_piece(piece, folded, sizeof folded);
    if (sx_is_word(SX_W_DEBIT, folded))
        return debit;
    return sx_is_word(SX_W_CREDIT, folded) ? -debit : 0;
}

static bool two_sided(const sx_export *x, const sx_line *line, sx_decimal *out, sx_currency *beside)
{
    sx_figure f, g;
    sx_decimal debit = {0}, credit = {0};
    bool d = sx_number_of(x, line, SX_F_DEBIT, &debit, &f), c = sx_number_of(x, line, SX_F_CREDIT, &credit, &g), fits;
    *beside = f.currency ? f.currency : g.currency;
    if (!d && !c)
        return false;
    if (x->debit_negative)
        debit = sx_decimal_minus(debit);
    if (x->credit_negative)
        credit = sx_decimal_minus(credit);
    sx_decimal sum = sx_decimal_add(debit, sx_decimal_minus(credit), &fits);
    *out = is(x, SX_T_BANK) ? sx_decimal_minus(sum) : sum;
    return fits;
}

bool sx_money_of(const sx_export *x, const sx_line *line, sx_decimal *out, sx_currency *beside)
{
    sx_figure f = {0};
    *beside = SX_NO_CURRENCY;
    int field = !x->derived ? x->table->money : x->column[SX_F_MRR] >= 0 ? SX_F_MRR : SX_F_PRICE;
    if (field < 0)
        return false;
    if (x->column[SX_F_DEBIT] >= 0 && x->column[SX_F_CREDIT] >= 0 && (is(x, SX_T_BANK) || is(x, SX_T_LEDGER)))
        return two_sided(x, line, out, beside);
    if (x->column[field] < 0)
        field = x->column[SX_F_GROSS] >= 0 ? SX_F_GROSS : is(x, SX_T_RECEIVABLES) ? SX_F_OPEN : field;
    if (!sx_number_of(x, line, field, out, &f)) {
        const sx_piece *piece = sx_under_field(x, line, field);
        if (f.is || piece->length == 0)
            return false;
        return false;
    }
    *beside = f.currency;
    if (x->side_counts || f.side) {
        int side = side_of(x, line, &f);
        if (side < 0)
            *out = sx_decimal_minus(*out);
    }
    sx_decimal fee;
    bool fits;
    if (x->fee_sign && sx_number_of(x, line, SX_F_FEE, &fee, &f)) {
        sx_decimal net = sx_decimal_add(*out, x->fee_sign < 0 ? sx_decimal_minus(fee) : fee, &fits);
        *out = fits ? net : *out;
    }
    if (x->negate)
        *out = sx_decimal_minus(*out);
    return true;
}

/* What the rows leave behind for those below them. */
typedef struct state {
    sx_sink sink;
    void *data;
    sx_out row[24];
    sx_piece section, reference, description;
    sx_currency currency; /* of the last row that had a date */
    sx_day last_day;
    bool have_day;
    sx_decimal sum, since; /* of all rows, and since the last total */
    bool sums_fit;
    sx_decimal balance;
    bool have_balance;
    sx_decimal group; /* money of undated lines below the last row */
    sx_decimal last_amount;
    size_t group_lines;
    size_t group_faults; /* where their faults begin */
    uint64_t *seen;
    size_t mask, hash_at;
    sx_decimal held; /* money without date and name: a total at the end, or equal to the lines above; else a line
                        without a date */
    size_t held_line;
    bool held_number;
    size_t rows_since;
    sx_text last_invoice;
    size_t steps_up, steps_down, steps;
    char version[32];
} state;

static sx_out *out_of(const sx_export *x, state *s, int field)
{
    for (size_t i = 0; i < x->table->n_canonical; i++)
        if (x->table->columns[i].field == field)
            return &s->row[i];
    return &s->row[sizeof s->row / sizeof *s->row - 1]; /* what the table has no column for goes nowhere */
}

static sx_status note_missing(sx_export *x, const sx_line *line, int field)
{
    const sx_piece *piece = sx_under_field(x, line, field);
    sx_figure f = sx_figure_read(piece);
    sx_decimal any = {0};
    double money = sx_figure_value(&f, '.', &any) || sx_figure_value(&f, ',', &any) ? fabs(sx_decimal_double(any)) : 0;
    if (field == SX_F_COST || field == x->table->money)
        x->report.money_missing += money;
    return sx_add_fault(x, "missing", line->number, field, money, piece);
}

static sx_out text_out(const sx_piece *piece)
{
    sx_piece p = sx_piece_trim(piece);
    return (sx_out){.kind = p.is_number || p.length ? SX_OUT_TEXT : SX_OUT_NONE, .text = p};
}

/* One cell by its column's kind. */
static sx_status fill(sx_export *x, state *s, const sx_line *line, size_t i)
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
        *out = text_out(piece);
        return SX_OK;
    case SX_KIND_CODE:
        out->code = piece->length ? sx_currency_read(piece->text, piece->length) : SX_NO_CURRENCY;
        out->kind = sx_currency_clear(out->code) ? SX_OUT_CODE : SX_OUT_NONE;
        return SX_OK;
    case SX_KIND_DATE:
    case SX_KIND_MOMENT:
    case SX_KIND_MONTH:
        if (sx_day_of(x, line, c->field, &out->day)) {
            out->kind = SX_OUT_DAY;
            if (c->kind != SX_KIND_MOMENT)
                out->day.minute = -1;
            if (c->kind == SX_KIND_MONTH)
                out->day.day = 1;
        } else if (!sx_piece_blank(piece) && sx_moment_read(piece, false).is) {
            x->report.flags[SX_BAD_DATES] = true;
            return sx_add_fault(x, "missing", line->number, c->field, 0, piece);
        }
        return SX_OK;
    case SX_KIND_NUMBER:
    case SX_KIND_MONEY:
        if (c->field == x->table->money && !x->derived && !x->pivot)
            return SX_OK; /* money_into puts it */
        if (sx_number_of(x, line, c->field, &out->number, &f))
            out->kind = SX_OUT_NUMBER;
        else if (!sx_piece_blank(piece) && f.is)
            return note_missing(x, line, c->field);
        return SX_OK;
    }
    return SX_OK;
}

/* The currency: column, cell, header. */
static sx_currency currency_of(sx_export *x, const sx_line *line, sx_currency beside)
{
    const sx_piece *piece = sx_under_field(x, line, SX_F_CURRENCY);
    sx_currency column = piece->length ? sx_currency_read(piece->text, piece->length) : SX_NO_CURRENCY;
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

static void count_currency(sx_export *x, sx_currency currency, double money)
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

static bool has_column(const sx_export *x, int field)
{
    for (size_t i = 0; i < x->table->n_canonical; i++)
        if (x->table->columns[i].field == field)
            return true;
    return false;
}

static sx_status give(sx_export *x, state *s)
{
    x->report.rows_read++;
    return s->sink ? s->sink(s->data, s->row, x->table->n_canonical) : SX_OK;
}

static void widen(sx_export *x, const sx_day *day)
{
    sx_report *r = &x->report;
    double d = sx_day_serial((sx_day){day->year, day->month, day->day, -1});
    if (!r->first.year || d < sx_day_serial(r->first))
        r->first = (sx_day){day->year, day->month, day->day, -1};
    if (!r->last.year || d > sx_day_serial(r->last))
        r->last = (sx_day){day->year, day->month, day->day, -1};
}

/* Whether the status says so; status columns are those of few different words. */
static bool status_says(const sx_export *x, const sx_line *line, sx_word_list list)
{
    for (size_t i = 0; i < line->n && i < x->n_evidence; i++) {
        const sx_evidence *e = &x->evidence[i];
        if (e->n_kinds == 0 || e->n_kinds > SX_KINDS_SEEN || (int)i == x->column[SX_F_DESCRIPTION] ||
            line->pieces[i].length == 0 || line->pieces[i].length > 40)
            continue;
        char folded[64];
        sx_fold_piece(&line->pieces[i], folded, sizeof folded);
        if (folded[0] && sx_is_word(list, folded))
            return true;
    }
    return false;
}

static sx_status spend_row(sx_export *x, state *s, const sx_line *line)
{
    sx_day end;
    sx_out *date = out_of(x, s, SX_F_DATE);
    if (sx_day_of(x, line, SX_F_DATE_END, &end) && date->kind == SX_OUT_DAY &&
        (end.year != date->day.year || end.month != date->day.month || end.day != date->day.day))
        x->report.flags[SX_RANGE_ROWS] = true;
    return give(x, s);
}

/* A blank invoiced is 0: the order is open in full. */
static sx_status order_row(sx_export *x, state *s, const sx_line *line)
{
    sx_out *invoiced = out_of(x, s, SX_F_INVOICED), *open = out_of(x, s, SX_F_OPEN),
           *amount = out_of(x, s, SX_F_AMOUNT);
    bool fits = true;
    if (invoiced->kind == SX_OUT_NONE && sx_piece_blank(sx_under_field(x, line, SX_F_INVOICED)) &&
        amount->kind == SX_OUT_NUMBER)
        *invoiced = (sx_out){.kind = SX_OUT_NUMBER};
    if (open->kind == SX_OUT_NONE && x->column[SX_F_OPEN] < 0 && amount->kind == SX_OUT_NUMBER &&
        invoiced->kind == SX_OUT_NUMBER)
        *open = (sx_out){.kind = SX_OUT_NUMBER,
                         .number = sx_decimal_add(amount->number, sx_decimal_minus(invoiced->number), &fits)};
    return give(x, s);
}

static sx_status pipeline_row(sx_export *x, state *s, const sx_line *line)
{
    char folded[96];
    const sx_piece *status = sx_under_field(x, line, SX_F_STATUS);
    sx_out *stage = out_of(x, s, SX_F_STAGE), *close = out_of(x, s, SX_F_CLOSE);
    sx_fold_piece(status, folded, sizeof folded);
    bool lost = sx_holds_word(SX_W_LOST, folded), won = !lost && sx_holds_word(SX_W_WON, folded);
    if (won || lost || (stage->kind == SX_OUT_NONE && folded[0])) {
        *stage = text_out(status);
        x->report.flags[SX_STAGE_FROM_STATUS] |= won || lost;
    } else if (stage->kind == SX_OUT_TEXT) {
        sx_fold_piece(&stage->text, folded, sizeof folded);
        lost = sx_holds_word(SX_W_LOST, folded);
        won = !lost && sx_holds_word(SX_W_WON, folded);
    }
    sx_day day;
    if ((won && sx_day_of(x, line, SX_F_WON_DATE, &day)) || (lost && sx_day_of(x, line, SX_F_LOST_DATE, &day)) ||
        ((won || lost) && sx_day_of(x, line, SX_F_CLOSED_DATE, &day)))
        *close = (sx_out){.kind = SX_OUT_DAY, .day = {day.year, day.month, day.day, -1}};
    return give(x, s);
}

static sx_status ledger_row(sx_export *x, state *s, const sx_line *line, bool filled)
{
    sx_out *account = out_of(x, s, SX_F_ACCOUNT), *description = out_of(x, s, SX_F_DESCRIPTION),
           *reference = out_of(x, s, SX_F_REFERENCE), *date = out_of(x, s, SX_F_DATE),
           *amount = out_of(x, s, SX_F_AMOUNT), *currency = out_of(x, s, SX_F_CURRENCY);
    if (account->kind == SX_OUT_NONE && x->column[SX_F_DEBIT_ACCOUNT] >= 0)
        *account = text_out(sx_under_field(x, line, SX_F_DEBIT_ACCOUNT));
    if (account->kind == SX_OUT_NONE)
        *account = text_out(&s->section);
    if (filled) {
        x->report.flags[SX_FILLED_DOWN] = true;
        *date = (sx_out){.kind = s->have_day ? SX_OUT_DAY : SX_OUT_NONE, .day = s->last_day};
        if (description->kind == SX_OUT_NONE)
            *description = text_out(&s->description);
        if (reference->kind == SX_OUT_NONE)
            *reference = text_out(&s->reference);
    } else {
        s->currency = currency->kind == SX_OUT_CODE ? currency->code : SX_NO_CURRENCY;
        s->description = *sx_under_field(x, line, SX_F_DESCRIPTION);
        s->reference = *sx_under_field(x, line, SX_F_REFERENCE);
    }
    sx_status status = give(x, s);
    int contra = x->column[SX_F_CREDIT_ACCOUNT] >= 0 ? SX_F_CREDIT_ACCOUNT : SX_F_CONTRA;
    if (status == SX_OK && x->two_accounts && !sx_piece_blank(sx_under_field(x, line, contra))) {
        *account = text_out(sx_under_field(x, line, contra));
        amount->number = sx_decimal_minus(amount->number);
        x->report.flags[SX_TWO_LINES_A_ROW] = true;
        status = give(x, s);
    }
    return status;
}

static sx_status bank_row(sx_export *x, state *s, const sx_line *line, bool *dropped)
{
    const char *why = status_says(x, line, SX_W_PENDING)  ? "pending"
                      : status_says(x, line, SX_W_FAILED) ? "failed"
                                                          : NULL;
    sx_out *amount = out_of(x, s, SX_F_AMOUNT), *balance = out_of(x, s, SX_F_BALANCE);
    if (why) {
        double money = amount->kind == SX_OUT_NUMBER ? fabs(sx_decimal_double(amount->number)) : 0;
        if (strcmp(why, "pending") == 0)
            x->report.flags[SX_PENDING_ROWS] = true;
        *dropped = true;
        sx_drop(x, why, 1, money);
        return sx_add_fault(x, why, line->number, SX_F_AMOUNT, money, sx_under_field(x, line, SX_F_AMOUNT));
    }
    if (balance->kind == SX_OUT_NUMBER && amount->kind == SX_OUT_NUMBER) {
        if (s->have_balance) {
            double step = sx_decimal_double(balance->number) - sx_decimal_double(s->balance);
            s->steps++;
            s->steps_up += fabs(step - sx_decimal_double(amount->number)) < 0.005;
            s->steps_down += fabs(step + sx_decimal_double(s->last_amount)) < 0.005;
        }
        s->balance = balance->number;
        s->have_balance = true;
    }
    return give(x, s);
}

static sx_status receivables_row(sx_export *x, state *s, const sx_line *line, bool *dropped)
{
    char folded[96];
    sx_out *amount = out_of(x, s, SX_F_AMOUNT), *open = out_of(x, s, SX_F_OPEN),
           *customer = out_of(x, s, SX_F_CUSTOMER);
    sx_out *invoice = out_of(x, s, SX_F_INVOICE);
    if (customer->kind == SX_OUT_NONE && x->column[SX_F_CUSTOMER] < 0)
        *customer = text_out(&s->section);
    sx_fold_piece(sx_under_field(x, line, SX_F_TYPE), folded, sizeof folded);
    bool credit = sx_is_word(SX_W_CREDIT_NOTE, folded);
    if (credit && amount->kind == SX_OUT_NUMBER && amount->number.digits > 0)
        amount->number = sx_decimal_minus(amount->number);
    if (credit && open->kind == SX_OUT_NUMBER && open->number.digits > 0)
        open->number = sx_decimal_minus(open->number);
    sx_fold_piece(sx_under_field(x, line, SX_F_STATUS), folded, sizeof folded);
    if (x->column[SX_F_OPEN] < 0 && amount->kind == SX_OUT_NUMBER) {
        sx_decimal paid;
        sx_figure f;
        bool fits;
        *open = *amount;
        if (sx_is_word(SX_W_PAID, folded) || sx_is_word(SX_W_VOID, folded))
            open->number = (sx_decimal){0, 0};
        else if (sx_number_of(x, line, SX_F_PAID, &paid, &f))
            open->number = sx_decimal_add(amount->number, sx_decimal_minus(paid), &fits);
    }
    sx_decimal paid;
    sx_figure figure;
    if (x->column[SX_F_OPEN] >= 0 && open->kind == SX_OUT_NUMBER && amount->kind == SX_OUT_NUMBER &&
        open->number.digits && sx_decimal_double(open->number) == sx_decimal_double(amount->number)) {
        /* what was due at first, not what is still open */
        bool fits;
        if (sx_number_of(x, line, SX_F_PAID, &paid, &figure) && paid.digits)
            open->number = sx_decimal_add(amount->number, sx_decimal_minus(paid), &fits);
        else if (sx_is_word(SX_W_PAID, folded))
            open->number = (sx_decimal){0, 0};
    }
    if (x->by_invoice && invoice->kind == SX_OUT_TEXT) {
        bool again = s->last_invoice.length == invoice->text.length && s->last_invoice.length &&
                     memcmp(s->last_invoice.data, invoice->text.text, invoice->text.length) == 0;
        s->last_invoice.length = 0;
        sx_text_add_bytes(&s->last_invoice, invoice->text.text, invoice->text.length);
        if (s->last_invoice.status != SX_OK)
            return SX_NOMEM;
        if (again) {
            *dropped = true;
            x->report.details++;
            return SX_OK;
        }
    }
    return give(x, s);
}

/* Months of the interval; 0: unknown. */
static double interval_months(const sx_export *x, const sx_line *line)
{
    char folded[64];
    sx_decimal n = {1, 0};
    sx_figure f;
    const sx_piece *piece = sx_under_field(x, line, SX_F_INTERVAL);
    sx_fold_piece(piece, folded, sizeof folded);
    if (!sx_number_of(x, line, SX_F_INTERVAL_LENGTH, &n, &f))
        n = (sx_decimal){1, 0};
    double count = sx_decimal_double(n);
    if (sx_is_word(SX_W_YEAR, folded))
        return 12 * count;
    if (sx_is_word(SX_W_HALF, folded))
        return 6 * count;
    if (sx_is_word(SX_W_QUARTER, folded))
        return 3 * count;
    if (sx_is_word(SX_W_WEEK, folded))
        return 12.0 / 52 * count;
    if (sx_is_word(SX_W_DAY, folded))
        return 12.0 / 365 * count;
    if (sx_is_word(SX_W_MONTH, folded) || x->column[SX_F_INTERVAL] < 0)
        return count;
    return 0;
}

static sx_status event_rows(sx_export *x, state *s, const sx_line *line, bool *dropped)
{
    sx_out *date = out_of(x, s, SX_F_DATE), *change = out_of(x, s, SX_F_MRR_CHANGE),
           *type = out_of(x, s, SX_F_EVENT_TYPE);
    if (!x->derived)
        return give(x, s);
    x->report.flags[SX_DERIVED_EVENTS] = true;
    sx_decimal price, quantity;
    sx_figure f;
    sx_day day;
    double months = interval_months(x, line);
    *date = *change = (sx_out){.kind = SX_OUT_NONE};
    if (sx_day_of(x, line, SX_F_START, &day))
        *date = (sx_out){.kind = SX_OUT_DAY, .day = {day.year, day.month, day.day, -1}};
    bool monthly_already = sx_number_of(x, line, SX_F_MRR, &price, &f);
    if (!monthly_already && (!sx_number_of(x, line, SX_F_PRICE, &price, &f) || !(months > 0))) {
        *dropped = true;
        sx_drop(x, "no_date", 1, 0);
        return sx_add_fault(x, "missing", line->number, SX_F_MRR_CHANGE, 0, sx_under_field(x, line, SX_F_PRICE));
    }
    if (monthly_already)
        months = 1;
    if (monthly_already || !sx_number_of(x, line, SX_F_QUANTITY, &quantity, &f))
        quantity = (sx_decimal){1, 0};
    double monthly = sx_decimal_double(price) * sx_decimal_double(quantity) / months;
    double exact = nearbyint(monthly * 1e4) / 1e4;
    sx_decimal mrr = sx_decimal_near(fabs(exact - monthly) < 1e-9 ? exact : nearbyint(monthly * 100) / 100, 4);
    static const char *const words[] = {"new", "churn"};
    *change = (sx_out){.kind = SX_OUT_NUMBER, .number = mrr};
    *type = (sx_out){.kind = SX_OUT_TEXT, .text = {.text = words[0], .length = 3}};
    sx_status status = give(x, s);
    if (status == SX_OK && status_says(x, line, SX_W_FAILED) && sx_piece_blank(sx_under_field(x, line, SX_F_END)))
        status = sx_add_fault(x, "missing", line->number, SX_F_END, fabs(sx_decimal_double(mrr)),
                              sx_under_field(x, line, SX_F_STATUS)); /* ended, and nobody knows when */
    if (status == SX_OK && sx_day_of(x, line, SX_F_END, &day)) {
        *date = (sx_out){.kind = SX_OUT_DAY, .day = {day.year, day.month, day.day, -1}};
        change->number = sx_decimal_minus(mrr);
        type->text = (sx_piece){.text = words[1], .length = 5};
        status = give(x, s);
    }
    return status;
}

static sx_status pivot_rows(sx_export *x, state *s, const sx_line *line)
{
    sx_status status = SX_OK;
    sx_out *period = out_of(x, s, SX_F_PERIOD), *amount = out_of(x, s, SX_F_AMOUNT);
    int kept = x->column[SX_F_AMOUNT];
    for (size_t i = 0; i < x->header.n_columns && status == SX_OK; i++) {
        sx_figure f;
        if (!x->header.month[i].year)
            continue;
        x->column[SX_F_AMOUNT] = (int)i;
        *period = (sx_out){.kind = SX_OUT_DAY, .day = x->header.month[i]};
        *amount = (sx_out){.kind = SX_OUT_NONE};
        if (sx_number_of(x, line, SX_F_AMOUNT, &amount->number, &f)) {
            amount->kind = SX_OUT_NUMBER;
            x->report.money_read += sx_decimal_double(amount->number);
            widen(x, &period->day);
            status = give(x, s);
        } else if (!sx_piece_blank(sx_line_at(line, i)))
            status = note_missing(x, line, SX_F_AMOUNT);
    }
    x->column[SX_F_AMOUNT] = kept;
    return status;
}

/* Puts money and currency into the row. */
static sx_status money_into(sx_export *x, state *s, const sx_line *line, bool filled, sx_decimal *amount, bool *money)
{
    sx_currency beside;
    int field = x->table->money;
    *money = sx_money_of(x, line, amount, &beside);
    if (field < 0 || x->derived)
        return SX_OK;
    sx_out *out = out_of(x, s, field);
    *out = (sx_out){.kind = *money ? SX_OUT_NUMBER : SX_OUT_NONE, .number = *money ? *amount : (sx_decimal){0, 0}};
    if (has_column(x, SX_F_CURRENCY)) {
        sx_currency c = currency_of(x, line, beside);
        if (!c && filled)
            c = s->currency;
        if (*money || c)
            count_currency(x, c, *money ? sx_decimal_double(*amount) : 0);
        *out_of(x, s, SX_F_CURRENCY) = (sx_out){.kind = c ? SX_OUT_CODE : SX_OUT_NONE, .code = c};
    }
    if (!*money && is(x, SX_T_SPEND)) {
        x->report.flags[SX_MISSING_COST] = true;
        return note_missing(x, line, field);
    }
    if (!*money && !sx_piece_blank(sx_under_field(x, line, field)))
        return note_missing(x, line, field);
    return SX_OK;
}

static void count_twice(sx_export *x, state *s, uint64_t hash)
{
    size_t slot = (size_t)(hash ^ hash >> 29) & s->mask;
    for (; s->seen[slot]; slot = (slot + 1) & s->mask)
        if (s->seen[slot] == hash) {
            x->report.duplicates++;
            x->report.flags[SX_DUPLICATE_ROWS] = true;
            return;
        }
    s->seen[slot] = hash;
}

static sx_status row(sx_export *x, state *s, const sx_line *line, bool filled, uint64_t hash)
{
    sx_status status = SX_OK;
    sx_decimal amount = {0, 0};
    bool money = false, dropped = false;
    for (size_t i = 0; i < x->table->n_canonical && status == SX_OK; i++)
        status = fill(x, s, line, i);
    if (status != SX_OK)
        return status;
    x->report.lines_read++;
    if (x->pivot)
        return pivot_rows(x, s, line);
    status = money_into(x, s, line, filled, &amount, &money);
    if (status == SX_OK)
        status = is(x, SX_T_SPEND)         ? spend_row(x, s, line)
                 : is(x, SX_T_PIPELINE)    ? pipeline_row(x, s, line)
                 : is(x, SX_T_LEDGER)      ? ledger_row(x, s, line, filled)
                 : is(x, SX_T_BANK)        ? bank_row(x, s, line, &dropped)
                 : is(x, SX_T_RECEIVABLES) ? receivables_row(x, s, line, &dropped)
                 : is(x, SX_T_ORDERS)      ? order_row(x, s, line)
                 : is(x, SX_T_MRR_EVENTS)  ? event_rows(x, s, line, &dropped)
                                           : give(x, s);
    if (status != SX_OK || dropped)
        return status;
    if (money) {
        bool fits, also;
        s->sum = sx_decimal_add(s->sum, amount, &fits);
        s->since = sx_decimal_add(s->since, amount, &also);
        s->sums_fit &= fits && also;
        s->last_amount = amount;
        x->report.money_read += sx_decimal_double(amount);
        if (amount.digits)
            count_twice(x, s, hash);
    }
    const sx_out *date = out_of(x, s, x->table->columns[0].field);
    for (size_t i = 0; i < x->table->n_canonical; i++)
        if (s->row[i].kind == SX_OUT_DAY) {
            date = &s->row[i];
            break;
        }
    if (date && date->kind == SX_OUT_DAY) {
        widen(x, &date->day);
        s->last_day = date->day;
        s->have_day = true;
    }
    return SX_OK;
}

/* Compares the total of the file with what was taken: the sum of all lines, or since the last total. */
static void prove_total(sx_export *x, state *s, const sx_line *line)
{
    sx_decimal total;
    sx_currency currency;
    bool fits;
    if (!s->sums_fit || x->pivot || x->derived || !sx_money_of(x, line, &total, &currency))
        return;
    sx_decimal all = sx_decimal_add(total, sx_decimal_minus(s->sum), &fits);
    bool equal = fits && fabs(sx_decimal_double(all)) < 0.005;
    sx_decimal since = sx_decimal_add(total, sx_decimal_minus(s->since), &fits);
    if (equal || (fits && fabs(sx_decimal_double(since)) < 0.005))
        x->report.totals_equal++;
    else if (x->report.totals_other++ == 0) {
        x->report.other_total = sx_decimal_double(total);
        x->report.other_sum = sx_decimal_double(s->sum);
        x->report.other_line = line->number;
    }
    s->since = (sx_decimal){0, 0};
}

/* Undated lines below a row whose money they split are its details; else they are lines without a date. */
static void settle_group(sx_export *x, state *s)
{
    bool fits;
    if (!s->group_lines)
        return;
    sx_decimal left = sx_decimal_add(s->group, sx_decimal_minus(s->last_amount), &fits);
    sx_decimal other = sx_decimal_add(s->group, s->last_amount, &fits);
    if (s->have_day && fits && (left.digits == 0 || other.digits == 0) && s->group_lines > 1) {
        x->report.flags[SX_DETAIL_ROWS] = true;
        x->report.totals_skipped += s->group_lines;
        x->report.details += s->group_lines;
        x->report.n_faults = s->group_faults;
    } else
        for (size_t i = s->group_faults; i < x->report.n_faults; i++)
            sx_drop(x, "no_date", 1, x->report.faults[i].money);
    s->group = (sx_decimal){0, 0};
    s->group_lines = 0;
}

static sx_status undated(sx_export *x, state *s, const sx_line *line)
{
    sx_decimal amount = {0, 0};
    sx_currency currency;
    bool fits;
    if (!s->group_lines)
        s->group_faults = x->report.n_faults;
    (void)sx_money_of(x, line, &amount, &currency);
    int date = x->derived ? SX_F_START : x->table->columns[0].field;
    const sx_piece *piece = sx_under_field(x, line, date);
    if (!sx_piece_blank(piece))
        x->report.flags[SX_BAD_DATES] = true;
    double money = fabs(sx_decimal_double(amount));
    if (!sx_piece_blank(piece) || x->report.n_faults >= SX_LISTED) { /* no detail: it has a date, if none that exists */
        settle_group(x, s);
        sx_drop(x, "no_date", 1, money);
        return sx_add_fault(x, "no_date", line->number, date, money, piece);
    }
    s->group = sx_decimal_add(s->group, amount, &fits);
    s->group_lines++;
    return sx_add_fault(x, "no_date", line->number, date, money, piece);
}

static bool equals_sum(const state *s, sx_decimal money)
{
    bool fits, also;
    sx_decimal all = sx_decimal_add(money, sx_decimal_minus(s->sum), &fits);
    sx_decimal since = sx_decimal_add(money, sx_decimal_minus(s->since), &also);
    return s->sums_fit && ((fits && all.digits == 0) || (also && since.digits == 0));
}

/* A line with money and neither date nor name, below which rows go on, though it is no sum. */
static sx_status settle_held(sx_export *x, state *s, bool goes_on)
{
    if (!s->held_line)
        return SX_OK;
    size_t line = s->held_line;
    double money = fabs(sx_decimal_double(s->held));
    s->held_line = 0;
    if (!goes_on) {
        x->report.totals_skipped += s->held_number;
        return SX_OK;
    }
    sx_drop(x, "no_date", 1, money);
    return sx_add_fault(x, "no_date", line, x->table->columns[0].field, money, &sx_no_piece);
}

/* A dated line that is the sum of all above: a total by its name, or suspected to be one. */
static bool is_dated_total(sx_export *x, state *s, const sx_line *line)
{
    sx_decimal money, all;
    sx_currency currency;
    bool fits;
    if (s->rows_since < 3 || x->derived || x->pivot || is(x, SX_T_BANK) || !sx_money_of(x, line, &money, &currency) ||
        !money.digits || !s->sums_fit)
        return false;
    all = sx_decimal_add(money, sx_decimal_minus(s->sum), &fits);
    if (!fits || all.digits)
        return false;
    for (size_t i = 0; i < line->n; i++) {
        char folded[96];
        sx_fold_piece(&line->pieces[i], folded, sizeof folded);
        if (folded[0] && sx_is_word(SX_W_TOTAL, folded))
            return true;
    }
    x->report.flags[SX_TOTAL_SUSPECTED] = true;
    x->report.doubts[x->table->money]++;
    return false;
}

static sx_status drop_long(sx_export *x, const sx_line *line)
{
    double most = 0;
    for (size_t i = 0; i < line->n; i++) {
        sx_figure f = sx_figure_read(&line->pieces[i]);
        sx_decimal d;
        if (x->table->money >= 0 && sx_figure_value(&f, f.vote ? f.vote : '.', &d) &&
            (f.vote || (int)i >= x->column[x->table->money]))
            most = fmax(most, fabs(sx_decimal_double(d)));
    }
    sx_drop(x, "shifted", 1, most);
    return sx_add_fault(x, "shifted", line->number, x->table->columns[0].field, most, &line->pieces[line->n - 1]);
}

static sx_status one_line(sx_export *x, state *s, const sx_line *line, uint64_t hash)
{
    sx_line_kind kind = sx_classify(x, line);
    if (kind == SX_LINE_ROW || kind == SX_LINE_TOTAL || kind == SX_LINE_SECTION)
        settle_group(x, s);
    if (kind == SX_LINE_ROW && x->long_lines)
        for (size_t i = x->header.n_columns; i < line->n; i++)
            if (!sx_piece_blank(&line->pieces[i]))
                return drop_long(x, line);
    if (kind == SX_LINE_ROW || kind == SX_LINE_FILLED) {
        sx_status status = settle_held(x, s, true);
        if (status != SX_OK)
            return status;
        if (is_dated_total(x, s, line))
            kind = SX_LINE_TOTAL;
        s->rows_since++;
    }
    switch (kind) {
    case SX_LINE_BLANK:
        return SX_OK;
    case SX_LINE_ROW:
    case SX_LINE_FILLED:
        return row(x, s, line, kind == SX_LINE_FILLED, hash);
    case SX_LINE_UNNAMED: {
        sx_currency currency;
        sx_decimal money = {0, 0};
        if (sx_money_of(x, line, &money, &currency) && !equals_sum(s, money)) {
            sx_status status = settle_held(x, s, true);
            s->held = money;
            s->held_line = line->number;
            s->held_number = sx_has_number(x, line);
            return status;
        }
        prove_total(x, s, line);
        x->report.totals_skipped += sx_has_number(x, line);
        return SX_OK;
    }
    case SX_LINE_TOTAL:
        prove_total(x, s, line);
        x->report.totals_skipped += sx_has_number(x, line);
        return SX_OK;
    case SX_LINE_SECTION:
        for (size_t i = 0; i < line->n; i++)
            if (!sx_piece_blank(&line->pieces[i]))
                s->section = sx_piece_trim(&line->pieces[i]);
        x->report.sections++;
        return SX_OK;
    case SX_LINE_HEADER:
        x->report.repeated_headers++;
        return SX_OK;
    case SX_LINE_REMARK:
        x->report.remarks++;
        return SX_OK;
    case SX_LINE_UNDATED:
        return undated(x, s, line);
    }
    return SX_OK;
}

/* The last line ends without a line end and before the columns do, as no other line does: the file breaks off. */
static bool breaks_off(const sx_export *x, const sx_lines *lines, const sx_line *line)
{
    return x->short_lines == 1 && lines->text && lines->at >= lines->length && line->n < x->header.n_columns &&
           lines->text[lines->length - 1] != '\n' && lines->text[lines->length - 1] != '\r' &&
           sx_classify(x, line) != SX_LINE_TOTAL && sx_classify(x, line) != SX_LINE_REMARK;
}

static sx_status drop_broken(sx_export *x, const sx_line *line)
{
    sx_decimal money = {0, 0};
    sx_currency currency;
    (void)sx_money_of(x, line, &money, &currency);
    x->report.flags[SX_TRUNCATED] = true;
    sx_drop(x, "truncated", 1, fabs(sx_decimal_double(money)));
    return sx_add_fault(x, "truncated", line->number, x->table->columns[0].field, fabs(sx_decimal_double(money)),
                        &line->pieces[line->n - 1]);
}

static void settle_balance(sx_export *x, const state *s)
{
    size_t right = s->steps_up > s->steps_down ? s->steps_up : s->steps_down;
    x->report.balances_equal = right;
    x->report.balances_other = s->steps - right;
}

sx_status sx_give_rows(sx_export *x, sx_sink sink, void *data)
{
    sx_lines lines;
    sx_line line = {0};
    size_t size = 64;
    while (size < 2 * x->n_hashes)
        size *= 2;
    state s = {.sink = sink, .data = data, .sums_fit = true, .mask = size - 1, .seen = calloc(size, sizeof *s.seen)};
    s.section = s.description = s.reference = (sx_piece){.text = ""};
    sx_status status = s.seen ? SX_OK : SX_NOMEM;
    sx_export_start(x, &lines);
    while (status == SX_OK && sx_lines_next(&lines, &line)) {
        if (line.number <= x->header.line)
            continue;
        size_t filled = 0;
        for (size_t i = 0; i < line.n && !filled; i++)
            filled += !sx_piece_blank(&line.pieces[i]);
        if (!filled)
            continue;
        uint64_t hash = s.hash_at < x->n_hashes ? x->hashes[s.hash_at++] : 1;
        if (x->block_line && line.number >= x->block_line && !x->take_twice) {
            sx_decimal amount = {0, 0};
            sx_currency currency;
            if (sx_classify(x, &line) == SX_LINE_ROW) {
                bool money = sx_money_of(x, &line, &amount, &currency);
                sx_drop(x, "block_twice", 1, money ? fabs(sx_decimal_double(amount)) : 0);
            }
            continue;
        }
        if (breaks_off(x, &lines, &line)) {
            status = drop_broken(x, &line);
            continue;
        }
        status = one_line(x, &s, &line, hash);
    }
    settle_group(x, &s);
    if (status == SX_OK)
        status = settle_held(x, &s, false);
    settle_balance(x, &s);
    sx_line_free(&line);
    sx_text_free(&s.last_invoice);
    free(s.seen);
    return lines.failed ? SX_NOMEM : status;
}
