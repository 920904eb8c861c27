/* The generator refuses a broken entry and says which file, which key and why; what is committed of its output is
 * fresh. Each case is one change of a good entry, in a copy of idl/. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

static const char good[] =
    "{ \"id\": \"probe\", \"name\": \"ZZ.PROBE\", \"family\": \"zz\", \"category\": \"Financial\", \"since\": "
    "\"9.9.9\",\n"
    "  \"c\": \"sx_zz_probe\", \"summary\": \"A probe.\",\n"
    "  \"args\": [\n"
    "    { \"name\": \"spend\", \"shape\": \"number\", \"unit\": \"money\", \"help\": \"Spend.\", \"min\": 0 },\n"
    "    { \"name\": \"values\", \"shape\": \"series\", \"unit\": \"value\", \"help\": \"Values.\" },\n"
    "    { \"name\": \"kind\", \"shape\": \"choice\", \"unit\": \"text\", \"help\": \"Kind.\", \"optional\": true,\n"
    "      \"values\": [ { \"id\": \"begin\", \"help\": \"B.\" }, { \"id\": \"end\", \"help\": \"E.\" } ], "
    "\"default\": \"end\" } ],\n"
    "  \"returns\": { \"shape\": \"number\", \"unit\": \"money\" },\n"
    "  \"errors\": [ { \"status\": \"DIV0\", \"when\": \"spend is zero\" } ],\n"
    "  \"definition\": \"A definition.\", \"source\": \"A source.\", \"see_also\": [],\n"
    "  \"examples\": [ { \"formula\": \"=ZZ.PROBE(1;{1|2})\", \"gives\": 3 } ] }\n";

typedef struct fault {
    const char *name, *from, *to, *key, *words;
} fault;

/* In the good entry `from` becomes `to`; the complaint names `key` and says `words`. */
static const fault faults[] = {
    {"unknown key", "\"since\"", "\"colour\": \"red\", \"since\"", "colour", "unknown key"},
    {"unknown key in an argument", "\"min\": 0", "\"minimum\": 0", "args[0].minimum", "unknown key"},
    {"unknown key in an example", "\"gives\": 3", "\"gives\": 3, \"note\": 1", "note", "unknown key"},
    {"missing key", "\"source\": \"A source.\",", "", "source", "is missing"},
    {"empty text", "\"A source.\"", "\"\"", "source", "is empty"},
    {"wrong kind of value", "\"min\": 0", "\"min\": \"0\"", "args[0].min", "wrong kind"},
    {"not finite", "\"min\": 0", "\"min\": -1e999", "args[0].min", "finite"},
    {"duplicate key", "\"source\"", "\"id\": \"probe\", \"source\"", "id", "twice"},
    {"duplicate key within", "\"min\": 0", "\"min\": 0, \"min\": 1", "min", "twice"},
    {"text behind the end", "\"gives\": 3 } ] }", "\"gives\": 3 } ] } x", "file", "behind its end"},
    {"not JSON", "\"args\": [", "\"args\": ", "file", "not JSON"},
    {"unknown category", "\"Financial\"", "\"Money\"", "category", "Money"},
    {"unknown shape", "\"series\"", "\"column\"", "args[1]", "unknown shape"},
    {"unknown unit", "\"unit\": \"value\"", "\"unit\": \"euro\"", "args[1]", "unknown unit"},
    {"unknown status", "\"DIV0\"", "\"DIV\"", "errors", "unknown status"},
    {"unknown blank policy", "\"Values.\"", "\"Values.\", \"blank\": \"skip\"", "args[1]", "blank policy"},
    {"reserved word of UNOIDL", "\"name\": \"spend\"", "\"name\": \"interface\"", "args[0]", "reserved word"},
    {"reserved word of C++", "\"name\": \"spend\"", "\"name\": \"class\"", "args[0]", "reserved word"},
    {"capitals in a name", "\"name\": \"spend\"", "\"name\": \"Spend\"", "args[0]", "lower case"},
    {"name twice", "\"name\": \"spend\"", "\"name\": \"values\"", "args[1]", "twice"},
    {"display name that does not follow", "\"id\": \"probe\"", "\"id\": \"other\"", "name", "must be ZZ.OTHER"},
    {"C function that does not follow", "sx_zz_probe", "sx_probe", "c", "must be sx_zz_probe"},
    {"cell address", "\"probe\"", "\"ab1\"", "id", "cell address"},
    {"bounds of no number", "\"Kind.\"", "\"Kind.\", \"min\": 1", "args[2]", "bounds"},
    {"two lower bounds", "\"min\": 0", "\"min\": 0, \"above\": 0", "args[0]", "two bounds"},
    {"required after optional", "\"Values.\"",
     "\"Values.\" }, { \"name\": \"o\", \"shape\": \"number\", \"unit\": \"value\", "
     "\"help\": \"O.\", \"optional\": true }, { \"name\": \"p\", \"shape\": \"number\", \"unit\": \"value\", \"help\": "
     "\"P.\"",
     "args[3]", "required behind an optional"},
    {"default of a required one", "\"min\": 0", "\"min\": 0, \"default\": 1", "args[0]", "not optional"},
    {"default out of bounds", "\"min\": 0", "\"min\": 0, \"optional\": true, \"default\": -1", "args[0]",
     "out of its own"},
    {"default that is no choice", "\"default\": \"end\"", "\"default\": \"middle\"", "args[2]",
     "not one of its values"},
    {"pair that leads nowhere", "\"Values.\"", "\"Values.\", \"pairs_with\": \"spend\"", "args[1]", "pairs_with"},
    {"see also nobody", "\"see_also\": []", "\"see_also\": [\"ZZ.NOBODY\"]", "see_also", "ZZ.NOBODY"},
    {"no example", "{ \"formula\": \"=ZZ.PROBE(1;{1|2})\", \"gives\": 3 }", "", "examples", "at least one"},
    {"example of another function", "=ZZ.PROBE(1", "=ZZ.OTHER(1", "examples[0]", ""},
    {"example that is no formula", "=ZZ.PROBE(1;{1|2})", "=ZZ.PROBE(1;B4)", "examples[0]", ""},
    {"example with ragged rows", "{1|2}", "{1;2|3}", "examples[0]", ""},
    {"example with too many arguments", "{1|2})", "{1|2};\\\"end\\\";5)", "examples[0]", "too many"},
    {"example that gives a strange error", "\"gives\": 3", "\"gives\": {\"error\": \"#OOPS!\"}", "examples[0]",
     "gives"},
    {"example that gives no finite number", "\"gives\": 3", "\"gives\": 1e999", "examples[0]", "gives"},
    {"example with no finite number", "=ZZ.PROBE(1", "=ZZ.PROBE(-inf", "examples[0]", "literal"},
    {"at_least with a fraction", "\"Values.\"", "\"Values.\", \"at_least\": 2.5", "args[1]", "whole number from 0"},
    {"at_least below zero", "\"Values.\"", "\"Values.\", \"at_least\": -3", "args[1]", "whole number from 0"},
    {"at_least beyond an int", "\"Values.\"", "\"Values.\", \"at_least\": 1e300", "args[1]", "whole number from 0"},
    {"at_least of no range", "\"min\": 0", "\"min\": 0, \"at_least\": 1", "args[0]", "no range"},
    {"min above max", "\"min\": 0", "\"min\": 5, \"max\": 1", "args[0]", "leave no number"},
    {"nothing between two open bounds", "\"min\": 0", "\"above\": 1, \"below\": 1", "args[0]", "leave no number"},
    {"whole with a default that is not", "\"min\": 0", "\"whole\": true, \"optional\": true, \"default\": 1.5",
     "args[0]", "no whole number"},
    {"default that does not fit", "\"min\": 0", "\"optional\": true, \"default\": \"one\"", "args[0]", "does not fit"},
    {"value twice", "{ \"id\": \"end\"", "{ \"id\": \"Begin\", \"help\": \"B.\" }, { \"id\": \"end\"", "args[2]",
     "\"Begin\" stands twice"},
    {"value that the lock cannot hold", "\"id\": \"begin\"", "\"id\": \"be|gin\"", "args[2]", "none of"},
    {"shape that is no result", "{ \"shape\": \"number\", \"unit\": \"money\" }",
     "{ \"shape\": \"series\", \"unit\": \"money\" }", "returns.shape", "of a result"},
    {"column twice", "{ \"shape\": \"number\", \"unit\": \"money\" }",
     "{ \"shape\": \"table\", \"columns\": [ { \"name\": \"a\", \"unit\": \"money\", \"help\": \"A.\" }, { \"name\": "
     "\"A\", \"unit\": \"money\", \"help\": \"A.\" } ] }",
     "returns.columns", "stands twice"},
    {"an argument that is no object", "\"args\": [", "\"args\": [ 1,", "args[0]", "must be an object"},
    {"rest that is not last", "\"series\"", "\"rest\"", "args[1]", "must be last"},
    {"since that is no version", "\"9.9.9\"", "\"soon\"", "since", "no version"},
    {"since beyond the version in the making", "\"9.9.9\"", "\"9.10.0\"", "since", "no version up to 9.9.9"},
    {"since of a version that did not have it", "\"9.9.9\"", "\"0.1.0\"", "since", "comes with 9.9.9"},
    {"see also itself", "\"see_also\": []", "\"see_also\": [\"ZZ.PROBE\"]", "see_also", "itself"},
    {"see also twice", "\"see_also\": []", "\"see_also\": [\"KPI.CAC\", \"KPI.CAC\"]", "see_also", "twice"},
    {"impossible tolerance", "\"gives\": 3", "\"gives\": 3, \"tolerance\": 2", "examples[0]", "tolerance"},
};

static char folder[] = "/tmp/sextant-generate-XXXXXX";

static const char *build(void)
{
    const char *folder_of_build = getenv("BUILD");
    return folder_of_build ? folder_of_build : "build";
}

__attribute__((format(printf, 1, 2))) static int shell(const char *format, ...)
{
    char *command = NULL;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&command, format, arguments);
    va_end(arguments);
    assert_true(length >= 0);
    int status = system(command);
    free(command);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void write_file(const char *name, const char *content)
{
    char path[256];
    snprintf(path, sizeof path, "%s/idl/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(content, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* The good entry with one change. */
static void write_entry(const char *from, const char *to)
{
    const char *at = strstr(good, from);
    char *content = NULL;
    assert_non_null(at);
    assert_true(asprintf(&content, "%.*s%s%s", (int)(at - good), good, to, at + strlen(from)) > 0);
    write_file("zz/probe.json", content);
    free(content);
}

/* Runs the generator over the copy; what it says is in said. */
static int generate(char *said, size_t size)
{
    char path[256];
    int status = shell("%s/generate %s/idl %s/out 9.9.9 addin/commands >%s/said 2>&1", build(), folder, folder, folder);
    snprintf(path, sizeof path, "%s/said", folder);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    said[fread(said, 1, size - 1, file)] = '\0';
    fclose(file);
    return status;
}

/* It must stop, and one line must name the file and the key and say why. */
static void refuses(const char *file, const char *key, const char *words)
{
    char said[8192];
    int status = generate(said, sizeof said);
    if (status != 1)
        fail_msg("exit status %d: %s", status, said);
    for (char *line = strtok(said, "\n"); line; line = strtok(NULL, "\n"))
        if (strncmp(line, "idl/", 4) == 0 && strncmp(line + 4, file, strlen(file)) == 0 && strstr(line, key) &&
            strstr(line, words))
            return;
    fail_msg("no line on %s, %s: \"%s\"", file, key, words);
}

static int fresh_copy(void **state)
{
    (void)state;
    return shell("rm -rf %s/idl %s/out && mkdir -p %s/out/dialogs && cp -r idl %s/idl && mkdir %s/idl/zz", folder,
                 folder, folder, folder, folder);
}

static void good_entry_passes(void **state)
{
    (void)state;
    char said[8192];
    write_file("zz/probe.json", good);
    int status = generate(said, sizeof said);
    if (status != 0)
        fail_msg("%s", said);
    assert_int_equal(
        shell("grep -qFx 'SEXTANT.ZZ.PROBE 9.9.9 spend:number values:series kind:choice(begin|end)?=end -> "
              "number' %s/out/ids.lock",
              folder),
        0);
    assert_int_equal(shell("grep -q ZZ.PROBE %s/out/FUNCTIONS.md", folder), 0);
}

static void broken_entry_stops(void **state)
{
    const fault *f = *state;
    write_entry(f->from, f->to);
    refuses(f->key[0] ? "zz/probe.json" : "", f->key, f->words);
}

static void clashes_ignoring_case(void **state)
{
    (void)state;
    write_file("zz/probe.json", good);
    assert_int_equal(shell("sed 's/\"probe\"/\"Probe\"/' %s/idl/zz/probe.json >%s/idl/zz/Probe.json", folder, folder),
                     0);
    refuses("zz/Probe.json", "", "");
}

static void clashes_with_calc(void **state)
{
    (void)state;
    assert_int_equal(shell("mkdir %s/idl/beta && sed 's/ZZ[.]PROBE/BETA.DIST/g; s/sx_zz_probe/sx_beta_dist/; "
                           "s/\"probe\"/\"dist\"/; s/\"zz\"/\"beta\"/' >%s/idl/beta/dist.json <<'END'\n%s\nEND",
                           folder, folder, good),
                     0);
    refuses("beta/dist.json", "name", "BETA.DIST");
}

static void stray_file_stops(void **state)
{
    (void)state;
    write_file("zz/probe.json", good);
    write_file("zz/notes.txt", "x");
    refuses("zz/notes.txt", "file", "does not belong here");
}

/* A probe that 0.1.0 brought, its result a table with two columns. */
static void write_released(const char *line)
{
    write_file("zz/probe.json", good);
    assert_int_equal(
        shell("sed -i 's/\"9.9.9\"/\"0.1.0\"/; s/\"gives\": 3/\"gives\": [[1, 2]]/; s/\"returns\": {.*}/\"returns\": "
              "{ \"shape\": \"table\", \"columns\": [ { \"name\": \"low end\", \"unit\": \"money\", \"help\": "
              "\"L.\" }, { \"name\": \"high\", \"unit\": \"money\", \"help\": \"H.\" } ] }/' %s/idl/zz/probe.json",
              folder),
        0);
    assert_int_equal(shell("echo '%s' >>%s/idl/ids.lock", line, folder), 0);
}

/* What was released stays: nothing removed, renamed, moved, of another shape, or required. */
static void lock_holds(void **state)
{
    const char *const *words = *state;
    write_released(words[1]);
    refuses(words[2], words[3], words[4]);
}

#define PROBE "SEXTANT.ZZ.PROBE 0.1.0 "
#define TABLE " -> table(low end|high)"
static const char *const locks[][5] = {
    {"released function is gone", "SEXTANT.ZZ.GONE 0.1.0 spend:number -> number", "ids.lock", "SEXTANT.ZZ.GONE",
     "gone"},
    {"released argument is gone", PROBE "spend:number values:series kind:choice? more:number" TABLE, "zz/probe.json",
     "args", "more"},
    {"released argument has a new name", PROBE "cost:number values:series" TABLE, "zz/probe.json", "args", "cost"},
    {"released arguments changed places", PROBE "values:series spend:number" TABLE, "zz/probe.json", "args", "values"},
    {"new argument is required", PROBE "spend:number" TABLE, "zz/probe.json", "values", "must be optional"},
    {"released argument has another shape", PROBE "spend:number values:table" TABLE, "zz/probe.json", "values",
     "as a table"},
    {"released optional argument is required", PROBE "spend:number values:series?" TABLE, "zz/probe.json", "values",
     "as optional"},
    {"released value is gone", PROBE "spend:number values:series kind:choice(begin|start|end)?" TABLE, "zz/probe.json",
     "kind", "start"},
    {"released default is another one", PROBE "spend:number values:series kind:choice(begin|end)?=begin" TABLE,
     "zz/probe.json", "kind", "with begin for"},
    {"result has another shape", PROBE "spend:number values:series -> number", "zz/probe.json", "returns",
     "as a number"},
    {"released column is gone", PROBE "spend:number values:series -> table(low end|high|more)", "zz/probe.json",
     "returns.columns", "more"},
    {"released columns changed places", PROBE "spend:number values:series -> table(high|low end)", "zz/probe.json",
     "returns.columns", "column 1"},
    {"since changed", "SEXTANT.ZZ.PROBE 0.1.1 spend:number values:series" TABLE, "zz/probe.json", "since", "0.1.1"},
    {"line of the lock that says nothing", "SEXTANT.ZZ.PROBE spend values", "ids.lock", "line", "no line"},
};

static void passes(void)
{
    char said[8192];
    if (generate(said, sizeof said) != 0)
        fail_msg("%s", said);
}

/* What may be added: an optional argument, a value, a column; and a required argument may become optional. */
static void lock_grows(void **state)
{
    (void)state;
    write_released(PROBE "spend:number values:series -> table(low end)");
    passes();
    assert_int_equal(fresh_copy(state), 0);
    write_released(PROBE "spend:number values:series kind:choice(end)" TABLE);
    passes();
}

/* The version in the making may still change its own functions, and drop them. */
static void unreleased_follows(void **state)
{
    (void)state;
    write_file("zz/probe.json", good);
    assert_int_equal(
        shell("printf 'SEXTANT.ZZ.%%s\\n' 'PROBE 9.9.9 cost:text -> text' 'GONE 9.9.9 -> number' >>%s/idl/ids.lock",
              folder),
        0);
    passes();
    assert_int_equal(
        shell("! grep -q ZZ.GONE %s/out/ids.lock && grep -q 'ZZ.PROBE 9.9.9 spend' %s/out/ids.lock", folder, folder),
        0);
}

/* All or nothing: what cannot be written leaves the old files, whole, and exit status 2. An empty disk is played by a
 * limit on the size of a file. */
static void failed_write_leaves_all(void **state)
{
    (void)state;
    write_file("zz/probe.json", good);
    passes();
    assert_int_equal(shell("cp -r %s/out %s/first", folder, folder), 0);
    write_entry("A probe.", "Another probe.");
    assert_int_equal(shell("(trap '' XFSZ; ulimit -f 100; exec %s/generate %s/idl %s/out 9.9.9) 2>/dev/null", build(),
                           folder, folder),
                     2);
    assert_int_equal(shell("diff -r %s/first %s/out && rm -r %s/first", folder, folder, folder), 0);
    assert_int_equal(shell("%s/generate %s/idl %s/nowhere 9.9.9 2>/dev/null", build(), folder, folder), 2);
}

/* An output whose bytes stay keeps its time: make builds nothing from it again. */
static void unchanged_output_keeps_its_time(void **state)
{
    (void)state;
    write_file("zz/probe.json", good);
    passes();
    assert_int_equal(shell("touch -d @1700000000 %s/out/*", folder), 0);
    write_entry("A definition.", "Another definition.");
    passes();
    assert_int_equal(
        shell("[ $(stat -c %%Y %s/out/kpi.h) = 1700000000 ] && [ $(stat -c %%Y %s/out/zz.h) != 1700000000 ]", folder,
              folder),
        0);
}

static void committed_output_is_fresh(void **state)
{
    (void)state;
    const char *const names[] = {"FUNCTIONS.md", "ids.lock"};
    for (size_t i = 0; i < 2; i++)
        if (shell("cmp -s idl/%s %s/gen/%s", names[i], build(), names[i]) != 0)
            fail_msg("idl/%s is stale: make catalogue, and commit it", names[i]);
}

static void same_output_twice(void **state)
{
    (void)state;
    char said[8192];
    write_file("zz/probe.json", good);
    assert_int_equal(generate(said, sizeof said), 0);
    assert_int_equal(shell("mv %s/out %s/first && mkdir -p %s/out/dialogs", folder, folder, folder), 0);
    assert_int_equal(generate(said, sizeof said), 0);
    assert_int_equal(shell("diff -r %s/first %s/out", folder, folder), 0);
}

int main(void)
{
    enum { FAULTS = sizeof faults / sizeof *faults, LOCKS = sizeof locks / sizeof *locks };
    struct CMUnitTest tests[FAULTS + LOCKS + 10] = {cmocka_unit_test_setup(good_entry_passes, fresh_copy),
                                                    cmocka_unit_test_setup(clashes_ignoring_case, fresh_copy),
                                                    cmocka_unit_test_setup(clashes_with_calc, fresh_copy),
                                                    cmocka_unit_test_setup(stray_file_stops, fresh_copy),
                                                    cmocka_unit_test_setup(lock_grows, fresh_copy),
                                                    cmocka_unit_test_setup(unreleased_follows, fresh_copy),
                                                    cmocka_unit_test_setup(failed_write_leaves_all, fresh_copy),
                                                    cmocka_unit_test_setup(unchanged_output_keeps_its_time, fresh_copy),
                                                    cmocka_unit_test(committed_output_is_fresh),
                                                    cmocka_unit_test_setup(same_output_twice, fresh_copy)};
    size_t n = 10;
    /* cmocka's state is not const; the tests only read it. */
    for (size_t i = 0; i < FAULTS; i++)
        tests[n++] = (struct CMUnitTest){.name = faults[i].name,
                                         .test_func = broken_entry_stops,
                                         .setup_func = fresh_copy,
                                         .initial_state = (void *)(uintptr_t)&faults[i]};
    for (size_t i = 0; i < LOCKS; i++)
        tests[n++] = (struct CMUnitTest){.name = locks[i][0],
                                         .test_func = lock_holds,
                                         .setup_func = fresh_copy,
                                         .initial_state = (void *)(uintptr_t)locks[i]};
    if (!mkdtemp(folder))
        return 2;
    int failed = _cmocka_run_group_tests("generator", tests, n, NULL, NULL);
    shell("rm -rf %s", folder);
    return failed;
}
