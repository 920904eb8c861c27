"""Twins of governance, from idl/FUNCTIONS.md: exact fractions, dates and SHA-256 of the standard library."""
import datetime, math, re
from asking import *
from twin_closed import cells, fingerprint

reads_as_number = lambda x: isinstance(x, str) and re.fullmatch(r'\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*', x) is not None
blank = lambda x: x is None or x == ''
written = lambda x: x if isinstance(x, str) else '%.15g' % x


def halves_up(x):
    """To the cent as Calc's ROUND: by the decimal text of 15 digits."""
    return F(math.floor(F(D('%.15g' % x)) * 100 + F(1, 2)), 100)


def approval(amount, action, policy, earlier, requester):
    names = [key(x) for x in policy[0]]
    if any(x not in names for x in ('action', 'from', 'to', 'approver')):
        no(VALUE)
    field = lambda row, name: row[names.index(name)]
    bands = [r for r in policy[1:] if not blank(field(r, 'action')) and key(field(r, 'action')) == key(action)]
    if not bands:
        no(ARGUMENT)
    for r in bands:
        if isinstance(field(r, 'from'), str) or isinstance(field(r, 'to'), str) or blank(field(r, 'approver')):
            no(VALUE)
    band = sorted(((halves_up(field(r, 'from') or 0), None if field(r, 'to') is None else halves_up(field(r, 'to')),
                    field(r, 'approver')) for r in bands), key=lambda b: b[0])
    if band[0][0] != 0 or any(b[1] is None or a[0] - b[1] not in (0, F(1, 100)) for a, b in zip(band[1:], band)):
        no(NUM)
    if any(b[1] is not None and b[1] < b[0] for b in band):
        no(NUM)
    now, before = halves_up(amount), sum(halves_up(x) for x in earlier)
    def approver(sum_of):
        k = next((k for k, b in enumerate(band) if b[1] is None or sum_of <= b[1]), None)
        if k is None:
            no(NA)
        while k < len(band) and requester and key(requester) in [key(band[k][2])] + [key(p) for p in re.split('[;,/&+\n]', band[k][2])]:
            k += 1
        return (k, band[k][2]) if k < len(band) else no(NA)
    k, who = approver(now + before)
    if key(approver(now)[1]) == key(who):
        return who
    text = lambda x: '%d.%02d' % divmod(int(x * 100), 100)
    return f'{who}; split: {text(now)} now and {text(before)} before make {text(now + before)}, alone it would be {approver(now)[1]}'


def draw_approval(r):
    edges = sorted(r.sample(range(1, 60), r.randint(1, 4)))
    edges = [e * 500.0 for e in edges]
    gap = r.choice((0.0, 0.01))
    people = [r.choice(('Team lead', 'Anyone; team lead')), r.choice(('Head', 'Head / Team lead')), 'CFO', r.choice(('Board', 'CFO & board', 'CFO')), 'Owner']
    rows, low = [], None
    for k, e in enumerate(edges + [None]):
        if e is None and r.random() < 0.3:
            break
        rows.append(['Spend', low, e if e is None else e, people[k]])
        low = e if e is None else round(e + gap, 2)
    if r.random() < 0.06:
        rows[-1][1] = (rows[-1][1] or 0) + r.choice((7.0, -7.0))
    elif r.random() < 0.05:
        rows[0][r.choice((1, 2))] = 'none'
    r.shuffle(rows)
    head = ['action', 'from', 'to', 'approver']
    rows += [['hire', 0.0, None, 'HR']]
    turn = r.sample(range(4), 4)
    table = [[row[k] for k in turn] for row in [head] + rows]
    amounts = lambda: r.choice((0.0, round(r.uniform(0, 30000), r.choice((0, 2, 3))), r.choice(edges), r.choice(edges) + 0.01))
    return [float(amounts()), r.choice(('spend', 'SPEND', 'spend', 'travel' if r.random() < 0.1 else 'spend')), table,
            [float(amounts()) for _ in range(r.choice((0, 0, 1, 3)))], r.choice((None, None, 'team lead', 'CFO', 'head ', 'board'))]


def tagged(spend, verdicts):
    if any(isinstance(x, str) and x for row in spend for x in row):
        no(VALUE)
    if len(spend) != len(verdicts) or len(spend[0]) != len(verdicts[0]):
        no(ARGUMENT)
    flat = [(F(x or 0), v) for p, q in zip(spend, verdicts) for x, v in zip(p, q)]
    if any(x < 0 for x, _ in flat):
        no(NUM)
    return ratio(sum(x for x, v in flat if blank(v)), sum(x for x, _ in flat))


def draw_tagged(r):
    n, w = r.randint(1, 12), r.randint(1, 2)
    bad = r.random()
    spend = [[r.choice((None, 0.0, round(r.uniform(0, 900), 2), round(r.uniform(0, 900), 2))) for _ in range(w)] for _ in range(n)]
    if bad < 0.05:
        spend[0][0] = -1.0
    elif bad < 0.1:
        spend[0][0] = 'x'
    wide = w + 1 if 0.1 < bad < 0.13 else w
    spend[-1][-1] = spend[-1][-1] or r.choice((0.0, 5.0))
    return [spend, [[r.choice(('', '', 'case', 'missing')) for _ in range(wide)] for _ in range(n)]]


def unchanged(table, signature):
    signed = re.sub('[ -]', '', signature).lower()
    if not signed:
        no(NA)
    if len(signed) not in (16, 64) or re.search('[^0-9a-f]', signed):
        no(ARGUMENT)
    try:
        return float(fingerprint(table).replace('-', '').startswith(signed[:16]) and len(signed) == 16)
    except Wrong:
        return 0.0


def draw_unchanged(r):
    table = cells(r)
    try:
        sign = fingerprint(table)
    except Wrong:
        sign = '0123-4567-89ab-cdef'
    kind = r.random()
    if kind < 0.3:
        k = r.randrange(len(table))
        table[k] = [r.choice((None, 'y', 7.0)) for _ in table[k]]
    return [table, r.choice((sign, sign.upper(), sign.replace('-', ' '), sign.replace('-', ''))) if kind < 0.9 else
            r.choice(('', ' ', 'abc', 'zzzz-zzzz-zzzz-zzzz', sign + '0'))]


def in_force(wanted, dictionary, name, day):
    names = [key(x).replace('_', ' ') for x in dictionary[0]]
    if any(x not in names for x in ('id', 'version', 'formula in words', 'effective from')):
        no(VALUE)
    at = lambda row, x: row[names.index(x)] if x in names else None
    rows = [r for r in dictionary[1:] if not blank(at(r, 'id')) and key(at(r, 'id')) == key(name)]
    for r in rows:
        if not isinstance(at(r, 'effective from'), float) or isinstance(at(r, 'effective to'), str):
            no(VALUE)
    if not rows:
        no(NA)
    begin = [at(r, 'effective from') for r in rows]
    if any(not 2 <= b < 2958466 for b in begin):
        no(NUM)
    day = math.floor(max(begin) if day is None else day)
    found = []
    for r, b in zip(rows, begin):
        to = at(r, 'effective to')
        later = [x for x in begin if x > b]
        end = math.floor(to) if to is not None else min(later) - 1 if later else 3e6
        if b <= day <= end:
            found.append(r)
    if len(found) != 1:
        no(NUM if found else NA)
    answer = at(found[0], wanted)
    return no(VALUE) if blank(answer) else written(answer)


def draw_dictionary(r):
    names = ['id', 'version', 'formula in words', 'effective from'] + r.choice(([], ['effective to'], ['owner']))
    rows = []
    for k in range(r.randint(1, 6)):
        begin = float(r.choice((45000, 45100, 45365, 45700, 46000)) + r.randint(0, 3) * 10)
        row = {'id': r.choice(('CAC', 'cac ', 'MQL')), 'version': r.choice((float(k), 1.5, f'v{k}')), 'formula in words': f'formula {k}',
               'effective from': begin, 'effective to': r.choice((None, begin + r.randint(0, 400))), 'owner': 'x'}
        if r.random() < 0.02:
            row[r.choice(('version', 'formula in words', 'effective from'))] = None
        rows.append([row[n] for n in names])
    head = list(names)
    if r.random() < 0.03:
        head[r.randrange(4)] = 'other'
    return [[head] + rows, r.choice(('CAC', ' cac', 'mql', 'none')), r.choice((None, float(r.randint(44990, 46500))))]


def maturity(scores):
    number = lambda x: isinstance(x, (int, float))
    rows = scores
    first = rows[0][1:]
    if any(isinstance(x, str) and x.strip() and not reads_as_number(x) for x in first) and not any(number(x) for x in first):
        rows = rows[1:]
    stage, order = {}, []
    for row in rows:
        if all(blank(x) for x in row):
            continue
        if any(isinstance(x, str) and x for x in row[1:]):
            no(VALUE)
        own = [x for x in row[1:] if number(x)]
        if blank(row[0]):
            no(VALUE)
        if any(not 1 <= x <= 3 for x in own):
            no(NUM)
        name = key(row[0])
        if name not in stage:
            stage[name] = []
            order.append((name, written(row[0])))
        stage[name] += own
    if not any(stage.values()):
        no(VALUE)
    out = [[shown, math.floor(min(stage[name])) if stage[name] else {'error': NA}] for name, shown in order]
    return out + [['Overall', {'error': NA} if any(isinstance(x[1], dict) for x in out) else min(x[1] for x in out)]]


def draw_maturity(r):
    wide = r.randint(1, 4)
    rows = [['Dimension'] + ['score'] * wide] if r.random() < 0.5 else []
    for _ in range(r.randint(1, 8)):
        rows.append([r.choice(('Data', 'data ', 'Forecasting', 'Governance', 'Money', 7.0)),
                     *[r.choice((1.0, 2.0, 2.5, 3.0, 2.99, 3.0, None)) for _ in range(wide)]])
    if r.random() < 0.1:
        rows[-1][1] = r.choice((0.5, 3.1, 'two'))
    elif r.random() < 0.05:
        rows[-1][0] = None
    return [rows]


def reconcile(ledger, platform, tolerance):
    sums, shown, order = {}, {}, []
    def add(side, table):
        rows = table[1:] if isinstance(table[0][-1], str) and table[0][-1].strip() and not reads_as_number(table[0][-1]) else table
        if len(table[0]) < 2:
            no(VALUE)
        for row in rows:
            if all(blank(x) for x in row):
                continue
            if not isinstance(row[-1], (int, float)) or blank(row[0]):
                no(VALUE)
            name = key(row[0])
            if name not in shown:
                shown[name] = row[0]
                order.append(name)
            sums.setdefault(name, {}).setdefault(side, []).append(row[-1])
    add(0, ledger)
    add(1, platform)
    if not order:
        no(VALUE)
    out = []
    for name in order:
        a, b = (sum(F(round(F(x) * 100), 100) for x in sums[name][s]) if s in sums[name] else None for s in (0, 1))
        apart = (a or 0) - (b or 0)
        word = 'missing in platform' if b is None else 'missing in ledger' if a is None else \
            'matched' if abs(apart) <= F(tolerance) + F(1, 100000) else 'over tolerance'
        out.append([shown[name], a, b, apart, word])
    return out


def draw_reconcile(r):
    def table():
        rows = [['key', 'note', 'amount']] if r.random() < 0.3 else []
        for _ in range(r.randint(1, 8)):
            rows.append([r.choice(('Search', 'search ', 'SOCIAL', 'Social', 'Fairs', 'Video', 17.0, '17')), None, round(r.uniform(-90, 900), 2)])
        if r.random() < 0.04:
            rows[-1][r.choice((0, 2))] = r.choice((None, 'x')) if r.random() < 0.5 else None
        return rows if r.random() < 0.5 else [[x[0], x[2]] for x in rows]
    a = table()
    b = [[y for y in x] for x in a] if r.random() < 0.4 else table()
    return [a, b, r.choice((0.0, 0.01, 5.0, 300.0))]


TWINS = {
    'GOV.APPROVAL': (approval, draw_approval, 0),
    'GOV.TAGGED': (tagged, draw_tagged, 1e-15),
    'GOV.UNCHANGED': (unchanged, draw_unchanged, 0),
    'GOV.DEFINITION': (lambda *a: in_force('formula in words', *a), draw_dictionary, 0),
    'GOV.VERSION': (lambda *a: in_force('version', *a), draw_dictionary, 0),
    'GOV.MATURITY': (maturity, draw_maturity, 0),
    'GOV.RECONCILE': (reconcile, draw_reconcile, 0),
}
ASKED = {'GOV.APPROVAL': lambda a: a[:3] + [a[3] or None, a[4]]}
