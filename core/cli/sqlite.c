#include "cli/sqlite.h"
#include "cli/system.h"
#include <string.h>

enum { WINDOW_FUNCTIONS = 3025000 };

bool sx_sqlite_load(sx_sqlite *out)
{
    void *library = sx_system_sqlite();
    if (!library)
        return false;
    int (*version)(void) = NULL;
    const struct {
        const char *name;
        void *to; /* a pointer to a function */
    } parts[] = {{"sqlite3_libversion_number", &version}, {"sqlite3_open_v2", &out->open},
                 {"sqlite3_close", &out->close},          {"sqlite3_exec", &out->exec},
                 {"sqlite3_prepare_v2", &out->prepare},   {"sqlite3_step", &out->step},
                 {"sqlite3_reset", &out->reset},          {"sqlite3_finalize", &out->finalize},
                 {"sqlite3_bind_text", &out->bind_text},  {"sqlite3_bind_int64", &out->bind_integer},
                 {"sqlite3_bind_null", &out->bind_null},  {"sqlite3_column_int64", &out->column_integer},
                 {"sqlite3_errmsg", &out->error},         {"sqlite3_busy_timeout", &out->busy}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        void *found = sx_system_function(library, parts[i].name);
        if (!found)
            return false;
        memcpy(parts[i].to, &found, sizeof found); /* POSIX lets a pointer to a function stand in one to an object */
    }
    return version() >= WINDOW_FUNCTIONS;
}
