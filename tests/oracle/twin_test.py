"""Twins of experiments and control charts, from idl/FUNCTIONS.md and the papers it names: numbers of 60 digits, scipy's
distributions and its search for a root. Residuals that hang together have their own simulations (core/test)."""
import math, warnings
from scipy import optimize, stats
from asking import *

warnings.filterwarnings('ignore', category=RuntimeWarning) # scipy's noncentral t far out


def z_of(level):
    return dec(float(stats.norm.isf((1 - level) / 2)))


def bounds(x, n, z):
    """Wilson's interval (Wilson 1927)."""
    p, d = D(int(x)) / D(int(n)), 1 + z * z / D(int(n))
    middle, half = p + z * z / (2 * D(int(n))), z * (p * (1 - p) / D(int(n)) + z * z / (4 * D(int(n)) ** 2)).sqrt()
    return p, (middle - half) / d if x > 0 else D(0), (middle + half) / d if x < n else D(1)


def newcombe(x1, n1, x2, n2, z):
    """Method 10 of Newcombe 1998."""
    p1, l1, u1 = bounds(x1, n1, z)
    p2, l2, u2 = bounds(x2, n2, z)
    return p1 - p2, p1 - p2 - ((p1 - l1) ** 2 + (u2 - p2) ** 2).sqrt(), p1 - p2 + ((u1 - p1) ** 2 + (p2 - l2) ** 2).sqrt()


def ratio_bounds(x1, n1, x2, n2, z):
    """MOVER-R: Donner and Zou 2012, (9): the ratio p1 / p2 and its bounds."""
    p1, l1, u1 = bounds(x1, n1, z)
    p2, l2, u2 = bounds(x2, n2, z)
    low = (p1 * p2 - max(D(0), (p1 * p2) ** 2 - l1 * u2 * (2 * p1 - l1) * (2 * p2 - u2)).sqrt()) / (u2 * (2 * p2 - u2)) \
        if u2 * (2 * p2 - u2) != 0 else None
    high = (p1 * p2 + max(D(0), (p1 * p2) ** 2 - u1 * l2 * (2 * p1 - u1) * (2 * p2 - l2)).sqrt()) / (l2 * (2 * p2 - l2))
    return low, high


def touch(x1, n1, x2, n2):
    """The p at which the nearer bound of the difference touches zero."""
    d = F(int(x1), int(n1)) - F(int(x2), int(n2))
    if d == 0:
        return 1.0
    side = 1 if d > 0 else 2
    f = lambda z: newcombe(x1, n1, x2, n2, dec(z))[side] * (1 if d > 0 else -1)
    high = 1.0
    while f(high) > 0:
        high *= 2
    return float(2 * stats.norm.sf(optimize.brentq(lambda z: float(f(z)), 1e-9, high, xtol=1e-15, rtol=1e-15)))


def lift(x1, n1, x2, n2, level):
    if n1 == 0 or n2 == 0:
        no(DIV0)
    if x1 > n1 or x2 > n2:
        no(NUM)
    z = z_of(level)
    d, low, high = newcombe(x1, n1, x2, n2, z)
    relative = [{'error': DIV0}] * 3
    if x2:
        a, b = ratio_bounds(x1, n1, x2, n2, z)
        relative = [d / (D(int(x2)) / D(int(n2))), Near(a - 1, 1), Near(b - 1, 1 + b)]
    return [[Near(d, 1e-6), Near(low, 1), Near(high, 1)] + relative + [Near(touch(x1, n1, x2, n2), 1e-3)]]


def draw_groups(r, k):
    out = []
    for _ in range(k):
        n = float(r.choice((0, r.randint(1, 60), r.randint(1, 5000), r.randint(1, 10 ** 6))) if r.random() < 0.05 else
                  r.choice((r.randint(1, 60), r.randint(1, 5000), r.randint(1, 10 ** 6))))
        x = float(round(n * r.choice((0, 1, r.random(), r.random(), 0.03, 0.05 * r.random()))))
        out.append((x + (r.random() < 0.01), n))
    return out


def variants(conversions, visitors, level):
    if len(conversions) < 2:
        no(VALUE)
    if any(n == 0 for n in visitors):
        no(DIV0)
    if any(x > n for x, n in zip(conversions, visitors)):
        no(NUM)
    (x0, *xs), (n0, *ns) = conversions, visitors
    m = len(xs)
    z = dec(float(stats.norm.isf((1 - level) / (2 * m))))
    p = [touch(x, n, x0, n0) for x, n in zip(xs, ns)]
    order, worst, holm = sorted(range(m), key=lambda k: p[k]), 0.0, [0.0] * m
    for rank, k in enumerate(order):
        worst = max(worst, min(1.0, (m - rank) * p[k]))
        holm[k] = worst
    rows = []
    for k, (x, n) in enumerate(zip(xs, ns)):
        d, low, high = newcombe(x, n, x0, n0, z)
        word = 'not shown' if not holm[k] < 1 - level else 'better' if d > 0 else 'worse'
        rows.append([D(int(x)) / D(int(n)), Near(d, 1e-6), Near(low, 1), Near(high, 1),
                     Near(d / (D(int(x0)) / D(int(n0))), 1) if x0 else {'error': DIV0}, Near(p[k], 1e-3), Near(holm[k], 1e-3), word])
    return rows


def mde(control, n, sd, power, level, sides):
    share = (1 - level) / (2 if sides == 'two' else 1)
    if sd is None and not 0 <= control <= 1:
        no(NUM)
    if power <= share:
        no(NUM)
    if sd is not None:
        df, t = 2 * (n - 1), stats.t.isf(share, 2 * (n - 1))
        found = lambda d: (stats.nct.sf(t, df, d * math.sqrt(n / 2) / sd) if d else share) - power
        high = sd / math.sqrt(n / 2) # scipy's noncentral t is none far out
        while not found(high) > 0 and high < 1e3 * sd:
            high *= 1.5
        return optimize.brentq(found, 0.0, high, xtol=1e-14 * high, rtol=1e-14)
    z, p = float(stats.norm.isf(share)), control
    def found(d):
        q = p + d
        own, pooled = math.sqrt(p * (1 - p) + q * (1 - q)), (p + q) / 2
        a = math.sqrt(n) * d - z * math.sqrt(2 * pooled * (1 - pooled))
        return (math.inf if a > 0 else -math.inf) if own == 0 else a / own - stats.norm.ppf(power)
    if p == 1 or found(1 - p) < 0:
        no(NA)
    return optimize.brentq(lambda d: max(-1e9, min(1e9, found(d))), 1e-15, 1 - p, xtol=1e-16, rtol=1e-14)


def limits(values):
    pairs = [abs(b - a) for a, b in zip(values, values[1:]) if a is not None and b is not None]
    if not pairs:
        no(VALUE)
    known = [x for x in values if x is not None]
    centre = sum(known) / len(known)
    return centre, F(266, 100) * sum(pairs) / len(pairs)


def rule_at(away, k, reach, rules):
    """The first rule that value k completes, of distances from the centre; periods without a value are not among them."""
    if abs(away[k]) > reach:
        return 1
    for rule, (of, least, share) in {2: (3, 2, F(2, 3)), 3: (5, 4, F(1, 3)), 4: (8, 8, F(0))}.items():
        for sign in (1, -1):
            window = away[max(0, k - of + 1):k + 1]
            if rule in rules and sign * away[k] > share * reach and len(window) >= least and \
               sum(sign * x > share * reach for x in window) >= least:
                return rule
    return 0


def stretches(values, rebase):
    """Where limits begin anew, by place among the values that are known."""
    at = [t for t, x in enumerate(values) if x is not None]
    begin, i = [0], 8
    while rebase == 'shift' and i + 8 <= len(at):
        before = values[at[begin[-1]]:at[i]]
        found = False
        if i - begin[-1] >= 8 and any(a is not None and b is not None for a, b in zip(before, before[1:])):
            centre, reach = limits(before)
            run = [values[t] - centre for t in at[i:i + 8]]
            found = (min(run) > 0 or max(run) < 0) and abs(sum(run)) / 8 > reach / 3
        if found:
            begin.append(i)
        i += 8 if found else 1
    return at, begin


RULES = {'all': (1, 2, 3, 4), 'limits': (1,), 'limitsruns': (1, 4)}


def xmr(values, rules, rebase):
    values = [None if x is None else F(x) for x in values]
    limits(values)
    scale = max(abs(x) for x in values if x is not None)
    at, begin = stretches(values, rebase)
    ends = begin[1:] + [len(at)]
    out = []
    for k, (first, end) in enumerate(zip(begin, ends)):
        left, right = at[first] if k else 0, at[end] if end < len(at) else len(values)
        centre, reach = limits(values[left:right])
        away = [values[t] - centre for t in at[first:end]]
        for t in range(left, right):
            rule = rule_at(away, at.index(t) - first, reach, RULES[rules]) if t in at else None
            out.append([Near(x, scale + reach) for x in (centre, centre - reach, centre + reach)] + [rule])
    return out


def signal(history, value):
    history = [None if x is None else F(x) for x in history]
    centre, reach = limits(history)
    away = [x - centre for x in history if x is not None] + [F(value) - centre]
    rule = rule_at(away, len(away) - 1, reach, RULES['all'])
    return 'in' if rule == 0 else 'trend' if rule > 1 else 'high' if F(value) > centre else 'low'


def figures(least):
    def drawn(r):
        walk, x = [], 0.0
        for _ in range(r.randint(least, 45)):
            x = r.choice((x, x * 0.8 + 3, 0.0, x - 12)) if r.random() < 0.2 else x
            walk.append(None if r.random() < 0.04 else round(100 + x + r.gauss(0, 5), 2))
        return walk if walk[-1] is not None else walk[:-1] + [100.37]
    return drawn


def regression(a, b):
    """a on b by least squares: what a geo experiment rests on."""
    n, fa, fb = len(a), [F(x) for x in a], [F(x) for x in b]
    mb, ma = sum(fb) / n, sum(fa) / n
    sxx, syy = sum((x - mb) ** 2 for x in fb), sum((y - ma) ** 2 for y in fa)
    if sxx == 0 or syy == 0:
        no(DIV0)
    slope = sum((x - mb) * (y - ma) for x, y in zip(fb, fa)) / sxx
    left = [y - ma - slope * (x - mb) for x, y in zip(fb, fa)]
    rss = sum(e * e for e in left)
    return ma, mb, slope, sxx, syy, rss, left


def geo(tb, cb, td, cd, cost, level, _):
    n, T = len(tb), len(td)
    ma, mb, slope, sxx, syy, rss, _ = regression(tb, cb)
    expected = T * ma + slope * sum(F(x) - mb for x in cd)
    effect = sum(map(F, td)) - expected
    mean = sum(map(F, cd)) / T
    df = n - 2
    scale = math.sqrt(rss / df * (T + F(T * T, n) + T * T * (mean - mb) ** 2 / sxx))
    t = stats.t.isf((1 - level) / 2, df)
    middle, reach = float(effect), t * scale
    size = abs(float(expected)) + reach
    out = [Near(middle, size), Near(middle - reach, size), Near(middle + reach, size)]
    ends = sorted(((middle - reach) / cost, (middle + reach) / cost)) if cost else None
    out += [{'error': NA}] * 3 if cost is None else [{'error': DIV0}] * 3 if cost == 0 else \
        [Near(x, size / abs(cost)) for x in (middle / cost, *ends)]
    return [out + [Near(2 * stats.t.sf(abs(middle) / scale, df), 1e-3), Near(expected, size), Near(1 - rss / syy, 1)]]


def geopower(tb, cb, periods, effect, power, level, _):
    n, T = len(tb), int(periods)
    ma, mb, slope, sxx, syy, rss, left = regression(tb, cb)
    if rss == 0:
        no(DIV0)
    if power <= (1 - level) / 2:
        no(NUM)
    df = n - 2
    scale = math.sqrt(rss / df * (T + F(T * T, n) + F(T, n - 1)))
    t = stats.t.isf((1 - level) / 2, df)
    chance = lambda e: stats.nct.sf(t, df, e / scale)
    high = scale
    while chance(high) < power:
        high *= 2
    least = optimize.brentq(lambda e: chance(e) - power, 0, high, xtol=1e-13 * high, rtol=1e-14)
    lag = sum(x * y for x, y in zip(left, left[1:])) / rss
    lag += (1 + 3 * lag) / n
    return [[Near(least, least), cell(ratio, F(least), abs(T * ma)), {'error': NA} if effect is None else Near(chance(abs(effect)), 1e-2),
             t * scale, Near(lag, 10), Near(1 - rss / syy, 1)]]


def draw_geo(r, during=True):
    n, T = r.randint(4, 30), r.randint(1, 12)
    c = [round(r.uniform(50, 150), 2) for _ in range(n + T)]
    t = [round(10 + 2 * x + r.gauss(0, 6), 2) for x in c]
    if r.random() < 0.03:
        c[:n] = [c[0]] * n
    lift_ = r.choice((0, 0, 10, 40))
    if not during:
        return [t[:n], c[:n], float(T), r.choice((None, round(r.uniform(1, 200), 2))), r.choice((0.8, 0.9, round(r.uniform(0.06, 0.97), 3))),
                r.choice((0.9, 0.95, 0.8)), 'independent']
    return [t[:n], c[:n], [round(x + lift_, 2) for x in t[n:]], c[n:], r.choice((None, 0.0, 500.0, -80.5)),
            r.choice((0.8, 0.9, 0.95, round(r.uniform(0.1, 0.99), 3))), 'independent']


def draw_variants(r):
    groups = draw_groups(r, r.randint(1 if r.random() < 0.03 else 2, 6))
    return [[x for x, _ in groups], [n for _, n in groups], r.choice((0.8, 0.9, 0.95, 0.99))]


def draw_mde(r):
    sd = r.choice((None, round(10 ** r.uniform(-1, 2), 2)))
    return [r.choice((0.0, 1.0, 0.5, round(r.random(), 3))) if sd is None else round(r.uniform(-50, 500), 1),
            float(r.choice((2, 5, 30, 400, 5000) if sd is None else (10, 30, 400, 5000))), sd, round(r.uniform(0.03, 0.99), 2), r.choice((0.8, 0.9, 0.95, 0.99)), r.choice(('two', 'one'))]


TWINS = {
    'TEST.LIFT': (lift, lambda r: [x for g in draw_groups(r, 2) for x in g] + [level(r)], 1e-9),
    'TEST.VARIANTS': (variants, draw_variants, 1e-9),
    'TEST.MDE': (mde, draw_mde, 1e-6, 0.2),
    'TEST.XMR': (xmr, [figures(2), lambda r: r.choice(('all', 'limits', 'limitsruns')),
                       lambda r: r.choice(('no', 'shift'))], 1e-13),
    'TEST.SIGNAL': (signal, [figures(2), lambda r: round(r.gauss(100, 9), 2)], 0),
    'TEST.GEO': (geo, draw_geo, 1e-7),
    'TEST.GEOPOWER': (geopower, lambda r: draw_geo(r, False), 1e-6),
}
