#include <string.h>
#include "cli/import.h"
#include "cli/json.h"

/* Adds a key and its colon; the first one without a comma. */
static void key(sx_text *out, const char *name)
{
    sx_text_add(out, "%s\"%s\": ", out->data && out->data[out->length - 1] == '{' ? "" : ", ", name);
}

static void text(sx_text *out, const char *name, const char *value)
{
    key(out, name);
    sx_json_add_text(out, value, strlen(value));
}

static void count(sx_text *out, const char *name, size_t value)
{
    key(out, name);
    sx_text_add(out, "%zu", value);
}

static void list_text(sx_text *out, const char *value)
{
    if (out->data && out->data[out->length - 1] != '[')
        sx_text_add(out, ", ");
    sx_json_add_text(out, value, strlen(value));
}

static void questions(const sx_report *r, sx_text *out)
{
    key(out, "questions");
    sx_text_add(out, "[");
    for (size_t i = 0; i < r->n_questions; i++) {
        const sx_question *q = &r->questions[i];
        sx_text_add(out, i ? ", {" : "{");
        text(out, "id", q->id);
        key(out, "choices");
        sx_text_add(out, "[");
        for (size_t k = 0; k < q->n_choices; k++)
            list_text(out, q->choices[k]);
        sx_text_add(out, "]");
        text(out, "say", q->say);
        sx_text_add(out, "}");
    }
    sx_text_add(out, "]");
}

static void columns(const sx_export *x, sx_text *out)
{
    key(out, "columns");
    sx_text_add(out, "{");
    for (size_t i = 0; i < x->table->n_columns && x->evidence; i++) {
        int field = x->table->columns[i].field;
        if (x->column[field] >= 0 && (size_t)x->column[field] < x->header.n_columns)
            text(out, sx_field_names[field], x->header.names[x->column[field]]);
    }
    sx_text_add(out, "}");
}

static void dropped(const sx_report *r, sx_text *out)
{
    key(out, "rows_dropped");
    sx_text_add(out, "[");
    for (size_t i = 0; i < r->n_dropped; i++)
        sx_text_add(out, "%s{\"reason\": \"%s\", \"count\": %zu, \"money\": \"%.2f\"}", i ? ", " : "",
                    r->dropped[i].reason, r->dropped[i].count, r->dropped[i].money);
    sx_text_add(out, "]");
}

/* Cells that could not be read; lines that were left out, each with its reason. */
static void faults(const sx_report *r, bool missing, sx_text *out)
{
    bool first = true;
    key(out, missing ? "missing" : "refused");
    sx_text_add(out, "[");
    for (size_t i = 0; i < r->n_faults; i++) {
        const sx_fault *f = &r->faults[i];
        if ((strcmp(f->reason, "missing") == 0) != missing)
            continue;
        sx_text_add(out, "%s{\"%s\": \"%s\", \"line\": %zu, \"text\": ", first ? "" : ", ",
                    missing ? "column" : "reason", missing ? sx_field_names[f->field] : f->reason, f->line);
        sx_json_add_text(out, f->text, strlen(f->text));
        sx_text_add(out, ", \"money\": \"%.2f\"}", f->money);
        first = false;
    }
    sx_text_add(out, "]");
}

static void lists(const sx_export *x, sx_text *out)
{
    const sx_report *r = &x->report;
    key(out, "currency");
    sx_text_add(out, "[");
    for (size_t i = 0; i < r->n_currencies; i++) {
        char code[4];
        sx_currency_text(r->currencies[i], code);
        list_text(out, code);
    }
    sx_text_add(out, "], \"flags\": [");
    for (int i = 0; i < SX_N_FLAGS; i++)
        if (r->flags[i])
            list_text(out, sx_flag_name((sx_flag)i));
    sx_text_add(out, "], \"doubts\": [");
    bool first = true;
    for (int i = 0; i < SX_N_FIELDS; i++)
        if (r->doubts[i]) {
            sx_text_add(out, "%s{\"column\": \"%s\", \"lines\": %zu}", first ? "" : ", ", sx_field_names[i],
                        r->doubts[i]);
            first = false;
        }
    sx_text_add(out, "], \"say\": [");
    for (size_t i = 0; i < r->n_sentences; i++)
        list_text(out, r->sentences[i]);
    sx_text_add(out, "]");
}

sx_status sx_report_json(const sx_export *x, sx_text *out)
{
    static const char *const words[] = {"ok", "ask", "refuse"};
    const sx_report *r = &x->report;
    char decimal[2] = {r->decimal, '\0'}, separator[2] = {x->separator, '\0'};
    sx_text_add(out, "{");
    text(out, "status", words[r->status]);
    text(out, "reason", r->reason ? r->reason : "");
    questions(r, out);
    text(out, "encoding", x->bytes ? sx_encoding_name(x->bytes->encoding) : "");
    key(out, "bom");
    sx_text_add(out, x->bytes && x->bytes->bom ? "true" : "false");
    text(out, "delimiter", separator);
    count(out, "header_line", x->header.line);
    columns(x, out);
    count(out, "rows_read", r->rows_read);
    count(out, "totals_skipped", r->totals_skipped);
    dropped(r, out);
    faults(r, true, out);
    count(out, "missing_count", r->n_missing);
    faults(r, false, out);
    text(out, "date_order", sx_order_name(r->date_order));
    text(out, "decimal", decimal);
    lists(x, out);
    sx_text_add(out, "}\n");
    return out->status;
}
