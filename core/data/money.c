/* The money of a line: one column, or debit and credit, or an amount and its side; less the fee. */
#include <string.h>
#include "data/row.h"
#include "data/fold.h"

/* "B/A", "D/A": a letter of a header of two, the debit first, unless the other letter is known for what it is. */
static int side_by_header(const sx_export *x, char letter, int debit)
{
    int column = x->column[SX_F_SIDE];
    const char *name = column >= 0 ? x->header.names[column] : "";
    if (strlen(name) != 3 || name[1] != '/' || (letter != name[0] && letter != name[2]))
        return 0;
    char other[2] = {(char)(letter == name[0] ? name[2] | 32 : name[0] | 32), '\0'};
    if (sx_is_word(SX_W_DEBIT, other))
        return -debit;
    if (sx_is_word(SX_W_CREDIT, other))
        return debit;
    return letter == name[0] ? debit : -debit;
}

int sx_side_of(const sx_export *x, const sx_line *line, const sx_figure *figure)
{
    char folded[64];
    const sx_piece *piece = sx_under_field(x, line, SX_F_SIDE);
    int debit = sx_is_table(x, SX_T_BANK) ? -1 : 1;
    if (figure->side)
        return figure->side == 'D' ? debit : -debit;
    sx_piece p = sx_piece_trim(piece);
    if (p.length == 1 && (p.text[0] == '-' || p.text[0] == '+'))
        return p.text[0] == '-' ? -1 : 1;
    sx_fold_piece(piece, folded, sizeof folded);
    if (sx_is_word(x->side_by_kind ? SX_W_POSTED_DEBIT : SX_W_DEBIT, folded))
        return debit;
    if (sx_is_word(x->side_by_kind ? SX_W_POSTED_CREDIT : SX_W_CREDIT, folded))
        return -debit;
    return x->side_by_kind ? x->unknown_kind : p.length == 1 ? side_by_header(x, p.text[0], debit) : 0;
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
    *out = sx_is_table(x, SX_T_BANK) ? sx_decimal_minus(sum) : sum;
    return fits;
}

/* "CAD$;USD$": the amount stands under the currency of its line. */
static bool of_other_currency(const sx_export *x, const sx_line *line, sx_decimal *out, sx_currency *beside)
{
    for (int i = 0; i < x->n_other_money; i++) {
        size_t column = (size_t)x->other_money[i];
        const sx_piece *piece = sx_line_at(line, column);
        sx_figure f = sx_figure_read(piece);
        if (piece->is_number)
            *out = sx_decimal_near(piece->number, 10);
        else if (f.percent || !sx_figure_value(&f, x->decimal[x->table->money], out))
            continue;
        sx_scale(x, (int)column, out);
        *beside = x->header.currency[column];
        return true;
    }
    return false;
}

bool sx_is_credit_note(const sx_export *x, const sx_line *line)
{
    char folded[96];
    bool order = sx_is_table(x, SX_T_ORDERS);
    if (x->column[SX_F_TYPE] < 0 || !(order || sx_is_table(x, SX_T_RECEIVABLES)))
        return false;
    sx_fold_piece(sx_under_field(x, line, SX_F_TYPE), folded, sizeof folded);
    return sx_is_word(order ? SX_W_RETURN_ORDER : SX_W_CREDIT_NOTE, folded);
}

bool sx_money_of(const sx_export *x, const sx_line *line, sx_decimal *out, sx_currency *beside)
{
    sx_figure f = {0};
    *beside = SX_NO_CURRENCY;
    int field = !x->derived ? x->table->money : x->column[SX_F_MRR] >= 0 ? SX_F_MRR : SX_F_PRICE;
    if (field < 0)
        return false;
    if (x->transfers) {
        sx_figure none = {0};
        return sx_transfer_money(x, line, sx_side_of(x, line, &none) > 0, out, beside);
    }
    if (x->column[SX_F_DEBIT] >= 0 && x->column[SX_F_CREDIT] >= 0 &&
        (sx_is_table(x, SX_T_BANK) || sx_is_table(x, SX_T_LEDGER)))
        return two_sided(x, line, out, beside);
    if (x->column[field] < 0)
        field = x->column[SX_F_GROSS] >= 0 ? SX_F_GROSS : sx_is_table(x, SX_T_RECEIVABLES) ? SX_F_OPEN : field;
    if (!sx_number_of(x, line, field, out, &f)) {
        if (!of_other_currency(x, line, out, beside))
            return false;
        if (x->negate)
            *out = sx_decimal_minus(*out);
        return true;
    }
    *beside = f.currency;
    if (x->side_counts || f.side) {
        int side = sx_side_of(x, line, &f);
        if (side < 0)
            *out = sx_decimal_minus(*out);
    }
    sx_decimal fee;
    bool fits;
    if (x->fee_sign && sx_number_of(x, line, SX_F_FEE, &fee, &f)) {
        sx_decimal net = sx_decimal_add(*out, x->fee_sign < 0 ? sx_decimal_minus(fee) : fee, &fits);
        *out = fits ? net : *out;
    }
    if (x->negate != (out->digits > 0 && sx_is_credit_note(x, line)))
        *out = sx_decimal_minus(*out);
    if (x->by_year)
        *out = sx_by_year(x, line, *out);
    return true;
}

bool sx_row_money(const sx_export *x, sx_row_state *s, const sx_line *line, sx_decimal *out, sx_currency *beside)
{
    if (s->money_line != line->number) {
        s->has_money = sx_money_of(x, line, &s->money, &s->beside);
        s->money_line = line->number;
    }
    *out = s->has_money ? s->money : *out;
    *beside = s->beside;
    return s->has_money;
}
