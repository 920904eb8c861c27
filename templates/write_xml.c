/* XML: escaped texts, and the parts of the package. */
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
        else if (*text == '\n')
            sx_text_add(out, "&#10;"); /* else a formula's would be read as a blank */
        else
            sx_text_add_bytes(out, text, 1);
    }
}

static void root(sx_text *out, const char *element)
{
    static const char *const spaces[] = {"office", "table", "text", "style", "chart", "config", "meta"};
    sx_text_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:%s", element);
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        sx_text_add(out, " xmlns:%s=\"urn:oasis:names:tc:opendocument:xmlns:%s:1.0\"", spaces[i], spaces[i]);
    sx_text_add(
        out, " xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\""
             " xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\""
             " xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\""
             " xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\""
             " xmlns:of=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""
             " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
             " xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\""
             " xmlns:loext=\"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0\""
             " xmlns:chartooo=\"http://openoffice.org/2010/chart\""
             " xmlns:ooo=\"http://openoffice.org/2004/office\"" /* view settings are found by this name */
             " office:version=\"1.3\">\n");
}

void add_part(book *b, const char *path, const char *element, sx_text *inner)
{
    sx_text xml = {0};
    root(&xml, element);
    whole(b, inner);
    sx_text_add_bytes(&xml, inner->data, inner->length);
    sx_text_add(&xml, "</office:%s>\n", element);
    whole(b, &xml);
    zip_add(&b->zip, path, xml.data, xml.length);
    sx_text_add(&b->manifest, "<manifest:file-entry manifest:full-path=\"%s\" manifest:media-type=\"text/xml\"/>\n",
                path);
    sx_text_free(&xml);
    sx_text_free(inner);
}
