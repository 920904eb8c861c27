/* One row a shape. A new one is a row here, its place in sx_shape and sx_natural, and its case in sx_convert.
 * uno: what arrives for each type is measured (a double turns a blank to 0 and refuses text); an argument that may be
 * left out is an any. */
#include "generate.h"
#include <string.h>

#define CELLS "sequence< sequence<any> >"

static const shape shapes[] = {
    {"number", NUMBERS, cJSON_Number, "", "double", "double $", "a[$].number", "double"},
    {"text", 0, 0, "", "string", "const char *$", "a[$].text", "sx_text"},
    {"choice", WORDS, cJSON_String, "", "string", "int $", "a[$].choice", NULL},
    {"series", RANGE | NUMBERS | PAIRS, 0, "..", CELLS, "const double *$, size_t n_$", "a[$].series.x, a[$].series.n",
     NULL},
    {"texts", RANGE, 0, "..", CELLS, "const char *const *$, size_t n_$", "a[$].texts.x, a[$].texts.n", NULL},
    {"matrix", RANGE | NUMBERS, 0, "..", CELLS, "const double *$, size_t rows_$, size_t columns_$",
     "a[$].matrix.x, a[$].matrix.rows, a[$].matrix.columns", NULL},
    {"table", RANGE, 0, "..", CELLS, "const sx_table *$", "a[$].table", "sx_table"},
    {"any", RANGE, 0, "..", CELLS, "const sx_table *$", "a[$].table", NULL},
    {"rest", CALLS, 0, "...", "sequence<any>", "const sx_argument *$, size_t n_$", "a[$].rest.x, a[$].rest.n", NULL},
};

const shape *find_shape(const char *name)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (strcmp(shapes[i].name, name) == 0)
            return &shapes[i];
    return NULL;
}
