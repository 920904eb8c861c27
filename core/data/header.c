/* The line of headers: the one within the first lines that names most different fields of the table. */
#include <stdlib.h>
#include <string.h>
#include "data/export.h"
#include "data/fold.h"

enum { NAME = 128 };

/* Takes a unit off the end of a folded header: "cost in thousands" is short of three powers of ten. */
static int unit_behind(char *folded, size_t *length)
{
    static const struct {
        const char *word;
        int power;
    } units[] = {{"in thousands", 3}, {"thousands", 3},  {"in tsd", 3},  {"tsd", 3},         {"000s", 3},
                 {"000", 3},          {"in k", 3},       {"k", 3},       {"en milliers", 3}, {"milliers", 3},
                 {"en miles", 3},     {"in tausend", 3}, {"tausend", 3}, {"in millions", 6}, {"millions", 6},
                 {"in mio", 6},       {"mio", 6},        {"micros", -6}, {"micro", -6},      {"microunits", -6},
                 {"in micros", -6},   {"in cents", -2},  {"cents", -2},  {"in cent", -2},    {"in minor units", -2},
                 {"minor units", -2}, {"minor unit", -2}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t n = strlen(units[i].word);
        if (*length > n + 1 && folded[*length - n - 1] == ' ' && memcmp(folded + *length - n, units[i].word, n) == 0) {
            *length -= n + 1;
            folded[*length] = '\0';
            return units[i].power;
        }
    }
    return 0;
}

static void zone_behind(char *folded, size_t *length)
{
    static const char *const zones[] = {" in utc",
                                        " utc",
                                        " gmt",
                                        " local time",
                                        " cet",
                                        " local",
                                        " yyyy mm dd",
                                        " dd mm yyyy",
                                        " mm dd yyyy",
                                        " in account currency",
                                        " account currency",
                                        " in local currency",
                                        " in kontowahrung",
                                        " dans la devise du compte",
                                        " en la moneda de la cuenta",
                                        " nella valuta del conto",
                                        " na moeda da conta",
                                        " in accountvaluta"};
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        size_t n = strlen(zones[i]);
        if (*length > n && memcmp(folded + *length - n, zones[i], n) == 0) {
            *length -= n;
            folded[*length] = '\0';
        }
    }
}

typedef struct naming {
    const sx_word *word;
    sx_currency currency;
    int power, worse; /* how far the match was stretched */
} naming;

/* What the rows of a table are called: "Opportunity state" and "Stato dell'opportunità" are its state. */
static int entities(const sx_canon *table)
{
    static const struct {
        sx_canon_id table;
        sx_word_list list;
    } known[] = {{SX_T_PIPELINE, SX_W_OF_PIPELINE},
                 {SX_T_LEADS, SX_W_OF_LEADS},
                 {SX_T_RECEIVABLES, SX_W_OF_RECEIVABLES},
                 {SX_T_ORDERS, SX_W_OF_ORDERS},
                 {SX_T_LEDGER, SX_W_OF_LEDGER},
                 {SX_T_SPEND, SX_W_OF_SPEND},
                 {SX_T_BANK, SX_W_OF_BANK},
                 {SX_T_MRR_EVENTS, SX_W_OF_SUBSCRIPTION}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].table == table->id)
            return (int)known[i].list;
    return -1;
}

/* Without small words, and then without the name of what a row is at either end. */
static const sx_word *loosely(const sx_canon *table, const char *folded, int *worse)
{
    enum { WITHOUT_ENTITY = 300 };
    char bare[NAME];
    size_t n = strlen(folded);
    memcpy(bare, folded, n + 1);
    n = sx_fold_bare(bare);
    const sx_word *word = n ? sx_word_find(table->words, table->n_words, bare) : NULL;
    const sx_word_set *set = entities(table) >= 0 ? &sx_word_lists[entities(table)] : NULL;
    if (!word && !strchr(bare, ' '))
        return NULL; /* one word: no entity stands beside it */
    for (size_t i = 0; set && i < set->n && !word; i++) {
        char entity[NAME];
        const char *named = set->words[i].word;
        memcpy(entity, named, strlen(named) + 1);
        size_t m = sx_fold_bare(entity);
        if (n <= m + 1)
            continue;
        *worse = WITHOUT_ENTITY;
        if (memcmp(bare, entity, m) == 0 && bare[m] == ' ')
            word = sx_word_find(table->words, table->n_words, bare + m + 1);
        if (!word && bare[n - m - 1] == ' ' && memcmp(bare + n - m, entity, m) == 0) {
            bare[n - m - 1] = '\0';
            word = sx_word_find(table->words, table->n_words, bare);
            bare[n - m - 1] = ' ';
        }
    }
    return word;
}

static naming name_part(const sx_canon *table, const char *text, size_t n)
{
    char folded[NAME];
    naming out = {0};
    size_t length = sx_fold(text, n, folded, sizeof folded);
    if (length == 0)
        return out;
    out.word = sx_word_find(table->words, table->n_words, folded);
    for (int round = 0; round < 3 && !out.word; round++) {
        size_t before = length;
        sx_currency currency = sx_currency_behind(folded, &length);
        if (currency) {
            folded[length] = '\0';
            out.currency = currency;
        }
        int power = unit_behind(folded, &length);
        out.power = power ? power : out.power;
        zone_behind(folded, &length);
        if (length == before)
            break;
        out.word = sx_word_find(table->words, table->n_words, folded);
    }
    if (!out.word && length && (folded[0] < '0' || folded[0] > '9')) /* and no figure or date */
        out.word = loosely(table, folded, &out.worse);
    return out;
}

/* A sign of a currency in a header: "Betrag (EUR)" is folded away with the brackets, "Cost ($)" is not. */
static sx_currency sign_in(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t taken = 0;
        (void)sx_utf8_get(text + i, n - i, &taken);
        sx_currency c = text[i] == '$' || taken > 1 ? sx_currency_read(text + i, taken) : SX_NO_CURRENCY;
        if (c)
            return c;
        i += taken - 1;
    }
    return SX_NO_CURRENCY;
}

/* "ContactName" is "Contact Name"; "Deal - Value" and "subscriptions.status" are the last of their parts. */
static naming name_joined(const sx_canon *table, const sx_piece *p)
{
    char spaced[2 * NAME];
    size_t n = 0, last = 0;
    bool split = false;
    for (uint32_t i = 0; i < p->length && n + 2 < sizeof spaced; i++) {
        char c = p->text[i], before = i ? p->text[i - 1] : ' ';
        if (before >= 'a' && before <= 'z' && c >= 'A' && c <= 'Z') {
            spaced[n++] = ' ';
            split = true;
        }
        if ((c == '.' && before != '.' && before != ' ' && i + 1 < p->length && p->text[i + 1] != ' ') ||
            (c == '-' && before == ' ' && i + 1 < p->length && p->text[i + 1] == ' '))
            last = i + 1;
        spaced[n++] = c;
    }
    naming out = split ? name_part(table, spaced, n) : (naming){0};
    if (!out.word && last)
        out = name_part(table, p->text + last, p->length - last);
    return out;
}

static naming name_column(const sx_canon *table, const sx_piece *piece)
{
    sx_piece p = sx_piece_trim(piece);
    naming out = name_part(table, p.text, p.length);
    if (!out.word)
        out = name_joined(table, &p);
    const char *open = p.length ? memchr(p.text, '(', p.length) : NULL;
    if (!open && p.length)
        open = memchr(p.text, '[', p.length);
    const char *slash = p.length ? memchr(p.text, '/', p.length) : NULL;
    if (!out.word && open && open > p.text) {
        naming in = name_part(table, p.text, (size_t)(open - p.text));
        char folded[NAME];
        sx_fold(open, p.length - (size_t)(open - p.text), folded, sizeof folded);
        size_t inner = strlen(folded);
        int power = 0;
        char unit[NAME + 2] = "x ";
        memcpy(unit + 2, folded, inner + 1);
        inner += 2;
        const char *shut = memchr(open, *open == '(' ? ')' : ']', p.length - (size_t)(open - p.text));
        sx_currency within = sx_currency_behind(unit, &inner),
                    raw = shut ? sx_currency_read(open + 1, (size_t)(shut - open - 1)) : SX_NO_CURRENCY;
        within = within ? within : raw;
        inner = within == raw ? 1 : inner;
        unit[inner] = '\0';
        power = unit_behind(unit, &inner);
        if (in.word) {
            in.worse = within || power ? 0 : 1000;
            in.currency = within ? within : in.currency;
            in.power = power ? power : in.power;
            out = in;
        }
    }
    if (!out.word && slash && slash > p.text) {
        naming in = name_part(table, p.text, (size_t)(slash - p.text));
        naming too = name_part(table, slash + 1, p.length - (size_t)(slash + 1 - p.text));
        if (in.word && too.word && in.word->field == too.word->field) /* one name in two languages */
            out = in;
    }
    if (out.word && !out.currency)
        out.currency = sx_currency_read(p.text, p.length);
    if (out.word && !out.currency)
        out.currency = sign_in(p.text, p.length);
    return out;
}

static size_t months_in(const sx_line *line)
{
    size_t n = 0;
    for (size_t i = 0; i < line->n; i++) {
        char folded[32];
        sx_moment m = sx_moment_read(&line->pieces[i], false);
        size_t length = sx_fold_piece(&line->pieces[i], folded, sizeof folded);
        n += (m.is && m.no_day) || (length && sx_month_named(folded, length));
    }
    return n;
}

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
        naming named = name_column(table, piece);
        if (named.word && !seen[named.word->field]) {
            seen[named.word->field] = true;
            n += named.worse ? 0.9 : 1;
        }
    }
    if (strcmp(table->name, "budget") == 0 && months_in(line) >= 3)
        n += 3;
    return cells > 1 ? n : 0;
}

static sx_status keep_months(sx_export *x, const sx_line *line)
{
    sx_header *h = &x->header;
    for (size_t i = 0; i < h->n_columns; i++) {
        char folded[32];
        sx_moment m = sx_moment_read(&line->pieces[i], false);
        size_t length = sx_fold_piece(&line->pieces[i], folded, sizeof folded);
        int month = length ? sx_month_named(folded, length) : 0;
        sx_day day;
        if (m.is && m.no_day && sx_moment_day(&m, m.order, 0, &day)) {
            h->month[i] = day;
            h->months++;
        } else if (month) {
            h->month[i] = (sx_day){1, month, 1, -1};
            h->month_lacks_year = true;
            h->months++;
        }
    }
    return SX_OK;
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
        naming named = name_column(x->table, piece);
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
    return keep_months(x, line);
}

/* The dates in the lines above the header, eight digits or written out: the period of the file. */
static void note_period(sx_header *h, const sx_line *line)
{
    for (size_t i = 0; i < line->n; i++) {
        sx_piece p = sx_piece_trim(&line->pieces[i]);
        sx_moment m = p.length == 8 || p.length > 9 ? sx_moment_read(&p, p.length == 8) : (sx_moment){0};
        sx_day day;
        if (!m.is || !m.order || !sx_moment_day(&m, m.order, 0, &day))
            continue;
        h->from = h->to.year ? h->to : day;
        h->to = day;
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
                found = line->pieces[k].is_number ? SX_NO_CURRENCY
                                                  : sx_currency_read(line->pieces[k].text, line->pieces[k].length);
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
                n += !name_column(x->table, &line->pieces[k]).word;
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
            }
    } else if (n > 0)
        status = sx_without_header(x);
    sx_line_free(&line);
    return lines.failed ? SX_NOMEM : status;
}
