/* Every example of the catalogue through the door: what it gives, and the same bits twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "call/example.h"
#include "catalogue/catalogue.h"

static void examples_hold(void **state)
{
    const sx_function *function = *state;
    size_t missed = 0;
    assert_true(function->n_examples > 0);
    for (size_t i = 0; i < function->n_examples; i++) {
        const sx_example *example = &function->examples[i];
        sx_text found = {0};
        sx_context context = {{0}, NULL};
        if (!sx_example_holds(function, example, &context, &found)) {
            print_error("%s: found %s\n", example->formula, found.data ? found.data : "?");
            missed++;
        }
        sx_text_free(&found);
        sx_text first = sx_answer(function, example->arguments, example->n_arguments);
        sx_text second = sx_answer(function, example->arguments, example->n_arguments);
        assert_string_equal(first.data, second.data);
        sx_text_free(&first);
        sx_text_free(&second);
    }
    assert_int_equal(missed, 0);
}

int main(void)
{
    return sx_test_each("examples", examples_hold);
}
