/* story OUT-FOLDER: the data of the one fictional company that runs through all sample workbooks.
 *
 * Brightwater sells annual software contracts. Two years of weeks, 2024-01-01 to 2025-12-28; the reviews are held in
 * the week of 2025-12-29. What stands in the data to be found: Social is past its saturation; the win rate slips in the
 * last quarter of 2025; week 5 of the cash plan falls under the floor; a campaign has broken links; a purchase is split
 * to stay under an approval limit; the last forecasts held nine times in ten. Everything is drawn from one fixed seed,
 * so the same program writes the same bytes. */
#include <math.h>
#include "base/distribution.h"
#include "story.h"

static double booked[MONTHS][CHANNELS];

static void write_spend(void)
{
    FILE *f = open_csv("spend", "date,channel,campaign,currency,cost,impressions,clicks,conversions,conversion_value");
    for (int w = 0; w < WEEKS; w++)
        for (int c = 0; c < CHANNELS; c++)
            for (int k = 0; k < 2; k++) {
                char day[11];
                double first = cents(0.62 * spend[w][c]), cost = k == 0 ? first : cents(spend[w][c] - first);
                double clicks = round(cost / channels[c].click_price * noise(0.05));
                double value = cents(created_value[w][c] * (k == 0 ? 0.62 : 0.38) * 0.27);
                fprintf(f, "%s,%s,%s,EUR,%.2f,%.0f,%.0f,%.0f,%.2f\n", date(FIRST_DAY + 7 * w, day), channels[c].name,
                        channels[c].campaigns[k], cost, round(clicks * 41.0 * noise(0.1)), clicks,
                        round(clicks * 0.034 * noise(0.1)), value);
            }
    close_csv(f);
}

static void write_pipeline(void)
{
    static const char *const owners[] = {"Ines Duarte", "Tom Becker", "Aino Laine", "Marek Novak"};
    static const char *const open_stages[] = {"Qualified", "Proposal", "Negotiation"};
    FILE *f = open_csv("pipeline", "deal_id,name,stage,amount,currency,created,close,owner,source");
    for (int i = 0; i < n_deals; i++) {
        const deal *d = &deals[i];
        char created[11], closed[11];
        const char *stage = d->won == 1 ? "Won" : d->won == 0 ? "Lost" : open_stages[i % 3];
        fprintf(f, "D%04d,Account %04d,%s,%.2f,EUR,%s,%s,%s,%s\n", i + 1, 1 + (i * 37) % 1900, stage, d->amount,
                date(d->created, created), date(d->close, closed), owners[i % 4], channels[d->channel].name);
    }
    close_csv(f);
}

/* A week a row: what the weekly signals and the response curves are made of. */
static void write_weeks(void)
{
    FILE *f = open_csv("weeks", "week,spend,leads,mqls,sqls,opportunities,pipeline,revenue,"
                                "search_spend,social_spend,events_spend,partner_spend,content_spend,"
                                "search_pipeline,social_pipeline,events_pipeline,partner_pipeline,content_pipeline");
    FILE *signals = open_csv("signals", "week,spend,leads,mqls,sqls,opportunities"); /* the same, for the weekly */
    for (int w = 0; w < WEEKS; w++) {
        char day[11];
        int from = FIRST_DAY + 7 * w, opportunities = 0;
        double total = 0, pipeline = 0, revenue = 0, by[CHANNELS] = {0};
        for (int i = 0; i < n_deals; i++) {
            if (deals[i].created >= from && deals[i].created < from + 7) {
                opportunities++;
                pipeline += deals[i].amount;
                by[deals[i].channel] += deals[i].amount;
            }
            if (deals[i].won == 1 && deals[i].close >= from && deals[i].close < from + 7)
                revenue += deals[i].amount;
        }
        for (int c = 0; c < CHANNELS; c++)
            total += spend[w][c];
        double sqls = round(opportunities / 0.60 * noise(0.06)), mqls = round(sqls / 0.45 * noise(0.06));
        double leads = round(mqls / 0.35 * noise(0.06));
        fprintf(f, "%s,%.2f,%.0f,%.0f,%.0f,%d,%.2f,%.2f", date(from, day), total, leads, mqls, sqls, opportunities,
                pipeline, revenue);
        fprintf(signals, "%s,%.2f,%.0f,%.0f,%.0f,%d\n", day, total, leads, mqls, sqls, opportunities);
        for (int c = 0; c < CHANNELS; c++)
            fprintf(f, ",%.2f", spend[w][c]);
        for (int c = 0; c < CHANNELS; c++)
            fprintf(f, ",%.2f", by[c]);
        fputc('\n', f);
    }
    close_csv(signals);
    close_csv(f);
}

static double month_spend(int month, int c)
{
    double sum = 0;
    for (int w = 0; w < WEEKS; w++)
        if (month_of(FIRST_DAY + 7 * w) == month)
            sum += spend[w][c];
    return sum;
}

/* A month a row, summed from the same weeks, deals and books as all else: by channel what finance booked, and what the
 * platforms say that all of them cost; their spend counts in the month of the week's Monday. */
static void write_months(void)
{
    FILE *f = open_csv("months", "month,revenue,won,lost,pipeline,search,social,events,partner,content,platforms,"
                                 "search_revenue,social_revenue,events_revenue,partner_revenue,content_revenue");
    for (int month = 0; month < 24; month++) {
        char text[11];
        int won = 0, lost = 0;
        double revenue = 0, pipeline = 0, platforms = 0, by[CHANNELS] = {0};
        for (int i = 0; i < n_deals; i++) {
            bool here = month_of(deals[i].close) == month;
            pipeline += month_of(deals[i].created) == month ? deals[i].amount : 0.0;
            won += here && deals[i].won == 1;
            lost += here && deals[i].won == 0;
            revenue += here && deals[i].won == 1 ? deals[i].amount : 0.0;
            by[deals[i].channel] += here && deals[i].won == 1 ? deals[i].amount : 0.0;
        }
        month_text(month, text);
        fprintf(f, "%s,%.2f,%d,%d,%.2f", text, revenue, won, lost, pipeline);
        for (int c = 0; c < CHANNELS; c++)
            fprintf(f, ",%.2f", booked[month][c]);
        for (int c = 0; c < CHANNELS; c++)
            platforms += month_spend(month, c);
        fprintf(f, ",%.2f", platforms);
        for (int c = 0; c < CHANNELS; c++)
            fprintf(f, ",%.2f", by[c]);
        fputc('\n', f);
    }
    close_csv(f);
}

/* The books: an invoice a channel and month. In December 2025 Social's credit note is missing: over tolerance. */
static void write_ledger(void)
{
    FILE *f = open_csv("ledger", "date,account,description,amount,currency,reference");
    for (int month = 0; month < 24; month++)
        for (int c = 0; c < CHANNELS; c++) {
            double error = 1.0 + 0.003 * sx_normal_quantile(uniform());
            booked[month][c] = cents(month_spend(month, c) * error + (month == 23 && c == 1 ? 3120.40 : 0.0));
            fprintf(f, "%04d-%02d-28,%d,%s media,%.2f,EUR,INV-%02d%02d-%s\n", 2024 + month / 12, month % 12 + 1,
                    channels[c].ledger, channels[c].name, booked[month][c], month / 12 + 24, month % 12 + 1,
                    channels[c].code);
        }
    close_csv(f);
}

int main(int n, char **words)
{
    if (n != 2) {
        fprintf(stderr, "usage: story OUT-FOLDER\n");
        return 2;
    }
    use_folder(words[1]);
    draw_story();
    write_spend();
    write_pipeline();
    write_weeks();
    write_ledger();
    write_months();
    write_books();
    return 0;
}
