/* What the core says in English, in another language: its sentences matched with idl/reasons.*, their values carried
 * over. What a function returns stays the same everywhere; only sentences for the eye pass through here. */
#ifndef SX_REASON_H
#define SX_REASON_H
#include "base/value.h"

/* Of a locale's language ("de", "de-DE"); 0, English, for any other. */
int sx_reason_language(const char *locale);
/* Adds the sentence in that language; what is not known stays English. */
void sx_reason_say(int language, const char *english, sx_text *out);
#endif
