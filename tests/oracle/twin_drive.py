"""Twins of the funnel, from idl/FUNCTIONS.md: every period by itself, shares of a lognormal lag by Black and Scholes'
formula in 60 digits of its own error function, scenarios as sets of overrides."""
import decimal, functools, math
from scipy import stats
from asking import *
from twin_money import bridge


@functools.lru_cache(None)
def below(x):
    """The normal distribution function, by its series or its continued fraction (Abramowitz and Stegun 26.2.10, 26.2.14)."""
    if abs(x) > 12:
        return D(1) if x > 0 else D(0)
    if x < 0:
        return 1 - below(-x)
    term, total, k = x, x, 0
    while abs(term) > D('1e-55'):
        k += 1
        term *= -x * x * (2 * k - 1) / (2 * k * (2 * k + 1))
        total += term
    pi = D('3.14159265358979323846264338327950288419716939937510582097494')
    return D('0.5') + total / (2 * pi).sqrt()


def above(k, mean, spread):
    """E (X - k)+ of a lognormal with that mean and standard deviation."""
    mean, spread = dec(mean), dec(spread)
    if k <= 0:
        return mean - k
    s = (1 + (spread / mean) ** 2).ln().sqrt()
    d = (mean / k).ln() / s
    return mean * below((d + s / 2).quantize(D('1e-40'))) - k * below((d - s / 2).quantize(D('1e-40')))


def shares_of(lag, spread, n):
    """How much of a stage comes after 0, 1, ... n - 1 periods."""
    if not spread or not lag:
        whole = math.floor(lag)
        part = dec(lag) - whole
        return [(1 - part) * (j == whole) + part * (j == whole + 1) for j in range(n)]
    c = [above(j, lag, spread) for j in range(-1, n + 1)]
    return [c[j] - 2 * c[j + 1] + c[j + 2] for j in range(n)]


def spread_out(counts, shares):
    return [sum(counts[t - j] * shares[j] for j in range(t + 1)) for t in range(len(counts))]


def drivers_of(table):
    return [dict(zip(('name', 'kind', 'low', 'likely', 'high', 'lag', 'spread'), row)) for row in table]


def flow(spend, table, n):
    """Counts of the stages, what is created and open, revenue: of each period, and of all."""
    drivers = drivers_of(table)
    counts, total = [dec(x) for x in spend] + [D(0)] * (n - len(spend)), sum(map(dec, spend))
    stages, value = [], drivers[-1]
    last_rate = max((k for k, d in enumerate(drivers) if d['kind'] == 'rate'), default=None)
    face = dec(value['likely'])
    for k, d in enumerate(drivers[:-1]):
        level = 1 / dec(d['likely']) if d['kind'] == 'cost per' else dec(d['likely'])
        counts = spread_out([level * x for x in counts], shares_of(d['lag'], d['spread'], n))
        total *= level
        stages.append((counts, total))
        if last_rate is not None and k > last_rate or last_rate is None and k > 0:
            face *= level
    opportunity = stages[last_rate - 1 if last_rate else 0]
    closing = drivers[last_rate or 1]
    created = [face * x for x in opportunity[0]]
    done = spread_out(created, shares_of(closing['lag'], closing['spread'], n))
    left, open_ = D(0), []
    for a, b in zip(created, done):
        left += a - b
        open_.append(left)
    money_ = spread_out([dec(value['likely']) * x for x in counts], shares_of(value['lag'], value['spread'], n))
    return stages, (created, face * opportunity[1]), open_, (money_, dec(value['likely']) * total)


def check(table):
    for d in drivers_of(table):
        if not d['low'] <= d['likely'] <= d['high'] or d['lag'] < 0 or d['spread'] < 0 or \
           d['spread'] and not d['lag'] or \
           d['kind'] == 'rate' and d['high'] > 1 or d['kind'] == 'cost per' and d['low'] <= 0:
            no(NUM)


def funnel(spend, table, horizon):
    check(table)
    n = int(horizon) if horizon else len(spend)
    if n < len(spend):
        no(ARGUMENT)
    stages, created, open_, money_ = flow(spend, table, n)
    columns = stages + [created, (open_, None), money_]
    near = lambda x, whole: Near(x, whole or created[1])
    rows = [[t + 1] + [near(c[t], whole) for c, whole in columns] for t in range(n)]
    rest = [Near(whole - sum(c), whole) if whole is not None else Near(0, 1) for c, whole in columns]
    return rows + [['beyond'] + rest]


def draw_table(r, lags=True, faulty=0.02, multiplier=True):
    lag = lambda: 0.0 if r.random() < 0.4 else r.choice((1.0, 2.0, round(r.uniform(0, 5), 2))) if lags else float(r.randint(0, 3))
    spread = lambda l: r.choice((0.0, round(r.uniform(0.2, 4), 2))) if lags and l else 0.0
    def row(name, kind, likely):
        l = lag()
        return [name, kind, round(likely * r.choice((1, 0.8, 0.5)), 4), likely, round(likely * r.choice((1, 1.1, 1.3)), 4), l, spread(l)]
    rows = [row('Lead', 'cost per', round(r.uniform(10, 300), 2))]
    for k in range(r.randint(0, 3)):
        rows.append(row(f'Stage {k}', 'rate', round(r.uniform(0.05, 0.7), 3)))
    if multiplier and r.random() < 0.3:
        rows.append(row('Seats', 'multiplier', round(r.uniform(1, 4), 2)))
    rows.append(row('Revenue', 'value', round(r.uniform(100, 5000), 2)))
    if r.random() < faulty:
        rows[-1][2] = rows[-1][4] + 1
    return rows


def spends(r):
    return [r.choice((0.0, round(r.uniform(10, 9000), 2))) for _ in range(r.randint(0, 11))] + [1000.0]


def draw_funnel(r):
    s = spends(r)
    return [s, draw_table(r), r.choice((None, float(len(s) + r.randint(-1 if r.random() < 0.1 else 0, 24))))]


def explain(spend, table):
    check(table)
    n = len(spend)
    stages, created, _, money_ = flow(spend, table, n)
    rows = [[1, sum(map(F, spend)), sum(map(F, spend)), 0]]
    for k, (c, whole) in enumerate(stages + [money_, created, money_]):
        rows.append([k + 2] + [Near(x, whole) for x in (whole, sum(c), whole - sum(c))])
    return rows


def reverse(target, table, by):
    check(table)
    drivers = drivers_of(table)
    if any(d['likely'] == 0 for d in drivers):
        no(DIV0)
    by = int(by or 0)
    lead, rows, count = D(0), [], F(target) / F(drivers[-1]['likely'])
    due = lambda: [float(lead), float(by - math.ceil(lead)), float(by - math.ceil(lead))]
    rows.append(['Revenue', F(target)] + due())
    lead += dec(drivers[-1]['lag'])
    last_rate = max((k for k, d in enumerate(drivers) if d['kind'] == 'rate'), default=None)
    behind = last_rate - 1 if last_rate else 0
    for k in range(len(drivers) - 2, -1, -1):
        d = drivers[k]
        rows.append([d['name'], count] + due())
        if k == behind:
            face = F(drivers[-1]['likely']) * math.prod(F(x['likely']) for x in drivers[(last_rate or 0) + 1:-1])
            rows.append(['Pipeline', count * face] + due())
        lead += dec(d['lag'])
        count = count * F(d['likely']) if d['kind'] == 'cost per' else count / F(d['likely'])
    return rows + [['Spend', count] + due()]


def lognormals(r):
    rows = draw_table(r, multiplier=False, faulty=0)
    for row in rows:
        ends = (1.0, 0.25) if row[1] == 'rate' else (2.0, 0.5)
        if r.random() < 0.25:
            row[2] = row[4] = row[3]
            row += ['fixed']
        else:
            k = r.uniform(1.05, 1.4)
            row[2], row[4] = row[3] / k, row[3] * k
            row += ['lognormal']
    return [spends(r), rows]


def tornado(spend, table):
    def revenue(levels):
        x = sum(map(F, spend)) / F(levels[0])
        for l in levels[1:]:
            x *= F(l)
        return x
    likely = [row[3] for row in table]
    rows, sigma = [], [dec(F(row[4]) / F(row[2])).ln() ** 2 if row[7] == 'lognormal' else D(0) for row in table]
    for k, row in enumerate(table):
        low, high = (revenue(likely[:k] + [x] + likely[k + 1:]) for x in (row[2], row[4]))
        rows.append([row[0], low, high, Near(abs(high - low), abs(high)), sigma[k] / sum(sigma) if sum(sigma) else F(0)])
    return sorted(rows, key=lambda x: x[0])


def scenario(table, scenarios, name):
    own = [row for row in scenarios if key(row[0]) == key(name)]
    if not own and key(name) != 'base':
        no(ARGUMENT)
    fields = ('low', 'likely', 'high', 'lag', 'spread')
    rows = [list(row) + ['pert', 'p10-p90'] for row in table]
    names = [key(row[0]) for row in table]
    if any(key(row[0]) and key(row[1]) not in names for row in own):
        no(ARGUMENT)
    for _, driver, field, value in own:
        row = rows[names.index(key(driver))]
        if field == 'scale':
            row[2:5] = [F(x) * F(value) for x in row[2:5]]
        elif field == 'distribution':
            row[7] = value
        else:
            row[2 + fields.index(field)] = value
    check(rows)
    return rows


def draw_scenario(r):
    table = draw_table(r, faulty=0)
    rows = []
    for _ in range(r.randint(1, 6)):
        field = r.choice(('low', 'likely', 'high', 'lag', 'spread', 'scale', 'distribution'))
        row = r.choice(table)
        value = {'scale': lambda: r.choice((0.5, 0.9, 1.2)), 'distribution': lambda: r.choice(('triangular', 'lognormal')),
                 'lag': lambda: float(r.randint(-1 if r.random() < 0.1 else 0, 5)), 'spread': lambda: round(r.uniform(0, 3), 1)}.get(
            field, lambda: round(row[3] * r.uniform(0.7, 1.3), 3))()
        rows.append([r.choice(('up', 'Up', 'down')), row[0] if r.random() < 0.97 else 'Nobody', field, value])
    return [table, rows, r.choice(('up', 'UP', 'down', 'base'))]


def drive_bridge(before, after, spent, spend_):
    check(before)
    check(after)
    def factors(table, s):
        stages, _, _, money_ = flow(s, table, len(s))
        levels = {row[0]: row[3] for row in table}
        return levels, sum(money_[0]) / money_[1], sum(money_[0])
    (a, ta, ra), (b, tb, rb) = factors(before, spent), factors(after, spend_)
    names = list(a) + [n for n in b if n not in a]
    cost = before[0][0]
    x = [sum(map(F, spent))] + [1 / F(a[n]) if n == cost else F(a.get(n, 1)) for n in names] + [F(ta)]
    y = [sum(map(F, spend_))] + [1 / F(b[n]) if n == cost else F(b.get(n, 1)) for n in names] + [F(tb)]
    parts = [row[0].value for row in bridge(x, y)]
    size = max(ra, rb)
    rows, total = [['Before', None, None, None, Near(ra, size)]], dec(ra)
    shown = [('Spend', x[0], y[0])] + [(n, a.get(n), b.get(n)) for n in names] + [('Timing', Near(ta, 1), Near(tb, 1))]
    for (n, p, q), part in zip(shown, parts):
        total += dec(part)
        rows.append([n, p, q, Near(part, size), Near(total, size)])
    return rows + [['Open at the start', F(0), F(0), Near(0, 1), Near(total, size)], ['After', None, None, None, Near(rb, size)]]


def draw_bridge(r):
    before, s = draw_table(r, faulty=0.01), spends(r)
    after = [list(row) for row in before]
    for row in after:
        if r.random() < 0.6:
            k = r.uniform(0.7, 1.3)
            row[2:5] = [round(x * k, 4) for x in row[2:5]]
            row[5] = row[5] if r.random() < 0.7 else float(r.randint(0, 2))
            row[6] = row[6] if row[5] else 0.0
    if len(after) > 3 and r.random() < 0.2:
        after.pop(1)
    return [before, after, s, [round(x * r.choice((1, 1.2, 0.5)), 2) for x in s]]


def spread_range(spend, table, levels, rho):
    """The closed form of DRIVE.RANGE: the logarithm of the result is normal; all of it, whenever it comes."""
    sigma = [dec(F(row[4]) / F(row[2])).ln() / (2 * dec(float(stats.norm.ppf(0.9)))) if row[7] == 'lognormal' else D(0) for row in table]
    rates = [k for k, row in enumerate(table) if row[1] == 'rate']
    out = []
    for used in ([k for k in range(len(table)) if not rates or k != rates[-1]], range(len(table))):
        middle, variance = sum(map(dec, spend)), D(0)
        for k in used:
            middle = middle / dec(table[k][3]) if table[k][1] == 'cost per' else middle * dec(table[k][3])
            variance += sum(sigma[k] * sigma[j] * (1 if j == k else dec(rho or 0)) for j in used)
        out += [middle * (dec(float(stats.norm.ppf(p))) * variance.sqrt()).exp() for p in levels] + [middle * (variance / 2).exp()]
    return [out]


def draw_range(r):
    spend, table = lognormals(r)
    for row in table:
        if row[1] == 'rate': # a lognormal that reaches 1 is cut there, and has no closed form
            row[2:5] = [x / 8 for x in row[2:5]]
    return [spend, table, sorted(r.choice(([0.5], [0.1, 0.5, 0.9], [0.05, 0.25]))), r.choice((None, 0.3, 0.6))]


def compare(spend, table, scenarios, levels, rho):
    """Scenarios that scale one driver: each is the base times a number, and so is what it differs by."""
    rows = []
    base = spread_range(spend, table, levels, rho)[0]
    n = len(levels) + 1
    for name, driver, factor in [('base', None, 1.0)] + scenarios:
        cost = driver == table[0][0]
        k = 1 / F(factor) if cost else F(factor)
        rates = [row[0] for row in table if row[1] == 'rate']
        opened = k if driver != (rates[-1] if rates else None) else F(1) # the last rate comes after the pipeline
        moved = base[n:-1]
        revenue = [dec(k) * x for x in base[n:]]
        if k < 1: # what falls most where the base is highest
            moved = spread_range(spend, table, [1 - p for p in levels], rho)[0][n:-1]
        gap = [Near(dec(k - 1) * x, 5e6 * float(abs(x))) for x in moved] + [dec(k - 1) * base[-1]] # quantiles: 8192 points
        odds = None if name == 'base' else F(1) if k > 1 else F(0) if k < 1 else F(1, 2)
        rows.append([name, odds] + [Near(x, revenue[-1]) for x in revenue] + gap +
                    [dec(opened) * x for x in base[:n]] + [Near(x, revenue[-1]) for x in revenue])
    return rows


def draw_compare(r):
    spend, table, levels, rho = draw_range(r)
    for row in table: # all of it comes within the horizon
        row[5] = row[6] = 0.0
    scenarios = [[name, r.choice(table)[0], r.choice((0.5, 0.8, 1.25, 2.0, 1.0))] for name in ('up', 'down', 'third')[:r.randint(1, 3)]]
    return [spend, table, scenarios, levels, rho]


TWINS = {
    'DRIVE.COMPARE': (compare, draw_compare, 1e-9, 0.3),
    'DRIVE.FUNNEL': (funnel, draw_funnel, 1e-9, 0.3),
    'DRIVE.EXPLAIN': (explain, lambda r: [spends(r), draw_table(r)], 1e-9, 0.3),
    'DRIVE.REVERSE': (reverse, lambda r: [float(r.choice((0, 9000, r.randint(1, 10 ** 6)))), draw_table(r, False), r.choice((None, 0.0, 12.0))], 1e-13),
    'DRIVE.TORNADO': (tornado, lognormals, 1e-9),
    'DRIVE.SCENARIO': (scenario, draw_scenario, 1e-13),
    'DRIVE.RANGE': (spread_range, draw_range, 1e-10),
    'DRIVE.BRIDGE': (drive_bridge, draw_bridge, 1e-9, 0.3),
}
ASKED = {'DRIVE.RANGE': lambda a: a + [None, None, 'closed'],
         'DRIVE.COMPARE': lambda a: a[:2] + [[[n, d, 'scale', x] for n, d, x in a[2]]] + a[3:] + [None, None, 'closed']}
READ = {'DRIVE.COMPARE': lambda v, a: [row[:2 + 4 * (len(a[3]) + 1)] for row in v],
        'DRIVE.RANGE': lambda v, a: [v[-1][1:1 + 2 * len(a[2]) + 2]],
        'DRIVE.EXPLAIN': lambda v, a: [[row[0]] + row[4:7] for row in v], 'DRIVE.TORNADO': lambda v, a: sorted(v, key=lambda x: x[0])}
