/* The shell's own parts. Exit codes: 0 an answer, 1 an error of the function, 2 wrong usage or an output that
 * failed, 3 a question of import. */
#ifndef SX_CLI_H
#define SX_CLI_H
#include "call/call.h"
#include "call/nearest.h"

enum { SX_EXIT_ANSWER = 0, SX_EXIT_ERROR = 1, SX_EXIT_USAGE = 2, SX_EXIT_ASK = 3 };

/* sextant call NAME ARG... */
int sx_cli_call(int n_words, char *const *words);
/* sextant list; sextant about NAME */
int sx_cli_list(void);
int sx_cli_about(const char *name);
/* sextant import --table KIND [--set ID=CHOICE]... FILE. 0: read; SX_EXIT_ASK: a question is open, and only the header
 * is written; SX_EXIT_USAGE: refused, or wrong usage. */
int sx_cli_import(int n_words, char *const *words);
/* sextant batch: JSON Lines from the descriptor in to the descriptor out. */
int sx_cli_batch(int in, int out);

/* Adds the answer to line number `number` of a batch and a newline. line[length] is '\0'. SX_OK or SX_NOMEM (then out
 * holds nothing of it). The context is the thread's own. */
sx_status sx_answer_line(const char *line, size_t length, size_t number, sx_text *out, sx_context *context);
/* Adds {"error":...,"why":...} and a newline. */
void sx_answer_error(sx_text *out, const char *error, const char *why);
#endif
