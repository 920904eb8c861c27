/* SQLite's library, taken when it is asked for: the shell builds and runs without it. */
#ifndef SX_CLI_SQLITE_H
#define SX_CLI_SQLITE_H
#include <stdbool.h>
#include <stdint.h>

struct sqlite3;
struct sqlite3_stmt;
/* What sqlite3.h calls so; public interface, unchanged since version 3.0. */
enum { SX_SQLITE_OK = 0, SX_SQLITE_ROW = 100, SX_SQLITE_DONE = 101, SX_SQLITE_READWRITE = 2, SX_SQLITE_CREATE = 4 };

typedef struct sx_sqlite {
    int (*open)(const char *file, struct sqlite3 **db, int flags, const char *vfs);
    int (*close)(struct sqlite3 *db);
    int (*exec)(struct sqlite3 *db, const char *sql, int (*row)(void *, int, char **, char **), void *data,
                char **error);
    int (*prepare)(struct sqlite3 *db, const char *sql, int n, struct sqlite3_stmt **made, const char **rest);
    int (*step)(struct sqlite3_stmt *statement);
    int (*reset)(struct sqlite3_stmt *statement);
    int (*finalize)(struct sqlite3_stmt *statement);
    int (*bind_text)(struct sqlite3_stmt *statement, int at, const char *text, int n, void (*destroy)(void *));
    int (*bind_integer)(struct sqlite3_stmt *statement, int at, int64_t value);
    int (*bind_null)(struct sqlite3_stmt *statement, int at);
    int64_t (*column_integer)(struct sqlite3_stmt *statement, int at);
    const char *(*error)(struct sqlite3 *db);
    int (*busy)(struct sqlite3 *db, int milliseconds);
} sx_sqlite;

/* False: there is no such library, or an older one than 3.25. */
bool sx_sqlite_load(sx_sqlite *out);
#endif
