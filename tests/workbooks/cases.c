#include "cases.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "text.h"

cases cases_of(char *text)
{
    cases made = {0};
    for (char *next; (next = next_line(&text));) {
        char *part[MOST_PARTS];
        if (*next == '#' || !*next)
            continue;
        line read = {.n = cut(next, '\t', part, MOST_PARTS)};
        for (size_t i = 0; i < read.n; i++)
            read.parts[i] = part[i];
        made.lines = grown(made.lines, made.n, sizeof *made.lines);
        made.lines[made.n++] = read;
    }
    return made;
}

static bool is_case(const line *l)
{
    static const struct {
        const char *kind;
        size_t least, most;
    } kinds[] = {{"fails", 2, 2}, {"pages", 3, 3}, {"typed", 4, MOST_PARTS}, {"laid", 4, MOST_PARTS}, {"spoils", 3, 3},
                 {"keeps", 2, 2}, {"shows", 4, 4}, {"stays", 4, 4},          {"reads", 5, MOST_PARTS}};
    double number = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].kind, l->parts[0]) == 0) {
            bool ends_in_number = strcmp(l->parts[0], "pages") == 0 || strcmp(l->parts[0], "shows") == 0 ||
                                  strcmp(l->parts[0], "stays") == 0;
            return l->n >= kinds[i].least && l->n <= kinds[i].most &&
                   (!ends_in_number || number_of(l->parts[l->n - 1], &number));
        }
    return false;
}

/* Is something expected of what this line lays over? */
static bool is_expected(const cases *in, const line *laid)
{
    static const char *const kinds[] = {"spoils", "keeps", "shows", "stays"};
    for (const line *l = in->lines; l < in->lines + in->n; l++)
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
            if (strcmp(l->parts[0], kinds[i]) == 0 && l->n > 1 && strcmp(l->parts[1], laid->parts[1]) == 0)
                return true;
    return false;
}

const char *wrong_case(const cases *in)
{
    for (const line *l = in->lines; l < in->lines + in->n; l++) {
        const char *begins = written("%s %s", l->parts[0], l->n > 1 ? l->parts[1] : "");
        if (!is_case(l))
            return written("\"%s ...\" is no case", begins);
        if (strcmp(l->parts[0], "laid") == 0 && !is_expected(in, l))
            return written("\"%s ...\": nothing is expected of it", begins);
    }
    return NULL;
}

cases read_cases(const char *workbook)
{
    const char *path = written("tests/workbooks/%s.cases", workbook);
    char *text = read_if_there(path);
    cases made = text ? cases_of(text) : (cases){0};
    const char *wrong = wrong_case(&made);
    if (wrong) {
        fprintf(stderr, "%s: %s\n", path, wrong);
        exit(2);
    }
    return made;
}

const line *next_case(const cases *in, const char *kind, size_t *from)
{
    while (*from < in->n) {
        const line *next = &in->lines[(*from)++];
        if (strcmp(next->parts[0], kind) == 0)
            return next;
    }
    return NULL;
}

static void add(faults *to, fault made)
{
    to->items = grown(to->items, to->n, sizeof *to->items);
    to->items[to->n++] = made;
}

static fault typed(const line *from)
{
    static const char then[] = " => ";
    const char *words = strstr(from->parts[2], then);
    size_t n = words ? (size_t)(words - from->parts[2]) : strlen(from->parts[2]);
    return (fault){.name = from->parts[1],
                   .label = keep(from->parts[2], n),
                   .words = words ? words + sizeof then - 1 : NULL,
                   .edits = from->parts + 3,
                   .n = from->n - 3};
}

/* A text where the second line of this column holds a number. */
static void add_text_in_money(faults *to, const named *column, const book *names, const cells *sample)
{
    place at;
    char *second = written("%s[2]", column->id);
    if (!find_place(names, second, &at))
        return;
    const cell *is = cell_at(sample, at.sheet, at.row, at.column);
    if (!is || strcmp(is->type, "float") != 0)
        return;
    char *name = written("text-in-%s", column->id);
    for (char *c = name; *c; c++)
        *c = isalnum((unsigned char)*c) ? *c : '-';
    const char *edit = written("%s=n.a.", second);
    const char **edits = (const char **)(void *)keep((const char *)&edit, sizeof edit);
    add(to, (fault){.name = name, .edits = edits, .n = 1});
}

faults faults_of(const cases *in, const book *names, const cells *sample)
{
    faults made = {0};
    size_t from = 0;
    for (const line *next; (next = next_case(in, "typed", &from));)
        add(&made, typed(next));
    for (size_t i = 0; i < names->n; i++) {
        const named *n = &names->names[i];
        bool money = strcmp(n->type, "money") == 0 || strcmp(n->type, "cents") == 0;
        if (money && n->input && n->rows > 1 && strcmp(n->sheet, "Data") == 0)
            add_text_in_money(&made, n, names, sample);
    }
    return made;
}
