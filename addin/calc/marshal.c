#include "marshal.h"
#include "utf8.h"
#include <math.h>
#include <string.h>

/* A sequence of values of one kind; in a flat or nested any the kind of a row may differ from the row before. */
typedef struct run {
    typelib_TypeClass kind;
    size_t n, size; /* elements, bytes of one */
    const char *elements;
} run;

static size_t size_of(typelib_TypeClass kind)
{
    switch ((int)kind) {
    case typelib_TypeClass_BOOLEAN:
    case typelib_TypeClass_BYTE:
        return 1;
    case typelib_TypeClass_CHAR:
    case typelib_TypeClass_SHORT:
    case typelib_TypeClass_UNSIGNED_SHORT:
        return 2;
    case typelib_TypeClass_LONG:
    case typelib_TypeClass_UNSIGNED_LONG:
    case typelib_TypeClass_ENUM:
    case typelib_TypeClass_FLOAT:
        return 4;
    case typelib_TypeClass_HYPER:
    case typelib_TypeClass_UNSIGNED_HYPER:
    case typelib_TypeClass_DOUBLE:
        return 8;
    case typelib_TypeClass_STRING:
    case typelib_TypeClass_SEQUENCE:
        return sizeof(void *);
    case typelib_TypeClass_ANY:
        return sizeof(uno_Any);
    default:
        return 0;
    }
}

static sx_status read_text(const rtl_uString *from, sx_scratch *scratch, sx_cell *cell)
{
    size_t n = (size_t)from->length;
    *cell = (sx_cell){.kind = SX_BLANK};
    if (n == 0)
        return SX_OK;
    size_t length = sx_utf8_length(from->buffer, n);
    char *text = length < UINT32_MAX ? sx_scratch_take(scratch, length + 1) : NULL;
    if (!text)
        return SX_NOMEM;
    sx_put_utf8(from->buffer, n, text);
    *cell = (sx_cell){.as.text = text, .length = (uint32_t)length, .kind = SX_TEXT};
    return SX_OK;
}

static double whole_number(typelib_TypeClass kind, const void *at)
{
    switch ((int)kind) {
    case typelib_TypeClass_BOOLEAN:
        return *(const sal_Bool *)at ? 1 : 0;
    case typelib_TypeClass_BYTE:
        return *(const sal_Int8 *)at;
    case typelib_TypeClass_SHORT:
        return *(const sal_Int16 *)at;
    case typelib_TypeClass_UNSIGNED_SHORT:
        return *(const sal_uInt16 *)at;
    case typelib_TypeClass_UNSIGNED_LONG:
        return *(const sal_uInt32 *)at;
    case typelib_TypeClass_HYPER:
        return (double)*(const sal_Int64 *)at;
    case typelib_TypeClass_UNSIGNED_HYPER:
        return (double)*(const sal_uInt64 *)at;
    default: /* LONG and ENUM */
        return *(const sal_Int32 *)at;
    }
}

static inline sx_status read_cell(typelib_TypeClass kind, const void *at, sx_scratch *scratch, sx_cell *cell)
{
    if (kind == typelib_TypeClass_ANY) {
        const uno_Any *any = at;
        kind = any->pType->eTypeClass;
        at = any->pData;
    }
    switch ((int)kind) {
    case typelib_TypeClass_DOUBLE:
        *cell = (sx_cell){.as.number = *(const double *)at, .kind = SX_NUMBER};
        return SX_OK;
    case typelib_TypeClass_FLOAT:
        *cell = (sx_cell){.as.number = (double)*(const float *)at, .kind = SX_NUMBER};
        return SX_OK;
    case typelib_TypeClass_STRING:
        return read_text(*(rtl_uString *const *)at, scratch, cell);
    case typelib_TypeClass_VOID:
        *cell = (sx_cell){.kind = SX_BLANK};
        return SX_OK;
    case typelib_TypeClass_BOOLEAN:
    case typelib_TypeClass_BYTE:
    case typelib_TypeClass_SHORT:
    case typelib_TypeClass_UNSIGNED_SHORT:
    case typelib_TypeClass_LONG:
    case typelib_TypeClass_UNSIGNED_LONG:
    case typelib_TypeClass_HYPER:
    case typelib_TypeClass_UNSIGNED_HYPER:
    case typelib_TypeClass_ENUM:
        *cell = (sx_cell){.as.number = whole_number(kind, at), .kind = SX_NUMBER};
        return SX_OK;
    default:
        *cell = (sx_cell){.as.fault = SX_VALUE, .kind = SX_FAULT};
        return SX_OK;
    }
}

/* Blank as Calc hands it over: "" or nothing. */
static inline bool is_blank(typelib_TypeClass kind, const void *at)
{
    if (kind == typelib_TypeClass_ANY) {
        const uno_Any *any = at;
        kind = any->pType->eTypeClass;
        at = any->pData;
    }
    return kind == typelib_TypeClass_VOID ||
           (kind == typelib_TypeClass_STRING && (*(rtl_uString *const *)at)->length == 0);
}

static run run_of(const uno_Sequence *sequence, typelib_TypeClass kind)
{
    return (run){kind, (size_t)sequence->nElements, size_of(kind), sequence->elements};
}

/* What a sequence type is made of. The sequence type itself keeps its element type alive. */
static typelib_TypeClass element_kind(uno_type *sequence_type, uno_type **element)
{
    typelib_TypeDescription *description = NULL;
    typelib_typedescriptionreference_getDescription(&description, sequence_type);
    if (!description)
        return typelib_TypeClass_UNKNOWN;
    *element = ((typelib_IndirectTypeDescription *)description)->pType;
    typelib_typedescription_release(description);
    return (*element)->eTypeClass;
}

/* A range as it comes: rows as sequences (of `inner`), as anys that hold sequences, or one row alone. */
typedef struct range {
    run outer;
    typelib_TypeClass inner;
    size_t inner_size;
    bool one_row;
    size_t n_rows;
} range;

static inline run row_of(const range *from, size_t row)
{
    if (from->one_row)
        return from->outer;
    const void *at = from->outer.elements + row * from->outer.size;
    if (from->outer.kind == typelib_TypeClass_SEQUENCE) {
        const uno_Sequence *only = *(uno_Sequence *const *)at;
        return (run){from->inner, (size_t)only->nElements, from->inner_size, only->elements};
    }
    const uno_Any *any = at;
    if (any->pType->eTypeClass != typelib_TypeClass_SEQUENCE)
        return (run){typelib_TypeClass_ANY, 1, sizeof *any, at};
    uno_type *element = NULL;
    typelib_TypeClass kind = element_kind(any->pType, &element);
    return run_of(*(uno_Sequence *const *)any->pData, kind);
}

static size_t filled_columns(const run *row, size_t at_least)
{
    size_t n = row->n;
    while (n > at_least && row->size && is_blank(row->kind, row->elements + (n - 1) * row->size))
        n--;
    return n > at_least ? n : at_least;
}

/* The size without trailing blank rows and columns, and the size as declared. */
static void measure(const range *from, sx_table *table)
{
    for (size_t r = from->n_rows; r-- > 0;) {
        run row = row_of(from, r);
        size_t filled = filled_columns(&row, table->columns);
        if (filled > 0 && table->rows == 0)
            table->rows = r + 1;
        table->columns = filled;
        if (row.n > table->declared_columns)
            table->declared_columns = row.n;
    }
    table->declared_rows = from->n_rows;
}

static sx_status fill(const range *from, sx_scratch *scratch, sx_table *table)
{
    if (table->columns && table->rows > SIZE_MAX / sizeof(sx_cell) / table->columns)
        return SX_NOMEM;
    table->cells = sx_scratch_take(scratch, table->rows * table->columns * sizeof(sx_cell));
    if (!table->cells)
        return SX_NOMEM;
    sx_cell *cell = table->cells;
    for (size_t r = 0; r < table->rows; r++) {
        run row = row_of(from, r);
        for (size_t c = 0; c < table->columns; c++, cell++) {
            sx_status status = SX_OK;
            if (c >= row.n)
                *cell = (sx_cell){.kind = SX_BLANK};
            else if (row.size)
                status = read_cell(row.kind, row.elements + c * row.size, scratch, cell);
            else
                *cell = (sx_cell){.as.fault = SX_VALUE, .kind = SX_FAULT};
            if (status != SX_OK)
                return status;
        }
    }
    return SX_OK;
}

static sx_status read_range(const uno_Sequence *sequence, typelib_TypeClass kind, typelib_TypeClass inner,
                            sx_scratch *scratch, sx_argument *argument)
{
    sx_table *table = sx_scratch_take(scratch, sizeof *table);
    if (!table)
        return SX_NOMEM;
    *table = (sx_table){0};
    range from = {.outer = run_of(sequence, kind), .inner = inner, .inner_size = size_of(inner)};
    const uno_Any *first = (const uno_Any *)(const void *)sequence->elements;
    bool nested =
        kind == typelib_TypeClass_ANY && from.outer.n > 0 && first->pType->eTypeClass == typelib_TypeClass_SEQUENCE;
    from.one_row = kind != typelib_TypeClass_SEQUENCE && !nested;
    from.n_rows = from.one_row ? from.outer.n > 0 : from.outer.n;
    measure(&from, table);
    *argument = (sx_argument){.table = table};
    return fill(&from, scratch, table);
}

static sx_status read_any(const uno_Any *any, sx_scratch *scratch, sx_argument *argument)
{
    *argument = (sx_argument){0};
    if (any->pType->eTypeClass == typelib_TypeClass_VOID) {
        argument->omitted = true;
        return SX_OK;
    }
    if (any->pType->eTypeClass != typelib_TypeClass_SEQUENCE)
        return read_cell(typelib_TypeClass_ANY, any, scratch, &argument->cell);
    uno_type *element = NULL, *inner = NULL;
    typelib_TypeClass inner_kind = typelib_TypeClass_VOID, kind = element_kind(any->pType, &element);
    if (kind == typelib_TypeClass_SEQUENCE)
        inner_kind = element_kind(element, &inner);
    return read_range(*(uno_Sequence *const *)any->pData, kind, inner_kind, scratch, argument);
}

static sx_status read_parameter(const sx_parameter *parameter, const void *at, sx_scratch *scratch,
                                sx_argument *argument)
{
    *argument = (sx_argument){0};
    if (parameter->optional)
        return read_any(at, scratch, argument);
    switch ((int)parameter->shape) {
    case SX_SHAPE_NUMBER:
        return read_cell(typelib_TypeClass_DOUBLE, at, scratch, &argument->cell);
    case SX_SHAPE_TEXT:
    case SX_SHAPE_CHOICE:
        return read_cell(typelib_TypeClass_STRING, at, scratch, &argument->cell);
    default:
        return read_range(*(uno_Sequence *const *)at, typelib_TypeClass_SEQUENCE, typelib_TypeClass_ANY, scratch,
                          argument);
    }
}

sx_status sx_marshal_arguments(const sx_function *function, void *const *args, sx_scratch *scratch,
                               sx_argument **arguments, size_t *n_arguments)
{
    size_t fixed = function->n_parameters, n_rest = 0;
    const uno_Sequence *rest = NULL;
    if (fixed > 0 && function->parameters[fixed - 1].shape == SX_SHAPE_REST) {
        rest = *(uno_Sequence *const *)args[--fixed];
        n_rest = (size_t)rest->nElements;
    }
    *n_arguments = fixed + n_rest;
    *arguments = sx_scratch_take(scratch, (fixed + n_rest) * sizeof **arguments);
    sx_status status = *arguments ? SX_OK : SX_NOMEM;
    for (size_t i = 0; i < fixed && status == SX_OK; i++)
        status = read_parameter(&function->parameters[i], args[i], scratch, *arguments + i);
    for (size_t i = 0; i < n_rest && status == SX_OK; i++)
        status = read_any((const uno_Any *)(const void *)rest->elements + i, scratch, *arguments + fixed + i);
    return status;
}

/* Calc shows a quiet NaN whose low bits are one of its error numbers as that error: undocumented, and what its own
 * functions do (tests/calc holds it to that). The one place where an error gets its form. */
static double coded_nan(sx_status status)
{
    uint64_t bits = UINT64_C(0x7FF8000000000000) | (uint64_t)(unsigned)sx_status_calc(status);
    double number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

static void put_number(double number, uno_Any *out)
{
    uno_type_any_construct(out, &number, uno_plain_type(typelib_TypeClass_DOUBLE), NULL);
}

static rtl_uString *new_text(const char *text, size_t length)
{
    rtl_uString *string = NULL;
    if (length <= INT32_MAX)
        rtl_string2UString(&string, length ? text : "", (sal_Int32)length, RTL_TEXTENCODING_UTF8,
                           OSTRING_TO_OUSTRING_CVTFLAGS);
    return string;
}

static void put_string(rtl_uString *string, uno_Any *out)
{
    if (string)
        uno_type_any_construct(out, &string, uno_plain_type(typelib_TypeClass_STRING), NULL);
    else
        sx_marshal_error(SX_NOMEM, out);
}

static void put_text(const char *text, size_t length, uno_Any *out)
{
    rtl_uString *string = new_text(text, length);
    put_string(string, out);
    if (string)
        rtl_uString_release(string);
}

/* Texts that a table gave before: its columns repeat them (a campaign, a currency, a blank), and the office's string
 * is shared then instead of made again. A place holds the last short text that fell on it. */
enum { PLACES = 1024, SHORT_TEXT = 64 };
typedef struct place {
    const char *text; /* the table's own */
    size_t length;
    rtl_uString *string; /* NULL: nothing stands here */
} place;

static place *place_of(place *places, const char *text, size_t length)
{
    uint32_t hash = (uint32_t)length;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * 0x01000193u;
    return places + ((hash ^ hash >> 15) % PLACES);
}

static void put_shared(const sx_cell *cell, place *places, uno_Any *out)
{
    size_t length = cell->kind == SX_TEXT ? cell->length : 0;
    const char *text = length ? cell->as.text : "";
    if (length > SHORT_TEXT) {
        put_text(text, length, out);
        return;
    }
    place *p = place_of(places, text, length);
    if (!p->string || p->length != length || memcmp(p->text, text, length) != 0) {
        if (p->string)
            rtl_uString_release(p->string);
        *p = (place){text, length, new_text(text, length)};
    }
    put_string(p->string, out);
}

static void put_cell(const sx_cell *cell, place *places, uno_Any *out)
{
    switch (cell->kind) {
    case SX_NUMBER:
        put_number(isfinite(cell->as.number) ? cell->as.number : coded_nan(SX_NUM), out);
        break;
    case SX_TEXT:
    case SX_BLANK:
        put_shared(cell, places, out);
        break;
    case SX_FAULT:
        put_number(coded_nan(cell->as.fault), out);
        break;
    }
}

/* any[][], every row as long as the others: Calc fills the gaps of a ragged one with zeros. */
static bool put_table(const sx_table *table, uno_Any *out)
{
    if (table->rows > INT32_MAX || table->columns > INT32_MAX)
        return false;
    static uno_type *row_type, *type; /* sx_marshal_* run one at a time: component.c holds a lock */
    if (!type) {
        row_type = uno_sequence_type(uno_plain_type(typelib_TypeClass_ANY));
        type = uno_sequence_type(row_type);
    }
    place places[PLACES] = {{NULL, 0, NULL}};
    uno_Sequence *rows = NULL;
    bool good = uno_type_sequence_construct(&rows, type, NULL, (sal_Int32)table->rows, NULL);
    for (size_t r = 0; good && r < table->rows; r++) {
        uno_Sequence **row = (uno_Sequence **)(void *)rows->elements + r;
        good = uno_type_sequence_realloc(row, row_type, (sal_Int32)table->columns, NULL, NULL);
        uno_Any *anys = (uno_Any *)(void *)(*row)->elements;
        for (size_t c = 0; good && c < table->columns; c++) {
            uno_any_destruct(anys + c, NULL);
            put_cell(sx_at(table, r, c), places, anys + c);
        }
    }
    for (size_t i = 0; i < PLACES; i++)
        if (places[i].string)
            rtl_uString_release(places[i].string);
    if (good)
        uno_type_any_construct(out, &rows, type, NULL);
    if (rows)
        uno_type_destructData(&rows, type, NULL);
    return good;
}

void sx_marshal_result(const sx_result *result, uno_Any *out)
{
    switch ((int)result->shape) {
    case SX_SHAPE_NUMBER:
        put_number(isfinite(result->number) ? result->number : coded_nan(SX_NUM), out);
        break;
    case SX_SHAPE_TEXT:
        put_text(result->text.data, result->text.length, out);
        break;
    default:
        if (!put_table(&result->table, out))
            sx_marshal_error(SX_NOMEM, out);
    }
}

void sx_marshal_error(sx_status status, uno_Any *out)
{
    put_number(coded_nan(status), out);
}
