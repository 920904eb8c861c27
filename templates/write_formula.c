/* Formulas: names become cells, display names become stored ones, and what must not stand in a model is refused. */
#include <string.h>
#include "call/call.h"
#include "write.h"

/* What a formula may use of Calc itself. No OFFSET, INDIRECT or TODAY: trace precedents must work, and the same
 * workbook must show the same figures tomorrow. After a = the name in the file. */
static const char calc_functions[] =
    "ABS ADDRESS AND AVERAGE AVERAGEIFS CEILING CHOOSE COLUMN COLUMNS CONCATENATE COUNT COUNTA COUNTBLANK COUNTIF "
    "COUNTIFS "
    "DATE DATEVALUE DAY EDATE EOMONTH EXACT EXP FIXED FLOOR IF IFERROR IFNA INDEX INT ISBLANK ISERROR ISNA "
    "ISNUMBER ISTEXT LARGE LEFT LEN LN LOWER MATCH MAX MAXIFS=COM.MICROSOFT.MAXIFS MEDIAN MID MIN "
    "MINIFS=COM.MICROSOFT.MINIFS MOD MONTH N NA NOT NUMBERVALUE OR PERCENTILE RANK RIGHT ROUND ROUNDDOWN "
    "ROUNDUP ROW ROWS SEARCH SIGN SMALL SQRT STDEV SUBSTITUTE SUM SUMIF SUMIFS SUMPRODUCT SUMXMY2 TEXT "
    "TEXTJOIN=COM.MICROSOFT.TEXTJOIN TRIM TRUE FALSE REPT UNICHAR HYPERLINK UPPER VALUE VLOOKUP WEEKDAY "
    "YEAR ";

typedef struct function {
    const char *name, *stored, *phrase; /* phrase: what stands in its place, with its argument as ~ */
    const sx_function *ours;            /* NULL: Calc's */
    int least, most;                    /* arguments; most -1: any number */
} function;

/* An open parenthesis: of which function, where in the formula that began, and how many arguments so far. Or an open
 * bracket: the row of an answer's column is being written. */
typedef struct call {
    function f;
    size_t at;
    int arguments;
    size_t column; /* from 1; 0: a parenthesis */
} call;

/* A formula on its way into the file's notation. */
typedef struct formula {
    book *b;
    const cJSON *where;
    scope s;
    sx_text out;
    call open[32];
    int depth;
    call next; /* the function whose name was just written */
} formula;

static bool function_part(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

/* Ours from the catalogue, with their count of arguments; Calc's from the list above. */
static function find_function(book *b, const cJSON *where, const char *name)
{
    const sx_function *ours = sx_find(name);
    if (ours) {
        function f = {ours->name, ours->stored, NULL, ours, 0, (int)ours->n_parameters};
        for (size_t i = 0; i < ours->n_parameters; i++) {
            f.least += !ours->parameters[i].optional;
            if (ours->parameters[i].shape == SX_SHAPE_REST)
                f.most = -1;
        }
        return f;
    }
    size_t length = strlen(name);
    for (const char *p = calc_functions; *p; p += strcspn(p, " ") + 1) {
        const char *as = p[length] == '=' ? p + length + 1 : p;
        if (!strncmp(p, name, length) && (p[length] == ' ' || p[length] == '='))
            return (function){name, say(b, "%.*s", (int)strcspn(as, " "), as), NULL, NULL, 0, -1};
    }
    const char *phrase = phrase_of(name);
    if (phrase)
        return (function){name, name, phrase, NULL, 1, 1};
    broken(b, where, "%s is neither in the catalogue nor a function of Calc that workbooks may use", name);
}

static const char *copy_function(formula *f, const char *p)
{
    const char *from = p;
    while (function_part(*p))
        p++;
    if (*p != '(')
        broken(f->b, f->where, "\"%.*s\": a function needs its parenthesis", (int)(p - from), from);
    function found = find_function(f->b, f->where, say(f->b, "%.*s", (int)(p - from), from));
    f->next = (call){.f = found, .at = f->out.length};
    sx_text_add(&f->out, "%s", found.stored);
    return p;
}

/* 'A text', '' for a quote inside: Calc has it in double quotes. */
static const char *copy_text(formula *f, const char *p)
{
    const char *from = ++p;
    sx_text_add(&f->out, "\"");
    for (; *p && (*p != '\'' || p[1] == '\''); p++) {
        p += *p == '\'';
        sx_text_add(&f->out, *p == '"' ? "\"\"" : "%c", *p);
    }
    if (!*p)
        broken(f->b, f->where, "a text without its closing quote");
    size_t length = (size_t)(p - from);
    if (length > 1 && strspn(from, "0#?.,%") == length && strcspn(from, ".,") < length)
        broken(f->b, f->where, "the format '%.*s' reads otherwise where the comma is decimal", (int)length, from);
    sx_text_add(&f->out, "\"");
    return p + 1;
}

const char *quoted(book *b, const char *text)
{
    sx_text out = {0};
    for (const char *p = text; *p; p++)
        sx_text_add(&out, *p == '"' ? "\"\"" : "%c", *p);
    return say(b, "\"%s\"", ended(b, &out));
}

static const char *copy_number(formula *f, const char *p)
{
    size_t length = strspn(p, "0123456789.");
    /* The row of an answer, in brackets, names a place and is no assumption. */
    bool row = f->depth && f->open[f->depth - 1].column && p[-1] == '[' && p[length] == ']' && !memchr(p, '.', length);
    if (!row && (length != 1 || *p > '1'))
        broken(f->b, f->where, "the constant %.*s in a formula: give it a name on Inputs", (int)length, p);
    sx_text_add_bytes(&f->out, p, length);
    return p + length;
}

static void push(formula *f, call c)
{
    if (f->depth == (int)(sizeof f->open / sizeof *f->open))
        broken(f->b, f->where, "too many parentheses");
    f->open[f->depth++] = c;
}

/* A column of the catalogue by its name, from 1; "in time" is written in_time. */
static size_t column_of(const formula *f, const function *g, const char *name)
{
    for (size_t i = 0; g->ours && i < g->ours->n_columns; i++) {
        const char *p = g->ours->columns[i].name, *q = name;
        while (*p && (*q == *p || (*q == '_' && *p == ' ') || (lower(*q) && *q - 'a' == *p - 'A')))
            p++, q++;
        if (!*p && !*q)
            return i + 1;
    }
    broken(f->b, f->where, "the answer of %s has no column \"%s\"", g->name ? g->name : "a parenthesis", name);
}

/* F(...).column is the column of an answer, F(...).column[row] one cell of it: an INDEX around what is written already.
 */
static const char *open_column(formula *f, const char *p, const call *answer)
{
    whole(f->b, &f->out);
    const char *name = word(f->b, &p), *written = say(f->b, "%s", f->out.data + answer->at);
    call row = {.column = column_of(f, &answer->f, name)};
    f->out.length = answer->at;
    sx_text_add(&f->out, "INDEX(%s;", written);
    if (*p == '[') {
        push(f, row);
        return p + 1;
    }
    sx_text_add(&f->out, "0;%zu)", row.column);
    return p;
}

/* Does this term need parentheses before it is divided: a sum that has none around it? */
static bool is_sum(const char *term)
{
    int depth = 0;
    for (const char *p = term; *p; p++) {
        if (*p == '"')
            p += strcspn(p + 1, "\"") + 1;
        depth += *p == '(' || *p == '[' || *p == '{';
        depth -= *p == ')' || *p == ']' || *p == '}';
        if (depth == 0 && p > term && strchr("+-&=<>", *p))
            return true;
    }
    return false;
}

/* A phrase: its argument is written already; the phrase takes its place. */
static void put_phrase(formula *f, const call *c)
{
    whole(f->b, &f->out);
    const char *term = f->out.data + c->at + strlen(c->f.name) + 1;
    const char *argument = say(f->b, is_sum(term) ? "(%s)" : "%s", term);
    f->out.length = c->at;
    for (const char *p = c->f.phrase; *p; p++)
        sx_text_add(&f->out, *p == '~' ? "%s" : "%.1s", *p == '~' ? argument : p);
}

/* What stands at *p closes c: the count of arguments must be right, and the other kind of bracket is none. */
static void check_close(const formula *f, const call *c, bool bracket)
{
    if (bracket != (c->column > 0))
        broken(f->b, f->where, bracket ? "a parenthesis is open" : "a bracket is open");
    if (c->f.name && (c->arguments < c->f.least || (c->f.most >= 0 && c->arguments > c->f.most)))
        broken(f->b, f->where, "%s takes %d to %d arguments, not %d", c->f.name, c->f.least, c->f.most, c->arguments);
}

static const char *copy_sign(formula *f, const char *p)
{
    call *top = f->depth ? &f->open[f->depth - 1] : NULL;
    if (*p == '"')
        broken(f->b, f->where, "a text stands in 'single quotes'");
    if (!strchr("+-*/^&=<>(); ]", *p))
        broken(f->b, f->where, "'%c' has no place in a formula", *p);
    if (*p == '(') {
        if (!f->next.f.name)
            f->next.at = f->out.length;
        push(f, f->next);
        f->next = (call){0};
    }
    if (*p == ';' && top) {
        if (top->column)
            broken(f->b, f->where, "one row of the answer expected in [ ]");
        top->arguments++;
    }
    if (*p == ')' || *p == ']') {
        if (!top)
            broken(f->b, f->where, *p == ')' ? "a parenthesis too many" : "a bracket too many");
        check_close(f, top, *p == ']');
        f->depth--;
        if (top->f.phrase) {
            put_phrase(f, top);
            return p + 1;
        }
    }
    if (*p == ']')
        sx_text_add(&f->out, ";%zu)", top->column);
    else
        sx_text_add_bytes(&f->out, p, 1);
    return *p == ')' && p[1] == '.' ? open_column(f, p + 2, &(call){top->f, top->at, 0, 0}) : p + 1;
}

const char *stored(book *b, const cJSON *where, const char *text, scope s)
{
    if (b->learning) /* the first pass asks for places only */
        return "";
    formula f = {.b = b, .where = where, .s = s};
    for (const char *p = text; *p;) {
        call *top = f.depth ? &f.open[f.depth - 1] : NULL;
        if (top && *p != ')' && *p != ' ' && !top->arguments)
            top->arguments = 1;
        if (*p == '\'')
            p = copy_text(&f, p);
        else if (*p >= '0' && *p <= '9')
            p = copy_number(&f, p);
        else if (*p == '@' || lower(*p))
            sx_text_add(&f.out, "%s", target_text(b, parse_reference(b, where, &p, s)));
        else if (*p != '.' && function_part(*p))
            p = copy_function(&f, p);
        else
            p = copy_sign(&f, p);
    }
    whole(b, &f.out);
    if (f.depth || !f.out.length)
        broken(b, where,
               !f.depth                     ? "an empty formula"
               : f.open[f.depth - 1].column ? "a bracket is open"
                                            : "a parenthesis is open");
    return ended(b, &f.out);
}
