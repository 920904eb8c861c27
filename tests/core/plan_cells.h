/* Tables for tests of PLAN from short texts. */
#ifndef TESTS_PLAN_CELLS_H
#define TESTS_PLAN_CELLS_H
#include <stdio.h>
#include "core/unit.h"

enum { MOST_CELLS = 400 };

typedef struct grid {
    sx_cell cells[MOST_CELLS];
    char texts[4096];
    sx_table table;
} grid;

/* "A hill _ 3 | B log 1": cells apart by blanks, rows by bars, _ is a blank cell. */
static inline const sx_table *cells(grid *g, const char *text)
{
    size_t columns = 0, row = 0, column = 0, used = 0;
    memset(g, 0, sizeof *g);
    for (int pass = 0; pass < 2; pass++) {
        row = column = 0;
        snprintf(g->texts, sizeof g->texts, "%s", text);
        for (char *word = strtok(g->texts, " "); word; word = strtok(NULL, " ")) {
            if (strcmp(word, "|") == 0) {
                row++;
                column = 0;
                continue;
            }
            if (pass == 1) {
                sx_cell *cell = &g->cells[row * columns + column];
                if (sx_text_to_number(word, &cell->as.number))
                    cell->kind = SX_NUMBER;
                else if (strcmp(word, "_") != 0)
                    *cell = (sx_cell){.kind = SX_TEXT, .as.text = word, .length = (uint32_t)strlen(word)};
                used = row * columns + column;
                assert_true(used < MOST_CELLS);
            }
            column++;
            columns = pass == 0 && column > columns ? column : columns;
        }
    }
    g->table = table_over(g->cells, row + 1, columns);
    return &g->table;
}
#endif
