/* Amounts of deals by the month beside others by the year or once: added up as they stand they are no sum. */
#include <string.h>
#include "data/fold.h"
#include "data/row.h"

/* How often an amount comes within a year; what comes once, or says nothing, counts as it stands; 0: not known. */
static int times_a_year(const char *folded)
{
    static const struct {
        sx_word_list list;
        int times;
    } known[] = {{SX_W_MONTH, 12}, {SX_W_YEAR, 1},  {SX_W_ONCE, 1}, {SX_W_QUARTER, 4},
                 {SX_W_HALF, 2},   {SX_W_WEEK, 52}, {SX_W_DAY, 365}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (sx_is_word(known[i].list, folded))
            return known[i].times;
    return folded[0] ? 0 : 1;
}

static int times_of(const sx_export *x, const sx_line *line)
{
    char folded[64];
    sx_fold_piece(sx_under_field(x, line, SX_F_AMOUNT_PERIOD), folded, sizeof folded);
    return times_a_year(folded);
}

sx_decimal sx_by_year(const sx_export *x, const sx_line *line, sx_decimal amount)
{
    int times = times_of(x, line);
    if (times > 1 && amount.digits < INT64_MAX / times && amount.digits > INT64_MIN / times)
        amount.digits *= times;
    return amount;
}

/* The lines with money by how often it comes: the count, the first of them, and one cell that says so. */
typedef struct periods {
    int times[4];
    size_t count[4], line[4], n;
    char word[4][40];
} periods;

static sx_status count_periods(sx_export *x, periods *p)
{
    sx_lines lines;
    sx_line line = {0};
    sx_export_start(x, &lines);
    while (sx_export_row(x, &lines, &line)) {
        sx_decimal money;
        sx_currency currency;
        if (!sx_money_of(x, &line, &money, &currency) || !money.digits)
            continue;
        int times = times_of(x, &line);
        size_t i = 0;
        while (i < p->n && p->times[i] != times)
            i++;
        if (i == sizeof p->times / sizeof *p->times)
            continue;
        if (i == p->n) {
            sx_piece cell = sx_piece_trim(sx_under_field(x, &line, SX_F_AMOUNT_PERIOD));
            size_t n = cell.is_number ? 0 : cell.length < sizeof p->word[i] - 1 ? cell.length : sizeof p->word[i] - 1;
            memcpy(p->word[i], n ? cell.text : "", n);
            p->times[p->n] = times;
            p->line[p->n++] = line.number;
        }
        p->count[i]++;
    }
    sx_line_free(&line);
    return lines.failed ? SX_NOMEM : SX_OK;
}

sx_status sx_survey_periods(sx_export *x)
{
    static const char *const choices[] = {"by_year", "as_is"};
    const char *set = sx_set(x, "amounts");
    periods p = {.n = 0};
    if (x->column[SX_F_AMOUNT_PERIOD] < 0 || x->column[SX_F_AMOUNT] < 0)
        return SX_OK;
    sx_status status = count_periods(x, &p);
    if (status != SX_OK || p.n == 0 || (p.n == 1 && p.times[0] < 2))
        return status;
    const char *name = x->header.names[x->column[SX_F_AMOUNT_PERIOD]];
    if (!set && p.n > 1)
        return sx_ask(x, "amounts", choices, 2,
                      "Column \"%.80s\" says that the amounts are of different periods: \"%s\" in line %zu, \"%s\" in "
                      "line %zu. Are those that come again to be brought to a year, or all to be taken as they stand?",
                      name, p.word[0], p.line[0], p.word[1], p.line[1]);
    x->by_year = set && strcmp(set, "by_year") == 0;
    size_t unknown = 0, again = 0;
    for (size_t i = 0; i < p.n; i++) {
        unknown += p.times[i] == 0 ? p.count[i] : 0;
        again += p.times[i] > 1 ? p.count[i] : 0;
    }
    x->report.doubts[SX_F_AMOUNT] += x->by_year ? unknown : again + unknown;
    if (x->by_year)
        return sx_sentence(x, "Amounts that come again within a year (column \"%.80s\") were brought to a year: %zu.",
                           name, again);
    return sx_sentence(x, "Amounts that come again within a year (column \"%.80s\") were taken as they stand: %zu.",
                       name, again);
}
