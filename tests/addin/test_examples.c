/* Every example of the catalogue through the built library, as Calc would call it. Run under valgrind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include "addin/caller.h"
#include "call/example.h"

static bool same_cell(const uno_Any *any, const sx_cell *want, double tolerance)
{
    double number;
    if (want->kind == SX_NUMBER)
        return is_number(any, &number) && sx_same_number(number, want->as.number, tolerance);
    if (want->kind == SX_FAULT)
        return is_number(any, &number) && sx_status_calc(status_of(number)) == sx_status_calc(want->as.fault);
    char *text = text_of(any);
    bool same = text && strcmp(text, want->kind == SX_TEXT ? want->as.text : "") == 0;
    free(text);
    return same;
}

static bool same_rows(const uno_Any *any, const sx_table *want, double tolerance)
{
    if (any->pType->eTypeClass != typelib_TypeClass_SEQUENCE)
        return false;
    const uno_Sequence *rows = *(uno_Sequence *const *)any->pData;
    bool same = (size_t)rows->nElements == want->rows;
    for (size_t r = 0; same && r < want->rows; r++) {
        const uno_Sequence *row = ((uno_Sequence *const *)(const void *)rows->elements)[r];
        same = (size_t)row->nElements == want->columns;
        for (size_t c = 0; same && c < want->columns; c++)
            same = same_cell((const uno_Any *)(const void *)row->elements + c, sx_at(want, r, c), tolerance);
    }
    return same;
}

static bool holds(const sx_example *example, const uno_Any *answer)
{
    sx_cell cell = {.kind = SX_NUMBER, .as.number = example->number};
    if (example->status != SX_OK)
        cell = (sx_cell){.kind = SX_FAULT, .as.fault = example->status};
    else if (example->shape == SX_SHAPE_TABLE)
        return same_rows(answer, &example->table, example->tolerance);
    else if (example->shape == SX_SHAPE_TEXT)
        cell = (sx_cell){.kind = SX_TEXT, .as.text = example->text};
    return same_cell(answer, &cell, example->tolerance);
}

static void test_every_example(void **state)
{
    (void)state;
    size_t n = 0;
    for (size_t s = 0; s < sx_n_services; s++) {
        uno_Interface *object = new_instance(sx_services[s].name);
        for (size_t f = 0; f < sx_services[s].n_functions; f++) {
            const sx_function *function = &sx_services[s].functions[f];
            for (size_t i = 0; i < function->n_examples; i++, n++) {
                const sx_example *example = &function->examples[i];
                uno_Any answer;
                call_function(object, &sx_services[s], function, example->arguments, example->n_arguments, &answer);
                if (!holds(example, &answer))
                    fail_msg("%s does not give what the catalogue says", example->formula);
                drop(&answer);
            }
        }
        let_go(object);
    }
    assert_true(n > 50);
}

/* Nothing given at all must be an answer or an error, never a crash. */
static void test_blank_arguments(void **state)
{
    (void)state;
    for (size_t s = 0; s < sx_n_services; s++) {
        uno_Interface *object = new_instance(sx_services[s].name);
        for (size_t f = 0; f < sx_services[s].n_functions; f++) {
            const sx_function *function = &sx_services[s].functions[f];
            if (strcmp(function->name, "SEXTANT.SELFTEST") == 0)
                continue; /* every example once more: long under valgrind */
            uno_Any answer;
            call_function(object, &sx_services[s], function, NULL, 0, &answer);
            drop(&answer);
        }
        let_go(object);
    }
}

int main(void)
{
    open_library();
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_example), cmocka_unit_test(test_blank_arguments)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
