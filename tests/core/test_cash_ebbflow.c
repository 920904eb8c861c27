/* EBBFLOW against two oracles that share nothing with it: every plan tried (small cases), and linear programming by a
 * dense simplex (random larger ones). Both judge all orders of importance at once. */
#include <stdlib.h>
#include "core/unit.h"
#include "cash/ebb.h"
#include "cash/flow.h"

enum { MOST = 12 };

static uint64_t seed;

static int64_t draw(int64_t low, int64_t high)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return low + (int64_t)((seed >> 33) % (uint64_t)(high - low + 1));
}

typedef struct instance {
    int64_t low[MOST], high[MOST], slack[MOST];
    double value[MOST];
    sx_ebb_problem problem;
} instance;

static void make(instance *x, size_t n, int64_t width, int kind)
{
    *x = (instance){.problem = {.n = n, .low = x->low, .high = x->high, .slack = x->slack}};
    for (size_t t = 0; t < n; t++) {
        x->low[t] = draw(-width, draw(0, 5) ? 0 : width / 2); /* sometimes a week must spend more than planned */
        x->high[t] = draw(0, 7) ? x->low[t] + draw(0, 2 * width) : INT64_MAX;
        x->slack[t] = draw(-width, 2 * width);
        x->value[t] = (double)draw(-1, 3);
    }
    x->problem.restore = kind == 1;
    x->problem.value = kind == 2 ? x->value : NULL;
}

/* All orders of importance in one number; small whole numbers, so it is exact. Smaller is better. */
static double score(const sx_ebb_problem *problem, const int64_t *change)
{
    double total = 0.0, moved = 0.0, held = 0.0, worth = 0.0;
    for (size_t t = 0; t < problem->n; t++) {
        total += (double)change[t];
        moved += fabs((double)change[t]);
        held += fabs(total);
        worth += problem->value ? problem->value[t] * (double)change[t] : 0.0;
    }
    double first = problem->value ? -worth : (problem->restore ? fabs(total) : 0.0);
    return 1e6 * first + 1e3 * moved + held;
}

static int allowed(const sx_ebb_problem *problem, const int64_t *change)
{
    int64_t total = 0;
    for (size_t t = 0; t < problem->n; t++) {
        total += change[t];
        if (change[t] < problem->low[t] || change[t] > problem->high[t] || total > problem->slack[t])
            return 0;
    }
    return 1;
}

static double try_every_plan(const sx_ebb_problem *problem, int64_t *change, size_t week)
{
    if (week == problem->n)
        return allowed(problem, change) ? score(problem, change) : HUGE_VAL;
    double best = HUGE_VAL;
    int64_t high = problem->high[week] < 24 ? problem->high[week] : 24; /* more than any slack lets through */
    for (change[week] = problem->low[week]; change[week] <= high; change[week]++)
        best = fmin(best, try_every_plan(problem, change, week + 1));
    return best;
}

static void brute_force(void **state)
{
    (void)state;
    seed = 11;
    int solved = 0, refused = 0;
    for (int trial = 0; trial < 3000; trial++) {
        instance x;
        make(&x, (size_t)draw(1, 4), 4, trial % 3);
        int64_t change[MOST], scratch[MOST];
        sx_ebb_shortfall shortfall;
        sx_status status = sx_ebbflow(&x.problem, change, &shortfall);
        double best = try_every_plan(&x.problem, scratch, 0);
        assert_int_equal(status, isinf(best) ? SX_NA : SX_OK);
        refused += status == SX_NA;
        if (status == SX_OK) {
            solved++;
            assert_true(allowed(&x.problem, change));
            if (score(&x.problem, change) != best)
                fail_msg("trial %d: %g, best %g", trial, score(&x.problem, change), best);
        }
    }
    assert_true(solved > 1000 && refused > 500);
}

/* Dense simplex, Bland's rule: max c x, A x <= b, x >= 0, b >= 0; the tableau's last row is -c and its last column b.
 * Returns the maximum. The networks here are unimodular: every pivot is +-1 and nothing is rounded. */
static double simplex(double *a, size_t rows, size_t columns)
{
    size_t width = columns + rows + 1;
    size_t *basis = malloc(rows * sizeof *basis);
    for (size_t i = 0; i < rows; i++)
        basis[i] = columns + i;
    for (;;) {
        size_t enter = 0;
        while (enter + 1 < width && a[rows * width + enter] > -1e-9)
            enter++;
        if (enter + 1 == width)
            break;
        size_t leave = rows;
        double least = HUGE_VAL;
        for (size_t i = 0; i < rows; i++) {
            double pivot = a[i * width + enter];
            double ratio = pivot > 1e-9 ? a[i * width + width - 1] / pivot : HUGE_VAL;
            if (ratio < least || (ratio <= least && isfinite(ratio) && basis[i] < basis[leave])) {
                least = ratio;
                leave = i;
            }
        }
        assert_true(leave < rows);
        double pivot = a[leave * width + enter];
        for (size_t j = 0; j < width; j++)
            a[leave * width + j] /= pivot;
        for (size_t i = 0; i <= rows; i++) {
            double factor = i == leave ? 0.0 : a[i * width + enter];
            for (size_t j = 0; factor != 0.0 && j < width; j++)
                a[i * width + j] -= factor * a[leave * width + j];
        }
        basis[leave] = enter;
    }
    free(basis);
    return a[rows * width + width - 1];
}

/* Variables a week: the rise from low to min(0, high), the rise beyond, and |D| - |least D| as a difference of two. */
static double by_linear_programming(const sx_ebb_problem *problem)
{
    size_t n = problem->n, rows = 5 * n, columns = 4 * n, width = columns + rows + 1;
    double *a = calloc((rows + 1) * width, sizeof *a), constant = 0.0, left = 0.0;
    for (size_t i = 0; i < rows; i++)
        a[i * width + columns + i] = 1.0;
    for (size_t t = 0; t < n; t++) {
        double low = (double)problem->low[t], high = problem->high[t] == INT64_MAX ? 1e5 : (double)problem->high[t];
        double value = problem->value ? problem->value[t] : 0.0;
        double end = t + 1 == n && problem->restore && !problem->value ? 1e6 : 0.0;
        left += low;
        a[t * width + width - 1] = fmax(0.0, fmin(0.0, high) - low);
        a[t * width + t] = 1.0;
        a[(n + t) * width + width - 1] = fmax(0.0, high - fmax(0.0, low));
        a[(n + t) * width + n + t] = 1.0;
        a[(2 * n + t) * width + width - 1] = (double)problem->slack[t] - left;
        a[(3 * n + t) * width + width - 1] = fabs(left) - left;
        a[(4 * n + t) * width + width - 1] = fabs(left) + left;
        for (size_t s = 0; s <= t; s++)
            for (size_t part = 0; part < 2; part++) {
                a[(2 * n + t) * width + part * n + s] = 1.0;
                a[(3 * n + t) * width + part * n + s] = 1.0;
                a[(4 * n + t) * width + part * n + s] = -1.0;
            }
        for (size_t part = 3; part < 5; part++) {
            a[(part * n + t) * width + 2 * n + t] = -1.0;
            a[(part * n + t) * width + 3 * n + t] = 1.0;
        }
        a[rows * width + t] = -(1e6 * value + 1e3);
        a[rows * width + n + t] = -(1e6 * value - 1e3);
        a[rows * width + 2 * n + t] = 1.0 + end;
        a[rows * width + 3 * n + t] = -(1.0 + end);
        constant += 1e3 * fabs(low) - 1e6 * value * low + (1.0 + end) * fabs(left);
    }
    double best = constant - simplex(a, rows, columns);
    free(a);
    return best;
}

static void linear_programming(void **state)
{
    (void)state;
    seed = 5;
    int solved = 0;
    for (int trial = 0; trial < 1500; trial++) {
        instance x;
        make(&x, (size_t)draw(1, MOST), 400, trial % 3);
        for (size_t t = 0; t < x.problem.n; t++)
            x.slack[t] += draw(0, 1) ? 0 : 400;
        int64_t change[MOST];
        if (sx_ebbflow(&x.problem, change, NULL) != SX_OK)
            continue;
        solved++;
        assert_true(allowed(&x.problem, change));
        double best = by_linear_programming(&x.problem), got = score(&x.problem, change);
        if (fabs(got - best) > 1e-9 * fabs(best))
            fail_msg("trial %d: %.17g, best %.17g", trial, got, best);
    }
    assert_true(solved > 800);
}

/* What one week alone may spend more is its headroom: the plan worth most when only that week may change. */
static void headroom_is_a_special_case(void **state)
{
    (void)state;
    seed = 3;
    for (int trial = 0; trial < 500; trial++) {
        instance x;
        make(&x, MOST, 900, 2);
        double balances[MOST], headroom[MOST];
        for (size_t t = 0; t < MOST; t++) {
            x.low[t] = x.high[t] = 0;
            x.value[t] = 0.0;
            x.slack[t] = draw(0, 1) ? draw(0, 900) : draw(0, 90000);
            balances[t] = (double)(x.slack[t] + 50000) / 100.0;
        }
        sx_headroom(balances, MOST, 500.0, headroom);
        size_t week = (size_t)draw(0, MOST - 1);
        x.high[week] = INT64_MAX;
        x.value[week] = 1.0;
        int64_t change[MOST];
        assert_int_equal(sx_ebbflow(&x.problem, change, NULL), SX_OK);
        assert_true((double)change[week] / 100.0 == headroom[week]);
    }
}

/* Two dips: held back once and late, released as soon as the last dip is over. */
static void story(void **state)
{
    (void)state;
    int64_t low[] = {-10, -10, -10, -10, -10, -10}, high[] = {5, 5, 5, 5, 5, 5}, slack[] = {9, 2, -4, 3, -6, 20};
    const int64_t restored[] = {0, 0, -4, 0, -2, 5}, least[] = {0, 0, -4, 0, -2, 0};
    sx_ebb_problem problem = {.n = 6, .low = low, .high = high, .slack = slack, .restore = true};
    int64_t change[6];
    assert_int_equal(sx_ebbflow(&problem, change, NULL), SX_OK);
    assert_memory_equal(change, restored, sizeof change);
    problem.restore = false;
    assert_int_equal(sx_ebbflow(&problem, change, NULL), SX_OK);
    assert_memory_equal(change, least, sizeof change);
    sx_ebb_shortfall shortfall;
    slack[1] = -25;
    slack[4] = -90;
    memcpy(change, restored, sizeof change);
    assert_int_equal(sx_ebbflow(&problem, change, &shortfall), SX_NA);
    assert_memory_equal(change, restored, sizeof change);
    assert_int_equal(shortfall.first, 1);
    assert_int_equal(shortfall.first_cents, 5);
    assert_int_equal(shortfall.worst, 4);
    assert_int_equal(shortfall.worst_cents, 40);
}

/* The longest horizon at the largest amounts: nothing overflows, the floor holds. */
static void large(void **state)
{
    (void)state;
    static int64_t low[SX_EBB_WEEKS], high[SX_EBB_WEEKS], slack[SX_EBB_WEEKS], change[SX_EBB_WEEKS];
    static double value[SX_EBB_WEEKS];
    seed = 8;
    for (size_t t = 0; t < SX_EBB_WEEKS; t++) {
        low[t] = draw(-100000000000000, 0);
        high[t] = INT64_MAX;
        slack[t] = draw(-1000000000, 200000000000000);
        value[t] = (double)draw(1, 1000);
    }
    sx_ebb_problem problem = {.n = SX_EBB_WEEKS, .low = low, .high = high, .slack = slack, .value = value};
    for (int trial = 0; trial < 3; trial++) {
        assert_int_equal(sx_ebbflow(&problem, change, NULL), SX_OK);
        assert_true(allowed(&problem, change));
        problem.value = NULL;
        problem.restore = trial == 1;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(brute_force), cmocka_unit_test(linear_programming),
                                       cmocka_unit_test(headroom_is_a_special_case), cmocka_unit_test(story),
                                       cmocka_unit_test(large)};
    return cmocka_run_group_tests_name("cash ebbflow", tests, NULL, NULL);
}
