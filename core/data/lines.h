/* An export as lines of cells, whether it comes as text with separators or as the cells of a sheet. */
#ifndef SX_LINES_H
#define SX_LINES_H
#include <stdbool.h>
#include "base/value.h"

/* One cell. Its text is not cut down: a doubled quote within quotes stands twice (escaped). */
typedef struct sx_piece {
    const char *text;
    double number; /* where the office made it a number already */
    uint32_t length;
    bool is_number, escaped;
} sx_piece;

typedef struct sx_line {
    sx_piece *pieces;
    size_t n, capacity;
    size_t number;   /* of its first line in the file, from 1 */
    const char *raw; /* the bytes of it; NULL for cells */
    size_t raw_length;
} sx_line;

typedef struct sx_lines {
    const char *text; /* UTF-8; NULL: table */
    size_t length;
    char separator;
    const sx_table *table;
    size_t at, number; /* where the next line begins, and its number less one */
    size_t no_close;   /* from here on no quote is closed any more */
    bool failed;       /* out of memory */
    bool stops[256];   /* the bytes that end a cell */
} sx_lines;

/* The separator of the text: , ; tab or |, by the product of how regular and how typed the first lines are under each
 * (van den Burg, Nazabal and Sutton 2019, "Wrangling messy CSV files by detecting row and type patterns"), weighted by
 * the header words that weigh() finds in a line (may be NULL). */
char sx_separator(const char *text, size_t length, double (*weigh)(const sx_line *line, void *data), void *data);
void sx_lines_start(sx_lines *lines, const char *text, size_t length, char separator);
void sx_lines_start_cells(sx_lines *lines, const sx_table *table);
/* The next line; false at the end or without memory (failed). line starts as {0}; sx_line_free at the end. */
bool sx_lines_next(sx_lines *lines, sx_line *line);
void sx_line_free(sx_line *line);

/* A cell of a sheet; an error in it is the text "#ERROR!". */
sx_piece sx_piece_of(const sx_cell *cell);
/* Whether the cell has neither blanks nor anything but ASCII at its ends: most are so. */
static inline bool sx_piece_tight(const sx_piece *piece)
{
    if (piece->is_number || piece->length == 0)
        return true;
    unsigned char first = (unsigned char)piece->text[0], last = (unsigned char)piece->text[piece->length - 1];
    return first > ' ' && first < 0x80 && last > ' ' && last < 0x80;
}
/* The cell without blanks around (no-break ones, tabs and line ends too). */
sx_piece sx_piece_trim_long(const sx_piece *piece);
static inline sx_piece sx_piece_trim(const sx_piece *piece)
{
    return sx_piece_tight(piece) ? *piece : sx_piece_trim_long(piece);
}
/* Adds what it says: each run of blanks one blank, doubled quotes once. A number as %.15g. */
void sx_piece_words(const sx_piece *piece, sx_text *out);
/* Blank: nothing but blanks. */
static inline bool sx_piece_blank(const sx_piece *piece)
{
    if (piece->is_number)
        return false;
    if (piece->length == 0)
        return true;
    unsigned char first = (unsigned char)piece->text[0];
    return (first <= ' ' || first >= 0x80) && sx_piece_trim_long(piece).length == 0;
}
/* The cell in that place, blank where the line has none. */
extern const sx_piece sx_no_piece;
static inline const sx_piece *sx_line_at(const sx_line *line, size_t column)
{
    return column < line->n ? &line->pieces[column] : &sx_no_piece;
}
/* How many bytes of white space begin the text, 0: none. */
size_t sx_blank_here(const char *text, size_t length);
#endif
