/* Readers' pages: masthead, answers, sections, and rows of any cells. */
#include <string.h>
#include "write.h"

static const scope nowhere = {.index = -1};

static const struct {
    const char *name;
    unsigned mod;
} mods[] = {{"bold", MOD_BOLD},  {"light", MOD_LIGHT},   {"end", MOD_END},       {"center", MOD_CENTER},
            {"mute", MOD_MUTE},  {"wrap", MOD_WRAP},     {"small", MOD_SMALL},   {"large", MOD_LARGE},
            {"rule", MOD_RULE},  {"good", MOD_GOOD},     {"bad", MOD_BAD},       {"pale", MOD_PALE},
            {"top", MOD_TOP},    {"bare", MOD_BARE},     {"pad", MOD_PAD},       {"read", MOD_READ},
            {"fill", MOD_FILL},  {"behind", MOD_BEHIND}, {"target", MOD_TARGET}, {"passed", MOD_PASSED},
            {"start", MOD_START}};

/* "look": words parted by blanks: "bold end mute". */
unsigned mods_of(const book *b, const cJSON *item)
{
    const cJSON *look = cJSON_GetObjectItemCaseSensitive(item, "look");
    unsigned all = 0;
    if (look && !cJSON_IsString(look))
        broken(b, look, "must be a text of words");
    for (const char *p = look ? look->valuestring : ""; *p;) {
        size_t n = strcspn(p, " "), i = 0;
        while (i < sizeof mods / sizeof *mods && !(strlen(mods[i].name) == n && !strncmp(mods[i].name, p, n)))
            i++;
        if (i == sizeof mods / sizeof *mods)
            broken(b, look, "unknown look \"%.*s\"", (int)n, p);
        all |= mods[i].mod;
        p += n + (p[n] == ' ');
    }
    return all;
}

void put_words(book *b, const cJSON *where, const char *key, int column, int row, int across, int style)
{
    const cJSON *words = cJSON_GetObjectItemCaseSensitive(where, key);
    if (!cJSON_IsObject(words)) {
        put_text(b, column, row, across, style, get_text(b, where, key, ""));
        return;
    }
    only_keys(b, words, "formula needs when otherwise type");
    put_formula(b, column, row, across, style,
                guarded_or(b, words, "formula", nowhere, quoted(b, get_text(b, words, "otherwise", ""))));
}

int put_section(book *b, const cJSON *block, int column, int row, int span)
{
    const cJSON *finding = cJSON_GetObjectItemCaseSensitive(block, "finding");
    const char *title = get_text(b, block, "title", NULL);
    if (title || finding) {
        int style = style_of(b, ROLE_SECTION, NULL);
        if (finding) { /* the question until its data is there */
            only_keys(b, finding, "formula needs when id");
            if (cJSON_HasObjectItem(finding, "id")) {
                symbol *s = add_symbol(b, finding, need_text(b, finding, "id"));
                s->column = s->head_column = column;
                s->row = s->head_row = row;
                s->type = type_of(b, finding, "text");
            }
            put_formula(b, column, row, span, style,
                        guarded_or(b, finding, "formula", nowhere, quoted(b, title ? title : "")));
        } else {
            put_text(b, column, row, span, style, title);
        }
        set_height(b, row++, 0.56);
    }
    if (cJSON_HasObjectItem(block, "note")) {
        put_words(b, block, "note", column, row, span, style_of(b, ROLE_SUB, NULL));
        set_height(b, row++, 0.42);
    }
    return row;
}

/* Name and period; with "status" what the checks say, which no other cell of the page may look at. */
int block_masthead(book *b, const cJSON *block, int column, int row)
{
    only_keys(b, block, "kind column gap page name right split status");
    int all = b->sheets[b->now].n_widths - column, split = get_whole(b, block, "split", all / 3, 1, all - 1);
    sheet *page = &b->sheets[b->now];
    if (page->body)
        page->rest_from = row;
    put_text(b, column, row, split, style_of(b, ROLE_MAST, NULL),
             get_text(b, block, "name", need_text(b, b->spec, "title")));
    put_words(b, block, "right", column + split, row, all - split, style_of(b, ROLE_MAST_RIGHT, NULL));
    set_height(b, row++, 0.6);
    if (get_flag(b, block, "status", true)) {
        int left = all / 2;
        put_formula(b, column, row, left, style_of(b, ROLE_STATE, NULL),
                    b->learning ? "" : say(b, "of:=%s", stored(b, block, "checks.figures", nowhere)));
        const symbol *paper = find_symbol(b, "checks.paperwork");
        put_formula(b, column + left, row, all - left, style_with(b, ROLE_STATE, NULL, MOD_END),
                    b->learning ? ""
                    : paper     ? say(b, "of:=%s", stored(b, block, "checks.paperwork", nowhere))
                                : "of:=\"\"");
        if (!b->learning) {
            const char *cell_name = say(b, "[.%s%d]", column_name(b, column), row + 1);
            add_mark(b, "bad field", say(b, "LEFT(%s;1)=\"✗\"", cell_name), column, row, left, 1);
            add_mark(b, "state", say(b, "LEFT(%s;1)=\"✓\"", cell_name), column, row, 1, 1);
        }
        set_height(b, row++, 0.5);
    }
    put_text(b, column, row, 1, style_of(b, ROLE_PLAIN, NULL), "");
    set_height(b, row++, get_flag(b, block, "status", true) ? 0.12 : 0.26);
    *(page->body ? &page->rest : &page->body) = row;
    return row;
}

/* The things that must be typed before the page can speak, right of the print range: what, with what, where, its link,
 * whether it is there, and which of those that are missing it is. */
typedef struct missing {
    int column, row, n;
} missing;

static const char *cell_range(book *b, int column, int row, int rows)
{
    return say(b, "[.$%s$%d:.$%s$%d]", column_name(b, column), row + 1, column_name(b, column), row + rows);
}

static missing put_missing(book *b, const cJSON *block, int row)
{
    sheet *s = &b->sheets[b->now];
    const cJSON *item, *items = get_items(b, block, "missing", false);
    missing m = {s->helper, row, cJSON_GetArraySize(items)};
    if (!items)
        return m;
    int style = style_of(b, ROLE_HELPER, NULL), count = style_of(b, ROLE_HELPER, type_of(b, items, "line"));
    cJSON_ArrayForEach(item, items)
    {
        only_keys(b, item, "thing with at test later");
        const char *test = "TRUE()", *place = "", *link = "";
        if (!b->learning) {
            const cJSON *at_json = cJSON_GetObjectItemCaseSensitive(item, "at");
            target found = whole_reference(b, at_json, need_text(b, item, "at"), nowhere);
            test = cJSON_HasObjectItem(item, "test") ? say(b, "IFERROR(%s;FALSE())",
                                                           stored(b, cJSON_GetObjectItemCaseSensitive(item, "test"),
                                                                  need_text(b, item, "test"), nowhere))
                                                     : condition_of(b, found, target_text(b, found));
            place = place_of(b, found);
            link = address(b, found.symbol->sheet, found.column, found.row);
        }
        put_text(b, m.column, row, 1, style, need_text(b, item, "thing"));
        put_text(b, m.column + 1, row, 1, style, get_text(b, item, "with", ""));
        put_text(b, m.column + 2, row, 1, style, place);
        put_text(b, m.column + 3, row, 1, style, link);
        put_formula(b, m.column + 4, row, 1, count, say(b, "of:=IF(%s;0;1)", test));
        const char *open = say(b, "[.%s%d]", column_name(b, m.column + 4), row + 1);
        put_formula(b, m.column + 5, row, 1, count,
                    say(b, "of:=IF(%s=1;SUM([.%s$%d:.%s%d]);0)", open, column_name(b, m.column + 4), m.row + 1,
                        column_name(b, m.column + 4), row + 1));
        row++;
    }
    s->helper += 7;
    return m;
}

/* What of the missing things stands in answer line n. */
static const char *nth(book *b, const missing *m, int what, const char *line)
{
    return say(b, "INDEX(%s;MATCH(%s;%s;0))", cell_range(b, m->column + what, m->row, m->n), line,
               cell_range(b, m->column + 5, m->row, m->n));
}

/* The last line also names what comes after it: more may be missing than there are lines. */
static const char *next_missing(book *b, const missing *m, const char *open, const char *line)
{
    return say(b, "&IF(%s>%s;\"; then \"&%s&IF(%s>%s+1;\" and more\";\"\");\"\")", open, line,
               nth(b, m, 0, say(b, "%s+1", line)), open, line);
}

static void put_answer(book *b, const cJSON *item, const missing *m, const char *open, int column, int row, int first,
                       int split)
{
    only_keys(b, item, "word link formula needs when otherwise");
    int all = b->sheets[b->now].n_widths - column;
    const char *word = quoted(b, need_text(b, item, "word")), *link = "\"\"",
               *said = guarded_or(b, item, "formula", nowhere, quoted(b, get_text(b, item, "otherwise", "")));
    if (!b->learning && cJSON_HasObjectItem(item, "link")) {
        symbol found = {0};
        for (int i = 0; i < b->n_sheets; i++)
            if (!strcmp(b->sheets[i].name, need_text(b, item, "link")))
                link = quoted(b, address(b, i, 0, 0));
        if (!strcmp(link, "\"\"")) {
            chart_range(b, item, need_text(b, item, "link"), &found);
            link = quoted(b, address(b, found.sheet, found.column, found.row));
        }
    }
    set_height(b, row, 0.46);
    if (!m->n) {
        put_formula(b, column, row, split, style_of(b, ROLE_WORD, NULL), say(b, "of:=HYPERLINK(%s;%s)", link, word));
        put_formula(b, column + split, row, all - split, style_of(b, ROLE_SENTENCE, NULL), said);
        return;
    }
    const char *line =
        say(b, "ROWS([.%s$%d:.%s%d])", column_name(b, column), first + 1, column_name(b, column), row + 1);
    const char *more = say(b, "%s>=%s", open, line);
    put_formula(b, column, row, split, style_of(b, ROLE_WORD, NULL),
                say(b, "of:=IF(%s>0;IF(%s;HYPERLINK(%s;\"○ \"&%s&\"  \"&%s);\"\");HYPERLINK(%s;%s))", open, more,
                    nth(b, m, 3, line), line, nth(b, m, 0, line), link, word));
    put_formula(
        b, column + split, row, all - split, style_of(b, ROLE_SENTENCE, NULL),
        b->learning
            ? ""
            : say(b, "of:=IF(%s>0;IF(%s;%s&\": \"&%s%s;\"\");%s)", open, more, nth(b, m, 1, line), nth(b, m, 2, line),
                  item->next || row - first + 1 >= m->n ? "" : next_missing(b, m, open, line), said + strlen("of:=")));
    add_mark(b, "way", say(b, "LEFT([.$%s%d];1)=\"○\"", column_name(b, column), row + 1), column, row, 1, 1);
}

/* The headline, then a line each: a word and its sentence; as long as things are missing, those instead. */
int block_answers(book *b, const cJSON *block, int column, int row)
{
    only_keys(b, block, "kind id column gap page headline high items missing minutes split");
    int all = b->sheets[b->now].n_widths - column, split = get_whole(b, block, "split", 1, 1, all - 1);
    const cJSON *item, *headline = cJSON_GetObjectItemCaseSensitive(block, "headline");
    missing m = put_missing(b, block, row);
    const char *open = m.n ? say(b, "SUM(%s)", cell_range(b, m.column + 4, m.row, m.n)) : "0";
    if (m.n) {
        symbol *count = add_symbol(b, block, say(b, "%s.missing", get_text(b, block, "id", "answers")));
        count->label = "Missing";
        count->column = m.column + 4;
        count->row = m.row + m.n;
        count->type = type_of(b, block, "count");
        put_formula(b, count->column, count->row, 1, style_of(b, ROLE_HELPER, type_of(b, block, "line")),
                    say(b, "of:=%s", open));
        open = say(b, "[.$%s$%d]", column_name(b, count->column), count->row + 1);
    }
    only_keys(b, headline, "formula needs when otherwise id");
    const char *said = guarded_or(b, headline, "formula", nowhere, quoted(b, get_text(b, headline, "otherwise", "")));
    if (m.n && !b->learning) {
        const char *count = phrase_of("SAY.COUNT"), *minutes = get_text(b, block, "minutes", "");
        said = say(b,
                   "of:=IF(%s>0;\"This page writes itself once \"&%s&IF(%s=1;\" thing is filled.\";\" things are "
                   "filled.%s%s\");%s)",
                   open, with_argument(b, count, open), open, *minutes ? " They take about " : "",
                   *minutes ? say(b, "%s minutes.", minutes) : "", said + strlen("of:="));
    }
    put_formula(b, column, row, all, style_of(b, ROLE_HEADLINE, NULL), said);
    if (cJSON_HasObjectItem(headline, "id")) {
        symbol *s = add_symbol(b, headline, need_text(b, headline, "id"));
        s->column = column;
        s->row = row;
        s->type = type_of(b, headline, "text");
    }
    set_height(b, row++, get_number(b, block, "high", 1.35));
    int first = row;
    cJSON_ArrayForEach(item, get_items(b, block, "items", false))
        put_answer(b, item, &m, open, column, row++, first, split);
    return row;
}

static const struct {
    const char *name;
    role r;
} styles[] = {{"plain", ROLE_PLAIN},       {"cell", ROLE_CELL},        {"head", ROLE_HEAD},
              {"sum", ROLE_SUM},           {"section", ROLE_SECTION},  {"sub", ROLE_SUB},
              {"headline", ROLE_HEADLINE}, {"word", ROLE_WORD},        {"sentence", ROLE_SENTENCE},
              {"strip", ROLE_STRIP},       {"field", ROLE_FIELD},      {"link", ROLE_WAY},
              {"figure", ROLE_FIGURE},     {"label", ROLE_FIGURE_TOP}, {"note", ROLE_FIGURE_NOTE},
              {"filled", ROLE_FILLED},     {"state", ROLE_STATE}};

static const char *link_to(book *b, const cJSON *cell_json)
{
    const char *link = get_text(b, cell_json, "link", NULL);
    if (!link || b->learning)
        return NULL;
    for (int i = 0; i < b->n_sheets; i++)
        if (!strcmp(b->sheets[i].name, link))
            return address(b, i, 0, 0);
    symbol found;
    chart_range(b, cell_json, link, &found);
    return address(b, found.sheet, found.column, found.row);
}

static int put_one(book *b, const cJSON *item, int column, int row)
{
    only_keys(b, item, "at span down style look type text formula needs when otherwise id label link marks");
    const char *name = get_text(b, item, "style", "plain"), *at_column = get_text(b, item, "at", NULL);
    size_t i = 0;
    while (i < sizeof styles / sizeof *styles && strcmp(styles[i].name, name))
        i++;
    if (i == sizeof styles / sizeof *styles)
        broken(b, item, "unknown style \"%s\"", name);
    if (at_column)
        column = *at_column - 'A';
    if (column < 0 || column > 'Z' - 'A')
        broken(b, item, "\"at\" is a column's letter");
    const type *t = type_of(b, item, get_text(b, item, "type", "text"));
    int span = get_whole(b, item, "span", 1, 1, MAX_COLUMNS), down = get_whole(b, item, "down", 1, 1, 50);
    int style = style_with(b, styles[i].r, t->kind == 't' ? NULL : t,
                           mods_of(b, item) | (t->kind != 't' && styles[i].r != ROLE_FIGURE ? MOD_END : 0u));
    const char *link = link_to(b, item);
    if (cJSON_HasObjectItem(item, "formula")) {
        const char *formula = guarded_or(b, item, "formula", (scope){.index = -1, .shown = t},
                                         quoted(b, get_text(b, item, "otherwise", "")));
        if (link)
            formula = say(b, "of:=HYPERLINK(%s;%s)", quoted(b, link), formula + strlen("of:="));
        put_formula(b, column, row, span, style, formula);
    } else {
        put_text(b, column, row, span, style, get_text(b, item, "text", ""));
        at(b, column, row)->link = link;
    }
    for (int d = 1; d < down; d++) /* what it lies over further down */
        for (int c = 0; c < span; c++) {
            cell *covered = at(b, column + c, row + d);
            covered->kind = CELL_COVERED;
            covered->style = style;
        }
    at(b, column, row)->across = span;
    at(b, column, row)->down = down;
    if (cJSON_HasObjectItem(item, "id")) {
        symbol *s = add_symbol(b, item, need_text(b, item, "id"));
        s->label = get_text(b, item, "label", s->name);
        s->column = s->head_column = column;
        s->row = s->head_row = row;
        s->type = t;
    }
    add_marks(b, cJSON_GetObjectItemCaseSensitive(item, "marks"), nowhere, column, row, 1, 1);
    return column + span;
}

/* Rows of cells, each with its span: what no other kind of block draws. */
int block_rows(book *b, const cJSON *block, int column, int row)
{
    only_keys(b, block, "kind id title finding note column beside down gap page span helper high rows");
    double high = get_number(b, block, "high", 0.46);
    const cJSON *line, *item;
    cJSON_ArrayForEach(line, get_items(b, block, "rows", true))
    {
        only_keys(b, line, "high cells");
        int at_column = column;
        cJSON_ArrayForEach(item, get_items(b, line, "cells", false)) at_column = put_one(b, item, at_column, row);
        set_height(b, row++, get_number(b, line, "high", high));
    }
    return row;
}
