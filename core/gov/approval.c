/* GOV.APPROVAL: who must approve a spend, and whether it was split to slip under a limit. */
#include "gov/approval.h"
#include "gov.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/headings.h"
#include "base/money.h"

enum { ACTION, FROM, TO, APPROVER, HEADINGS };

static int by_begin(const void *a, const void *b)
{
    const sx_band *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

sx_status sx_check_bands(sx_band *bands, size_t n, const char *action, sx_context *context)
{
    qsort(bands, n, sizeof *bands, by_begin);
    if (bands[0].from > 1)
        return sx_fail(context, SX_NUM, "the bands of \"%.60s\" leave a gap from 0 to %.2f (row %zu)", action,
                       (double)bands[0].from / 100.0, bands[0].row + 1);
    for (size_t i = 1; i < n; i++) {
        const sx_band *low = &bands[i - 1], *high = &bands[i];
        if (low->to == INT64_MAX || high->from < low->to)
            return sx_fail(context, SX_NUM, "the bands of \"%.60s\" in rows %zu and %zu overlap from %.2f", action,
                           low->row + 1, high->row + 1, (double)high->from / 100.0);
        if (high->from > low->to + 1)
            return sx_fail(context, SX_NUM, "the bands of \"%.60s\" leave a gap from %.2f to %.2f (rows %zu and %zu)",
                           action, (double)low->to / 100.0, (double)high->from / 100.0, low->row + 1, high->row + 1);
    }
    return SX_OK;
}

size_t sx_band_of(const sx_band *bands, size_t n, int64_t amount)
{
    size_t i = 0;
    while (i < n && amount > bands[i].to)
        i++;
    return i;
}

static sx_status limit_under(const sx_table *policy, size_t row, const sx_heading *heading, int64_t blank,
                             int64_t *cents, sx_context *context)
{
    double x = 0.0;
    sx_status status = sx_number_under(policy, row, heading, "policy", &x, context);
    if (status != SX_OK)
        return status;
    if (!isnan(x) && !(x >= 0.0 && x <= 1e12))
        return sx_fail(context, SX_NUM, "policy, row %zu, %s: %.15g is not from 0 to 1e12", row + 1, heading->names[0],
                       x);
    *cents = isnan(x) ? blank : (int64_t)sx_money_cents(x);
    return SX_OK;
}

static sx_status read_bands(const sx_table *policy, const sx_heading *headings, const char *action, sx_band *bands,
                            size_t *n, sx_context *context)
{
    *n = 0;
    for (size_t row = 1; row < policy->rows; row++) {
        if (!sx_cell_says(sx_under(policy, row, &headings[ACTION]), action))
            continue;
        sx_band band = {.row = row};
        sx_status status = limit_under(policy, row, &headings[FROM], 0, &band.from, context);
        if (status == SX_OK)
            status = limit_under(policy, row, &headings[TO], INT64_MAX, &band.to, context);
        if (status != SX_OK)
            return status;
        if (band.to <= band.from)
            return sx_fail(context, SX_NUM, "policy, row %zu: to is not above from", row + 1);
        if (sx_is_blank(sx_under(policy, row, &headings[APPROVER])))
            return sx_fail(context, SX_VALUE, "policy, row %zu: approver is blank", row + 1);
        bands[(*n)++] = band;
    }
    if (*n == 0)
        return sx_fail(context, SX_ARGUMENT, "the policy has no row for the action \"%.60s\"", action);
    return sx_check_bands(bands, *n, action, context);
}

/* Whether the cell names the requester, alone or as one of several. */
static bool names(const sx_cell *cell, const char *requester)
{
    char room[SX_NUMBER_ROOM];
    if (sx_cell_says(cell, requester))
        return true;
    for (const char *part = sx_cell_text(cell, room); *part && *requester;) {
        char name[256] = "";
        size_t n = strcspn(part, ";,/&+\n");
        memcpy(name, part, n < sizeof name ? n : sizeof name - 1);
        if (sx_same_word(name, requester))
            return true;
        part += n + (part[n] != '\0');
    }
    return false;
}

/* Who approves in the band; the requester never does: then it goes to the next band up with another approver. */
static const sx_cell *approver_of(const sx_table *policy, const sx_heading *headings, const sx_band *bands, size_t n,
                                  size_t band, const char *requester)
{
    for (; band < n; band++) {
        const sx_cell *cell = sx_under(policy, bands[band].row, &headings[APPROVER]);
        if (!requester || !names(cell, requester))
            return cell;
    }
    return NULL;
}

/* alone: who approves what is bought now by itself. now, before: cents. */
static sx_status say_verdict(const sx_cell *approver, const sx_cell *alone, double now, double before, sx_text *result)
{
    char room[SX_NUMBER_ROOM];
    sx_text words = {0};
    sx_text_add(&words, "%s", sx_cell_text(approver, room));
    if (words.data && !sx_cell_says(alone, words.data))
        sx_text_add(&words, "; split: %.2f now and %.2f before make %.2f, alone it would be %s", now / 100.0,
                    before / 100.0, (now + before) / 100.0, sx_cell_text(alone, room));
    return sx_text_give(&words, result);
}

sx_status sx_gov_approval(double amount, const char *action, const sx_table *policy, const double *earlier,
                          size_t n_earlier, const char *requester, sx_text *result, sx_context *context)
{
    sx_heading headings[HEADINGS] = {[ACTION] = {.names = {"action"}},
                                     [FROM] = {.names = {"from"}},
                                     [TO] = {.names = {"to"}},
                                     [APPROVER] = {.names = {"approver"}}};
    sx_status status = sx_find_headings(policy, "policy", headings, HEADINGS, SX_VALUE, context);
    if (status != SX_OK)
        return status;
    sx_band *bands = malloc((policy->rows + 1) * sizeof *bands);
    if (!bands)
        return SX_NOMEM;
    size_t n = 0;
    status = read_bands(policy, headings, action, bands, &n, context);
    if (status == SX_OK) {
        double now = sx_money_cents(amount), before = 0.0; /* cents: whole numbers, exact as far as a band goes */
        for (size_t i = 0; i < n_earlier; i++)
            before += sx_money_cents(earlier[i]);
        size_t band = now + before <= 1e15 ? sx_band_of(bands, n, (int64_t)(now + before)) : n;
        size_t alone = band < n ? sx_band_of(bands, n, (int64_t)now) : n;
        const sx_cell *approver = approver_of(policy, headings, bands, n, band, requester);
        if (band == n)
            status =
                sx_fail(context, SX_NA, "%.2f is above the last band of \"%.60s\"", (now + before) / 100.0, action);
        else if (!approver)
            status = sx_fail(context, SX_NA, "the requester is the approver, and no band above has another");
        else
            status =
                say_verdict(approver, approver_of(policy, headings, bands, n, alone, requester), now, before, result);
    }
    free(bands);
    return status;
}
