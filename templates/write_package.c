/* The document: an ODF package of styles, settings, sheets and one object a chart. Not flat ODF: Calc reads the charts
 * of a flat file while it reads their sheet, when the later sheets that they show do not exist yet. */
#include <stdio.h>
#include <string.h>
#include "call/call.h"
#include "write.h"

/* Readers' pages: at full size, on A4 and Letter alike; the footer says what was printed when, the date as the office
 * that prints writes it (Calc takes no format for it). */
static void page_style(const book *b, sx_text *out, bool layouts, bool landscape)
{
    double width = b->letter ? 21.59 : 21.0, height = b->letter ? 27.94 : 29.7;
    const char *name = landscape ? "Landscape" : "Portrait";
    double side = (landscape ? height - 25.1 : width - 18.2) / 2;
    if (layouts) {
        sx_text_add(
            out,
            "<style:page-layout style:name=\"pm%sPage\"><style:page-layout-properties fo:page-width=\"%.2fcm\" "
            "fo:page-height=\"%.2fcm\" style:print-orientation=\"%s\" fo:margin-left=\"%.2fcm\" "
            "fo:margin-right=\"%.2fcm\" fo:margin-top=\"0.9cm\" fo:margin-bottom=\"0.9cm\" "
            "style:first-page-number=\"continue\" style:scale-to=\"100%%\" style:print=\"objects charts drawings "
            "zero-values\" style:table-centering=\"none\" style:print-page-order=\"ttb\"/><style:header-style/>"
            "<style:footer-style><style:header-footer-properties fo:min-height=\"0.6cm\" svg:height=\"0.6cm\" "
            "fo:margin-left=\"0cm\" fo:margin-right=\"0cm\" fo:margin-top=\"0.15cm\"/></style:footer-style>"
            "</style:page-layout>\n",
            name, landscape ? height : width, landscape ? width : height, landscape ? "landscape" : "portrait", side,
            side);
        return;
    }
    sx_text_add(
        out,
        "<style:master-page style:name=\"%sPage\" style:page-layout-name=\"pm%sPage\"><style:header "
        "style:display=\"false\"><text:p/></style:header><style:footer><style:region-left><text:p><text:span "
        "text:style-name=\"Small\">Printed <text:date>1</text:date>, <text:time>1</text:time> · Sextant %s · "
        "<text:title>title</text:title> · "
        "<text:sheet-name>sheet</text:sheet-name></text:span></text:p></style:region-left><style:region-right><text:p>"
        "<text:span text:style-name=\"Small\">Page <text:page-number>1</text:page-number> of "
        "<text:page-count>1</text:page-count></text:span></text:p></style:region-right></style:footer>"
        "</style:master-page>\n",
        name, name, sx_version);
}

static void page_styles(const book *b, sx_text *out, bool layouts)
{
    page_style(b, out, layouts, false);
    page_style(b, out, layouts, true);
    for (int i = 0; i < 4; i++) {
        const char *orientation = i & 1 ? "landscape" : "portrait";
        const char *name = i & 1 ? "Landscape" : "Portrait", *one = i & 2 ? "One" : "";
        double width = b->letter ? 21.59 : 21.0, height = b->letter ? 27.94 : 29.7;
        if (layouts)
            sx_text_add(
                out,
                "<style:page-layout style:name=\"pm%d\"><style:page-layout-properties fo:page-width=\"%.2fcm\" "
                "fo:page-height=\"%.2fcm\" style:print-orientation=\"%s\" fo:margin=\"1.3cm\" "
                "style:first-page-number=\"continue\" style:scale-to-X=\"1\" "
                "style:scale-to-Y=\"%d\" style:print=\"objects charts drawings zero-values\" "
                "style:table-centering=\"horizontal\"/><style:header-style><style:header-footer-properties "
                "fo:min-height=\"0.7cm\" fo:margin-bottom=\"0.2cm\"/></style:header-style><style:footer-style>"
                "<style:header-footer-properties fo:min-height=\"0.7cm\" fo:margin-top=\"0.2cm\"/></style:footer-style>"
                "</style:page-layout>\n",
                i, i & 1 ? height : width, i & 1 ? width : height, orientation, i & 2 ? 1 : 0);
        else
            sx_text_add(out,
                        "<style:master-page style:name=\"%s%s\" style:page-layout-name=\"pm%d\"><style:header>"
                        "<style:region-left><text:p><text:title>%s</text:title></text:p></"
                        "style:region-left><style:region-right>"
                        "<text:p><text:sheet-name>sheet</text:sheet-name></text:p></style:region-right></"
                        "style:header><style:footer>"
                        "<style:region-right><text:p>Page <text:page-number>1</text:page-number> of <text:page-count>1"
                        "</text:page-count></text:p></style:region-right></style:footer></style:master-page>\n",
                        name, one, i, "title");
    }
}

static void settings(const book *b, sx_text *out)
{
    sx_text_add(
        out,
        "<office:settings><config:config-item-set config:name=\"ooo:view-settings\"><config:config-item-map-indexed "
        "config:name=\"Views\"><config:config-item-map-entry><config:config-item config:name=\"ViewId\" "
        "config:type=\"string\">view1</config:config-item><config:config-item-map-named config:name=\"Tables\">\n");
    for (int i = 0; i < b->n_sheets; i++) {
        const sheet *s = &b->sheets[i];
        const struct {
            const char *name, *kind;
            int value;
        } items[] = {{"HorizontalSplitMode", "short", s->freeze_column ? 2 : 0},
                     {"HorizontalSplitPosition", "int", s->freeze_column},
                     {"VerticalSplitMode", "short", s->freeze_row ? 2 : 0},
                     {"VerticalSplitPosition", "int", s->freeze_row},
                     {"ActiveSplitRange", "short",
                      s->freeze_row      ? 2
                      : s->freeze_column ? 1
                                         : 0},
                     {"CursorPositionX", "int", s->cursor_column},
                     {"CursorPositionY", "int", s->cursor_row},
                     {"PositionRight", "int", s->freeze_column},
                     {"PositionBottom", "int", s->freeze_row}};
        sx_text_add(out, "<config:config-item-map-entry config:name=\"%s\">", s->name);
        for (size_t k = 0; k < sizeof items / sizeof *items; k++)
            sx_text_add(out, "<config:config-item config:name=\"%s\" config:type=\"%s\">%d</config:config-item>",
                        items[k].name, items[k].kind, items[k].value);
        sx_text_add(out,
                    "<config:config-item config:name=\"ShowGrid\" config:type=\"boolean\">false</config:config-item>"
                    "</config:config-item-map-entry>\n");
    }
    sx_text_add(
        out,
        "</config:config-item-map-named><config:config-item config:name=\"ActiveTable\" config:type=\"string\">%s"
        "</config:config-item><config:config-item config:name=\"ShowGrid\" "
        "config:type=\"boolean\">false</config:config-item>"
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings>\n",
        b->sheets[0].name);
}

static void meta(book *b)
{
    sx_text out = {0};
    sx_text_add(&out, "<office:meta><dc:title>");
    escape(&out, need_text(b, b->spec, "title"));
    if (b->sample) /* both stand in File > New > Templates > Sextant */
        sx_text_add(&out, " (filled sample)");
    sx_text_add(&out, "</dc:title><dc:subject>");
    escape(&out, get_text(b, b->spec, "subject", ""));
    sx_text_add(&out, "</dc:subject><dc:language>en-US</dc:language>");
    const char *roll = roll_property(b);
    if (*roll)
        sx_text_add(&out,
                    "<meta:user-defined meta:name=\"Sextant roll\" meta:value-type=\"string\">%s</meta:user-defined>",
                    roll);
    sx_text_add(&out, "</office:meta>\n");
    add_part(b, "meta.xml", "document-meta", &out);
}

static void content(book *b)
{
    sx_text out = {0};
    sx_text_add(&out, "<office:automatic-styles>\n");
    sheet_styles(b, &out);
    automatic_styles(b, &out);
    sx_text_add(
        &out,
        "<style:style style:name=\"frame\" style:family=\"graphic\"><style:graphic-properties draw:stroke=\"none\" "
        "draw:fill=\"none\" style:protect=\"position size\"/></style:style>\n</office:automatic-styles>\n"
        "<office:body><office:spreadsheet>\n<table:calculation-settings table:use-regular-expressions=\"false\" "
        "table:use-wildcards=\"true\" table:search-criteria-must-apply-to-whole-cell=\"true\" "
        "table:case-sensitive=\"false\" table:automatic-find-labels=\"false\"/>\n");
    whole(b, &b->validations);
    whole(b, &b->names);
    if (b->validations.length)
        sx_text_add(&out, "<table:content-validations>\n%s</table:content-validations>\n", b->validations.data);
    /* What is read first, then Start: Review is page 1 on paper too, and Start printed alone is page 1 of 1. */
    for (int turn = 0; turn < 3; turn++)
        for (int i = 0; i < b->n_sheets; i++) {
            const sheet *s = &b->sheets[i];
            b->now = i;
            if (turn == (!strcmp(s->name, "Start") ? 1 : !strcmp(s->role, "read") ? 0 : 2))
                sheet_write(b, i, &out);
        }
    if (b->names.length)
        sx_text_add(&out, "<table:named-expressions>\n%s</table:named-expressions>\n", b->names.data);
    sx_text_add(&out, "</office:spreadsheet></office:body>\n");
    add_part(b, "content.xml", "document-content", &out);
}

/* The charts' parts are there already; what is common comes after them. */
void document_write(book *b, const char *mimetype)
{
    sx_text out = {0};
    sx_text_add(
        &out,
        "<office:font-face-decls><style:font-face style:name=\"Liberation Sans\" svg:font-family=\"'Liberation Sans'\" "
        "style:font-family-generic=\"swiss\"/></office:font-face-decls>\n<office:styles>\n");
    styles_write(&out);
    sx_text_add(&out, "</office:styles>\n<office:automatic-styles>\n<style:style style:name=\"Small\" "
                      "style:family=\"text\"><style:text-properties fo:color=\"#55636f\" style:font-name=\"Liberation "
                      "Sans\" fo:font-family=\"'Liberation Sans'\" fo:font-size=\"8pt\"/></style:style>\n");
    page_styles(b, &out, true);
    sx_text_add(&out, "</office:automatic-styles>\n<office:master-styles>\n");
    page_styles(b, &out, false);
    sx_text_add(&out, "</office:master-styles>\n");
    add_part(b, "styles.xml", "document-styles", &out);
    settings(b, &out);
    add_part(b, "settings.xml", "document-settings", &out);
    meta(b);
    content(b);
    const char *manifest =
        say(b,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest:manifest xmlns:manifest="
            "\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\">\n<manifest:file-entry "
            "manifest:full-path=\"/\" manifest:media-type=\"%s\" manifest:version=\"1.3\"/>\n%s</manifest:manifest>\n",
            mimetype, ended(b, &b->manifest));
    zip_add(&b->zip, "META-INF/manifest.xml", manifest, strlen(manifest));
    zip_end(&b->zip);
}
