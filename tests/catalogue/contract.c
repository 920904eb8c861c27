#include "catalogue/contract.h"
#include <math.h>
#include <string.h>

/* Lead bytes with their continuation bytes; overlong forms are not looked for. */
static bool is_utf8(const char *text, size_t length)
{
    for (size_t i = 0, more = 0; i < length; i += 1 + more) {
        unsigned char c = (unsigned char)text[i];
        more = c < 0x80 ? 0 : c >= 0xC2 && c < 0xE0 ? 1 : c >= 0xE0 && c < 0xF0 ? 2 : c >= 0xF0 && c < 0xF5 ? 3 : 4;
        if (more == 4 || i + more >= length + (more == 0))
            return false;
        for (size_t k = 1; k <= more; k++)
            if (((unsigned char)text[i + k] & 0xC0u) != 0x80u)
                return false;
    }
    return true;
}

static const char *broken_text(const char *text, size_t length)
{
    if (strlen(text) != length)
        return "a text's length is wrong";
    return is_utf8(text, length) ? NULL : "a text is not whole UTF-8";
}

static const char *broken_table(const sx_table *table)
{
    if (table->rows == 0 || table->columns == 0)
        return "the table has no cells";
    for (size_t i = 0; i < table->rows * table->columns; i++) {
        const sx_cell *cell = &table->cells[i];
        const char *broken = NULL;
        if (cell->kind == SX_NUMBER && !isfinite(cell->as.number))
            return "a number in the table is not finite";
        if (cell->kind == SX_FAULT && !sx_status_text(cell->as.fault))
            return "a fault in the table is none";
        if (cell->kind == SX_TEXT && (broken = broken_text(cell->as.text, cell->length)) != NULL)
            return broken;
    }
    return NULL;
}

static const char *broken_result(const sx_function *function, const sx_result *result)
{
    if (result->shape != function->returns)
        return "the result is of another shape than the entry says";
    if (result->shape == SX_SHAPE_NUMBER)
        return isfinite(result->number) ? NULL : "the result is not finite";
    if (result->shape == SX_SHAPE_TEXT)
        return result->text.data ? broken_text(result->text.data, result->text.length) : NULL;
    return broken_table(&result->table);
}

const char *sx_broken_contract(const sx_function *function, const sx_argument *arguments, size_t n_arguments,
                               sx_status *status, sx_context *context)
{
    sx_result result, before;
    memset(&result, 0x5A, sizeof result);
    memcpy(&before, &result, sizeof before);
    *status = sx_call(function, arguments, n_arguments, &result, context);
    if (!memchr(context->reason, '\0', sizeof context->reason))
        return "the reason has no end";
    if (!is_utf8(context->reason, strlen(context->reason)))
        return "the reason is not whole UTF-8";
    if (*status != SX_OK) {
        if (memcmp(&result, &before, sizeof result) != 0)
            return "the result was touched on an error";
        return context->reason[0] ? NULL : "an error without a reason";
    }
    const char *broken = broken_result(function, &result);
    sx_result_free(&result);
    return broken;
}
