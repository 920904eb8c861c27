/* Fuzzer of formulas as a selected cell may hold them, of any document: calls, references and what is shown of them
 * stay within the text and the room that is given, whatever stands there, and are the same the second time. Built with
 * clang -fsanitize=fuzzer a libFuzzer target; otherwise main() makes the bytes: fuzz_formula [cases [seed] |
 * inputs.hex]. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../../addin/commands/formula.h"
#include "fuzz/random.h"

enum { MOST_CALLS = 5, MOST_REFERENCES = 7, LONGEST = 512, ROOM = 600 };

static void broken(const char *what, const char *formula)
{
    fprintf(stderr, "fuzz_formula: %s\n%s\n", what, formula);
    abort();
}

/* A byte below 160 is a piece that formulas are made of, another stands for itself. */
static char *make_formula(fuzz_bytes *b)
{
    static const char *const pieces[] = {"SEXTANT.KPI.CAC(",
                                         "sextant.plan.split(",
                                         "SUM(",
                                         "(",
                                         ")",
                                         ";",
                                         "$Spend.B5",
                                         "B7",
                                         "$B$7:C9",
                                         "A:A",
                                         "1:3",
                                         "'a''b'.A1",
                                         "'x y'.",
                                         "{1;2|3}",
                                         "{",
                                         "}",
                                         "\"",
                                         "\"\"",
                                         "\"x;)\"",
                                         "'",
                                         ".",
                                         "=",
                                         "{=",
                                         "+",
                                         "-",
                                         "1.5E-3",
                                         " ",
                                         "#REF!",
                                         "$",
                                         ":",
                                         "AMJ1048576",
                                         "XFD1048577",
                                         "ZZZZ9",
                                         "a_b.c",
                                         "com.sun.star.SEXTANT.X(",
                                         "\xC3\xA4",
                                         "|",
                                         "#",
                                         "TRUE",
                                         "~"};
    char text[LONGEST] = "=";
    size_t n = 1;
    while (b->left) {
        unsigned byte = take(b);
        const char raw[2] = {(char)(byte ? byte : 1), '\0'},
                   *piece = byte < 160 ? pieces[byte % (sizeof pieces / sizeof *pieces)] : raw;
        if (n + strlen(piece) >= sizeof text)
            break;
        memcpy(text + n, piece, strlen(piece) + 1);
        n += strlen(piece);
    }
    char *formula = malloc(n + 1); /* as large as it is: what is read beyond shows */
    if (!formula)
        abort();
    memcpy(formula, text, n + 1);
    return formula;
}

static void check_piece(formula_piece piece, const char *formula)
{
    if (piece.text < formula || piece.text + piece.length > formula + strlen(formula))
        broken("a piece outside of the formula", formula);
    formula_place place;
    memset(&place, 'x', sizeof place);
    formula_kind kind = formula_kind_of(piece, &place);
    bool placed = kind == FORMULA_CELL || kind == FORMULA_RANGE;
    if (placed &&
        (!memchr(place.sheet, 0, sizeof place.sheet) || !memchr(place.place, 0, sizeof place.place) || !*place.place))
        broken("a place that does not end, or is none", formula);
}

/* What is written fits into so many bytes, and nothing is written behind them. */
static void check_room(const char *formula, size_t size, long column, long row)
{
    char relative[ROOM], shown[ROOM], whole[8 * ROOM];
    memset(relative, 'x', sizeof relative);
    memset(shown, 'x', sizeof shown);
    bool fits = formula_relative(formula, column, row, relative, size);
    formula_shown(formula, shown, size);
    for (size_t i = size; i < ROOM; i++)
        if (relative[i] != 'x' || shown[i] != 'x')
            broken("written behind the room", formula);
    if (!memchr(shown, 0, size) || (fits && !memchr(relative, 0, size)))
        broken("a text that does not end", formula);
    if (fits && (!formula_relative(formula, column, row, whole, sizeof whole) || strcmp(whole, relative) != 0))
        broken("another text with more room", formula);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static formula_call calls[MOST_CALLS];
    fuzz_bytes b = {data, size};
    formula_piece references[MOST_REFERENCES];
    size_t room = 1 + (take(&b) << 1) % (ROOM - 1);
    long column = (long)take(&b), row = (long)take(&b) * 4112;
    char *formula = make_formula(&b);
    size_t n = formula_calls(formula, "SEXTANT.", calls, MOST_CALLS);
    if (n > MOST_CALLS)
        broken("more calls than there is room for", formula);
    for (size_t i = 0; i < n; i++) {
        if (calls[i].n_arguments > FORMULA_MOST_ARGUMENTS)
            broken("too many arguments", formula);
        check_piece(calls[i].name, formula);
        check_piece(calls[i].whole, formula);
        for (size_t k = 0; k < calls[i].n_arguments; k++)
            check_piece(calls[i].arguments[k], formula);
    }
    n = formula_references(formula, references, MOST_REFERENCES);
    if (n > MOST_REFERENCES)
        broken("more references than there is room for", formula);
    for (size_t i = 0; i < n; i++)
        check_piece(references[i], formula);
    check_room(formula, room, column, row);
    free(formula);
    return 0;
}

#ifndef SX_LIBFUZZER
int main(int n_words, char **words)
{
    uint8_t data[64];
    return draw_cases(n_words, words, "fuzz_formula", data, sizeof data);
}
#endif
