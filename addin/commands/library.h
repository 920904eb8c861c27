/* This library among its files; library.c alone knows which system it is. Paths are UTF-8. */
#ifndef SX_COMMANDS_LIBRARY_H
#define SX_COMMANDS_LIBRARY_H
#include <stdbool.h>
#include <stddef.h>

enum { LIBRARY_PATH = 4096 };

/* The folder that this library lies in, without the slash at its end. */
bool library_folder(char path[LIBRARY_PATH]);
/* A symbol of the core's library in that folder, or NULL and why: as long as the process. */
void *library_symbol(const char *folder, const char *name, const char **why);
#endif
