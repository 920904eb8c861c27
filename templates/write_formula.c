/* Formulas: names become cells, display names become stored ones, and what must not stand in a model is refused. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "write.h"
#include "call/call.h"

/* What a formula may use of Calc itself. No OFFSET, INDIRECT or TODAY: trace precedents must work, and the same
 * workbook must show the same figures tomorrow. A second word is the name in the file. */
static const char *const calc_functions[] = {"ABS",
                                             "AND",
                                             "AVERAGE",
                                             "AVERAGEIFS",
                                             "CEILING",
                                             "CHOOSE",
                                             "COLUMNS",
                                             "CONCATENATE",
                                             "COUNT",
                                             "COUNTA",
                                             "COUNTBLANK",
                                             "COUNTIF",
                                             "COUNTIFS",
                                             "DATE",
                                             "DATEVALUE",
                                             "DAY",
                                             "EDATE",
                                             "EOMONTH",
                                             "EXACT",
                                             "EXP",
                                             "FIXED",
                                             "FLOOR",
                                             "IF",
                                             "IFERROR",
                                             "IFNA",
                                             "INDEX",
                                             "INT",
                                             "ISBLANK",
                                             "ISERROR",
                                             "ISNA",
                                             "ISNUMBER",
                                             "ISTEXT",
                                             "LARGE",
                                             "LEFT",
                                             "LEN",
                                             "LN",
                                             "LOWER",
                                             "MATCH",
                                             "MAX",
                                             "MAXIFS COM.MICROSOFT.MAXIFS",
                                             "MEDIAN",
                                             "MID",
                                             "MIN",
                                             "MINIFS COM.MICROSOFT.MINIFS",
                                             "MOD",
                                             "MONTH",
                                             "N",
                                             "NA",
                                             "NOT",
                                             "NUMBERVALUE",
                                             "OR",
                                             "PERCENTILE",
                                             "RANK",
                                             "RIGHT",
                                             "ROUND",
                                             "ROUNDDOWN",
                                             "ROUNDUP",
                                             "ROWS",
                                             "SEARCH",
                                             "SIGN",
                                             "SMALL",
                                             "SQRT",
                                             "STDEV",
                                             "SUBSTITUTE",
                                             "SUM",
                                             "SUMIF",
                                             "SUMIFS",
                                             "SUMPRODUCT",
                                             "SUMXMY2",
                                             "TEXT",
                                             "TEXTJOIN COM.MICROSOFT.TEXTJOIN",
                                             "TRIM",
                                             "TRUE",
                                             "FALSE",
                                             "UPPER",
                                             "VALUE",
                                             "WEEKDAY",
                                             "YEAR"};

typedef struct function {
    const char *name, *stored;
    int least, most; /* arguments; most -1: any number */
} function;

static bool function_part(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
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

/* 'A text', '' for a quote inside: Calc has it in double quotes. */
static const char *copy_text(book *b, const cJSON *where, const char *p, sx_text *out)
{
    const char *from = ++p;
    sx_text_add(out, "\"");
    for (; *p && (*p != '\'' || p[1] == '\''); p++) {
        p += *p == '\'';
        sx_text_add(out, *p == '"' ? "\"\"" : "%c", *p);
    }
    if (!*p)
        broken(b, where, "a text without its closing quote");
    size_t length = (size_t)(p - from);
    if (length > 1 && strspn(from, "0#?.,%") == length && strcspn(from, ".,") < length)
        broken(b, where, "the format '%.*s' reads otherwise where the comma is decimal", (int)length, from);
    sx_text_add(out, "\"");
    return p + 1;
}

const char *quoted(book *b, const char *text)
{
    sx_text out = {0};
    for (const char *p = text; *p; p++)
        sx_text_add(&out, *p == '"' ? "\"\"" : "%c", *p);
    const char *kept = say(b, "\"%s\"", out.data ? out.data : "");
    sx_text_free(&out);
    return kept;
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
    if (b->learning) /* the first pass asks for places only */
        return "";
    sx_text out = {0};
    call open[32];
    int depth = 0;
    function next = {0};
    for (const char *p = text; *p;) {
        if (depth && *p != ')' && *p != ' ' && !open[depth - 1].arguments)
            open[depth - 1].arguments = 1;
        if (*p == '\'') {
            p = copy_text(b, where, p, &out);
        } else if (*p >= '0' && *p <= '9') {
            p = copy_number(b, where, p, &out);
        } else if (*p == '@' || lower(*p)) {
            sx_text_add(&out, "%s", target_text(b, parse_reference(b, where, &p, s)));
        } else if (function_part(*p)) {
            const char *from = p;
            while (function_part(*p))
                p++;
            if (*p != '(')
                broken(b, where, "\"%.*s\": a function needs its parenthesis", (int)(p - from), from);
            next = find_function(b, where, say(b, "%.*s", (int)(p - from), from));
            sx_text_add(&out, "%s", next.stored);
        } else {
            if (*p == '"')
                broken(b, where, "a text stands in 'single quotes'");
            if (!strchr("+-*/^&=<>(); ", *p))
                broken(b, where, "'%c' has no place in a formula", *p);
            if (*p == '(') {
                if (depth < (int)(sizeof open / sizeof *open))
                    open[depth++] = (call){next, 0};
                else
                    broken(b, where, "too many parentheses");
                next = (function){0};
            }
            if (*p == ';' && depth)
                open[depth - 1].arguments++;
            if (*p == ')') {
                if (depth > 0)
                    close_call(b, where, open[--depth]);
                else
                    broken(b, where, "a parenthesis too many");
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
static const char *condition_of(book *b, target found, const char *text)
{
    bool one = found.columns == 1 && found.rows == 1;
    bool is_text = found.symbol->type && found.symbol->type->kind == 't';
    if (is_text)
        return say(b, one ? "LEN(%s)>0" : "SUMPRODUCT(LEN(%s))>0", text);
    return say(b, one ? "ISNUMBER(%s)" : "COUNT(%s)>0", text);
}

static const char *message_of(book *b, target found, const char *text)
{
    const symbol *s = found.symbol;
    bool one = found.columns == 1 && found.rows == 1, spell = s->label[0] && lower(s->label[1]);
    if (one && !s->input)
        return text; /* that cell itself says what is missing */
    return say(b, "\"%s %c%s on %s\"", s->input && one ? "enter" : "fill",
               s->label[0] + (spell && s->label[0] >= 'A' && s->label[0] <= 'Z' ? 'a' - 'A' : 0),
               s->label[0] ? s->label + 1 : "", b->sheets[s->sheet].name);
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

const char *guarded(book *b, const cJSON *object, const char *key, scope s, bool speak, bool *link)
{
    const cJSON *node = cJSON_GetObjectItemCaseSensitive(object, key);
    *link = false;
    if (b->learning)
        return "";
    const char *text = need_text(b, object, key), *p = text, *body = stored(b, node, text, s);
    guard g = guard_of(b, object, key, s);
    if (s.element) /* beyond the answer's end the cell stays empty */
        body = say(b, "IFERROR(INDEX(%s%s);\"\")", body, s.element);
    *link =
        !*g.before && (lower(*text) || *text == '@') && parse_reference(b, node, &p, s).symbol->sheet != b->now && !*p;
    if (speak || !g.n)
        return say(b, "of:=%s%s%s", g.before, body, g.after);
    if (get_text(b, object, "when", NULL)) /* keep the innermost IF, join the needs around it */
        body = say(b, "IF(%s;%s;%s)", stored(b, node, get_text(b, object, "when", ""), s), body,
                   quoted(b, get_text(b, object, "otherwise", "")));
    return say(b, g.n > 1 ? "of:=IF(AND(%s);%s;\"\")" : "of:=IF(%s;%s;\"\")", g.conditions, body);
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

void catalogue_words(const book *b, const cJSON *where, const char *name, const char **definition, const char **unit)
{
    const sx_function *ours = sx_find(name);
    if (ours) {
        *definition = ours->definition;
        *unit = ours->returns_unit ? ours->returns_unit : "";
    } else {
        broken(b, where, "%s is not in the catalogue", name);
    }
}
