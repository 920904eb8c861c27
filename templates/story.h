/* The sample company. story.c writes the tables of marketing and sales, story_books.c those of finance; below them the
 * draws (story_draw.c) and the files (story_csv.c). */
#ifndef TEMPLATES_STORY_H
#define TEMPLATES_STORY_H
#include <stdbool.h>
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

/* story_draw.c: everything from one fixed seed, so the order of the calls is part of the data. */
extern const channel channels[CHANNELS];
extern double spend[WEEKS][CHANNELS], created_value[WEEKS][CHANNELS]; /* money */
extern deal deals[MOST_DEALS];
extern int n_deals;
void draw_story(void);      /* fills these */
double uniform(void);       /* the next draw, strictly between 0 and 1 */
double noise(double sigma); /* a factor around 1, log-normal, mean 1 */
double cents(double money);
int month_of(int serial); /* 0: January 2024 */

/* story_csv.c: what cannot be written ends the program. */
void use_folder(const char *path);
FILE *open_csv(const char *name, const char *header);
void close_csv(FILE *f);
const char *date(int serial, char text[11]);
void month_text(int month, char text[11]);

/* story_customers.c: contracts of n customers from what they paid before and in December 2025. */
void write_customers(const double *start, const double *end, int n);

/* story_books.c: budget, orders, campaigns, answers, recurring revenue, cash and forecasts, in this order. */
void write_books(void);
#endif
