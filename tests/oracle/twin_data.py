"""Twins of what reads and adds up exports, from idl/FUNCTIONS.md: the rules of numbers and dates in words, said again
as patterns; tables in dictionaries."""
import datetime, re
from asking import *

GAP = '[ \u00a0\u202f]'


def digits(text, decimal, groups):
    """The number in digits with that decimal sign (or none) and those signs between groups of three, or Indian ones."""
    whole, _, rest = text.partition(decimal) if decimal and decimal in text else (text, '', '')
    if not re.fullmatch(r'\d*', rest) or not whole + rest:
        return None
    if re.fullmatch(r'\d*', whole):
        return F(D((whole or '0') + '.' + (rest or '0')))
    for g in groups:
        parts = whole.split(g)
        if len(parts) < 2 or not all(p.isdigit() for p in parts) or len(parts[-1]) != 3 or not 1 <= len(parts[0]) <= 3:
            continue
        if all(len(p) == 3 for p in parts[1:]) or len(parts[0]) <= 2 and all(len(p) == 2 for p in parts[1:-1]):
            return F(D(''.join(parts) + '.' + (rest or '0')))
    return None


def number(text, sign):
    x, share, minus = text.strip(), 1, 1
    x = re.sub('(€|\\$|£|EUR|USD)', '', x).strip()
    if x.endswith('%'):
        x, share = x[:-1].strip(), 100
    if re.fullmatch(r'\(.*\)', x):
        x, minus = x[1:-1].strip(), -1
    elif x[:1] in ('-', '+') and not x.endswith('-'):
        x, minus = x[1:].strip(), -1 if x[0] == '-' else 1
    elif x.endswith('-'):
        x, minus = x[:-1].strip(), -1
    if not re.fullmatch(r"[\d.,' \u00a0\u202f]+", x):
        no(VALUE)
    points, commas = x.count('.'), x.count(',')
    found = None
    if sign in ('point', 'comma'):
        mark, other = ('.', ',') if sign == 'point' else (',', '.')
        found = digits(x, mark, [other, ' ', "'"]) if x.count(mark) <= 1 else None
    elif points and commas:
        mark, other = ('.', ',') if x.rfind('.') > x.rfind(',') else (',', '.')
        found = digits(x, mark, [other]) if x.count(mark) == 1 else None
    elif points + commas > 1:
        found = digits(x, None, ['.' if points else ','])
    elif points + commas == 1:
        mark = '.' if points else ','
        before, after = x.split(mark)
        if len(after) == 3 and before.isdigit() and len(before) <= 3 and before.strip('0'):
            no(VALUE)
        found = digits(x, mark, [' ', "'"])
    else:
        found = digits(x, None, [' ', "'"])
    return no(VALUE) if found is None else minus * found / share


def draw_number(r):
    value = r.choice((str(r.randint(0, 9)), str(r.randint(0, 999)), str(r.randint(1000, 9999999)), str(r.randint(10 ** 9, 10 ** 11))))
    group, decimal = r.choice(((',', '.'), ('.', ','), (' ', ','), ("'", '.'), ('', '.'), ('', ','), (',', None), ('.', None)))
    if group and r.random() < 0.8:
        value = f'{int(value):,}'.replace(',', group)
    elif group == ',' and len(value) > 3:
        tail, head = value[-3:], value[:-3]
        while head:
            tail, head = head[-2:] + ',' + tail, head[:-2]
        value = tail
    if decimal and r.random() < 0.7:
        value += decimal + ''.join(r.choice('0123456789') for _ in range(r.choice((1, 2, 2, 3, 4))))
    dress = r.choice(('{}', '{}', '{}', '-{}', '{}-', '({})', '{} €', '${}', '{} %', '-{} EUR', '+{}', ' {} ', '- {}'))
    text = dress.format(value)
    if r.random() < 0.06:
        k = r.randrange(len(text) + 1)
        text = text[:k] + r.choice('x,.-(% 1') + text[k:]
    return [text, r.choice(('auto', 'auto', 'point', 'comma'))]


MONTHS = {m: k + 1 for k, m in enumerate(('jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'))}


def day(year, month, date, none=NUM):
    if year < 100:
        year += 2000 if year < 70 else 1900
    try:
        return (datetime.date(year, month, date) - datetime.date(1899, 12, 30)).days
    except ValueError:
        no(none)


def date(text, order):
    text = text.strip()
    m = re.fullmatch(r'(.*?)[T ](\d\d):(\d\d)(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?', text)
    part = F(0)
    if m:
        text, part = m[1], F(int(m[2]) * 60 + int(m[3]), 1440)
    if m := re.fullmatch(r'(\d{4})-(\d\d)-(\d\d)', text):
        return day(*map(int, m.groups())) + part
    if m := re.fullmatch(r'(\d{4})(\d\d)(\d\d)', text):
        return day(*map(int, m.groups()), VALUE) + part
    if m := re.fullmatch(r'(\d{1,2}) ([A-Za-z]{3}) (\d{4})', text):
        return day(int(m[3]), MONTHS[m[2].lower()], int(m[1]), VALUE) + part
    if m := re.fullmatch(r'([A-Za-z]{3}) (\d{4})', text):
        return day(int(m[2]), MONTHS[m[1].lower()], 1) + part
    if m := re.fullmatch(r'(\d{1,2})\.(\d{1,2})\.(\d{2}|\d{4})', text):
        if order in ('mdy', 'ymd'):
            no(NUM)
        return day(int(m[3]), int(m[2]), int(m[1])) + part
    if m := re.fullmatch(r'(\d{1,2})/(\d{1,2})/(\d{4})', text):
        a, b, year = map(int, m.groups())
        if order == 'ymd':
            no(NUM)
        if order == 'auto':
            if a == b or a > 12 or b > 12:
                order = 'mdy' if b > 12 else 'dmy'
            else:
                no(VALUE)
        return (day(year, b, a) if order == 'dmy' else day(year, a, b)) + part
    no(VALUE)


def draw_date(r):
    y, m, d = r.choice((r.randint(1971, 2068), r.randint(2020, 2027))), r.randint(1, 12), r.choice((r.randint(1, 28), 29, 30, 31))
    form = r.choice(('{y}-{m:02}-{d:02}', '{d}/{m}/{y}', '{m}/{d}/{y}', '{d:02}.{m:02}.{y}', '{d}.{m}.{s:02}', '{y}{m:02}{d:02}',
                     '{d} {w} {y}', '{w} {y}', '{m:02}-{y}x', 'soon'))
    text = form.format(y=y, m=m, d=d, s=y % 100, w=list(MONTHS)[m - 1].capitalize())
    if form[-3:] not in (' {y}', '}x', 'oon') and form != '{w} {y}' and r.random() < 0.3:
        text += r.choice((' ', 'T')) + r.choice(('06:00', '23:59:30', '12:15:00Z', '00:00:00+02:00')) if form.startswith('{y}-') else ' 06:30'
    return [text, r.choice(('auto', 'auto', 'dmy', 'mdy', 'ymd'))]


def matches(names, pattern):
    wanted = key(pattern)
    return [[float(x not in (None, '') and key(x) == wanted and wanted != '') for x in row] for row in names]


def draw_matches(r):
    texts = ['Tea*', 'tea*', ' TEA* ', 'Teapot', '?', '<5', '=x', '', None, 12.0, 12.5, '12', 'Ä', 'ä', '~']
    wide = r.randint(1, 3)
    rows = [[r.choice(texts) for _ in range(wide)] for _ in range(r.randint(1, 6))]
    rows[-1][-1] = 'end'
    return [rows, r.choice([t for t in texts if isinstance(t, str)])]


KINDS = {'bank': ('date', 'description', 'amount', 'currency', 'balance'), 'budget': ('period', 'channel', 'amount', 'version'),
         'orders': ('order', 'date', 'channel', 'vendor', 'amount', 'currency', 'invoiced', 'open')}
SAME = {'budget': ('period', 'channel'), 'orders': ('order',), 'bank': KINDS['bank']}


def rows_of(kind, tables):
    """All rows of the tables that are not blank, each with its table and the first row that is the same."""
    out, first = [], {}
    for number, table in enumerate(tables, 1):
        for row in table:
            if all(x is None for x in row):
                continue
            at = dict(zip(KINDS[kind], row + [None] * 9))
            parts = tuple(at[f] for f in SAME[kind])
            own = None if kind != 'bank' and None in parts else parts
            again = first.get(own) if own is not None else None
            out.append(dict(at, table=number, line=len(out) + 1, again=again))
            if own is not None:
                first.setdefault(own, len(out))
    return out


def filled(rows, n, wide):
    if len(rows) > n:
        no(VALUE)
    return rows + [[None] * wide] * (int(n) - len(rows))


def stack(kind, fields, n, *tables):
    names = fields.split()
    if not names or any(f not in KINDS[kind] + ('line', 'table', 'again') for f in names):
        no(ARGUMENT)
    return filled([[row[f] for f in names] for row in rows_of(kind, tables)], n, len(names))


def sums(kind, by, of, n, *tables):
    by, of = by.split(), of.split()
    numbers = {'bank': ('amount', 'balance'), 'budget': ('amount',), 'orders': ('amount', 'invoiced', 'open')}[kind]
    if not by or not of or any(f not in KINDS[kind] + ('month', 'week', 'table') for f in by) or \
       any(f not in numbers + ('count', 'missing', 'again') for f in of):
        no(ARGUMENT)
    when = {'bank': 'date', 'budget': 'period', 'orders': 'date'}[kind]
    out = {}
    asked = [f for f in of if f in numbers]
    for row in rows_of(kind, tables):
        d = row[when]
        if d is not None:
            real = datetime.date(1899, 12, 30) + datetime.timedelta(int(d))
            row['month'], row['week'] = float(int(d) - real.day + 1), float(int(d) - real.weekday())
        own = tuple(row.get(f) for f in by)
        total = out.setdefault(own, [list(own), [F(0)] * len(of)])[1]
        for k, f in enumerate(of):
            x = {'count': 1, 'missing': int(any(row[a] is None for a in asked)), 'again': int(row['again'] is not None)}[f] \
                if f not in numbers else None if row[f] is None else F(round(F(row[f]) * 100), 100)
            if x is not None:
                total[k] += x
    return filled([a + b for a, b in out.values()], n, len(by) + len(of))


def draw_tables(r, kind):
    tables = []
    for _ in range(r.randint(1, 3)):
        rows = []
        for _ in range(r.randint(1, 8)):
            date_ = float(r.choice((45992, 45993, 46023, 46050, 46060)))
            text = r.choice(('Search', 'search', 'Social', 'Fairs'))
            money_ = r.choice((None, 500.0, 500.0, round(r.uniform(-900, 900), 2)))
            rows.append({'bank': [date_, text, money_, r.choice((None, 'EUR'))], 'budget': [date_, text, money_, 'plan'],
                         'orders': [r.choice(('P1', 'p1', 'P2', 'P3', None)), date_, text, 'X', money_, 'EUR', None, money_]}[kind])
            if r.random() < 0.1:
                rows.append([None] * len(rows[-1]))
        rows[-1][1] = 46070.0 if kind == 'orders' else 'Last'
        tables.append(rows)
    return tables


def draw_stack(r):
    kind = r.choice(tuple(KINDS))
    fields = ' '.join(r.choice(KINDS[kind] + ('line', 'table', 'again')) for _ in range(r.randint(1, 4))) if r.random() < 0.95 else 'none'
    return [kind, fields, float(r.choice((30, 30, 30, 5))), *draw_tables(r, kind)]


def draw_sums(r):
    kind = r.choice(tuple(KINDS))
    by = r.choice(('month', 'week', 'table', 'channel' if kind != 'bank' else 'description', 'month table', 'currency' if kind != 'budget' else 'version'))
    return [kind, by, r.choice(('amount', 'amount count', 'count again', 'amount missing', 'again amount count missing', 'nothing')),
            float(r.choice((20, 20, 3))), *draw_tables(r, kind)]


def written_money(x, comma):
    text = f'{x:,.2f}'
    return text.replace(',', ' ').replace('.', ',').replace(' ', '.') if comma else text


def table(rows, comma, order, shape):
    """What the drawn export holds, whatever it is written like; blank rows below, as many rows as there were lines."""
    out = [[float(d), text, F(round(x * 100), 100), None, None] for d, text, x in rows]
    return out + [[None] * 5] * (shape - len(out))


def draw_table(r):
    rows = [(45600 + r.randint(0, 700), r.choice(('Rent', 'Sale 4711', 'Fee', 'Caf\u00e9')), round(r.uniform(-9000, 9000), 2)) for _ in range(r.randint(2, 12))]
    rows += [(45990, 'Rent', -1234.56), (45991, 'Sale', 12.5)] # 29 and 30 November 2025: day and decimal sign are proved
    rows = list(dict.fromkeys(rows))
    r.shuffle(rows)
    return [rows, r.random() < 0.5, r.choice(('iso', 'dmy', 'mdy', 'points')), len(rows) + 1]


def asked_table(a):
    rows, comma, order, _ = a
    lines = [['Date', 'Description', 'Amount']]
    for d, text, x in rows:
        at = datetime.date(1899, 12, 30) + datetime.timedelta(d)
        lines.append([at.strftime({'iso': '%Y-%m-%d', 'dmy': '%d/%m/%Y', 'mdy': '%m/%d/%Y', 'points': '%d.%m.%Y'}[order]), text, written_money(x, comma)])
    return [lines, 'bank']


def draw_odd(r):
    """The same export, with cells that hold no date or no amount."""
    rows, comma, order, _ = draw_table(r)
    odd = [r.choice((None,) * 5 + ('n/a', 'soon')) for _ in rows[:-2]] + [None, None]
    return [rows, comma, order, odd]


def asked_odd(a):
    rows, comma, order, odd = a
    lines, kind = asked_table([rows, comma, order, 0])
    for line, o in zip(lines[1:], odd):
        if o:
            line[0 if o == 'soon' else 2] = o
    return [lines, kind]


def report(rows, comma, order, odd):
    """What was read and its sum; an amount that is none stays empty, a line without a date is not read."""
    read = [(x, o) for x, o in zip(rows, odd) if o != 'soon']
    total = sum(F(round(x[2] * 100), 100) for x, o in read if not o)
    dropped = [x for x, o in zip(rows, odd) if o == 'soon']
    return [['status', 'ok'], ['read', len(read), Near(total, 1e4)], ['missing', sum(o == 'n/a' for o in odd)],
            ['dropped', len(dropped), Near(sum(F(round(abs(x[2]) * 100), 100) for x in dropped), 1e4)], ['decimal', ',' if comma else '.'],
            ['column', 'date', 1], ['column', 'description', 2], ['column', 'amount', 3]]


def read_report(v, a):
    of = {}
    for row in v:
        of.setdefault(row[0], []).append(row)
    lost = [row for row in of.get('dropped', [])]
    return [['status', of['status'][0][4]], ['read', of['read'][0][2], of['read'][0][3]], ['missing', sum(row[2] for row in of.get('missing', []))],
            ['dropped', sum(row[2] for row in lost), round(sum(row[3] for row in lost), 2)], ['decimal', of['decimal'][0][1]]] + \
        [row[:3] for row in of['column']]


def refused(rows, comma, order, odd):
    out = []
    for line, (row, o) in enumerate(zip(rows, odd), 2):
        if o == 'n/a':
            out.append([line, 'missing', 'amount', 'n/a', F(0)])
        elif o:
            out.append([line, 'no_date', 'date', 'soon', F(round(abs(row[2]) * 100), 100)]) # without its sign
    return out or [[None] * 5]


TWINS = {
    'DATA.REPORT': (report, draw_odd, 1e-12), 'DATA.REFUSED': (refused, draw_odd, 1e-12),
    'DATA.NUMBER': (number, draw_number, 1e-15),
    'DATA.DATE': (date, draw_date, 1e-15),
    'DATA.MATCHES': (matches, draw_matches, 0),
    'DATA.STACK': (stack, draw_stack, 0),
    'DATA.SUMS': (sums, draw_sums, 0),
    'DATA.TABLE': (table, draw_table, 0),
}
ASKED = {'DATA.TABLE': asked_table, 'DATA.REPORT': asked_odd, 'DATA.REFUSED': asked_odd}
READ = {'DATA.REPORT': read_report}
