#include "kpi/theil_sen.h"
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "kpi/ratio.h"
#include "kpi/slopes.h"
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
static bool cut(sx_slopes *q, double at, uint64_t rank, bracket *b)
{
    uint64_t count = sx_slopes_up_to(q, at);
    bool below = count >= rank;
    *(below ? &b->high : &b->low) = at;
    *(below ? &b->upto : &b->below) = count;
    return below;
}

/* The slope of the given rank among those in the bracket and so much around it that no pair left out can belong there,
 * whatever rounding has made of its place; false: that cannot be said. */
static bool pick(sx_slopes *q, uint64_t rank, const bracket *b, double *slope)
{
    double unsure = sx_slope_unsure(q, fmax(fabs(b->low), fabs(b->high)));
    double low = b->low - 2.0 * unsure, high = b->high + 2.0 * unsure;
    bool all = sx_slopes_find(q, low, high);
    if (!all && q->exact) /* very many as good as equal: one is within the rounding of a slope of the other */
        all = sx_slopes_find(q, low = b->low, high = b->high);
    if (!all || rank <= q->below || rank - q->below > q->n_slopes)
        return false;
    *slope = select_rank(q->slopes, q->n_slopes, (size_t)(rank - q->below - 1));
    return q->exact || (*slope >= low + unsure && *slope <= high - unsure);
}

/* The slope of the given rank (1: least) in the bracket, which is narrowed on the way. What lies beside a guess is
 * foretold the better the narrower the bracket: as long as the guesses fall on the side that they are meant for they
 * close in. false: rounding leaves it in doubt, near *slope. */
static bool slope_of_rank(sx_slopes *q, uint64_t rank, bracket *b, double *slope)
{
    double away = 1.0 / 128.0;
    for (int step = 0; b->upto - b->below > q->n; step++) {
        double guess = next_guess(b, rank, step, away);
        if (!(guess > b->low && guess < b->high)) {
            /* Neighbouring numbers: more slopes than there is room for are the one or the other. */
            *slope = b->high;
            if (q->exact && !sx_slopes_find(q, b->low, b->high))
                *slope = q->slopes[0];
            return q->exact;
        }
        bool meant = cut(q, guess, rank, b) == (step % 2 == 1);
        if (away > 1.0 / 32.0)
            away = 1.0 / 32.0;
        else if (!meant)
            away *= 4.0;
        else if (step % 2 == 1)
            away = fmax(away / 32.0, 1.0 / 65536.0);
    }
    *slope = b->high;
    return pick(q, rank, b, slope);
}

/* Slopes of pairs drawn anywhere, sorted; a stream of its own, the same for the same number of points. */
static void draw_slopes(sx_slopes *q, double *drawn, size_t n_drawn)
{
    uint64_t stream = q->n;
    for (size_t k = 0; k < n_drawn; k++) {
        size_t i = (size_t)(sx_splitmix(&stream) % q->n), j = (size_t)(sx_splitmix(&stream) % (q->n - 1));
        j += j >= i;
        drawn[k] = (q->y[j] - q->y[i]) / (q->x[j] - q->x[i]);
    }
    sx_sort(drawn, n_drawn);
}

static void cut_within(sx_slopes *q, double at, uint64_t rank, bracket *b)
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
 * Where many slopes are equal, as with few different values, and the rank seems to lie among them, that slope: true. */
static bool narrow(sx_slopes *q, uint64_t rank, double margin, bracket *b, double *slope)
{
    enum { DRAWN = 1 << 15, AWAY = 362, EQUAL = 16, WORTH = 4096 };
    double *drawn = q->n >= WORTH ? malloc(DRAWN * sizeof *drawn) : NULL;
    if (!drawn)
        return false;
    draw_slopes(q, drawn, DRAWN);
    const double *half = drawn + DRAWN / 2;
    bool among = false;
    if (most_equal(half - AWAY, 2 * AWAY + 1, slope) >= EQUAL) {
        cut_within(q, *slope - margin, rank, b);
        cut_within(q, *slope + margin, rank, b);
        among = b->low == *slope - margin && b->high == *slope + margin;
    }
    if (!among) {
        cut_within(q, half[-AWAY], rank, b);
        cut_within(q, half[AWAY], rank, b);
    }
    free(drawn);
    return among;
}

/* Whether both slopes of these ranks are zero: the values alone say how many pairs rise and how many fall. */
static bool middle_is_flat(sx_slopes *q, uint64_t rank, uint64_t next)
{
    return sx_slopes_flat(q, 1.0) >= next && (uint64_t)q->n * (q->n - 1) / 2 - sx_slopes_flat(q, -1.0) < rank;
}

/* The middle slope, all in (-most, most] and that with `margin` to spare; false: rounding leaves it in doubt, and a
 * slope near it is *slope. exact: begins at *slope. */
static bool search_middle(sx_slopes *q, double most, double margin, double *slope)
{
    uint64_t n_pairs = (uint64_t)q->n * (q->n - 1) / 2, rank = (n_pairs + 1) / 2;
    bracket b = {.low = -most, .high = most, .below = 0, .upto = n_pairs};
    q->n_slopes = 0;
    if (q->exact) {
        cut_within(q, nextafter(*slope, HUGE_VAL), rank, &b);
        cut_within(q, nextafter(*slope, -HUGE_VAL), rank, &b);
    } else if (narrow(q, rank, margin, &b, slope)) {
        return false;
    }
    double low, high;
    bool sure = slope_of_rank(q, rank, &b, &low);
    *slope = high = low;
    if (sure && n_pairs % 2 == 0) {
        if (b.upto <= rank) /* the next one lies above the bracket */
            b = (bracket){.low = b.high, .high = most, .below = b.upto, .upto = n_pairs};
        sure = slope_of_rank(q, rank + 1, &b, &high);
        *slope = middle(low, high);
    }
    return sure;
}

/* With what all points have to be searched in; true: nothing of it overflows. */
static bool measure(sx_slopes *q, double *most, double *margin)
{
    /* Every slope is a weighted mean of slopes between neighbours, so these bound all. */
    double steepest = 0.0;
    q->gap = HUGE_VAL;
    q->reach = fmax(fabs(q->x[0]), fabs(q->x[q->n - 1]));
    for (size_t i = 1; i < q->n; i++) {
        steepest = fmax(steepest, fabs((q->y[i] - q->y[i - 1]) / (q->x[i] - q->x[i - 1])));
        q->gap = fmin(q->gap, q->x[i] - q->x[i - 1]);
        q->far = fmax(q->far, fabs(q->y[i] - q->y[0]));
    }
    /* Beyond what the rounding of a key can do to a slope: there the counts at both ends are sure. */
    *margin = 2.0 * sx_slope_unsure(q, steepest);
    *most = steepest + *margin;
    return isfinite(*most + *margin) && isfinite(*most * q->reach + q->far);
}

sx_status sx_theil_sen_inversions(const double *x, const double *y, size_t n, double *slope)
{
    enum { ALL_PAIRS = 4096 }; /* up to which a slope in doubt is looked up among all: 64 MiB */
    sx_slope_point *points = malloc(2 * n * sizeof *points);
    sx_slopes q = {.x = x, .y = y, .n = n, .points = points, .room = 2 * n + 64};
    q.slopes = malloc(q.room * sizeof *q.slopes);
    sx_status status = points && q.slopes ? SX_OK : SX_NOMEM;
    double most, margin, found = 0.0;
    if (status == SX_OK) {
        uint64_t n_pairs = (uint64_t)n * (n - 1) / 2, rank = (n_pairs + 1) / 2;
        q.merged = points + n;
        bool small = measure(&q, &most, &margin);
        bool sure = middle_is_flat(&q, rank, n_pairs % 2 ? rank : rank + 1);
        sure = sure || (small && search_middle(&q, most, margin, &found));
        if (!sure && n <= ALL_PAIRS) {
            status = sx_theil_sen_pairs(x, y, n, &found);
        } else if (!sure) {
            q.exact = true;
            sure = small && search_middle(&q, most, margin, &found);
            status = sure ? SX_OK : SX_NUM;
        }
        if (status == SX_OK)
            *slope = found;
    }
    free(points);
    free(q.slopes);
    return status;
}

sx_status sx_theil_sen(const double *x, const double *y, size_t n, double *slope)
{
    return n <= SX_THEIL_SEN_DIRECT ? sx_theil_sen_pairs(x, y, n, slope) : sx_theil_sen_inversions(x, y, n, slope);
}
