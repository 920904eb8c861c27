/* What is known ahead: influences that the user gives (promotions, prices, spend, closed days) and the calendar of
 * months.
 */
#ifndef SX_FCST_KNOWN_H
#define SX_FCST_KNOWN_H
#include "fcst/forecast.h"
typedef struct sx_known {
    size_t n_columns, n_given;              /* columns that are used, of them the user's */
    size_t which[SX_STRUCTURAL_INFLUENCES]; /* n_given: which of the user's */
    size_t n_rare;    /* the user's that hardly ever differ from their most common value: left out */
    bool no_calendar; /* start was given for a series that has none */
    double *columns;  /* (n + horizon) rows of them */
    double *shut;     /* n + horizon: 1 where a closed column says so, else 0; NULL: there is none */
    double *block;
} sx_known;
/* How many cells are blank before the first value. */
size_t sx_blank_front(const double *history, size_t n);
/* A door's arguments as a question about so many steps. history: blanks before its first value are left out, and with
 * them the rows of influences beside them and the months from start. influences: rows x columns, a row a period from
 * the first cell of the history on; start: NaN when omitted. SX_VALUE: rows do not reach as far; SX_ARGUMENT: more
 * columns than can be used; SX_NUM: no date. */
sx_status sx_question_make(const double *history, size_t n, double season, const double *influences, size_t rows,
                           size_t columns, double start, size_t steps, sx_question *question, sx_context *context);
/* The columns over n values from the first-th of the question's history on, and horizon steps. A column is left out
 * when fewer than three of its n values differ from its most common one: so few occurrences say nothing. A column of 0
 * and 1 whose ones (two at least) all meet a value of zero tells when it is closed. With start and a season of 12 the
 * calendar joins (sx_calendar). Free with sx_known_free. SX_NOMEM. */
sx_status sx_known_make(const sx_question *question, size_t first, const double *y, size_t n, size_t season,
                        size_t horizon, sx_known *known);
void sx_known_free(sx_known *known);
enum { SX_CALENDAR = 9 };
/* Of the month that holds the date: how many of each weekday, Monday first, less their mean; the leap day; the share of
 * the eight days from Good Friday's eve (Thursday) to Easter's Thursday that fall into it (Gregorian Easter). */
void sx_calendar(double date, double row[SX_CALENDAR]);
#endif
