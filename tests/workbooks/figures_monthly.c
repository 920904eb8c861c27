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

/* What a customer's contracts, lines first to last - 1, come to a month on this day. */
static double paid_on(const raw *contracts, size_t first, size_t last, const char *on)
{
    double all = 0;
    for (size_t i = first; i < last; i++) {
        const char *until = text_at(contracts, i, "until");
        if (strcmp(text_at(contracts, i, "from"), on) <= 0 && (!*until || strcmp(until, on) >= 0))
            all += number_at(contracts, i, "amount");
    }
    return all;
}

/* A customer's lines stand together. */
static size_t next_customer(const raw *contracts, size_t i)
{
    const char *name = text_at(contracts, i, "customer");
    while (i < contracts->n && !strcmp(text_at(contracts, i, "customer"), name))
        i++;
    return i;
}

static void retention(const raw *contracts)
{
    double start = 0, come = 0, up = 0, down = 0, left = 0, back = 0, before = 0, lost = 0, ago = 0, kept = 0, net = 0;
    for (size_t i = 1, next; i < contracts->n; i = next) {
        next = next_customer(contracts, i);
        double was = paid_on(contracts, i, next, "2025-11-30"), is = paid_on(contracts, i, next, "2025-12-31");
        double year = paid_on(contracts, i, next, "2024-12-31");
        bool known = strcmp(text_at(contracts, i, "from"), "2025-12-01") < 0;
        start += was;
        before += was > 0;
        lost += was > 0 && is <= 0;
        left += is > 0 ? 0 : was;
        come += was > 0 || known ? 0 : is;
        back += was <= 0 && known ? is : 0;
        up += was > 0 ? fmax(0, is - was) : 0;
        down += is > 0 ? fmax(0, was - is) : 0;
        ago += year;
        kept += fmin(year, is);
        net += year > 0 ? is : 0;
    }
    figure(start, "movements.start[24]");
    figure(come, "movements.new[24]");
    figure(up, "movements.expansion[24]");
    figure(down, "movements.contraction[24]");
    figure(left, "movements.churned[24]");
    figure(back, "movements.reactivated[24]");
    figure((start - down - left) / start, "measures.grr[24]");
    figure((start - down - left) / start, "tile_grr");
    figure((start + up - down - left) / start, "measures.nrr[24]");
    figure((start + up - down - left) / start, "tile_nrr");
    figure(lost / before, "lost_share");
    figure(net / ago, "nrr_year");
    figure(kept / ago, "grr_year");
}

/* Marketing of the year as a share of its revenue. */
static void share(const raw *pipeline, const raw *ledger, const raw *orders)
{
    lines_where year = {"date", "2025-01-01", "2026-01-01", {{0}}};
    lines_where won = {"close", "2025-01-01", "2026-01-01", {{"stage", "Won"}}};
    figure((sum(ledger, "amount", year) + sum(orders, "accrued", year)) / sum(pipeline, "amount", won),
           "share_revenue");
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
    raw budget = story("budget"), contracts = story("contracts"), forecasts = story("forecasts");
    months(&pipeline, &spend);
    outcomes(sample, &pipeline, &ledger, &orders);
    retention(&contracts);
    share(&pipeline, &ledger, &orders);
    books(&ledger, &orders, &spend);
    figure(sum(&budget, "amount", (lines_where){"period", month(13), month(25), {{0}}}), "control.budget_total");
    figure(sum(&budget, "amount", (lines_where){"period", month(24), month(25), {{0}}}), "month_control.budget_total");
    figure(share_held(&forecasts), "heldrow.share[1]");
    figure(share_held(&forecasts) * (double)(forecasts.n - 1), "heldrow.held[1]");
    figure(bias(&forecasts), "forecast_bias");
    figure(wape(&forecasts), "forecast_wape");
    cJSON_Delete(sample);
}
