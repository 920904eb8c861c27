/* Small pictures in a window, drawn as SVG in memory. */
#ifndef SX_PICTURE_H
#define SX_PICTURE_H
#include "dialog.h"

/* The last values as a line (NaN: a gap), then point, lower and upper of each step ahead as a band. n 0: no picture. */
void picture_band(dialog *w, const char *control, const double *x, size_t n, const double *ahead, size_t n_ahead);
#endif
