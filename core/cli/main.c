/* `sextant`: the functions of the catalogue from a shell. */
#include "cli/cli.h"
#include "cli/system.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char usage[] =
    "usage: sextant call NAME ARG...   one result as JSON; each ARG is JSON: 50000, '\"ARR\"', '[[1],[2],[3]]', null\n"
    "       sextant batch              JSON Lines {\"f\":\"KPI.CAC\",\"args\":[50000,125]} from standard input,\n"
    "                                  an answer a line: {\"value\":400} or {\"error\":\"#DIV/0!\",\"why\":\"...\"}\n"
    "       sextant list               every function\n"
    "       sextant about NAME         what it computes, its arguments and its source\n"
    "       sextant import --table KIND [--set ID=CHOICE]... [--remember] [--into FILE.sqlite [--source NAME]] FILE\n"
    "                                  an export as canonical CSV, and a report as JSON on standard error; KIND: "
    "spend,\n"
    "                                  pipeline, ledger, budget, bank, receivables, mrr_events, leads, orders, "
    "customers\n"
    "                                  --remember keeps the answers beside the file, for the same header next time;\n"
    "                                  --into adds the rows to a SQLite database, none of them twice\n"
    "       sextant --help, --version\n"
    "exit:  0 an answer; 1 the function's error (Calc's error on standard output, the reason on standard error);\n"
    "       2 wrong usage, a file that import refuses, or an output that failed; 3 import asks a question\n";

static int wrong(const char *what, const char *word)
{
    fprintf(stderr, "sextant: %s%s\n%s", what, word, usage);
    return SX_EXIT_USAGE;
}

static int run(int n_words, char **words)
{
    if (n_words < 2)
        return wrong("no command", "");
    const char *command = words[1];
    if (strcmp(command, "--help") == 0 || strcmp(command, "-h") == 0 || strcmp(command, "help") == 0)
        return fputs(usage, stdout) < 0 ? SX_EXIT_USAGE : SX_EXIT_ANSWER;
    if (strcmp(command, "--version") == 0)
        return printf("sextant %s\n", sx_version) < 0 ? SX_EXIT_USAGE : SX_EXIT_ANSWER;
    if (strcmp(command, "call") == 0)
        return n_words < 3 ? wrong("call which function?", "") : sx_cli_call(n_words - 2, words + 2);
    if (strcmp(command, "about") == 0)
        return n_words != 3 ? wrong("about takes one function", "") : sx_cli_about(words[2]);
    if (strcmp(command, "list") == 0)
        return n_words != 2 ? wrong("list takes no argument", "") : sx_cli_list();
    if (strcmp(command, "batch") == 0)
        return n_words != 2 ? wrong("batch takes no argument", "") : sx_cli_batch(STDIN_FILENO, STDOUT_FILENO);
    if (strcmp(command, "import") == 0)
        return sx_cli_import(n_words - 2, words + 2);
    return wrong("unknown command ", command);
}

int main(int n_words, char **words)
{
    if (!sx_system_start(&n_words, &words))
        return SX_EXIT_USAGE;
    int code = run(n_words, words);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "sextant: cannot write the output: %s\n", strerror(errno));
        return SX_EXIT_USAGE;
    }
    return code;
}
