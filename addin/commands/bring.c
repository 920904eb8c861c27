/* Bring in Data: the command and its window. */
#include "bring_window.h"
#include <stdlib.h>
#include <string.h>
#include "put.h"
#include "write.h"

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
    p->append = place >= 0 && p->place->old.rows > 0 && !(p->asked.mode && p->link);
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
    w->plan.asked = (database_ask){0};
    w->plan.file = bring_file_read(w->order, w->door, url);
    take_kind(w, w->plan.file.trouble ? 0 : bring_guess(w->order, w->door, &w->plan));
}

/* A table that bears the name of a kind is of it. */
static void take_table(bring_window *w, database_ask asked, bool link)
{
    bring_file_end(w->door, &w->plan.file);
    w->plan.asked = asked;
    w->plan.link = link;
    w->plan.file = database_read(w->order, &asked);
    int named = bring_kind_named(asked.what);
    take_kind(w, w->plan.file.trouble ? 0 : named >= 0 ? named : bring_guess(w->order, w->door, &w->plan));
}

/* Another file or table, from where the last one came; false: none was chosen. */
static bool choose_source(bring_window *w)
{
    database_ask asked = w->plan.asked;
    bool link = w->plan.link;
    const char *url = NULL;
    if (asked.mode) {
        if (!bring_choose_table(w->order, &asked, &link))
            return false;
        take_table(w, asked, link);
        return true;
    }
    url = bring_pick(w->order);
    if (url)
        take_file(w, url);
    return url != NULL;
}

static void choose(dialog *from, size_t option)
{
    bring_window *w = from->data;
    const bring_question *q = &w->report.question;
    if (!w->report.n_questions || option >= q->n_choices)
        return;
    bring_put(&w->plan, keep(w, q->id), keep(w, q->choices[option]));
    bring_show(from);
}

static void map_column(dialog *from)
{
    bring_window *w = from->data;
    w->line = dialog_selected(from, "lstLines");
    const char *id = bring_find_options(w, w->line, &w->now);
    sal_Int16 at = dialog_selected(from, "lstColumn");
    if (!id || at < 0 || (size_t)at >= w->n_options)
        return;
    bring_put(&w->plan, keep(w, id), at ? keep(w, w->options[at]) : NULL);
    bring_show(from);
}

static void act(dialog *from, const char *control)
{
    bring_window *w = from->data;
    if (strcmp(control, "closed") == 0)
        return;
    if (strcmp(control, "btnChoose") == 0) {
        if (!choose_source(w))
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
        bring_show_lines(from);
        return;
    } else if (strcmp(control, "lstLines") == 0) {
        bring_show_options(from);
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
    bring_show(from);
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
    const char *kind = command_answer(o, "kind"), *target = command_answer(o, "target"),
               *mode = command_answer(o, "mode"), *sheet = command_answer(o, "sheet");
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
    else if (command_whole(o, "put", 1))
        bring_write(o, w->door, p, &r);
}

static void show(bring_window *w)
{
    order *o = w->order;
    desk *d = o->desk;
    dialog *window = dialog_new(o, "Import", act, w);
    if (window->window) {
        const char *kinds[16];
        for (int i = 0; i < bring_n_kinds; i++)
            kinds[i] = words(d, bring_kinds[i].word);
        dialog_set_list(window, "lstKind", (size_t)bring_n_kinds, kinds, (sal_Int16)w->plan.kind);
        bring_show(window);
        if (dialog_run(window) && !bring_wrong(o, &w->plan, &w->report))
            bring_write(o, w->door, &w->plan, &w->report);
    }
    dialog_close(window);
    desk_clear(&w->now);
}

/* NULL: it cannot be begun, and why is said. */
static bring_window *begin(order *o)
{
    const sx_door *door = write_refused(o) ? NULL : command_core(o);
    if (!door)
        return NULL;
    bring_window *w = desk_take(o->desk, sizeof *w);
    w->order = o;
    w->door = door;
    return w;
}

static void run(bring_window *w)
{
    if (w->order->silent)
        answer(w);
    else
        show(w);
    bring_file_end(w->door, &w->plan.file);
}

void run_bring(order *o)
{
    bring_window *w = begin(o);
    const char *url = !w ? NULL : o->silent ? command_answer(o, "file") : bring_pick(o);
    if (!w || (!url && !o->silent))
        return;
    w->n_places = bring_places(o, w->places);
    take_file(w, url ? url : "");
    run(w);
}

void run_bring_database(order *o)
{
    bring_window *w = begin(o);
    database_ask asked = {0};
    bool link = true;
    if (!w || !bring_choose_table(o, &asked, &link))
        return;
    w->n_places = bring_places(o, w->places);
    take_table(w, asked, link);
    run(w);
}
