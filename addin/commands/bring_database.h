/* The databases registered in the office (Tools > Options > Base > Databases), read through its own drivers. */
#ifndef SX_BRING_DATABASE_H
#define SX_BRING_DATABASE_H
#include "bring.h"

typedef struct database_list {
    size_t n_databases, n_tables, n_queries;
    const char **databases, **tables, **queries; /* tables and views; queries stored with the database */
} database_list;

void database_names(desk *d, database_list *list);
/* Its tables and queries: false, and d->trouble says why, where it cannot be reached. */
bool database_tables(order *o, const char *database, database_list *list);
/* d->trouble as a person reads it: one line, no place in the driver's source, no password out of an address. */
const char *database_said(desk *d);
/* Can it be reached, and does it answer? NULL: yes; else why not, in the database's words. */
const char *database_refuses(order *o, const database_ask *asked);
/* What it answers, its columns' names above, as a range of the office's gets it. */
bring_file database_read(order *o, const database_ask *asked);
/* Has the range filled by it, and keeps the question with the range. */
bool database_fill(desk *d, uno_Interface *range, const database_ask *asked);

/* A range of the document that is filled by a database. */
typedef struct database_link {
    const char *name;
    uno_Interface *range; /* sheet.XDatabaseRange */
    office_range area;
    database_ask asked;
} database_link;
/* The i-th range of the document, filled by a database or not (then asked.mode is 0); false: there is none. */
bool database_link_at(order *o, sal_Int32 i, database_link *link);
/* Makes the area such a range: false where it could not be filled. */
bool database_link_new(order *o, const char *name, office_range area, const database_ask *asked);
/* Gives a raw sheet's cells their style again, behind a filling: redo would leave those of the lines that went without
 * one, and locked. Columns of dates show dates. */
void database_dress(order *o, const bring_place *place, const char *style, const bring_file *file);
const char *database_style(order *o, const bring_place *place);
/* Takes the links away that begin in the area, their cells stay; how many, and the last one's source in *was. */
size_t database_unlink(order *o, office_range area, database_ask *was);
/* Does the inner range begin within the outer one? */
bool database_inside(office_range outer, office_range inner);
#endif
