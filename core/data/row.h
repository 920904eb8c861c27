/* What the files that make rows share: the state from line to line, and the cells of one row. Private to core/data. */
#ifndef SX_ROW_H
#define SX_ROW_H
#include "data/export.h"

/* What the rows leave behind for those below them. */
typedef struct sx_row_state {
    unsigned char at[SX_N_FIELDS];
    sx_sink sink;
    void *data;
    sx_out row[24];
    sx_piece section, reference, description;
    sx_piece group_name; /* the last account or customer that stood in its column */
    bool sections;       /* an account or a customer stood above its lines */
    char last_code[3];   /* the currency's text that was read last, and what it is */
    sx_currency last_currency;
    sx_currency currency; /* of the last row that had a date */
    sx_day last_day;
    bool have_day;
    sx_decimal sum, since; /* of all rows, and since the last total */
    bool sums_fit;
    sx_decimal money; /* of the line with this number, read once for all who ask; 0: of none */
    sx_currency beside;
    bool has_money;
    size_t money_line;
    sx_decimal balance;
    bool have_balance;
    sx_decimal group; /* money of undated lines below the last row */
    sx_decimal last_amount;
    size_t group_lines;
    size_t group_faults; /* where their faults begin */
    size_t filled_at;
    sx_decimal held; /* money without date and name: a total at the end, or equal to the lines above; else a line
                        without a date */
    size_t held_line;
    bool held_number;
    size_t rows_since, paid;
    sx_text last_invoice;
    size_t steps_up, steps_down, steps;
    size_t other_up, other_down; /* the first line that the balance does not follow on, read either way; 0: none */
    char version[32];
} sx_row_state;

static inline bool sx_is_table(const sx_export *x, sx_canon_id table)
{
    return x->table->id == table;
}

/* Where the field's cell stands in the row; what the table has no column for goes nowhere, into the last one. */
static inline sx_out *sx_out_of(sx_row_state *s, int field)
{
    return &s->row[s->at[field]];
}

sx_out sx_text_out(const sx_piece *piece);
sx_status sx_note_missing(sx_export *x, const sx_line *line, int field);
/* Whether the table has a column of the field. */
bool sx_has_column(const sx_export *x, int field);
/* Counts the row, its money and currency, and gives it to the sink. */
sx_status sx_give_row(sx_export *x, sx_row_state *s);
/* The day is within the period read from now on. */
void sx_widen(sx_export *x, const sx_day *day);
/* The rest of a row by its table, money and currency being there: given once, twice or, dropped, not at all. */
sx_status sx_finish_row(sx_export *x, sx_row_state *s, const sx_line *line, bool filled, bool *dropped);
/* S and H, DR and CR, Af and Bij: 1 for the side that adds in this table, -1, 0 unknown. figure: of the amount. */
int sx_side_of(const sx_export *x, const sx_line *line, const sx_figure *figure);
/* The money of a row, as sx_money_of, which is asked once a line. */
bool sx_row_money(const sx_export *x, sx_row_state *s, const sx_line *line, sx_decimal *out, sx_currency *beside);
/* The rows of a line of spend. */
sx_status sx_spend_row(sx_export *x, sx_row_state *s, const sx_line *line);
/* Whether the line of a ledger names an account behind a word for one ("Konto: 6600"), and which. */
sx_status sx_account_in(sx_export *x, const sx_line *line, sx_piece *account, bool *found);
/* Of a payment: "pending" or "failed" as its status says; NULL: neither. */
const char *sx_not_booked(const sx_export *x, const sx_line *line);
/* Leaves the line out for its status, counted and named by what stands under the field. amount may be NULL. */
sx_status sx_leave_out(sx_export *x, const sx_line *line, const char *why, const sx_decimal *amount, int field);
/* The row of an invoice, and of an order: what is open by figures and status. */
sx_status sx_invoice_row(sx_export *x, sx_row_state *s, const sx_line *line, bool *dropped);
sx_status sx_order_row(sx_export *x, sx_row_state *s, const sx_line *line, bool *dropped);
/* Whether a word of the list stands in a column of few words, or in one that is called a status. */
bool sx_status_says(const sx_export *x, const sx_line *line, sx_word_list list);
bool sx_status_column_begins(const sx_export *x, const sx_line *line, sx_word_list list); /* "Declined (51)" */
bool sx_status_column_says(const sx_export *x, const sx_line *line, sx_word_list list);
/* What the statuses of an invoice or an order say of it; of several what leaves least open. */
sx_said sx_said_of(const sx_export *x, const sx_line *line);
/* Whether a status says that the whole order is billed. */
bool sx_says_billed(const sx_export *x, const sx_line *line);
/* Whether orders that are drafts are rows, as was set. */
bool sx_drafts_kept(const sx_export *x);
/* Counts the line and its money. */
void sx_count_line(sx_said_lines *of, const sx_line *line, const sx_out *money);
/* The rows of a transfer between two parties. */
sx_status sx_transfer_row(sx_export *x, sx_row_state *s, const sx_line *line);
void sx_count_currency(sx_export *x, sx_currency currency, double money);
/* The rows of a line with months across. */
sx_status sx_pivot_rows(sx_export *x, sx_row_state *s, const sx_line *line);
/* The line as a row. */
sx_status sx_read_row(sx_export *x, sx_row_state *s, const sx_line *line, bool filled, bool doubled);
#endif
