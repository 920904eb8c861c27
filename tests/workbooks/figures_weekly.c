/* The weekly: the closing balances of thirteen weeks, and what marketing may spend in them. */
#include "figures.h"

enum { AHEAD = 13, BEHIND = 4, SHARES = 4 };

/* Invoices are paid in the week they are due and the three after, by shares. */
static double receipts(const cJSON *sample, const raw *invoices, size_t week)
{
    double sum = 0;
    for (size_t late = 0; late < SHARES; late++)
        sum += field(sample, "slip", (int)late + 1, "share") * number_at(invoices, BEHIND + week - late, "due");
    return sum;
}

void weekly_figures(const char *workbook)
{
    static const char *const payments[] = {"payroll", "suppliers", "tax", "rent", "committed", "discretionary"};
    cJSON *sample = sample_of(workbook);
    raw cash = story("cash"), invoices = story("invoices"), spend = story("spend");
    double balance = input(sample, "opening"), lowest = 0, floor = input(sample, "floor");
    size_t below = 0;
    const char *balances = "";
    figure(balance, "tile_cash");
    for (size_t week = 1; week <= AHEAD; week++) {
        balance += receipts(sample, &invoices, week) + number_at(&cash, week, "other_receipts");
        for (size_t i = 0; i < sizeof payments / sizeof *payments; i++)
            balance -= number_at(&cash, week, payments[i]);
        lowest = week == 1 || balance < lowest ? balance : lowest;
        below += balance < floor;
        figure(balance, "weeks13.closing[%zu]", week);
        balances = written("%s%s[%.17g]", balances, *balances ? "," : "", balance);
    }
    figure(lowest, "tile_lowest");
    figure(floor - lowest > 0 ? floor - lowest : 0, "below");
    figure((double)below, "weeks_below");
    cJSON *plan = ask("CASH.EBBFLOW", "%s '[%s]' %.17g %s %s", down(&cash, "discretionary", 1), balances, floor,
                      down(&cash, "least", 1), down(&cash, "most", 1));
    for (int week = 1; week <= AHEAD; week++)
        asked(answer(plan, week, 1), "CASH.EBBFLOW", "ebb.spend[%d]", week);
    figure(sum(&spend, "cost", (lines_where){"date", "2025-12-22", "2025-12-29", {{0}}}), "signals.value[1]");
    figure(sum(&spend, "cost", (lines_where){"date", "2025-12-22", "2025-12-29", {{0}}}), "weeks27.spend[27]");
    figure(sum(&spend, "cost", (lines_where){"date", "2025-06-23", "2025-06-30", {{0}}}), "weeks27.spend[1]");
    cJSON_Delete(plan);
    cJSON_Delete(sample);
}
