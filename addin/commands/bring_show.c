/* What the window of Bring in Data shows: lists and sentences, renewed with each choice. */
#include <string.h>
#include "bring_window.h"
#include "rows.h"

enum { READ, NOT_READ, COLUMNS, MOST_SHOWN = 200, SHOWN_FIELDS = 7, FIELD = 15, HEADERS_LOOK = 60 };

/* Conventions that can be chosen beside the columns. */
static const struct {
    const char *id, *choices[14];
} conventions[] = {
    {"decimal", {",", "."}},
    {"date_order", {"dmy", "mdy", "ymd"}},
    {"year", {"2019", "2020", "2021", "2022", "2023", "2024", "2025", "2026", "2027", "2028", "2029", "2030"}},
    {"unit", {"ones", "thousands", "millions", "cents", "micros"}},
    {"sign", {"negate", "as_is"}},
    {"total", {"leave_out", "keep"}},
    {"range", {"days", "first"}},
    {"block_twice", {"once", "both"}},
    {"persons", {"leave_out", "keep"}},
    {"renewals", {"leave_out", "keep"}},
    {"drafts", {"leave_out", "keep"}},
    {"amounts", {"by_year", "as_is"}},
    {"contra", {"one_row", "two_rows"}},
    {"unknown_kind", {"debit", "credit", "leave_out"}},
};
enum { N_CONVENTIONS = sizeof conventions / sizeof *conventions };

/* The fields of the kind, as the function's own help lists them. */
static void find_fields(bring_window *w, desk *d)
{
    const sx_function *f = w->door->find("DATA.TABLE");
    w->n_fields = 0;
    for (size_t i = 0; f && i < f->parameters[1].n_choices; i++) {
        if (strcmp(f->parameters[1].choices[i].id, bring_kinds[w->plan.kind].id) != 0)
            continue;
        for (const char *at = f->parameters[1].choices[i].help; *at && w->n_fields < BRING_MOST_FIELDS;) {
            w->fields[w->n_fields++] = desk_text(d, "%.*s", (int)strcspn(at, " ,"), at);
            at += strcspn(at, ",");
            for (int open = 0; *at && (*at == ',' || *at == ' ' || open); at++)
                open = *at == '(' ? 1 : *at == ')' ? 0 : open;
        }
    }
}

static const char *column_of(const bring_report *r, const char *field)
{
    for (size_t i = 0; i < r->all.table.rows; i++) {
        const sx_cell *what = bring_cell(&r->all, i, 0), *of = bring_cell(&r->all, i, 1),
                      *name = bring_cell(&r->all, i, 4);
        if (what->kind == SX_TEXT && strcmp(what->as.text, "column") == 0 && of->kind == SX_TEXT &&
            strcmp(of->as.text, field) == 0 && name->kind == SX_TEXT)
            return name->as.text;
    }
    return "";
}

/* The file's own headers: of its first lines the one with most of the names that were found, or with most texts. */
static size_t header_row(const bring_window *w)
{
    const sx_table *t = &w->plan.file.cells;
    size_t best = 0, most = 0;
    for (size_t r = 0; r < t->rows && r < HEADERS_LOOK; r++) {
        size_t texts = 0;
        for (size_t c = 0; c < t->columns; c++) {
            const sx_cell *cell = &t->cells[r * t->columns + c];
            bool known = false;
            for (size_t i = 0; cell->kind == SX_TEXT && i < w->n_fields && !known; i++)
                known = strcmp(column_of(&w->report, w->fields[i]), cell->as.text) == 0;
            texts += cell->kind == SX_TEXT && cell->length ? 1 : 0;
            texts += known ? 1000 : 0;
        }
        if (texts > most) {
            most = texts;
            best = r;
        }
    }
    return best;
}

/* What can be chosen for the line of the list of columns: its setting's name. */
const char *bring_find_options(bring_window *w, sal_Int16 line, desk *d)
{
    const sx_table *t = &w->plan.file.cells;
    w->n_options = 0;
    if (line < 0 || (size_t)line >= w->n_fields + N_CONVENTIONS)
        return NULL;
    w->options[w->n_options++] = words(d, WORD_IMPORT_BYITSELF);
    if ((size_t)line >= w->n_fields) {
        size_t k = (size_t)line - w->n_fields;
        for (size_t i = 0; i < 14 && conventions[k].choices[i]; i++)
            w->options[w->n_options++] = conventions[k].choices[i];
        return conventions[k].id;
    }
    size_t row = header_row(w);
    for (size_t c = 0; t->rows && c < t->columns && w->n_options < BRING_MOST_OPTIONS; c++) {
        const sx_cell *cell = &t->cells[row * t->columns + c];
        if (cell->kind == SX_TEXT && cell->length)
            w->options[w->n_options++] = cell->as.text;
    }
    return desk_text(d, "column:%s", w->fields[line]);
}

void bring_show_options(dialog *from)
{
    bring_window *w = from->data;
    desk *d = &w->now;
    bool columns = w->view == COLUMNS;
    const char *id = columns ? bring_find_options(w, dialog_selected(from, "lstLines"), d) : NULL;
    const char *chosen = id ? bring_choice(&w->plan, id) : NULL;
    sal_Int16 at = 0;
    if (!id)
        w->n_options = 0;
    for (size_t i = 1; chosen && i < w->n_options; i++)
        if (strcmp(w->options[i], chosen) == 0)
            at = (sal_Int16)i;
    dialog_set_list(from, "lstColumn", w->n_options, w->options, at);
    dialog_enable(from, "lstColumn", w->n_options > 1);
}

static size_t shown_rows(bring_window *w, const sx_result *rows, const char **lines)
{
    desk *d = &w->now;
    order o = *w->order;
    o.desk = d;
    size_t n = 0, columns = rows->table.columns < SHOWN_FIELDS ? rows->table.columns : SHOWN_FIELDS;
    for (size_t r = 1; r < rows->table.rows && n < MOST_SHOWN && (double)n < w->report.rows; r++) {
        const char *line = "";
        for (size_t c = 0; c < columns; c++) {
            const sx_cell *cell = bring_cell(rows, r, c), *head = bring_cell(rows, 0, c);
            const char *field = head->kind == SX_TEXT ? head->as.text : "";
            bool right = cell->kind == SX_NUMBER && !bring_is_date(field);
            line = desk_text(d, "%s%s ", line, row_cell(d, bring_text(&o, cell, field), FIELD, right));
        }
        lines[n++] = line;
    }
    return n;
}

static size_t refused_rows(bring_window *w, const sx_result *rows, const char **lines)
{
    desk *d = &w->now;
    size_t n = 0;
    for (size_t r = 0; r < rows->table.rows && n < MOST_SHOWN; r++) {
        const sx_cell *line = bring_cell(rows, r, 0);
        const char *part[3];
        for (size_t c = 1; c < 4; c++)
            part[c - 1] = bring_cell(rows, r, c)->kind == SX_TEXT ? bring_cell(rows, r, c)->as.text : "";
        if (line->kind == SX_NUMBER)
            lines[n++] = desk_text(d, "%8.0f  %s %s %s", line->as.number, row_cell(d, part[0], FIELD, false),
                                   row_cell(d, part[1], FIELD, false), part[2]);
    }
    return n;
}

static size_t column_rows(bring_window *w, const char **lines)
{
    desk *d = &w->now;
    size_t n = 0;
    for (size_t i = 0; i < w->n_fields; i++) {
        const char *set = bring_choice(&w->plan, desk_text(d, "column:%s", w->fields[i]));
        lines[n++] = desk_text(d, "%s  %s", row_cell(d, w->fields[i], FIELD + 5, false),
                               set ? set : column_of(&w->report, w->fields[i]));
    }
    for (size_t i = 0; i < N_CONVENTIONS; i++) {
        const char *set = bring_choice(&w->plan, conventions[i].id);
        lines[n++] = desk_text(d, "%s  %s", row_cell(d, conventions[i].id, FIELD + 5, false),
                               set ? set : words(d, WORD_IMPORT_BYITSELF));
    }
    return n;
}

static const char *head_of(bring_window *w, const sx_result *rows)
{
    desk *d = &w->now;
    const char *line = "";
    for (size_t c = 0; c < rows->table.columns && c < SHOWN_FIELDS; c++) {
        const sx_cell *head = bring_cell(rows, 0, c);
        line = desk_text(d, "%s%s ", line, row_cell(d, head->kind == SX_TEXT ? head->as.text : "", FIELD, false));
    }
    return line;
}

void bring_show_lines(dialog *from)
{
    bring_window *w = from->data;
    desk *d = &w->now;
    order o = *w->order;
    o.desk = d;
    sx_result rows = {0};
    const char **lines = desk_take(d, (MOST_SHOWN + BRING_MOST_FIELDS + N_CONVENTIONS) * sizeof *lines), *head = "";
    size_t n = 0;
    bool ok = w->report.status && strcmp(w->report.status, "ok") == 0;
    if (w->view == READ && ok && bring_rows(&o, w->door, &w->plan, &rows)) {
        n = shown_rows(w, &rows, lines);
        head = head_of(w, &rows);
    } else if (w->view == NOT_READ && ok && bring_refused(&o, w->door, &w->plan, &rows)) {
        n = refused_rows(w, &rows, lines);
        head = words(d, WORD_IMPORT_REFUSEDHEAD);
    } else if (w->view == COLUMNS && w->report.status) {
        n = column_rows(w, lines);
        head = words(d, WORD_IMPORT_COLUMNSHEAD);
    }
    dialog_set_text(from, "hdrLines", head);
    dialog_set_list(from, "lstLines", n, lines, w->view == COLUMNS && w->line < (sal_Int16)n ? w->line : 0);
    bring_show_options(from);
}

static void show_question(dialog *from)
{
    static const char *const options[] = {"optFirst", "optSecond", "optThird"};
    bring_window *w = from->data;
    desk *d = &w->now;
    order o = *w->order;
    o.desk = d;
    const bring_report *r = &w->report;
    const bring_question *q = &r->question;
    dialog_set_text(from, "linQuestion",
                    r->n_questions ? WORDS(d, WORD_IMPORT_QUESTION, desk_text(d, "%zu", r->n_questions))
                                   : words(d, WORD_IMPORT_NOQUESTION));
    dialog_set_text(from, "lblQuestion", r->n_questions ? q->words : "");
    for (size_t i = 0; i < 3; i++) {
        bool there = r->n_questions && i < q->n_choices;
        dialog_set_text(from, options[i], there ? bring_effect(&o, w->door, &w->plan, q->id, q->choices[i]) : "");
        dialog_check(from, options[i], false);
        dialog_enable(from, options[i], there);
    }
}

static void show_targets(dialog *from)
{
    bring_window *w = from->data;
    desk *d = &w->now;
    const char *names[BRING_MOST_PLACES + 1], *modes[2];
    sal_Int16 at = 0;
    w->n_targets = 0;
    for (size_t i = 0; i <= w->n_places; i++) {
        bool place = i < w->n_places;
        if (place && w->places[i].kind != w->plan.kind)
            continue;
        if (place ? w->plan.place == &w->places[i] : !w->plan.place)
            at = (sal_Int16)w->n_targets;
        names[w->n_targets] = place ? w->places[i].name : WORDS(d, WORD_IMPORT_NEWSHEET, w->plan.sheet);
        w->targets[w->n_targets++] = place ? (int)i : -1;
    }
    dialog_set_list(from, "lstTarget", w->n_targets, names, at);
    size_t old = w->plan.place ? w->plan.place->old.rows : 0;
    const char *n = desk_text(d, "%zu", old);
    modes[0] = old ? WORDS(d, WORD_IMPORT_MODE_APPEND, n) : words(d, WORD_IMPORT_MODE_EMPTY);
    modes[1] = WORDS(d, WORD_IMPORT_MODE_REPLACE, n);
    bool both = old && !bring_is_linked(&w->plan); /* linked lines stand alone: they are read anew as a whole */
    dialog_set_list(from, "lstMode", both ? 2 : 1, old && !both ? modes + 1 : modes, both && !w->plan.append ? 1 : 0);
    dialog_enable(from, "lstMode", both);
}

static void show_views(dialog *from)
{
    bring_window *w = from->data;
    desk *d = &w->now;
    double refused = 0;
    for (size_t i = 0; i < w->report.all.table.rows; i++) {
        const sx_cell *what = bring_cell(&w->report.all, i, 0), *n = bring_cell(&w->report.all, i, 2);
        if (what->kind == SX_TEXT && (!strcmp(what->as.text, "dropped") || !strcmp(what->as.text, "missing")))
            refused += n->kind == SX_NUMBER ? n->as.number : 0;
    }
    const char *items[] = {WORDS(d, WORD_IMPORT_SHOW_READ, desk_text(d, "%.0f", w->report.rows)),
                           WORDS(d, WORD_IMPORT_SHOW_REFUSED, desk_text(d, "%.0f", refused)),
                           WORDS(d, WORD_IMPORT_SHOW_COLUMNS, desk_text(d, "%zu", w->n_fields))};
    dialog_set_list(from, "lstShow", 3, items, (sal_Int16)w->view);
}

void bring_show(dialog *from)
{
    bring_window *w = from->data;
    desk_clear(&w->now);
    w->now = desk_open(w->order->desk->context, w->order->desk->frame);
    w->now.language = w->order->desk->language;
    order o = *w->order;
    desk *d = o.desk = &w->now;
    find_fields(w, d);
    w->report = bring_look(&o, w->door, &w->plan);
    const char *wrong = bring_wrong(&o, &w->plan, &w->report);
    const char *text = bring_words(&o, &w->plan, &w->report);
    if (wrong && w->report.status && strcmp(w->report.status, "ok") == 0)
        text = desk_text(d, "%s\n%s", wrong, text);
    dialog_set_text(from, "edtSource", w->plan.file.name);
    dialog_set_text(from, "txtUnderstood", text);
    dialog_select(from, "lstKind", (sal_Int16)w->plan.kind);
    dialog_enable(from, "btnPut", !wrong);
    show_question(from);
    show_targets(from);
    show_views(from);
    bring_show_lines(from);
}
