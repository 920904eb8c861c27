/* A ledger with account and contra account is a journal, whose lines book both, or the sheets of its accounts, where
 * each booking stands once under each account that it touches. Read as a journal, sheets would count everything twice.
 */
#include <stdlib.h>
#include <string.h>
#include "data/fold.h"
#include "data/row.h"

/* One line: the document (day and reference) that it is of, its accounts, what its own account got. */
typedef struct entry {
    uint64_t document, account, contra;
    double is;
} entry;

typedef struct entries {
    entry *of;
    size_t n, room;
} entries;

static uint64_t hash_field(const sx_export *x, const sx_line *line, int field, uint64_t start)
{
    char folded[96];
    sx_piece p = sx_piece_trim(sx_under_field(x, line, field));
    if (p.is_number)
        return sx_hash(&p.number, sizeof p.number, start);
    sx_fold_piece(&p, folded, sizeof folded);
    return sx_hash(folded, strlen(folded) + 1, start);
}

static sx_status read_entries(const sx_export *x, entries *all)
{
    sx_lines lines;
    sx_line line = {0};
    sx_status status = SX_OK;
    sx_export_start(x, &lines);
    while (status == SX_OK && sx_export_row(x, &lines, &line)) {
        sx_decimal money;
        sx_currency currency;
        if (!sx_money_of(x, &line, &money, &currency) || !money.digits)
            continue;
        if (all->n == all->room) {
            size_t room = all->room ? 2 * all->room : 1024;
            entry *of = realloc(all->of, room * sizeof *of);
            if (!of) {
                status = SX_NOMEM;
                break;
            }
            all->of = of;
            all->room = room;
        }
        uint64_t document = hash_field(x, &line, SX_F_DATE, SX_HASH_START);
        all->of[all->n++] = (entry){.document = hash_field(x, &line, SX_F_REFERENCE, document),
                                    .account = hash_field(x, &line, SX_F_ACCOUNT, SX_HASH_START),
                                    .contra = hash_field(x, &line, SX_F_CONTRA, SX_HASH_START),
                                    .is = sx_decimal_double(money)};
    }
    sx_line_free(&line);
    return lines.failed ? SX_NOMEM : status;
}

/* By document, then by the two accounts whichever is which, then by the account. */
static int by_document(const void *a, const void *b)
{
    const entry *p = a, *q = b;
    uint64_t low_p = p->account < p->contra ? p->account : p->contra,
             low_q = q->account < q->contra ? q->account : q->contra, high_p = p->account ^ p->contra,
             high_q = q->account ^ q->contra;
    if (p->document != q->document)
        return p->document < q->document ? -1 : 1;
    if (low_p != low_q)
        return low_p < low_q ? -1 : 1;
    if (high_p != high_q)
        return high_p < high_q ? -1 : 1;
    return (p->account > q->account) - (p->account < q->account);
}

/* Lines of one document: their sum, and those that have another with the two accounts exchanged and the other side. */
static void judge_document(const entry *of, size_t n, double *sum, size_t *facing)
{
    *sum = 0;
    for (size_t i = 0; i < n; i++)
        *sum += of[i].is;
    for (size_t from = 0, i = 0; from < n; from = i) {
        size_t sides[2][2] = {{0, 0}, {0, 0}}; /* of the one account and the other: debits, credits */
        for (i = from; i < n && (of[i].account == of[from].account || of[i].account == of[from].contra) &&
                       (of[i].contra == of[from].account || of[i].contra == of[from].contra);
             i++)
            sides[of[i].account != of[from].account][of[i].is < 0]++;
        if (of[from].account == of[from].contra)
            continue;
        for (int side = 0; side < 2; side++)
            if (sides[0][side] && sides[1][!side])
                *facing += sides[0][side] + sides[1][!side];
    }
}

static sx_status ask_rows(sx_export *x, size_t facing, bool *mirrored)
{
    static const char *const choices[] = {"one_row", "two_rows"};
    const char *set = sx_set(x, "contra");
    *mirrored = set && strcmp(set, "one_row") == 0;
    if (set)
        return SX_OK;
    return sx_ask(x, "contra", choices, 2,
                  "%zu lines stand under both their accounts, as on account sheets, and others under one alone. Does a "
                  "line give one row, for its own account, or two, for the account and the contra account?",
                  facing);
}

sx_status sx_find_mirrored(sx_export *x, bool *mirrored)
{
    entries all = {.of = NULL};
    sx_status status = read_entries(x, &all);
    size_t facing = 0;
    bool balanced = true;
    *mirrored = false;
    if (status == SX_OK && all.n > 1) {
        qsort(all.of, all.n, sizeof *all.of, by_document);
        for (size_t from = 0, to = 0; from < all.n; from = to) {
            double sum;
            while (to < all.n && all.of[to].document == all.of[from].document)
                to++;
            judge_document(all.of + from, to - from, &sum, &facing);
            balanced &= sum < 0.005 && sum > -0.005;
        }
        *mirrored = balanced;
        if (!balanced && facing)
            status = ask_rows(x, facing, mirrored);
    }
    free(all.of);
    return status;
}
