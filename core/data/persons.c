/* Columns that hold persons' names or mail addresses: told, so that they can be left out before an export is passed on.
 */
#include <string.h>
#include "data/export.h"
#include "data/fold.h"

static bool is_person(const sx_export *x, size_t column)
{
    char folded[128];
    const sx_evidence *e = &x->evidence[column];
    const char *name = column < x->header.n_columns ? x->header.names[column] : "";
    if (!e->filled || e->numbers * 2 > e->filled)
        return false;
    sx_fold(name, strlen(name), folded, sizeof folded);
    return e->mails * 2 > e->filled || (int)column == x->column[SX_F_OWNER] || sx_is_word(SX_W_PERSON, folded);
}

void sx_leave_out_persons(sx_export *x)
{
    const char *set = sx_set(x, "persons");
    for (int field = 0; set && field < SX_N_FIELDS; field++)
        x->left_out[field] =
            strcmp(set, "leave_out") == 0 && x->column[field] >= 0 && is_person(x, (size_t)x->column[field]);
}

/* Whether a canonical column of texts shows the column. */
static bool is_given(const sx_export *x, size_t column)
{
    for (size_t i = 0; i < x->table->n_canonical; i++)
        if (x->table->columns[i].kind == SX_KIND_TEXT && x->column[x->table->columns[i].field] == (int)column)
            return true;
    return false;
}

sx_status sx_say_persons(sx_export *x)
{
    sx_text given = {0}, others = {0};
    const char *set = sx_set(x, "persons");
    for (size_t i = 0; i < x->n_evidence && i < x->header.n_columns; i++) {
        if (!is_person(x, i))
            continue;
        sx_text *list = is_given(x, i) ? &given : &others;
        sx_text_add(list, "%s\"%.60s\"", list->length ? ", " : "", x->header.names[i]);
    }
    sx_status status = given.status != SX_OK ? given.status : others.status;
    if (status == SX_OK && given.length)
        status = set && strcmp(set, "leave_out") == 0
                     ? sx_sentence(x, "Persons' names or addresses were left blank, as was set: %.300s.", given.data)
                     : sx_sentence(x,
                                   "Persons' names or addresses are among the rows: %.300s. persons=leave_out leaves "
                                   "them blank.",
                                   given.data);
    if (status == SX_OK && others.length)
        status =
            sx_sentence(x, "The export holds persons' names or addresses that no row takes over: %.300s.", others.data);
    sx_text_free(&given);
    sx_text_free(&others);
    return status;
}
