/* What each customer pays a month: contracts, drawn backwards from December 2025 without the seed, so that the other
 * tables stay as they are. */
#include <math.h>
#include "base/date.h"
#include "story.h"

enum { MOST_LEFT = 2 * MONTHS };

static int mixed(int customer, int month)
{
    return (customer * 7919 + month * 104729 + customer * month * 31) % 9973;
}

/* What was paid at the end of each month before, back from level[known]; level[0] is December 2023. */
static void back_from(int customer, double level[MONTHS + 1], int known)
{
    for (int k = known; k > 0; k--) {
        int chance = mixed(customer, k);
        level[k - 1] = level[k];
        if (chance % 41 == 0) { /* came in this month */
            level[k - 1] = 0;
            return;
        }
        if (chance % 211 == 1 && k > 4) { /* came back after three months */
            level[k - 1] = level[k - 2] = level[k - 3] = 0;
            level[k - 4] = level[k];
            k -= 3;
        } else if (chance % 17 == 2) {
            level[k - 1] = round(level[k] / 1.2 / 5.0) * 5.0;
        } else if (chance % 37 == 3) {
            level[k - 1] = round(level[k] / 0.85 / 5.0) * 5.0;
        }
    }
}

/* The first day of month k: 0 is December 2023. */
static int first_day(int k)
{
    return (int)sx_date_serial(2023 + (k + 11) / 12, (k + 11) % 12 + 1, 1);
}

/* A line for each stretch of months in which a customer pays the same. */
static void write_contracts(FILE *f, int customer, const double level[MONTHS + 1])
{
    for (int k = 0; k <= MONTHS;) {
        int end = k;
        while (end < MONTHS && level[end + 1] == level[k])
            end++;
        if (level[k] > 0) {
            char from[11], until[11] = "";
            date(first_day(k), from);
            if (end < MONTHS)
                date(first_day(end + 1) - 1, until);
            fprintf(f, "C%04d,%s,%s,%.2f\n", customer, from, until, level[k]);
        }
        k = end + 1;
    }
}

void write_customers(const double *start, const double *end, int n)
{
    FILE *f = open_csv("contracts", "customer,from,until,amount");
    for (int i = 0; i < n; i++) {
        double level[MONTHS + 1] = {0};
        level[MONTHS] = end[i];
        level[MONTHS - 1] = start[i];
        if (start[i] > 0)
            back_from(i, level, MONTHS - 1);
        write_contracts(f, i + 1, level);
    }
    for (int i = 0; i < MOST_LEFT; i++) { /* those that left before December 2025 */
        double level[MONTHS + 1] = {0};
        int left = i / 2;
        if (left == MONTHS - 1)
            continue;
        level[left] = 700.0 + 5.0 * (mixed(n + i, 5) % 260);
        back_from(n + i, level, left);
        write_contracts(f, n + i + 1, level);
    }
    close_csv(f);
}
