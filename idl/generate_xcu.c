/* CalcAddIns.xcu: what the function wizard shows; sextant.components: which library holds the services. */
#include "generate.h"
#include <stdlib.h>
#include <string.h>

static void property(FILE *f, int depth, const char *name, const char *text)
{
    fprintf(f, "%*s<prop oor:name=\"%s\"><value xml:lang=\"en-US\">", depth, "", name);
    put_xml(f, text);
    fputs("</value></prop>\n", f);
}

/* What the wizard says of a function. A table typed with Enter shows its first value and no word of the others. */
static char *description(const entry *e, int language)
{
    const char *said = function_text(e->name, language);
    char *text = NULL;
    add(&text, "%s", said ? said : e->summary);
    if (strcmp(e->returns->name, "table") != 0)
        return text;
    add(&text, " %s", word_named("wizard.table", language));
    for (size_t c = 0; c < e->n_columns; c++)
        add(&text, "%s%s %s", c ? "," : " ", c ? "" : word_named("wizard.columns", language), e->columns[c].name);
    if (e->n_columns)
        add(&text, ".");
    return text;
}

/* A text in one language; it is freed. */
static void put_value(FILE *f, int language, char *text)
{
    static const char *const office[N_LANGUAGES] = {"en-US", "de", "fr"};
    fprintf(f, "<value xml:lang=\"%s\">", office[language]);
    put_xml(f, text);
    fputs("</value>", f);
    free(text);
}

static void put_description(FILE *f, const entry *e)
{
    fputs("     <prop oor:name=\"Description\">", f);
    for (int l = 0; l < N_LANGUAGES; l++)
        put_value(f, l, description(e, l));
    fputs("</prop>\n", f);
}

static void put_argument(FILE *f, const argument *a)
{
    fprintf(f, "      <node oor:name=\"%s\" oor:op=\"replace\">\n", a->name);
    property(f, 7, "DisplayName", a->name);
    fputs("       <prop oor:name=\"Description\">", f);
    for (int l = 0; l < N_LANGUAGES; l++)
        put_value(f, l, full_help(a, l));
    fputs("</prop>\n      </node>\n", f);
}

static void put_function(FILE *f, const entry *e)
{
    fprintf(f, "    <node oor:name=\"%s\" oor:op=\"replace\">\n", e->id);
    property(f, 5, "DisplayName", e->name);
    put_description(f, e);
    fputs("     <prop oor:name=\"Category\"><value>", f);
    put_xml(f, e->category);
    fputs("</value></prop>\n", f);
    property(f, 5, "CompatibilityName", e->name);
    fputs("     <node oor:name=\"Parameters\">\n", f);
    for (size_t a = 0; a < e->n_arguments; a++)
        put_argument(f, &e->arguments[a]);
    fputs("     </node>\n    </node>\n", f);
}

void write_xcu(const catalogue *all)
{
    FILE *f = output("CalcAddIns.xcu");
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<oor:component-data xmlns:oor=\"http://openoffice.org/2001/registry\" "
          "xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" oor:name=\"CalcAddIns\" "
          "oor:package=\"org.openoffice.Office\">\n <node oor:name=\"AddInInfo\">\n",
          f);
    for (const family *room = all->families; room < all->families + all->n_families; room++) {
        fprintf(f, "  <node oor:name=\"sextant.%s\" oor:op=\"replace\">\n   <node oor:name=\"AddInFunctions\">\n",
                room->title);
        for (size_t i = 0; i < room->n; i++)
            put_function(f, &room->entries[i]);
        fputs("   </node>\n  </node>\n", f);
    }
    fputs(" </node>\n</oor:component-data>\n", f);
}

void write_components(const catalogue *all)
{
    FILE *f = output("sextant.components");
    fputs(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<components xmlns=\"http://openoffice.org/2010/uno-components\">\n"
        " <component loader=\"com.sun.star.loader.SharedLibrary\" environment=\"uno\" uri=\"sextant.so\">\n",
        f);
    for (const family *room = all->families; room < all->families + all->n_families; room++)
        fprintf(f, "  <implementation name=\"sextant.%s\"><service name=\"sextant.%s\"/></implementation>\n",
                room->title, room->title);
    fputs(" </component>\n</components>\n", f);
}
