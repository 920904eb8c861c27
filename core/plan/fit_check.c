#include "plan/fit_check.h"
#include <math.h>
#include <stdint.h>

static const double PI = 3.14159265358979323846;
static const double STANDS_OUT = 4.5, LAG_BEYOND = 2.326; /* normal, one side, 1 % */
enum { LEAST_LEVEL = 8 };                                 /* periods on either side of a change of level */

static double sum_of_squares(const double *r, size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += r[i] * r[i];
    return sum;
}

static void check_lag(const double *r, const size_t *period, size_t n, double squares, sx_fit_check *out)
{
    double products = 0.0, pairs = 0.0;
    for (size_t i = 1; i < n; i++)
        if (period[i] == period[i - 1] + 1) {
            products += r[i] * r[i - 1];
            pairs += 1.0;
        }
    if (pairs < 8.0)
        return;
    double lag = products / squares * ((double)n / pairs);
    if (sqrt(pairs) * (lag + 1.0 / (double)n) > LAG_BEYOND)
        out->lag = lag;
}

/* Share of the squares that a sine and a cosine of this length explain, the constant with them. */
static double cycle_share(const double *r, const size_t *period, size_t n, size_t length, double squares)
{
    double cc = 0.0, cs = 0.0, ss = 0.0, c1 = 0.0, s1 = 0.0, rc = 0.0, rs = 0.0, r1 = 0.0, m = (double)n;
    for (size_t i = 0; i < n; i++) {
        double turn = 2.0 * PI * (double)(period[i] % length) / (double)length, c = cos(turn), s = sin(turn);
        cc += c * c;
        cs += c * s;
        ss += s * s;
        c1 += c;
        s1 += s;
        rc += r[i] * c;
        rs += r[i] * s;
        r1 += r[i];
    }
    cc -= c1 * c1 / m;
    cs -= c1 * s1 / m;
    ss -= s1 * s1 / m;
    rc -= r1 * c1 / m;
    rs -= r1 * s1 / m;
    double determinant = cc * ss - cs * cs;
    if (!(determinant > 1e-9 * cc * ss))
        return 0.0;
    return (rc * rc * ss - 2.0 * rc * rs * cs + rs * rs * cc) / determinant / squares;
}

static void check_season(const double *r, const size_t *period, size_t n, double degrees, double squares,
                         sx_fit_check *out)
{
    static const size_t CYCLE[] = {52, 12, 7, 4};
    size_t span = period[n - 1] - period[0] + 1, tried = 0;
    double least = 1.0;
    for (size_t k = 0; k < sizeof CYCLE / sizeof *CYCLE; k++) {
        if (span < 2 * CYCLE[k] || degrees <= 4.0)
            continue;
        tried++;
        double share = fmin(cycle_share(r, period, n, CYCLE[k], squares), 1.0);
        double chance = pow(1.0 - share, 0.5 * (degrees - 2.0)); /* P(F > f) of F(2, v): (1 + 2 f / v)^(-v / 2) */
        if (chance < least) {
            least = chance;
            out->season = CYCLE[k];
            out->season_share = share;
        }
    }
    if (!(least * (double)tried < 0.01)) {
        out->season = 0;
        out->season_share = 0.0;
    }
}

/* t of what takes `gain` squares away, the rest estimating the variance. */
static double t_of(double gain, double squares, double degrees)
{
    double left = squares - gain;
    return left > 0.0 ? sqrt(gain / (left / (degrees - 1.0))) : (double)INFINITY;
}

static void check_breaks(const double *r, const size_t *period, size_t n, double degrees, double squares,
                         sx_fit_check *out)
{
    double before = 0.0, total = 0.0, m = (double)n;
    for (size_t i = 0; i < n; i++)
        total += r[i];
    for (size_t i = 0; i < n; i++) {
        double t = t_of(r[i] * r[i] * m / degrees, squares, degrees); /* 1 - leverage is about degrees / n */
        if (t > STANDS_OUT && t > out->pulse) {
            out->pulse = t;
            out->pulse_at = period[i];
        }
        double k = (double)i, apart = i > 0 ? (total - before) / (m - k) - before / k : 0.0;
        if (i >= LEAST_LEVEL && n - i >= LEAST_LEVEL) {
            t = t_of(apart * apart * k * (m - k) / m, squares, degrees);
            if (t > STANDS_OUT && t > out->step) {
                out->step = t;
                out->step_at = period[i];
            }
        }
        before += r[i];
    }
}

sx_fit_check sx_fit_check_residuals(const double *residual, const size_t *period, size_t n, size_t parameters)
{
    sx_fit_check out = {0};
    double squares = sum_of_squares(residual, n), degrees = (double)n - (double)parameters;
    if (n < 12 || degrees < 6.0 || !(squares > 0.0))
        return out;
    check_lag(residual, period, n, squares, &out);
    check_season(residual, period, n, degrees, squares, &out);
    check_breaks(residual, period, n, degrees, squares, &out);
    return out;
}

bool sx_fit_check_fires(const sx_fit_check *check)
{
    return check->lag > 0.0 || check->season > 0 || check->pulse > 0.0 || check->step > 0.0;
}
