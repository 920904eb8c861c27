#include "gov/fingerprint.h"
#include <math.h>
#include <stdbool.h>
#include "base/headings.h"
#include "base/money.h"
#include "base/system.h"

typedef struct box {
    size_t top, bottom, left, right; /* bottom and right exclusive; all 0: nothing there */
} box;

static box without_margins(const sx_table *range)
{
    box b = {.top = range->rows, .left = range->columns};
    for (size_t r = 0; r < range->rows; r++)
        for (size_t c = 0; c < range->columns; c++) {
            if (sx_is_blank(sx_at(range, r, c)))
                continue;
            b.top = r < b.top ? r : b.top;
            b.left = c < b.left ? c : b.left;
            b.bottom = r + 1;
            b.right = c + 1 > b.right ? c + 1 : b.right;
        }
    return b.bottom ? b : (box){0};
}

/* Whole numbers and cents below 1e15 are what %.15g writes for them, a good deal faster. */
static void add_cents(sx_text *text, int64_t cents)
{
    char digits[32], *end = digits + sizeof digits, *start = end;
    uint64_t left = cents < 0 ? (uint64_t)-cents : (uint64_t)cents;
    uint64_t part = left % 100;
    left /= 100;
    *--start = '\n';
    if (part % 10)
        *--start = (char)('0' + part % 10);
    if (part) {
        *--start = (char)('0' + part / 10);
        *--start = '.';
    }
    do
        *--start = (char)('0' + left % 10);
    while (left /= 10);
    if (cents < 0)
        *--start = '-';
    *--start = ' ';
    *--start = 'n';
    sx_text_add_bytes(text, start, (size_t)(end - start));
}

/* Whether %.15g surely does not read back as x, for 1e-5 < |x| < 1e15: x would have to be the double nearest to k /
 * 10^p with k of 15 digits, and as k and 10^p (p up to 22) are exact, that quotient is rounded once. The k nearest to x
 * 10^p is the only candidate, for the product is off by less than 0.25. */
static bool needs_17(double x)
{
    static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,
                                    1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19};
    double size = fabs(x);
    if (!(size > 1e-5 && size < 1e15))
        return false;
    int p = 0;
    while (size * powers[p] < 1e14)
        p++;
    return nearbyint(size * powers[p]) / powers[p] != size;
}

static void add_number(sx_text *text, double x)
{
    int64_t cents = 0;
    if (fabs(x) < 1e13 && sx_is_cents(x, &cents)) {
        add_cents(text, cents);
        return;
    }
    if (!needs_17(x)) {
        double back = 0.0;
        char digits[SX_NUMBER_ROOM];
        sx_format_into(digits, sizeof digits, "%.15g", x);
        if (sx_text_to_number(digits, &back) && back == x) {
            sx_text_add(text, "n %s\n", digits);
            return;
        }
    }
    sx_text_add(text, "n %.17g\n", x);
}

static sx_status add_cell(sx_text *text, const sx_cell *cell)
{
    if (cell->kind == SX_FAULT)
        return SX_VALUE;
    if (sx_is_blank(cell)) {
        sx_text_add_bytes(text, "b\n", 2);
    } else if (cell->kind == SX_NUMBER) {
        add_number(text, cell->as.number);
    } else {
        sx_text_add(text, "t %u ", (unsigned)cell->length);
        sx_text_add_bytes(text, cell->as.text, cell->length);
        sx_text_add_bytes(text, "\n", 1);
    }
    return SX_OK;
}

sx_status sx_canonical(const sx_table *range, sx_text *text)
{
    sx_status status = SX_OK;
    box b = without_margins(range);
    sx_text_add(text, "sextant-1 %zu %zu\n", b.bottom - b.top, b.right - b.left);
    for (size_t r = b.top; r < b.bottom; r++)
        for (size_t c = b.left; c < b.right && status == SX_OK; c++)
            status = add_cell(text, sx_at(range, r, c));
    return status == SX_OK ? text->status : status;
}

sx_status sx_fingerprint(const sx_table *range, char hex[SX_FINGERPRINT_FULL + 1])
{
    sx_text text = {0};
    sx_status status = sx_canonical(range, &text);
    unsigned char digest[SX_SHA256_BYTES];
    if (status == SX_OK)
        status = sx_system_sha256(text.data, text.length, digest);
    for (size_t i = 0; i < sizeof digest && status == SX_OK; i++) {
        hex[2 * i] = "0123456789abcdef"[digest[i] >> 4];
        hex[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
    }
    if (status == SX_OK)
        hex[SX_FINGERPRINT_FULL] = '\0';
    sx_text_free(&text);
    return status;
}
