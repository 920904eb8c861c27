/* What import writes: canonical rows as CSV (RFC 4180, UTF-8, LF), and the report as JSON. */
#ifndef SX_CLI_IMPORT_H
#define SX_CLI_IMPORT_H
#include <stdio.h>
#include "data/export.h"

typedef struct sx_csv {
    FILE *file;
    sx_text words; /* of one text */
    char *buffer;
    size_t n, size;
    bool failed;
} sx_csv;

/* Writes the header line. */
void sx_csv_start(sx_csv *csv, FILE *file, const sx_canon *table);
/* A sink: data is the sx_csv. */
sx_status sx_csv_row(void *data, const sx_out *row, size_t n);
/* Writes what is left. A failed write shows as an error of the file. */
sx_status sx_csv_end(sx_csv *csv);
void sx_csv_free(sx_csv *csv);
/* Answers kept beside the data. */
enum { SX_PROFILE_MOST = 32 };
void sx_profile_path(const char *file, sx_text *out);
bool sx_profile_exists(const char *file);
/* Adds to the n settings those kept for this header and table that are not among them; how many there are then. Their
 * texts live in texts. */
size_t sx_profile_read(const char *file, const char *table, uint64_t hash, sx_setting *settings, size_t n, size_t most,
                       sx_text *texts);
/* Keeps the settings; false: it could not be written. */
bool sx_profile_write(const char *file, const char *table, uint64_t hash, const sx_setting *settings, size_t n);
/* One JSON object and a newline. */
sx_status sx_report_json(const sx_export *x, sx_text *out);
#endif
