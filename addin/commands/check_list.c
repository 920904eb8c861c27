/* The list of findings, and the order in which they are looked for. */
#include <string.h>
#include "check.h"

office_range check_cell(office_range of, sal_Int32 column, sal_Int32 row)
{
    return (office_range){of.sheet, column, row, column, row};
}

const uno_Sequence *check_formulas(desk *d, uno_Interface *sheet)
{
    sal_Int16 formulas = 16; /* sheet.CellFlags.FORMULA */
    uno_Interface *found = office_object(d, sheet, "sheet.XCellRangesQuery::queryContentCells", ARGS(&formulas));
    return office_sequence(d, found, "sheet.XSheetCellRanges::getRangeAddresses", NULL);
}

void check_add(check *c, bool figures, office_range at, const char *what, const char *todo, const char *detail)
{
    desk *d = c->order->desk;
    for (size_t i = 0; i < c->n; i++)
        if (office_same_range(&c->all[i].at, &at) && strcmp(c->all[i].what, what) == 0)
            return;
    c->more = c->n == CHECK_MOST;
    if (c->more)
        return;
    c->all[c->n++] = (finding){figures, at, sheet_place_seen(d, c->order->model, at, -1), what, todo, detail};
    c->n_figures += figures;
}

/* The office's own bar in the window's last line, while the sheets are read. */
static uno_Interface *bar_of(order *o, sal_Int32 n)
{
    desk *d = o->desk;
    uno_Interface *bar = office_object(d, d->frame, "task.XStatusIndicatorFactory::createStatusIndicator", NULL);
    rtl_uString **title = office_string(d, words(d, WORD_CHECK_TITLE));
    office_call(d, bar, "task.XStatusIndicator::start", NULL, ARGS(title, &n));
    return bar;
}

static void sort_figures_first(check *c)
{
    finding *sorted = desk_take(c->order->desk, (c->n + 1) * sizeof *sorted);
    size_t n = 0;
    for (int figures = 1; figures >= 0; figures--)
        for (size_t i = 0; i < c->n; i++)
            if (c->all[i].figures == figures)
                sorted[n++] = c->all[i];
    c->all = sorted;
}

check check_document(order *o, const sx_door *door, const char *why)
{
    desk *d = o->desk;
    check c = {.order = o, .door = door, .why = why};
    c.all = desk_take(d, CHECK_MOST * sizeof *c.all);
    uno_Interface *sheets = office_object(d, o->model, "sheet.XSpreadsheetDocument::getSheets", NULL);
    sal_Int32 n = office_long(d, sheets, "container.XIndexAccess::getCount", NULL);
    uno_Interface *bar = bar_of(o, n);
    if (!door)
        check_add(&c, true, (office_range){0}, words(d, WORD_FIND_NOLIBRARY), words(d, WORD_FIND_NOLIBRARY_TODO),
                  WORDS(d, WORD_MSG_NOLIBRARY, why));
    check_book(&c);
    for (sal_Int32 i = 0; i < n; i++) {
        uno_Interface *sheet = sheet_at(d, o->model, i);
        check_errors(&c, sheet);
        check_typed(&c, sheet);
        check_ours(&c, sheet);
        office_call(d, bar, "task.XStatusIndicator::setValue", NULL, ARGS(&i));
    }
    office_call(d, bar, "task.XStatusIndicator::end", NULL, NULL);
    sort_figures_first(&c);
    return c;
}

const char *check_summary(const check *c)
{
    desk *d = c->order->desk;
    if (c->n == 0)
        return WORDS(d, c->n_formulas > 0 ? WORD_MSG_NOFINDINGS : WORD_MSG_NOTHINGOFOURS,
                     desk_text(d, "%.0f", c->n_formulas));
    const char *text = WORDS(d, WORD_CHECK_SUMMARY, desk_text(d, "%zu", c->n), desk_text(d, "%zu", c->n_figures),
                             desk_text(d, "%zu", c->n - c->n_figures));
    return c->more ? desk_text(d, "%s %s", text, words(d, WORD_CHECK_MORE)) : text;
}
