"""TEST.LEAD again, in numpy and scipy: least squares by singular values, correlations of arrays, every block by itself."""
import math
import numpy as np
from scipy import stats
from asking import *

SEASONS, HARMONICS = (4, 7, 12, 52), (0, 1, 2, 3, 6, 26)


def columns(x, first, seasons, past):
    n = len(x)
    t = np.arange(first, n)
    out = [np.ones(len(t)), t / n]
    for m, j in sorted({(m, j) for m, h in seasons if m for j in range(1, min(h, m // 2) + 1)}):
        out.append(np.cos(2 * np.pi * j * t / m))
        if 2 * j < m:
            out.append(np.sin(2 * np.pi * j * t / m))
    return np.array(out + [x[first - k:n - k] for k in range(1, past + 1)]).T


def fitted(x, first, seasons, past):
    """Residuals, their squares and the rank; None: fewer rows than columns."""
    a = columns(x, first, seasons, past)
    if len(a) <= a.shape[1]:
        return None
    beta, _, rank, _ = np.linalg.lstsq(a, x[first:], rcond=1e-11)
    rest = x[first:] - a @ beta
    return rest, float(rest @ rest), int(rank)


def season_of(x, asked):
    best, found = math.inf, (0, 0)
    n = len(x)
    for m in ([asked] if asked else SEASONS):
        for h in HARMONICS:
            if n < 2 * m or m < 2:
                continue
            past = int(n > 16)
            seen = fitted(x, past, [(m, min(h, m // 2))], past)
            if not seen or n - past < seen[2] + 8 or not seen[1] > 0:
                continue
            aic = (n - past) * math.log(seen[1] / (n - past)) + 2 * seen[2]
            if aic < best:
                best, found = aic, (m, min(h, m // 2))
    return found if found[1] else (0, 0)


def white(x, seasons):
    n, most = len(x), min(len(x) // 10, 4)
    best, past = math.inf, 0
    for p in range(most + 1):
        seen = fitted(x, most, seasons, p)
        if seen:
            rows, k = n - most, seen[2] + 1
            if rows - k - 1 > 0 and seen[1] > 0:
                value = rows * math.log(seen[1] / rows) + 2 * k + 2 * k * (k + 1) / (rows - k - 1)
                if value < best:
                    best, past = value, p
    rest, square, rank = fitted(x, past, seasons, past)
    scores = stats.norm.ppf(stats.rankdata(rest) / (len(rest) + 1))
    return np.concatenate([np.full(past, np.nan), scores]), n - past - rank


def correlated(u, v, lag, keep):
    """What u told lag periods earlier, beside v, at the kept periods that have both."""
    a = np.concatenate([np.full(lag, np.nan), u[:len(u) - lag]]) if lag else u
    known = keep & ~np.isnan(a) & ~np.isnan(v)
    known[:lag] = False
    return a[known], v[known]


def r_of(a, b):
    return float(np.corrcoef(a, b)[0, 1]) if len(a) > 1 and a.std() > 0 and b.std() > 0 else 0.0


def strongest(u, v, most, keep):
    seen = []
    for lag in range(1, most + 1):
        a, b = correlated(u, v, lag, keep)
        seen.append(abs(r_of(a, b)) * math.sqrt(len(a)) if len(a) > 3 else -1)
    return int(np.argmax(seen)) + 1


def lead(leading, lagging, most, level, season):
    x, y = np.array(leading, float), np.array(lagging, float)
    n = len(x)
    if n < 16:
        no(VALUE)
    lags = min(12, n // 5) if most is None else int(most)
    if 3 * lags > n:
        no(NUM)
    x, y = (np.log(s) if s.min() > 0 and s.max() > 2 * s.min() else s for s in (x, y))
    found = [season_of(s, int(season or 0)) for s in (x, y)]
    (u, fu), (v, fv) = white(x, found), white(y, found)
    taken, keep = n - min(fu, fv), np.ones(n, bool)
    lag = strongest(u, v, lags, keep)
    a, b = correlated(u, v, lag, keep)
    r, free = r_of(a, b), len(a) - taken - 1
    p = 2 * stats.t.sf(abs(r) * math.sqrt(free / (1 - r * r)), free)
    told, came = [], []
    for k in range(5):
        block = np.zeros(n, bool)
        block[k * n // 5:(k + 1) * n // 5] = True
        own = strongest(u, v, lags, ~block)
        a, b = correlated(u, v, own, ~block)
        slope = np.cov(a, b)[0, 1] / np.var(a, ddof=1)
        a, b = correlated(u, v, own, block)
        told += list(slope * a)
        came += list(b)
    out, sign = r_of(np.array(told), np.array(came)), -1 if r < 0 else 1
    half = stats.norm.ppf(0.5 + level / 2) / math.sqrt(max(len(told) - taken - 2, 1))
    low, high = sorted((sign * math.tanh(math.atanh(out) - half), sign * math.tanh(math.atanh(out) + half)))
    p = -math.expm1(lags * math.log1p(-min(p, 1 - 1e-16)))
    shown = p <= 0.8 * (1 - level) and (low > 0 or high < 0) and (sign * out > 0) == (low > 0)
    a, b = correlated(u, v, 0, keep)
    return [['leads' if shown else 'not shown', lag if shown else {'error': NA}, Near(sign * out, 1), Near(low, 1), Near(high, 1), Near(p, 1), Near(r_of(a, b), 1), n]]


def draw_lead(r):
    n = r.randint(24, 90) if r.random() < 0.95 else r.randint(3, 15)
    def one():
        kind, walk, m = r.choice('wtsg'), 0, r.choice((4, 12))
        out = []
        for t in range(n):
            e = r.gauss(0, 1)
            walk += e
            wave = math.sin(2 * math.pi * t / m)
            out.append({'w': 50 + walk, 't': 50 + 0.3 * t + e, 's': 50 + 3 * wave + e, 'g': 50 * math.exp(0.02 * t + 0.3 * wave + 0.1 * e)}[kind])
        return out
    x, y = one(), one()
    if r.random() < 0.6:
        lag, by = r.randint(1, 4), r.choice((2, -2, 1))
        push = [r.gauss(0, 1) for _ in range(n)]
        x, y = [a + 1.5 * b for a, b in zip(x, push)], [a + (by * push[t - lag] if t >= lag else 0) for t, a in enumerate(y)]
    most = r.choice((None, None, float(r.randint(1, 8))))
    return [[round(a, 3) for a in x], [round(a, 3) for a in y], most, r.choice((0.9, 0.95, 0.99)), r.choice((None, 1.0, 12.0) if n >= 48 else (None, 1.0))]


TWINS = {'TEST.LEAD': (lead, draw_lead, 1e-7, 0.3)}
