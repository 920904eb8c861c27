/* What the tests of the DRIVE functions share: tables from texts, and their cells. */
#ifndef DRIVE_TABLES_H
#define DRIVE_TABLES_H
#include "core/unit.h"
#include "drive.h"

#define BASE_TEXT                                                                                                      \
    "Lead,cost per,80,100,125,0.5,0.3;MQL,rate,0.2,0.3,0.4,0;Opportunity,rate,0.3,0.4,0.6,1;"                          \
    "Won,rate,0.15,0.2,0.3,2.5,1;Revenue,value,800,1000,1300,0.2"
static const double spend[] __attribute__((unused)) = {12000.0, 0.0, 8000.0, 9500.5};

/* Cells between commas, rows between semicolons; what reads as a number is one. */
static inline sx_table table_of(const char *text)
{
    size_t rows = 1, columns = 1, here = 1;
    for (const char *c = text; *c; c++) {
        rows += *c == ';';
        here = *c == ';' ? 1 : here + (*c == ',');
        columns = here > columns ? here : columns;
    }
    sx_table table;
    sx_table_make(&table, rows, columns);
    size_t row = 0, column = 0;
    for (const char *c = text;; c++) {
        char cell[80];
        size_t n = strcspn(c, ",;");
        double number;
        memcpy(cell, c, n);
        cell[n] = '\0';
        if (sx_text_to_number(cell, &number))
            sx_put_number(&table, row, column, number);
        else if (n)
            sx_put_text(&table, row, column, "%s", cell);
        c += n;
        if (!*c)
            return table;
        column = *c == ',' ? column + 1 : 0;
        row += *c == ';';
    }
}

static inline double number_at(const sx_table *table, size_t row, size_t column)
{
    const sx_cell *cell = sx_at(table, row, column);
    assert_int_equal(cell->kind, SX_NUMBER);
    return cell->as.number;
}

static inline sx_table funnel_of(const sx_table *drivers, const double *money, size_t n)
{
    sx_table result;
    sx_context context = {{0}, NULL};
    sx_status status = sx_drive_funnel(money, n, drivers, NAN, NULL, &result, &context);
    if (status != SX_OK)
        fail_msg("%s", context.reason);
    return result;
}

/* All revenue, beyond the horizon included. */
static inline double revenue_of(const sx_table *funnel)
{
    double sum = 0.0;
    for (size_t row = 0; row < funnel->rows; row++)
        sum += number_at(funnel, row, funnel->columns - 1);
    return sum;
}

static inline void same_tables(const sx_table *a, const sx_table *b)
{
    assert_int_equal(a->rows, b->rows);
    assert_int_equal(a->columns, b->columns);
    for (size_t i = 0; i < a->rows * a->columns; i++) {
        assert_int_equal(a->cells[i].kind, b->cells[i].kind);
        if (a->cells[i].kind == SX_TEXT)
            assert_string_equal(a->cells[i].as.text, b->cells[i].as.text);
        else
            assert_memory_equal(&a->cells[i].as.number, &b->cells[i].as.number, sizeof(double));
    }
}

#endif
