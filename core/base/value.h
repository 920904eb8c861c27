/* What passes between a caller and the core: a number, a text, a blank, an error, a table of them. */
#ifndef SX_VALUE_H
#define SX_VALUE_H
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How a call ended. The order is the order of ../call/status.c's table of Calc's errors. */
typedef enum sx_status {
    SX_OK,
    SX_DIV0,     /* a ratio with zero below: #DIV/0! */
    SX_NA,       /* what does not exist by its definition: #N/A */
    SX_NUM,      /* outside the domain: #NUM! */
    SX_VALUE,    /* the wrong kind of cell: #VALUE! */
    SX_ARGUMENT, /* a wrong argument (unknown choice, shapes that do not fit): Err:502 */
    SX_NOCONV,   /* a search that did not settle: Err:523 */
    SX_NOMEM     /* out of memory: #VALUE!, and the reason says so */
} sx_status;

typedef enum sx_kind { SX_BLANK, SX_NUMBER, SX_TEXT, SX_FAULT } sx_kind;

/* 16 bytes, so that a whole column stays small. Text is UTF-8, NUL-terminated, and owned by whoever made the cell. */
typedef struct sx_cell {
    union {
        double number;
        const char *text;
        sx_status fault;
    } as;
    uint32_t length; /* of the text, in bytes */
    sx_kind kind;
} sx_cell;

/* Cells by rows. An argument's table ends at its last row and column that is not blank;
 * declared_* keep the size of the range as it was given (a whole column: 1 048 576 rows). */
typedef struct sx_table {
    size_t rows, columns;
    size_t declared_rows, declared_columns;
    sx_cell *cells;
    struct sx_block *owned; /* a result's texts; NULL in an argument */
    sx_status status;       /* of a result under construction: SX_NOMEM from the first lack of memory on */
} sx_table;

/* A text under construction. Start with {0}; sx_text_free at the end. */
typedef struct sx_text {
    char *data; /* NULL: nothing was added yet */
    size_t length, capacity;
    sx_status status; /* SX_NOMEM from the first lack of memory on */
} sx_text;

/* Tables and texts keep their first error: after it, what adds to them does nothing, so that whoever writes one asks
 * once, at the end (sx_table_give, sx_text_give, or status). */

/* What a kernel may say besides its result. Entries with "context": true get one as their last parameter. */
typedef struct sx_context {
    char reason[1024];    /* why it failed, or a note on a result; empty when there is nothing to say */
    struct sx_memo *memo; /* results kept between calls, keyed by content; NULL: none (base/memo.h) */
} sx_context;

#ifdef __MINGW32__ /* %zu, and whatever else C has and msvcrt.dll has not: see base/system.c */
#define SX_PRINTF(f, a) __attribute__((format(gnu_printf, f, a)))
#else
#define SX_PRINTF(f, a) __attribute__((format(printf, f, a)))
#endif
#define SX_NEVER_NULL __attribute__((returns_nonnull))

/* vsnprintf with a decimal point whatever the locale. */
int sx_format(char *data, size_t size, const char *format, va_list arguments) SX_PRINTF(3, 0);
/* Drops each UTF-8 character of which only the first bytes are there: a conversion such as %.40s counts bytes, and so
 * does the end of a buffer. Returns the length. */
size_t sx_drop_halves(char *text);
/* The same into a buffer of size > 0 bytes; what does not fit is cut behind a whole UTF-8 character. */
void sx_format_into(char *data, size_t size, const char *format, ...) SX_PRINTF(3, 4);

/* Sets the reason and returns status, so that a kernel can end with it. why may be NULL. */
sx_status sx_fail(sx_context *why, sx_status status, const char *format, ...) SX_PRINTF(3, 4);
#ifdef SX_ANALYSED /* make lint's analysers read one file at a time: what a call of another file returns, they are     \
                      told */
#define sx_fail(why, status, ...) ((sx_fail)(why, status, __VA_ARGS__), (status))
#endif
/* Sets a note on a result that is right but should be known about (a fallback, a gap that was filled). */
void sx_note(sx_context *why, const char *format, ...) SX_PRINTF(2, 3);

/* Adds to a text; numbers come out with a decimal point whatever the locale. */
void sx_text_add(sx_text *text, const char *format, ...) SX_PRINTF(2, 3);
void sx_text_add_bytes(sx_text *text, const char *bytes, size_t n_bytes);
void sx_text_free(sx_text *text);
/* Ends a text under construction: it becomes the result, or is freed and its error returned. made is empty then. */
sx_status sx_text_give(sx_text *made, sx_text *result);
/* The one way to read a number: decimal point, no locale; the whole of the text or not at all. */
bool sx_text_to_number(const char *text, double *out);

/* The precision for "%.*g" with which a figure stands in a sentence: four significant digits, and all those before the
 * decimal point. */
int sx_digits(double x);
#define SX_SHOWN(x) sx_digits(x), (x) /* both arguments of that "%.*g" */

/* A result's table: all cells blank at first. The cells and their texts are the table's own. */
void sx_table_make(sx_table *table, size_t rows, size_t columns);
void sx_table_free(sx_table *table);
/* Ends a table under construction: it becomes the result, or is freed and its error returned. made is empty then. */
sx_status sx_table_give(sx_table *made, sx_table *result);
/* A number that is not finite becomes the fault SX_NUM. */
void sx_put_number(sx_table *table, size_t row, size_t column, double number);
void sx_put_fault(sx_table *table, size_t row, size_t column, sx_status fault);
void sx_put_text(sx_table *table, size_t row, size_t column, const char *format, ...) SX_PRINTF(4, 5);
/* A text that outlives the table: nothing is copied. */
void sx_put_constant(sx_table *table, size_t row, size_t column, const char *text);
/* Room for the bytes of texts that the table owns from now on; NULL: out of memory, now or before. */
char *sx_table_hold(sx_table *table, size_t n_bytes);

/* Reading a table that is an argument: outside its size every cell is blank. */
const sx_cell *sx_at(const sx_table *table, size_t row, size_t column) SX_NEVER_NULL;
/* Calc gives "" for a blank cell inside a range, and the same for a formula that answers "". */
bool sx_is_blank(const sx_cell *cell);
bool sx_row_is_blank(const sx_table *table, size_t row);
/* The cell in words: its text, or its number as %.15g, written into room; "" where it is blank. */
enum { SX_NUMBER_ROOM = 32 };
const char *sx_cell_text(const sx_cell *cell, char room[SX_NUMBER_ROOM]);
/* Equal ignoring ASCII case and blanks around. */
bool sx_same_word(const char *a, const char *b);
/* FNV-1a, 64 bits: the same on every machine, for what is kept. start: SX_HASH_START, or the hash of what stands
 * before. */
uint64_t sx_hash_stable(const void *bytes, size_t n, uint64_t start);
#define SX_HASH_START 14695981039346656037u
/* Equal for words that sx_same_word calls the same. */
uint64_t sx_word_hash(const char *word);
/* As strcmp, ignoring ASCII case, whatever the locale (in Turkish, the C library's i is not the I of KPI). */
int sx_compare_names(const char *a, const char *b);
#endif
