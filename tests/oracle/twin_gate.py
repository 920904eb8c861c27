"""Twins of what a gate says, from idl/FUNCTIONS.md: which kinds of fault a name or a link has; service levels minute by
minute; the plan nearest to the planned one by linear programs (HiGHS of scipy), an aim after the other."""
import datetime, math, re
import numpy
from scipy import optimize
from asking import *


def kinds(said):
    """The faults of a verdict by their first word."""
    return sorted({re.split('[: ]', part)[0] for part in said.split('; ')} - {''})


EMAIL = re.compile(r'[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}')


def campaign(name, grammar):
    names = [key(x) for x in grammar[0]]
    at = lambda row, x: row[names.index(x)] if x in names else None
    rows = grammar[1:]
    parts, found = name.split('_'), set()
    required = [key(str(at(row, 'required') or '')) not in ('no', 'optional', 'n', 'false', '0') for row in rows]
    if any(must and (k >= len(parts) or not parts[k]) for k, must in enumerate(required)):
        found.add('missing')
    if len(parts) > len(rows):
        found.add('parts')
    if re.search('[A-Z]', name):
        found.add('case')
    if re.search('[^A-Za-z0-9_-]', name):
        found.add('characters')
    for row, part in zip(rows, parts):
        allowed = [key(x) for x in re.split('[,;|]', at(row, 'values') or '') if x.strip()]
        if allowed and part and key(part) not in allowed:
            found.add('value')
    if EMAIL.search(name):
        found.add('personal')
    return sorted(found)


def draw_campaign(r):
    rows = [['quarter', '', ''], ['country', 'de,fr', 'yes'], ['theme', '', r.choice(('', 'no', 'optional'))], ['kind', 'brand; search|social', 'yes']]
    rows = rows[:r.randint(1, 4)]
    head = ['part', 'values', 'required']
    parts = [r.choice(('2026q1', '2026Q1', 'q4')), r.choice(('de', 'fr', 'DE', 'xx')), r.choice(('tea', '', 'Tee', 'gr\u00fcn', 'a b')),
             r.choice(('brand', 'social', 'other', 'jo@example.com'))][:len(rows)]
    if r.random() < 0.15:
        parts.pop()
    if r.random() < 0.1:
        parts.append('more')
    return ['_'.join(parts), [head] + rows]


PLACEHOLDER = re.compile(r'(?<!\{)(?:\{[A-Za-z0-9_.:-]+\}|\{\{[A-Za-z0-9_.:-]+\}\})(?!\})|(?<![A-Za-z0-9])__[A-Z][A-Z0-9_]*__(?:(?<=___)(?![A-Z0-9_])|(?![A-Za-z0-9_]))')


def link(url, sources, media):
    found = set()
    m = re.match(r'(?:(https?)://)?([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$', url)
    scheme, host, path, query, hash_ = m.groups()
    if not scheme and re.fullmatch(r'\{[A-Za-z0-9_.:-]*lpurl\}', host.lower()):
        scheme, host = 'the page', 'itself'
    pairs = [p.split('=', 1) + [''] * ('=' not in p) for p in (query or '?')[1:].split('&') if p]
    tags = {}
    for k, v in pairs:
        tags.setdefault(k.lower(), []).append((k, v))
    if not scheme or not host or any(not any(v for _, v in tags.get(t, [])) for t in ('utm_source', 'utm_medium', 'utm_campaign')):
        found.add('missing')
    later = {(k, v): PLACEHOLDER.sub('x', v) for own in tags.values() for k, v in own}
    if any(re.search('[A-Z]', k + later[k, v]) for t, own in tags.items() if t.startswith('utm_') for k, v in own):
        found.add('case')
    if re.search('[^!-~]', host + path) or any(re.search(r'[^A-Za-z0-9._~-]', later[k, v]) for t in ('utm_source', 'utm_medium', 'utm_campaign')
                                                   for k, v in tags.get(t, [])):
        found.add('characters')
    for t, allowed in (('utm_source', sources), ('utm_medium', media)):
        if allowed and any(v and v.lower() not in allowed and not PLACEHOLDER.search(v) for _, v in tags.get(t, [])):
            found.add('value')
    for _, medium in tags.get('utm_medium', []):
        if PLACEHOLDER.search(medium):
            continue
        words = re.split('[^a-z0-9]+', medium.lower())
        paid = any(w in ('ad', 'ads', 'sem', 'ppc') or re.match('paid|retarget|remarket|adwords|advert|sponsored|promoted|boosted', w) for w in words)
        if (paid or 'gclid' in tags) and not re.fullmatch('(.*cp.*|ppc|retargeting|paid.*)', medium.lower()):
            found.add('paid')
    if EMAIL.search(url) or 'email' in tags or 'phone' in tags:
        found.add('personal')
    return sorted(found)


def draw_link(r):
    query = [f'utm_source={r.choice(("google", "Google", "bing", "", "{{site_source_name}}"))}', f'utm_medium={r.choice(("cpc", "email", "paid-social", "social-paid", "sem", "ppc", "display-ads", "retargeting", "{network}"))}',
             f'utm_campaign={r.choice(("q1", "2026q1_de", "Q1", "a.b~c", "{campaignid}", "q1_{CampaignId}", "{campaign", "__CAMPAIGN_ID__", "q1___AID__", "__AID___q1", "2026__Q1__de", "__Q1__x", "a__B__"))}']
    if r.random() < 0.15:
        query.pop(r.randrange(3))
    if r.random() < 0.15:
        query.append(r.choice(('gclid=abc1', 'u=jo@example.com', 'x=1', 'email=x')))
    page = r.choice(('https://', 'https://', 'http://', '')) + r.choice(('example.com', 'shop.example.com')) if r.random() < 0.8 else '{lpurl}'
    return [page + r.choice(('/', '/a/b', '/\u00fc', '')) + '?' + '&'.join(query),
            r.choice(([], ['google', 'bing'])), r.choice(([], ['cpc', 'email', 'ppc']))]


def opened(a, b, calendar):
    """Opening minutes between two moments, in minutes."""
    if calendar is None:
        return b - a
    total, day = 0, a // 1440
    while day * 1440 < b:
        for low, high in calendar(day):
            total += max(0, min(b, day * 1440 + high) - max(a, day * 1440 + low))
        day += 1
    return total


def sla(created, responded, hours, now, calendar):
    minutes = lambda x: None if x is None else round(x * 1440)
    pairs = [(minutes(a), minutes(b)) for a, b in zip(created, responded)]
    if any(a is None and b is not None for a, b in pairs):
        no(VALUE)
    if any(b is not None and b < a for a, b in pairs):
        no(NUM)
    at = minutes(now) if now is not None else max(x for p in pairs for x in p if x is not None)
    week = {}
    def hours_of(day):
        if day in week:
            return week[day]
        return week.get('MTWTFSS'[day % 7] and (day - 2) % 7 - 10, [])
    own = None
    if calendar:
        names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
        for name, low, high in calendar[1:]:
            if isinstance(name, float):
                week.setdefault(int(name), [])
                if low is not None:
                    week[int(name)].append((round(low * 1440), round(high * 1440)))
                continue
            first, last = (name.split('-') + name.split('-'))[:2]
            for k in range(names.index(first), names.index(first) + (names.index(last) - names.index(first)) % 7 + 1):
                week.setdefault(k % 7 - 10, []).append((round(low * 1440), round(high * 1440)))
        own = hours_of
    took, in_time, late, overdue, left = [], 0, 0, 0, 0
    for a, b in pairs:
        if a is None or a > at:
            continue
        if b is not None and b <= at:
            t = opened(a, b, own)
            took.append(F(t, 60))
            in_time, late = in_time + (t <= hours * 60), late + (t > hours * 60)
        elif opened(a, at, own) > hours * 60:
            overdue += 1
        else:
            left += 1
    def quantile(p):
        s, k = sorted(took), (len(took) - 1) * F(p)
        k0 = math.floor(k)
        return Near(s[k0] + (k - k0) * (s[min(k0 + 1, len(s) - 1)] - s[k0]), 1)
    return [[cell(ratio, in_time, in_time + late + overdue)] + ([quantile(F(1, 2)), quantile(F(9, 10))] if took else [{'error': NA}] * 2) +
            [in_time, late, overdue, left]]


def draw_sla(r):
    n, day = r.randint(1, 15), r.randint(45000, 46000)
    created = [(day * 1440 + r.randint(0, 20 * 1440)) / 1440 for _ in range(n)]
    responded = [None if r.random() < 0.25 else (round(c * 1440) + r.choice((0, r.randint(0, 600), r.randint(0, 6000)))) / 1440 for c in created]
    calendar = None
    if r.random() < 0.7:
        calendar = [['day', 'open', 'close'], ['Mon-Fri', 9 / 24, 12.5 / 24], ['Mon-Thu', 13 / 24, 17.25 / 24]]
        if r.random() < 0.5:
            calendar.append([float(day + r.randint(0, 10)), *r.choice(((10 / 24, 14 / 24), (None, None)))])
        if r.random() < 0.3:
            calendar.append([r.choice(('Sat', 'Sat-Sun', 'Sun-Sat')), 0.25, 0.375])
    return [created, responded, float(r.choice((1, 2, 4, 8, 24))), r.choice((None, None, day + r.randint(5, 25) + 0.5)), calendar]


def levels(planned, balances, floor, restore, spend, value):
    """The aims of a plan in their order: the less the better."""
    change = [s - p for s, p in zip(spend, planned)]
    held_back = numpy.abs(numpy.cumsum(change)).sum()
    aims = [sum(map(abs, change)), held_back]
    if value:
        return [-sum(v * s for v, s in zip(value, spend))] + aims
    return ([abs(sum(change))] if restore == 'later' else []) + aims


def ebb(planned, balances, floor, low, high, value, restore):
    """One linear program an aim; each aim found is held in those that follow. Variables: spend, |change|, |held back|, |total|."""
    n = len(planned)
    zero, eye, below_ = numpy.zeros((n, n)), numpy.eye(n), numpy.tril(numpy.ones((n, n)))
    p = numpy.array(planned)
    column = lambda x: numpy.full((n, 1), x)
    a = [numpy.hstack([below_, zero, zero, column(0.0)])]
    b = [below_ @ p + numpy.array(balances) - floor]
    for sign in (1, -1):
        a += [numpy.hstack([sign * eye, -eye, zero, column(0.0)]), numpy.hstack([sign * below_, zero, -eye, column(0.0)]),
              numpy.hstack([sign * numpy.ones((1, n)), numpy.zeros((1, 2 * n)), [[-1.0]]])]
        b += [sign * p, sign * below_ @ p, numpy.array([sign * p.sum()])]
    a, b = numpy.vstack(a), numpy.concatenate(b)
    bounds = [(l or 0, h) for l, h in zip(low or [0] * n, high or [None] * n)] + [(0, None)] * (2 * n + 1)
    one = lambda k, m: numpy.concatenate([numpy.zeros(k), numpy.ones(m), numpy.zeros(3 * n + 1 - k - m)])
    change, held_back, whole = one(n, n), one(2 * n, n), one(3 * n, 1)
    aims = [change, held_back]
    if value:
        aims = [numpy.concatenate([-numpy.array(value), numpy.zeros(2 * n + 1)])] + aims
    elif restore == 'later':
        aims = [whole] + aims
    out = []
    for aim in aims:
        found = optimize.linprog(aim, A_ub=a, b_ub=b, bounds=bounds, method='highs')
        if found.status == 2:
            no(NA)
        if found.status != 0:
            raise ArithmeticError(found.message)
        out.append(Near(found.fun, 1e6))
        a, b = numpy.vstack([a, aim]), numpy.append(b, found.fun + 1e-7 * max(1, abs(found.fun)))
    return [out]


def draw_ebb(r):
    n = r.randint(1, 14)
    planned = [round(r.uniform(0, 100), 2) for _ in range(n)]
    balances, x = [], r.uniform(80, 250)
    for _ in range(n):
        x += r.uniform(-60, 60)
        balances.append(round(x, 2))
    value = [round(r.uniform(-1, 3), 2) for _ in range(n)] if r.random() < 0.3 else None
    low = [round(p * r.choice((0, 0.5)), 2) for p in planned] if r.random() < 0.4 else None
    high = [round(p * r.choice((1, 1.5, 3)), 2) for p in planned] if r.random() < 0.5 or value else None
    return [planned, balances, float(r.choice((0, 50))), low, high, value, r.choice(('later', 'never'))]


def read_ebb(v, a):
    return [[float(x) for x in levels(a[0], a[1], a[2], a[6], [row[0] for row in v], a[5])]]


column_of = lambda x: [[y] for y in x] if x else None
TWINS = {
    'GOV.CAMPAIGN': (campaign, draw_campaign, 0),
    'GOV.LINK': (link, draw_link, 0),
    'GOV.SLA': (sla, draw_sla, 1e-6),
    'CASH.EBBFLOW': (ebb, draw_ebb, 1e-6, 0.3),
}
ASKED = {'GOV.LINK': lambda a: [a[0], column_of(a[1]), column_of(a[2])]}
READ = {'GOV.CAMPAIGN': lambda v, a: kinds(v), 'GOV.LINK': lambda v, a: kinds(v), 'CASH.EBBFLOW': read_ebb}
