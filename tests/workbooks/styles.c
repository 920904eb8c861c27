#include "styles.h"
#include "text.h"

static style *find(const styles *all, const char *name)
{
    for (size_t i = all->n; i-- > 0;)
        if (!strcmp(all->items[i].name, name))
            return &all->items[i];
    return NULL;
}

const style *find_style(const styles *all, const char *name)
{
    return find(all, name);
}

/* A length in cm from "1.2cm", "12mm", "0.5in", "9pt". */
static double length_of(const char *text)
{
    char *unit = NULL;
    double x = strtod(text, &unit);
    return !strcmp(unit, "in") ? x * 2.54 : !strcmp(unit, "mm") ? x / 10 : !strcmp(unit, "pt") ? x * POINT : x;
}

static void read_property(style *s, const tag *t)
{
    char text[MAX_NAME];
    if (attribute(t, "style:column-width", text, sizeof text) || attribute(t, "style:row-height", text, sizeof text))
        s->size = length_of(text);
    if (attribute(t, "style:use-optimal-row-height", text, sizeof text))
        s->optimal = !strcmp(text, "true");
    if (attribute(t, "fo:font-size", text, sizeof text))
        s->points = strtod(text, NULL);
    if (attribute(t, "fo:padding-left", text, sizeof text))
        s->left = length_of(text);
    if (attribute(t, "fo:font-weight", text, sizeof text))
        s->bold = !strcmp(text, "bold");
    if (attribute(t, "fo:wrap-option", text, sizeof text))
        s->wrap = !strcmp(text, "wrap");
    if (attribute(t, "style:shrink-to-fit", text, sizeof text))
        s->shrink = !strcmp(text, "true");
}

const char *read_style(styles *all, const char *p, const tag *head)
{
    style s = {.left = -1, .bold = -1, .wrap = -1, .shrink = -1};
    if (!attribute(head, "style:name", s.name, sizeof s.name))
        return p;
    attribute(head, "style:parent-style-name", s.parent, sizeof s.parent);
    s.pasted = !strcmp(s.name, "Pasted");
    tag t;
    while (!head->empty && (p = next_tag(p, &t)) && strcmp(t.name, "style:style") != 0)
        read_property(&s, &t);
    all->items = grown(all->items, all->n, sizeof *all->items);
    all->items[all->n++] = s;
    return p;
}

static void inherit(const styles *all, style *s)
{
    style *p = *s->parent ? find(all, s->parent) : NULL;
    if (p && p != s) {
        inherit(all, p);
        s->points = s->points > 0 ? s->points : p->points;
        s->left = s->left >= 0 ? s->left : p->left;
        s->bold = s->bold >= 0 ? s->bold : p->bold;
        s->wrap = s->wrap >= 0 ? s->wrap : p->wrap;
        s->shrink = s->shrink >= 0 ? s->shrink : p->shrink;
        s->pasted |= p->pasted;
    }
    *s->parent = '\0';
}

void inherit_styles(styles *all)
{
    for (size_t i = 0; i < all->n; i++)
        inherit(all, &all->items[i]);
}
