/* Guards: what must be there before a formula may run, and what its cell says else. */
#include <string.h>
#include "write.h"

/* What must be there before a formula may run, and what to say else. */
const char *condition_of(book *b, target found, const char *text)
{
    bool one = found.columns == 1 && found.rows == 1;
    bool is_text = found.symbol->type && found.symbol->type->kind == 't';
    if (is_text)
        return say(b, one ? "LEN(%s)>0" : "SUMPRODUCT(LEN(%s))>0", text);
    return say(b, one ? "ISNUMBER(%s)" : "COUNT(%s)>0", text);
}

const char *place_of(book *b, target found)
{
    const symbol *s = found.symbol;
    const char *sheet_name = b->sheets[s->sheet].name;
    if (found.rows == 1 && found.columns == 1)
        return say(b, "%s, cell %s%d", sheet_name, column_name(b, found.column), found.row + 1);
    const char *title = s->title ? say(b, "\"%s\", ", s->title) : "";
    return found.rows == 1 ? say(b, "%s, %srow %d", sheet_name, title, found.row + 1)
                           : say(b, "%s, %srows %d to %d", sheet_name, title, found.row + 1, found.row + found.rows);
}

/* What is typed that a computed range hangs on: nobody can fill a computed cell. */
typedef struct roots {
    target found[6];
    const symbol *seen[64]; /* corkscrews come back to where they began */
    int n, n_seen;
} roots;

static void find_roots(book *b, target from, roots *all);

static void roots_of_text(book *b, const cJSON *where, const char *text, scope s, roots *all)
{
    for (const char *p = text; *p;) {
        if (*p == '\'') {
            p += strcspn(p + 1, "'") + 1;
            p += *p == '\'';
        } else if (*p == ')' && p[1] == '.') {
            p += 2;
            word(b, &p);
        } else if (*p == '@' || lower(*p)) {
            find_roots(b, parse_reference(b, where, &p, s), all);
        } else {
            p++;
        }
    }
}

static void find_roots(book *b, target from, roots *all)
{
    const symbol *is = from.symbol;
    if (is->input) {
        for (int i = 0; i < all->n; i++)
            if (all->found[i].symbol == is)
                return;
        if (all->n < (int)(sizeof all->found / sizeof *all->found)) {
            from.relative = false; /* the whole column: which line it is does not matter */
            from.column = is->column;
            from.columns = is->columns;
            from.row = is->row;
            from.rows = is->rows;
            all->found[all->n++] = from;
        }
        return;
    }
    for (int i = 0; i < all->n_seen; i++)
        if (all->seen[i] == is)
            return;
    if (!is->json || all->n_seen == (int)(sizeof all->seen / sizeof *all->seen))
        return;
    all->seen[all->n_seen++] = is;
    const cJSON *need, *needs = cJSON_GetObjectItemCaseSensitive(is->json, "needs");
    scope s = {.block = is->block, .index = 0};
    int before = all->n;
    cJSON_ArrayForEach(need, needs) if (cJSON_IsString(need)) roots_of_text(b, is->json, need->valuestring, s, all);
    if (all->n == before && cJSON_HasObjectItem(is->json, "formula"))
        roots_of_text(b, is->json, get_text(b, is->json, "formula", ""), s, all);
}

/* One thing to type, with its place. */
static const char *wish(book *b, target found)
{
    const symbol *s = found.symbol;
    bool one = found.columns == 1 && found.rows == 1;
    const char *cell_name = say(b, "%s%d", column_name(b, found.column), found.row + 1), *on = b->sheets[s->sheet].name;
    if (one && strlen(s->label) > 24) /* the places where it stands are narrow */
        return quoted(b, say(b, "enter cell %s on %s", cell_name, on));
    if (one)
        return quoted(b, say(b, "enter \"%s\" on %s, cell %s", s->label, on, cell_name));
    return quoted(b, say(b, "fill \"%s\" on %s", s->label, place_of(b, found)));
}

static const char *message_of(book *b, target found, const char *text)
{
    const symbol *s = found.symbol;
    if (s->input)
        return wish(b, found);
    if (found.columns == 1 && found.rows == 1)
        return text; /* that cell itself says what is missing */
    roots all = {.n = 0};
    find_roots(b, found, &all);
    const char *message = "\"waiting for data\"";
    for (int i = all.n - 1; i >= 0; i--)
        message = say(b, "IF(%s;%s;%s)", condition_of(b, all.found[i], target_text(b, all.found[i])), message,
                      wish(b, all.found[i]));
    return message;
}

/* The conditions of "needs": joined by semicolons, and as an IF around the formula that says what is missing. */
typedef struct guard {
    int n;
    const char *conditions, *before, *after;
} guard;

static void add_need(book *b, guard *g, target found)
{
    const char *where = target_text(b, found), *test = condition_of(b, found, where);
    g->conditions = say(b, "%s%s%s", g->conditions, g->n++ ? ";" : "", test);
    g->before = say(b, "%sIF(%s;", g->before, test);
    g->after = say(b, ";%s)%s", message_of(b, found, where), g->after);
}

/* Without "needs": each reference of the formula once, in its order. */
static void add_own_needs(book *b, guard *g, const cJSON *formula, const char *text, scope s)
{
    for (const char *p = text; *p;) {
        if (*p == '\'') { /* a doubled quote is two texts side by side: that does here */
            p += strcspn(p + 1, "'") + 2;
        } else if (*p == ')' && p[1] == '.') { /* the column of an answer */
            p += 2;
            word(b, &p);
        } else if (*p == '@' || lower(*p)) {
            target found = parse_reference(b, formula, &p, s);
            if (!strstr(g->conditions, condition_of(b, found, target_text(b, found))))
                add_need(b, g, found);
        } else {
            p++;
        }
    }
}

static guard guard_of(book *b, const cJSON *object, const char *key, scope s)
{
    guard g = {0, "", "", ""};
    const cJSON *need, *needs = cJSON_GetObjectItemCaseSensitive(object, "needs");
    if (!needs)
        add_own_needs(b, &g, cJSON_GetObjectItemCaseSensitive(object, key), need_text(b, object, key), s);
    else if (!cJSON_IsArray(needs))
        broken(b, needs, "must be an array of references");
    cJSON_ArrayForEach(need, needs)
    {
        if (!cJSON_IsString(need))
            broken(b, need, "must be a reference");
        add_need(b, &g, whole_reference(b, need, need->valuestring, s));
    }
    const char *when = get_text(b, object, "when", NULL), *otherwise = get_text(b, object, "otherwise", "");
    if (when) { /* innermost: it may count on what the needs say */
        when = stored(b, cJSON_GetObjectItemCaseSensitive(object, "when"), when, s);
        g.before = say(b, "%sIF(%s;", g.before, when);
        g.after = say(b, ";%s)%s", quoted(b, otherwise), g.after);
    }
    return g;
}

/* Points are a hundred times the fraction: no number format can show that. */
static const char *in_points(book *b, const cJSON *object, scope s, const char *body)
{
    const type *shown = s.shown ? s.shown : type_of(b, object, get_text(b, object, "type", "text"));
    bool points = !strcmp(shown->name, "points") || !strcmp(shown->name, "+points");
    return points ? say(b, "(%s)*100", body) : body;
}

const char *guarded(book *b, const cJSON *object, const char *key, scope s, bool speak, bool *link)
{
    const cJSON *node = cJSON_GetObjectItemCaseSensitive(object, key);
    *link = false;
    if (b->learning)
        return "";
    const char *text = need_text(b, object, key), *p = text, *body = stored(b, node, text, s);
    guard g = guard_of(b, object, key, s);
    body = in_points(b, object, s, body);
    if (s.element)
        body = with_argument(b, s.element, body);
    *link =
        !*g.before && (lower(*text) || *text == '@') && parse_reference(b, node, &p, s).symbol->sheet != b->now && !*p;
    if (speak || !g.n)
        return say(b, "of:=%s%s%s", g.before, body, g.after);
    if (get_text(b, object, "when", NULL)) /* keep the innermost IF, join the needs around it */
        body = say(b, "IF(%s;%s;%s)", stored(b, node, get_text(b, object, "when", ""), s), body,
                   quoted(b, get_text(b, object, "otherwise", "")));
    return say(b, g.n > 1 ? "of:=IF(AND(%s);%s;\"\")" : "of:=IF(%s;%s;\"\")", g.conditions, body);
}

const char *guarded_or(book *b, const cJSON *object, const char *key, scope s, const char *otherwise)
{
    if (b->learning)
        return "";
    const char *body = stored(b, cJSON_GetObjectItemCaseSensitive(object, key), need_text(b, object, key), s);
    guard g = guard_of(b, object, key, s);
    const char *when = get_text(b, object, "when", NULL);
    body = in_points(b, object, s, body);
    if (when)
        body = say(b, "IF(%s;%s;%s)", stored(b, cJSON_GetObjectItemCaseSensitive(object, "when"), when, s), body,
                   otherwise);
    if (!g.n)
        return say(b, "of:=%s", body);
    return say(b, g.n > 1 ? "of:=IF(AND(%s);%s;%s)" : "of:=IF(%s;%s;%s)", g.conditions, body, otherwise);
}

const char *checked(book *b, const cJSON *object, scope s)
{
    const char *test = stored(b, cJSON_GetObjectItemCaseSensitive(object, "test"), need_text(b, object, "test"), s);
    guard g = guard_of(b, object, "test", s);
    test = say(b, "IFERROR(IF(%s;\"✓ pass\";\"✗ fail\");\"✗ fail\")", test);
    const char *when = get_text(b, object, "when", NULL), *conditions = g.conditions;
    if (when)
        conditions = say(b, "%s%s%s", conditions, g.n ? ";" : "",
                         stored(b, cJSON_GetObjectItemCaseSensitive(object, "when"), when, s));
    return *conditions ? say(b, "of:=IF(AND(%s);%s;\"– waiting\")", conditions, test) : say(b, "of:=%s", test);
}
