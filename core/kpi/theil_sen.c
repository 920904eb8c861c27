#include "kpi/theil_sen.h"
#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "kpi/ratio.h"
#include "base/sobol.h"
#include "base/statistics.h"

/* The value of the given rank (0: least); the smaller end up before it, the larger after it. Hoare 1961, algorithm 65
 * (Find), with the median of three as pivot. */
static double select_rank(double *x, size_t n, size_t rank)
{
    ptrdiff_t low = 0, high = (ptrdiff_t)n - 1, k = (ptrdiff_t)rank;
    while (low < high) {
        /* NOLINTNEXTLINE(clang-analyzer-core.uninitialized.Assign): all n values are there */
        double a = x[low], b = x[low + (high - low) / 2], c = x[high];
        double pivot = fmax(fmin(a, b), fmin(fmax(a, b), c));
        ptrdiff_t i = low, j = high;
        do {
            while (x[i] < pivot)
                i++;
            while (x[j] > pivot)
                j--;
            if (i <= j) {
                double keep = x[i];
                x[i++] = x[j];
                x[j--] = keep;
            }
        } while (i <= j);
        if (j < k)
            low = i;
        if (k < i)
            high = j;
    }
    return x[k];
}

static double middle(double a, double b)
{
    return a == b ? a : 0.5 * a + 0.5 * b;
}

sx_status sx_theil_sen_pairs(const double *x, const double *y, size_t n, double *slope)
{
    size_t n_pairs = n * (n - 1) / 2, k = 0;
    double *slopes = malloc(n_pairs * sizeof *slopes);
    if (!slopes)
        return SX_NOMEM;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            slopes[k++] = (y[j] - y[i]) / (x[j] - x[i]);
    double high = select_rank(slopes, n_pairs, n_pairs / 2), low = high;
    if (n_pairs % 2 == 0) {
        /* NOLINTNEXTLINE(clang-analyzer-core.uninitialized.Assign): all n_pairs slopes are there */
        low = slopes[0];
        for (size_t i = 1; i < n_pairs / 2; i++)
            low = fmax(low, slopes[i]);
    }
    free(slopes);
    return sx_finite(middle(low, high), slope);
}

typedef struct point {
    double key; /* y - s x at the slope s in question, y taken from its first value: a high level costs no digits */
    size_t index;
} point;

typedef struct search {
    const double *x, *y;
    size_t n;
    point *points, *scratch; /* n each */
    double *slopes;          /* room for n */
    size_t n_slopes;
} search;

/* A line through both with exactly the slope s: the later point first, as if s were a little more. */
static int before(const point *a, const point *b)
{
    return a->key < b->key || (a->key == b->key && a->index > b->index);
}

/* Merges points[start..half) and [half..end) into scratch and counts the pairs that change places; keeps their slopes
 * on request. */
static uint64_t merge(search *q, size_t start, size_t half, size_t end, int keep)
{
    const point *from = q->points;
    uint64_t count = 0;
    size_t i = start, j = half, k = start;
    while (i < half && j < end) {
        if (!before(&from[j], &from[i])) {
            q->scratch[k++] = from[i++];
            continue;
        }
        count += half - i;
        for (size_t passed = i; keep && passed < half && q->n_slopes < q->n; passed++) {
            size_t a = from[passed].index, b = from[j].index;
            q->slopes[q->n_slopes++] = (q->y[b] - q->y[a]) / (q->x[b] - q->x[a]);
        }
        q->scratch[k++] = from[j++];
    }
    memcpy(q->scratch + k, from + i, (half - i) * sizeof *from);
    memcpy(q->scratch + k + (half - i), from + j, (end - j) * sizeof *from);
    return count;
}

/* Gives every point its key at slope s, sorts them from the order they are in, and counts the changes of places. From
 * the order of x these are the pairs with a slope up to s; from the order at a lower slope those in between. */
static uint64_t turn_to(search *q, double s, int keep)
{
    uint64_t count = 0;
    q->n_slopes = 0;
    for (size_t i = 0; i < q->n; i++) {
        size_t at = q->points[i].index;
        q->points[i].key = fma(-s, q->x[at], q->y[at] - q->y[0]);
    }
    for (size_t width = 1; width < q->n; width *= 2) {
        for (size_t start = 0; start < q->n; start += 2 * width) {
            size_t half = start + width < q->n ? start + width : q->n;
            size_t end = half + width < q->n ? half + width : q->n;
            count += merge(q, start, half, end, keep);
        }
        point *other = q->points;
        q->points = q->scratch;
        q->scratch = other;
    }
    return count;
}

static uint64_t count_up_to(search *q, double s)
{
    for (size_t i = 0; i < q->n; i++)
        q->points[i].index = i;
    return turn_to(q, s, 0);
}

/* Doubles in the order of their values as whole numbers, and back. */
static uint64_t to_order(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits >> 63 ? ~bits : bits | (uint64_t)1 << 63;
}

static double from_order(uint64_t order)
{
    uint64_t bits = order >> 63 ? order & ~((uint64_t)1 << 63) : ~order;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

typedef struct bracket {
    double low, high;     /* slopes in (low, high] */
    uint64_t below, upto; /* how many pairs up to low, up to high: below < rank <= upto */
} bracket;

/* Where to look next: around the wanted share of the pairs, a little below it and a little above it in turn, so that
 * both ends close in; then in the middle; and in the middle of the order of doubles, which ends within 64 halvings
 * whatever the values; with many equal slopes only that ends. */
static double next_guess(const bracket *b, uint64_t rank, int step)
{
    double width = b->high - b->low, share = (double)(rank - b->below) / (double)(b->upto - b->below);
    double guess = b->low + 0.5 * width;
    if (step % 3 < 2)
        guess = b->low + fmin(fmax(share + (step % 3 == 0 ? -1.0 : 1.0) / 32.0, 1.0 / 32.0), 31.0 / 32.0) * width;
    if (step % 6 == 5 || step > 30 || !(guess > b->low && guess < b->high)) {
        uint64_t from = to_order(b->low), to = to_order(b->high);
        guess = from_order(from + (to - from) / 2);
    }
    return guess;
}

/* The slope of the given rank (1: least) in the bracket, which is narrowed on the way. */
static double slope_of_rank(search *q, uint64_t rank, bracket *b)
{
    for (int step = 0; b->upto - b->below > q->n; step++) {
        double guess = next_guess(b, rank, step);
        if (!(guess > b->low && guess < b->high))
            return b->high; /* neighbouring numbers: all slopes left are this one */
        uint64_t count = count_up_to(q, guess);
        if (count >= rank) {
            b->high = guess;
            b->upto = count;
        } else {
            b->low = guess;
            b->below = count;
        }
    }
    count_up_to(q, b->low);
    turn_to(q, b->high, 1);
    if (q->n_slopes == 0)
        return b->high; /* no height at all: a constant zero */
    size_t at = (size_t)(rank - b->below - 1);
    return select_rank(q->slopes, q->n_slopes, at < q->n_slopes ? at : q->n_slopes - 1);
}

/* Slopes of pairs drawn anywhere, sorted; a stream of its own, the same for the same number of points. */
static void draw_slopes(search *q, double *drawn, size_t n_drawn)
{
    uint64_t stream = q->n;
    for (size_t k = 0; k < n_drawn; k++) {
        size_t i = (size_t)(sx_splitmix(&stream) % q->n), j = (size_t)(sx_splitmix(&stream) % (q->n - 1));
        j += j >= i;
        drawn[k] = (q->y[j] - q->y[i]) / (q->x[j] - q->x[i]);
    }
    sx_sort(drawn, n_drawn);
}

static void cut(search *q, double at, uint64_t rank, bracket *b)
{
    if (!(at > b->low && at < b->high))
        return;
    uint64_t count = count_up_to(q, at);
    *(count >= rank ? &b->high : &b->low) = at;
    *(count >= rank ? &b->upto : &b->below) = count;
}

/* The bracket of a middle rank brought near it by what drawn slopes say: four deviations of their middle, 0.5 sqrt(m)
 * of m, to each side. What is counted decides, whatever was drawn (after Dillencourt, Mount and Netanyahu 1992, 3).
 * Where many slopes are equal, as with few different values, and the rank lies among them, that slope: true. unsure:
 * what the rounding of keys does to a slope at most. */
static bool narrow(search *q, uint64_t rank, double unsure, bracket *b, double *slope)
{
    enum { DRAWN = 1 << 15, AWAY = 362, EQUAL = 8, WORTH = 4096 };
    double *drawn = q->n >= WORTH ? malloc(DRAWN * sizeof *drawn) : NULL;
    if (!drawn)
        return false;
    draw_slopes(q, drawn, DRAWN);
    const double *half = drawn + DRAWN / 2;
    bool among = false;
    *slope = half[0];
    if (half[-EQUAL] == half[0] && half[EQUAL] == half[0]) {
        cut(q, half[0] - unsure, rank, b);
        cut(q, half[0] + unsure, rank, b);
        among = b->low == half[0] - unsure && b->high == half[0] + unsure;
    }
    if (!among) {
        cut(q, half[-AWAY], rank, b);
        cut(q, half[AWAY], rank, b);
    }
    free(drawn);
    return among;
}

sx_status sx_theil_sen_inversions(const double *x, const double *y, size_t n, double *slope)
{
    point *points = malloc(2 * n * sizeof *points);
    double *slopes = malloc(n * sizeof *slopes);
    search q = {.x = x, .y = y, .n = n, .points = points, .scratch = points + n, .slopes = slopes};
    /* Every slope is a weighted mean of slopes between neighbours, so these bound all. */
    double least = HUGE_VAL, most = -HUGE_VAL, gap = HUGE_VAL, far = 0.0;
    for (size_t i = 1; i < n; i++) {
        double step = (y[i] - y[i - 1]) / (x[i] - x[i - 1]);
        least = fmin(least, step);
        most = fmax(most, step);
        gap = fmin(gap, x[i] - x[i - 1]);
        far = fmax(far, fabs(y[i] - y[0]));
    }
    /* Beyond what the rounding of a key can do to a slope: there the counts at both ends are sure. */
    double steepest = fmax(fabs(least), fabs(most)),
           margin = 8.0 * DBL_EPSILON * (far + steepest * (x[n - 1] - x[0])) / gap;
    sx_status status = SX_OK;
    if (!points || !slopes)
        status = SX_NOMEM;
    else if (!isfinite(least - margin) || !isfinite(most + margin))
        status = SX_NUM;
    if (status == SX_OK) {
        uint64_t n_pairs = (uint64_t)n * (n - 1) / 2, rank = (n_pairs + 1) / 2;
        bracket b = {.low = least - margin, .high = most + margin, .below = 0, .upto = n_pairs};
        double low, high;
        bool among = narrow(&q, rank, margin, &b, &low);
        if (!among)
            low = slope_of_rank(&q, rank, &b);
        high = low;
        if (n_pairs % 2 == 0 && !(among && b.upto > rank)) {
            if (b.upto <= rank) /* the next one lies above the bracket */
                b = (bracket){.low = b.high, .high = most + margin, .below = b.upto, .upto = n_pairs};
            high = slope_of_rank(&q, rank + 1, &b);
        }
        *slope = middle(low, high);
    }
    free(points);
    free(slopes);
    return status;
}

sx_status sx_theil_sen(const double *x, const double *y, size_t n, double *slope)
{
    return n <= SX_THEIL_SEN_DIRECT ? sx_theil_sen_pairs(x, y, n, slope) : sx_theil_sen_inversions(x, y, n, slope);
}
