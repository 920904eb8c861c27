/* The structural member against its slow twin by dense matrices (tests/oracle/structural.py, numpy), and what its
 * errors are said to be. */
#include "core/unit.h"
#include "fcst/structural.h"

enum { AIR = 24, STEPS = 3 };
static const double air[AIR] = {112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118,
                                115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114, 140};
static double work[4000];

static void near(double a, double b, double tolerance)
{
    if (!(fabs(a - b) <= tolerance * fabs(b)))
        fail_msg("%.17g is not %.17g", a, b);
}

typedef struct golden {
    size_t n, m, missing; /* missing: which value, from 1; 0: none */
    bool column;
    double path[STEPS], deviation[STEPS], gain, first_index, last_index;
} golden;

static const golden of_numpy[] = {
    {24,
     12,
     0,
     false,
     {4.878201039804337, 4.939703783716402, 5.040031635442151},
     {0.045119934449817, 0.051831008414972, 0.057751265440137},
     9.754122195655668,
     -0.104063917471648,
     -0.053421873352837},
    {24,
     12,
     5,
     false,
     {4.878153375935653, 4.940031208988819, 5.040873084384311},
     {0.044116867289915, 0.050557707086779, 0.056249501377755},
     9.115491142656381,
     -0.103117321402457,
     -0.052711527878056},
    {18,
     12,
     0,
     false,
     {5.032114199298905, 5.029560562166315, 4.958863125692318},
     {0.062749670122329, 0.068293816552377, 0.070233839904397},
     3.065880059454173,
     -0.095483604186622,
     -0.065486095335608},
    {24,
     1,
     0,
     false,
     {4.906034905708661, 4.90658119447316, 4.907127483237659},
     {0.116951048083354, 0.142490423175472, 0.164242938136101},
     0.0,
     0.0,
     0.0},
    {24,
     12,
     0,
     true,
     {4.878160614551248, 4.939928058870721, 5.040532245893854},
     {0.04522189476739, 0.051865132864264, 0.057850999204656},
     9.754122195655668,
     -0.104041439296146,
     -0.053501084384491},
};

static void fits_as_dense_matrices_do(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof of_numpy / sizeof *of_numpy; i++) {
        const golden *g = &of_numpy[i];
        double u[AIR], path[STEPS], deviation[STEPS], figure[12], column[AIR + STEPS], effect[AIR + STEPS];
        sx_structural fit = {.path = path, .deviation = deviation, .figure = figure, .effect = effect};
        for (size_t t = 0; t < AIR; t++)
            u[t] = t + 1 == g->missing ? (double)NAN : log(air[t]);
        for (size_t t = 0; t < AIR + STEPS; t++)
            column[t] = (double)(t * t % 7);
        assert_true(sx_structural_work(g->m, 1) < sizeof work / sizeof *work);
        assert_true(sx_structural_fit(u, g->n, g->m, STEPS, g->column ? column : NULL, g->column, &fit, work));
        for (size_t h = 0; h < STEPS; h++) {
            near(path[h], g->path[h], 1e-11);
            near(deviation[h], g->deviation[h], 1e-9);
        }
        near(fit.season_gain, g->gain, 1e-10);
        near(figure[0], g->first_index, 1e-10);
        near(figure[g->m - 1], g->last_index, 1e-10);
        if (g->column) /* .000424201651767 for a standard deviation of the column */
            near(fit.coefficient[0] * 1.4571423708371427, 0.000424201651767, 1e-6);
    }
}

/* Without a slope at work and with seasons of equal length, the errors by their parts are those of the steps but for
 * the difference between the grid's points. */
static void errors_by_parts_are_those_of_the_steps(void **state)
{
    (void)state;
    double u[96], path[24], deviation[24], figure[12];
    sx_structural fit = {.path = path, .deviation = deviation, .figure = figure};
    for (size_t t = 0; t < 96; t++)
        u[t] = 0.3 * sin(0.5235987755982988 * (double)t) + 0.1 * sin(12.9898 * (double)(t * t % 101));
    assert_true(sx_structural_fit(u, 96, 12, 24, NULL, 0, &fit, work));
    for (size_t h = 0; h < 24; h++)
        near(sx_structural_covariance(&fit.errors, 12, h, h), deviation[h] * deviation[h], 0.05);
    assert_true(sx_structural_covariance(&fit.errors, 12, 3, 15) > sx_structural_covariance(&fit.errors, 12, 3, 14));
    assert_true(sx_structural_covariance(&fit.errors, 12, 3, 14) == sx_structural_covariance(&fit.errors, 12, 14, 3));
}

static void nothing_to_fit_is_said(void **state)
{
    (void)state;
    double u[12], path[2], deviation[2], figure[4];
    sx_structural fit = {.path = path, .deviation = deviation, .figure = figure};
    for (size_t t = 0; t < 12; t++)
        u[t] = 3.0;
    assert_false(sx_structural_fit(u, 12, 4, 2, NULL, 0, &fit, work));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fits_as_dense_matrices_do),
        cmocka_unit_test(errors_by_parts_are_those_of_the_steps),
        cmocka_unit_test(nothing_to_fit_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
