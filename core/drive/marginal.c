#include "drive/marginal.h"
#include <math.h>
#include "base/distribution.h"

#define Z90 1.2815515655446004 /* the normal's 90 % quantile */
#define SCORE_END 6.4
#define SCORE_STEP (2.0 * SCORE_END / (SX_MARGINAL_NODES - 1))

/* The beta quantile for shapes a, b >= 1 and p not far above a half: Halley on the distribution function, kept in its
 * bracket. The start, the leading term x^a / (a B), lies below the root. */
static double beta_lower(double p, double a, double b)
{
    double constant = lgamma(a + b) - lgamma(a) - lgamma(b);
    double x = fmin(exp((log(p * a) - constant) / a), 0.999), below = 0.0, above = 1.0;
    for (int i = 0; i < 100; i++) {
        double f = sx_beta_cdf(x, a, b) - p;
        if (f < 0.0)
            below = x;
        else
            above = x;
        double step = f / exp(constant + (a - 1.0) * log(x) + (b - 1.0) * log1p(-x));
        double bend = (a - 1.0) / x - (b - 1.0) / (1.0 - x);
        double next = x - step / fmax(1.0 - 0.5 * step * bend, 0.5);
        if (!(next > below && next < above))
            next = below + (above - below) / 2.0;
        if (fabs(next - x) <= 4e-16 * x || next == below || next == above)
            return next;
        x = next;
    }
    return x;
}

/* x and 1 - x, each with its own digits, of the standard PERT with this mode; p and q = 1 - p as well. */
static void pert_standard(double mode, double p, double q, double *x, double *rest)
{
    double a = 1.0 + 4.0 * mode, b = 5.0 - 4.0 * mode;
    *x = p <= q ? beta_lower(p, a, b) : 0.0;
    *rest = p <= q ? 1.0 - *x : beta_lower(q, b, a);
    if (p > q)
        *x = 1.0 - *rest;
}

/* Where likely lies between P10 and P90 of a standard PERT, as a share of their distance. */
static double pert_place(double mode, double *q10, double *q90)
{
    double rest;
    pert_standard(mode, 0.1, 0.9, q10, &rest);
    pert_standard(mode, 0.9, 0.1, q90, &rest);
    return (mode - *q10) / (*q90 - *q10);
}

/* The mode m is the one unknown: place(0) < 0 and place(1) > 1, rising between. Regula falsi, Illinois (Dowell and
 * Jarratt 1971). */
static void fit_pert(double low, double likely, double high, sx_marginal *out)
{
    double place = (likely - low) / (high - low), q10, q90;
    double a = 0.0, fa = pert_place(a, &q10, &q90) - place, b = 1.0, fb = pert_place(b, &q10, &q90) - place, m = 0.5;
    for (int side = 0, i = 0; i < 60; i++) {
        m = (fa * b - fb * a) / (fa - fb);
        double f = pert_place(m, &q10, &q90) - place;
        if (fabs(f) < 1e-14 || b - a < 1e-15)
            break;
        if (f > 0.0) {
            b = m;
            fb = f;
            fa *= side == 1 ? 0.5 : 1.0;
            side = 1;
        } else {
            a = m;
            fa = f;
            fb *= side == -1 ? 0.5 : 1.0;
            side = -1;
        }
    }
    double width = (high - low) / (q90 - q10);
    out->low = low - width * q10;
    out->high = out->low + width;
}

/* Half a triangle of a total width: the distance u from end to mode with (u - inner)^2 = 0.1 width u. */
static double half_triangle(double inner, double width)
{
    double root = (sqrt(0.1 * width) + sqrt(0.1 * width + 4.0 * inner)) / 2.0;
    return root * root;
}

/* The total width is the one unknown: both halves sum to it. Their sum grows slower than the width. */
static void fit_triangular(double low, double likely, double high, sx_marginal *out)
{
    double a = high - low, b = 2.0 * a;
    while (half_triangle(likely - low, b) + half_triangle(high - likely, b) > b)
        b *= 2.0;
    for (int i = 0; i < 200 && b - a > 1e-16 * b; i++) {
        double middle = a + (b - a) / 2.0;
        if (half_triangle(likely - low, middle) + half_triangle(high - likely, middle) > middle)
            a = middle;
        else
            b = middle;
    }
    out->low = likely - half_triangle(likely - low, b);
    out->high = likely + half_triangle(high - likely, b);
}

static sx_status fit_lognormal(double low, double likely, double high, sx_marginal *out)
{
    if (!(low > 0.0))
        return SX_NUM;
    out->sigma_low = log(likely / low) / Z90;
    out->sigma_high = log(high / likely) / Z90;
    if (fabs(2.0 * log(likely) - log(low) - log(high)) < 1e-3)
        out->sigma_low = out->sigma_high = log(high / low) / (2.0 * Z90);
    return SX_OK;
}

sx_status sx_marginal_fit(sx_family family, bool min_max, double low, double likely, double high, sx_marginal *m)
{
    m->low = low;
    m->likely = likely;
    m->high = high;
    m->sigma_low = m->sigma_high = 0.0;
    m->floor = -INFINITY;
    m->ceiling = INFINITY;
    m->family = high > low ? family : SX_FIXED;
    if (m->family == SX_LOGNORMAL)
        return min_max ? SX_NUM : fit_lognormal(low, likely, high, m);
    if (m->family == SX_FIXED || min_max)
        return SX_OK;
    if (m->family == SX_PERT)
        fit_pert(low, likely, high, m);
    else
        fit_triangular(low, likely, high, m);
    return SX_OK;
}

static double triangular_quantile(const sx_marginal *m, double below, double above)
{
    double width = m->high - m->low, left = m->likely - m->low;
    if (below * width <= left)
        return m->low + sqrt(below * width * left);
    return m->high - sqrt(above * width * (m->high - m->likely));
}

static double pert_mode(const sx_marginal *m)
{
    return (m->likely - m->low) / (m->high - m->low);
}

double sx_marginal_quantile(const sx_marginal *m, double probability)
{
    switch (m->family) {
    case SX_PERT: {
        double x, rest;
        pert_standard(pert_mode(m), probability, 1.0 - probability, &x, &rest);
        return x <= 0.5 ? m->low + (m->high - m->low) * x : m->high - (m->high - m->low) * rest;
    }
    case SX_TRIANGULAR:
        return triangular_quantile(m, probability, 1.0 - probability);
    case SX_LOGNORMAL: {
        double z = sx_normal_quantile(probability);
        return m->likely * exp(z * (z < 0.0 ? m->sigma_low : m->sigma_high));
    }
    case SX_FIXED:
        break;
    }
    return m->likely;
}

/* The quantile x(z) solves dx/dz = normal density(z) / beta density(x): that is the slope at each node, and a Hermite
 * cubic runs between. */
void sx_marginal_tabulate(sx_marginal *m)
{
    if (m->family != SX_PERT)
        return;
    double mode = pert_mode(m), a = 1.0 + 4.0 * mode, b = 5.0 - 4.0 * mode, width = m->high - m->low;
    double constant = lgamma(6.0) - lgamma(a) - lgamma(b);
    for (int k = 0; k < SX_MARGINAL_NODES; k++) {
        double z = -SCORE_END + SCORE_STEP * k;
        double x, rest;
        pert_standard(mode, sx_normal_cdf(z), sx_normal_cdf(-z), &x, &rest);
        double density = exp(constant + (a - 1.0) * log(x) + (b - 1.0) * log(rest));
        m->node[k] = m->low + width * x;
        m->slope[k] = density > 0.0 ? SCORE_STEP * width * sx_normal_density(z) / density : 0.0;
    }
}

static double pert_draw(const sx_marginal *m, double score)
{
    double place = (score + SCORE_END) / SCORE_STEP;
    if (place <= 0.0)
        return m->node[0];
    if (place >= SX_MARGINAL_NODES - 1)
        return m->node[SX_MARGINAL_NODES - 1];
    int k = (int)place;
    double t = place - k, s = 1.0 - t;
    return s * s * ((1.0 + 2.0 * t) * m->node[k] + t * m->slope[k]) +
           t * t * ((3.0 - 2.0 * t) * m->node[k + 1] - s * m->slope[k + 1]);
}

double sx_marginal_draw(const sx_marginal *m, double score)
{
    double x = m->likely;
    if (m->family == SX_PERT)
        x = pert_draw(m, score);
    else if (m->family == SX_LOGNORMAL)
        x = m->likely * exp(score * (score < 0.0 ? m->sigma_low : m->sigma_high));
    else if (m->family == SX_TRIANGULAR)
        x = triangular_quantile(m, sx_normal_cdf(score), sx_normal_cdf(-score));
    return fmin(fmax(x, m->floor), m->ceiling);
}

bool sx_marginal_is_plain(const sx_marginal *m)
{
    return m->family == SX_FIXED || (m->family == SX_LOGNORMAL && m->sigma_low == m->sigma_high);
}
