#include "test/power.h"
#include <math.h>
#include <stdbool.h>
#include "base/distribution.h"
#include "test/noncentral.h"

static double spread_pooled(double p1, double p2)
{
    double p = 0.5 * (p1 + p2);
    return sqrt(2.0 * p * (1.0 - p));
}

static double spread_apart(double p1, double p2)
{
    return sqrt(p1 * (1.0 - p1) + p2 * (1.0 - p2));
}

sx_status sx_shares_power(double p1, double p2, double n, double tail, double *power)
{
    double pooled = spread_pooled(p1, p2), apart = spread_apart(p1, p2);
    if (pooled == 0.0)
        return SX_DIV0;
    double margin = sqrt(n) * fabs(p1 - p2) + sx_normal_quantile(tail) * pooled;
    *power = apart > 0.0 ? sx_normal_cdf(margin / apart) : margin > 0.0 ? 1.0 : 0.0;
    return SX_OK;
}

sx_status sx_shares_size(double p1, double p2, double power, double tail, double *n)
{
    if (p1 == p2)
        return SX_NA;
    double z = -sx_normal_quantile(tail) * spread_pooled(p1, p2) + sx_normal_quantile(power) * spread_apart(p1, p2);
    double root = fmax(z, 0.0) / fabs(p1 - p2), size = fmax(root * root, 2.0);
    if (!isfinite(size))
        return SX_NUM;
    *n = size;
    return SX_OK;
}

sx_status sx_shares_effect(double p1, double n, double power, double tail, double *effect)
{
    if (p1 == 1.0)
        return SX_NA;
    double za = -sx_normal_quantile(tail), zb = sx_normal_quantile(power), low = 0.0, high = 1.0 - p1;
    for (int step = 0; step < 1100; step++) {
        /* First the end itself, then halves; it ends where two neighbouring numbers are left. */
        double d = step == 0 ? high : low + 0.5 * (high - low), p2 = fmin(p1 + d, 1.0);
        if (step > 0 && (d <= low || d >= high))
            break;
        int found = sqrt(n) * d >= za * spread_pooled(p1, p2) + zb * spread_apart(p1, p2);
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

double sx_means_power(double effect, double sd, double n, double tail)
{
    double df = 2.0 * (n - 1.0), ncp = sqrt(0.5 * n) * (fabs(effect) / sd), t = sx_t_upper_quantile(tail, df);
    if (tail >= 1.0)
        return 1.0; /* a level that rounds to none finds everything */
    /* Beyond that it is missed with less than 1e-20: Z < -40, or the root of chi-squared / df above 7 at df >= 2. */
    if (ncp > 40.0 + 7.0 * fmax(t, 0.0))
        return 1.0;
    return sx_noncentral_t_upper(t, df, ncp);
}

/* One of n and effect is asked for, the other given; the standard deviation is 1. */
typedef struct question {
    double effect, n, tail, power;
    bool asks_n;
} question;

static double excess(const question *q, double value)
{
    return sx_means_power(q->asks_n ? q->effect : value, 1.0, q->asks_n ? value : q->n, q->tail) - q->power;
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

sx_status sx_means_size(double effect, double sd, double power, double tail, double *n)
{
    question q = {.effect = effect / sd, .tail = tail, .power = power, .asks_n = true};
    if (effect == 0.0)
        return SX_NA;
    if (excess(&q, 2.0) >= 0.0) {
        *n = 2.0;
        return SX_OK;
    }
    double high = 4.0;
    while (excess(&q, high) < 0.0) {
        high *= 2.0;
        if (high > 1e15)
            return SX_NUM;
    }
    *n = solve(&q, 0.5 * high, high);
    return SX_OK;
}

sx_status sx_means_effect(double sd, double n, double power, double tail, double *effect)
{
    question q = {.n = n, .tail = tail, .power = power};
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
