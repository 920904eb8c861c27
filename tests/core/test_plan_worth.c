/* What bounds are worth: against the difference that moving them makes to the best plan. */
#include <stdlib.h>
#include "core/plan_cases.h"
#include "core/unit.h"
#include "plan/search.h"
#include "plan/worth.h"

typedef struct moved {
    double *bound; /* moved in place, and back */
    double from;
} moved;

/* The best value with the bound that much higher; NaN: no plan. */
static double best_value(made_case *c, const moved *m, double by)
{
    double x[MOST];
    sx_allocation_answer answer = {.x = x};
    *m->bound = m->from + by;
    assert_int_equal(sx_allocation_search(&c->problem, NULL, &answer), SX_OK);
    *m->bound = m->from;
    return answer.found ? answer.value : (double)NAN;
}

/* The derivative of the best value by a bound where it exists from both sides: central differences, extrapolated
 * (Richardson). NaN where it does not: a smooth optimum bends, so that twice the width shows twice the jump between the
 * slopes of the two sides; three widths, since a corner close by may mimic that for two. */
static double derivative(made_case *c, const moved *m)
{
    enum { WIDTHS = 3 };
    double width = 1.0, at = best_value(c, m, 0.0), slope[WIDTHS], jump[WIDTHS];
    if (m->from < 8.0)
        return NAN; /* below 0 there is no bound */
    for (size_t k = 0; k < WIDTHS; k++, width *= 2.0) {
        double up = best_value(c, m, width), down = best_value(c, m, -width);
        slope[k] = (up - down) / (2.0 * width);
        jump[k] = (up - 2.0 * at + down) / width;
    }
    double d = (4.0 * slope[1] - slope[2]) / 3.0;
    for (size_t k = 1; k < WIDTHS; k++)
        if (!(fabs(jump[k] - 2.0 * jump[k - 1]) <= 1e-7 * fabs(d) + 1e-10))
            return NAN;
    return d;
}

typedef struct tally {
    size_t seen, smooth;
    double worst;
} tally;

static void compare(tally *t, double worth, double difference, size_t which, const char *what)
{
    t->seen++;
    if (isnan(difference))
        return;
    t->smooth++;
    double off = fabs(worth - difference) / fmax(fabs(difference), 1e-3);
    t->worst = fmax(t->worst, off);
    if (off > 1e-6)
        fail_msg("case %zu, %s: %.10g, moving it brings %.10g", which, what, worth, difference);
}

/* Every bound at which the best plan x stands against the difference that moving it makes. */
static void compare_all(made_case *c, const double *x, tally *budget, tally *channel, tally *group, size_t k)
{
    sx_worth w;
    assert_int_equal(sx_worth_make(&c->problem, x, &w), SX_OK);
    if (w.sum[0] > c->groups[0].high - SX_HALF_CENT)
        compare(budget, sx_worth_of_budget(&w, c->problem.n),
                derivative(c, &(moved){&c->groups[0].high, c->groups[0].high}), k, "budget");
    for (size_t i = 0; i < c->problem.n; i++) {
        sx_domain *d = &c->domains[i];
        bool high = x[i] > d->high - SX_HALF_CENT;
        if (d->low == d->high || d->zero || !(high || (x[i] < d->low + SX_HALF_CENT && d->low > 0.0)))
            continue;
        double *bound = high ? &d->high : &d->low, sign = high ? 1.0 : -1.0;
        compare(channel, sx_worth_of_channel(&w, i, high), sign * derivative(c, &(moved){bound, *bound}), k,
                high ? "high of a channel" : "low of a channel");
    }
    for (size_t g = 1; g < c->problem.n_groups; g++) {
        sx_allocation_group *of = &c->groups[g];
        bool high = w.sum[g] > of->high - SX_HALF_CENT;
        if (!(high || (w.sum[g] < of->low + SX_HALF_CENT && of->low > 0.0)))
            continue;
        double *bound = high ? &of->high : &of->low, sign = high ? 1.0 : -1.0;
        compare(group, sx_worth_of_group(&w, g, high), sign * derivative(c, &(moved){bound, *bound}), k,
                high ? "high of a group" : "low of a group");
    }
    sx_worth_free(&w);
}

/* Of so many random problems with tables, groups and, where not concave, minimums and S-curves. Where branches had to
 * be closed within a gap the search may take one branch with the bound and another with the bound moved: those are left
 * out. */
static void compare_cases(size_t n_cases, bool concave, size_t least)
{
    tally budget = {0}, channel = {0}, group = {0};
    for (size_t k = 0; k < n_cases; k++) {
        made_case c;
        size_t n = 2 + (size_t)(5.0 * draw());
        make_case(&c, n, 100000.0, concave, true);
        for (size_t i = 0; i < n; i++)
            if (draw() < 0.25)
                concave_table(&c, i, 60000.0);
        double x[MOST];
        sx_allocation_answer answer = {.x = x};
        assert_int_equal(sx_allocation_search(&c.problem, NULL, &answer), SX_OK);
        if (answer.found && answer.bound - answer.value <= 1e-12 * answer.value)
            compare_all(&c, x, &budget, &channel, &group, k);
    }
    print_message("budget %zu of %zu smooth, worst %.1e; channels %zu of %zu, %.1e; groups %zu of %zu, %.1e\n",
                  budget.smooth, budget.seen, budget.worst, channel.smooth, channel.seen, channel.worst, group.smooth,
                  group.seen, group.worst);
    assert_true(budget.smooth > least && channel.smooth > least && group.smooth > least);
}

static void worth_is_the_difference_a_unit_makes(void **state)
{
    (void)state;
    seed = 2026;
    compare_cases(2000, true, 600);
}

static void worth_with_minimums_and_s_curves(void **state)
{
    (void)state;
    seed = 7;
    compare_cases(2000, false, 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worth_is_the_difference_a_unit_makes),
        cmocka_unit_test(worth_with_minimums_and_s_curves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
