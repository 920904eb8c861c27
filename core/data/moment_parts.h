/* What reads the parts of a date; t is text of n bytes. A reader that finds its form fills m and what it may be. */
#ifndef SX_MOMENT_PARTS_H
#define SX_MOMENT_PARTS_H
#include "data/moment.h"

bool sx_day_exists(int year, int month, int day); /* 1900 to 2199 */
/* 70 to 99 are of the last century, 0 to 69 of this one. */
int sx_whole_year(int year);
/* Reads at most nine digits from *i on; how many. */
size_t sx_take_digits(const char *t, size_t n, size_t *i, int *value);
void sx_skip_blanks(const char *t, size_t n, size_t *i);
/* A time of day with or without a zone, from i to the end of the text; minute -1: none. */
bool sx_read_time(const char *t, size_t n, size_t i, int *minute);
bool sx_read_named(const char *t, size_t n, sx_moment *m);
bool sx_read_cjk(const char *t, size_t n, sx_moment *m);
void sx_read_serial(double number, sx_moment *m);
void sx_read_digits(const char *t, size_t n, sx_moment *m);
#endif
