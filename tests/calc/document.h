/* A flat ODF spreadsheet for the tests in Calc, cell by cell. */
#ifndef SX_TEST_DOCUMENT_H
#define SX_TEST_DOCUMENT_H
#include <stdio.h>
#include "base/value.h"

typedef struct sheet {
    const char *name;
    size_t rows;
    sx_text xml;
} sheet;

typedef struct document {
    sheet checks, tables, data, behaviour, column;
} document;

void start_document(document *made);
/* Writes it and frees it. */
void finish_document(document *made, FILE *to);

void open_row(sheet *to);
void close_row(sheet *to);
void put_number(sheet *to, double number);
void put_text(sheet *to, const char *text);
void put_blank(sheet *to, size_t n);
/* formula: as the file stores it, without "of:=". */
void put_formula(sheet *to, const char *formula);
void put_array_cell(sheet *to, const char *formula);
/* One array formula over rows x columns cells from column A of new rows. */
void put_array_formula(sheet *to, const char *formula, size_t rows, size_t columns);
/* The table's cells in new rows; adds the reference to them, as declared. */
void put_range(sheet *to, const sx_table *table, sx_text *reference);

/* 0 is A. */
void add_column_name(sx_text *to, size_t column);
/* A text as a formula writes it. */
void add_literal(sx_text *to, const char *text);
/* sx_text_add, or the program ends. */
void add(sx_text *to, const char *format, ...) SX_PRINTF(2, 3);
/* The whole file and a NUL; NULL with a message on standard error. */
char *read_whole(const char *path, size_t *length);
#endif
