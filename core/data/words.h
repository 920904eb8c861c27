/* What the files in core/data/words say: the canonical tables, the header words of their fields, the words in cells. */
#ifndef SX_WORDS_H
#define SX_WORDS_H
#include <stdbool.h>
#include <stddef.h>
#include "words_gen.h"

typedef enum sx_column_kind {
    SX_KIND_TEXT,
    SX_KIND_DATE,
    SX_KIND_MOMENT,
    SX_KIND_MONTH,
    SX_KIND_CODE,
    SX_KIND_NUMBER,
    SX_KIND_MONEY
} sx_column_kind;

/* A folded word (fold.h); the lower rank is the better name of the field. */
typedef struct sx_word {
    const char *word;
    int field, rank;
} sx_word;

typedef struct sx_canon_column {
    int field, kind, required;
} sx_canon_column;

typedef struct sx_canon {
    const char *name;
    sx_canon_id id;
    const sx_word *words; /* sorted */
    size_t n_words;
    sx_canon_column columns[24]; /* the canonical ones in order, then what helps to make them */
    size_t n_columns, n_canonical;
    int names[4]; /* fields that a line without a date may be known by */
    size_t n_names;
    int money;  /* -1: none */
    bool dated; /* a row needs the first required date */
} sx_canon;

typedef struct sx_word_set {
    const sx_word *words;
    size_t n;
} sx_word_set;

extern const sx_canon sx_canons[];
extern const size_t sx_n_canons;
extern const char *const sx_field_names[];
extern const sx_word_set sx_word_lists[];

const sx_canon *sx_canon_named(const char *name);
/* The word of a sorted set; NULL: none. */
const sx_word *sx_word_find(const sx_word *words, size_t n, const char *folded);
/* Whether the folded text is a word of the list. */
bool sx_is_word(sx_word_list list, const char *folded);
/* Whether it begins with a word of the list, and then ends or goes on with a blank. */
bool sx_begins_with_word(sx_word_list list, const char *folded);
/* Whether a word of the list stands in it. */
bool sx_holds_word(sx_word_list list, const char *folded);
int sx_field_named(const char *name);
#endif
