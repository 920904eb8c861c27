/* catalogue.c: the table of functions that core/call reads, each with its parameters and examples, and its thunk. What
 * a row points to stands within it, as compound literals: at file scope they last as long as the table. */
#include "generate.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void put_number(FILE *f, const char *lead, double x)
{
    fprintf(f, "%s%.17g%s", lead, x, x == floor(x) && fabs(x) < 1e15 ? ".0" : "");
}

static void put_text(FILE *f, const char *lead, const char *text)
{
    fputs(lead, f);
    put_c_string(f, text);
}

static void put_cell(FILE *f, const value *v)
{
    if (v->kind == NUMBER) {
        put_number(f, "{.kind = SX_NUMBER, .as.number = ", v->number);
    } else {
        fprintf(f, "{.kind = SX_TEXT, .length = %zu", strlen(v->text));
        put_text(f, ", .as.text = ", v->text);
    }
    fputc('}', f);
}

static void put_gives_cell(FILE *f, const cJSON *cell)
{
    const cJSON *error = cJSON_GetObjectItemCaseSensitive(cell, "error");
    if (error)
        fprintf(f, "{.kind = SX_FAULT, .as.fault = SX_%s}", status_named(error->valuestring));
    else if (cJSON_IsNull(cell))
        fputs("{.kind = SX_BLANK}", f);
    else
        put_cell(f, &(value){.kind = cJSON_IsString(cell) ? TEXT : NUMBER,
                             .number = cell->valuedouble,
                             .text = cell->valuestring});
}

static void open_table(FILE *f, size_t rows, size_t columns)
{
    fprintf(f, "{.rows = %zu, .columns = %zu, .declared_rows = %zu, .declared_columns = %zu, .cells = (sx_cell[]){",
            rows, columns, rows, columns);
}

static void put_argument(FILE *f, const value *v)
{
    if (v->kind == OMITTED) {
        fputs("{.omitted = true}, ", f);
    } else if (v->kind == ARRAY) {
        fputs("{.table = &(const sx_table)", f);
        open_table(f, v->rows, v->columns);
        for (size_t k = 0; k < v->rows * v->columns; k++, fputs(", ", f))
            put_cell(f, &v->cells[k]);
        fputs("}}}, ", f);
    } else {
        fputs("{.cell = ", f);
        put_cell(f, v);
        fputs("}, ", f);
    }
}

static void put_gives(FILE *f, const cJSON *gives)
{
    const cJSON *error = cJSON_GetObjectItemCaseSensitive(gives, "error"), *row = NULL, *cell = NULL;
    if (error) {
        fprintf(f, ", .status = SX_%s", status_named(error->valuestring));
    } else if (cJSON_IsArray(gives)) {
        fputs(", .shape = SX_SHAPE_TABLE, .table = ", f);
        open_table(f, (size_t)cJSON_GetArraySize(gives), (size_t)cJSON_GetArraySize(gives->child));
        cJSON_ArrayForEach(row, gives) cJSON_ArrayForEach(cell, row)
        {
            put_gives_cell(f, cell);
            fputs(", ", f);
        }
        fputs("}}", f);
    } else if (cJSON_IsNumber(gives)) {
        put_number(f, ", .shape = SX_SHAPE_NUMBER, .number = ", gives->valuedouble);
    } else {
        put_text(f, ", .shape = SX_SHAPE_TEXT, .text = ", gives->valuestring);
    }
}

static void put_example(FILE *f, const example *x)
{
    put_text(f, "        {.formula = ", x->formula);
    if (x->n_arguments)
        fputs(", .arguments = (const sx_argument[]){", f);
    for (size_t i = 0; i < x->n_arguments; i++)
        put_argument(f, &x->arguments[i]);
    fprintf(f, "%s, .n_arguments = %zu, .tolerance = %.17g", x->n_arguments ? "}" : "", x->n_arguments, x->tolerance);
    put_gives(f, x->gives);
    fputs("},\n", f);
}

static void put_bounds(FILE *f, const argument *a)
{
    const cJSON *low = a->min ? a->min : a->above, *high = a->max ? a->max : a->below;
    if (low)
        put_number(f, a->above ? ", .has_low = true, .low_open = true, .low = " : ", .has_low = true, .low = ",
                   low->valuedouble);
    if (high)
        put_number(f, a->below ? ", .has_high = true, .high_open = true, .high = " : ", .has_high = true, .high = ",
                   high->valuedouble);
}

/* The default; of a choice its index. */
static void put_fallback(FILE *f, const argument *a)
{
    if (!a->fallback)
        return;
    double x = a->fallback->valuedouble;
    for (size_t i = 0; i < a->n_choices; i++)
        if (strcmp(a->choices[i].id, a->fallback->valuestring) == 0)
            x = (double)i;
    put_number(f, ", .has_default = true, .fallback = ", x);
}

static int leader(const entry *e, const argument *a)
{
    for (size_t i = 0; a->pairs_with && i < e->n_arguments; i++)
        if (strcmp(e->arguments[i].name, a->pairs_with) == 0)
            return (int)i;
    return -1;
}

static void put_parameter(FILE *f, const entry *e, const argument *a)
{
    char *help = full_help(a, 0), *kind = upper(a->shape->name), *blank = upper(a->blank ? a->blank : "refused");
    put_text(f, "        {", a->name);
    put_text(f, ", ", a->unit);
    put_text(f, ", ", help);
    fprintf(f, ", .shape = SX_SHAPE_%s, .blank = SX_BLANK_%s, .pairs_with = %d, .at_least = %.0f%s%s%s", kind, blank,
            leader(e, a), a->at_least ? a->at_least->valuedouble : 1.0, a->optional ? ", .optional = true" : "",
            a->whole ? ", .whole = true" : "", a->keep_front ? ", .keep_front = true" : "");
    put_bounds(f, a);
    put_fallback(f, a);
    if (a->n_choices)
        fprintf(f, ", .n_choices = %zu, .choices = (const sx_choice[]){", a->n_choices);
    for (size_t i = 0; i < a->n_choices; i++) {
        put_text(f, "{", a->choices[i].id);
        put_text(f, ", ", a->choices[i].help);
        fputs("}, ", f);
    }
    fputs(a->n_choices ? "}},\n" : "},\n", f);
    free(help);
    free(kind);
    free(blank);
}

static void put_thunk(FILE *f, const entry *e)
{
    fprintf(f,
            "static sx_status run_%s(const sx_natural *a, sx_result *r, sx_context *context)\n{\n"
            "    (void)a;\n    (void)context;\n    return %s(",
            e->prefix, e->c);
    for (size_t i = 0; i < e->n_arguments; i++) {
        char index[24];
        snprintf(index, sizeof index, "%zu", i);
        put_pattern(f, e->arguments[i].shape->natural, index);
        fputs(", ", f);
    }
    fprintf(f, "&r->%s%s);\n}\n", e->returns->name, e->context ? ", context" : "");
}

/* Opens a list of n, and is false when there is none; it closes with "}," and a new line. */
static bool open_list(FILE *f, const char *field, const char *type, size_t n)
{
    if (n)
        fprintf(f, "     .n_%s = %zu, .%s = (%s[]){\n", field, n, field, type);
    return n;
}

static void put_lists(FILE *f, const entry *e)
{
    const cJSON *item = NULL;
    if (open_list(f, "parameters", "const sx_parameter", e->n_arguments)) {
        for (size_t i = 0; i < e->n_arguments; i++)
            put_parameter(f, e, &e->arguments[i]);
        fputs("     },\n", f);
    }
    if (open_list(f, "columns", "const sx_column", e->n_columns)) {
        for (size_t i = 0; i < e->n_columns; i++) {
            put_text(f, "        {", e->columns[i].name);
            put_text(f, ", ", e->columns[i].unit);
            put_text(f, ", ", e->columns[i].help);
            fputs("},\n", f);
        }
        fputs("     },\n", f);
    }
    if (open_list(f, "errors", "const sx_error_case", e->n_errors)) {
        for (size_t i = 0; i < e->n_errors; i++) {
            fprintf(f, "        {SX_%s", e->errors[i].status);
            put_text(f, ", ", e->errors[i].when);
            fputs("},\n", f);
        }
        fputs("     },\n", f);
    }
    if (open_list(f, "see_also", "const char *const", (size_t)cJSON_GetArraySize(e->see_also))) {
        cJSON_ArrayForEach(item, e->see_also) put_text(f, item == e->see_also->child ? "" : ", ", item->valuestring);
        fputs("},\n", f);
    }
    if (open_list(f, "examples", "const sx_example", e->n_examples)) {
        for (size_t i = 0; i < e->n_examples; i++)
            put_example(f, &e->examples[i]);
        fputs("     },\n", f);
    }
}

static void put_function(FILE *f, const family *room, const entry *e)
{
    char *call = syntax(e), *kind = upper(e->returns->name);
    fprintf(f, "    {.service = \"sextant.%s\"", room->title);
    put_text(f, ", .name = ", e->name);
    put_text(f, ", .stored = ", e->stored);
    put_text(f, ", .method = ", e->id);
    put_text(f, ", .family = ", e->family);
    put_text(f, ", .category = ", e->category);
    put_text(f, ", .since = ", e->since);
    put_text(f, ", .syntax = ", call);
    put_text(f, ", .summary = ", e->summary);
    put_text(f, ", .definition = ", e->definition);
    put_text(f, ", .source = ", e->source);
    put_text(f, ", .returns_unit = ", e->returns_unit);
    fprintf(f, ", .returns = SX_SHAPE_%s, .run = run_%s,\n", kind, e->prefix);
    put_lists(f, e);
    fputs("    },\n", f);
    free(call);
    free(kind);
}

void write_tables(const catalogue *all)
{
    FILE *f = output("catalogue.c");
    const family *end = all->families + all->n_families;
    fputs("/* Generated from the catalogue. */\n#include \"call/natural.h\"\n", f);
    for (const family *room = all->families; room < end; room++)
        fprintf(f, "#include \"%s.h\"\n", room->id);
    fprintf(f, "\nconst char sx_version[] = \"%s\";\n\n", all->version);
    for (size_t i = 0; i < all->n; i++)
        put_thunk(f, &all->entries[i]);
    for (const family *room = all->families; room < end; room++) {
        fprintf(f, "static const sx_function functions_%s[] = {\n", room->id);
        for (size_t i = 0; i < room->n; i++)
            put_function(f, room, &room->entries[i]);
        fputs("};\n", f);
    }
    fputs("\nconst sx_service sx_services[] = {\n", f);
    for (const family *room = all->families; room < end; room++)
        fprintf(f, "    {\"sextant.%s\", \"sextant.X%s\", functions_%s, %zu},\n", room->title, room->title, room->id,
                room->n);
    fprintf(f, "};\nconst size_t sx_n_services = %zu;\n", all->n_families);
}
