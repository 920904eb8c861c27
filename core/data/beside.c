/* Two amounts a line, each with its currency beside it: what was bought for, and what the account was charged. */
#include "data/export.h"

/* Whether such a column holds numbers, and the column behind it currencies. */
static bool is_pair(const sx_export *x, int column)
{
    if (column < 0 || (size_t)column + 1 >= x->n_evidence)
        return false;
    const sx_evidence *e = &x->evidence[column], *behind = &x->evidence[column + 1];
    return e->numbers && e->numbers == e->filled && !e->dates && behind->codes && behind->codes == behind->filled;
}

typedef struct compared {
    size_t alike, unlike, other_currency; /* lines of one currency in both, with equal amounts or not; of two */
    sx_currency currency;                 /* the one currency of the second; 0: several */
} compared;

static bool amount_at(const sx_line *line, int column, double *out)
{
    const sx_piece *piece = sx_line_at(line, (size_t)column);
    sx_figure f = sx_figure_read(piece);
    sx_decimal d = {0, 0};
    *out = piece->number;
    if (piece->is_number)
        return true;
    if (!sx_figure_value(&f, f.vote ? f.vote : '.', &d))
        return false;
    *out = sx_decimal_double(d);
    return true;
}

static sx_status compare(const sx_export *x, int first, int second, compared *c)
{
    sx_lines lines;
    sx_line line = {0};
    bool one = true;
    *c = (compared){.alike = 0};
    sx_export_start(x, &lines);
    while (sx_lines_next(&lines, &line)) {
        double a, b;
        if (line.number <= x->header.line || !amount_at(&line, first, &a) || !amount_at(&line, second, &b))
            continue;
        sx_currency of_a = sx_currency_in(sx_line_at(&line, (size_t)first + 1)),
                    of_b = sx_currency_in(sx_line_at(&line, (size_t)second + 1));
        one &= !c->currency || c->currency == of_b;
        c->currency = of_b;
        bool same = a - b < 0.005 && b - a < 0.005;
        c->other_currency += of_a != of_b;
        c->alike += of_a == of_b && same;
        c->unlike += of_a == of_b && !same;
    }
    sx_line_free(&line);
    c->currency = one ? c->currency : SX_NO_CURRENCY;
    return lines.failed ? SX_NOMEM : SX_OK;
}

static sx_status ask_amount(sx_export *x, int chosen, int other)
{
    char first[8], second[8];
    const char *choices[] = {second, first};
    sx_format_into(first, sizeof first, "%d", chosen + 1);
    sx_format_into(second, sizeof second, "%d", other + 1);
    return sx_ask(x, "column:amount", choices, 2,
                  "\"%.80s\" (column %d) and \"%.80s\" (column %d) each have a currency beside them. Which of them did "
                  "the account pay?",
                  x->header.names[chosen], chosen + 1, x->header.names[other], other + 1);
}

/* The amount chosen is of several currencies, and another is all of one, equal to it where the currencies are: that is
 * the account's. Without a line that proves it, it is asked. */
sx_status sx_find_account_amount(sx_export *x)
{
    int chosen = x->column[SX_F_AMOUNT];
    if (x->table->id != SX_T_BANK || !is_pair(x, chosen) || sx_set(x, "column:amount") || sx_set(x, "column:currency"))
        return SX_OK;
    for (int other = 0; (size_t)other + 1 < x->n_evidence; other++) {
        compared c;
        if (other == chosen || !is_pair(x, other) || other == x->column[SX_F_FEE] || other == x->column[SX_F_BALANCE])
            continue;
        sx_status status = compare(x, chosen, other, &c);
        if (status != SX_OK)
            return status;
        if (!c.currency || !c.other_currency || c.unlike)
            continue;
        if (!c.alike && !sx_is_candidate(x, SX_F_AMOUNT, other))
            continue;
        if (!c.alike)
            return ask_amount(x, chosen, other);
        x->column[SX_F_AMOUNT] = other;
        x->column[SX_F_CURRENCY] = other + 1;
        return sx_sentence(x,
                           "\"%.80s\" is of several currencies and \"%.80s\" of one, equal where the currencies are: "
                           "that one, the account's, was taken.",
                           x->header.names[chosen], x->header.names[other]);
    }
    return SX_OK;
}
