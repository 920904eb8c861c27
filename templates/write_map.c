/* The map of a workbook: its sheets by what they are for, with a link and a few words each. */
#include <string.h>
#include "write.h"

static const char *role_of_sheet(book *b, const cJSON *json)
{
    return get_text(b, json, "role", usual_role(need_text(b, json, "name")));
}

/* The sheets of a role below each other; how many rows they take. */
static int put_role(book *b, const char *name, unsigned look, const char *title, int column, int span, int row)
{
    const cJSON *one = cJSON_GetObjectItemCaseSensitive(b->spec, "sheets")->child;
    put_text(b, column, row++, span, style_with(b, ROLE_FILLED, NULL, look), title);
    int first = row;
    for (int i = 0; one; i++, one = one->next) {
        if (i == b->now || strcmp(role_of_sheet(b, one), name) != 0 || !get_flag(b, one, "map", true))
            continue;
        put_text(b, column, row, span, style_with(b, ROLE_PLAIN, NULL, MOD_BOLD | MOD_PAD), b->sheets[i].name);
        at(b, column, row)->link = address(b, i, 0, 0);
        put_text(b, column, row + 1, span, style_with(b, ROLE_CELL, NULL, MOD_PAD | MOD_SMALL | MOD_MUTE),
                 get_text(b, one, "about", ""));
        row += 2;
    }
    return row - first;
}

int block_map(book *b, const cJSON *block, int column, int row)
{
    static const struct {
        const char *role, *title;
        unsigned look;
    } parts[] = {{"read", "Read", MOD_READ}, {"fill", "Fill", MOD_FILL}, {"behind", "Behind", MOD_BEHIND}};
    only_keys(b, block, "kind title finding note column beside down gap page");
    int all = b->sheets[b->now].n_widths - column, most = 0, at_column = column;
    for (int i = 0; i < 3; i++) {
        double third = width_of(b, column, all) / 3;
        int span = 0;
        while (at_column + span < column + all &&
               width_of(b, column, at_column + span + 1 - column) <= third * (i + 1) + 0.01)
            span++;
        int rows = put_role(b, parts[i].role, parts[i].look, parts[i].title, at_column, span, row);
        most = rows > most ? rows : most;
        at_column += span;
    }
    set_height(b, row, 0.5);
    for (int r = 1; r <= most; r++)
        set_height(b, row + r, 0.37);
    return row + 1 + most;
}
