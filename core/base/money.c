#include "base/money.h"
#include <math.h>
#include "base/statistics.h"

bool sx_is_cents(double x, int64_t *cents)
{
    if (!(fabs(x) <= SX_MONEY_MOST))
        return false;
    double whole = nearbyint(x * 100.0);
    if (whole / 100.0 != x) /* the product of a very large amount may round to half a cent beside */
        whole += whole / 100.0 < x ? 1.0 : -1.0;
    if (whole / 100.0 != x)
        return false;
    *cents = (int64_t)whole;
    return true;
}

double sx_money_cents(double x)
{
    int64_t cents;
    double close = fabs(x) * 100.0;
    if (sx_is_cents(x, &cents))
        return copysign((double)cents, x);
    /* 1.005 x 100 falls short of 100.5; what closes that would be a cent of its own in a very large amount. */
    return copysign(floor(close < 1e14 ? close * (1.0 + 4e-16) + 0.5 : close + 0.5), x);
}

double sx_money_sum(const double *x, size_t n)
{
    if (n == 0)
        return 0.0;
    int64_t sum = 0, cents = 0;
    for (size_t i = 0; i < n; i++) {
        if (!sx_is_cents(x[i], &cents) || sum > INT64_MAX / 2 || sum < INT64_MIN / 2)
            return sx_sum(x, n);
        sum += cents;
    }
    return (double)sum / 100.0;
}

double sx_money_add(double a, double b)
{
    double both[] = {a, b};
    return sx_money_sum(both, 2);
}

double sx_money_subtract(double a, double b)
{
    return sx_money_add(a, -b);
}
