/* build/sextant from outside, as a person runs it. */
#ifndef SX_TEST_SHELL_H
#define SX_TEST_SHELL_H

/* What the last command left on standard output and standard error. */
extern char sx_shell_out[1 << 16], sx_shell_err[1 << 16];

/* Group fixtures: a scratch folder, and its end. */
int sx_shell_open(void **state);
int sx_shell_close(void **state);
/* Runs a shell command in which $S is the program, $D the folder and $E the exports of the tests; its exit status. */
int sx_shell_run(const char *command);
#endif
