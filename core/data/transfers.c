/* A payment service's list of transfers (Wise): a line names what left and what arrived, each with its currency, and
 * which of the two was ours. What went out is the amount sent and its fee; what came in is what arrived; a line that is
 * neither was moved between our own balances, and gives a row for each. */
#include <string.h>
#include "data/row.h"

sx_status sx_find_transfers(sx_export *x)
{
    const int *c = x->column;
    x->transfers = x->table->id == SX_T_BANK && c[SX_F_AMOUNT] < 0 && c[SX_F_AMOUNT_OUT] >= 0 &&
                   c[SX_F_AMOUNT_IN] >= 0 && c[SX_F_SIDE] >= 0;
    return x->transfers
               ? sx_sentence(x,
                             "\"%.80s\" says for each line whether the amount sent or the amount received is the "
                             "account's; fees count with what was sent.",
                             x->header.names[c[SX_F_SIDE]])
               : SX_OK;
}

bool sx_transfer_money(const sx_export *x, const sx_line *line, bool in, sx_decimal *out, sx_currency *beside)
{
    sx_figure f;
    sx_decimal fee;
    bool fits = true;
    *beside = sx_currency_in(sx_under_field(x, line, in ? SX_F_CURRENCY_IN : SX_F_CURRENCY_OUT));
    if (!sx_number_of(x, line, in ? SX_F_AMOUNT_IN : SX_F_AMOUNT_OUT, out, &f))
        return false;
    if (!in && sx_number_of(x, line, SX_F_FEE, &fee, &f))
        *out = sx_decimal_add(*out, fee, &fits);
    if (!in)
        *out = sx_decimal_minus(*out);
    return fits;
}

sx_status sx_transfer_row(sx_export *x, sx_row_state *s, const sx_line *line)
{
    sx_figure none = {0};
    int side = sx_side_of(x, line, &none);
    sx_out *description = sx_out_of(s, SX_F_DESCRIPTION), *amount = sx_out_of(s, SX_F_AMOUNT),
           *currency = sx_out_of(s, SX_F_CURRENCY);
    *description = sx_text_out(sx_under_field(x, line, side > 0 ? SX_F_NAME_IN : SX_F_NAME_OUT));
    sx_status status = sx_give_row(x, s);
    sx_decimal money;
    sx_currency code;
    if (status != SX_OK || side || !sx_transfer_money(x, line, true, &money, &code))
        return status;
    *amount = (sx_out){.kind = SX_OUT_NUMBER, .number = money};
    *currency = (sx_out){.kind = sx_currency_clear(code) ? SX_OUT_CODE : SX_OUT_NONE, .code = code};
    return sx_give_row(x, s);
}
