/* The models of the pool against R 4.2.2 with forecast 8.20 (ets, thetaf, BoxCox.lambda, decompose, arima) on R's own
 * data sets, and against slow, obvious twins. Where both minimise, ours may be a little better, never worse. */
#include <stdlib.h>
#include "core/unit.h"
#include "fcst/arima.h"
#include "fcst/boxcox.h"
#include "fcst/holtwinters.h"
#include "fcst/intermittent.h"
#include "fcst/kind.h"
#include "fcst/prepare.h"
#include "fcst/seasonality.h"
#include "fcst/smooth.h"
#include "fcst/theta.h"

/* R: datasets::Nile, uspop, AirPassengers */
static const double nile[] = {1120, 1160, 963, 1210, 1160, 1160, 813,  1230, 1370, 1140, 995,  935,  1110, 994,  1020,
                              960,  1180, 799, 958,  1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774,  840,
                              874,  694,  940, 833,  701,  916,  692,  1020, 1050, 969,  831,  726,  456,  824,  702,
                              1120, 1100, 832, 764,  821,  768,  845,  864,  862,  698,  845,  744,  796,  1040, 759,
                              781,  865,  845, 944,  984,  897,  822,  1010, 771,  676,  649,  846,  812,  742,  801,
                              1040, 860,  874, 848,  890,  744,  749,  838,  1050, 918,  986,  797,  923,  975,  815,
                              1020, 906,  901, 1170, 912,  746,  919,  718,  714,  740};
static const double uspop[] = {3.93, 5.31, 7.24, 9.64,  12.9,  17.1,  23.2,  31.4,  39.8, 50.2,
                               62.9, 76,   92,   105.7, 122.8, 131.7, 151.3, 179.3, 203.2};
static const double air[] = {112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149,
                             170, 170, 158, 133, 114, 140, 145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166,
                             171, 180, 193, 181, 183, 218, 230, 242, 209, 191, 172, 194, 196, 196, 236, 235, 229, 243,
                             264, 272, 237, 211, 180, 201, 204, 188, 235, 227, 234, 264, 302, 293, 259, 229, 203, 229,
                             242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278, 284, 277, 317, 313, 318, 374,
                             413, 405, 355, 306, 271, 306, 315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336,
                             340, 318, 362, 348, 363, 435, 491, 505, 404, 359, 310, 337, 360, 342, 406, 396, 420, 472,
                             548, 559, 463, 407, 362, 405, 417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432};
enum { NILE = sizeof nile / sizeof *nile, USPOP = sizeof uspop / sizeof *uspop, AIR = sizeof air / sizeof *air };

static double work[20000];

static void near(double a, double b, double tolerance)
{
    if (!(fabs(a - b) <= tolerance * fabs(b)))
        fail_msg("%.10g is not %.10g", a, b);
}

static void ses_as_in_r(void **state)
{
    (void)state;
    sx_ses fit;
    sx_ses_fit(nile, NILE, &fit);
    assert_true(fit.squares <= 2038674.50051 * (1.0 + 1e-6)); /* ets(Nile, "ANN") */
    near(fit.alpha, 0.245533862697, 0.02);
    near(fit.first, 1110.68685995, 0.005);
    double level = fit.first, squares = 0.0; /* the recursion said plainly */
    for (size_t t = 0; t < NILE; t++) {
        squares += (nile[t] - level) * (nile[t] - level);
        level = fit.alpha * nile[t] + (1.0 - fit.alpha) * level;
    }
    near(fit.squares, squares, 1e-10);
    near(fit.level, level, 1e-12);
}

static void theta_as_in_r(void **state)
{
    (void)state;
    static const double r_nile[] = {799.811996216, 798.454843501, 797.097690785, 795.74053807};
    double path[4], alpha, slope;
    sx_theta(nile, NILE, 4, path, &alpha, &slope, work); /* thetaf smooths the series, not its theta line */
    for (size_t h = 0; h < 4; h++)
        near(path[h], r_nile[h], 0.015);
    near(slope, -1.357152715, 1e-6);
}

static void smoothing_models_as_in_r(void **state)
{
    (void)state;
    /* R's optimiser stops where it stops: ours may only be better than its AICc. */
    static const struct {
        const double *y;
        size_t n;
        sx_trend trend;
        int multiplicative;
        double aicc;
    } cases[] = {{nile, NILE, SX_TREND_NONE, 0, 1459.03104},          {nile, NILE, SX_TREND_ADDITIVE, 0, 1462.55042236},
                 {nile, NILE, SX_TREND_DAMPED, 0, 1465.90731941},     {nile, NILE, SX_TREND_NONE, 1, 1458.55191561},
                 {nile, NILE, SX_TREND_ADDITIVE, 1, 1462.12078025},   {uspop, USPOP, SX_TREND_NONE, 0, 161.01218264},
                 {uspop, USPOP, SX_TREND_ADDITIVE, 0, 122.959376319}, {uspop, USPOP, SX_TREND_DAMPED, 0, 131.138917754},
                 {uspop, USPOP, SX_TREND_ADDITIVE, 1, 161.429002274}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sx_smooth fit;
        assert_true(sx_smooth_fit(cases[i].y, cases[i].n, cases[i].trend, cases[i].multiplicative, &fit));
        if (!(fit.aicc <= cases[i].aicc + 0.15))
            fail_msg("case %zu: AICc %.6f, R %.6f", i, fit.aicc, cases[i].aicc);
    }
    sx_smooth fit;
    sx_smooth_fit(uspop, USPOP, SX_TREND_ADDITIVE, 0, &fit);
    near(fit.level + fit.slope, 227.490395821, 0.002); /* forecast(ets(uspop, "AAN"))$mean[1] */
    near(fit.level + 3.0 * fit.slope, 276.070847866, 0.005);
}

static void no_model_without_degrees_of_freedom(void **state)
{
    (void)state;
    sx_smooth fit;
    assert_false(sx_smooth_fit(nile, 4, SX_TREND_NONE, 0, &fit));
    assert_true(sx_smooth_fit(nile, 5, SX_TREND_NONE, 0, &fit));
    assert_false(sx_smooth_fit(nile, 7, SX_TREND_DAMPED, 0, &fit));
    assert_true(sx_smooth_fit(nile, 8, SX_TREND_DAMPED, 0, &fit));
}

static void boxcox_as_in_r(void **state)
{
    (void)state;
    double z[USPOP];
    near(sx_boxcox_lambda(uspop, USPOP, work), 0.3, 0.15); /* BoxCox.lambda(uspop, "loglik"): steps of .05 */
    assert_true(fabs(sx_boxcox_lambda(air, AIR, work) - 0.05) < 0.05);
    for (double lambda = 0.0; lambda <= 1.0; lambda += 0.25) {
        sx_boxcox(uspop, USPOP, lambda, z);
        for (size_t t = 0; t < USPOP; t++)
            near(sx_boxcox_back(z[t], lambda), uspop[t], 1e-12);
    }
    assert_true(sx_boxcox_back(-3.0, 0.5) == 0.0);
}

static void decomposition_as_in_r(void **state)
{
    (void)state;
    static const double figure_r[12] = {0.910230367372, 0.883625320694, 1.0073662876,   0.975906012323,
                                        0.981378027495, 1.11277582668,  1.22655554293,  1.21991096945,
                                        1.06049193265,  0.92175724041,  0.801178082413, 0.898824389985};
    double figure[12], shrunken[12];
    assert_true(sx_seasonal_figure(air, AIR, 12, 1, figure)); /* decompose(AirPassengers, "multiplicative")$figure */
    assert_true(sx_shrunken_figure(air, AIR, 12, 1, shrunken));
    for (size_t i = 0; i < 12; i++) {
        near(figure[i], figure_r[i], 1e-10);
        assert_true(fabs(shrunken[i] - 1.0) <= fabs(figure[i] - 1.0));
        near(shrunken[i], figure[i], 0.002); /* a clear season is hardly drawn in */
    }
}

static void seasons_are_found(void **state)
{
    (void)state;
    double long_year[120];
    assert_true(sx_is_seasonal(air, AIR, 12, work));
    assert_false(sx_is_seasonal(nile, NILE, 12, work));
    assert_int_equal(sx_choose_season(air, AIR, work), 12);
    assert_int_equal(sx_choose_season(nile, NILE, work), 1);
    for (size_t t = 0; t < 120; t++)
        long_year[t] = 100.0 + (double)t + (t % 4 == 2 ? 20.0 : 0.0) + nile[t % NILE] * 0.002;
    assert_int_equal(sx_choose_season(long_year, 120, work), 4); /* lags 8 and 12 are as strong */
}

/* All initial states by brute force: the normal equations from one plain recursion a state. */
static double slow_holtwinters_squares(const double *y, size_t n, size_t m, const sx_holtwinters *fit)
{
    size_t u = m + 2;
    double *e = calloc((u + 1) * n, sizeof(double)), *x = calloc(u * (u + 2), sizeof(double));
    for (size_t k = 0; k <= u; k++) {
        double season[64] = {0.0}, l = k == m ? 1.0 : 0.0, b = k == m + 1 ? 1.0 : 0.0;
        if (k < m)
            season[k] = 1.0;
        for (size_t t = 0; t < n; t++) {
            double error = (k == u ? y[t] : 0.0) - l - fit->phi * b - season[t % m];
            l = l + fit->phi * b + fit->alpha * error;
            b = fit->phi * b + fit->beta * error;
            season[t % m] += fit->gamma * error;
            e[k * n + t] = error;
        }
    }
    /* Gauss-Seidel on min |e_u + sum x_k e_k|: slow, sure. */
    double squares = 0.0;
    for (int round = 0; round < 20000; round++) {
        for (size_t k = 0; k < u; k++) {
            double up = 0.0, down = 0.0;
            for (size_t t = 0; t < n; t++) {
                up += e[u * n + t] * e[k * n + t];
                down += e[k * n + t] * e[k * n + t];
            }
            for (size_t t = 0; t < n; t++)
                e[u * n + t] -= up / down * e[k * n + t];
        }
    }
    for (size_t t = 0; t < n; t++)
        squares += e[u * n + t] * e[u * n + t];
    free(e);
    free(x);
    return squares;
}

static void holtwinters_profiles_all_states(void **state)
{
    (void)state;
    double y[AIR], start[12], season[12];
    sx_holtwinters fit = {.season = season};
    for (size_t t = 0; t < AIR; t++)
        y[t] = log(air[t]);
    sx_seasonal_figure(y, AIR, 12, 0, start);
    assert_true(sx_holtwinters_work(AIR, 12) < sizeof work / sizeof *work);
    assert_true(sx_holtwinters_fit(y, AIR, 12, SX_TREND_ADDITIVE, start, &fit, work));
    assert_true(fit.squares < 0.187347934579 * 1.02); /* ets(log(AirPassengers), "AAA", damped = FALSE) */
    double best = slow_holtwinters_squares(y, AIR, 12, &fit);
    assert_true(fit.squares >= best * (1.0 - 1e-6));
    assert_true(fit.squares <= best * 1.01); /* the ridge costs next to nothing */
    double path[3];
    sx_holtwinters_path(&fit, AIR, 12, 3, path);
    near(path[0], 6.10933527444, 0.005);
    near(path[1], 6.0925417448, 0.006);
    near(path[2], 6.23662627842, 0.006);
}

static void airline_model_as_in_r(void **state)
{
    (void)state;
    double y[AIR], path[3];
    sx_arima fit = {.differenced = 1};
    for (size_t t = 0; t < AIR; t++)
        y[t] = log(air[t]);
    assert_true(sx_arima_path(y, AIR, 12, &fit, 3, path, work));
    near(fit.ma, -0.377162439118,
         0.02); /* arima(log(AirPassengers), c(0,1,1), list(order = c(0,1,1)), method = "CSS") */
    near(fit.sma, -0.572379062669, 0.02);
    near(path[0], 6.10959222679, 1e-4);
    near(path[1], 6.05372720481, 1e-4);
    near(path[2], 6.17289065737, 1e-4);
}

/* Every alpha on a fine grid, theta's share on a grid, the level by its own least squares: the twin of sx_dotm. */
static double slow_dotm_squares(const double *y, size_t n, double alpha, double share, double first)
{
    double level = first, squares = 0.0;
    for (size_t t = 0; t < n; t++) {
        double line = 0.0;
        if (t > 0) { /* line through the first t values by plain least squares */
            double k = (double)t, mean = 0.0, cross = 0.0, b = 0.0;
            for (size_t s = 0; s < t; s++)
                mean += y[s] / k;
            for (size_t s = 0; s < t; s++)
                cross += ((double)s + 1.0 - (k + 1.0) / 2.0) * (y[s] - mean);
            b = t > 1 ? cross / (k * (k * k - 1.0) / 12.0) : 0.0;
            double a = mean - b * (k + 1.0) / 2.0, keep = pow(1.0 - alpha, (double)t);
            line = keep * a + (1.0 - keep * (1.0 - alpha)) / alpha * b;
        }
        double error = y[t] - level - share * line;
        squares += t >= 2 ? error * error : 0.0;
        level = alpha * y[t] + (1.0 - alpha) * level;
    }
    return squares;
}

static void dotm_is_the_least(void **state)
{
    (void)state;
    double path[3], alpha, theta, best = INFINITY, found = INFINITY;
    sx_dotm(uspop, USPOP, 3, path, &alpha, &theta, work);
    for (double first = -30.0; first <= 30.0; first += 0.05)
        found = fmin(found, slow_dotm_squares(uspop, USPOP, alpha, 1.0 - 1.0 / theta, first));
    for (double a = 0.05; a < 1.0; a += 0.05)
        for (double share = 0.0; share < 1.0; share += 0.05)
            for (double first = -30.0; first <= 30.0; first += 1.0)
                best = fmin(best, slow_dotm_squares(uspop, USPOP, a, share, first));
    assert_true(found <= best * 1.001);
}

static void theta_methods_move_with_the_data(void **state)
{
    (void)state;
    double moved[USPOP], a[5], b[5], alpha, other;
    for (size_t t = 0; t < USPOP; t++)
        moved[t] = 2.5 * uspop[t] + 40.0;
    sx_theta(uspop, USPOP, 5, a, &alpha, &other, work);
    sx_theta(moved, USPOP, 5, b, &alpha, &other, work);
    for (size_t h = 0; h < 5; h++)
        near(b[h], 2.5 * a[h] + 40.0, 1e-6);
}

static void gaps_are_filled_by_the_season(void **state)
{
    (void)state;
    double y[36];
    for (size_t t = 0; t < 36; t++)
        y[t] = 100.0 + 2.0 * (double)t + (t % 12 == 5 ? 50.0 : 0.0);
    y[17] = y[18] = (double)NAN; /* the first of them stands on a peak */
    assert_int_equal(sx_fill_gaps(y, 36, 12, work), 2);
    assert_true(fabs(y[17] - 184.0) < 8.0);
    assert_true(fabs(y[18] - 136.0) < 8.0);
    for (size_t t = 0; t < 36; t++) /* an odd season: its mean has no halves at the ends */
        y[t] = (t % 7 == 3 ? 60.0 : -10.0) + 2.0 * (double)t;
    y[17] = (double)NAN;
    assert_int_equal(sx_fill_gaps(y, 36, 7, work), 1);
    assert_true(fabs(y[17] - 94.0) < 0.1);
    double plain[5] = {1.0, (double)NAN, (double)NAN, 4.0, 5.0};
    assert_int_equal(sx_fill_gaps(plain, 5, 1, work), 2);
    near(plain[1], 2.0, 1e-14);
    near(plain[2], 3.0, 1e-14);
}

static void zeros_of_a_closed_month_do_not_count(void **state)
{
    (void)state;
    const double resort[8] = {9, 8, 0, 0, 7, 8, 0, 0}, rare[8] = {9, 0, 0, 0, 0, 8, 0, 0};
    near(sx_share_of_zeros(resort, 8, 1), 0.5, 1e-14);
    assert_true(sx_share_of_zeros(resort, 8, 4) == 0.0);
    near(sx_share_of_zeros(rare, 8, 4), 0.5, 1e-14);
}

static void intermittent_by_hand(void **state)
{
    (void)state;
    const double y[4] = {0, 6, 0, 6};
    sx_intermittent fit;
    sx_intermittent_fit(y, 4, &fit);
    near(fit.size, 6.0, 1e-14); /* every demand is 6 */
    double p = 0.5;             /* start: the share of demands */
    for (size_t t = 0; t < 4; t++)
        p += fit.beta * ((y[t] > 0.0 ? 1.0 : 0.0) - p);
    near(fit.probability, p, 1e-14);
}

/* Teunter, Syntetos and Babai 2011 with the recursions written out as weighted sums; the pair of the grid with the
 * least squared error. */
static void intermittent_sizes_follow_the_demands(void **state)
{
    (void)state;
    enum { N = 12 };
    static const double y[N] = {0, 9, 0, 3, 0, 0, 6, 0, 12, 15, 0, 18}, grid[] = {0.05, 0.1, 0.2, 0.3};
    double best = INFINITY, size = 0.0, probability = 0.0;
    for (size_t k = 0; k < 16; k++) {
        double a = grid[k / 4], b = grid[k % 4], squares = 0.0, s = 0.0, p = 0.0;
        for (size_t t = 0; t <= N; t++) { /* the state before t, of everything before it; at first the means */
            size_t demands = 0;
            s = p = 0.0;
            for (size_t i = t; i-- > 0;) {
                p += y[i] > 0.0 ? b * pow(1.0 - b, (double)(t - 1 - i)) : 0.0;
                s += y[i] > 0.0 ? a * pow(1.0 - a, (double)demands++) * y[i] : 0.0;
            }
            p += 6.0 / 12.0 * pow(1.0 - b, (double)t);
            s += 63.0 / 6.0 * pow(1.0 - a, (double)demands);
            squares += t < N ? (y[t] - s * p) * (y[t] - s * p) : 0.0;
        }
        if (squares < best) {
            best = squares;
            size = s;
            probability = p;
        }
    }
    sx_intermittent fit;
    sx_intermittent_fit(y, N, &fit);
    near(fit.size, size, 1e-12);
    near(fit.probability, probability, 1e-12);
}

/* At most one in ten, none first or last, nothing else below a tenth of the median. */
static void closed_days_are_one_in_ten_at_most(void **state)
{
    (void)state;
    for (size_t n = 9; n <= 21; n++)
        for (size_t zeros = 1; zeros <= 2; zeros++) {
            double y[21];
            for (size_t t = 0; t < n; t++)
                y[t] = t == 3 || (t == 6 && zeros == 2) ? 0.0 : 5.0 + (double)(t % 2);
            assert_int_equal(sx_closed_days(y, n, work), 10 * zeros <= n ? zeros : 0);
            assert_int_equal(isnan(y[3]) != 0, 10 * zeros <= n);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ses_as_in_r),
        cmocka_unit_test(theta_as_in_r),
        cmocka_unit_test(smoothing_models_as_in_r),
        cmocka_unit_test(no_model_without_degrees_of_freedom),
        cmocka_unit_test(boxcox_as_in_r),
        cmocka_unit_test(decomposition_as_in_r),
        cmocka_unit_test(seasons_are_found),
        cmocka_unit_test(holtwinters_profiles_all_states),
        cmocka_unit_test(airline_model_as_in_r),
        cmocka_unit_test(dotm_is_the_least),
        cmocka_unit_test(theta_methods_move_with_the_data),
        cmocka_unit_test(gaps_are_filled_by_the_season),
        cmocka_unit_test(zeros_of_a_closed_month_do_not_count),
        cmocka_unit_test(intermittent_by_hand),
        cmocka_unit_test(intermittent_sizes_follow_the_demands),
        cmocka_unit_test(closed_days_are_one_in_ten_at_most),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
