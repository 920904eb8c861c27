/* cells FILE.fods: every cell that holds something, a line each, for the tests to read: sheet, row, column (from 1),
 * type (float, date, percentage, boolean, string, error), value as stored, formula, what the cell shows. Reads what the
 * office wrote, nothing else. */
#include "fods.h"

enum { MAX_MATRICES = 256 };

typedef struct {
    long top, bottom, left, right; /* bottom and right: the first beyond */
} matrix;

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: cells FILE.fods\n", stderr);
        return 2;
    }
    char *text = read_file(argv[1]), sheet[256] = "", type[64], value[MAX_VALUE], formula[MAX_VALUE], shown[MAX_VALUE];
    long row = 0, column = 0, row_step = 1, depth = 0;
    matrix matrices[MAX_MATRICES];
    int n_matrices = 0;
    tag t;
    for (const char *p = text; (p = next_tag(p, &t));) {
        if (!strcmp(t.name, "draw:frame")) { /* charts hold tables of their own */
            depth += t.closes ? -1 : !t.empty;
        } else if (depth) {
            continue;
        } else if (!strcmp(t.name, "table:table") && !t.closes) {
            attribute(&t, "table:name", sheet, sizeof sheet);
            n_matrices = 0;
            row = 0;
            row_step = 1;
        } else if (!strcmp(t.name, "table:table-row") && !t.closes) {
            row += row ? row_step : 1;
            row_step = repeated(&t, "table:number-rows-repeated");
            column = 0;
        } else if ((!strcmp(t.name, "table:table-cell") || !strcmp(t.name, "table:covered-table-cell")) && !t.closes) {
            long step = repeated(&t, "table:number-columns-repeated");
            *type = *value = *formula = *shown = '\0';
            if (!attribute(&t, "calcext:value-type", type, sizeof type))
                attribute(&t, "office:value-type", type, sizeof type);
            attribute(&t, "table:formula", formula, sizeof formula);
            if (*formula && attribute(&t, "table:number-matrix-rows-spanned", value, sizeof value)) {
                matrix *m = &matrices[n_matrices++ % MAX_MATRICES];
                *m = (matrix){row, row + strtol(value, NULL, 10), column,
                              column + repeated(&t, "table:number-matrix-columns-spanned")};
                *value = '\0';
            }
            for (int i = 0; i < n_matrices && i < MAX_MATRICES && !*formula; i++)
                if (row >= matrices[i].top && row < matrices[i].bottom && column >= matrices[i].left &&
                    column < matrices[i].right)
                    strcpy(formula, "{}"); /* below or beside an array formula's first cell */
            if (!attribute(&t, "office:value", value, sizeof value))
                attribute(&t, "office:date-value", value, sizeof value);
            char name[MAX_NAME];
            strcpy(name, t.name);
            bool frame = false;
            for (const char *from = p; !t.empty && (p = next_tag(p, &t)); from = p) {
                const char *open = t.from - strlen(t.name) - 1 - t.closes;
                frame = frame || !strcmp(t.name, "draw:frame") || !strcmp(t.name, "office:annotation");
                if (!frame)
                    decode(shown, sizeof shown, from, open);
                if (t.closes && (!strcmp(t.name, "draw:frame") || !strcmp(t.name, "office:annotation")))
                    frame = false;
                if (t.closes && !frame && !strcmp(t.name, name))
                    break;
                t.empty = false;
            }
            char *last = shown + strlen(shown), *first = shown + strspn(shown, " ");
            while (last > first && last[-1] == ' ')
                *--last = '\0';
            for (long i = 0; i < step && (*type || *formula); i++)
                printf("%s\t%ld\t%ld\t%s\t%s\t%s\t%s\n", sheet, row, column + i + 1, type, *value ? value : first,
                       formula, first);
            column += step;
        }
    }
    free(text);
    return 0;
}
