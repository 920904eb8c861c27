/* Types: how values look. Each has up to three formats: as computed (a dash for nothing, a true minus), as typed (what
 * was typed), and as a change with ▲ ▼ =. */
#include <string.h>
#include "write.h"

/* Of each number that may be a change also the type with its sign: "+money". */
#define ONE(name, kind, decimals, grouping, percent, suffix, factor, parts)                                            \
    {                                                                                                                  \
        name, kind, decimals, grouping, percent, suffix, factor, false, parts                                          \
    }
#define BOTH(name, decimals, grouping, percent, suffix, factor)                                                        \
    ONE(name, 'n', decimals, grouping, percent, suffix, factor, NULL),                                                 \
    {                                                                                                                  \
        "+" name, 'n', decimals, grouping, percent, suffix, factor, true, NULL                                         \
    }

static const type types[] = {ONE("text", 't', 0, false, false, "", 0, NULL),
                             ONE("choice", 't', 0, false, false, "", 0, NULL),
                             BOTH("money", 0, true, false, "", 0),
                             BOTH("cents", 2, true, false, "", 0),
                             BOTH("count", 0, true, false, "", 0),
                             BOTH("number", 2, true, false, "", 0),
                             BOTH("one", 1, true, false, "", 0),
                             BOTH("decimal", 4, true, false, "", 0),
                             BOTH("percent", 1, true, true, "%", 0),
                             BOTH("percent0", 0, true, true, "%", 0),
                             BOTH("points", 1, true, false, " pts", 0),
                             BOTH("ratio", 2, false, false, "", 0),
                             BOTH("multiple", 2, true, false, "×", 0),
                             BOTH("thousands", 1, true, false, "", 1000),
                             BOTH("thousands0", 0, true, false, "", 1000),
                             BOTH("k", 1, true, false, "k", 1000),
                             BOTH("k0", 0, true, false, "k", 1000),
                             BOTH("m", 2, true, false, "M", 1000000),
                             ONE("plain", 'n', -1, false, false, "", 0, NULL),
                             ONE("line", 'n', 0, false, false, "", 0, NULL),
                             ONE("date", 'd', 0, false, false, "", 0, NULL),
                             ONE("month", 'd', 0, false, false, "", 0, "M y"),
                             ONE("time", 'n', 0, false, false, "", 0, NULL),
                             ONE("moment", 'n', 0, false, false, "", 0, NULL),
                             ONE("d", 'd', 0, false, false, "", 0, "d"),
                             ONE("dm", 'd', 0, false, false, "", 0, "d M"),
                             ONE("dmy", 'd', 0, false, false, "", 0, "d M y"),
                             ONE("my", 'd', 0, false, false, "", 0, "M y"),
                             ONE("mon", 'd', 0, false, false, "", 0, "M")};

enum { N_TYPES = sizeof types / sizeof *types };

const type *type_of(const book *b, const cJSON *where, const char *name)
{
    for (int i = 0; i < N_TYPES; i++)
        if (!strcmp(types[i].name, name))
            return &types[i];
    broken(b, where, "unknown type \"%s\"", name);
}

bool has_format(const type *t)
{
    return t->kind != 't' && t->decimals >= 0;
}

/* A number that can be told with a dash for nothing. */
static bool dashed(const type *t)
{
    return t->kind == 'n' && t->decimals >= 0 && strcmp(t->name, "line") != 0 && strcmp(t->name, "time") != 0 &&
           strcmp(t->name, "moment") != 0;
}

const char *format_of(const type *t, bool typed)
{
    return typed && dashed(t) ? "-typed" : "";
}

static void style_name(sx_text *out, const type *t)
{
    sx_text_add(out, "N-%s%s", t->sign ? "signed-" : "", t->name + (*t->name == '+'));
}

static void number_part(sx_text *out, const type *t, const char *sign, bool typed)
{
    /* A typed percentage differs from the computed one, whose parts are no percentages to Calc: else it would take the
     * first of the two that it reads for both, and 90 would not become 90%. */
    bool grouping = t->grouping && !(typed && t->percent);
    sx_text_add(out,
                "%s<number:number number:decimal-places=\"%d\" number:min-decimal-places=\"%d\" "
                "number:min-integer-digits=\"1\"%s",
                sign, t->decimals, t->decimals, grouping ? " number:grouping=\"true\"" : "");
    if (t->factor)
        sx_text_add(out, " number:display-factor=\"%d\"", t->factor);
    sx_text_add(out, "/>");
    if (*t->suffix)
        sx_text_add(out, "<number:text>%s</number:text>", t->suffix);
}

static const char clock_parts[] = "<number:hours number:style=\"long\"/><number:text>:</number:text><number:minutes "
                                  "number:style=\"long\"/>",
                  iso_parts[] =
                      "<number:year number:style=\"long\"/><number:text>-</number:text><number:month "
                      "number:style=\"long\"/><number:text>-</number:text><number:day number:style=\"long\"/>";

static void date_style(sx_text *out, const type *t)
{
    sx_text_add(out, "<number:date-style style:name=\"N-%s\">", t->name);
    for (const char *p = t->parts ? t->parts : ""; *p; p++)
        sx_text_add(out, "%s",
                    *p == 'd'   ? "<number:day/>"
                    : *p == 'M' ? "<number:month number:textual=\"true\"/>"
                    : *p == 'y' ? "<number:year number:style=\"long\"/>"
                                : "<number:text> </number:text>");
    sx_text_add(out, "%s</number:date-style>\n", t->parts ? "" : iso_parts);
}

/* One part of a format, which the whole one applies where its value is more, or less, than nothing. */
static void one_sign(sx_text *out, const type *t, const char *tag, const char *end, const char *sign)
{
    sx_text_add(out, "<number:%s-style style:name=\"", tag);
    style_name(out, t);
    sx_text_add(out, "%s\" style:volatile=\"true\">", end);
    number_part(out, t, sign, false);
    sx_text_add(out, "</number:%s-style>", tag);
}

/* The whole: base holds what nothing looks like. */
static void by_sign(sx_text *out, const type *t, const char *tag, const char *end, const char *base, const char *more,
                    const char *less)
{
    sx_text_add(out, "<number:%s-style style:name=\"", tag);
    style_name(out, t);
    sx_text_add(out, "%s\">%s<style:map style:condition=\"value()&gt;0\" style:apply-style-name=\"", end, base);
    style_name(out, t);
    sx_text_add(out, "%s\"/><style:map style:condition=\"value()&lt;0\" style:apply-style-name=\"", more);
    style_name(out, t);
    sx_text_add(out, "%s\"/></number:%s-style>\n", less, tag);
}

static void number_style(sx_text *out, const type *t)
{
    if (!has_format(t))
        return;
    if (!strcmp(t->name, "time")) {
        sx_text_add(out, "<number:time-style style:name=\"N-time\">%s</number:time-style>\n", clock_parts);
        return;
    }
    if (!strcmp(t->name, "moment")) {
        sx_text_add(out,
                    "<number:date-style style:name=\"N-moment\">%s<number:text> </number:text>%s</number:date-style>\n",
                    iso_parts, clock_parts);
        return;
    }
    if (t->kind == 'd') {
        date_style(out, t);
        return;
    }
    const char *tag = t->percent ? "percentage" : "number", *typed = dashed(t) ? "-typed" : "";
    sx_text_add(out, "<number:%s-style style:name=\"", tag);
    style_name(out, t);
    sx_text_add(out, "%s\">", typed);
    number_part(out, t, "", true);
    sx_text_add(out, "</number:%s-style>\n", tag);
    if (!dashed(t))
        return;
    one_sign(out, t, tag, "-p", t->sign ? "<number:text>+</number:text>" : "");
    one_sign(out, t, tag, "-m", "<number:text>−</number:text>");
    by_sign(out, t, tag, "",
            "<number:text>–</number:text><number:number number:decimal-places=\"0\" number:min-decimal-places=\"0\" "
            "number:min-integer-digits=\"0\"/>",
            "-p", "-m");
    if (t->sign)
        return;
    one_sign(out, t, tag, "-up", "<number:text>▲ </number:text>");
    one_sign(out, t, tag, "-down", "<number:text>▼ </number:text>");
    sx_text base = {0};
    number_part(&base, t, "<number:text>= </number:text>", false);
    by_sign(out, t, tag, "-arrow", base.data ? base.data : "", "-up", "-down");
    sx_text_free(&base);
}

void numbers_write(sx_text *out)
{
    for (int i = 0; i < N_TYPES; i++)
        number_style(out, &types[i]);
}

void add_format(sx_text *out, const type *t, const char *end)
{
    sx_text_add(out, " style:data-style-name=\"");
    style_name(out, t);
    sx_text_add(out, "%s\"", end);
}
