/* What a workbook does when it moves to its next period, "roll" of the specification: written into the document as its
 * property "Sextant roll", statements parted by "; ", which the menu's Roll Forward reads (addin/commands/roll_map.c).
 * Ranges stand there by names of the document, which follow their cells. */
#include <string.h>
#include "write.h"

/* The name of a range: of an input its own, else "roll_" and what the specification calls it. */
static const char *range_name(book *b, const cJSON *where, const char *text, bool typed)
{
    target t = whole_reference(b, where, text, (scope){.index = -1});
    if (typed && !t.symbol->input)
        broken(b, where, "\"%s\" is computed: nobody may write there", text);
    if (t.symbol->named)
        return t.symbol->name;
    char *name = keep(b, strlen(text) + sizeof "roll_");
    strcpy(name, "roll_");
    for (const char *p = text; *p; p++)
        if (*p != ']')
            name[strlen(name)] = *p == '.' || *p == ':' || *p == '[' || *p == '-' ? '_' : *p;
    const char *on = quoted_sheet(b, t.symbol->sheet);
    const char *line = say(b,
                           "<table:named-range table:name=\"%s\" table:base-cell-address=\"$%s.$A$1\" "
                           "table:cell-range-address=\"$%s.$%s$%d:.$%s$%d\"/>\n",
                           name, on, on, column_name(b, t.column), t.row + 1, column_name(b, t.column + t.columns - 1),
                           t.row + t.rows);
    if (!b->names.data || !strstr(b->names.data, line)) /* one range may stand in two statements */
        sx_text_add(&b->names, "%s", line);
    return name;
}

/* days and months of "week", "month", "quarter", "year" */
static void step_of(const book *b, const cJSON *where, const char *word, int *days, int *months)
{
    static const struct {
        const char *word;
        int days, months;
    } steps[] = {{"week", 7, 0}, {"month", 0, 1}, {"quarter", 0, 3}, {"year", 0, 12}};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (!strcmp(steps[i].word, word)) {
            *days = steps[i].days;
            *months = steps[i].months;
            return;
        }
    broken(b, where, "\"%s\": week, month, quarter or year", word);
}

static const char *each_name(book *b, const cJSON *json, const char *key, const char *verb)
{
    const char *all = "";
    const cJSON *one, *items = cJSON_GetObjectItemCaseSensitive(json, key);
    cJSON_ArrayForEach(one, items)
    {
        if (!cJSON_IsString(one))
            broken(b, json, "%s: references", key);
        all = say(b, "%s; %s %s", all, verb, range_name(b, one, one->valuestring, true));
    }
    return all;
}

/* "lines NAME DAYS MONTHS UNTIL_MONTHS UNTIL_DAYS COLUMN...": the lines of the last week, month or year of this table
 * stand again one on, until the table reaches so far past the period's date; the columns (from 1) that go with them. */
static const char *lines_of_table(book *b, const cJSON *json)
{
    only_keys(b, json, "of every until_months until_days with");
    int days = 0, months = 0;
    step_of(b, json, need_text(b, json, "every"), &days, &months);
    const char *of = need_text(b, json, "of");
    target table = whole_reference(b, json, of, (scope){.index = -1});
    const char *all =
        say(b, "; lines %s %d %d %d %d", range_name(b, json, of, true), days, months,
            get_whole(b, json, "until_months", 0, -12, 36), get_whole(b, json, "until_days", 0, -400, 400));
    const cJSON *one, *with = cJSON_GetObjectItemCaseSensitive(json, "with");
    cJSON_ArrayForEach(one, with)
    {
        if (!cJSON_IsString(one))
            broken(b, json, "with: references");
        target column = whole_reference(b, one, one->valuestring, (scope){.index = -1});
        int n = column.column - table.column + 1;
        if (column.symbol->sheet != table.symbol->sheet || column.columns != 1 || n < 2 || n > table.columns)
            broken(b, one, "\"%s\" is no column of %s behind its first", one->valuestring, of);
        all = say(b, "%s %d", all, n);
    }
    return all;
}

/* "keep FROM TO": what the period that ends has worked out or typed is kept beside the next one's. */
static const char *kept(book *b, const cJSON *json)
{
    only_keys(b, json, "from to");
    const char *from = need_text(b, json, "from"), *to = need_text(b, json, "to");
    target source = whole_reference(b, json, from, (scope){.index = -1});
    target end = whole_reference(b, json, to, (scope){.index = -1});
    if (source.columns != end.columns || source.rows != end.rows)
        broken(b, json, "%s and %s differ in size", from, to);
    return say(b, "; keep %s %s", range_name(b, json, from, false), range_name(b, json, to, true));
}

const char *roll_property(book *b)
{
    const cJSON *one, *json = cJSON_GetObjectItemCaseSensitive(b->spec, "roll");
    if (!json)
        return "";
    only_keys(b, json, "period every move empty keep lines");
    int days = 0, months = 0;
    step_of(b, json, need_text(b, json, "every"), &days, &months);
    const char *all =
        say(b, "1; period %s %d %d", range_name(b, json, need_text(b, json, "period"), true), days, months);
    cJSON_ArrayForEach(one, cJSON_GetObjectItemCaseSensitive(json, "keep")) all = say(b, "%s%s", all, kept(b, one));
    all = say(b, "%s%s%s", all, each_name(b, json, "move", "move"), each_name(b, json, "empty", "empty"));
    cJSON_ArrayForEach(one, cJSON_GetObjectItemCaseSensitive(json, "lines")) all =
        say(b, "%s%s", all, lines_of_table(b, one));
    return all;
}
