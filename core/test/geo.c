/* TEST.GEO and TEST.GEOPOWER. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include "base/distribution.h"
#include "base/statistics.h"
#include "test.h"
#include "test/correlated.h"
#include "test/means.h"
#include "test/noncentral.h"

#define FEW 15 /* fewer periods before do not show whether residuals hang together */

/* Where residuals are taken as correlated: in few periods always, then a small sign has to do. Simulated tests without
 * an effect are then found significant at .95 in at most 7 % of the cases at autocorrelations from 0 to .8, in up to
 * 10 % at .95 and of residuals that are a random walk. */
static bool hangs_together(size_t n, double found)
{
    return n < FEW || found > (n < 20 ? 0.03 * ((double)n - FEW) : 0.15);
}

/* Effect over cost; a negative cost (a test that switched spend off) turns the interval around. */
static void put_return(sx_table *result, size_t column, const sx_geo *r, double cost)
{
    if (isnan(cost) || cost == 0.0) {
        for (size_t i = 0; i < 3; i++)
            sx_put_fault(result, 0, column + i, isnan(cost) ? SX_NA : SX_DIV0);
        return;
    }
    sx_put_number(result, 0, column, r->effect / cost + 0.0); /* never minus zero */
    sx_put_number(result, 0, column + 1, (cost > 0.0 ? r->low : r->high) / cost + 0.0);
    sx_put_number(result, 0, column + 2, (cost > 0.0 ? r->high : r->low) / cost + 0.0);
}

/* The experiment as it was asked for. */
typedef struct experiment {
    const double *y, *x;
    size_t n;
    const double *y_during, *x_during;
    size_t n_during;
    double level;
} experiment;

/* Effect and range again, for residuals that hang together. */
static sx_status allow_for_correlation(const experiment *e, sx_geo *r)
{
    sx_mixture m;
    sx_status status = sx_correlated_effect(e->y, e->x, e->n, e->y_during, e->x_during, e->n_during, &m);
    if (status != SX_OK)
        return status;
    double below = sx_mixture_cdf(&m, 0.0);
    r->effect = 0.0;
    for (size_t i = 0; i < SX_RHO_POINTS; i++)
        r->effect += m.weight[i] * m.centre[i];
    r->low = sx_mixture_quantile(&m, 0.5 * (1.0 - e->level));
    r->high = sx_mixture_quantile(&m, 0.5 * (1.0 + e->level));
    r->expected = sx_sum(e->y_during, e->n_during) - r->effect;
    r->p = 2.0 * fmin(below, 1.0 - below);
    return SX_OK;
}

/* Where control went during the test, in words, if that is not where it was. */
static void note_control(const experiment *e, sx_context *context)
{
    double least = HUGE_VAL, most = -HUGE_VAL, during = sx_mean(e->x_during, e->n_during);
    for (size_t i = 0; i < e->n; i++) {
        least = fmin(least, e->x[i]);
        most = fmax(most, e->x[i]);
    }
    if (during < least || during > most)
        sx_note(context,
                "control was %.4g on average during the test and %.4g to %.4g before: what it lets expect there has "
                "never been seen",
                during, least, most);
}

static void note_fit(const sx_geo *r, sx_context *context)
{
    if (r->slope <= 0.0)
        sx_note(context, "control and treated moved against each other before the test (slope %g): a poor control",
                r->slope);
    else if (r->fit > 1.0 - 1e-12)
        sx_note(context, "control explains the treated group without a rest, so the ranges have no width: are they the "
                         "same figures?");
    else if (r->fit < 0.5)
        sx_note(context, "control explains only %.0f %% of the treated group before the test", 100.0 * r->fit);
}

/* Residuals: as they are asked for, or as they look. */
static sx_status correlate(const experiment *e, int residuals, sx_geo *r, sx_context *context)
{
    double found = sx_residual_autocorrelation(e->y, e->x, e->n);
    bool correlated = residuals == SX_TEST_GEO_RESIDUALS_CORRELATED ||
                      (residuals == SX_TEST_GEO_RESIDUALS_AUTO && hangs_together(e->n, found));
    if (!correlated || r->fit > 1.0 - 1e-12)
        return SX_OK;
    double plain = r->high - r->low;
    sx_status status = allow_for_correlation(e, r);
    double wide = (r->high - r->low) / plain;
    if (status == SX_OK && e->n < FEW && residuals == SX_TEST_GEO_RESIDUALS_AUTO)
        sx_note(context,
                "%zu periods before are too few to see whether residuals hang together from one to the next: the range "
                "allows for it and is %.2g times as wide as for independent ones",
                e->n, wide);
    else if (status == SX_OK)
        sx_note(
            context,
            "residuals may hang together from period to period (autocorrelation %.2f): the range allows for it and is "
            "%.2g times as wide as for independent ones",
            found, wide);
    return status;
}

sx_status sx_test_geo(const double *treatedbefore, size_t n_treatedbefore, const double *controlbefore,
                      size_t n_controlbefore, const double *treatedduring, size_t n_treatedduring,
                      const double *controlduring, size_t n_controlduring, double cost, double level, int residuals,
                      sx_table *result, sx_context *context)
{
    if (n_treatedbefore != n_controlbefore || n_treatedduring != n_controlduring)
        return sx_fail(context, SX_VALUE, "treated and control must have the same periods");
    sx_geo r;
    experiment e = {treatedbefore,   controlbefore, n_treatedbefore, treatedduring, controlduring,
                    n_treatedduring, level};
    sx_status status = sx_geo_effect(treatedbefore, controlbefore, n_treatedbefore, treatedduring, controlduring,
                                     n_treatedduring, level, &r);
    if (status == SX_DIV0)
        return sx_fail(context, status, "controlbefore does not vary: it cannot explain the treated group");
    if (status == SX_OK && isnan(r.fit))
        return sx_fail(context, SX_DIV0, "treatedbefore does not vary: nothing tells how far chance moves it");
    if (status == SX_OK)
        status = correlate(&e, residuals, &r, context);
    if (status != SX_OK)
        return sx_fail(context, status, "a value is too large to be squared");
    sx_table made;
    sx_table_make(&made, 1, 9);
    sx_put_number(&made, 0, 0, r.effect);
    sx_put_number(&made, 0, 1, r.low);
    sx_put_number(&made, 0, 2, r.high);
    put_return(&made, 3, &r, cost);
    sx_put_number(&made, 0, 6, r.p);
    sx_put_number(&made, 0, 7, r.expected);
    sx_put_number(&made, 0, 8, r.fit);
    note_fit(&r, context);
    note_control(&e, context);
    return sx_table_give(&made, result);
}

/* P(T > t), in bounded time: far out the normal part is nothing beside the noncentrality, so both are scaled down. */
static double found_beyond(double t, double df, double ncp)
{
    static const double far = 1e3; /* what is left of the normal part is a thousandth of it */
    return ncp > far ? sx_noncentral_t_upper(t / ncp * far, df, far) : sx_noncentral_t_upper(t, df, ncp);
}

/* P(the test finds it | effect): beyond half of the range that an experiment without effect has, on the effect's side.
 */
static double chance_to_find(const sx_mixture *m, double half, double effect)
{
    double power = 0.0;
    for (size_t i = 0; i < SX_RHO_POINTS; i++)
        if (m->weight[i] > 1e-6)
            power += m->weight[i] * found_beyond(half / m->scale[i], m->df, effect / m->scale[i]);
    return power;
}

/* The least effect that is found with that power, by halving. At a low level half is small beside the scale. */
static double least_effect(const sx_mixture *m, double half, double power)
{
    double low = 0.0, high, widest = half;
    for (size_t i = 0; i < SX_RHO_POINTS; i++)
        widest = fmax(widest, m->weight[i] > 1e-6 ? m->scale[i] : 0.0);
    high = half > 0.0 ? half : 1e-3 * widest;
    while (chance_to_find(m, half, high) < power && high < 1e3 * widest)
        high *= 2.0;
    for (int i = 0; i < 60; i++) {
        double middle = 0.5 * (low + high);
        if (chance_to_find(m, half, middle) < power)
            low = middle;
        else
            high = middle;
    }
    return high;
}

/* Independent residuals as a mixture of one: Kerman's scale, control varying during the test as it did before. */
static sx_mixture independent(const double *y, size_t n, double periods, const sx_geo *r)
{
    sx_mixture m = {.df = (double)n - 2.0};
    double rest = sx_variance(y, n) * ((double)n - 1.0) * (1.0 - r->fit) / m.df;
    m.weight[0] = 1.0;
    m.scale[0] = sqrt(rest * (periods + periods * periods / (double)n + periods / ((double)n - 1.0)));
    for (size_t i = 1; i < SX_RHO_POINTS; i++)
        m.scale[i] = m.scale[0];
    return m;
}

static sx_status plan(const double *y, const double *x, size_t n, size_t periods, int residuals, double found,
                      const sx_geo *r, sx_mixture *m, sx_context *context)
{
    bool correlated = residuals == SX_TEST_GEOPOWER_RESIDUALS_CORRELATED ||
                      (residuals == SX_TEST_GEOPOWER_RESIDUALS_AUTO && hangs_together(n, found));
    *m = independent(y, n, (double)periods, r);
    if (!correlated)
        return SX_OK;
    double *during = malloc(periods * sizeof *during);
    if (!during)
        return SX_NOMEM;
    for (size_t t = 0; t < periods; t++)
        during[t] = sx_mean(x, n);
    sx_status status = sx_correlated_effect(y, x, n, NULL, during, periods, m);
    free(during);
    if (status == SX_OK && n < FEW && residuals == SX_TEST_GEOPOWER_RESIDUALS_AUTO)
        sx_note(context,
                "%zu periods before are too few to see whether residuals hang together from one to the next: the "
                "figures allow for it",
                n);
    else if (status == SX_OK)
        sx_note(context,
                "residuals may hang together from period to period (autocorrelation %.2f): the figures allow for it",
                found);
    return status;
}

sx_status sx_test_geopower(const double *treatedbefore, size_t n_treatedbefore, const double *controlbefore,
                           size_t n_controlbefore, double periods, double effect, double power, double level,
                           int residuals, sx_table *result, sx_context *context)
{
    if (n_treatedbefore != n_controlbefore)
        return sx_fail(context, SX_VALUE, "treated and control must have the same periods");
    size_t n = n_treatedbefore;
    double mean_x = sx_mean(controlbefore, n), mean = sx_mean(treatedbefore, n);
    sx_geo r;
    sx_mixture m;
    sx_status status = sx_geo_effect(treatedbefore, controlbefore, n, &mean, &mean_x, 1, level, &r);
    if (status == SX_DIV0)
        return sx_fail(context, status, "controlbefore does not vary: it cannot explain the treated group");
    if (status != SX_OK)
        return sx_fail(context, status, "a value is too large to be squared");
    if (isnan(r.fit) || r.fit > 1.0 - 1e-12)
        return sx_fail(context, SX_DIV0, "nothing of the treated group is left to chance: are they the same figures?");
    if (power <= 0.5 * (1.0 - level))
        return sx_fail(context, SX_NUM, "power is %g: chance alone finds as much at this level", power);
    double found = sx_residual_autocorrelation(treatedbefore, controlbefore, n);
    status = plan(treatedbefore, controlbefore, n, (size_t)periods, residuals, found, &r, &m, context);
    if (status != SX_OK)
        return status;
    for (size_t i = 0; i < SX_RHO_POINTS; i++)
        m.centre[i] = 0.0;
    double half = sx_mixture_quantile(&m, 0.5 * (1.0 + level)), least = least_effect(&m, half, power);
    sx_table made;
    sx_table_make(&made, 1, 6);
    sx_put_number(&made, 0, 0, least);
    if (mean > 0.0)
        sx_put_number(&made, 0, 1, least / (mean * periods));
    else
        sx_put_fault(&made, 0, 1, SX_DIV0);
    if (isnan(effect))
        sx_put_fault(&made, 0, 2, SX_NA);
    else
        sx_put_number(&made, 0, 2, chance_to_find(&m, half, fabs(effect)));
    sx_put_number(&made, 0, 3, half);
    sx_put_number(&made, 0, 4, found);
    sx_put_number(&made, 0, 5, r.fit);
    return sx_table_give(&made, result);
}
