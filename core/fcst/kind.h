/* What kind of history it is: dead time before and after, periods that are closed, a last value out of all proportion.
 * Each keeps a forecast from being spoilt by what is no part of the pattern; forecast.c says it in a note. */
#ifndef SX_FCST_KIND_H
#define SX_FCST_KIND_H
#include <stdbool.h>
#include <stddef.h>
/* All known values are <= 0 and one at least below: costs entered with a minus. Their forecast is the mirror of their
 * positive twin's. */
bool sx_is_mirrored(const double *y, size_t n);
/* Zeros (and gaps) before the first sale, when there are two at least and more than twice as many as any later run of
 * zeros: else 0, for then zeros belong to the series. y >= 0. */
size_t sx_dead_start(const double *y, size_t n);
/* Where the latest regime begins: after the last value that reaches a fifth of the best mean of `season` values in a
 * row (eight at least), when that many follow it; 0: the whole history is one. A run of zeros at the end must also be
 * more than twice as long as any before it. So an ended series does not come back with its early amplitude. y >= 0. */
size_t sx_regime_start(const double *y, size_t n, size_t season);
/* Marks the phases of a season that are closed: all zero, twice at least, or (of ten and more) all but one in ten.
 * Returns how many; 0, and nothing marked, when all of them or none are. y >= 0 without gaps. closed: m numbers 0 or 1.
 */
size_t sx_closed_phases(const double *y, size_t n, size_t m, double *closed);
/* Share of zeros among the values, phases left out of both counts where four in five and more are zero (two values at
 * least): what is closed says nothing about demand that comes now and then. */
double sx_share_of_zeros(const double *y, size_t n, size_t m);
/* 1: all values at the times t with t mod m = phase are zero and there are at least two of them. */
bool sx_is_always_zero(const double *y, size_t n, size_t m, size_t phase);
/* Makes gaps (NaN) of the zeros of an otherwise positive series that are no part of it: at most one in ten, none first
 * or last, and nothing else below a tenth of the median of the others. Days that were closed, months that were not
 * paid. Returns how many. y >= 0 without gaps. work: n. */
size_t sx_closed_days(double *y, size_t n, double *work);
/* The last of n values (positive: in logarithms), when it is further from the median of the five before it, and from a
 * season ago with the level's move since, than six times the usual change (1.4826 times the median size of the changes)
 * and, in logarithms, a factor of three: drawn in to four times the usual change and a factor of 1.5, for one value
 * does not move a level tenfold. Ten values at least; else, and when nothing usual can be told, as it is. work: n. */
double sx_tempered_last(const double *u, size_t n, size_t m, bool logarithms, double *work);
#endif
