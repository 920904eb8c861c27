#include "data/figure.h"
#include <math.h>
#include <string.h>

/* What may stand between digits; *taken: its bytes. 0: nothing of the kind. */
static char between(const char *t, size_t n, size_t *taken)
{
    *taken = 1;
    if (t[0] == '.' || t[0] == ',')
        return t[0];
    if (t[0] == '\'' || t[0] == '`')
        return '\'';
    if (n > 2 && (unsigned char)t[0] == 0xE2 && (unsigned char)t[1] == 0x80 &&
        ((unsigned char)t[2] == 0x99 || (unsigned char)t[2] == 0x98)) {
        *taken = 3;
        return '\'';
    }
    size_t blank = t[0] == '\t' || t[0] == '\n' || t[0] == '\r' ? 0 : sx_blank_here(t, n);
    if (!blank)
        return 0;
    *taken = blank;
    return ' ';
}

static size_t minus_here(const char *t, size_t n)
{
    if (n && t[0] == '-')
        return 1;
    if (n > 2 && (unsigned char)t[0] == 0xE2 &&
        (((unsigned char)t[1] == 0x88 && (unsigned char)t[2] == 0x92) ||
         ((unsigned char)t[1] == 0x80 && ((unsigned char)t[2] == 0x93 || (unsigned char)t[2] == 0x90))))
        return 3;
    return 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The digits and what stands between them; the bytes read, 0: they are no number. */
static size_t read_body(const char *t, size_t n, sx_figure *f)
{
    size_t i = 0, digits = 0, run = 0;
    uint64_t value = 0;
    while (i < n) {
        if (is_digit(t[i])) {
            if (digits == 0 && t[i] == '0')
                f->leading_zero = true;
            value = value * 10 + (uint64_t)(t[i] - '0');
            if ((value || digits) && ++digits > 18)
                return 0;
            if (!value)
                digits = 0;
            if (++run > 200)
                return 0;
            i++;
            continue;
        }
        size_t taken;
        char sign = between(t + i, n - i, &taken);
        if (!sign)
            break;
        bool more = i + taken < n && is_digit(t[i + taken]);
        if (!more && (sign == ' ' || sign == '\'' || run == 0))
            break;
        if (!more && f->n_signs && f->sign[f->n_signs - 1] == sign)
            return 0;
        if (f->n_signs == SX_FIGURE_SIGNS)
            return 0;
        f->sign[f->n_signs] = sign;
        f->run[f->n_signs++] = (unsigned char)run;
        run = 0;
        i += taken;
        if (!more)
            break;
    }
    f->run[f->n_signs] = (unsigned char)run;
    f->digits = (int64_t)value;
    return i;
}

/* Whether the groups before the first `signs` signs are of three, or Indian ones (two, and three at the end). */
static bool groups(const sx_figure *f, unsigned signs)
{
    if (signs == 0)
        return true;
    if (f->run[0] == 0 || f->run[0] > 3 || f->run[signs] != 3)
        return false;
    bool three = true, two = f->run[0] <= 2;
    for (unsigned i = 1; i < signs; i++) {
        three &= f->run[i] == 3;
        two &= f->run[i] == 2;
    }
    for (unsigned i = 1; i < signs; i++)
        if (f->sign[i] != f->sign[0])
            return false;
    return three || two;
}

static void vote(sx_figure *f)
{
    f->is = false;
    if (f->n_signs == 0) {
        f->is = true;
        return;
    }
    char last = f->sign[f->n_signs - 1];
    bool plain = last == '.' || last == ',';
    unsigned same = 0;
    for (unsigned i = 0; i < f->n_signs; i++)
        same += f->sign[i] == last;
    if (!plain || same > 1) { /* the last one groups, and so do all */
        f->is = groups(f, f->n_signs);
        if (f->is && plain)
            f->vote = last == '.' ? ',' : '.';
        return;
    }
    if (f->n_signs > 1) {
        f->is = groups(f, f->n_signs - 1u);
        f->vote = f->is ? last : 0;
        return;
    }
    unsigned before = f->run[0], behind = f->run[1];
    f->is = true;
    if (behind != 3 || before == 0 || before > 3 || f->leading_zero)
        f->vote = last;
    else
        f->open = last;
}

/* A run of what is neither digit nor blank nor sign, as a currency or as the side of an account. */
static bool word_here(const char *t, size_t n, bool before, size_t *taken, sx_figure *f)
{
    size_t k = 0;
    if (n > 5 && t[0] >= 'A' && t[1] >= 'A' && t[2] >= 'A' && t[3] >= 'A' && t[4] >= 'A' && t[5] >= 'A' &&
        ((t[0] | t[1] | t[2] | t[3] | t[4] | t[5]) & 0x80) == 0)
        return *taken = 0, false; /* a word, and no currency */
    while (k < n && !is_digit(t[k]) && !sx_blank_here(t + k, n - k) && !minus_here(t + k, n - k) && t[k] != '(' &&
           t[k] != ')' && t[k] != '%' && t[k] != '+')
        k++;
    *taken = k;
    if (k == 0 || k > 8)
        return false;
    if (!before &&
        ((k == 1 && (*t == 'S' || *t == 'D')) || (k == 2 && (memcmp(t, "DR", 2) == 0 || memcmp(t, "Dr", 2) == 0))))
        f->side = 'D';
    else if (!before &&
             ((k == 1 && (*t == 'H' || *t == 'C')) || (k == 2 && (memcmp(t, "CR", 2) == 0 || memcmp(t, "Cr", 2) == 0))))
        f->side = 'C';
    else {
        sx_currency c = sx_currency_read(t, k);
        if (!c || (f->currency && f->currency != c && !sx_currency_agree(f->currency, c)))
            return false;
        if (!sx_currency_clear(f->currency))
            f->currency = c;
    }
    return true;
}

/* Signs, currency and parentheses around the digits. */
static bool around(const char *t, size_t n, size_t *at, bool before, int *open, sx_figure *f)
{
    size_t i = *at;
    while (i < n &&
           !(before && (is_digit(t[i]) || ((t[i] == '.' || t[i] == ',') && i + 1 < n && is_digit(t[i + 1]))))) {
        size_t taken = sx_blank_here(t + i, n - i);
        /* NOLINTNEXTLINE(bugprone-branch-clone): a blank and a word are passed over alike, a minus is asked between */
        if (taken) {
            i += taken;
        } else if ((taken = minus_here(t + i, n - i)) > 0) {
            if (f->negative)
                return false;
            f->negative = true;
            i += taken;
        } else if (t[i] == '+' && before) {
            i++;
        } else if (t[i] == '(' && before && !*open) {
            *open = 1;
            i++;
        } else if (t[i] == ')' && !before && *open == 1) {
            if (f->negative)
                return false;
            f->negative = true;
            *open = 2;
            i++;
        } else if (t[i] == '%' && !before && !f->percent) {
            f->percent = true;
            i++;
        } else if (word_here(t + i, n - i, before, &taken, f))
            i += taken;
        else
            return false;
    }
    *at = i;
    return true;
}

/* Digits with at most one point, as most numbers are: the same as the long way gives. */
static bool read_plain(const char *t, size_t n, sx_figure *f)
{
    int64_t value = 0;
    size_t i = t[0] == '-', from = i, point = 0;
    if (n > 17 || i == n || !is_digit(t[i]))
        return false;
    for (; i < n; i++) {
        if (is_digit(t[i]))
            value = value * 10 + (t[i] - '0');
        else if (t[i] == '.' && !point && i + 1 < n)
            point = i;
        else
            return false;
    }
    f->is = true;
    f->negative = from == 1;
    f->digits = value;
    f->leading_zero = t[from] == '0';
    f->run[0] = (unsigned char)((point ? point : n) - from);
    if (point) {
        size_t behind = n - point - 1;
        f->n_signs = 1;
        f->sign[0] = '.';
        f->run[1] = (unsigned char)behind;
        if (behind != 3 || f->run[0] > 3 || f->leading_zero)
            f->vote = '.';
        else
            f->open = '.';
    }
    return true;
}

sx_figure sx_figure_read(const sx_piece *piece)
{
    sx_figure f = {0};
    if (piece->length && read_plain(piece->text, piece->length, &f))
        return f;
    f = (sx_figure){0};
    sx_piece p = *piece;
    if (p.length && ((unsigned char)p.text[0] <= ' ' || (unsigned char)p.text[p.length - 1] <= ' ' ||
                     (unsigned char)p.text[p.length - 1] >= 0x80 || (unsigned char)p.text[0] >= 0x80))
        p = sx_piece_trim(piece);
    if (p.length == 0 || p.length > 64)
        return f;
    size_t i = 0;
    int open = 0;
    while (i < p.length && !is_digit(p.text[i]))
        i++;
    if (i == p.length) /* a word, at once */
        return f;
    i = 0;
    if (!is_digit(p.text[0]) && !around(p.text, p.length, &i, true, &open, &f))
        return f;
    size_t body = read_body(p.text + i, p.length - i, &f);
    if (body == 0)
        return f;
    i += body;
    if (i < p.length && !around(p.text, p.length, &i, false, &open, &f))
        return (sx_figure){0};
    if (open == 1)
        return (sx_figure){0};
    vote(&f);
    return f;
}

bool sx_figure_value(const sx_figure *f, char decimal, sx_decimal *out)
{
    if (!f->is)
        return false;
    unsigned n = f->n_signs;
    sx_decimal x = {f->negative ? -f->digits : f->digits, 0};
    if (n && f->sign[n - 1] == decimal) {
        x.scale = f->run[n];
        n--;
        for (unsigned i = 0; i < n; i++)
            if (f->sign[i] == decimal)
                return false;
    }
    if (x.scale > 18 || !groups(f, n))
        return false;
    if (f->percent)
        x.scale += 2;
    *out = x;
    return true;
}

bool sx_decimal_plain(const sx_piece *piece, char decimal, sx_decimal *out)
{
    const char *t = piece->text;
    size_t n = piece->length, i = n && t[0] == '-', from = i, point = 0;
    int64_t value = 0;
    if (n > 17 || i == n || !is_digit(t[i]))
        return false;
    for (; i < n; i++) {
        unsigned digit = (unsigned)(t[i] - '0');
        if (digit <= 9)
            value = value * 10 + (int64_t)digit;
        else if (t[i] == '.' && decimal == '.' && !point && i + 1 < n)
            point = i;
        else
            return false;
    }
    *out = (sx_decimal){from ? -value : value, point ? (int)(n - point - 1) : 0};
    return true;
}

double sx_decimal_double(sx_decimal x)
{
    static const double tens[] = {1,    1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                  1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    return (double)x.digits / tens[x.scale < 22 ? x.scale : 22];
}

static bool scaled(sx_decimal *x, int scale)
{
    while (x->scale < scale) {
        if (x->digits > INT64_MAX / 10 || x->digits < -(INT64_MAX / 10))
            return false;
        x->digits *= 10;
        x->scale++;
    }
    return true;
}

sx_decimal sx_decimal_add(sx_decimal a, sx_decimal b, bool *fits)
{
    int scale = a.scale > b.scale ? a.scale : b.scale;
    *fits = scaled(&a, scale) && scaled(&b, scale) && a.digits < INT64_MAX / 2 && a.digits > -INT64_MAX / 2 &&
            b.digits < INT64_MAX / 2 && b.digits > -INT64_MAX / 2;
    return *fits ? (sx_decimal){a.digits + b.digits, scale} : a;
}

sx_decimal sx_decimal_minus(sx_decimal a)
{
    a.digits = -a.digits;
    return a;
}

size_t sx_decimal_text(sx_decimal x, char *out)
{
    char digits[24];
    size_t n = 0, length = 0;
    uint64_t value = x.digits < 0 ? (uint64_t)(-(x.digits + 1)) + 1 : (uint64_t)x.digits;
    int scale = x.scale;
    while (scale > 0 && value % 10 == 0) {
        value /= 10;
        scale--;
    }
    do
        digits[n++] = (char)('0' + value % 10);
    while ((value /= 10) > 0);
    if (x.digits < 0)
        out[length++] = '-';
    if (scale >= (int)n) {
        out[length++] = '0';
        out[length++] = '.';
        for (int i = (int)n; i < scale; i++)
            out[length++] = '0';
    }
    for (size_t i = n; i-- > 0;) {
        out[length++] = digits[i];
        if (scale > 0 && i == (size_t)scale)
            out[length++] = '.';
    }
    out[length] = '\0';
    return length;
}

sx_decimal sx_decimal_near(double x, int scale)
{
    if (!(fabs(x) < SX_DECIMAL_MOST))
        return (sx_decimal){0, 0};
    for (int s = 0; s <= scale; s++) {
        double power = sx_decimal_double((sx_decimal){1, s}), digits = nearbyint(x / power);
        if (fabs(digits) < 9e17 && (s == scale || fabs(digits * power - x) <= 4e-16 * fabs(x)))
            return (sx_decimal){(int64_t)digits, s};
    }
    return (sx_decimal){(int64_t)x, 0};
}
