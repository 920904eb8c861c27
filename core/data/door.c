#include "data.h"
#include <string.h>
#include "data/figure.h"
#include "data/moment.h"

/* The one cell of an argument that may be a range. */
static sx_status one_cell(const sx_table *text, sx_piece *piece, sx_context *context)
{
    if (text->declared_rows * text->declared_columns > 1)
        return sx_fail(context, SX_VALUE, "one cell is read, not %zu", text->declared_rows * text->declared_columns);
    *piece = sx_piece_of(sx_at(text, 0, 0));
    return sx_piece_blank(piece) ? sx_fail(context, SX_VALUE, "the cell is blank") : SX_OK;
}

sx_status sx_data_number(const sx_table *text, int decimal, double *result, sx_context *context)
{
    sx_piece piece;
    sx_decimal x;
    sx_status status = one_cell(text, &piece, context);
    if (status != SX_OK)
        return status;
    if (piece.is_number) {
        *result = piece.number;
        return SX_OK;
    }
    sx_figure f = sx_figure_read(&piece);
    if (!f.is)
        return sx_fail(context, SX_VALUE, "\"%.60s\" is no number", piece.text);
    if (f.side)
        return sx_fail(context, SX_VALUE,
                       "\"%.60s\" names a side, %s: whether that adds or takes away is the account's to say, as "
                       "DATA.TABLE does",
                       piece.text, f.side == 'D' ? "debit" : "credit");
    char sign = decimal == SX_DATA_NUMBER_DECIMAL_POINT   ? '.'
                : decimal == SX_DATA_NUMBER_DECIMAL_COMMA ? ','
                : f.vote                                  ? f.vote
                : f.open                                  ? 0
                                                          : '.';
    if (!sign)
        return sx_fail(context, SX_VALUE, "\"%.60s\" may be two numbers: name the decimal sign, point or comma",
                       piece.text);
    if (!sx_figure_value(&f, sign, &x))
        return sx_fail(context, SX_VALUE, "\"%.60s\" is no number with a decimal %s", piece.text,
                       sign == '.' ? "point" : "comma");
    *result = sx_decimal_double(x);
    return SX_OK;
}

/* Whether the text has the form 2025-02-29, whatever its numbers. */
static bool year_first(const sx_piece *piece)
{
    static const unsigned char most[] = {4, 2, 2};
    sx_piece p = sx_piece_trim(piece);
    size_t i = 0;
    for (size_t part = 0; part < 3; part++) {
        size_t digits = 0;
        for (; i < p.length && p.text[i] >= '0' && p.text[i] <= '9' && digits < most[part]; i++)
            digits++;
        if (digits == 0 || (part == 0 && digits < 4))
            return false;
        if (part < 2 && (i == p.length || !strchr("-/.", p.text[i++])))
            return false;
    }
    return i == p.length || p.text[i] == 'T' || p.text[i] == ' ';
}

/* The orders that the text may have, two or three, in words. */
static void orders_text(unsigned may, char text[24])
{
    static const sx_order orders[] = {SX_DMY, SX_MDY, SX_YMD};
    const char *found[3] = {"", "", ""};
    size_t n = 0;
    for (size_t i = 0; i < 3; i++)
        if (may & 1u << orders[i])
            found[n++] = sx_order_name(orders[i]);
    if (n == 3)
        sx_format_into(text, 24, "%s, %s or %s", found[0], found[1], found[2]);
    else
        sx_format_into(text, 24, "%s or %s", found[0], found[1]);
}

/* 05/05/2025: whichever of the two comes first. */
static bool same_day(const sx_moment *m)
{
    return m->may == (1u << SX_DMY | 1u << SX_MDY) && m->part[0] == m->part[1];
}

sx_status sx_data_date(const sx_table *text, int order, double *result, sx_context *context)
{
    static const sx_order orders[] = {SX_ORDER_NONE, SX_DMY, SX_MDY, SX_YMD};
    sx_piece piece;
    sx_day day;
    sx_status status = one_cell(text, &piece, context);
    if (status != SX_OK)
        return status;
    sx_moment m = sx_moment_read(&piece, true);
    if (piece.is_number && !m.is) {
        if (!sx_date_valid(piece.number))
            return sx_fail(context, SX_NUM, "%.15g is no date from 1900 to 9999", piece.number);
        *result = piece.number;
        return SX_OK;
    }
    if (piece.is_number && m.order == SX_SERIAL) {
        *result = piece.number;
        return SX_OK;
    }
    if (m.range)
        return sx_fail(context, SX_VALUE, "\"%.60s\" is two dates, a period: give one of them", piece.text);
    if (m.no_year || (!m.is && !year_first(&piece)))
        return sx_fail(context, SX_VALUE, m.no_year ? "\"%.60s\" is no day, month and year" : "\"%.60s\" is no date",
                       piece.text);
    if (m.bare)
        return sx_fail(context, SX_VALUE, "\"%.60s\" may be a month or a day without a year", piece.text);
    if (m.short_year && !m.dashed) /* with points and strokes the year stands last */
        m.may &= 1u << SX_DMY | 1u << SX_MDY;
    if (!m.may)
        return sx_fail(context, SX_NUM,
                       m.pointed ? "there is no such day as %.60s: with points the day stands first, then the month"
                                 : "there is no such day as %.60s",
                       piece.text);
    if (m.short_year)
        m.order = m.may == 1u << SX_DMY   ? SX_DMY
                  : m.may == 1u << SX_MDY ? SX_MDY
                  : m.may == 1u << SX_YMD ? SX_YMD
                                          : SX_ORDER_NONE;
    if (!m.order && same_day(&m))
        m.order = SX_DMY;
    bool fixed = m.order == SX_YMD || m.order == SX_NAMED || m.order == SX_SERIAL || m.order == SX_EPOCH;
    if (!m.order && order == SX_DATA_DATE_ORDER_AUTO) {
        char names[24];
        orders_text(m.may, names);
        return sx_fail(context, SX_VALUE, "\"%.60s\" may be two dates: name the order, %s", piece.text, names);
    }
    sx_order by = fixed || order == SX_DATA_DATE_ORDER_AUTO ? m.order : orders[order];
    m.order = fixed ? m.order : SX_ORDER_NONE;
    if (!sx_moment_day(&m, by, 0, &day))
        return sx_fail(context, SX_NUM, "there is no such day as %.60s in the order %s", piece.text, sx_order_name(by));
    *result = sx_day_serial(day);
    return SX_OK;
}

sx_status sx_data_matches(const sx_table *names, const char *pattern, sx_table *result)
{
    sx_table t;
    enum { MOST_CELLS = 1 << 22 };
    size_t rows = names->declared_rows, columns = names->declared_columns;
    if (rows * columns > MOST_CELLS ||
        rows * columns == 0) /* only what is filled of a range larger than any sheet's use */
        rows = names->rows ? names->rows : 1, columns = names->columns ? names->columns : 1;
    sx_table_make(&t, rows, columns);
    for (size_t row = 0; row < t.rows && t.status == SX_OK; row++)
        for (size_t column = 0; column < t.columns; column++) {
            char room[SX_NUMBER_ROOM];
            const sx_cell *cell = sx_at(names, row, column);
            sx_put_number(&t, row, column,
                          !sx_is_blank(cell) && cell->kind != SX_FAULT &&
                              sx_same_word(sx_cell_text(cell, room), pattern));
        }
    return sx_table_give(&t, result);
}
