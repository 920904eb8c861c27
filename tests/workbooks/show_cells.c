/* cells FILE.fods: every cell that holds something, a line each: sheet, row, column, type, value, formula, what it
 * shows; tabs between. */
#include <stdio.h>
#include "cells.h"

int main(int n, char **words)
{
    if (n != 2) {
        fputs("usage: cells FILE.fods\n", stderr);
        return 2;
    }
    cells all = cells_of_file(words[1]);
    for (const cell *c = all.items; c < all.items + all.n; c++)
        printf("%s\t%ld\t%ld\t%s\t%s\t%s\t%s\n", c->sheet, c->row, c->column, c->type, c->value, c->formula, c->shown);
    return 0;
}
