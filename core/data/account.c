/* The account of a ledger's lines where no column holds it: it stands in a line above them, the first often above the
 * header. */
#include <string.h>
#include "data/fold.h"
#include "data/row.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* What stands behind a word for an account at the front: "Konto 6600 Werbekosten", "GL account: 6600"; whether there is
 * such a word. */
static bool behind_word(const sx_export *x, sx_piece p, sx_piece *rest)
{
    const char *colon = p.length ? memchr(p.text, ':', p.length) : NULL;
    const char *blank = p.length ? memchr(p.text, ' ', p.length) : NULL;
    const char *ends[] = {colon, blank && !(colon && colon < blank) ? blank : NULL};
    for (int i = 0; i < 2; i++) {
        char folded[64];
        uint32_t n = ends[i] ? (uint32_t)(ends[i] - p.text) : p.length;
        if (i && !ends[i])
            continue;
        sx_fold(p.text, n, folded, sizeof folded);
        const sx_word *word = sx_word_find(x->table->words, x->table->n_words, folded);
        if (!word || word->field != SX_F_ACCOUNT)
            continue;
        bool is_colon = n < p.length && p.text[n] == ':';
        sx_piece behind = {.text = p.text + n + is_colon, .length = p.length - n - is_colon};
        *rest = sx_piece_trim(&behind);
        if (!rest->length || is_colon || is_digit(rest->text[0]))
            return true;
    }
    return false;
}

/* "Kontoblatt Konto 4600 Werbekosten": the word within, and a number behind it. */
static bool within_title(const sx_export *x, sx_piece p, sx_piece *rest)
{
    for (uint32_t i = 0; i + 1 < p.length; i++) {
        char folded[64];
        uint32_t n = 0, digits = 0;
        if (i && p.text[i - 1] != ' ')
            continue;
        while (i + n < p.length && p.text[i + n] != ' ' && p.text[i + n] != ':')
            n++;
        uint32_t at = i + n;
        while (at < p.length && (p.text[at] == ' ' || p.text[at] == ':'))
            at++;
        while (at + digits < p.length && is_digit(p.text[at + digits]))
            digits++;
        sx_fold(p.text + i, n, folded, sizeof folded);
        const sx_word *word =
            digits >= 3 && digits <= 8 ? sx_word_find(x->table->words, x->table->n_words, folded) : NULL;
        if (!word || word->field != SX_F_ACCOUNT)
            continue;
        sx_piece behind = {.text = p.text + at, .length = p.length - at};
        *rest = sx_piece_trim(&behind);
        return true;
    }
    return false;
}

/* "N/C: | 6201 | Name: | Advertising": a number, and its name in a cell further right. */
static bool with_name(sx_export *x, const sx_line *line, size_t at, sx_piece *account)
{
    sx_text joined = {0};
    sx_piece number = sx_piece_trim(&line->pieces[at]), name = {.text = ""};
    for (size_t i = at + 1; i < line->n && !name.length; i++) {
        sx_piece p = sx_piece_trim(&line->pieces[i]);
        if (!p.is_number && p.length && p.text[p.length - 1] != ':' && !sx_figure_read(&p).is)
            name = p;
    }
    *account = number;
    if (!name.length || !(number.is_number || (number.length && is_digit(number.text[0]))))
        return true;
    sx_piece_words(&number, &joined);
    sx_text_add(&joined, " ");
    sx_piece_words(&name, &joined);
    char *kept = joined.status == SX_OK ? sx_keep(x, joined.data, joined.length) : NULL;
    *account = (sx_piece){.text = kept ? kept : "", .length = kept ? (uint32_t)joined.length : 0};
    sx_text_free(&joined);
    return kept != NULL;
}

sx_status sx_account_in(sx_export *x, const sx_line *line, sx_piece *account, bool *found)
{
    *found = false;
    for (size_t i = 0; i < line->n; i++) {
        sx_piece p = sx_piece_trim(&line->pieces[i]), rest;
        if (p.is_number || !p.length)
            continue;
        if (line->number < x->header.line && within_title(x, p, &rest)) {
            *found = true;
            *account = rest;
            return SX_OK;
        }
        if (!behind_word(x, p, &rest))
            continue;
        if (rest.length) {
            *found = true;
            *account = rest;
            return SX_OK;
        }
        if (i + 1 < line->n && !sx_piece_blank(&line->pieces[i + 1])) {
            *found = true;
            return with_name(x, line, i + 1, account) ? SX_OK : SX_NOMEM;
        }
    }
    return SX_OK;
}

/* The text of a line that holds nothing else. */
static bool alone(const sx_line *line, sx_piece *text)
{
    size_t n = 0;
    for (size_t i = 0; i < line->n; i++)
        if (!sx_piece_blank(&line->pieces[i])) {
            *text = sx_piece_trim(&line->pieces[i]);
            n++;
        }
    return n == 1 && !text->is_number;
}

/* "4500 - Reclamekosten", "623100 Publicité", "6-1000 Advertising": a number and a name. */
static bool is_numbered(const sx_piece *p)
{
    uint32_t n = 0, digits = 0;
    while (n < p->length && (is_digit(p->text[n]) || (n == 1 && p->text[n] == '-')))
        digits += is_digit(p->text[n++]);
    uint32_t end = n;
    while (n < p->length && (p->text[n] == ' ' || p->text[n] == '-' || p->text[n] == '.' || p->text[n] == ':'))
        n++;
    unsigned char c = n < p->length ? (unsigned char)p->text[n] : '0';
    return digits >= 3 && digits <= 10 && n > end && (c >= 0x80 || (c | 32) >= 'a') && (c >= 0x80 || (c | 32) <= 'z');
}

/* A name without figures but in brackets: no period, no date. */
static bool is_plain_name(const sx_piece *p)
{
    bool within = false;
    for (uint32_t i = 0; i < p->length; i++) {
        within = p->text[i] == '(' || (within && p->text[i] != ')');
        if (is_digit(p->text[i]) && !within)
            return false;
    }
    return p->length > 0;
}

/* A year before a name is no account. */
static bool begins_with_year(const sx_piece *p)
{
    return p->length > 4 && !is_digit(p->text[4]) && (memcmp(p->text, "19", 2) == 0 || memcmp(p->text, "20", 2) == 0);
}

/* What stands alone on the last line above the header, and how the accounts further down are written. */
typedef struct titles {
    sx_piece above;
    bool alone, section, section_numbered;
    size_t rows; /* above the first of them */
} titles;

static sx_status look_down(sx_export *x, titles *t)
{
    sx_lines lines;
    sx_line line = {0};
    sx_export_start(x, &lines);
    while (!t->section && sx_lines_next(&lines, &line)) {
        sx_piece text = {.text = ""};
        if (line.number < x->header.line) {
            bool one = alone(&line, &text);
            if (text.length || text.is_number) {
                t->alone = one;
                t->above = text;
            }
        } else if (line.number > x->header.line) {
            sx_line_kind kind = sx_classify(x, &line);
            t->rows += kind == SX_LINE_ROW;
            if (kind == SX_LINE_SECTION && alone(&line, &text)) {
                t->section = true;
                t->section_numbered = is_numbered(&text);
            }
        }
    }
    sx_line_free(&line);
    return lines.failed ? SX_NOMEM : SX_OK;
}

sx_status sx_find_first_account(sx_export *x)
{
    titles t = {.above = {.text = ""}};
    sx_lines lines;
    sx_line line = {0};
    bool found = false;
    sx_status status = SX_OK;
    sx_export_start(x, &lines);
    while (status == SX_OK && !found && sx_lines_next(&lines, &line) && line.number < x->header.line)
        status = sx_account_in(x, &line, &x->first_account, &found);
    sx_line_free(&line);
    if (status != SX_OK || found || lines.failed)
        return lines.failed ? SX_NOMEM : status;
    status = look_down(x, &t);
    if (status != SX_OK || !t.rows)
        return status;
    bool numbered = t.alone && is_numbered(&t.above);
    if (numbered && t.section_numbered) {
        x->first_account = t.above;
        return SX_OK;
    }
    if ((numbered && !t.section && !begins_with_year(&t.above)) ||
        (t.alone && t.section && !t.section_numbered && is_plain_name(&t.above))) {
        x->first_account = t.above;
        x->report.doubts[SX_F_ACCOUNT] += t.rows;
        char *name = sx_keep(x, t.above.text, t.above.length);
        return name ? sx_sentence(
                          x, "\"%.80s\", above the header, was taken as the account of lines above the next one: %zu.",
                          name, t.rows)
                    : SX_NOMEM;
    }
    if (!t.section)
        return SX_OK;
    x->report.doubts[SX_F_ACCOUNT] += t.rows;
    return sx_sentence(x, "Lines above the first account: %zu. Their account stays empty.", t.rows);
}
