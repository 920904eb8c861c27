/* Values typed over formulas: a constant among cells that are filled with one formula. In our own workbooks, whose
 * cells say by their style what they are, also at either end of such cells, and where the formula was deleted. */
#include <stdlib.h>
#include <string.h>
#include "check.h"

enum { LONGEST_GAP = 3, MOST_LOOKS = 4000, MOST_PIECES = 400000, LONG_RUN = 3, TALL = 300, ROOM = 4096 };

/* Cells that follow each other and hold formulas: down a column, or across a row. */
typedef struct run {
    sal_Int32 line, from, to;
} run;

typedef struct looking {
    check *check;
    uno_Interface *sheet;
    office_range all;
    bool down;
    size_t looks;
} looking;

static int by_place(const void *a, const void *b)
{
    const run *x = a, *y = b;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return x->from < y->from ? -1 : x->from > y->from;
}

/* What is filled down a long table is not filled across. */
static bool is_tall(office_range r)
{
    return r.last_row - r.row >= TALL;
}

/* The sheet's ranges as runs in one direction, in order, those that touch as one. */
static size_t runs_of(desk *d, const uno_Sequence *ranges, bool down, run **runs)
{
    size_t n = 0, kept = 0;
    const office_range *r = (const office_range *)(const void *)ranges->elements;
    for (sal_Int32 i = 0; i < ranges->nElements; i++)
        n +=
            !down && is_tall(r[i]) ? 0 : (size_t)(down ? r[i].last_column - r[i].column : r[i].last_row - r[i].row) + 1;
    if (n > MOST_PIECES)
        return 0;
    run *all = *runs = desk_take(d, (n + 1) * sizeof *all);
    n = 0;
    for (sal_Int32 i = 0; i < ranges->nElements; i++) {
        if (!down && is_tall(r[i]))
            continue;
        sal_Int32 first = down ? r[i].column : r[i].row, last = down ? r[i].last_column : r[i].last_row;
        for (sal_Int32 line = first; line <= last; line++)
            all[n++] = (run){line, down ? r[i].row : r[i].column, down ? r[i].last_row : r[i].last_column};
    }
    qsort(all, n, sizeof *all, by_place);
    for (size_t i = 0; i < n; i++) {
        run *before = kept ? &all[kept - 1] : NULL;
        if (before && before->line == all[i].line && before->to + 1 >= all[i].from)
            before->to = all[i].to > before->to ? all[i].to : before->to;
        else
            all[kept++] = all[i];
    }
    return kept;
}

static office_range place(const looking *l, sal_Int32 line, sal_Int32 at)
{
    return check_cell(l->all, l->down ? line : at, l->down ? at : line);
}

static uno_Interface *cell(const looking *l, office_range at)
{
    return sheet_cell(l->check->order->desk, l->sheet, at.column, at.row);
}

static bool same_formula(const looking *l, office_range a, office_range b)
{
    char x[ROOM], y[ROOM];
    desk *d = l->check->order->desk;
    const char *f = sheet_formula(d, cell(l, a)), *g = sheet_formula(d, cell(l, b));
    return *f == '=' && *g == '=' && formula_relative(f, a.column, a.row, x, sizeof x) &&
           formula_relative(g, b.column, b.row, y, sizeof y) && strcmp(x, y) == 0;
}

static const char *style(const looking *l, office_range at)
{
    desk *d = l->check->order->desk;
    return office_read_text(d, office_property(d, cell(l, at), "CellStyle"));
}

static bool is_locked(const looking *l, office_range at)
{
    const uno_Any *any = office_property(l->check->order->desk, cell(l, at), "CellProtection");
    return any && any->pData && *(const sal_Bool *)any->pData; /* util.CellProtection begins with IsLocked */
}

/* Does the cell say itself that it was computed: locked, and of the style of the formula beside it? */
static bool was_computed(const looking *l, office_range at, office_range formula)
{
    return l->check->book && is_locked(l, at) && strcmp(style(l, at), style(l, formula)) == 0;
}

static void tell(const looking *l, office_range at, office_range formula)
{
    check *c = l->check;
    desk *d = c->order->desk;
    bool empty = sheet_type(d, cell(l, at)) == CELL_EMPTY;
    const char *text = sheet_formula(d, cell(l, formula)), *from = sheet_place(d, formula);
    char *shown = desk_take(d, strlen(text) + 1);
    formula_shown(text, shown, strlen(text) + 1);
    check_add(c, true, at, words(d, empty ? WORD_FIND_GONE : WORD_FIND_TYPED), WORDS(d, WORD_FIND_TYPED_TODO, from),
              WORDS(d, empty ? WORD_FIND_GONE_DETAIL : WORD_FIND_TYPED_DETAIL, sheet_place(d, at), from, shown,
                    sheet_string(d, cell(l, at))));
}

/* Two formulas beside a cell may be alike by chance; three are one that was filled. */
static bool goes_on(const looking *l, sal_Int32 line, sal_Int32 at, sal_Int32 next)
{
    return next >= 0 && next <= (l->down ? l->all.last_row : l->all.last_column) &&
           same_formula(l, place(l, line, at), place(l, line, next));
}

/* A column of constants between two of formulas was meant so. */
static bool is_column(const looking *l, office_range at)
{
    office_range above = check_cell(at, at.column, at.row > 0 ? at.row - 1 : at.row),
                 below = check_cell(at, at.column, at.row < l->all.last_row ? at.row + 1 : at.row);
    desk *d = l->check->order->desk;
    return (sheet_type(d, cell(l, above)) == CELL_VALUE && was_computed(l, above, at)) ||
           (sheet_type(d, cell(l, below)) == CELL_VALUE && was_computed(l, below, at));
}

/* Cells between two runs of one line that hold no formula. */
static void look_between(looking *l, sal_Int32 line, sal_Int32 before, sal_Int32 behind)
{
    office_range up = place(l, line, before), low = place(l, line, behind);
    l->looks++;
    if (!same_formula(l, up, low) || !(goes_on(l, line, before, before - 1) || goes_on(l, line, behind, behind + 1)))
        return;
    for (sal_Int32 i = before + 1; i < behind; i++) {
        office_range at = place(l, line, i);
        int type = sheet_type(l->check->order->desk, cell(l, at));
        bool both = goes_on(l, line, before, before - 1) && goes_on(l, line, behind, behind + 1);
        bool asked = type == CELL_VALUE || (l->check->book && l->down && both && type == CELL_EMPTY);
        if (asked && (!l->check->book || (was_computed(l, at, up) && (l->down || !is_column(l, at)))))
            tell(l, at, up);
    }
}

static void look_at_end(looking *l, sal_Int32 line, sal_Int32 at, sal_Int32 first, sal_Int32 next)
{
    if (at < 0 || at > (l->down ? l->all.last_row : l->all.last_column))
        return;
    office_range typed = place(l, line, at), formula = place(l, line, first);
    l->looks++;
    if (sheet_type(l->check->order->desk, cell(l, typed)) == CELL_VALUE && was_computed(l, typed, formula) &&
        (l->down || !is_column(l, typed)) && same_formula(l, formula, place(l, line, next)))
        tell(l, typed, formula);
}

void check_typed(check *c, uno_Interface *sheet)
{
    desk *d = c->order->desk;
    const uno_Sequence *ranges = check_formulas(d, sheet);
    for (int down = 1; ranges && down >= 0; down--) {
        looking l = {.check = c, .sheet = sheet, .all = sheet_address(d, sheet), .down = down};
        run *runs = NULL;
        size_t n = runs_of(d, ranges, down, &runs);
        for (size_t i = 0; i < n && l.looks < MOST_LOOKS; i++) {
            const run *r = &runs[i], *next = i + 1 < n && runs[i + 1].line == r->line ? &runs[i + 1] : NULL;
            if (next && next->from - r->to <= LONGEST_GAP + 1)
                look_between(&l, r->line, r->to, next->from);
            if (!c->book || r->to - r->from + 1 < LONG_RUN)
                continue;
            look_at_end(&l, r->line, r->from - 1, r->from, r->from + 1);
            look_at_end(&l, r->line, r->to + 1, r->to, r->to - 1);
        }
    }
}
