/* Texts of the workbooks' tests. What is kept lasts until the program ends. */
#ifndef SX_TESTS_TEXT_H
#define SX_TESTS_TEXT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#if defined(__GNUC__)
#define PRINTS(words, first) __attribute__((format(printf, words, first)))
#else
#define PRINTS(words, first)
#endif

/* n bytes and a '\0', kept. */
char *keep(const char *text, size_t n);
/* As printf writes it, kept. */
char *written(const char *format, ...) PRINTS(1, 2);
/* The whole file and a '\0', kept. The program ends where it cannot be read; read_if_there gives NULL where there is
 * none. */
char *read_text(const char *path);
char *read_if_there(const char *path);
/* A file to write; the program ends where it cannot be. */
FILE *open_to_write(const char *path);

/* The next line, cut off in place without its end; *rest moves behind it. NULL: there is none. */
char *next_line(char **rest);
/* Cuts a line in place at each separator: how many parts there are, no more than room; the last one holds the rest. */
size_t cut(char *line, char separator, char **parts, size_t room);

bool starts(const char *text, const char *with);
bool ends(const char *text, const char *with);
/* The whole text as a number, a point for the decimals whatever the locale. */
bool number_of(const char *text, double *number);

/* A list of any kind of item: room for one more; items doubles when it is full. */
void *grown(void *items, size_t n, size_t size);
#endif
