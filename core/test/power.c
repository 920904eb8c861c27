#include "test/power.h"
#include <math.h>
#include <stdbool.h>
#include "base/distribution.h"
#include "test/noncentral.h"

/* Standard deviations of the difference of two shares, times the root of the first group's size (Fleiss, Levin and Paik
 * 2003, 4.5). */
static double spread_pooled(double p1, double p2, double ratio)
{
    double p = (p1 + ratio * p2) / (1.0 + ratio);
    return sqrt((1.0 + 1.0 / ratio) * p * (1.0 - p));
}

static double spread_apart(double p1, double p2, double ratio)
{
    return sqrt(p1 * (1.0 - p1) + p2 * (1.0 - p2) / ratio);
}

/* Of the first group, so that both have two. */
static double least_size(double ratio)
{
    return ratio < 1.0 ? 2.0 / ratio : 2.0;
}

sx_status sx_shares_power(double p1, double p2, double n, double ratio, double tail, double *power)
{
    double pooled = spread_pooled(p1, p2, ratio), apart = spread_apart(p1, p2, ratio);
    if (pooled == 0.0)
        return SX_DIV0;
    double margin = sqrt(n) * fabs(p1 - p2) + sx_normal_quantile(tail) * pooled;
    *power = apart > 0.0 ? sx_normal_cdf(margin / apart) : margin > 0.0 ? 1.0 : 0.0;
    return SX_OK;
}

sx_status sx_shares_size(double p1, double p2, double ratio, double power, double tail, double *n)
{
    if (p1 == p2)
        return SX_NA;
    double z = -sx_normal_quantile(tail) * spread_pooled(p1, p2, ratio) +
               sx_normal_quantile(power) * spread_apart(p1, p2, ratio);
    double root = fmax(z, 0.0) / fabs(p1 - p2), size = fmax(root * root, least_size(ratio));
    if (!isfinite(size))
        return SX_NUM;
    *n = size;
    return SX_OK;
}

sx_status sx_shares_effect(double p1, double n, double ratio, double power, double tail, double *effect)
{
    if (p1 == 1.0)
        return SX_NA;
    double za = -sx_normal_quantile(tail), zb = sx_normal_quantile(power), low = 0.0, high = 1.0 - p1;
    for (int step = 0; step < 1100; step++) {
        /* First the end itself, then halves; it ends where two neighbouring numbers are left. */
        double d = step == 0 ? high : low + 0.5 * (high - low), p2 = fmin(p1 + d, 1.0);
        if (step > 0 && (d <= low || d >= high))
            break;
        int found = sqrt(n) * d >= za * spread_pooled(p1, p2, ratio) + zb * spread_apart(p1, p2, ratio);
        if (step == 0 && !found)
            return SX_NA;
        if (found)
            high = d;
        else
            low = d;
    }
    *effect = high;
    return SX_OK;
}

double sx_means_power(double effect, double sd, double n, double ratio, double tail)
{
    double df = (n - 1.0) + (ratio * n - 1.0), ncp = sqrt(ratio / (1.0 + ratio) * n) * (fabs(effect) / sd),
           t = sx_t_upper_quantile(tail, df);
    if (tail >= 1.0)
        return 1.0; /* a level that rounds to none finds everything */
    /* Beyond that it is missed with less than 1e-20: Z < -40, or the root of chi-squared / df above 7 at df >= 2. */
    if (ncp > 40.0 + 7.0 * fmax(t, 0.0))
        return 1.0;
    return sx_noncentral_t_upper(t, df, ncp);
}

/* One of n and effect is asked for, the other given; the standard deviation is 1. */
typedef struct question {
    double effect, n, ratio, tail, power;
    bool asks_n;
} question;

static double excess(const question *q, double value)
{
    return sx_means_power(q->asks_n ? q->effect : value, 1.0, q->asks_n ? value : q->n, q->ratio, q->tail) - q->power;
}

/* Where excess, which rises, passes zero between low (below) and high (not below): the Illinois rule (Dowell and
 * Jarratt 1971, BIT 11), with a bisection in every fourth step so that it always ends. */
static double solve(const question *q, double low, double high)
{
    double below = excess(q, low), above = excess(q, high);
    int side = 0;
    for (int step = 0; step < 200 && high - low > 1e-13 * high; step++) {
        double guess = step % 4 < 3 ? low - (high - low) * (below / (above - below)) : 0.0;
        if (!(guess > low && guess < high))
            guess = low + 0.5 * (high - low);
        double there = excess(q, guess);
        if (there < 0.0) {
            low = guess;
            below = there;
            above *= side < 0 ? 0.5 : 1.0; /* twice on one side: pull the other end in */
            side = -1;
        } else {
            high = guess;
            above = there;
            below *= side > 0 ? 0.5 : 1.0;
            side = 1;
        }
    }
    return low + 0.5 * (high - low);
}

sx_status sx_means_size(double effect, double sd, double ratio, double power, double tail, double *n)
{
    question q = {.effect = effect / sd, .ratio = ratio, .tail = tail, .power = power, .asks_n = true};
    if (effect == 0.0)
        return SX_NA;
    double high = least_size(ratio);
    if (excess(&q, high) >= 0.0) {
        *n = high;
        return SX_OK;
    }
    high *= 2.0;
    while (excess(&q, high) < 0.0) {
        high *= 2.0;
        if (high > 1e15)
            return SX_NUM;
    }
    *n = solve(&q, 0.5 * high, high);
    return SX_OK;
}

sx_status sx_means_effect(double sd, double n, double ratio, double power, double tail, double *effect)
{
    question q = {.n = n, .ratio = ratio, .tail = tail, .power = power};
    if (excess(&q, 0.0) >= 0.0)
        return SX_NUM;
    double low = 0.0, high = sqrt(2.0 / n); /* in standard deviations */
    while (excess(&q, high) < 0.0) {
        low = high;
        high *= 2.0;
    }
    double found = sd * solve(&q, low, high);
    if (!isfinite(found))
        return SX_NUM;
    *effect = found;
    return SX_OK;
}
