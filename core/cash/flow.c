#include "cash/flow.h"
#include "base/money.h"

void sx_corkscrew(double opening, const double *receipts, size_t n_receipts, const double *disbursements,
                  size_t n_disbursements, size_t n, double *closing)
{
    double balance = opening;
    for (size_t t = 0; t < n; t++) {
        double in = 0.0, out = 0.0;
        for (size_t row = 0; row < n_receipts; row++)
            in = sx_money_add(in, receipts[row * n + t]);
        for (size_t row = 0; row < n_disbursements; row++)
            out = sx_money_add(out, disbursements[row * n + t]);
        balance = sx_money_add(balance, sx_money_subtract(in, out));
        closing[t] = balance;
    }
}

void sx_headroom(const double *balances, size_t n, double floor, double *headroom)
{
    double least = balances[n - 1];
    for (size_t t = n; t-- > 0;) {
        least = balances[t] < least ? balances[t] : least;
        headroom[t] = sx_money_subtract(least, floor);
    }
}

size_t sx_first_breach(const double *balances, size_t n, double floor)
{
    size_t t = 0;
    while (t < n && balances[t] >= floor - SX_MONEY_NOISE)
        t++;
    return t;
}

void sx_receipts(const double *invoices, size_t n, const double *slip, size_t n_slip, double *receipts)
{
    for (size_t t = 0; t < n + n_slip - 1; t++) {
        size_t first = t + 1 > n_slip ? t + 1 - n_slip : 0;
        receipts[t] = 0.0;
        for (size_t due = first; due <= t && due < n; due++)
            receipts[t] += invoices[due] * slip[t - due];
    }
}
