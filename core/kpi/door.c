/* The ratios of the family. Definitions and sources stand in the entries, idl/kpi. */
#include <stdbool.h>
#include "kpi.h"
#include "kpi/ratio.h"
#include "base/statistics.h"

/* What a customer costs, stays and is worth. */

sx_status sx_kpi_cac(double spend, double customers, double *result)
{
    return sx_ratio(spend, customers, result);
}

sx_status sx_kpi_spendshare(double spend, double base, double *result)
{
    return sx_ratio(spend, base, result);
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

/* Efficiency of growth, and the pipeline. */

sx_status sx_kpi_magic(double revenuenow, double revenuebefore, double smbefore, int variant, double *result)
{
    double a_year = variant == SX_KPI_MAGIC_VARIANT_REVENUE ? 4.0 : 1.0;
    return sx_ratio(a_year * (revenuenow - revenuebefore), smbefore, result);
}

sx_status sx_kpi_burnmultiple(double netburn, double netnewarr, double *result)
{
    if (netnewarr < 0.0)
        return SX_NA;
    return sx_ratio(netburn, netnewarr, result);
}

sx_status sx_kpi_conversion(double reached, double entered, double *result)
{
    return sx_ratio(reached, entered, result);
}

sx_status sx_kpi_winrate(double won, double lost, double undecided, double *result)
{
    double all = won + lost + undecided;
    if (!isfinite(all))
        return SX_NUM;
    return sx_ratio(won, all, result);
}

sx_status sx_kpi_coverage(double pipeline, double target, double wontodate, double *result)
{
    double missing = sx_difference(target, wontodate);
    if (missing < 0.0)
        return SX_NA;
    return sx_ratio(pipeline, missing, result);
}

sx_status sx_kpi_requiredcoverage(double winrate, double *result)
{
    return sx_ratio(1.0, winrate, result);
}

sx_status sx_kpi_velocity(double opportunities, double dealvalue, double winrate, double cycledays, double *result)
{
    return sx_ratio(opportunities * winrate * dealvalue, cycledays, result);
}

sx_status sx_kpi_contribution(double part, double total, double *result)
{
    return sx_share(part, total, result);
}

/* What spend brought: returns, margin, break-even. */

sx_status sx_kpi_roi(double gain, double cost, double *result)
{
    return sx_ratio(gain - cost, cost, result);
}

sx_status sx_kpi_romi(double revenue, double margin, double spend, double *result)
{
    return sx_ratio(revenue * margin - spend, spend, result);
}

sx_status sx_kpi_roas(double revenue, double spend, double *result)
{
    return sx_ratio(revenue, spend, result);
}

sx_status sx_kpi_mer(double totalrevenue, double totalspend, double *result)
{
    return sx_ratio(totalrevenue, totalspend, result);
}

sx_status sx_kpi_mroas(double revenuebefore, double spendbefore, double revenueafter, double spendafter, double *result)
{
    return sx_ratio(revenueafter - revenuebefore, sx_difference(spendafter, spendbefore), result);
}

sx_status sx_kpi_margin(double revenue, double variablecost, double *result)
{
    return sx_ratio(revenue - variablecost, revenue, result);
}

sx_status sx_kpi_breakeven(double margin, double hurdle, double *result)
{
    if (margin <= 0.0)
        return SX_NA;
    return sx_ratio(1.0 + hurdle, margin, result);
}
