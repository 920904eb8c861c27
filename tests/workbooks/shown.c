/* shown WORKBOOK NAMES CELLS: whether these cells, as office.bas shows them, hold the figures of the workbook's filled
 * sample (tests/workbooks/WORKBOOK.figures). */
#include <stdio.h>
#include "rules.h"

int main(int n, char **words)
{
    if (n != 4) {
        fputs("usage: shown WORKBOOK NAMES CELLS\n", stderr);
        return 2;
    }
    report r = {.to = stdout, .what = written("%s, %s", words[1], words[3])};
    book names = book_of(words[1], read_text(words[2]));
    cells of = cells_of_file(words[3]);
    char *lines = read_text(written("tests/workbooks/%s.figures", words[1])), *part[3];
    double x = 0;
    for (char *l; (l = next_line(&lines));)
        if (cut(l, '\t', part, 3) >= 2 && number_of(part[1], &x))
            shows(&r, &names, &of, part[0], x);
    printf("[  PASSED  ] %ld test(s). %s\n", r.passed, words[1]);
    if (r.failed)
        printf("[  FAILED  ] %ld test(s). %s\n", r.failed, words[1]);
    return r.failed || !r.passed;
}
