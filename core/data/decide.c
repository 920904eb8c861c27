/* What the evidence proves; what it leaves open is asked. Dates are in decide_dates.c. */
#include <stdlib.h>
#include <string.h>
#include "data/export.h"
#include "data/fold.h"

const sx_piece *sx_under_field(const sx_export *x, const sx_line *line, int field)
{
    static const sx_piece blank = {.text = ""};
    return x->column[field] < 0 ? &blank : sx_line_at(line, (size_t)x->column[field]);
}

static char settled(const sx_evidence *e)
{
    return e->votes[0] && !e->votes[1] ? '.' : e->votes[1] && !e->votes[0] ? ',' : 0;
}

/* What the other columns say of the decimal sign: money first, then all numbers of the file. 0: nothing, or both. */
static char elsewhere(const sx_export *x)
{
    for (int round = 0; round < 2; round++) {
        bool point = false, comma = false;
        for (size_t i = 0; i < x->table->n_columns; i++) {
            const sx_canon_column *c = &x->table->columns[i];
            int column = x->column[c->field];
            if (round || !sx_is_number_kind(c->kind) || column < 0)
                continue;
            point |= settled(&x->evidence[column]) == '.';
            comma |= settled(&x->evidence[column]) == ',';
        }
        for (size_t i = 0; round && i < x->n_evidence; i++) {
            const sx_evidence *e = &x->evidence[i];
            if (e->numbers * 10 < e->filled * 9 || e->dates)
                continue;
            point |= settled(e) == '.';
            comma |= settled(e) == ',';
        }
        if (point != comma)
            return point ? '.' : ',';
        if (point && comma)
            return 0;
    }
    return 0;
}

static sx_status ask_decimal(sx_export *x, int column)
{
    static const char *const choices[] = {".", ","};
    const sx_evidence *e = &x->evidence[column];
    if (e->votes[0] && e->votes[1]) {
        x->report.reason = "mixed_decimal";
        return sx_ask(
            x, "decimal", choices, 2,
            "Column \"%s\" writes its decimals in two ways: with a point in line %zu, with a comma in line %zu. "
            "Which sign is the decimal one?",
            x->header.names[column], e->vote_line[0], e->vote_line[1]);
    }
    bool comma = e->open[1] > 0;
    return sx_ask(
        x, "decimal", choices, 2,
        "Every amount in \"%s\" that has a %s has three digits behind it (line %zu): does it group thousands, or "
        "is it the decimal sign? Which sign is the decimal one?",
        x->header.names[column], comma ? "comma" : "point", e->open_line[comma ? 1 : 0]);
}

/* The sign that was set; 0: none. */
static char decimal_set(const sx_export *x)
{
    const char *set = sx_set(x, "decimal");
    if (!set)
        return 0;
    return strcmp(set, "comma") == 0 || set[0] == ',' ? ',' : '.';
}

/* The sign of a column: what it proves; else what was set, what other columns say. What was set goes before the proof
 * where cells are open: it may be one odd cell that proves, which is then named as not read. 0: to be asked. */
static char decimal_of(const sx_evidence *e, char set, char other)
{
    char own = settled(e);
    bool mixed = e->votes[0] && e->votes[1], open = e->open[0] || e->open[1];
    if (own && !(set && set != own && open))
        return own;
    return set ? set : mixed ? 0 : other ? other : open ? 0 : '.';
}

static sx_status decide_decimals(sx_export *x)
{
    char other = elsewhere(x), set = decimal_set(x);
    bool asked = false, seen[2] = {false, false};
    sx_status status = SX_OK;
    for (size_t i = 0; i < x->table->n_columns && status == SX_OK; i++) {
        const sx_canon_column *c = &x->table->columns[i];
        int column = x->column[c->field];
        if (!sx_is_number_kind(c->kind) || column < 0)
            continue;
        const sx_evidence *e = &x->evidence[column];
        char own = settled(e);
        x->decimal[c->field] = decimal_of(e, set, other);
        if (own)
            seen[x->decimal[c->field] == ','] = true;
        if (own && set && own != set && x->decimal[c->field] == own)
            status = sx_sentence(x, "Column \"%.80s\" writes its decimals with a %s (line %zu), against what was set.",
                                 x->header.names[column], own == '.' ? "point" : "comma", e->vote_line[own == ',']);
        if (!x->decimal[c->field] && c->kind != SX_KIND_MONEY && e->votes[0] && e->votes[1]) {
            x->decimal[c->field] = other ? other : '.'; /* counts: what breaks it is left out, and the column doubted */
            x->report.doubts[c->field]++;
        }
        if (!x->decimal[c->field] && !asked) {
            asked = true;
            status = ask_decimal(x, column);
        }
    }
    x->report.flags[SX_MIXED_SIGNS] = seen[0] && seen[1];
    return status;
}

/* The header of the money names one currency, and the column of currencies another: "Cost in USD" beside "EUR". */
static sx_status ask_column_currency(sx_export *x, sx_currency named)
{
    sx_lines lines;
    sx_line line = {0};
    sx_currency other = SX_NO_CURRENCY;
    sx_export_start(x, &lines);
    while (!other && sx_lines_next(&lines, &line)) {
        sx_piece p = sx_piece_trim(sx_line_at(&line, (size_t)x->column[SX_F_CURRENCY]));
        if (line.number <= x->header.line || p.is_number || !p.length)
            continue;
        other = sx_currency_read(p.text, p.length);
        if (sx_currency_clear(other) && other != named)
            break;
        other = SX_NO_CURRENCY;
    }
    sx_line_free(&line);
    if (lines.failed)
        return SX_NOMEM;
    if (!other)
        return SX_OK;
    char header[4], cell[4];
    sx_currency_text(named, header);
    sx_currency_text(other, cell);
    const char *choices[] = {header, cell};
    x->report.flags[SX_CURRENCY_CONTRADICTION] = true;
    return sx_ask(x, "currency", choices, 2,
                  "The amounts stand under a header that says %s, and the column \"%s\" says %s. In which currency are "
                  "they?",
                  header, x->header.names[x->column[SX_F_CURRENCY]], cell);
}

/* Amounts that bear a sign of their own, "$5,000.00", beside a column of currencies that says EUR: the amounts may be
 * of the books, and the column of the order. */
static sx_status ask_sign_currency(sx_export *x, int money)
{
    sx_lines lines;
    sx_line line = {0};
    sx_currency sign = SX_NO_CURRENCY, column = SX_NO_CURRENCY;
    size_t at = 0;
    sx_export_start(x, &lines);
    while (!at && sx_lines_next(&lines, &line)) {
        const sx_piece *cell = sx_line_at(&line, (size_t)x->column[SX_F_CURRENCY]);
        if (line.number <= x->header.line || cell->is_number || !cell->length)
            continue;
        sign = sx_figure_read(sx_line_at(&line, (size_t)money)).currency;
        column = sx_currency_read(cell->text, cell->length);
        if (sign && sx_currency_clear(column) && !sx_currency_agree(column, sign))
            at = line.number;
    }
    sx_line_free(&line);
    if (lines.failed)
        return SX_NOMEM;
    if (!at)
        return SX_OK;
    char of_sign[4], of_column[4];
    sx_currency_text(sign, of_sign);
    sx_currency_text(column, of_column);
    const char *said = of_sign[0] ? of_sign : sx_currency_sign(sign), *choices[] = {of_sign[0]          ? of_sign
                                                                                    : sign == SX_DOLLAR ? "USD"
                                                                                    : sign == SX_YEN    ? "JPY"
                                                                                                        : of_column,
                                                                                    of_column};
    x->report.flags[SX_CURRENCY_CONTRADICTION] = true;
    return sx_ask(
        x, "currency", choices, strcmp(choices[0], of_column) == 0 ? 1 : 2,
        "In line %zu \"%.80s\" says %s and \"%.80s\" says %s. In which currency are all amounts of that column? "
        "Where another column holds them in the line's own currency, name that one (column:%s=4, say).",
        at, x->header.names[money], said, x->header.names[x->column[SX_F_CURRENCY]], of_column,
        sx_field_names[x->table->money]);
}

/* The header's currency against the cells'. */
static sx_status decide_currency(sx_export *x)
{
    const char *set = sx_set(x, "currency");
    if (!set)
        set = sx_constant(x, SX_F_CURRENCY);
    if (set) {
        x->currency_set = true;
        x->currency = sx_currency_read(set, strlen(set));
        return SX_OK;
    }
    int money = x->table->money, field = money;
    if (money >= 0 && x->column[money] < 0 && x->column[SX_F_DEBIT] >= 0)
        field = SX_F_DEBIT;
    if (money < 0 || x->column[field] < 0)
        return SX_OK;
    int column = x->column[field];
    x->currency = x->header.currency[column];
    if (!sx_currency_clear(x->currency) && sx_currency_agree(x->currency, x->header.above) && x->header.above)
        x->currency = x->header.above;
    else if (x->column[SX_F_CURRENCY] >= 0 && sx_currency_clear(x->currency))
        return ask_column_currency(x, x->currency);
    const sx_evidence *e = &x->evidence[column];
    if (e->n_currencies && x->column[SX_F_CURRENCY] >= 0)
        return ask_sign_currency(x, column);
    for (size_t i = 0; i < e->n_currencies && x->column[SX_F_CURRENCY] < 0; i++)
        if (!sx_currency_agree(e->currencies[i], x->currency)) {
            char header[4], cell[4];
            sx_currency_text(x->currency, header);
            sx_currency_text(e->currencies[i], cell);
            const char *choices[] = {header, cell};
            x->report.flags[SX_CURRENCY_CONTRADICTION] = true;
            return sx_ask(x, "currency", choices, cell[0] ? 2 : 1, "The header says %s, the cells say %s. Which is it?",
                          header[0] ? header : sx_currency_sign(x->currency),
                          cell[0] ? cell : sx_currency_sign(e->currencies[i]));
        }
    return SX_OK;
}

static bool needed(const sx_export *x, int field)
{
    const int *c = x->column;
    if (c[field] >= 0 || (field != x->table->money && sx_constant(x, field)))
        return false;
    bool two_sides = c[SX_F_DEBIT] >= 0 && c[SX_F_CREDIT] >= 0;
    if (field == SX_F_AMOUNT && (two_sides || x->transfers || c[SX_F_GROSS] >= 0))
        return false;
    if (x->pivot && (field == x->table->money || field == sx_month_field(x->table)))
        return false;
    if (field == SX_F_AMOUNT && x->table->id == SX_T_RECEIVABLES && c[SX_F_OPEN] >= 0)
        return false;
    if (x->derived && (field == SX_F_DATE || field == SX_F_MRR_CHANGE))
        return false;
    if (field == SX_F_STAGE && c[SX_F_STATUS] >= 0)
        return false;
    return true;
}

/* The column that the table needs and that is not there, in words. */
static sx_status say_missing(sx_export *x, int field, int kind)
{
    const char *name = sx_field_names[field], *what = sx_is_number_kind(kind)                        ? "number"
                                                      : kind == SX_KIND_TEXT || kind == SX_KIND_CODE ? "text"
                                                                                                     : "date";
    int column = x->header.n_candidates[field] ? x->header.candidates[field][0] : -1;
    if (column < 0 && field == SX_F_AMOUNT && (x->table->id == SX_T_BANK || x->table->id == SX_T_LEDGER))
        return sx_sentence(x,
                           "No column was found for amount. Name it: column:amount=4, say, for the fourth column; or, "
                           "where debits and credits (money out and money in) stand in two columns, both: "
                           "column:debit=4 and column:credit=5.");
    if (column < 0)
        return sx_sentence(x, "No column was found for %s. Name it: column:%s=4, say, for the fourth column.", name,
                           name);
    if (sx_is_date_kind(kind) && (size_t)column < x->n_evidence && x->evidence[column].no_days)
        return sx_sentence(x,
                           "The dates in column \"%.80s\" are no days (line %zu is the first): with points the day "
                           "stands first, then the month. Write 2025-12-31.",
                           x->header.names[column], x->evidence[column].no_day_line);
    return sx_sentence(x,
                       "No column was found for %s: no %s can be read in \"%.80s\". Name it: column:%s=4, say, for "
                       "the fourth column.",
                       name, what, x->header.names[column], name);
}

/* Names of the columns that are missing, or NULL when all are there. */
static sx_status check_needed(sx_export *x)
{
    for (size_t i = 0; i < x->table->n_columns; i++)
        if (x->table->columns[i].required && needed(x, x->table->columns[i].field)) {
            sx_status status = say_missing(x, x->table->columns[i].field, x->table->columns[i].kind);
            return status == SX_OK ? sx_refuse(x, "column_missing") : status;
        }
    return SX_OK;
}

/* "Soll;Haben;Betrag" may be two accounts and one amount: then both stand on every line, where sides do not. */
static void accounts_for_sides(sx_export *x)
{
    int *c = x->column, sides[2];
    static const int fields[] = {SX_F_DEBIT, SX_F_CREDIT};
    if (x->table->id != SX_T_LEDGER || c[SX_F_AMOUNT] < 0 || c[SX_F_DEBIT_ACCOUNT] >= 0 || c[SX_F_CREDIT_ACCOUNT] >= 0)
        return;
    size_t rows = x->evidence[c[SX_F_AMOUNT]].numbers;
    for (int i = 0; i < 2; i++) {
        sides[i] = c[fields[i]] >= 0                   ? c[fields[i]]
                   : x->header.n_candidates[fields[i]] ? x->header.candidates[fields[i]][0]
                                                       : -1;
        const sx_evidence *e = sides[i] >= 0 && (size_t)sides[i] < x->n_evidence ? &x->evidence[sides[i]] : NULL;
        if (!e || sides[i] == c[SX_F_AMOUNT] || e->filled * 10 < rows * 9 || e->negative || e->votes[0] ||
            e->votes[1] || (e->numbers && (e->numbers != e->whole || e->positive * 10 < rows * 9)))
            return;
    }
    c[SX_F_DEBIT] = c[SX_F_CREDIT] = -1;
    c[SX_F_DEBIT_ACCOUNT] = sides[0];
    c[SX_F_CREDIT_ACCOUNT] = sides[1];
}

/* "Interval;Interval unit" with 12 and month: what is called the interval is its length where it holds numbers. */
static void length_for_interval(sx_export *x)
{
    int *c = x->column, first = c[SX_F_INTERVAL];
    if (first < 0 || c[SX_F_INTERVAL_LENGTH] >= 0 || x->evidence[first].numbers < x->evidence[first].filled)
        return;
    for (size_t i = 0; i < x->header.n_candidates[SX_F_INTERVAL]; i++) {
        int other = x->header.candidates[SX_F_INTERVAL][i];
        if (other != first && (size_t)other < x->n_evidence && x->evidence[other].filled &&
            !x->evidence[other].numbers) {
            c[SX_F_INTERVAL] = other;
            c[SX_F_INTERVAL_LENGTH] = first;
            return;
        }
    }
}

/* The date that the table needs, where no header that is known holds it: a year and a month apart; else the only column
 * of the file that holds dates, and on every line. */
static sx_status find_dates(sx_export *x)
{
    const sx_canon *t = x->table;
    int only = -1;
    for (size_t i = 0; i < t->n_canonical; i++) {
        const sx_canon_column *c = &t->columns[i];
        if (!c->required || !sx_is_date_kind(c->kind) || !needed(x, c->field))
            continue;
        sx_status status = sx_find_year_and_month(x, c->field);
        if (status != SX_OK || x->column[c->field] >= 0 || c->kind == SX_KIND_MONTH)
            return status;
        for (size_t k = 0; k < x->header.n_columns && k < x->n_evidence; k++) {
            const sx_evidence *e = &x->evidence[k];
            if (e->dates && only != -1)
                return SX_OK; /* more than one */
            if (e->dates)
                only = (int)k;
        }
        const sx_evidence *e = only >= 0 ? &x->evidence[only] : NULL;
        if (!e || e->dates < e->filled || e->dates * 10 < x->n_hashes * 8 || e->digit_dates)
            return SX_OK;
        x->column[c->field] = only;
        return sx_sentence(x, "Column \"%.80s\" is the only one with dates, and was taken as %s.",
                           x->header.names[only], sx_field_names[c->field]);
    }
    return SX_OK;
}

sx_status sx_decide(sx_export *x)
{
    sx_status status = SX_OK;
    const char *sign = sx_set(x, "sign");
    x->negate = sign && strcmp(sign, "negate") == 0;
    const char *range = sx_set(x, "range");
    x->spread = range ? strcmp(range, "days") == 0 : x->cells != NULL;
    for (size_t i = 0; i < x->table->n_columns && status == SX_OK; i++)
        status = sx_choose_column(x, x->table->columns[i].field, x->table->columns[i].kind);
    if (status == SX_OK)
        status = sx_pair_currency(x);
    if (status == SX_OK)
        status = sx_find_account_amount(x);
    accounts_for_sides(x);
    length_for_interval(x);
    x->derived = x->table->id == SX_T_MRR_EVENTS && x->column[SX_F_MRR_CHANGE] < 0 && x->column[SX_F_START] >= 0 &&
                 (x->column[SX_F_PRICE] >= 0 || x->column[SX_F_MRR] >= 0);
    if (status == SX_OK)
        status = sx_find_transfers(x);
    if (status == SX_OK)
        status = find_dates(x);
    if (status == SX_OK)
        status = sx_decide_pivot(x);
    if (status == SX_OK && x->report.status != SX_READ_REFUSE)
        status = check_needed(x);
    if (status != SX_OK || x->report.status == SX_READ_REFUSE)
        return status;
    status = sx_decide_orders(x);
    if (status == SX_OK)
        status = decide_decimals(x);
    if (status == SX_OK)
        status = decide_currency(x);
    if (status == SX_OK)
        status = sx_decide_unit(x);
    sx_leave_out_persons(x);
    return status;
}
