/* Rows by their table: what each kind of export says besides dates, names and money. */
#include "data/row.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "data/fold.h"
#include "data/zone.h"

sx_status sx_give_row(sx_export *x, sx_row_state *s)
{
    const sx_out *money = x->table->money >= 0 ? &s->row[s->at[x->table->money]] : NULL;
    x->report.rows_read++;
    if (money && money->kind == SX_OUT_NUMBER) {
        const sx_out *code = sx_out_of(s, SX_F_CURRENCY);
        double is = sx_decimal_double(money->number);
        bool made = x->derived || x->pivot;
        x->report.money_read += is;
        if (sx_has_column(x, SX_F_CURRENCY) && (!made || code->kind == SX_OUT_CODE))
            sx_count_currency(x, code->code, is);
    }
    return s->sink ? s->sink(s->data, s->row, x->table->n_canonical) : SX_OK;
}

static int order_of(const sx_day *day)
{
    return 10000 * day->year + 100 * day->month + day->day;
}

void sx_widen(sx_export *x, const sx_day *day)
{
    sx_report *r = &x->report;
    if (!r->first.year || order_of(day) < order_of(&r->first))
        r->first = (sx_day){day->year, day->month, day->day, -1};
    if (!r->last.year || order_of(day) > order_of(&r->last))
        r->last = (sx_day){day->year, day->month, day->day, -1};
}

/* Whether a deal renews: a column of few words says so, its stage, or its name. */
static bool is_renewal(const sx_export *x, const sx_row_state *s, const sx_line *line)
{
    char folded[96];
    for (size_t i = 0; i < line->n && i < x->n_evidence; i++) {
        const sx_evidence *e = &x->evidence[i];
        if (e->n_kinds == 0 || e->n_kinds > SX_KINDS_SEEN || e->numbers || line->pieces[i].length > 60 ||
            line->pieces[i].length < 4)
            continue;
        sx_fold_piece(&line->pieces[i], folded, sizeof folded);
        if (sx_holds_word(SX_W_RENEWAL, folded))
            return true;
    }
    const sx_out *name = &s->row[s->at[SX_F_NAME]];
    if (name->kind != SX_OUT_TEXT)
        return false;
    sx_fold_piece(&name->text, folded, sizeof folded);
    return sx_holds_word(SX_W_RENEWAL, folded);
}

/* The day under another column that may be the close: "Close date" is blank on what is open, "Estimated close date"
 * not.
 */
static bool other_close(const sx_export *x, const sx_line *line, sx_day *day)
{
    for (size_t i = 0; i < x->header.n_candidates[SX_F_CLOSE]; i++) {
        int column = x->header.candidates[SX_F_CLOSE][i];
        if (column != x->column[SX_F_CLOSE] && sx_day_in(x, line, column, SX_F_CLOSE, day))
            return true;
    }
    return false;
}

/* A status beside the stage that says neither won nor lost nor that it is open: it may be won, in a word not known
 * here.
 */
static void doubt_status(sx_export *x, const sx_line *line, const char *folded, bool decided, const sx_out *amount)
{
    if (decided || !folded[0] || x->column[SX_F_STAGE] < 0 || x->column[SX_F_STATUS] < 0 ||
        sx_is_word(SX_W_UNDECIDED, folded) || sx_is_word(SX_W_LIVE, folded))
        return;
    sx_count_line(&x->report.undecided, line, amount);
    x->report.doubts[SX_F_STAGE]++;
}

static sx_status pipeline_row(sx_export *x, sx_row_state *s, const sx_line *line, bool *dropped)
{
    char folded[96];
    if (is_renewal(x, s, line)) {
        const sx_out *amount = sx_out_of(s, SX_F_AMOUNT);
        const char *set = sx_set(x, "renewals");
        double money = amount->kind == SX_OUT_NUMBER ? sx_decimal_double(amount->number) : 0;
        x->report.renewals++;
        x->report.renewal_money += money;
        x->report.renewals_out = set && strcmp(set, "leave_out") == 0;
        if (x->report.renewals_out) {
            *dropped = true;
            sx_drop(x, "renewal", 1, fabs(money));
            return sx_add_fault(x, "renewal", line->number, SX_F_AMOUNT, fabs(money),
                                sx_under_field(x, line, SX_F_NAME));
        }
    }
    const sx_piece *status = sx_under_field(x, line, SX_F_STATUS);
    sx_out *stage = sx_out_of(s, SX_F_STAGE), *close = sx_out_of(s, SX_F_CLOSE);
    sx_fold_piece(status, folded, sizeof folded);
    bool lost = sx_holds_word(SX_W_LOST, folded), won = !lost && sx_holds_word(SX_W_WON, folded);
    char said[96];
    memcpy(said, folded, sizeof said);
    if (won || lost || (stage->kind == SX_OUT_NONE && folded[0])) {
        *stage = sx_text_out(status);
        x->report.flags[SX_STAGE_FROM_STATUS] |= won || lost;
    } else if (stage->kind == SX_OUT_TEXT) {
        sx_fold_piece(&stage->text, folded, sizeof folded);
        lost = sx_holds_word(SX_W_LOST, folded);
        won = !lost && sx_holds_word(SX_W_WON, folded);
    }
    doubt_status(x, line, said, won || lost, sx_out_of(s, SX_F_AMOUNT));
    sx_day day;
    if (close->kind == SX_OUT_NONE && x->column[SX_F_CLOSE] >= 0 && other_close(x, line, &day))
        *close = (sx_out){.kind = SX_OUT_DAY, .day = {day.year, day.month, day.day, -1}};
    if ((won && sx_day_of(x, line, SX_F_WON_DATE, &day)) || (lost && sx_day_of(x, line, SX_F_LOST_DATE, &day)) ||
        ((won || lost) && sx_day_of(x, line, SX_F_CLOSED_DATE, &day)))
        *close = (sx_out){.kind = SX_OUT_DAY, .day = {day.year, day.month, day.day, -1}};
    return sx_give_row(x, s);
}

/* The zone of the moment under the field: its own, else its header's. */
static bool zone_under(const sx_export *x, const sx_line *line, int field, int *minutes)
{
    return sx_zone_of(sx_under_field(x, line, field), minutes) ||
           (x->column[field] >= 0 && sx_zone_in_header(x->header.names[x->column[field]], minutes));
}

/* What lies between two moments of two zones, or of one that is named and one that is not, is not the time that passed.
 */
static sx_status lead_row(sx_export *x, sx_row_state *s, const sx_line *line)
{
    int created = 0, responded = 0;
    const sx_out *first = sx_out_of(s, SX_F_CREATED), *second = sx_out_of(s, SX_F_RESPONDED);
    bool times =
        first->kind == SX_OUT_DAY && second->kind == SX_OUT_DAY && first->day.minute >= 0 && second->day.minute >= 0;
    if (times && (zone_under(x, line, SX_F_CREATED, &created) != zone_under(x, line, SX_F_RESPONDED, &responded) ||
                  created != responded)) {
        x->report.zone_line = x->report.zone_line ? x->report.zone_line : line->number;
        x->report.doubts[SX_F_RESPONDED]++;
    }
    return sx_give_row(x, s);
}

static sx_status ledger_row(sx_export *x, sx_row_state *s, const sx_line *line, bool filled, bool *dropped)
{
    sx_out *account = sx_out_of(s, SX_F_ACCOUNT), *description = sx_out_of(s, SX_F_DESCRIPTION),
           *reference = sx_out_of(s, SX_F_REFERENCE), *date = sx_out_of(s, SX_F_DATE),
           *amount = sx_out_of(s, SX_F_AMOUNT), *currency = sx_out_of(s, SX_F_CURRENCY);
    sx_figure f = {0};
    if (x->unknown_kind == 2 && x->side_by_kind && sx_side_of(x, line, &f) == 2) {
        *dropped = true;
        return sx_leave_out(x, line, "unknown_kind", amount->kind == SX_OUT_NUMBER ? &amount->number : NULL, SX_F_SIDE);
    }
    if (account->kind == SX_OUT_NONE && x->column[SX_F_DEBIT_ACCOUNT] >= 0)
        *account = sx_text_out(sx_under_field(x, line, SX_F_DEBIT_ACCOUNT));
    if (account->kind == SX_OUT_NONE)
        *account = sx_text_out(x->group_field >= 0 ? &s->group_name : &s->section);
    if (filled) {
        x->report.flags[SX_FILLED_DOWN] = true;
        *date = (sx_out){.kind = s->have_day ? SX_OUT_DAY : SX_OUT_NONE, .day = s->last_day};
        if (description->kind == SX_OUT_NONE)
            *description = sx_text_out(&s->description);
        if (reference->kind == SX_OUT_NONE)
            *reference = sx_text_out(&s->reference);
    } else {
        s->currency = currency->kind == SX_OUT_CODE ? currency->code : SX_NO_CURRENCY;
        s->description = *sx_under_field(x, line, SX_F_DESCRIPTION);
        s->reference = *sx_under_field(x, line, SX_F_REFERENCE);
    }
    sx_status status = sx_give_row(x, s);
    int contra = x->column[SX_F_CREDIT_ACCOUNT] >= 0 ? SX_F_CREDIT_ACCOUNT : SX_F_CONTRA;
    if (status == SX_OK && x->two_accounts && !sx_piece_blank(sx_under_field(x, line, contra))) {
        *account = sx_text_out(sx_under_field(x, line, contra));
        amount->number = sx_decimal_minus(amount->number);
        x->report.flags[SX_TWO_LINES_A_ROW] = true;
        status = sx_give_row(x, s);
    }
    return status;
}

const char *sx_not_booked(const sx_export *x, const sx_line *line)
{
    return sx_status_says(x, line, SX_W_PENDING)                                                   ? "pending"
           : sx_status_says(x, line, SX_W_FAILED) || sx_status_column_begins(x, line, SX_W_FAILED) ? "failed"
                                                                                                   : NULL;
}

sx_status sx_leave_out(sx_export *x, const sx_line *line, const char *why, const sx_decimal *amount, int field)
{
    double money = amount ? fabs(sx_decimal_double(*amount)) : 0;
    if (strcmp(why, "pending") == 0)
        x->report.flags[SX_PENDING_ROWS] = true;
    sx_drop(x, why, 1, money);
    return sx_add_fault(x, why, line->number, SX_F_AMOUNT, money, sx_under_field(x, line, field));
}

static sx_status bank_row(sx_export *x, sx_row_state *s, const sx_line *line, bool *dropped)
{
    const char *why = sx_not_booked(x, line);
    sx_out *amount = sx_out_of(s, SX_F_AMOUNT), *balance = sx_out_of(s, SX_F_BALANCE);
    if (!why && x->transfers && amount->kind == SX_OUT_NUMBER && amount->number.digits < 0 &&
        sx_status_column_says(x, line, SX_W_RETURNED))
        why = "failed"; /* what was sent came back, and has no line of its own */
    if (!why && amount->kind == SX_OUT_NUMBER && amount->number.digits > 0 &&
        sx_status_column_says(x, line, SX_W_RETURNED)) {
        sx_count_line(&x->report.returned, line, amount);
        x->report.doubts[SX_F_AMOUNT]++;
    }
    if (why) {
        *dropped = true;
        return sx_leave_out(x, line, why, amount->kind == SX_OUT_NUMBER ? &amount->number : NULL, SX_F_AMOUNT);
    }
    if (balance->kind == SX_OUT_NUMBER && amount->kind == SX_OUT_NUMBER) {
        if (s->have_balance) {
            double step = sx_decimal_double(balance->number) - sx_decimal_double(s->balance);
            bool up = fabs(step - sx_decimal_double(amount->number)) < 0.005;
            bool down = fabs(step + sx_decimal_double(s->last_amount)) < 0.005;
            s->steps++;
            s->steps_up += up;
            s->steps_down += down;
            s->other_up = up || s->other_up ? s->other_up : line->number;
            s->other_down = down || s->other_down ? s->other_down : line->number;
        }
        s->balance = balance->number;
        s->have_balance = true;
    }
    return x->transfers ? sx_transfer_row(x, s, line) : sx_give_row(x, s);
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

/* What is called churn, and says that revenue rose. */
static void doubt_rise(sx_export *x, const sx_line *line, const sx_out *change)
{
    char folded[64];
    sx_fold_piece(sx_under_field(x, line, SX_F_EVENT_TYPE), folded, sizeof folded);
    if (change->kind != SX_OUT_NUMBER || change->number.digits <= 0 || !sx_is_word(SX_W_FALLS, folded))
        return;
    sx_count_line(&x->report.risen, line, change);
    x->report.doubts[SX_F_MRR_CHANGE]++;
}

/* What the subscription brings a month; false: it cannot be read. */
static bool monthly_price(const sx_export *x, const sx_line *line, double *monthly)
{
    sx_decimal price, quantity;
    sx_figure f;
    double months = interval_months(x, line);
    bool already = sx_number_of(x, line, SX_F_MRR, &price, &f);
    if (!already && (!sx_number_of(x, line, SX_F_PRICE, &price, &f) || !(months > 0)))
        return false;
    if (already || !sx_number_of(x, line, SX_F_QUANTITY, &quantity, &f))
        quantity = (sx_decimal){1, 0};
    *monthly = sx_decimal_double(price) * sx_decimal_double(quantity) / (already ? 1 : months);
    return true;
}

static sx_status event_rows(sx_export *x, sx_row_state *s, const sx_line *line, bool *dropped)
{
    sx_out *date = sx_out_of(s, SX_F_DATE), *change = sx_out_of(s, SX_F_MRR_CHANGE),
           *type = sx_out_of(s, SX_F_EVENT_TYPE);
    if (!x->derived) {
        doubt_rise(x, line, change);
        return sx_give_row(x, s);
    }
    double monthly = 0;
    x->report.flags[SX_DERIVED_EVENTS] = true;
    if (sx_status_column_says(x, line, SX_W_TRIAL)) { /* nothing is paid yet */
        *dropped = true;
        double money = monthly_price(x, line, &monthly) ? monthly : 0;
        sx_drop(x, "trial", 1, money);
        return sx_add_fault(x, "trial", line->number, SX_F_STATUS, money, sx_under_field(x, line, SX_F_STATUS));
    }
    sx_day day;
    *date = *change = (sx_out){.kind = SX_OUT_NONE};
    if (sx_day_of(x, line, SX_F_START, &day))
        *date = (sx_out){.kind = SX_OUT_DAY, .day = {day.year, day.month, day.day, -1}};
    if (!monthly_price(x, line, &monthly)) {
        *dropped = true;
        sx_drop(x, "no_date", 1, 0);
        return sx_add_fault(x, "missing", line->number, SX_F_MRR_CHANGE, 0, sx_under_field(x, line, SX_F_PRICE));
    }
    double exact = nearbyint(monthly * 1e4) / 1e4;
    sx_decimal mrr = sx_decimal_near(fabs(exact - monthly) < 1e-9 ? exact : nearbyint(monthly * 100) / 100, 4);
    static const char *const words[] = {"new", "churn"};
    *change = (sx_out){.kind = SX_OUT_NUMBER, .number = mrr};
    *type = (sx_out){.kind = SX_OUT_TEXT, .text = {.text = words[0], .length = 3}};
    if (date->kind == SX_OUT_DAY)
        sx_widen(x, &date->day);
    sx_status status = sx_give_row(x, s);
    if (status == SX_OK && sx_status_says(x, line, SX_W_FAILED) && sx_piece_blank(sx_under_field(x, line, SX_F_END)))
        status = sx_add_fault(x, "missing", line->number, SX_F_END, fabs(sx_decimal_double(mrr)),
                              sx_under_field(x, line, SX_F_STATUS)); /* ended, and nobody knows when */
    if (status == SX_OK && sx_day_of(x, line, SX_F_END, &day)) {
        *date = (sx_out){.kind = SX_OUT_DAY, .day = {day.year, day.month, day.day, -1}};
        change->number = sx_decimal_minus(mrr);
        type->text = (sx_piece){.text = words[1], .length = 5};
        status = sx_give_row(x, s);
    }
    return status;
}

sx_status sx_finish_row(sx_export *x, sx_row_state *s, const sx_line *line, bool filled, bool *dropped)
{
    return sx_is_table(x, SX_T_SPEND)         ? sx_spend_row(x, s, line)
           : sx_is_table(x, SX_T_PIPELINE)    ? pipeline_row(x, s, line, dropped)
           : sx_is_table(x, SX_T_LEDGER)      ? ledger_row(x, s, line, filled, dropped)
           : sx_is_table(x, SX_T_BANK)        ? bank_row(x, s, line, dropped)
           : sx_is_table(x, SX_T_RECEIVABLES) ? sx_invoice_row(x, s, line, dropped)
           : sx_is_table(x, SX_T_ORDERS)      ? sx_order_row(x, s, line, dropped)
           : sx_is_table(x, SX_T_LEADS)       ? lead_row(x, s, line)
           : sx_is_table(x, SX_T_MRR_EVENTS)  ? event_rows(x, s, line, dropped)
                                              : sx_give_row(x, s);
}
