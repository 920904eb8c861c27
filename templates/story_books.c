/* The tables of story.c that finance keeps: budget, orders, campaigns, answers, recurring revenue, cash, forecasts. */
#include <math.h>
#include <stdbool.h>
#include "base/distribution.h"
#include "story.h"

/* Approved budgets: what was planned a month, in steps of 100; version 2 moved money to Social in mid 2025. */
static void write_budget(void)
{
    FILE *f = open_csv("budget", "period,channel,amount,version");
    for (int month = 0; month < 24; month++)
        for (int c = 0; c < CHANNELS; c++) {
            char text[11];
            month_text(month, text);
            double weeks = 52.0 / 12.0, raise = c == 1 && month >= 12 ? 1.22 : 1.02;
            double amount = round(channels[c].spend * weeks * raise / 100.0) * 100.0;
            fprintf(f, "%s,%s,%.2f,%d\n", text, channels[c].name, amount, month >= 18 ? 2 : 1);
        }
    close_csv(f);
}

/* Purchase orders of the last quarter. Two of one vendor, a day apart, stay just under the limit of 10 000. */
static void write_orders(void)
{
    FILE *f = open_csv("orders", "order,date,channel,vendor,requester,amount,invoiced,accrued");
    fputs("PO-1181,2025-10-06,Events,Messe Nord,Lea Voss,14500.00,14500.00,0.00\n"
          "PO-1187,2025-10-20,Search,Kite Media,Jonas Wirth,9200.00,9200.00,0.00\n"
          "PO-1192,2025-11-03,Content,Papier & Wort,Lea Voss,6400.00,4100.00,0.00\n"
          "PO-1198,2025-11-17,Partner,Alpen Reseller,Jonas Wirth,8800.00,0.00,3200.00\n"
          "PO-1203,2025-12-01,Social,Pixelhaus,Sara Lind,9800.00,0.00,2450.00\n"
          "PO-1204,2025-12-02,Social,Pixelhaus,Sara Lind,9700.00,0.00,0.00\n"
          "PO-1209,2025-12-15,Events,Messe Nord,Lea Voss,12600.00,0.00,0.00\n",
          f);
    close_csv(f);
}

static void write_campaigns(void)
{
    FILE *f = open_csv("campaigns", "campaign,channel,link");
    for (int c = 0; c < CHANNELS; c++)
        for (int k = 0; k < 2; k++) {
            static const char *const medium[CHANNELS] = {"cpc", "paid-social", "event", "partner", "email"};
            static const char *const source[CHANNELS] = {"google", "linkedin", "messe", "reseller", "newsletter"};
            const char *name = channels[c].campaigns[k];
            if (c == 1 && k == 1) /* the broken one: no scheme, a medium out of the list, an address in it */
                fprintf(f,
                        "%s,%s,brightwater.example/demo?utm_source=LinkedIn&utm_medium=banner&email=jo@example.com\n",
                        name, channels[c].name);
            else
                fprintf(f, "%s,%s,https://brightwater.example/%s?utm_source=%s&utm_medium=%s&utm_campaign=%s\n", name,
                        channels[c].name, channels[c].code, source[c], medium[c], name);
        }
    close_csv(f);
}

/* Leads of the last four weeks: when they came, when somebody answered; the last ones are not due yet. */
static void write_responses(void)
{
    FILE *f = open_csv("responses", "lead,created,responded,assigned");
    int end = FIRST_DAY + 7 * WEEKS;
    for (int i = 0; i < 80; i++) {
        double created = end - 28 + i * 0.345 + 0.02 * uniform();
        int day = (int)created;
        double hour = 9.0 + 7.5 * uniform();
        if (day % 7 == 0 || day % 7 == 1) /* serial 45292 is a Monday: 45292 mod 7 = 2 */
            day += day % 7 == 0 ? 2 : 1;
        double at = day + hour / 24.0, taken = 2.0 * noise(0.9) / 24.0;
        double answered = at + taken;
        if (answered - floor(answered) > 17.5 / 24.0)
            answered = floor(answered) + 1 + 9.5 / 24.0;
        double assigned = at + 0.25 * taken; /* given to somebody; a quarter of the way to the answer */
        if (i % 19 == 7)
            fprintf(f, "L%03d,%.6f,,\n", i + 1, at);
        else if (answered >= end + 0.3)
            fprintf(f, "L%03d,%.6f,,%.6f\n", i + 1, at, assigned);
        else
            fprintf(f, "L%03d,%.6f,%.6f,%.6f\n", i + 1, at, answered, assigned < answered ? assigned : answered);
    }
    close_csv(f);
}

/* Recurring revenue a customer, at the start and at the end of December 2025; what it was before follows from it. */
static void draw_customers(void)
{
    double start[260], end[260];
    for (int i = 0; i < 260; i++) {
        start[i] = i < 246 ? round(1480.0 * noise(0.4) / 5.0) * 5.0 : 0.0;
        end[i] = start[i];
        if (i < 246 && i % 61 == 13)
            end[i] = 0;
        else if (i < 246 && i % 23 == 5)
            end[i] = round(start[i] * 0.85);
        else if (i < 246 && i % 17 == 3)
            end[i] = round(start[i] * 1.2);
        else if (i >= 246)
            end[i] = round(1500.0 * noise(0.3) / 5.0) * 5.0;
    }
    write_customers(start, end, 260);
}

/* Thirteen weeks ahead. Payroll, tax and the trade show fall together in week 5. Rent comes again each month: the
 * sample says it once. */
static void write_cash(void)
{
    FILE *f = open_csv("cash", "week,other_receipts,payroll,suppliers,tax,rent,committed,discretionary,least,most");
    for (int w = 0; w < 13; w++) {
        char day[11];
        bool payroll = w % 4 == 0;
        double planned = round(31000.0 * (1.0 + 0.08 * sin(w)) / 100.0) * 100.0;
        fprintf(f, "%s,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f\n", date(FIRST_DAY + 7 * (WEEKS + w), day),
                w == 9 ? 24000.0 : 2500.0, payroll ? 196000.0 : 0.0, round(21000.0 * noise(0.15) / 100.0) * 100.0,
                w == 4 ? 118000.0 : 0.0, 0.0, w == 4 ? 26000.0 : 9000.0, planned, round(planned * 0.3 / 100.0) * 100.0,
                round(planned * 1.6 / 100.0) * 100.0);
    }
    close_csv(f);
    f = open_csv("invoices", "week,due");
    for (int w = -4; w < 13; w++) {
        char day[11];
        fprintf(f, "%s,%.2f\n", date(FIRST_DAY + 7 * (WEEKS + w), day), round(125000.0 * noise(0.08) / 100.0) * 100.0);
    }
    close_csv(f);
    f = open_csv("cashpast", "week,forecast_receipts,actual_receipts,forecast_payments,actual_payments,permanent");
    for (int w = -8; w < 0; w++) {
        char day[11];
        double in = round(120000.0 * noise(0.08) / 100.0) * 100.0, out = w % 4 == 0 ? 262000.0 : 68000.0;
        double late = w == -3   ? -31000.0
                      : w == -2 ? 31000.0
                                : round(2000.0 * sx_normal_quantile(uniform()) / 100.0) * 100.0;
        double more = round(out * 0.02 * sx_normal_quantile(uniform()) / 100.0) * 100.0;
        fprintf(f, "%s,%.2f,%.2f,%.2f,%.2f,%.2f\n", date(FIRST_DAY + 7 * (WEEKS + w), day), in, in + late, out,
                out + more, w == -5 ? -more : 0.0);
    }
    close_csv(f);
}

/* Monthly revenue forecasts as they were made three months before, and what came: two of twenty missed their range. */
static void write_forecasts(void)
{
    FILE *f = open_csv("forecasts", "period,made,low,point,high,actual");
    for (int month = 4; month < 24; month++) {
        char period[11], made[11];
        double actual = 0;
        for (int i = 0; i < n_deals; i++)
            if (deals[i].won == 1 && month_of(deals[i].close) == month)
                actual += deals[i].amount;
        month_text(month, period);
        month_text(month - 3, made);
        double miss = month == 11 || month == 23 ? 1.34 : 1.0 + 0.09 * sin(2.1 * month);
        double point = round(actual * miss / 1000.0) * 1000.0;
        fprintf(f, "%s,%s,%.2f,%.2f,%.2f,%.2f\n", period, made, point * 0.82, point, point * 1.18, actual);
    }
    close_csv(f);
}

void write_books(void)
{
    write_budget();
    write_orders();
    write_campaigns();
    write_responses();
    draw_customers();
    write_cash();
    write_forecasts();
}
