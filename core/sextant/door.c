/* The SEXTANT family: the catalogue about itself. */
#include "sextant.h"
#include "call/example.h"
#include <string.h>

sx_status sx_sextant_version(sx_text *result)
{
    return sx_text_add(result, "%s", sx_version);
}

static sx_status unknown(const char *name, sx_context *context)
{
    return sx_fail(context, SX_NA, "there is no function \"%.80s\"", name);
}

static sx_status add_syntax(const sx_function *f, sx_text *text)
{
    sx_status status = sx_text_add(text, "%s(", f->name);
    for (size_t i = 0; status == SX_OK && i < f->n_parameters; i++) {
        const sx_parameter *p = &f->parameters[i];
        bool range = p->shape >= SX_SHAPE_SERIES && p->shape <= SX_SHAPE_ANY;
        const char *dots = range ? ".." : (p->shape == SX_SHAPE_REST ? "..." : "");
        status = sx_text_add(text, "%s%s%s%s%s", i ? "; " : "", p->optional ? "[" : "", p->name, dots,
                             p->optional ? "]" : "");
    }
    return status == SX_OK ? sx_text_add(text, ")") : status;
}

static sx_status add_variants(const sx_function *f, sx_text *text)
{
    sx_status status = SX_OK;
    for (size_t i = 0; status == SX_OK && i < f->n_parameters; i++) {
        const sx_parameter *p = &f->parameters[i];
        for (size_t k = 0; status == SX_OK && k < p->n_choices; k++)
            status = sx_text_add(text, "%s%s \"%s\"%s: %s", text->length ? "; " : "", p->name, p->choices[k].id,
                                 p->has_default && (size_t)p->fallback == k ? " (default)" : "", p->choices[k].help);
    }
    return status == SX_OK && !text->length ? sx_text_add(text, "one definition, no variants") : status;
}

static sx_status add_units(const sx_function *f, sx_text *text)
{
    sx_status status = f->n_columns ? SX_OK : sx_text_add(text, "%s", f->returns_unit);
    for (size_t i = 0; status == SX_OK && i < f->n_columns; i++)
        status = sx_text_add(text, "%s%s: %s", i ? "; " : "", f->columns[i].name, f->columns[i].unit);
    return status;
}

static sx_status add_errors(const sx_function *f, sx_text *text)
{
    sx_status status = SX_OK;
    for (size_t i = 0; status == SX_OK && i < f->n_errors; i++)
        status =
            sx_text_add(text, "%s%s when %s", i ? "; " : "", sx_status_text(f->errors[i].status), f->errors[i].when);
    return status == SX_OK && !text->length ? sx_text_add(text, "none beyond those of wrong arguments") : status;
}

sx_status sx_sextant_about(const char *name, int what, sx_text *result, sx_context *context)
{
    const sx_function *f = sx_find(name);
    if (!f)
        return unknown(name, context);
    switch (what) {
    case SX_SEXTANT_ABOUT_WHAT_SUMMARY:
        return sx_text_add(result, "%s", f->summary);
    case SX_SEXTANT_ABOUT_WHAT_SYNTAX:
        return add_syntax(f, result);
    case SX_SEXTANT_ABOUT_WHAT_UNIT:
        return add_units(f, result);
    case SX_SEXTANT_ABOUT_WHAT_SOURCE:
        return sx_text_add(result, "%s", f->source);
    case SX_SEXTANT_ABOUT_WHAT_VARIANTS:
        return add_variants(f, result);
    case SX_SEXTANT_ABOUT_WHAT_ERRORS:
        return add_errors(f, result);
    case SX_SEXTANT_ABOUT_WHAT_SINCE:
        return sx_text_add(result, "%s", f->since);
    default:
        return sx_text_add(result, "%s", f->definition);
    }
}

sx_status sx_sextant_why(const char *name, const sx_argument *arguments, size_t n_arguments, sx_text *result,
                         sx_context *context)
{
    const sx_function *f = sx_find(name);
    if (!f)
        return unknown(name, context);
    if (strcmp(f->name, "SEXTANT.WHY") == 0)
        return sx_fail(context, SX_ARGUMENT, "SEXTANT.WHY does not explain itself");
    sx_context inner = {.memo = context->memo};
    sx_result answer = {0};
    sx_status called = sx_call(f, arguments, n_arguments, &answer, &inner);
    if (called == SX_NOMEM)
        return sx_fail(context, SX_NOMEM, "out of memory");
    sx_status status = sx_text_add(result, called == SX_OK ? "%s is " : "%s gives ", f->name);
    if (called != SX_OK)
        return status == SX_OK ? sx_text_add(result, "%s: %s", sx_status_text(called), inner.reason) : status;
    if (status == SX_OK)
        status = sx_result_words(&answer, result);
    if (status == SX_OK && answer.shape == SX_SHAPE_NUMBER && strcmp(f->returns_unit, "number") != 0)
        status = sx_text_add(result, " (%s)", f->returns_unit);
    if (status == SX_OK && inner.reason[0])
        status = sx_text_add(result, "; note: %s", inner.reason);
    sx_result_free(&answer);
    return status;
}

sx_status sx_sextant_selftest(const char *family, sx_text *result, sx_context *context)
{
    size_t all = 0, held = 0;
    sx_text failed = {0};
    sx_status status = SX_OK;
    sx_context inner = {.memo = context->memo};
    for (size_t s = 0; s < sx_n_services; s++)
        for (size_t i = 0; status == SX_OK && i < sx_services[s].n_functions; i++) {
            const sx_function *f = &sx_services[s].functions[i];
            if (strcmp(f->name, "SEXTANT.SELFTEST") == 0 || (family && !sx_same_word(f->family, family)))
                continue;
            for (size_t x = 0; status == SX_OK && x < f->n_examples; x++) {
                all++;
                if (sx_example_holds(f, &f->examples[x], &inner, NULL))
                    held++;
                else
                    status = sx_text_add(&failed, "%s%s", failed.length ? ", " : ", not: ", f->examples[x].formula);
            }
        }
    if (status == SX_OK && all == 0)
        status = sx_fail(context, SX_NA, "there is no family \"%.40s\"", family ? family : "");
    if (status == SX_OK)
        status = sx_text_add(result, "%zu of %zu%s", held, all, failed.data ? failed.data : "");
    sx_text_free(&failed);
    return status;
}
