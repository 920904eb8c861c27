#include "data/export.h"
#include <stdlib.h>
#include <string.h>

void sx_export_start(const sx_export *x, sx_lines *lines)
{
    if (!x->bytes) {
        sx_lines_start_cells(lines, x->cells);
        return;
    }
    sx_lines_start(lines, x->bytes->text, x->bytes->length, x->separator);
    if (x->first_byte) {
        lines->at = x->first_byte;
        lines->number = 1;
    }
}

const char *sx_set(const sx_export *x, const char *id)
{
    for (size_t i = x->n_settings; i-- > 0;)
        if (strcmp(x->settings[i].id, id) == 0)
            return x->settings[i].choice;
    return NULL;
}

const char *sx_constant(const sx_export *x, int field)
{
    char id[64] = "constant:";
    size_t n = strlen(sx_field_names[field]);
    memcpy(id + 9, sx_field_names[field], n + 1);
    return sx_set(x, id);
}

const char *sx_flag_name(sx_flag flag)
{
    static const char *const names[] = {"missing_cost",
                                        "mixed_currency",
                                        "currency_unknown",
                                        "currency_contradiction",
                                        "range_rows",
                                        "pending_rows",
                                        "filled_down",
                                        "two_lines_a_row",
                                        "gross_amounts",
                                        "derived_events",
                                        "several_lines_an_invoice",
                                        "stage_from_status",
                                        "detail_rows_skipped",
                                        "mixed_signs_by_column",
                                        "formula_cells",
                                        "serial_dates",
                                        "duplicate_rows",
                                        "block_twice",
                                        "truncated",
                                        "bad_dates",
                                        "several_versions",
                                        "unpivoted",
                                        "total_suspected"};
    return names[flag];
}

char *sx_keep(sx_export *x, const char *text, size_t length)
{
    char *copy = sx_scratch_take(&x->scratch, length + 1);
    if (copy) {
        memcpy(copy, text, length);
        copy[length] = '\0';
    }
    return copy;
}

static void format_text(sx_text *text, const char *format, va_list arguments)
{
    char words[600];
    int length = sx_format(words, sizeof words, format, arguments);
    size_t n = length < 0 ? 0 : (size_t)length < sizeof words ? (size_t)length : sizeof words - 1;
    while (n && n == sizeof words - 1 && ((unsigned char)words[n - 1] & 0xC0u) == 0x80u)
        n--;
    sx_text_add_bytes(text, words, n);
}

sx_status sx_sentence(sx_export *x, const char *format, ...)
{
    if (x->report.n_sentences == SX_MOST_SENTENCES)
        return SX_OK;
    sx_text text = {0};
    va_list arguments;
    va_start(arguments, format);
    format_text(&text, format, arguments);
    va_end(arguments);
    char *kept = text.status == SX_OK ? sx_keep(x, text.data, text.length) : NULL;
    sx_text_free(&text);
    if (!kept)
        return SX_NOMEM;
    x->report.sentences[x->report.n_sentences++] = kept;
    return SX_OK;
}

sx_status sx_ask(sx_export *x, const char *id, const char *const *choices, size_t n_choices, const char *format, ...)
{
    x->report.status = SX_READ_ASK;
    if (x->report.n_questions == SX_MOST_QUESTIONS)
        return SX_OK;
    sx_question *q = &x->report.questions[x->report.n_questions++];
    *q = (sx_question){.n_choices = n_choices < 4 ? n_choices : 4};
    strncpy(q->id, id, sizeof q->id - 1);
    for (size_t i = 0; i < q->n_choices; i++)
        strncpy(q->choices[i], choices[i], sizeof q->choices[i] - 1);
    sx_text text = {0};
    va_list arguments;
    va_start(arguments, format);
    format_text(&text, format, arguments);
    va_end(arguments);
    sx_status status = text.status;
    if (status == SX_OK && text.length) {
        size_t n = text.length < sizeof q->say - 1 ? text.length : sizeof q->say - 1;
        while (n < text.length && n && ((unsigned char)text.data[n] & 0xC0u) == 0x80u)
            n--;
        memcpy(q->say, text.data, n);
    }
    sx_text_free(&text);
    return status;
}

sx_status sx_refuse(sx_export *x, const char *reason)
{
    x->report.status = SX_READ_REFUSE;
    x->report.reason = reason;
    return SX_OK;
}

void sx_drop(sx_export *x, const char *reason, size_t count, double money)
{
    sx_report *r = &x->report;
    size_t i = 0;
    while (i < r->n_dropped && strcmp(r->dropped[i].reason, reason) != 0)
        i++;
    if (i == SX_MOST_DROPS)
        return;
    if (i == r->n_dropped)
        r->dropped[r->n_dropped++] = (sx_dropped){.reason = reason};
    r->dropped[i].count += count;
    r->dropped[i].money += money;
}

sx_status sx_add_fault(sx_export *x, const char *reason, size_t line, int field, double money, const sx_piece *text)
{
    sx_report *r = &x->report;
    if (strcmp(reason, "missing") == 0)
        r->n_missing++;
    if (r->n_faults >= SX_LISTED)
        return SX_OK;
    if (!r->faults) {
        r->faults = malloc(SX_LISTED * sizeof *r->faults);
        if (!r->faults)
            return SX_NOMEM;
    }
    sx_text words = {0};
    sx_piece_words(text, &words);
    char *kept = words.status == SX_OK
                     ? sx_keep(x, words.data ? words.data : "", words.length < 120 ? words.length : 120)
                     : NULL;
    if (kept)
        for (size_t n = strlen(kept); words.length > 120 && n && ((unsigned char)kept[n - 1] & 0xC0u) >= 0x80u; n--)
            kept[n - 1] = '\0'; /* no half a letter */
    sx_text_free(&words);
    if (!kept)
        return SX_NOMEM;
    r->faults[r->n_faults++] = (sx_fault){.reason = reason, .line = line, .field = field, .money = money, .text = kept};
    return SX_OK;
}

void sx_export_free(sx_export *x)
{
    free(x->evidence);
    free(x->hashes);
    free(x->report.faults);
    sx_scratch_free(&x->scratch);
    *x = (sx_export){0};
}

/* The line number of the r-th line that was hashed. */
static size_t line_of_hash(const sx_export *x, size_t r)
{
    sx_lines lines;
    sx_line line = {0};
    size_t at = 0, number = 0;
    sx_export_start(x, &lines);
    while (!number && sx_lines_next(&lines, &line)) {
        bool filled = false;
        for (size_t i = 0; i < line.n && !filled; i++)
            filled = !sx_piece_blank(&line.pieces[i]);
        if (line.number > x->header.line && filled && at++ == r)
            number = line.number;
    }
    sx_line_free(&line);
    return number;
}

/* All lines from some line on are those from the first on, in their order. */
static sx_status find_block(sx_export *x)
{
    static const char *const choices[] = {"once", "twice"};
    enum { LEAST = 3, ABOVE = 10 };
    const uint64_t *h = x->hashes;
    size_t n = x->n_hashes;
    for (size_t r = n / 2; r >= LEAST && r < n; r++) {
        size_t again = n - r, i = 0;
        if (again < LEAST || again + ABOVE < r)
            return SX_OK;
        while (i < again && h[r + i] == h[i])
            i++;
        if (i < again)
            continue;
        x->block_line = line_of_hash(x, r);
        x->report.flags[SX_BLOCK_TWICE] = true;
        const char *set = sx_set(x, "block_twice");
        x->take_twice = set && (strcmp(set, "twice") == 0 || strcmp(set, "both") == 0 || strcmp(set, "keep") == 0);
        if (set)
            return SX_OK;
        return sx_ask(x, "block_twice", choices, 2,
                      "From line %zu on the same %zu lines come again: pasted twice? Take them once, or both times?",
                      x->block_line, again);
    }
    return SX_OK;
}

/* Whether undated lines are splits of the transaction above, and whether an invoice's lines all bear its total. */
static sx_status survey_lines(sx_export *x)
{
    sx_lines lines;
    sx_line line = {0};
    size_t undated = 0, dated = 0, several = 0, alike = 0, part = 0;
    bool ledger = x->table->id == SX_T_LEDGER, same = true, more = false;
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
        sx_piece p = sx_piece_trim(sx_under_field(x, &line, SX_F_INVOICE));
        sx_decimal amount = {0, 0}, open = {0, 0};
        sx_figure f;
        sx_currency currency;
        (void)sx_money_of(x, &line, &amount, &currency);
        (void)sx_number_of(x, &line, SX_F_OPEN, &open, &f);
        bool again = p.length && p.length == invoice.length && memcmp(p.text, invoice.data, p.length) == 0;
        if (again) {
            more = true;
            same &= sx_decimal_double(amount) == sx_decimal_double(first) &&
                    sx_decimal_double(open) == sx_decimal_double(first_open);
            continue;
        }
        several += more;
        alike += more && same;
        part += more && !same;
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
    x->by_invoice = !ledger && several > 0 && alike == several;
    x->report.flags[SX_SEVERAL_LINES] |= several > 0;
    sx_text_free(&invoice);
    sx_line_free(&line);
    return lines.failed ? SX_NOMEM : status;
}

/* What a fee beside the amount does to the balance: steps of the balance under each reading. */
static sx_status survey_fee(sx_export *x)
{
    sx_lines lines;
    sx_line line = {0};
    size_t right[3] = {0}, fees = 0;
    double before = 0, last[3] = {0};
    size_t down[3] = {0}, against = 0, against_down = 0, amounts = 0;
    bool have = false;
    sx_export_start(x, &lines);
    while (sx_lines_next(&lines, &line)) {
        sx_decimal amount, fee = {0, 0}, balance;
        sx_figure f;
        sx_currency currency;
        if (line.number <= x->header.line || sx_classify(x, &line) != SX_LINE_ROW ||
            !sx_money_of(x, &line, &amount, &currency))
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
        }
        before = b;
        have = true;
    }
    sx_line_free(&line);
    against = against > against_down ? against : against_down;
    for (int k = 0; k < 3; k++)
        right[k] = right[k] > down[k] ? right[k] : down[k];
    size_t most = right[0] > right[1] ? right[0] : right[1];
    most = most > right[2] ? most : right[2];
    if (against * 10 >= amounts * 9 && amounts > 2 && against > 4 * most)
        x->negate = !x->negate, x->balance_negates = true;
    if (fees && right[0] > right[1] && right[0] > right[2])
        x->fee_sign = -1;
    else if (fees && right[2] > right[1] && right[2] > right[0])
        x->fee_sign = 1;
    return lines.failed ? SX_NOMEM : SX_OK;
}

/* A column that says debit or credit on every row, whatever it is called; -1: none. */
static sx_status find_side(sx_export *x, int money)
{
    for (size_t i = 0; i < x->n_evidence && x->column[SX_F_SIDE] < 0; i++) {
        const sx_evidence *e = &x->evidence[i];
        if (e->n_kinds < 2 || e->n_kinds > 6 || e->numbers || (int)i == money)
            continue;
        sx_lines lines;
        sx_line line = {0};
        size_t debits = 0, credits = 0, others = 0;
        sx_export_start(x, &lines);
        while (!others && sx_lines_next(&lines, &line)) {
            char folded[64];
            if (line.number <= x->header.line || sx_classify(x, &line) != SX_LINE_ROW)
                continue;
            sx_fold_piece(sx_line_at(&line, i), folded, sizeof folded);
            bool debit = sx_is_word(SX_W_DEBIT, folded), credit = sx_is_word(SX_W_CREDIT, folded);
            debits += debit;
            credits += credit;
            others += !debit && !credit;
        }
        sx_line_free(&line);
        if (lines.failed)
            return SX_NOMEM;
        if (debits && credits && !others) {
            x->column[SX_F_SIDE] = (int)i;
            return sx_sentence(x, "Column \"%s\" says which way the money went.",
                               i < x->header.n_columns ? x->header.names[i] : "");
        }
    }
    return SX_OK;
}

sx_status sx_survey(sx_export *x)
{
    sx_status status = SX_OK;
    bool bank = x->table->id == SX_T_BANK, ledger = x->table->id == SX_T_LEDGER;
    const int *c = x->column;
    if (bank || ledger) {
        if (c[SX_F_DEBIT] >= 0) {
            const sx_evidence *e = &x->evidence[c[SX_F_DEBIT]];
            x->debit_negative = e->negative && !e->positive;
        }
        if (c[SX_F_CREDIT] >= 0) {
            const sx_evidence *e = &x->evidence[c[SX_F_CREDIT]];
            x->credit_negative = e->negative && !e->positive;
        }
        int money = c[SX_F_AMOUNT] >= 0 ? c[SX_F_AMOUNT] : c[SX_F_GROSS];
        bool two = c[SX_F_DEBIT] >= 0 && c[SX_F_CREDIT] >= 0,
             none_negative = money >= 0 && !x->evidence[money].negative;
        if (!two && none_negative && c[SX_F_SIDE] < 0 && !x->evidence[money].sides)
            status = find_side(x, money);
        x->report.one_way = bank && !two && none_negative && c[SX_F_SIDE] < 0 && !x->evidence[money].sides;
        x->side_counts = c[SX_F_SIDE] >= 0 && money >= 0 && x->evidence[money].negative == 0;
        x->two_accounts = ledger && ((c[SX_F_CONTRA] >= 0 && c[SX_F_ACCOUNT] >= 0 && c[SX_F_SIDE] >= 0) ||
                                     (c[SX_F_DEBIT_ACCOUNT] >= 0 && c[SX_F_CREDIT_ACCOUNT] >= 0));
    }
    x->report.flags[SX_GROSS_AMOUNTS] =
        ledger && (x->two_accounts || (c[SX_F_AMOUNT] < 0 && c[SX_F_GROSS] >= 0 && c[SX_F_DEBIT] < 0));
    for (size_t i = 0; i < x->n_evidence; i++)
        x->report.flags[SX_FORMULA_CELLS] |= x->evidence[i].formulas > 0;
    x->report.flags[SX_RANGE_ROWS] |= c[SX_F_DATE] >= 0 && x->evidence[c[SX_F_DATE]].ranges > 0;
    if (bank && c[SX_F_CARD] >= 0 && c[SX_F_AMOUNT] >= 0 && c[SX_F_BALANCE] < 0 &&
        x->evidence[c[SX_F_AMOUNT]].positive > x->evidence[c[SX_F_AMOUNT]].negative && c[SX_F_SIDE] < 0) {
        x->negate = !x->negate;
        x->report.doubts[SX_F_AMOUNT]++;
        status = sx_sentence(x, "A card's statement: what was charged is positive in it, and was turned to money out.");
    } else if (x->report.one_way && c[SX_F_BALANCE] < 0) {
        x->report.doubts[SX_F_AMOUNT]++;
        status = sx_sentence(x, "No amount is negative, and nothing says which way the money went: taken as money in.");
    }
    if (status == SX_OK)
        status = find_block(x);
    if (status == SX_OK && (ledger || x->table->id == SX_T_RECEIVABLES))
        status = survey_lines(x);
    if (status == SX_OK && bank && c[SX_F_BALANCE] >= 0)
        status = survey_fee(x);
    if (c[SX_F_VERSION] >= 0 && x->evidence[c[SX_F_VERSION]].filled)
        x->report.flags[SX_SEVERAL_VERSIONS] =
            x->evidence[c[SX_F_VERSION]].n_kinds > 1 || (x->evidence[c[SX_F_VERSION]].numbers && c[SX_F_VERSION] >= 0);
    return status;
}

static void start_separator(sx_export *x)
{
    const char *text = x->bytes->text;
    size_t n = x->bytes->length;
    if (n > 5 && (memcmp(text, "sep=", 4) == 0 || memcmp(text, "SEP=", 4) == 0) &&
        (text[5] == '\n' || text[5] == '\r')) {
        x->separator = text[4];
        x->first_byte = 5;
        while (x->first_byte < n && (text[x->first_byte] == '\r' || text[x->first_byte] == '\n'))
            if (text[x->first_byte++] == '\n')
                break;
        return;
    }
    x->separator = sx_separator(text, n, sx_header_weight, (void *)(uintptr_t)x->table);
}

sx_status sx_export_read(sx_export *x, const sx_canon *table, const sx_bytes *bytes, const sx_table *cells,
                         const sx_setting *settings, size_t n_settings, sx_sink sink, void *data)
{
    *x = (sx_export){.table = table, .bytes = bytes, .cells = cells, .settings = settings, .n_settings = n_settings};
    if (bytes && bytes->refused) {
        sx_status told = sx_refuse(x, bytes->refused);
        return told == SX_OK ? sx_say_report(x) : told;
    }
    if (bytes)
        start_separator(x);
    sx_status status = sx_find_header(x);
    if (status == SX_OK && !x->header.line)
        status = sx_refuse(x, bytes || cells->rows ? "no_header" : "empty");
    if (status == SX_OK && x->report.status == SX_READ_OK)
        status = sx_gather(x);
    if (status == SX_OK && x->report.status == SX_READ_OK && !x->n_hashes)
        status = sx_refuse(x, "no_rows");
    if (status == SX_OK && x->report.status == SX_READ_OK && x->long_lines * 10 >= x->n_hashes) {
        status = sx_sentence(x,
                             "%zu lines have more cells than the header names: a separator within a text, or a decimal "
                             "comma, without quotes around it.",
                             x->long_lines);
        if (status == SX_OK)
            status = sx_refuse(x, "no_header");
    }
    if (status == SX_OK && x->report.status == SX_READ_OK)
        status = sx_decide(x);
    if (status == SX_OK && x->report.status == SX_READ_OK)
        status = sx_survey(x);
    if (status == SX_OK && x->report.status == SX_READ_OK)
        status = sx_give_rows(x, sink, data);
    if (status == SX_OK && x->report.status == SX_READ_OK && !x->report.rows_read)
        status = sx_refuse(x, "no_rows");
    return status == SX_OK ? sx_say_report(x) : status;
}
