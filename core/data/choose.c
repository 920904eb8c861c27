/* The column of each field: the best name whose content fits, or the one that was set. */
#include "data/export.h"
#include <string.h>
#include "data/fold.h"

/* Whether what the column holds may be of that kind: 2 it is, 1 it is empty, 0 it is not. */
static int fits(const sx_evidence *e, int kind)
{
    if (e->filled == 0)
        return 1;
    if (sx_is_date_kind(kind))
        return e->dates ? 2 : 0;
    if (sx_is_number_kind(kind))
        return e->numbers && e->numbers * 2 >= e->filled - (e->filled > 4 ? e->filled / 4 : 0) ? 2 : e->numbers ? 2 : 0;
    if (kind == SX_KIND_CODE)
        return e->codes ? 2 : 0;
    return 2;
}

/* Whether two columns say the same on every line. */
static sx_status same_columns(const sx_export *x, int a, int b, bool *same, size_t *line_differs)
{
    sx_lines lines;
    sx_line line = {0};
    *same = true;
    sx_export_start(x, &lines);
    while (*same && sx_lines_next(&lines, &line)) {
        if (line.number <= x->header.line)
            continue;
        sx_piece p = sx_piece_trim(sx_line_at(&line, (size_t)a)), q = sx_piece_trim(sx_line_at(&line, (size_t)b));
        *same =
            p.is_number == q.is_number && (p.is_number ? !(p.number < q.number) && !(p.number > q.number)
                                                       : p.length == q.length && memcmp(p.text, q.text, p.length) == 0);
        *line_differs = line.number;
    }
    sx_line_free(&line);
    return lines.failed ? SX_NOMEM : SX_OK;
}

int sx_find_column(const sx_export *x, const char *choice)
{
    size_t column = 0, digits = 0;
    while (choice[digits] >= '0' && choice[digits] <= '9' && digits < 5)
        column = column * 10 + (size_t)(choice[digits++] - '0');
    if (choice[digits] == '\0' && digits && column >= 1 && column <= x->header.n_columns)
        return (int)column - 1;
    char wanted[256], is[256];
    sx_fold(choice, strlen(choice), wanted, sizeof wanted);
    for (size_t i = 0; i < x->header.n_columns; i++) {
        sx_fold(x->header.names[i], strlen(x->header.names[i]), is, sizeof is);
        if (wanted[0] && strcmp(wanted, is) == 0)
            return (int)i;
    }
    return -1;
}

static sx_status ask_column(sx_export *x, int field, int a, int b, size_t line)
{
    char id[64] = "column:", first[8], second[8];
    size_t n = strlen(sx_field_names[field]);
    memcpy(id + 7, sx_field_names[field], n + 1);
    sx_text text = {0};
    sx_text_add(&text, "%d %d", a + 1, b + 1);
    if (text.status != SX_OK)
        return text.status;
    size_t blank = (size_t)(strchr(text.data, ' ') - text.data);
    memcpy(first, text.data, blank < 7 ? blank : 7);
    first[blank < 7 ? blank : 7] = '\0';
    strncpy(second, text.data + blank + 1, 7);
    second[7] = '\0';
    const char *choices[] = {first, second};
    sx_text_free(&text);
    x->report.reason = "two_columns";
    return sx_ask(x, id, choices, 2, "Two columns are called %s and differ (line %zu). Which one is the %s?",
                  x->header.names[a], line, sx_field_names[field]);
}

/* The best named column that holds what the field needs. */
sx_status sx_choose_column(sx_export *x, int field, int kind)
{
    const sx_header *h = &x->header;
    int best = -1, best_fit = 0, best_at = 0;
    char id[64] = "column:";
    memcpy(id + 7, sx_field_names[field], strlen(sx_field_names[field]) + 1);
    const char *set = sx_set(x, id);
    if (set) { /* a column that is not there is no choice: refused rather than replaced */
        x->column[field] = sx_find_column(x, set);
        if (x->column[field] >= 0)
            return SX_OK;
        sx_status status = sx_sentence(x, "No column is called \"%s\", which %s names.", set, id);
        return status == SX_OK ? sx_refuse(x, "column_missing") : status;
    }
    for (size_t i = 0; i < h->n_candidates[field]; i++) {
        int column = h->candidates[field][i];
        int fit = (size_t)column < x->n_evidence ? fits(&x->evidence[column], kind) : 0;
        if (fit > best_fit) {
            best = column;
            best_fit = fit;
            best_at = (int)i;
        }
        if (fit == 2)
            break;
    }
    x->column[field] = best;
    for (size_t i = (size_t)best_at + 1; best >= 0 && i < h->n_candidates[field]; i++) {
        if (h->ranks[field][i] != h->ranks[field][best_at] || !(sx_is_number_kind(kind) || sx_is_date_kind(kind)))
            break;
        bool same;
        size_t line = 0;
        int other = h->candidates[field][i];
        if (fits(&x->evidence[other], kind) < 2)
            continue;
        sx_status status = same_columns(x, best, other, &same, &line);
        if (status != SX_OK)
            return status;
        if (!same)
            return ask_column(x, field, best, other, line);
    }
    for (size_t i = (size_t)best_at + 1;
         best >= 0 && best_fit == 2 && (kind == SX_KIND_NUMBER || field == SX_F_COST) && i < h->n_candidates[field];
         i++) {
        int other = h->candidates[field][i];
        bool same;
        size_t line = 0;
        if (fits(&x->evidence[other], kind) < 2)
            continue;
        sx_status status = same_columns(x, best, other, &same, &line);
        if (status != SX_OK)
            return status;
        if (!same && !x->report.doubts[field]++)
            status = sx_sentence(x, "Both \"%s\" and \"%s\" may be the %s: the first was taken.", h->names[best],
                                 h->names[other], sx_field_names[field]);
        if (status != SX_OK)
            return status;
    }
    if (best >= 0 && h->ranks[field][best_at] >= 1000 && (sx_is_number_kind(kind) || sx_is_date_kind(kind))) {
        x->report.doubts[field]++;
        return sx_sentence(x, "Column \"%s\" was taken as %s: likely, not proved.", h->names[best],
                           sx_field_names[field]);
    }
    return SX_OK;
}
