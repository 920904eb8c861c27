/* What the core says of the cells, before anything is written. */
#include <math.h>
#include <string.h>
#include "bring.h"
#include "history.h"

enum { GUESSED_ROWS = 200 };

const struct bring_kind bring_kinds[] = {
    {"spend", WORD_IMPORT_KIND_SPEND},   {"pipeline", WORD_IMPORT_KIND_PIPELINE},
    {"ledger", WORD_IMPORT_KIND_LEDGER}, {"budget", WORD_IMPORT_KIND_BUDGET},
    {"bank", WORD_IMPORT_KIND_BANK},     {"receivables", WORD_IMPORT_KIND_RECEIVABLES},
    {"leads", WORD_IMPORT_KIND_LEADS},   {"mrr_events", WORD_IMPORT_KIND_MRR_EVENTS},
    {"orders", WORD_IMPORT_KIND_ORDERS}, {"customers", WORD_IMPORT_KIND_CUSTOMERS},
};
const int bring_n_kinds = sizeof bring_kinds / sizeof *bring_kinds;

int bring_kind_named(const char *id)
{
    for (int i = 0; i < bring_n_kinds; i++)
        if (strcmp(bring_kinds[i].id, id) == 0)
            return i;
    return -1;
}

void bring_put(bring_plan *p, const char *id, const char *choice)
{
    size_t kept = 0;
    for (size_t i = 0; i < p->n_sets; i++)
        if (strcmp(p->sets[i].id, id) != 0)
            p->sets[kept++] = p->sets[i];
    p->n_sets = kept;
    if (choice && *choice && kept < BRING_MOST_SETS)
        p->sets[p->n_sets++] = (bring_set){id, choice};
}

const char *bring_choice(const bring_plan *p, const char *id)
{
    for (size_t i = 0; i < p->n_sets; i++)
        if (strcmp(p->sets[i].id, id) == 0)
            return p->sets[i].choice;
    return NULL;
}

/* The settings of one sort as the two columns that DATA takes. */
static sx_argument settings(desk *d, const bring_plan *p, bool columns)
{
    static const char prefix[] = "column:";
    sx_table *t = desk_take(d, sizeof *t);
    sx_cell *cells = desk_take(d, (2 * p->n_sets + 2) * sizeof *cells);
    size_t n = 0;
    for (size_t i = 0; i < p->n_sets; i++) {
        bool column = strncmp(p->sets[i].id, prefix, sizeof prefix - 1) == 0;
        if (column != columns)
            continue;
        cells[2 * n] = ask_text(p->sets[i].id + (column ? sizeof prefix - 1 : 0)).cell;
        cells[2 * n + 1] = ask_text(p->sets[i].choice).cell;
        n++;
    }
    if (!n)
        return ask_nothing();
    *t = (sx_table){.rows = n, .columns = 2, .declared_rows = n, .declared_columns = 2, .cells = cells};
    return (sx_argument){.table = t};
}

static void copy_rows(sx_cell *to, size_t columns, const sx_table *from)
{
    for (size_t r = 0; r < from->rows; r++)
        memcpy(to + r * columns, from->cells + r * from->columns, from->columns * sizeof *to);
}

/* What the sheet will hold: the file, or the file below what stands there. */
static const sx_table *raw_of(desk *d, const bring_plan *p)
{
    const sx_table *old = p->append && p->place ? &p->place->old : NULL, *file = &p->file.cells;
    if (!old || !old->rows)
        return file;
    sx_table *both = desk_take(d, sizeof *both);
    size_t rows = old->rows + file->rows, columns = old->columns > file->columns ? old->columns : file->columns;
    sx_cell *cells = desk_take(d, rows * columns * sizeof *cells);
    copy_rows(cells, columns, old);
    copy_rows(cells + old->rows * columns, columns, file);
    *both = (sx_table){
        .rows = rows, .columns = columns, .declared_rows = rows, .declared_columns = columns, .cells = cells};
    return both;
}

static bool call(order *o, const sx_door *door, const bring_plan *p, const char *function, bool headings,
                 sx_result *result, const char **why)
{
    desk *d = o->desk;
    const sx_argument arguments[] = {{.table = raw_of(d, p)},
                                     ask_text(bring_kinds[p->kind].id),
                                     settings(d, p, true),
                                     settings(d, p, false),
                                     ask_text("names")};
    return ask(d, door, function, arguments, headings ? 5 : 4, result, why);
}

const sx_cell *bring_cell(const sx_result *rows, size_t row, size_t column)
{
    static const sx_cell blank = {.kind = SX_BLANK};
    const sx_table *t = &rows->table;
    return row < t->rows && column < t->columns ? &t->cells[row * t->columns + column] : &blank;
}

static const char *text_at(const sx_result *rows, size_t row, size_t column)
{
    const sx_cell *cell = bring_cell(rows, row, column);
    return cell->kind == SX_TEXT ? cell->as.text : "";
}

/* "Which comes first? (dmy, mdy)" into what it asks and its choices. */
static bring_question question_of(desk *d, const sx_result *all, size_t row)
{
    bring_question q = {.id = text_at(all, row, 1), .words = text_at(all, row, 4)};
    const char *open = strrchr(q.words, '(');
    if (!open)
        return q;
    for (const char *at = open + 1; *at && *at != ')' && q.n_choices < BRING_MOST_CHOICES;) {
        size_t n = strcspn(at, ",)");
        if (at[0] == ',' && at[1] == ',') /* the decimal comma itself */
            n = 1;
        n = n ? n : 1;
        q.choices[q.n_choices++] = desk_text(d, "%.*s", (int)n, at);
        at += n;
        at += *at == ',';
        at += *at == ' ';
    }
    q.words =
        words_reason(d, desk_text(d, "%.*s", (int)(open - q.words) - (open > q.words && open[-1] == ' '), q.words));
    return q;
}

bring_report bring_look(order *o, const sx_door *door, const bring_plan *p)
{
    bring_report r = {0};
    if (p->file.trouble || !call(o, door, p, "DATA.REPORT", false, &r.all, &r.trouble)) {
        r.trouble = p->file.trouble ? p->file.trouble : r.trouble;
        return r;
    }
    r.trouble = NULL;
    r.status = text_at(&r.all, 0, 4);
    for (size_t i = 0; i < r.all.table.rows; i++) {
        const char *what = text_at(&r.all, i, 0);
        if (strcmp(what, "read") == 0)
            r.rows = ask_cell(&r.all, i, 2);
        if (strcmp(what, "question") == 0 && r.n_questions++ == 0)
            r.question = question_of(o->desk, &r.all, i);
    }
    return r;
}

/* The kind that most columns are found of, the workbook's own kinds first. */
int bring_guess(order *o, const sx_door *door, const bring_plan *p)
{
    bring_plan few = *p;
    double most = -1;
    int best = p->place ? p->place->kind : 0;
    if (few.file.cells.rows > GUESSED_ROWS)
        few.file.cells.rows = few.file.cells.declared_rows = GUESSED_ROWS;
    few.place = NULL;
    few.n_sets = 0;
    for (few.kind = 0; few.kind < bring_n_kinds; few.kind++) {
        bring_report r = bring_look(o, door, &few);
        double found = !r.status || strcmp(r.status, "refuse") == 0 ? 0 : 1;
        for (size_t i = 0; i < r.all.table.rows && found > 0; i++)
            found += strcmp(text_at(&r.all, i, 0), "column") == 0;
        if (found > most) {
            most = found;
            best = few.kind;
        }
    }
    return best;
}

bool bring_rows(order *o, const sx_door *door, const bring_plan *p, sx_result *rows)
{
    const char *why;
    return call(o, door, p, "DATA.TABLE", true, rows, &why);
}

bool bring_refused(order *o, const sx_door *door, const bring_plan *p, sx_result *rows)
{
    const char *why;
    return call(o, door, p, "DATA.REFUSED", false, rows, &why);
}

bool bring_is_date(const char *field)
{
    static const char *const dates[] = {"date", "created", "close", "issued", "due", "period", "month", "responded"};
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        if (strcmp(dates[i], field) == 0)
            return true;
    return false;
}

const char *bring_text(order *o, const sx_cell *cell, const char *field)
{
    desk *d = o->desk;
    if (cell->kind == SX_TEXT)
        return cell->as.text;
    if (cell->kind != SX_NUMBER || isnan(cell->as.number))
        return "";
    if (!bring_is_date(field))
        return sheet_number(d, o->model, cell->as.number);
    int day = 0;
    long month = history_month(cell->as.number, &day);
    return desk_text(d, "%04ld-%02ld-%02d", month / 12, month % 12 + 1, day);
}

/* Sentences of the core that are said here in the person's language already. */
static bool is_said(const char *sentence)
{
    return strstr(sentence, " rows of ") || strstr(sentence, " row of ") || strncmp(sentence, "Their sum", 9) == 0 ||
           strncmp(sentence, "Left out:", 9) == 0;
}

static double count_of(const bring_report *r, const char *what)
{
    double n = 0;
    for (size_t i = 0; i < r->all.table.rows; i++)
        if (strcmp(text_at(&r->all, i, 0), what) == 0 && !isnan(ask_cell(&r->all, i, 2)))
            n += ask_cell(&r->all, i, 2);
    return n;
}

static const char *value_of(const bring_report *r, const char *what)
{
    for (size_t i = 0; i < r->all.table.rows; i++)
        if (strcmp(text_at(&r->all, i, 0), what) == 0)
            return text_at(&r->all, i, 1);
    return "";
}

static const char *sums(order *o, const bring_report *r)
{
    const char *text = "";
    for (size_t i = 0; i < r->all.table.rows; i++) {
        bool currency = strcmp(text_at(&r->all, i, 0), "currency") == 0, read = !strcmp(text_at(&r->all, i, 0), "read");
        double x = ask_cell(&r->all, i, 3);
        if (isnan(x) || !(currency || read) || (read && *value_of(r, "currency")))
            continue;
        text = desk_text(o->desk, "%s%s%s%s%s", text, *text ? ", " : "", sheet_number(o->desk, o->model, x),
                         currency ? " " : "", currency ? text_at(&r->all, i, 1) : "");
    }
    return *text ? text : "–";
}

static const char *order_words(order *o, const char *id)
{
    static const struct {
        const char *id;
        sx_word word;
    } known[] = {{"dmy", WORD_IMPORT_DMY}, {"mdy", WORD_IMPORT_MDY}, {"ymd", WORD_IMPORT_YMD}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].id, id) == 0)
            return words(o->desk, known[i].word);
    return id;
}

const char *bring_words(order *o, const bring_plan *p, const bring_report *r)
{
    desk *d = o->desk;
    if (!r->status)
        return r->trouble;
    const char *text = "";
    if (strcmp(r->status, "ok") == 0) {
        text =
            WORDS(d, WORD_IMPORT_READ, desk_text(d, "%.0f", r->rows), words(d, bring_kinds[p->kind].word), sums(o, r));
        text = desk_text(d, "%s\n%s", text,
                         WORDS(d, WORD_IMPORT_HOW, *value_of(r, "decimal") ? value_of(r, "decimal") : "–",
                               order_words(o, value_of(r, "date_order"))));
        text = desk_text(
            d, "%s\n%s", text,
            WORDS(d, WORD_IMPORT_OUT, desk_text(d, "%.0f", count_of(r, "totals")),
                  desk_text(d, "%.0f", count_of(r, "remarks")), desk_text(d, "%.0f", count_of(r, "dropped")),
                  desk_text(d, "%.0f", count_of(r, "missing")), desk_text(d, "%.0f", count_of(r, "duplicates"))));
    } else if (strcmp(r->status, "ask") == 0) {
        text = words(d, WORD_MSG_OPENQUESTION);
    } else {
        text = WORDS(d, WORD_IMPORT_REFUSED, words(d, bring_kinds[p->kind].word));
    }
    for (size_t i = 0; i < r->all.table.rows; i++)
        if (strcmp(text_at(&r->all, i, 0), "say") == 0 && !is_said(text_at(&r->all, i, 4)))
            text = desk_text(d, "%s\n%s", text, words_reason(d, text_at(&r->all, i, 4)));
    return text;
}

const char *bring_effect(order *o, const sx_door *door, const bring_plan *p, const char *id, const char *choice)
{
    desk *d = o->desk;
    bring_plan then = *p;
    bring_put(&then, id, choice);
    bring_report r = bring_look(o, door, &then);
    const char *name = strcmp(id, "date_order") == 0 ? order_words(o, choice) : choice;
    for (size_t i = 0; i < r.all.table.rows && r.status; i++)
        if (strcmp(text_at(&r.all, i, 0), "say") == 0)
            return desk_text(d, "%s: %s", name, words_reason(d, text_at(&r.all, i, 4)));
    return name;
}

const char *bring_wrong(order *o, const bring_plan *p, const bring_report *r)
{
    desk *d = o->desk;
    const bring_place *to = p->place;
    if (!r->status)
        return r->trouble;
    if (strcmp(r->status, "ok") != 0)
        return strcmp(r->status, "ask") == 0 ? words(d, WORD_MSG_OPENQUESTION)
                                             : WORDS(d, WORD_IMPORT_REFUSED, words(d, bring_kinds[p->kind].word));
    if (!to)
        return NULL;
    const sx_table *raw = raw_of(d, p);
    size_t most = (size_t)(to->area.last_row - to->area.row) + 1,
           wide = (size_t)(to->area.last_column - to->area.column) + 1;
    if (raw->rows > most || raw->columns > wide)
        return WORDS(d, WORD_MSG_TOOMANY, desk_text(d, "%zu", most), desk_text(d, "%zu", wide),
                     desk_text(d, "%zu", raw->rows), desk_text(d, "%zu", raw->columns));
    return NULL;
}
