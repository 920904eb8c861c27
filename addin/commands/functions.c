/* Functions: all of them, found by any words, each with what it is; one is put into the selected cell by an example. */
#include "ask.h"
#include "dialog.h"
#include "explain_window.h"
#include "put.h"
#include "write.h"
#include <string.h>

enum { MOST_FUNCTIONS = 512, MOST_WORDS = 8, WORD_ROOM = 64 };

typedef struct functions {
    order *order;
    const sx_door *door;
    const sx_function *found[MOST_FUNCTIONS];
    size_t n;
} functions;

/* Small letters, those with the accents of German and French as without: "Münze" is found by "munze" and "Münze". */
static size_t fold(const char *text, char *to, size_t room)
{
    static const char plain[] = "aaaaaaaceeeeiiiidnooooo*ouuuuypsaaaaaaaceeeeiiiidnooooo/ouuuuypy";
    size_t n = 0;
    for (const unsigned char *at = (const unsigned char *)text; *at && n + 1 < room; at++) {
        unsigned char c = *at;
        if (c == 0xC3 && at[1] >= 0x80) /* U+00C0 to U+00FF */
            c = (unsigned char)plain[*++at - 0x80];
        to[n++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : (char)c;
    }
    to[n] = '\0';
    return n;
}

static bool has_all(desk *d, const char *text, char typed[][WORD_ROOM], size_t n)
{
    size_t room = strlen(text) + 1;
    char *folded = desk_take(d, room);
    fold(text, folded, room);
    for (size_t i = 0; i < n; i++)
        if (!strstr(folded, typed[i]))
            return false;
    return true;
}

/* 0: every word of what was typed is in its name or in what it is, in this language or English; 1: with its arguments
 * and its definition; 2: not so. */
static int rank(desk *d, const sx_function *f, char typed[][WORD_ROOM], size_t n)
{
    const char *is = desk_text(d, "%s %s %s", f->name, f->summary, words_text(d, f->summary));
    if (has_all(d, is, typed, n))
        return 0;
    const char *all = desk_text(d, "%s %s %s %s", is, f->syntax, f->definition, words_text(d, f->definition));
    return has_all(d, all, typed, n) ? 1 : 2;
}

static void search(functions *all, const char *text)
{
    desk *d = all->order->desk;
    char typed[MOST_WORDS][WORD_ROOM];
    size_t n = 0;
    for (const char *at = text; *at && n < MOST_WORDS;) {
        size_t length = strcspn(at, " \t");
        if (length)
            fold(desk_text(d, "%.*s", (int)length, at), typed[n++], WORD_ROOM);
        at += length + (at[length] != '\0');
    }
    all->n = 0;
    for (int wanted = 0; wanted < 2; wanted++)
        for (size_t s = 0; s < all->door->n_services; s++)
            for (size_t i = 0; i < all->door->services[s].n_functions && all->n < MOST_FUNCTIONS; i++) {
                const sx_function *f = &all->door->services[s].functions[i];
                if (rank(d, f, typed, n) == wanted)
                    all->found[all->n++] = f;
            }
}

static const char *about(desk *d, const sx_function *f)
{
    const char *text = desk_text(d, "%s\n\n%s\n", words_text(d, f->summary), f->syntax);
    for (size_t i = 0; i < f->n_parameters; i++)
        text = desk_text(d, "%s\n%s: %s", text, f->parameters[i].name, words_text(d, f->parameters[i].help));
    text = desk_text(d, "%s\n\n%s\n\n%s", text, words_text(d, f->definition), f->source);
    return f->n_examples ? desk_text(d, "%s\n\n%s", text, f->examples[0].formula) : text;
}

static const sx_function *chosen(dialog *w)
{
    const functions *all = w->data;
    sal_Int16 at = dialog_selected(w, "lstFunctions");
    return at >= 0 && (size_t)at < all->n ? all->found[at] : NULL;
}

static void show_chosen(dialog *w)
{
    desk d = desk_open(w->desk.context, w->desk.frame);
    d.language = w->desk.language;
    const sx_function *f = chosen(w);
    dialog_set_text(w, "txtAbout", f ? about(&d, f) : words(&d, WORD_FUNCTIONS_NONE));
    dialog_enable(w, "btnInsert", f && ((functions *)w->data)->order->model);
    dialog_enable(w, "btnReference", f != NULL);
    desk_clear(&d);
}

static void show_found(dialog *w)
{
    functions *all = w->data;
    desk d = desk_open(w->desk.context, w->desk.frame);
    d.language = w->desk.language;
    order o = *all->order, *kept = all->order;
    o.desk = &d;
    all->order = &o;
    search(all, dialog_text(w, &d, "edtSearch"));
    all->order = kept;
    const char **names = desk_take(&d, (all->n + 1) * sizeof *names);
    for (size_t i = 0; i < all->n; i++)
        names[i] = all->found[i]->name;
    dialog_set_list(w, "lstFunctions", all->n, names, 0);
    desk_clear(&d);
    show_chosen(w);
}

/* An example's formula by the name that a document stores. */
static const char *stored(desk *d, const sx_function *f)
{
    const char *formula = f->examples[0].formula, *open = strchr(formula, '(');
    return desk_text(d, "=%s%s", f->stored, open ? open : "");
}

/* The cells that the example fills: of a table as many as it has. */
static office_range filled(functions *all, const sx_function *f, office_range at)
{
    const sx_example *e = &f->examples[0];
    sx_result made;
    const char *why;
    at.last_column = at.column;
    at.last_row = at.row;
    if (f->returns == SX_SHAPE_TABLE &&
        ask(all->order->desk, all->door, f->name, e->arguments, e->n_arguments, &made, &why)) {
        at.last_column += (sal_Int32)made.table.columns - 1;
        at.last_row += (sal_Int32)made.table.rows - 1;
    }
    return at;
}

/* Why the example cannot stand there, in words; NULL: it can. */
static const char *occupied(order *o, uno_Interface *sheet, office_range at)
{
    desk *d = o->desk;
    for (sal_Int32 r = at.row; r <= at.last_row; r++)
        for (sal_Int32 c = at.column; c <= at.last_column; c++)
            if (sheet_type(d, sheet_cell(d, sheet, c, r)) != CELL_EMPTY)
                return WORDS(d, WORD_MSG_NOTEMPTY, sheet_place(d, at));
    return office_flag(d, sheet, "util.XProtectable::isProtected", NULL)
               ? WORDS(d, WORD_MSG_SHEETLOCKED, sheet_name(d, sheet))
               : NULL;
}

/* The function's first example into the selected cell: its figures are there to be changed into cells. */
static bool insert(functions *all, const sx_function *f)
{
    order *o = all->order;
    desk *d = o->desk;
    double n = 0;
    uno_Interface *range = o->model ? sheet_selection(d, o->controller, &n) : NULL;
    if (!range || !f->n_examples) {
        command_say(o, words(d, o->model ? WORD_MSG_NOPLACE : WORD_MSG_NODOCUMENT));
        return false;
    }
    uno_Interface *sheet = sheet_of(d, range);
    office_range at = filled(all, f, sheet_address(d, range));
    const char *why = occupied(o, sheet, at);
    if (why) {
        command_say(o, why);
        return false;
    }
    if (!write_begin(o, WORD_MENU_FUNCTIONS))
        return false;
    put to = {.order = o, .sheet = sheet};
    if (f->returns == SX_SHAPE_TABLE)
        put_array(&to, at.column, at.row, at.last_column - at.column + 1, at.last_row - at.row + 1,
                  f->examples[0].formula);
    else
        put_formula(&to, at.column, at.row, stored(d, f));
    if (to.failed)
        command_say(o, WORDS(d, WORD_MSG_NOTPUT, desk_text(d, "%s", d->trouble)));
    write_end(o, !to.failed);
    sheet_go(d, o->controller, sheet_range(d, sheet, at));
    return !to.failed;
}

/* The office's own wizard, at the function that was put in. */
static void open_wizard(order *o)
{
    desk *d = o->desk;
    uno_Interface *provider = office_ask(d, d->frame, "frame.XDispatchProvider");
    sal_Int32 flags = 0;
    office_any(d, office_service(d, "frame.DispatchHelper"), "frame.XDispatchHelper::executeDispatch",
               ARGS(&provider, office_string(d, ".uno:FunctionDialog"), office_string(d, ""), &flags,
                    office_properties(d, 0, NULL, NULL)));
}

static void act(dialog *w, const char *control)
{
    if (strcmp(control, "edtSearch") == 0) {
        show_found(w);
    } else if (strcmp(control, "lstFunctions") == 0) {
        show_chosen(w);
    } else if (strcmp(control, "btnReference") == 0) {
        const sx_function *f = chosen(w);
        if (f)
            explain_reference(((functions *)w->data)->order, f->name);
    }
}

static void show(functions *all)
{
    dialog *w = dialog_new(all->order, "Functions", act, all);
    const sx_function *f = NULL;
    if (w->window) {
        show_found(w);
        if (dialog_run(w))
            f = chosen(w);
    }
    dialog_close(w);
    if (f && insert(all, f) && f->returns != SX_SHAPE_TABLE)
        open_wizard(all->order);
}

/* What a script asks: search= (what is found, and what the first is), insert=; else the reference, at function=. */
static void answer(functions *all)
{
    order *o = all->order;
    const char *typed = command_answer(o, "search"), *wanted = command_answer(o, "insert"),
               *function = command_answer(o, "function");
    const sx_function *f = wanted ? all->door->find(wanted) : NULL;
    if (f) {
        insert(all, f);
    } else if (typed) {
        search(all, typed);
        for (size_t i = 0; i < all->n; i++)
            command_say(o, all->found[i]->name);
        command_say(o, all->n ? about(o->desk, all->found[0]) : words(o->desk, WORD_FUNCTIONS_NONE));
    } else {
        explain_reference(o, function ? function : "");
    }
}

void run_functions(order *o)
{
    const sx_door *door = command_core(o);
    if (!door)
        return;
    functions *all = desk_take(o->desk, sizeof *all);
    all->order = o;
    all->door = door;
    if (o->silent)
        answer(all);
    else
        show(all);
}
