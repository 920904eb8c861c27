/* Flights: bounds that hold, plans that meet them, and the cases that other functions answer too. */
#include <stdlib.h>
#include "core/plan_cases.h"
#include "core/unit.h"
#include "plan/flight_plan.h"

enum { CHANNELS = 10, PERIODS = 12, AFTER = 130, ALL = PERIODS + AFTER };

/* A random flight with room for itself. */
typedef struct made_flight {
    made_case curves;
    double weight[CHANNELS * ALL], ground[CHANNELS * ALL], multiplier[ALL];
    double low[CHANNELS * PERIODS], high[CHANNELS * PERIODS], minimum[CHANNELS];
    double least[PERIODS], most[PERIODS], sum_low[CHANNELS], sum_high[CHANNELS];
    size_t of[CHANNELS];
    sx_allocation_group groups[3];
    sx_flight flight;
} made_flight;

typedef enum shape { CONCAVE, TABLES, ANY } shape;

static void make_curves(made_flight *m, size_t channels, double scale, shape as)
{
    memset(&m->curves, 0, sizeof m->curves);
    for (size_t c = 0; c < channels; c++)
        if (as == TABLES)
            concave_table(&m->curves, c, scale);
        else
            any_curve(&m->curves, c, scale, as == CONCAVE);
}

/* most_rate: of the geometric carry-overs; 0: none. */
static void make_carryover(made_flight *m, size_t channels, size_t periods, double most_rate)
{
    size_t after = 0;
    double rate[CHANNELS];
    for (size_t c = 0; c < channels; c++) {
        rate[c] = draw() < 0.3 ? 0.0 : most_rate * draw();
        while (after < AFTER && pow(rate[c], (double)after + 1.0) > 1e-6)
            after++;
    }
    size_t all = periods + after;
    for (size_t c = 0; c < channels; c++) {
        double outside = 1500.0 * draw();
        for (size_t t = 0; t < all; t++) {
            double kept = pow(rate[c], (double)t);
            m->weight[c * all + t] = rate[c] > 0.0 ? (1.0 - rate[c]) * kept : t == 0 ? 1.0 : 0.0;
            m->ground[c * all + t] = outside * kept * rate[c];
            if (t >= periods)
                m->ground[c * all + t] += outside * (1.0 - pow(rate[c], (double)(t - periods) + 1.0));
        }
    }
    for (size_t t = 0; t < all; t++)
        m->multiplier[t] = t < periods ? 0.5 + draw() : 1.0;
    m->flight.after = after;
}

static void make_flight(made_flight *m, size_t channels, size_t periods, shape as, double most_rate, bool bounded)
{
    double budget = 1000.0 * (double)(channels * periods);
    memset(&m->flight, 0, sizeof m->flight);
    make_curves(m, channels, 2000.0, as);
    make_carryover(m, channels, periods, most_rate);
    m->groups[0] = (sx_allocation_group){0, 0.0, budget};
    m->groups[1] = (sx_allocation_group){0, 0.0, floor(0.6 * budget)};
    m->groups[2] = (sx_allocation_group){1, 0.0, floor(0.3 * budget)};
    for (size_t t = 0; t < periods; t++) {
        m->most[t] = bounded && draw() < 0.4 ? floor(1000.0 * (double)channels * (0.7 + draw())) : (double)INFINITY;
        m->least[t] = bounded && draw() < 0.3 ? fmin(m->most[t], 500.0 * (double)channels) : 0.0;
    }
    for (size_t c = 0; c < channels; c++) {
        double whole = 1000.0 * (double)periods;
        m->sum_high[c] = bounded && draw() < 0.4 ? floor(whole * (0.5 + draw())) : (double)INFINITY;
        m->sum_low[c] = bounded && draw() < 0.2 ? fmin(m->sum_high[c], floor(0.3 * whole)) : 0.0;
        m->minimum[c] = bounded && as == ANY && draw() < 0.3 ? 200.0 : 0.0;
        m->of[c] = bounded ? (size_t)(3.0 * draw()) : 0;
    }
    for (size_t i = 0; i < channels * periods; i++) {
        m->high[i] = bounded && draw() < 0.2 ? floor(2000.0 * draw() + 300.0) : budget;
        m->low[i] = bounded && m->minimum[i % channels] == 0.0 && draw() < 0.2 ? floor(200.0 * draw()) : 0.0;
    }
    m->flight = (sx_flight){.channels = channels,
                            .periods = periods,
                            .after = m->flight.after,
                            .n = channels * periods,
                            .curves = m->curves.curves,
                            .weight = m->weight,
                            .ground = m->ground,
                            .multiplier = m->multiplier,
                            .low = m->low,
                            .high = m->high,
                            .minimum = m->minimum,
                            .least = m->least,
                            .most = m->most,
                            .sum_low = m->sum_low,
                            .sum_high = m->sum_high,
                            .of = m->of,
                            .n_groups = bounded ? 3 : 1,
                            .groups = m->groups};
}

static bool inside(double x, double low, double high)
{
    return x >= low - 1e-6 && x <= high + 1e-6;
}

static bool meets(const sx_flight *f, const double *x)
{
    double period[PERIODS] = {0}, channel[CHANNELS] = {0}, group[3] = {0};
    bool all = true;
    for (size_t i = 0; i < f->n; i++) {
        all = all && inside(x[i], f->low[i], f->high[i]) && (x[i] == 0.0 || x[i] >= f->minimum[i % f->channels] - 1e-6);
        period[i / f->channels] += x[i];
        channel[i % f->channels] += x[i];
    }
    for (size_t t = 0; t < f->periods; t++)
        all = all && inside(period[t], f->least[t], f->most[t]);
    for (size_t c = 0; c < f->channels; c++) {
        all = all && inside(channel[c], f->sum_low[c], f->sum_high[c]);
        for (size_t g = f->of[c];; g = f->groups[g].parent) {
            group[g] += channel[c];
            if (g == 0)
                break;
        }
    }
    for (size_t g = 0; g < f->n_groups; g++)
        all = all && inside(group[g], f->groups[g].low, f->groups[g].high);
    return all;
}

static double solve(const sx_flight *f, double *x, sx_flight_answer *best)
{
    assert_int_equal(sx_flight_solve(f, x, best), SX_OK);
    return (best->bound - best->value) / fabs(best->value);
}

/* Ten channels over twelve months: proved to a hundred-thousandth, in whole cents, every bound met. */
static void a_year_of_concave_curves_is_proved_best(void **state)
{
    (void)state;
    static made_flight m;
    double x[CHANNELS * PERIODS];
    seed = 4;
    for (int k = 0; k < 40; k++) {
        sx_flight_answer best;
        make_flight(&m, CHANNELS, PERIODS, k % 2 ? TABLES : CONCAVE, 0.85, k % 4 > 1);
        double gap = solve(&m.flight, x, &best);
        if (!best.found)
            fail_msg("flight %d has no plan", k);
        if (!(gap >= 0.0 && gap < 1e-5))
            fail_msg("flight %d: gap %g", k, gap);
        assert_true(meets(&m.flight, x));
        close_to(sx_flight_value(&m.flight, x, NULL), best.value, 1e-14);
        for (size_t i = 0; i < m.flight.n; i++)
            assert_true(fabs(x[i] * 100.0 - round(x[i] * 100.0)) < 1e-6);
    }
}

/* A random plan that meets the bounds: money by random shares and moves. */
static bool random_plan(const sx_flight *f, double *x)
{
    double sum = 0.0, concentration = 1.0 + 6.0 * draw();
    for (size_t i = 0; i < f->n; i++)
        sum += x[i] = pow(draw(), concentration);
    for (size_t i = 0; i < f->n; i++) {
        x[i] = fmax(f->groups[0].high * x[i] / sum, f->low[i]);
        if (x[i] < f->minimum[i % f->channels])
            x[i] = 0.0;
        x[i] = fmin(x[i], f->high[i]);
    }
    return meets(f, x);
}

/* Whatever the curves: no plan that can be found is above the bound, and none beats the answer by more than the gap. */
static void no_plan_is_above_the_bound(void **state)
{
    (void)state;
    static made_flight m;
    double x[CHANNELS * PERIODS], other[CHANNELS * PERIODS];
    size_t tried = 0;
    seed = 5;
    for (int k = 0; k < 150; k++) {
        sx_flight_answer best;
        make_flight(&m, 2 + (size_t)(2.0 * draw()), 2 + (size_t)(2.0 * draw()), k % 3 ? ANY : CONCAVE, 0.8, k % 2);
        solve(&m.flight, x, &best);
        if (!best.found)
            continue;
        assert_true(meets(&m.flight, x));
        for (int t = 0; t < 300; t++) {
            if (!random_plan(&m.flight, other))
                continue;
            tried++;
            double value = sx_flight_value(&m.flight, other, NULL);
            if (value > best.bound * (1.0 + 1e-12))
                fail_msg("flight %d: a plan is worth %.12g, the bound is %.12g", k, value, best.bound);
            if (value > best.value * (1.0 + 1e-9) && k % 3 == 0)
                fail_msg("flight %d: a plan is worth %.12g, the answer %.12g", k, value, best.value);
        }
    }
    assert_true(tried > 5000);
}

/* The bounds of the relaxation: by envelopes, and by the true curves at its prices. */
static void bounds_of(const sx_flight *f, double *by_envelopes, double *by_curves)
{
    sx_scratch memory = {0};
    sx_flight_terms terms;
    double x[CHANNELS * PERIODS], work = 3e8;
    sx_flight_proof proof = {.bound = INFINITY};
    assert_int_equal(sx_flight_terms_make(f, f->low, f->high, &memory, &terms), SX_OK);
    assert_int_equal(sx_flight_relax(f, &terms, f->low, f->high, x, by_envelopes, &proof, &work), SX_OK);
    *by_curves = proof.bound;
    sx_scratch_free(&memory);
}

/* Concave curves, whose best plan is known: what bounds it by the true curves is never below and hardly above. */
static void the_true_curves_bound_closely(void **state)
{
    (void)state;
    static made_flight m;
    double x[CHANNELS * PERIODS], worst = 0.0;
    seed = 10;
    for (int k = 0; k < 24; k++) {
        sx_flight_answer best;
        double envelopes = 0.0, curves = 0.0;
        make_flight(&m, 3, 4, k % 2 ? TABLES : CONCAVE, 0.8, k % 4 > 1);
        if (k >= 12) /* a third of the channels is bounded from below over all periods */
            m.sum_low[0] = fmin(0.9 * m.sum_high[0], 2000.0);
        solve(&m.flight, x, &best);
        if (!best.found)
            continue;
        bounds_of(&m.flight, &envelopes, &curves);
        if (curves < best.value * (1.0 - 1e-9))
            fail_msg("flight %d is worth %.12g, bounded by %.12g", k, best.value, curves);
        worst = fmax(worst, curves / best.value - 1.0);
    }
    assert_true(worst < 0.003);
}

/* Jumps that lie between the stocks of the grid, at a bound, beside a spend that must be: the bound is the best plan's
 * worth, 200.10005, and not a crumb less. Then a minimum that is met once: its stock works on at rest. */
static void what_lies_within_a_cell_is_not_lost(void **state)
{
    (void)state;
    static made_flight m;
    static const double x_a[] = {0, 1000.09, 1000.1, 1e5}, x_b[] = {0, 499.89, 499.9, 1e5}, y[] = {0, 0, 100, 100.001};
    static const double x_c[] = {0, 1e5}, y_c[] = {0, 100};
    double envelopes = 0.0, curves = 0.0;
    seed = 3;
    make_flight(&m, 3, 1, CONCAVE, 0.0, false);
    m.curves.curves[0] = (sx_curve){.kind = SX_CURVE_TABLE, .x = x_a, .y = y, .n_points = 4};
    m.curves.curves[1] = (sx_curve){.kind = SX_CURVE_TABLE, .x = x_b, .y = y, .n_points = 4};
    m.curves.curves[2] = (sx_curve){.kind = SX_CURVE_TABLE, .x = x_c, .y = y_c, .n_points = 2};
    memset(m.ground, 0, sizeof m.ground);
    m.multiplier[0] = 1.0;
    m.high[0] = 1000.1;
    m.high[1] = m.high[2] = m.groups[0].high = 1600.05;
    m.low[2] = 100.05;
    bounds_of(&m.flight, &envelopes, &curves);
    assert_true(curves >= 200.10005 - 1e-9 && curves < 200.2);
    make_flight(&m, 1, 2, CONCAVE, 0.0, false);
    m.curves.curves[0] = (sx_curve){.kind = SX_CURVE_TABLE, .x = x_c, .y = y_c, .n_points = 2};
    memset(m.ground, 0, sizeof m.ground);
    m.weight[0] = 0.5;
    m.weight[1] = 0.25;
    m.multiplier[0] = m.multiplier[1] = 1.0;
    m.minimum[0] = m.groups[0].high = m.high[0] = m.high[1] = 1000.0;
    m.flight.after = 0;
    bounds_of(&m.flight, &envelopes, &curves);
    assert_true(curves >= 0.75 - 1e-9 && curves < 0.76);
}

/* Whatever the curves: of all plans in twelfths of the budget (2 channels, 3 periods) none is above the bound, nor
 * worth more than the answer. */
static void no_plan_in_twelfths_is_better(void **state)
{
    (void)state;
    static made_flight m;
    double x[CHANNELS * PERIODS], y[6];
    size_t tried = 0, closed = 0;
    seed = 12;
    for (int k = 0; k < 32; k++) {
        sx_flight_answer best;
        make_flight(&m, 2, 3, ANY, k % 2 ? 0.8 : 0.5, k % 3 == 0);
        if (k % 4 == 0)
            m.minimum[0] = 900.0;
        if (k % 4 == 1)
            m.curves.curves[0] = hill(400.0, 1500.0, 5.0);
        solve(&m.flight, x, &best);
        if (!best.found)
            continue;
        closed += best.bound < best.value * 1.01;
        for (size_t code = 0; code < 13 * 13 * 13 * 13 * 13; code++) {
            size_t left = 12, rest = code, i = 0;
            for (; i < 5 && rest % 13 <= left; i++, rest /= 13) {
                y[i] = (double)(rest % 13) * 500.0;
                left -= rest % 13;
            }
            if (i < 5)
                continue;
            y[5] = (double)left * 500.0;
            if (!meets(&m.flight, y))
                continue;
            tried++;
            double value = sx_flight_value(&m.flight, y, NULL);
            if (value > best.bound * (1.0 + 1e-12))
                fail_msg("flight %d: a plan is worth %.12g, the bound is %.12g", k, value, best.bound);
            if (value > best.value * (1.0 + 1e-9))
                fail_msg("flight %d: a plan is worth %.12g, the answer %.12g", k, value, best.value);
        }
    }
    assert_true(tried > 60000);
    assert_true(closed > 20);
}

/* Where nothing carries over the two ways to the answer agree, and each bounds the other. */
static void apart_is_the_same(void **state)
{
    (void)state;
    static made_flight m;
    double x[CHANNELS * PERIODS], y[CHANNELS * PERIODS];
    seed = 6;
    for (int k = 0; k < 60; k++) {
        sx_flight_answer best, apart;
        make_flight(&m, 5, 4, k % 3 == 0 ? CONCAVE : k % 3 == 1 ? TABLES : ANY, 0.0, k % 2);
        for (size_t t = 0; k % 4 < 2 && t < 4; t++) { /* the channels' bounds stay, or else the periods' */
            m.least[t] = 0.0;
            m.most[t] = INFINITY;
        }
        if (k % 4 > 1) {
            m.flight.n_groups = 1;
            for (size_t c = 0; c < 5; c++) {
                m.sum_low[c] = 0.0;
                m.sum_high[c] = INFINITY;
                m.of[c] = 0;
            }
        }
        assert_true(sx_flight_is_apart(&m.flight));
        double gap = solve(&m.flight, x, &best);
        assert_int_equal(sx_flight_solve_apart(&m.flight, y, &apart), SX_OK);
        assert_int_equal(best.found, apart.found);
        if (!best.found)
            continue;
        assert_true(meets(&m.flight, y));
        assert_true(best.bound >= apart.value * (1.0 - 1e-9) && apart.bound >= best.value * (1.0 - 1e-9));
        close_to(sx_flight_value(&m.flight, y, NULL), apart.value, 1e-12);
        if (k % 3 < 2)
            close_to(best.value, apart.value, 2e-6);
        else
            assert_true(best.value >= apart.value * (1.0 - fmax(gap, 1e-6)));
    }
}

/* A stock at the best steady split, equal multipliers: that split in every period, carry-over or not. */
static void a_steady_stock_stays_steady(void **state)
{
    (void)state;
    static made_flight m;
    double x[CHANNELS * PERIODS], steady[CHANNELS];
    seed = 7;
    for (int k = 0; k < 10; k++) {
        sx_flight_answer best;
        make_flight(&m, 4, 1, CONCAVE, 0.0, false);
        assert_int_equal(sx_flight_solve_apart(&m.flight, steady, &best), SX_OK);
        made_case kept = m.curves;
        make_flight(&m, 4, 6, CONCAVE, 0.8, false);
        m.curves = kept;
        size_t all = 6 + m.flight.after;
        for (size_t c = 0; c < 4; c++) {
            double rate = 1.0 - m.weight[c * all];
            for (size_t t = 0; t < all; t++) {
                m.ground[c * all + t] = steady[c] * pow(rate, (double)t + 1.0);
                if (t >= 6)
                    m.ground[c * all + t] += steady[c] * (1.0 - pow(rate, (double)(t - 6) + 1.0));
            }
        }
        for (size_t t = 0; t < all; t++)
            m.multiplier[t] = 1.0;
        m.groups[0].high = 0.0;
        for (size_t c = 0; c < 4; c++)
            m.groups[0].high += 6.0 * steady[c];
        solve(&m.flight, x, &best);
        for (size_t i = 0; i < m.flight.n; i++)
            assert_true(fabs(x[i] - steady[i % 4]) < 0.02 + 2e-3 * steady[i % 4]);
    }
}

/* Bounds of a few cents: a plan is found exactly where trying them all finds one. */
static void plans_exist_where_trying_all_finds_one(void **state)
{
    (void)state;
    static made_flight m;
    double x[CHANNELS * PERIODS], y[4];
    size_t both[2] = {0, 0};
    seed = 8;
    for (int k = 0; k < 400; k++) {
        make_flight(&m, 2, 2, CONCAVE, 0.5, false);
        for (size_t i = 0; i < 4; i++) {
            m.low[i] = floor(2.0 * draw()) / 100.0;
            m.high[i] = m.low[i] + floor(3.0 * draw()) / 100.0;
        }
        for (size_t j = 0; j < 2; j++) {
            m.least[j] = floor(3.0 * draw()) / 100.0;
            m.most[j] = m.least[j] + floor(4.0 * draw()) / 100.0;
            m.sum_low[j] = floor(3.0 * draw()) / 100.0;
            m.sum_high[j] = m.sum_low[j] + floor(4.0 * draw()) / 100.0;
        }
        m.groups[0].high = 0.06;
        bool found = false, any = false;
        assert_int_equal(sx_flight_round(&m.flight, m.low, m.high, NULL, 0.0, x, &found), SX_OK);
        for (int code = 0; code < 625 && !any; code++) {
            for (int i = 0, rest = code; i < 4; i++, rest /= 5)
                y[i] = (rest % 5) / 100.0;
            any = meets(&m.flight, y);
        }
        assert_int_equal(found, any);
        assert_true(!found || meets(&m.flight, x));
        both[found]++;
    }
    assert_true(both[0] > 50 && both[1] > 50);
}

/* Pulses: an S-shaped curve and one that is not. The value is that of scipy 1.10.1's SLSQP from 300 starts
 * (tests/oracle/flight.py). */
static void pulses_are_found(void **state)
{
    (void)state;
    static made_flight m;
    double x[CHANNELS * PERIODS];
    sx_flight_answer best;
    seed = 9;
    make_flight(&m, 2, 3, CONCAVE, 0.0, false);
    m.flight.after = 11;
    m.curves.curves[0] = hill(1000.0, 900.0, 3.0);
    m.curves.curves[1] = (sx_curve){.kind = SX_CURVE_LOG, .top = 100.0, .half = 300.0, .slope = 1.0};
    for (size_t k = 0; k < 2 * 14; k++) {
        m.weight[k] = 0.7 * pow(0.3, (double)(k % 14));
        m.ground[k] = 0.0;
        m.multiplier[k % 14] = k % 14 == 1 ? 0.8 : k % 14 == 2 ? 1.3 : k % 14 == 0 ? 1.0 : 3.1 / 3.0;
    }
    m.groups[0].high = 3000.0;
    solve(&m.flight, x, &best);
    close_to(best.value, 1594.683352, 1e-6);
}

/* One pulse of a steep S-curve with a minimum would take the period that another channel makes more of. The value is
 * that of a numpy 1.24.2 search of all plans in thirteenths with moves of money from the 400 best, which shares no line
 * with the core; from the relaxation alone the plan is worth 149.742. */
static void a_pulse_gives_way(void **state)
{
    (void)state;
    static made_flight m;
    double x[CHANNELS * PERIODS];
    sx_flight_answer best;
    make_flight(&m, 2, 3, CONCAVE, 0.0, false);
    m.flight.after = 11;
    m.curves.curves[0] = hill(140.0, 42.0, 5.0);
    m.curves.curves[1] = (sx_curve){.kind = SX_CURVE_POWER, .top = 5.0, .half = 1.0, .slope = 0.75};
    for (size_t k = 0; k < 2 * 14; k++) {
        m.weight[k] = k < 14 ? 0.7 * pow(0.3, (double)k) : k == 14 ? 1.0 : 0.0;
        m.ground[k] = 0.0;
        m.multiplier[k % 14] = k % 14 == 0 ? 1.0 : k % 14 < 3 ? 0.5 : 2.0 / 3.0;
    }
    m.minimum[0] = 45.0;
    m.minimum[1] = 30.0;
    m.most[0] = 93.0;
    m.groups[0].high = 120.0;
    for (size_t i = 0; i < 6; i++)
        m.high[i] = 120.0;
    solve(&m.flight, x, &best);
    close_to(best.value, 178.1470874435, 1e-9);
}

/* Steep S-curves: the relaxation goes to its end, so that the bound is one. */
static void s_curves_are_bounded(void **state)
{
    (void)state;
    static made_flight m;
    double x[CHANNELS * PERIODS];
    seed = 10;
    for (int k = 0; k < 24; k++) {
        sx_flight_answer best;
        make_flight(&m, CHANNELS, PERIODS, CONCAVE, 0.95, false);
        for (size_t c = 0; c < CHANNELS; c++)
            m.curves.curves[c] = hill(1e4 + 9e4 * draw(), 500.0 + 5e4 * draw(), 1.0 + 3.0 * draw());
        m.groups[0].high = 1e6;
        double gap = solve(&m.flight, x, &best);
        if (!(best.found && gap >= 0.0 && gap < 0.2))
            fail_msg("flight %d: gap %g", k, gap);
        assert_true(meets(&m.flight, x));
    }
}

/* One channel can be in every period for little; what the others' minimums take must leave it that. */
static void minimums_leave_a_plan(void **state)
{
    (void)state;
    static made_flight m;
    double x[CHANNELS * PERIODS];
    sx_flight_answer best;
    seed = 11;
    for (int k = 0; k < 20; k++) {
        make_flight(&m, 5, 6, CONCAVE, 0.6, false);
        for (size_t i = 0; i < m.flight.n; i++)
            m.low[i] = 0.0;
        for (size_t t = 0; t < 6; t++)
            m.least[t] = 100.0;
        for (size_t c = 0; c < 5; c++)
            m.minimum[c] = c == 2 ? 110.0 : floor(300.0 + 500.0 * draw());
        m.sum_high[3] = 200.0; /* below its minimum: never */
        m.minimum[3] = 250.0;
        m.groups[0].high = 760.0;
        solve(&m.flight, x, &best);
        assert_true(best.found && meets(&m.flight, x));
    }
    m.minimum[2] = 130.0; /* 780 in all */
    solve(&m.flight, x, &best);
    assert_true(!best.found && best.possible);
    m.groups[0].high = 599.99;
    solve(&m.flight, x, &best);
    assert_true(!best.found && !best.possible);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_year_of_concave_curves_is_proved_best),
        cmocka_unit_test(no_plan_is_above_the_bound),
        cmocka_unit_test(the_true_curves_bound_closely),
        cmocka_unit_test(what_lies_within_a_cell_is_not_lost),
        cmocka_unit_test(no_plan_in_twelfths_is_better),
        cmocka_unit_test(apart_is_the_same),
        cmocka_unit_test(a_steady_stock_stays_steady),
        cmocka_unit_test(plans_exist_where_trying_all_finds_one),
        cmocka_unit_test(pulses_are_found),
        cmocka_unit_test(a_pulse_gives_way),
        cmocka_unit_test(s_curves_are_bounded),
        cmocka_unit_test(minimums_leave_a_plan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
