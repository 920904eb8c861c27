/* What the shell asks of its system beyond the C library's streams; system.c alone knows which system it is. Names of
 * files are UTF-8 everywhere. */
#ifndef SX_CLI_SYSTEM_H
#define SX_CLI_SYSTEM_H
#include <stddef.h>
#include <stdio.h>

/* First in main: pipes carry bytes, a reader that left is a failed write, words are UTF-8. False: no memory. */
int sx_system_start(int *n_words, char ***words);
/* The cores that this process may use, at least 1. */
size_t sx_system_cores(void);
FILE *sx_system_open(const char *name, const char *mode);
/* A descriptor for reading, or -1; errno says why. */
int sx_system_descriptor(const char *name);
/* The bytes of a regular file (an empty one has none), or NULL; errno says why. */
const char *sx_system_map(int descriptor, size_t *n);
void sx_system_unmap(const char *bytes, size_t n);
/* Where the name of the file itself begins in a path. */
const char *sx_system_base(const char *path);
/* SQLite's library where it is, or NULL; a function of it, or NULL. */
void *sx_system_sqlite(void);
void *sx_system_function(void *library, const char *name);
#endif
