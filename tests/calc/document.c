#include "calc/document.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void add(sx_text *to, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = length < 0 ? NULL : malloc((size_t)length + 1);
    if (!text)
        exit(2);
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    sx_text_add_bytes(to, text, (size_t)length);
    free(text);
    if (to->status != SX_OK)
        exit(2);
}

static void add_escaped(sx_text *to, const char *text)
{
    for (const char *c = text; *c; c++)
        switch (*c) {
        case '&':
            add(to, "&amp;");
            break;
        case '<':
            add(to, "&lt;");
            break;
        case '"':
            add(to, "&quot;");
            break;
        case '\n':
        case '\t':
        case '\r':
            add(to, "&#%d;", *c);
            break;
        default:
            add(to, "%c", *c);
        }
}

void add_literal(sx_text *to, const char *text)
{
    add(to, "\"");
    for (const char *c = text; *c; c++)
        add(to, *c == '"' ? "\"\"" : "%c", *c);
    add(to, "\"");
}

void add_column_name(sx_text *to, size_t column)
{
    if (column >= 26)
        add_column_name(to, column / 26 - 1);
    add(to, "%c", (char)('A' + column % 26));
}

void open_row(sheet *to)
{
    add(&to->xml, "<table:table-row>");
    to->rows++;
}

void close_row(sheet *to)
{
    add(&to->xml, "</table:table-row>\n");
}

void put_number(sheet *to, double number)
{
    add(&to->xml, "<table:table-cell office:value-type=\"float\" office:value=\"%.17g\"/>", number);
}

void put_formula(sheet *to, const char *formula)
{
    add(&to->xml, "<table:table-cell table:formula=\"of:=");
    add_escaped(&to->xml, formula);
    add(&to->xml, "\"/>");
}

/* A paragraph of a document collapses blanks and breaks at lines: such texts are written as a formula. */
void put_text(sheet *to, const char *text)
{
    size_t n = strlen(text);
    if (n == 0 || strpbrk(text, "\n\t\r") || strstr(text, "  ") || text[0] == ' ' || text[n - 1] == ' ') {
        sx_text formula = {0};
        add_literal(&formula, text);
        put_formula(to, formula.data);
        sx_text_free(&formula);
        return;
    }
    add(&to->xml, "<table:table-cell office:value-type=\"string\"><text:p>");
    add_escaped(&to->xml, text);
    add(&to->xml, "</text:p></table:table-cell>");
}

void put_blank(sheet *to, size_t n)
{
    if (n)
        add(&to->xml, "<table:table-cell table:number-columns-repeated=\"%zu\"/>", n);
}

void put_array_cell(sheet *to, const char *formula)
{
    add(&to->xml, "<table:table-cell table:number-matrix-columns-spanned=\"1\" table:number-matrix-rows-spanned=\"1\" "
                  "table:formula=\"of:=");
    add_escaped(&to->xml, formula);
    add(&to->xml, "\"/>");
}

void put_array_formula(sheet *to, const char *formula, size_t rows, size_t columns)
{
    add(&to->xml,
        "<table:table-row><table:table-cell table:number-matrix-columns-spanned=\"%zu\" "
        "table:number-matrix-rows-spanned=\"%zu\" table:formula=\"of:=",
        columns, rows);
    add_escaped(&to->xml, formula);
    add(&to->xml, "\"/>");
    if (columns > 1)
        put_blank(to, columns - 1);
    close_row(to);
    for (size_t r = 1; r < rows; r++) {
        add(&to->xml, "<table:table-row>");
        put_blank(to, columns);
        close_row(to);
    }
    to->rows += rows;
}

void put_range(sheet *to, const sx_table *table, sx_text *reference)
{
    size_t top = to->rows + 1;
    size_t rows = table->declared_rows ? table->declared_rows : 1;
    size_t columns = table->declared_columns ? table->declared_columns : 1;
    for (size_t r = 0; r < rows; r++) {
        open_row(to);
        for (size_t c = 0; c < columns; c++) {
            const sx_cell *cell = sx_at(table, r, c);
            if (cell->kind == SX_NUMBER)
                put_number(to, cell->as.number);
            else if (cell->kind == SX_TEXT && cell->length)
                put_text(to, cell->as.text);
            else
                put_blank(to, 1);
        }
        close_row(to);
    }
    add(reference, "[$Data.A%zu:.", top);
    add_column_name(reference, columns - 1);
    add(reference, "%zu]", top + rows - 1);
}

void start_document(document *made)
{
    *made = (document){.checks = {.name = "Checks"},
                       .tables = {.name = "Tables"},
                       .data = {.name = "Data"},
                       .behaviour = {.name = "Behaviour"},
                       .column = {.name = "Column"}};
}

static void finish_sheet(sheet *from, FILE *to)
{
    fprintf(to, "<table:table table:name=\"%s\">\n%s%s</table:table>\n", from->name,
            from->xml.data ? from->xml.data : "",
            from->rows ? "" : "<table:table-row><table:table-cell/></table:table-row>\n");
    sx_text_free(&from->xml);
}

void finish_document(document *made, FILE *to)
{
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
          "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
          "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
          "xmlns:of=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\" office:version=\"1.3\" "
          "office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">\n<office:body><office:spreadsheet>\n",
          to);
    finish_sheet(&made->checks, to);
    finish_sheet(&made->tables, to);
    finish_sheet(&made->data, to);
    finish_sheet(&made->behaviour, to);
    finish_sheet(&made->column, to);
    fputs("</office:spreadsheet></office:body></office:document>\n", to);
}

char *read_whole(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        return NULL;
    }
    char *text = NULL;
    size_t used = 0, n = 1;
    while (n) {
        char *more = realloc(text, used + 65537);
        if (!more)
            exit(2);
        text = more;
        n = fread(text + used, 1, 65536, file);
        used += n;
    }
    fclose(file);
    text[used] = '\0';
    *length = used;
    return text;
}
