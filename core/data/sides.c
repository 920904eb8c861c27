/* Which way the money went, where the amounts themselves do not say: a column of sides, debits and credits of both
 * signs, a card's statement. */
#include <string.h>
#include "data/fold.h"
#include "data/row.h"

static bool posts_by_kind(const sx_export *x, size_t column)
{
    char folded[64];
    sx_fold(x->header.names[column], strlen(x->header.names[column]), folded, sizeof folded);
    return sx_is_table(x, SX_T_LEDGER) && sx_is_word(SX_W_POSTED_BY, folded);
}

/* How many rows the words of a column call debits, credits, and something else, and the first that it does. */
typedef struct sided {
    size_t debits, credits, others, line;
    char other[40];
} sided;

static sx_status count_sides(sx_export *x, size_t column, sx_word_list debit, sx_word_list credit, sided *count)
{
    sx_lines lines;
    sx_line line = {0};
    *count = (sided){.debits = 0};
    sx_export_start(x, &lines);
    while (sx_export_row(x, &lines, &line)) {
        char folded[64];
        const sx_piece *cell = sx_line_at(&line, column);
        sx_fold_piece(cell, folded, sizeof folded);
        bool in = sx_is_word(debit, folded), out = sx_is_word(credit, folded);
        count->debits += in;
        count->credits += out;
        if (in || out || count->others++)
            continue;
        sx_piece p = sx_piece_trim(cell);
        count->line = line.number;
        memcpy(count->other, p.text, p.is_number ? 0 : p.length < 39 ? p.length : 39);
    }
    sx_line_free(&line);
    return lines.failed ? SX_NOMEM : SX_OK;
}

/* Some kinds of booking are known, and others are not: which way these went is asked. */
static sx_status ask_kind(sx_export *x, size_t column, const sided *count)
{
    static const char *const choices[] = {"debit", "credit", "leave_out"};
    const char *set = sx_set(x, "unknown_kind"), *name = x->header.names[column];
    if (!set)
        return sx_ask(x, "unknown_kind", choices, 3,
                      "Column \"%.80s\" says which way the money went by the kind of booking, and \"%s\" (line %zu) is "
                      "none that is known here; such lines: %zu. Are they debits, credits, or to be left out?",
                      name, count->other, count->line, count->others);
    x->unknown_kind = strcmp(set, "debit") == 0 ? 1 : strcmp(set, "credit") == 0 ? -1 : 2;
    return SX_OK;
}

/* A column that says debit or credit on every row, whatever it is called, or by the kind of booking; -1: none. */
sx_status sx_find_side(sx_export *x, int money)
{
    for (size_t i = 0; i < x->n_evidence && x->column[SX_F_SIDE] < 0; i++) {
        const sx_evidence *e = &x->evidence[i];
        if (!e->n_kinds || e->n_kinds > SX_KINDS_SEEN || e->numbers || (int)i == money)
            continue;
        sided count = {.debits = 0};
        sx_status status = SX_OK;
        bool says = false;
        if (e->n_kinds >= 2 && e->n_kinds <= 6) {
            status = count_sides(x, i, SX_W_DEBIT, SX_W_CREDIT, &count);
            says = count.debits && count.credits && !count.others;
        }
        if (status == SX_OK && !says && i < x->header.n_columns && posts_by_kind(x, i)) {
            status = count_sides(x, i, SX_W_POSTED_DEBIT, SX_W_POSTED_CREDIT, &count);
            says = count.credits || (count.debits && count.others);
            x->side_by_kind = says;
            if (status == SX_OK && says && count.others)
                status = ask_kind(x, i, &count);
        }
        if (status != SX_OK)
            return status;
        if (says) {
            x->column[SX_F_SIDE] = (int)i;
            return sx_sentence(x, "Column \"%s\" says which way the money went.",
                               i < x->header.n_columns ? x->header.names[i] : "");
        }
    }
    return SX_OK;
}

/* A column of debits, or of credits, with amounts of both signs: a minus may be a reversal, or the bank's own sign. */
sx_status sx_doubt_signs(sx_export *x)
{
    static const int fields[] = {SX_F_DEBIT, SX_F_CREDIT};
    sx_status status = SX_OK;
    for (size_t i = 0; i < 2 && status == SX_OK; i++) {
        const sx_evidence *e = &x->evidence[x->column[fields[i]]];
        if (!e->negative || !e->positive)
            continue;
        x->report.doubts[SX_F_AMOUNT] += e->negative;
        status =
            sx_sentence(x, "Column \"%.80s\" holds amounts of both signs: each minus (%zu) was taken for a reversal.",
                        x->header.names[x->column[fields[i]]], e->negative);
    }
    return status;
}

/* Lines whose side is no word that says one: their amounts are taken as they stand, and doubted. */
sx_status sx_doubt_sides(sx_export *x)
{
    sx_lines lines;
    sx_line line = {0};
    size_t n = 0, first = 0;
    sx_export_start(x, &lines);
    while (sx_export_row(x, &lines, &line)) {
        sx_decimal money;
        sx_figure f;
        if (!sx_number_of(x, &line, x->table->money, &money, &f) || !money.digits || sx_side_of(x, &line, &f))
            continue;
        first = n++ ? first : line.number;
    }
    sx_line_free(&line);
    if (lines.failed)
        return SX_NOMEM;
    x->report.doubts[x->table->money] += n;
    return n ? sx_sentence(x, "%zu amounts stand without debit or credit (the first in line %zu): taken as they stand.",
                           n, first)
             : SX_OK;
}

/* Whether lines that a column calls purchases are there, and all of them are positive. */
static sx_status purchases_positive(const sx_export *x, bool *positive)
{
    enum { MOST_KINDS = 12 };
    *positive = false;
    for (size_t i = 0; i < x->n_evidence && !*positive; i++) {
        const sx_evidence *e = &x->evidence[i];
        if (!e->n_kinds || e->n_kinds > MOST_KINDS || e->numbers)
            continue;
        sx_lines lines;
        sx_line line = {0};
        size_t up = 0, down = 0;
        sx_export_start(x, &lines);
        while (!down && sx_export_row(x, &lines, &line)) {
            char folded[64];
            sx_decimal money;
            sx_currency currency;
            sx_fold_piece(sx_line_at(&line, i), folded, sizeof folded);
            if (!sx_is_word(SX_W_PURCHASE, folded) || !sx_money_of(x, &line, &money, &currency))
                continue;
            bool above = (money.digits > 0) != x->negate;
            up += above && money.digits;
            down += !above && money.digits;
        }
        sx_line_free(&line);
        if (lines.failed)
            return SX_NOMEM;
        *positive = up && !down;
    }
    return SX_OK;
}

/* Of the lines that name the card's holder: how many charge it and how many pay it, by their signs, and whether a line
 * that calls itself the card's payment is negative (1), positive (-1), or there is none (0). */
static sx_status look_at_card(const sx_export *x, size_t signs[2], int *paid)
{
    sx_lines lines;
    sx_line line = {0};
    size_t payments[2] = {0, 0};
    sx_export_start(x, &lines);
    while (sx_export_row(x, &lines, &line)) {
        sx_decimal money;
        sx_currency currency;
        char folded[128];
        if (sx_piece_blank(sx_under_field(x, &line, SX_F_CARD)) || !sx_money_of(x, &line, &money, &currency) ||
            !money.digits)
            continue;
        bool below = (money.digits < 0) != x->negate;
        signs[below]++;
        sx_fold_piece(sx_under_field(x, &line, SX_F_DESCRIPTION), folded, sizeof folded);
        payments[below] += sx_holds_word(SX_W_CARD_PAYMENT, folded);
    }
    sx_line_free(&line);
    *paid = payments[1] && !payments[0] ? 1 : payments[0] && !payments[1] ? -1 : 0;
    return lines.failed ? SX_NOMEM : SX_OK;
}

/* What was charged is positive in it, and is money out: a payment of the card is negative, or most amounts are
 * positive. As many of both say nothing: it is asked. */
sx_status sx_survey_card(sx_export *x)
{
    static const char *const choices[] = {"negate", "as_is"};
    const int *c = x->column;
    size_t signs[2] = {0, 0};
    int paid = 0;
    if (c[SX_F_AMOUNT] < 0 || c[SX_F_BALANCE] >= 0 || c[SX_F_SIDE] >= 0)
        return SX_OK;
    sx_status status = c[SX_F_CARD] >= 0 ? look_at_card(x, signs, &paid) : SX_OK;
    bool card = paid > 0 || (paid == 0 && signs[0] > signs[1]);
    if (status == SX_OK && !card && !paid && !(signs[0] + signs[1]))
        status = purchases_positive(x, &card);
    if (status == SX_OK && !card && !paid && signs[0] && signs[0] == signs[1] && !sx_set(x, "sign"))
        return sx_ask(
            x, "sign", choices, 2,
            "A card's statement with as many amounts above zero as below: are the charges those above, so that "
            "all signs are to be turned?");
    if (status != SX_OK || !card || (signs[0] == signs[1] && !paid && signs[0]))
        return status;
    x->negate = !x->negate; /* sign=negate turns what is read otherwise */
    x->report.one_way = false;
    x->report.doubts[SX_F_AMOUNT] += paid > 0 ? 0 : 1;
    return sx_sentence(x, "A card's statement: what was charged is positive in it, and was turned to money out.");
}
