/* A chart of columns of a sheet: lines, over a band. */
#ifndef SX_CHART_H
#define SX_CHART_H
#include "put.h"

typedef struct chart {
    sal_Int32 column, row;       /* where it stands */
    sal_Int32 first, last;       /* rows of the table, its heading first */
    sal_Int32 categories;        /* the column of the x axis */
    sal_Int32 lines[4], n_lines; /* columns drawn as lines */
    sal_Int32 floor, band;       /* columns: lower end, and height of the band above it; -1: no band */
    bool columns;                /* columns of bars in place of lines */
} chart;

/* false: it could not be drawn; the sheet stays without. */
bool chart_draw(put *p, const char *name, const chart *c);
#endif
