/* The line of headers: the one within the first lines that names most different fields of the table. */
#include <stdlib.h>
#include <string.h>
#include "data/export.h"
#include "data/fold.h"
#include "data/name.h"

enum { NAME = SX_NAME };

double sx_header_weight(const sx_line *line, void *data)
{
    const sx_canon *table = data;
    bool seen[SX_N_FIELDS] = {false};
    double n = 0, cells = 0;
    for (size_t i = 0; i < line->n && i < SX_EXPORT_COLUMNS; i++) {
        const sx_piece *piece = &line->pieces[i];
        if (piece->is_number || sx_piece_blank(piece) || piece->length > 200)
            continue;
        cells++;
        sx_naming named = sx_name_column(table, piece);
        if (named.word && !seen[named.word->field]) {
            seen[named.word->field] = true;
            n += named.worse ? 0.9 : 1;
        }
    }
    if (sx_months_across(table, line))
        n += 3;
    return cells > 1 ? n : 0;
}

static void add_candidate(sx_header *h, int field, int column, int rank)
{
    size_t at = h->n_candidates[field];
    if (at == SX_CANDIDATES) {
        if (h->ranks[field][at - 1] <= rank)
            return;
        at--;
    } else
        h->n_candidates[field]++;
    while (at > 0 && h->ranks[field][at - 1] > rank) {
        h->ranks[field][at] = h->ranks[field][at - 1];
        h->candidates[field][at] = h->candidates[field][at - 1];
        at--;
    }
    h->ranks[field][at] = rank;
    h->candidates[field][at] = column;
}

static sx_status take_header(sx_export *x, const sx_line *line)
{
    sx_header *h = &x->header;
    h->line = line->number;
    h->n_columns = line->n < SX_EXPORT_COLUMNS ? line->n : SX_EXPORT_COLUMNS;
    h->hash = SX_HASH_START;
    for (size_t i = 0; i < h->n_columns; i++) {
        const sx_piece *piece = &line->pieces[i];
        sx_naming named = sx_name_column(x->table, piece);
        if (named.word)
            add_candidate(h, named.word->field, (int)i, named.word->rank + named.worse);
        h->currency[i] = named.currency;
        h->power[i] = (signed char)named.power;
        sx_text text = {0};
        char folded[NAME];
        sx_piece_words(piece, &text);
        h->names[i] = text.status == SX_OK ? sx_keep(x, text.data ? text.data : "", text.length) : NULL;
        sx_text_free(&text);
        if (!h->names[i])
            return SX_NOMEM;
        h->hash = sx_hash_stable(folded, sx_fold_piece(piece, folded, sizeof folded) + 1, h->hash);
        h->is_status[i] = sx_holds_word(SX_W_STATUS, folded);
    }
    return sx_keep_months(x, line);
}

/* "Report Time: 11/3/2025 - 11/16/2025": no day is the sixteenth month, and what stands below is written alike. */
static void note_order(sx_header *h, const sx_piece *piece)
{
    for (uint32_t i = 0; !piece->is_number && i < piece->length; i++) {
        uint32_t n = 0;
        while (i + n < piece->length && n < 10 && piece->text[i + n] && strchr("0123456789/.-", piece->text[i + n]))
            n++;
        sx_piece one = {.text = piece->text + i, .length = n};
        sx_moment m = n >= 8 ? sx_moment_read(&one, false) : (sx_moment){0};
        unsigned free = 1u << SX_DMY | 1u << SX_MDY;
        if (m.is && (!m.order || m.order == SX_DMY || m.order == SX_MDY) && (m.may & free))
            h->orders = h->orders ? h->orders & m.may & free : m.may & free;
        i += n;
    }
}

/* The dates in the lines above the header, eight digits or written out: the period of the file. */
static void note_period(sx_header *h, const sx_line *line)
{
    for (size_t i = 0; i < line->n; i++) {
        sx_piece p = sx_piece_trim(&line->pieces[i]);
        sx_moment m = p.length == 8 || p.length > 9 ? sx_moment_read(&p, p.length == 8) : (sx_moment){0};
        sx_day day;
        note_order(h, &p);
        if (!m.is || !m.order || !sx_moment_day(&m, m.order, 0, &day))
            continue;
        h->from = h->to.year ? h->to : day;
        h->to = day;
        sx_moment end;
        sx_day last;
        if (m.range && sx_moment_end(&p, &end) && end.order && sx_moment_day(&end, end.order, 0, &last)) {
            h->from = day;
            h->to = last;
            h->period = sx_day_serial(last) > sx_day_serial(day);
        }
    }
}

/* "Currency,USD", "Währung: EUR": a word for the currency, and behind it one. */
static void note_currency(sx_export *x, const sx_line *line)
{
    for (size_t i = 0; i < line->n; i++) {
        char folded[NAME];
        sx_piece p = sx_piece_trim(&line->pieces[i]);
        const char *colon = p.is_number || !p.length ? NULL : memchr(p.text, ':', p.length);
        size_t name = colon ? (size_t)(colon - p.text) : p.length;
        if (p.is_number || !name || !sx_fold(p.text, name, folded, sizeof folded))
            continue;
        const sx_word *word = sx_word_find(x->table->words, x->table->n_words, folded);
        if (!(word && word->field == SX_F_CURRENCY) && !sx_is_word(SX_W_CURRENCY, folded))
            continue;
        size_t behind = colon ? p.length - name - 1 : 0;
        sx_currency found = behind ? sx_currency_read(colon + 1, behind) : SX_NO_CURRENCY;
        for (size_t k = i + 1; k < line->n && !found && !behind; k++)
            if (!sx_piece_blank(&line->pieces[k])) {
                found = sx_currency_in(&line->pieces[k]);
                break;
            }
        x->header.above = sx_currency_clear(found) ? found : x->header.above;
    }
}

/* How many columns of the line the user has named: whoever does so in an unknown language names the header. */
static double named_by_user(const sx_export *x, const sx_line *line)
{
    double n = 0;
    for (size_t i = 0; i < x->n_settings; i++) {
        char wanted[NAME], is[NAME];
        const char *choice = x->settings[i].choice;
        if (strncmp(x->settings[i].id, "column:", 7) != 0 || !sx_fold(choice, strlen(choice), wanted, sizeof wanted))
            continue;
        for (size_t k = 0; k < line->n && k < SX_EXPORT_COLUMNS; k++)
            if (!line->pieces[k].is_number && sx_fold_piece(&line->pieces[k], is, sizeof is) &&
                strcmp(wanted, is) == 0) {
                n += !sx_name_column(x->table, &line->pieces[k]).word;
                break;
            }
    }
    return n;
}

sx_status sx_find_header(sx_export *x)
{
    sx_lines lines;
    sx_line line = {0};
    double best = 0;
    size_t best_line = 0, n = 0;
    sx_status status = SX_OK;
    sx_export_start(x, &lines);
    while (n < SX_HEADER_LINES && sx_lines_next(&lines, &line)) {
        n++;
        double here = sx_header_weight(&line, (void *)(uintptr_t)x->table) + named_by_user(x, &line);
        if (here > best) {
            best = here;
            best_line = line.number;
        }
    }
    if (best >= 1.5) {
        sx_export_start(x, &lines);
        while (status == SX_OK && sx_lines_next(&lines, &line) && line.number <= best_line)
            if (line.number == best_line)
                status = take_header(x, &line);
            else {
                note_period(&x->header, &line);
                note_currency(x, &line);
                status = sx_note_unit(x, &line);
            }
    } else if (n > 0)
        status = sx_without_header(x);
    sx_line_free(&line);
    return lines.failed ? SX_NOMEM : status;
}
