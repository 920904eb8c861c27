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

/* y - s x at the slope s in question, y taken from its first value: a high level costs no digits. */
typedef struct point {
    double key;
    size_t index;
} point;

typedef struct search {
    const double *x, *y;
    size_t n;
    double *keys, *scratch; /* n each, for counting; where points and merged are otherwise */
    point *points, *merged; /* n each */
    double *slopes;         /* room for n */
    size_t n_slopes;
    double low, high; /* where these slopes lie */
} search;

static double key_of(const search *q, size_t at, double s)
{
    return fma(-s, q->x[at], q->y[at] - q->y[0]);
}

enum { RUN = 16 }; /* so many keys are put in order one by one */

/* Puts keys[start..end) in order and counts the pairs that change places; of equal ones the later goes first. */
static uint64_t order_run(double *keys, size_t start, size_t end)
{
    uint64_t count = 0;
    for (size_t i = start + 1; i < end; i++) {
        double key = keys[i];
        size_t k = i;
        for (; k > start && key <= keys[k - 1]; k--)
            keys[k] = keys[k - 1];
        keys[k] = key;
        count += i - k;
    }
    return count;
}

/* Merges from[start..half) and [half..end) into `to`; counts as order_run does. Which is taken is no branch: it cannot
 * be foretold, and the counts are where the time goes. */
static uint64_t merge_keys(const double *from, double *to, size_t start, size_t half, size_t end)
{
    uint64_t count = 0;
    size_t i = start, j = half, k = start;
    while (i < half && j < end) {
        size_t later = from[j] <= from[i];
        to[k++] = from[later ? j : i];
        count += (half - i) & (0 - later);
        j += later;
        i += 1 - later;
    }
    memcpy(to + k, from + i, (half - i) * sizeof *from);
    memcpy(to + k + (half - i), from + j, (end - j) * sizeof *from);
    return count;
}

/* Puts to[start..end) in order; from holds the same, and loses its order. Half by half, so that a half stays near. */
static uint64_t order_keys(double *from, double *to, size_t start, size_t end)
{
    if (end - start <= RUN)
        return order_run(to, start, end);
    size_t half = start + (end - start) / 2;
    uint64_t count = order_keys(to, from, start, half) + order_keys(to, from, half, end);
    return count + merge_keys(from, to, start, half, end);
}

/* How many pairs have a slope up to s: those that change places when the points are sorted by their keys at s (a line
 * through both with exactly the slope s: the later first, as if s were a little more). */
static uint64_t count_up_to(search *q, double s)
{
    for (size_t i = 0; i < q->n; i++)
        q->keys[i] = q->scratch[i] = key_of(q, i, s);
    return order_keys(q->scratch, q->keys, 0, q->n);
}

static size_t before(const point *a, const point *b)
{
    return a->key < b->key || (a->key == b->key && a->index > b->index);
}

/* The points in the order of their keys at slope s. */
static void order_points(search *q, double s)
{
    for (size_t i = 0; i < q->n; i++)
        q->points[i] = (point){key_of(q, i, s), i};
    for (size_t width = 1; width < q->n; width *= 2) {
        for (size_t start = 0; start < q->n; start += 2 * width) {
            size_t half = start + width < q->n ? start + width : q->n;
            size_t end = half + width < q->n ? half + width : q->n, i = start, j = half, k = start;
            while (i < half && j < end) {
                size_t later = before(&q->points[j], &q->points[i]);
                q->merged[k++] = q->points[later ? j : i];
                j += later;
                i += 1 - later;
            }
            memcpy(q->merged + k, q->points + i, (half - i) * sizeof *q->points);
            memcpy(q->merged + k + (half - i), q->points + j, (end - j) * sizeof *q->points);
        }
        point *other = q->points;
        q->points = q->merged;
        q->merged = other;
    }
}

/* The slopes in (low, high], of which there are n at most: the pairs that change places between the two orders. One by
 * one, as there are so few; the first n, whatever rounding has made of the rest. */
static void find_slopes(search *q, double low, double high)
{
    if (q->n_slopes && q->low == low && q->high == high)
        return;
    order_points(q, low);
    q->low = low;
    q->high = high;
    q->n_slopes = 0;
    for (size_t i = 0; i < q->n; i++)
        q->points[i].key = key_of(q, q->points[i].index, high);
    for (size_t i = 1; i < q->n && q->n_slopes < q->n; i++) {
        point p = q->points[i];
        size_t k = i;
        for (; k > 0 && before(&p, &q->points[k - 1]); k--) {
            size_t a = q->points[k - 1].index, b = p.index;
            if (q->n_slopes < q->n)
                q->slopes[q->n_slopes++] = (q->y[b] - q->y[a]) / (q->x[b] - q->x[a]);
            q->points[k] = q->points[k - 1];
        }
        q->points[k] = p;
    }
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

/* Where to look next: at the wanted share of the pairs, so much (away) below it and above it in turn, so that both ends
 * close in; when that fails in the middle, and in the middle of the order of doubles, which ends within 64 halvings
 * whatever the values; with many equal slopes only that ends. */
static double next_guess(const bracket *b, uint64_t rank, int step, double away)
{
    double width = b->high - b->low, share = (double)(rank - b->below) / (double)(b->upto - b->below);
    double guess = b->low + fmin(fmax(share + (step % 2 == 0 ? -away : away), away), 1.0 - away) * width;
    if (away > 1.0 / 32.0)
        guess = b->low + 0.5 * width;
    if (step % 8 == 7 || step > 30 || !(guess > b->low && guess < b->high)) {
        uint64_t from = to_order(b->low), to = to_order(b->high);
        guess = from_order(from + (to - from) / 2);
    }
    return guess;
}

/* Counts at a slope within, which becomes one end; does the rank lie below it? */
static bool cut(search *q, double at, uint64_t rank, bracket *b)
{
    uint64_t count = count_up_to(q, at);
    bool below = count >= rank;
    *(below ? &b->high : &b->low) = at;
    *(below ? &b->upto : &b->below) = count;
    return below;
}

/* The slope of the given rank (1: least) in the bracket, which is narrowed on the way. What lies beside a guess is
 * foretold the better the narrower the bracket: as long as the guesses fall on the side that they are meant for they
 * close in. */
static double slope_of_rank(search *q, uint64_t rank, bracket *b)
{
    double away = 1.0 / 128.0;
    for (int step = 0; b->upto - b->below > q->n; step++) {
        double guess = next_guess(b, rank, step, away);
        if (!(guess > b->low && guess < b->high))
            return b->high; /* neighbouring numbers: all slopes left are this one */
        bool meant = cut(q, guess, rank, b) == (step % 2 == 1);
        if (away > 1.0 / 32.0)
            away = 1.0 / 32.0;
        else if (!meant)
            away *= 4.0;
        else if (step % 2 == 1)
            away = fmax(away / 32.0, 1.0 / 65536.0);
    }
    find_slopes(q, b->low, b->high);
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

static void cut_within(search *q, double at, uint64_t rank, bracket *b)
{
    if (at > b->low && at < b->high)
        cut(q, at, rank, b);
}

/* The value that stands most often in a row, and how often. */
static size_t most_equal(const double *drawn, size_t n, double *value)
{
    size_t most = 0, run = 0;
    for (size_t i = 0; i < n; i++) {
        run = i && drawn[i] == drawn[i - 1] ? run + 1 : 1;
        if (run > most) {
            most = run;
            *value = drawn[i];
        }
    }
    return most;
}

/* The bracket of a middle rank brought near it by what drawn slopes say: four deviations of their middle, 0.5 sqrt(m)
 * of m, to each side. What is counted decides, whatever was drawn (after Dillencourt, Mount and Netanyahu 1992, 3).
 * Where many slopes are equal, as with few different values, and the rank lies among them, that slope: true. unsure:
 * what the rounding of keys does to a slope at most. */
static bool narrow(search *q, uint64_t rank, double unsure, bracket *b, double *slope)
{
    enum { DRAWN = 1 << 15, AWAY = 362, EQUAL = 16, WORTH = 4096 };
    double *drawn = q->n >= WORTH ? malloc(DRAWN * sizeof *drawn) : NULL;
    if (!drawn)
        return false;
    draw_slopes(q, drawn, DRAWN);
    const double *half = drawn + DRAWN / 2;
    bool among = false;
    if (most_equal(half - AWAY, 2 * AWAY + 1, slope) >= EQUAL) {
        cut_within(q, *slope - unsure, rank, b);
        cut_within(q, *slope + unsure, rank, b);
        among = b->low == *slope - unsure && b->high == *slope + unsure;
    }
    if (!among) {
        cut_within(q, half[-AWAY], rank, b);
        cut_within(q, half[AWAY], rank, b);
    }
    free(drawn);
    return among;
}

sx_status sx_theil_sen_inversions(const double *x, const double *y, size_t n, double *slope)
{
    point *points = malloc(2 * n * sizeof *points);
    double *slopes = malloc(n * sizeof *slopes);
    search q = {.x = x, .y = y, .n = n, .points = points, .slopes = slopes};
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
        q.merged = points + n;
        q.keys = (void *)points;
        q.scratch = q.keys + n;
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
