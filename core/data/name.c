/* What a header names: a field's word, with the currency, the unit and the small words that stand around it. */
#include "data/name.h"
#include <string.h>
#include "data/fold.h"
#include "data/utf8.h"

enum { NAME = SX_NAME };

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
                                        " in company code currency",
                                        " in company currency",
                                        " in transaction currency",
                                        " in document currency",
                                        " in hauswahrung",
                                        " in ledger currency",
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

/* Without the entity between two other words: "total PO amount". */
static const sx_word *without(const sx_canon *table, const char *bare, const char *entity)
{
    char rest[NAME];
    size_t m = strlen(entity);
    for (const char *at = strchr(bare, ' '); at; at = strchr(at + 1, ' ')) {
        if (strncmp(at + 1, entity, m) != 0 || at[m + 1] != ' ')
            continue;
        size_t before = (size_t)(at - bare);
        memcpy(rest, bare, before);
        memcpy(rest + before, at + m + 1, strlen(at + m + 1) + 1);
        return sx_word_find(table->words, table->n_words, rest);
    }
    return NULL;
}

/* Without small words, and then without the name of what a row is at either end. */
const sx_word *sx_named_loosely(const sx_canon *table, const char *folded, int *worse)
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
        if (!word)
            word = without(table, bare, entity);
    }
    return word;
}

static sx_naming name_as(const sx_canon *table, const char *text, size_t n, bool otherwise)
{
    char folded[NAME];
    sx_naming out = {0};
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
        out.word = sx_named_loosely(table, folded, &out.worse);
    if (!out.word && otherwise && length && (folded[0] < '0' || folded[0] > '9'))
        out.word = sx_named_otherwise(table, folded, &out.worse);
    return out;
}

static sx_naming name_part(const sx_canon *table, const char *text, size_t n)
{
    return name_as(table, text, n, true);
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
static sx_naming name_joined(const sx_canon *table, const sx_piece *p)
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
    sx_naming out = split ? name_part(table, spaced, n) : (sx_naming){0};
    if (!out.word && last)
        out = name_part(table, p->text + last, p->length - last);
    return out;
}

sx_naming sx_name_column(const sx_canon *table, const sx_piece *piece)
{
    sx_piece p = sx_piece_trim(piece);
    sx_naming out = name_as(table, p.text, p.length, false);
    if (!out.word && p.length > 2 && (p.text[0] == '[' || p.text[0] == '(') && (p.text[1] == '-' || p.text[1] == '+')) {
        out = name_part(table, p.text[1] == '-' ? "debit" : "credit", p.text[1] == '-' ? 5 : 6); /* "[-] EUR" */
        out.currency = p.length > 3 ? sx_currency_read(p.text + 3, p.length - 3) : SX_NO_CURRENCY;
    }
    if (!out.word)
        out = name_joined(table, &p);
    if (!out.word) /* and then called otherwise: of "payments.amount" the amount, before the payments' */
        out = name_part(table, p.text, p.length);
    const char *open = p.length ? memchr(p.text, '(', p.length) : NULL;
    if (!open && p.length)
        open = memchr(p.text, '[', p.length);
    const char *slash = p.length ? memchr(p.text, '/', p.length) : NULL;
    const char *end = open ? memchr(open, *open == '(' ? ')' : ']', p.length - (size_t)(open - p.text)) : NULL;
    if (!out.word && end && open > p.text && end + 2 < p.text + p.length) { /* "Amount (converted) Currency" */
        char joined[2 * NAME];
        size_t before = (size_t)(open - p.text), behind = p.length - before - (size_t)(end + 1 - open);
        if (before + behind < sizeof joined) {
            memcpy(joined, p.text, before);
            memcpy(joined + before, end + 1, behind);
            out = name_part(table, joined, before + behind);
            out.worse += 50;
        }
    }
    if (!out.word && open && open > p.text) {
        sx_naming in = name_part(table, p.text, (size_t)(open - p.text));
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
            static const char *const same[] = {"value", "val", "amount", "amt",    "total",
                                               "date",  "utc", "wert",   "montant"};
            bool said = false; /* nothing that the name does not say */
            for (size_t i = 0; i < sizeof same / sizeof *same; i++)
                said |= strcmp(folded, same[i]) == 0;
            in.worse = within || power || said ? 0 : 1000;
            in.currency = within ? within : in.currency;
            in.power = power ? power : in.power;
            out = in;
        }
    }
    if (!out.word && slash && slash > p.text) {
        sx_naming in = name_part(table, p.text, (size_t)(slash - p.text));
        sx_naming too = name_part(table, slash + 1, p.length - (size_t)(slash + 1 - p.text));
        if (in.word && too.word && in.word->field == too.word->field) /* one name in two languages */
            out = in;
    }
    if (!out.word) {
        char folded[NAME];
        sx_fold(p.text, p.length, folded, sizeof folded);
        out.word = sx_currency_of_money(table, folded);
        out.worse = 200;
    }
    if (out.word && !out.currency)
        out.currency = sx_currency_read(p.text, p.length);
    if (out.word && !out.currency)
        out.currency = sign_in(p.text, p.length);
    return out;
}
