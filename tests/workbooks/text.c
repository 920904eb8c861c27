#define _POSIX_C_SOURCE 200809L
#include "text.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* Kept texts hang on one list, so that a leak checker sees them. */
typedef struct kept {
    struct kept *before;
    char text[];
} kept;
static kept *last_kept;

static void *or_end(void *made)
{
    if (!made) {
        fputs("out of memory\n", stderr);
        exit(2);
    }
    return made;
}

static char *room_for(size_t n)
{
    kept *made = or_end(malloc(sizeof *made + n + 1));
    made->before = last_kept;
    last_kept = made;
    made->text[n] = '\0';
    return made->text;
}

char *keep(const char *text, size_t n)
{
    return memcpy(room_for(n), text, n);
}

char *written(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = room_for(n < 0 ? 0 : (size_t)n);
    va_start(arguments, format);
    vsnprintf(text, n < 0 ? 1 : (size_t)n + 1, format, arguments);
    va_end(arguments);
    return text;
}

char *read_if_there(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    long size = fseek(file, 0, SEEK_END) ? -1 : ftell(file);
    rewind(file);
    char *text = room_for(size < 0 ? 0 : (size_t)size);
    if (size < 0 || fread(text, 1, (size_t)size, file) != (size_t)size) {
        perror(path);
        exit(2);
    }
    fclose(file);
    return text;
}

char *read_text(const char *path)
{
    char *text = read_if_there(path);
    if (!text) {
        perror(path);
        exit(2);
    }
    return text;
}

FILE *open_to_write(const char *path)
{
    FILE *file = fopen(path, "w");
    if (!file) {
        perror(path);
        exit(2);
    }
    return file;
}

char *next_line(char **rest)
{
    char *line = *rest;
    if (!line || !*line)
        return NULL;
    size_t n = strcspn(line, "\n");
    *rest = line + n + (line[n] != '\0');
    line[n] = '\0';
    return line;
}

size_t cut(char *line, char separator, char **parts, size_t room)
{
    size_t n = 0;
    while (n < room) {
        parts[n++] = line;
        char *end = strchr(line, separator);
        if (!end || n == room)
            break;
        *end = '\0';
        line = end + 1;
    }
    return n;
}

bool starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

bool ends(const char *text, const char *with)
{
    size_t n = strlen(text), m = strlen(with);
    return n >= m && strcmp(text + n - m, with) == 0;
}

bool number_of(const char *text, double *number)
{
    char *end = NULL;
    *number = strtod(text, &end);
    return end != text && *end == '\0';
}

void *grown(void *items, size_t n, size_t size)
{
    return (n & (n - 1)) == 0 ? or_end(realloc(items, (n ? 2 * n : 1) * size)) : items;
}
