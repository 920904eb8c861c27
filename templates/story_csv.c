/* The story's tables as files: dates as text, and files that are whole or end the program. */
#include <stdlib.h>
#include "base/date.h"
#include "story.h"

static const char *folder = ".";

void use_folder(const char *path)
{
    folder = path;
}

const char *date(int serial, char text[11])
{
    sx_date_text(serial, text);
    return text;
}

void month_text(int month, char text[11])
{
    date((int)sx_date_serial(2024 + month / 12, month % 12 + 1, 1), text);
}

FILE *open_csv(const char *name, const char *header)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.csv", folder, name);
    FILE *f = fopen(path, "w");
    if (!f) {
        perror(path);
        exit(1);
    }
    fprintf(f, "%s\n", header);
    return f;
}

void close_csv(FILE *f)
{
    bool failed = ferror(f);
    if (fclose(f) || failed) {
        perror(folder);
        exit(1);
    }
}
