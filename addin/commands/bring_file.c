/* The file: bytes by the office's own access to files; a spreadsheet through the office's own filters, with its macros,
 * links and events left alone. */
#include <string.h>
#include "bring.h"
#include "grid.h"

enum { MOST_BYTES = 64 << 20, MOST_SHEETS = 64 };

static int digit_of(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

const char *bring_file_name(desk *d, const char *url)
{
    const char *slash = strrchr(url, '/');
    char *name = desk_take(d, strlen(url) + 1);
    size_t n = 0;
    for (const char *c = slash ? slash + 1 : url; *c; c++) {
        bool coded = *c == '%' && c[1] && c[2] && digit_of(c[1]) >= 0 && digit_of(c[2]) >= 0;
        name[n++] = coded ? (char)(digit_of(c[1]) * 16 + digit_of(c[2])) : *c;
        c += coded ? 2 : 0;
    }
    return name;
}

static const char *read_bytes(order *o, const char *url, size_t *n)
{
    desk *d = o->desk;
    uno_Interface *access = office_service(d, "ucb.SimpleFileAccess");
    uno_Interface *stream =
        office_object(d, access, "ucb.XSimpleFileAccess::openFileRead", ARGS(office_string(d, url)));
    sal_Int32 most = MOST_BYTES + 1, got = 0;
    uno_Sequence **bytes = desk_take(d, sizeof *bytes);
    *n = 0;
    if (!office_call(d, stream, "io.XInputStream::readBytes", &got, ARGS(bytes, &most)))
        return NULL;
    desk_keep(d, DESK_SEQUENCE, bytes, uno_sequence_type(uno_plain_type(typelib_TypeClass_BYTE)));
    office_call(d, stream, "io.XInputStream::closeInput", NULL, NULL);
    *n = (size_t)got;
    return (const char *)(const void *)(*bytes)->elements;
}

/* The sheet of a spreadsheet's file that holds most. */
static sx_table largest_sheet(desk *d, uno_Interface *model)
{
    uno_Interface *best = NULL;
    office_range best_at = {0};
    double most = 0;
    for (sal_Int32 i = 0; i < MOST_SHEETS; i++) {
        uno_Interface *sheet = sheet_at(d, model, i);
        if (!sheet)
            break;
        office_range at = grid_clip(d, sheet, sheet_address(d, sheet));
        double cells = ((double)at.last_row + 1) * ((double)at.last_column + 1);
        if (cells > most) {
            most = cells;
            best = sheet;
            best_at = at;
        }
    }
    return best ? bring_cells(d, best, best_at) : (sx_table){0};
}

static bool read_spreadsheet(order *o, const char *url, bring_file *file)
{
    desk *d = o->desk;
    const char *const names[] = {"Hidden", "ReadOnly", "MacroExecutionMode", "UpdateDocMode"};
    const uno_Any *values[] = {office_any_flag(d, true), office_any_flag(d, true), office_any_short(d, 0 /* NEVER */),
                               office_any_short(d, 0 /* NO_UPDATE */)};
    sal_Int32 flags = 0;
    uno_Interface *model = office_object(
        d, office_service(d, "frame.Desktop"), "frame.XComponentLoader::loadComponentFromURL",
        ARGS(office_string(d, url), office_string(d, "_blank"), &flags, office_properties(d, 4, names, values)));
    bool good = office_ask(d, model, "sheet.XSpreadsheetDocument") != NULL;
    sal_Bool yes = 1;
    if (good)
        file->cells = largest_sheet(d, model);
    office_call(d, model, "util.XCloseable::close", NULL, ARGS(&yes));
    return good;
}

bring_file bring_file_read(order *o, const sx_door *door, const char *url)
{
    desk *d = o->desk;
    bring_file file = {.name = bring_file_name(d, url)};
    size_t n;
    const char *refused = NULL, *bytes = read_bytes(o, url, &n);
    if (!bytes) {
        file.trouble = WORDS(d, WORD_MSG_NOFILE, file.name);
        return file;
    }
    if (n > MOST_BYTES) {
        file.trouble = WORDS(d, WORD_MSG_LARGEFILE, file.name);
        return file;
    }
    if (door->cells(bytes, n, &file.cells, &refused) != SX_OK) {
        file.trouble = WORDS(d, WORD_MSG_LARGEFILE, file.name);
        return file;
    }
    file.owned = !refused;
    if (!refused)
        return file;
    bool sheet = strcmp(refused, "xlsx") == 0 || strcmp(refused, "xls") == 0 || strcmp(refused, "binary") == 0;
    if (!sheet || !read_spreadsheet(o, url, &file))
        file.trouble = WORDS(d, WORD_MSG_FILEKIND, file.name, refused);
    return file;
}

void bring_file_end(const sx_door *door, bring_file *file)
{
    if (file->owned)
        door->free_table(&file->cells);
    *file = (bring_file){0};
}

const char *bring_pick(order *o)
{
    desk *d = o->desk;
    sal_Int16 mode = 0 /* ui.dialogs.TemplateDescription.FILEOPEN_SIMPLE */, answer = 0;
    const uno_Any *argument = office_any_short(d, mode);
    uno_Interface *picker = office_service_with(d, "ui.dialogs.FilePicker", 1, &argument);
    static const char *const kinds[][2] = {{NULL, "*.csv;*.txt;*.tsv;*.xlsx;*.xls;*.ods"}, {NULL, "*.*"}};
    const sx_word names[] = {WORD_IMPORT_FILES, WORD_IMPORT_ALLFILES};
    for (size_t i = 0; i < 2; i++)
        office_call(d, picker, "ui.dialogs.XFilterManager::appendFilter", NULL,
                    ARGS(office_string(d, words(d, names[i])), office_string(d, kinds[i][1])));
    office_call(d, picker, "ui.dialogs.XExecutableDialog::setTitle", NULL,
                ARGS(office_string(d, words(d, WORD_IMPORT_TITLE))));
    office_call(d, picker, "ui.dialogs.XExecutableDialog::execute", &answer, NULL);
    const uno_Sequence *files =
        answer == 1 ? office_sequence(d, picker, "ui.dialogs.XFilePicker::getFiles", NULL) : NULL;
    return files && files->nElements ? office_utf8(d, *(rtl_uString *const *)(const void *)files->elements) : NULL;
}
