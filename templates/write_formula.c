/* Formulas: names become cells, display names become stored ones, and what must not stand in a model is refused. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "write.h"
#include "call/call.h"

/* What a formula may use of Calc itself. No OFFSET, INDIRECT or TODAY: trace precedents must work, and the same
 * workbook must show the same figures tomorrow. A second word is the name in the file. */
static const char *const calc_functions[] = {
    "ABS", "AND", "AVERAGE", "AVERAGEIFS", "CEILING", "CHOOSE", "CONCATENATE", "COUNT", "COUNTA", "COUNTBLANK",
    "COUNTIF", "COUNTIFS", "DATE", "DATEVALUE", "DAY", "EDATE", "EOMONTH", "EXACT", "EXP", "FIXED", "FLOOR", "IF",
    "IFERROR", "IFNA", "INDEX", "INT", "ISBLANK", "ISERROR", "ISNA", "ISNUMBER", "ISTEXT", "LARGE", "LEFT", "LEN",
    "LN", "LOWER", "MATCH", "MAX", "MAXIFS COM.MICROSOFT.MAXIFS", "MEDIAN", "MID", "MIN",
    "MINIFS COM.MICROSOFT.MINIFS", "MOD", "MONTH", "N", "NA", "NOT", "NUMBERVALUE", "OR", "PERCENTILE", "RANK",
    "RIGHT", "ROUND", "ROUNDDOWN", "ROUNDUP", "ROWS", "SEARCH", "SIGN", "SMALL", "SQRT", "STDEV", "SUBSTITUTE", "SUM",
    "SUMIF", "SUMIFS", "SUMPRODUCT", "TEXT", "TEXTJOIN COM.MICROSOFT.TEXTJOIN", "TRIM", "TRUE", "FALSE", "UPPER",
    "VALUE", "WEEKDAY", "YEAR"};

typedef struct function {
    const char *name, *stored;
    int least, most; /* arguments; most -1: any number */
} function;

typedef struct place {
    const symbol *symbol;
    int column, row, columns, rows;
    bool relative;
} place;

static bool lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool part(char c)
{
    return lower(c) || (c >= '0' && c <= '9') || c == '_';
}

static bool function_part(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

symbol *add_symbol(book *b, const cJSON *where, const char *name)
{
    for (const char *p = name; *p; p++)
        if (p == name ? !lower(*p) : !part(*p) && *p != '.')
            broken(b, where, "\"%s\" is no name: lower case letters, digits and _ only", name);
    if (!b->learning)
        return keep(b, sizeof(symbol)); /* known from the first pass */
    if (find_symbol(b, name))
        broken(b, where, "the name \"%s\" is taken", name);
    if (b->n_symbols % 64 == 0) {
        symbol *more = keep(b, sizeof *more * (size_t)(b->n_symbols + 64));
        if (b->n_symbols)
            memcpy(more, b->symbols, sizeof *more * (size_t)b->n_symbols);
        b->symbols = more;
    }
    symbol *s = &b->symbols[b->n_symbols++];
    *s = (symbol){.name = name, .label = name, .sheet = b->now, .columns = 1, .rows = 1};
    return s;
}

const symbol *find_symbol(const book *b, const char *name)
{
    for (int i = 0; i < b->n_symbols; i++)
        if (!strcmp(b->symbols[i].name, name))
            return &b->symbols[i];
    return NULL;
}

static const symbol *known(book *b, const cJSON *where, const char *name)
{
    static const symbol unknown = {.name = "", .label = "", .columns = 1 << 20, .rows = 1 << 20};
    const symbol *s = find_symbol(b, name);
    if (!s && b->learning)
        return &unknown; /* may stand further down; the second pass knows */
    if (!s)
        broken(b, where, "\"%s\" is not a name of this workbook", name);
    return s;
}

static const char *word(book *b, const char **p)
{
    const char *from = *p;
    while (part(**p))
        ++*p;
    return say(b, "%.*s", (int)(*p - from), from);
}

/* One bound of [from:to]: n from 1, last, last-n; with @ an offset. */
static int bound(const char **p, int length, int base)
{
    if (!strncmp(*p, "last", 4)) {
        *p += 4;
        return **p == '-' ? length - 1 + (int)strtol(*p, (char **)(size_t)p, 10) : length - 1;
    }
    return base + (int)strtol(*p, (char **)(size_t)p, 10);
}

/* @name, block.column, block.first:last, with [index] or [from:to] along the block's periods. */
static place parse_place(book *b, const cJSON *where, const char **p, scope s)
{
    place at_place = {.relative = **p == '@'};
    const char *text = *p;
    *p += at_place.relative;
    if (at_place.relative && s.index < 0)
        broken(b, where, "%s: @ means a row or period, and there is none here", text);
    const char *name = word(b, p);
    if (**p == '.') {
        ++*p;
        name = say(b, "%s.%s", name, word(b, p));
    } else if (at_place.relative) {
        name = say(b, "%s.%s", s.block, name);
    }
    const symbol *first = known(b, where, name), *last = first;
    if (**p == ':' && lower((*p)[1])) {
        ++*p;
        last = known(b, where, say(b, "%.*s.%s", (int)strcspn(name, "."), name, word(b, p)));
    }
    at_place.symbol = first;
    at_place.column = first->column;
    at_place.row = first->row;
    at_place.columns = last->column + last->columns - first->column;
    at_place.rows = last->row + last->rows - first->row;
    int length = first->across ? at_place.columns : at_place.rows;
    int from = 0, to = length - 1;
    if (at_place.relative)
        from = to = s.index;
    if (**p == '[') {
        ++*p;
        from = to = bound(p, length, at_place.relative ? s.index : -1);
        if (**p == ':') {
            ++*p;
            to = bound(p, length, at_place.relative ? s.index : -1);
        }
        if (**p != ']')
            broken(b, where, "%s: [index], [from:to] or [last] expected", text);
        ++*p;
    }
    if (b->learning)
        return at_place;
    if (from < (first->opening ? -1 : 0) || to >= length || from > to)
        broken(b, where, "%s: outside \"%s\", which has %d", text, first->name, length);
    *(first->across ? &at_place.column : &at_place.row) += from;
    *(first->across ? &at_place.columns : &at_place.rows) = to - from + 1;
    return at_place;
}

static const char *place_text(book *b, place at_place)
{
    const char *lock = at_place.relative ? "" : "$";
    const char *name = b->sheets[at_place.symbol->sheet].name, *quote = strchr(name, ' ') ? "'" : "";
    const char *other = at_place.symbol->sheet == b->now ? "" : say(b, "$%s%s%s", quote, name, quote);
    const char *from = say(b, "%s.%s%s%s%d", other, lock, column_name(b, at_place.column), lock, at_place.row + 1);
    if (at_place.columns == 1 && at_place.rows == 1)
        return say(b, "[%s]", from);
    return say(b, "[%s:.%s%s%s%d]", from, lock, column_name(b, at_place.column + at_place.columns - 1), lock,
               at_place.row + at_place.rows);
}

static place whole_place(book *b, const cJSON *where, const char *text, scope s)
{
    const char *p = text;
    if (!lower(*p) && *p != '@')
        broken(b, where, "\"%s\" is no reference", text);
    place at_place = parse_place(b, where, &p, s);
    if (*p)
        broken(b, where, "\"%s\": one reference expected", text);
    return at_place;
}

const char *reference(book *b, const cJSON *where, const char *text, scope s)
{
    return place_text(b, whole_place(b, where, text, s));
}

const char *chart_range(book *b, const cJSON *where, const char *text, symbol *out)
{
    place at_place = whole_place(b, where, text, (scope){.index = -1});
    *out = *at_place.symbol;
    out->column = at_place.column;
    out->row = at_place.row;
    out->columns = at_place.columns;
    out->rows = at_place.rows;
    const char *name = b->sheets[out->sheet].name, *quote = strchr(name, ' ') ? "'" : "";
    return say(b, "%s%s%s.%s%d:%s%s%s.%s%d", quote, name, quote, column_name(b, out->column), out->row + 1, quote, name,
               quote, column_name(b, out->column + out->columns - 1), out->row + out->rows);
}

/* Ours from the catalogue, with their count of arguments; Calc's from the list above. */
static function find_function(book *b, const cJSON *where, const char *name)
{
    const sx_function *ours = sx_find(name);
    if (ours) {
        function f = {ours->name, ours->stored, 0, (int)ours->n_parameters};
        for (size_t i = 0; i < ours->n_parameters; i++) {
            f.least += !ours->parameters[i].optional;
            if (ours->parameters[i].shape == SX_SHAPE_REST)
                f.most = -1;
        }
        return f;
    }
    for (size_t i = 0; i < sizeof calc_functions / sizeof *calc_functions; i++) {
        const char *entry = calc_functions[i];
        size_t length = strcspn(entry, " ");
        if (strlen(name) == length && !strncmp(entry, name, length))
            return (function){name, entry[length] ? entry + length + 1 : name, 0, -1};
    }
    broken(b, where, "%s is neither in the catalogue nor a function of Calc that workbooks may use", name);
}

/* An open parenthesis: of which function, and how many arguments so far. */
typedef struct call {
    function f;
    int arguments;
} call;

static void close_call(const book *b, const cJSON *where, call c)
{
    if (c.f.name && (c.arguments < c.f.least || (c.f.most >= 0 && c.arguments > c.f.most)))
        broken(b, where, "%s takes %d to %d arguments, not %d", c.f.name, c.f.least, c.f.most, c.arguments);
}

static const char *copy_text(book *b, const cJSON *where, const char *p, sx_text *out)
{
    const char *from = p++;
    while (*p && !(*p == '"' && p[1] != '"'))
        p += *p == '"' ? 2 : 1;
    if (!*p)
        broken(b, where, "a text without its closing quote");
    sx_text_add_bytes(out, from, (size_t)(p + 1 - from));
    return p + 1;
}

static const char *copy_number(book *b, const cJSON *where, const char *p, sx_text *out)
{
    size_t length = strspn(p, "0123456789.");
    if (length != 1 || *p > '1')
        broken(b, where, "the constant %.*s in a formula: give it a name on Inputs", (int)length, p);
    sx_text_add_bytes(out, p, length);
    return p + length;
}

const char *stored(book *b, const cJSON *where, const char *text, scope s)
{
    sx_text out = {0};
    call open[32];
    int depth = 0;
    function next = {0};
    for (const char *p = text; *p;) {
        if (depth && *p != ')' && *p != ' ' && !open[depth - 1].arguments)
            open[depth - 1].arguments = 1;
        if (*p == '"') {
            p = copy_text(b, where, p, &out);
        } else if (*p >= '0' && *p <= '9') {
            p = copy_number(b, where, p, &out);
        } else if (*p == '@' || lower(*p)) {
            sx_text_add(&out, "%s", place_text(b, parse_place(b, where, &p, s)));
        } else if (function_part(*p)) {
            const char *from = p;
            while (function_part(*p))
                p++;
            if (*p != '(')
                broken(b, where, "\"%.*s\": a function needs its parenthesis", (int)(p - from), from);
            next = find_function(b, where, say(b, "%.*s", (int)(p - from), from));
            sx_text_add(&out, "%s", next.stored);
        } else {
            if (!strchr("+-*/^&=<>(); ", *p))
                broken(b, where, "'%c' has no place in a formula", *p);
            if (*p == '(') {
                if (depth == sizeof open / sizeof *open)
                    broken(b, where, "too many parentheses");
                open[depth++] = (call){next, 0};
                next = (function){0};
            }
            if (*p == ';' && depth)
                open[depth - 1].arguments++;
            if (*p == ')') {
                if (!depth)
                    broken(b, where, "a parenthesis too many");
                close_call(b, where, open[--depth]);
            }
            sx_text_add_bytes(&out, p++, 1);
        }
    }
    if (depth || !out.length)
        broken(b, where, out.length ? "a parenthesis is open" : "an empty formula");
    const char *kept = say(b, "%s", out.data);
    sx_text_free(&out);
    return kept;
}

/* What must be there before a formula may run, and what to say else. */
static const char *condition_of(book *b, place at_place, const char *text)
{
    bool one = at_place.columns == 1 && at_place.rows == 1;
    bool is_text = at_place.symbol->type && at_place.symbol->type->kind == 't';
    if (is_text)
        return say(b, one ? "LEN(%s)>0" : "SUMPRODUCT(LEN(%s))>0", text);
    return say(b, one ? "ISNUMBER(%s)" : "COUNT(%s)>0", text);
}

static const char *message_of(book *b, place at_place, const char *text)
{
    const symbol *s = at_place.symbol;
    bool one = at_place.columns == 1 && at_place.rows == 1, spell = s->label[0] && lower(s->label[1]);
    if (one && !s->input)
        return text; /* that cell itself says what is missing */
    return say(b, "\"%s %c%s on %s\"", s->input && one ? "enter" : "fill", s->label[0] + (spell && s->label[0] >= 'A' && s->label[0] <= 'Z' ? 'a' - 'A' : 0),
               s->label[0] ? s->label + 1 : "", b->sheets[s->sheet].name);
}

/* The conditions of "needs": joined by semicolons, and as an IF around the formula that says what is missing. */
typedef struct guard {
    int n;
    const char *conditions, *before, *after;
} guard;

static guard guard_of(book *b, const cJSON *object, scope s)
{
    guard g = {0, "", "", ""};
    const cJSON *need, *needs = get_items(b, object, "needs", false);
    cJSON_ArrayForEach(need, needs) {
        if (!cJSON_IsString(need))
            broken(b, need, "must be a reference");
        place at_place = whole_place(b, need, need->valuestring, s);
        const char *where = place_text(b, at_place), *test = condition_of(b, at_place, where);
        g.conditions = say(b, "%s%s%s", g.conditions, g.n++ ? ";" : "", test);
        g.before = say(b, "%sIF(%s;", g.before, test);
        g.after = say(b, ";%s)%s", message_of(b, at_place, where), g.after);
    }
    const char *when = get_text(b, object, "when", NULL), *otherwise = get_text(b, object, "otherwise", "");
    if (when) { /* innermost: it may count on what the needs say */
        when = stored(b, cJSON_GetObjectItemCaseSensitive(object, "when"), when, s);
        g.before = say(b, "%sIF(%s;", g.before, when);
        g.after = say(b, ";\"%s\")%s", otherwise, g.after);
    }
    return g;
}

const char *guarded(book *b, const cJSON *object, const char *key, scope s, bool speak, bool *link)
{
    const cJSON *node = cJSON_GetObjectItemCaseSensitive(object, key);
    const char *text = need_text(b, object, key), *p = text, *body = stored(b, node, text, s);
    guard g = guard_of(b, object, s);
    *link = !*g.before && (lower(*text) || *text == '@') && parse_place(b, node, &p, s).symbol->sheet != b->now && !*p;
    if (speak || !g.n)
        return say(b, "of:=%s%s%s", g.before, body, g.after);
    if (get_text(b, object, "when", NULL)) /* keep the innermost IF, join the needs around it */
        body = say(b, "IF(%s;%s;\"%s\")", stored(b, node, get_text(b, object, "when", ""), s), body,
                   get_text(b, object, "otherwise", ""));
    return say(b, g.n > 1 ? "of:=IF(AND(%s);%s;\"\")" : "of:=IF(%s;%s;\"\")", g.conditions, body);
}

const char *checked(book *b, const cJSON *object, scope s)
{
    const char *test = stored(b, cJSON_GetObjectItemCaseSensitive(object, "test"), need_text(b, object, "test"), s);
    guard g = guard_of(b, object, s);
    test = say(b, "IFERROR(IF(%s;\"✓ pass\";\"✗ fail\");\"✗ fail\")", test);
    return g.n ? say(b, "of:=IF(AND(%s);%s;\"– waiting\")", g.conditions, test) : say(b, "of:=%s", test);
}

void catalogue_words(const book *b, const cJSON *where, const char *name, const char **definition, const char **unit)
{
    const sx_function *ours = sx_find(name);
    if (!ours)
        broken(b, where, "%s is not in the catalogue", name);
    *definition = ours->definition;
    *unit = ours->returns_unit ? ours->returns_unit : "";
}
