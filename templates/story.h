/* The sample company's draws, shared by story.c (what marketing and sales did) and story_books.c (what finance keeps).
 */
#ifndef TEMPLATES_STORY_H
#define TEMPLATES_STORY_H
#include <stdio.h>

enum {
    WEEKS = 104,
    BEFORE = 14,
    CHANNELS = 5,
    MONTHS = 24,
    MOST_DEALS = 4000,
    FIRST_DAY = 45292 /* 2024-01-01, a Monday */
};

typedef struct {
    const char *name, *code, *campaigns[2];
    double spend;       /* money a week, on average */
    double top, half;   /* pipeline a week: top x / (half + x) */
    double carry;       /* share of last week's effect that stays */
    double click_price; /* money a click */
    int ledger;         /* account */
} channel;

typedef struct {
    int created, close, channel, won; /* won: 1, lost: 0, open: -1 */
    double amount;
} deal;

extern const channel channels[CHANNELS];
extern deal deals[MOST_DEALS];
extern int n_deals;

double uniform(void);       /* the next draw, strictly between 0 and 1 */
double noise(double sigma); /* a factor around 1, log-normal, mean 1 */
double cents(double money);
const char *date(int serial, char text[16]);
int month_of(int serial); /* 0: January 2024 */
void month_text(int month, char text[16]);
FILE *open_csv(const char *name, const char *header);

/* Budget, orders, campaigns, answers, recurring revenue, cash and forecasts: in this order, each draw after the last.
 */
void write_books(void);
#endif
