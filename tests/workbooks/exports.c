/* The story's tables as platforms export them: lines before, other columns, commas, brackets, totals. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "edits.h"

/* 1,234.50 in quotes. */
static const char *money(double x)
{
    double whole = floor(x + 1e-9);
    char cents[8];
    snprintf(cents, sizeof cents, "%02d", (int)lround(100 * (x - whole)));
    const char *made = written(".%s", cents);
    for (; whole >= 1000; whole = floor(whole / 1000))
        made = written(",%03d%s", (int)fmod(whole, 1000), made);
    return written("\"%d%s\"", (int)whole, made);
}

/* Search, Social and Events. */
static void google(const raw *spend, FILE *to)
{
    double all = 0;
    fputs("Campaign report\nAll time\nDay,Campaign,Currency code,Cost,Impr.,Clicks,Conversions\n", to);
    for (size_t i = 1; i < spend->n; i++) {
        if (!strchr("SE", *text_at(spend, i, "channel")))
            continue;
        all += number_at(spend, i, "cost");
        fprintf(to, "%s,%s,EUR,%s,%s,%s,--\n", text_at(spend, i, "date"), text_at(spend, i, "campaign"),
                money(number_at(spend, i, "cost")), text_at(spend, i, "impressions"), text_at(spend, i, "clicks"));
    }
    fprintf(to, "Total: Account,--,EUR,%s,1,1,1\n", money(all));
}

/* The others. */
static void facebook(const raw *spend, FILE *to)
{
    double all = 0;
    fputs("Reporting starts,Reporting ends,Campaign name,Results,Amount spent (EUR),Impressions\n", to);
    for (size_t i = 1; i < spend->n; i++) {
        const char *date = text_at(spend, i, "date");
        if (!strchr("PC", *text_at(spend, i, "channel")))
            continue;
        all += number_at(spend, i, "cost");
        fprintf(to, "%s,%s,%s,,%s,%s\n", date, date, text_at(spend, i, "campaign"), text_at(spend, i, "cost"),
                text_at(spend, i, "impressions"));
    }
    fprintf(to, ",,,,%.2f,1\n", all);
}

static void hubspot(const raw *deals, FILE *to)
{
    fputs("Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Create Date,Original Source\n", to);
    for (size_t i = 1; i < deals->n; i++) {
        const char *stage = text_at(deals, i, "stage");
        bool closed = strcmp(stage, "Won") == 0 || strcmp(stage, "Lost") == 0;
        fprintf(to, "%s,%s,%s%s,%s 14:22,%s,\"%s\",%s 09:03,%s\n", text_at(deals, i, "deal_id"),
                text_at(deals, i, "name"), closed ? "Closed " : "", stage, text_at(deals, i, "close"),
                text_at(deals, i, "owner"), text_at(deals, i, "amount"), text_at(deals, i, "created"),
                text_at(deals, i, "source"));
    }
}

/* By account, each booking as a bill and a vendor's credit, with subtotals. */
static void quickbooks(const raw *ledger, FILE *to)
{
    static const double CREDIT = 80.25;
    const char *seen = "";
    fputs("Brightwater\nGeneral Ledger\nAll Dates\n\n"
          ",Date,Transaction Type,Num,Name,Memo/Description,Split,Amount,Balance\n",
          to);
    for (size_t i = 1; i < ledger->n; i++) {
        const char *account = text_at(ledger, i, "account"), *name = text_at(ledger, i, "description");
        double total = 0;
        if (strstr(seen, account))
            continue;
        seen = written("%s %s", seen, account);
        fprintf(to, "%s %s,,,,,,,,\n", account, name);
        for (size_t k = i; k < ledger->n; k++) {
            const char *d = text_at(ledger, k, "date"), *memo = text_at(ledger, k, "description");
            const char *number = text_at(ledger, k, "reference");
            if (strcmp(text_at(ledger, k, "account"), account) != 0)
                continue;
            double amount = number_at(ledger, k, "amount");
            total += amount;
            fprintf(to, ",%.2s/%.2s/%.4s,Bill,%s,X,%s,2000 Payable,\"%.2f\",0\n", d + 5, d + 8, d, number, memo,
                    amount + CREDIT);
            fprintf(to, ",%.2s/%.2s/%.4s,Vendor Credit,%s,X,%s,2000 Payable,(%.2f),0\n", d + 5, d + 8, d, number, memo,
                    CREDIT);
        }
        fprintf(to, "Total for %s %s,,,,,,,\"%.2f\",\n", account, name, total);
    }
    fputs("TOTAL,,,,,,,1,\n", to);
}

/* The series with remarks before it, its columns in another order, a total below. */
static void columns(const raw *series, FILE *to)
{
    double all = 0;
    fputs("Series export,\nPeriod: all,\nTV_ADVERT,note,Quotes,Month\n", to);
    for (size_t i = 1; i < series->n; i++) {
        all += number_at(series, i, "tv_advert");
        fprintf(to, "\"%s\",x,%s,%s\n", text_at(series, i, "tv_advert"), text_at(series, i, "quotes"),
                text_at(series, i, "month"));
    }
    fprintf(to, "\"%.6g\",,,Total:\n", all);
}

/* As an office writes it where the comma is decimal. */
static void comma(const raw *spend, FILE *to)
{
    fputs("Date,Channel,Campaign,Currency,Cost\n", to);
    for (size_t i = 1; i < spend->n; i++) {
        const char *cost = text_at(spend, i, "cost"), *point = strchr(cost, '.');
        size_t whole = point ? (size_t)(point - cost) : strlen(cost);
        fprintf(to, "%s,%s,%s,EUR,\"%.*s,%s\"\n", text_at(spend, i, "date"), text_at(spend, i, "channel"),
                text_at(spend, i, "campaign"), (int)whole, cost, point ? point + 1 : "00");
    }
}

/* The day before the month. */
static void day_first(const raw *spend, FILE *to)
{
    fputs("Date,Channel,Campaign,Currency,Cost\n", to);
    for (size_t i = 1; i < spend->n; i++) {
        const char *d = text_at(spend, i, "date");
        fprintf(to, "%.2s/%.2s/%.4s,%s,%s,EUR,%s\n", d + 8, d + 5, d, text_at(spend, i, "channel"),
                text_at(spend, i, "campaign"), text_at(spend, i, "cost"));
    }
}

bool export_as(const char *platform, const raw *table, FILE *to)
{
    static const struct {
        const char *name;
        void (*export)(const raw *, FILE *);
    } all[] = {{"google", google},   {"facebook", facebook}, {"hubspot", hubspot},    {"quickbooks", quickbooks},
               {"columns", columns}, {"comma", comma},       {"day-first", day_first}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i].name, platform) == 0) {
            all[i].export(table, to);
            return true;
        }
    return false;
}
