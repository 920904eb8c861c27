/* GOV.CAMPAIGN: a campaign's name against the grammar of its parts. */
#include "gov.h"
#include <stdlib.h>
#include <string.h>
#include "gov/headings.h"
#include "gov/naming.h"

enum { PART, REQUIRED, VALUES, HEADINGS };

typedef struct campaign {
    const sx_table *grammar;
    sx_heading headings[HEADINGS];
    char *name;   /* its separators turned to NUL */
    char **parts; /* one a part given */
    size_t n_parts, n_rules;
} campaign;

static bool is_required(const sx_cell *cell)
{
    static const char *const no[] = {"no", "optional", "n", "false", "0"};
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (sx_cell_says(cell, no[i]))
            return false;
    return true;
}

/* Whether word stands in a list separated by commas, semicolons or bars; an empty list takes any word. */
static sx_status in_list(const sx_cell *cell, const char *word, bool *found)
{
    sx_text list = {0};
    sx_status status = sx_cell_words(cell, &list);
    *found = list.length == 0;
    char *item = list.data;
    while (status == SX_OK && item && !*found) {
        char *end = item + strcspn(item, ",;|");
        bool last = *end == '\0';
        *end = '\0';
        *found = sx_same_word(item, word);
        item = last ? NULL : end + 1;
    }
    sx_text_free(&list);
    return status;
}

static sx_status split(campaign *c, const char *name)
{
    size_t length = strlen(name);
    c->name = malloc(length + 1);
    c->parts = malloc((length + 1) * sizeof *c->parts);
    if (!c->name || !c->parts)
        return SX_NOMEM;
    memcpy(c->name, name, length + 1);
    for (char *part = c->name; part;) {
        char *end = strchr(part, '_');
        if (end)
            *end = '\0';
        c->parts[c->n_parts++] = part;
        part = end ? end + 1 : NULL;
    }
    return SX_OK;
}

static void fault_with_label(sx_faults *faults, const char *before, const sx_cell *label, size_t part)
{
    SX_FAULT(faults, "%spart %zu (", before, part + 1);
    sx_fault_keep(faults, sx_cell_words(label, faults->text));
    sx_fault_keep(faults, sx_text_add_bytes(faults->text, ")", 1));
}

static void check_required(const campaign *c, sx_faults *faults)
{
    for (size_t i = 0; i < c->n_rules; i++) {
        bool given = i < c->n_parts && *c->parts[i];
        if (!given && is_required(sx_under(c->grammar, i + 1, &c->headings[REQUIRED])))
            fault_with_label(faults, "missing: ", sx_under(c->grammar, i + 1, &c->headings[PART]), i);
    }
    if (c->n_parts > c->n_rules)
        SX_FAULT(faults, "parts: %zu, the grammar has %zu", c->n_parts, c->n_rules);
}

static void check_values(const campaign *c, sx_faults *faults)
{
    for (size_t i = 0; i < c->n_parts && i < c->n_rules; i++) {
        bool found = false;
        if (*c->parts[i])
            sx_fault_keep(faults, in_list(sx_under(c->grammar, i + 1, &c->headings[VALUES]), c->parts[i], &found));
        if (*c->parts[i] && !found) {
            fault_with_label(faults, "value: ", sx_under(c->grammar, i + 1, &c->headings[PART]), i);
            sx_fault_keep(faults, sx_text_add(faults->text, " is \"%s\", not in its list", c->parts[i]));
        }
    }
}

static sx_status check(campaign *c, const char *name, sx_text *result)
{
    sx_faults faults = {result, SX_OK};
    sx_status status = split(c, name);
    if (status != SX_OK)
        return status;
    check_required(c, &faults);
    if (sx_has_upper(name))
        SX_FAULT(&faults, "case: not all lower case");
    sx_fault_characters(&faults, "the name", name, "-_");
    check_values(c, &faults);
    const char *personal = sx_personal_data(name);
    if (personal)
        SX_FAULT(&faults, "personal data: %s", personal);
    return faults.status;
}

sx_status sx_gov_campaign(const char *name, const sx_table *grammar, sx_text *result, sx_context *context)
{
    campaign c = {
        .grammar = grammar,
        .headings = {
            [PART] = {{"part"}, false, 0}, [REQUIRED] = {{"required"}, true, 0}, [VALUES] = {{"values"}, true, 0}}};
    sx_status status = sx_find_headings(grammar, "grammar", c.headings, HEADINGS, context);
    if (status != SX_OK)
        return status;
    for (size_t row = 1; row < grammar->rows; row++, c.n_rules++)
        if (sx_is_blank(sx_under(grammar, row, &c.headings[PART])))
            return sx_fail(context, SX_VALUE, "grammar, row %zu: part is blank", row + 1);
    if (c.n_rules == 0)
        return sx_fail(context, SX_VALUE, "the grammar has no part");
    status = check(&c, name, result);
    free(c.name);
    free(c.parts);
    return status;
}
