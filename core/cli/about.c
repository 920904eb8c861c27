/* sextant list and sextant about: the catalogue in a terminal. */
#include "cli/cli.h"
#include "cli/json.h"
#include <stdio.h>
#include <string.h>

enum { WIDTH = 96 };

/* Prints text after a label, broken at blanks, its further lines under its first. */
static void paragraph(const char *label, int indent, const char *text)
{
    int at = printf("%-*s", indent, label);
    if (at > indent) {
        printf("\n%*s", indent, "");
        at = indent;
    }
    while (*text) {
        size_t word = strcspn(text, " ");
        if (at > indent && at + 1 + (int)word > WIDTH) {
            printf("\n%*s", indent, "");
            at = indent;
        }
        at += printf("%s%.*s", at > indent ? " " : "", (int)word, text);
        text += word;
        text += strspn(text, " ");
    }
    putchar('\n');
}

static void print_parameters(const sx_function *function)
{
    if (function->n_parameters)
        printf("\nArguments\n");
    for (size_t i = 0; i < function->n_parameters; i++) {
        const sx_parameter *p = &function->parameters[i];
        char label[80];
        snprintf(label, sizeof label, "  %s", p->name);
        paragraph(label, 20, p->help);
        for (size_t c = 0; c < p->n_choices; c++) {
            snprintf(label, sizeof label, "%20s\"%s\"", "", p->choices[c].id);
            paragraph(label, 36, p->choices[c].help);
        }
    }
}

static void print_result(const sx_function *function)
{
    static const char *const shapes[] = {[SX_SHAPE_NUMBER] = "a number",
                                         [SX_SHAPE_TEXT] = "a text",
                                         [SX_SHAPE_TABLE] = "a table",
                                         [SX_SHAPE_REST] = NULL};
    const char *shape = shapes[function->returns];
    printf("\nGives\n  %s%s%s\n", shape ? shape : "a value", function->returns_unit ? ", unit: " : "",
           function->returns_unit ? function->returns_unit : "");
    for (size_t i = 0; i < function->n_columns; i++) {
        const sx_column *column = &function->columns[i];
        char label[80];
        snprintf(label, sizeof label, "  %zu %s", i + 1, column->name);
        paragraph(label, 20, column->help);
    }
    for (size_t i = 0; i < function->n_errors; i++) {
        char label[80];
        snprintf(label, sizeof label, "  %s", sx_status_text(function->errors[i].status));
        paragraph(label, 20, function->errors[i].when);
    }
}

static void print_example(const sx_example *example)
{
    sx_text gives = {0};
    const sx_result value = {.shape = example->shape, .number = example->number, .table = example->table};
    if (example->status != SX_OK)
        sx_text_add(&gives, "%s", sx_status_text(example->status));
    else if (example->shape == SX_SHAPE_TEXT)
        sx_json_add_text(&gives, example->text, strlen(example->text));
    else
        sx_json_add_result(&gives, &value);
    if (gives.status == SX_OK)
        printf("  %s\n      gives %s\n", example->formula, gives.data);
    sx_text_free(&gives);
}

static void print_more(const sx_function *function)
{
    putchar('\n');
    paragraph("Definition", 20, function->definition);
    paragraph("Source", 20, function->source);
    for (size_t i = 0; i < function->n_see_also; i++)
        printf("%-20s%s\n", i ? "" : "See also", function->see_also[i]);
    paragraph("Stored as", 20, function->stored);
    paragraph("Since", 20, function->since);
    if (function->n_examples)
        printf("\nExamples\n");
    for (size_t i = 0; i < function->n_examples; i++)
        print_example(&function->examples[i]);
}

int sx_cli_about(const char *name)
{
    const sx_function *function = sx_find(name);
    if (!function) {
        sx_context why = {{0}, NULL};
        sx_unknown_function(name, &why);
        fprintf(stderr, "sextant: %s\n", why.reason);
        return SX_EXIT_USAGE;
    }
    printf("%s\n", function->name);
    paragraph("  ", 2, function->summary);
    printf("\n    %s\n", function->syntax);
    print_parameters(function);
    print_result(function);
    print_more(function);
    return SX_EXIT_ANSWER;
}

int sx_cli_list(void)
{
    for (size_t s = 0; s < sx_n_services; s++)
        for (size_t f = 0; f < sx_services[s].n_functions; f++) {
            const sx_function *function = &sx_services[s].functions[f];
            printf("%-24s %s\n", function->name, function->summary);
        }
    return SX_EXIT_ANSWER;
}
