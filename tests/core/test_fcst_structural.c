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
    bool smooth, column;  /* smooth: a wave in place of the passengers */
    double path[STEPS], deviation[STEPS], gain, first_index, last_index;
} golden;

static const golden of_numpy[] = {
    {24,
     12,
     0,
     false,
     false,
     {4.888854380927931, 4.952708147017818, 5.054165987068939},
     {0.042859399657063, 0.049829301661878, 0.055601256198712},
     12.869392306063048,
     -0.107936306015429,
     -0.070222982263232},
    {24,
     12,
     5,
     false,
     false,
     {4.888485386813291, 4.952691755305802, 5.054787947064073},
     {0.04188233626467, 0.048574479396299, 0.05416254230041},
     11.871201758002975,
     -0.106851267049217,
     -0.068579719706196},
    {18,
     12,
     0,
     false,
     false,
     {5.051564897527087, 5.046500456148035, 4.960473716930117},
     {0.042710829648434, 0.04753348635026, 0.050417649224395},
     6.8551447645030805,
     -0.1092699344072,
     -0.098313276058643},
    {24,
     1,
     0,
     false,
     false,
     {4.90621330094412, 4.906899580035289, 4.907585859126459},
     {0.116952739009255, 0.142655449574677, 0.16457166005952},
     0.0,
     0.0,
     0.0},
    {24,
     12,
     0,
     true,
     false,
     {4.983450228344392, 5.090929741197784, 5.181984586814633},
     {0.023795133573194, 0.024856954137016, 0.025505247646758},
     21.099696292072004,
     -0.010244303506224,
     -0.096997227002007},
    {24,
     12,
     0,
     false,
     true,
     {4.888674034648232, 4.952788602931741, 5.05461325242726},
     {0.04293268270949, 0.049810699944626, 0.055610848281164},
     12.869392306063048,
     -0.108096906312735,
     -0.070298903495986},
};

static double wave(size_t t)
{
    return 5.0 + 0.2 * sin(0.5235987755982988 * (double)t) + 0.03 * sin(12.9898 * (double)(t * t % 101));
}

static void fits_as_dense_matrices_do(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof of_numpy / sizeof *of_numpy; i++) {
        const golden *g = &of_numpy[i];
        double u[AIR], path[STEPS], deviation[STEPS], figure[12], column[AIR + STEPS], effect[AIR + STEPS];
        sx_structural fit = {.path = path, .deviation = deviation, .figure = figure, .effect = effect};
        for (size_t t = 0; t < AIR; t++)
            u[t] = t + 1 == g->missing ? (double)NAN : g->smooth ? wave(t) : log(air[t]);
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
        if (g->column) /* 0.000433633605029 for a standard deviation of the column */
            near(fit.coefficient[0] * 1.4571423708371427, 0.000433633605029, 1e-6);
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

/* With a slope at work and no season: the covariance matrix of structural.py, averaged over the grid ("no season"
 * above; numpy 1.24). */
static void errors_of_a_slope_are_those_of_dense_matrices(void **state)
{
    (void)state;
    static const double of_dense[STEPS][STEPS] = {{0.01363141930924181, 0.00923034820500493, 0.00927026594723106},
                                                  {0.00923034820500493, 0.02029896776898258, 0.01592685586730061},
                                                  {0.00927026594723106, 0.01592685586730061, 0.02702443463383312}};
    double u[AIR], path[STEPS], deviation[STEPS], figure[1], level = 0.0, drift = 0.0;
    sx_structural fit = {.path = path, .deviation = deviation, .figure = figure};
    for (size_t t = 0; t < AIR; t++)
        u[t] = log(air[t]);
    for (int again = 0; again < 2; again++) { /* nothing of an earlier fit is left */
        assert_true(sx_structural_fit(u, AIR, 1, STEPS, NULL, 0, &fit, work));
        for (size_t h = 0; h < STEPS; h++)
            for (size_t k = 0; k < STEPS; k++)
                near(sx_structural_covariance(&fit.errors, 1, h, k), of_dense[h][k], 1e-9);
        near(path[2] - path[1], fit.drift, 1e-9); /* without season and influences level and drift are the path */
        near(fit.level + 3.0 * fit.drift, path[2], 1e-12);
        assert_true(!again || (fit.level == level && fit.drift == drift));
        level = fit.level;
        drift = fit.drift;
    }
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
        cmocka_unit_test(errors_of_a_slope_are_those_of_dense_matrices),
        cmocka_unit_test(nothing_to_fit_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
