/* An export read into a canonical table, with what was decided, left out and refused. The steps, each in a file of its
 * own, and each over all lines:
 *   header.c    the line of headers and which columns a field may stand in
 *   evidence.c  what each column holds: numbers and their signs, dates and their orders, currencies
 *   headless.c  columns by number where no line names them
 *   choose.c    the column of each field
 *   beside.c    of two amounts with their currencies the account's
 *   decide.c    the decimal sign, the order of dates (decide_dates.c), the currency; else a question
 *   unit.c      thousands, millions, cents
 *   survey.c    splits, totals without a name, fees
 *   sides.c     which way the money went; mirrored.c  bookings that stand under both accounts
 *   pivot.c     months across the columns; months and years in columns of their own
 *   transfers.c amounts sent beside amounts received
 *   periods.c   amounts by the month beside others by the year
 *   account.c   the account of a ledger's lines without a column
 *   groups.c    lines that head a group and count its lines
 *   unkeyed.c   lines without what names them
 *   again.c     lines pasted twice; layers.c    lines beside their own parts
 *   classify.c  which lines are rows: totals, sections, balances and remarks are not
 *   status.c    what the status of a line says of it
 *   money.c, row.c, row_tables.c, row_owed.c, row_spend.c, give.c    canonical rows from the lines
 *   persons.c, report.c    the report in sentences
 * Cells (a pasted sheet) and bytes (a file) take the same way. */
#ifndef SX_EXPORT_H
#define SX_EXPORT_H
#include <stdbool.h>
#include "base/scratch.h"
#include "data/bytes.h"
#include "data/currency.h"
#include "data/figure.h"
#include "data/lines.h"
#include "data/moment.h"
#include "data/words.h"

enum {
    SX_EXPORT_COLUMNS = 1024, /* of a line; what stands further right is not looked at */
    SX_HEADER_LINES = 60,
    SX_LISTED = 1000, /* most lines that the report names one by one */
    SX_CURRENCIES = 16,
    SX_KINDS_SEEN = 16,
    SX_CANDIDATES = 6,
    /* Ranks of candidates: a name stretched so far is likely, not proved; money of another currency than the lines'. */
    SX_RANK_LIKELY = 1000,
    SX_RANK_CONVERTED = 2000
};

typedef struct sx_setting {
    const char *id, *choice; /* date_order=dmy, decimal=, , column:cost=4, ... */
} sx_setting;

typedef enum sx_flag {
    SX_MISSING_COST,
    SX_MIXED_CURRENCY,
    SX_CURRENCY_UNKNOWN,
    SX_CURRENCY_CONTRADICTION,
    SX_RANGE_ROWS,
    SX_PENDING_ROWS,
    SX_FILLED_DOWN,
    SX_TWO_LINES_A_ROW,
    SX_GROSS_AMOUNTS,
    SX_DERIVED_EVENTS,
    SX_SEVERAL_LINES,
    SX_STAGE_FROM_STATUS,
    SX_DETAIL_ROWS,
    SX_MIXED_SIGNS,
    SX_FORMULA_CELLS,
    SX_SERIAL_DATES,
    SX_DUPLICATE_ROWS,
    SX_BLOCK_TWICE,
    SX_TRUNCATED,
    SX_BAD_DATES,
    SX_SEVERAL_VERSIONS,
    SX_UNPIVOTED,
    SX_TOTAL_SUSPECTED,
    SX_N_FLAGS
} sx_flag;
const char *sx_flag_name(sx_flag flag);

typedef enum sx_reading { SX_READ_OK, SX_READ_ASK, SX_READ_REFUSE } sx_reading;

/* What one column holds. */
typedef struct sx_evidence {
    size_t filled, numbers, whole, negative, positive, percent, sides;
    size_t votes[2], open[2];          /* for the point and for the comma; numbers that may be either */
    size_t vote_line[2], open_line[2]; /* the first of each */
    size_t no_days, no_day_line;       /* cells like 1.13.24, no day, and the first of them */
    size_t dates, may[SX_EPOCH + 1];   /* cells that are dates, and dates under each order */
    size_t free_dates;                 /* dates whose order the column has to say */
    int first_year[SX_EPOCH + 1], last_year[SX_EPOCH + 1]; /* of dates with two digits of a year, under each order */
    size_t bare;              /* a month and two digits; which months they are if the digits are years */
    uint64_t bare_months[20]; /* a bit each, from 1970 on */
    size_t mails, dashes;     /* addresses; cells that are a dash or "all" */
    size_t times, dashed, stroked, ranges, digit_dates, office_dates;
    char last_code[3];
    size_t codes; /* cells that are currency codes */
    sx_currency currencies[SX_CURRENCIES];
    size_t n_currencies;
    uint64_t kinds[SX_KINDS_SEEN]; /* its different texts, while they are few */
    size_t n_kinds;                /* SX_KINDS_SEEN + 1: too many */
    size_t formulas;
} sx_evidence;

typedef struct sx_header {
    size_t line;    /* from 1; 0: none was found */
    bool by_number; /* none, and the columns are known by their numbers */
    size_t n_columns;
    int candidates[SX_N_FIELDS][SX_CANDIDATES]; /* columns, the best name first */
    int ranks[SX_N_FIELDS][SX_CANDIDATES];
    size_t n_candidates[SX_N_FIELDS];
    sx_currency currency[SX_EXPORT_COLUMNS];
    signed char power[SX_EXPORT_COLUMNS]; /* of ten that the header says its numbers are short of: 3 for thousands */
    signed char power_above;              /* that a line above the headers says of all */
    const char *unit_above;               /* what it says */
    char *names[SX_EXPORT_COLUMNS];       /* as they stand, one blank for each run of blanks */
    bool is_status[SX_EXPORT_COLUMNS];    /* the name says so */
    uint64_t hash;                        /* of the folded header, to know it again */
    size_t months;                        /* columns whose names are months */
    sx_day month[SX_EXPORT_COLUMNS];      /* year 0: no month */
    bool month_lacks_year;                /* one of them, which then bears the year 1 */
    sx_day from, to;                      /* the period that the lines above name; year 0: none */
    bool period;                          /* from one cell that names both its ends */
    sx_currency above;                    /* the currency that they name */
    unsigned orders;                      /* under which all dates in them are days, as bits; 0: they have none */
} sx_header;

typedef struct sx_fault {
    const char *reason; /* no_date pending failed truncated block_twice; missing: one cell */
    size_t line;
    int field;
    double money;
    const char *text;
} sx_fault;

typedef struct sx_dropped {
    const char *reason;
    size_t count;
    double money;
} sx_dropped;

typedef struct sx_question {
    char id[48];
    char choices[4][24];
    size_t n_choices;
    char say[400];
} sx_question;

/* What a status says, before it is known to: of several the first counts. */
typedef enum sx_said {
    SX_SAID_VOID, /* cancelled, rejected, deleted */
    SX_SAID_WRITTEN_OFF,
    SX_SAID_DRAFT, /* or not approved */
    SX_SAID_CREDITED,
    SX_SAID_PARTLY, /* paid, or of an order billed, in part */
    SX_SAID_RECEIVED,
    SX_SAID_CLOSED, /* paid, or of an order billed or closed */
    SX_SAID_DISPUTED,
    SX_SAID_LIVE, /* what leaves it as it is */
    SX_SAID_UNKNOWN,
    SX_SAID_NOTHING,
    SX_N_SAID
} sx_said;

/* Lines of which that was said: how many, their money and the first of them. */
typedef struct sx_said_lines {
    size_t count, line;
    double money;
} sx_said_lines;

enum { SX_MOST_QUESTIONS = 8, SX_MOST_DROPS = 8, SX_MOST_SENTENCES = 40 };

typedef struct sx_report {
    sx_reading status;
    const char *reason; /* of a refusal; NULL: none */
    sx_question questions[SX_MOST_QUESTIONS];
    size_t n_questions;
    size_t rows_read, lines_read, totals_skipped, remarks, sections, repeated_headers, details, duplicates;
    sx_dropped dropped[SX_MOST_DROPS];
    size_t n_dropped;
    sx_fault *faults; /* SX_LISTED at most */
    size_t n_faults, n_missing;
    double money_read, money_missing;
    sx_currency currencies[SX_CURRENCIES];
    double sums[SX_CURRENCIES + 1]; /* a currency; the last for none */
    size_t n_currencies;
    sx_order date_order;
    char decimal; /* 0: the table has no numbers */
    bool flags[SX_N_FLAGS];
    size_t doubts[SX_N_FIELDS]; /* a field: how many of its values are not vouched for */
    bool no_account;            /* of a ledger: nothing names the accounts */
    bool one_way;               /* of a bank: nothing says which way the money went */
    size_t totals_equal, totals_other;
    double other_total, other_sum; /* the first that differs, and what it was compared with */
    size_t other_line;
    size_t zone_line;  /* the first lead whose moments are of two zones; 0: none */
    size_t layer_sums; /* lines left out that are the sums of others */
    double layer_money;
    size_t renewals; /* deals that renew, and their money */
    double renewal_money;
    bool renewals_out;
    size_t ranges_spread, ranges_kept; /* lines over several days: spread over them, and on their first day */
    sx_said_lines said[SX_N_SAID], returned, risen, undecided,
        turned; /* of invoices and orders; of payments; of events */
    size_t balances_equal, balances_other, balance_line;
    sx_day first, last;
    const char *sentences[SX_MOST_SENTENCES];
    size_t n_sentences;
} sx_report;

typedef enum sx_out_kind { SX_OUT_NONE, SX_OUT_TEXT, SX_OUT_NUMBER, SX_OUT_DAY, SX_OUT_CODE } sx_out_kind;
typedef struct sx_out {
    sx_out_kind kind;
    sx_piece text;
    sx_decimal number;
    sx_day day;
    sx_currency code;
} sx_out;

/* Takes one canonical row, its cells in the table's order. Anything but SX_OK ends the reading with it. */
typedef sx_status (*sx_sink)(void *data, const sx_out *row, size_t n);

typedef struct sx_export {
    const sx_canon *table;
    const sx_bytes *bytes; /* NULL: cells */
    const sx_table *cells;
    const sx_setting *settings;
    size_t n_settings;
    char separator;
    size_t first_byte; /* behind a line like sep=; */
    sx_header header;
    sx_evidence *evidence; /* a column */
    size_t n_evidence;
    int column[SX_N_FIELDS];   /* -1: not there */
    char decimal[SX_N_FIELDS]; /* of the field's column */
    sx_order order[SX_N_FIELDS];
    sx_currency currency; /* from the header, or set */
    int group_field; /* the account or the customer, where it stands on the first line of its group alone; -1: no such
                      */
    bool pivot, fill_down, debit_negative, credit_negative, side_counts, side_by_kind, by_invoice, two_accounts,
        take_twice;
    size_t *unkeyed, n_unkeyed;        /* lines without what names them that are rows, in order */
    size_t *heads, n_heads;            /* those that are the sums of the lines below them */
    size_t *groups, n_groups;          /* lines that head a group and count its lines, in order */
    bool counts_lines;                 /* a line looks like one */
    sx_piece first_account;            /* of a ledger's lines above the first that names one; text NULL: none */
    int other_money[3], n_other_money; /* of a bank: columns of other currencies, where the chosen one is blank */
    int fee_sign;                      /* what the fee does to the amount: -1, 0, 1 */
    bool fee_proved;                   /* that it does nothing */
    bool negate, currency_set, balance_negates;
    bool transfers;                /* of a bank: lines name what left and what arrived */
    int year_column, month_column; /* of rows whose year and month stand apart; -1: they do not */
    bool by_year;                  /* amounts that come again within a year are brought to one */
    int unknown_kind; /* of a ledger whose side is the kind of booking, what a kind that is not known does: 1 debit, -1
                         credit, 2 it is left out, 0 nothing was said */
    bool left_out[SX_N_FIELDS];           /* fields to be left blank: persons stand in them */
    struct sx_layers *layers;             /* lines that are sums of others; NULL: none */
    bool spread;                          /* lines over several days are given a row a day */
    bool derived;                         /* events from subscriptions */
    size_t total_lines[4], n_total_lines; /* dated lines without a name that are the sum of all others */
    size_t short_lines;                   /* with fewer */
    size_t long_lines;                    /* with more cells than the header names */
    unsigned char *again;                 /* a bit a filled line: it was there before; NULL: none */
    unsigned char *doubled;               /* a bit a filled line: an equal one stands above; NULL: not known */
    uint64_t *hashes;                     /* a line's, until again.c has seen them */
    size_t n_hashes, hash_room;
    sx_scratch scratch;
    sx_report report;
} sx_export;

/* Reads the export: bytes or cells (the other NULL). Row for row to the sink when nothing is open. The export's own
 * parts are freed by sx_export_free, report included. SX_OK: read, see report.status; SX_NOMEM; what the sink said. */
sx_status sx_export_read(sx_export *x, const sx_canon *table, const sx_bytes *bytes, const sx_table *cells,
                         const sx_setting *settings, size_t n_settings, sx_sink sink, void *data);
void sx_export_free(sx_export *x);
/* Whether there is such a question and such a choice. */
typedef enum sx_setting_fault { SX_SETTING_FITS, SX_SETTING_UNKNOWN, SX_SETTING_NO_CHOICE } sx_setting_fault;
sx_setting_fault sx_setting_check(const char *id, const char *choice);
/* Four digits from 1970 on; else 0. */
int sx_year_of(const char *choice);
/* The choice that was made for the question; NULL: none. */
const char *sx_set(const sx_export *x, const char *id);
/* The value that was set for a field that has no column (constant:FIELD); NULL: none. */
const char *sx_constant(const sx_export *x, int field);
/* Of tables whose rows are of a month: its field (-1: of others), whether a line names three months, which columns bear
 * which, whether they are to be turned. */
int sx_month_field(const sx_canon *table);
bool sx_months_across(const sx_canon *table, const sx_line *line);
sx_status sx_keep_months(sx_export *x, const sx_line *line);
sx_status sx_decide_pivot(sx_export *x);
sx_status sx_find_year_and_month(sx_export *x, int field);
bool sx_year_and_month(const sx_export *x, const sx_line *line, sx_day *out);

int sx_year_set(const sx_export *x);
/* The column that a choice names, by its number from 1 or its header; -1: none. */
int sx_find_column(const sx_export *x, const char *choice);

/* The steps. */
void sx_export_start(const sx_export *x, sx_lines *lines);
sx_status sx_find_header(sx_export *x);
double sx_header_weight(const sx_line *line, void *data);
/* No line of headers: takes the columns by number where a setting does, else tells what each holds. */
sx_status sx_without_header(sx_export *x);
/* Marks the fields that are to be left blank because persons stand in their columns. */
void sx_leave_out_persons(sx_export *x);
sx_status sx_say_persons(sx_export *x);
sx_status sx_say_said(sx_export *x);
sx_status sx_gather(sx_export *x);
sx_status sx_decide(sx_export *x);
sx_status sx_decide_orders(sx_export *x);
/* Notes what a line above the headers says of all amounts ("in TEUR"). Scales or asks. Brings a number of the column to
 * ones. */
sx_status sx_note_unit(sx_export *x, const sx_line *line);
sx_status sx_decide_unit(sx_export *x);
void sx_scale(const sx_export *x, int column, sx_decimal *out);
sx_status sx_survey(sx_export *x);
/* Which way the money went, for sx_survey. A column that says so on every row; amounts of both signs in a column of one
 * side; lines without a side; of a bank a card's statement, whose amounts are turned. What is likely is doubted. */
sx_status sx_find_side(sx_export *x, int money);
sx_status sx_doubt_signs(sx_export *x);
sx_status sx_doubt_sides(sx_export *x);
/* Whether bookings of account and contra stand under both accounts: account sheets, not a journal. */
sx_status sx_find_mirrored(sx_export *x, bool *mirrored);
/* Of deals: whether their amounts are of different periods; the amount of the line brought to a year. */
sx_status sx_survey_periods(sx_export *x);
sx_decimal sx_by_year(const sx_export *x, const sx_line *line, sx_decimal amount);
/* Of a payment service: whether its lines name what left and what arrived; the one or the other, with its sign. */
sx_status sx_find_transfers(sx_export *x);
bool sx_transfer_money(const sx_export *x, const sx_line *line, bool in, sx_decimal *out, sx_currency *beside);
bool sx_is_credit_note(const sx_export *x, const sx_line *line);
sx_status sx_survey_card(sx_export *x);
sx_status sx_find_again(sx_export *x);
/* Of a ledger without a column of accounts: the account that stands above the header, for the lines above the first
 * that names one. */
sx_status sx_find_first_account(sx_export *x);
/* Whether a line looks as if it headed a group: a cell with a count in brackets, and numbers at most behind it. Those
 * that do head one and count its lines; whether it is one; the name in such a cell without the count. */
bool sx_heads_group(const sx_line *line, size_t *count);
sx_status sx_find_groups(sx_export *x);
bool sx_is_group(const sx_export *x, const sx_line *line);
sx_piece sx_group_name(const sx_piece *piece);
/* Of tables whose rows need no date: lines without what names them that are rows; whether the line is one. */
sx_status sx_find_unkeyed(sx_export *x);
bool sx_is_unkeyed_row(const sx_export *x, const sx_line *line);
bool sx_is_head(const sx_export *x, const sx_line *line); /* no row, but the sum of those below */
/* Of spend: lines that are the sums of others. Whether a row is one; the header of the column that tells. */
typedef struct sx_layers sx_layers;
sx_status sx_find_layers(sx_export *x);
bool sx_is_layer_sum(const sx_export *x, const sx_line *line);
const char *sx_layer_name(const sx_export *x);
void sx_free_layers(sx_export *x);
sx_status sx_give_rows(sx_export *x, sx_sink sink, void *data);
sx_status sx_say_report(sx_export *x);

static inline bool sx_is_date_kind(int kind)
{
    return kind == SX_KIND_DATE || kind == SX_KIND_MOMENT || kind == SX_KIND_MONTH;
}

static inline bool sx_is_number_kind(int kind)
{
    return kind == SX_KIND_NUMBER || kind == SX_KIND_MONEY;
}
/* Whether the column's header names the field. */
static inline bool sx_is_candidate(const sx_export *x, int field, int column)
{
    for (size_t i = 0; i < x->header.n_candidates[field]; i++)
        if (x->header.candidates[field][i] == column)
            return true;
    return false;
}
/* The currency that a cell holds; a number is none. */
static inline sx_currency sx_currency_in(const sx_piece *piece)
{
    return piece->is_number || !piece->length ? SX_NO_CURRENCY : sx_currency_read(piece->text, piece->length);
}
/* Chooses the column of the field; a question or a doubt where two may be it. */
sx_status sx_choose_column(sx_export *x, int field, int kind);
/* Of several columns of currencies takes the one beside the money. */
sx_status sx_pair_currency(sx_export *x);
/* Of a bank, of two amounts with their currencies, the one that the account was charged. */
sx_status sx_find_account_amount(sx_export *x);

/* For the steps. */
sx_status sx_ask(sx_export *x, const char *id, const char *const *choices, size_t n_choices, const char *format, ...)
    SX_PRINTF(5, 6);
sx_status sx_refuse(sx_export *x, const char *reason);
sx_status sx_sentence(sx_export *x, const char *format, ...) SX_PRINTF(2, 3);
sx_status sx_add_fault(sx_export *x, const char *reason, size_t line, int field, double money, const sx_piece *text);
void sx_drop(sx_export *x, const char *reason, size_t count, double money);
/* A copy that lives as long as the export; NULL: out of memory. */
char *sx_keep(sx_export *x, const char *text, size_t length);
/* The cell under the field in the line; blank where the field is not there. */
const sx_piece *sx_under_field(const sx_export *x, const sx_line *line, int field);
/* The number under the field by its column's sign; false: blank or none. */
bool sx_number_of(const sx_export *x, const sx_line *line, int field, sx_decimal *out, sx_figure *figure);
bool sx_day_of(const sx_export *x, const sx_line *line, int field, sx_day *out);
/* The day in another column, in the order of the field's. */
bool sx_day_in(const sx_export *x, const sx_line *line, int column, int field, sx_day *out);
/* The second of two dates in the cell. */
bool sx_range_end(const sx_export *x, const sx_line *line, int field, sx_day *out);

typedef enum sx_line_kind {
    SX_LINE_BLANK,
    SX_LINE_ROW,
    SX_LINE_FILLED,  /* a row that has its date from above */
    SX_LINE_TOTAL,   /* totals, subtotals, opening and closing balances */
    SX_LINE_UNKEYED, /* money without what names the row, where rows need no date */
    SX_LINE_UNNAMED, /* money without date, name or word: a total if it is a sum */
    SX_LINE_SECTION, /* one text: the account or customer of what follows */
    SX_LINE_HEADER,  /* the header again */
    SX_LINE_REMARK,
    SX_LINE_UNDATED /* money without a date */
} sx_line_kind;
/* Whether it is the line of headers, come again. */
bool sx_is_header_again(const sx_export *x, const sx_line *line);
sx_line_kind sx_classify(const sx_export *x, const sx_line *line);
sx_line_kind sx_classify_pivot(const sx_export *x, const sx_line *line, bool total); /* of months across */
/* The next line below the header that is a row. */
bool sx_export_row(const sx_export *x, sx_lines *lines, sx_line *line);
/* The money of the line, sign and all; false: none. */
bool sx_money_of(const sx_export *x, const sx_line *line, sx_decimal *out, sx_currency *beside);
/* Whether the line carries a number in a column of numbers. */
bool sx_has_number(const sx_export *x, const sx_line *line);
/* Folds a cell; out has room for size bytes. */
/* Whether a field that names the row is filled, but for the column `but`. */
bool sx_has_name(const sx_export *x, const sx_line *line, size_t but);
size_t sx_fold_piece(const sx_piece *piece, char *out, size_t size);
#endif
