#include "data/currency.h"
#include <string.h>
#include "data/fold.h"
#include "data/lines.h"

/* ISO 4217, list one, in order. */
static const char codes[] =
    "AEDAFNALLAMDANGAOAARSAUDAWGAZNBAMBBDBDTBGNBHDBIFBMDBNDBOBBRLBSDBTNBWPBYNBZDCADCDFCHFCLPCNYCOPCRCCUPCVECZKDJF"
    "DKKDOPDZDEGPERNETBEURFJDFKPGBPGELGHSGIPGMDGNFGTQGYDHKDHNLHRKHTGHUFIDRILSINRIQDIRRISKJMDJODJPYKESKGSKHRKMFKPW"
    "KRWKWDKYDKZTLAKLBPLKRLRDLSLLYDMADMDLMGAMKDMMKMNTMOPMRUMURMVRMWKMXNMYRMZNNADNGNNIONOKNPRNZDOMRPABPENPGKPHPPKR"
    "PLNPYGQARRONRSDRUBRWFSARSBDSCRSDGSEKSGDSHPSLESOSSRDSSPSTNSVCSYPSZLTHBTJSTMTTNDTOPTRYTTDTWDTZSUAHUGXUSDUYUUZS"
    "VESVNDVUVWSTXAFXCDXOFXPFYERZARZMWZWL";

/* Signs and names; what is not folded stands with its signs. */
/* NOLINTBEGIN(bugprone-macro-parentheses): texts of an initialiser, not expressions */
#define SIGN(text, code)                                                                                               \
    {                                                                                                                  \
        text, sizeof text - 1, code                                                                                    \
    }
/* NOLINTEND(bugprone-macro-parentheses) */
static const struct {
    const char *text;
    size_t length;
    const char *code; /* "1" and up: a shared sign */
} signs[] = {
    SIGN("\xE2\x82\xAC", "EUR"),
    SIGN("\xC2\xA3", "GBP"),
    SIGN("$", "\1"),
    SIGN("\xC2\xA5", "\2"),
    SIGN("\xEF\xBF\xA5", "\2"),
    SIGN("kr", "\3"),
    SIGN("kr.", "\3"),
    SIGN("rs", "\4"),
    SIGN("rs.", "\4"),
    SIGN("\xE2\x82\xB9", "INR"),
    SIGN("r$", "BRL"),
    SIGN("us$", "USD"),
    SIGN("usd$", "USD"),
    SIGN("$us", "USD"),
    SIGN("a$", "AUD"),
    SIGN("au$", "AUD"),
    SIGN("c$", "CAD"),
    SIGN("ca$", "CAD"),
    SIGN("nz$", "NZD"),
    SIGN("hk$", "HKD"),
    SIGN("s$", "SGD"),
    SIGN("sg$", "SGD"),
    SIGN("mx$", "MXN"),
    SIGN("nt$", "TWD"),
    SIGN("z\xC5\x82", "PLN"),
    SIGN("zl", "PLN"),
    SIGN("k\xC4\x8D", "CZK"),
    SIGN("kc", "CZK"),
    SIGN("ft", "HUF"),
    SIGN("\xE2\x82\xBA", "TRY"),
    SIGN("tl", "TRY"),
    SIGN("\xE2\x82\xBD", "RUB"),
    SIGN("\xD1\x80\xD1\x83\xD0\xB1", "RUB"),
    SIGN("\xD1\x80\xD1\x83\xD0\xB1.", "RUB"),
    SIGN("\xE2\x82\xA9", "KRW"),
    SIGN("\xE2\x82\xAA", "ILS"),
    SIGN("\xE0\xB8\xBF", "THB"),
    SIGN("\xE2\x82\xAB", "VND"),
    SIGN("\xE2\x82\xB4", "UAH"),
    SIGN("\xD0\xBB\xD0\xB2", "BGN"),
    SIGN("\xD0\xBB\xD0\xB2.", "BGN"),
    SIGN("fr.", "CHF"),
    SIGN("sfr.", "CHF"),
    SIGN("sfr", "CHF"),
    SIGN("rp", "IDR"),
    SIGN("rm", "MYR"),
    SIGN("\xE5\x86\x86", "JPY"),
    SIGN("rmb", "CNY"),
    SIGN("\xEC\x9B\x90", "KRW"),
    SIGN("us dollar", "USD"),
    SIGN("u.s. dollar", "USD"),
    SIGN("pound sterling", "GBP"),
    SIGN("british pound", "GBP"),
    SIGN("swiss franc", "CHF"),
    SIGN("schweizer franken", "CHF"),
    SIGN("us-dollar", "USD"),
    SIGN("pfund sterling", "GBP"),
    SIGN("japanese yen", "JPY"),
    SIGN("swedish krona", "SEK"),
    SIGN("danish krone", "DKK"),
    SIGN("real", "BRL"),
    SIGN("euro", "EUR"),
    SIGN("euros", "EUR"),
    SIGN("baht", "THB"),
    SIGN("yen", "JPY"),
    SIGN("yuan", "CNY"),
    SIGN("rupiah", "IDR"),
    SIGN("ringgit", "MYR"),
    SIGN("dirham", "AED"),
    SIGN("rand", "ZAR"),
    SIGN("naira", "NGN"),
    SIGN("shekel", "ILS"),
    SIGN("forint", "HUF"),
    SIGN("leu", "RON"),
    SIGN("lei", "RON"),
    SIGN("z\xC5\x82oty", "PLN"),
    SIGN("zloty", "PLN"),
    SIGN("hryvnia", "UAH"),
    SIGN("reais", "BRL"),
    SIGN("dkr", "DKK"),
    SIGN("skr", "SEK"),
    SIGN("nkr", "NOK"),
    SIGN("\xE2\x82\xB1", "PHP"),
};

static bool is_code(const char *three)
{
    unsigned char upper[3];
    for (int i = 0; i < 3; i++) {
        upper[i] = (unsigned char)(three[i] >= 'a' && three[i] <= 'z' ? three[i] - 32 : three[i]);
        if (upper[i] < 'A' || upper[i] > 'Z')
            return false;
    }
    size_t low = 0, high = (sizeof codes - 1) / 3;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = memcmp(codes + 3 * middle, upper, 3);
        if (order == 0)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static sx_currency code_of(const char *three)
{
    sx_currency code = 0;
    for (int i = 0; i < 3; i++)
        code = code << 8 | (unsigned char)(three[i] >= 'a' && three[i] <= 'z' ? three[i] - 32 : three[i]);
    return code;
}

static bool same(const char *text, size_t length, const char *sign)
{
    if ((text[0] >= 'A' && text[0] <= 'Z' ? text[0] + 32 : text[0]) != sign[0] || strlen(sign) != length)
        return false;
    for (size_t i = 0; i < length; i++)
        if ((text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]) != sign[i])
            return false;
    return true;
}

sx_currency sx_currency_read(const char *text, size_t length)
{
    sx_piece piece = {.text = text, .length = length < 64 ? (uint32_t)length : 64};
    piece = sx_piece_trim(&piece);
    if (piece.length > 10 && memcmp(piece.text, "CURRENCY::", 10) == 0) {
        piece.text += 10;
        piece.length -= 10;
    }
    if (piece.length == 0 || piece.length > 20)
        return SX_NO_CURRENCY;
    if (piece.length == 3 && is_code(piece.text))
        return code_of(piece.text);
    if (piece.length == 4 && piece.text[3] == '$' && is_code(piece.text)) /* CAD$ */
        return code_of(piece.text);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i].length == piece.length && same(piece.text, piece.length, signs[i].text))
            return signs[i].code[0] < 'A' ? (sx_currency)signs[i].code[0] : code_of(signs[i].code);
    /* "EUR - Euro", "USD ($)", "EUR (Euro)": a code in capitals, then something that is no word with it */
    if (piece.length > 4 && piece.text[3] == ' ' && is_code(piece.text) && piece.text[0] <= 'Z' &&
        piece.text[1] <= 'Z' && piece.text[2] <= 'Z')
        return code_of(piece.text);
    return SX_NO_CURRENCY;
}

sx_currency sx_currency_behind(const char *folded, size_t *length)
{
    size_t end = *length, from = end;
    while (from && folded[from - 1] != ' ')
        from--;
    if (from == 0)
        return SX_NO_CURRENCY;
    size_t n = end - from;
    sx_currency found = n == 3 && is_code(folded + from) ? code_of(folded + from) : SX_NO_CURRENCY;
    if (!found && (same(folded + from, n, "euro") || same(folded + from, n, "euros")))
        found = SX_CODE("EUR");
    if (!found && n > 2 && (unsigned char)folded[from] >= 0x80)
        found = sx_currency_read(folded + from, n); /* a name in other letters */
    if (!found && same(folded + from, n, "zl"))
        found = SX_CODE("PLN");
    if (!found && (same(folded + from, n, "dollar") || same(folded + from, n, "dollars")))
        found = SX_DOLLAR;
    if (!found)
        return SX_NO_CURRENCY;
    from--; /* the blank */
    static const char *const small[] = {" in", " en", " em", " im", " (in", " w"};
    for (size_t i = 0; i < sizeof small / sizeof *small; i++) {
        size_t m = strlen(small[i]);
        if (from > m && memcmp(folded + from - m, small[i], m) == 0)
            from -= m;
    }
    *length = from;
    return found;
}

bool sx_currency_clear(sx_currency currency)
{
    return currency > SX_UNCLEAR_MOST;
}

bool sx_currency_agree(sx_currency a, sx_currency b)
{
    if (a == b || !a || !b)
        return true;
    if (sx_currency_clear(a) && sx_currency_clear(b))
        return false;
    sx_currency sign = sx_currency_clear(a) ? b : a, code = sx_currency_clear(a) ? a : b;
    static const char *const bear[] = {
        "", "USDCADAUDNZDSGDHKDMXNTWDARSCLPCOPUYUBRLJMDBBDBSDTTDXCDFJDBNDNADLRDBZDBMDKYDGYDSRDZWLDOP", "JPYCNY",
        "SEKNOKDKKISK", "INRPKRLKRNPRMURSCRIDR"};
    if (sx_currency_clear(code) && sign < SX_UNCLEAR_MOST)
        for (const char *c = bear[sign]; *c; c += 3)
            if (code == SX_CODE(c))
                return true;
    return false;
}

void sx_currency_text(sx_currency currency, char out[4])
{
    out[0] = '\0';
    if (sx_currency_clear(currency)) {
        out[0] = (char)(currency >> 16 & 0xFF);
        out[1] = (char)(currency >> 8 & 0xFF);
        out[2] = (char)(currency & 0xFF);
        out[3] = '\0';
    }
}

const char *sx_currency_sign(sx_currency currency)
{
    static const char *const shown[] = {"", "$", "\xC2\xA5", "kr", "Rs"};
    return currency < SX_UNCLEAR_MOST ? shown[currency] : "";
}
