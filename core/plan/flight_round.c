/* Whole cents within crossing bounds: money flows to the periods, on to channels, their groups and the budget. */
#include "plan/flight_plan.h"
#include "plan/round.h"
#include <math.h>
#include <string.h>

/* An arc and its way back stand side by side. */
typedef struct arc {
    size_t to, next;
    double room;
} arc;

typedef struct net {
    arc *arcs;
    size_t *first, *at, *level, *queue;
    double *short_of; /* a node: what its arcs' lows bring it beyond what they take */
    size_t nodes, n_arcs;
} net;

static void connect(net *n, size_t from, size_t to, double room)
{
    n->arcs[n->n_arcs] = (arc){to, n->first[from], room};
    n->first[from] = n->n_arcs++;
    n->arcs[n->n_arcs] = (arc){from, n->first[to], 0.0};
    n->first[to] = n->n_arcs++;
}

/* An arc with a low: the low flows, and the nodes make up for it. */
static void bounded(net *n, size_t from, size_t to, double low, double high)
{
    connect(n, from, to, high - low);
    n->short_of[to] += low;
    n->short_of[from] -= low;
}

static bool layer(net *n, size_t source, size_t sink)
{
    for (size_t v = 0; v < n->nodes; v++)
        n->level[v] = SIZE_MAX;
    size_t begin = 0, end = 0;
    n->level[source] = 0;
    n->queue[end++] = source;
    while (begin < end) {
        size_t v = n->queue[begin++];
        for (size_t a = n->first[v]; a != SIZE_MAX; a = n->arcs[a].next)
            if (n->arcs[a].room > 0.5 && n->level[n->arcs[a].to] == SIZE_MAX) {
                n->level[n->arcs[a].to] = n->level[v] + 1;
                n->queue[end++] = n->arcs[a].to;
            }
    }
    return n->level[sink] != SIZE_MAX;
}

static double push(net *n, size_t v, size_t sink, double flow)
{
    if (v == sink)
        return flow;
    for (size_t *a = &n->at[v]; *a != SIZE_MAX; *a = n->arcs[*a].next) {
        arc *way = &n->arcs[*a];
        if (!(way->room > 0.5) || n->level[way->to] != n->level[v] + 1)
            continue;
        double pushed = push(n, way->to, sink, fmin(flow, way->room));
        if (pushed > 0.0) {
            way->room -= pushed;
            n->arcs[*a ^ 1].room += pushed;
            return pushed;
        }
    }
    return 0.0;
}

/* Fills the lows: true when every node's account can be made even. */
static bool circulate(net *n, size_t source, size_t sink)
{
    double wanted = 0.0, sent = 0.0;
    for (size_t v = 0; v < n->nodes; v++) {
        if (n->short_of[v] > 0.0) {
            connect(n, source, v, n->short_of[v]);
            wanted += n->short_of[v];
        } else if (n->short_of[v] < 0.0) {
            connect(n, v, sink, -n->short_of[v]);
        }
    }
    while (layer(n, source, sink)) {
        memcpy(n->at, n->first, n->nodes * sizeof *n->at);
        for (double pushed; (pushed = push(n, source, sink, INFINITY)) > 0.0;)
            sent += pushed;
    }
    return sent >= wanted;
}

/* In cents: bounds narrowed to those about an ideal. false: low > high. */
static bool narrow(double low, double high, double ideal, double near, double *least, double *most)
{
    *least = round(low * 100.0);
    *most = isinf(high) ? 1e17 : round(high * 100.0);
    if (!isnan(ideal)) {
        double room = near * 100.0 + 1e-4 + 1e-12 * fabs(ideal * 100.0);
        *least = fmax(*least, floor(ideal * 100.0 - room));
        *most = fmin(*most, ceil(ideal * 100.0 + room));
    }
    return *least <= *most;
}

static sx_status net_make(const sx_flight *f, sx_scratch *memory, net *n)
{
    size_t nodes = f->periods + f->channels + f->n_groups + 3;
    size_t arcs = 2 * (f->n + f->periods + f->channels + f->n_groups + 1 + nodes);
    *n = (net){.nodes = nodes};
    n->arcs = sx_scratch_take(memory, arcs * sizeof *n->arcs);
    n->first = sx_scratch_take(memory, 4 * nodes * sizeof *n->first);
    n->short_of = sx_scratch_take(memory, nodes * sizeof *n->short_of);
    if (!n->arcs || !n->first || !n->short_of)
        return SX_NOMEM;
    n->at = n->first + nodes;
    n->level = n->at + nodes;
    n->queue = n->level + nodes;
    for (size_t v = 0; v < nodes; v++) {
        n->first[v] = SIZE_MAX;
        n->short_of[v] = 0.0;
    }
    return SX_OK;
}

/* Sums of ideal: by groups (own channels and those below), periods and channels; NaN without one. */
static void sum_ideal(const sx_flight *f, const double *ideal, double *sums)
{
    double *period = sums + f->n_groups, *channel = period + f->periods;
    for (size_t k = 0; k < f->n_groups + f->periods + f->channels; k++)
        sums[k] = ideal ? 0.0 : (double)NAN;
    for (size_t i = 0; ideal && i < f->n; i++) {
        period[i / f->channels] += ideal[i];
        channel[i % f->channels] += ideal[i];
    }
    for (size_t c = 0; ideal && c < f->channels; c++)
        sums[f->of[c]] += channel[c];
    for (size_t g = f->n_groups; ideal && g-- > 1;)
        sums[f->groups[g].parent] += sums[g];
}

sx_status sx_flight_round(const sx_flight *f, const double *low, const double *high, const double *ideal, double near,
                          double *x, bool *found)
{
    sx_scratch memory = {0};
    net n;
    sx_status status = net_make(f, &memory, &n);
    double *sums = sx_scratch_take(&memory, (f->n_groups + f->periods + f->channels + f->n) * sizeof *sums);
    if (status != SX_OK || !sums) {
        sx_scratch_free(&memory);
        return SX_NOMEM;
    }
    const double *period = sums + f->n_groups, *channel = period + f->periods;
    double *spent = sums + f->n_groups + f->periods + f->channels, least = 0.0, most = 0.0;
    size_t periods = 0, channels = f->periods, groups = channels + f->channels, money = groups + f->n_groups;
    bool possible = true;
    sum_ideal(f, ideal, sums);
    for (size_t i = 0; i < f->n && possible; i++) { /* arc 2 i: the spend */
        possible = narrow(low[i], high[i], ideal ? ideal[i] : (double)NAN, near, &least, &most);
        spent[i] = least;
        bounded(&n, periods + i / f->channels, channels + i % f->channels, least, most);
    }
    for (size_t t = 0; t < f->periods && possible; t++) {
        possible = narrow(f->least[t], f->most[t], period[t], near, &least, &most);
        bounded(&n, money, periods + t, least, most);
    }
    for (size_t c = 0; c < f->channels && possible; c++) {
        possible = narrow(f->sum_low[c], f->sum_high[c], channel[c], near, &least, &most);
        bounded(&n, channels + c, groups + f->of[c], least, most);
    }
    for (size_t g = 0; g < f->n_groups && possible; g++) {
        possible = narrow(f->groups[g].low, f->groups[g].high, sums[g], near, &least, &most);
        if (g == 0 && ideal) /* what the ideal spends is spent */
            least = fmin(fmax(least, floor(sums[0] * 100.0 + 1e-4 + 1e-12 * sums[0])), most);
        bounded(&n, groups + g, g ? groups + f->groups[g].parent : money, least, most);
    }
    *found = possible && circulate(&n, money + 1, money + 2);
    for (size_t i = 0; i < f->n && *found; i++)
        x[i] = (spent[i] + n.arcs[2 * i + 1].room) / 100.0;
    sx_scratch_free(&memory);
    return SX_OK;
}
