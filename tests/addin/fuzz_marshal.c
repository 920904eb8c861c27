/* Fuzzer of what an office, a macro or a script may hand over: UNO values of any type and nesting for the parameters of
 * any function, texts with halves of pairs and NULs, rows of several lengths, sequences within sequences. They become
 * arguments, the contract of the call holds, and its answer becomes a UNO value. Built with clang -fsanitize=fuzzer a
 * libFuzzer target; otherwise main() makes the bytes, repeated by their seed: fuzz_marshal [cases [seed] | inputs.hex].
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uno/data.h>
#include "../../addin/calc/marshal.h"
#include "catalogue/contract.h"
#include "fuzz/random.h"

enum { MOST_ARGUMENTS = 24, MOST_WIDE = 12, MOST_LONG = 40, MOST_DEEP = 3 };

/* What one parameter is given, as the type that the IDL gives it. */
typedef struct held {
    double number;
    rtl_uString *text;
    uno_Sequence *sequence;
    uno_Any any;
    uno_type *type; /* of what must be let go: that of text, sequence or any; NULL: a number */
    void *value;
} held;

static uno_type *plain(typelib_TypeClass kind)
{
    return uno_plain_type(kind);
}

static uno_type *row_type(void)
{
    static uno_type *type;
    if (!type)
        type = uno_sequence_type(plain(typelib_TypeClass_ANY));
    return type;
}

static uno_type *rows_type(void)
{
    static uno_type *type;
    if (!type)
        type = uno_sequence_type(row_type());
    return type;
}

static double any_number(fuzz_bytes *b)
{
    static const double odd[] = {0.0,    -0.0,    1.0,  -1.0,         0.5,   1e308,
                                 5e-324, 45992.0, 12.0, 4294967296.0, 1e-10, 2958466.0};
    unsigned kind = take(b);
    if (kind < 200)
        return kind < 120 ? (double)(take(b) % 50) : (double)take(b) / 256.0 - 0.1;
    if (kind < 240)
        return odd[kind % 12];
    uint64_t bits = 0;
    double raw;
    for (int i = 0; i < 8; i++)
        bits = bits << 8 | take(b);
    memcpy(&raw, &bits, sizeof raw); /* infinities and every kind of NaN among them */
    return raw;
}

static rtl_uString *any_text(fuzz_bytes *b, const sx_parameter *parameter)
{
    static const char *const words[] = {"",    "name", "kind",  "cost per", "rate",   "value", "hill",  "log",
                                        "KPI", "Lead", "weeks", "item",     "amount", "from",  "every", "1.234,5"};
    unsigned kind = take(b);
    rtl_uString *text = NULL;
    if (kind < 120 && parameter && parameter->n_choices)
        return uno_new_string(parameter->choices[take(b) % parameter->n_choices].id);
    if (kind < 200)
        return uno_new_string(words[take(b) % 16]);
    sal_Int32 n = (sal_Int32)(take(b) % 24);
    rtl_uString_new_WithLength(&text, n);
    text->length = n;
    for (sal_Int32 i = 0; i < n; i++) {
        unsigned unit = take(b);
        text->buffer[i] = (sal_Unicode)(unit < 16 ? 0xD7F8 + unit * 64 : unit < 24 ? 0 : unit);
    }
    return text;
}

static void any_value(fuzz_bytes *b, const sx_parameter *parameter, int deep, uno_Any *out);

static uno_Sequence *any_row(fuzz_bytes *b, const sx_parameter *parameter, size_t n, int deep)
{
    uno_Any cells[MOST_WIDE];
    uno_Sequence *row = NULL;
    for (size_t i = 0; i < n; i++)
        any_value(b, parameter, deep, &cells[i]);
    uno_type_sequence_construct(&row, row_type(), cells, (sal_Int32)n, NULL);
    for (size_t i = 0; i < n; i++)
        uno_any_destruct(&cells[i], NULL);
    return row;
}

static uno_Sequence *any_rows(fuzz_bytes *b, const sx_parameter *parameter, int deep)
{
    uno_Sequence *rows = NULL, *row[MOST_LONG];
    size_t n = take(b) % MOST_LONG, wide = take(b) < 150 ? 1 : take(b) % MOST_WIDE;
    bool ragged = take(b) < 25;
    for (size_t i = 0; i < n; i++)
        row[i] = any_row(b, parameter, ragged ? take(b) % MOST_WIDE : wide, deep);
    uno_type_sequence_construct(&rows, rows_type(), row, (sal_Int32)n, NULL);
    for (size_t i = 0; i < n; i++)
        uno_type_destructData(&row[i], row_type(), NULL);
    return rows;
}

/* double[][], as Calc gives a range without texts, and string[] */
static void plain_sequence(fuzz_bytes *b, uno_Any *out)
{
    double numbers[MOST_WIDE];
    size_t n = take(b) % MOST_WIDE;
    for (size_t i = 0; i < n; i++)
        numbers[i] = any_number(b);
    bool texts = take(b) < 80;
    uno_type *inner = uno_sequence_type(plain(texts ? typelib_TypeClass_STRING : typelib_TypeClass_DOUBLE));
    uno_type *outer = uno_sequence_type(inner);
    uno_Sequence *row = NULL, *rows = NULL;
    uno_type_sequence_construct(&row, inner, texts ? NULL : numbers, (sal_Int32)n, NULL);
    uno_type_sequence_construct(&rows, outer, &row, 1, NULL);
    bool nested = take(b) < 128;
    uno_type_any_construct(out, nested ? &rows : &row, nested ? outer : inner, NULL);
    uno_type_destructData(&rows, outer, NULL);
    uno_type_destructData(&row, inner, NULL);
}

static void odd_value(fuzz_bytes *b, uno_Any *out)
{
    static const typelib_TypeClass kinds[] = {typelib_TypeClass_BOOLEAN,       typelib_TypeClass_BYTE,
                                              typelib_TypeClass_SHORT,         typelib_TypeClass_LONG,
                                              typelib_TypeClass_UNSIGNED_LONG, typelib_TypeClass_UNSIGNED_SHORT,
                                              typelib_TypeClass_HYPER,         typelib_TypeClass_FLOAT,
                                              typelib_TypeClass_CHAR,          typelib_TypeClass_UNSIGNED_HYPER};
    unsigned char raw[8];
    unsigned kind = take(b) % 11;
    for (int i = 0; i < 8; i++)
        raw[i] = (unsigned char)take(b);
    if (kind == 10) {
        uno_type *type = plain(typelib_TypeClass_DOUBLE);
        uno_type_any_construct(out, &type, plain(typelib_TypeClass_TYPE), NULL);
        return;
    }
    if (kinds[kind] == typelib_TypeClass_BOOLEAN)
        raw[0] &= 1;
    uno_type_any_construct(out, raw, plain(kinds[kind]), NULL);
}

static void any_value(fuzz_bytes *b, const sx_parameter *parameter, int deep, uno_Any *out)
{
    unsigned kind = take(b);
    bool texts = parameter && (parameter->shape == SX_SHAPE_TEXTS || parameter->shape == SX_SHAPE_TEXT);
    if (kind < 130 && !(texts && kind < 100)) {
        double number = any_number(b);
        uno_type_any_construct(out, &number, plain(typelib_TypeClass_DOUBLE), NULL);
    } else if (kind < 190) {
        rtl_uString *text = any_text(b, parameter);
        uno_type_any_construct(out, &text, plain(typelib_TypeClass_STRING), NULL);
        rtl_uString_release(text);
    } else if (kind < 210) {
        uno_any_construct(out, NULL, NULL, NULL);
    } else if (kind < 225 || deep == MOST_DEEP) {
        odd_value(b, out);
    } else if (kind < 235) {
        plain_sequence(b, out);
    } else {
        bool rows = kind < 245;
        uno_Sequence *made =
            rows ? any_rows(b, parameter, deep + 1) : any_row(b, parameter, take(b) % MOST_WIDE, deep + 1);
        uno_type *type = rows ? rows_type() : row_type();
        uno_type_any_construct(out, &made, type, NULL);
        uno_type_destructData(&made, type, NULL);
    }
}

/* An optional argument: left out, a range, or whatever. */
static void any_optional(fuzz_bytes *b, const sx_parameter *p, uno_Any *out)
{
    unsigned kind = take(b);
    if (kind < 90) {
        uno_any_construct(out, NULL, NULL, NULL);
    } else if (kind < 180 && p->shape >= SX_SHAPE_SERIES && p->shape <= SX_SHAPE_ANY) {
        uno_Sequence *rows = any_rows(b, p, 0);
        uno_type_any_construct(out, &rows, rows_type(), NULL);
        uno_type_destructData(&rows, rows_type(), NULL);
    } else {
        any_value(b, p, 0, out);
    }
}

static void make(fuzz_bytes *b, const sx_parameter *p, held *h)
{
    if (p->optional) {
        any_optional(b, p, &h->any);
        h->type = plain(typelib_TypeClass_ANY);
        h->value = &h->any;
    } else if (p->shape == SX_SHAPE_NUMBER) {
        h->number = any_number(b);
        h->value = &h->number;
    } else if (p->shape == SX_SHAPE_TEXT || p->shape == SX_SHAPE_CHOICE) {
        h->text = any_text(b, p);
        h->type = plain(typelib_TypeClass_STRING);
        h->value = &h->text;
    } else {
        bool rest = p->shape == SX_SHAPE_REST;
        h->sequence = rest ? any_row(b, NULL, take(b) % MOST_WIDE, 0) : any_rows(b, p, 0);
        h->type = rest ? row_type() : rows_type();
        h->value = &h->sequence;
    }
}

static void broken(const sx_function *function, const char *what, const char *reason)
{
    fprintf(stderr, "fuzz_marshal: %s: %s (%s)\n", function->name, what, reason);
    abort();
}

static void call(const sx_function *function, void *const *args)
{
    sx_scratch scratch = {0};
    sx_argument *arguments = NULL;
    size_t n = 0;
    sx_context context = {{0}, NULL};
    sx_status status = sx_marshal_arguments(function, args, &scratch, &arguments, &n);
    if (status != SX_OK)
        broken(function, "no arguments", "");
    const char *found = sx_broken_contract(function, arguments, n, &status, &context);
    if (found)
        broken(function, found, context.reason);
    sx_result result = {0};
    uno_Any answer;
    status = sx_call(function, arguments, n, &result, &context);
    if (status == SX_OK)
        sx_marshal_result(&result, &answer);
    else
        sx_marshal_error(status, &answer);
    typelib_TypeClass kind = answer.pType->eTypeClass;
    if (status != SX_OK ? kind != typelib_TypeClass_DOUBLE
                        : kind != typelib_TypeClass_DOUBLE && kind != typelib_TypeClass_STRING &&
                              kind != typelib_TypeClass_SEQUENCE)
        broken(function, "an answer that no cell shows", context.reason);
    uno_any_destruct(&answer, NULL);
    if (status == SX_OK)
        sx_result_free(&result);
    sx_scratch_free(&scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes b = {data, size};
    size_t k = take(&b);
    k = (k | (size_t)take(&b) << 8) % sx_n_services;
    const sx_service *service = &sx_services[k];
    const sx_function *function = &service->functions[take(&b) % service->n_functions];
    held given[MOST_ARGUMENTS] = {{0}};
    void *args[MOST_ARGUMENTS] = {0};
    size_t n = function->n_parameters;
    if (n > MOST_ARGUMENTS || strcmp(function->method, "selftest") == 0)
        return 0;
    for (size_t i = 0; i < n; i++) {
        make(&b, &function->parameters[i], &given[i]);
        args[i] = given[i].value;
    }
    call(function, args);
    for (size_t i = 0; i < n; i++)
        if (given[i].type)
            uno_type_destructData(given[i].value, given[i].type, NULL);
    return 0;
}

#ifndef SX_LIBFUZZER
int main(int n_words, char **words)
{
    static uint8_t data[4096];
    return draw_cases(n_words, words, "fuzz_marshal", data, sizeof data);
}
#endif
