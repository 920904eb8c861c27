/* help/: a page a function for LibreOffice's own help, and the tree of its contents. */
#define _POSIX_C_SOURCE 200809L
#include "generate.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int paragraph_id;

static void paragraph(FILE *f, const char *role, const char *text)
{
    fprintf(f, " <paragraph role=\"%s\" id=\"par_%d\" xml-lang=\"en-US\">", role, ++paragraph_id);
    put_xml(f, text);
    fputs("</paragraph>\n", f);
}

static void put_page(const entry *e, const char *folder)
{
    char name[160], line[4096], *call = syntax(e);
    snprintf(name, sizeof name, "help/%s_%s.xhp", e->family, e->id);
    FILE *f = output(folder, name);
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<helpdocument version=\"1.0\">\n<meta>\n"
          " <topic id=\"topic_sextant\" indexer=\"include\">\n  <title xml-lang=\"en-US\" id=\"tit\">",
          f);
    fprintf(f, "%s</title>\n  <filename>/%s_%s.xhp</filename>\n </topic>\n</meta>\n<body>\n", e->name, e->family,
            e->id);
    fprintf(f,
            " <bookmark xml-lang=\"en-US\" branch=\"index\" id=\"bm_%s_%s\"><bookmark_value>%s</bookmark_value>"
            "</bookmark>\n",
            e->family, e->id, e->name);
    paragraph_id = 0;
    paragraph(f, "heading", e->name);
    paragraph(f, "paragraph", e->summary);
    paragraph(f, "code", call);
    free(call);
    for (size_t i = 0; i < e->n_arguments; i++) {
        char *help = full_help(&e->arguments[i]);
        snprintf(line, sizeof line, "%s: %s", e->arguments[i].name, help);
        paragraph(f, "paragraph", line);
        for (size_t k = 0; k < e->arguments[i].n_choices; k++) {
            snprintf(line, sizeof line, "\"%s\": %s", e->arguments[i].choices[k].id, e->arguments[i].choices[k].help);
            paragraph(f, "paragraph", line);
        }
        free(help);
    }
    for (size_t i = 0; i < e->n_columns; i++) {
        snprintf(line, sizeof line, "Column %zu, %s: %s", i + 1, e->columns[i].name, e->columns[i].help);
        paragraph(f, "paragraph", line);
    }
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, e->errors)
    {
        snprintf(line, sizeof line, "%s when %s.",
                 status_shown(cJSON_GetObjectItemCaseSensitive(item, "status")->valuestring),
                 cJSON_GetObjectItemCaseSensitive(item, "when")->valuestring);
        paragraph(f, "paragraph", line);
    }
    paragraph(f, "paragraph", e->definition);
    snprintf(line, sizeof line, "Source: %s", e->source);
    paragraph(f, "paragraph", line);
    for (size_t i = 0; i < e->n_examples; i++) {
        char *gives = gives_shown(&e->examples[i]);
        snprintf(line, sizeof line, "%s gives %s", e->examples[i].formula, gives);
        paragraph(f, "code", line);
        free(gives);
    }
    fputs("</body>\n</helpdocument>\n", f);
    fclose(f);
}

void write_help(const catalogue *all, const char *folder)
{
    char path[4096], family[64];
    snprintf(path, sizeof path, "%s/help", folder);
    mkdir(path, 0777);
    FILE *f = output(folder, "help/help.tree");
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tree_view version=\"1.0\">\n"
          "<help_section application=\"scalc\" id=\"sextant\" title=\"Sextant\">\n",
          f);
    for (size_t i = 0; i < all->n; i++) {
        const entry *e = &all->entries[i];
        put_page(e, folder);
        if (is_family_start(all, i))
            fprintf(f, "<node id=\"sextant_%s\" title=\"%s\">\n", e->family, upper(e->family, family));
        fprintf(f, "<topic id=\"%s_%s.xhp\">%s</topic>\n", e->family, e->id, e->name);
        if (i + 1 == all->n || is_family_start(all, i + 1))
            fputs("</node>\n", f);
    }
    fputs("</help_section>\n</tree_view>\n", f);
    fclose(f);
}
