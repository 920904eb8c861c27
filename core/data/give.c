/* All lines in order: rows to the sink, totals compared, undated lines settled, the file's end. */
#include "data/row.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "data/fold.h"

/* Compares the total of the file with what was taken: the sum of all lines, or since the last total. */
static void prove_total(sx_export *x, sx_row_state *s, const sx_line *line)
{
    sx_decimal total;
    sx_currency currency;
    bool fits;
    if (!x->report.rows_read || !s->sums_fit || x->pivot || x->derived || !sx_money_of(x, line, &total, &currency))
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
static void settle_group(sx_export *x, sx_row_state *s)
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

static sx_status undated(sx_export *x, sx_row_state *s, const sx_line *line)
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

static bool equals_sum(const sx_row_state *s, sx_decimal money)
{
    bool fits, also;
    sx_decimal all = sx_decimal_add(money, sx_decimal_minus(s->sum), &fits);
    sx_decimal since = sx_decimal_add(money, sx_decimal_minus(s->since), &also);
    return s->sums_fit && ((fits && all.digits == 0) || (also && since.digits == 0));
}

/* A line with money and neither date nor name, below which rows go on, though it is no sum. */
static sx_status settle_held(sx_export *x, sx_row_state *s, bool goes_on)
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
static bool is_dated_total(sx_export *x, sx_row_state *s, const sx_line *line)
{
    sx_decimal money, all;
    sx_currency currency;
    bool fits;
    if (s->rows_since < 3 || x->derived || x->pivot || sx_is_table(x, SX_T_BANK) ||
        !sx_row_money(x, s, line, &money, &currency) || !money.digits || !s->sums_fit)
        return false;
    all = sx_decimal_add(money, sx_decimal_minus(s->sum), &fits);
    if (!fits || all.digits)
        return false;
    if (x->evidence[x->column[x->table->names[0]] < 0 ? 0 : x->column[x->table->names[0]]].filled &&
        x->column[x->table->names[0]] >= 0 && !sx_has_name(x, line, SIZE_MAX))
        return true;
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

/* A payment that is pending or failed, or an order that is void or a draft, has no date, or not the one it would be
 * booked on: its status is why it is left out. */
static sx_status undated_status(sx_export *x, sx_row_state *s, const sx_line *line, sx_line_kind kind, bool *left)
{
    sx_decimal money;
    sx_currency currency;
    *left = false;
    if (kind != SX_LINE_UNDATED && kind != SX_LINE_UNNAMED)
        return SX_OK;
    sx_said said = sx_is_table(x, SX_T_ORDERS) ? sx_said_of(x, line) : SX_SAID_NOTHING;
    const char *why = sx_is_table(x, SX_T_BANK)                     ? sx_not_booked(x, line)
                      : said == SX_SAID_VOID                        ? "void"
                      : said == SX_SAID_DRAFT && !sx_drafts_kept(x) ? "draft"
                                                                    : NULL;
    *left = why != NULL;
    if (!why)
        return SX_OK;
    return sx_leave_out(x, line, why, sx_row_money(x, s, line, &money, &currency) ? &money : NULL, SX_F_AMOUNT);
}

/* The account or customer of what follows; behind it may stand its balance. */
static sx_status section(sx_export *x, sx_row_state *s, const sx_line *line)
{
    bool found = false;
    sx_status status = sx_is_table(x, SX_T_LEDGER) ? sx_account_in(x, line, &s->section, &found) : SX_OK;
    size_t i = 0;
    while (!found && i < line->n && sx_piece_blank(&line->pieces[i]))
        i++;
    if (!found)
        s->section = sx_is_group(x, line) ? sx_group_name(sx_line_at(line, i)) : sx_piece_trim(sx_line_at(line, i));
    s->sections = true;
    x->report.sections++;
    return status;
}

/* A line of several cells may name the account of what follows. */
static sx_status account_line(sx_export *x, sx_row_state *s, const sx_line *line)
{
    bool found = false;
    sx_piece account;
    sx_status status = x->column[SX_F_ACCOUNT] < 0 ? sx_account_in(x, line, &account, &found) : SX_OK;
    if (found) {
        s->section = account;
        s->sections = true;
        x->report.sections++;
    } else
        x->report.remarks++;
    return status;
}

static sx_status one_line(sx_export *x, sx_row_state *s, const sx_line *line, bool doubled)
{
    sx_line_kind kind = sx_classify(x, line);
    bool left;
    if (x->group_field >= 0 && !sx_piece_blank(sx_under_field(x, line, x->group_field)))
        s->group_name = sx_piece_trim(sx_under_field(x, line, x->group_field));
    sx_status unbooked = undated_status(x, s, line, kind, &left);
    if (left || unbooked != SX_OK)
        return unbooked;
    if (kind == SX_LINE_ROW || kind == SX_LINE_TOTAL || kind == SX_LINE_UNKEYED || kind == SX_LINE_SECTION)
        settle_group(x, s);
    if (kind == SX_LINE_ROW && x->long_lines)
        for (size_t i = x->header.n_columns; i < line->n; i++)
            if (!sx_piece_blank(&line->pieces[i]))
                return drop_long(x, line);
    if (kind == SX_LINE_ROW || kind == SX_LINE_FILLED) {
        sx_status status = settle_held(x, s, true);
        if (status != SX_OK)
            return status;
        for (size_t i = 0; i < x->n_total_lines; i++)
            if (x->total_lines[i] == line->number) { /* as survey.c has found: of all others, wherever it stands */
                x->report.totals_equal++;
                x->report.totals_skipped++;
                return SX_OK;
            }
        if (kind == SX_LINE_ROW && sx_is_layer_sum(x, line)) {
            sx_decimal money = {0, 0};
            sx_currency currency;
            (void)sx_money_of(x, line, &money, &currency);
            x->report.layer_sums++;
            x->report.layer_money += sx_decimal_double(money);
            x->report.totals_skipped++;
            return SX_OK;
        }
        if (kind == SX_LINE_ROW && is_dated_total(x, s, line))
            kind = SX_LINE_TOTAL;
        s->rows_since += kind != SX_LINE_TOTAL;
    }
    switch (kind) {
    case SX_LINE_BLANK:
        return SX_OK;
    case SX_LINE_ROW:
    case SX_LINE_FILLED:
        return sx_read_row(x, s, line, kind == SX_LINE_FILLED, doubled);
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
    case SX_LINE_UNKEYED: /* no row, as unkeyed.c has found */
        s->section = sx_is_head(x, line) ? sx_piece_trim(sx_under_field(x, line, SX_F_CUSTOMER)) : sx_no_piece;
        prove_total(x, s, line);
        x->report.totals_skipped += sx_has_number(x, line);
        return SX_OK;
    case SX_LINE_TOTAL:
        prove_total(x, s, line);
        x->report.totals_skipped += sx_has_number(x, line);
        return SX_OK;
    case SX_LINE_SECTION:
        return section(x, s, line);
    case SX_LINE_HEADER:
        x->report.repeated_headers++;
        return SX_OK;
    case SX_LINE_REMARK:
        if (sx_is_table(x, SX_T_LEDGER))
            return account_line(x, s, line);
        if (sx_is_table(x, SX_T_BANK) && s->have_day && sx_has_number(x, line) &&
            sx_has_name(x, line, SIZE_MAX)) { /* below a collective order, its parts in a column of their own */
            x->report.flags[SX_DETAIL_ROWS] = true;
            x->report.totals_skipped++;
            x->report.details++;
            return SX_OK;
        }
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
           sx_classify(x, line) != SX_LINE_TOTAL && sx_classify(x, line) != SX_LINE_UNKEYED &&
           sx_classify(x, line) != SX_LINE_REMARK;
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

static void settle_balance(sx_export *x, const sx_row_state *s)
{
    bool up = s->steps_up >= s->steps_down;
    size_t right = up ? s->steps_up : s->steps_down;
    x->report.balances_equal = right;
    x->report.balances_other = s->steps - right;
    x->report.balance_line = up ? s->other_up : s->other_down;
}

/* Whether the bit of the at-th filled line is set. */
static bool is_marked(const sx_export *x, const unsigned char *bits, size_t at)
{
    return bits && at < x->n_hashes && (unsigned)bits[at / 8] >> at % 8 & 1u;
}

sx_status sx_give_rows(sx_export *x, sx_sink sink, void *data)
{
    sx_lines lines;
    sx_line line = {0};
    sx_row_state s = {.sink = sink, .data = data, .sums_fit = true};
    s.description = s.reference = s.group_name = (sx_piece){.text = ""};
    s.section = x->first_account.text ? x->first_account : s.reference;
    s.sections = s.section.is_number || s.section.length;
    sx_status status = SX_OK;
    bool no_account = sx_is_table(x, SX_T_LEDGER) && x->column[SX_F_ACCOUNT] < 0 && x->column[SX_F_DEBIT_ACCOUNT] < 0;
    memset(s.at, sizeof s.row / sizeof *s.row - 1, sizeof s.at);
    for (size_t i = 0; i < x->table->n_canonical; i++)
        s.at[x->table->columns[i].field] = (unsigned char)i;
    sx_export_start(x, &lines);
    while (status == SX_OK && sx_lines_next(&lines, &line)) {
        if (line.number <= x->header.line)
            continue;
        size_t filled = 0;
        for (size_t i = 0; i < line.n && !filled; i++)
            filled += !sx_piece_blank(&line.pieces[i]);
        if (!filled)
            continue;
        size_t at = s.filled_at++;
        if (!x->take_twice && is_marked(x, x->again, at)) {
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
        status = one_line(x, &s, &line, is_marked(x, x->doubled, at));
    }
    settle_group(x, &s);
    if (status == SX_OK)
        status = settle_held(x, &s, false);
    settle_balance(x, &s);
    if (sx_is_table(x, SX_T_RECEIVABLES) && x->column[SX_F_OPEN] < 0 && x->column[SX_F_PAID] < 0 && !s.paid)
        x->report.doubts[SX_F_OPEN]++; /* a status that never says paid may say it in words not known here */
    x->report.no_account = no_account && !s.sections;
    sx_line_free(&line);
    sx_text_free(&s.last_invoice);
    return lines.failed ? SX_NOMEM : status;
}
