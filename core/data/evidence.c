/* What each column holds, over all lines below the header. */
#include <stdlib.h>
#include <string.h>
#include "data/export.h"
#include "data/fold.h"

static void see_currency(sx_evidence *e, sx_currency currency)
{
    for (size_t i = 0; i < e->n_currencies; i++)
        if (e->currencies[i] == currency)
            return;
    if (e->n_currencies < SX_CURRENCIES)
        e->currencies[e->n_currencies++] = currency;
}

static void see_kind(sx_evidence *e, const sx_piece *piece)
{
    if (e->n_kinds > SX_KINDS_SEEN)
        return;
    uint64_t hash = sx_hash(piece->text, piece->length, SX_HASH_START);
    for (size_t i = 0; i < e->n_kinds; i++)
        if (e->kinds[i] == hash)
            return;
    if (e->n_kinds < SX_KINDS_SEEN)
        e->kinds[e->n_kinds] = hash;
    e->n_kinds++;
}

static void see_figure(sx_evidence *e, const sx_figure *f, size_t line)
{
    e->numbers++;
    e->negative += f->negative && f->digits;
    e->positive += !f->negative && f->digits;
    e->percent += f->percent;
    e->sides += f->side != 0;
    e->whole += f->n_signs == 0;
    if (f->currency)
        see_currency(e, f->currency);
    if (f->vote || f->open) {
        size_t *counts = f->vote ? e->votes : e->open, *lines = f->vote ? e->vote_line : e->open_line;
        size_t which = (f->vote ? f->vote : f->open) == ',';
        if (counts[which]++ == 0)
            lines[which] = line;
    }
}

static void see_moment(sx_evidence *e, const sx_moment *m, bool digits, size_t line)
{
    if (!m->may) { /* has the form of a date, and there is no such day: no evidence of an order */
        if (m->pointed)
            e->no_day_line = e->no_days++ ? e->no_day_line : line;
        return;
    }
    e->dates++;
    e->digit_dates += digits;
    e->times += m->minute >= 0;
    e->dashed += m->dashed;
    e->stroked += m->stroked;
    e->ranges += m->range;
    if (m->bare) {
        size_t month = (size_t)((m->part[2] - 1970) * 12 + m->part[1] - 1);
        e->bare++;
        e->bare_months[month / 64 % 20] |= (uint64_t)1 << month % 64;
    }
    bool fixed = m->order == SX_YMD || m->order == SX_NAMED || m->order == SX_SERIAL || m->order == SX_EPOCH;
    e->free_dates += !fixed;
    for (int order = SX_YMD; order <= SX_EPOCH; order++) {
        sx_moment one = *m;
        sx_day day;
        e->may[order] += m->may >> order & 1u;
        one.order = SX_ORDER_NONE;
        if (!m->short_year || !sx_moment_day(&one, (sx_order)order, 0, &day))
            continue;
        if (!e->first_year[order] || day.year < e->first_year[order])
            e->first_year[order] = day.year;
        if (day.year > e->last_year[order])
            e->last_year[order] = day.year;
    }
}

/* somebody@somewhere.tld and nothing else. */
static bool is_mail(const sx_piece *piece)
{
    sx_piece p = sx_piece_trim(piece);
    const char *at = p.length > 5 ? memchr(p.text, '@', p.length) : NULL;
    size_t behind = at ? p.length - (size_t)(at - p.text) - 1 : 0;
    return at && at > p.text && behind > 3 && memchr(at, '.', behind) && !memchr(p.text, ' ', p.length) &&
           !memchr(at + 1, '@', behind);
}

/* dated: the column may be that of a date field, so that digits alone may be dates. */
static void see(sx_evidence *e, const sx_piece *piece, bool dated, size_t line)
{
    if (piece->is_number) {
        e->filled++;
        e->numbers++;
        e->negative += piece->number < 0;
        e->positive += piece->number > 0;
        sx_moment m = sx_moment_read(piece, dated);
        if (m.is) {
            see_moment(e, &m, true, line);
            e->office_dates += m.order == SX_SERIAL;
        }
        return;
    }
    if (sx_piece_blank(piece))
        return;
    e->filled++;
    sx_decimal whole;
    sx_day day;
    if (!dated && piece->text[0] != '-' && sx_decimal_plain(piece, ',', &whole)) { /* digits alone */
        e->numbers++;
        e->whole++;
        e->positive += whole.digits != 0;
        return;
    }
    if (dated && sx_moment_iso(piece, &day)) {
        e->dates++;
        e->may[SX_YMD]++;
        return;
    }
    e->dashes +=
        piece->length <= 3 && (piece->text[0] == '-' || (unsigned char)piece->text[0] == 0xE2 ||
                               (piece->length == 3 && (piece->text[0] | 32) == 'a' && (piece->text[1] | 32) == 'l'));
    char first = sx_piece_tight(piece) ? piece->text[0] : sx_piece_trim(piece).text[0];
    if (first == '=' || first == '@' || first == '+' || first == '-')
        e->formulas += first == '=' ||
                       (piece->length > 1 && (first == '@' || (piece->text[1] != '-' && !sx_figure_read(piece).is)));
    sx_figure f = {0};
    if (!dated && (e->numbers || e->filled < 4000)) { /* a column of texts stays one */
        f = sx_figure_read(piece);
        if (f.is) {
            see_figure(e, &f, line);
            return;
        }
    }
    if (dated || e->dates || e->filled < 200) {
        sx_moment m = sx_moment_read(piece, dated);
        if (m.is) {
            bool digits = true;
            sx_piece p = sx_piece_trim(piece);
            for (size_t i = 0; i < p.length; i++)
                digits &= p.text[i] >= '0' && p.text[i] <= '9';
            see_moment(e, &m, digits, line);
        }
    }
    e->mails += (e->mails || e->filled < 200) && is_mail(piece);
    if (piece->length == 3 && e->codes && memcmp(piece->text, e->last_code, 3) == 0)
        e->codes++;
    else if (piece->length == 3 || (piece->length < 20 && e->filled < 50)) {
        sx_currency c = sx_currency_read(piece->text, piece->length);
        if (c) {
            e->codes++;
            see_currency(e, c);
            memcpy(e->last_code, piece->text, piece->length < 3 ? 0 : 3);
        }
    }
    see_kind(e, piece);
}

static sx_status keep_hash(sx_export *x, const sx_line *line)
{
    if (x->n_hashes == x->hash_room) {
        size_t room = x->hash_room ? 2 * x->hash_room : 4096;
        uint64_t *hashes = realloc(x->hashes, room * sizeof *hashes);
        if (!hashes)
            return SX_NOMEM;
        x->hashes = hashes;
        x->hash_room = room;
    }
    uint64_t hash = SX_HASH_START;
    if (line->raw)
        hash = sx_hash(line->raw, line->raw_length, hash);
    else
        for (size_t i = 0; i < line->n; i++) {
            const sx_piece *p = &line->pieces[i];
            hash = p->is_number ? sx_hash(&p->number, sizeof p->number, hash) : sx_hash(p->text, p->length, hash);
            hash = sx_hash("", 1, hash);
        }
    x->hashes[x->n_hashes++] = hash;
    return SX_OK;
}

static size_t filled(const sx_line *line)
{
    size_t n = 0;
    for (size_t i = 0; i < line->n; i++)
        n += !sx_piece_blank(&line->pieces[i]);
    return n;
}

static bool is_date_kind(const sx_canon *table, int field)
{
    for (size_t i = 0; i < table->n_columns; i++)
        if (table->columns[i].field == field)
            return table->columns[i].kind == SX_KIND_DATE || table->columns[i].kind == SX_KIND_MOMENT ||
                   table->columns[i].kind == SX_KIND_MONTH;
    return false;
}

/* More cells than the header names, and something in them: a separator in a text, or a decimal comma, without quotes.
 */
static bool is_long(const sx_export *x, const sx_line *line)
{
    for (size_t i = x->header.n_columns; i < line->n; i++)
        if (!sx_piece_blank(&line->pieces[i]))
            return true;
    return false;
}

sx_status sx_gather(sx_export *x)
{
    sx_lines lines;
    sx_line line = {0};
    sx_status status = SX_OK;
    x->n_evidence = x->header.n_columns + 8 < SX_EXPORT_COLUMNS ? x->header.n_columns + 8 : SX_EXPORT_COLUMNS;
    x->evidence = calloc(x->n_evidence, sizeof *x->evidence);
    bool *dated = calloc(x->n_evidence, sizeof *dated);
    if (!x->evidence || !dated)
        status = SX_NOMEM;
    for (int field = 0; dated && field < SX_N_FIELDS; field++)
        for (size_t i = 0; i < x->header.n_candidates[field]; i++)
            if (is_date_kind(x->table, field))
                dated[x->header.candidates[field][i]] = true;
    for (size_t i = 0; dated && i < x->table->n_columns; i++) {
        char id[64] = "column:";
        memcpy(id + 7, sx_field_names[x->table->columns[i].field],
               strlen(sx_field_names[x->table->columns[i].field]) + 1);
        const char *set = sx_is_date_kind(x->table->columns[i].kind) ? sx_set(x, id) : NULL;
        int column = set ? sx_find_column(x, set) : -1;
        if (column >= 0 && (size_t)column < x->n_evidence)
            dated[column] = true;
    }
    sx_export_start(x, &lines);
    while (status == SX_OK && sx_lines_next(&lines, &line)) {
        if (line.number <= x->header.line)
            continue;
        size_t n = filled(&line);
        if (n == 0)
            continue;
        x->long_lines += n > 1 && is_long(x, &line);
        x->short_lines += line.n < x->header.n_columns;
        x->counts_lines |= sx_heads_group(&line, &(size_t){0});
        status = keep_hash(x, &line);
        if ((n == 1 && x->header.n_columns > 2) || sx_is_header_again(x, &line))
            continue;
        for (size_t i = 0; i < line.n && i < x->n_evidence; i++)
            see(&x->evidence[i], &line.pieces[i], dated[i], line.number);
    }
    sx_line_free(&line);
    free(dated);
    return lines.failed ? SX_NOMEM : status;
}
