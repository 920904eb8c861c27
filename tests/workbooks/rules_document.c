/* Rules about a flat document as the office wrote it. */
#include <string.h>
#include "fods.h"
#include "rules.h"

void sheets_protected(report *r, const char *document)
{
    begin(r, "every sheet is protected");
    long seen = 0;
    char sheet[256], is[8];
    tag t;
    for (const char *p = document; (p = next_tag(p, &t));) {
        if (t.closes || strcmp(t.name, "table:table") != 0 || !attribute(&t, "table:name", sheet, sizeof sheet) ||
            strcmp(sheet, "local-table") == 0) /* a chart's own */
            continue;
        seen++;
        if (!attribute(&t, "table:protected", is, sizeof is) || strcmp(is, "true") != 0)
            complain(r, "%s is not", sheet);
    }
    if (!seen)
        complain(r, "there is no sheet");
    end(r);
}

enum { MAX_UNLOCKED = 512 };
typedef struct unlocked {
    char names[MAX_UNLOCKED][MAX_NAME];
    size_t n;
} unlocked;

static bool is_unlocked(const unlocked *styles, const char *name)
{
    static const char *const inputs[] = {"Input", "Input_20_of_a_long_table", "Pasted", "Typed"};
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++)
        if (strcmp(name, inputs[i]) == 0)
            return true;
    for (size_t i = 0; i < styles->n; i++)
        if (strcmp(name, styles->names[i]) == 0)
            return true;
    return false;
}

void formulas_locked(report *r, const char *document)
{
    begin(r, "no formula stands in an unlocked cell");
    unlocked styles = {.n = 0};
    char sheet[256] = "", name[MAX_NAME], formula[MAX_VALUE];
    tag t;
    for (const char *p = document; (p = next_tag(p, &t));) {
        if (t.closes)
            continue;
        if (strcmp(t.name, "style:style") == 0) {
            if (attribute(&t, "style:parent-style-name", name, sizeof name) && is_unlocked(&styles, name) &&
                styles.n < MAX_UNLOCKED)
                attribute(&t, "style:name", styles.names[styles.n++], MAX_NAME);
        } else if (strcmp(t.name, "table:table") == 0) {
            attribute(&t, "table:name", sheet, sizeof sheet);
        } else if (strcmp(t.name, "table:table-cell") == 0) {
            if (attribute(&t, "table:style-name", name, sizeof name) && is_unlocked(&styles, name) &&
                attribute(&t, "table:formula", formula, sizeof formula))
                complain(r, "%s: %s", sheet, formula);
        }
    }
    if (!styles.n)
        complain(r, "the document has no style of inputs");
    end(r);
}

/* Behind the chart's own document, which has descriptions of its own. */
static const char *behind_object(const char *p)
{
    tag t;
    while ((p = next_tag(p, &t)) && !(t.closes && strcmp(t.name, "draw:object") == 0))
        continue;
    return p;
}

void charts_described(report *r, const char *document)
{
    begin(r, "every chart says in words what it shows");
    long frame = 0;
    bool chart = false, described = false;
    tag t;
    for (const char *p = document; p && (p = next_tag(p, &t));) {
        if (strcmp(t.name, "draw:frame") == 0 && !t.closes) {
            frame++;
            chart = described = false;
        } else if (strcmp(t.name, "draw:frame") == 0) {
            if (chart && !described)
                complain(r, "frame %ld does not", frame);
        } else if (strcmp(t.name, "draw:object") == 0 && !t.closes) {
            chart = true;
            p = t.empty ? p : behind_object(p);
        } else if (strcmp(t.name, "svg:desc") == 0 && !t.closes && !t.empty) {
            described = described || *p != '<';
        }
    }
    end(r);
}
