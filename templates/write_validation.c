/* Validation of what is typed, with the help that appears beside the cell. */
#include <string.h>
#include "write.h"

/* "choices": texts, or a reference to the cells that hold them. */
static void choices(book *b, const cJSON *item, const cJSON *list, sx_text *out)
{
    const cJSON *choice;
    sx_text_add(out, "cell-content-is-in-list(");
    if (cJSON_IsString(list)) {
        escape(out, reference(b, list, list->valuestring, (scope){.index = -1}));
    } else {
        get_items(b, item, "choices", true);
        cJSON_ArrayForEach(choice, list)
        {
            if (!cJSON_IsString(choice))
                broken(b, choice, "must be a text");
            sx_text_add(out, "%s&quot;", choice == list->child ? "" : ";");
            escape(out, choice->valuestring);
            sx_text_add(out, "&quot;");
        }
    }
    sx_text_add(out, ")");
}

static const char *rule_of(book *b, const cJSON *item, const type *t, sx_text *out)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(item, "choices");
    bool has_min = cJSON_HasObjectItem(item, "min"), has_max = cJSON_HasObjectItem(item, "max");
    double min = get_number(b, item, "min", 0), max = get_number(b, item, "max", 0);
    if (list && t->kind != 't')
        broken(b, list, "only a text or choice has choices");
    if ((has_min || has_max) && t->kind != 'n')
        broken(b, item, "only a number has a min or max");
    if (list) {
        choices(b, item, list, out);
        return "Choose one of the list.";
    }
    if (t->kind == 't')
        return NULL;
    if (t->kind == 'd' && get_flag(b, item, "monday", false)) {
        sx_text_add(out,
                    "is-true-formula(IF(ISNUMBER([.A1]);AND([.A1]&gt;=36526;MOD(WEEKDAY([.A1];2);7)&lt;=1);FALSE()))");
        return "Enter the first day of a week: a Monday, or a Sunday.";
    }
    if (t->kind == 'd') {
        sx_text_add(out, "cell-content-is-date() and cell-content()&gt;=36526");
        return "Enter a date of the year 2000 or later.";
    }
    sx_text_add(out, "cell-content-is-decimal-number() and ");
    bool any = (!has_min || min <= -1e9) && (!has_max || max >= 1e9); /* bounds that nobody meets are not told */
    if (has_min && has_max) {
        sx_text_add(out, "cell-content-is-between(%.15g,%.15g)", min, max);
        return t->percent   ? say(b, "Enter a percentage from %g %% to %g %%.", min * 100, max * 100)
               : any        ? "Enter an amount."
               : max >= 1e9 ? say(b, "Enter an amount of at least %.15g.", min)
                            : say(b, "Enter a number from %.15g to %.15g.", min, max);
    }
    if (has_min || has_max) {
        sx_text_add(out, "cell-content()%s=%.15g", has_min ? "&gt;" : "&lt;", has_min ? min : max);
        return say(b, "Enter a number of %s %.15g.", has_min ? "at least" : "at most", has_min ? min : max);
    }
    sx_text_add(out, "cell-content()&gt;=-1E+300");
    return "Enter a number.";
}

int validation_of(book *b, const cJSON *item, const type *t)
{
    sx_text rule = {0}, *out = &b->validations;
    const char *error = rule_of(b, item, t, &rule), *help = get_text(b, item, "help", NULL);
    const char *title = get_text(b, item, "label", get_text(b, item, "header", ""));
    whole(b, &rule);
    if (!rule.length && !help)
        return 0;
    sx_text_add(out,
                "<table:content-validation table:name=\"V%d\" table:allow-empty-cell=\"true\" "
                "table:display-list=\"unsorted\"",
                ++b->n_validations);
    if (rule.length)
        sx_text_add(out, " table:condition=\"of:%s\" table:base-cell-address=\"$%s.$A$1\"", ended(b, &rule),
                    quoted_sheet(b, b->now));
    sx_text_add(out, "><table:help-message table:display=\"true\" table:title=\"");
    escape(out, title);
    sx_text_add(out, "\"><text:p>");
    escape(out, help ? help : error ? error : "");
    sx_text_add(out, "</text:p></table:help-message>");
    if (error) {
        sx_text_add(out, "<table:error-message table:display=\"true\" table:message-type=\"stop\" table:title=\"");
        escape(out, title);
        sx_text_add(out, "\"><text:p>%s</text:p></table:error-message>", error);
    }
    sx_text_add(out, "</table:content-validation>\n");
    return b->n_validations;
}
