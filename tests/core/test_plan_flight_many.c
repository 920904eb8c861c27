/* Flights of many spends: where the search has work for one climb only, it must be enough. */
#include "core/plan_cases.h"
#include "core/unit.h"
#include "plan/flight_plan.h"

enum { CHANNELS = 23, PERIODS = 52, AFTER = 60, ALL = PERIODS + AFTER, SPENDS = CHANNELS * PERIODS };

typedef struct many {
    sx_curve curves[CHANNELS];
    double weight[CHANNELS * ALL], ground[CHANNELS * ALL], multiplier[ALL], low[SPENDS], high[SPENDS];
    double minimum[CHANNELS], least[PERIODS], most[PERIODS], sum_low[CHANNELS], sum_high[CHANNELS], x[SPENDS];
    size_t of[CHANNELS];
    sx_allocation_group budget;
} many;

static void make(many *m, sx_flight *f)
{
    memset(m, 0, sizeof *m);
    for (size_t c = 0; c < CHANNELS; c++) {
        double rate = 0.9 * draw(), top = 1e4 + 9e4 * draw(), half = 1e3 + 99e3 * draw();
        m->minimum[c] = floor(1e3 + 29e3 * draw());
        m->curves[c] = hill(top, half, 1.0 + 3.0 * draw());
        m->sum_high[c] = INFINITY;
        for (size_t t = 0; t < ALL; t++)
            m->weight[c * ALL + t] = (1.0 - rate) * pow(rate, (double)t);
    }
    for (size_t t = 0; t < ALL; t++)
        m->multiplier[t] = t < PERIODS ? 0.5 + 1.5 * draw() : 1.0;
    for (size_t t = 0; t < PERIODS; t++)
        m->most[t] = INFINITY;
    for (size_t i = 0; i < SPENDS; i++)
        m->high[i] = 1e7;
    m->budget = (sx_allocation_group){0, 0.0, 1e7};
    *f = (sx_flight){CHANNELS,  PERIODS,       AFTER,       SPENDS,  m->curves,  m->weight,
                     m->ground, m->multiplier, m->low,      m->high, m->minimum, m->least,
                     m->most,   m->sum_low,    m->sum_high, m->of,   1,          &m->budget};
}

/* What stands a tenth below the bound is no settled plan: a search whose work ended before the money had moved left
 * two thirds missing. */
static void minimums_of_a_year_of_weeks_are_settled(void **state)
{
    (void)state;
    static many m;
    for (int k = 0; k < 3; k++) {
        sx_flight f;
        sx_flight_answer answer;
        make(&m, &f);
        assert_int_equal(sx_flight_solve(&f, m.x, &answer), SX_OK);
        assert_true(answer.found);
        assert_true(answer.value <= answer.bound);
        assert_true(answer.bound <= 1.1 * answer.value);
        for (size_t i = 0; i < SPENDS; i++)
            assert_true(m.x[i] == 0.0 || m.x[i] >= m.minimum[i % CHANNELS]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(minimums_of_a_year_of_weeks_are_settled)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
