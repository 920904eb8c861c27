/* The house style: named cell styles, and what single cells change of them. */
#include <string.h>
#include "write.h"

/* Okabe and Ito 2008: eight colours that survive colour blindness; the order keeps neighbours apart in grey too. */
const char *const palette[MAX_PALETTE] = {"#0072b2", "#d55e00", "#009e73", "#e69f00",
                                          "#56b4e9", "#cc79a7", "#000000", "#8c8c8c"};

/* What a role looks like. fill and border NULL: none. unlocked: may be typed into on a protected sheet. */
typedef struct look {
    const char *name, *color, *fill, *border, *text, *align, *more;
    double points;
    bool bold, wrap, unlocked;
    double left;         /* cm kept off the edge; 0: as ever */
    const char *upright; /* top, middle, bottom; NULL: as ever */
} look;

#define RULE "fo:border-bottom=\"0.5pt solid #c8d0da\""
#define INK "#1b2733"
#define DEEP "#1f3a5f"
#define TILE "#eef3f8"
/* Readers' pages (DESIGN.md, 2). */
#define MUTE "#55636f"
#define PAGE_DEEP "#16324f"
#define HAIR "fo:border-bottom=\"0.5pt solid #e3e8ed\""
#define PAGE 0.05

static const look looks[N_ROLES] = {
    [ROLE_TITLE] = {"Title", DEEP, NULL, NULL, "", "start", "", 18, true, false, false, 0, NULL},
    [ROLE_SUBTITLE] = {"Subtitle", "#4a5a6a", NULL, NULL, "", "start", "", 10.5, false, true, false, 0, NULL},
    [ROLE_HEADING] = {"Heading", DEEP, NULL, "fo:border-bottom=\"1pt solid " DEEP "\"", "", "start", "", 12, true,
                      false, false, 0, NULL},
    [ROLE_TEXT] = {"Text", INK, NULL, NULL, "", "start", "", 10, false, true, false, 0, NULL},
    [ROLE_NOTE] = {"Note", "#4a5a6a", NULL, NULL, "fo:font-style=\"italic\"", "start", "", 9, false, true, false, 0,
                   NULL},
    [ROLE_LABEL] = {"Label", INK, NULL, RULE, "", "start", "", 10, false, true, false, 0, NULL},
    [ROLE_UNIT] = {"Unit", "#4a5a6a", NULL, RULE, "", "start", "", 9, false, true, false, 0, NULL},
    [ROLE_HEADER] = {"Header", "#ffffff", DEEP, NULL, "", "start", "", 10, true, true, false, 0, NULL},
    [ROLE_HEADER_UNIT] = {"Header unit", "#4a5a6a", "#dfe6ee", NULL, "", "start", "", 9, false, true, false, 0, NULL},
    [ROLE_HEADER_NUMBER] = {"Header number", "#ffffff", DEEP, NULL, "", "end", "", 10, true, true, false, 0, NULL},
    [ROLE_HEADER_UNIT_NUMBER] = {"Header unit number", "#4a5a6a", "#dfe6ee", NULL, "", "end", "", 9, false, true, false,
                                 0, NULL},
    [ROLE_SUBHEADING] = {"Subheading", DEEP, NULL, NULL, "", "start", "", 10, true, false, false, 0, NULL},
    [ROLE_INPUT] = {"Input", "#0000c8", "#fffbe0", "fo:border=\"0.5pt solid #d8cf9a\"", "", NULL, "", 10, false, true,
                    true, 0, NULL},
    /* No lines: Calc prints no page that holds neither content nor lines, so that unused lines stay off the paper. */
    [ROLE_INPUT_OPEN] = {"Input of a long table", "#0000c8", "#fffbe0", NULL, "", NULL, "", 10, false, true, true, 0,
                         NULL},
    [ROLE_INPUT_RAW] = {"Pasted", "#0000c8", "#fffdf0", "fo:border=\"0.5pt solid #ece6c8\"", "", NULL, "", 9, false,
                        false, true, 0, NULL},
    [ROLE_CALCULATION] = {"Calculation", "#000000", NULL, RULE, "", NULL, "", 10, false, false, false, 0, NULL},
    [ROLE_CALCULATION_TEXT] = {"Calculation text", "#000000", NULL, RULE, "", "start", "", 10, false, true, false, 0,
                               NULL},
    [ROLE_LINK] = {"Link", "#00662f", NULL, RULE, "", NULL, "", 10, false, false, false, 0, NULL},
    [ROLE_TOTAL] = {"Total", "#000000", NULL, "fo:border-top=\"1pt solid #000000\"", "", NULL, "", 10, true, false,
                    false, 0, NULL},
    [ROLE_STATUS] = {"Check", INK, NULL, RULE, "", "start", "", 10, true, false, false, 0, NULL},
    [ROLE_GOTO] = {"Go to", "#0b57a4", NULL, NULL, "style:text-underline-style=\"solid\"", "start", "", 10, false,
                   false, false, 0, NULL},
    [ROLE_TILE_LABEL] = {"Tile label", "#33465a", TILE, "fo:border-top=\"2pt solid " DEEP "\"", "", "start", "", 9.5,
                         false, true, false, 0, NULL},
    [ROLE_TILE_VALUE] = {"Tile value", DEEP, TILE, NULL, "", "start", "style:shrink-to-fit=\"true\"", 18, true, false,
                         false, 0, NULL},
    [ROLE_TILE_COMPARE] = {"Tile comparison", INK, TILE, NULL, "", "start", "style:shrink-to-fit=\"true\"", 10, true,
                           false, false, 0, NULL},
    [ROLE_TILE_NOTE] = {"Tile note", "#4a5a6a", TILE, NULL, "", "start", "", 8.5, false, true, false, 0, NULL},
    [ROLE_ANSWER] = {"Answer", INK, "#f4f6f8", "fo:border-left=\"3pt solid " DEEP "\"", "", "start", "", 11, false,
                     true, false, 0, NULL},
    [ROLE_MAST] = {"Masthead", PAGE_DEEP, NULL, "fo:border-bottom=\"1.5pt solid " PAGE_DEEP "\"", "", "start", "", 10,
                   true, false, false, PAGE, "middle"},
    [ROLE_MAST_RIGHT] = {"Masthead right", MUTE, NULL, "fo:border-bottom=\"1.5pt solid " PAGE_DEEP "\"", "", "end",
                         "style:shrink-to-fit=\"true\"", 9, false, false, false, PAGE, "middle"},
    [ROLE_STATE] = {"State", MUTE, NULL, NULL, "", "start", "", 8, false, false, false, PAGE, "middle"},
    [ROLE_HEADLINE] = {"Headline", PAGE_DEEP, NULL, NULL, "", "start", "", 15, true, true, false, PAGE, "top"},
    [ROLE_WORD] = {"Answer word", PAGE_DEEP, NULL, "fo:border-top=\"0.5pt solid #e3e8ed\"", "", "start", "", 8.5, true,
                   false, false, PAGE, "middle"},
    [ROLE_SENTENCE] = {"Sentence", INK, NULL, "fo:border-top=\"0.5pt solid #e3e8ed\"", "", "start", "", 8.5, false,
                       false, false, PAGE, "middle"},
    [ROLE_SECTION] = {"Section", PAGE_DEEP, NULL, "fo:border-top=\"0.5pt solid #b9c3cd\"", "", "start", "", 10.5, true,
                      false, false, PAGE, "middle"},
    [ROLE_SUB] = {"Sub-title", MUTE, NULL, NULL, "", "start", "", 8, false, false, false, PAGE, "middle"},
    [ROLE_HEAD] = {"Column head", MUTE, NULL, "fo:border-bottom=\"1pt solid " PAGE_DEEP "\"", "", "start", "", 8, false,
                   true, false, PAGE, "bottom"},
    [ROLE_CELL] = {"Cell", INK, NULL, HAIR, "", "start", "", 8.5, false, false, false, PAGE, "middle"},
    [ROLE_SUM] = {"Sum", INK, NULL, "fo:border-top=\"1pt solid " PAGE_DEEP "\"", "", "start", "", 8.5, true, false,
                  false, PAGE, "middle"},
    [ROLE_PLAIN] = {"Plain", INK, NULL, NULL, "", "start", "", 8.5, false, false, false, PAGE, "middle"},
    [ROLE_STRIP] = {"Strip", PAGE_DEEP, "#eef2f6", HAIR, "", "start", "", 8.5, false, false, false, 0.1, "middle"},
    [ROLE_FIELD] = {"Empty field", "#b9c3cd", "#f8f9fb", NULL, "", "center", "", 12, false, false, false, PAGE,
                    "middle"},
    [ROLE_TYPED] = {"Typed", "#0000c8", "#fffbe0", HAIR, "", NULL, "", 8.5, false, true, true, PAGE, "middle"},
    [ROLE_WAY] = {"Way", "#0b57a4", NULL, HAIR, "style:text-underline-style=\"solid\"", "start", "", 8.5, false, false,
                  false, PAGE, "middle"},
    [ROLE_FIGURE] = {"Figure", PAGE_DEEP, NULL, NULL, "", "start", "", 18, true, false, false, PAGE, "middle"},
    [ROLE_FIGURE_TOP] = {"Figure label", INK, NULL, "fo:border-top=\"1.5pt solid " PAGE_DEEP "\"", "", "start", "", 8.5,
                         true, false, false, PAGE, "middle"},
    [ROLE_FIGURE_NOTE] = {"Figure note", MUTE, NULL, NULL, "", "start", "", 8, false, false, false, PAGE, "middle"},
    [ROLE_FILLED] = {"Head on colour", "#ffffff", PAGE_DEEP, NULL, "", "start", "", 9, true, false, false, 0.25,
                     "middle"},
    [ROLE_HELPER] = {"Helper", MUTE, NULL, NULL, "", NULL, "", 8, false, false, false, PAGE, "middle"}};

/* XML names: a blank becomes _20_. */
static void xml_name(sx_text *out, const char *name)
{
    for (; *name; name++)
        sx_text_add(out, *name == ' ' ? "_20_" : "%c", *name);
}

static int interned(book *b, role r, const type *t, unsigned mods)
{
    if (b->sheets[b->now].carried)
        mods |= MOD_OPEN;
    for (int i = 0; i < b->n_styles; i++)
        if (b->styles[i].r == r && b->styles[i].t == t && b->styles[i].mods == mods)
            return i + 1;
    if (b->n_styles == MAX_STYLES)
        broken(b, NULL, "more than %d styles", MAX_STYLES);
    b->styles[b->n_styles++] = (struct style_key){r, t, mods};
    return b->n_styles;
}

int style_of(book *b, role r, const type *t)
{
    return interned(b, r, t, 0);
}

int style_with(book *b, role r, const type *t, unsigned mods)
{
    if (mods & MOD_CENTER) /* a number that is asked into the middle does not stand at the right */
        mods &= ~(unsigned)MOD_END;
    return interned(b, r, t, mods);
}

bool wraps(const book *b, int style)
{
    return style && (looks[b->styles[style - 1].r].wrap || b->styles[style - 1].mods & MOD_WRAP);
}

int arrow_style(book *b, role r, const type *t)
{
    return interned(b, r, t, MOD_ARROW);
}

/* What the cell itself, its paragraph and its letters differ in. */
static void changes(const struct style_key *key, sx_text *box, sx_text *paragraph, sx_text *letters)
{
    static const struct {
        unsigned mod;
        int of; /* 0 cell, 1 paragraph, 2 letters */
        const char *xml;
    } all[] = {{MOD_BOLD, 2, " fo:font-weight=\"bold\""},
               {MOD_LIGHT, 2, " fo:font-weight=\"normal\""},
               {MOD_SMALL, 2, " fo:font-size=\"8pt\""},
               {MOD_LARGE, 2, " fo:font-size=\"11pt\""},
               {MOD_MUTE, 2, " fo:color=\"" MUTE "\""},
               {MOD_GOOD, 2, " fo:color=\"#00664b\""},
               {MOD_BAD, 2, " fo:color=\"#a33600\""},
               {MOD_END, 1, " fo:text-align=\"end\""},
               {MOD_CENTER, 1, " fo:text-align=\"center\""},
               {MOD_WRAP, 0, " fo:wrap-option=\"wrap\""},
               {MOD_TOP, 0, " style:vertical-align=\"top\""},
               {MOD_BARE, 0, " fo:border-bottom=\"none\""},
               {MOD_RULE, 0, " fo:border-left=\"0.5pt solid #b9c3cd\" fo:padding-left=\"0.16cm\""},
               {MOD_PAD, 0, " fo:padding-left=\"0.25cm\""},
               {MOD_OPEN, 0, " style:cell-protect=\"none\""},
               {MOD_PALE, 0, " fo:background-color=\"#eef2f6\""},
               {MOD_READ, 0, " fo:background-color=\"" PAGE_DEEP "\""},
               {MOD_READ, 2, " fo:color=\"#ffffff\""},
               {MOD_FILL, 0, " fo:background-color=\"#7a5c00\""},
               {MOD_FILL, 2, " fo:color=\"#ffffff\""},
               {MOD_BEHIND, 0, " fo:background-color=\"" MUTE "\""},
               {MOD_BEHIND, 2, " fo:color=\"#ffffff\""},
               {MOD_TARGET, 0, " fo:border=\"1.5pt solid " PAGE_DEEP "\""},
               {MOD_PASSED, 0, " fo:background-color=\"#dfe6ee\""}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (key->mods & all[i].mod)
            sx_text_add(all[i].of == 0 ? box : all[i].of == 1 ? paragraph : letters, "%s", all[i].xml);
}

static void one_change(sx_text *out, const char *element, sx_text *what)
{
    if (what->length)
        sx_text_add(out, "<style:%s%s/>", element, what->data);
    sx_text_free(what);
}

/* Automatic styles: a role with a number format and changes, so that the user's list of styles shows the roles alone.
 */
void automatic_styles(const book *b, sx_text *out)
{
    for (int i = 0; i < b->n_styles; i++) {
        const struct style_key *key = &b->styles[i];
        bool typed = looks[key->r].unlocked;
        sx_text box = {0}, paragraph = {0}, letters = {0};
        sx_text_add(out, "<style:style style:name=\"ce%d\" style:family=\"table-cell\" style:parent-style-name=\"",
                    i + 1);
        xml_name(out, looks[key->r].name);
        sx_text_add(out, "\"");
        if (key->t && has_format(key->t))
            add_format(out, key->t, key->mods & MOD_ARROW ? "-arrow" : format_of(key->t, typed));
        else if (key->r == ROLE_INPUT_RAW) /* so that the office converts nothing */
            sx_text_add(out, " style:data-style-name=\"N-text\"");
        changes(key, &box, &paragraph, &letters);
        if (!box.length && !paragraph.length && !letters.length) {
            sx_text_add(out, "/>\n");
            continue;
        }
        sx_text_add(out, ">");
        one_change(out, "table-cell-properties", &box);
        one_change(out, "paragraph-properties", &paragraph);
        one_change(out, "text-properties", &letters);
        sx_text_add(out, "</style:style>\n");
    }
}

/* A text keeps off the number that ends at the edge of the cell before it. */
static double left_of(role r)
{
    if (looks[r].left > 0)
        return looks[r].left;
    return r >= ROLE_LABEL && r <= ROLE_STATUS && r != ROLE_INPUT_RAW ? 0.16 : 0.1;
}

static void cell_style(sx_text *out, role r)
{
    const look *l = &looks[r];
    bool page = l->left > 0;
    sx_text_add(out, "<style:style style:name=\"");
    xml_name(out, l->name);
    sx_text_add(out,
                "\" style:display-name=\"%s\" style:family=\"table-cell\" style:parent-style-name=\"Default\">"
                "<style:table-cell-properties style:vertical-align=\"%s\" fo:padding-top=\"%s\" "
                "fo:padding-bottom=\"%s\" fo:padding-left=\"%gcm\" fo:padding-right=\"%s\" fo:wrap-option=\"%s\" "
                "style:cell-protect=\"%s\" %s",
                l->name,
                l->upright       ? l->upright
                : l->points > 12 ? "middle"
                                 : "top",
                page ? "0cm" : "0.04cm", r == ROLE_HEAD || !page ? "0.04cm" : "0cm", left_of(r),
                page ? "0.05cm" : "0.1cm", l->wrap ? "wrap" : "no-wrap", l->unlocked ? "none" : "protected", l->more);
    if (l->fill)
        sx_text_add(out, " fo:background-color=\"%s\"", l->fill);
    sx_text_add(out, " %s/>", l->border ? l->border : "");
    if (l->align)
        sx_text_add(out, "<style:paragraph-properties fo:text-align=\"%s\"/>", l->align);
    sx_text_add(
        out, "<style:text-properties fo:color=\"%s\" fo:font-size=\"%gpt\" fo:font-weight=\"%s\" %s/></style:style>\n",
        l->color, l->points, l->bold ? "bold" : "normal", l->text);
}

void styles_write(sx_text *out)
{
    numbers_write(out);
    sx_text_add(out,
                "<number:text-style style:name=\"N-text\"><number:text-content/></number:text-style>\n"
                "<style:style style:name=\"Default\" style:family=\"table-cell\"><style:table-cell-properties "
                "style:vertical-align=\"middle\" fo:background-color=\"#ffffff\"/><style:text-properties "
                "style:font-name=\"Liberation Sans\" "
                "fo:font-family=\"'Liberation Sans'\" fo:font-size=\"8.5pt\" fo:color=\"" INK "\" fo:language=\"en\" "
                "fo:country=\"US\"/></style:style>\n");
    for (int i = 0; i < N_ROLES; i++)
        cell_style(out, (role)i);
    conditional_styles(out);
}
