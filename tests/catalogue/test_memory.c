/* Every golden value and every example with the k-th allocation failing, for every k: the answer is the right one or
 * "out of memory"; nothing is touched, kept or leaked then, and the next call is right again. The linker puts what
 * stands here in place of malloc, calloc, realloc and free in all that is linked into this program. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include "base/memo.h"
#include "catalogue/catalogue.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *block, size_t size);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *block, size_t size);
void __wrap_free(void *block);

/* Allocations so far, the one that fails (0: none) and whether all after it do, and the blocks that live. */
static struct {
    size_t n, failing;
    bool on_and_on;
    long live;
} memory;

static bool fails(void)
{
    memory.n++;
    return memory.failing && (memory.n == memory.failing || (memory.on_and_on && memory.n > memory.failing));
}

void *__wrap_malloc(size_t size)
{
    void *block = fails() ? NULL : __real_malloc(size);
    memory.live += block != NULL;
    return block;
}

void *__wrap_calloc(size_t n, size_t size)
{
    void *block = fails() ? NULL : __real_calloc(n, size);
    memory.live += block != NULL;
    return block;
}

void *__wrap_realloc(void *block, size_t size)
{
    void *moved = fails() ? NULL : __real_realloc(block, size);
    memory.live += moved && !block;
    return moved;
}

void __wrap_free(void *block)
{
    memory.live -= block != NULL;
    __real_free(block);
}

/* The function under test, so that the door itself is watched and not only the call. */
static const sx_function *watched;
static const char *broken;

static sx_status watch(const sx_natural *arguments, sx_result *result, sx_context *context)
{
    sx_result before;
    memcpy(&before, result, sizeof before);
    sx_status status = watched->run(arguments, result, context);
    if (status != SX_OK && memcmp(&before, result, sizeof before) != 0)
        broken = "the door touched its output on an error";
    if (status == SX_OK && (result->table.status != SX_OK || result->text.status != SX_OK))
        broken = "the door gave a result that holds an error";
    return status;
}

/* One call, with the failing allocation if any. */
static sx_text answer(const sx_function *function, const sx_example *call, struct sx_memo *memo, size_t failing,
                      bool on_and_on, sx_status *status)
{
    sx_context context = {{0}, memo};
    sx_result result = {0};
    sx_text out = {0};
    memory.n = 0;
    memory.failing = failing;
    memory.on_and_on = on_and_on;
    *status = sx_call(function, call->arguments, call->n_arguments, &result, &context);
    memory.failing = 0;
    sx_text_add(&out, "%s: ", context.reason);
    if (*status == SX_OK)
        sx_json_add_result(&out, &result);
    else
        sx_text_add(&out, "%s", sx_status_text(*status));
    sx_result_free(&result);
    return out;
}

/* The k-th allocation fails; false: something of what is promised does not hold. */
static bool holds(const sx_function *function, const sx_example *call, const char *right, size_t k, bool on_and_on,
                  bool with_memo)
{
    long before = memory.live;
    sx_status status;
    broken = NULL;
    struct sx_memo *memo = with_memo ? sx_memo_new(1 << 20) : NULL;
    sx_text found = answer(function, call, memo, k, on_and_on, &status);
    if (status == SX_NOMEM && strcmp(found.data, "out of memory: #VALUE!") != 0)
        broken = "out of memory, and the reason says something else";
    else if (status != SX_NOMEM && strcmp(found.data, right) != 0)
        broken = "a wrong answer";
    sx_text again = answer(function, call, memo, 0, false, &status);
    if (!broken && strcmp(again.data, right) != 0)
        broken = "the next call is wrong";
    sx_memo_free(memo);
    if (broken)
        print_error("%s, allocation %zu%s%s: %s: %.300s\n", function->name, k, on_and_on ? " and all after" : "",
                    with_memo ? ", with a memo" : "", broken, found.data);
    sx_text_free(&found);
    sx_text_free(&again);
    if (!broken && memory.live != before)
        print_error("%s, allocation %zu: %ld blocks leaked\n", function->name, k, memory.live - before);
    return !broken && memory.live == before;
}

/* Tries every allocation of a call, of very many (SELFTEST's) a part: how many did not hold. */
static size_t try_call(const sx_function *function, const sx_example *call, size_t *n_tried)
{
    enum { MOST = 400 };
    sx_function open = *function;
    size_t missed = 0;
    sx_status status;
    watched = function;
    open.run = watch;
    for (int with_memo = 0; with_memo < 2; with_memo++) {
        struct sx_memo *memo = with_memo ? sx_memo_new(1 << 20) : NULL;
        sx_text right = answer(&open, call, memo, 0, false, &status);
        size_t n = memory.n, step = n / MOST + 1;
        sx_memo_free(memo);
        for (size_t k = 1; k <= n; k += step)
            for (int on_and_on = 0; on_and_on < 2; on_and_on++, ++*n_tried)
                missed += !holds(&open, call, right.data, k, on_and_on, with_memo);
        sx_text_free(&right);
    }
    return missed;
}

static void goldens(void **state)
{
    size_t missed = 0, n_tried = 0;
    cJSON *all = sx_read_goldens(*state);
    const cJSON *golden = NULL;
    cJSON_ArrayForEach(golden, all)
    {
        sx_context why = {{0}, NULL};
        sx_json_arguments arguments;
        const sx_function *function = sx_find(cJSON_GetObjectItemCaseSensitive(golden, "f")->valuestring);
        assert_non_null(function);
        assert_int_equal(sx_json_arguments_read(cJSON_GetObjectItemCaseSensitive(golden, "args"), &arguments, &why),
                         SX_OK);
        const sx_example call = {.arguments = arguments.items, .n_arguments = arguments.n};
        missed += try_call(function, &call, &n_tried);
        sx_json_arguments_free(&arguments);
    }
    cJSON_Delete(all);
    print_message("%s: %zu failing allocations\n", (const char *)*state, n_tried);
    assert_true(n_tried > 0);
    assert_int_equal(missed, 0);
}

static void examples(void **state)
{
    (void)state;
    size_t missed = 0, n_tried = 0, n = 0;
    const sx_function **all = sx_all_functions(&n);
    assert_non_null(all);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < all[i]->n_examples; k++)
            missed += try_call(all[i], &all[i]->examples[k], &n_tried);
    const sx_argument cash = {.cell = {.kind = SX_TEXT, .as.text = "CASH", .length = 4}};
    const sx_example selftest = {.arguments = &cash, .n_arguments = 1};
    missed += try_call(sx_find("SEXTANT.SELFTEST"), &selftest, &n_tried);
    free(all);
    print_message("examples: %zu failing allocations\n", n_tried);
    assert_int_equal(missed, 0);
}

int main(void)
{
    return sx_test_goldens("failing allocations", goldens, "examples", examples);
}
