/* Cells and sheets of the document in front, as the commands read them. */
#ifndef SX_SHEET_H
#define SX_SHEET_H
#include "formula.h"
#include "office.h"

/* com.sun.star.table.CellContentType */
enum { CELL_EMPTY, CELL_VALUE, CELL_TEXT, CELL_FORMULA };

/* What is selected: a range, or the first of several; NULL: no cells. n: how many cells are selected in all. */
uno_Interface *sheet_selection(desk *d, uno_Interface *controller, double *n);
office_range sheet_address(desk *d, uno_Interface *range);
/* The sheets by position or name (as the document has it); the sheet of a range. NULL: none. */
uno_Interface *sheet_at(desk *d, uno_Interface *model, sal_Int32 index);
uno_Interface *sheet_named(desk *d, uno_Interface *model, const char *name);
uno_Interface *sheet_of(desk *d, uno_Interface *range);
const char *sheet_name(desk *d, uno_Interface *sheet);
uno_Interface *sheet_cell(desk *d, uno_Interface *sheet, sal_Int32 column, sal_Int32 row);
uno_Interface *sheet_range(desk *d, uno_Interface *sheet, office_range where);
/* Type, as above; what the cell shows; its formula; Calc's number of its error, 0 for none. */
int sheet_type(desk *d, uno_Interface *cell);
const char *sheet_string(desk *d, uno_Interface *cell);
const char *sheet_formula(desk *d, uno_Interface *cell);
int sheet_error(desk *d, uno_Interface *cell);
/* A text, typed or the result of a formula. */
bool sheet_is_text(desk *d, uno_Interface *cell);

/* "B5", "B5:C9"; with the sheet's name before it, "Spend, B5", where it is another than `here`. */
const char *sheet_place(desk *d, office_range where);
const char *sheet_absolute(desk *d, office_range where); /* "$B$5", its first cell */
const char *sheet_place_seen(desk *d, uno_Interface *model, office_range where, sal_Int16 here);
/* The nearest text to the left of a cell, then above; "" for none. */
const char *sheet_label(desk *d, uno_Interface *sheet, office_range where);
/* What a reference or a name in a formula of this sheet stands for; NULL: nothing that the document knows. */
uno_Interface *sheet_referred(desk *d, uno_Interface *model, uno_Interface *sheet, formula_piece piece);

/* What Calc makes of a formula (English, stored names) on this sheet: calculated in its last cell, which is blank
 * before and afterwards; nothing of it stays, neither in the document nor among the steps of undo. */
typedef struct sheet_value {
    bool there;       /* false: it could not be calculated */
    int error;        /* Calc's number, 0 for none */
    const char *text; /* as the cell would show it */
    double number;    /* where it is one */
} sheet_value;
sheet_value sheet_evaluate(desk *d, uno_Interface *model, uno_Interface *sheet, const char *formula);

/* As a person would write it in the document's locale: four significant digits and all before the decimal point;
 * thousands parted from 1 000 on, with cents where there are any. */
const char *sheet_number(desk *d, uno_Interface *model, double x);
/* Shows and selects it. */
void sheet_go(desk *d, uno_Interface *controller, uno_Interface *range);
#endif
