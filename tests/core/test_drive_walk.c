/* Draws carried through the funnel: openings, seasons, noise, multipliers, whole counts; what compares and bridges
 * them. */
#include <stdlib.h>
#include "base/sobol.h"
#include "base/statistics.h"
#include "drive/draws.h"
#include "drive/tornado.h"
#include "drive_tables.h"

#define FULL                                                                                                           \
    "name,kind,low,likely,high,lag,spread,noise,period 1,period 2,period 3;"                                           \
    "Lead,cost per,,100,,0.5,0.3,0,1,1.25,0.8;MQL,rate,,0.3,,0,,0,1,1,2;Opp,rate,,0.4,,1,,0,1.5,,0;"                   \
    "Won,rate,,0.2,,2.5,1,0,1,1,1;Seats,multiplier,,2.5,,0.2,,0,1,1,3;Revenue,value,,1000,,0.2,,0,0.9,1.1,1"
#define OPEN "Lead,0,30;Opp,1,20;Opp,0,11.5;MQL,9,10;Won,0,3;Seats,2,4"

static sx_table range_of(const char *drivers, const double *money, size_t n, int basis, int method, const char *open,
                         const double *r, size_t n_r)
{
    sx_table table = table_of(drivers), opening = table_of(open ? open : ""), result;
    sx_context context = {{0}, NULL};
    sx_status status = sx_drive_range(money, n, &table, NULL, 0, r, n_r, n_r, 1.0, basis, method,
                                      open ? &opening : NULL, &result, &context);
    if (status != SX_OK)
        fail_msg("%s", context.reason);
    sx_table_free(&table);
    sx_table_free(&opening);
    return result;
}

/* Nothing is uncertain: every quantile is what FUNNEL says, with openings, seasons and a multiplier. */
static void fixed_is_funnel(void **state)
{
    (void)state;
    sx_table drivers = table_of(FULL), opening = table_of(OPEN), funnel;
    sx_table range = range_of(FULL, spend, 4, 0, SX_DRIVE_RANGE_METHOD_SAMPLED, OPEN, NULL, 0);
    assert_int_equal(sx_drive_funnel(spend, 4, &drivers, NAN, &opening, &funnel, NULL), SX_OK);
    double within[2] = {0.0};
    for (size_t t = 0; t <= 4; t++)
        for (size_t m = 0; m < 2; m++) {
            double should = number_at(&funnel, t, m ? 8 : 6);
            size_t row = t < 4 ? t : 5;
            for (size_t i = 0; i < 4; i++)
                close_to(number_at(&range, row, 1 + 4 * m + i), should, 1e-12);
            within[m] += t < 4 ? should : 0.0;
            if (t == 4)
                close_to(number_at(&range, 6, 1 + 4 * m), within[m] + should, 1e-12);
        }
    close_to(number_at(&range, 4, 5), within[1], 1e-12);
    sx_table_free(&funnel);
    sx_table_free(&range);
    sx_table_free(&drivers);
    sx_table_free(&opening);
}

/* The seasons of FUNNEL by hand: 12000 / 100 leads; 8000 / 125 in period 2; nothing of 5000 in period 3. */
static void seasons_by_hand(void **state)
{
    (void)state;
    static const double money[] = {12000.0, 8000.0, 5000.0, 10000.0};
    sx_table drivers = table_of("name,kind,low,likely,high,lag,period 1,period 2,period 3;Lead,cost per,,100,,0,,1.25,;"
                                "Won,rate,,0.5,,0,1,1,0;Revenue,value,,10,,1,1,2,");
    sx_table funnel = funnel_of(&drivers, money, 4);
    static const double leads[] = {120, 64, 50, 100}, won[] = {60, 32, 0, 50}, revenue[] = {0, 1200, 320, 0};
    for (size_t t = 0; t < 4; t++) {
        close_to(number_at(&funnel, t, 1), leads[t], 1e-14);
        close_to(number_at(&funnel, t, 2), won[t], 1e-14);
        close_to(number_at(&funnel, t, 5), revenue[t], 1e-14);
    }
    close_to(number_at(&funnel, 4, 5), 500.0, 1e-14);
    sx_table_free(&funnel);
    sx_table_free(&drivers);
}

/* A fixed plan of 100 leads a period has exactly 100 in each, and the won of one period are Bin(100, 0.5), here from R
 * 4.2.2: qbinom(c(.1, .5, .9), 100, .5) is 44, 50, 56, and of three together qbinom(, 300, .5) 139, 150, 161. */
static void period_one_is_exact(void **state)
{
    (void)state;
    static const double money[] = {1e4, 1e4, 1e4}, one[] = {44, 50, 56}, three[] = {139, 150, 161};
    sx_table range = range_of("Lead,cost per,,100,,0;Won,rate,,0.5,,0;R,value,,1000,,0", money, 3, 0,
                              SX_DRIVE_RANGE_METHOD_COUNTS, NULL, NULL, 0);
    for (size_t t = 0; t < 3; t++)
        for (size_t i = 0; i < 4; i++) {
            assert_true(number_at(&range, t, 1 + i) == 1e5);
            close_to(number_at(&range, t, 5 + i), i < 3 ? 1e3 * one[i] : 5e4, 1e-13);
        }
    for (size_t i = 0; i < 3; i++)
        assert_true(fabs(number_at(&range, 3, 5 + i) - 1e3 * three[i]) <= 1e3);
    sx_table_free(&range);
}

/* All draws of one plan of one period: mean and variance of its revenue. */
static void moments(const char *drivers, double money, bool counts, double *mean, double *variance)
{
    sx_table table = table_of(drivers);
    sx_model *model = calloc(1, sizeof *model);
    sx_marginal *marginal = calloc(SX_DRIVERS_MOST, sizeof *marginal);
    static const double levels[] = {0.5};
    assert_int_equal(sx_model_read(&table, model, NULL), SX_OK);
    for (size_t k = 0; k < model->n; k++)
        assert_int_equal(sx_driver_fit(&model->driver[k], &marginal[k], NULL), SX_OK);
    sx_range range = {.model = model, .marginal = marginal, .levels = levels, .n_levels = 1, .periods = 1};
    const sx_sampling how = {.points = 16384, .replicates = 2, .seed = 3, .counts = counts};
    sx_draws *draws;
    assert_int_equal(sx_range_make(&range, &money), SX_OK);
    assert_int_equal(sx_draws_new(&range, &range, &how, &draws), SX_OK);
    double *data = malloc(2 * 4 * 16384 * sizeof *data), means[8];
    sx_draws_next(draws, data, data + 4 * 16384, 16384, means);
    *mean = sx_mean(data + 4 * 16384, 16384);
    *variance = sx_variance(data + 4 * 16384, 16384);
    for (size_t i = 0; counts && i < 16384; i++)
        assert_true(data[4 * 16384 + i] == floor(data[4 * 16384 + i]));
    free(data);
    sx_draws_free(draws);
    free(range.pipeline);
    free(model);
    free(marginal);
    sx_table_free(&table);
}

/* Noise keeps the mean and has the variation that is asked for; with counts it adds to the binomial's: the variance of
 * a binomial over a random share is n p (1 - p) + n (n - 1) var(p). Whole members of a multiplier: 2 or 3 of 2.5. */
static void chance_has_its_size(void **state)
{
    (void)state;
    double mean, variance;
    moments("name,kind,likely,noise;L,cost per,10,0.3;R,value,1,0.4", 1000.0, false, &mean, &variance);
    close_to(mean, 100.0, 0.02);
    close_to(variance / (mean * mean), 1.09 * 1.16 - 1.0, 0.06);
    moments("name,kind,likely,noise;L,cost per,10,0;W,rate,0.2,0;R,value,1,0", 1000.0, true, &mean, &variance);
    close_to(mean, 20.0, 0.01);
    close_to(variance, 16.0, 0.05);
    moments("name,kind,likely,noise;L,cost per,10,0;W,rate,0.2,0.5;R,value,1,0", 1000.0, true, &mean, &variance);
    close_to(mean, 20.0, 0.02);
    close_to(variance, 16.0 - 0.01 * 100.0 + 100.0 * 100.0 * 0.01, 0.06);
    moments("name,kind,likely,noise;L,cost per,10,0;S,multiplier,2.5,0;R,value,1,0", 1000.0, true, &mean, &variance);
    close_to(mean, 250.0, 0.002);
    close_to(variance, 25.0, 0.05);
    moments("name,kind,likely,noise;L,cost per,10.5,0;R,value,1,0", 100.0, true, &mean, &variance);
    close_to(mean, 100.0 / 10.5, 0.005); /* up or down to a whole number */
    close_to(variance, (10.0 / 21.0) * (11.0 / 21.0) * 1.0, 0.1);
}

/* The error of a quantile of noise, sqrt(p (1 - p) / n) over its density, is not told too small in any period. */
static void noise_has_its_error(void **state)
{
    (void)state;
    double money[12];
    for (size_t t = 0; t < 12; t++)
        money[t] = 1000.0;
    sx_table range = range_of("name,kind,likely,noise;L,cost per,10,0.3;R,value,1,0", money, 12, 0,
                              SX_DRIVE_RANGE_METHOD_SAMPLED, NULL, NULL, 0);
    double sigma = sqrt(log1p(0.09)), points = 8192.0;
    for (size_t t = 0; t < 12; t++) {
        double middle = sx_at(&range, t, 6)->as.number, error = sx_at(&range, t, 14)->as.number;
        close_to(middle, 100.0 * exp(-sigma * sigma / 2.0), 0.02);
        assert_true(error > 0.85 * sqrt(0.25 / points) * middle * sigma * 2.5066);
    }
    sx_table_free(&range);
}

/* A matrix that says good goes with good is what one number says; as it stands it is not. */
static void correlations(void **state)
{
    (void)state;
    static const double one[] = {0.5}, matrix[] = {1, 0.5, 0.5, 0.5, 1, 0.5, 0.5, 0.5, 1};
    const char *drivers = "Lead,cost per,80,100,125,0;Won,rate,0.05,0.1,0.2,0;R,value,800,900,1500,0";
    for (int rank = 0; rank < 2; rank++) {
        int plain = rank ? SX_DRIVE_RANGE_BASIS_RANK : SX_DRIVE_RANGE_BASIS_NORMAL;
        int good = rank ? SX_DRIVE_RANGE_BASIS_GOODRANK : SX_DRIVE_RANGE_BASIS_GOOD;
        sx_table a = range_of(drivers, spend, 4, plain, 2, NULL, one, 1);
        sx_table b = range_of(drivers, spend, 4, good, 2, NULL, matrix, 3);
        sx_table c = range_of(drivers, spend, 4, plain, 2, NULL, matrix, 3);
        same_tables(&a, &b);
        assert_true(number_at(&c, 6, 7) < 0.97 * number_at(&a, 6, 7));
        sx_table_free(&a);
        sx_table_free(&b);
        sx_table_free(&c);
    }
}

/* Shapley's effects of a sum of nested products by their definition: over all orders of three uncertain drivers. */
static double explained(const double *mean, const double *r, const double *enters, unsigned set)
{
    double sum = 0.0;
    for (size_t g = 0; g < 4; g++)
        for (size_t h = 0; h < 4; h++) {
            double term = enters[g] * enters[h], both = 1.0;
            for (size_t k = g; k < 4; k++)
                term *= mean[k];
            for (size_t k = h; k < 4; k++)
                term *= mean[k];
            for (size_t k = g > h ? g : h; k < 4; k++)
                both *= set >> k & 1u ? 1.0 + r[k] : 1.0;
            sum += term * (both - 1.0);
        }
    return sum;
}

static void tornado_of_what_is_open(void **state)
{
    (void)state;
    sx_table drivers = table_of("name,kind,min,likely,max,lag;L,cost per,,50,,0;W,rate,0.1,0.2,0.6,1;"
                                "S,multiplier,1,2,6,0;R,value,10,40,100,0");
    sx_table opening = table_of("L,0,40;S,0,9"), bars;
    static const double money[] = {500.0};
    double share[4] = {0}, r[4] = {0}, mean[4] = {1.0 / 50.0}, low[] = {0, 0.1, 1, 10}, likely[] = {0, 0.2, 2, 40};
    double high[] = {0, 0.6, 6, 100};
    const double enters[] = {500.0, 40.0, 0.0, 9.0};
    for (size_t k = 1; k < 4; k++) {
        mean[k] = (low[k] + 4.0 * likely[k] + high[k]) / 6.0;
        r[k] = (mean[k] - low[k]) * (high[k] - mean[k]) / 7.0 / (mean[k] * mean[k]);
    }
    static const size_t orders[6][3] = {{1, 2, 3}, {1, 3, 2}, {2, 1, 3}, {2, 3, 1}, {3, 1, 2}, {3, 2, 1}};
    for (size_t o = 0; o < 6; o++)
        for (unsigned i = 0, set = 0; i < 3; i++) {
            unsigned with = set | 1u << orders[o][i];
            share[orders[o][i]] += (explained(mean, r, enters, with) - explained(mean, r, enters, set)) / 6.0;
            set = with;
        }
    double all = share[1] + share[2] + share[3];
    assert_int_equal(sx_drive_tornado(money, 1, &drivers, &opening, &bars, NULL), SX_OK);
    for (size_t i = 0; i < 4; i++) {
        const char *name = sx_at(&bars, i, 0)->as.text;
        size_t k = name[0] == 'L' ? 0 : name[0] == 'W' ? 1 : name[0] == 'S' ? 2 : 3;
        assert_true(fabs(number_at(&bars, i, 4) - share[k] / all) < 1e-6);
        if (k == 0)
            close_to(number_at(&bars, i, 1), ((10.0 + 40.0) * 0.2 * 2.0 + 9.0) * 40.0, 1e-13);
    }
    sx_table_free(&bars);
    sx_table_free(&drivers);
    sx_table_free(&opening);
}

/* Each row is RANGE's answer; a scenario that only scales the value differs by that in every draw; one that changes
 * nothing by nothing. */
static void compares(void **state)
{
    (void)state;
    sx_table drivers = table_of(BASE_TEXT), opening = table_of("Opportunity,0,20;MQL,2,10"), made, laid, range;
    sx_table scenarios = table_of("rich,Revenue,scale,1.5;same,Won,scale,1;poor,Won,scale,0.5;poor,Lead,lag,2");
    static const int methods[] = {SX_DRIVE_COMPARE_METHOD_SAMPLED, SX_DRIVE_COMPARE_METHOD_COUNTS};
    static const char *const names[] = {"base", "rich", "same", "poor"};
    for (size_t m = 0; m < 2; m++) {
        assert_int_equal(sx_drive_compare(spend, 4, &drivers, &scenarios, NULL, 0, NULL, 0, 0, 5.0, 0, methods[m],
                                          &opening, &made, NULL),
                         SX_OK);
        assert_int_equal(made.rows, 4);
        assert_int_equal(made.columns, 26);
        for (size_t row = 0; row < 4; row++) {
            assert_string_equal(sx_at(&made, row, 0)->as.text, names[row]);
            assert_int_equal(sx_drive_scenario(&drivers, &scenarios, names[row], &laid, NULL), SX_OK);
            assert_int_equal(
                sx_drive_range(spend, 4, &laid, NULL, 0, NULL, 0, 0, 5.0, 0, methods[m], &opening, &range, NULL),
                SX_OK);
            for (size_t i = 0; i < 4; i++) {
                assert_true(number_at(&made, row, 2 + i) == number_at(&range, 4, 5 + i));
                assert_true(number_at(&made, row, 10 + i) == number_at(&range, 4, 1 + i));
                assert_true(number_at(&made, row, 14 + i) == number_at(&range, 6, 5 + i));
                assert_true(number_at(&made, row, 18 + i) == number_at(&range, 4, 13 + i));
            }
            sx_table_free(&range);
            sx_table_free(&laid);
        }
        for (size_t i = 0; i < 4; i++) {
            close_to(number_at(&made, 1, 6 + i), 0.5 * number_at(&made, 0, 2 + i), 1e-9);
            assert_true(number_at(&made, 2, 6 + i) == 0.0);
            assert_true(i == 2 || number_at(&made, 3, 6 + i) <= 0.0);
        }
        assert_true(number_at(&made, 2, 1) == 0.5 && number_at(&made, 1, 1) > 0.9 && number_at(&made, 3, 1) < 0.1);
        sx_table_free(&made);
    }
    sx_table_free(&drivers);
    sx_table_free(&scenarios);
    sx_table_free(&opening);
}

/* The effects add up; the way back is the same with the sign turned; one driver alone explains all of its change. */
static void bridges(void **state)
{
    (void)state;
    static const double later[] = {9000.0, 3000.0, 500.25};
    sx_table a = table_of(BASE_TEXT),
             b = table_of("Lead,cost per,80,90,125,0.2,0.1;MQL,rate,0.2,0.3,0.4,0;"
                          "Demo,rate,,0.8,,0;Won,rate,0.15,0.35,0.5,1;Revenue,value,,1234.5,,1");
    sx_table opening = table_of("MQL,0,17"), there, back;
    assert_int_equal(sx_drive_bridge(&a, &b, spend, 4, later, 3, NULL, &opening, &there, NULL), SX_OK);
    assert_int_equal(sx_drive_bridge(&b, &a, later, 3, spend, 4, &opening, NULL, &back, NULL), SX_OK);
    size_t n = there.rows;
    assert_int_equal(n, 3 + 8);
    assert_int_equal(back.rows, n);
    double sum = 0.0, effect[16];
    for (size_t i = 1; i + 1 < n; i++) {
        effect[i - 1] = number_at(&there, i, 3);
        for (size_t j = 1; j + 1 < n; j++)
            if (sx_same_word(sx_at(&there, i, 0)->as.text, sx_at(&back, j, 0)->as.text))
                assert_true(fabs(effect[i - 1] + number_at(&back, j, 3)) < 1e-9);
    }
    sum = sx_sum(effect, n - 2);
    assert_true(number_at(&there, 0, 4) + sum == number_at(&there, n - 1, 4));
    sx_table funnel = funnel_of(&a, spend, 4);
    double within = 0.0;
    for (size_t t = 0; t < 4; t++)
        within += number_at(&funnel, t, 7);
    close_to(number_at(&there, 0, 4), within, 1e-13);
    assert_int_equal(sx_at(&there, 4, 2)->kind, SX_BLANK); /* Opportunity: not in the new table */
    sx_table_free(&funnel);
    sx_table_free(&there);
    sx_table_free(&back);
    sx_table_free(&b);
    b = table_of("Lead,cost per,40,50,125,0.5,0.3;MQL,rate,0.2,0.3,0.4,0;Opportunity,rate,0.3,0.4,0.6,1;"
                 "Won,rate,0.15,0.2,0.3,2.5,1;Revenue,value,800,1000,1300,0.2");
    assert_int_equal(sx_drive_bridge(&a, &b, spend, 4, NULL, 0, NULL, NULL, &there, NULL), SX_OK);
    for (size_t i = 1; i + 1 < there.rows; i++)
        assert_true(fabs(number_at(&there, i, 3) - (i == 2 ? within : 0.0)) < 1e-9);
    sx_table_free(&there);
    sx_table_free(&a);
    sx_table_free(&b);
    sx_table_free(&opening);
}

static void refuse(const char *drivers, sx_status status, const char *reason)
{
    sx_table table = table_of(drivers), result = {0};
    sx_context context = {{0}, NULL};
    assert_int_equal(sx_drive_funnel(spend, 4, &table, NAN, NULL, &result, &context), status);
    if (strcmp(context.reason, reason) != 0)
        fail_msg("\"%s\" is not \"%s\"", context.reason, reason);
    sx_table_free(&table);
}

static void reasons(void **state)
{
    (void)state;
    refuse("name,kind,likely,noise;L,cost per,10,-0.1;R,value,1,0", SX_NUM,
           "drivers row 2 (L), column 4 (noise): must be from 0 to 10 (0.1: 10 %), here it is -0.1");
    refuse("name,kind,likely,period 1,period 1;L,cost per,10,1,1;R,value,1,1,1", SX_ARGUMENT,
           "drivers row 1: \"period 1\" stands twice");
    refuse("name,kind,likely,period 1,period 2;L,cost per,10,0,1;R,value,1,1,1", SX_NUM,
           "drivers row 2 (L), period 1: times 0 of its level is no cost per");
    refuse("name,kind,likely,period 1,period 2;L,cost per,10,1,1;W,rate,0.6,1,1.7;R,value,1,1,1", SX_NUM,
           "drivers row 3 (W), period 2: 1.7 times the rate 0.6 is above 1");
    refuse("name,kind,likely,period 2;L,cost per,10,x;R,value,1,1", SX_VALUE,
           "drivers row 2 (L), period 2: must be a number");
    refuse("L,cost per,,10,,0;S,multiplier,-1,0,1,0;R,value,,1,,0", SX_NUM,
           "drivers row 2 (S), column 3 (low): a multiplier must not be negative, here it is -1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fixed_is_funnel),
        cmocka_unit_test(seasons_by_hand),
        cmocka_unit_test(period_one_is_exact),
        cmocka_unit_test(chance_has_its_size),
        cmocka_unit_test(noise_has_its_error),
        cmocka_unit_test(correlations),
        cmocka_unit_test(tornado_of_what_is_open),
        cmocka_unit_test(compares),
        cmocka_unit_test(bridges),
        cmocka_unit_test(reasons),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
