/* The cells of a range: numbers and texts by rows. */
#ifndef SX_GRID_H
#define SX_GRID_H
#include "sheet.h"

typedef struct grid {
    size_t rows, columns;
    double *x;         /* NaN: blank or text */
    const char **text; /* NULL: blank or a number */
} grid;

grid grid_read(desk *d, uno_Interface *sheet, office_range at);
double grid_number(const grid *g, size_t row, size_t column);
const char *grid_text(const grid *g, size_t row, size_t column); /* "" for none */
/* What is selected, without what lies behind the sheet's last used cell; a single cell stands for the table around it.
 */
office_range grid_clip(desk *d, uno_Interface *sheet, office_range at);
office_range grid_around(desk *d, uno_Interface *sheet, office_range at);
#endif
