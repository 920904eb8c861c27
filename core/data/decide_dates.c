/* Whether the day, the month or the year comes first, for each column of dates. */
#include <string.h>
#include "data/export.h"

/* The orders under which all dates of the column that need one are days, as bits. */
static unsigned all_under(const sx_evidence *e)
{
    static const sx_order free_orders[] = {SX_YMD, SX_DMY, SX_MDY, SX_DDMM};
    unsigned orders = 0;
    for (size_t i = 0; e->free_dates && i < 4; i++) {
        size_t fixed = free_orders[i] == SX_YMD ? e->dates - e->free_dates : 0;
        if (e->may[free_orders[i]] >= fixed + e->free_dates)
            orders |= 1u << free_orders[i];
    }
    return orders;
}

/* The year that was set: four digits; 0: none. */
int sx_year_set(const sx_export *x)
{
    const char *set = sx_set(x, "year");
    return set ? sx_year_of(set) : 0;
}

static sx_order chosen_order(const sx_export *x)
{
    const char *set = sx_set(x, "date_order");
    for (int order = SX_YMD; set && order <= SX_DDMM; order++)
        if (strcmp(set, sx_order_name((sx_order)order)) == 0)
            return (sx_order)order;
    return SX_ORDER_NONE;
}

static sx_order only(unsigned orders)
{
    for (int order = SX_YMD; order <= SX_DDMM; order++)
        if (orders == 1u << order)
            return (sx_order)order;
    return SX_ORDER_NONE;
}

/* What other columns of dates say, fields or not. */
static unsigned dates_elsewhere(const sx_export *x, unsigned orders)
{
    for (size_t i = 0; i < x->n_evidence; i++) {
        const sx_evidence *e = &x->evidence[i];
        unsigned here = all_under(e) & orders;
        if (e->dates * 10 >= e->filled * 9 && e->free_dates && here && here != orders)
            return here;
    }
    return orders;
}

/* Two digits of a year may come first or last. Days taken for years scatter over decades, years do not; *likely where
 * only a few years tell the two apart and the year would stand first. */
static unsigned by_years(const sx_evidence *e, unsigned orders, bool *likely)
{
    enum { MUCH = 3 };
    unsigned last = orders & (1u << SX_DMY | 1u << SX_MDY);
    if (!(orders & 1u << SX_YMD) || !last || !e->first_year[SX_YMD])
        return orders;
    int other = orders & 1u << SX_DMY ? SX_DMY : SX_MDY;
    int first_span = e->last_year[SX_YMD] - e->first_year[SX_YMD],
        last_span = e->last_year[other] - e->first_year[other];
    if (first_span > last_span + MUCH)
        return last;
    if (last_span > first_span + MUCH)
        return 1u << SX_YMD;
    if (e->dashed)
        return orders;
    *likely = last_span > first_span;
    if (*likely)
        return 1u << SX_YMD;
    /* with points the year stands last, unless it cannot; with strokes too, where it makes the dates no wider apart */
    return first_span > last_span || !e->stroked ? last : orders;
}

static sx_status ask_order(sx_export *x, int column, unsigned orders)
{
    const char *choices[4];
    size_t n = 0;
    for (int order = SX_YMD; order <= SX_DDMM; order++)
        if ((orders ? orders : 1u << SX_DMY | 1u << SX_MDY) >> order & 1u)
            choices[n++] = sx_order_name((sx_order)order);
    const char *name = x->header.names[column];
    if (!orders) {
        x->report.reason = "mixed_dates";
        if (x->evidence[column].may[SX_SERIAL])
            return sx_ask(
                x, "date_order", choices, n,
                "Column \"%s\" holds dates that a spreadsheet converted beside dates that it left as text: it "
                "may have taken the month for the day. Paste it again as text, or say which comes first.",
                name);
        return sx_ask(x, "date_order", choices, n,
                      "Column \"%s\" holds dates that cannot all be read in one order: some have a day above 12 in the "
                      "first place, some in the second. Which comes first?",
                      name);
    }
    if (orders & 1u << SX_YMD)
        return sx_ask(x, "date_order", choices, n,
                      "The dates in column \"%s\" can be read with the year first as well as last. Which is it?", name);
    return sx_ask(
        x, "date_order", choices, n,
        "No date in column \"%s\" has a day above 12: 03/04/2025 may be 3 April or March 4. Which comes first, the "
        "day or the month?",
        name);
}

/* "Dec 29", "Dec 30": months of years that lie far apart are days without a year. Months follow each other: at least
 * every second one of their span is there. */
static bool are_days(const sx_evidence *e)
{
    size_t first = SIZE_MAX, last = 0, n = 0;
    for (size_t month = 0; month < 8 * sizeof e->bare_months; month++)
        if (e->bare_months[month / 64] >> month % 64 & 1u) {
            first = n++ ? first : month;
            last = month;
        }
    return n > 1 && last - first + 1 > 2 * n;
}

static sx_status decide_order(sx_export *x, int field, bool *asked)
{
    int column = x->column[field];
    const sx_evidence *e = &x->evidence[column];
    sx_order order = SX_ORDER_NONE, chosen = chosen_order(x);
    if (are_days(e)) {
        sx_status status = sx_sentence(x,
                                       "The dates in column \"%.80s\" are months and days without a year (Dec 31), or "
                                       "months that lie years apart: write 2025-12-31, or 2025-12 for a month.",
                                       x->header.names[column]);
        return status == SX_OK ? sx_refuse(x, "column_missing") : status;
    }
    if (e->free_dates == 0) {
        for (int o = SX_YMD; o <= SX_EPOCH; o++)
            if (e->may[o] * 2 > e->dates)
                order = (sx_order)o;
        x->order[field] = order ? order : SX_YMD;
        return SX_OK;
    }
    unsigned orders = all_under(e);
    bool likely = false;
    if (chosen && orders >> chosen & 1u)
        orders = 1u << chosen;
    else
        orders = by_years(e, orders, &likely);
    if (likely) {
        x->report.doubts[field] += e->dates;
        sx_status status = sx_sentence(x,
                                       "The dates in column \"%.80s\" were read with the year first: with the year "
                                       "first they lie closer together than with the year last.",
                                       x->header.names[column]);
        if (status != SX_OK)
            return status;
    }
    if (orders & (orders - 1))
        orders = dates_elsewhere(x, orders);
    if ((orders & (orders - 1)) && (orders & x->header.orders))
        orders &= x->header.orders; /* as the lines above are written */
    order = only(orders);
    if (!order && (orders & 1u << SX_DDMM))
        order = SX_DDMM;
    if (order == SX_DDMM && e->may[SX_DDMM] * 2 < e->free_dates)
        order = SX_ORDER_NONE;
    bool contradiction = orders == 0;
    if (contradiction) { /* one order reads all but less than a twentieth, the other far fewer */
        size_t most = e->may[SX_DMY], least = e->may[SX_MDY];
        order = SX_DMY;
        if (least > most) {
            order = SX_MDY;
            most = e->may[SX_MDY];
            least = e->may[SX_DMY];
        }
        size_t both = e->free_dates - most;
        if (!(both * 20 < e->free_dates && least + 2 * both < most))
            order = SX_ORDER_NONE;
    }
    if (!order)
        order = chosen;
    else if (chosen && order != chosen) {
        sx_status status = sx_sentence(x, "The dates in column \"%.80s\" prove the order %s, against what was set.",
                                       x->header.names[column], sx_order_name(order));
        if (status != SX_OK)
            return status;
    }
    if (order == SX_DDMM && !x->header.to.year && !sx_year_set(x) && !*asked) {
        *asked = true;
        return sx_ask(x, "year", NULL, 0,
                      "The dates in column \"%s\" have no year, and no line above names one. Which is it?",
                      x->header.names[column]);
    }
    if (!order && !*asked) {
        *asked = true;
        return ask_order(x, column, orders);
    }
    x->order[field] = order;
    return SX_OK;
}

sx_status sx_decide_orders(sx_export *x)
{
    bool asked = false;
    sx_status status = SX_OK;
    for (size_t i = 0; i < x->table->n_columns && status == SX_OK; i++) {
        const sx_canon_column *c = &x->table->columns[i];
        if (!sx_is_date_kind(c->kind) || x->column[c->field] < 0)
            continue;
        const sx_evidence *e = &x->evidence[x->column[c->field]];
        if (e->may[SX_SERIAL] && e->free_dates && !asked && !chosen_order(x)) {
            asked = true;
            status = ask_order(x, x->column[c->field], 0); /* the office converted some of them, by its own order */
        } else
            status = decide_order(x, c->field, &asked);
        if (x->report.date_order == SX_ORDER_NONE)
            x->report.date_order = x->order[c->field];
        if (x->order[c->field] == SX_SERIAL)
            x->report.flags[SX_SERIAL_DATES] = true;
    }
    return status;
}
