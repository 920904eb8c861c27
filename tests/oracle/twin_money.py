"""Twins of what is done with money over time, from idl/FUNCTIONS.md: exact fractions, dates of the standard library."""
import calendar, datetime, math
from asking import *

DAY0 = datetime.date(1899, 12, 30)


def date(serial):
    return DAY0 + datetime.timedelta(int(serial))


def serial(day):
    return (day - DAY0).days


def months_later(day, n):
    at = day.year * 12 + day.month - 1 + n
    return day.replace(year=at // 12, month=at % 12 + 1, day=min(day.day, calendar.monthrange(at // 12, at % 12 + 1)[1]))


def coverage(pipeline, target, won):
    rest = F(target) - F(won or 0)
    if abs(rest) <= F(target) / 10 ** 12:
        no(DIV0)
    return no(NA) if rest < 0 else F(pipeline) / rest


def mroas(before, spent, after, spends):
    return no(DIV0) if abs(F(spends) - F(spent)) <= F(max(spent, spends)) / 10 ** 12 else \
        (F(after) - F(before)) / (F(spends) - F(spent))


def bridge(before, after):
    if any(x < 0 for x in before + after):
        no(NUM)
    p0, p1 = math.prod(map(F, before)), math.prod(map(F, after))
    if max(p0, p1) > MOST:
        no(NUM)
    gone = [(x == 0) != (y == 0) for x, y in zip(before, after)]
    if p0 == 0 or p1 == 0:
        parts = [(p1 - p0) / sum(gone) if g else F(0) for g in gone] if p0 != p1 else [F(0)] * len(gone)
    else:
        mean = dec(p0) if abs(p1 - p0) < p0 / 10 ** 25 else dec(p1 - p0) / dec(p1 / p0).ln()
        parts = [mean * dec(F(y) / F(x)).ln() for x, y in zip(before, after)]
    return [[Near(x, max(p0, p1, 1e-300))] for x in parts]


def earned(budget, planned, done, actual, method):
    b, a = F(budget), F(actual)
    pv, ev = F(planned) * b, F(done) * b
    cpi, spi = (lambda: ratio(ev, a)), (lambda: ratio(ev, pv))
    eac = {'typical': lambda: a + ratio(b - ev, cpi()), 'atypical': lambda: a + b - ev,
           'combined': lambda: a + ratio(b - ev, cpi() * spi())}[method or 'typical']
    tcpi = lambda: F(0) if ev == b else no(NA) if a > b else ratio(b - ev, b - a)
    near = lambda x: Near(x, b + a) if not isinstance(x, dict) else x
    return [[pv, ev, near(ev - a), near(ev - pv), cell(cpi), cell(spi), cell(eac), cell_near(lambda: b - eac(), eac, b),
             cell(tcpi)]]


def cell_near(twin, scale, more):
    x = cell(twin)
    return x if isinstance(x, dict) else Near(x, abs(scale()) + more)


def runout(budget, spent, planned, start, length, rest):
    spent, planned = [F(x or 0) for x in spent], [F(x or 0) for x in planned]
    n = len(spent)
    base = sum(planned[:n])
    pace = max(F(0), sum(spent) / base) if rest == 'pace' and base else F(1)
    spends = spent + [pace * x for x in planned[n:]]
    span = {'week': lambda k: start + 7 * k, 'month': lambda k: serial(months_later(date(start), k)),
            'quarter': lambda k: serial(months_later(date(start), 3 * k)),
            'year': lambda k: serial(months_later(date(start), 12 * k))}[length]
    rows = []
    for share in (F(1, 2), F(3, 4), F(9, 10), F(1)):
        amount, before, at = share * F(budget), F(0), None
        for t, x in enumerate(spends):
            if before < amount <= before + x:
                at = t + (amount - before) / x
                break
            before += x
        if at is None:
            rows.append([float(share), amount, {'error': NA}, {'error': NA}, 'not within the plan'])
            continue
        whole = math.ceil(at) - 1
        day = {'error': NA}
        if start is not None:
            first, after = span(whole), span(whole + 1)
            day = first + math.ceil((at - whole) * (after - first)) - 1
        rows.append([float(share), amount, at, day, 'reached' if at <= n else 'expected'])
    return rows


def draw_runout(r):
    n = r.randint(1, 24)
    planned = [r.choice((0, 1000, 2500.5, round(r.uniform(0, 9000), 2), None)) for _ in range(n - 1)] + [round(r.uniform(1, 9e3), 2)]
    spent = [round(r.uniform(-500, 9000), 2) for _ in range(r.randint(1, n))]
    budget = round(r.uniform(0.3, 1.5) * (sum(x or 0 for x in planned) + 100), 2)
    return [budget, spent, planned, r.choice((None, float(r.randint(40000, 60000)))),
            r.choice(('week', 'month', 'quarter', 'year')), r.choice(('pace', 'plan'))]


RHYTHMS = {'weekly': 7, 'fortnightly': 14, 'four-weekly': 28}
MONTHLY = {'monthly': 1, 'quarterly': 3, 'half-yearly': 6, 'yearly': 12}


def days_of(first, every, until, end):
    """The days on which an item is paid, up to end."""
    k = 0
    while True:
        day = first if k == 0 else first + RHYTHMS[every] * k if every in RHYTHMS else \
            serial(months_later(date(first), MONTHLY[every] * k))
        if day > end or until is not None and day > until:
            return
        yield day
        if every == 'once':
            return
        k += 1


def schedule(items, first, weeks, categories):
    names = [key(x or '') for x in items[0]]
    if any(names.count(x) != 1 for x in ('item', 'amount', 'from', 'every')):
        no(ARGUMENT)
    field = lambda row, name: row[names.index(name)] if name in names else None
    come, go, own = [F(0)] * weeks, [F(0)] * weeks, [[F(0)] * weeks for _ in categories]
    for row in items[1:]:
        if all(x in (None, '') for x in row):
            continue
        amount, start, every, until = (field(row, x) for x in ('amount', 'from', 'every', 'until'))
        every = key(every or '') or 'once'
        if every != 'once' and every not in RHYTHMS and every not in MONTHLY:
            no(ARGUMENT)
        if not isinstance(amount, float) or not isinstance(start, float):
            no(VALUE)
        if until is not None and until < start:
            no(NUM)
        for day in days_of(start, every, until, first + 7 * weeks - 1):
            k = int((day - first) // 7)
            if k < 0:
                continue
            (come if amount > 0 else go)[k] += abs(F(amount))
            for c, name in enumerate(categories):
                if key(field(row, 'category') or '') == key(name):
                    own[c][k] += F(amount)
    exact = lambda x: F(round(x * 100), 100)
    return [[first + 7 * k, exact(come[k]), exact(go[k]), exact(come[k] - go[k])] + [exact(c[k]) for c in own]
            for k in range(weeks)]


def draw_schedule(r):
    names = ['item', 'amount', 'from', 'every', 'until', 'category']
    if r.random() < 0.3:
        names.remove('until')
    r.shuffle(names)
    first, weeks = float(r.randint(44000, 47000)), r.randint(1, 60)
    missing = r.choice(('item', 'amount', 'from', 'every', 'category')) if r.random() < 0.05 else None
    rows = [['other' if x == missing else x for x in names]]
    for i in range(r.randint(1, 8)):
        start = first + r.randint(-800, 300)
        item = {'item': f'i{i}', 'amount': round(r.uniform(-5000, 5000), 2), 'from': start,
                'every': r.choice([None, 'once', 'Weekly', *RHYTHMS, *MONTHLY]),
                'until': r.choice((None, None, start + r.randint(0, 900))), 'category': r.choice((None, 'rent', 'Sales ', 'other'))}
        if r.random() < 0.02:
            item[r.choice(('amount', 'from'))] = r.choice((None, 'soon'))
        elif r.random() < 0.02:
            item['every'] = 'now and then'
        elif r.random() < 0.02 and 'until' in names:
            item['until'] = start - 1
        rows.append([item.get(x) for x in names])
    return [rows, first, weeks, r.choice(([], ['rent'], ['sales', 'Rent', 'none']))]


def level_of(table, form, until):
    """Each customer's revenue in each month of the list; months are counted from year 0. The name as it is matched."""
    month = lambda x: date(x).year * 12 + date(x).month - 1
    pays = {}
    rows = [r for r in table if not all(x in (None, '') for x in r)]
    dates = [x for r in rows for x in {'months': [r[1]], 'contracts': [r[1], r[2]], 'events': [r[0]]}[form] if x is not None]
    first, last = month(min(dates)), month(until) if until is not None else month(max(dates))
    if first > last:
        no(NA)
    span = range(first, last + 1)
    for r in rows:
        name = key(r[1] if form == 'events' else r[0])
        own = pays.setdefault(name, dict.fromkeys(span, F(0)))
        for m in span:
            end = serial(months_later(datetime.date(m // 12, m % 12 + 1, 1), 1)) - 1
            counts = {'months': lambda: month(r[1]) == m, 'contracts': lambda: r[1] <= end and (r[2] is None or r[2] >= end),
                      'events': lambda: r[0] <= end}[form]()
            own[m] += F(r[-1]) if counts else 0
    return span, {name: {m: max(F(0), F(round(x * 100), 100)) for m, x in own.items()} for name, own in pays.items()}


def movements(table, period, part, until, shown, form):
    span, level = level_of(table[1:], form, until)
    long = {'month': 1, 'quarter': 3, 'year': 12}[period]
    starts = sorted({m - m % long for m in span})
    if part == 'movements' and len(starts) < 2:
        no(NA)
    at = [{n: own[min(p + long - 1, span[-1])] for n, own in level.items()} for p in starts]
    day = [float(serial(datetime.date(p // 12, p % 12 + 1, 1))) for p in starts]
    ever = [{n for n, x in level_then.items() if x > 0} for level_then in at]
    known = [set().union(*ever[:k]) for k in range(len(at))]
    rows = []
    if part == 'movements':
        for k in range(1, len(at)):
            a, b = at[k - 1], at[k]
            fresh = ever[k] - known[k]
            back, gone, stay = ever[k] - ever[k - 1] - fresh, ever[k - 1] - ever[k], ever[k] & ever[k - 1]
            year = {'month': 12, 'quarter': 4, 'year': 1}[period]
            keeps = [{'error': NA}] * 2
            if k >= year:
                was = sum(at[k - year].values())
                old = [(x, b[n]) for n, x in at[k - year].items() if x > 0]
                keeps = [cell(ratio, sum(y for _, y in old), was), cell(ratio, sum(min(x, y) for x, y in old), was)]
            rows.append([day[k], sum(a.values()), sum(b[n] for n in fresh), sum(max(F(0), b[n] - a[n]) for n in stay),
                         sum(max(F(0), a[n] - b[n]) for n in stay), sum(a[n] for n in gone), sum(b[n] for n in back),
                         sum(b.values()), len(ever[k]), len(fresh), len(gone)] + keeps)
        return rows[-int(shown):] if shown else rows
    from_ = max(0, len(at) - int(shown)) if shown else 0
    wide = min(60, len(at) - 1 - from_)
    for k in range(from_, len(at)):
        cohort = ever[k] - known[k]
        own = [at[j] for j in range(k, len(at))]
        sums = [sum(x[n] for n in cohort) if part == 'cohorts' else sum(x[n] > 0 for n in cohort) for x in own]
        kept = [ratio(x, sums[0]) if cohort else None for x in sums[1:]][:wide]
        rows.append([day[k], len(cohort), sum(at[k][n] for n in cohort)] + kept + [None] * (wide - len(kept)))
    return rows


def draw_movements(r):
    form = r.choice(('months', 'contracts', 'events'))
    head = {'months': ['customer', 'month', 'mrr'], 'contracts': ['customer', 'from', 'until', 'amount'],
            'events': ['date', 'customer_id', 'mrr_change']}[form]
    names = ['Ada', 'ada ', 'Bo', 'Cy', 'Di', 'Ed', 'Flo'][:r.randint(2, 7)]
    begin, days, rows = r.randint(44000, 46000), r.choice((40, 400, 1200, 2200)), []
    for _ in range(r.randint(1, 60)):
        day, amount = float(begin + r.randint(0, days)), round(r.uniform(1, 500), 2)
        if form == 'months':
            rows.append([r.choice(names), day, r.choice((amount, amount, -amount / 2 if r.random() < 0.1 else 0.0))])
            rows[-1][2] = round(rows[-1][2], 2)
        elif form == 'contracts':
            rows.append([r.choice(names), day, r.choice((None, day + r.randint(0, 700))), amount])
        else:
            rows.append([day, r.choice(names), r.choice((amount, amount, round(-amount * r.choice((0.2, 1)), 2)))])
    if form == 'months': # regular payers, so that the months are not empty
        for name in names:
            for k in range(r.randint(0, days // 30)):
                rows.append([name, float(begin + 30 * k), r.choice((100.0, 100.0, 120.55))])
    last = r.choice((None, None, float(begin + r.randint(-50, days + 100))))
    return [[head] + rows, r.choice(('month', 'quarter', 'year')), r.choice(('movements', 'cohorts', 'customers')), last,
            r.choice((None, None, float(r.randint(1, 12)))), form]


def amounts(n):
    return lambda r: [r.choice((0.0, 1.0, round(10 ** r.uniform(-2, 5), 3), round(10 ** r.uniform(-2, 5), 3))) for _ in range(n)]


def draw_bridge(r):
    n = r.randint(1, 7)
    a = amounts(n)(r)
    return [a, [x if r.random() < 0.3 else y for x, y in zip(a, amounts(n)(r))]]


part = lambda r: r.choice((0.0, 1.0, 0.25, round(r.random(), 3)))
TWINS = {
    'KPI.COVERAGE': (coverage, None, 1e-11),
    'KPI.MROAS': (mroas, [amount, spend, amount, spend], 1e-11),
    'KPI.BRIDGE': (bridge, draw_bridge, 1e-13),
    'KPI.MOVEMENTS': (movements, draw_movements, 1e-14),
    'BUDGET.EARNED': (earned, [lambda r: r.choice((100.0, round(10 ** r.uniform(0, 7), 2))), part, part,
                               lambda r: r.choice((0.0, 100.0, round(10 ** r.uniform(0, 7), 2))),
                               lambda r: r.choice(('typical', 'atypical', 'combined', None))], 1e-13),
    'BUDGET.RUNOUT': (runout, draw_runout, 1e-12),
    'CASH.SCHEDULE': (schedule, draw_schedule, 0),
}
ASKED = {'KPI.MOVEMENTS': lambda a: a[:-1], 'CASH.SCHEDULE': lambda a: a[:3] + ([[[x] for x in a[3]]] if a[3] else [])}
