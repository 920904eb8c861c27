#define _GNU_SOURCE
#include "catalogue/shell.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

char sx_shell_out[1 << 16], sx_shell_err[1 << 16];

static char folder[] = "/tmp/sextant-shell-XXXXXX";

int sx_shell_open(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

int sx_shell_close(void **state)
{
    (void)state;
    char line[64];
    snprintf(line, sizeof line, "rm -rf '%s'", folder);
    return system(line);
}

static void slurp(const char *name, char *into, size_t size)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    into[fread(into, 1, size - 1, file)] = '\0';
    fclose(file);
}

int sx_shell_run(const char *command)
{
    const char *build = getenv("BUILD");
    char *line = NULL;
    assert_true(asprintf(&line, "S='%s/sextant'; D='%s'; E=tests/core/exports; { %s\n} >%s/out 2>%s/err",
                         build ? build : "build", folder, command, folder, folder) > 0);
    int status = system(line);
    free(line);
    slurp("out", sx_shell_out, sizeof sx_shell_out);
    slurp("err", sx_shell_err, sizeof sx_shell_err);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
