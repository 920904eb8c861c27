/* Which lines are rows. */
#include <string.h>
#include "data/export.h"
#include "data/fold.h"

size_t sx_fold_piece(const sx_piece *piece, char *out, size_t size)
{
    out[0] = '\0';
    return piece->is_number ? 0 : sx_fold(piece->text, piece->length, out, size);
}

/* "S A L D O": letters set apart are one word. */
static void close_up(char *folded)
{
    size_t n = strlen(folded), letters = 0;
    for (size_t i = 0; i < n; i += 2) {
        if (folded[i] == ' ' || (i + 1 < n && folded[i + 1] != ' '))
            return;
        letters++;
    }
    for (size_t i = 0; letters > 3 && i < letters; i++)
        folded[i] = folded[2 * i];
    if (letters > 3)
        folded[letters] = '\0';
}

/* "--" and its kin: what stands where there is nothing. */
static bool says_nothing(const sx_piece *piece)
{
    if (piece->is_number)
        return false;
    sx_piece p = sx_piece_trim(piece);
    if (p.length == 0)
        return true;
    for (uint32_t i = 0; i < p.length; i++) {
        unsigned char c = (unsigned char)p.text[i];
        if (c != '-' && c != '.' && c != 0xE2 && c != 0x80 && c != 0x93 && c != 0x94)
            return false;
    }
    return true;
}

/* A line drawn with - = _ | and blanks. */
static bool is_rule(const sx_line *line)
{
    bool drawn = false;
    if (line->n && line->pieces[0].length && line->pieces[0].text[0] >= '0')
        return false; /* the most frequent case, at once */
    for (size_t i = 0; i < line->n; i++)
        for (uint32_t k = 0; k < line->pieces[i].length; k++) {
            char c = line->pieces[i].text[k];
            if (c != '-' && c != '=' && c != '_' && c != '+' && c != ' ')
                return false;
            drawn = true;
        }
    return drawn;
}

static bool is_stars(const sx_piece *piece)
{
    sx_piece p = sx_piece_trim(piece);
    for (uint32_t i = 0; i < p.length; i++)
        if (p.text[i] != '*')
            return false;
    return p.length > 0;
}

bool sx_number_of(const sx_export *x, const sx_line *line, int field, sx_decimal *out, sx_figure *figure)
{
    const sx_piece *piece = sx_under_field(x, line, field);
    *figure = (sx_figure){0};
    if (piece->is_number && !(piece->number > -SX_DECIMAL_MOST && piece->number < SX_DECIMAL_MOST))
        return false;
    if (piece->is_number) {
        *out = sx_decimal_near(piece->number, 10);
        sx_scale(x, x->column[field], out);
        return true;
    }
    if (piece->length == 0)
        return false;
    if (sx_decimal_plain(piece, x->decimal[field], out)) {
        figure->is = true;
        sx_scale(x, x->column[field], out);
        return out->scale >= 0;
    }
    *figure = sx_figure_read(piece);
    if (figure->percent || !sx_figure_value(figure, x->decimal[field], out)) /* no column holds a share */
        return false;
    sx_scale(x, x->column[field], out);
    return out->scale >= 0;
}

/* The day that the moment is in the field's order. */
static bool day_under(const sx_export *x, int field, sx_moment m, sx_day *out)
{
    bool fixed = m.order == SX_YMD || m.order == SX_NAMED || m.order == SX_SERIAL || m.order == SX_EPOCH;
    if (fixed)
        return sx_moment_day(&m, m.order, 0, out);
    sx_order order = x->order[field];
    if (!(m.may & 1u << order))
        return false;
    int year = x->header.to.year;
    int set = m.no_year ? sx_year_set(x) : 0;
    if (set)
        year = set;
    else if (m.no_year && x->header.from.year && x->header.from.year < year && m.part[1] >= x->header.from.month)
        year = x->header.from.year; /* the period begins in the year before */
    m.order = SX_ORDER_NONE;
    return sx_moment_day(&m, order, year, out);
}

bool sx_day_of(const sx_export *x, const sx_line *line, int field, sx_day *out)
{
    if (x->month_column >= 0 && x->column[field] == x->month_column)
        return sx_year_and_month(x, line, out);
    const sx_piece *piece = sx_under_field(x, line, field);
    if (!piece->is_number && piece->length == 0)
        return false;
    if (sx_moment_iso(piece, out))
        return true;
    sx_moment m = sx_moment_read(piece, true);
    return m.is && day_under(x, field, m, out);
}

bool sx_day_in(const sx_export *x, const sx_line *line, int column, int field, sx_day *out)
{
    const sx_piece *piece = sx_line_at(line, (size_t)column);
    if (sx_moment_iso(piece, out))
        return true;
    sx_moment m = sx_moment_read(piece, true);
    return m.is && day_under(x, field, m, out);
}

bool sx_range_end(const sx_export *x, const sx_line *line, int field, sx_day *out)
{
    sx_moment end;
    const sx_piece *piece = sx_under_field(x, line, field);
    return !piece->is_number && piece->length > 12 && sx_moment_end(piece, &end) && day_under(x, field, end, out);
}

bool sx_has_number(const sx_export *x, const sx_line *line)
{
    for (size_t i = 0; i < line->n && i < x->n_evidence; i++) {
        const sx_evidence *e = &x->evidence[i];
        if (e->numbers && e->numbers * 2 >= e->filled && !e->dates &&
            (line->pieces[i].is_number || sx_figure_read(&line->pieces[i]).is))
            return true;
    }
    return false;
}

bool sx_is_header_again(const sx_export *x, const sx_line *line)
{
    int known = 0;
    for (size_t i = 0; i < line->n && i < x->header.n_columns; i++) {
        const char *name = x->header.names[i];
        sx_piece p = sx_piece_trim(&line->pieces[i]);
        if (p.is_number || (name[0] && (p.length == 0 || p.text[0] != name[0])))
            return false;
        if (name[0] && ++known == 3)
            break;
    }
    char folded[128];
    uint64_t hash = SX_HASH_START;
    for (size_t i = 0; i < x->header.n_columns; i++)
        hash = sx_hash_stable(folded, sx_fold_piece(sx_line_at(line, i), folded, sizeof folded) + 1, hash);
    return hash == x->header.hash;
}

/* The field that dates the rows: the first that the table cannot do without. */
static int date_field(const sx_export *x)
{
    if (x->derived)
        return SX_F_START;
    for (size_t i = 0; i < x->table->n_columns; i++)
        if (x->table->columns[i].required && x->table->columns[i].kind != SX_KIND_TEXT &&
            x->table->columns[i].kind != SX_KIND_MONEY)
            return x->table->columns[i].field;
    return -1;
}

static bool is_key(const sx_export *x, const sx_line *line)
{
    bool money;
    sx_decimal amount;
    sx_currency currency;
    if (x->table->id == SX_T_PIPELINE) {
        money = sx_money_of(x, line, &amount, &currency);
        return !says_nothing(sx_under_field(x, line, SX_F_DEAL_ID)) ||
               !says_nothing(sx_under_field(x, line, SX_F_STAGE)) ||
               (money && !says_nothing(sx_under_field(x, line, SX_F_NAME)));
    }
    return !says_nothing(sx_under_field(x, line, SX_F_INVOICE));
}

/* The line begins with a word for a total, or with the stars of one. */
static bool begins_total(const sx_line *line, size_t *lead)
{
    char folded[96];
    for (size_t i = 0; i < line->n; i++) {
        if (sx_piece_blank(&line->pieces[i]))
            continue;
        if (line->pieces[i].is_number)
            return false;
        *lead = i;
        if (is_stars(&line->pieces[i]))
            return true;
        unsigned char first = (unsigned char)sx_piece_trim(&line->pieces[i]).text[0];
        if (first >= '0' && first <= '9')
            return false;
        sx_fold_piece(&line->pieces[i], folded, sizeof folded);
        close_up(folded);
        return sx_begins_with_word(SX_W_TOTAL, folded);
    }
    return false;
}

/* An opening or closing balance: the words stand in a cell of text, alone (or with figures) where the line is dated. */
static bool is_balance(const sx_export *x, const sx_line *line, bool dated)
{
    if (x->table->id != SX_T_BANK && x->table->id != SX_T_LEDGER)
        return false;
    for (size_t i = 0; i < line->n && i < 24; i++) {
        char folded[96];
        unsigned char first = line->pieces[i].length ? (unsigned char)line->pieces[i].text[0] : '0';
        if (line->pieces[i].is_number || line->pieces[i].length > 90 || (first >= '0' && first <= '9'))
            continue;
        sx_fold_piece(&line->pieces[i], folded, sizeof folded);
        close_up(folded);
        if (sx_is_word(SX_W_BALANCE_ALONE, folded))
            return true;
        if (!sx_begins_with_word(SX_W_BALANCE, folded))
            continue;
        const char *letter = folded;
        sx_decimal amount;
        sx_currency currency;
        if (dated && !sx_is_word(SX_W_BALANCE, folded) && sx_money_of(x, line, &amount, &currency)) {
            size_t n = strlen(folded);
            while (n && ((folded[n - 1] >= '0' && folded[n - 1] <= '9') || folded[n - 1] == ' '))
                n--;
            folded[n] = '\0';
            if (!sx_is_word(SX_W_BALANCE, letter))
                continue;
        }
        return true;
    }
    return false;
}

bool sx_has_name(const sx_export *x, const sx_line *line, size_t but)
{
    for (size_t i = 0; i < x->table->n_names; i++) {
        int column = x->column[x->table->names[i]];
        if (column >= 0 && (size_t)column != but && !says_nothing(sx_line_at(line, (size_t)column)))
            return true;
    }
    return false;
}

/* Of a ledger without a column of accounts: a name, and behind it what stood on the account before. */
static bool is_account_line(const sx_export *x, const sx_line *line)
{
    size_t first = 0;
    if (x->table->id != SX_T_LEDGER || x->column[SX_F_ACCOUNT] >= 0 || x->column[SX_F_DEBIT_ACCOUNT] >= 0)
        return false;
    while (sx_piece_blank(&line->pieces[first]))
        first++;
    if (line->pieces[first].is_number || sx_figure_read(&line->pieces[first]).is)
        return false;
    for (size_t i = first + 1; i < line->n; i++)
        if (!sx_piece_blank(&line->pieces[i]))
            return line->pieces[i].is_number || sx_figure_read(&line->pieces[i]).is;
    return false;
}

static sx_line_kind without_date(const sx_export *x, const sx_line *line, size_t filled)
{
    sx_decimal amount;
    sx_currency currency;
    bool money = sx_money_of(x, line, &amount, &currency), named = sx_has_name(x, line, SIZE_MAX);
    if (is_balance(x, line, false))
        return SX_LINE_TOTAL;
    if (x->fill_down && money && named && says_nothing(sx_under_field(x, line, SX_F_REFERENCE)))
        return SX_LINE_FILLED;
    if (money)
        return named ? SX_LINE_UNDATED : SX_LINE_UNNAMED;
    if (filled == 1 || (filled == 2 && is_account_line(x, line)))
        return SX_LINE_SECTION;
    return sx_has_number(x, line) && !named ? SX_LINE_TOTAL : SX_LINE_REMARK;
}

sx_line_kind sx_classify(const sx_export *x, const sx_line *line)
{
    size_t filled = 0, lead = SIZE_MAX;
    for (size_t i = 0; i < line->n; i++)
        filled += !sx_piece_blank(&line->pieces[i]);
    if (filled == 0 || is_rule(line))
        return SX_LINE_BLANK;
    if (sx_is_header_again(x, line))
        return SX_LINE_HEADER;
    if (sx_is_group(x, line))
        return SX_LINE_SECTION;
    if (x->pivot)
        return sx_classify_pivot(x, line, begins_total(line, &lead));
    if (!x->table->dated) {
        if (filled == 1)
            return SX_LINE_SECTION;
        if (begins_total(line, &lead) && !(is_key(x, line) && x->column[SX_F_INVOICE] != (int)lead && filled > 3))
            return SX_LINE_TOTAL;
        if (is_key(x, line) || sx_is_unkeyed_row(x, line))
            return SX_LINE_ROW;
        return sx_has_number(x, line) ? SX_LINE_UNKEYED : SX_LINE_REMARK;
    }
    sx_day day;
    int date = date_field(x);
    bool dated = date >= 0 && sx_day_of(x, line, date, &day);
    if (dated && filled == 1 && x->header.n_columns > 2 && sx_range_end(x, line, date, &day))
        return SX_LINE_REMARK; /* the period of what follows */
    if (dated)
        return is_balance(x, line, true) ? SX_LINE_TOTAL : SX_LINE_ROW;
    if (begins_total(line, &lead))
        return sx_has_number(x, line) || filled > 1 ? SX_LINE_TOTAL : SX_LINE_REMARK;
    return without_date(x, line, filled);
}

bool sx_export_row(const sx_export *x, sx_lines *lines, sx_line *line)
{
    while (sx_lines_next(lines, line))
        if (line->number > x->header.line && sx_classify(x, line) == SX_LINE_ROW)
            return true;
    return false;
}
