/* What was read, in sentences. */
#include <math.h>
#include <string.h>
#include "data/export.h"

static const char *refusal(const char *reason)
{
    static const char *const words[][2] = {
        {"empty", "There is nothing in it."},
        {"no_rows", "There is a line of headers, and no row below it that can be read."},
        {"no_header", "No line names the columns: nothing says which column is which."},
        {"same_month", "Two columns are of the same month."},
        {"column_missing", "A column that the table needs is not in it."},
        {"xlsx", "This is an Excel file (or another zip archive), whatever its name says: open it and save it as CSV."},
        {"xls", "This is an old Excel file, whatever its name says: open it and save it as CSV."},
        {"pdf", "This is a PDF: there are no cells in it to read. Ask the system for CSV."},
        {"html", "This is a web page or XML, whatever its name says: open it in a spreadsheet and save it as CSV."},
        {"json", "This is JSON, no table of lines. Ask the system for CSV."},
        {"gzip", "This is a compressed file: unpack it first."},
        {"binary", "There are bytes in it that no text has: it is damaged, or no text."}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], reason) == 0)
            return words[i][1];
    return reason;
}

static void day_text(const sx_day *day, char text[11])
{
    sx_date_text(sx_date_serial(day->year, day->month, day->day), text);
}

static sx_status say_read(sx_export *x)
{
    sx_report *r = &x->report;
    char first[11] = "", last[11] = "";
    if (r->first.year) {
        day_text(&r->first, first);
        day_text(&r->last, last);
    }
    sx_status status = sx_sentence(x, "%zu row%s of %s read%s%s%s%s%s%s.", r->rows_read, r->rows_read == 1 ? "" : "s",
                                   x->table->name, first[0] ? ", " : "", first, first[0] ? " to " : "", last,
                                   x->report.decimal == ',' ? "; decimal comma" : "",
                                   r->date_order == SX_DMY   ? "; day before month"
                                   : r->date_order == SX_MDY ? "; month before day"
                                                             : "");
    if (status == SX_OK && r->n_currencies <= 1 && x->table->money >= 0) {
        char code[4];
        sx_currency_text(r->n_currencies ? r->currencies[0] : SX_NO_CURRENCY, code);
        status = sx_sentence(x, "Their sum is %.2f%s%s.", r->money_read, code[0] ? " " : "", code);
    } else if (status == SX_OK && x->table->money >= 0)
        status =
            sx_sentence(x, "%zu currencies stand in it; nothing is converted and no sum is shown.", r->n_currencies);
    return status;
}

/* Why lines were left out, in words. */
static const char *why_left_out(const char *reason)
{
    static const char *const words[][2] = {{"no_date", "without a date"},
                                           {"pending", "not booked yet"},
                                           {"failed", "failed or returned"},
                                           {"truncated", "broken off"},
                                           {"block_twice", "pasted twice"},
                                           {"void", "cancelled or void"},
                                           {"draft", "drafts, or not approved"},
                                           {"trial", "trials, or never begun"},
                                           {"renewal", "renewals"},
                                           {"shifted", "more cells than headers"},
                                           {"unknown_kind", "a kind of booking that is not known here"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], reason) == 0)
            return words[i][1];
    return reason;
}

/* Fields that no column was found for, where the table is poorer without them: names, counts and the second date. */
static sx_status say_not_found(sx_export *x)
{
    sx_text found = {0};
    for (size_t i = 0; i < x->table->n_canonical; i++) {
        const sx_canon_column *c = &x->table->columns[i];
        bool named = false;
        for (size_t k = 0; k < x->table->n_names; k++)
            named |= x->table->names[k] == c->field && c->kind == SX_KIND_TEXT;
        if (c->required || x->column[c->field] >= 0 || sx_constant(x, c->field) || x->derived ||
            c->field == SX_F_OPEN || c->field == SX_F_INVOICED || c->field == SX_F_BALANCE ||
            c->field == SX_F_DEAL_ID || c->field == SX_F_ACCOUNT || /* told apart */
            !(named || sx_is_number_kind(c->kind) || sx_is_date_kind(c->kind)))
            continue;
        sx_text_add(&found, "%s%s", found.length ? ", " : "", sx_field_names[c->field]);
    }
    sx_status status = found.status;
    if (status == SX_OK && found.length)
        status = sx_sentence(x, "No column was found for: %.200s.", found.data);
    sx_text_free(&found);
    return status;
}

static sx_status say_left_out(sx_export *x)
{
    sx_report *r = &x->report;
    sx_status status = SX_OK;
    if (r->totals_skipped || r->remarks || r->sections || r->repeated_headers)
        status =
            sx_sentence(x, "Left out: %zu totals or balances, %zu remarks, %zu section lines, %zu repeated headers.",
                        r->totals_skipped, r->remarks, r->sections, r->repeated_headers);
    for (size_t i = 0; i < r->n_dropped && status == SX_OK; i++) {
        size_t line = 0;
        for (size_t k = 0; k < r->n_faults && !line; k++)
            if (strcmp(r->faults[k].reason, r->dropped[i].reason) == 0)
                line = r->faults[k].line;
        char where[48] = "";
        if (line)
            sx_format_into(where, sizeof where, "; the first is line %zu", line);
        status = sx_sentence(x, "%zu line%s left out (%s), %.2f in all%s.", r->dropped[i].count,
                             r->dropped[i].count == 1 ? "" : "s", why_left_out(r->dropped[i].reason),
                             r->dropped[i].money, where);
    }
    if (status == SX_OK && r->n_missing)
        for (size_t k = 0; k < r->n_faults; k++)
            if (strcmp(r->faults[k].reason, "missing") == 0) {
                status =
                    sx_sentence(x, "%zu cell%s could not be read and stay%s empty; the first: line %zu, %s \"%s\".",
                                r->n_missing, r->n_missing == 1 ? "" : "s", r->n_missing == 1 ? "s" : "",
                                r->faults[k].line, sx_field_names[r->faults[k].field], r->faults[k].text);
                break;
            }
    return status;
}

static sx_status say_proof(sx_export *x)
{
    sx_report *r = &x->report;
    sx_status status = SX_OK;
    if (r->totals_equal && !r->totals_other)
        status = sx_sentence(x, "Equal to the file's own totals (%zu).", r->totals_equal);
    else if (r->totals_other)
        status =
            sx_sentence(x,
                        "%zu of the file's own totals equal the lines above; %zu do not: line %zu says %.2f, the lines "
                        "taken so far add up to %.2f.",
                        r->totals_equal, r->totals_other, r->other_line, r->other_total, r->other_sum);
    if (status == SX_OK && r->balances_equal && !r->balances_other)
        status = sx_sentence(x, "The running balance follows from the amounts on every line.");
    else if (status == SX_OK && r->balances_other)
        status = sx_sentence(x,
                             "The running balance does not follow from the amounts on %zu of %zu lines; the first is "
                             "line %zu: a line may be missing, changed or out of its order.",
                             r->balances_other, r->balances_equal + r->balances_other, r->balance_line);
    if (status == SX_OK && x->balance_negates)
        status = sx_sentence(x, "The balance falls where the amounts are positive: their signs were turned.");
    return status;
}

/* What is told with the number of lines that it concerns. */
static sx_status say_lines(sx_export *x)
{
    const sx_report *r = &x->report;
    sx_status status = SX_OK;
    if (r->duplicates)
        status = sx_sentence(x, "%zu lines are the same as one above; all were taken.", r->duplicates);
    if (status == SX_OK && r->ranges_spread)
        status = sx_sentence(x, "%zu lines span several days: each was spread over its days, its sums kept.",
                             r->ranges_spread);
    if (status == SX_OK && r->flags[SX_RANGE_ROWS] && !r->ranges_spread)
        status = sx_sentence(x, "Lines span several days: each stands on its first day.");
    else if (status == SX_OK && r->ranges_kept && r->ranges_spread)
        status =
            sx_sentence(x, "%zu lines span more than 400 days, or end before they begin: each stands on its first day.",
                        r->ranges_kept);
    if (status == SX_OK && r->layer_sums)
        status =
            sx_sentence(x,
                        "%zu lines, %.2f in all, are the sums of other lines, as column \"%.80s\" tells: left out, "
                        "so that nothing counts twice.",
                        r->layer_sums, r->layer_money, sx_layer_name(x));
    if (status == SX_OK && r->risen.count)
        status = sx_sentence(x,
                             "%zu lines are called churn or contraction and are positive, %.2f in all: taken as they "
                             "stand, as if revenue rose. The first is line %zu.",
                             r->risen.count, r->risen.money, r->risen.line);
    if (status == SX_OK && r->renewals)
        status = sx_sentence(x,
                             r->renewals_out
                                 ? "%zu deals renew or extend what a customer has, %.2f in all: left out, as was set."
                                 : "%zu deals renew or extend what a customer has, %.2f in all, and stand beside new "
                                   "ones: renewals=leave_out leaves them out.",
                             r->renewals, r->renewal_money);
    if (status == SX_OK && r->zone_line)
        status =
            sx_sentence(x,
                        "Created and responded are of different time zones, or only one of them names its zone, on "
                        "%zu lines; the first is line %zu. Nothing is converted: what lies between them is not the "
                        "time that passed.",
                        r->doubts[SX_F_RESPONDED], r->zone_line);
    return status;
}

static sx_status say_flags(sx_export *x)
{
    static const struct {
        sx_flag flag;
        const char *words;
    } said[] = {
        {SX_CURRENCY_UNKNOWN, "Nothing says which currency some of it is in."},
        {SX_FILLED_DOWN, "Lines without a date took it from the line above (splits of one transaction)."},
        {SX_TWO_LINES_A_ROW, "Each line books two accounts and gives two rows."},
        {SX_GROSS_AMOUNTS, "The amounts are gross, tax included."},
        {SX_DERIVED_EVENTS,
         "Events were made from a list of subscriptions: new at the start, churn at the end, prices by the month."},
        {SX_SEVERAL_LINES, "Some invoices or orders stand on several lines."},
        {SX_STAGE_FROM_STATUS, "Won and lost come from the status, other stages from the stage."},
        {SX_DETAIL_ROWS, "Details below a collective order were left out: the order itself is in."},
        {SX_MIXED_SIGNS, "The decimal sign differs from column to column."},
        {SX_FORMULA_CELLS, "Some cells look like formulas: they were taken as text."},
        {SX_SERIAL_DATES,
         "Dates came as a spreadsheet's day numbers: it converted them, so check that 3/4 is the day it should be."},
        {SX_BAD_DATES, "Some dates are no days, or break the order of the others: those lines are left out."},
        {SX_SEVERAL_VERSIONS, "More than one version stands in it."},
        {SX_UNPIVOTED, "Months stood across the columns and were turned, a row a month."},
        {SX_TRUNCATED, "The file breaks off within its last line, which was left out; more may be missing below."},
        {SX_TOTAL_SUSPECTED, "A dated line equals the sum of those above: a total?"},
        {SX_CURRENCY_CONTRADICTION, "The currency's column and the cells do not agree."}};
    sx_status status = SX_OK;
    for (size_t i = 0; i < sizeof said / sizeof *said && status == SX_OK; i++)
        if (x->report.flags[said[i].flag])
            status = sx_sentence(x, "%s", said[i].words);
    return status == SX_OK ? say_lines(x) : status;
}

sx_status sx_say_report(sx_export *x)
{
    sx_report *r = &x->report;
    if (x->bytes && x->bytes->truncated && r->status == SX_READ_OK) {
        r->flags[SX_TRUNCATED] = true;
        sx_drop(x, "truncated", 1, 0);
    }
    for (size_t i = 0; i < x->table->n_columns; i++)
        if (x->table->columns[i].kind >= SX_KIND_NUMBER && x->column[x->table->columns[i].field] >= 0 && !r->decimal &&
            x->evidence)
            r->decimal = x->decimal[x->table->columns[i].field];
    if (x->table->money >= 0 && x->evidence && x->column[x->table->money] >= 0 && x->decimal[x->table->money])
        r->decimal = x->decimal[x->table->money];
    if (r->status == SX_READ_REFUSE) {
        sx_status left = strcmp(r->reason, "no_rows") == 0 ? say_left_out(x) : SX_OK;
        return left == SX_OK ? sx_sentence(x, "%s", refusal(r->reason)) : left;
    }
    if (r->status == SX_READ_ASK) {
        for (size_t i = 0; i < r->n_questions; i++)
            if (sx_sentence(x, "%s", r->questions[i].say) != SX_OK)
                return SX_NOMEM;
        return SX_OK;
    }
    sx_status status = say_read(x);
    if (status == SX_OK)
        status = say_not_found(x);
    if (status == SX_OK)
        status = say_left_out(x);
    if (status == SX_OK)
        status = say_proof(x);
    if (status == SX_OK)
        status = sx_say_said(x);
    if (status == SX_OK && r->no_account)
        status = sx_sentence(x, "Nothing names the accounts: no column, and no line above the others.");
    if (status == SX_OK)
        status = say_flags(x);
    return status == SX_OK ? sx_say_persons(x) : status;
}
