/* Databases, through the office: their names, their tables, and what they answer. */
#include "bring_database.h"
#include "grid.h"
#include "sheet.h"
#include <string.h>

static const char **names_in(desk *d, uno_Interface *container, size_t *n)
{
    const uno_Sequence *found = office_sequence(d, container, "container.XNameAccess::getElementNames", NULL);
    *n = found ? (size_t)found->nElements : 0;
    const char **names = desk_take(d, (*n + 1) * sizeof *names);
    for (size_t i = 0; i < *n; i++)
        names[i] = office_utf8(d, ((rtl_uString *const *)(const void *)found->elements)[i]);
    return names;
}

void database_names(desk *d, database_list *list)
{
    list->databases = names_in(d, office_service(d, "sdb.DatabaseContext"), &list->n_databases);
}

/* A person is asked for what the database wants to know, as a password; where nobody is there, nothing is. */
static uno_Interface *handler(order *o)
{
    return o->silent ? NULL : office_service(o->desk, "task.InteractionHandler");
}

static uno_Interface *connect(order *o, uno_Interface *source)
{
    desk *d = o->desk;
    uno_Interface *asks = office_ask(d, handler(o), "task.XInteractionHandler");
    if (asks)
        return office_object(d, source, "sdb.XCompletedConnection::connectWithCompletion", ARGS(&asks));
    return office_object(d, source, "sdbc.XDataSource::getConnection",
                         ARGS(office_string(d, ""), office_string(d, "")));
}

const char *database_said(desk *d)
{
    static const char secret[] = "password=", source[] = " at ./";
    char *text = desk_take(d, strlen(d->trouble) + sizeof "***" * (strlen(d->trouble) / (sizeof secret - 1)) + 1);
    size_t n = 0;
    for (const char *at = d->trouble; *at && strncmp(at, source, sizeof source - 1) != 0; at++) {
        bool blank = strchr(" \t\r\n", *at) != NULL;
        if (!blank)
            text[n++] = *at;
        else if (n && text[n - 1] != ' ')
            text[n++] = ' ';
        if (n < sizeof secret - 1 || strncmp(text + n - (sizeof secret - 1), secret, sizeof secret - 1) != 0)
            continue;
        for (; at[1] && !strchr(" \t\r\n'\"&;", at[1]); at++) {
        }
        memcpy(text + n, "***", 3);
        n += 3;
    }
    while (n && text[n - 1] == ' ')
        n--;
    text[n] = '\0';
    return text;
}

bool database_tables(order *o, const char *database, database_list *list)
{
    desk *d = o->desk;
    *d->trouble = '\0';
    uno_Interface *source = office_named(d, office_service(d, "sdb.DatabaseContext"), database);
    uno_Interface *connection = connect(o, source);
    list->n_tables = list->n_queries = 0;
    if (!connection)
        return false;
    list->tables = names_in(d, office_object(d, connection, "sdbcx.XTablesSupplier::getTables", NULL), &list->n_tables);
    list->queries =
        names_in(d, office_object(d, connection, "sdb.XQueriesSupplier::getQueries", NULL), &list->n_queries);
    office_call(d, connection, "sdbc.XCloseable::close", NULL, NULL);
    return true;
}

const char *database_refuses(order *o, const database_ask *asked)
{
    desk *d = o->desk;
    sal_Int32 kind = asked->mode == DATABASE_TABLE ? 0 : asked->mode == DATABASE_QUERY ? 1 : 2; /* sdb.CommandType */
    if (!office_flag(d, office_service(d, "sdb.DatabaseContext"), "container.XNameAccess::hasByName",
                     ARGS(office_string(d, asked->database))))
        return WORDS(d, WORD_MSG_NODATABASE, asked->database);
    uno_Interface *rows = office_service(d, "sdb.RowSet");
    office_set(d, rows, "DataSourceName", office_any_text(d, asked->database));
    office_set(d, rows, "Command", office_any_text(d, asked->what));
    office_set(d, rows, "CommandType", office_any_long(d, kind));
    office_set(d, rows, "EscapeProcessing", office_any_flag(d, !asked->native));
    uno_Interface *asks = office_ask(d, handler(o), "task.XInteractionHandler");
    *d->trouble = '\0';
    bool good = asks ? office_call(d, rows, "sdb.XCompletedExecution::executeWithCompletion", NULL, ARGS(&asks))
                     : office_call(d, rows, "sdbc.XRowSet::execute", NULL, NULL);
    const char *why = good ? NULL : WORDS(d, WORD_MSG_NOANSWER, asked->database, asked->what, database_said(d));
    office_call(d, rows, "lang.XComponent::dispose", NULL, NULL);
    return why;
}

bool database_fill(desk *d, uno_Interface *range, const database_ask *asked)
{
    const char *const names[] = {"DatabaseName", "SourceType", "SourceObject", "IsNative"};
    const uno_Any *values[] = {office_any_text(d, asked->database),
                               office_any_enum(d, "sheet.DataImportMode", asked->mode), office_any_text(d, asked->what),
                               office_any_flag(d, asked->native)};
    return office_call(d, range, "util.XImportable::doImport", NULL, ARGS(office_properties(d, 4, names, values)));
}

/* What the office made of each column of the first line. */
static const sal_Int16 *types_of(desk *d, uno_Interface *model, uno_Interface *sheet, size_t columns)
{
    sal_Int16 *types = desk_take(d, columns * sizeof *types);
    uno_Interface *formats = office_object(d, model, "util.XNumberFormatsSupplier::getNumberFormats", NULL);
    for (size_t c = 0; c < columns; c++) {
        const uno_Any *format = office_property(d, sheet_cell(d, sheet, (sal_Int32)c, 1), "NumberFormat");
        sal_Int32 key = (sal_Int32)office_read_number(format, 0);
        uno_Interface *how = office_object(d, formats, "util.XNumberFormats::getByKey", ARGS(&key));
        types[c] = (sal_Int16)office_read_number(office_property(d, how, "Type"), 0);
    }
    return types;
}

bring_file database_read(order *o, const database_ask *asked)
{
    desk *d = o->desk;
    bring_file file = {.name = desk_text(d, "%s: %s", asked->database, asked->what)};
    file.trouble = database_refuses(o, asked);
    if (file.trouble)
        return file;
    const char *const names[] = {"Hidden"};
    const uno_Any *values[] = {office_any_flag(d, true)};
    sal_Int32 flags = 0;
    sal_Bool yes = 1;
    uno_Interface *model =
        office_object(d, office_service(d, "frame.Desktop"), "frame.XComponentLoader::loadComponentFromURL",
                      ARGS(office_string(d, "private:factory/scalc"), office_string(d, "_blank"), &flags,
                           office_properties(d, 1, names, values)));
    uno_Interface *sheet = sheet_at(d, model, 0);
    office_range all = sheet_address(d, sheet);
    bool good = database_fill(d, sheet_range(d, sheet, all), asked);
    office_range at = grid_clip(d, sheet, all);
    if (good && sheet_type(d, sheet_cell(d, sheet, 0, 0)) != CELL_EMPTY) {
        file.cells = bring_cells(d, sheet, at);
        file.types = types_of(d, model, sheet, file.cells.columns);
    } else {
        file.trouble = WORDS(d, WORD_MSG_NOANSWER, asked->database, asked->what, database_said(d));
    }
    if (at.last_row >= all.last_row)
        file.trouble = WORDS(d, WORD_MSG_LARGETABLE, file.name);
    office_call(d, model, "util.XCloseable::close", NULL, ARGS(&yes));
    return file;
}
