/* The yearly: 2025 and the year before, in revenue, spend, budget and decisions. */
#include "figures.h"

static lines_where within(const char *date, int from, int to)
{
    return (lines_where){date, month(from), month(to), {{0}}};
}

static lines_where decided(const char *stage, int from, int to)
{
    return (lines_where){"close", month(from), month(to), {{"stage", stage}}};
}

void yearly_figures(const char *workbook)
{
    enum { BEFORE = 1, YEAR = 13, NEXT = 25 }; /* January, 1: of 2024 */
    (void)workbook;
    raw pipeline = story("pipeline"), ledger = story("ledger"), spend = story("spend"), budget = story("budget");
    raw forecasts = story("forecasts");
    for (int q = 1; q <= 4; q++) {
        int from = YEAR + 3 * (q - 1), to = from + 3;
        figure(sum(&pipeline, "amount", decided("Won", from, to)), "quarters.revenue[%d]", q);
        figure(sum(&ledger, "amount", within("date", from, to)), "quarters.spend[%d]", q); /* the books */
        figure(sum(&spend, "cost", within("date", from, to)), "quarters.platforms[%d]", q);
        figure(sum(&budget, "amount", within("period", from, to)), "quarters.budget[%d]", q);
        figure(count(&pipeline, decided("Won", from, to)), "quarters.won[%d]", q);
        figure(count(&pipeline, decided("Lost", from, to)), "quarters.lost[%d]", q);
    }
    double revenue = sum(&pipeline, "amount", decided("Won", YEAR, NEXT));
    double spent = sum(&ledger, "amount", within("date", YEAR, NEXT));
    figure(revenue, "year_revenue");
    figure(revenue, "tile_revenue");
    figure(spent, "year_spend");
    figure(sum(&budget, "amount", within("period", YEAR, NEXT)), "year_budget");
    figure(sum(&pipeline, "amount", decided("Won", BEFORE, YEAR)), "before_revenue");
    figure(sum(&ledger, "amount", within("date", BEFORE, YEAR)), "before_spend");
    figure(count(&pipeline, decided("Won", BEFORE, YEAR)), "before_won");
    figure(spent / count(&pipeline, decided("Won", YEAR, NEXT)), "tile_cac");
    figure(share_held(&forecasts), "heldrow.share");
    figure(wape(&forecasts), "wape");
    figure(bias(&forecasts), "bias");
}
