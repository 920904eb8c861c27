#include "book.h"
#include <stdlib.h>
#include <string.h>
#include "text.h"

enum { FIELDS = 8 };

book book_of(const char *title, char *lines)
{
    book made = {.title = title};
    for (char *line; (line = next_line(&lines));) {
        char *part[FIELDS + 1];
        if (cut(line, '\t', part, FIELDS + 1) < FIELDS)
            continue;
        made.names = grown(made.names, made.n, sizeof *made.names);
        made.names[made.n++] = (named){.id = part[0],
                                       .sheet = part[1],
                                       .column = strtol(part[2], NULL, 10),
                                       .row = strtol(part[3], NULL, 10),
                                       .columns = strtol(part[4], NULL, 10),
                                       .rows = strtol(part[5], NULL, 10),
                                       .type = part[6],
                                       .input = strcmp(part[7], "input") == 0};
    }
    return made;
}

const named *find_name(const book *in, const char *id)
{
    for (size_t i = in->n; i-- > 0;)
        if (strcmp(in->names[i].id, id) == 0)
            return &in->names[i];
    return NULL;
}

bool find_place(const book *in, const char *text, place *found)
{
    size_t length = strcspn(text, "[");
    const named *n = find_name(in, keep(text, length));
    long index = 1, inner = 0;
    if (text[length]) {
        char *rest = NULL;
        index = strtol(text + length + 1, &rest, 10);
        if (*rest == ',')
            inner = strtol(rest + 1, &rest, 10);
        if (strcmp(rest, "]") != 0)
            return false;
    }
    if (!n || index < 1)
        return false;
    bool across = n->columns > 1 && n->rows == 1;
    *found = (place){.sheet = n->sheet,
                     .row = n->row + (across ? 0 : index - 1),
                     .column = n->column + (across  ? index - 1
                                            : inner ? inner - 1
                                                    : 0),
                     .cells = n->rows > 1 && !inner ? n->columns : 1};
    return true;
}
