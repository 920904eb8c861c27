/* The SEXTANT family: the catalogue about itself. */
#include "sextant.h"
#include "about.h"
#include "call/example.h"
#include "call/nearest.h"
#include <string.h>

sx_status sx_sextant_version(sx_text *result)
{
    sx_text version = {0};
    sx_text_add(&version, "%s", sx_version);
    return sx_text_give(&version, result);
}

static sx_status unknown(const char *name, sx_context *context)
{
    return sx_unknown_function(name, context);
}

static const char *as_it_is(const char *english)
{
    return english;
}

sx_status sx_sextant_about(const char *name, int what, sx_text *result, sx_context *context)
{
    const sx_function *f = sx_find(name);
    if (!f)
        return unknown(name, context);
    sx_text text = {0};
    sx_about(f, what, as_it_is, &text);
    return sx_text_give(&text, result);
}

/* Too few or too many: Calc shows Err:504 and does not call. False: neither. */
static bool add_count(const sx_function *f, size_t n_arguments, sx_text *text)
{
    size_t n = f->n_parameters;
    for (size_t i = n_arguments; i < n; i++)
        if (!f->parameters[i].optional && f->parameters[i].shape != SX_SHAPE_REST) {
            sx_text_add(text, "%s gives Err:504: %s is missing", f->name, f->parameters[i].name);
            return true;
        }
    if (n_arguments <= n || (n && f->parameters[n - 1].shape == SX_SHAPE_REST))
        return false;
    sx_text_add(text, "%s gives Err:504: it takes %zu argument%s and got %zu", f->name, n, n == 1 ? "" : "s",
                n_arguments);
    return true;
}

/* A blank cell for a single number counts as 0, as everywhere in Calc, which hands it over as one: said where it is
 * known, and where a 0 ends in an error. */
static void add_blanks(const sx_function *f, const sx_argument *arguments, size_t n_arguments, bool failed,
                       sx_text *text)
{
    bool zero = false;
    for (size_t i = 0; i < n_arguments && i < f->n_parameters; i++) {
        const sx_cell *cell = &arguments[i].cell;
        if (f->parameters[i].shape != SX_SHAPE_NUMBER || f->parameters[i].optional || arguments[i].table ||
            arguments[i].omitted)
            continue;
        if (cell->kind == SX_BLANK)
            sx_text_add(text, "; %s is blank and was taken as 0", f->parameters[i].name);
        zero = zero || (cell->kind == SX_NUMBER && cell->as.number == 0.0);
    }
    if (failed && zero)
        sx_text_add(text, " (a blank cell counts as 0)");
}

static void add_answer(const sx_function *f, const sx_result *answer, const char *note, sx_text *text)
{
    sx_text_add(text, "%s is ", f->name);
    sx_result_words(answer, text);
    if (answer->shape == SX_SHAPE_NUMBER && strcmp(f->returns_unit, "number") != 0)
        sx_text_add(text, " (%s)", f->returns_unit);
    if (note[0])
        sx_text_add(text, "; note: %s", note);
}

sx_status sx_sextant_why(const char *name, const sx_argument *arguments, size_t n_arguments, sx_text *result,
                         sx_context *context)
{
    const sx_function *f = sx_find(name);
    sx_text text = {0};
    if (!f) {
        sx_context inner = {.memo = NULL};
        if (sx_unknown_function(name, &inner) == SX_NOMEM)
            return SX_NOMEM;
        sx_text_add(&text, "%s", inner.reason);
        return sx_text_give(&text, result);
    }
    if (strcmp(f->name, "SEXTANT.WHY") == 0)
        return sx_fail(context, SX_ARGUMENT, "SEXTANT.WHY does not explain itself");
    if (add_count(f, n_arguments, &text))
        return sx_text_give(&text, result);
    sx_context inner = {.memo = context->memo};
    sx_result answer = {0};
    sx_status called = sx_call(f, arguments, n_arguments, &answer, &inner);
    if (called == SX_NOMEM)
        return SX_NOMEM;
    if (called == SX_OK) {
        add_answer(f, &answer, inner.reason, &text);
        sx_result_free(&answer);
    } else {
        sx_text_add(&text, "%s gives %s: %s", f->name, sx_status_text(called), inner.reason);
    }
    add_blanks(f, arguments, n_arguments, called != SX_OK, &text);
    return sx_text_give(&text, result);
}

sx_status sx_sextant_selftest(const char *family, sx_text *result, sx_context *context)
{
    size_t all = 0, held = 0;
    sx_text failed = {0}, text = {0};
    sx_context inner = {.memo = context->memo};
    for (size_t s = 0; s < sx_n_services; s++)
        for (size_t i = 0; i < sx_services[s].n_functions; i++) {
            const sx_function *f = &sx_services[s].functions[i];
            if (strcmp(f->name, "SEXTANT.SELFTEST") == 0 || (family && !sx_same_word(f->family, family)))
                continue;
            for (size_t x = 0; x < f->n_examples; x++) {
                bool holds = false;
                if (sx_example_run(f, &f->examples[x], &inner, &holds, NULL) != SX_OK)
                    failed.status = SX_NOMEM;
                all++;
                held += holds;
                if (!holds)
                    sx_text_add(&failed, "%s%s", failed.length ? ", " : ", not: ", f->examples[x].formula);
            }
        }
    sx_text_add(&text, "%zu of %zu%s", held, all, failed.data ? failed.data : "");
    text.status = failed.status == SX_OK ? text.status : failed.status;
    sx_text_free(&failed);
    if (all)
        return sx_text_give(&text, result);
    sx_text_free(&text);
    return sx_fail(context, SX_NA, "there is no family \"%.40s\"", family ? family : "");
}
