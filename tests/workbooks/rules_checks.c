/* Rules about the sheets Checks and Review: what is wrong is said. */
#include <string.h>
#include "rules.h"

/* Columns of a checks block. */
enum { LABEL = 1, RESULT = 2, HELP = 4 };

static bool passes(const char *result)
{
    return starts(result, "✓");
}

static bool fails(const char *result)
{
    return starts(result, "✗");
}

static bool undecided(const char *result)
{
    return starts(result, "–");
}

/* The line of the check with this label; 0: none. */
static long line_of(const named *results, const cells *of, const char *label)
{
    for (long row = results->row; row < results->row + results->rows; row++)
        if (strcmp(value_at(of, results->sheet, row, LABEL), label) == 0)
            return row;
    return 0;
}

bool is_paperwork(const book *names, const cells *of, const char *label)
{
    const named *papers = find_name(names, "checks.paper_results");
    return papers && line_of(papers, of, label);
}

static const named *results_of(report *r, const book *names)
{
    const named *results = find_name(names, "checks.results");
    if (!results)
        complain(r, "the workbook has no checks");
    return results;
}

void names_missing_input(report *r, const cells *blank)
{
    begin(r, "Review names the input that is missing");
    bool found = false;
    for (const cell *c = blank->items; c < blank->items + blank->n && !found; c++) {
        const char *enter = strcmp(c->sheet, "Review") == 0 ? strstr(c->value, "enter ") : NULL;
        found = (enter && strstr(enter, " on Inputs")) ||
                (strcmp(c->sheet, "Review") == 0 && strstr(c->value, ": Inputs, cell "));
    }
    if (!found)
        complain(r, "nothing says \"enter ... on Inputs\"");
    end(r);
}

void checks_pass_but(report *r, const book *names, const cells *sample, const char *const *but, size_t n)
{
    begin(r, "all checks pass but those that are meant to fail");
    const named *results = results_of(r, names);
    size_t expected = 0, seen = 0;
    for (long row = results ? results->row : 0; results && row < results->row + results->rows; row++) {
        const char *label = value_at(sample, results->sheet, row, LABEL);
        const char *result = value_at(sample, results->sheet, row, RESULT);
        seen += passes(result);
        if (!fails(result) && !undecided(result))
            continue;
        if (expected < n && strcmp(label, but[expected]) == 0)
            expected++;
        else
            complain(r, "%s: %s %s", address(results->sheet, row, RESULT), label, result);
    }
    for (; expected < n; expected++)
        complain(r, "does not fail: %s", but[expected]);
    if (results && !seen)
        complain(r, "no check passes");
    end(r);
}

void check_fails(report *r, const book *names, const cells *faulty, const char *label, bool undecided_will_do)
{
    begin(r, "the check that is meant fails");
    const named *results = results_of(r, names);
    long row = results ? line_of(results, faulty, label) : 0;
    const char *result = row ? value_at(faulty, results->sheet, row, RESULT) : "";
    if (results && !row)
        complain(r, "no such check: %s", label);
    else if (row && !fails(result) && !(undecided_will_do && undecided(result)))
        complain(r, "%s: %s %s", address(results->sheet, row, RESULT), label, *result ? result : "is empty");
    end(r);
}

void some_check_fails(report *r, const book *names, const cells *sample, const cells *faulty)
{
    begin(r, "a check that passed fails");
    const named *results = results_of(r, names);
    bool found = false;
    for (long row = results ? results->row : 0; results && row < results->row + results->rows; row++) {
        const char *result = value_at(faulty, results->sheet, row, RESULT);
        found |= passes(value_at(sample, results->sheet, row, RESULT)) && (fails(result) || undecided(result));
    }
    if (results && !found)
        complain(r, "none on %s does", results->sheet);
    end(r);
}

void check_says(report *r, const book *names, const cells *faulty, const char *label, const char *words)
{
    begin(r, "the check names what is wrong");
    const named *results = results_of(r, names);
    long row = results ? line_of(results, faulty, label) : 0;
    const char *help = row ? value_at(faulty, results->sheet, row, HELP) : "";
    if (results && !strstr(help, words))
        complain(r, "%s, %s: does not say \"%s\" but \"%s\"", address(results->sheet, row, HELP), label, words, help);
    end(r);
}

/* One cell's words: a sign, and behind it that nobody should go by the figures. */
static bool is_warning(const char *text)
{
    static const char *const signs[] = {"✗", "–", "○"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        const char *sign = strstr(text, signs[i]);
        if (sign && (strstr(sign, "must not be trusted") || strstr(sign, "do not rely") || strstr(sign, "Do not rely")))
            return true;
    }
    return false;
}

void review_warns(report *r, const cells *faulty)
{
    begin(r, "Review warns");
    bool found = false;
    for (const cell *c = faulty->items; c < faulty->items + faulty->n && !found; c++)
        found = strcmp(c->sheet, "Review") == 0 && is_warning(c->value);
    if (!found)
        complain(r, "nothing says that Review must not be trusted");
    end(r);
}

void warns_of(report *r, const cells *faulty, const char *label)
{
    begin(r, "Review warns, and of what");
    bool found = false;
    for (const cell *c = faulty->items; c < faulty->items + faulty->n && !found; c++)
        found = strcmp(c->sheet, "Review") == 0 && is_warning(c->value) && strstr(c->value, label);
    if (!found)
        complain(r, "nothing says not to rely on Review for want of: %s", label);
    end(r);
}

void review_tells(report *r, const cells *faulty)
{
    begin(r, "Review says that paperwork is open, and no more");
    bool found = false;
    for (const cell *c = faulty->items; c < faulty->items + faulty->n; c++) {
        if (strcmp(c->sheet, "Review") != 0)
            continue;
        found |= starts(c->value, "Paperwork: ") && strstr(c->value, " open (");
        if (is_warning(c->value))
            complain(r, "%s warns for want of a paper: %s", where(c), c->value);
    }
    if (!found)
        complain(r, "nothing says that paperwork is open");
    end(r);
}
