"""Twins of functions in closed form, from idl/FUNCTIONS.md: exact fractions, 60-digit decimals, scipy's distributions.
A twin, its arguments, the largest relative difference allowed. An argument: the entry's own bounds, or a way to draw it.
Whole tables are compared cell by cell."""
import calendar, datetime, decimal, hashlib, math
from scipy import stats
from asking import *


def quantile(level):
    return stats.norm.ppf((1 + level) / 2)


def wilson(x, n, level):
    if n == 0:
        no(DIV0)
    if x > n:
        no(NUM)
    z = dec(float(quantile(level)))
    x, n = D(int(x)), D(int(n))
    p = x / n
    middle, half = p + z * z / (2 * n), z * (p * (1 - p) / n + z * z / (4 * n * n)).sqrt()
    whole = 1 + z * z / n
    low = max(D(0), (middle - half) / whole) if x > 0 else D(0)
    return [[float(p), float(low), float(min(D(1), (middle + half) / whole)) if x < n else 1.0]]


def welch(a, b, level):
    a, b = [x for x in a if x is not None], [x for x in b if x is not None]
    if len(a) < 2 or len(b) < 2:
        no(VALUE)
    fa, fb = [F(x) for x in a], [F(x) for x in b]
    ma, mb = sum(fa) / len(fa), sum(fb) / len(fb)
    va = sum((x - ma) ** 2 for x in fa) / (len(fa) - 1) / len(fa)
    vb = sum((x - mb) ** 2 for x in fb) / (len(fb) - 1) / len(fb)
    if va + vb == 0:
        no(DIV0)
    df = float((va + vb) ** 2 / (va ** 2 / (len(fa) - 1) + vb ** 2 / (len(fb) - 1)))
    se = math.sqrt(va + vb)
    t = float(ma - mb) / se
    reach = stats.t.ppf((1 + level) / 2, df) * se
    middle = float(ma - mb)
    scale = abs(middle) + reach
    return [[Near(middle, scale), Near(middle - reach, scale), Near(middle + reach, scale), t, df,
             2 * stats.t.sf(abs(t), df)]]


def share(part, whole):
    return no(DIV0) if whole == 0 else no(NUM) if part > whole else ratio(part, whole)


def lost(start, more, *less):
    rest = F(start) + F(more) - sum(map(F, less))
    return no(DIV0) if start == 0 else no(NUM) if rest < 0 else rest / F(start)


def power(control, treated, n, _, level, sides):
    if not (0 <= control <= 1 and 0 <= treated <= 1):
        no(NUM)
    p, q = dec(control), dec(treated)
    pooled = (p + q) / 2 * (2 - p - q) / 2
    if pooled == 0:
        no(DIV0)
    z = dec(float(stats.norm.isf((1 - level) / (2 if sides == 'two' else 1))))
    found, own = dec(n).sqrt() * abs(p - q) - z * (2 * pooled).sqrt(), (p * (1 - p) + q * (1 - q)).sqrt()
    return float(found > 0) if own == 0 else stats.norm.cdf(float(found / own))


def lognormal(low, likely, high, p):
    if not low <= likely <= high:
        no(NUM)
    z, at = stats.norm.ppf(0.9), stats.norm.ppf(p)
    if abs(likely * likely / (low * high) - 1) <= 1e-3:
        return likely * math.exp(math.log(high / low) / (2 * z) * at)
    return likely * math.exp(math.log(likely / low if at < 0 else high / likely) / z * at)


def annualrate(rate, periods):
    if rate == 1:
        return D(1)
    with decimal.localcontext() as context:
        context.prec = 60 if min(abs(rate), periods) > 1e-40 else 400
        return 1 - ((1 - dec(rate)).ln() * dec(periods)).exp()


def payback(cac, arpa, margin, churn):
    m = F(arpa) * F(margin)
    if cac == 0:
        return 0
    if m <= 0 or (churn and F(cac) * F(churn) >= m):
        no(NA)
    if not churn:
        return F(cac) / m
    return (1 - dec(F(cac) * F(churn) / m)).ln() / (1 - dec(churn)).ln()


def ltv(arpa, margin, churn, discount, timing, horizon):
    m, d = dec(arpa) * dec(margin), dec(discount)
    q = (1 - dec(churn)) / (1 + d)
    first = D(1) if timing == 'begin' else q
    if horizon is None:
        if churn == 0:
            no(DIV0)
        return m * first / (1 - q)
    n = int(horizon)
    return m * (D(n) if q == 1 else first * (1 - q ** n) / (1 - q))


def grr(start, end):
    n = max(len(start), len(end))
    a, b = [[F(x or 0) for x in s] + [F(0)] * (n - len(s)) for s in (start, end)]
    return ratio(sum(min(x, y) for x, y in zip(a, b)), sum(a))


def trend(values):
    at = [(i, F(x)) for i, x in enumerate(values) if x is not None]
    slopes = sorted((y - b) / (j - i) for k, (i, b) in enumerate(at) for j, y in at[k + 1:])
    levels = sorted(x for _, x in at)
    middle = lambda s: (s[(len(s) - 1) // 2] + s[len(s) // 2]) / 2
    return ratio(middle(slopes), abs(middle(levels)))


def adstock(spend, rate, weights):
    if rate >= 1:
        no(NUM)
    kept, r = D(0), dec(rate)
    out = []
    for x in spend:
        kept = dec(x) * (1 - r if weights == 'share' else 1) + r * kept
        out.append([float(kept)])
    return out


def response(x, kind, a, b, c, d):
    x, a, b, c, d = map(dec, (x, a, b, c, d))
    power = lambda y, e: D(0) if y == 0 else (y.ln() * e).exp()
    return {'hill': lambda: a * power(x, c) / (power(b, c) + power(x, c)),
            'log': lambda: a * (1 + x / b).ln(),
            'power': lambda: a * power(x, b),
            'exp': lambda: a * (1 - power(D(2), -x / b)),
            'adbudg': lambda: a + (a + b - a) * power(x, c) / (d + power(x, c))}[kind]()


def triangular(low, likely, high, p):
    if low > high or not low <= likely <= high:
        no(NUM)
    a, m, b, p = dec(low), dec(likely), dec(high), dec(p)
    if a == b:
        return a
    return a + (p * (b - a) * (m - a)).sqrt() if p * (b - a) <= m - a else b - ((1 - p) * (b - a) * (b - m)).sqrt()


def pert(low, likely, high, p):
    if low > high or not low <= likely <= high:
        no(NUM)
    if low == high:
        return low
    s = (likely - low) / (high - low)
    return low + (high - low) * stats.beta.ppf(p, 1 + 4 * s, 1 + 4 * (1 - s))


def least_later(balances, floor):
    return [[float(money(min(balances[t:]), -floor))] for t in range(len(balances))]


def first_breach(balances, floor):
    for t, x in enumerate(balances):
        if F(x) < F(floor) - F(1, 100000):
            return t + 1
    no(NA)


def exposure(actual, accrued, order, matched):
    orders = [max(F(0), money(o, -m)) for o, m in zip(order, matched)]
    return money(*actual, *accrued) + sum(orders)


def receipts(invoices, slip):
    if sum(map(F, slip)) > 1 + F(1, 10 ** 9):
        no(NUM)
    out = [F(0)] * (len(invoices) + max(len(slip), 1) - 1)
    for t, x in enumerate(invoices):
        for k, y in enumerate(slip):
            out[t + k] += F(x) * F(y)
    return [[float(x)] for x in out]


def flow(opening, come, go):
    return [[float(money(opening, *come[:t + 1], *[-x for x in go[:t + 1]]))] for t in range(len(come))]


def split(total, weights):
    whole = sum(map(F, weights))
    if whole == 0:
        no(DIV0)
    amount_in = math.floor(F(D(repr(abs(total)))) * 100 + F(1, 2))
    ideal = [amount_in * F(w) / whole for w in weights]
    share = [math.floor(x) for x in ideal]
    for k in sorted(range(len(weights)), key=lambda k: (share[k] - ideal[k], k))[:amount_in - sum(share)]:
        share[k] += 1
    return [[math.copysign(x / 100, total) if x else 0.0] for x in share]


def next_review(day, cadence):
    at = datetime.date(1899, 12, 30) + datetime.timedelta(int(day))
    if cadence == 'weekly':
        at += datetime.timedelta(7)
    else:
        month = at.year * 12 + at.month - 1 + {'monthly': 1, 'quarterly': 3, 'yearly': 12}[cadence]
        if month // 12 > 9999:
            no(NUM)
        at = at.replace(year=month // 12, month=month % 12 + 1,
                        day=min(at.day, calendar.monthrange(month // 12, month % 12 + 1)[1]))
    while at.weekday() > 4:
        at += datetime.timedelta(1)
    return (at - datetime.date(1899, 12, 30)).days


def fingerprint(cells):
    rows = [[None if x == '' else x for x in row] for row in cells]
    blank = lambda line: all(x is None for x in line)
    while rows and blank(rows[0]):
        rows = rows[1:]
    while rows and blank(rows[-1]):
        rows = rows[:-1]
    while rows and blank([r[0] for r in rows]):
        rows = [r[1:] for r in rows]
    while rows and blank([r[-1] for r in rows]):
        rows = [r[:-1] for r in rows]
    if not rows:
        no(VALUE)
    text = f'sextant-1 {len(rows)} {len(rows[0])}\n'
    for x in (x for r in rows for x in r):
        if x is None:
            text += 'b\n'
        elif isinstance(x, str):
            text += f't {len(x.encode())} {x}\n'
        else:
            x += 0.0
            text += 'n ' + ('%.15g' % x if float('%.15g' % x) == x else '%.17g' % x) + '\n'
    sum_of = hashlib.sha256(text.encode()).hexdigest()[:16]
    return '-'.join(sum_of[k:k + 4] for k in range(0, 16, 4))


def pairs(actual, forecast):
    both = [(F(a), F(f)) for a, f in zip(actual, forecast) if a is not None and f is not None]
    return both or no(VALUE)


def slope(x, kind, a, b, c, d):
    if x == 0:
        x = 1e-3
    h = dec(x) * D('1e-20')
    with decimal.localcontext() as context:
        context.prec = 400 if kind == 'exp' else 60 # far out an exponential is level to many digits
        return (response(dec(x) + h, kind, a, b, c, d) - response(dec(x) - h, kind, a, b, c, d)) / (2 * h)


def sample_size(control, treated, _, aim, level, sides):
    if not (0 <= control <= 1 and 0 <= treated <= 1):
        no(NUM)
    p, q = dec(control), dec(treated)
    side = (1 - level) / (2 if sides == 'two' else 1)
    if aim <= side:
        no(NUM)
    if control == treated:
        no(NA)
    z, reach = dec(float(stats.norm.isf(side))), dec(float(stats.norm.ppf(aim)))
    root = z * ((p + q) * (1 - (p + q) / 2)).sqrt() + reach * (p * (1 - p) + q * (1 - q)).sqrt()
    return max(D(2), (root / (p - q)) ** 2) if root > 0 else D(2)


def runway(cash, burn):
    mean = sum(map(F, burn)) / len(burn)
    return no(NA) if mean <= 0 else F(cash) / mean


TWINS = {
    'KPI.ANNUALRATE': (annualrate, None, 1e-12), 'KPI.ARPA': (ratio, None, 1e-15), 'KPI.CAC': (ratio, None, 1e-15),
    'KPI.BREAKEVEN': (lambda m, h: no(NA) if m <= 0 else (1 + F(h)) / F(m), None, 1e-15),
    'KPI.BURNMULTIPLE': (lambda b, a: no(NA) if a < 0 else ratio(b, a), None, 1e-15),
    'KPI.CHURN': (share, ordered((0, 1), spend, spend), 1e-15),
    'KPI.CONTRIBUTION': (share, ordered((0, 1), spend, spend), 1e-15),
    'KPI.CONVERSION': (ratio, None, 1e-15), 'KPI.COSTPER': (ratio, None, 1e-15), 'KPI.LTVCAC': (ratio, None, 1e-15),
    'KPI.MER': (ratio, None, 1e-15), 'KPI.ROAS': (ratio, None, 1e-15), 'KPI.SPENDSHARE': (ratio, None, 1e-15),
    'KPI.REQUIREDCOVERAGE': (lambda w: ratio(1, w), None, 1e-15),
    'KPI.ROI': (lambda g, c: ratio(F(g) - F(c), c), None, 1e-14),
    'KPI.ROMI': (lambda r, m, s: ratio(F(r) * F(m) - F(s), s), [amount, unit, spend], 1e-11),
    'KPI.MARGIN': (lambda r, v: ratio(F(r) - F(v), r), None, 1e-14),
    'KPI.MAGIC': (lambda a, b, s, v: ratio((F(a) - F(b)) * (4 if v == 'revenue' else 1), s), None, 1e-14),
    'KPI.VELOCITY': (lambda o, v, w, d: ratio(F(o) * F(v) * F(w), d), [spend, spend, unit, spend], 1e-14),
    'KPI.WINRATE': (lambda w, l, u: ratio(w, F(w) + F(l) + F(u)), [spend, spend, spend], 1e-14),
    'KPI.PAYBACK': (payback, [spend, spend, unit, lambda r: r.choice((0.0, r.random()))], 1e-11),
    'KPI.LTV': (ltv, [spend, unit, unit, unit, lambda r: r.choice(('begin', 'end')),
                      lambda r: r.choice((None, float(r.randint(1, 60))))], 1e-11),
    'KPI.NRR': (lambda s, e, c, l, b: lost(s, F(e) + F(b), c, l), [spend, spend, spend, spend, spend], 1e-11),
    'KPI.REVENUECHURN': (lambda l, c, s: 1 - lost(s, 0, l, c), [spend, spend, spend], 1e-11),
    'TEST.POWER': (power, [unit, unit, lambda r: float(r.randint(2, 5000)), lambda r: None, level,
                           lambda r: r.choice(('two', 'one'))], 1e-9),
    'KPI.GRR': (grr, [column((12, 12), spend), column((12, 12), spend)], 1e-14),
    'KPI.TREND': (trend, [column((2, 40), amount)], 1e-13),
    'BUDGET.AVAILABLE': (lambda b, e: money(b, -e), [amount, amount], 0), 'BUDGET.PACE': (ratio, None, 1e-15),
    'BUDGET.COMPLETION': (lambda b, e: money(b, e), [amount, amount], 0),
    'BUDGET.VARIANCE': (lambda a, b, k: money(b, -a) if k == 'cost' else money(a, -b),
                        [amount, amount, lambda r: r.choice(('cost', 'revenue'))], 0),
    'BUDGET.RUNRATE': (lambda s, e, t: no(NUM) if e > t else ratio(F(s) * F(t), e), ordered((1, 2), amount, spend, above0), 1e-14),
    'BUDGET.EXPOSURE': (exposure, [column((8, 8), amount), column((8, 8), amount), column((6, 6), spend),
                                   column((6, 6), spend)], 0),
    'CASH.RUNWAY': (runway, [spend, column((1, 20), amount)], 1e-12),
    'CASH.RECEIPTS': (receipts, [column((1, 20), spend), lambda r: shares(r)], 1e-13),
    'CASH.FLOW': (flow, [amount, column((12, 12), amount), column((12, 12), amount)], 0),
    'PLAN.SPLIT': (split, [amount, column((1, 12), spend)], 0),
    'GOV.NEXTREVIEW': (next_review, [lambda r: float(r.choice((2, 2958465, r.randint(2, 2958465)))),
                                     lambda r: r.choice(('weekly', 'monthly', 'quarterly', 'yearly'))], 0),
    'GOV.FINGERPRINT': (fingerprint, [cells], 0),
    'FCST.WAPE': (lambda a, f: ratio(sum(abs(y - x) for x, y in pairs(a, f)), sum(abs(x) for x, _ in pairs(a, f))),
                  [column((12, 12), amount), column((12, 12), amount)], 1e-13),
    'FCST.BIAS': (lambda a, f: ratio(sum(y - x for x, y in pairs(a, f)), sum(x for x, _ in pairs(a, f))),
                  [column((12, 12), spend), column((12, 12), spend)], 1e-11),
    'TEST.SAMPLESIZE': (sample_size, [unit, unit, lambda r: None, lambda r: r.uniform(0.05, 0.99), level,
                                      lambda r: r.choice(('two', 'one'))], 1e-9),
    'CASH.HEADROOM': (least_later, [column((1, 30), amount), amount], 0),
    'CASH.FIRSTBREACH': (first_breach, [column((1, 30), amount), amount], 0),
    'TEST.WILSON': (wilson, [lambda r: float(r.randint(0, 400)), lambda r: float(r.choice((0, r.randint(0, 10 ** 6)))),
                             level], 1e-12),
    'TEST.WELCH': (welch, [column((1, 12), amount), column((2, 12), amount), level], 1e-7),
    'PLAN.ADSTOCK': (adstock, [column((1, 40), spend), unit, lambda r: r.choice(('share', 'first'))], 1e-13),
    'PLAN.MARGINAL': (slope, [above0, lambda r: r.choice(('hill', 'log', 'power', 'exp', 'adbudg')), above0,
                              lambda r: r.uniform(0.05, 5), lambda r: r.uniform(0.3, 4), above0], 1e-11),
    'PLAN.RESPONSE': (response, [spend, lambda r: r.choice(('hill', 'log', 'power', 'exp', 'adbudg')), above0,
                                 lambda r: r.uniform(0.05, 5), lambda r: r.uniform(0.3, 4), above0], 1e-12),
    'DRIVE.TRIANGULAR': (triangular, ordered((0, 1, 2), amount, amount, amount, unit), 1e-10),
    'DRIVE.PERT': (pert, ordered((0, 1, 2), amount, amount, amount, unit), 1e-8),
    'DRIVE.LOGNORMAL': (lognormal, ordered((0, 1, 2), above0, above0, above0, lambda r: r.uniform(1e-6, 1 - 1e-6)), 1e-12),
}
CURVE = lambda a: [a[0], [['A', a[1], None, None, None] + (
    [a[2], a[3], a[4]] if a[1] == 'hill' else [a[2], a[2] + a[3], a[4], a[5]] if a[1] == 'adbudg' else [a[2], a[3]])]]
ASKED = {'PLAN.RESPONSE': CURVE, 'PLAN.MARGINAL': CURVE}
