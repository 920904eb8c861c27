/* The column of each field: the best name whose content fits, or the one that was set. */
#include "data/export.h"
#include <string.h>
#include "data/fold.h"

/* Whether what the column holds may be of that kind: 2 it is, 1 it is empty, 0 it is not. */
static int fits(const sx_evidence *e, int kind)
{
    if (e->filled == 0)
        return 1;
    if (sx_is_date_kind(kind))
        return e->dates ? 2 : 0;
    if (sx_is_number_kind(kind))
        return e->numbers && e->numbers * 2 >= e->filled - (e->filled > 4 ? e->filled / 4 : 0) ? 2 : e->numbers ? 2 : 0;
    if (kind == SX_KIND_CODE)
        return e->codes ? 2 : 0;
    return 2;
}

/* Whether two columns say the same on every line. */
static sx_status same_columns(const sx_export *x, int a, int b, bool *same, size_t *line_differs)
{
    sx_lines lines;
    sx_line line = {0};
    *same = true;
    sx_export_start(x, &lines);
    while (*same && sx_lines_next(&lines, &line)) {
        if (line.number <= x->header.line)
            continue;
        sx_piece p = sx_piece_trim(sx_line_at(&line, (size_t)a)), q = sx_piece_trim(sx_line_at(&line, (size_t)b));
        *same =
            p.is_number == q.is_number && (p.is_number ? !(p.number < q.number) && !(p.number > q.number)
                                                       : p.length == q.length && memcmp(p.text, q.text, p.length) == 0);
        *line_differs = line.number;
    }
    sx_line_free(&line);
    return lines.failed ? SX_NOMEM : SX_OK;
}

int sx_find_column(const sx_export *x, const char *choice)
{
    size_t column = 0, digits = 0;
    while (choice[digits] >= '0' && choice[digits] <= '9' && digits < 5)
        column = column * 10 + (size_t)(choice[digits++] - '0');
    if (choice[digits] == '\0' && digits && column >= 1 && column <= x->header.n_columns)
        return (int)column - 1;
    char wanted[256], is[256];
    sx_fold(choice, strlen(choice), wanted, sizeof wanted);
    for (size_t i = 0; i < x->header.n_columns; i++) {
        sx_fold(x->header.names[i], strlen(x->header.names[i]), is, sizeof is);
        if (wanted[0] && strcmp(wanted, is) == 0)
            return (int)i;
    }
    return -1;
}

static sx_status ask_column(sx_export *x, int field, int a, int b, size_t line)
{
    char id[64] = "column:", first[8], second[8];
    size_t n = strlen(sx_field_names[field]);
    memcpy(id + 7, sx_field_names[field], n + 1);
    sx_text text = {0};
    sx_text_add(&text, "%d %d", a + 1, b + 1);
    if (text.status != SX_OK)
        return text.status;
    size_t blank = (size_t)(strchr(text.data, ' ') - text.data);
    memcpy(first, text.data, blank < 7 ? blank : 7);
    first[blank < 7 ? blank : 7] = '\0';
    strncpy(second, text.data + blank + 1, 7);
    second[7] = '\0';
    const char *choices[] = {first, second};
    sx_text_free(&text);
    x->report.reason = "two_columns";
    if (strcmp(x->header.names[a], x->header.names[b]) != 0)
        return sx_ask(
            x, id, choices, 2,
            "Columns %d and %d, \"%.80s\" and \"%.80s\", may both be the %s, and differ (line %zu). Which one is "
            "it?",
            a + 1, b + 1, x->header.names[a], x->header.names[b], sx_field_names[field], line);
    return sx_ask(x, id, choices, 2, "Two columns are called %s and differ (line %zu). Which one is the %s?",
                  x->header.names[a], line, sx_field_names[field]);
}

/* The currencies of the lines by their own column: how many, and the only one where it is one. */
static size_t own_currencies(const sx_export *x, sx_currency *only)
{
    const sx_header *h = &x->header;
    for (size_t i = 0; i < h->n_candidates[SX_F_CURRENCY]; i++) {
        int column = h->candidates[SX_F_CURRENCY][i];
        const sx_evidence *e = (size_t)column < x->n_evidence ? &x->evidence[column] : NULL;
        if (!e || !e->codes || e->codes * 2 < e->filled)
            continue;
        *only = e->n_currencies == 1 ? e->currencies[0] : SX_NO_CURRENCY;
        return e->n_currencies;
    }
    return 0;
}

/* Of several columns of money, those whose header names another currency than the lines' own ("Cost in USD" beside
 * "Total Spent", in EUR) are converted: behind the others. */
static void put_converted_last(sx_export *x, int field)
{
    sx_header *h = &x->header;
    sx_currency only = SX_NO_CURRENCY;
    size_t n = h->n_candidates[field], kept = 0, moved = 0;
    int columns[SX_CANDIDATES], ranks[SX_CANDIDATES], last[SX_CANDIDATES], last_ranks[SX_CANDIDATES];
    if (n < 2 || !own_currencies(x, &only))
        return;
    for (size_t i = 0; i < n; i++) {
        int column = h->candidates[field][i];
        sx_currency named = h->currency[column];
        if (sx_currency_clear(named) && !(only && sx_currency_agree(named, only))) {
            last[moved] = column;
            last_ranks[moved++] = h->ranks[field][i] + SX_RANK_CONVERTED;
        } else {
            columns[kept] = column;
            ranks[kept++] = h->ranks[field][i];
        }
    }
    if (!kept || !moved || (size_t)columns[0] >= x->n_evidence || !x->evidence[columns[0]].numbers)
        return;
    for (size_t i = 0; i < n; i++) {
        h->candidates[field][i] = i < kept ? columns[i] : last[i - kept];
        h->ranks[field][i] = i < kept ? ranks[i] : last_ranks[i - kept];
    }
}

/* Two columns of money of two currencies, both filled on the same lines: which is the money is asked, but of a bank,
 * where the line of another currency stands under its own. */
static bool of_two_currencies(const sx_export *x, int a, int b)
{
    sx_currency one = x->header.currency[a], other = x->header.currency[b];
    const sx_evidence *e = &x->evidence[a], *f = &x->evidence[b];
    return x->table->id != SX_T_BANK && sx_currency_clear(one) && sx_currency_clear(other) && one != other &&
           e->numbers && f->numbers && e->numbers + f->numbers > x->n_hashes + x->n_hashes / 10;
}

/* "Supplier;Supplier name" with 100012 and Google: the name is the better one of a party. */
static int name_for_number(const sx_export *x, int field, int best)
{
    const sx_evidence *e = &x->evidence[best];
    for (size_t i = 0; e->filled && e->numbers == e->filled && i < x->header.n_candidates[field]; i++) {
        int other = x->header.candidates[field][i];
        if ((size_t)other < x->n_evidence && x->evidence[other].filled && !x->evidence[other].numbers)
            return other;
    }
    return best;
}

/* The best named column that holds what the field needs. */
sx_status sx_choose_column(sx_export *x, int field, int kind)
{
    const sx_header *h = &x->header;
    int best = -1, best_fit = 0, best_at = 0;
    char id[64] = "column:";
    memcpy(id + 7, sx_field_names[field], strlen(sx_field_names[field]) + 1);
    const char *set = sx_set(x, id);
    if (set) { /* a column that is not there is no choice: refused rather than replaced */
        x->column[field] = sx_find_column(x, set);
        if (x->column[field] >= 0)
            return SX_OK;
        sx_status status = sx_sentence(x, "No column is called \"%s\", which %s names.", set, id);
        return status == SX_OK ? sx_refuse(x, "column_missing") : status;
    }
    if (field == x->table->money)
        put_converted_last(x, field);
    for (size_t i = 0; i < h->n_candidates[field]; i++) {
        int column = h->candidates[field][i];
        int fit = (size_t)column < x->n_evidence ? fits(&x->evidence[column], kind) : 0;
        if (fit > best_fit) {
            best = column;
            best_fit = fit;
            best_at = (int)i;
        }
        if (fit == 2)
            break;
    }
    if (best >= 0 && kind == SX_KIND_TEXT && (field == SX_F_VENDOR || field == SX_F_CUSTOMER || field == SX_F_CAMPAIGN))
        best = name_for_number(x, field, best);
    x->column[field] = best;
    for (size_t i = (size_t)best_at + 1; best >= 0 && i < h->n_candidates[field]; i++) {
        bool other_money = kind == SX_KIND_MONEY && of_two_currencies(x, best, h->candidates[field][i]) &&
                           h->ranks[field][i] < SX_RANK_CONVERTED && x->header.n_candidates[SX_F_CURRENCY] == 0;
        if ((h->ranks[field][i] != h->ranks[field][best_at] && !other_money) ||
            !(sx_is_number_kind(kind) || sx_is_date_kind(kind)))
            break;
        bool same;
        size_t line = 0;
        int other = h->candidates[field][i];
        if (fits(&x->evidence[other], kind) < 2)
            continue;
        sx_status status = same_columns(x, best, other, &same, &line);
        if (status != SX_OK)
            return status;
        if (!same)
            return ask_column(x, field, best, other, line);
    }
    for (size_t i = (size_t)best_at + 1; best >= 0 && best_fit == 2 &&
                                         (kind == SX_KIND_NUMBER || field == SX_F_COST || field == SX_F_OPEN ||
                                          field == SX_F_INVOICED || field == SX_F_PAID) &&
                                         i < h->n_candidates[field];
         i++) {
        int other = h->candidates[field][i];
        bool same;
        size_t line = 0;
        if (fits(&x->evidence[other], kind) < 2 || h->ranks[field][i] >= SX_RANK_CONVERTED)
            continue;
        sx_status status = same_columns(x, best, other, &same, &line);
        if (status != SX_OK)
            return status;
        if (!same && !x->report.doubts[field]++)
            status = sx_sentence(x, "Both \"%s\" and \"%s\" may be the %s: the first was taken.", h->names[best],
                                 h->names[other], sx_field_names[field]);
        if (status != SX_OK)
            return status;
    }
    if (best >= 0 && h->ranks[field][best_at] >= SX_RANK_LIKELY && h->ranks[field][best_at] < SX_RANK_CONVERTED &&
        (sx_is_number_kind(kind) || sx_is_date_kind(kind))) {
        x->report.doubts[field]++;
        return sx_sentence(x, "Column \"%s\" was taken as %s: likely, not proved.", h->names[best],
                           sx_field_names[field]);
    }
    return SX_OK;
}

static bool holds_codes(const sx_export *x, int column)
{
    return column >= 0 && (size_t)column < x->n_evidence && x->evidence[column].codes;
}

/* Where no header names the currency and the amounts bear none: the only column that holds codes of well-known
 * currencies, and on every line. */
static sx_status find_currency(sx_export *x)
{
    static const char well_known[] =
        "EURUSDGBPCHFSEKNOKDKKPLNCZKHUFRONBGNTRYCADAUDNZDJPYCNYHKDSGDINRBRLMXNZARAEDSARILS";
    int only = -1;
    for (size_t i = 0; i < x->header.n_columns && i < x->n_evidence; i++) {
        const sx_evidence *e = &x->evidence[i];
        bool all = e->filled && e->codes == e->filled && e->filled * 10 >= x->n_hashes * 9 && e->n_currencies > 0;
        for (size_t k = 0; k < e->n_currencies && all; k++) {
            char code[4];
            bool known = false;
            sx_currency_text(e->currencies[k], code);
            for (const char *c = well_known; *c && !known; c += 3)
                known = memcmp(c, code, 3) == 0;
            all = known;
        }
        if (all && only >= 0)
            return SX_OK; /* more than one */
        only = all ? (int)i : only;
    }
    if (only < 0)
        return SX_OK;
    x->column[SX_F_CURRENCY] = only;
    return sx_sentence(x, "Column \"%.80s\" holds codes of currencies, and was taken as the currency.",
                       x->header.names[only]);
}

/* Of several columns of currencies that differ ("Amount; Currency; Fee; Currency") the one beside the money is its own:
 * behind it, or before it where the file puts currencies first. */
sx_status sx_pair_currency(sx_export *x)
{
    const sx_header *h = &x->header;
    int field = x->table->money, money = field >= 0 ? x->column[field] : -1, chosen = x->column[SX_F_CURRENCY];
    int behind = -1, before = -1, first = chosen;
    if (money < 0 && field >= 0)
        money = x->column[SX_F_DEBIT];
    bool has = false;
    for (size_t i = 0; i < x->table->n_canonical; i++)
        has |= x->table->columns[i].field == SX_F_CURRENCY;
    if (has && money >= 0 && chosen < 0 && !x->header.n_candidates[SX_F_CURRENCY] && !x->header.currency[money] &&
        !x->evidence[money].n_currencies && !sx_constant(x, SX_F_CURRENCY) && !sx_set(x, "currency"))
        return find_currency(x);
    if (money < 0 || chosen < 0 || sx_set(x, "column:currency"))
        return SX_OK;
    for (size_t i = 0; i < h->n_candidates[SX_F_CURRENCY]; i++) {
        int column = h->candidates[SX_F_CURRENCY][i];
        if (!holds_codes(x, column))
            continue;
        first = column < first ? column : first;
        behind = column == money + 1 ? column : behind;
        before = column == money - 1 ? column : before;
    }
    int beside = before >= 0 && (behind < 0 || first < money) ? before : behind;
    if (beside < 0 || beside == chosen)
        return SX_OK;
    bool same;
    size_t line = 0;
    sx_status status = same_columns(x, chosen, beside, &same, &line);
    if (status == SX_OK && !same)
        x->column[SX_F_CURRENCY] = beside;
    return status;
}
