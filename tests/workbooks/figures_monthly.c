/* The monthly: outcomes of December 2025, what moved them, the books and the platforms. */
#include <math.h>
#include <string.h>
#include "figures.h"

static const char *const channels[] = {"Search", "Social", "Events", "Partner", "Content"};
static const char *const accounts[] = {"6110", "6120", "6130", "6140", "6150"};
enum { CHANNELS = 5, DECEMBER = 24, DRIVERS = 4 };

/* The deals of the month under review. */
typedef struct deals {
    double won, lost, in_play, revenue, days, marketed, open;
} deals;

static bool in(const char *date, const char *from, const char *to)
{
    return strcmp(date, from) >= 0 && strcmp(date, to) < 0;
}

static deals deals_of(const raw *pipeline, const char *from, const char *to)
{
    deals d = {0};
    for (size_t i = 1; i < pipeline->n; i++) {
        const char *stage = text_at(pipeline, i, "stage"), *close = text_at(pipeline, i, "close");
        const char *created = text_at(pipeline, i, "created");
        double amount = number_at(pipeline, i, "amount");
        bool won = strcmp(stage, "Won") == 0, lost = strcmp(stage, "Lost") == 0;
        if (won && in(close, from, to)) {
            d.won++;
            d.revenue += amount;
            d.days += day(close) - day(created);
        }
        d.lost += lost && in(close, from, to);
        d.in_play += !((won || lost) && strcmp(close, from) < 0);
        d.open += won || lost ? 0 : amount;
        d.marketed += in(created, from, to) && strcmp(text_at(pipeline, i, "source"), "Partner") != 0 ? amount : 0;
    }
    return d;
}

static void months(const raw *pipeline, const raw *spend)
{
    static const int shown[] = {13, 22, 23, 24};
    for (size_t k = 0; k < sizeof shown / sizeof *shown; k++) {
        int i = shown[k];
        lines_where won = {"close", month(i), month(i + 1), {{"stage", "Won"}}}, lost = won;
        lost.is[0].text = "Lost";
        figure(sum(pipeline, "amount", won), "months.revenue[%d]", i);
        figure(sum(spend, "cost", (lines_where){"date", month(i), month(i + 1), {{0}}}), "months.spend[%d]", i);
        figure(count(pipeline, won), "months.won[%d]", i);
        figure(count(pipeline, lost), "months.lost[%d]", i);
        figure(sum(pipeline, "amount", (lines_where){"created", month(i), month(i + 1), {{0}}}), "months.created[%d]",
               i);
    }
}

/* What the plan has for a month: line 1 is January 2025. */
static double planned(const cJSON *sample, int number, const char *what)
{
    return field(sample, "plan", number - 12, what);
}

/* The change of a product, driver by driver: their logarithmic mean times the logarithm of each one's growth. */
static void bridge(const cJSON *sample, const double after[DRIVERS])
{
    static const char *const drivers[] = {"in_play", "decided", "win_rate", "deal_value"};
    double from = 1, to = 1;
    for (int i = 0; i < DRIVERS; i++) {
        from *= planned(sample, DECEMBER, drivers[i]);
        to *= after[i];
    }
    for (int i = 0; i < DRIVERS; i++)
        figure((to - from) / log(to / from) * log(after[i] / planned(sample, DECEMBER, drivers[i])),
               "bridge.contribution[%d]", i + 1);
}

static void outcomes(const cJSON *sample, const raw *pipeline, const raw *ledger, const raw *orders)
{
    lines_where december = {"date", month(DECEMBER), month(DECEMBER + 1), {{0}}};
    deals d = deals_of(pipeline, december.from, december.to);
    double cost = sum(ledger, "amount", december) + sum(orders, "accrued", december);
    double rate = win_rate(d.won, d.lost), value = d.revenue / d.won, target = 0;
    for (int i = DECEMBER + 1; i <= DECEMBER + 2; i++)
        target += planned(sample, i, "in_play") * planned(sample, i, "decided") * planned(sample, i, "win_rate") *
                  planned(sample, i, "deal_value");
    figure(d.revenue, "measures.revenue[24]");
    figure(d.revenue, "tile_revenue");
    figure(d.marketed, "measures.pipeline[24]");
    figure(rate, "measures.winrate[24]");
    figure(cost / d.won, "measures.cac[24]");
    figure(d.in_play * value * rate / (d.days / d.won), "measures.velocity[24]");
    figure(payback(cost / d.won, value / 12, input(sample, "margin"), input(sample, "churn")), "measures.payback[24]");
    figure(d.open / target, "measures.coverage[24]");
    bridge(sample, (double[DRIVERS]){d.in_play, (d.won + d.lost) / d.in_play, rate, value});
}

static void retention(const raw *customers, const raw *retained)
{
    double start = 0, end = 0, kept = 0;
    for (size_t i = 1; i < customers->n; i++) {
        double before = number_at(customers, i, "start"), after = number_at(customers, i, "end");
        start += before;
        kept += fmin(before, after);
        end += before > 0 ? after : 0;
    }
    size_t last = retained->n - 1;
    figure(kept / start, "measures.grr[24]");
    figure(kept / start, "tile_grr");
    figure(end / start, "measures.nrr[24]");
    figure((number_at(retained, last, "start") + number_at(retained, last, "expansion") -
            number_at(retained, last, "contraction") - number_at(retained, last, "churned")) /
               number_at(retained, last, "start"),
           "tile_nrr");
}

static void books(const raw *ledger, const raw *orders, const raw *spend)
{
    lines_where year = {"date", month(13), month(25), {{0}}}, december = {"date", month(24), month(25), {{0}}};
    double broken = 0;
    for (int i = 0; i < CHANNELS; i++) {
        lines_where in_year = year, in_december = december, in_spend = december;
        in_year.is[0].column = in_december.is[0].column = "account";
        in_year.is[0].text = in_december.is[0].text = accounts[i];
        in_spend.is[0].column = "channel";
        in_spend.is[0].text = channels[i];
        double bound = 0, booked = sum(ledger, "amount", in_december), platform = sum(spend, "cost", in_spend);
        for (size_t k = 1; k < orders->n; k++) {
            if (strcmp(text_at(orders, k, "channel"), channels[i]) != 0)
                continue;
            double accrued = number_at(orders, k, "accrued");
            bound += accrued + fmax(0, number_at(orders, k, "amount") - number_at(orders, k, "invoiced") - accrued);
        }
        figure(sum(ledger, "amount", in_year) + bound, "control.exposure[%d]", i + 1);
        figure(booked, "recon.ledger[%d]", i + 1);
        figure(platform, "recon.platform[%d]", i + 1);
        figure(round(100 * (booked - platform)) / 100, "recon.difference[%d]", i + 1);
    }
    for (size_t k = 1; k < spend->n; k++)
        if (is_where(spend, k, &december) && strstr(text_at(spend, k, "campaign"), "retargeting"))
            broken += number_at(spend, k, "cost");
    figure(1, "recon_over");
    figure(1 - broken / sum(spend, "cost", december), "tagged_share");
    figure(sum(ledger, "amount", year), "control.actual_total"); /* the books, not the platforms */
    figure(sum(ledger, "amount", december), "month_control.actual_total");
    figure(sum(ledger, "amount", december), "recon.ledger_total");
    figure(sum(spend, "cost", december), "recon.platform_total");
}

void monthly_figures(const char *workbook)
{
    cJSON *sample = sample_of(workbook);
    raw pipeline = story("pipeline"), spend = story("spend"), ledger = story("ledger"), orders = story("orders");
    raw budget = story("budget"), customers = story("mrr"), retained = story("retention"),
        forecasts = story("forecasts");
    months(&pipeline, &spend);
    outcomes(sample, &pipeline, &ledger, &orders);
    retention(&customers, &retained);
    books(&ledger, &orders, &spend);
    figure(sum(&budget, "amount", (lines_where){"period", month(13), month(25), {{0}}}), "control.budget_total");
    figure(sum(&budget, "amount", (lines_where){"period", month(24), month(25), {{0}}}), "month_control.budget_total");
    figure(share_held(&forecasts), "heldrow.share[1]");
    figure(share_held(&forecasts) * (double)(forecasts.n - 1), "heldrow.held[1]");
    figure(bias(&forecasts), "forecast_bias");
    figure(wape(&forecasts), "forecast_wape");
    cJSON_Delete(sample);
}
