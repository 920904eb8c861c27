/* The words of menu, dialogs and sentences in the office's language (idl/words.*). */
#ifndef SX_WORDS_H
#define SX_WORDS_H
#include "menu_words.h"
#include "office.h"

/* The office's language among those that we speak; 0, English, for any other. */
int words_language(desk *d);
int words_language_named(const char *locale);
/* What the core says in English; what is not known stays. */
const char *words_reason(desk *d, const char *english);
const char *words(const desk *d, sx_word word);
/* A text of the catalogue (a summary, a definition, what an argument or a column is); English where there is none. */
const char *words_text(const desk *d, const char *english);
/* Without the mark of its access key. */
const char *words_plain(desk *d, sx_word word);
/* With %1, %2, ... replaced by the texts behind, in the desk's memory. */
#define WORDS(d, word, ...) words_with((d), (word), (const char *[]){__VA_ARGS__, NULL})
const char *words_with(desk *d, sx_word word, const char *const *parts);
#endif
