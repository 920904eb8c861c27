/* The doors of the CASH family but for EBBFLOW. Definitions stand in idl/cash. */
#include "cash.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/money.h"
#include "base/statistics.h"
#include "cash/flow.h"

/* n numbers as a row or as a column; too large a number makes the whole call SX_NUM. */
static sx_status give_line(const double *x, size_t n, bool across, sx_table *result)
{
    for (size_t i = 0; i < n; i++)
        if (!isfinite(x[i]))
            return SX_NUM;
    sx_table line;
    sx_table_make(&line, across ? 1 : n, across ? n : 1);
    for (size_t i = 0; i < n; i++)
        sx_put_number(&line, across ? 0 : i, across ? i : 0, x[i]);
    return sx_table_give(&line, result);
}

sx_status sx_cash_flow(double opening, const double *receipts, size_t rows_receipts, size_t columns_receipts,
                       const double *disbursements, size_t rows_disbursements, size_t columns_disbursements,
                       sx_table *result, sx_context *context)
{
    bool down = columns_receipts <= 1 && columns_disbursements <= 1;
    size_t n = down ? rows_receipts : columns_receipts, n_out = down ? rows_disbursements : columns_disbursements;
    if (n != n_out)
        return sx_fail(context, SX_ARGUMENT, "receipts have %zu periods and disbursements %zu", n, n_out);
    if (n == 0)
        return sx_fail(context, SX_ARGUMENT, "receipts and disbursements hold no period");
    double *closing = malloc(n * sizeof *closing);
    if (!closing)
        return SX_NOMEM;
    sx_corkscrew(opening, receipts, down ? 1 : rows_receipts, disbursements, down ? 1 : rows_disbursements, n, closing);
    sx_status status = give_line(closing, n, !down, result);
    free(closing);
    return status;
}

sx_status sx_cash_firstbreach(const double *balances, size_t rows_balances, size_t columns_balances, double floor,
                              double *result)
{
    size_t n = rows_balances * columns_balances, first = sx_first_breach(balances, n, floor);
    if (first == n)
        return SX_NA;
    *result = (double)(first + 1);
    return SX_OK;
}

sx_status sx_cash_runway(double cash, const double *burn, size_t n_burn, double *result)
{
    double *known = malloc((n_burn + 1) * sizeof *known);
    if (!known)
        return SX_NOMEM;
    size_t n = 0;
    for (size_t i = 0; i < n_burn; i++)
        if (!isnan(burn[i]))
            known[n++] = burn[i];
    double mean = n ? sx_money_sum(known, n) / (double)n : 0.0;
    free(known);
    if (!(mean > 0.0))
        return SX_NA;
    if (!isfinite(mean) || !isfinite(cash / mean))
        return SX_NUM;
    *result = cash / mean;
    return SX_OK;
}

sx_status sx_cash_headroom(const double *balances, size_t rows_balances, size_t columns_balances, double floor,
                           sx_table *result)
{
    if (rows_balances != 1 && columns_balances != 1)
        return SX_ARGUMENT;
    size_t n = rows_balances * columns_balances;
    double *headroom = malloc(n * sizeof *headroom);
    if (!headroom)
        return SX_NOMEM;
    sx_headroom(balances, n, floor, headroom);
    sx_status status = give_line(headroom, n, columns_balances != 1, result);
    free(headroom);
    return status;
}

sx_status sx_cash_receipts(const double *invoices, size_t rows_invoices, size_t columns_invoices, const double *slip,
                           size_t n_slip, sx_table *result, sx_context *context)
{
    if (rows_invoices == 0 || n_slip == 0)
        return SX_VALUE;
    if (rows_invoices != 1 && columns_invoices != 1)
        return SX_ARGUMENT;
    double share = sx_sum(slip, n_slip);
    if (share > 1.0 + 1e-9)
        return sx_fail(context, SX_NUM, "the shares of slip sum to %.6g, more than 1", share);
    size_t n = rows_invoices * columns_invoices, n_receipts = n + n_slip - 1, reach = n_slip;
    while (reach > 1 && slip[reach - 1] == 0.0)
        reach--;
    if (reach > SX_RECEIPTS_REACH)
        return sx_fail(context, SX_NUM, "slip reaches over %zu weeks, more than %d", reach, (int)SX_RECEIPTS_REACH);
    double *receipts = malloc(n_receipts * sizeof *receipts);
    if (!receipts)
        return SX_NOMEM;
    sx_receipts(invoices, n, slip, reach, receipts);
    memset(receipts + n + reach - 1, 0, (n_slip - reach) * sizeof *receipts);
    sx_status status = give_line(receipts, n_receipts, columns_invoices != 1, result);
    free(receipts);
    return status;
}
