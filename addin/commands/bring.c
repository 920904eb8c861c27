/* Bring in Data: the command and its window. */
#include "bring.h"
#include <stdlib.h>
#include <string.h>
#include "dialog.h"
#include "put.h"
#include "rows.h"

enum { READ, NOT_READ, COLUMNS, MOST_SHOWN = 200, SHOWN_FIELDS = 7, FIELD = 15, HEADERS_LOOK = 60, MOST_OPTIONS = 256 };

/* Conventions that can be chosen beside the columns. */
static const struct {
    const char *id, *choices[14];
} conventions[] = {
    {"decimal", {",", "."}},
    {"date_order", {"dmy", "mdy", "ymd"}},
    {"year", {"2019", "2020", "2021", "2022", "2023", "2024", "2025", "2026", "2027", "2028", "2029", "2030"}},
    {"unit", {"ones", "thousands", "millions", "cents", "micros"}},
    {"sign", {"negate"}},
    {"total", {"leave_out", "keep"}},
    {"range", {"days", "first"}},
    {"block_twice", {"once", "both"}},
    {"persons", {"leave_out", "keep"}},
    {"renewals", {"leave_out", "keep"}},
};
enum { N_CONVENTIONS = sizeof conventions / sizeof *conventions };

typedef struct bring_window {
    order *order;
    const sx_door *door;
    desk now; /* of what is shown: renewed with each look */
    bring_place places[BRING_MOST_PLACES];
    size_t n_places;
    bring_plan plan;
    bring_report report;
    const char *fields[BRING_MOST_FIELDS], *options[MOST_OPTIONS];
    size_t n_fields, n_options, view;
    sal_Int16 line;                     /* of the list of columns */
    int targets[BRING_MOST_PLACES + 1]; /* of the list: a place; -1: a new sheet */
    size_t n_targets;
} bring_window;

static const char *keep(bring_window *w, const char *text)
{
    return desk_text(w->order->desk, "%s", text);
}

static int usual_place(const bring_window *w, int kind)
{
    int found = -1;
    for (size_t i = 0; i < w->n_places; i++)
        if (w->places[i].kind == kind && (found < 0 || (w->places[found].old.rows && !w->places[i].old.rows)))
            found = (int)i;
    return found;
}

static void take_place(bring_window *w, int place)
{
    bring_plan *p = &w->plan;
    p->place = place < 0 ? NULL : &w->places[place];
    p->append = place >= 0 && p->place->old.rows > 0;
    p->n_sets = 0;
    for (size_t i = 0; place >= 0 && i < p->place->n_sets; i++)
        bring_put(p, p->place->sets[i].id, p->place->sets[i].choice);
}

static void take_kind(bring_window *w, int kind)
{
    w->plan.kind = kind;
    take_place(w, usual_place(w, kind));
    w->plan.sheet = sheet_new_name(w->order, words(w->order->desk, bring_kinds[kind].word));
}

static void take_file(bring_window *w, const char *url)
{
    bring_file_end(w->door, &w->plan.file);
    w->plan.file = bring_file_read(w->order, w->door, url);
    take_kind(w, w->plan.file.trouble ? 0 : bring_guess(w->order, w->door, &w->plan));
}

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
static const char *find_options(bring_window *w, sal_Int16 line, desk *d)
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
    for (size_t c = 0; t->rows && c < t->columns && w->n_options < MOST_OPTIONS; c++) {
        const sx_cell *cell = &t->cells[row * t->columns + c];
        if (cell->kind == SX_TEXT && cell->length)
            w->options[w->n_options++] = cell->as.text;
    }
    return desk_text(d, "column:%s", w->fields[line]);
}

static void show_options(dialog *from)
{
    bring_window *w = from->data;
    desk *d = &w->now;
    bool columns = w->view == COLUMNS;
    const char *id = columns ? find_options(w, dialog_selected(from, "lstLines"), d) : NULL;
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

static void show_lines(dialog *from)
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
    show_options(from);
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
    dialog_set_list(from, "lstMode", old ? 2 : 1, modes, old && !w->plan.append ? 1 : 0);
    dialog_enable(from, "lstMode", old > 0);
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

static void look(dialog *from)
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
    show_lines(from);
}

static void choose(dialog *from, size_t option)
{
    bring_window *w = from->data;
    const bring_question *q = &w->report.question;
    if (!w->report.n_questions || option >= q->n_choices)
        return;
    bring_put(&w->plan, keep(w, q->id), keep(w, q->choices[option]));
    look(from);
}

static void map_column(dialog *from)
{
    bring_window *w = from->data;
    w->line = dialog_selected(from, "lstLines");
    const char *id = find_options(w, w->line, &w->now);
    sal_Int16 at = dialog_selected(from, "lstColumn");
    if (!id || at < 0 || (size_t)at >= w->n_options)
        return;
    bring_put(&w->plan, keep(w, id), at ? keep(w, w->options[at]) : NULL);
    look(from);
}

static void act(dialog *from, const char *control)
{
    bring_window *w = from->data;
    if (strcmp(control, "closed") == 0)
        return;
    if (strcmp(control, "btnChoose") == 0) {
        const char *url = bring_pick(w->order);
        if (url)
            take_file(w, url);
        else
            return;
    } else if (strcmp(control, "lstKind") == 0) {
        take_kind(w, dialog_selected(from, "lstKind"));
    } else if (strcmp(control, "lstTarget") == 0) {
        sal_Int16 at = dialog_selected(from, "lstTarget");
        take_place(w, at >= 0 && (size_t)at < w->n_targets ? w->targets[at] : -1);
    } else if (strcmp(control, "lstMode") == 0) {
        w->plan.append = dialog_selected(from, "lstMode") == 0 && w->plan.place && w->plan.place->old.rows;
    } else if (strcmp(control, "lstShow") == 0) {
        w->view = (size_t)(dialog_selected(from, "lstShow") > 0 ? dialog_selected(from, "lstShow") : 0);
        show_lines(from);
        return;
    } else if (strcmp(control, "lstLines") == 0) {
        show_options(from);
        return;
    } else if (strcmp(control, "lstColumn") == 0) {
        map_column(from);
        return;
    } else {
        static const char *const options[] = {"optFirst", "optSecond", "optThird"};
        for (size_t i = 0; i < 3; i++)
            if (strcmp(control, options[i]) == 0 && dialog_checked(from, options[i])) {
                choose(from, i);
                break;
            }
        return;
    }
    look(from);
}

/* Lines "set:decimal=," and "set:column:cost=Kosten" among the answers. */
static void answer_sets(bring_window *w)
{
    for (const char *line = w->order->answers; line && *line;) {
        const char *end = strchr(line, '\n'), *equal = strchr(line, '=');
        size_t n = end ? (size_t)(end - line) : strlen(line);
        if (strncmp(line, "set:", 4) == 0 && equal && equal < line + n)
            bring_put(&w->plan, desk_text(w->order->desk, "%.*s", (int)(equal - line - 4), line + 4),
                      desk_text(w->order->desk, "%.*s", (int)(line + n - equal - 1), equal + 1));
        line = end ? end + 1 : NULL;
    }
}

static void answer(bring_window *w)
{
    order *o = w->order;
    bring_plan *p = &w->plan;
    const char *file = command_answer(o, "file"), *kind = command_answer(o, "kind"),
               *target = command_answer(o, "target"), *mode = command_answer(o, "mode"),
               *sheet = command_answer(o, "sheet"), *write = command_answer(o, "put");
    take_file(w, file ? file : "");
    if (kind && bring_kind_named(kind) >= 0)
        take_kind(w, bring_kind_named(kind));
    for (size_t i = 0; target && i <= w->n_places; i++)
        if (i == w->n_places || strcmp(w->places[i].name, target) == 0) {
            take_place(w, i < w->n_places ? (int)i : -1);
            break;
        }
    p->append = mode ? strcmp(mode, "append") == 0 && p->place : p->append;
    p->sheet = sheet ? sheet : p->sheet;
    answer_sets(w);
    bring_report r = bring_look(o, w->door, p);
    const char *wrong = bring_wrong(o, p, &r);
    command_say(o, bring_words(o, p, &r));
    if (r.n_questions)
        command_say(o, r.question.words);
    for (size_t i = 0; r.n_questions && i < r.question.n_choices; i++)
        command_say(o, bring_effect(o, w->door, p, r.question.id, r.question.choices[i]));
    if (wrong)
        command_say(o, wrong);
    else if (!write || atoi(write))
        bring_write(o, w->door, p, &r);
}

static void show(bring_window *w, const char *url)
{
    order *o = w->order;
    desk *d = o->desk;
    dialog *window = dialog_new(o, "Import", act, w);
    if (window->window) {
        const char *kinds[16];
        for (int i = 0; i < bring_n_kinds; i++)
            kinds[i] = words(d, bring_kinds[i].word);
        take_file(w, url);
        dialog_set_list(window, "lstKind", (size_t)bring_n_kinds, kinds, (sal_Int16)w->plan.kind);
        look(window);
        if (dialog_run(window) && !bring_wrong(o, &w->plan, &w->report))
            bring_write(o, w->door, &w->plan, &w->report);
    }
    dialog_close(window);
    desk_clear(&w->now);
}

void run_bring(order *o)
{
    desk *d = o->desk;
    const char *why = NULL;
    const sx_door *door = core(&why);
    if (!door) {
        command_say(o, WORDS(d, WORD_MSG_NOLIBRARY, why));
        return;
    }
    if (office_flag(d, o->model, "frame.XStorable::isReadonly", NULL)) {
        command_say(o, words(d, WORD_MSG_READONLY));
        return;
    }
    bring_window *w = desk_take(d, sizeof *w);
    w->order = o;
    w->door = door;
    const char *url = o->silent ? "" : bring_pick(o);
    if (!url)
        return;
    w->n_places = bring_places(o, w->places);
    if (o->silent)
        answer(w);
    else
        show(w, url);
    bring_file_end(door, &w->plan.file);
}
