/* catalogue.c: thunks, parameters, examples and the table of functions that core/call reads. */
#include "generate.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void put_number(FILE *f, double x)
{
    fprintf(f, "%.17g", x);
    if (x == floor(x) && fabs(x) < 1e15)
        fputs(".0", f);
}

static void put_cell(FILE *f, const value *v)
{
    if (v->kind == NUMBER) {
        fputs("{.kind = SX_NUMBER, .as.number = ", f);
        put_number(f, v->number);
    } else {
        fprintf(f, "{.kind = SX_TEXT, .length = %zu, .as.text = ", strlen(v->text));
        put_c_string(f, v->text);
    }
    fputc('}', f);
}

/* Faults inside a table need a constant, so the statuses are written by their enumerators. */
static const char *enumerator(const char *shown)
{
    static const char *const names[][2] = {{"#DIV/0!", "SX_DIV0"},     {"#N/A", "SX_NA"},
                                           {"#NUM!", "SX_NUM"},        {"#VALUE!", "SX_VALUE"},
                                           {"Err:502", "SX_ARGUMENT"}, {"Err:523", "SX_NOCONV"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i][0], shown) == 0)
            return names[i][1];
    return "SX_OK";
}

static void put_gives_cell(FILE *f, const cJSON *cell)
{
    const cJSON *error = cJSON_GetObjectItemCaseSensitive(cell, "error");
    value v = {.kind = NUMBER, .number = cell->valuedouble};
    if (cJSON_IsString(cell))
        v = (value){.kind = TEXT, .text = cell->valuestring};
    if (error)
        fprintf(f, "{.kind = SX_FAULT, .as.fault = %s}", enumerator(error->valuestring));
    else if (cJSON_IsNull(cell))
        fputs("{.kind = SX_BLANK}", f);
    else
        put_cell(f, &v);
}

static void put_table_head(FILE *f, size_t rows, size_t columns)
{
    fprintf(f, "{.rows = %zu, .columns = %zu, .declared_rows = %zu, .declared_columns = %zu, .cells = ", rows, columns,
            rows, columns);
}

static void put_arrays(FILE *f, const entry *e, size_t x)
{
    const example *ex = &e->examples[x];
    for (size_t i = 0; i < ex->n_arguments; i++) {
        const value *v = &ex->arguments[i];
        if (v->kind != ARRAY)
            continue;
        fprintf(f, "static sx_cell %s_%s_%zu_%zu_cells[] = {", e->family, e->id, x, i);
        for (size_t k = 0; k < v->rows * v->columns; k++) {
            fputs(k ? ", " : "", f);
            put_cell(f, &v->cells[k]);
        }
        fprintf(f, "};\nstatic const sx_table %s_%s_%zu_%zu_table = ", e->family, e->id, x, i);
        put_table_head(f, v->rows, v->columns);
        fprintf(f, "%s_%s_%zu_%zu_cells};\n", e->family, e->id, x, i);
    }
    if (cJSON_IsArray(ex->gives)) {
        fprintf(f, "static sx_cell %s_%s_%zu_gives[] = {", e->family, e->id, x);
        const cJSON *row = NULL, *cell = NULL;
        cJSON_ArrayForEach(row, ex->gives) cJSON_ArrayForEach(cell, row)
        {
            put_gives_cell(f, cell);
            fputs(", ", f);
        }
        fputs("};\n", f);
    }
    if (!ex->n_arguments)
        return;
    fprintf(f, "static const sx_argument %s_%s_%zu[] = {", e->family, e->id, x);
    for (size_t i = 0; i < ex->n_arguments; i++) {
        const value *v = &ex->arguments[i];
        if (v->kind == OMITTED)
            fputs("{.omitted = true}", f);
        else if (v->kind == ARRAY)
            fprintf(f, "{.table = &%s_%s_%zu_%zu_table}", e->family, e->id, x, i);
        else {
            fputs("{.cell = ", f);
            put_cell(f, v);
            fputc('}', f);
        }
        fputs(", ", f);
    }
    fputs("};\n", f);
}

static void put_examples(FILE *f, const entry *e)
{
    for (size_t x = 0; x < e->n_examples; x++)
        put_arrays(f, e, x);
    fprintf(f, "static const sx_example %s_%s_examples[] = {\n", e->family, e->id);
    for (size_t x = 0; x < e->n_examples; x++) {
        const example *ex = &e->examples[x];
        fputs("    {.formula = ", f);
        put_c_string(f, ex->formula);
        if (ex->n_arguments)
            fprintf(f, ", .arguments = %s_%s_%zu", e->family, e->id, x);
        fprintf(f, ", .n_arguments = %zu, .tolerance = %.17g, ", ex->n_arguments, ex->tolerance);
        const cJSON *error = cJSON_GetObjectItemCaseSensitive(ex->gives, "error");
        if (error) {
            fprintf(f, ".status = %s", enumerator(error->valuestring));
        } else if (cJSON_IsArray(ex->gives)) {
            fputs(".shape = SX_SHAPE_TABLE, .table = ", f);
            put_table_head(f, (size_t)cJSON_GetArraySize(ex->gives),
                           (size_t)cJSON_GetArraySize(cJSON_GetArrayItem(ex->gives, 0)));
            fprintf(f, "%s_%s_%zu_gives}", e->family, e->id, x);
        } else if (cJSON_IsNumber(ex->gives)) {
            fputs(".shape = SX_SHAPE_NUMBER, .number = ", f);
            put_number(f, ex->gives->valuedouble);
        } else {
            fputs(".shape = SX_SHAPE_TEXT, .text = ", f);
            put_c_string(f, ex->gives->valuestring);
        }
        fputs("},\n", f);
    }
    fputs("};\n", f);
}

static void put_low_high(FILE *f, const argument *a)
{
    const cJSON *low = a->min ? a->min : a->above, *high = a->max ? a->max : a->below;
    if (low) {
        fprintf(f, ", .has_low = true, .low_open = %s, .low = ", a->above ? "true" : "false");
        put_number(f, low->valuedouble);
    }
    if (high) {
        fprintf(f, ", .has_high = true, .high_open = %s, .high = ", a->below ? "true" : "false");
        put_number(f, high->valuedouble);
    }
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
    char shape[64];
    char *help = full_help(a);
    fputs("    {.name = ", f);
    put_c_string(f, a->name);
    fputs(", .unit = ", f);
    put_c_string(f, a->unit);
    fputs(", .help = ", f);
    put_c_string(f, help);
    free(help);
    fprintf(f, ", .shape = SX_SHAPE_%s, .pairs_with = %d, .at_least = %d", upper(a->shape, shape), leader(e, a),
            a->at_least);
    if (a->blank)
        fprintf(f, ", .blank = SX_BLANK_%s", upper(a->blank, shape));
    if (a->optional)
        fputs(", .optional = true", f);
    if (a->whole)
        fputs(", .whole = true", f);
    put_low_high(f, a);
    if (a->fallback) {
        double x = a->fallback->valuedouble;
        for (size_t i = 0; i < a->n_choices; i++)
            if (strcmp(a->choices[i].id, a->fallback->valuestring) == 0)
                x = (double)i;
        fputs(", .has_default = true, .fallback = ", f);
        put_number(f, x);
    }
    if (a->n_choices)
        fprintf(f, ", .choices = %s_%s_%s, .n_choices = %zu", e->family, e->id, a->name, a->n_choices);
    fputs("},\n", f);
}

static void put_parameters(FILE *f, const entry *e)
{
    for (size_t i = 0; i < e->n_arguments; i++) {
        const argument *a = &e->arguments[i];
        if (!a->n_choices)
            continue;
        fprintf(f, "static const sx_choice %s_%s_%s[] = {", e->family, e->id, a->name);
        for (size_t k = 0; k < a->n_choices; k++) {
            fputc('{', f);
            put_c_string(f, a->choices[k].id);
            fputs(", ", f);
            put_c_string(f, a->choices[k].help);
            fputs("}, ", f);
        }
        fputs("};\n", f);
    }
    if (!e->n_arguments)
        return;
    fprintf(f, "static const sx_parameter %s_%s_parameters[] = {\n", e->family, e->id);
    for (size_t i = 0; i < e->n_arguments; i++)
        put_parameter(f, e, &e->arguments[i]);
    fputs("};\n", f);
}

static void put_lists(FILE *f, const entry *e)
{
    const cJSON *item = NULL;
    if (e->n_columns) {
        fprintf(f, "static const sx_column %s_%s_columns[] = {\n", e->family, e->id);
        for (size_t i = 0; i < e->n_columns; i++) {
            fputs("    {", f);
            put_c_string(f, e->columns[i].name);
            fputs(", ", f);
            put_c_string(f, e->columns[i].unit);
            fputs(", ", f);
            put_c_string(f, e->columns[i].help);
            fputs("},\n", f);
        }
        fputs("};\n", f);
    }
    if (cJSON_GetArraySize(e->errors)) {
        fprintf(f, "static const sx_error_case %s_%s_errors[] = {\n", e->family, e->id);
        cJSON_ArrayForEach(item, e->errors)
        {
            fprintf(f, "    {SX_%s, ", cJSON_GetObjectItemCaseSensitive(item, "status")->valuestring);
            put_c_string(f, cJSON_GetObjectItemCaseSensitive(item, "when")->valuestring);
            fputs("},\n", f);
        }
        fputs("};\n", f);
    }
    if (cJSON_GetArraySize(e->see_also)) {
        fprintf(f, "static const char *const %s_%s_see[] = {", e->family, e->id);
        cJSON_ArrayForEach(item, e->see_also)
        {
            put_c_string(f, item->valuestring);
            fputs(", ", f);
        }
        fputs("};\n", f);
    }
}

static void put_thunk(FILE *f, const entry *e)
{
    fprintf(f,
            "static sx_status run_%s_%s(const sx_natural *a, sx_result *r, sx_context *context)\n{\n"
            "    (void)a;\n    (void)context;\n    return %s(",
            e->family, e->id, e->c);
    for (size_t i = 0; i < e->n_arguments; i++) {
        const char *shape = e->arguments[i].shape;
        if (strcmp(shape, "series") == 0 || strcmp(shape, "texts") == 0 || strcmp(shape, "rest") == 0)
            fprintf(f, "a[%zu].%s.x, a[%zu].%s.n, ", i, shape, i, shape);
        else if (strcmp(shape, "matrix") == 0)
            fprintf(f, "a[%zu].matrix.x, a[%zu].matrix.rows, a[%zu].matrix.columns, ", i, i, i);
        else
            fprintf(f, "a[%zu].%s, ", i, strcmp(shape, "any") == 0 ? "table" : shape);
    }
    fprintf(f, "&r->%s%s);\n}\n", e->returns, e->context ? ", context" : "");
}

static void put_field(FILE *f, const char *name, const char *text)
{
    fprintf(f, ".%s = ", name);
    put_c_string(f, text);
    fputs(", ", f);
}

static void put_array_field(FILE *f, const entry *e, const char *field, const char *suffix, size_t n)
{
    if (n)
        fprintf(f, ".%s = %s_%s_%s, .n_%s = %zu, ", field, e->family, e->id, suffix, field, n);
}

static void put_function(FILE *f, const entry *e)
{
    char family[64], id[64], shape[64], stored[160], service[80];
    snprintf(stored, sizeof stored, "SEXTANT.%s.%s", upper(e->family, family), upper(e->id, id));
    snprintf(service, sizeof service, "sextant.%s", capitalised(e->family, family));
    fputs("    {", f);
    put_field(f, "name", e->name);
    put_field(f, "stored", stored);
    put_field(f, "service", service);
    put_field(f, "method", e->id);
    put_field(f, "family", e->family);
    put_field(f, "category", e->category);
    put_field(f, "since", e->since);
    put_field(f, "summary", e->summary);
    put_field(f, "definition", e->definition);
    put_field(f, "source", e->source);
    put_field(f, "returns_unit", e->returns_unit);
    put_array_field(f, e, "parameters", "parameters", e->n_arguments);
    put_array_field(f, e, "columns", "columns", e->n_columns);
    put_array_field(f, e, "errors", "errors", (size_t)cJSON_GetArraySize(e->errors));
    put_array_field(f, e, "see_also", "see", (size_t)cJSON_GetArraySize(e->see_also));
    put_array_field(f, e, "examples", "examples", e->n_examples);
    fprintf(f, ".returns = SX_SHAPE_%s, .run = run_%s_%s},\n", upper(e->returns, shape), e->family, e->id);
}

void write_tables(const catalogue *all, const char *folder)
{
    FILE *f = output(folder, "catalogue.c");
    char family[64];
    size_t families = 0;
    fputs("/* Generated from the catalogue. */\n#include \"call/natural.h\"\n", f);
    for (size_t i = 0; i < all->n; i++)
        if (is_family_start(all, i))
            fprintf(f, "#include \"%s.h\"\n", all->entries[i].family);
    fprintf(f, "\nconst char sx_version[] = \"%s\";\n\n", all->version);
    for (size_t i = 0; i < all->n; i++) {
        put_examples(f, &all->entries[i]);
        put_parameters(f, &all->entries[i]);
        put_lists(f, &all->entries[i]);
        put_thunk(f, &all->entries[i]);
    }
    for (size_t i = 0; i < all->n; i++) {
        if (is_family_start(all, i))
            fprintf(f, "static const sx_function functions_%s[] = {\n", all->entries[i].family);
        put_function(f, &all->entries[i]);
        if (i + 1 == all->n || is_family_start(all, i + 1))
            fputs("};\n", f);
    }
    fputs("\nconst sx_service sx_services[] = {\n", f);
    for (size_t i = 0; i < all->n; i++) {
        if (!is_family_start(all, i))
            continue;
        const char *id = all->entries[i].family;
        fprintf(f, "    {\"sextant.%s\", ", capitalised(id, family));
        fprintf(f, "\"sextant.X%s\", functions_%s, sizeof functions_%s / sizeof *functions_%s},\n", family, id, id, id);
        families++;
    }
    fprintf(f, "};\nconst size_t sx_n_services = %zu;\n", families);
    fclose(f);
}
