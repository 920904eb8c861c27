/* Every example of the catalogue through the door: what it gives, and the same bits again, with a memo or without. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/memo.h"
#include "call/example.h"
#include "catalogue/catalogue.h"

static void examples_hold(void **state)
{
    const sx_function *function = *state;
    size_t missed = 0;
    struct sx_memo *memo = sx_memo_new(1 << 20);
    assert_non_null(memo);
    assert_true(function->n_examples > 0);
    for (size_t i = 0; i < function->n_examples; i++) {
        const sx_example *example = &function->examples[i];
        sx_text found = {0};
        sx_context context = {{0}, NULL};
        bool holds = false;
        assert_int_equal(sx_example_run(function, example, &context, &holds, &found), SX_OK);
        if (!holds) {
            print_error("%s: found %s\n", example->formula, found.data ? found.data : "?");
            missed++;
        }
        sx_text_free(&found);
        sx_text first = sx_answer(function, example->arguments, example->n_arguments, NULL);
        for (int again = 0; again < 3; again++) { /* the last answer may come from the memo */
            sx_text next = sx_answer(function, example->arguments, example->n_arguments, again ? memo : NULL);
            assert_string_equal(first.data, next.data);
            sx_text_free(&next);
        }
        sx_text_free(&first);
    }
    sx_memo_free(memo);
    assert_int_equal(missed, 0);
}

int main(void)
{
    return sx_test_each("examples", examples_hold);
}
