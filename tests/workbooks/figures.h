/* What each sample must show, computed without the workbook and, but for what only the library can, without the core.
 */
#ifndef SX_TESTS_FIGURES_H
#define SX_TESTS_FIGURES_H
#include "raw.h"

/* The textbook's formulas of what several workbooks show. */
double win_rate(double won, double lost);
double payback(double cac, double revenue, double margin, double churn);
double share_held(const raw *forecasts); /* of past ranges, ends included */
double bias(const raw *forecasts);
double wape(const raw *forecasts);

/* What `sextant call FUNCTION ARGUMENTS` answers, each argument JSON in single quotes; for functions that cannot be
 * written twice in a few lines: these hold the workbook to the call, not the call to its formula. */
cJSON *ask(const char *function, const char *format, ...) PRINTS(2, 3);
double answer(const cJSON *table, int row, int column); /* from 1; a lone number is 1, 1 */
void asked(double x, const char *function, const char *format, ...) PRINTS(3, 4);
/* A column of a table as an argument: [[1],[2]], lines from first. */
const char *down(const raw *of, const char *column, size_t first);

void monthly_figures(const char *workbook);
void quarterly_figures(const char *workbook);
void return_figures(const char *workbook);
void weekly_figures(const char *workbook);
void yearly_figures(const char *workbook);
#endif
