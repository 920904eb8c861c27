/* The mathematical functions of core/maths: the bits that every machine must give, how near they come to the true
 * value, and those that are exact against the system's. The tests of the core run with the same functions linked in. */
#include <dlfcn.h>
#include "core/unit.h"
#include "core/draw.h"

#ifdef _WIN32
#define LIBM "ucrtbase.dll"
#else
#define LIBM "libm.so.6"
#endif

enum { POINTS = 100000 };

static uint64_t bits_of(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return isnan(value) ? 0x7ff8000000000000u : bits; /* a NaN's sign differs by processor, and nothing shows it */
}

static double squeeze(double x) /* two arguments out of one, for pow and hypot */
{
    return 40.0 * (x - floor(x)) - 20.0;
}

static double pow_of(double x)
{
    return pow(x, squeeze(4096.0 * x));
}

static long double powl_of(double x)
{
    return powl((long double)x, (long double)squeeze(4096.0 * x));
}

static double hypot_of(double x)
{
    return hypot(x, squeeze(4096.0 * x));
}

static long double hypotl_of(double x)
{
    return hypotl((long double)x, (long double)squeeze(4096.0 * x));
}

#define LONG(name)                                                                                                     \
    static long double name##_of(double x)                                                                             \
    {                                                                                                                  \
        return name((long double)x);                                                                                   \
    }
LONG(expl)
LONG(expm1l)
LONG(logl)
LONG(log1pl)
LONG(log10l)
LONG(sinl)
LONG(erfcl)
LONG(lgammal)

/* bits: FNV-1a over the results at the points. Another value means another function: a processor's or compiler's own
 * way or another release of newlib. Figures then differ from those of other machines: find out why, do not change the
 * number. Regenerated only when the functions are replaced on purpose; the same on gcc and clang, -O0 to -O3, x86_64
 * with and without FMA, and aarch64. ulps: the most that it may be off, in units of the last place. */
static const struct {
    const char *name;
    double (*function)(double);
    long double (*truth)(double);
    double low, high, ulps;
    uint64_t bits;
} functions[] = {
    {"exp", exp, expl_of, -745.0, 709.0, 0.6, 0xda03f619298ec4e7u},
    {"exp near 0", exp, expl_of, -1.0, 1.0, 0.6, 0x1c4207cd7643b912u},
    {"expm1", expm1, expm1l_of, -40.0, 709.0, 1.0, 0x31365dd23cff69b8u},
    {"expm1 near 0", expm1, expm1l_of, -1.0, 1.0, 1.0, 0xed8b327b2dde036fu},
    {"log", log, logl_of, 0.0, 1e6, 0.6, 0x962eb904354ea5a0u},
    {"log near 1", log, logl_of, 0.5, 2.0, 0.6, 0x272af2d6e16d55dfu},
    {"log1p", log1p, log1pl_of, -1.0, 1e6, 1.0, 0xe7b4e156f19dc849u},
    {"log1p near 0", log1p, log1pl_of, -0.5, 0.5, 1.0, 0xfb448a968e22e3b1u},
    {"log10", log10, log10l_of, 0.0, 1e6, 2.0, 0x100589c6766c0f5eu},
    {"sin", sin, sinl_of, -1000.0, 1000.0, 1.0, 0xe08694809547e91au},
    {"erfc", erfc, erfcl_of, -5.0, 26.0, 3.0, 0xc122e0d767ab5ec5u},
    {"lgamma", lgamma, lgammal_of, 2.5, 1e6, 2.0, 0x158ce2e13e17e022u},
    {"lgamma of little", lgamma, lgammal_of, 0.0, 0.9, 2.0, 0x41cceb6e7577c8e9u},
    {"pow", pow_of, powl_of, 0.0, 100.0, 0.6, 0xee9834dfc9dbc53au},
    {"hypot", hypot_of, hypotl_of, -30.0, 30.0, 1.0, 0x648399fa383b265du},
};

static double point(size_t f)
{
    return functions[f].low + draw() * (functions[f].high - functions[f].low);
}

static void gives_the_same_bits_everywhere(void **state)
{
    (void)state;
    int wrong = 0;
    for (size_t f = 0; f < sizeof functions / sizeof *functions; f++) {
        uint64_t hash = 0xcbf29ce484222325u;
        seed = f;
        for (int i = 0; i < POINTS; i++)
            for (uint64_t bits = bits_of(functions[f].function(point(f))), byte = 0; byte < 8; byte++, bits >>= 8)
                hash = (hash ^ (bits & 255)) * 0x100000001b3u;
        if (hash != functions[f].bits) {
            print_error("%s: bits %#llx\n", functions[f].name, (unsigned long long)hash);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void comes_near_the_truth(void **state)
{
    (void)state;
#ifdef _WIN32
    skip(); /* mingw-w64's long double functions are no yardstick: its sinl is 220 units off */
#endif
    for (size_t f = 0; f < sizeof functions / sizeof *functions; f++) {
        double worst = 0.0, where = 0.0;
        seed = f;
        for (int i = 0; i < POINTS; i++) {
            double x = point(f), found = functions[f].function(x);
            long double truth = functions[f].truth(x);
            int exponent;
            frexp(found, &exponent);
            double off =
                fabs((double)((found - truth) / (long double)ldexp(1.0, exponent < -1021 ? -1074 : exponent - 53)));
            if (off > worst)
                worst = off, where = x;
        }
        if (worst > functions[f].ulps)
            fail_msg("%s is %.2f ulp off at %.17g", functions[f].name, worst, where);
    }
}

/* A double of any kind: all bits at random, or near a whole number or a half, or one of the edges. */
static double any(void)
{
    static const double edges[] = {0.0,    -0.0,         0.5,       -0.5,      1.5,
                                   0x1p52, 0x1p52 - 0.5, -0x1p53,   0x1p-1074, 0x1p-1022,
                                   1e308,  INFINITY,     -INFINITY, NAN,       0.49999999999999994};
    double kind = draw();
    if (kind < 0.1)
        return edges[(size_t)(draw() * (double)(sizeof edges / sizeof *edges))];
    if (kind < 0.4)
        return ((double)(int64_t)(draw() * 2000.0) - 1000.0) / 2.0;
    if (kind < 0.7)
        return (draw() - 0.5) * 1e4;
    uint64_t bits = (uint64_t)(draw() * 0x1p32) << 32 | (uint64_t)(draw() * 0x1p32);
    double value;
    memcpy(&value, &bits, sizeof value);
    return isnan(value) ? (double)NAN : value; /* none that signals: the system may answer those as it likes */
}

static void same(const char *name, double x, double y, double found, double wanted)
{
    if (bits_of(found) != bits_of(wanted))
        fail_msg("%s(%a, %a) is %a and should be %a", name, x, y, found, wanted);
}

typedef double (*one)(double);
typedef double (*two)(double, double);

static void *system_function(void *libm, const char *name)
{
    void *found = dlsym(libm, name);
    assert_non_null(found);
    return found;
}

static void exact_ones_are_the_systems(void **state)
{
    (void)state;
    void *libm = dlopen(LIBM, RTLD_NOW);
    assert_non_null(libm);
    const struct {
        const char *name;
        one ours;
    } ones[] = {{"floor", floor}, {"ceil", ceil}, {"round", round}, {"nearbyint", nearbyint}, {"sqrt", sqrt}};
    const struct {
        const char *name;
        two ours;
    } twos[] = {{"fmax", fmax}, {"fmin", fmin}, {"nextafter", nextafter}, {"copysign", copysign}};
    for (size_t f = 0; f < sizeof ones / sizeof *ones; f++) {
        one theirs;
        *(void **)&theirs = system_function(libm, ones[f].name);
        seed = 100 + f;
        for (int i = 0; i < POINTS; i++) {
            double x = any();
            same(ones[f].name, x, 0.0, ones[f].ours(x), theirs(x));
        }
    }
    for (size_t f = 0; f < sizeof twos / sizeof *twos; f++) {
        two theirs;
        *(void **)&theirs = system_function(libm, twos[f].name);
        seed = 200 + f;
        for (int i = 0; i < POINTS; i++) {
            double x = any(), y = draw() < 0.2 ? x : any();
            if (f < 2 && x == 0.0 && y == 0.0)
                continue; /* which zero is the greater is left open by the standard: below */
            same(twos[f].name, x, y, twos[f].ours(x, y), theirs(x, y));
        }
    }
    seed = 300;
    double (*ldexp_there)(double, int), (*frexp_there)(double, int *);
    *(void **)&ldexp_there = system_function(libm, "ldexp");
    *(void **)&frexp_there = system_function(libm, "frexp");
    for (int i = 0; i < POINTS; i++) {
        double x = any();
        int by = (int)(draw() * 4400.0) - 2200, ours = 0, theirs = 0;
        same("ldexp", x, by, ldexp(x, by), ldexp_there(x, by));
        same("frexp", x, 0.0, frexp(x, &ours), frexp_there(x, &theirs));
        if (isfinite(x))
            assert_int_equal(ours, theirs);
    }
    dlclose(libm);
}

static void of_two_zeros_the_second(void **state)
{
    (void)state;
    assert_true(signbit(fmax(0.0, -0.0)) && signbit(fmin(0.0, -0.0)));
    assert_true(!signbit(fmax(-0.0, 0.0)) && !signbit(fmin(-0.0, 0.0)));
}

/* Factors and sums whose parts overlap in every way, ties included; the system's is exact (an instruction, or whole
 * numbers). */
static void fma_rounds_once(void **state)
{
    (void)state;
    void *libm = dlopen(LIBM, RTLD_NOW);
    assert_non_null(libm);
    double (*theirs)(double, double, double);
    *(void **)&theirs = system_function(libm, "fma");
    seed = 400;
    int differ = 0;
    for (int i = 0; i < 10 * POINTS; i++) {
        double a = ldexp(draw() - 0.5, (int)(draw() * 300.0) - 150),
               b = ldexp(draw() - 0.5, (int)(draw() * 300.0) - 150);
        if (draw() < 0.5) /* few digits: ties */
            a = ldexp(floor(draw() * 0x1p27), -10), b = ldexp(floor(draw() * 0x1p27) + 1.0, 20);
        double c = draw() < 0.3 ? -a * b : ldexp(-a * b * (0.5 + draw()), (int)(draw() * 130.0) - 65);
        if (draw() < 0.3)
            c = ldexp(1.0, (int)(draw() * 120.0) - 60) * a * b;
        double wanted = theirs(a, b, c);
        same("fma", a, b, fma(a, b, c), wanted);
        differ += bits_of(wanted) != bits_of(a * b + c);
    }
    assert_true(differ > POINTS);
    same("fma", 1.0, 1.0, fma(INFINITY, 1.0, 1.0), INFINITY);
    same("fma", 1.0, 1.0, fma(0.0, 1.0, -0.0), 0.0);
    same("fma", 1.0, 1.0, fma(1e200, 1e200, 1.0), INFINITY);
    same("fma", 1e300, 1e-10, fma(1e300, 1e-10, -1e290), theirs(1e300, 1e-10, -1e290));
    same("fma", 1e300, 2.0, fma(1e300, 2.0, 1e308), 2e300 + 1e308);
    same("fma", 0.0, INFINITY, fma(0.0, INFINITY, 1.0), NAN);
    dlclose(libm);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_same_bits_everywhere),
        cmocka_unit_test(comes_near_the_truth),
        cmocka_unit_test(exact_ones_are_the_systems),
        cmocka_unit_test(of_two_zeros_the_second),
        cmocka_unit_test(fma_rounds_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
