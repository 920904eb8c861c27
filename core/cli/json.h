/* JSON and the door: what a caller writes becomes arguments, what a call answers becomes JSON.
 * The shell, the SQL hosts, the catalogue's tests and the tooling of the workbooks all convert here. */
#ifndef SX_JSON_H
#define SX_JSON_H
#include <cjson/cJSON.h>
#include "call/call.h"

/* The most values one text may hold (a whole column is a million): what reading may cost stays bounded. */
enum { SX_JSON_MOST_VALUES = 1 << 22 };

/* Arguments read from JSON. Their texts stay in the JSON, which must outlive them. */
typedef struct sx_json_arguments {
    sx_argument *items;
    size_t n;
    sx_table *tables; /* one an item, where that is a range */
} sx_json_arguments;

/* One JSON value and nothing behind it; text[length] is '\0'. Stricter than cJSON: whole UTF-8, no control characters
 * and no \u0000 in a text. NULL: why says what is wrong. Free with cJSON_Delete. */
cJSON *sx_json_parse(const char *text, size_t length, sx_context *why);
/* Is it whole UTF-8 without a NUL? */
bool sx_json_whole_text(const char *text, size_t length);
/* Is it an object with no key but these, and none twice? */
bool sx_json_only(const cJSON *object, const char *const *keys, size_t n_keys, sx_context *why);

/* An array of arguments: a number, a text, true and false as 1 and 0, null for a blank or omitted one, an array of
 * rows for a range. SX_VALUE: something else; SX_NUM: a number too large; *out is untouched then. */
sx_status sx_json_arguments_read(const cJSON *array, sx_json_arguments *out, sx_context *why);
void sx_json_arguments_free(sx_json_arguments *arguments);
/* A range as SQL writes it: an array of rows, or of cells for one column; an empty one is all blank. Its texts stay in
 * the JSON. Errors as above; free the table with sx_table_free, even then. */
sx_status sx_json_range_read(const cJSON *array, sx_table *table, sx_context *why);

/* A number gets the fewest digits that read back as the same number. */
void sx_json_add_number(sx_text *out, double number);
void sx_json_add_text(sx_text *out, const char *text, size_t length);
/* A number, a text, or a table as an array of rows; a fault in a cell is {"error":"#N/A"}, a blank one null. */
void sx_json_add_result(sx_text *out, const sx_result *result);
/* One row of a table, as an array. */
void sx_json_add_row(sx_text *out, const sx_table *table, size_t row);
#endif
