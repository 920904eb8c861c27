/* The workbook writer: one JSON specification in, one ODF spreadsheet out. README.md is the specification's
 * language. Each sheet is written twice: the first pass only learns where everything stands (the symbols), the second
 * one writes the cells, so that a formula may name what stands further down or on a later sheet. */
#ifndef TEMPLATES_WRITE_H
#define TEMPLATES_WRITE_H
#include <stdbool.h>
#include <stddef.h>
#include <cjson/cJSON.h>
#include "base/value.h"

enum { MAX_COLUMNS = 256, MAX_PALETTE = 8, MAX_STYLES = 2048 };

/* The cell styles that a user sees; write_style.c holds what each looks like. */
typedef enum role {
    ROLE_TITLE,
    ROLE_SUBTITLE,
    ROLE_HEADING,
    ROLE_TEXT,
    ROLE_NOTE,
    ROLE_LABEL,
    ROLE_UNIT,
    ROLE_HEADER,
    ROLE_HEADER_NUMBER,
    ROLE_HEADER_UNIT,
    ROLE_HEADER_UNIT_NUMBER,
    ROLE_SUBHEADING,
    ROLE_INPUT,
    ROLE_INPUT_OPEN,
    ROLE_INPUT_RAW,
    ROLE_CALCULATION,
    ROLE_CALCULATION_TEXT,
    ROLE_LINK,
    ROLE_TOTAL,
    ROLE_STATUS,
    ROLE_GOTO,
    ROLE_TILE_LABEL,
    ROLE_TILE_VALUE,
    ROLE_TILE_COMPARE,
    ROLE_TILE_NOTE,
    ROLE_ANSWER,
    /* readers' pages */
    ROLE_MAST,
    ROLE_MAST_RIGHT,
    ROLE_STATE,
    ROLE_HEADLINE,
    ROLE_WORD,
    ROLE_SENTENCE,
    ROLE_SECTION,
    ROLE_SUB,
    ROLE_HEAD,
    ROLE_CELL,
    ROLE_SUM,
    ROLE_PLAIN,
    ROLE_STRIP,
    ROLE_FIELD,
    ROLE_TYPED,
    ROLE_WAY,
    ROLE_FIGURE,
    ROLE_FIGURE_TOP,
    ROLE_FIGURE_NOTE,
    ROLE_FILLED,
    ROLE_HELPER,
    N_ROLES
} role;

/* What an automatic style changes of its role. */
enum {
    MOD_ARROW = 1,
    MOD_BOLD = 2,
    MOD_END = 4,
    MOD_CENTER = 8,
    MOD_MUTE = 16,
    MOD_WRAP = 32,
    MOD_SMALL = 64,
    MOD_RULE = 128, /* at the left, as between tiles */
    MOD_GOOD = 256,
    MOD_BAD = 512,
    MOD_PALE = 1024,
    MOD_TOP = 2048,
    MOD_BARE = 4096, /* no rule below */
    MOD_PAD = 8192,
    MOD_READ = 1 << 14,
    MOD_FILL = 1 << 15,
    MOD_BEHIND = 1 << 16, /* the colours of the tabs */
    MOD_TARGET = 1 << 17,
    MOD_PASSED = 1 << 18, /* the stages of the matrix */
    MOD_LIGHT = 1 << 19,
    MOD_LARGE = 1 << 20,
    MOD_START = 1 << 21, /* a number at the left */
    MOD_OPEN = 1 << 22   /* may be pasted over */
};

/* How a value looks: a spec's "type". */
typedef struct type {
    const char *name;
    char kind; /* 'n' number, 'd' date, 't' text */
    int decimals;
    bool grouping, percent;
    const char *suffix;
    int factor;        /* shown by this many: 1000, 1000000; 0: as it is */
    bool sign;         /* + before what is more than nothing: "+money" */
    const char *parts; /* of a date: d M (Jan) L (January) y, blanks between; NULL: as ISO writes it */
} type;

typedef enum cell_kind { CELL_EMPTY, CELL_TEXT, CELL_NUMBER, CELL_DATE, CELL_FORMULA, CELL_COVERED } cell_kind;

typedef struct cell {
    cell_kind kind;
    int style;         /* from style_of; 0: none */
    const char *text;  /* text, ISO date, or formula with its "of:=" */
    const char *shown; /* what the formula gives, where that is known; NULL: left to the office */
    double number;
    const char *link;  /* "#Sheet.A1" */
    const char *frame; /* a chart's XML */
    int across, down;  /* merged over; 0 or 1: not */
    int matrix_across, matrix_down;
    int validation;     /* from validation_of; 0: none */
    const cJSON *block; /* that wrote it: no other may */
} cell;

typedef struct grid_row {
    cell *cells;
    int n_cells;
    double height; /* cm; 0: by its content */
    bool repeat;   /* printed again on each page */
    bool page;     /* begins a page */
} grid_row;

typedef struct sheet {
    const char *name;
    double widths[MAX_COLUMNS]; /* cm */
    int n_widths, n_columns;    /* columns with a width of their own; columns used */
    grid_row *rows;
    int n_rows;
    int freeze_column, freeze_row;
    int cursor_column, cursor_row; /* the first cell to type in */
    bool landscape, one_page, print;
    bool page;          /* a readers' page: on a grid, in the light look */
    const char *role;   /* read, fill, behind */
    bool carried;       /* all below the title is typed and unlocked: pasted over as a whole */
    int helper;         /* the next free column right of the print range */
    bool helping;       /* a block stands there: the page keeps its heights */
    const char *asked;  /* whether the section's question still stands, as a condition; NULL: it asks nothing */
    int body, rest;     /* the first row below what shows the checks; below where a second page does; 0: none */
    int rest_from;      /* the row of that page's masthead */
    sx_text conditions; /* conditional formats */
    sx_text sparks;     /* sparklines */
    struct tail *tails; /* blank cells of long tables */
    int n_tails;
} sheet;

/* Blank cells of one style, down to a row far below what is filled: the document says them in one line. */
typedef struct tail {
    int column, columns, row, rows, style;
} tail;

/* A name that formulas may use, and where it stands. */
typedef struct symbol {
    const char *name, *label;
    int sheet, column, row, columns, rows;
    int head_column, head_row; /* the cell with its label, for chart legends */
    const type *type;
    bool input;         /* typed in by the user */
    bool named;         /* a name of the document too: formulas show it in place of its cell */
    bool across;        /* its periods run across, else down */
    bool opening;       /* [-1] of the first period is the cell before it */
    const cJSON *json;  /* what says how it is computed, with its guards; NULL: none */
    const char *block;  /* the block whose rows @ means there */
    const char *title;  /* of the block, for readers */
    const char *filled; /* a reference to how many of its rows are filled; NULL: all are looked at */
} symbol;

/* An archive under construction; file is the result. */
typedef struct zip {
    sx_text file, directory;
    unsigned entries;
} zip;

typedef struct book {
    const char *file;             /* of the specification, for messages */
    const char *story;            /* the folder of the tables that story.c drew */
    cJSON *spec, *sample, *parts; /* parts: those read, by path */
    bool letter, learning;        /* learning: the first pass */
    int now;                      /* the sheet being written */
    const cJSON *block;           /* and its block */
    sheet *sheets;
    int n_sheets;
    symbol *symbols;
    int n_symbols;
    struct style_key {
        role r;
        const type *t;
        unsigned mods;
    } styles[MAX_STYLES];
    int n_styles, n_sparks;
    sx_text validations, names; /* XML collected on the way */
    int n_validations, n_charts;
    zip zip;
    sx_text manifest;
    void *kept; /* everything allocated */
} book;

/* Where a formula stands: the block whose rows or periods `@name` means, and which one. */
typedef struct scope {
    const char *block;
    int index;           /* -1: outside any */
    const char *element; /* a formula of the answer, ~, that is shown in place of it; NULL: the answer */
    const type *shown;   /* how the cell shows it; NULL: as its object says */
} scope;

/* write_spec.c: reading, and saying what is wrong with file, key and reason (which ends the program). */
_Noreturn void broken(const book *b, const cJSON *where, const char *format, ...) SX_PRINTF(3, 4);
void *keep(book *b, size_t bytes); /* zeroed; freed at the end */
const char *say(book *b, const char *format, ...) SX_PRINTF(2, 3);
/* A text under construction: whole ends the program where memory lacked on the way; ended keeps what was written and
 * empties it. */
void whole(const book *b, const sx_text *text);
const char *ended(book *b, sx_text *text);
const char *read_text(book *b, const char *path);
cJSON *read_json(book *b, const char *path);
void only_keys(const book *b, const cJSON *object, const char *keys); /* keys: words parted by blanks */
const cJSON *get_items(const book *b, const cJSON *object, const char *key, bool required);
/* A text may be given in parts, an array: long ones read better so. */
const char *get_text(book *b, const cJSON *object, const char *key, const char *otherwise);
const char *need_text(book *b, const cJSON *object, const char *key);
double get_number(const book *b, const cJSON *object, const char *key, double otherwise);
int get_whole(const book *b, const cJSON *object, const char *key, int otherwise, int low, int high);
bool get_flag(const book *b, const cJSON *object, const char *key, bool otherwise);

/* write_part.c */
void expand_parts(book *b, cJSON *node, int depth); /* in place, all below the node; depth: 0 */

/* write_steps.c */
void number_steps(book *b); /* in place, once the parts are in */

/* write_sample.c: what fills the workbook; NULL or an empty cell when the sample is silent or there is none. */
void sample_read(book *b, const char *path);
void sample_check(const book *b); /* what it fills must exist */
const cJSON *sample_input(const book *b, const char *id);
cJSON *sample_table(book *b, const char *id, bool raw); /* rows: objects by column id; raw: arrays as exported */

/* write_sheet.c */
void put_sheet(book *b, const cJSON *json, int index);

const char *usual_role(const char *name); /* of a sheet that says none */

/* write_cell.c: the grid. Rows and columns count from 0. */
cell *at(book *b, int column, int row);
void set_height(book *b, int row, double cm);
double width_of(const book *b, int column, int columns);
double height_of(const book *b, int row, int rows); /* of rows with a height of their own */
void put_text(book *b, int column, int row, int across, int style, const char *text);
void put_formula(book *b, int column, int row, int across, int style, const char *formula);
void put_value(book *b, int column, int row, int style, const type *type, const cJSON *value);
/* A wrapped paragraph; the row grows to hold it. */
void put_paragraph(book *b, int column, int row, int across, int style, const char *text);
int lines_of(const book *b, int column, int across, double points, const char *text);
int lines_in(double room, double points, const char *text); /* room: cm for letters */
const char *column_name(book *b, int column);
/* The blank cells below what is filled there; nothing stands below them. */
void put_tail(book *b, int column, int columns, int row, int rows, int style);
const char *quoted_sheet(book *b, int sheet_index); /* as addresses want it: in quotes where a blank is in it */
const char *address(book *b, int sheet, int column, int row); /* #Sheet.A1, for hyperlinks */

/* A reference, resolved: cells of one symbol. */
typedef struct target {
    const symbol *symbol;
    int column, row, columns, rows;
    bool relative;
    bool filled; /* only the rows that are */
} target;

/* write_reference.c */
bool lower(char c);
const char *word(book *b, const char **p); /* the name at *p, which moves behind it */
symbol *add_symbol(book *b, const cJSON *where, const char *name);
const symbol *find_symbol(const book *b, const char *name);
/* Reads one reference at *p and moves behind it. */
target parse_reference(book *b, const cJSON *where, const char **p, scope s);
target whole_reference(book *b, const cJSON *where, const char *text, scope s); /* text is one reference */
const char *target_text(book *b, target found);                                 /* [$Sheet.$A$1] */
const char *reference(book *b, const cJSON *where, const char *text, scope s);
/* Sheet.A1:Sheet.B2 for charts and links; *out the place. */
const char *chart_range(book *b, const cJSON *where, const char *text, symbol *out);

/* write_formula.c */
/* A formula of the specification as the file stores it, without "of:=". */
const char *stored(book *b, const cJSON *where, const char *text, scope s);
const char *quoted(book *b, const char *text); /* a text as the file's formulas have it */

/* write_phrase.c: what SAY.K and its kin become, the argument as ~; NULL: no phrase of that name. */
const char *phrase_of(const char *name);
const char *with_argument(book *b, const char *form, const char *argument); /* the argument in place of each ~ */

/* write_guard.c */
/* The formula of an object with "formula" and its guards ("needs", "when", "otherwise"), with "of:=". speak: what is
 * missing is said in words in the cell, else the cell stays empty. *link: the whole formula is a reference. */
const char *guarded(book *b, const cJSON *object, const char *key, scope s, bool speak, bool *link);
/* The same, and another formula (as stored) where something is missing. */
const char *guarded_or(book *b, const cJSON *object, const char *key, scope s, const char *otherwise);
/* Where something stands, in a reader's words: Inputs, cell B6; Data, "Invoices", rows 6 to 45. */
const char *place_of(book *b, target found);
/* What must be there for this reference, as a condition. */
const char *condition_of(book *b, target found, const char *text);
/* A check: pass, fail or waiting, with its sign; a test that fails to compute fails. */
const char *checked(book *b, const cJSON *object, scope s);

/* write_number.c */
const type *type_of(const book *b, const cJSON *where, const char *name);
bool has_format(const type *t);
const char *format_of(const type *t, bool typed); /* the end of its style's name */
void add_format(sx_text *out, const type *t, const char *end);
void numbers_write(sx_text *out);

/* write_style.c */
int style_of(book *b, role r, const type *t);
int style_with(book *b, role r, const type *t, unsigned mods);
int arrow_style(book *b, role r, const type *t); /* a change: up, down or equal, with its sign */
bool wraps(const book *b, int style);            /* a text under it */
void styles_write(sx_text *out);                 /* the named ones */
void automatic_styles(const book *b, sx_text *out);
extern const char *const palette[MAX_PALETTE];

/* write_condition.c */
void conditional_styles(sx_text *out);
typedef enum condition {
    CONDITION_STATUS,
    CONDITION_UP,
    CONDITION_DOWN,
    CONDITION_FILLED,
    CONDITION_STATE /* as status, in the light look */
} condition;
void add_condition(book *b, condition c, int column, int row, int columns, int rows);
/* "marks": {"bad": formula, ...}: the named style where the formula holds. */
void add_marks(book *b, const cJSON *marks, scope s, int column, int row, int columns, int rows);
/* A style where a formula, as the file stores it, holds. */
void add_mark(book *b, const char *style, const char *formula, int column, int row, int columns, int rows);
/* The same, before the rules that were added since the conditions were so long. */
void add_mark_before(book *b, size_t since, const char *style, const char *formula, int column, int row, int columns,
                     int rows);
/* A bar from the middle, better to the right or, with less, to the left; most: what fills half of the cell. */
void add_bar(book *b, const cJSON *where, bool less, bool shown, double most, int column, int row, int rows);
/* Shows a million and more in a cell of thousands so that it has room. */
void add_large(book *b, const type *t, bool figure, int column, int row, int columns, int rows);
void add_spark(book *b, int column, int row, int from_column, int from_row, int rows);
/* write_validation.c */
int validation_of(book *b, const cJSON *item, const type *t);

/* write_plot.c: the charts of readers' pages */
int page_chart(book *b, const cJSON *block, int column, int row);
void put_trend(book *b, const cJSON *tile, const char *name, int column, int row, int span);

/* write_chart.c */
int block_chart(book *b, const cJSON *block, int column, int row);

/* write_raw.c */
/* What a raw block gives as a canonical table, "" where nothing is pasted; id: the block's. */
const char *raw_table(book *b, const cJSON *where, const char *id, const char *kind);

/* write_table.c */
typedef struct table_field {
    const cJSON *json;
    const char *id, *header, *unit;
    const type *t;
    int column, span;
} table_field;
enum { MAX_FIELDS = 64 };
/* The columns of a table; keys: what each may say. Returns how many. */
int read_fields(book *b, const cJSON *block, int column, const char *keys, table_field *fields, bool *units);
/* The headers, and the names that formulas use: id.column and id for the whole. Returns the first row of the body. */
int put_head(book *b, const cJSON *block, const table_field *fields, int n, bool units, int row, int rows);

/* write_header.c */
void put_header(book *b, int column, int row, int across, const char *text, const char *unit, bool number);
void put_unit(book *b, int column, int row, int across, int style, const char *unit);

/* write_block.c: each kind writes itself at (column, row) and returns the first row below it. */
typedef int block_writer(book *b, const cJSON *block, int column, int row);
block_writer block_text, block_list, block_contents, block_legend, block_inputs, block_figures, block_tiles,
    block_checks;
block_writer block_table, block_array, block_timeline, block_raw, block_lines;
/* write_page.c: what readers' pages have of their own. */
block_writer block_masthead, block_answers, block_rows, block_map;
/* The section's title, which "finding" replaces once its data is there, and its sub-title; the row below. */
int put_section(book *b, const cJSON *block, int column, int row, int span);
/* A text, or an object with a formula and its guards, in merged cells. */
void put_words(book *b, const cJSON *where, const char *key, int column, int row, int across, int style);
unsigned mods_of(const book *b, const cJSON *item);
/* write_light.c: the tables of readers' pages */
void page_head(book *b, const cJSON *item, int column, int row, int span, const char *text, const type *t);
void page_cell(book *b, const cJSON *item, int column, int row, int span, const type *t, scope s, const cJSON *value);
void page_blank_lines(book *b, const cJSON *block, int column, int row, int span, int rows);
void page_sort(book *b, const cJSON *block, int first, int rows);
void page_column(book *b, const cJSON *block, const cJSON *item, int column, int row, int span, int rows);
/* write_tile.c */
int page_tiles(book *b, const cJSON *block, int column, int row);

/* write_odf.c */
void sheet_styles(book *b, sx_text *out);
void sheet_write(book *b, int index, sx_text *out);

/* write_xml.c */
void escape(sx_text *out, const char *text);
/* A part of the package: a root element with all the namespaces, and what is in it; inner is freed. */
void add_part(book *b, const char *path, const char *element, sx_text *inner);

/* write_package.c */
void document_write(book *b, const char *mimetype);

/* write_roll.c: what moves, is emptied and goes on with the next period; names of the document are added for it. "":
 * the workbook has no periods. */
const char *roll_property(book *b);

/* write_zip.c */
void zip_add(zip *z, const char *path, const char *bytes, size_t n);
void zip_end(zip *z);
#endif
