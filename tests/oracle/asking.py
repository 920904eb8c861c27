"""What the twins share: exact numbers, the errors of a cell, and ways to draw arguments."""
import decimal, json, subprocess
from decimal import Decimal as D
from fractions import Fraction as F

decimal.getcontext().prec = 60
DIV0, NA, NUM, VALUE, ARGUMENT = '#DIV/0!', '#N/A', '#NUM!', '#VALUE!', 'Err:502'
NOCONV = 'Err:523'
STATUSES = DIV0, NA, NUM, VALUE, ARGUMENT, NOCONV
MOST = F(2) ** 1024 * (1 - F(1, 2 ** 54))


class Wrong(Exception):
    pass


def no(status):
    raise Wrong(status)


def ratio(a, b, below=DIV0):
    return no(below) if b == 0 else F(a) / F(b)


def dec(x):
    x = F(x)
    return D(x.numerator) / D(x.denominator)


def cents(x):
    """A whole number of cents as such, else None."""
    n = round(F(x) * 100)
    return F(n, 100) if abs(n) < 2 ** 53 and float(F(n, 100)) == float(x) else None


def money(*signed):
    whole = [cents(x) for x in signed]
    return sum(whole) if None not in whole else sum(F(x) for x in signed)


class Near:
    """A number that is told no more exactly than to a part of scale."""
    def __init__(self, value, scale):
        self.value, self.scale = value, scale


def cell(twin, *arguments):
    """A cell of a table, which may be an error of its own."""
    try:
        return twin(*arguments)
    except Wrong as wrong:
        return {'error': wrong.args[0]}


SHELL = '' # report.py sets it


def call(name, *arguments):
    """Another answer of the shell: for what is said to rest on it."""
    column = lambda a: [[x] for x in a] if isinstance(a, list) and not isinstance(a[0], list) else a
    line = json.dumps({'f': name, 'args': [column(a) for a in arguments]})
    answer = json.loads(subprocess.run([SHELL, 'batch'], input=line, capture_output=True, text=True).stdout)
    return answer['value'] if 'value' in answer else no(answer['error'])


def key(x):
    """A text as it is compared: without blanks around, ASCII case ignored; a number as it is written."""
    if isinstance(x, (int, float)):
        x = '%.15g' % x
    return ''.join(chr(ord(c) + 32) if 'A' <= c <= 'Z' else c for c in x.strip(' '))


# Ways to draw an argument.
def column(n, draw):
    return lambda r: [draw(r) for _ in range(r.randint(*n))]


def amount(r):
    return round(r.uniform(-1e4, 1e5), r.choice((0, 2)))


def spend(r):
    return r.choice((0.0, round(10 ** r.uniform(-2, 7), 2)))


def unit(r):
    return r.choice((0.0, 1.0, r.random(), r.random()))


def ordered(then, *draws):
    """Draws of which those at the places `then` stand in order, most of the time."""
    def asked(r):
        got = [d(r) for d in draws]
        if r.random() < 0.85:
            for place, x in zip(then, sorted(got[k] for k in then)):
                got[place] = x
        return got
    return asked


def shares(r):
    cut = sorted(r.randint(0, 100) for _ in range(r.randint(1, 8)))
    return [(b - a) / 100 for a, b in zip([0] + cut, cut)]


def cells(r):
    """A range with blanks, also all around, texts, numbers of many digits."""
    wide, draws = r.randint(1, 5), [None, '', 'CAC', 'Müller', ' b ', 0.1 + 0.2, -0.0, 1e300, 22.021095570096996, 400.5]
    return [[r.choice(draws) if r.random() < 0.8 else round(r.uniform(-1e6, 1e6), 2) for _ in range(wide)]
            for _ in range(r.randint(1, 5))]


def above0(r):
    return 10 ** r.uniform(-3, 5)


def level(r):
    return r.choice((0.8, 0.9, 0.95, 0.99, r.uniform(0.01, 0.999)))
