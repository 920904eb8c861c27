"""Twins of plans, from idl/FUNCTIONS.md: concave curves by the price at which they all stand (bisection in 60 digits),
tables of draws by their quantiles, curves by scipy's least squares from many starts, the verdict by its rules."""
import math
import numpy
from scipy import optimize
from asking import *

HEALTH = ('good', 'weak', 'doubtful', 'usable', 'not usable', 'estimated', 'rough', 'cannot tell')


def verdict(marginal, breakeven, low, high, age, valid, health):
    if health and key(health) not in HEALTH:
        no(ARGUMENT)
    none = low is None or high is None or low == high == 0
    if not none and (low > high or not low <= marginal <= high):
        no(NUM)
    rule = 1 if none else 2 if age is None else 3 if age > (valid or 365) else \
        9 if health and key(health) in ('doubtful', 'weak', 'cannot tell', 'not usable') else 4 if low >= breakeven else \
        5 if high < breakeven else 6 if F(high) - F(low) > F(breakeven) else 7 if marginal >= breakeven else 8
    return [[{1: 'test', 2: 'test', 3: 'test', 9: 'test', 4: 'scale', 5: 'stop', 6: 'test', 7: 'hold', 8: 'fix'}[rule], str(rule)]]


def draw_verdict(r):
    step = lambda a, b: r.randint(a * 4, b * 4) / 4
    low = step(0, 4)
    high = low + step(0, 4)
    return [r.choice((low, high, (low + high) / 2, step(0, 8) if r.random() < 0.1 else low)), step(1, 5), *(r.choice(((low, high),) * 8 + ((None, None), (0.0, 0.0), (high + 1, low)))),
            r.choice((None, 0.0, 90.0, 365.0, 366.0)), r.choice((None, 180.0)), r.choice((None, None, 'nonsense' if r.random() < 0.1 else None) + HEALTH)]


def value_of(kind, a, b, x):
    return {'log': lambda: a * (1 + x / b).ln(), 'power': lambda: a * (x.ln() * b).exp() if x else D(0),
            'exp': lambda: a * (1 - (-(x / b) * D(2).ln()).exp()), 'hill': lambda: a * x / (b + x)}[kind]()


def spend_at(kind, a, b, price):
    """Where a curve's marginal return is that price; below 0: it never is."""
    return {'log': lambda: a / price - b, 'power': lambda: ((a * b / price).ln() / (1 - b)).exp(),
            'exp': lambda: b * (a * D(2).ln() / (b * price)).ln() / D(2).ln(), 'hill': lambda: (a * b / price).sqrt() - b}[kind]()


def best(curves, low, high, budget):
    """Spends of the best plan of concave curves, and the price; no budget is left where a curve still rises."""
    at = lambda price: [min(max(spend_at(k, a, b, price), l), h) for (k, a, b), l, h in zip(curves, low, high)]
    if sum(low) > budget:
        no(NA)
    if sum(high) <= budget:
        return high, D(0)
    under, over = D('1e-40'), D('1e40')
    for _ in range(260):
        middle = (under * over).sqrt()
        if sum(at(middle)) > budget:
            under = middle
        else:
            over = middle
    return at(over), over


def table_of(curves):
    return [[name, k, None, None, None, a, b] for name, (k, a, b) in zip('ABCDEFGH', curves)]


def draw_curves(r):
    out = []
    for _ in range(r.randint(1, 6)):
        k = r.choice(('log', 'power', 'exp', 'hill'))
        out.append((k, round(r.uniform(20, 900), 1), round(r.uniform(0.2, 0.8), 2) if k == 'power' else round(r.uniform(30, 900), 1)))
    return out


def draw_allocate(r):
    curves = draw_curves(r)
    low = [r.choice((0.0, 0.0, float(r.randint(1, 80)))) for _ in curves]
    high = [r.choice((None, None, l + r.randint(0, 900))) for l in low]
    return [round(r.uniform(0, 2500), 2), curves, low, high]


def exact(budget, curves, low, high):
    dec_of = [(k, dec(a), dec(b)) for k, a, b in curves]
    return dec_of, *best(dec_of, [dec(x) for x in low], [dec(x) if x is not None else dec(budget) for x in high], dec(budget))


def allocate(budget, curves, low, high):
    _, spends, _ = exact(budget, curves, low, high)
    return [[Near(x, 2e4)] for x in spends] # within two cents: 1e-6 of this


def worth(curves, spends):
    return sum(value_of(*c, x) for c, x in zip(curves, spends))


def frontier(budgets, curves, low, high):
    rows = []
    for budget in budgets:
        try:
            own, spends, price = exact(budget, curves, low, high)
            result = worth(own, spends)
            rows.append([budget, Near(result, result + 1), None])
        except Wrong:
            rows.append([budget, {'error': NA}, None])
    return rows


def certificate(budget, curves, low, high):
    try:
        own, spends, _ = exact(budget, curves, low, high)
    except Wrong:
        return [['infeasible', None, None]]
    result = worth(own, spends)
    return [['optimal', Near(result, result + 1), Near(result, result + 1)]]


def read_certificate(value, args):
    rows = dict((x[0], x[1]) for x in value)
    if rows['status'] == 'infeasible':
        return [['infeasible', None, None]]
    return [['optimal' if rows['status'] in ('optimal', 'unallocated') else rows['status'], rows['value'], rows['bound']]]


def flight(budget, curves, multipliers):
    own = [(k, dec(a) * dec(m), dec(b)) for m in multipliers for k, a, b in curves]
    spends, _ = best(own, [D(0)] * len(own), [dec(budget)] * len(own), dec(budget))
    result = worth(own, spends)
    return [[Near(result, result + 1), Near(result, result + 1)]]


def quantile(values, p):
    s = sorted(values)
    at = (len(s) - 1) * F(p)
    k = math.floor(at)
    return s[k] + (at - k) * (s[min(k + 1, len(s) - 1)] - s[k])


def along(points, x):
    """A table's response: straight lines from 0 through its points, level after the last."""
    x0, y0 = F(0), F(0)
    for x1, y1 in points:
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
        x0, y0 = x1, y1
    return y0


def gain_of(plan, today, spends, responses):
    return sum(along(list(zip(s, y)), F(p)) - along(list(zip(s, y)), F(t)) for p, t, s, y in zip(plan, today, spends, responses))


def gain(budget, spends, responses, draws, today):
    """What the table says of the plan and the cautious plan that the answer shows: nothing is off."""
    return [[Near(0, 1)] * 5] * 2


def read_gain(value, args):
    budget, spends, responses, draws, today = args
    exact_ = lambda rows: [[F(x) for x in row] for row in rows]
    spends, responses = exact_(spends), exact_(responses)
    out = []
    for column in (1, 2):
        plan = [row[column] for row in value[6:]]
        gains = [gain_of(plan, today, spends, exact_(d)) for d in draws]
        odds = sum(F(1) if g > F(1, 10 ** 9) else F(1, 2) if abs(g) <= F(1, 10 ** 9) else F(0) for g in gains) / len(gains)
        promised = gain_of(plan, today, spends, responses)
        want = [quantile(gains, F(1, 10)), quantile(gains, F(1, 2)), quantile(gains, F(9, 10)), odds, promised]
        out.append([float((F(value[k][column]) - w) / max(abs(w), 1)) for k, w in zip(range(5), want)])
    return out


def draw_gain(r):
    n, m, p = r.randint(1, 4), r.randint(2, 12), r.randint(2, 4)
    spends = [sorted(float(x) for x in r.sample(range(10, 400, 10), p)) for _ in range(n)]
    def rising(scale):
        return [[float(round(scale * a * math.sqrt(x), 2)) for x in s] for s, a in zip(spends, factor)]
    factor = [r.uniform(1, 9) for _ in range(n)]
    mean = rising(1)
    draws = []
    for _ in range(m):
        factor_of = [r.uniform(0.4, 1.6) for _ in range(n)]
        draws.append([[round(y * f, 2) for y in row] for row, f in zip(mean, factor_of)])
    budget = float(r.randint(20, 500))
    today = [round(min(budget / n, s[-1]), 2) for s in spends]
    return [budget, spends, mean, draws, today]


def asked_gain(a):
    budget, spends, responses, draws, today = a
    curves = [['ABCD'[k], 'table', None, None, None] + [x for p in zip(s, y) for x in p] for k, (s, y) in enumerate(zip(spends, responses))]
    rows = [['ABCD'[k], j + 1] + draws[j][k] for k in range(len(spends)) for j in range(len(draws))]
    return [budget, curves, rows, None, None, None, [[x] for x in today]]


SHAPES = {'hill': lambda x, b: x / (b + x), 'log': lambda x, b: numpy.log1p(x / b), 'exp': lambda x, b: 1 - 2.0 ** (-x / b),
          'power': lambda x, b: numpy.where(x > 0, numpy.maximum(x, 1e-300) ** b, 0.0)}


def fit(spend_, outcome, kind, base):
    """The least residual sum over the curve's second parameter, its gain at least 0; a fine walk, then a search."""
    x, y = numpy.array(spend_), numpy.array(outcome)
    columns = {'none': [], 'constant': [numpy.ones(len(x))], 'trend': [numpy.ones(len(x)), numpy.arange(len(x)) * 1.0]}[base]
    def rss(t):
        b = math.exp(t)
        a = numpy.column_stack([SHAPES[kind](x, b)] + columns)
        scale = numpy.sqrt((a * a).sum(0))
        solved = numpy.linalg.lstsq(a / scale, y, rcond=None)[0]
        if solved[0] < 0:
            a, scale = a[:, 1:], scale[1:]
            solved = numpy.linalg.lstsq(a / scale, y, rcond=None)[0] if len(scale) else numpy.zeros(0)
        return float(((y - (a / scale) @ solved) ** 2).sum())
    top = math.log(max(x))
    grid = numpy.linspace(-5, 2, 400) if kind == 'power' else numpy.linspace(top - 9, top + 9, 400)
    k = min(range(400), key=lambda k: rss(grid[k]))
    low, high = grid[max(0, k - 1)], grid[min(399, k + 1)]
    found = optimize.minimize_scalar(rss, bounds=(low, high), method='bounded', options={'xatol': 1e-12})
    return [[Near(min(found.fun, rss(grid[k])), float((y * y).sum()) * 1e-3)]]


def draw_fit(r):
    n, kind, base = r.randint(10, 40), r.choice(tuple(SHAPES)), r.choice(('none', 'constant', 'trend'))
    x = numpy.array([round(r.uniform(0, 100), 1) for _ in range(n)])
    half = r.uniform(0.3, 0.8) if kind == 'power' else r.uniform(15, 80)
    y = r.uniform(50, 500) * SHAPES[kind](x, half) + (r.uniform(10, 90) if base != 'none' else 0)
    return [list(x), [round(v + r.gauss(0, 6), 3) for v in y], kind, base]


def read_fit(value, args):
    return [[next(row[1] for row in value if row[0] == 'residual sum of squares')]]


pad = lambda xs: [[x] for x in xs]
plans = lambda a: [a[0], table_of(a[1]), pad(a[2]), pad(a[3]) if any(x is not None for x in a[3]) else None]
TWINS = {
    'PLAN.VERDICT': (verdict, draw_verdict, 0),
    'PLAN.ALLOCATE': (allocate, draw_allocate, 1e-6, 0.3),
    'PLAN.FRONTIER': (frontier, lambda r: [sorted(round(r.uniform(0, 2500), 2) for _ in range(3))] + draw_allocate(r)[1:], 1e-6, 0.1),
    'PLAN.CERTIFICATE': (certificate, draw_allocate, 1e-6, 0.3),
    'PLAN.FLIGHT': (flight, lambda r: [round(r.uniform(100, 4000), 2), # below, a cent is more than the bound
                                        draw_curves(r), [r.choice((1.0, 0.5, 2.0)) for _ in range(r.randint(1, 4))]], 1e-6, 0.1),
    'PLAN.GAIN': (gain, draw_gain, 1e-9, 0.1),
    'PLAN.FIT': (fit, draw_fit, 1e-6, 0.1),
}
ASKED = {'PLAN.ALLOCATE': plans, 'PLAN.FRONTIER': plans, 'PLAN.CERTIFICATE': plans,
         'PLAN.FLIGHT': lambda a: [a[0], table_of(a[1]), [[f'P{k}', m] for k, m in enumerate(a[2])]], 'PLAN.GAIN': asked_gain,
         'PLAN.FIT': lambda a: [a[0], a[1], a[2], None, None, a[3]]}
READ = {'PLAN.VERDICT': lambda v, a: [[v[0][0], v[0][1].split(':')[0]]],
        'PLAN.FRONTIER': lambda v, a: [[x[0], x[1], None] for x in v], 'PLAN.CERTIFICATE': read_certificate,
        'PLAN.FLIGHT': lambda v, a: [[next(x[-1] for x in v if x[0] == n) for n in ('total', 'at most')]],
        'PLAN.GAIN': read_gain, 'PLAN.FIT': read_fit}
