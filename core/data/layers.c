/* Lines of two levels in one export of spend: a campaign beside its ad groups, an account beside its campaigns. Added
 * up, each cost would count twice. They are known by their sums: in a column that only the finer lines fill (a campaign
 * and day: the line without an ad group is the sum of those with one), or in a column of few words (Level: on each day
 * the lines of one word add up to those of another). */
#include <stdlib.h>
#include <string.h>
#include "data/export.h"
#include "data/fold.h"

enum { CLASSES = 4, MOST_COLUMNS = 24, SAMPLE = 50000 };

/* The lines of a day (and campaign) by class; under blanks class 0 are those without, 1 those with. */
typedef struct group {
    uint64_t key; /* 0: free */
    sx_decimal sum[CLASSES];
    uint32_t n[CLASSES];
} group;

struct sx_layers {
    int column;
    bool by_blanks;
    uint64_t word[CLASSES]; /* of the column of few words */
    size_t n_words, size, used, count[CLASSES];
    bool fits;
    bool parent[CLASSES]; /* which words are sums of others */
    group *groups;
};

static uint64_t hash_cell(const sx_piece *piece, uint64_t start)
{
    sx_piece p = sx_piece_trim(piece);
    return p.is_number ? sx_hash(&p.number, sizeof p.number, start) : sx_hash(p.text, p.length, start);
}

static uint64_t key_of(const sx_export *x, const sx_layers *l, const sx_line *line)
{
    uint64_t key = hash_cell(sx_under_field(x, line, SX_F_DATE), SX_HASH_START);
    if (l->by_blanks && x->column[SX_F_CAMPAIGN] != l->column)
        key = hash_cell(sx_under_field(x, line, SX_F_CAMPAIGN), key);
    return key | 1;
}

/* Blank, a dash, "All" or a word for a total: no finer line. */
static bool no_part(const sx_piece *piece)
{
    char folded[64];
    sx_piece p = sx_piece_trim(piece);
    if (p.is_number)
        return false;
    sx_fold_piece(&p, folded, sizeof folded);
    return folded[0] == '\0' || strcmp(folded, "all") == 0 || sx_is_word(SX_W_TOTAL, folded);
}

/* The class of the line; CLASSES: more words than few. */
static size_t class_of(const sx_layers *l, const sx_line *line)
{
    const sx_piece *piece = sx_line_at(line, (size_t)l->column);
    if (l->by_blanks)
        return !no_part(piece);
    uint64_t word = hash_cell(piece, SX_HASH_START);
    for (size_t i = 0; i < l->n_words; i++)
        if (l->word[i] == word)
            return i;
    return CLASSES;
}

static group *group_of(sx_layers *l, uint64_t key)
{
    if (2 * l->used >= l->size) {
        sx_layers larger = *l;
        larger.size = l->size ? 2 * l->size : 256;
        larger.groups = calloc(larger.size, sizeof *larger.groups);
        if (!larger.groups)
            return NULL;
        for (size_t i = 0; i < l->size; i++) {
            size_t at = (size_t)(l->groups[i].key ^ l->groups[i].key >> 29) & (larger.size - 1);
            while (l->groups[i].key && larger.groups[at].key)
                at = (at + 1) & (larger.size - 1);
            if (l->groups[i].key)
                larger.groups[at] = l->groups[i];
        }
        free(l->groups);
        *l = larger;
    }
    size_t at = (size_t)(key ^ key >> 29) & (l->size - 1);
    while (l->groups[at].key && l->groups[at].key != key)
        at = (at + 1) & (l->size - 1);
    l->used += !l->groups[at].key;
    l->groups[at].key = key;
    return &l->groups[at];
}

static sx_status see(const sx_export *x, sx_layers *l, const sx_line *line, sx_decimal money)
{
    if (!l->by_blanks && class_of(l, line) == CLASSES && l->n_words < CLASSES)
        l->word[l->n_words++] = hash_cell(sx_line_at(line, (size_t)l->column), SX_HASH_START);
    size_t class = class_of(l, line);
    if (class == CLASSES)
        l->fits = false;
    if (!l->fits)
        return SX_OK;
    group *g = group_of(l, key_of(x, l, line));
    if (!g)
        return SX_NOMEM;
    g->sum[class] = sx_decimal_add(g->sum[class], money, &l->fits);
    g->n[class]++;
    l->count[class]++;
    return SX_OK;
}

/* All lines, or the first of many, into the groups of each candidate. */
static sx_status see_lines(const sx_export *x, sx_layers *layers, size_t n, size_t most)
{
    sx_lines lines;
    sx_line line = {0};
    size_t rows = 0;
    sx_status status = SX_OK;
    sx_export_start(x, &lines);
    while (status == SX_OK && rows < most && sx_export_row(x, &lines, &line)) {
        sx_decimal money;
        sx_currency currency;
        if (!sx_money_of(x, &line, &money, &currency))
            continue;
        rows++;
        for (size_t i = 0; i < n && status == SX_OK; i++)
            if (layers[i].fits)
                status = see(x, &layers[i], &line, money);
    }
    sx_line_free(&line);
    return lines.failed ? SX_NOMEM : status;
}

static bool equal(sx_decimal a, sx_decimal b)
{
    bool fits;
    return sx_decimal_add(a, sx_decimal_minus(b), &fits).digits == 0 && fits;
}

typedef enum verdict { NO_LAYERS, ASK_LAYERS, LAYERS } verdict;

/* Groups whose line without a part is the sum of several with one, against those where it is not. */
static verdict judge_blanks(sx_layers *l)
{
    size_t right = 0, several = 0, wrong = 0;
    for (size_t i = 0; i < l->size; i++) {
        const group *g = &l->groups[i];
        if (!g->n[0] || !g->n[1] || (g->sum[0].digits == 0 && g->sum[1].digits == 0))
            continue;
        bool same = equal(g->sum[0], g->sum[1]);
        right += same;
        several += same && g->n[1] > 1;
        wrong += !same;
    }
    if (!several)
        return NO_LAYERS;
    return wrong == 0 ? LAYERS : right > wrong ? ASK_LAYERS : NO_LAYERS;
}

/* The words whose lines add up, day for day, to those of the word with the most lines. */
static verdict judge_words(sx_layers *l)
{
    enum { DAYS = 3 };
    size_t most = 0, days = 0, parents = 0;
    for (size_t c = 1; c < l->n_words; c++)
        most = l->count[c] > l->count[most] ? c : most;
    for (size_t c = 0; c < l->n_words; c++)
        l->parent[c] = c != most && l->count[c] < l->count[most];
    for (size_t i = 0; i < l->size; i++) {
        const group *g = &l->groups[i];
        days += g->key && g->sum[most].digits;
        for (size_t c = 0; c < l->n_words && g->key; c++)
            l->parent[c] &= equal(g->sum[c], g->sum[most]);
    }
    for (size_t c = 0; c < l->n_words; c++)
        parents += l->parent[c];
    return !parents || !days ? NO_LAYERS : days >= DAYS ? LAYERS : ASK_LAYERS;
}

static verdict judge(sx_layers *l)
{
    return !l->fits ? NO_LAYERS : l->by_blanks ? judge_blanks(l) : judge_words(l);
}

/* Columns of texts that are not the date, the money or the currency: those with gaps, and those of few words. */
static size_t candidates(const sx_export *x, sx_layers *layers)
{
    size_t n = 0, rows = x->column[SX_F_DATE] >= 0 ? x->evidence[x->column[SX_F_DATE]].dates : 0;
    for (size_t i = 0; i < x->header.n_columns && i < x->n_evidence && n + 2 <= MOST_COLUMNS; i++) {
        const sx_evidence *e = &x->evidence[i];
        if (!e->filled || e->dates || e->numbers * 10 > e->filled || e->codes * 2 > e->filled)
            continue;
        if (e->filled - e->dashes < rows)
            layers[n++] = (sx_layers){.column = (int)i, .by_blanks = true, .fits = true};
        if (e->n_kinds >= 2 && e->n_kinds <= CLASSES && (int)i != x->column[SX_F_CAMPAIGN])
            layers[n++] = (sx_layers){.column = (int)i, .fits = true};
    }
    return n;
}

static sx_status take_layers(sx_export *x, sx_layers *l, verdict found)
{
    static const char *const choices[] = {"leave_out", "keep"};
    const char *set = sx_set(x, "total"), *name = x->header.names[l->column];
    if (set && strcmp(set, "keep") == 0)
        return sx_sentence(x, "Lines that are sums of others (column \"%.80s\") were taken as well, as was set.", name);
    if (found == ASK_LAYERS && !set) {
        x->report.flags[SX_TOTAL_SUSPECTED] = true;
        return sx_ask(x, "total", choices, 2,
                      "Column \"%.80s\" seems to tell lines from others that are their sums (a campaign beside its "
                      "parts): taken together they would count twice. Leave the sums out, or keep all lines?",
                      name);
    }
    x->layers = malloc(sizeof *x->layers);
    if (!x->layers)
        return SX_NOMEM;
    *x->layers = *l;
    l->groups = NULL;
    return SX_OK;
}

sx_status sx_find_layers(sx_export *x)
{
    sx_layers layers[MOST_COLUMNS];
    size_t n = candidates(x, layers), left = 0;
    sx_status status = n ? see_lines(x, layers, n, SAMPLE) : SX_OK;
    for (size_t i = 0; i < n; i++) { /* of many lines, only for what the first of them say */
        if (status == SX_OK && judge(&layers[i]) != NO_LAYERS) {
            layers[left++] = layers[i];
            continue;
        }
        free(layers[i].groups);
    }
    if (status == SX_OK && left && x->n_hashes > SAMPLE) {
        for (size_t i = 0; i < left; i++) {
            free(layers[i].groups);
            layers[i] = (sx_layers){.column = layers[i].column, .by_blanks = layers[i].by_blanks, .fits = true};
        }
        status = see_lines(x, layers, left, SIZE_MAX);
    }
    bool done = false;
    for (size_t i = 0; i < left; i++) {
        verdict found = status == SX_OK && !done ? judge(&layers[i]) : NO_LAYERS;
        done |= found != NO_LAYERS;
        if (found != NO_LAYERS)
            status = take_layers(x, &layers[i], found);
        free(layers[i].groups);
    }
    return status;
}

bool sx_is_layer_sum(const sx_export *x, const sx_line *line)
{
    sx_layers *l = x->layers;
    if (!l)
        return false;
    size_t class = class_of(l, line);
    if (!l->by_blanks)
        return class < CLASSES && l->parent[class];
    if (class != 0)
        return false;
    uint64_t key = key_of(x, l, line);
    size_t at = (size_t)(key ^ key >> 29) & (l->size - 1);
    while (l->groups[at].key && l->groups[at].key != key)
        at = (at + 1) & (l->size - 1);
    return l->groups[at].key && l->groups[at].n[1] && equal(l->groups[at].sum[0], l->groups[at].sum[1]);
}

const char *sx_layer_name(const sx_export *x)
{
    return x->layers ? x->header.names[x->layers->column] : "";
}

void sx_free_layers(sx_export *x)
{
    if (x->layers)
        free(x->layers->groups);
    free(x->layers);
    x->layers = NULL;
}
