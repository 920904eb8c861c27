/* DATA.STACK: the rows of several canonical tables of a kind, one below the other, in the fields that are asked for. */
#include "data.h"
#include "data/several.h"

enum { LINE = -1, TABLE = -2, AGAIN = -3 };

static void put_field(sx_table *to, const sx_several *s, size_t column, int field)
{
    if (field >= 0)
        sx_put_cell(to, s->n, column, sx_at(s->table, s->row, (size_t)field));
    else if (field == LINE)
        sx_put_number(to, s->n, column, (double)(s->n + 1));
    else if (field == TABLE)
        sx_put_number(to, s->n, column, (double)s->number);
    else if (s->earlier)
        sx_put_number(to, s->n, column, (double)s->earlier);
}

sx_status sx_data_stack(int kind, const char *fields, double rows, const sx_table *first, const sx_table *second,
                        const sx_table *third, const sx_table *fourth, const sx_table *fifth, const sx_table *sixth,
                        const sx_table *seventh, const sx_table *eighth, sx_table *result, sx_context *context)
{
    static const sx_own_field own[] = {{"line", LINE}, {"table", TABLE}, {"again", AGAIN}, {NULL, 0}};
    const sx_table *tables[] = {first, second, third, fourth, fifth, sixth, seventh, eighth};
    int asked[SX_ASKED];
    size_t n = 0;
    sx_several s;
    sx_table made = {0};
    sx_status status = sx_several_start(&s, kind, tables);
    if (status == SX_OK)
        status = sx_read_fields(s.canon, fields, own, asked, &n, context);
    if (status == SX_OK)
        sx_table_make(&made, (size_t)rows, n);
    while (status == SX_OK && made.status == SX_OK && sx_next_row(&s)) {
        if (s.n == made.rows)
            status =
                sx_fail(context, SX_VALUE, "more rows than the %zu there is room for: from row %zu of table %zu on",
                        made.rows, s.row + 1, s.number);
        for (size_t i = 0; i < n && status == SX_OK; i++)
            put_field(&made, &s, i, asked[i]);
    }
    sx_several_free(&s);
    if (status == SX_OK)
        return sx_table_give(&made, result);
    sx_table_free(&made);
    return status;
}
