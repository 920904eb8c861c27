/* The quarterly: the return of October to December 2025, its curves, and the moves of the next quarter. */
#include <math.h>
#include <string.h>
#include "figures.h"

enum { PROGRAMMES = 5, WEEKS_A_QUARTER = 13, HILL_COLUMNS = 8, JOINT_COLUMNS = 47 };

/* What the sample's tables programmes and tests say; Social and Content may get no more (stop, fix). A season is left
 * in the deals of Search and Content, so that theirs is the fit of all programmes together. */
static const struct {
    const char *name, *account, *spend, *pipeline, *tests;
    double low, high;
    bool together;
} programmes[PROGRAMMES] = {
    {"Search", "6110", "search_spend", "search_pipeline", "null", 0.8, 1.5, true},
    {"Social", "6120", "social_spend", "social_pipeline", "'[[15000,9000,-7800,2600]]'", 0.6, 1, false},
    {"Events", "6130", "events_spend", "events_pipeline", "null", 0.8, 1.3, false},
    {"Partner", "6140", "partner_spend", "partner_pipeline", "'[[3000,6000,19500,4000]]'", 0.8, 1.6, false},
    {"Content", "6150", "content_spend", "content_pipeline", "'[[3000,5000,7600,2200]]'", 0.8, 1, true}};

static void returns(const cJSON *sample, const char *from, const char *to)
{
    raw spend = story("spend"), ledger = story("ledger"), orders = story("orders"), pipeline = story("pipeline");
    for (int i = 0; i < PROGRAMMES; i++) {
        const char *name = programmes[i].name;
        double booked = sum(&ledger, "amount", (lines_where){"date", from, to, {{"account", programmes[i].account}}});
        double accrued = sum(&orders, "accrued", (lines_where){"date", from, to, {{"channel", name}}});
        lines_where won = {"close", from, to, {{"stage", "Won"}, {"source", name}}};
        double cost = booked + accrued, revenue = sum(&pipeline, "amount", won);
        figure(sum(&spend, "cost", (lines_where){"date", from, to, {{"channel", name}}}), "roi.platform[%d]", i + 1);
        figure(booked, "roi.ledger[%d]", i + 1);
        figure(cost, "roi.cost[%d]", i + 1);
        figure(revenue, "roi.revenue[%d]", i + 1);
        figure((revenue * input(sample, "margin") - cost) / cost, "roi.roi[%d]", i + 1);
        figure(cost / count(&pipeline, won), "roi.cac[%d]", i + 1);
    }
    lines_where quarter = {"date", from, to, {{0}}}, won = {"close", from, to, {{"stage", "Won"}}}, lost = won;
    lost.is[0].text = "Lost";
    double customers = count(&pipeline, won);
    figure(sum(&pipeline, "amount", won), "tile_revenue");
    figure(win_rate(customers, count(&pipeline, lost)), "tile_win");
    figure((sum(&ledger, "amount", quarter) + sum(&orders, "accrued", quarter)) / customers, "tile_cac");
    figure(sum(&spend, "cost", (lines_where){"date", "2025-12-22", "2025-12-29", {{0}}}), "weeks.total[104]");
    figure(sum(&spend, "cost", (lines_where){"date", "2024-12-30", "2025-01-06", {{0}}}), "weeks.total[53]");
}

/* A quarter is the sum of its months. */
static double rates(const cJSON *sample)
{
    raw months = story("months");
    lines_where quarter = {"month", "2025-10-01", "2026-01-01", {{0}}},
                year = {"month", "2025-01-01", "2026-01-01", {{0}}};
    figure(sum(&months, "revenue", quarter), "quarters.revenue[8]");
    figure(sum(&months, "won", quarter), "quarters.won[8]");
    figure(sum(&months, "lost", quarter), "quarters.lost[8]");
    double rate = win_rate(sum(&months, "won", year), sum(&months, "lost", year));
    figure(rate, "win_rate");
    figure((1 + input(sample, "hurdle")) / input(sample, "margin"), "breakeven");
    return rate;
}

/* The next quarter's case: what PLAN.ALLOCATE is asked, its rows as JSON, and the budget. */
typedef struct plan {
    const char *curves, *lows, *highs, *todays;
    double total; /* of a quarter at today's spend */
} plan;

static const char *joined(const char *rows, const char *row)
{
    return written("%s%s%s", rows, *rows ? "," : "", row);
}

/* All programmes fitted together to all deals: one part of the answer. */
static cJSON *together(const cJSON *sample, const raw *weeks, const char *part)
{
    const char *spends = "", *tests = "";
    for (size_t k = 0; k < weeks->n; k++) {
        const char *row = "";
        for (int i = 0; i < PROGRAMMES; i++)
            row = written("%s%s%s%s%s", row, i ? "," : "", k ? "" : "\"",
                          k ? text_at(weeks, k, programmes[i].spend) : programmes[i].name, k ? "" : "\"");
        spends = joined(spends, written("[%s]", row));
    }
    for (int i = 0; i < PROGRAMMES; i++)
        if (strcmp(programmes[i].tests, "null")) /* '[[15000,...]]' with the programme in front */
            tests = joined(tests, written("[\"%s\",%.*s", programmes[i].name, (int)strlen(programmes[i].tests) - 5,
                                          programmes[i].tests + 3));
    return ask("PLAN.MIX", "%s '[%s]' null '[%s]' null %.17g null '\"%s\"'", down(weeks, "pipeline", 1), spends, tests,
               input(sample, "range_level"), part);
}

static const char *own_curve(const cJSON *sample, const raw *weeks, int i, double today, double rate)
{
    cJSON *fit = ask("PLAN.FIT", "%s %s '\"hill\"' '\"fit\"' %s '\"none\"' %.17g", down(weeks, programmes[i].spend, 1),
                     down(weeks, programmes[i].pipeline, 1), programmes[i].tests, input(sample, "range_level"));
    double top = answer(fit, 2, 2), half = answer(fit, 3, 2), carry = answer(fit, 6, 2);
    asked(top, "PLAN.FIT", "curves.top[%d]", i + 1);
    asked(answer(fit, 12, 2), "PLAN.FIT", "quality.marginal[%d]", i + 1);
    /* The slope of top x / (half + x), of which the share that is won becomes revenue. */
    asked(top * half / ((half + today) * (half + today)) * rate, "PLAN.FIT", "verdicts.marginal[%d]", i + 1);
    cJSON_Delete(fit);
    const char *rest = "";
    for (int k = 0; k < JOINT_COLUMNS - HILL_COLUMNS; k++)
        rest = written("%s,null", rest);
    return written("[\"%s\",\"hill\",%.17g,\"\",\"\",%.17g,%.17g,1%s]", programmes[i].name, carry, top, half, rest);
}

/* A row of the joint fit; rows of PLAN.ALLOCATE's table are as wide as its widest. */
static const char *joint_curve(const cJSON *channels, const cJSON *curves, int i, double rate)
{
    asked(answer(channels, i + 1, 8), "PLAN.MIX", "quality.marginal[%d]", i + 1);
    asked(answer(channels, i + 1, 8) * rate, "PLAN.MIX", "verdicts.marginal[%d]", i + 1);
    asked(answer(curves, i + 1, 8), "PLAN.MIX", "curves.third[%d]", i + 1);
    char *row = cJSON_PrintUnformatted(cJSON_GetArrayItem(curves, i));
    const char *kept = written("%s", row);
    cJSON_free(row);
    return kept;
}

static void add_programme(int i, const char *curve, double today, plan *to)
{
    figure(today, "moves.today_week[%d]", i + 1);
    to->curves = joined(to->curves, curve);
    to->todays = joined(to->todays, written("[%.17g]", today));
    to->lows = joined(to->lows, written("[%.17g]", today * programmes[i].low));
    to->highs = joined(to->highs, written("[%.17g]", today * programmes[i].high));
    to->total += WEEKS_A_QUARTER * today;
}

/* Whole steps by weights, the steps left over to the largest remainders. */
static void split(double steps, const double weights[PROGRAMMES], double shares[PROGRAMMES])
{
    double all = 0, rest[PROGRAMMES], left = steps;
    for (int i = 0; i < PROGRAMMES; i++)
        all += weights[i];
    for (int i = 0; i < PROGRAMMES; i++) {
        shares[i] = floor(steps * weights[i] / all);
        rest[i] = steps * weights[i] / all - shares[i];
        left -= shares[i];
    }
    for (; left > 0.5; left--) {
        int most = 0;
        for (int i = 1; i < PROGRAMMES; i++)
            most = rest[i] > rest[most] ? i : most;
        shares[most]++;
        rest[most] = -1;
    }
}

static void moves(const cJSON *sample, const plan *of)
{
    double step = input(sample, "rounding"), budget = floor(of->total / step) * step;
    double spend[PROGRAMMES], steps[PROGRAMMES];
    figure(budget, "budget_next");
    cJSON *best = ask("PLAN.ALLOCATE", "%.17g '[%s]' '[%s]' '[%s]' null '[%s]'", budget / WEEKS_A_QUARTER, of->curves,
                      of->lows, of->highs, of->todays);
    for (int i = 0; i < PROGRAMMES; i++)
        spend[i] = answer(best, i + 1, 1);
    split(budget / step, spend, steps);
    for (int i = 0; i < PROGRAMMES; i++) {
        asked(spend[i], "PLAN.ALLOCATE", "best.spend[%d]", i + 1);
        asked(steps[i] * step, "PLAN.ALLOCATE", "plan.spend[%d]", i + 1);
    }
    cJSON *range = ask("DRIVE.RANGE",
                       "'[[%.17g],[%.17g],[%.17g],[%.17g],[%.17g]]' "
                       "'[[\"Opportunity\",\"cost per\",2050,2350,2700,0],[\"Won\",\"rate\",0.17,0.22,0.27,0.6],"
                       "[\"Revenue\",\"value\",15800,17300,18800,0]]'",
                       of->total, budget, budget * 1.02, budget * 0.95, budget * 1.02);
    asked(answer(range, 2, 6), "DRIVE.RANGE", "scenarios.p10[1]");
    asked(answer(range, 2, 7), "DRIVE.RANGE", "scenarios.p50[1]");
    asked(answer(range, 2, 8), "DRIVE.RANGE", "scenarios.p90[1]");
    cJSON_Delete(range);
    cJSON_Delete(best);
}

void quarterly_figures(const char *workbook)
{
    cJSON *sample = sample_of(workbook);
    raw weeks = story("weeks"), forecasts = story("forecasts");
    returns(sample, "2025-10-01", "2026-01-01");
    double rate = rates(sample);
    plan next = {"", "", "", "", 0};
    cJSON *channels = together(sample, &weeks, "channels"), *curves = together(sample, &weeks, "curves");
    for (int i = 0; i < PROGRAMMES; i++) {
        double today = 0;
        for (size_t k = weeks.n - WEEKS_A_QUARTER; k < weeks.n; k++)
            today += number_at(&weeks, k, programmes[i].spend) / WEEKS_A_QUARTER;
        add_programme(i,
                      programmes[i].together ? joint_curve(channels, curves, i, rate)
                                             : own_curve(sample, &weeks, i, today, rate),
                      today, &next);
    }
    cJSON_Delete(channels);
    cJSON_Delete(curves);
    moves(sample, &next);
    figure(share_held(&forecasts), "heldrow.share[1]");
    figure(wape(&forecasts), "wape");
    figure(bias(&forecasts), "bias");
    cJSON_Delete(sample);
}
