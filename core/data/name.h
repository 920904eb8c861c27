/* What a header names. Private to core/data. */
#ifndef SX_NAME_H
#define SX_NAME_H
#include "data/currency.h"
#include "data/lines.h"
#include "data/words.h"

enum { SX_NAME = 128 }; /* bytes of a folded header */

typedef struct sx_naming {
    const sx_word *word; /* NULL: nothing that is known */
    sx_currency currency;
    int power, worse; /* of ten that its numbers are short of; how far the match was stretched */
} sx_naming;

/* The word of the table that the header is, as it stands or without its currency, unit, time zone, small words, the
 * name of what a row is, a remark in brackets; with short words written out, and dates called otherwise (due at, due
 * on). */
sx_naming sx_name_column(const sx_canon *table, const sx_piece *piece);
/* Parts of it, over a folded name. Without small words and the name of what a row is; called otherwise than the lists
 * have it; a name of money and one of its currency. */
const sx_word *sx_named_loosely(const sx_canon *table, const char *folded, int *worse);
const sx_word *sx_named_otherwise(const sx_canon *table, const char *folded, int *worse);
const sx_word *sx_currency_of_money(const sx_canon *table, const char *folded);
#endif
