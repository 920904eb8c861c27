#!/usr/bin/env python3
"""Compares functions with implementations that share no code with the core: exact fractions and 60-digit decimals of
the standard library, scipy for distributions and searches. Prints a line a function: inputs, largest relative difference
of the numbers, how many errors agreed, and exits 1 where anything is beyond its bound. Arguments: the shell, inputs
(1000), and the functions or families to ask (all). The bounds of arguments come from the entries (idl/); the twins are
written from idl/FUNCTIONS.md alone and stand beside this, a file a family or kind."""
import asking, decimal, glob, importlib, json, math, os, random, subprocess, sys
from asking import *


def draw(r, entry):
    """A number of the entry's domain, its edges, and what lies just outside."""
    if 'values' in entry:
        return r.choice([v['id'] for v in entry['values']])
    low, high = entry.get('min', entry.get('above')), entry.get('max', entry.get('below'))
    edges = [0.0, 1.0, -1.0, 5e-324, 1e300, -1e300, 2.0 ** 53 + 1] + [float(x) for x in (low, high) if x is not None]
    if r.random() < 0.15:
        return r.choice(edges)
    if high is not None and low is not None:
        return r.uniform(low, high)
    x = 10 ** r.uniform(-6, 9)
    x = round(x, 2) if r.random() < 0.5 else x
    if low is not None and low >= 0:
        return x
    return min(x, high) if high is not None and r.random() < 0.7 else x * r.choice((-1, 1))


def outside(entry, x):
    return isinstance(x, float) and (x < entry.get('min', -math.inf) or x > entry.get('max', math.inf) or
                                     x <= entry.get('above', -math.inf) or x >= entry.get('below', math.inf))


def expected(twin, entries, arguments, own):
    try:
        if not own and any(outside(e, x) for e, x in zip(entries, arguments)):
            return NUM
        value = twin(*arguments)
    except Wrong as wrong:
        return wrong.args[0]
    except (decimal.Overflow, OverflowError):
        return NUM
    if isinstance(value, (F, int)) and abs(value) > MOST or isinstance(value, D) and abs(value) > D(int(MOST)):
        return NUM
    return value


def apart(a, b, scale=1e-300):
    return 0.0 if a == b else abs(a - b) / max(abs(a), abs(b), scale)


def difference(value, twin):
    """The largest relative difference of two answers; infinite where a text, an error, a blank or the size differs."""
    if isinstance(value, list):
        if not isinstance(twin, list) or len(value) != len(twin) or any(len(p) != len(q) for p, q in zip(value, twin)):
            return math.inf
        return max((difference(x, y) for p, q in zip(value, twin) for x, y in zip(p, q)), default=0.0)
    if isinstance(twin, Near):
        return apart(value, float(twin.value), float(twin.scale)) if isinstance(value, (int, float)) else math.inf
    if isinstance(value, (int, float)) and isinstance(twin, (int, float, F, D)):
        return apart(value, float(twin))
    return 0.0 if value == twin else math.inf


def plain(x):
    """A twin's answer as it can be read."""
    if isinstance(x, list):
        return [plain(y) for y in x]
    return plain(x.value) if isinstance(x, Near) else float(x) if isinstance(x, (F, D)) else x


def compare(shell, name, given, read, twin, draws, bound, number):
    """Asks, and returns the line of the table and whether all agreed. draws: None, a way to draw an argument each, or
    all of them at once, as they are given (a list of numbers is a column); given makes of them what the shell is asked, and
    read of the answer what the twin tells."""
    family, function = name.lower().split('.')
    entries = json.load(open(f'idl/{family}/{function}.json'))['args']
    r = random.Random(name)
    asked = [draws(r) if callable(draws) else [d(r) for d in draws] if draws else [draw(r, e) for e in entries]
             for _ in range(number)]
    column = lambda a: [[x] for x in a] if isinstance(a, list) and not (a and isinstance(a[0], list)) else a
    lines = [json.dumps({'f': name, 'args': [column(a) for a in given(args)]}) for args in asked]
    said = subprocess.run([shell, 'batch'], input='\n'.join(lines), capture_output=True, text=True).stdout.splitlines()
    most, agreed, errors, shown = 0.0, 0, 0, 0
    for args, line, answer in zip(asked, lines, map(json.loads, said)):
        want = expected(twin, entries, args, draws)
        if isinstance(want, str) and want in STATUSES or 'error' in answer:
            errors += 1
            agreed += answer.get('error') == want
            wrong = answer.get('error') != want
        else:
            d = difference(read(answer['value'], args), want)
            most, wrong = max(most, d), d > bound
        if wrong and (shown := shown + 1) <= 3:
            print(f'{line}\n  says {answer.get("value", answer)}\n  twin {plain(want)}', file=sys.stderr)
    if shown > 3:
        print(f'{name}: {shown} in all', file=sys.stderr)
    return f'| {name} | {number} | {most:.1e} | {agreed} of {errors} |', shown == 0 and len(said) == number


def main(shell, number=1000, *only):
    asking.SHELL, right = shell, True
    files = sorted(os.path.basename(f)[:-3] for f in glob.glob(os.path.join(os.path.dirname(__file__), 'twin_*.py')))
    modules = [importlib.import_module(m) for m in files]
    twins = {name: t for m in modules for name, t in m.TWINS.items()}
    asked, read = ({name: t for m in modules for name, t in getattr(m, x, {}).items()} for x in ('ASKED', 'READ'))
    print('| function | inputs | largest relative difference | errors agreed |\n|---|---|---|---|')
    for name, (twin, draws, bound, *share) in sorted(twins.items()):
        if only and name not in only and name.split('.')[0] not in only:
            continue
        line, agrees = compare(shell, name, asked.get(name, list), read.get(name, lambda value, args: value), twin, draws, bound, max(1, int(number * (share or [1])[0])))
        right &= agrees
        print(line, flush=True)
    return not right


if __name__ == '__main__':
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1000, *sys.argv[3:]))
