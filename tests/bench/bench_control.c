/* Budget, cash and governance: the bars of their issue, measured on the functions' own time, arguments ready made. */
#define _POSIX_C_SOURCE 200809L /* clock_gettime, for bench.h */
#include <math.h>
#include <stdint.h>
#include <string.h>
#include "bench/bench.h"
#include "cash.h"
#include "gov.h"

enum { WEEKS = 53, CELLS = 100000, ROWS = 50000, CALLS = 200 };

static uint64_t seed = 1;

static int64_t draw(int64_t low, int64_t high)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return low + (int64_t)((seed >> 33) % (uint64_t)(high - low + 1));
}

static void must(sx_status status)
{
    if (status != SX_OK) {
        fprintf(stderr, "bench_control: a call failed (%d)\n", (int)status);
        exit(1);
    }
}

typedef struct year {
    double planned[WEEKS], balances[WEEKS], min[WEEKS], max[WEEKS], value[WEEKS];
    size_t n_value;
} year;

static void ebbflow(void *state)
{
    year *y = state;
    sx_context context = {0};
    for (int i = 0; i < CALLS; i++) {
        sx_table plan;
        must(sx_cash_ebbflow(y->planned, WEEKS, y->balances, WEEKS, 50000.0, y->min, WEEKS, y->max, WEEKS, y->value,
                             y->n_value, SX_CASH_EBBFLOW_RESTORE_LATER, &plan, &context));
        sx_table_free(&plan);
    }
}

static void fingerprint(void *state)
{
    sx_text text = {0};
    must(sx_gov_fingerprint(state, SX_GOV_FINGERPRINT_FORM_SHORT, &text));
    sx_text_free(&text);
}

static void reconcile(void *state)
{
    sx_table *sides = state, result;
    sx_context context = {0};
    must(sx_gov_reconcile(&sides[0], &sides[1], 1.0, &result, &context));
    sx_table_free(&result);
}

typedef struct requests {
    double created[ROWS], responded[ROWS];
    sx_table calendar;
} requests;

static void sla(void *state)
{
    requests *r = state;
    sx_table result;
    sx_context context = {0};
    must(sx_gov_sla(r->created, ROWS, r->responded, ROWS, 4.0, 46400.0, &r->calendar, &result, &context));
    sx_table_free(&result);
}

static sx_table make(size_t rows, size_t columns)
{
    sx_table table;
    sx_table_make(&table, rows, columns);
    return table;
}

static void bench_cash(void)
{
    static year y;
    double cash = 90000.0;
    for (size_t t = 0; t < WEEKS; t++) {
        y.planned[t] = (double)draw(500000, 3000000) / 100.0;
        cash += (double)draw(0, 4200000) / 100.0 - y.planned[t];
        y.balances[t] = cash;
        y.min[t] = 1000.0;
        y.max[t] = 60000.0;
        y.value[t] = (double)draw(50, 400) / 100.0;
    }
    sx_bench_line("EBBFLOW, 53 weeks, nearest", 1e3 * sx_bench_median(ebbflow, &y, 11) / CALLS, "ms", 1.0);
    y.n_value = WEEKS;
    sx_bench_line("EBBFLOW, 53 weeks, worth most", 1e3 * sx_bench_median(ebbflow, &y, 11) / CALLS, "ms", 1.0);
}

static void bench_fingerprint(void)
{
    sx_table cells = make(CELLS / 10, 10);
    for (size_t r = 0; r < CELLS / 10; r++)
        for (size_t c = 0; c < 10; c++)
            if (c < 3)
                sx_put_text(&cells, r, c, "campaign %d", (int)draw(0, 9999));
            else
                sx_put_number(&cells, r, c, (double)draw(-10000000, 90000000) / 100.0);
    sx_bench_line("FINGERPRINT, 100 000 cells, texts and money", 1e3 * sx_bench_median(fingerprint, &cells, 11), "ms",
                  100.0);
    for (size_t r = 0; r < CELLS / 10; r++)
        for (size_t c = 0; c < 10; c++)
            sx_put_number(&cells, r, c, (double)draw(1, 90000000) / 7e5);
    sx_bench_line("FINGERPRINT, 100 000 cells, 17 digits each", 1e3 * sx_bench_median(fingerprint, &cells, 11), "ms",
                  100.0);
    sx_table_free(&cells);
}

static void bench_reconcile(void)
{
    sx_table sides[] = {make(ROWS, 2), make(ROWS, 2)};
    for (size_t side = 0; side < 2; side++)
        for (size_t r = 0; r < ROWS; r++) {
            sx_put_text(&sides[side], r, 0, "INV-%zu/2026", side ? (r * 7919) % ROWS + ROWS / 10 : r);
            sx_put_number(&sides[side], r, 1, (double)draw(100, 500000) / 100.0);
        }
    sx_bench_line("RECONCILE, two tables of 50 000 rows", 1e3 * sx_bench_median(reconcile, sides, 11), "ms", 200.0);
    sx_table_free(&sides[0]);
    sx_table_free(&sides[1]);
}

static void bench_sla(void)
{
    static requests r;
    r.calendar = make(16, 4);
    const char *const head[] = {"day", "open", "close", "shift"};
    for (size_t c = 0; c < 4; c++)
        sx_put_text(&r.calendar, 0, c, "%s", head[c]);
    sx_put_text(&r.calendar, 1, 0, "Mon-Fri");
    sx_put_number(&r.calendar, 1, 1, 0.375);
    sx_put_number(&r.calendar, 1, 2, 0.75);
    for (size_t k = 2; k < 14; k++)
        sx_put_number(&r.calendar, k, 0, 46000.0 + 29.0 * (double)k);
    sx_put_number(&r.calendar, 14, 0, 46110.0 + 2.0 / 24.0);
    sx_put_number(&r.calendar, 14, 3, 1.0);
    sx_put_number(&r.calendar, 15, 0, 46320.0 + 3.0 / 24.0);
    sx_put_number(&r.calendar, 15, 3, -1.0);
    for (size_t i = 0; i < ROWS; i++) {
        r.created[i] = 46023.0 + (double)draw(0, 365 * 86400) / 86400.0;
        r.responded[i] = draw(0, 9) ? r.created[i] + (double)draw(0, 3 * 86400) / 86400.0 : (double)NAN;
    }
    sx_bench_line("SLA, 50 000 rows, business hours", 1e3 * sx_bench_median(sla, &r, 11), "ms", 50.0);
    sx_table_free(&r.calendar);
}

int main(void)
{
    bench_cash();
    bench_fingerprint();
    bench_reconcile();
    bench_sla();
    return 0;
}
