/* The styles of a flat document, as far as they say how much room a text takes and has. */
#ifndef SX_TESTS_STYLES_H
#define SX_TESTS_STYLES_H
#include "fods.h"

typedef struct style {
    char name[MAX_NAME], parent[MAX_NAME];
    double points, size;    /* size: a column's width or a row's height, cm */
    double left;            /* padding, cm; -1: as the parent has it */
    int bold, wrap, shrink; /* -1: as the parent has it */
    bool pasted, optimal;   /* optimal: the office makes the row as high as its cells need */
} style;

typedef struct styles {
    style *items;
    size_t n;
} styles;

static const double POINT = 2.54 / 72; /* cm */

/* Reads the style whose tag is head; behind it. */
const char *read_style(styles *all, const char *p, const tag *head);
/* Gives each what its parents say; parents may stand behind their children, so only once all are read. */
void inherit_styles(styles *all);
/* NULL: none of that name. */
const style *find_style(const styles *all, const char *name);
#endif
