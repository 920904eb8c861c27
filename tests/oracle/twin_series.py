"""Twins of series of figures, from idl/FUNCTIONS.md: errors of forecasts, dated rows by periods, ranges that held; and the
answers that rest on FCST.AUTO, rebuilt from its rows."""
import datetime, math
from asking import *
from twin_money import date, months_later, serial
from twin_test import bounds, z_of


def accuracy(actual, forecast, history, season):
    pairs = [(F(a), F(f)) for a, f in zip(actual, forecast) if a is not None and f is not None]
    if not pairs:
        no(VALUE)
    n = len(pairs)
    e = [f - a for a, f in pairs]
    rows = [['Pairs', n], ['Mean error', Near(sum(e) / n, sum(map(abs, e)) / n)], ['Mean absolute error', sum(map(abs, e)) / n],
            ['Root mean squared error', dec(sum(x * x for x in e) / n).sqrt()],
            ['MAPE', cell(lambda: sum(ratio(abs(x), abs(a)) for x, (a, _) in zip(e, pairs)) / n)],
            ['sMAPE', sum(F(0) if a == f == 0 else 2 * abs(f - a) / (abs(a) + abs(f)) for a, f in pairs) / n],
            ['WAPE', cell(lambda: ratio(sum(map(abs, e)), sum(abs(a) for a, _ in pairs)))],
            ['Bias', cell(lambda: Near(ratio(sum(e), sum(a for a, _ in pairs)), 1))]]
    if history:
        s = int(season)
        if len(history) <= s:
            no(VALUE)
        change = [abs(F(b) - F(a)) for a, b in zip(history, history[s:])]
        rows.append(['MASE', cell(lambda: ratio(sum(map(abs, e)) / n, sum(change) / len(change)))])
    return rows


def draw_accuracy(r):
    n = r.randint(1, 15)
    some = lambda: [r.choice((None, 0.0)) if r.random() < 0.08 else round(r.gauss(50, 40), 2) for _ in range(n - 1)] + [7.5]
    history = [round(r.gauss(50, 40), 2) for _ in range(r.randint(1, 30))] if r.random() < 0.7 else []
    return [some(), some(), history, float(r.choice((1, 1, 4, 12)))]


def held(low, high, actual, level):
    rows = [x for x in zip(low, high, actual) if None not in x]
    if any(a is not None and b is not None and a > b for a, b in zip(low, high)):
        no(NUM)
    if not rows:
        no(DIV0)
    n, k = len(rows), sum(a <= x <= b for a, b, x in rows)
    share, lower, upper = bounds(k, n, z_of(level))
    return [[share, Near(lower, 1), Near(upper, 1), k, n, sum(x < a for a, _, x in rows), sum(x > b for _, b, x in rows)]]


def draw_held(r):
    n = r.randint(1, 30)
    blank = lambda x: None if r.random() < 0.06 else x
    low = [float(r.randint(0, 20)) for _ in range(n)]
    high = [x + r.randint(-1 if r.random() < 0.004 else 0, 20) for x in low]
    return [[blank(x) for x in low[:-1]] + low[-1:], [blank(x) for x in high[:-1]] + high[-1:],
            [blank(float(r.randint(0, 40))) for _ in range(n - 1)] + [9.0], r.choice((0.8, 0.95, 0.99))]


def begin(day, period):
    return {'day': lambda: day, 'week': lambda: day - datetime.timedelta(day.weekday()), 'month': lambda: day.replace(day=1),
            'quarter': lambda: day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1),
            'year': lambda: day.replace(month=1, day=1)}[period]()


def after(first, period):
    return first + datetime.timedelta({'day': 1, 'week': 7}[period]) if period in ('day', 'week') else \
        months_later(first, {'month': 1, 'quarter': 3, 'year': 12}[period])


def periods(dates, values, period, until, unfinished):
    days = [date(x) for x in dates]
    last = max(days)
    if until is not None and date(until) < last:
        no(NUM)
    of, told = {}, [d for d, x in zip(days, values) if x is not None]
    for d, x in zip(days, values):
        of.setdefault(begin(d, period), []).append((d, x))
    if until is None:
        end = last if F(len(set(told))) > F(3, 2) * len({begin(d, period) for d in told}) else after(begin(last, period), period) - datetime.timedelta(1)
    else:
        end = date(until)
    at, rows = begin(min(days), period), []
    while at <= begin(end, period):
        own = [(d, F(x)) for d, x in of.get(at, []) if x is not None]
        whole = (after(at, period) - at).days
        share = F(min(whole, (end - at).days + 1), whole)
        rows.append([serial(at), sum(x for _, x in own) if own else None, len(own), len(own) - len({d for d, _ in own}), share])
        at = after(at, period)
    if rows[-1][4] < 1 and unfinished == 'leave_out':
        rows.pop()
    elif rows[-1][4] < 1 and unfinished == 'complete' and rows[-1][1] is not None:
        rows[-1][1] /= rows[-1][4]
    return rows or no(NA)


def draw_periods(r):
    period = r.choice(('day', 'week', 'month', 'quarter', 'year'))
    wide = {'day': 20, 'week': 120, 'month': 500, 'quarter': 900, 'year': 2500}[period]
    first = r.randint(44000, 46000)
    n = r.randint(1, 40)
    dates = [float(first + r.choice((r.randint(0, wide), wide // 2))) for _ in range(n)]
    if r.random() < 0.5:
        dates = [float(serial(begin(date(x), period))) for x in dates]
    values = [None if r.random() < 0.06 else round(r.uniform(0, 900), 2) for _ in range(n - 1)] + [5.25]
    until = r.choice((None, None, max(dates) + r.randint(0, wide // 4)))
    if r.random() < 0.02:
        until = max(dates) - 1
    return [dates, values, period, until, r.choice(('keep', 'leave_out', 'complete'))]


def series(r, least=9):
    n, s = r.randint(least, 60), r.choice((1, 1, 4, 12))
    return [round(max(1, 100 + t * r.choice((0, 0.5)) + 20 * math.sin(2 * math.pi * t / max(s, 2)) + r.gauss(0, 8)), 2) for t in range(n)], float(s)


def row_of_auto(column):
    def twin(history, step, season, level):
        return [[Near(x, 1e-9) for x in row] for row in call('FCST.AUTO', history, step, season, level)][int(step) - 1][column]
    return twin


def draw_point(r):
    history, s = series(r)
    return [history, float(r.randint(1, 20)), s, r.choice((0.5, 0.8, 0.95))]


def backtest(y, horizon, season, origins, level):
    n, H, s = len(y), int(horizon), int(season)
    s = s if n >= (2 * s if s <= 24 else s + 8) else 1
    least = max(8, 2 * s if s <= 24 else s + 8)
    places = [o for o in range(n - H - int(origins) + 1, n - H + 1) if o >= least]
    if not places:
        no(VALUE)
    seen = []
    for o in places:
        auto = call('FCST.AUTO', y[:o], float(H), season, level)
        change = [abs(F(b) - F(a)) for a, b in zip(y[:o], y[s:o])]
        scale = sum(change) / len(change)
        for h in range(H):
            naive = F(y[o - s + h % s])
            seen.append((h, F(y[o + h]), F(auto[h][0]), auto[h][1] <= y[o + h] <= auto[h][2], naive, scale))
    def row(name, own):
        e = [abs(f - a) for _, a, f, *_ in own]
        en = [abs(x - a) for _, a, _, _, x, _ in own]
        return [name, cell(lambda: sum(ratio(x, o[5]) for x, o in zip(e, own)) / len(own)),
                sum(F(0) if a == f == 0 else 2 * abs(f - a) / (abs(a) + abs(f)) for _, a, f, *_ in own) / len(own),
                cell(lambda: ratio(sum(e), sum(abs(o[1]) for o in own))),
                cell(lambda: Near(ratio(sum(o[2] - o[1] for o in own), sum(o[1] for o in own)), 1)), F(sum(o[3] for o in own), len(own)),
                cell(lambda: sum(ratio(x, o[5]) for x, o in zip(en, own)) / len(own)),
                cell(lambda: Near(1 - ratio(sum(e), sum(en)), 1)), len(own)]
    return [row('all', seen)] + [row(h + 1, [o for o in seen if o[0] == h]) for h in range(H)]


def draw_backtest(r):
    history, s = series(r, 12)
    return [history, float(r.randint(1, 6)), s, float(r.randint(1, 5)), 0.8]


def total(history, first, last, season, level):
    if last < first:
        no(NUM)
    rows = call('FCST.AUTO', history, last, season, level)
    return sum(F(row[0]) for row in rows[int(first) - 1:])


def draw_total(r):
    history, s = series(r)
    first = float(r.randint(1, 12))
    return [history, first, first + r.randint(-1, 12), s, 0.8]


def median(values):
    s = sorted(values)
    return (s[(len(s) - 1) // 2] + s[len(s) // 2]) / 2


def unusual(history, season, deviations):
    """Without a season; in logarithms where all values are positive."""
    n = len(history)
    unknown = [['not known'] + [None] * 5]
    if n < 7:
        return unknown
    positive = min(history) > 0
    y = [dec(x).ln() if positive else dec(x) for x in history]
    back = (lambda x: x.exp()) if positive else (lambda x: x)
    usual = []
    for i in range(n):
        first = min(max(0, i - 3), n - 7)
        usual.append(median([y[k] for k in range(first, first + 7) if k != i]))
    away = [a - b for a, b in zip(y, usual)]
    sd = D('1.4826') * median([abs(x) for x in away])
    if sd < D('1e-40'):
        return unknown
    rows = [[i + 1, F(history[i]), back(usual[i]), back(usual[i] - dec(deviations) * sd), back(usual[i] + dec(deviations) * sd), Near(away[i] / sd, 1)]
            for i in range(n) if abs(away[i]) > dec(deviations) * sd]
    return rows or [['none'] + [None] * 5]


def draw_unusual(r):
    n = r.randint(3, 60)
    y = [round(r.gauss(100, 6), 2) for _ in range(n)]
    if r.random() < 0.3:
        y = [round(x - 100, 2) for x in y]
    for _ in range(r.randint(0, 2)):
        y[r.randrange(n)] += r.choice((-60, 80, 200))
    return [y if r.random() < 0.95 else [7.0] * n, 1.0, r.choice((3.0, 5.0))]


def apart_by(history, season):
    """FCST.SEASON without a season: five periods about each, fewer towards the ends."""
    y, n = [F(x) for x in history], len(history)
    level = []
    for i in range(n):
        k = min(2, i, n - 1 - i)
        level.append(sum(y[i - k:i + k + 1]) / (2 * k + 1))
    scale = max(y)
    return [[level[i], Near(level[i] - level[i - 1], scale) if i else {'error': NA}, F(0), Near(y[i] - level[i], scale)] for i in range(n)]


def parts(histories, horizon, season, level):
    columns = list(zip(*histories))
    auto = [call('FCST.AUTO', list(c), horizon, season, level) for c in columns]
    whole = call('FCST.AUTO', [float(sum(F(x) for x in row)) for row in histories], horizon, season, level)
    out = []
    for h in range(int(horizon)):
        rows = [[F(x) for x in a[h]] for a in [whole] + auto]
        weight = [(u - l) ** 2 for _, l, u in rows]
        gap = rows[0][0] - sum(p for p, _, _ in rows[1:])
        moved = [(-gap if k == 0 else gap) * w / sum(weight) if sum(weight) else F(0) for k, w in enumerate(weight)]
        out.append([Near(x + m, rows[0][0]) for row, m in zip(rows, moved) for x in row])
    return out


def draw_parts(r):
    a, b = [[x + 200 for x in series(r, 24)[0]] for _ in range(2)]
    n = min(len(a), len(b), 40)
    return [[[round(x, 2), round(2 * y, 2)] for x, y in zip(a[:n], b[:n])], float(r.randint(1, 8)), r.choice((1.0, 12.0 if n >= 24 else 1.0)), 0.8]


def revision(history, ago, horizon, season):
    ago, horizon = int(ago), int(horizon)
    if ago >= len(history):
        no(VALUE)
    now = call('FCST.AUTO', history, float(horizon), season)
    then = call('FCST.AUTO', history[:-ago], float(horizon + ago), season)[ago:]
    rows = [[k + 1, F(a[0]), F(b[0])] for k, (a, b) in enumerate(zip(then, now))]
    rows = [['all', sum(x[1] for x in rows), sum(x[2] for x in rows)]] + rows
    return [[n, Near(a, abs(a) + 1), Near(b, abs(b) + 1), Near(b - a, abs(a) + abs(b) + 1), Near(b - a, abs(a) + abs(b) + 1)] for n, a, b in rows]


def draw_revision(r):
    history, s = series(r, 30)
    return [history, float(r.randint(1, 4)), float(r.randint(1, 12)), s]


def model(history, season, level):
    return [[Near(row[k], 1e-9) for row in call('FCST.AUTO', history, 12.0, season, level)] for k in range(3)]


def draw_model(r):
    history, s = series(r)
    return [history, s, r.choice((0.8, 0.95))]


TWINS = {
    'FCST.ACCURACY': (accuracy, draw_accuracy, 1e-12),
    'FCST.PERIODS': (periods, draw_periods, 1e-13),
    'DRIVE.HELD': (held, draw_held, 1e-12),
    'FCST.POINT': (row_of_auto(0), draw_point, 1e-9, 0.05), 'FCST.LOWER': (row_of_auto(1), draw_point, 1e-9, 0.05),
    'FCST.UPPER': (row_of_auto(2), draw_point, 1e-9, 0.05),
    'FCST.BACKTEST': (backtest, draw_backtest, 1e-11, 0.04),
    'FCST.TOTAL': (total, draw_total, 1e-12, 0.05),
    'FCST.UNUSUAL': (unusual, draw_unusual, 1e-11),
    'FCST.SEASON': (apart_by, lambda r: [[round(r.uniform(1, 900), 2) for _ in range(r.randint(2, 40))], 1.0], 1e-12, 0.1),
    'FCST.PARTS': (parts, draw_parts, 1e-11, 0.03),
    'FCST.REVISION': (revision, draw_revision, 1e-11, 0.04),
    'FCST.MODEL': (model, draw_model, 1e-9, 0.04),
}
ASKED = {'FCST.ACCURACY': lambda a: a[:2] + [a[2] or None, a[3]]}
READ = {'FCST.TOTAL': lambda value, args: value[0][0], 'FCST.MODEL': lambda value, args: [row[4:] for row in value[:3]],
        'FCST.REVISION': lambda value, args: [row[:4] + [sum(row[4:])] for row in value]}
