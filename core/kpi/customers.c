/* What a customer costs, stays and is worth. Definitions and sources stand in the entries, idl/kpi. */
#include <stdbool.h>
#include "kpi.h"
#include "kpi/ratio.h"
#include "base/statistics.h"

sx_status sx_kpi_cac(double spend, double customers, double *result)
{
    return sx_ratio(spend, customers, result);
}

sx_status sx_kpi_costper(double spend, double count, double *result)
{
    return sx_ratio(spend, count, result);
}

sx_status sx_kpi_arpa(double revenue, double accounts, double *result)
{
    return sx_ratio(revenue, accounts, result);
}

sx_status sx_kpi_churn(double lost, double start, double *result)
{
    return sx_share(lost, start, result);
}

sx_status sx_kpi_revenuechurn(double churned, double contraction, double start, double *result)
{
    return sx_share(churned + contraction, start, result);
}

sx_status sx_kpi_annualrate(double rate, double periods, double *result)
{
    /* At rate 1 log1p gives -inf and expm1 -1: all is lost, as it should be. */
    return sx_finite(-expm1(periods * log1p(-rate)), result);
}

sx_status sx_kpi_ltv(double arpa, double margin, double churn, double discount, int timing, double horizon,
                     double *result, sx_context *context)
{
    bool capped = !isnan(horizon);
    double m = arpa * margin, one = 1.0 + discount;
    if (churn == 0.0 && !capped)
        return sx_fail(context, SX_DIV0,
                       "churn is zero and no horizon is given: the life has no end; give a horizon in periods");
    /* What remains of a period's margin after one period is q = (1 - churn) / (1 + discount), and
     * 1 - q = (churn + discount) / (1 + discount) exactly, without the cancellation. */
    double gone = churn + discount, terms;
    if (gone == 0.0)
        terms = horizon;
    else if (!capped)
        terms = one / gone;
    else
        terms = -expm1(horizon * (log1p(-churn) - log1p(discount))) * one / gone;
    if (timing == SX_KPI_LTV_TIMING_END)
        terms *= (1.0 - churn) / one;
    if (sx_finite(m * terms, result) != SX_OK)
        return sx_fail(context, SX_NUM, "the result is too large for a number");
    return SX_OK;
}

sx_status sx_kpi_ltvcac(double ltv, double cac, double *result)
{
    return sx_ratio(ltv, cac, result);
}

sx_status sx_kpi_payback(double cac, double arpa, double margin, double churn, double *result, sx_context *context)
{
    double m = arpa * margin;
    if (cac == 0.0) {
        *result = 0.0;
        return SX_OK;
    }
    if (m <= 0.0)
        return sx_fail(context, SX_NA,
                       "the contribution a period (arpa x margin = %g) is not positive: "
                       "the acquisition cost is never earned back",
                       m);
    double share = cac / m * churn; /* of the lifetime contribution m / churn */
    if (sx_difference(share, 1.0) >= 0.0)
        return sx_fail(context, SX_NA,
                       "the acquisition cost is never earned back: the contribution over the whole "
                       "life of a customer (arpa x margin / churn) is %g",
                       m / churn);
    double periods = churn == 0.0 ? cac / m : log1p(-share) / log1p(-churn);
    if (sx_finite(periods, result) != SX_OK)
        return sx_fail(context, SX_NUM, "the result is too large for a number");
    return SX_OK;
}

sx_status sx_kpi_nrr(double start, double expansion, double contraction, double churned, double reactivated,
                     double *result)
{
    double there = start + expansion + reactivated;
    double left = sx_difference(there, contraction + churned);
    if (start == 0.0)
        return SX_DIV0;
    if (left < 0.0)
        return SX_NUM;
    return sx_ratio(left, start, result);
}

sx_status sx_kpi_grr(const double *start, size_t n_start, const double *end, size_t n_end, double *result)
{
    /* Neumaier's sum as in sx_sum, on the fly: a column of a million customers needs no copy. */
    double kept = 0.0, lost = 0.0;
    for (size_t i = 0; i < n_start && i < n_end; i++) {
        double part = end[i] < start[i] ? end[i] : start[i], next = kept + part;
        lost += kept >= part ? (kept - next) + part : (part - next) + kept;
        kept = next;
    }
    return sx_ratio(kept + lost, sx_sum(start, n_start), result);
}
