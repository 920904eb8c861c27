#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <glob.h>
#include <stdlib.h>
#include "catalogue/catalogue.h"

const sx_function **sx_all_functions(size_t *n)
{
    *n = 0;
    for (size_t s = 0; s < sx_n_services; s++)
        *n += sx_services[s].n_functions;
    const sx_function **all = calloc(*n + 1, sizeof *all);
    size_t i = 0;
    for (size_t s = 0; all && s < sx_n_services; s++)
        for (size_t f = 0; f < sx_services[s].n_functions; f++)
            all[i++] = &sx_services[s].functions[f];
    return all;
}

sx_text sx_answer(const sx_function *function, const sx_argument *arguments, size_t n_arguments, struct sx_memo *memo)
{
    sx_text out = {0};
    sx_context context = {{0}, memo};
    sx_result result = {0};
    sx_status status = sx_call(function, arguments, n_arguments, &result, &context);
    sx_text_add(&out, "%d %s ", (int)status, context.reason);
    if (status == SX_OK) {
        sx_json_add_result(&out, &result);
        sx_result_free(&result);
    }
    assert_int_equal(out.status, SX_OK);
    return out;
}

static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    char *text = NULL;
    size_t used = 0, n = 1;
    while (n) {
        char *more = realloc(text, used + 65537);
        if (!more)
            break;
        text = more;
        n = fread(text + used, 1, 65536, file);
        used += n;
    }
    fclose(file);
    if (text)
        text[used] = '\0';
    *length = used;
    return text;
}

cJSON *sx_read_goldens(const char *path)
{
    size_t length = 0;
    sx_context why = {{0}, NULL};
    char *text = read_file(path, &length);
    assert_non_null(text);
    cJSON *all = sx_json_parse(text, length, &why);
    free(text);
    if (!cJSON_IsArray(all))
        fail_msg("%s: %s", path, all ? "not an array" : why.reason);
    return all;
}

/* SX_ONLY="KPI.*" or "*kpi.json": these alone, of the functions or the files; all where it is not set. */
static void filter(void)
{
    if (getenv("SX_ONLY"))
        cmocka_set_test_filter(getenv("SX_ONLY"));
}

int sx_test_each(const char *group, void (*test)(void **state))
{
    size_t n = 0;
    filter();
    const sx_function **all = sx_all_functions(&n);
    struct CMUnitTest *tests = calloc(n + 1, sizeof *tests);
    if (!all || !tests)
        return 2;
    for (size_t i = 0; i < n; i++) /* cmocka's state is not const; the tests only read it */
        tests[i] =
            (struct CMUnitTest){.name = all[i]->name, .test_func = test, .initial_state = (void *)(uintptr_t)all[i]};
    int failed = _cmocka_run_group_tests(group, tests, n, NULL, NULL);
    free(tests);
    free(all);
    return failed;
}

int sx_test_goldens(const char *group, void (*test)(void **state), const char *last_name, void (*last)(void **state))
{
    glob_t files = {0};
    filter();
    glob("tests/catalogue/golden/*.json", 0, NULL, &files);
    struct CMUnitTest *tests = calloc(files.gl_pathc + 1, sizeof *tests);
    if (!tests)
        return 2;
    for (size_t i = 0; i < files.gl_pathc; i++)
        tests[i] =
            (struct CMUnitTest){.name = files.gl_pathv[i], .test_func = test, .initial_state = files.gl_pathv[i]};
    tests[files.gl_pathc] = (struct CMUnitTest){.name = last_name, .test_func = last, .initial_state = &files};
    int failed = _cmocka_run_group_tests(group, tests, files.gl_pathc + 1, NULL, NULL);
    free(tests);
    globfree(&files);
    return failed;
}
