/* Currencies as exports write them. */
#ifndef SX_CURRENCY_H
#define SX_CURRENCY_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Three letters of ISO 4217 in one number, SX_CODE("EUR"); 0: none. The small numbers are signs that several
 * currencies share. */
typedef uint32_t sx_currency;
enum { SX_NO_CURRENCY, SX_DOLLAR, SX_YEN, SX_KRONE, SX_RUPEE, SX_UNCLEAR_MOST };
#define SX_CODE(s) ((sx_currency)(s)[0] << 16 | (sx_currency)(s)[1] << 8 | (sx_currency)(s)[2])

/* What the text (blanks around it allowed) names: an ISO code in either case, a sign (EUR for the euro's), a name of
 * it ("euros"), "CURRENCY::EUR". 0: no currency. */
sx_currency sx_currency_read(const char *text, size_t length);
/* The currency named by a word of a folded header ("cost eur", "spend in usd", "debit euros"): the last one; *length
 * becomes that of the header before it. 0: none. */
sx_currency sx_currency_behind(const char *folded, size_t *length);
/* A code and not a shared sign. */
bool sx_currency_clear(sx_currency currency);
/* Whether both may be the same currency: equal, or a shared sign and a currency that bears it. */
bool sx_currency_agree(sx_currency a, sx_currency b);
/* "EUR"; empty for none and for shared signs. */
void sx_currency_text(sx_currency currency, char out[4]);
/* The sign as it is shown ("$"), for shared ones. */
const char *sx_currency_sign(sx_currency currency);
#endif
