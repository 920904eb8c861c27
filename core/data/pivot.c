/* Months across the columns, a budget's or what customers pay, turned to a row a month. */
#include <string.h>
#include "data/fold.h"
#include "data/row.h"

int sx_month_field(const sx_canon *table)
{
    for (size_t i = 0; i < table->n_canonical; i++)
        if (table->columns[i].kind == SX_KIND_MONTH)
            return table->columns[i].field;
    return -1;
}

/* Its rows are of a month and bear one amount. */
static bool is_by_month(const sx_canon *table)
{
    return sx_month_field(table) >= 0 && table->money >= 0;
}

/* A month, or a day that stands for one ("2025-01-31" over the figures of January). */
static bool is_month(const sx_piece *piece, sx_day *day)
{
    char folded[32];
    sx_moment m = sx_moment_read(piece, false);
    size_t length = sx_fold_piece(piece, folded, sizeof folded);
    int month = length ? sx_month_named(folded, length) : 0;
    if (m.is && (m.no_day || m.order == SX_YMD) && !m.range && sx_moment_day(&m, m.order, 0, day)) {
        *day = (sx_day){day->year, day->month, 1, -1};
        return true;
    }
    *day = (sx_day){1, month, 1, -1};
    return month > 0;
}

/* Days count where each is of the month behind the last one: three dates of a deal are no header. */
bool sx_months_across(const sx_canon *table, const sx_line *line)
{
    size_t months = 0, days = 0;
    int last = 0;
    if (!is_by_month(table))
        return false;
    for (size_t i = 0; i < line->n; i++) {
        sx_day day;
        sx_moment m = sx_moment_read(&line->pieces[i], false);
        if (!is_month(&line->pieces[i], &day))
            continue;
        bool whole = m.is && !m.no_day;
        months += !whole;
        days = whole ? last == 12 * day.year + day.month - 1 ? days + 1 : 1 : days;
        last = 12 * day.year + day.month;
    }
    return months >= 3 || days >= 3;
}

sx_status sx_keep_months(sx_export *x, const sx_line *line)
{
    sx_header *h = &x->header;
    for (size_t i = 0; i < h->n_columns && is_by_month(x->table); i++) {
        sx_day day;
        if (!is_month(&line->pieces[i], &day))
            continue;
        h->month[i] = day;
        h->month_lacks_year |= day.year == 1;
        h->months++;
    }
    return SX_OK;
}

/* Months without a year take the one that was set. */
static sx_status give_year(sx_export *x)
{
    int year = sx_year_set(x);
    for (size_t i = 0; i < x->header.n_columns && year; i++)
        if (x->header.month[i].year == 1)
            x->header.month[i].year = year;
    return year ? SX_OK : sx_ask(x, "year", NULL, 0, "The months across the columns have no year. Which is it?");
}

/* "Plan Jan 2026" and "Actual Jan 2026": both turned to rows would be counted as one budget. */
static sx_status refuse_same_month(sx_export *x, bool *refused)
{
    const sx_header *h = &x->header;
    for (size_t i = 0; i < h->n_columns; i++)
        for (size_t k = i + 1; k < h->n_columns && h->month[i].year; k++)
            if (h->month[k].year == h->month[i].year && h->month[k].month == h->month[i].month) {
                *refused = true;
                sx_status status = sx_sentence(
                    x,
                    "Columns \"%.80s\" and \"%.80s\" are of one month: the table would hold both. Leave out "
                    "those that do not belong to it.",
                    h->names[i], h->names[k]);
                return status == SX_OK ? sx_refuse(x, "same_month") : status;
            }
    return SX_OK;
}

sx_status sx_decide_pivot(sx_export *x)
{
    static const char *const choices[] = {"months"};
    if (!is_by_month(x->table) || x->header.months < 3 || x->column[sx_month_field(x->table)] >= 0)
        return SX_OK;
    x->pivot = true;
    x->column[x->table->money] = -1;
    for (size_t i = 0; i < x->header.n_columns; i++)
        if (x->header.month[i].year) {
            x->column[x->table->money] = (int)i; /* whose signs speak for all of them */
            for (size_t k = i + 1; k < x->header.n_columns && k < x->n_evidence; k++)
                if (x->header.month[k].year)
                    for (int s = 0; s < 2; s++) {
                        x->evidence[i].votes[s] += x->evidence[k].votes[s];
                        x->evidence[i].open[s] += x->evidence[k].open[s];
                    }
            break;
        }
    x->report.date_order = SX_NAMED;
    x->report.flags[SX_UNPIVOTED] = true;
    bool refused = false;
    sx_status same = refuse_same_month(x, &refused);
    if (same != SX_OK || refused)
        return same;
    if (x->header.month_lacks_year) {
        sx_status status = give_year(x);
        if (status != SX_OK)
            return status;
    }
    if (sx_set(x, "pivot"))
        return SX_OK;
    x->report.reason = "pivot";
    return sx_ask(x, "pivot", choices, 1,
                  "Months stand across the columns (%s and so on): is the table to be turned, a line a month?",
                  x->header.names[x->column[x->table->money]]);
}

/* A line with months across is a row when it has a name and a number in a month. */
sx_line_kind sx_classify_pivot(const sx_export *x, const sx_line *line, bool total)
{
    if (total)
        return SX_LINE_TOTAL;
    for (size_t i = 0; i < x->header.n_columns; i++)
        if (x->header.month[i].year && sx_figure_read(sx_line_at(line, i)).is)
            return x->column[x->table->names[0]] < 0 || sx_has_name(x, line, SIZE_MAX) ? SX_LINE_ROW : SX_LINE_TOTAL;
    return SX_LINE_REMARK;
}

sx_status sx_pivot_rows(sx_export *x, sx_row_state *s, const sx_line *line)
{
    sx_status status = SX_OK;
    sx_out *period = sx_out_of(s, sx_month_field(x->table)), *amount = sx_out_of(s, x->table->money);
    int kept = x->column[x->table->money];
    for (size_t i = 0; i < x->header.n_columns && status == SX_OK; i++) {
        sx_figure f;
        if (!x->header.month[i].year)
            continue;
        x->column[x->table->money] = (int)i;
        *period = (sx_out){.kind = SX_OUT_DAY, .day = x->header.month[i]};
        *amount = (sx_out){.kind = SX_OUT_NONE};
        if (sx_number_of(x, line, x->table->money, &amount->number, &f)) {
            amount->kind = SX_OUT_NUMBER;
            sx_widen(x, &period->day);
            status = sx_give_row(x, s);
        } else if (!sx_piece_blank(sx_line_at(line, i)))
            status = sx_note_missing(x, line, x->table->money);
    }
    x->column[x->table->money] = kept;
    return status;
}

/* A month's number or its name alone; 0: neither. */
static int month_in(const sx_piece *piece)
{
    char folded[32];
    sx_figure f = sx_figure_read(piece);
    if (piece->is_number)
        return piece->number >= 1 && piece->number <= 12 && piece->number == (int)piece->number ? (int)piece->number
                                                                                                : 0;
    if (f.is && f.n_signs == 0 && !f.negative && !f.percent)
        return f.digits >= 1 && f.digits <= 12 ? (int)f.digits : 0;
    size_t length = sx_fold_piece(piece, folded, sizeof folded);
    return length ? sx_month_named(folded, length) : 0;
}

static int year_in(const sx_piece *piece)
{
    sx_figure f = sx_figure_read(piece);
    double year = piece->is_number ? piece->number : f.is && f.n_signs == 0 ? (double)f.digits : 0;
    return year >= 1990 && year <= 2099 && year == (int)year ? (int)year : 0;
}

bool sx_year_and_month(const sx_export *x, const sx_line *line, sx_day *out)
{
    int year = year_in(sx_line_at(line, (size_t)x->year_column)),
        month = month_in(sx_line_at(line, (size_t)x->month_column));
    *out = (sx_day){year, month, 1, -1};
    return year && month;
}

/* Of the column's filled cells below the header, how many are such and how many are not. */
static sx_status count_such(const sx_export *x, int column, int (*such)(const sx_piece *), size_t *are, size_t *others)
{
    sx_lines lines;
    sx_line line = {0};
    *are = *others = 0;
    sx_export_start(x, &lines);
    while (sx_lines_next(&lines, &line)) {
        const sx_piece *piece = sx_line_at(&line, (size_t)column);
        if (line.number <= x->header.line || sx_piece_blank(piece))
            continue;
        bool is = such(piece) > 0;
        *are += is;
        *others += !is;
    }
    sx_line_free(&line);
    return lines.failed ? SX_NOMEM : SX_OK;
}

/* The year and the month of the rows in columns of their own, where no column holds dates. */
sx_status sx_find_year_and_month(sx_export *x, int field)
{
    const sx_header *h = &x->header;
    size_t are = 0, others = 0;
    int year = -1, month = -1;
    sx_status status = SX_OK;
    for (size_t i = 0; i < h->n_columns && year < 0 && status == SX_OK; i++) {
        char folded[64];
        sx_fold(h->names[i], strlen(h->names[i]), folded, sizeof folded);
        if (!sx_is_word(SX_W_YEAR_COLUMN, folded))
            continue;
        status = count_such(x, (int)i, year_in, &are, &others);
        year = are > others ? (int)i : -1;
    }
    for (size_t i = 0; year >= 0 && i < h->n_candidates[field] && month < 0 && status == SX_OK; i++) {
        int column = h->candidates[field][i];
        status = column == year ? SX_OK : count_such(x, column, month_in, &are, &others);
        month = column != year && are > others ? column : -1;
    }
    if (status != SX_OK || year < 0 || month < 0)
        return status;
    x->year_column = year;
    x->month_column = month;
    x->column[field] = month;
    return sx_sentence(x, "Columns \"%.80s\" and \"%.80s\" say the year and the month.", h->names[year],
                       h->names[month]);
}
