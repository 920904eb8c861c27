#include "cli/json.h"
#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The length of the whole UTF-8 character at text (RFC 3629), 0: there is none. */
static size_t utf8_character(const unsigned char *text, size_t length)
{
    unsigned char first = text[0];
    if (first < 0x80)
        return 1;
    size_t n = first >= 0xC2 && first <= 0xDF   ? 2
               : (first & 0xF0u) == 0xE0u       ? 3
               : first >= 0xF0 && first <= 0xF4 ? 4
                                                : 0;
    if (n == 0 || n > length)
        return 0;
    for (size_t i = 1; i < n; i++)
        if ((text[i] & 0xC0u) != 0x80u)
            return 0;
    unsigned char second = text[1];
    bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    bool surrogate = first == 0xED && second > 0x9F;
    bool beyond = first == 0xF4 && second > 0x8F;
    return overlong || surrogate || beyond ? 0 : n;
}

bool sx_json_whole_text(const char *text, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)text;
    for (size_t i = 0, step = 1; i < length; i += step) {
        step = bytes[i] ? utf8_character(bytes + i, length - i) : 0;
        if (step == 0)
            return false;
    }
    return true;
}

static const char *past_digits(const char *at)
{
    while (*at >= '0' && *at <= '9')
        at++;
    return at;
}

/* The length of the number at text as RFC 8259 writes it, 0: it is none (cJSON reads 01, 1. and 1.e5 too). The text
 * ends in a NUL. */
static size_t number_length(const char *text)
{
    const char *whole = text + (*text == '-'), *end = past_digits(whole);
    if (end == whole || (*whole == '0' && end > whole + 1))
        return 0;
    if (*end == '.') {
        const char *decimals = end + 1;
        end = past_digits(decimals);
        if (end == decimals)
            return 0;
    }
    if (*end == 'e' || *end == 'E') {
        const char *exponent = end + 1;
        exponent += *exponent == '-' || *exponent == '+';
        end = past_digits(exponent);
        if (end == exponent)
            return 0;
    }
    return *end == '.' || *end == '+' || *end == '-' ? 0 : (size_t)(end - text);
}

/* What cJSON lets pass: broken UTF-8, control characters, \u0000 (which would cut the text short), numbers
 * that JSON does not know, too many values. */
static bool scan(const char *text, size_t length, sx_context *why)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t values = 0;
    bool quoted = false;
    for (size_t i = 0, step = 1; i < length; i += step) {
        step = utf8_character(bytes + i, length - i);
        if (step == 0 || bytes[i] == 0)
            return sx_fail(why, SX_VALUE, "not whole UTF-8 at byte %zu", i + 1), false;
        if (quoted && bytes[i] < 0x20)
            return sx_fail(why, SX_VALUE, "a control character inside a text at byte %zu", i + 1), false;
        if (quoted && bytes[i] == '\\') {
            if (strncmp(text + i, "\\u0000", 6) == 0)
                return sx_fail(why, SX_VALUE, "\\u0000 inside a text at byte %zu", i + 1), false;
            step = i + 1 < length && bytes[i + 1] < 0x80 ? 2 : 1;
        } else if (bytes[i] == '"')
            quoted = !quoted;
        else if (!quoted && (bytes[i] == '-' || (bytes[i] >= '0' && bytes[i] <= '9'))) {
            step = number_length(text + i);
            if (step == 0)
                return sx_fail(why, SX_VALUE, "not a number of JSON at byte %zu", i + 1), false;
        } else if (!quoted && (bytes[i] == ',' || bytes[i] == '[' || bytes[i] == '{'))
            values++;
    }
    if (values > SX_JSON_MOST_VALUES)
        return sx_fail(why, SX_VALUE, "more than %d values", (int)SX_JSON_MOST_VALUES), false;
    return true;
}

cJSON *sx_json_parse(const char *text, size_t length, sx_context *why)
{
    if (!scan(text, length, why))
        return NULL;
    const char *end = text;
    cJSON *json = cJSON_ParseWithLengthOpts(text, length + 1, &end, 1);
    if (!json)
        sx_fail(why, SX_VALUE, length ? "not JSON at byte %zu" : "empty, not JSON", (size_t)(end - text) + 1);
    return json;
}

bool sx_json_only(const cJSON *object, const char *const *keys, size_t n_keys, sx_context *why)
{
    if (!cJSON_IsObject(object))
        return sx_fail(why, SX_VALUE, "not an object"), false;
    unsigned long seen = 0;
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, object)
    {
        size_t k = 0;
        while (k < n_keys && strcmp(keys[k], item->string) != 0)
            k++;
        if (k == n_keys)
            return sx_fail(why, SX_VALUE, "unknown key \"%.60s\"", item->string), false;
        if (seen >> k & 1)
            return sx_fail(why, SX_VALUE, "\"%s\" stands twice", keys[k]), false;
        seen |= 1ul << k;
    }
    return true;
}

static sx_status read_cell(const cJSON *value, sx_cell *cell, sx_context *why)
{
    *cell = (sx_cell){.kind = SX_BLANK};
    if (cJSON_IsNull(value))
        return SX_OK;
    if (cJSON_IsString(value)) {
        size_t length = strlen(value->valuestring);
        if (length > UINT32_MAX)
            return sx_fail(why, SX_VALUE, "a text is too long");
        *cell = (sx_cell){.kind = SX_TEXT, .as.text = value->valuestring, .length = (uint32_t)length};
        return SX_OK;
    }
    if (!cJSON_IsNumber(value) && !cJSON_IsBool(value))
        return sx_fail(why, SX_VALUE, "a cell is a number, a text, true, false or null");
    cell->kind = SX_NUMBER;
    cell->as.number = cJSON_IsNumber(value) ? value->valuedouble : cJSON_IsTrue(value) ? 1.0 : 0.0;
    return isfinite(cell->as.number) ? SX_OK : sx_fail(why, SX_NUM, "a number is too large for a cell");
}

static bool is_blank(const cJSON *value)
{
    return cJSON_IsNull(value) || (cJSON_IsString(value) && value->valuestring[0] == '\0');
}

/* Sizes of a range: as declared, and as far as it is not blank. */
static sx_status measure(const cJSON *rows, sx_table *size, sx_context *why)
{
    const cJSON *row = NULL, *value = NULL;
    *size = (sx_table){0};
    cJSON_ArrayForEach(row, rows)
    {
        size_t column = 0;
        if (!cJSON_IsArray(row))
            return sx_fail(why, SX_VALUE, "a range is an array of rows, as in [[1],[2]] or [[1,2]]");
        size->declared_rows++;
        cJSON_ArrayForEach(value, row)
        {
            column++;
            if (is_blank(value))
                continue;
            size->rows = size->declared_rows;
            size->columns = column > size->columns ? column : size->columns;
        }
        if (size->declared_rows > 1 && column != size->declared_columns)
            return sx_fail(why, SX_VALUE, "row %zu has %zu cells and row 1 has %zu", size->declared_rows, column,
                           size->declared_columns);
        size->declared_columns = column;
    }
    return size->declared_columns ? SX_OK : sx_fail(why, SX_VALUE, "a range without a cell");
}

static sx_status read_range(const cJSON *rows, sx_table *table, sx_context *why)
{
    sx_table size;
    sx_status status = measure(rows, &size, why);
    if (status != SX_OK)
        return status;
    sx_table_make(table, size.rows, size.columns);
    if (table->status != SX_OK)
        return sx_fail(why, SX_NOMEM, "out of memory");
    table->declared_rows = size.declared_rows;
    table->declared_columns = size.declared_columns;
    size_t r = 0;
    const cJSON *row = NULL, *value = NULL;
    cJSON_ArrayForEach(row, rows)
    {
        size_t c = 0;
        cJSON_ArrayForEach(value, row)
        {
            sx_cell cell;
            status = read_cell(value, &cell, why);
            if (status != SX_OK)
                return status;
            if (r < size.rows && c < size.columns)
                table->cells[r * size.columns + c] = cell;
            c++;
        }
        r++;
    }
    return SX_OK;
}

static sx_status read_column(const cJSON *cells, sx_table *table, sx_context *why)
{
    size_t n = (size_t)cJSON_GetArraySize(cells), i = 0;
    sx_table_make(table, n, n ? 1 : 0);
    if (table->status != SX_OK)
        return sx_fail(why, SX_NOMEM, "out of memory");
    const cJSON *value = NULL;
    cJSON_ArrayForEach(value, cells)
    {
        sx_status status = read_cell(value, &table->cells[i++], why);
        if (status != SX_OK)
            return status;
    }
    table->declared_rows = n ? n : 1;
    table->declared_columns = 1;
    return SX_OK;
}

sx_status sx_json_range_read(const cJSON *array, sx_table *table, sx_context *why)
{
    *table = (sx_table){0};
    return cJSON_IsArray(array->child) ? read_range(array, table, why) : read_column(array, table, why);
}

static sx_status read_argument(const cJSON *value, sx_argument *argument, sx_table *table, sx_context *why)
{
    *argument = (sx_argument){.omitted = cJSON_IsNull(value)};
    if (!cJSON_IsArray(value))
        return read_cell(value, &argument->cell, why);
    argument->table = table;
    return read_range(value, table, why);
}

sx_status sx_json_arguments_read(const cJSON *array, sx_json_arguments *out, sx_context *why)
{
    if (array && !cJSON_IsArray(array))
        return sx_fail(why, SX_VALUE, "the arguments are not an array");
    size_t n = (size_t)cJSON_GetArraySize(array);
    sx_json_arguments read = {.n = n};
    read.items = calloc(n + 1, sizeof *read.items);
    read.tables = calloc(n + 1, sizeof *read.tables);
    sx_status status = read.items && read.tables ? SX_OK : sx_fail(why, SX_NOMEM, "out of memory");
    size_t i = 0;
    const cJSON *value = NULL;
    cJSON_ArrayForEach(value, array)
    {
        if (status != SX_OK)
            break;
        sx_context detail = {{0}, NULL};
        status = read_argument(value, &read.items[i], &read.tables[i], &detail);
        i++;
        if (status != SX_OK)
            sx_fail(why, status, "argument %zu: %s", i, detail.reason);
    }
    if (status != SX_OK)
        sx_json_arguments_free(&read);
    else
        *out = read;
    return status;
}

void sx_json_arguments_free(sx_json_arguments *arguments)
{
    for (size_t i = 0; arguments->tables && i < arguments->n; i++)
        sx_table_free(&arguments->tables[i]);
    free(arguments->tables);
    free(arguments->items);
    *arguments = (sx_json_arguments){0};
}

/* Most numbers of a business are whole: their digits need no search. */
static void add_whole(sx_text *out, long long whole)
{
    char digits[24];
    size_t at = sizeof digits;
    unsigned long long rest = whole < 0 ? 0ull - (unsigned long long)whole : (unsigned long long)whole;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (whole < 0)
        digits[--at] = '-';
    sx_text_add_bytes(out, digits + at, sizeof digits - at);
}

void sx_json_add_number(sx_text *out, double number)
{
    size_t start = out->length;
    if (fabs(number) < 1e15 && number == floor(number) && !(number == 0.0 && signbit(number))) {
        add_whole(out, (long long)number);
        return;
    }
    for (int digits = fabs(number) < DBL_MIN ? 1 : DBL_DIG; digits <= DBL_DECIMAL_DIG; digits++) {
        double back = 0.0;
        out->length = start;
        sx_text_add(out, "%.*g", digits, number);
        if (out->status != SX_OK || (sx_text_to_number(out->data + start, &back) && back == number))
            break;
    }
}

void sx_json_add_text(sx_text *out, const char *text, size_t length)
{
    static const char hex[] = "0123456789abcdef";
    const unsigned char *bytes = (const unsigned char *)text;
    sx_text_add_bytes(out, "\"", 1);
    for (size_t i = 0, step = 1; i < length; i += step) {
        step = utf8_character(bytes + i, length - i);
        if (step == 0) {
            step = 1;
            sx_text_add_bytes(out, "\\ufffd", 6);
        } else if (bytes[i] == '"' || bytes[i] == '\\') {
            const char escaped[2] = {'\\', text[i]};
            sx_text_add_bytes(out, escaped, 2);
        } else if (bytes[i] == '\n') {
            sx_text_add_bytes(out, "\\n", 2);
        } else if (bytes[i] < 0x20 || bytes[i] == 0x7F) {
            const char escaped[6] = {'\\', 'u', '0', '0', hex[bytes[i] >> 4], hex[bytes[i] & 15]};
            sx_text_add_bytes(out, escaped, 6);
        } else {
            sx_text_add_bytes(out, text + i, step);
        }
    }
    sx_text_add_bytes(out, "\"", 1);
}

static void add_cell(sx_text *out, const sx_cell *cell)
{
    if (cell->kind == SX_NUMBER)
        sx_json_add_number(out, cell->as.number);
    else if (cell->kind == SX_TEXT)
        sx_json_add_text(out, cell->as.text, cell->length);
    else if (cell->kind == SX_FAULT)
        sx_text_add(out, "{\"error\":\"%s\"}", sx_status_text(cell->as.fault));
    else
        sx_text_add_bytes(out, "null", 4);
}

void sx_json_add_row(sx_text *out, const sx_table *table, size_t row)
{
    sx_text_add_bytes(out, "[", 1);
    for (size_t c = 0; c < table->columns; c++) {
        if (c)
            sx_text_add_bytes(out, ",", 1);
        add_cell(out, sx_at(table, row, c));
    }
    sx_text_add_bytes(out, "]", 1);
}

static void add_table(sx_text *out, const sx_table *table)
{
    sx_text_add_bytes(out, "[", 1);
    for (size_t r = 0; r < table->rows; r++) {
        if (r)
            sx_text_add_bytes(out, ",", 1);
        sx_json_add_row(out, table, r);
    }
    sx_text_add_bytes(out, "]", 1);
}

void sx_json_add_result(sx_text *out, const sx_result *result)
{
    if (result->shape == SX_SHAPE_NUMBER)
        sx_json_add_number(out, result->number);
    else if (result->shape == SX_SHAPE_TEXT)
        sx_json_add_text(out, result->text.data ? result->text.data : "", result->text.length);
    else
        add_table(out, &result->table);
}
