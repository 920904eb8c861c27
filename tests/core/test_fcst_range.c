/* The range of a forecast: it widens, rests on errors as they are defined, holds what it should and keeps to the
 * history's side of zero. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
#include "fcst/forecast.h"
#include "fcst/interval.h"
#include "fcst/outlook.h"
#include "fcst/seasonality.h"
#include "fcst/theta.h"

static void ranges_widen_with_level_and_step(void **state)
{
    (void)state;
    for (size_t s = 0; s < SX_QUANTILE_GROUPS; s++) {
        for (size_t h = 0; h < 60; h++) {
            double below = 0.0, above = 0.0;
            for (double level = 0.01; level < 0.9999; level += 0.0049) {
                double b, a, next_b, next_a;
                sx_interval_quantiles(s, h, level, &b, &a);
                sx_interval_quantiles(s, h + 1, level, &next_b, &next_a);
                assert_true(b >= below && a > above && next_b >= b && next_a >= a);
                below = b;
                above = a;
            }
        }
    }
}

/* Noise about a level, of a fixed generator (Knuth's MMIX): near the normal distribution, variance 1. */
static double noise(uint64_t *state)
{
    double sum = -6.0;
    for (int i = 0; i < 12; i++) {
        *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        sum += (double)(*state >> 11) * 0x1p-53;
    }
    return sum;
}

/* Values that vary about a slowly moving level must not get the ranges of years, which grow with the step: the ranges
 * hold about as many as asked, and at step 24 are not much wider than at the first. The yearly table held .98, and was
 * eight times as wide. */
static void noise_without_a_season_gets_no_range_of_years(void **state)
{
    (void)state;
    enum { SERIES = 200, STEPS = 24, MOST = 120 };
    static const size_t lengths[] = {36, 60, MOST};
    uint64_t random = 20260101;
    for (size_t i = 0; i < 3; i++) {
        double held = 0.0, first = 0.0, last = 0.0;
        size_t n = lengths[i];
        for (size_t k = 0; k < SERIES; k++) {
            double y[MOST + STEPS], level = 100.0, lower = 0.0, upper = 0.0;
            sx_outlook *o;
            for (size_t t = 0; t < n + STEPS; t++) {
                level += 2.0 * noise(&random);
                y[t] = level + 10.0 * noise(&random);
            }
            assert_int_equal(sx_outlook_get(&(sx_question){.history = y, .n = n, .season = 1}, STEPS, &o, NULL), SX_OK);
            for (size_t h = 0; h < STEPS; h++) {
                sx_outlook_range(o, h, 0.8, &lower, &upper);
                held += y[n + h] >= lower && y[n + h] <= upper ? 1.0 / (SERIES * STEPS) : 0.0;
                first += h == 0 ? upper - lower : 0.0;
            }
            last += upper - lower;
            free(o);
        }
        if (!(held > 0.78 && held < 0.93 && last < 3.0 * first))
            fail_msg("%zu values: 80 %% ranges held %.3f and grew %.1f-fold", n, held, last / first);
    }
}

/* A series that falls by 5 % a month, with 5 % of noise: the range at step 12 was 2.3 times the value once, for errors
 * of a level long gone. */
static void ranges_follow_a_fall(void **state)
{
    (void)state;
    enum { SERIES = 100, YEAR = 12, MOST = 48 };
    uint64_t random = 3;
    double held = 0.0, width = 0.0;
    for (size_t k = 0; k < SERIES; k++) {
        double y[MOST], lower, upper;
        sx_outlook *o;
        for (size_t t = 0; t < MOST; t++)
            y[t] = 1000.0 * pow(0.95, (double)t) * (1.0 + 0.05 * noise(&random));
        assert_int_equal(sx_outlook_get(&(sx_question){.history = y, .n = 36, .season = 1}, YEAR, &o, NULL), SX_OK);
        for (size_t h = 0; h < YEAR; h++) {
            sx_outlook_range(o, h, 0.8, &lower, &upper);
            held += y[36 + h] >= lower && y[36 + h] <= upper ? 1.0 / (SERIES * YEAR) : 0.0;
        }
        width += (upper - lower) / y[47] / SERIES;
        free(o);
    }
    if (!(held > 0.75 && width < 0.9))
        fail_msg("held %.3f, as wide as %.2f of the value at step 12", held, width);
}

/* Members' paths cross, seasons come and go: neither makes what lies further ahead better known. So what the range is
 * made of does not fall with the step, over the index of the step where the season is a factor, faster than the
 * forecast does; and what the structural model gives a step without a season does not fall at all. */
static void nothing_narrows_with_the_step(void **state)
{
    (void)state;
    enum { STEPS = 60, MOST = 240 };
    static const size_t seasons[] = {1, 4, 12, 52};
    uint64_t random = 7;
    for (size_t k = 0; k < 40; k++) {
        size_t season = seasons[k % 4], n = 12 + (size_t)(k * 57 % 229);
        double y[MOST], last[SX_SCALE_PARTS] = {0}, before = 0.0;
        for (size_t t = 0; t < n; t++)
            y[t] = 400.0 + (double)t * (double)(k % 7) +
                   100.0 * sin(6.283185307179586 * (double)t / (double)(season > 1 ? season : 9)) +
                   20.0 * noise(&random);
        sx_forecast f;
        assert_int_equal(sx_forecast_make(y, n, season, STEPS, &f), SX_OK);
        for (size_t h = 0; h < STEPS; h++) {
            double parts[SX_SCALE_PARTS], index = sx_forecast_factor(&f, h);
            double now = fabs(f.point[h]) / index, falls = h && now < before ? now / before : 1.0;
            before = now;
            sx_interval_parts(&f, h, parts);
            for (size_t i = 0; i < 4; i++) {
                assert_true(parts[i] / index >= last[i] * falls * (1.0 - 1e-12));
                last[i] = parts[i] / index;
            }
            assert_true(f.season > 1 || h == 0 || f.deviation[h] >= f.deviation[h - 1]);
        }
        sx_forecast_free(&f);
    }
}

/* The range of a peak month is wider than that of a quiet one, as its errors are: 400 made series with a December of
 * four times a January and 8 % of noise, 48 months. December held .37 of 80, February .97. */
static void ranges_follow_the_season(void **state)
{
    (void)state;
    enum { SERIES = 400, YEAR = 12, MOST = 60 };
    static const double shape[YEAR] = {.5, .5, .6, .7, .7, .7, .7, .8, .9, 1.1, 1.8, 3.0};
    static const size_t lengths[] = {24, 36, 48};
    uint64_t random = 99;
    for (size_t i = 0; i < 3; i++) {
        double held[YEAR] = {0}, width[YEAR] = {0};
        for (size_t k = 0; k < SERIES; k++) {
            double y[MOST], lower, upper;
            sx_outlook *o;
            for (size_t t = 0; t < MOST; t++)
                y[t] = 1000.0 * shape[t % YEAR] * (1.0 + 0.08 * noise(&random));
            assert_int_equal(
                sx_outlook_get(&(sx_question){.history = y, .n = lengths[i], .season = YEAR}, YEAR, &o, NULL), SX_OK);
            for (size_t h = 0; h < YEAR; h++) {
                sx_outlook_range(o, h, 0.8, &lower, &upper);
                held[h] += y[lengths[i] + h] >= lower && y[lengths[i] + h] <= upper ? 1.0 / SERIES : 0.0;
                width[h] += (upper - lower) / SERIES;
            }
            free(o);
        }
        for (size_t h = 0; h < YEAR; h++)
            if (!(held[h] > 0.70 && held[h] < 0.94))
                fail_msg("%zu months: month %zu holds %.3f of 80 %%", lengths[i], h + 1, held[h]);
        assert_true(width[11] > 4.0 * width[0] && width[11] < 9.0 * width[0]);
    }
}

/* A total of one step has that step's range; of noise about a level it grows like a root, of a walk faster than the
 * steps' own ranges do; made series hold what they promise. */
static void totals_hold(void **state)
{
    (void)state;
    enum { SERIES = 200, STEPS = 12, MOST = 60 };
    static const size_t lengths[] = {24, 36, 48};
    uint64_t random = 4711;
    for (size_t i = 0; i < 3; i++)
        for (int walks = 0; walks < 2; walks++) {
            double held = 0.0, wide = 0.0, added = 0.0, independent = 0.0;
            for (size_t k = 0; k < SERIES; k++) {
                double y[MOST], level = 7.0, total[3], actual = 0.0, squares = 0.0, lower, upper;
                size_t n = lengths[i];
                sx_outlook *o;
                for (size_t t = 0; t < n + STEPS; t++) {
                    level += walks ? 0.04 * noise(&random) : 0.0;
                    y[t] = exp(level + (walks ? 0.0 : 0.08 * noise(&random)));
                    actual += t < n ? 0.0 : y[t];
                }
                assert_int_equal(sx_outlook_get(&(sx_question){.history = y, .n = n, .season = 1}, STEPS, &o, NULL),
                                 SX_OK);
                for (size_t h = 0; h < STEPS; h++) {
                    sx_outlook_range(o, h, 0.8, &lower, &upper);
                    added += upper - lower;
                    squares += (upper - lower) * (upper - lower);
                    sx_outlook_total(o, h, h, 0.8, total);
                    assert_true(fabs(total[1] - lower) < 1e-9 && fabs(total[2] - upper) < 1e-9 &&
                                total[0] == o->step[h].point);
                }
                sx_outlook_total(o, 0, STEPS - 1, 0.8, total);
                held += actual >= total[1] && actual <= total[2] ? 1.0 / SERIES : 0.0;
                wide += total[2] - total[1];
                independent += sqrt(squares);
                free(o);
            }
            if (!(held > 0.68 && held < 0.95))
                fail_msg("%zu values, %s: totals hold %.3f of 80 %%", lengths[i], walks ? "walk" : "noise", held);
            assert_true(wide <= added && wide >= independent);
            assert_true(!walks || wide > 0.7 * added);
        }
}

static void make_wave(double *y, size_t n, double season, double error, uint64_t *random)
{
    for (size_t t = 0; t < n; t++)
        y[t] = 1000.0 + 150.0 * sin(6.283185307179586 * (double)t / season) + error * noise(random);
}

/* Each member's distance from the point counts as the member counts in the point. Where classical members come in with
 * no share yet (12 quarters) they counted in full once, and the range was wider at 12 quarters than at 11 and at 16. */
static void the_spread_counts_members_as_the_point_does(void **state)
{
    (void)state;
    double y[48];
    uint64_t random = 12;
    make_wave(y, 48, 4.0, 40.0, &random);
    static const size_t lengths[] = {12, 16, 40};
    for (size_t i = 0; i < 3; i++) {
        sx_forecast f;
        assert_int_equal(sx_forecast_make(y, lengths[i], 4, 8, &f), SX_OK);
        assert_true(f.n_of[SX_GROUP_CLASSICAL] > 2 && (f.share[SX_GROUP_CLASSICAL] == 0.0) == (i == 0));
        double most = 0.0;
        for (size_t h = 0; h < 8; h++) {
            double sum = 0.0, shares = 0.0;
            for (size_t k = 0; k < f.n_members; k++) {
                double counts = f.share[f.member[k].group] / (double)f.n_of[f.member[k].group];
                shares += counts;
                sum += counts * fabs(f.member[k].path[h] - f.point[h]);
            }
            most = fmax(most, sum / sx_forecast_factor(&f, h));
            assert_true(fabs(shares - 1.0) < 1e-12 && fabs(f.spread[h] - most) <= 1e-12 * most);
        }
        sx_forecast_free(&f);
    }
}

/* The scale once more from its definition, and the share kept between a quarter of a per cent and 35 per cent: small
 * and great errors on either side of both. */
static void the_scale_follows_its_definition(void **state)
{
    (void)state;
    static const double errors[] = {0.0, 2.0, 40.0, 330.0};
    size_t least = 0, most = 0, inside = 0;
    for (size_t i = 0; i < 4; i++) {
        double y[40], size = 0.0;
        uint64_t random = 6;
        make_wave(y, 40, 12.0, errors[i], &random);
        for (size_t t = 0; t < 40; t++) {
            y[t] = i < 3 ? y[t] : fabs(y[t] - 900.0) + 1.0;
            size += y[t] / 40.0;
        }
        sx_forecast f;
        assert_int_equal(sx_forecast_make(y, 40, 12, 12, &f), SX_OK);
        double share = f.step_error / size, kept = fmin(fmax(share, 0.0025), 0.35);
        least += share < 0.0025 ? 1 : 0;
        most += share > 0.35 ? 1 : 0;
        inside += kept == share ? 1 : 0;
        assert_true(fabs(sx_interval_share(&f) - log(kept)) < 1e-12);
        const sx_quantile_group *g = &sx_quantile_groups[sx_interval_group(&f)];
        for (size_t h = 0; h < 12; h++) {
            double parts[SX_SCALE_PARTS], product = exp(g->early * 12.0 / 40.0) * pow(kept, g->share);
            sx_interval_parts(&f, h, parts);
            for (size_t k = 0; k < SX_SCALE_PARTS; k++)
                product *= pow(parts[k], g->exponent[k]);
            assert_true(fabs(sx_interval_scale(&f, h, sx_interval_group(&f)) / product - 1.0) < 1e-9);
        }
        sx_forecast_free(&f);
    }
    assert_true(least > 0 && most > 0 && inside > 0);
    double gains[12] = {4, -3, 2, 8, 4, -2, 3, 9, 7, -1, 5, 12}; /* above and below zero: at most a tenth */
    sx_forecast f;
    assert_int_equal(sx_forecast_make(gains, 12, 1, 1, &f), SX_OK);
    assert_true(f.step_error > 0.35 * 5.0 && fabs(sx_interval_share(&f) - log(0.1)) < 1e-12);
    sx_forecast_free(&f);
}

/* The error so many steps ahead, once more from its definition, each level by a smoothing of its own. */
static void path_errors_follow_their_definition(void **state)
{
    (void)state;
    double y[20], before = 0.0;
    sx_forecast f;
    sx_ses fit;
    for (size_t t = 0; t < 20; t++)
        y[t] = 50.0 + 3.0 * (double)t + 8.0 * sin(12.9898 * (double)t);
    assert_int_equal(sx_forecast_make(y, 20, 1, 30, &f), SX_OK);
    sx_ses_fit(y, 20, &fit);
    for (size_t h = 1; h <= 30; h++) {
        double sum = 0.0, count = 0.0;
        for (size_t origin = 2; origin + h < 20; origin++) {
            double level = fit.first;
            for (size_t t = 0; t <= origin; t++)
                level = fit.alpha * y[t] + (1.0 - fit.alpha) * level;
            sum += fabs(y[origin + h] - (level + (double)h * (y[19] - y[0]) / 19.0));
            count += 1.0;
        }
        double wanted = count > 0.0 ? sum / count : before * sqrt((double)h / (double)(h - 1));
        before = fmax(wanted, before);
        assert_true(fabs(f.path_error[h - 1] - before) < 1e-6 * before);
    }
    sx_forecast_free(&f);
}

static void never_below_zero_where_the_history_is_not(void **state)
{
    (void)state;
    double y[40];
    for (size_t t = 0; t < 40; t++)
        y[t] = fmax(0.0, 100.0 - 3.0 * (double)t + 10.0 * sin(3.0 * (double)t));
    sx_outlook *o;
    assert_int_equal(sx_outlook_get(&(sx_question){.history = y, .n = 33, .season = 1}, 36, &o, NULL), SX_OK);
    for (size_t h = 0; h < 36; h++) {
        double lower, upper;
        sx_outlook_range(o, h, 0.99, &lower, &upper);
        assert_true(o->step[h].point >= 0.0 && lower >= 0.0 && upper >= o->step[h].point);
    }
    free(o);
}

/* Noisy: the changes undo each other by more than 0.3, and by more than a random walk's would by chance in so few. */
static void noise_is_told_from_growth(void **state)
{
    (void)state;
    enum { N = 200 };
    static const size_t lengths[] = {N, 14};
    size_t on_side[2] = {0, 0}, small = 0;
    for (size_t k = 0; k < 2; k++)
        for (int weight = 0; weight < 60; weight++) {
            double y[N], change[N], level = 1000.0, bound = fmax(0.3, 1.645 / sqrt((double)lengths[k] - 1.0));
            uint64_t walk = 5, error = 31;
            for (size_t t = 0; t < lengths[k]; t++) {
                level += noise(&walk);
                y[t] = level + 0.05 * weight * noise(&error);
                change[t ? t - 1 : 0] = y[t] - y[t ? t - 1 : 0];
            }
            double r = sx_autocorrelation(change, lengths[k] - 1, 1);
            sx_forecast f;
            assert_int_equal(sx_forecast_make(y, lengths[k], 1, 1, &f), SX_OK);
            /* a weight, from half the bound to half as much again; 40 binary digits of the values count */
            assert_true(fabs(f.noisy - fmin(fmax(r / -bound - 0.5, 0.0), 1.0)) < 1e-6);
            on_side[0] += f.noisy == 0.0;
            on_side[1] += f.noisy > 0.5;
            small += r < -0.3 && f.noisy < 0.5;
            sx_forecast_free(&f);
        }
    assert_true(on_side[0] > 2 && on_side[1] > 2 && small > 2);
}

/* A period of the table is the last that its group holds. */
static void a_period_belongs_to_the_group_up_to_it(void **state)
{
    (void)state;
    for (size_t m = 1; m <= 400; m++) {
        sx_forecast f = {.open_season = m};
        const char *name = m < 2     ? "yearly or no season"
                           : m <= 4  ? "quarterly"
                           : m <= 10 ? "days"
                           : m <= 24 ? "monthly"
                                     : "weekly";
        assert_string_equal(sx_quantile_groups[sx_interval_group(&f)].name, name);
    }
}

/* Twelve periods, each 2, 4 or 6 with a chance of a quarter: mean 1, variance 56 / 3 / 4 - 1 = 11 / 3 each. */
static void an_intermittent_total_has_its_binomial_width(void **state)
{
    (void)state;
    sx_outlook *o = calloc(1, sizeof *o + 12 * sizeof *o->step);
    assert_non_null(o);
    *o = (sx_outlook){
        .method = SX_METHOD_INTERMITTENT, .horizon = 12, .chance = 0.25, .n_recent = 3, .recent = {2, 4, 6}};
    for (size_t h = 0; h < 12; h++)
        o->step[h].point = 1.0;
    double total[3], half = 1.2815515655446004 * sqrt(44.0); /* the normal quantile of .9 */
    sx_outlook_total(o, 0, 11, 0.8, total);
    assert_true(fabs(total[0] - 12.0) < 1e-12);
    assert_true(fabs(total[1] - (12.0 - half)) < 1e-9);
    assert_true(fabs(total[2] - (12.0 + half)) < 1e-9);
    sx_outlook_total(o, 3, 3, 0.8, total); /* not below zero */
    assert_true(total[1] == 0.0);
    assert_true(fabs(total[2] - (1.0 + 1.2815515655446004 * sqrt(11.0 / 3.0))) < 1e-9);
    free(o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranges_widen_with_level_and_step),
        cmocka_unit_test(noise_without_a_season_gets_no_range_of_years),
        cmocka_unit_test(noise_is_told_from_growth),
        cmocka_unit_test(nothing_narrows_with_the_step),
        cmocka_unit_test(ranges_follow_a_fall),
        cmocka_unit_test(ranges_follow_the_season),
        cmocka_unit_test(totals_hold),
        cmocka_unit_test(the_spread_counts_members_as_the_point_does),
        cmocka_unit_test(the_scale_follows_its_definition),
        cmocka_unit_test(path_errors_follow_their_definition),
        cmocka_unit_test(never_below_zero_where_the_history_is_not),
        cmocka_unit_test(a_period_belongs_to_the_group_up_to_it),
        cmocka_unit_test(an_intermittent_total_has_its_binomial_width),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
