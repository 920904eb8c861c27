/* Numbers as exports write them, before and after it is known which sign is the decimal one. */
#ifndef SX_FIGURE_H
#define SX_FIGURE_H
#include <stdbool.h>
#include <stdint.h>
#include "data/currency.h"
#include "data/lines.h"

enum { SX_FIGURE_SIGNS = 8 };

/* An exact decimal: digits / 10^scale. */
typedef struct sx_decimal {
    int64_t digits;
    int scale;
} sx_decimal;

typedef struct sx_figure {
    bool is;       /* a number, whichever sign is the decimal one */
    bool negative; /* a minus before or behind it, or parentheses */
    bool percent;
    char side;             /* 'D' or 'C' behind it: DR, CR, S, H */
    sx_currency currency;  /* beside it in the cell */
    int64_t digits;        /* all of them, without signs */
    unsigned char n_signs; /* . and , and blanks and apostrophes between digits */
    char sign[SX_FIGURE_SIGNS];
    unsigned char run[SX_FIGURE_SIGNS + 1]; /* digits before, between and behind them */
    bool leading_zero;
    /* What it says about the decimal sign: '.' or ',', 0 nothing. */
    char vote;
    /* The sign that stands once with three digits behind it, so that it may be either: '.' or ','; 0 none. */
    char open;
} sx_figure;

/* A vote: both signs -> the last one; one sign with 1, 2 or more than 3 digits behind it, or after a lone 0, or after
 * more than 3 digits, or behind groups of blanks or apostrophes -> it is decimal; a sign twice -> it groups, the other
 * is decimal; exactly d,ddd -> none. */
sx_figure sx_figure_read(const sx_piece *piece);
/* The number under that decimal sign ('.' or ','); false where it breaks it: its groups are not of three (or Indian
 * ones of two), the sign stands twice, a group stands behind it. */
bool sx_figure_value(const sx_figure *figure, char decimal, sx_decimal *out);

/* Digits, and one point among them where the point is the decimal sign: what most numbers are, read at once. False: it
 * takes the long way to know. */
bool sx_decimal_plain(const sx_piece *piece, char decimal, sx_decimal *out);
double sx_decimal_double(sx_decimal x);
/* a - b and a + b; SX_FIGURE_SCALE digits behind the point at most, *fits false where int64 is too small. */
sx_decimal sx_decimal_add(sx_decimal a, sx_decimal b, bool *fits);
sx_decimal sx_decimal_minus(sx_decimal a);
/* Writes it without groups and without zeros behind the decimals ("-1234.5"); out has room for 32 bytes. Its length.
 */
size_t sx_decimal_text(sx_decimal x, char *out);
/* The nearest decimal with at most so many digits behind the point; |x| < SX_DECIMAL_MOST, else 0. */
#define SX_DECIMAL_MOST 9e17
sx_decimal sx_decimal_near(double x, int scale);
#endif
