/* What takes a look at all lines again, once it is known where the fields stand: splits, invoices
 * on several lines, totals without a name, fees, sides, and what is made rather than read. */
#include "data/export.h"
#include <string.h>
#include "data/fold.h"

/* Whether an amount that is the same on each line of an invoice is the invoice's: several invoices say so, and of a
 * single one its header must; "line" and "item" in the header say that it is not. */
static bool of_invoice(const sx_export *x, size_t several)
{
    static const char *const whole[] = {"total", "balance", "due", "invoice", "saldo", "gesamt", "totale", "totaal"};
    int column = x->column[SX_F_AMOUNT] >= 0 ? x->column[SX_F_AMOUNT] : x->column[SX_F_OPEN];
    char folded[128] = "";
    if (column >= 0)
        sx_fold(x->header.names[column], strlen(x->header.names[column]), folded, sizeof folded);
    if (strstr(folded, "line") || strstr(folded, "item"))
        return false;
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (strstr(folded, whole[i]))
            return true;
    return several > 1 && x->table->id == SX_T_RECEIVABLES;
}

/* Whether undated lines are splits of the transaction above, and whether an invoice's lines all bear its total. */
static sx_status survey_lines(sx_export *x)
{
    sx_lines lines;
    sx_line line = {0};
    size_t undated = 0, dated = 0, several = 0, alike = 0;
    bool ledger = x->table->id == SX_T_LEDGER, same = true, more = false;
    int key = x->table->id == SX_T_ORDERS ? SX_F_ORDER : SX_F_INVOICE;
    sx_text invoice = {0};
    sx_decimal first = {0, 0}, first_open = {0, 0};
    sx_export_start(x, &lines);
    sx_status status = SX_OK;
    while (status == SX_OK && sx_lines_next(&lines, &line)) {
        if (line.number <= x->header.line)
            continue;
        sx_line_kind kind = sx_classify(x, &line);
        if (ledger) {
            dated += kind == SX_LINE_ROW;
            undated += kind == SX_LINE_UNDATED && sx_piece_blank(sx_under_field(x, &line, SX_F_DATE)) &&
                       sx_piece_blank(sx_under_field(x, &line, SX_F_REFERENCE)) &&
                       !sx_piece_blank(sx_under_field(x, &line, SX_F_ACCOUNT));
            continue;
        }
        if (kind != SX_LINE_ROW)
            continue;
        sx_piece p = sx_piece_trim(sx_under_field(x, &line, key));
        sx_decimal amount = {0, 0}, open = {0, 0};
        sx_figure f;
        sx_currency currency;
        (void)sx_money_of(x, &line, &amount, &currency);
        (void)sx_number_of(x, &line, SX_F_OPEN, &open, &f);
        bool again =
            p.length && p.length == invoice.length && invoice.data && memcmp(p.text, invoice.data, p.length) == 0;
        if (again) {
            more = true;
            same &= sx_decimal_double(amount) == sx_decimal_double(first) &&
                    sx_decimal_double(open) == sx_decimal_double(first_open);
            continue;
        }
        several += more;
        alike += more && same;
        more = false;
        same = true;
        first = amount;
        first_open = open;
        invoice.length = 0;
        sx_text_add_bytes(&invoice, p.text, p.length);
        status = invoice.status;
    }
    several += more;
    alike += more && same;
    x->fill_down = ledger && undated * 4 >= undated + dated && dated > 0;
    x->by_invoice = !ledger && several > 0 && alike == several && of_invoice(x, several);
    x->report.flags[SX_SEVERAL_LINES] |= several > 0;
    sx_text_free(&invoice);
    sx_line_free(&line);
    return lines.failed ? SX_NOMEM : status;
}

/* Whether the account (of a ledger) or the customer (of invoices) stands on the first line of its group alone. */
static sx_status survey_groups(sx_export *x)
{
    sx_lines lines;
    sx_line line = {0};
    int field = x->table->id == SX_T_LEDGER ? SX_F_ACCOUNT : SX_F_CUSTOMER;
    size_t rows = 0, below = 0, above = 0;
    bool named = false;
    if (x->column[field] < 0 || x->evidence[x->column[field]].filled == x->n_hashes) /* it stands on every line */
        return SX_OK;
    sx_export_start(x, &lines);
    while (sx_lines_next(&lines, &line)) {
        if (line.number <= x->header.line)
            continue;
        sx_line_kind kind = sx_classify(x, &line);
        bool blank = sx_piece_blank(sx_under_field(x, &line, field));
        named |= !blank && kind != SX_LINE_SECTION;
        rows += kind == SX_LINE_ROW;
        below += kind == SX_LINE_ROW && blank && named;
        above += kind == SX_LINE_ROW && blank && !named;
    }
    sx_line_free(&line);
    if (lines.failed)
        return SX_NOMEM;
    if (!below || above || below * 3 < rows)
        return SX_OK;
    x->group_field = field;
    return sx_sentence(x, "\"%.80s\" stands on the first line of each group, and was taken for the lines below: %zu.",
                       x->header.names[x->column[field]], below);
}

/* Dated lines without a name among lines that have one: a platform's sum over all, wherever it stands. */
static sx_status survey_totals(sx_export *x)
{
    enum { MOST = 4 };
    sx_lines lines;
    sx_line line = {0};
    sx_decimal sum = {0, 0}, nameless[MOST];
    size_t at[MOST], n = 0, named = 0;
    bool fits = true, ok = true;
    sx_export_start(x, &lines);
    while (sx_export_row(x, &lines, &line)) {
        sx_decimal money;
        sx_currency currency;
        if (!sx_money_of(x, &line, &money, &currency))
            continue;
        if (sx_has_name(x, &line, SIZE_MAX)) {
            sum = sx_decimal_add(sum, money, &fits);
            ok &= fits;
            named++;
        } else if (n < MOST) {
            at[n] = line.number;
            nameless[n++] = money;
        } else
            ok = false; /* many of them: lines of their own */
    }
    sx_line_free(&line);
    for (size_t i = 0; i < n && ok && named > 1; i++) {
        sx_decimal left = sx_decimal_add(sum, sx_decimal_minus(nameless[i]), &fits);
        if (fits && left.digits == 0 && sum.digits)
            x->total_lines[x->n_total_lines++] = at[i];
    }
    return lines.failed ? SX_NOMEM : SX_OK;
}

/* What a fee beside the amount does to the balance: steps of the balance under each reading. */
static sx_status survey_fee(sx_export *x)
{
    sx_lines lines;
    sx_line line = {0};
    size_t right[3] = {0}, fees = 0;
    double before = 0, last[3] = {0}, top = 0, first[3] = {0}; /* the balance on the first line, and its amounts */
    size_t down[3] = {0}, against = 0, against_down = 0, amounts = 0;
    bool have = false;
    sx_export_start(x, &lines);
    while (sx_export_row(x, &lines, &line)) {
        sx_decimal amount, fee = {0, 0}, balance;
        sx_figure f;
        sx_currency currency;
        if (!sx_money_of(x, &line, &amount, &currency))
            continue;
        (void)sx_number_of(x, &line, SX_F_FEE, &fee, &f);
        fees += fee.digits != 0;
        if (!sx_number_of(x, &line, SX_F_BALANCE, &balance, &f))
            continue;
        double b = sx_decimal_double(balance), step = b - before, plain = sx_decimal_double(amount);
        amounts += have;
        against += have && step + plain < 0.005 && step + plain > -0.005 && amount.digits;
        against_down += have && step - last[1] < 0.005 && step - last[1] > -0.005;
        for (int k = 0; k < 3; k++) {
            double a = sx_decimal_double(amount) + (k - 1) * sx_decimal_double(fee), up = step - a,
                   back = step + last[k];
            right[k] += have && up < 0.005 && up > -0.005;
            down[k] += have && back < 0.005 && back > -0.005;
            last[k] = a;
            first[k] = have ? first[k] : a;
        }
        top = have ? top : b;
        before = b;
        have = true;
    }
    sx_line_free(&line);
    against = against > against_down ? against : against_down;
    for (int k = 0; k < 3; k++) {
        /* of an account that began with nothing the oldest line's balance is what came in on it */
        double left = down[k] > right[k] ? before - last[k] : top - first[k];
        right[k] = (right[k] > down[k] ? right[k] : down[k]) + (have && left < 0.005 && left > -0.005);
    }
    size_t most = right[0] > right[1] ? right[0] : right[1];
    most = most > right[2] ? most : right[2];
    if (against * 10 >= amounts * 9 && amounts > 2 && against > 4 * most)
        x->negate = !x->negate, x->balance_negates = true;
    if (fees && right[0] > right[1] && right[0] > right[2])
        x->fee_sign = -1;
    else if (fees && right[2] > right[1] && right[2] > right[0])
        x->fee_sign = 1;
    x->fee_proved = right[1] > right[0] && right[1] > right[2]; /* that it is not taken off */
    return lines.failed ? SX_NOMEM : SX_OK;
}

static bool nets(const char *name)
{
    static const char *const words[] = {"net", "netto", "neto", "netta", "liquido", "payout", "settlement", "settled"};
    char folded[128];
    sx_fold(name, strlen(name), folded, sizeof folded);
    for (char *at = folded; at && *at; at = strchr(at, ' ') ? strchr(at, ' ') + 1 : NULL)
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            size_t n = strlen(words[i]);
            if (strncmp(at, words[i], n) == 0 && (at[n] == ' ' || at[n] == '\0'))
                return true;
        }
    return false;
}

/* The number in a column of numbers. */
static bool number_in(const sx_export *x, const sx_line *line, size_t i, double *value)
{
    const sx_evidence *e = &x->evidence[i];
    sx_figure f = sx_figure_read(&line->pieces[i]);
    sx_decimal d = {0, 0};
    if (!e->numbers || e->numbers * 2 < e->filled || e->dates ||
        !(line->pieces[i].is_number || sx_figure_value(&f, x->decimal[SX_F_AMOUNT], &d)))
        return false;
    *value = line->pieces[i].is_number ? line->pieces[i].number : sx_decimal_double(d);
    return true;
}

/* Whether the amount of each row is the sum of its other numbers, the fee taken off among them, or one other column
 * less the fee: then it is what is left. */
static sx_status survey_left(sx_export *x, bool *left)
{
    sx_lines lines;
    sx_line line = {0};
    size_t rows = 0, equal = 0, fees = 0, before[SX_EXPORT_COLUMNS] = {0}, most = 0;
    int amount = x->column[SX_F_AMOUNT], fee = x->column[SX_F_FEE];
    double sign = x->evidence[fee].negative ? 1 : -1;
    sx_export_start(x, &lines);
    while (sx_export_row(x, &lines, &line)) {
        double sum = 0, of = 0, own_fee = 0, value = 0;
        if ((size_t)fee < line.n && number_in(x, &line, (size_t)fee, &value))
            own_fee = sign * value;
        if ((size_t)amount < line.n && number_in(x, &line, (size_t)amount, &value))
            of = value;
        for (size_t i = 0; i < line.n && i < x->n_evidence; i++) {
            if ((int)i == amount || (int)i == fee || !number_in(x, &line, i, &value))
                continue;
            sum += value;
            before[i] += own_fee < 0 && value + own_fee - of < 0.005 && value + own_fee - of > -0.005;
            most = before[i] > most ? before[i] : most;
        }
        rows++;
        fees += own_fee < 0;
        equal += sum + own_fee - of < 0.005 && sum + own_fee - of > -0.005;
    }
    sx_line_free(&line);
    *left = fees && (equal == rows || most == fees);
    return lines.failed ? SX_NOMEM : SX_OK;
}

/* What was made rather than read is given, and doubted by name. */
static sx_status survey_doubts(sx_export *x)
{
    const int *c = x->column;
    sx_status status = SX_OK;
    sx_report *r = &x->report;
    if (x->table->id == SX_T_BANK && c[SX_F_FEE] >= 0 && c[SX_F_AMOUNT] >= 0 && !x->fee_sign && !x->fee_proved &&
        x->evidence[c[SX_F_FEE]].negative + x->evidence[c[SX_F_FEE]].positive > 0 &&
        !nets(x->header.names[c[SX_F_AMOUNT]])) {
        bool left = false;
        status = survey_left(x, &left);
        if (status == SX_OK && !left) {
            x->fee_sign = x->evidence[c[SX_F_FEE]].positive ? -1 : 1;
            r->doubts[SX_F_AMOUNT]++;
            status = sx_sentence(
                x, "The fee was taken off the amount: no column says what is left, and no balance proves it.");
        }
    }
    if (status == SX_OK && x->derived && c[SX_F_MRR] < 0 && c[SX_F_INTERVAL] < 0) {
        r->doubts[SX_F_MRR_CHANGE]++;
        status = sx_sentence(x, "No column says how long a price lasts: prices were taken as a month's.");
    }
    if (status == SX_OK && x->table->id == SX_T_LEDGER && c[SX_F_AMOUNT] < 0 && c[SX_F_GROSS] >= 0 &&
        (c[SX_F_DEBIT] < 0 || c[SX_F_CREDIT] < 0))
        r->doubts[SX_F_AMOUNT]++;
    if (status == SX_OK && x->table->id == SX_T_RECEIVABLES && c[SX_F_AMOUNT] < 0) {
        r->doubts[SX_F_AMOUNT]++;
        status = sx_sentence(x, "No column holds the invoice's amount: what is open was taken for it.");
    }
    if (status == SX_OK && x->table->id == SX_T_RECEIVABLES && c[SX_F_OPEN] < 0 && c[SX_F_PAID] < 0 &&
        c[SX_F_STATUS] < 0 && !x->header.n_candidates[SX_F_PAID]) {
        r->doubts[SX_F_OPEN]++;
        status = sx_sentence(x, "Nothing says what is paid: every invoice counts as open in full.");
    }
    if (status == SX_OK && x->table->id == SX_T_ORDERS && c[SX_F_OPEN] < 0 && c[SX_F_INVOICED] < 0 &&
        c[SX_F_STATUS] < 0 && !x->header.n_candidates[SX_F_INVOICED]) {
        r->doubts[SX_F_OPEN]++;
        status = sx_sentence(x, "Nothing says what is billed: every order counts as open in full.");
    }
    return status;
}

/* Further columns called amounts, each with a currency of its own in its header, for lines where the first is blank. */
static void find_other_money(sx_export *x)
{
    int money = x->table->money, chosen = x->column[money];
    for (size_t i = 0; chosen >= 0 && i < x->header.n_candidates[money] && x->n_other_money < 3; i++) {
        int other = x->header.candidates[money][i];
        sx_currency currency = x->header.currency[other];
        if (other != chosen && (size_t)other < x->n_evidence && x->evidence[other].numbers &&
            sx_currency_clear(currency) && sx_currency_clear(x->header.currency[chosen]) &&
            currency != x->header.currency[chosen])
            x->other_money[x->n_other_money++] = other;
    }
}

sx_status sx_survey(sx_export *x)
{
    sx_status status = SX_OK;
    bool bank = x->table->id == SX_T_BANK, ledger = x->table->id == SX_T_LEDGER;
    const int *c = x->column;
    if (x->table->id == SX_T_PIPELINE)
        status = sx_survey_periods(x);
    if (bank && c[SX_F_CURRENCY] < 0)
        find_other_money(x);
    if (bank || ledger) {
        if (c[SX_F_DEBIT] >= 0) {
            const sx_evidence *e = &x->evidence[c[SX_F_DEBIT]];
            x->debit_negative = e->negative && !e->positive;
        }
        if (c[SX_F_CREDIT] >= 0) {
            const sx_evidence *e = &x->evidence[c[SX_F_CREDIT]];
            x->credit_negative = e->negative && !e->positive;
        }
        if (c[SX_F_DEBIT] >= 0 && c[SX_F_CREDIT] >= 0 && c[SX_F_BALANCE] < 0)
            status = sx_doubt_signs(x);
        int money = c[SX_F_AMOUNT] >= 0 ? c[SX_F_AMOUNT] : c[SX_F_GROSS];
        bool two = c[SX_F_DEBIT] >= 0 && c[SX_F_CREDIT] >= 0,
             none_negative = money >= 0 && !x->evidence[money].negative;
        if (!two && none_negative && c[SX_F_SIDE] < 0 && !x->evidence[money].sides)
            status = sx_find_side(x, money);
        x->report.one_way = bank && !two && none_negative && c[SX_F_SIDE] < 0 && !x->evidence[money].sides;
        x->side_counts = c[SX_F_SIDE] >= 0 && money >= 0 && x->evidence[money].negative == 0;
        bool contra = ledger && !two && c[SX_F_CONTRA] >= 0 && c[SX_F_ACCOUNT] >= 0 && c[SX_F_SIDE] >= 0;
        bool mirrored = false; /* each booking stands on both its accounts: account sheets, one row a line */
        if (status == SX_OK && contra)
            status = sx_find_mirrored(x, &mirrored);
        if (status == SX_OK && mirrored)
            status = sx_sentence(x, "Each booking stands under both its accounts: a line gives one row.");
        bool half =
            ledger && !two && (c[SX_F_DEBIT_ACCOUNT] >= 0) != (c[SX_F_CREDIT_ACCOUNT] >= 0) && c[SX_F_ACCOUNT] < 0;
        if (status == SX_OK && half) {
            x->report.doubts[SX_F_ACCOUNT]++;
            status = sx_sentence(
                x,
                "\"%.80s\" names the account of one side, and no column that of the other: half of each "
                "booking is missing.",
                x->header.names[c[SX_F_DEBIT_ACCOUNT] >= 0 ? c[SX_F_DEBIT_ACCOUNT] : c[SX_F_CREDIT_ACCOUNT]]);
        }
        x->two_accounts =
            (contra && !mirrored) || (ledger && c[SX_F_DEBIT_ACCOUNT] >= 0 && c[SX_F_CREDIT_ACCOUNT] >= 0);
    }
    if (x->table->id == SX_T_RECEIVABLES && c[SX_F_SIDE] >= 0 && c[SX_F_AMOUNT] >= 0)
        x->side_counts = x->evidence[c[SX_F_AMOUNT]].negative == 0;
    x->report.flags[SX_GROSS_AMOUNTS] =
        ledger && (x->two_accounts || (c[SX_F_AMOUNT] < 0 && c[SX_F_GROSS] >= 0 && c[SX_F_DEBIT] < 0));
    for (size_t i = 0; i < x->n_evidence; i++)
        x->report.flags[SX_FORMULA_CELLS] |= x->evidence[i].formulas > 0;
    x->report.flags[SX_RANGE_ROWS] |= c[SX_F_DATE] >= 0 && x->evidence[c[SX_F_DATE]].ranges > 0;
    if (status == SX_OK && x->side_counts)
        status = sx_doubt_sides(x);
    if (bank && status == SX_OK)
        status = sx_survey_card(x);
    if (status == SX_OK && x->report.one_way && c[SX_F_BALANCE] < 0) {
        x->report.doubts[SX_F_AMOUNT]++;
        status = sx_sentence(x, "No amount is negative, and nothing says which way the money went: taken as money in.");
    }
    if (status == SX_OK)
        status = sx_find_again(x);
    if (status == SX_OK && ledger && c[SX_F_ACCOUNT] < 0 && c[SX_F_DEBIT_ACCOUNT] < 0)
        status = sx_find_first_account(x);
    if (status == SX_OK && !x->table->dated)
        status = sx_find_unkeyed(x);
    if (status == SX_OK && (ledger || x->table->id == SX_T_RECEIVABLES || x->table->id == SX_T_ORDERS))
        status = survey_lines(x);
    if (status == SX_OK && (ledger || x->table->id == SX_T_RECEIVABLES))
        status = survey_groups(x);
    if (status == SX_OK && x->table->id == SX_T_SPEND && c[SX_F_CAMPAIGN] >= 0 &&
        x->evidence[c[SX_F_CAMPAIGN]].filled < x->n_hashes && x->evidence[c[SX_F_CAMPAIGN]].filled)
        status = survey_totals(x);
    if (status == SX_OK && x->table->id == SX_T_SPEND)
        status = sx_find_layers(x);
    if (status == SX_OK && bank && c[SX_F_BALANCE] >= 0)
        status = survey_fee(x);
    if (status == SX_OK)
        status = survey_doubts(x);
    if (c[SX_F_VERSION] >= 0 && x->evidence[c[SX_F_VERSION]].filled)
        x->report.flags[SX_SEVERAL_VERSIONS] =
            x->evidence[c[SX_F_VERSION]].n_kinds > 1 || (x->evidence[c[SX_F_VERSION]].numbers && c[SX_F_VERSION] >= 0);
    return status;
}
