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

/* Days since 1970 as a day of the month (H. Hinnant, days_from_civil turned round). */
static int day_of_month(long days)
{
    long z = days + 719468, era = z / 146097, of_era = z - era * 146097;
    long year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    long of_year = of_era - (365 * year + year / 4 - year / 100), month = (5 * of_year + 2) / 153;
    return (int)(of_year - (153 * month + 2) / 5 + 1);
}

/* What the sample's one item that comes again, the rent of the fifth of each month, takes in the week of that Monday.
 */
static double rent(const cJSON *sample, size_t week)
{
    enum { MONDAY = 20451 /* 2025-12-29 */, FIFTH = 5 };
    double sum = 0;
    for (long day = 0; day < 7; day++)
        if (day_of_month(MONDAY + 7 * ((long)week - 1) + day) == FIFTH)
            sum -= field(sample, "recurring", 1, "amount");
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
        balance -= rent(sample, week);
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
