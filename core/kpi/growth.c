/* Efficiency of growth, and the pipeline. Definitions and sources stand in the entries, idl/kpi. */
#include "kpi.h"
#include "kpi/ratio.h"

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
