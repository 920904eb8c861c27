#define _POSIX_C_SOURCE 200809L /* strtok_r */
/* Writes a flat ODF document in which Calc checks the add-in: cases GOLDEN.json... BEHAVIOUR.tsv >cases.fods
 *
 *   Checks     a row a value: what it is, the formula, what it must give, the tolerance, "ok" or "FAIL". Every example
 *              of the catalogue as its file states it, and every golden value with its ranges in cells of Data.
 *   Tables     the results that are tables, as array formulas
 *   Data       the ranges of golden values
 *   Behaviour  how Calc and the add-in behave together: formula, what the cell must show (behaviour.tsv)
 *   Column     2 4 6 8 10 and a text beside the first: for whole columns
 * tests/calc/run reads the first and the last back as CSV. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "calc/document.h"
#include "cli/json.h"

/* What a call must give; the cells live in the JSON or in the catalogue. */
typedef struct expected {
    bool is_table;
    size_t rows, columns;
    const sx_cell *cells;
    double tolerance;
} expected;

static document out;

static void add_check(const char *name, const char *formula, const sx_cell *want, double tolerance)
{
    sheet *checks = &out.checks;
    size_t row = checks->rows + 1;
    sx_text text = {0};
    open_row(checks);
    put_text(checks, name);
    put_formula(checks, formula);
    if (want->kind == SX_FAULT) {
        put_text(checks, sx_status_text(want->as.fault));
        put_blank(checks, 1);
        add(&text, "IF(ISERROR([.B%zu]);IF(ORG.OPENOFFICE.ERRORTYPE([.B%zu])=%d;\"ok\";\"FAIL\");\"FAIL\")", row, row,
            sx_status_calc(want->as.fault));
    } else if (want->kind == SX_NUMBER) {
        put_number(checks, want->as.number);
        put_number(checks, tolerance);
        add(&text,
            "IFERROR(IF(AND(ISNUMBER([.B%zu]);ABS([.B%zu]-[.C%zu])<=[.D%zu]*MAX(1;ABS([.C%zu])));\"ok\";\"FAIL\");"
            "\"FAIL\")",
            row, row, row, row, row);
    } else { /* &"": a text out of an array formula equals nothing by itself (behaviour.tsv) */
        put_text(checks, want->kind == SX_TEXT ? want->as.text : "");
        put_blank(checks, 1);
        add(&text, "IFERROR(IF(AND(ISTEXT([.B%zu]);EXACT([.B%zu]&\"\";[.C%zu]));\"ok\";\"FAIL\");\"FAIL\")", row, row,
            row);
    }
    put_formula(checks, text.data);
    close_row(checks);
    sx_text_free(&text);
}

static void add_size_check(const char *name, const char *function, const char *formula, size_t size)
{
    sx_text text = {0};
    sx_cell want = {.kind = SX_NUMBER, .as.number = (double)size};
    add(&text, "%s(%s)", function, formula);
    add_check(name, text.data, &want, 0);
    sx_text_free(&text);
}

/* A table comes from one array formula; each of its cells is a check of its own. */
static void add_table(const char *name, const char *formula, const expected *want)
{
    size_t top = out.tables.rows + 1;
    sx_text what = {0}, where = {0};
    put_array_formula(&out.tables, formula, want->rows, want->columns);
    for (size_t i = 0; i < want->rows * want->columns; i++) {
        what.length = where.length = 0;
        size_t row = i / want->columns, column = i % want->columns;
        add(&what, "%s, row %zu, column %zu", name, row + 1, column + 1);
        add(&where, "[$Tables.");
        add_column_name(&where, column);
        add(&where, "%zu]", top + row);
        add_check(what.data, where.data, &want->cells[i], want->tolerance);
    }
    add_size_check(name, "ROWS", formula, want->rows);
    add_size_check(name, "COLUMNS", formula, want->columns);
    sx_text_free(&what);
    sx_text_free(&where);
}

static void add_case(const char *name, const char *formula, const expected *want)
{
    if (want->is_table)
        add_table(name, formula, want);
    else
        add_check(name, formula, want->cells, want->tolerance);
}

static void add_examples(const sx_function *function)
{
    for (size_t i = 0; i < function->n_examples; i++) {
        const sx_example *example = &function->examples[i];
        sx_text name = {0}, formula = {0};
        sx_cell cell = {.kind = SX_NUMBER, .as.number = example->number};
        if (example->status != SX_OK)
            cell = (sx_cell){.kind = SX_FAULT, .as.fault = example->status};
        else if (example->shape == SX_SHAPE_TEXT)
            cell = (sx_cell){.kind = SX_TEXT, .as.text = example->text};
        expected want = {.rows = 1, .columns = 1, .cells = &cell, .tolerance = example->tolerance};
        if (example->status == SX_OK && example->shape == SX_SHAPE_TABLE)
            want =
                (expected){true, example->table.rows, example->table.columns, example->table.cells, example->tolerance};
        add(&name, "%s, example %zu", function->name, i + 1);
        /* "=KPI.CAC(...)" as the file holds it */
        add(&formula, "%s%s", function->stored, strchr(example->formula, '('));
        add_case(name.data, formula.data, &want);
        sx_text_free(&name);
        sx_text_free(&formula);
    }
}

/* An argument of a golden value: a range into cells of Data, the rest as it is typed. */
static void add_argument(sx_text *formula, const sx_parameter *parameter, const sx_argument *argument)
{
    if (argument->table) {
        put_range(&out.data, argument->table, formula);
        return;
    }
    if (argument->cell.kind == SX_NUMBER && !argument->omitted)
        add(formula, "%.17g", argument->cell.as.number);
    else if (argument->cell.kind == SX_TEXT && !argument->omitted)
        add_literal(formula, argument->cell.as.text);
    else if (!parameter->optional && parameter->shape != SX_SHAPE_REST)
        add(formula, "[$Data.AMJ1]"); /* a cell that stays blank */
}

/* Calc makes a number of "50000" before it calls us; behaviour.tsv says so. */
static bool is_changed_by_calc(const sx_function *function, const sx_json_arguments *arguments)
{
    double number;
    for (size_t i = 0; i < arguments->n && i < function->n_parameters; i++) {
        const sx_parameter *parameter = &function->parameters[i];
        const sx_argument *argument = &arguments->items[i];
        if (parameter->shape == SX_SHAPE_NUMBER && !parameter->optional && !argument->table &&
            argument->cell.kind == SX_TEXT && sx_text_to_number(argument->cell.as.text, &number))
            return true;
    }
    return false;
}

static bool read_cell(const cJSON *from, sx_cell *cell)
{
    *cell = (sx_cell){.kind = SX_BLANK};
    const cJSON *error = cJSON_GetObjectItemCaseSensitive(from, "error");
    if (cJSON_IsNumber(from))
        *cell = (sx_cell){.kind = SX_NUMBER, .as.number = from->valuedouble};
    else if (cJSON_IsString(from))
        *cell = (sx_cell){.kind = SX_TEXT, .as.text = from->valuestring};
    for (int s = SX_DIV0; cJSON_IsString(error) && s < SX_NOMEM; s++)
        if (strcmp(sx_status_text((sx_status)s), error->valuestring) == 0)
            *cell = (sx_cell){.kind = SX_FAULT, .as.fault = (sx_status)s};
    return cell->kind != SX_BLANK || cJSON_IsNull(from);
}

static bool read_gives(const cJSON *gives, expected *want)
{
    want->is_table = cJSON_IsArray(gives);
    want->rows = want->is_table ? (size_t)cJSON_GetArraySize(gives) : 1;
    want->columns = want->is_table ? (size_t)cJSON_GetArraySize(gives->child) : 1;
    sx_cell *cells = calloc(want->rows * want->columns + 1, sizeof *cells);
    want->cells = cells;
    if (!cells || !want->is_table)
        return cells && read_cell(gives, cells);
    bool good = want->rows * want->columns > 0;
    const cJSON *row, *cell;
    cJSON_ArrayForEach(row, gives)
    {
        good = good && (size_t)cJSON_GetArraySize(row) == want->columns;
        cJSON_ArrayForEach(cell, row) good = good && read_cell(cell, cells++);
    }
    return good;
}

static bool add_golden(const char *file, size_t index, const cJSON *golden)
{
    const cJSON *name = cJSON_GetObjectItemCaseSensitive(golden, "f");
    const cJSON *tolerance = cJSON_GetObjectItemCaseSensitive(golden, "tolerance");
    const sx_function *function = cJSON_IsString(name) ? sx_find(name->valuestring) : NULL;
    expected want = {.tolerance = cJSON_IsNumber(tolerance) ? tolerance->valuedouble : 1e-9};
    sx_json_arguments arguments = {0};
    sx_context why = {{0}, NULL};
    const cJSON *args = cJSON_GetObjectItemCaseSensitive(golden, "args");
    bool good = function && read_gives(cJSON_GetObjectItemCaseSensitive(golden, "gives"), &want) &&
                sx_json_arguments_read(args, &arguments, &why) == SX_OK;
    if (good && !is_changed_by_calc(function, &arguments)) {
        sx_text what = {0}, formula = {0};
        add(&what, "%s, golden %zu", function->name, index);
        add(&formula, "%s(", function->stored);
        for (size_t i = 0; i < arguments.n; i++) {
            size_t p = i < function->n_parameters ? i : function->n_parameters - 1;
            add(&formula, "%s", i ? ";" : "");
            add_argument(&formula, &function->parameters[p], &arguments.items[i]);
        }
        add(&formula, ")");
        add_case(what.data, formula.data, &want);
        sx_text_free(&what);
        sx_text_free(&formula);
    }
    if (!good)
        fprintf(stderr, "cases: %s: golden %zu: no function, arguments or value in it %s\n", file, index, why.reason);
    sx_json_arguments_free(&arguments);
    free((void *)(uintptr_t)want.cells);
    return good;
}

static bool add_goldens(const char *file)
{
    size_t length = 0;
    char *text = read_whole(file, &length);
    cJSON *all = text ? cJSON_ParseWithLength(text, length) : NULL;
    bool good = cJSON_IsArray(all);
    if (!good)
        fprintf(stderr, "cases: %s: no array of golden values\n", file);
    const cJSON *golden;
    size_t index = 0;
    cJSON_ArrayForEach(golden, all) good = add_golden(file, ++index, golden) && good;
    cJSON_Delete(all);
    free(text);
    return good;
}

/* A line: what it is, a tab, the formula, a tab, what the cell must show. A line with a formula alone is set-up. */
static bool add_behaviour(const char *file)
{
    size_t length = 0;
    char *text = read_whole(file, &length), *rest = text, *line;
    while (text && (line = strtok_r(rest, "\n", &rest)) != NULL) {
        if (line[0] == '#')
            continue;
        char *formula = strchr(line, '\t'), *shown = formula ? strchr(formula + 1, '\t') : NULL;
        if (!shown) {
            fprintf(stderr, "cases: %s: not three fields: %s\n", file, line);
            free(text);
            return false;
        }
        *formula++ = *shown++ = '\0';
        open_row(&out.behaviour);
        put_text(&out.behaviour, line);
        if (formula[0] == '{')
            put_array_cell(&out.behaviour, formula + 1);
        else
            put_formula(&out.behaviour, formula);
        put_text(&out.behaviour, shown);
        close_row(&out.behaviour);
    }
    free(text);
    return text != NULL;
}

static void fill_column(sheet *column)
{
    for (int i = 1; i <= 5; i++) {
        open_row(column);
        put_number(column, 2.0 * i);
        if (i == 1)
            put_text(column, "two");
        close_row(column);
    }
}

int main(int argc, char **argv)
{
    bool good = argc > 1;
    start_document(&out);
    fill_column(&out.column);
    fill_column(&out.column);
    for (size_t s = 0; s < sx_n_services; s++)
        for (size_t f = 0; f < sx_services[s].n_functions; f++)
            add_examples(&sx_services[s].functions[f]);
    for (int i = 1; i < argc; i++) {
        const char *end = strrchr(argv[i], '.');
        bool behaviour = end && strcmp(end, ".tsv") == 0;
        good = (behaviour ? add_behaviour(argv[i]) : add_goldens(argv[i])) && good;
    }
    if (good)
        finish_document(&out, stdout);
}
