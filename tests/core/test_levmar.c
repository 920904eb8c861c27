/* Levenberg-Marquardt against the certified values of NIST's Statistical Reference Datasets (nonlinear regression),
 * from both of NIST's starts: 11 digits certified, at least 9 asked for. */
#include "core/unit.h"
#include "base/levmar.h"

typedef struct dataset {
    const double *x, *y;
    size_t n;
    double (*model)(const double *p, double x, double *by_p);
    size_t parameters;
} dataset;

static void residuals(const double *p, double *r, double *jacobian, void *data)
{
    const dataset *set = data;
    for (size_t i = 0; i < set->n; i++) {
        double by_p[4];
        r[i] = set->model(p, set->x[i], by_p) - set->y[i];
        for (size_t j = 0; j < set->parameters; j++)
            jacobian[i * set->parameters + j] = by_p[j];
    }
}

static double rise(const double *p, double x, double *by_p) /* Misra1a, BoxBOD */
{
    double decay = exp(-p[1] * x);
    by_p[0] = 1.0 - decay;
    by_p[1] = p[0] * x * decay;
    return p[0] * (1.0 - decay);
}

static double hyperbola(const double *p, double x, double *by_p) /* Misra1d */
{
    double below = 1.0 + p[1] * x;
    by_p[0] = p[1] * x / below;
    by_p[1] = p[0] * x / (below * below);
    return p[0] * p[1] * x / below;
}

static double logistic(const double *p, double x, double *by_p) /* Rat42 */
{
    double e = exp(p[1] - p[2] * x), below = 1.0 + e;
    by_p[0] = 1.0 / below;
    by_p[1] = -p[0] * e / (below * below);
    by_p[2] = p[0] * x * e / (below * below);
    return p[0] / below;
}

static double power(const double *p, double x, double *by_p) /* DanWood */
{
    by_p[0] = pow(x, p[1]);
    by_p[1] = p[0] * by_p[0] * log(x);
    return p[0] * by_p[0];
}

static const double MISRA_X[] = {77.6,  114.9, 141.1, 190.8, 239.9, 289.0, 332.8,
                                 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0};
static const double MISRA_Y[] = {10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02,
                                 44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78};
static const double BOXBOD_X[] = {1, 2, 3, 5, 7, 10}, BOXBOD_Y[] = {109, 149, 149, 191, 213, 224};
static const double RAT42_X[] = {9, 14, 21, 28, 42, 57, 63, 70, 79};
static const double RAT42_Y[] = {8.93, 10.80, 18.59, 22.33, 39.35, 56.11, 61.73, 64.62, 67.08};
static const double DANWOOD_X[] = {1.309, 1.471, 1.490, 1.565, 1.611, 1.680};
static const double DANWOOD_Y[] = {2.138, 3.421, 3.597, 4.340, 4.882, 5.660};

static void reaches(const char *name, dataset set, const double *start, const double *certified, double sum)
{
    double p[4] = {0}, found = 0.0;
    for (size_t j = 0; j < set.parameters; j++)
        p[j] = start[j];
    if (sx_levmar(residuals, &set, set.n, set.parameters, p, 1e3, 1000, &found) != SX_OK)
        fail_msg("%s did not settle", name);
    for (size_t j = 0; j < set.parameters; j++)
        if (!(fabs(p[j] - certified[j]) <= 1e-9 * fabs(certified[j])))
            fail_msg("%s: parameter %zu is %.12g and must be %.12g", name, j + 1, p[j], certified[j]);
    if (!(fabs(found - sum) <= 1e-10 * sum))
        fail_msg("%s: sum of squares %.12g", name, found);
}

static void nist(void **state)
{
    (void)state;
    dataset misra1a = {MISRA_X, MISRA_Y, 14, rise, 2}, misra1d = {MISRA_X, MISRA_Y, 14, hyperbola, 2};
    dataset boxbod = {BOXBOD_X, BOXBOD_Y, 6, rise, 2}, rat42 = {RAT42_X, RAT42_Y, 9, logistic, 3};
    dataset danwood = {DANWOOD_X, DANWOOD_Y, 6, power, 2};
    const double a[] = {2.3894212918E+02, 5.5015643181E-04}, d[] = {4.3736970754E+02, 3.0227324449E-04};
    const double b[] = {2.1380940889E+02, 5.4723748542E-01};
    const double r[] = {7.2462237576E+01, 2.6180768402E+00, 6.7359200066E-02};
    const double w[] = {7.6886226176E-01, 3.8604055871E+00};
    reaches("Misra1a 1", misra1a, (double[]){500, 0.0001}, a, 1.2455138894E-01);
    reaches("Misra1a 2", misra1a, (double[]){250, 0.0005}, a, 1.2455138894E-01);
    reaches("Misra1d 1", misra1d, (double[]){500, 0.0001}, d, 5.6419295283E-02);
    reaches("Misra1d 2", misra1d, (double[]){450, 0.0003}, d, 5.6419295283E-02);
    reaches("BoxBOD 2", boxbod, (double[]){100, 0.75}, b, 1.1680088766E+03);
    reaches("BoxBOD 1", boxbod, (double[]){1, 1}, b, 1.1680088766E+03);
    reaches("Rat42 1", rat42, (double[]){100, 1, 0.1}, r, 8.0565229338E+00);
    reaches("Rat42 2", rat42, (double[]){75, 2.5, 0.07}, r, 8.0565229338E+00);
    reaches("DanWood 1", danwood, (double[]){1, 5}, w, 4.3173084083E-03);
    reaches("DanWood 2", danwood, (double[]){0.7, 4}, w, 4.3173084083E-03);
}

static void out_of_the_question(void **state)
{
    (void)state;
    dataset rise_on = {BOXBOD_X, BOXBOD_Y, 6, rise, 2};
    double p[] = {1.0, -1e6}, sum = -1.0;
    assert_int_equal(sx_levmar(residuals, &rise_on, 6, 2, p, 1e3, 100, &sum), SX_NUM);
    assert_true(sum == -1.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nist), cmocka_unit_test(out_of_the_question)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
