/* The series of readers' pages' charts. */
#ifndef TEMPLATES_WRITE_SERIES_H
#define TEMPLATES_WRITE_SERIES_H
#include "write.h"

typedef struct shape {
    const char *name, *class;
    bool stroke, symbol, fill;
    const char *stroke_width;
} shape;

const shape *page_shape(const book *b, const cJSON *where, const char *name);
/* The end of a style: its letters. */
void chart_letters(sx_text *out, const char *color, bool bold);
/* A series: its styles, and itself with the cells it shows; name: of its style. */
void series_styles(book *b, const cJSON *item, const char *name, const shape *s, sx_text *out);
void series_write(book *b, const cJSON *item, const char *style, const shape *s, sx_text *out, sx_text *ranges);
#endif
