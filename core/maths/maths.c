/* What newlib's mathematical functions need from their host, and those functions that are exact by their definition, so
 * that every machine has the same anyhow: here they are a few lines, and need no instruction that a processor may lack.
 * Nobody reads errno; rounding is to nearest. */
#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

double __ieee754_hypot(double x, double y);
double __ieee754_log10(double x);
double __ieee754_lgamma_r(double x, int *sign);
double __ieee754_sqrt(double x);
int *__errno(void);

int *__errno(void) /* newlib 4 asks for it whatever WANT_ERRNO says */
{
    return &errno;
}

double hypot(double x, double y)
{
    return __ieee754_hypot(x, y);
}

double log10(double x)
{
    return __ieee754_log10(x);
}

double lgamma(double x)
{
    int sign;
    return __ieee754_lgamma_r(x, &sign);
}

double ldexp(double x, int exponent)
{
    return scalbn(x, exponent);
}

double sqrt(double x)
{
    return __builtin_sqrt(x); /* the instruction: correctly rounded on every processor */
}

double __ieee754_sqrt(double x)
{
    return __builtin_sqrt(x);
}

/* Of two equal values (the zeros of either sign) the second; a NaN gives way. */
double fmax(double x, double y)
{
    return x > y || isnan(y) ? x : y;
}

double fmin(double x, double y)
{
    return x < y || isnan(y) ? x : y;
}

/* Beyond 2^52 every double is whole, and adding it drops the fraction, ties to even. */
double nearbyint(double x)
{
    double size = fabs(x);
    return size < 0x1p52 ? copysign((size + 0x1p52) - 0x1p52, x) : x;
}

double floor(double x)
{
    double near = nearbyint(x);
    return near > x ? near - 1.0 : near;
}

double ceil(double x)
{
    double near = nearbyint(x);
    return near < x ? copysign(near + 1.0, x) : near;
}

double round(double x)
{
    double size = fabs(x), near = nearbyint(size);
    return copysign(near - size == -0.5 ? near + 1.0 : near, x);
}

/* Doubles of one sign stand in the order of their bits. */
double nextafter(double x, double y)
{
    if (isnan(x) || isnan(y))
        return x + y;
    if (x == y)
        return y;
    if (x == 0.0)
        return copysign(0x1p-1074, y);
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    bits += (x < y) == (x > 0.0) ? 1 : UINT64_MAX;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* a + b without an error: Knuth, The Art of Computer Programming 2, 4.2.2, theorem B. */
static double two_sum(double a, double b, double *error)
{
    double sum = a + b, of_b = sum - a, of_a = sum - of_b;
    *error = (a - of_a) + (b - of_b);
    return sum;
}

/* The two halves of a factor, each of at most 26 bits: Veltkamp's splitting (Dekker 1971). */
static double upper_half(double a)
{
    double scaled = 134217729.0 * a;
    return scaled - (scaled - a);
}

/* a b + c with one rounding, as the instruction does it where there is one: Boldo and Melquiond, Emulation of FMA and
 * correctly rounded sums (2008), figure 4. What leaves the range of doubles on the way (a factor above 2^996) ends as a
 * NaN and is done with two roundings; so is, unnoticed, an error of the product below 2^-1074. */
double fma(double a, double b, double c)
{
    double product = a * b, a1 = upper_half(a), a2 = a - a1, b1 = upper_half(b), b2 = b - b1;
    double rest = a2 * b2 - (((product - a1 * b1) - a2 * b1) - a1 * b2);
    double lower_of_sum, lower_of_all, error;
    double upper = two_sum(c, rest, &lower_of_sum);
    double all = two_sum(product, upper, &lower_of_all);
    double small = two_sum(lower_of_sum, lower_of_all, &error);
    /* Round to odd: an inexact sum of the small parts ends in a one, so that the last sum rounds once. Without a
     * branch: whether it is inexact and even is as good as drawn. */
    uint64_t bits, away = (error > 0.0) == (small > 0.0);
    memcpy(&bits, &small, sizeof bits);
    bits += ((error != 0.0) & ~bits) * (2 * away - 1);
    memcpy(&small, &bits, sizeof small);
    double result = all + small;
    return isnan(result) ? product + c : result;
}
