/* Bring in Data: a file is read into cells, the core says what it understands (DATA.REPORT, DATA.TABLE, DATA.REFUSED:
 * the same functions that the workbook's cells call), the person puts right what is wrong, and only then is written. */
#ifndef SX_BRING_H
#define SX_BRING_H
#include "ask.h"
#include "command.h"
#include "sheet.h"

enum { BRING_MOST_SETS = 24, BRING_MOST_FIELDS = 24, BRING_MOST_PLACES = 24, BRING_MOST_CHOICES = 4 };

typedef struct bring_file {
    const char *name; /* as a person knows it, without its folder */
    sx_table cells;   /* of the file, or of the sheet of it that is read */
    bool owned;       /* the core's, to be freed by bring_file_end */
    const char *trouble;
    const sal_Int16 *types; /* of a database: util.NumberFormat of each column */
} bring_file;

/* What a database is asked for, as sheet.DataImportMode has it. */
enum { DATABASE_SQL = 1, DATABASE_TABLE = 2, DATABASE_QUERY = 3 };
typedef struct database_ask {
    const char *database, *what;
    int mode;    /* 0: nothing */
    bool native; /* SQL that the database alone understands */
} database_ask;

/* What the person says of it: the field's column, "column:cost" with its header; a question and its choice. */
typedef struct bring_set {
    const char *id, *choice;
} bring_set;

/* A sheet Raw of a workbook of ours: where its cells and settings stand. */
typedef struct bring_place {
    uno_Interface *sheet;
    const char *name;
    int kind;
    office_range area, answers;
    struct {
        const char *name;
        office_range header, constant; /* the cells in which the person writes them */
    } fields[BRING_MOST_FIELDS];
    size_t n_fields;
    sx_table old; /* what stands in the area; its settings are in sets */
    bring_set sets[BRING_MOST_SETS];
    size_t n_sets;
} bring_place;

typedef struct bring_plan {
    bring_file file;
    database_ask asked; /* of a database; mode 0: a file */
    bool link;          /* a raw sheet keeps the question, to refresh its lines later */
    int kind;           /* of bring_kinds */
    bring_place *place; /* NULL: a new sheet */
    const char *sheet;  /* its name */
    bool append;        /* below what stands there */
    bring_set sets[BRING_MOST_SETS];
    size_t n_sets;
} bring_plan;

typedef struct bring_question {
    const char *id, *words, *choices[BRING_MOST_CHOICES];
    size_t n_choices;
} bring_question;

/* DATA.REPORT's rows. status: ok, ask, refuse, or NULL where the core refused the settings (trouble says why). */
typedef struct bring_report {
    const char *status, *trouble;
    sx_result all;
    bring_question question; /* the first that is open */
    size_t n_questions;
    double rows;
} bring_report;

extern const struct bring_kind {
    const char *id;
    sx_word word;
} bring_kinds[];
extern const int bring_n_kinds;
int bring_kind_named(const char *id); /* -1: none */

/* bring_file.c: by its URL; its name, as a person knows it. */
const char *bring_file_name(desk *d, const char *url);
bring_file bring_file_read(order *o, const sx_door *door, const char *url);
void bring_file_end(const sx_door *door, bring_file *file);
/* The office's own picker; NULL: nothing was chosen. */
const char *bring_pick(order *o);

/* bring_place.c */
size_t bring_places(order *o, bring_place *places);
sx_table bring_cells(desk *d, uno_Interface *sheet, office_range at);

/* bring_look.c */
void bring_put(bring_plan *p, const char *id, const char *choice); /* NULL: takes it back */
const char *bring_choice(const bring_plan *p, const char *id);     /* NULL: none */
int bring_guess(order *o, const sx_door *door, const bring_plan *p);
bring_report bring_look(order *o, const sx_door *door, const bring_plan *p);
/* DATA.TABLE of it, with the fields' names above, and DATA.REFUSED; false: there is none. */
bool bring_rows(order *o, const sx_door *door, const bring_plan *p, sx_result *rows);
bool bring_refused(order *o, const sx_door *door, const bring_plan *p, sx_result *rows);
const char *bring_words(order *o, const bring_plan *p, const bring_report *r);
/* What a choice would make of it, in words. */
const char *bring_effect(order *o, const sx_door *door, const bring_plan *p, const char *id, const char *choice);
/* A cell of a report's or a table's row as a person reads it; "" for a blank. field: dates are known by their name. */
const char *bring_text(order *o, const sx_cell *cell, const char *field);
const sx_cell *bring_cell(const sx_result *rows, size_t row, size_t column);
bool bring_is_date(const char *field);
/* Why it cannot be put in; NULL: it can. */
const char *bring_wrong(order *o, const bring_plan *p, const bring_report *r);

/* Are its lines put into a raw sheet as a range that the database fills? */
bool bring_is_linked(const bring_plan *p);
/* bring_write.c: one step of undo. */
sal_Int32 bring_format(order *o, sal_Int16 type); /* the document's usual format of a type */
bool bring_write(order *o, const sx_door *door, const bring_plan *p, const bring_report *r);
#endif
