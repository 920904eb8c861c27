#include "cli/import_into.h"
#include <string.h>
#include "data/fold.h"

/* What names a row of each table; the other columns are figures, or may change. */
static const struct {
    sx_canon_id table;
    int fields[6];
    size_t n;
} keys[] = {{SX_T_SPEND, {SX_F_DATE, SX_F_CHANNEL, SX_F_CAMPAIGN, SX_F_CURRENCY}, 4},
            {SX_T_PIPELINE, {SX_F_DEAL_ID, SX_F_NAME, SX_F_CREATED}, 3},
            {SX_T_LEDGER, {SX_F_DATE, SX_F_ACCOUNT, SX_F_DESCRIPTION, SX_F_CURRENCY, SX_F_REFERENCE}, 5},
            {SX_T_BUDGET, {SX_F_PERIOD, SX_F_CHANNEL, SX_F_VERSION}, 3},
            {SX_T_BANK, {SX_F_DATE, SX_F_DESCRIPTION, SX_F_CURRENCY}, 3},
            {SX_T_RECEIVABLES, {SX_F_INVOICE, SX_F_CUSTOMER}, 2},
            {SX_T_MRR_EVENTS, {SX_F_DATE, SX_F_CUSTOMER_ID, SX_F_EVENT_TYPE}, 3},
            {SX_T_LEADS, {SX_F_CREATED, SX_F_OWNER, SX_F_SOURCE}, 3},
            {SX_T_ORDERS, {SX_F_ORDER, SX_F_VENDOR}, 2},
            {SX_T_CUSTOMERS, {SX_F_CUSTOMER, SX_F_MONTH}, 2}};

static bool is_key(const sx_canon *table, int field)
{
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        for (size_t k = 0; keys[i].table == table->id && k < keys[i].n; k++)
            if (keys[i].fields[k] == field)
                return true;
    return false;
}

static bool wrong(sx_into *into, const char *what)
{
    if (!into->why[0])
        sx_format_into(into->why, sizeof into->why, "%s: %s", what, into->sqlite.error(into->db));
    return false;
}

static bool run(sx_into *into, const char *what, const sx_text *sql)
{
    if (sql->status != SX_OK || into->why[0])
        return into->why[0] ? false : wrong(into, "out of memory");
    return into->sqlite.exec(into->db, sql->data, NULL, NULL, NULL) == SX_SQLITE_OK || wrong(into, what);
}

/* "name" type, ... of the table's columns; with the row's own three, or the place in the file. */
static void add_columns(sx_text *sql, const sx_canon *table, bool typed)
{
    for (size_t i = 0; i < table->n_canonical; i++)
        sx_text_add(sql, "%s\"%s\"%s", i ? ", " : "", sx_field_names[table->columns[i].field],
                    !typed                                      ? ""
                    : sx_is_number_kind(table->columns[i].kind) ? " numeric"
                                                                : " text");
}

/* Cell for cell the same, NULL being equal to NULL. */
static void add_equal(sx_text *sql, const sx_canon *table)
{
    for (size_t i = 0; i < table->n_canonical; i++)
        sx_text_add(sql, " and t.\"%s\" is f.\"%s\"", sx_field_names[table->columns[i].field],
                    sx_field_names[table->columns[i].field]);
}

static bool make_tables(sx_into *into)
{
    const sx_canon *t = into->table;
    sx_text sql = {0};
    sx_text_add(&sql,
                "create table if not exists sextant_imports (id integer primary key, \"table\" text not null, file "
                "text not null, source text not null, added integer not null, there integer not null);"
                "create table if not exists \"%s\" (",
                t->name);
    add_columns(&sql, t, true);
    sx_text_add(&sql,
                ", _import integer, _row integer, _key integer);"
                "create index if not exists sextant_%s_row on \"%s\" (_row);"
                "create index if not exists sextant_%s_key on \"%s\" (_key);"
                "create temp table incoming (",
                t->name, t->name, t->name, t->name);
    add_columns(&sql, t, true);
    sx_text_add(&sql, ", _row integer, _key integer, _at integer primary key, _new integer default 1);"
                      "create index temp.incoming_row on incoming (_row);"
                      "create index temp.incoming_key on incoming (_key);");
    bool good = run(into, "its tables", &sql);
    sx_text_free(&sql);
    return good;
}

bool sx_into_open(sx_into *into, const char *file, const sx_canon *table)
{
    enum { PATIENCE = 10000 };
    *into = (sx_into){.table = table};
    if (!sx_sqlite_load(&into->sqlite)) {
        sx_format_into(into->why, sizeof into->why,
                       "SQLite 3.25 or later is not on this machine (on Debian: apt install libsqlite3-0; on Windows: "
                       "sqlite3.dll beside sextant.exe)");
        return false;
    }
    if (into->sqlite.open(file, &into->db, SX_SQLITE_READWRITE | SX_SQLITE_CREATE, NULL) != SX_SQLITE_OK)
        return wrong(into, file);
    into->sqlite.busy(into->db, PATIENCE);
    sx_text sql = {0};
    sx_text_add(&sql, "begin immediate");
    bool good = run(into, file, &sql);
    sx_text_free(&sql);
    if (!good || !make_tables(into))
        return false;
    sx_text_add(&sql, "insert into incoming values (");
    for (size_t i = 0; i < table->n_canonical; i++)
        sx_text_add(&sql, "?, ");
    sx_text_add(&sql, "?, ?, null, 1)");
    good = sql.status == SX_OK && into->sqlite.prepare(into->db, sql.data, -1, &into->insert, NULL) == SX_SQLITE_OK;
    sx_text_free(&sql);
    return good || wrong(into, "its rows");
}

/* The cell's words; false: it has none. */
static bool cell_words(sx_into *into, const sx_out *cell)
{
    char room[32];
    sx_text *words = &into->words;
    words->length = 0;
    switch (cell->kind) {
    case SX_OUT_NONE:
        return false;
    case SX_OUT_TEXT:
        sx_piece_words(&cell->text, words);
        break;
    case SX_OUT_NUMBER:
        sx_text_add_bytes(words, room, sx_decimal_text(cell->number, room));
        break;
    case SX_OUT_CODE:
        sx_currency_text(cell->code, room);
        sx_text_add(words, "%s", room);
        break;
    case SX_OUT_DAY:
        sx_text_add(words, "%04d-%02d-%02d", cell->day.year, cell->day.month, cell->day.day);
        if (cell->day.minute >= 0)
            sx_text_add(words, "T%02d:%02d", cell->day.minute / 60, cell->day.minute % 60);
        break;
    }
    return true;
}

sx_status sx_into_row(void *data, const sx_out *row, size_t n)
{
    sx_into *into = data;
    uint64_t whole = SX_HASH_START, key = SX_HASH_START;
    int at = 0;
    bool good = true;
    for (size_t i = 0; i < n && good; i++) {
        bool some = cell_words(into, &row[i]);
        if (into->words.status != SX_OK)
            return SX_NOMEM;
        size_t length = some ? into->words.length : 0;
        whole = sx_hash_stable(length ? into->words.data : "", length, whole);
        whole = sx_hash_stable("", 1, whole);
        if (is_key(into->table, into->table->columns[i].field)) {
            key = sx_hash_stable(length ? into->words.data : "", length, key);
            key = sx_hash_stable("", 1, key);
        }
        good =
            (length ? into->sqlite.bind_text(into->insert, ++at, into->words.data, (int)length, (void (*)(void *)) - 1)
                    : into->sqlite.bind_null(into->insert, ++at)) == SX_SQLITE_OK;
    }
    int64_t hashes[2];
    memcpy(&hashes[0], &whole, sizeof whole);
    memcpy(&hashes[1], &key, sizeof key);
    good = good && into->sqlite.bind_integer(into->insert, ++at, hashes[0]) == SX_SQLITE_OK &&
           into->sqlite.bind_integer(into->insert, ++at, hashes[1]) == SX_SQLITE_OK &&
           into->sqlite.step(into->insert) == SX_SQLITE_DONE;
    into->sqlite.reset(into->insert);
    if (!good)
        wrong(into, "a row");
    return good ? SX_OK : SX_ARGUMENT;
}

/* The one number that a query gives; it may take the source as its parameter. */
static size_t count(sx_into *into, const char *sql, const char *source)
{
    struct sqlite3_stmt *made = NULL;
    size_t n = 0;
    bool good = !into->why[0] && into->sqlite.prepare(into->db, sql, -1, &made, NULL) == SX_SQLITE_OK &&
                (!source || into->sqlite.bind_text(made, 1, source, -1, (void (*)(void *)) - 1) == SX_SQLITE_OK) &&
                into->sqlite.step(made) == SX_SQLITE_ROW;
    if (good)
        n = (size_t)into->sqlite.column_integer(made, 0);
    else
        wrong(into, "counting");
    into->sqlite.finalize(made);
    return n;
}

/* A statement with texts for its parameters. */
static bool run_with(sx_into *into, const sx_text *sql, const char *const *texts, int n)
{
    struct sqlite3_stmt *made = NULL;
    bool good = !into->why[0] && sql->status == SX_OK &&
                into->sqlite.prepare(into->db, sql->data, -1, &made, NULL) == SX_SQLITE_OK;
    for (int i = 0; i < n && good; i++)
        good = into->sqlite.bind_text(made, i + 1, texts[i], -1, (void (*)(void *)) - 1) == SX_SQLITE_OK;
    good = good && into->sqlite.step(made) == SX_SQLITE_DONE;
    if (!good)
        wrong(into, "adding rows");
    into->sqlite.finalize(made);
    return good;
}

#define OF_SOURCE " in (select id from sextant_imports where source = ?1)"

/* Of equal rows as many are new as the file has more of them than the table has from this source. */
static bool mark_new(sx_into *into, const char *source)
{
    sx_text sql = {0};
    sx_text_add(
        &sql,
        "update incoming set _new = 0 where _at in (select _at from (select *, row_number() over (partition by "
        "_row order by _at) as k from incoming) f where k <= (select count(*) from \"%s\" t where t._row = f._row "
        "and t._import" OF_SOURCE,
        into->table->name);
    add_equal(&sql, into->table);
    sx_text_add(&sql, "))");
    bool good = run_with(into, &sql, &source, 1);
    sx_text_free(&sql);
    return good;
}

/* New rows whose name stands once in the file and once in the table: 2 in _new. */
static bool mark_changed(sx_into *into, const char *source)
{
    sx_text sql = {0};
    sx_text_add(&sql,
                "update incoming set _new = 2 where _new = 1 and (select count(*) from incoming i where i._key = "
                "incoming._key) = 1 and (select count(*) from \"%s\" t where t._key = incoming._key and "
                "t._import" OF_SOURCE ") = 1",
                into->table->name);
    bool good = run_with(into, &sql, &source, 1);
    sx_text_free(&sql);
    return good;
}

static bool settle_changed(sx_into *into, const char *choice, const char *source)
{
    sx_text sql = {0};
    if (strcmp(choice, "replace") == 0)
        sx_text_add(&sql,
                    "delete from \"%s\" where _key in (select _key from incoming where _new = 2) and _import" OF_SOURCE,
                    into->table->name);
    else
        sx_text_add(&sql, "update incoming set _new = %d where _new = 2", strcmp(choice, "both") == 0);
    bool good = run_with(into, &sql, &source, strcmp(choice, "replace") == 0);
    sx_text_free(&sql);
    return good;
}

static bool add_rows(sx_into *into, const char *file, const char *source)
{
    const char *texts[] = {into->table->name, file, source};
    sx_text sql = {0};
    into->added = count(into, "select count(*) from incoming where _new > 0", NULL);
    sx_text_add(&sql,
                "insert into sextant_imports (\"table\", file, source, added, there) values (?1, ?2, ?3, %zu, %zu)",
                into->added, into->there);
    bool good = run_with(into, &sql, texts, 3);
    sql.length = 0;
    sx_text_add(&sql, "insert into \"%s\" (", into->table->name);
    add_columns(&sql, into->table, false);
    sx_text_add(&sql, ", _import, _row, _key) select ");
    add_columns(&sql, into->table, false);
    sx_text_add(&sql, ", (select max(id) from sextant_imports), _row, _key from incoming where _new > 0 order by _at;"
                      "drop table incoming; commit");
    good = good && run(into, "adding rows", &sql);
    sx_text_free(&sql);
    return good;
}

static sx_status ask_changed(sx_export *x, size_t changed)
{
    static const char *const choices[] = {"replace", "keep", "both"};
    return sx_ask(x, "changed", choices, 3,
                  "%zu rows stand in the database under the same name with other figures: replace them, keep what is "
                  "there, or keep both?",
                  changed);
}

/* What the rows are told apart by where two exports hold equal ones: what the user says, else the layout. */
static void source_of(const sx_export *x, const char *given, char out[128])
{
    if (given && *given)
        sx_format_into(out, 128, "%s", given);
    else
        sx_format_into(out, 128, "layout %016llx", (unsigned long long)x->header.hash);
}

bool sx_into_end(sx_into *into, sx_export *x, const char *file, const char *source)
{
    char of[128];
    sx_status status = SX_OK;
    if (x->report.status != SX_READ_OK)
        return true;
    source_of(x, source, of);
    if (!mark_new(into, of) || !mark_changed(into, of))
        return false;
    into->there = count(into, "select count(*) from incoming where _new = 0", NULL);
    into->changed = count(into, "select count(*) from incoming where _new = 2", NULL);
    const char *choice = sx_set(x, "changed");
    if (into->changed && !choice) {
        status = ask_changed(x, into->changed);
        if (status == SX_OK)
            status = sx_sentence(x, "Nothing was added.");
        return status == SX_OK;
    }
    if ((into->changed && !settle_changed(into, choice, of)) || !add_rows(into, file, of))
        return false;
    status = sx_sentence(x, "%zu rows added to %s; %zu were there already from the same source.", into->added,
                         into->table->name, into->there);
    if (status == SX_OK && into->changed)
        status = sx_sentence(x, "%zu rows stood there with other figures: %s, as was set.", into->changed,
                             strcmp(choice, "replace") == 0 ? "replaced"
                             : strcmp(choice, "keep") == 0  ? "kept as they were"
                                                            : "both kept");
    return status == SX_OK;
}

void sx_into_close(sx_into *into)
{
    if (into->insert)
        into->sqlite.finalize(into->insert);
    if (into->db)
        into->sqlite.close(into->db); /* an open transaction is rolled back */
    sx_text_free(&into->words);
    *into = (sx_into){.db = NULL};
}
