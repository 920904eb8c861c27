/* The document: styles, sheets, settings. Flat ODF 1.3, with Calc's own extensions where ODF has none. */
#include <stdio.h>
#include <string.h>
#include "write.h"

void escape(sx_text *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '&')
            sx_text_add(out, "&amp;");
        else if (*text == '<')
            sx_text_add(out, "&lt;");
        else if (*text == '>')
            sx_text_add(out, "&gt;");
        else if (*text == '"')
            sx_text_add(out, "&quot;");
        else
            sx_text_add_bytes(out, text, 1);
    }
}

static void cell_text(sx_text *out, const cell *c)
{
    sx_text_add(out, "<text:p>");
    if (c->link) {
        sx_text_add(out, "<text:a xlink:type=\"simple\" xlink:href=\"");
        escape(out, c->link);
        sx_text_add(out, "\">");
    }
    for (const char *p = c->text; *p;) {
        size_t length = strcspn(p, "\n");
        char part[2] = {0};
        for (size_t i = 0; i < length; i++) {
            part[0] = p[i];
            escape(out, part);
        }
        p += length;
        if (*p) {
            sx_text_add(out, "</text:p><text:p>");
            p++;
        }
    }
    sx_text_add(out, "%s</text:p>", c->link ? "</text:a>" : "");
}

static bool plain(const cell *c)
{
    return c->kind == CELL_EMPTY && !c->frame && !c->validation && c->across <= 1 && c->down <= 1;
}

static void write_cell(sx_text *out, const cell *c, int repeated)
{
    const char *tag = c->kind == CELL_COVERED ? "table:covered-table-cell" : "table:table-cell";
    sx_text_add(out, "<%s", tag);
    if (c->style)
        sx_text_add(out, " table:style-name=\"ce%d\"", c->style);
    if (repeated > 1)
        sx_text_add(out, " table:number-columns-repeated=\"%d\"", repeated);
    if (c->validation)
        sx_text_add(out, " table:content-validation-name=\"V%d\"", c->validation);
    if (c->across > 1 || c->down > 1)
        sx_text_add(out, " table:number-columns-spanned=\"%d\" table:number-rows-spanned=\"%d\"", c->across > 1 ? c->across : 1,
                    c->down > 1 ? c->down : 1);
    if (c->kind == CELL_FORMULA) {
        sx_text_add(out, " table:formula=\"");
        escape(out, c->text);
        sx_text_add(out, "\"");
        if (c->matrix_across)
            sx_text_add(out, " table:number-matrix-columns-spanned=\"%d\" table:number-matrix-rows-spanned=\"%d\"",
                        c->matrix_across, c->matrix_down);
    }
    if (c->kind == CELL_NUMBER)
        sx_text_add(out, " office:value-type=\"float\" office:value=\"%.17g\"", c->number);
    if (c->kind == CELL_DATE)
        sx_text_add(out, " office:value-type=\"date\" office:date-value=\"%s\"", c->text);
    if (c->kind == CELL_TEXT)
        sx_text_add(out, " office:value-type=\"string\"");
    if (c->kind != CELL_TEXT && !c->frame) {
        sx_text_add(out, "/>");
        return;
    }
    sx_text_add(out, ">");
    if (c->kind == CELL_TEXT)
        cell_text(out, c);
    if (c->frame)
        sx_text_add(out, "%s", c->frame);
    sx_text_add(out, "</%s>", tag);
}

static void write_row(sx_text *out, const grid_row *r, int sheet_index, int n_columns)
{
    if (r->height > 0)
        sx_text_add(out, "<table:table-row table:style-name=\"ro%d_%d\">", sheet_index, (int)(r->height * 100 + 0.5));
    else
        sx_text_add(out, "<table:table-row table:style-name=\"ro\">");
    static const cell nothing;
    for (int i = 0; i < n_columns;) {
        const cell *c = i < r->n_cells ? &r->cells[i] : &nothing;
        int same = 1;
        while (plain(c) && i + same < n_columns) {
            const cell *next = i + same < r->n_cells ? &r->cells[i + same] : &nothing;
            if (!plain(next) || next->style != c->style)
                break;
            same++;
        }
        write_cell(out, c, same);
        i += same;
    }
    sx_text_add(out, "</table:table-row>\n");
}

/* The last row with anything in it; grids grow ahead of need. */
static int used_rows(const sheet *s)
{
    for (int r = s->n_rows; r > 0; r--)
        for (int i = 0; i < s->rows[r - 1].n_cells; i++)
            if (!plain(&s->rows[r - 1].cells[i]) || s->rows[r - 1].cells[i].style)
                return r;
    return 1;
}

static void write_sheet(book *b, int index, sx_text *out)
{
    const sheet *s = &b->sheets[index];
    int n_rows = used_rows(s);
    sx_text_add(out, "<table:table table:name=\"%s\" table:style-name=\"ta%d\" table:protected=\"true\"", s->name, index);
    if (s->print)
        sx_text_add(out, " table:print-ranges=\"%s:%s\"", address(b, index, 0, 0) + 1,
                    address(b, index, s->n_columns - 1, n_rows - 1) + 1);
    else
        sx_text_add(out, " table:print=\"false\"");
    sx_text_add(out, "><loext:table-protection loext:select-protected-cells=\"true\" loext:select-unprotected-cells=\"true\"/>\n");
    for (int i = 0; i < s->n_columns; i++)
        sx_text_add(out, "<table:table-column table:style-name=\"co%d\"/>", (int)(width_of(b, i, 1) * 100 + 0.5));
    sx_text_add(out, "\n");
    bool repeating = false;
    for (int r = 0; r < n_rows; r++) {
        if (s->rows[r].repeat != repeating)
            sx_text_add(out, repeating ? "</table:table-header-rows>" : "<table:table-header-rows>");
        repeating = s->rows[r].repeat;
        write_row(out, &s->rows[r], index, s->n_columns);
    }
    sx_text_add(out, "%s", repeating ? "</table:table-header-rows>" : "");
    if (s->conditions.length)
        sx_text_add(out, "<calcext:conditional-formats>%s</calcext:conditional-formats>", s->conditions.data);
    sx_text_add(out, "</table:table>\n");
}

static void sheet_styles(book *b, sx_text *out)
{
    bool widths[4000] = {false};
    sx_text_add(out, "<style:style style:name=\"ro\" style:family=\"table-row\"><style:table-row-properties "
                "style:row-height=\"0.5cm\" style:use-optimal-row-height=\"true\"/></style:style>\n");
    for (int i = 0; i < b->n_sheets; i++) {
        b->now = i;
        const sheet *s = &b->sheets[i];
        bool heights[4000] = {false};
        sx_text_add(out, "<style:style style:name=\"ta%d\" style:family=\"table\" style:master-page-name=\"%s%s\">"
                    "<style:table-properties table:display=\"true\" style:writing-mode=\"lr-tb\"/></style:style>\n", i,
                    s->landscape ? "Landscape" : "Portrait", s->one_page ? "One" : "");
        for (int c = 0; c < s->n_columns; c++) {
            int width = (int)(width_of(b, c, 1) * 100 + 0.5);
            if (width < 4000 && !widths[width])
                sx_text_add(out, "<style:style style:name=\"co%d\" style:family=\"table-column\"><style:table-column-properties "
                            "style:column-width=\"%.2fcm\"/></style:style>\n", width, width / 100.0);
            widths[width < 4000 ? width : 0] = true;
        }
        for (int r = 0; r < s->n_rows; r++) {
            int height = (int)(s->rows[r].height * 100 + 0.5);
            if (height && height < 4000 && !heights[height])
                sx_text_add(out, "<style:style style:name=\"ro%d_%d\" style:family=\"table-row\"><style:table-row-properties "
                            "style:row-height=\"%.2fcm\" style:use-optimal-row-height=\"false\"/></style:style>\n", i, height, height / 100.0);
            heights[height < 4000 ? height : 0] = true;
        }
    }
}

static void page_styles(const book *b, sx_text *out, bool layouts)
{
    for (int i = 0; i < 4; i++) {
        const char *orientation = i & 1 ? "landscape" : "portrait";
        const char *name = i & 1 ? "Landscape" : "Portrait", *one = i & 2 ? "One" : "";
        double width = b->letter ? 21.59 : 21.0, height = b->letter ? 27.94 : 29.7;
        if (layouts)
            sx_text_add(out, "<style:page-layout style:name=\"pm%d\"><style:page-layout-properties fo:page-width=\"%.2fcm\" "
                        "fo:page-height=\"%.2fcm\" style:print-orientation=\"%s\" fo:margin=\"1.3cm\" style:scale-to-X=\"1\" "
                        "style:scale-to-Y=\"%d\" style:print=\"objects charts drawings zero-values\" "
                        "style:table-centering=\"horizontal\"/><style:header-style><style:header-footer-properties "
                        "fo:min-height=\"0.7cm\" fo:margin-bottom=\"0.2cm\"/></style:header-style><style:footer-style>"
                        "<style:header-footer-properties fo:min-height=\"0.7cm\" fo:margin-top=\"0.2cm\"/></style:footer-style>"
                        "</style:page-layout>\n", i, i & 1 ? height : width, i & 1 ? width : height, orientation, i & 2 ? 1 : 0);
        else
            sx_text_add(out, "<style:master-page style:name=\"%s%s\" style:page-layout-name=\"pm%d\"><style:header>"
                        "<style:region-left><text:p><text:title>%s</text:title></text:p></style:region-left><style:region-right>"
                        "<text:p><text:sheet-name>sheet</text:sheet-name></text:p></style:region-right></style:header><style:footer>"
                        "<style:region-right><text:p>Page <text:page-number>1</text:page-number> of <text:page-count>1"
                        "</text:page-count></text:p></style:region-right></style:footer></style:master-page>\n", name, one, i,
                        "title");
    }
}

static void settings(const book *b, sx_text *out)
{
    sx_text_add(out, "<office:settings><config:config-item-set config:name=\"ooo:view-settings\"><config:config-item-map-indexed "
                "config:name=\"Views\"><config:config-item-map-entry><config:config-item config:name=\"ViewId\" "
                "config:type=\"string\">view1</config:config-item><config:config-item-map-named config:name=\"Tables\">\n");
    for (int i = 0; i < b->n_sheets; i++) {
        const sheet *s = &b->sheets[i];
        const struct {
            const char *name, *kind;
            int value;
        } items[] = {{"HorizontalSplitMode", "short", s->freeze_column ? 2 : 0}, {"HorizontalSplitPosition", "int", s->freeze_column},
                     {"VerticalSplitMode", "short", s->freeze_row ? 2 : 0},      {"VerticalSplitPosition", "int", s->freeze_row},
                     {"ActiveSplitRange", "short", s->freeze_row ? 2 : s->freeze_column ? 1 : 0},
                     {"PositionRight", "int", s->freeze_column},                 {"PositionBottom", "int", s->freeze_row}};
        sx_text_add(out, "<config:config-item-map-entry config:name=\"%s\">", s->name);
        for (size_t k = 0; k < sizeof items / sizeof *items; k++)
            sx_text_add(out, "<config:config-item config:name=\"%s\" config:type=\"%s\">%d</config:config-item>", items[k].name,
                        items[k].kind, items[k].value);
        sx_text_add(out, "<config:config-item config:name=\"ShowGrid\" config:type=\"boolean\">false</config:config-item>"
                    "</config:config-item-map-entry>\n");
    }
    sx_text_add(out, "</config:config-item-map-named><config:config-item config:name=\"ActiveTable\" config:type=\"string\">%s"
                "</config:config-item><config:config-item config:name=\"ShowGrid\" config:type=\"boolean\">false</config:config-item>"
                "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings>\n",
                b->sheets[0].name);
}

void document_write(book *b, sx_text *out)
{
    static const char *const spaces[] = {
        "office", "table", "text", "style", "number", "chart", "config", "meta"};
    sx_text_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document");
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        sx_text_add(out, " xmlns:%s=\"urn:oasis:names:tc:opendocument:xmlns:%s:1.0\"", spaces[i],
                    strcmp(spaces[i], "number") ? spaces[i] : "datastyle");
    sx_text_add(out, " xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\""
                " xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\""
                " xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\""
                " xmlns:of=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""
                " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                " xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\""
                " xmlns:loext=\"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0\""
                " office:version=\"1.3\" office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">\n<office:meta><dc:title>");
    escape(out, need_text(b, b->spec, "title"));
    sx_text_add(out, "</dc:title><dc:subject>");
    escape(out, get_text(b, b->spec, "subject", ""));
    sx_text_add(out, "</dc:subject><dc:language>en-US</dc:language></office:meta>\n");
    settings(b, out);
    sx_text_add(out, "<office:font-face-decls><style:font-face style:name=\"Liberation Sans\" svg:font-family=\"'Liberation Sans'\" "
                "style:font-family-generic=\"swiss\"/></office:font-face-decls>\n<office:styles>\n");
    styles_write(out);
    sx_text_add(out, "</office:styles>\n<office:automatic-styles>\n");
    sheet_styles(b, out);
    automatic_styles(b, out);
    page_styles(b, out, true);
    sx_text_add(out, "</office:automatic-styles>\n<office:master-styles>\n");
    page_styles(b, out, false);
    sx_text_add(out, "</office:master-styles>\n<office:body><office:spreadsheet>\n<table:calculation-settings "
                "table:use-regular-expressions=\"false\" table:use-wildcards=\"true\" "
                "table:search-criteria-must-apply-to-whole-cell=\"true\" table:case-sensitive=\"false\" "
                "table:automatic-find-labels=\"false\"/>\n");
    if (b->validations.length)
        sx_text_add(out, "<table:content-validations>\n%s</table:content-validations>\n", b->validations.data);
    for (b->now = 0; b->now < b->n_sheets; b->now++)
        write_sheet(b, b->now, out);
    if (b->names.length)
        sx_text_add(out, "<table:named-expressions>\n%s</table:named-expressions>\n", b->names.data);
    sx_text_add(out, "</office:spreadsheet></office:body></office:document>\n");
}
