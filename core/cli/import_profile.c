/* Answers kept beside the data: sextant-import.profile in the folder of the file, a line an answer:
 * header's hash, table, id and choice, with tabs between. The same header next month asks nothing. */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "cli/import.h"
#include "cli/system.h"

enum { LINE = 1024 };

void sx_profile_path(const char *file, sx_text *out)
{
    sx_text_add_bytes(out, file, (size_t)(sx_system_base(file) - file));
    sx_text_add(out, "sextant-import.profile");
}

bool sx_profile_exists(const char *file)
{
    sx_text path = {0};
    sx_profile_path(file, &path);
    FILE *f = path.status == SX_OK ? sx_system_open(path.data, "rb") : NULL;
    sx_text_free(&path);
    return f && fclose(f) == 0;
}

/* The parts of a line; false: not such a line. */
static bool parts(char *line, char *part[4])
{
    line[strcspn(line, "\r\n")] = '\0';
    for (int i = 0; i < 4; i++) {
        part[i] = line;
        char *tab = strchr(line, '\t');
        if (!tab != (i == 3))
            return false;
        if (tab) {
            *tab = '\0';
            line = tab + 1;
        }
    }
    return part[2][0] && part[3][0];
}

static bool is_set(const sx_setting *settings, size_t n, const char *id)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(settings[i].id, id) == 0)
            return true;
    return false;
}

size_t sx_profile_read(const char *file, const char *table, uint64_t hash, sx_setting *settings, size_t n, size_t most,
                       sx_text *texts)
{
    sx_text path = {0};
    char line[LINE], *part[4], wanted[20];
    size_t given = n, starts[2 * SX_PROFILE_MOST], found = 0;
    snprintf(wanted, sizeof wanted, "%016" PRIx64, hash);
    sx_profile_path(file, &path);
    FILE *f = path.status == SX_OK ? sx_system_open(path.data, "rb") : NULL;
    sx_text_free(&path);
    while (f && fgets(line, sizeof line, f)) {
        if (!parts(line, part) || strcmp(part[0], wanted) != 0 || strcmp(part[1], table) != 0 ||
            is_set(settings, given, part[2]) || found == SX_PROFILE_MOST || n + found == most)
            continue;
        starts[2 * found] = texts->length;
        sx_text_add_bytes(texts, part[2], strlen(part[2]) + 1);
        starts[2 * found + 1] = texts->length;
        sx_text_add_bytes(texts, part[3], strlen(part[3]) + 1);
        found++;
    }
    if (f)
        fclose(f);
    for (size_t i = 0; i < found && texts->status == SX_OK; i++)
        settings[n++] = (sx_setting){texts->data + starts[2 * i], texts->data + starts[2 * i + 1]};
    return n;
}

bool sx_profile_write(const char *file, const char *table, uint64_t hash, const sx_setting *settings, size_t n)
{
    sx_text path = {0}, text = {0};
    char line[LINE], kept[LINE], *part[4], wanted[20];
    snprintf(wanted, sizeof wanted, "%016" PRIx64, hash);
    sx_profile_path(file, &path);
    FILE *f = path.status == SX_OK ? sx_system_open(path.data, "rb") : NULL;
    while (f && fgets(line, sizeof line, f)) { /* what other headers answered stays */
        memcpy(kept, line, sizeof kept);
        bool ours = parts(line, part) && strcmp(part[0], wanted) == 0 && strcmp(part[1], table) == 0 &&
                    is_set(settings, n, part[2]);
        if (!ours)
            sx_text_add(&text, "%s", kept);
    }
    if (f)
        fclose(f);
    for (size_t i = 0; i < n; i++)
        sx_text_add(&text, "%s\t%s\t%s\t%s\n", wanted, table, settings[i].id, settings[i].choice);
    f = path.status == SX_OK && text.status == SX_OK ? sx_system_open(path.data, "wb") : NULL;
    bool written = f && (!text.length || fwrite(text.data, 1, text.length, f) == text.length);
    if (f && fclose(f) != 0)
        written = false;
    sx_text_free(&path);
    sx_text_free(&text);
    return written;
}
