/* Amounts in thousands, millions, cents: as the header of a column says, a line above the headers, or the user. */
#include <string.h>
#include "data/export.h"
#include "data/fold.h"

enum { LINE = 160 };

/* As whole words of a folded line; "in T€" and its kin lose their sign in folding. */
static int unit_in(const char *folded)
{
    static const struct {
        const char *words;
        int power;
    } units[] = {
        {" in thousands | in thousand | thousands of | thousand usd | thousand eur | thousand euros | usd thousands "
         "| eur thousands | thousands usd | thousands eur | usd thousand | eur thousand | 000s | 000 s "
         "| in 000 | in tsd | tsd eur | tsd euro | tsd chf | tsd usd | tsd | in tausend "
         "| tausend euro | tausend eur | teur | t eur | keur | k eur | tchf | kchf | tusd | kusd | k usd | tgbp "
         "| kgbp | k gbp | en milliers | milliers d euros | milliers de | en miles | miles de euros | miles de "
         "| in migliaia | migliaia di | em milhares | milhares de | in duizenden | duizenden euro | x 1000 | x 1 000 "
         "| in 1000 | in 1 000 | tkr | tsek | tnok | tdkk | t kr | i tusen | i tusental | tusen kronor | i tusinder "
         "| 1000 kr | w tys | tys zl | tys pln | v tis | tis kc | tis czk | tis eur | tuhansina | tuhatta euroa "
         "| 1 000 euroa | ezer forint | ezer ft | e ft | eft | mii lei | bin tl | тыс руб | в тыс | тыс | тис грн "
         "| 千円 | 单位 千元 | 千元 | 천원 ",
         3},
        {" in millions | in million | millions of | usd millions | eur millions | usd million | eur million | usd m "
         "| eur m | in mio | mio eur | mio euro | mio chf | mio usd | in millionen | meur | musd | mchf | en millions "
         "| millions d euros | en millones | millones de | in milioni | milioni di | em milhoes | milhoes de "
         "| in miljoenen | mln eur | mln euro | mln usd | in mln | mln | mkr | mnkr | msek | mnok | mdkk | w mln "
         "| v mil | mil kc | milj euroa | млн руб | млн | 百万円 | 百万元 | 백만원 ",
         6}};
    for (size_t i = 0; i < 2; i++)
        for (const char *at = units[i].words; *at; at = strchr(at + 1, '|') ? strchr(at + 1, '|') + 1 : "") {
            size_t n = strcspn(at, "|");
            for (const char *in = folded; *in; in++)
                if (strncmp(in, at, n) == 0)
                    return units[i].power;
        }
    return 0;
}

/* "T€", "k$", "$000", "£'000" as they stand: where the sign is folded away. */
static int unit_by_sign(const char *text, size_t n)
{
    static const char *const thousands[] = {"T€", "T €",  "k€",   "K€",   "k €",  "k$",   "K$",    "k£",
                                            "K£", "$000", "€000", "£000", "'000", "’000", "$'000", "£'000"};
    static const char *const millions[] = {"Mio €", "Mio. €", "M€", "Mrd"};
    for (size_t at = 0; at < n; at++)
        for (size_t k = 0; k < sizeof thousands / sizeof *thousands + 3; k++) {
            bool thousand = k < sizeof thousands / sizeof *thousands;
            const char *sign = thousand ? thousands[k] : millions[k - sizeof thousands / sizeof *thousands];
            size_t m = strlen(sign);
            char before = at ? text[at - 1] : ' ', behind = at + m < n ? text[at + m] : ' ';
            if (at + m <= n && memcmp(text + at, sign, m) == 0 &&
                (strchr(" ([:,;/-'", before) || (sign[0] == '\'' && before >= 'A' && before <= 'Z')) &&
                strchr(" )]:,;./-s", behind))
                return thousand ? 3 : 6;
        }
    return 0;
}

sx_status sx_note_unit(sx_export *x, const sx_line *line)
{
    for (size_t i = 0; i < line->n; i++) {
        char folded[LINE + 2] = " ";
        sx_piece p = sx_piece_trim(&line->pieces[i]);
        if (p.is_number || p.length < 2 || p.length > LINE - 2)
            continue;
        size_t n = sx_fold(p.text, p.length, folded + 1, LINE - 1);
        memcpy(folded + 1 + n, " ", 2);
        int power = unit_by_sign(p.text, p.length);
        power = power ? power : unit_in(folded);
        if (!power)
            continue;
        x->header.power_above = (signed char)power;
        x->header.unit_above = sx_keep(x, p.text, p.length);
        return x->header.unit_above ? SX_OK : SX_NOMEM;
    }
    return SX_OK;
}

void sx_scale(const sx_export *x, int column, sx_decimal *out)
{
    int power = column >= 0 ? x->header.power[column] : 0;
    if (!power)
        return;
    out->scale -= power;
    while (out->scale < 0 && out->digits < INT64_MAX / 10 && out->digits > INT64_MIN / 10) {
        out->digits *= 10;
        out->scale++;
    }
}

static const char *word_of(int power)
{
    return power == 3 ? "thousands" : power == 6 ? "millions" : power == -2 ? "cents" : "micros";
}

static int power_of(const char *word)
{
    static const int powers[] = {3, 6, -2, -6};
    for (size_t i = 0; i < 4; i++)
        if (strcmp(word, word_of(powers[i])) == 0)
            return powers[i];
    return 0; /* ones */
}

/* The columns of money: the table's, those of the months, those of other currencies. */
static bool is_money(const sx_export *x, int column)
{
    const sx_canon *t = x->table;
    if (x->pivot && x->header.month[column].year)
        return true;
    for (size_t i = 0; i < t->n_columns; i++)
        if (t->columns[i].kind == SX_KIND_MONEY && x->column[t->columns[i].field] == column)
            return true;
    return t->money >= 0 && sx_is_candidate(x, t->money, column);
}

/* The header of the column says it: asked, but where only one reading is possible. */
static sx_status by_header(sx_export *x, int column, bool *asked)
{
    const char *set = sx_set(x, "unit");
    int power = x->header.power[column]; /* NOLINT(bugprone-signed-char-misuse,cert-str34-c): a small number */
    const char *words = word_of(power);
    if (set && strcmp(set, "ones") == 0)
        x->header.power[column] = 0;
    if (*asked || (set && (strcmp(set, "ones") == 0 || strcmp(set, words) == 0)))
        return SX_OK;
    const sx_evidence *e = &x->evidence[column];
    if (power == -6 && e->numbers && e->whole == e->numbers) /* no currency is written so otherwise */
        return sx_sentence(x, "The header says \"%.80s\": its numbers were divided by a million.",
                           x->header.names[column]);
    const char *choices[] = {words, "ones"};
    x->report.reason = "unit";
    *asked = true;
    return sx_ask(x, "unit", choices, 2,
                  "The header says \"%s\": are its numbers in %s, so that they are to be scaled?",
                  x->header.names[column], words);
}

/* A line above, or the user: of all columns of money whose headers say nothing. */
static sx_status by_all(sx_export *x)
{
    const char *set = sx_set(x, "unit"), *above = x->header.unit_above;
    int power = set ? power_of(set) : x->header.power_above;
    bool any = false;
    if (!set && !power)
        return SX_OK;
    for (size_t i = 0; i < x->header.n_columns && i < x->n_evidence; i++)
        if (is_money(x, (int)i) && !x->header.power[i]) {
            any = true;
            x->header.power[i] = (signed char)(set ? power : 0);
        }
    if (!any)
        return SX_OK;
    if (!set) {
        const char *choices[] = {word_of(power), "ones"};
        x->report.reason = "unit";
        return sx_ask(x, "unit", choices, 2,
                      "Above the headers stands \"%.120s\": are the amounts in %s, so that they are to be scaled?",
                      above, word_of(power));
    }
    return power ? sx_sentence(x, "The amounts were read as %s, as was set.", set) : SX_OK;
}

sx_status sx_decide_unit(sx_export *x)
{
    sx_status status = SX_OK;
    bool asked = false, own = false;
    for (size_t i = 0; i < x->header.n_columns && i < x->n_evidence && status == SX_OK; i++) {
        int column = (int)i;
        bool said = is_money(x, column) && x->header.power[i];
        own |= said;
        if (said)
            status = by_header(x, column, &asked);
    }
    return status == SX_OK && (!own || x->header.power_above) ? by_all(x) : status;
}
