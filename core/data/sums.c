/* DATA.SUMS: the rows of several canonical tables of a kind, added up: a row for all that are equal in the fields of
 * `by`, in the order in which they first come. */
#include "data.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "base/money.h"
#include "data/fold.h"
#include "data/several.h"

enum { MONTH = -1, WEEK = -2, TABLE = -3, COUNT = -4, MISSING = -5, AGAIN = -6 };

typedef struct sums {
    sx_several rows;
    int by[SX_ASKED], of[SX_ASKED];
    size_t n_by, n_of, n; /* n: groups */
    size_t *slots, mask;  /* group + 1; 0: free */
    sx_table made;
} sums;

/* The kind's first date in this row; false: there is none. */
static bool date_of(const sx_several *s, double *date)
{
    for (size_t i = 0; i < s->canon->n_canonical; i++) {
        int kind = s->canon->columns[i].kind;
        const sx_cell *cell = sx_at(s->table, s->row, i);
        if (kind != SX_KIND_DATE && kind != SX_KIND_MOMENT && kind != SX_KIND_MONTH)
            continue;
        *date = cell->kind == SX_NUMBER ? cell->as.number : 0;
        return cell->kind == SX_NUMBER && sx_date_valid(*date);
    }
    return false;
}

/* What a field of `by` is in this row. */
static sx_cell cell_by(const sums *s, int field)
{
    double date;
    if (field >= 0)
        return *sx_at(s->rows.table, s->rows.row, (size_t)field);
    if (field == TABLE)
        return (sx_cell){.kind = SX_NUMBER, .as.number = (double)s->rows.number};
    if (!date_of(&s->rows, &date))
        return (sx_cell){.kind = SX_BLANK};
    sx_civil day = sx_date_civil(date);
    return (sx_cell){.kind = SX_NUMBER,
                     .as.number =
                         field == MONTH ? sx_date_serial(day.year, day.month, 1) : floor(date) - sx_weekday(date)};
}

static bool is_same(const sx_cell *a, const sx_cell *b)
{
    char room[SX_NUMBER_ROOM], other[SX_NUMBER_ROOM];
    if (sx_is_blank(a) || sx_is_blank(b))
        return sx_is_blank(a) && sx_is_blank(b);
    return a->kind == b->kind && strcmp(sx_cell_text(a, room), sx_cell_text(b, other)) == 0;
}

/* The group of this row, made where there is none; SX_VALUE: there is no room for it. */
static sx_status find_group(sums *s, size_t *group)
{
    sx_cell cells[SX_ASKED];
    uint64_t hash = 1;
    for (size_t i = 0; i < s->n_by; i++) {
        char room[SX_NUMBER_ROOM];
        cells[i] = cell_by(s, s->by[i]);
        const char *text = sx_is_blank(&cells[i]) ? "" : sx_cell_text(&cells[i], room);
        hash = sx_hash(text, strlen(text) + 1, hash);
    }
    size_t slot = (size_t)hash & s->mask;
    for (; s->slots[slot]; slot = (slot + 1) & s->mask) {
        size_t i = 0;
        *group = s->slots[slot] - 1;
        while (i < s->n_by && is_same(sx_at(&s->made, *group, i), &cells[i]))
            i++;
        if (i == s->n_by)
            return SX_OK;
    }
    if (s->n == s->made.rows)
        return SX_VALUE;
    s->slots[slot] = ++s->n;
    *group = s->n - 1;
    for (size_t i = 0; i < s->n_by; i++)
        sx_put_cell(&s->made, *group, i, &cells[i]);
    for (size_t i = 0; i < s->n_of; i++)
        sx_put_number(&s->made, *group, s->n_by + i, 0);
    return SX_OK;
}

static void add(sums *s, size_t group)
{
    double missing = 0;
    for (size_t i = 0; i < s->n_of; i++)
        if (s->of[i] >= 0 && sx_at(s->rows.table, s->rows.row, (size_t)s->of[i])->kind != SX_NUMBER)
            missing = 1;
    for (size_t i = 0; i < s->n_of; i++) {
        size_t column = s->n_by + i;
        double so_far = sx_at(&s->made, group, column)->as.number;
        const sx_cell *cell = s->of[i] >= 0 ? sx_at(s->rows.table, s->rows.row, (size_t)s->of[i]) : NULL;
        double more = cell                ? (cell->kind == SX_NUMBER ? cell->as.number : 0)
                      : s->of[i] == COUNT ? 1
                      : s->of[i] == AGAIN ? s->rows.earlier != 0
                                          : missing;
        if (sx_at(&s->made, group, column)->kind == SX_NUMBER)
            sx_put_number(&s->made, group, column, sx_money_add(so_far, more));
    }
}

static sx_status start(sums *s, int kind, const char *by, const char *of, size_t rows,
                       const sx_table *const tables[SX_SEVERAL], sx_context *context)
{
    static const sx_own_field own_by[] = {{"month", MONTH}, {"week", WEEK}, {"table", TABLE}, {NULL, 0}},
                              own_of[] = {{"count", COUNT}, {"missing", MISSING}, {"again", AGAIN}, {NULL, 0}};
    size_t slots = 16;
    sx_status status = sx_several_start(&s->rows, kind, tables);
    if (status == SX_OK)
        status = sx_read_fields(s->rows.canon, by, own_by, s->by, &s->n_by, context);
    if (status == SX_OK)
        status = sx_read_fields(s->rows.canon, of, own_of, s->of, &s->n_of, context);
    for (size_t i = 0; i < s->n_of && status == SX_OK; i++)
        if (s->of[i] >= 0 && s->rows.canon->columns[s->of[i]].kind != SX_KIND_NUMBER &&
            s->rows.canon->columns[s->of[i]].kind != SX_KIND_MONEY)
            status = sx_fail(context, SX_ARGUMENT, "%s holds no numbers to add up",
                             sx_field_names[s->rows.canon->columns[s->of[i]].field]);
    if (status != SX_OK)
        return status;
    sx_table_make(&s->made, rows, s->n_by + s->n_of);
    while (slots < 2 * rows)
        slots *= 2;
    s->mask = slots - 1;
    s->slots = calloc(slots, sizeof *s->slots);
    return s->slots && s->made.status == SX_OK ? SX_OK : SX_NOMEM;
}

sx_status sx_data_sums(int kind, const char *by, const char *of, double rows, const sx_table *first,
                       const sx_table *second, const sx_table *third, const sx_table *fourth, const sx_table *fifth,
                       const sx_table *sixth, const sx_table *seventh, const sx_table *eighth, sx_table *result,
                       sx_context *context)
{
    const sx_table *tables[] = {first, second, third, fourth, fifth, sixth, seventh, eighth};
    sums s = {.n = 0};
    sx_status status = start(&s, kind, by, of, (size_t)rows, tables, context);
    while (status == SX_OK && s.made.status == SX_OK && sx_next_row(&s.rows)) {
        size_t group = 0;
        status = find_group(&s, &group);
        if (status == SX_OK)
            add(&s, group);
        else
            sx_fail(context, status, "more sums than the %zu there is room for: from row %zu of table %zu on",
                    s.made.rows, s.rows.row + 1, s.rows.number);
    }
    free(s.slots);
    sx_several_free(&s.rows);
    if (status == SX_OK)
        return sx_table_give(&s.made, result);
    sx_table_free(&s.made);
    return status;
}
