/* What spend brought: returns, margin, break-even. Definitions and sources stand in the entries, idl/kpi. */
#include "kpi.h"
#include "kpi/ratio.h"

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
