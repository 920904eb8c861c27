/* Which table of which database: the window before that of Bring in Data. */
#include "bring_window.h"
#include <string.h>

typedef struct choice {
    order *order;
    desk now; /* of what the lists show */
    database_list list;
} choice;

static const char *at(const char *const *names, size_t n, sal_Int16 i)
{
    return i >= 0 && (size_t)i < n ? names[i] : NULL;
}

static void show_tables(dialog *from)
{
    choice *c = from->data;
    const char *database = at(c->list.databases, c->list.n_databases, dialog_selected(from, "lstSource"));
    desk_clear(&c->now);
    c->now = desk_open(c->order->desk->context, c->order->desk->frame);
    c->now.language = c->order->desk->language;
    order o = *c->order;
    desk *d = o.desk = &c->now;
    bool good = database && database_tables(&o, database, &c->list);
    size_t n = good ? c->list.n_tables + c->list.n_queries : 0;
    const char **lines = desk_take(d, (n + 1) * sizeof *lines);
    for (size_t i = 0; i < n; i++)
        lines[i] = i < c->list.n_tables ? c->list.tables[i]
                                        : WORDS(d, WORD_DATABASE_QUERY, c->list.queries[i - c->list.n_tables]);
    dialog_set_list(from, "lstTables", n, lines, 0);
    dialog_enable(from, "btnNext", n > 0);
    dialog_set_text(from, "txtNote",
                    n      ? words(d, WORD_DATABASE_READ)
                    : good ? WORDS(d, WORD_MSG_NOTABLES, database)
                           : WORDS(d, WORD_MSG_NOTREACHED, database ? database : "", database_said(d)));
}

static void act(dialog *from, const char *control)
{
    if (strcmp(control, "lstSource") == 0)
        show_tables(from);
}

/* What a script answers: database=, and table=, query= or sql=. */
static bool answered(order *o, database_ask *asked, bool *link)
{
    static const struct {
        const char *name;
        int mode;
    } ways[] = {{"table", DATABASE_TABLE}, {"query", DATABASE_QUERY}, {"sql", DATABASE_SQL}};
    desk *d = o->desk;
    asked->database = command_answer(o, "database");
    for (size_t i = 0; i < 3 && !asked->what; i++) {
        asked->what = command_answer(o, ways[i].name);
        asked->mode = ways[i].mode;
    }
    *link = command_whole(o, "link", 1) != 0;
    if (asked->database && asked->what)
        return true;
    database_list list = {0};
    database_names(d, &list);
    for (size_t i = 0; !asked->database && i < list.n_databases; i++)
        command_say(o, list.databases[i]);
    if (asked->database && !database_tables(o, asked->database, &list))
        command_say(o, WORDS(d, WORD_MSG_NOTREACHED, asked->database, database_said(d)));
    else if (asked->database && list.n_tables + list.n_queries == 0)
        command_say(o, WORDS(d, WORD_MSG_NOTABLES, asked->database));
    for (size_t i = 0; asked->database && i < list.n_tables; i++)
        command_say(o, list.tables[i]);
    for (size_t i = 0; asked->database && i < list.n_queries; i++)
        command_say(o, WORDS(d, WORD_DATABASE_QUERY, list.queries[i]));
    return false;
}

static bool chosen(dialog *w, choice *c, database_ask *asked, bool *link)
{
    desk *d = c->order->desk;
    const char *database = at(c->list.databases, c->list.n_databases, dialog_selected(w, "lstSource"));
    sal_Int16 line = dialog_selected(w, "lstTables");
    bool query = line >= 0 && (size_t)line >= c->list.n_tables;
    const char *what = query ? at(c->list.queries, c->list.n_queries, (sal_Int16)(line - (sal_Int16)c->list.n_tables))
                             : at(c->list.tables, c->list.n_tables, line);
    if (!database || !what)
        return false;
    *asked = (database_ask){.database = desk_text(d, "%s", database),
                            .what = desk_text(d, "%s", what),
                            .mode = query ? DATABASE_QUERY : DATABASE_TABLE};
    *link = dialog_checked(w, "chkLink");
    return true;
}

bool bring_choose_table(order *o, database_ask *asked, bool *link)
{
    desk *d = o->desk;
    choice c = {.order = o};
    database_names(d, &c.list);
    if (c.list.n_databases == 0) {
        command_say(o, words(d, WORD_MSG_NODATABASES));
        return false;
    }
    if (o->silent)
        return answered(o, asked, link);
    dialog *w = dialog_new(o, "Database", act, &c);
    bool good = false;
    if (w->window) {
        sal_Int16 was = 0;
        for (size_t i = 0; asked->database && i < c.list.n_databases; i++)
            if (strcmp(c.list.databases[i], asked->database) == 0)
                was = (sal_Int16)i;
        dialog_set_list(w, "lstSource", c.list.n_databases, c.list.databases, was);
        dialog_check(w, "chkLink", *link);
        show_tables(w);
        good = dialog_run(w) && chosen(w, &c, asked, link);
    }
    dialog_close(w);
    desk_clear(&c.now);
    return good;
}
