/* Rows of what is owed: invoices to customers, and purchase orders. */
#include <math.h>
#include <string.h>
#include "data/fold.h"
#include "data/row.h"

static bool same_number(const sx_out *a, const sx_out *b)
{
    return a->kind == SX_OUT_NUMBER && b->kind == SX_OUT_NUMBER &&
           sx_decimal_double(a->number) == sx_decimal_double(b->number);
}

static const sx_out nothing = {.kind = SX_OUT_NUMBER};

bool sx_drafts_kept(const sx_export *x)
{
    const char *drafts = sx_set(x, "drafts");
    return drafts && strcmp(drafts, "keep") == 0;
}

/* What is open by the status. What was invoiced of an order that was cancelled then stays. */
static sx_status order_status(sx_export *x, sx_row_state *s, const sx_line *line, bool *dropped)
{
    sx_said said = sx_said_of(x, line);
    const sx_out *amount = sx_out_of(s, SX_F_AMOUNT), *invoiced = sx_out_of(s, SX_F_INVOICED);
    sx_out *open = sx_out_of(s, SX_F_OPEN);
    bool known = x->column[SX_F_INVOICED] >= 0 || x->column[SX_F_OPEN] >= 0;
    bool billed = invoiced->kind == SX_OUT_NUMBER && invoiced->number.digits;
    bool was_open = open->kind != SX_OUT_NUMBER || open->number.digits;
    if ((said == SX_SAID_VOID && !billed) || (said == SX_SAID_DRAFT && !sx_drafts_kept(x) && !billed)) {
        *dropped = true;
        return sx_leave_out(x, line, said == SX_SAID_VOID ? "void" : "draft",
                            amount->kind == SX_OUT_NUMBER ? &amount->number : NULL, SX_F_ORDER);
    }
    if (said == SX_SAID_PARTLY && !known) {
        sx_count_line(&x->report.said[said], line, amount);
        *open = (sx_out){.kind = SX_OUT_NONE};
        *sx_out_of(s, SX_F_INVOICED) = *open;
        return sx_add_fault(x, "missing", line->number, SX_F_OPEN, 0, sx_under_field(x, line, SX_F_STATUS));
    }
    if (said == SX_SAID_CLOSED && !known && (x->header.n_candidates[SX_F_INVOICED] || sx_says_billed(x, line))) {
        *sx_out_of(s, SX_F_INVOICED) = *amount;
        *open = nothing;
        was_open = false;
    }
    bool ended = said == SX_SAID_VOID || said == SX_SAID_WRITTEN_OFF || said == SX_SAID_CREDITED;
    bool closed = said == SX_SAID_CLOSED || (said == SX_SAID_RECEIVED && !known);
    if (was_open && (ended || closed || said == SX_SAID_UNKNOWN))
        sx_count_line(&x->report.said[said], line, ended ? amount : open);
    if (ended || closed)
        *open = nothing;
    return SX_OK;
}

static bool same_invoice(sx_row_state *s, const sx_out *invoice, bool *again)
{
    *again = s->last_invoice.length == invoice->text.length && s->last_invoice.length &&
             memcmp(s->last_invoice.data, invoice->text.text, invoice->text.length) == 0;
    s->last_invoice.length = 0;
    sx_text_add_bytes(&s->last_invoice, invoice->text.text, invoice->text.length);
    return s->last_invoice.status == SX_OK;
}

/* A further line of an invoice, or of an order, whose lines all bear its total. */
static sx_status skip_again(sx_export *x, sx_row_state *s, const sx_out *key, bool *dropped)
{
    if (!x->by_invoice || key->kind != SX_OUT_TEXT || key->text.is_number)
        return SX_OK;
    if (!same_invoice(s, key, dropped))
        return SX_NOMEM;
    x->report.details += *dropped;
    return SX_OK;
}

static void turn(sx_out *number)
{
    if (number->kind == SX_OUT_NUMBER && number->number.digits > 0)
        number->number = sx_decimal_minus(number->number);
}

/* A blank invoiced is 0: the order is open in full. */
sx_status sx_order_row(sx_export *x, sx_row_state *s, const sx_line *line, bool *dropped)
{
    sx_status again = skip_again(x, s, sx_out_of(s, SX_F_ORDER), dropped);
    if (again != SX_OK || *dropped)
        return again;
    sx_out *invoiced = sx_out_of(s, SX_F_INVOICED), *open = sx_out_of(s, SX_F_OPEN),
           *amount = sx_out_of(s, SX_F_AMOUNT);
    bool fits = true;
    if (sx_is_credit_note(x, line)) { /* a return: the amount was turned where it was read */
        turn(invoiced);
        turn(open);
        sx_count_line(&x->report.turned, line, amount);
    }
    if (invoiced->kind == SX_OUT_NONE && x->column[SX_F_INVOICED] < 0 && amount->kind == SX_OUT_NUMBER &&
        open->kind == SX_OUT_NUMBER)
        *invoiced = (sx_out){.kind = SX_OUT_NUMBER,
                             .number = sx_decimal_add(amount->number, sx_decimal_minus(open->number), &fits)};
    else if (invoiced->kind == SX_OUT_NONE && sx_piece_blank(sx_under_field(x, line, SX_F_INVOICED)) &&
             amount->kind == SX_OUT_NUMBER)
        *invoiced = nothing;
    if (open->kind == SX_OUT_NONE && x->column[SX_F_OPEN] < 0 && amount->kind == SX_OUT_NUMBER &&
        invoiced->kind == SX_OUT_NUMBER)
        *open = (sx_out){.kind = SX_OUT_NUMBER,
                         .number = sx_decimal_add(amount->number, sx_decimal_minus(invoiced->number), &fits)};
    sx_status status = order_status(x, s, line, dropped);
    return status != SX_OK || *dropped ? status : sx_give_row(x, s);
}

/* What is open where no column holds it. */
static void open_of_paid(const sx_export *x, sx_row_state *s, const sx_line *line, sx_said said)
{
    sx_out *amount = sx_out_of(s, SX_F_AMOUNT), *open = sx_out_of(s, SX_F_OPEN);
    sx_decimal paid;
    sx_figure f;
    bool fits;
    *open = *amount;
    s->paid += said == SX_SAID_CLOSED;
    if (said == SX_SAID_CLOSED)
        open->number = (sx_decimal){0, 0};
    else if (sx_number_of(x, line, SX_F_PAID, &paid, &f))
        open->number = sx_decimal_add(amount->number, sx_decimal_minus(paid), &fits);
}

/* What the column calls open may be what was due at first. */
static void open_at_first(const sx_export *x, sx_row_state *s, const sx_line *line, sx_said said)
{
    sx_out *amount = sx_out_of(s, SX_F_AMOUNT), *open = sx_out_of(s, SX_F_OPEN);
    sx_decimal paid;
    sx_figure f;
    bool fits;
    if (!open->number.digits || !same_number(open, amount))
        return;
    if (sx_number_of(x, line, SX_F_PAID, &paid, &f) && paid.digits)
        open->number = sx_decimal_add(amount->number, sx_decimal_minus(paid), &fits);
    else if (said == SX_SAID_CLOSED)
        open->number = (sx_decimal){0, 0};
}

/* Of a void invoice, a draft, one that was credited or given up nothing is open, whatever the column says; of one paid
 * in part it is not known where nothing says how much. */
static sx_status invoice_status(sx_export *x, sx_row_state *s, const sx_line *line, sx_said said)
{
    const sx_out *amount = sx_out_of(s, SX_F_AMOUNT);
    sx_out *open = sx_out_of(s, SX_F_OPEN);
    if (said == SX_SAID_VOID || said == SX_SAID_DRAFT || said == SX_SAID_WRITTEN_OFF || said == SX_SAID_CREDITED) {
        *open = nothing;
        sx_count_line(&x->report.said[said], line, amount);
    } else if (said == SX_SAID_PARTLY && same_number(open, amount) && open->number.digits) {
        *open = (sx_out){.kind = SX_OUT_NONE};
        sx_count_line(&x->report.said[said], line, amount);
        return sx_add_fault(x, "missing", line->number, SX_F_OPEN, 0, sx_under_field(x, line, SX_F_STATUS));
    } else if ((said == SX_SAID_DISPUTED || said == SX_SAID_UNKNOWN) && open->kind == SX_OUT_NUMBER &&
               open->number.digits) {
        sx_count_line(&x->report.said[said], line, open);
        x->report.doubts[SX_F_OPEN]++;
    }
    return SX_OK;
}

sx_status sx_invoice_row(sx_export *x, sx_row_state *s, const sx_line *line, bool *dropped)
{
    sx_out *amount = sx_out_of(s, SX_F_AMOUNT), *open = sx_out_of(s, SX_F_OPEN),
           *customer = sx_out_of(s, SX_F_CUSTOMER), *invoice = sx_out_of(s, SX_F_INVOICE);
    if (customer->kind == SX_OUT_NONE && !x->left_out[SX_F_CUSTOMER])
        *customer = sx_text_out(x->group_field >= 0 ? &s->group_name : &s->section);
    sx_status again = skip_again(x, s, invoice, dropped);
    if (again != SX_OK || *dropped)
        return again;
    const sx_figure none = {.side = 0};
    if (sx_is_credit_note(x, line) || (x->side_counts && sx_side_of(x, line, &none) < 0))
        turn(open);
    sx_said said = sx_said_of(x, line);
    if (x->column[SX_F_OPEN] < 0 && amount->kind == SX_OUT_NUMBER)
        open_of_paid(x, s, line, said);
    else if (x->column[SX_F_OPEN] >= 0)
        open_at_first(x, s, line, said);
    sx_status status = invoice_status(x, s, line, said);
    return status == SX_OK ? sx_give_row(x, s) : status;
}
