/* Lines that head a group and count its lines, "New (2)" with the sums of what is below: a list grouped on the screen
 * and exported so (Odoo). They are no rows. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "data/export.h"

typedef struct head {
    size_t line, says, rows; /* how many lines it counts; rows above it */
    double above, is;        /* their money, and its own */
    bool has;
} head;

typedef struct heads {
    head *of;
    size_t n, room, rows;
    double sum;
} heads;

/* The name in front of a count in brackets, which may stand behind a blank only: "New (2)". */
static bool is_counted(const sx_piece *piece, sx_piece *name, size_t *count)
{
    sx_piece p = sx_piece_trim(piece);
    uint32_t at = p.length;
    *count = 0;
    if (p.is_number || p.length < 5 || p.text[--at] != ')')
        return false;
    while (at && p.text[at - 1] >= '0' && p.text[at - 1] <= '9')
        at--;
    if (at < 3 || p.length - at > 8 || p.length - at < 2 || p.text[at - 1] != '(' || p.text[at - 2] != ' ')
        return false;
    for (uint32_t i = at; i + 1 < p.length; i++)
        *count = *count * 10 + (size_t)(p.text[i] - '0');
    *name = (sx_piece){.text = p.text, .length = at - 2, .escaped = p.escaped};
    *name = sx_piece_trim(name);
    return name->length > 0;
}

bool sx_heads_group(const sx_line *line, size_t *count)
{
    size_t i = 0;
    sx_piece name;
    while (i < line->n && sx_piece_blank(&line->pieces[i]))
        i++;
    if (i == line->n || !is_counted(&line->pieces[i], &name, count))
        return false;
    for (i++; i < line->n; i++)
        if (!sx_piece_blank(&line->pieces[i]) && !line->pieces[i].is_number && !sx_figure_read(&line->pieces[i]).is)
            return false;
    return true;
}

static sx_status add(heads *h, const head *one)
{
    if (h->n == h->room) {
        size_t room = h->room ? 2 * h->room : 64;
        head *of = realloc(h->of, room * sizeof *of);
        if (!of)
            return SX_NOMEM;
        h->of = of;
        h->room = room;
    }
    h->of[h->n++] = *one;
    return SX_OK;
}

static sx_status gather(const sx_export *x, heads *h)
{
    sx_lines lines;
    sx_line line = {0};
    sx_status status = SX_OK;
    sx_export_start(x, &lines);
    while (status == SX_OK && sx_lines_next(&lines, &line)) {
        sx_decimal money = {0, 0};
        sx_currency currency;
        size_t count;
        if (line.number <= x->header.line)
            continue;
        bool heading = sx_heads_group(&line, &count);
        sx_line_kind kind = heading ? SX_LINE_SECTION : sx_classify(x, &line);
        if (!heading && (kind == SX_LINE_BLANK || kind == SX_LINE_HEADER || kind == SX_LINE_TOTAL))
            continue;
        bool has = sx_money_of(x, &line, &money, &currency);
        double is = has ? sx_decimal_double(money) : 0;
        if (heading)
            status = add(h, &(head){line.number, count, h->rows, h->sum, is, has});
        else {
            h->rows++;
            h->sum += is;
        }
    }
    sx_line_free(&line);
    return lines.failed ? SX_NOMEM : status;
}

/* Each counts the lines down to a later head, or to the end; one alone proves nothing but by their sum. */
static bool all_count(const heads *h)
{
    bool counted = false;
    for (size_t i = 0; i < h->n; i++) {
        size_t end = h->of[i].rows + h->of[i].says, low = i + 1, high = h->n;
        while (low < high) { /* the first head with as many rows above it */
            size_t middle = (low + high) / 2;
            if (h->of[middle].rows < end)
                low = middle + 1;
            else
                high = middle;
        }
        bool last = low == h->n;
        if (end != (last ? h->rows : h->of[low].rows))
            return false;
        if (h->of[i].says == 0 && h->of[i].has && fabs(h->of[i].is) > 0.005)
            return false; /* nothing below it, and money */
        counted |= h->of[i].says > 0;
        double below = (last ? h->sum : h->of[low].above) - h->of[i].above;
        if (h->n == 1 && !(h->of[i].has && fabs(below - h->of[i].is) < 0.005))
            return false;
    }
    return counted;
}

sx_status sx_find_groups(sx_export *x)
{
    heads h = {.of = NULL};
    if (!x->counts_lines)
        return SX_OK;
    sx_status status = gather(x, &h);
    if (status == SX_OK && all_count(&h)) {
        x->groups = calloc(h.n, sizeof *x->groups);
        status = x->groups ? SX_OK : SX_NOMEM;
        for (size_t i = 0; i < h.n && x->groups; i++)
            x->groups[x->n_groups++] = h.of[i].line;
        if (status == SX_OK)
            status = sx_sentence(x,
                                 "Lines that head a group and count its lines were left out, with their sums: %zu. The "
                                 "first is line %zu.",
                                 h.n, h.of[0].line);
    }
    free(h.of);
    return status;
}

static int by_line(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return (x > y) - (x < y);
}

bool sx_is_group(const sx_export *x, const sx_line *line)
{
    return x->n_groups && bsearch(&line->number, x->groups, x->n_groups, sizeof *x->groups, by_line);
}

sx_piece sx_group_name(const sx_piece *piece)
{
    sx_piece name;
    size_t count;
    return is_counted(piece, &name, &count) ? name : sx_piece_trim(piece);
}
