/* What the catalogue's tests share. */
#ifndef SX_TEST_CATALOGUE_H
#define SX_TEST_CATALOGUE_H
#include "cli/json.h"

/* Every function of the catalogue, in its order; NULL: no memory. Free with free. */
const sx_function **sx_all_functions(size_t *n);
/* The answer to a call in one text, an error and its reason too, with every bit of its numbers; memo may be
 * NULL. Free with sx_text_free. */
sx_text sx_answer(const sx_function *function, const sx_argument *arguments, size_t n_arguments, struct sx_memo *memo);
/* The golden values of a file, an array; fails where it is none. Free with cJSON_Delete. */
cJSON *sx_read_goldens(const char *path);
/* One cmocka test a file of golden values, its state the file's path, and then `last`, whose state is the glob_t of all
 * the files; the exit status of the program. */
int sx_test_goldens(const char *group, void (*test)(void **state), const char *last_name, void (*last)(void **state));
/* One cmocka test a function, its state the function; the exit status of the program. */
int sx_test_each(const char *group, void (*test)(void **state));
#endif
