/* Header words called otherwise than the lists have them. */
#include <stdbool.h>
#include <string.h>
#include "data/fold.h"
#include "data/name.h"

enum { NAME = SX_NAME };

/* Short words written out: "tran date" is the transaction date, "debit amt" the debit amount. Into out; whether any
 * was.
 */
static bool write_out(const char *folded, char *out)
{
    static const char *const words[][2] = {
        {"amt", "amount"},        {"amnt", "amount"},      {"tran", "transaction"}, {"trans", "transaction"},
        {"trx", "transaction"},   {"txn", "transaction"},  {"trn", "transaction"},  {"desc", "description"},
        {"descr", "description"}, {"curr", "currency"},    {"ccy", "currency"},     {"qty", "quantity"},
        {"no", "number"},         {"nr", "number"},        {"nbr", "number"},       {"num", "number"},
        {"acct", "account"},      {"acc", "account"},      {"ref", "reference"},    {"bal", "balance"},
        {"dt", "date"},           {"datetime", "date"},    {"imps", "impressions"}, {"impr", "impressions"},
        {"convs", "conversions"}, {"conv", "conversions"}, {"inv", "invoice"},      {"cust", "customer"},
        {"cr", "credit"},         {"dr", "debit"},         {"opp", "opportunity"},  {"mgr", "manager"}};
    size_t n = 0;
    bool any = false;
    for (const char *at = folded; *at;) {
        size_t length = strcspn(at, " ");
        const char *put = at;
        size_t n_put = length;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (strlen(words[i][0]) == length && memcmp(words[i][0], at, length) == 0) {
                put = words[i][1];
                n_put = strlen(put);
                any = true;
            }
        bool time = length == 4 && memcmp(at, "time", 4) == 0 && n >= 4 && memcmp(out + n - 4, "date", 4) == 0;
        any |= time; /* "date time" is a date */
        if (!time) {
            if (n + n_put + 2 > NAME)
                return false;
            if (n)
                out[n++] = ' ';
            memcpy(out + n, put, n_put);
            n += n_put;
        }
        at += length + (at[length] == ' ');
    }
    out[n] = '\0';
    return any;
}

static int kind_of(const sx_canon *table, int field)
{
    for (size_t i = 0; i < table->n_columns; i++)
        if (table->columns[i].field == field)
            return table->columns[i].kind;
    return SX_KIND_TEXT;
}

/* "Due at", "due on", "due time" and "date due" for the due date. */
static const sx_word *dated(const sx_canon *table, const char *folded)
{
    static const char *const ends[] = {" date", " at", " on", " time", " day", ""};
    char stem[NAME], tried[NAME + 8];
    size_t n = strlen(folded), cut = 0;
    if (n > 5 && memcmp(folded, "date ", 5) == 0) {
        memcpy(stem, folded + 5, n - 4);
        cut = n - 5;
    }
    for (size_t i = 0; i < 5 && !cut; i++) {
        size_t m = strlen(ends[i]);
        if (n > m + 1 && memcmp(folded + n - m, ends[i], m) == 0) {
            cut = n - m;
            memcpy(stem, folded, cut);
        }
    }
    if (!cut)
        return NULL;
    stem[cut] = '\0';
    for (size_t i = 0; i < 7; i++) {
        memcpy(tried, i < 6 ? stem : "date ", i < 6 ? cut + 1 : 6);
        memcpy(tried + strlen(tried), i < 6 ? ends[i] : stem, (i < 6 ? strlen(ends[i]) : cut) + 1);
        const sx_word *word = sx_word_find(table->words, table->n_words, tried);
        int kind = word ? kind_of(table, word->field) : SX_KIND_TEXT;
        if (kind == SX_KIND_DATE || kind == SX_KIND_MOMENT || kind == SX_KIND_MONTH)
            return word;
    }
    return NULL;
}

/* "Bedrag valuta": a name of the money and one of its currency, either way round. */
const sx_word *sx_currency_of_money(const sx_canon *table, const char *folded)
{
    char left[NAME];
    for (const char *at = strchr(folded, ' '); at; at = strchr(at + 1, ' ')) {
        size_t n = (size_t)(at - folded);
        memcpy(left, folded, n);
        left[n] = '\0';
        const sx_word *a = sx_word_find(table->words, table->n_words, left),
                      *b = sx_word_find(table->words, table->n_words, at + 1);
        if (a && b && a->field == SX_F_CURRENCY && kind_of(table, b->field) == SX_KIND_MONEY)
            return a;
        if (a && b && b->field == SX_F_CURRENCY && kind_of(table, a->field) == SX_KIND_MONEY)
            return b;
    }
    return NULL;
}

static bool is_figure(int kind)
{
    return kind == SX_KIND_NUMBER || kind == SX_KIND_MONEY;
}

/* The word that is tried, where its field is of figures, or of texts. */
static const sx_word *of_kind(const sx_canon *table, const char *tried, bool figures)
{
    const sx_word *word = sx_word_find(table->words, table->n_words, tried);
    int kind = word ? kind_of(table, word->field) : 0;
    return word && (figures ? is_figure(kind) : kind == SX_KIND_TEXT) ? word : NULL;
}

/* "Due value" is the due amount and the amount due; "amount invoiced" the invoiced amount. */
static const sx_word *of_money(const sx_canon *table, const char *folded)
{
    static const char *const money[] = {"amount", "value", "total", "sum", ""};
    char stem[NAME], tried[2 * NAME];
    size_t n = strlen(folded), cut = 0;
    for (size_t i = 0; i < 4 && !cut; i++) {
        size_t m = strlen(money[i]);
        if (n <= m + 1)
            continue;
        if (folded[n - m - 1] == ' ' && memcmp(folded + n - m, money[i], m) == 0) {
            cut = n - m - 1;
            memcpy(stem, folded, cut);
        } else if (folded[m] == ' ' && memcmp(folded, money[i], m) == 0) {
            cut = n - m - 1;
            memcpy(stem, folded + m + 1, cut);
        }
    }
    stem[cut] = '\0';
    const sx_word *word = NULL;
    for (size_t i = 0; cut && i < 9 && !word; i++) {
        const char *other = money[i / 2];
        size_t m = strlen(other);
        memcpy(tried, i % 2 ? other : stem, i % 2 ? m : cut);
        size_t at = i % 2 ? m : cut;
        if (m)
            tried[at++] = ' ';
        memcpy(tried + at, i % 2 ? stem : other, (i % 2 ? cut : m) + 1);
        word = of_kind(table, tried, true);
    }
    return word;
}

/* "Number of purchases", "purchases count": the purchases. "Channel name": the channel. Klik and kliks. */
static const sx_word *of_number(const sx_canon *table, const char *folded)
{
    static const char *const before[] = {"number of ", "total number of ", "count of ",  "nombre de ",
                                         "anzahl ",    "anzahl der ",      "numero de ", "aantal ",
                                         "antal ",     "numero di ",       "nr of "};
    static const char *const behind[] = {" count", " number", " anzahl"};
    char stem[NAME];
    size_t n = strlen(folded), from = 0, end = n;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (strncmp(folded, before[i], strlen(before[i])) == 0)
            from = strlen(before[i]);
    for (size_t i = 0; i < sizeof behind / sizeof *behind && !from; i++) {
        size_t m = strlen(behind[i]);
        if (n > m && memcmp(folded + n - m, behind[i], m) == 0)
            end = n - m;
    }
    memcpy(stem, folded + from, end - from);
    stem[end - from] = '\0';
    n = strlen(stem);
    const sx_word *word = (from || end < strlen(folded)) && n ? of_kind(table, stem, true) : NULL;
    if (word || n < 4 || n + 2 > NAME)
        return word;
    stem[stem[n - 1] == 's' ? n - 1 : n] = stem[n - 1] == 's' ? '\0' : 's'; /* one more or less */
    stem[n + 1] = '\0';
    return of_kind(table, stem, true);
}

static const sx_word *of_name(const sx_canon *table, const char *folded)
{
    char stem[NAME];
    size_t n = strlen(folded);
    if (n < 6 || memcmp(folded + n - 5, " name", 5) != 0)
        return NULL;
    memcpy(stem, folded, n - 5);
    stem[n - 5] = '\0';
    return of_kind(table, stem, false);
}

/* "Dépense HT", "Kosten exkl. MwSt": without tax, or with it. */
static const sx_word *of_tax(const sx_canon *table, const char *folded)
{
    static const char *const ends[] = {
        " ht",          " hors taxes", " hors taxe", " ttc",       " excl vat",  " ex vat",
        " incl vat",    " excl tax",   " incl tax",  " ex tax",    " excl gst",  " incl gst",
        " excl btw",    " incl btw",   " exkl mwst", " inkl mwst", " zzgl mwst", " ohne mwst",
        " exkl ust",    " inkl ust",   " sin iva",   " con iva",   " senza iva", " iva esclusa",
        " iva inclusa", " sem iva",    " com iva",   " bez dph",   " s dph",     " exkl moms",
        " inkl moms",   " ex moms",    " netto",     " brutto",    " net",       " gross"};
    char stem[NAME];
    size_t n = strlen(folded);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t m = strlen(ends[i]);
        if (n <= m || memcmp(folded + n - m, ends[i], m) != 0)
            continue;
        memcpy(stem, folded, n - m);
        stem[n - m] = '\0';
        return of_kind(table, stem, true);
    }
    return NULL;
}

static const sx_word *renamed(const sx_canon *table, const char *folded)
{
    const sx_word *word = dated(table, folded);
    word = word ? word : of_money(table, folded);
    word = word ? word : of_number(table, folded);
    word = word ? word : of_tax(table, folded);
    return word ? word : of_name(table, folded);
}

const sx_word *sx_named_otherwise(const sx_canon *table, const char *folded, int *worse)
{
    enum { WRITTEN_OUT = 100, CALLED_OTHERWISE = 200 };
    char full[NAME];
    bool short_words = write_out(folded, full);
    const sx_word *word = short_words ? sx_word_find(table->words, table->n_words, full) : NULL;
    *worse = WRITTEN_OUT;
    if (!word && short_words)
        word = sx_named_loosely(table, full, worse);
    if (!word) {
        *worse = CALLED_OTHERWISE;
        word = renamed(table, folded);
    }
    return !word && short_words ? renamed(table, full) : word;
}
