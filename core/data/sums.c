/* DATA.SUMS: the rows of several canonical tables of a kind, added up: a row for all that are equal in the fields of
 * `by`, in the order in which they first come. A kind has a first date (a deal's created) and a second (its close). */
#include "data.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "base/money.h"
#include "data/fold.h"
#include "data/several.h"

enum {
    MONTH = -1,
    WEEK = -2,
    TABLE = -3,
    COUNT = -4,
    MISSING = -5,
    AGAIN = -6,
    SECOND_MONTH = -7,
    SECOND_WEEK = -8,
    NAMED = -9,
    UNDATED = -10,
    BACKWARDS = -11,
    NEGATIVE = -12,
    DAYS = -13,
    LATEST = -14
};
enum { MOST_NAMED = 8 /* rows of a sum that are named one by one */ };

typedef struct sums {
    sx_several rows;
    int by[SX_ASKED], of[SX_ASKED];
    size_t n_by, n_of, n; /* n: groups */
    size_t *slots, mask;  /* group + 1; 0: free */
    int first, second;    /* columns of the kind's dates; -1: it has none */
    struct named {
        uint64_t hash;
        size_t n;
    } * named; /* how many rows are named, by what their groups have in common besides; NULL: none are */
    sx_table made;
    char place[48]; /* where an odd row without a name stands */
} sums;

/* The date in this column; false: there is none. */
static bool date_in(const sx_several *s, int column, double *date)
{
    const sx_cell *cell = column >= 0 ? sx_at(s->table, s->row, (size_t)column) : NULL;
    *date = cell && cell->kind == SX_NUMBER ? cell->as.number : 0;
    return cell && cell->kind == SX_NUMBER && sx_date_valid(*date);
}

static const sx_cell *money_in(const sx_several *s)
{
    for (size_t i = 0; i < s->canon->n_canonical; i++)
        if (s->canon->columns[i].field == s->canon->money)
            return sx_at(s->table, s->row, i);
    return NULL;
}

/* Whether the dates stand there and the second is before the first. */
static bool is_backwards(const sums *s)
{
    double first, second;
    return date_in(&s->rows, s->first, &first) && date_in(&s->rows, s->second, &second) && second < first;
}

/* Whether a reader has to look at this row itself: it was there before, lacks a date or its money, or one of them
 * cannot be. */
static bool is_odd(const sums *s)
{
    const sx_cell *money = money_in(&s->rows);
    double date;
    return s->rows.earlier || !date_in(&s->rows, s->first, &date) ||
           (s->second >= 0 && !date_in(&s->rows, s->second, &date)) || is_backwards(s) ||
           (money && (money->kind != SX_NUMBER || money->as.number < 0));
}

/* Whether the row of this name may still be told apart from the others of its group; counts it. */
static bool has_room(sums *s, uint64_t others)
{
    size_t slot = (size_t)others & s->mask;
    while (s->named[slot].n && s->named[slot].hash != others)
        slot = (slot + 1) & s->mask;
    s->named[slot].hash = others;
    return s->named[slot].n < MOST_NAMED && ++s->named[slot].n;
}

/* What a field of `by` is in this row. */
static sx_cell cell_by(const sums *s, int field)
{
    double date;
    if (field >= 0)
        return *sx_at(s->rows.table, s->rows.row, (size_t)field);
    if (field == TABLE)
        return (sx_cell){.kind = SX_NUMBER, .as.number = (double)s->rows.number};
    bool second = field == SECOND_MONTH || field == SECOND_WEEK;
    if (field == NAMED || !date_in(&s->rows, second ? s->second : s->first, &date))
        return (sx_cell){.kind = SX_BLANK};
    sx_civil day = sx_date_civil(date);
    bool month = field == MONTH || field == SECOND_MONTH;
    return (sx_cell){.kind = SX_NUMBER,
                     .as.number = month ? sx_date_serial(day.year, day.month, 1) : floor(date) - sx_weekday(date)};
}

/* The cells of `by` in this row, the name of an odd one among them while there is room. */
static uint64_t read_by(sums *s, sx_cell cells[SX_ASKED])
{
    uint64_t hash = 1;
    size_t naming = s->n_by;
    for (size_t i = 0; i < s->n_by; i++) {
        char room[SX_NUMBER_ROOM];
        cells[i] = cell_by(s, s->by[i]);
        const char *text = sx_is_blank(&cells[i]) ? "" : sx_cell_text(&cells[i], room);
        hash = sx_hash(text, strlen(text) + 1, hash);
        if (s->by[i] == NAMED)
            naming = i;
    }
    if (naming == s->n_by || !is_odd(s))
        return hash;
    const sx_cell *name = sx_at(s->rows.table, s->rows.row, (size_t)s->rows.must);
    if (!has_room(s, hash))
        return hash;
    char room[SX_NUMBER_ROOM];
    cells[naming] = *name;
    if (sx_is_blank(name)) { /* by its place */
        sx_format_into(s->place, sizeof s->place, "row %zu of table %zu", s->rows.row + 1, s->rows.number);
        cells[naming] = (sx_cell){.kind = SX_TEXT, .as.text = s->place, .length = (uint32_t)strlen(s->place)};
    }
    const char *text = sx_cell_text(&cells[naming], room);
    return sx_hash(text, strlen(text) + 1, hash);
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
    uint64_t hash = read_by(s, cells);
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
        if (s->of[i] != LATEST)
            sx_put_number(&s->made, *group, s->n_by + i, 0);
    return SX_OK;
}

/* What this row adds to a sum of its group. */
static double more_of(const sums *s, int field, double missing)
{
    const sx_cell *cell = field >= 0 ? sx_at(s->rows.table, s->rows.row, (size_t)field) : NULL;
    const sx_cell *money = field == NEGATIVE ? money_in(&s->rows) : NULL;
    double first, second;
    if (cell)
        return cell->kind == SX_NUMBER ? cell->as.number : 0;
    if (field == COUNT)
        return 1;
    if (field == MISSING)
        return missing;
    if (field == AGAIN)
        return s->rows.earlier != 0;
    if (field == BACKWARDS)
        return is_backwards(s);
    if (field == NEGATIVE)
        return money && money->kind == SX_NUMBER && money->as.number < 0;
    bool dated = date_in(&s->rows, s->first, &first);
    if (field == UNDATED)
        return !dated;
    return dated && date_in(&s->rows, s->second, &second) ? floor(second) - floor(first) : 0;
}

static void add(sums *s, size_t group)
{
    double missing = 0;
    for (size_t i = 0; i < s->n_of; i++)
        if (s->of[i] >= 0 && sx_at(s->rows.table, s->rows.row, (size_t)s->of[i])->kind != SX_NUMBER)
            missing = 1;
    for (size_t i = 0; i < s->n_of; i++) {
        size_t column = s->n_by + i;
        const sx_cell *so_far = sx_at(&s->made, group, column);
        double date;
        if (s->of[i] == LATEST) {
            if (date_in(&s->rows, s->first, &date) && !(so_far->kind == SX_NUMBER && so_far->as.number >= date))
                sx_put_number(&s->made, group, column, date);
        } else if (so_far->kind == SX_NUMBER)
            sx_put_number(&s->made, group, column, sx_money_add(so_far->as.number, more_of(s, s->of[i], missing)));
    }
}

static void find_dates(sums *s)
{
    const sx_canon *canon = s->rows.canon;
    s->first = s->second = -1;
    for (size_t i = 0; i < canon->n_canonical; i++) {
        int kind = canon->columns[i].kind;
        if (kind != SX_KIND_DATE && kind != SX_KIND_MOMENT && kind != SX_KIND_MONTH)
            continue;
        if (s->first < 0)
            s->first = (int)i;
        else if (s->second < 0)
            s->second = (int)i;
    }
}

/* Reads by and of; what a kind without a second date or without a name has not is no field of it. */
static sx_status read_asked(sums *s, const char *by, const char *of, sx_context *context)
{
    char month[64] = "", week[64] = "";
    const sx_canon *canon = s->rows.canon;
    if (s->second >= 0) {
        sx_format_into(month, sizeof month, "%s.month", sx_field_names[canon->columns[s->second].field]);
        sx_format_into(week, sizeof week, "%s.week", sx_field_names[canon->columns[s->second].field]);
    }
    bool names = !s->rows.all && s->rows.must >= 0, days = s->second >= 0;
    const sx_own_field own_by[] = {{"month", MONTH},
                                   {"week", WEEK},
                                   {"table", TABLE},
                                   {month, SECOND_MONTH},
                                   {week, SECOND_WEEK},
                                   {names ? "named" : "", NAMED},
                                   {NULL, 0}},
                       own_of[] = {{"count", COUNT},
                                   {"missing", MISSING},
                                   {"again", AGAIN},
                                   {"undated", UNDATED},
                                   {"negative", NEGATIVE},
                                   {"latest", LATEST},
                                   {days ? "backwards" : "", BACKWARDS},
                                   {days ? "days" : "", DAYS},
                                   {NULL, 0}};
    sx_status status = sx_read_fields(canon, by, own_by, s->by, &s->n_by, context);
    return status == SX_OK ? sx_read_fields(canon, of, own_of, s->of, &s->n_of, context) : status;
}

static sx_status start(sums *s, int kind, const char *by, const char *of, size_t rows,
                       const sx_table *const tables[SX_SEVERAL], sx_context *context)
{
    size_t slots = 16;
    bool named = false;
    sx_status status = sx_several_start(&s->rows, kind, tables);
    find_dates(s);
    if (status == SX_OK)
        status = read_asked(s, by, of, context);
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
    for (size_t i = 0; i < s->n_by; i++)
        named |= s->by[i] == NAMED;
    s->named = named ? calloc(slots, sizeof *s->named) : NULL;
    return s->slots && (s->named || !named) && s->made.status == SX_OK ? SX_OK : SX_NOMEM;
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
    free(s.named);
    sx_several_free(&s.rows);
    if (status == SX_OK)
        return sx_table_give(&s.made, result);
    sx_table_free(&s.made);
    return status;
}
