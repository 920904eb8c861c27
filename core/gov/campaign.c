/* GOV.CAMPAIGN: a campaign's name against the grammar of its parts. */
#include "gov.h"
#include <stdlib.h>
#include <string.h>
#include "base/headings.h"
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
static bool in_list(const sx_cell *cell, const char *word, sx_text *faults)
{
    char room[SX_NUMBER_ROOM];
    sx_text list = {0};
    sx_text_add(&list, "%s", sx_cell_text(cell, room));
    bool found = list.length == 0;
    for (char *item = list.data; item && !found;) {
        char *end = item + strcspn(item, ",;|");
        bool last = *end == '\0';
        *end = '\0';
        found = sx_same_word(item, word);
        item = last ? NULL : end + 1;
    }
    if (list.status != SX_OK)
        faults->status = list.status;
    sx_text_free(&list);
    return found;
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

/* The fault's beginning: what is wrong, and with which part. */
static void fault_of_part(sx_text *faults, const char *what, const campaign *c, size_t part)
{
    char room[SX_NUMBER_ROOM];
    const sx_cell *label = sx_under(c->grammar, part + 1, &c->headings[PART]);
    sx_text_add(sx_next_fault(faults), "%s: part %zu (%s)", what, part + 1, sx_cell_text(label, room));
}

static void check_required(const campaign *c, sx_text *faults)
{
    for (size_t i = 0; i < c->n_rules; i++) {
        bool given = i < c->n_parts && *c->parts[i];
        if (!given && is_required(sx_under(c->grammar, i + 1, &c->headings[REQUIRED])))
            fault_of_part(faults, "missing", c, i);
    }
    if (c->n_parts > c->n_rules)
        sx_text_add(sx_next_fault(faults), "parts: %zu, the grammar has %zu", c->n_parts, c->n_rules);
}

static void check_values(const campaign *c, sx_text *faults)
{
    for (size_t i = 0; i < c->n_parts && i < c->n_rules; i++) {
        const sx_cell *values = sx_under(c->grammar, i + 1, &c->headings[VALUES]);
        if (*c->parts[i] && !in_list(values, c->parts[i], faults)) {
            fault_of_part(faults, "value", c, i);
            sx_text_add(faults, " is \"%s\", not in its list", c->parts[i]);
        }
    }
}

static sx_status check(campaign *c, const char *name, sx_text *result)
{
    sx_text faults = {0};
    sx_status status = split(c, name);
    if (status != SX_OK)
        return status;
    check_required(c, &faults);
    if (sx_has_upper(name))
        sx_text_add(sx_next_fault(&faults), "case: not all lower case");
    sx_fault_characters(&faults, "the name", name, "-_");
    check_values(c, &faults);
    const char *personal = sx_personal_data(name);
    if (personal)
        sx_text_add(sx_next_fault(&faults), "personal data: %s", personal);
    return sx_text_give(&faults, result);
}

sx_status sx_gov_campaign(const char *name, const sx_table *grammar, sx_text *result, sx_context *context)
{
    campaign c = {.grammar = grammar,
                  .headings = {[PART] = {.names = {"part"}},
                               [REQUIRED] = {.names = {"required"}, .optional = true},
                               [VALUES] = {.names = {"values"}, .optional = true}}};
    sx_status status = sx_find_headings(grammar, "grammar", c.headings, HEADINGS, SX_VALUE, context);
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
