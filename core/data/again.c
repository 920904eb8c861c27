/* Lines that come again: an export pasted twice, or a longer one below the older one that it overlaps. */
#include <stdlib.h>
#include <string.h>
#include "data/export.h"

enum { LEAST = 3 };

/* Where lines stand that were there before, in the order they had: count lines from the at-th filled one on, like those
 * from the from-th on. */
typedef struct run {
    size_t at, from, count, rows, line;
} run;

typedef struct run_list {
    run *items; /* in order */
    size_t n, room;
    size_t shift, until; /* between equal lines so far apart, up to here, no run begins: at - from, and a line */
    size_t work;         /* lines that may still be compared */
} run_list;

/* The first run behind a line. */
static size_t run_behind(const run_list *all, size_t line)
{
    size_t low = 0, high = all->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (all->items[middle].at > line)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* The first line with each hash, and how often it came. */
typedef struct seen {
    uint32_t *first; /* its place, from 1; 0: free */
    unsigned char *times;
    size_t mask;
} seen;

static size_t slot_of(const sx_export *x, const seen *s, size_t r)
{
    uint64_t hash = x->hashes[r];
    size_t slot = (size_t)(hash ^ hash >> 29) & s->mask;
    while (s->first[slot] && x->hashes[s->first[slot] - 1] != hash)
        slot = (slot + 1) & s->mask;
    return slot;
}

static void note(sx_export *x, seen *s, size_t r)
{
    size_t slot = slot_of(x, s, r);
    if (!s->first[slot])
        s->first[slot] = (uint32_t)r + 1;
    else
        x->doubled[r / 8] |= (unsigned char)(1u << r % 8);
    if (s->times[slot] < 255)
        s->times[slot]++;
}

/* The run that begins at r, if one does: of its lines at least three that are no daily repetition, which come no more
 * often above than whole runs do. Where none began at an earlier line of the same shift, there were too few such lines,
 * and there are no more of them now. */
static bool run_at(const sx_export *x, const seen *s, size_t r, run_list *all, run *out)
{
    size_t slot = slot_of(x, s, r), count = 0, own = 0;
    if (!s->first[slot])
        return false;
    size_t from = s->first[slot] - 1, behind = run_behind(all, from);
    if (r - from == all->shift && r < all->until)
        return false;
    while (all->work && r + count < x->n_hashes && from + count < r &&
           x->hashes[r + count] == x->hashes[from + count]) {
        if (behind < all->n && all->items[behind].at == from + count) {
            if (x->hashes[r + count] == x->hashes[r])
                break; /* the next paste begins, as an earlier one did */
            behind++;
        }
        own += s->times[slot_of(x, s, r + count)] <= 1 + all->n;
        count++;
        all->work--;
    }
    *out = (run){.at = r, .from = from, .count = count};
    all->shift = r - from;
    all->until = own >= LEAST ? 0 : r + count;
    return own >= LEAST;
}

static bool add_run(run_list *all, const run *one)
{
    enum { ROOM = 16 };
    if (all->n == all->room) {
        size_t room = all->room ? 2 * all->room : ROOM;
        run *items = realloc(all->items, room * sizeof *items);
        if (!items)
            return false;
        all->items = items;
        all->room = room;
    }
    all->items[all->n++] = *one;
    return true;
}

/* Lines that are all the same would be compared with one another for ever: after some looks at each line it is enough.
 */
static sx_status find_runs(sx_export *x, run_list *all)
{
    enum { LOOKS = 100 };
    seen s = {.mask = 63};
    run one;
    while (s.mask < 2 * x->n_hashes)
        s.mask = 2 * s.mask + 1;
    s.first = calloc(s.mask + 1, sizeof *s.first);
    s.times = calloc(s.mask + 1, sizeof *s.times);
    x->doubled = calloc(x->n_hashes / 8 + 1, 1);
    bool good = s.first && s.times && x->doubled;
    all->work = LOOKS * x->n_hashes;
    for (size_t r = 0; good && r < x->n_hashes; r++) {
        if (!run_at(x, &s, r, all, &one)) {
            note(x, &s, r);
            continue;
        }
        for (size_t i = 0; i < one.count; i++)
            note(x, &s, r + i);
        good = add_run(all, &one);
        r += one.count - 1;
    }
    free(s.first);
    free(s.times);
    return good ? SX_OK : SX_NOMEM;
}

/* Counts the rows of each run and finds the number of its first line. */
static sx_status count_rows(const sx_export *x, run *runs, size_t n_runs)
{
    sx_lines lines;
    sx_line line = {0};
    size_t at = 0, k = 0;
    sx_export_start(x, &lines);
    while (k < n_runs && sx_lines_next(&lines, &line)) {
        bool filled = false;
        for (size_t i = 0; i < line.n && !filled; i++)
            filled = !sx_piece_blank(&line.pieces[i]);
        if (line.number <= x->header.line || !filled)
            continue;
        while (k < n_runs && at >= runs[k].at + runs[k].count)
            k++;
        if (k < n_runs && at >= runs[k].at) {
            runs[k].line = at == runs[k].at ? line.number : runs[k].line;
            runs[k].rows += sx_classify(x, &line) == SX_LINE_ROW;
        }
        at++;
    }
    sx_line_free(&line);
    return lines.failed ? SX_NOMEM : SX_OK;
}

sx_status sx_find_again(sx_export *x)
{
    static const char *const choices[] = {"once", "twice"};
    run_list all = {.items = NULL};
    size_t lines = 0, places = 0, first = 0;
    sx_status status = x->n_hashes < UINT32_MAX ? find_runs(x, &all) : SX_OK;
    free(x->hashes);
    x->hashes = NULL;
    if (status == SX_OK && all.n)
        status = count_rows(x, all.items, all.n);
    for (size_t k = 0; k < all.n && status == SX_OK; k++) {
        const run *one = &all.items[k];
        if (one->rows < LEAST)
            continue;
        if (!x->again)
            x->again = calloc(x->n_hashes / 8 + 1, 1);
        if (!x->again) {
            status = SX_NOMEM;
            break;
        }
        first = places++ ? first : one->line;
        lines += one->rows;
        for (size_t i = one->at; i < one->at + one->count; i++)
            x->again[i / 8] |= (unsigned char)(1u << i % 8);
    }
    free(all.items);
    if (status != SX_OK || !places)
        return status;
    x->report.flags[SX_BLOCK_TWICE] = true;
    const char *set = sx_set(x, "block_twice");
    x->take_twice = set && (strcmp(set, "twice") == 0 || strcmp(set, "both") == 0 || strcmp(set, "keep") == 0);
    if (set)
        return SX_OK;
    if (places > 1)
        return sx_ask(x, "block_twice", choices, 2,
                      "In %zu places, the first from line %zu on, %zu lines come again as they stand above: pastes "
                      "that overlap? Take them once, or both times?",
                      places, first, lines);
    return sx_ask(x, "block_twice", choices, 2,
                  "From line %zu on the same %zu lines come again: pasted twice? Take them once, or both times?", first,
                  lines);
}
