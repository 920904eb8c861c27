#include "about.h"
#include "sextant.h"

typedef const char *(*saying)(const char *english);

static void add_variants(const sx_function *f, saying said, sx_text *text)
{
    bool any = false;
    for (size_t i = 0; i < f->n_parameters; i++) {
        const sx_parameter *p = &f->parameters[i];
        for (size_t k = 0; k < p->n_choices; k++, any = true) {
            bool standard = p->has_default && (size_t)p->fallback == k;
            sx_text_add(text, "%s%s \"%s\"%s%s: %s", any ? "; " : "", p->name, p->choices[k].id, standard ? " " : "",
                        standard ? said(SX_ABOUT_DEFAULT) : "", said(p->choices[k].help));
        }
    }
    if (!any)
        sx_text_add(text, "%s", said(SX_ABOUT_ONE));
}

static void add_units(const sx_function *f, saying said, sx_text *text)
{
    if (!f->n_columns)
        sx_text_add(text, "%s", said(f->returns_unit));
    for (size_t i = 0; i < f->n_columns; i++)
        sx_text_add(text, "%s%s: %s", i ? "; " : "", f->columns[i].name, said(f->columns[i].unit));
}

static void add_errors(const sx_function *f, saying said, sx_text *text)
{
    for (size_t i = 0; i < f->n_errors; i++)
        sx_text_add(text, "%s%s %s %s", i ? "; " : "", sx_status_text(f->errors[i].status), said(SX_ABOUT_WHEN),
                    said(f->errors[i].when));
    if (!f->n_errors)
        sx_text_add(text, "%s", said(SX_ABOUT_NONE));
}

void sx_about(const sx_function *f, int what, saying said, sx_text *out)
{
    switch (what) {
    case SX_SEXTANT_ABOUT_WHAT_SUMMARY:
        sx_text_add(out, "%s", said(f->summary));
        break;
    case SX_SEXTANT_ABOUT_WHAT_SYNTAX:
        sx_text_add(out, "%s", f->syntax);
        break;
    case SX_SEXTANT_ABOUT_WHAT_UNIT:
        add_units(f, said, out);
        break;
    case SX_SEXTANT_ABOUT_WHAT_SOURCE:
        sx_text_add(out, "%s", f->source);
        break;
    case SX_SEXTANT_ABOUT_WHAT_VARIANTS:
        add_variants(f, said, out);
        break;
    case SX_SEXTANT_ABOUT_WHAT_ERRORS:
        add_errors(f, said, out);
        break;
    case SX_SEXTANT_ABOUT_WHAT_SINCE:
        sx_text_add(out, "%s", f->since);
        break;
    default:
        sx_text_add(out, "%s", said(f->definition));
    }
}
