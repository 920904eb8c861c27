/* Fuzzer of the door: bytes become a function and arguments of any shape; the contract of every call must hold.
 * Built with clang -fsanitize=fuzzer it is a libFuzzer target; otherwise main() feeds it bytes of a fixed generator, so
 * that a run is repeated by its seed: fuzz_door [cases [seed] | inputs.hex]. */
#define _POSIX_C_SOURCE 200809L
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "catalogue/contract.h"
#include "cli/json.h"
#include "random.h"

enum { MOST_ARGUMENTS = 10, MOST_CELLS = 600, SLOW_SECONDS = 5 };

static double any_number(fuzz_bytes *b)
{
    static const double odd[] = {0.0,      -0.0,  1.0,     -1.0, 0.5,          1e308,   -1e308,
                                 5e-324,   1e-10, 1048577, 12.0, 4294967296.0, 45000.0, 9007199254740993.0,
                                 0.999999, 1e15};
    unsigned kind = take(b);
    double small = (double)take(b) + (double)take(b) / 256.0;
    if (kind < 150)
        return kind < 100 ? (double)(take(b) % 40) + 1.0 : small;
    if (kind < 200)
        return kind < 175 ? small / 256.0 : -small * 1000.0;
    if (kind < 250)
        return odd[kind % 16];
    uint64_t bits = 0;
    double raw = 0.0;
    for (int i = 0; i < 8; i++)
        bits = bits << 8 | take(b);
    memcpy(&raw, &bits, sizeof raw);
    return raw;
}

/* A word that may mean something to some function: a choice of it, a name, a date, nonsense. */
static const char *any_text(fuzz_bytes *b, const sx_parameter *parameter)
{
    static const char *const words[] = {"",
                                        "x",
                                        "KPI.CAC",
                                        "2024-02-29",
                                        "cost per",
                                        "rate",
                                        "value",
                                        "hill",
                                        "\xC3\xA4\xE2\x82\xAC",
                                        "%s%n%d",
                                        "https://a.example/?utm_source=b&utm_medium=cpc",
                                        "a|b;c,d",
                                        "  blank  ",
                                        "0",
                                        "-1e308",
                                        "weekly"};
    unsigned k = take(b);
    if (parameter && parameter->n_choices && k % 8)
        return parameter->choices[k % parameter->n_choices].id;
    return words[k % 16];
}

static sx_cell any_cell(fuzz_bytes *b, const sx_parameter *parameter, bool wordy)
{
    unsigned kind = take(b);
    if (kind < 20 || (wordy && kind >= 128)) {
        const char *text = any_text(b, parameter);
        return (sx_cell){.kind = SX_TEXT, .as.text = text, .length = (uint32_t)strlen(text)};
    }
    if (kind < 40)
        return (sx_cell){.kind = SX_BLANK};
    if (kind == 40)
        return (sx_cell){.kind = SX_FAULT, .as.fault = (sx_status)(SX_DIV0 + take(b) % 6)};
    return (sx_cell){.kind = SX_NUMBER, .as.number = any_number(b)};
}

/* A range as a caller makes it: its last row and column are not blank, its declared size may be larger. */
static void any_range(fuzz_bytes *b, const sx_parameter *parameter, sx_table *table, sx_cell *cells)
{
    bool texts = parameter && parameter->shape == SX_SHAPE_TEXTS;
    bool mixed = parameter && (parameter->shape == SX_SHAPE_TABLE || parameter->shape == SX_SHAPE_ANY);
    unsigned form = take(b);
    size_t rows = take(b) % 60 + 1, columns = form < 150 ? 1 : take(b) % 10 + 1;
    if (form > 240) {
        columns = rows;
        rows = 1;
    }
    bool clean = take(b) < 128; /* no surprises, so that the function's own code is reached */
    for (size_t i = 0; i < rows * columns; i++) {
        cells[i] = any_cell(b, parameter, texts || (mixed && i % columns < 2));
        if (clean && !texts && !mixed && cells[i].kind != SX_NUMBER)
            cells[i] = (sx_cell){.kind = SX_NUMBER, .as.number = (double)(i % 7 + take(b) % 50)};
    }
    *table = (sx_table){
        .rows = rows, .columns = columns, .declared_rows = rows, .declared_columns = columns, .cells = cells};
    sx_cell *last = &cells[rows * columns - 1];
    if (last->kind == SX_BLANK)
        *last = (sx_cell){.kind = SX_NUMBER, .as.number = 3.0};
    if (take(b) < 30)
        table->declared_rows = 1048576;
}

/* The call as the shell takes it, to repeat what was found: SHOW=1 fuzz_door FILE. */
static void show(const sx_function *function, const sx_argument *arguments, size_t n)
{
    sx_text line = {0};
    sx_text_add(&line, "sextant call %s", function->name);
    for (size_t i = 0; i < n; i++) {
        sx_table one = {.rows = 1, .columns = 1};
        sx_cell cell = arguments[i].cell;
        one.cells = &cell;
        sx_result value = {.shape = SX_SHAPE_TABLE, .table = arguments[i].table ? *arguments[i].table : one};
        sx_text_add(&line, arguments[i].omitted ? " null" : " '");
        if (!arguments[i].omitted) {
            sx_json_add_result(&line, &value);
            sx_text_add(&line, "'");
        }
    }
    fprintf(stderr, "%s\n", line.data ? line.data : "");
    sx_text_free(&line);
}

static const char *running = "";

static void run_one(const sx_function *function, fuzz_bytes *b)
{
    static sx_cell cells[MOST_ARGUMENTS][MOST_CELLS];
    static sx_table tables[MOST_ARGUMENTS];
    sx_argument arguments[MOST_ARGUMENTS] = {{0}};
    sx_context context = {{0}, NULL};
    sx_status status = SX_OK;
    unsigned count = take(b);
    size_t n = count < 200 ? function->n_parameters : count % MOST_ARGUMENTS;
    n = n > MOST_ARGUMENTS ? MOST_ARGUMENTS : n;
    for (size_t i = 0; i < n; i++) {
        const sx_parameter *parameter = i < function->n_parameters ? &function->parameters[i] : NULL;
        bool range = parameter && parameter->shape >= SX_SHAPE_SERIES && parameter->shape <= SX_SHAPE_ANY;
        bool wordy = parameter && (parameter->shape == SX_SHAPE_TEXT || parameter->shape == SX_SHAPE_CHOICE);
        unsigned kind = take(b);
        if (kind < 12 || (kind < 60 && parameter && parameter->optional))
            arguments[i].omitted = true;
        else if (range ? kind < 250 : kind > 250) {
            any_range(b, parameter, &tables[i], cells[i]);
            arguments[i].table = &tables[i];
        } else
            arguments[i].cell = any_cell(b, parameter, wordy);
    }
    if (getenv("SHOW"))
        show(function, arguments, n);
    running = function->name;
    clock_t before = clock();
    const char *broken = sx_broken_contract(function, arguments, n, &status, &context);
    if (broken || (clock() - before) / CLOCKS_PER_SEC >= SLOW_SECONDS) {
        fprintf(stderr, "fuzz_door: %s: %s (%s)\n", function->name, broken ? broken : "too slow", context.reason);
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes b = {data, size};
    size_t k = take(&b) | take(&b) << 8, n = 0;
    for (size_t s = 0; s < sx_n_services; s++)
        n += sx_services[s].n_functions;
    k %= n ? n : 1;
    for (size_t s = 0; s < sx_n_services; s++) {
        if (k < sx_services[s].n_functions) {
            /* the self-test runs every example, and the examples have their own test */
            if (strcmp(sx_services[s].functions[k].method, "selftest") != 0)
                run_one(&sx_services[s].functions[k], &b);
            break;
        }
        k -= sx_services[s].n_functions;
    }
    return 0;
}

#ifndef SX_LIBFUZZER
/* A call that does not come back: libFuzzer has a watch of its own. */
static void hangs(int signal_number)
{
    (void)signal_number;
    static const char words[] = " does not come back\n";
    if (write(STDERR_FILENO, running, strlen(running)) > 0 && write(STDERR_FILENO, words, sizeof words - 1) > 0)
        _exit(1);
    _exit(2);
}

int main(int n_words, char **words)
{
    static uint8_t data[4096];
    if (n_words > 1 && strchr(words[1], '/'))
        return replay(words[1]);
    long cases = n_words > 1 ? strtol(words[1], NULL, 10) : 20000;
    uint64_t seed = n_words > 2 ? strtoull(words[2], NULL, 10) : 1;
    signal(SIGALRM, hangs);
    for (long c = 0; c < cases; c++) {
        alarm(4 * SLOW_SECONDS);
        fill(data, sizeof data, state_of(seed, c));
        LLVMFuzzerTestOneInput(data, sizeof data);
    }
    printf("[==========] fuzz_door: %ld cases, seed %llu\n[  PASSED  ] 1 test(s).\n", cases, (unsigned long long)seed);
    return 0;
}
#endif
