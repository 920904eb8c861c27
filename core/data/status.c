/* What the status of a line says of it. */
#include <string.h>
#include "data/fold.h"
#include "data/row.h"

enum { STATUS = 64, WORDS = 40 };

/* Status columns without a name that says so are those of few different words. */
static bool has_few_words(const sx_export *x, size_t column)
{
    const sx_evidence *e = column < x->n_evidence ? &x->evidence[column] : NULL;
    return e && e->n_kinds && e->n_kinds <= SX_KINDS_SEEN && (int)column != x->column[SX_F_DESCRIPTION];
}

static bool is_called_status(const sx_export *x, size_t column)
{
    return column < x->header.n_columns && x->header.is_status[column];
}

/* A cell of such a column, of so many bytes at most, that is or begins with a word of the list. */
static bool says(const sx_export *x, const sx_line *line, sx_word_list list, bool (*such)(const sx_export *, size_t),
                 bool (*fits)(sx_word_list, const char *), uint32_t most)
{
    for (size_t i = 0; i < line->n; i++) {
        char folded[STATUS];
        if (line->pieces[i].length == 0 || line->pieces[i].length > most || !such(x, i))
            continue;
        sx_fold_piece(&line->pieces[i], folded, sizeof folded);
        if (folded[0] && fits(list, folded))
            return true;
    }
    return false;
}

bool sx_status_says(const sx_export *x, const sx_line *line, sx_word_list list)
{
    return says(x, line, list, has_few_words, sx_is_word, WORDS);
}

bool sx_status_column_says(const sx_export *x, const sx_line *line, sx_word_list list)
{
    return says(x, line, list, is_called_status, sx_is_word, WORDS);
}

bool sx_status_column_begins(const sx_export *x, const sx_line *line, sx_word_list list)
{
    return says(x, line, list, is_called_status, sx_begins_with_word, UINT32_MAX);
}

/* The first that fits counts. An order received is not paid, though one word may say either. */
static sx_said said_by(const sx_export *x, const char *folded)
{
    bool order = sx_is_table(x, SX_T_ORDERS);
    return sx_is_word(SX_W_VOID, folded)                                        ? SX_SAID_VOID
           : sx_is_word(SX_W_WRITTEN_OFF, folded)                               ? SX_SAID_WRITTEN_OFF
           : sx_is_word(SX_W_DRAFT, folded)                                     ? SX_SAID_DRAFT
           : sx_is_word(SX_W_CREDITED, folded)                                  ? SX_SAID_CREDITED
           : sx_is_word(SX_W_PARTLY, folded)                                    ? SX_SAID_PARTLY
           : order && sx_is_word(SX_W_RECEIVED, folded)                         ? SX_SAID_RECEIVED
           : order && sx_is_word(SX_W_BILLED, folded)                           ? SX_SAID_CLOSED
           : sx_is_word(SX_W_PAID, folded)                                      ? SX_SAID_CLOSED
           : !order && sx_is_word(SX_W_DISPUTED, folded)                        ? SX_SAID_DISPUTED
           : sx_is_word(SX_W_LIVE, folded) || sx_is_word(SX_W_RECEIVED, folded) ? SX_SAID_LIVE
                                                                                : SX_SAID_UNKNOWN;
}

/* "Closed - cancelled" and "Pending Billing/Partially Received" say two things; "Cancelled (duplicate)" the first. */
static sx_said said_in(const sx_export *x, const sx_piece *piece)
{
    char folded[STATUS];
    sx_piece p = sx_piece_trim(piece);
    if (p.is_number || p.length == 0)
        return SX_SAID_NOTHING;
    sx_fold_piece(&p, folded, sizeof folded);
    if (!folded[0])
        return SX_SAID_NOTHING;
    sx_said most = said_by(x, folded);
    if (most != SX_SAID_UNKNOWN)
        return most;
    for (uint32_t from = 0, i = 0; i <= p.length; i++) {
        bool cut = i == p.length || strchr("/,;:(|-", p.text[i]) != NULL;
        if (!cut)
            continue;
        if (i > from && sx_fold(p.text + from, i - from, folded, sizeof folded)) {
            sx_said here = said_by(x, folded);
            most = here < most ? here : most;
        }
        from = i + 1;
    }
    return most;
}

/* "Cancelled: yes", whatever is said elsewhere. */
static bool is_flagged_void(const sx_export *x, const sx_line *line)
{
    for (size_t i = 0; i < line->n && i < x->header.n_columns; i++) {
        char folded[STATUS];
        if (line->pieces[i].length == 0 || line->pieces[i].length > 10)
            continue;
        sx_fold_piece(&line->pieces[i], folded, sizeof folded);
        if (!sx_is_word(SX_W_YES, folded))
            continue;
        sx_fold(x->header.names[i], strlen(x->header.names[i]), folded, sizeof folded);
        if (sx_is_word(SX_W_VOID, folded))
            return true;
    }
    return false;
}

bool sx_says_billed(const sx_export *x, const sx_line *line)
{
    char folded[STATUS];
    for (size_t i = 0; i < x->header.n_candidates[SX_F_STATUS]; i++) {
        sx_fold_piece(sx_line_at(line, (size_t)x->header.candidates[SX_F_STATUS][i]), folded, sizeof folded);
        if (folded[0] && sx_is_word(SX_W_BILLED_WHOLE, folded))
            return true;
    }
    return false;
}

static sx_said least(sx_said a, sx_said b)
{
    return a < b ? a : b;
}

/* "Invoiced: yes", "Bezahlt: nein": a column that is called an amount and says whether. */
static sx_said said_yes_or_no(const sx_export *x, const sx_line *line)
{
    int field = sx_is_table(x, SX_T_ORDERS) ? SX_F_INVOICED : SX_F_PAID;
    for (size_t i = 0; i < x->header.n_candidates[field]; i++) {
        char folded[STATUS];
        const sx_piece *piece = sx_line_at(line, (size_t)x->header.candidates[field][i]);
        if (piece->is_number || piece->length == 0 || piece->length > 12 || sx_figure_read(piece).is)
            continue;
        sx_fold_piece(piece, folded, sizeof folded);
        if (sx_is_word(SX_W_YES, folded))
            return SX_SAID_CLOSED;
        if (sx_is_word(SX_W_NO, folded))
            return SX_SAID_LIVE;
    }
    return SX_SAID_NOTHING;
}

sx_said sx_said_of(const sx_export *x, const sx_line *line)
{
    sx_said most = SX_SAID_NOTHING, plainly = said_yes_or_no(x, line);
    if (is_flagged_void(x, line))
        return SX_SAID_VOID;
    if (x->column[SX_F_STATUS] >= 0)
        most = said_in(x, sx_under_field(x, line, SX_F_STATUS));
    for (size_t i = 0; i < x->header.n_candidates[SX_F_STATUS]; i++)
        most = least(most, said_in(x, sx_line_at(line, (size_t)x->header.candidates[SX_F_STATUS][i])));
    if (plainly != SX_SAID_NOTHING && most > SX_SAID_CREDITED) /* received is not billed, and here it is said */
        return plainly;
    return most;
}

void sx_count_line(sx_said_lines *of, const sx_line *line, const sx_out *money)
{
    of->line = of->count++ ? of->line : line->number;
    of->money += money->kind == SX_OUT_NUMBER ? sx_decimal_double(money->number) : 0;
}

/* The sum of what is told, where it is of one currency. */
static const char *money_of(const sx_export *x, const sx_said_lines *of, char text[64])
{
    text[0] = '\0';
    if (x->report.n_currencies <= 1)
        sx_format_into(text, 64, ", %.2f in all", of->money);
    return text;
}

static sx_status say_one(sx_export *x, sx_said said)
{
    const sx_said_lines *of = &x->report.said[said];
    size_t n = of->count, first = of->line;
    char text[64];
    const char *s = n == 1 ? " is" : "s are", *money = money_of(x, of, text);
    if (!n)
        return SX_OK;
    switch (said) {
    case SX_SAID_VOID:
        return sx_sentence(x,
                           "%zu line%s cancelled, void or rejected: read, with nothing open; the sum holds their "
                           "amounts%s. The first is line %zu.",
                           n, s, money, first);
    case SX_SAID_WRITTEN_OFF:
        return sx_sentence(x,
                           "%zu line%s written off or uncollectible: read, with nothing open; the sum holds their "
                           "amounts%s. The first is line %zu.",
                           n, s, money, first);
    case SX_SAID_DRAFT:
        return sx_sentence(x,
                           "%zu line%s still drafts or not approved: read, with nothing open; the sum holds their "
                           "amounts%s. The first is line %zu.",
                           n, s, money, first);
    case SX_SAID_CREDITED:
        return sx_sentence(x,
                           "%zu line%s credited or refunded: read, with nothing open; the sum holds their amounts%s. "
                           "The first is line %zu.",
                           n, s, money, first);
    case SX_SAID_PARTLY:
        return sx_sentence(x,
                           "%zu line%s paid or billed in part, and no column says how much: what is open stays empty, "
                           "of amounts%s. The first is line %zu.",
                           n, s, money, first);
    case SX_SAID_RECEIVED:
        return sx_sentence(x,
                           "%zu line%s received in full, and no column says what is billed: taken with nothing "
                           "open%s. The first is line %zu.",
                           n, s, money, first);
    case SX_SAID_CLOSED:
        return sx_sentence(x,
                           "%zu line%s closed: taken with nothing open, though not all of it is billed%s. The first is "
                           "line %zu.",
                           n, s, money, first);
    case SX_SAID_DISPUTED:
        return sx_sentence(x, "%zu line%s disputed or with a collector: open in full%s. The first is line %zu.", n, s,
                           money, first);
    case SX_SAID_UNKNOWN:
        return sx_sentence(x, "%zu line%s of a status that is not known here: open in full%s. The first is line %zu.",
                           n, s, money, first);
    case SX_SAID_LIVE:
    case SX_SAID_NOTHING:
    case SX_N_SAID:
        break;
    }
    return SX_OK;
}

sx_status sx_say_said(sx_export *x)
{
    const sx_said_lines *back = &x->report.returned;
    sx_status status = SX_OK;
    for (int said = 0; said < SX_N_SAID && status == SX_OK; said++)
        status = say_one(x, (sx_said)said);
    char text[64];
    const sx_said_lines *open = &x->report.undecided;
    if (status == SX_OK && open->count)
        status =
            sx_sentence(x,
                        "%zu deal%s of a status that is not known here: the stage was taken, and none of them counts "
                        "as won or lost%s. The first is line %zu.",
                        open->count, open->count == 1 ? " is" : "s are", money_of(x, open, text), open->line);
    const sx_said_lines *turned = &x->report.turned;
    if (status == SX_OK && turned->count)
        status =
            sx_sentence(x, "%zu line%s of a type that goes back: taken as minus%s. The first is line %zu.",
                        turned->count, turned->count == 1 ? " is" : "s are", money_of(x, turned, text), turned->line);
    if (status == SX_OK && back->count)
        status = sx_sentence(x,
                             "%zu payment%s refunded or disputed and count as received%s: check that what went back "
                             "stands on lines of its own. The first is line %zu.",
                             back->count, back->count == 1 ? " is" : "s are", money_of(x, back, text), back->line);
    return status;
}
