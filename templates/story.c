/* story OUT-FOLDER: the data of the one fictional company that runs through all sample workbooks.
 *
 * Brightwater sells annual software contracts. Two years of weeks, 2024-01-01 to 2025-12-28; the reviews are held in
 * the week of 2025-12-29. What stands in the data to be found: Social is past its saturation; the win rate slips in the
 * last quarter of 2025; week 5 of the cash plan falls under the floor; a campaign has broken links; a purchase is split
 * to stay under an approval limit; the last forecasts held nine times in ten. Everything is drawn from one fixed seed,
 * so the same program writes the same bytes. */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "base/distribution.h"
#include "story.h"

const channel channels[CHANNELS] = {
    {"Search", "sea", {"2025_sea_brand_emea", "2025_sea_generic_emea"}, 8000, 198000, 9000, 0.10, 3.10, 6110},
    {"Social", "soc", {"2025_soc_leadgen_emea", "2025_soc_retargeting_emea"}, 12000, 84000, 3200, 0.20, 1.45, 6120},
    {"Events", "evt", {"2025_evt_tradeshow_dach", "2025_evt_webinar_emea"}, 5000, 132000, 9500, 0.45, 9.80, 6130},
    {"Partner", "par", {"2025_par_resellers_dach", "2025_par_marketplace_emea"}, 3000, 124000, 6200, 0.30, 4.20, 6140},
    {"Content", "con", {"2025_con_guides_emea", "2025_con_newsletter_emea"}, 3000, 66000, 5200, 0.60, 2.05, 6150}};

static uint64_t state = 11;
static double spend[WEEKS][CHANNELS], created_value[WEEKS][CHANNELS], booked[MONTHS][CHANNELS];
deal deals[MOST_DEALS];
int n_deals;
static const char *folder;

/* splitmix64 (Steele, Lea and Flood 2014): a uniform number strictly between 0 and 1. */
double uniform(void)
{
    uint64_t z = (state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    z ^= z >> 31;
    return ((double)(z >> 11) + 0.5) / 9007199254740992.0;
}

double noise(double sigma)
{
    return exp(sigma * sx_normal_quantile(uniform()) - 0.5 * sigma * sigma);
}

double cents(double money)
{
    return round(money * 100.0) / 100.0;
}

/* Howard Hinnant's civil-from-days, for days since 1899-12-30. */
static void civil(int serial, int *year, int *month, int *day)
{
    int z = serial - 25569 + 719468, era = z / 146097, doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365, doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    *day = doy - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = yoe + era * 400 + (*month <= 2);
}

const char *date(int serial, char text[16])
{
    int year = 0, month = 0, day = 0;
    civil(serial, &year, &month, &day);
    snprintf(text, 16, "%04d-%02d-%02d", year % 10000, month % 100, day % 100);
    return text;
}

int month_of(int serial)
{
    int year = 0, month = 0, day = 0;
    civil(serial, &year, &month, &day);
    return (year - 2024) * 12 + month - 1;
}

FILE *open_csv(const char *name, const char *header)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.csv", folder, name);
    FILE *f = fopen(path, "w");
    if (!f) {
        perror(path);
        exit(1);
    }
    fprintf(f, "%s\n", header);
    return f;
}

/* Summer and the last weeks of the year are quiet. */
static double season(int week)
{
    int in_year = week % 52;
    double dip = (in_year >= 27 && in_year <= 33 ? 0.82 : 1.0) * (in_year >= 50 ? 0.70 : 1.0);
    return dip * (1.0 + 0.06 * sin(2.0 * 3.14159265358979 * in_year / 52.0));
}

static void make_weeks(void)
{
    double carried[CHANNELS] = {0};
    for (int w = 0; w < WEEKS; w++)
        for (int c = 0; c < CHANNELS; c++) {
            const channel *k = &channels[c];
            /* Each channel is tried at different levels; without variation nothing could be learned from the past. */
            double level = season(w) * (1.0 + 0.45 * sin(0.37 * (c + 1) * w + c)) * noise(0.22);
            double growth = c == 1 && w >= 52 ? 1.25 : 1.0; /* Social was raised last year */
            spend[w][c] = cents(k->spend * growth * level * (c == 2 && w % 13 == 8 ? 2.6 : 1.0));
            carried[c] = spend[w][c] + k->carry * carried[c];
            double steady = carried[c] * (1.0 - k->carry);
            created_value[w][c] = k->top * steady / (k->half + steady) * season(w) * noise(0.12);
        }
}

/* The share of decided deals that are won, by the quarter of their decision. */
static double win_rate(int serial)
{
    static const double by_quarter[8] = {0.28, 0.28, 0.29, 0.28, 0.28, 0.28, 0.265, 0.19};
    int month = month_of(serial), quarter = month < 0 ? 0 : month / 3;
    return by_quarter[quarter < 8 ? quarter : 7];
}

static void make_deals(void)
{
    /* The company did not begin with the data: deals of the quarter before are decided in the first weeks. */
    for (int w = -BEFORE; w < WEEKS; w++)
        for (int c = 0; c < CHANNELS; c++) {
            double left = created_value[w < 0 ? w + 52 : w][c];
            while (left > 0 && n_deals < MOST_DEALS) {
                double amount = round(18000.0 * noise(0.45) / 100.0) * 100.0;
                if (amount > left && uniform() > left / amount)
                    break;
                left -= amount;
                deal *d = &deals[n_deals++];
                d->created = FIRST_DAY + 7 * w + (int)(5 * uniform());
                d->close = d->created + 14 + (int)(42.0 * noise(0.5));
                d->channel = c;
                d->amount = amount;
                d->won = d->close >= FIRST_DAY + 7 * WEEKS ? -1 : uniform() < win_rate(d->close);
            }
        }
}

static void write_spend(void)
{
    FILE *f = open_csv("spend", "date,channel,campaign,currency,cost,impressions,clicks,conversions,conversion_value");
    for (int w = 0; w < WEEKS; w++)
        for (int c = 0; c < CHANNELS; c++)
            for (int k = 0; k < 2; k++) {
                char day[16];
                double first = cents(0.62 * spend[w][c]), cost = k == 0 ? first : cents(spend[w][c] - first);
                double clicks = round(cost / channels[c].click_price * noise(0.05));
                double value = cents(created_value[w][c] * (k == 0 ? 0.62 : 0.38) * 0.27);
                fprintf(f, "%s,%s,%s,EUR,%.2f,%.0f,%.0f,%.0f,%.2f\n", date(FIRST_DAY + 7 * w, day), channels[c].name,
                        channels[c].campaigns[k], cost, round(clicks * 41.0 * noise(0.1)), clicks,
                        round(clicks * 0.034 * noise(0.1)), value);
            }
    fclose(f);
}

static void write_pipeline(void)
{
    static const char *const owners[] = {"Ines Duarte", "Tom Becker", "Aino Laine", "Marek Novak"};
    static const char *const open_stages[] = {"Qualified", "Proposal", "Negotiation"};
    FILE *f = open_csv("pipeline", "deal_id,name,stage,amount,currency,created,close,owner,source");
    for (int i = 0; i < n_deals; i++) {
        const deal *d = &deals[i];
        char created[16], closed[16];
        const char *stage = d->won == 1 ? "Won" : d->won == 0 ? "Lost" : open_stages[i % 3];
        fprintf(f, "D%04d,Account %04d,%s,%.2f,EUR,%s,%s,%s,%s\n", i + 1, 1 + (i * 37) % 1900, stage, d->amount,
                date(d->created, created), date(d->close, closed), owners[i % 4], channels[d->channel].name);
    }
    fclose(f);
}

/* A week a row: what the weekly signals and the response curves are made of. */
static void write_weeks(void)
{
    FILE *f = open_csv("weeks", "week,spend,leads,mqls,sqls,opportunities,pipeline,revenue,"
                                "search_spend,social_spend,events_spend,partner_spend,content_spend,"
                                "search_pipeline,social_pipeline,events_pipeline,partner_pipeline,content_pipeline");
    FILE *signals = open_csv("signals", "week,spend,leads,mqls,sqls,opportunities"); /* the same, for the weekly */
    for (int w = 0; w < WEEKS; w++) {
        char day[16];
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
    fclose(signals);
    fclose(f);
}

static double month_spend(int month, int c)
{
    double sum = 0;
    for (int w = 0; w < WEEKS; w++)
        if (month_of(FIRST_DAY + 7 * w) == month)
            sum += spend[w][c];
    return sum;
}

void month_text(int month, char text[16])
{
    snprintf(text, 16, "%04d-%02d-01", (2024 + month / 12) % 10000, month % 12 + 1);
}

/* A month a row, summed from the same weeks, deals and books as all else: by channel what finance booked, and what the
 * platforms say that all of them cost; their spend counts in the month of the week's Monday. */
static void write_months(void)
{
    FILE *f = open_csv("months", "month,revenue,won,lost,pipeline,search,social,events,partner,content,platforms,"
                                 "search_revenue,social_revenue,events_revenue,partner_revenue,content_revenue");
    for (int month = 0; month < 24; month++) {
        char text[16];
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
    fclose(f);
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
    fclose(f);
}

int main(int n, char **words)
{
    if (n != 2) {
        fprintf(stderr, "usage: story OUT-FOLDER\n");
        return 2;
    }
    folder = words[1];
    make_weeks();
    make_deals();
    write_spend();
    write_pipeline();
    write_weeks();
    write_ledger();
    write_months();
    write_books();
    return 0;
}
