#!/usr/bin/python3
"""A plain simulation of DRIVE.RANGE, written from its reference alone: member by member through numpy's binomials, the
drivers from scipy's beta, triangular and normal. Never run by make test.

  tests/oracle/drive.py build/sextant [cases] [draws]

draws random plans (openings, seasons, noise, multipliers, whole counts, correlations among them), asks the shell, and
prints for each the worst distance of a quantile or mean in standard errors of both together, and how many of all the
figures lie beyond 4 of them."""
import json
import subprocess
import sys
import numpy as np
from scipy import optimize, stats

LEVELS = [.1, .5, .9]


def pert(low, likely, high, minmax):
    def shape(a, b):
        m = (likely - a) / (b - a)
        return stats.beta(1 + 4 * m, 5 - 4 * m, a, b - a)
    if minmax:
        return shape(low, high)
    f = lambda x: [shape(low - np.exp(x[0]), high + np.exp(x[1])).cdf(low) - .1,
                   shape(low - np.exp(x[0]), high + np.exp(x[1])).cdf(high) - .9]
    x = optimize.fsolve(f, np.log([(likely - low) + .05 * (high - low), (high - likely) + .05 * (high - low)]))
    return shape(low - np.exp(x[0]), high + np.exp(x[1]))


def triangular(low, likely, high, minmax):
    shape = lambda a, b: stats.triang((likely - a) / (b - a), a, b - a)
    if minmax:
        return shape(low, high)
    f = lambda x: [shape(low - np.exp(x[0]), high + np.exp(x[1])).cdf(low) - .1,
                   shape(low - np.exp(x[0]), high + np.exp(x[1])).cdf(high) - .9]
    x = optimize.fsolve(f, np.log([(likely - low) + .1 * (high - low), (high - likely) + .1 * (high - low)]))
    return shape(low - np.exp(x[0]), high + np.exp(x[1]))


def level(d, z):
    """Draws of one driver from its normal scores."""
    _, kind, low, likely, high, _, _, family, bounds = d[:9]
    if low is None:
        return np.full(len(z), float(likely))
    if family == 'lognormal':
        s = np.where(z < 0, np.log(likely / low), np.log(high / likely)) / stats.norm.ppf(.9)
        x = likely * np.exp(s * z)
    else:
        shape = (pert if family == 'pert' else triangular)(low, likely, high, bounds == 'min-max')
        grid = np.linspace(-6, 6, 4801)
        x = np.interp(z, grid, shape.ppf(stats.norm.cdf(grid)))
    return np.clip(x, 0, 1 if kind == 'rate' else None)


def lags(mean, spread, n):
    """Share with a lag of each whole number of periods, by quadrature of the hat functions; the rest is later."""
    w = np.zeros(n)
    if mean == 0:
        w[0] = 1
    elif not spread:
        k = int(mean)
        for j, share in ((k, 1 - (mean - k)), (k + 1, mean - k)):
            if j < n:
                w[j] = share
    else:
        v = np.log1p((spread / mean) ** 2)
        x = np.exp(np.log(mean) - v / 2 + np.sqrt(v) * stats.norm.ppf((np.arange(400000) + .5) / 400000))
        for j in range(n):
            w[j] = np.maximum(0, 1 - abs(x - j)).mean()
    return w


def simulate(case, n, rng):
    drivers, T = case['drivers'], len(case['spend'])
    K, counts = len(drivers), case['method'] == 'counts'
    z = rng.standard_normal((n, K)) @ np.linalg.cholesky(case['normal']).T
    x = [level(d, z[:, k]) for k, d in enumerate(drivers)]
    season = lambda k, t: case['season'][k][t % len(case['season'][k])] if case['season'] else 1.
    def noise(k):
        s2 = np.log1p(drivers[k][9] ** 2)
        return np.exp(np.sqrt(s2) * rng.standard_normal(n) - s2 / 2) if s2 else np.ones(n)
    whole = lambda a: np.floor(a) + (rng.random(n) < a - np.floor(a)) if counts else a
    rates = [k for k in range(K) if drivers[k][1] == 'rate']
    last = rates[-1] if rates else 0
    chances = last - 1 if rates else 0
    worth = np.prod([x[k] for k in range(last + 1, K)], axis=0)
    now = [whole(np.full(n, case['spend'][t]) / (x[0] * season(0, t)) * noise(0)) for t in range(T)]
    late = np.zeros(n)
    for k in range(K):
        w = lags(drivers[k][5], drivers[k][6], T + 60)
        arrived = [np.zeros(n) for _ in range(T)]
        later = late
        def fall(amount, shares, s):
            nonlocal later
            left, rest = amount, 1.
            for j in range(T - s):
                if counts:
                    p = min(1., shares[j] / rest) if rest > 1e-15 else 1.
                    here = rng.binomial(left.astype(int), p).astype(float) if p > 0 else 0.
                    left, rest = left - here, rest - shares[j]
                else:
                    here = amount * shares[j]
                arrived[s + j] = arrived[s + j] + here
            later = later + (left if counts else amount * (1 - sum(shares[:T - s])))
        for s in range(T):
            fall(now[s], w, s)
        for name, age, amount in case['opening']:
            if k and drivers[k - 1][0] == name:
                left = 1 - w[:age + 1].sum()
                shares = w[age + 1:age + 1 + T] / left if left > 1e-9 else np.eye(1, T)[0]
                fall(whole(np.full(n, float(amount))), shares, 0)
        kind = drivers[k][1]
        def become(amount, m):
            if kind == 'rate':
                m = np.minimum(m, 1)
                return rng.binomial(amount.astype(int), m).astype(float) if counts else amount * m
            if kind == 'multiplier' and counts:
                return amount * np.floor(m) + rng.binomial(amount.astype(int), m - np.floor(m))
            return amount * m
        if k:
            arrived = [become(arrived[t], x[k] * season(k, t) * noise(k)) for t in range(T)]
            later = become(later, x[k])
        now, late = arrived, later
        if k == chances:
            pipeline = [a * worth for a in now] + [late * worth]
    return pipeline, now + [late]


def rows(course):
    within = sum(course[:-1])
    return course[:-1] + [within, course[-1], within + course[-1]]


def figures(case, draws, seed):
    """Every figure of the answer and its standard error, from batches."""
    batches, out = 40, []
    for b in range(batches):
        rng = np.random.default_rng(seed * 1000 + b)
        pipeline, revenue = simulate(case, draws // batches, rng)
        out.append([list(np.quantile(p, LEVELS, method='hazen')) + [p.mean()] + list(np.quantile(r, LEVELS, method='hazen')) + [r.mean()]
                    for p, r in zip(rows(pipeline), rows(revenue))])
    out = np.array(out)
    return out.mean(0), out.std(0, ddof=1) / np.sqrt(batches)


def make(seed):
    rng = np.random.default_rng(seed)
    T, K = int(rng.integers(1, 9)), int(rng.integers(2, 6))
    drivers = []
    for k in range(K):
        kind = 'cost per' if k == 0 else 'value' if k == K - 1 else 'rate'
        if kind == 'rate' and rng.random() < .15:
            kind = 'multiplier'
        likely = {'cost per': rng.uniform(40, 400), 'rate': rng.uniform(.1, .6), 'value': rng.uniform(500, 20000),
                  'multiplier': rng.uniform(.8, 4)}[kind]
        low, high = likely * rng.uniform(.65, .95), likely * rng.uniform(1.05, 1.5)
        family = str(rng.choice(['pert', 'pert', 'triangular', 'lognormal']))
        bounds = 'p10-p90' if family == 'lognormal' or rng.random() < .7 else 'min-max'
        if rng.random() < .15:
            low = high = None
        lag = float(rng.choice([0, 0, 1, 2, rng.uniform(.2, 3)]))
        spread = lag * rng.uniform(.2, .8) if lag and rng.random() < .5 else 0.
        noise = rng.uniform(.05, .5) if rng.random() < .2 else 0.
        drivers.append([f'D{k}', kind, low, likely, high, lag, spread, family, bounds, noise])
    spend = [float(np.round(rng.uniform(0, 1) * drivers[0][3] * rng.choice([30, 200]), 2)) for _ in range(T)]
    season = None
    if rng.random() < .25:
        season = [[1.] * 4 if rng.random() < .5 else [float(v) for v in np.round(rng.uniform(.6, 1.4, 4), 2)] for _ in range(K)]
    opening = []
    if K > 2 and rng.random() < .5:
        for _ in range(int(rng.integers(1, 4))):
            opening.append([f'D{int(rng.integers(0, K - 1))}', int(rng.integers(0, 4)), float(np.round(rng.uniform(1, 30), 1))])
    rho = float(rng.choice([0, 0, .3, .6]))
    r = np.full((K, K), rho)
    r[0, :] = r[:, 0] = -rho
    np.fill_diagonal(r, 1)
    correlation, basis = (rho, 'normal')
    if rho and rng.random() < .5:
        correlation, basis = [[1. if i == j else rho for j in range(K)] for i in range(K)], 'good'
    return dict(drivers=drivers, spend=spend, season=season, opening=opening, normal=r,
                correlation=correlation if rho else None, basis=basis,
                method='counts' if rng.random() < .6 else 'sampled')


def ask(sextant, case):
    head = ['name', 'kind', 'low', 'likely', 'high', 'lag', 'spread', 'distribution', 'bounds', 'noise']
    table = [head] + [list(d) for d in case['drivers']]
    if case['season']:
        table = [row + ([f'period {p + 1}' for p in range(4)] if i == 0 else case['season'][i - 1]) for i, row in enumerate(table)]
    arguments = [[[s] for s in case['spend']], table, None, case['correlation'], 1, case['basis'], case['method'],
                 case['opening'] or None]
    out = subprocess.run([sextant, 'call', 'DRIVE.RANGE'] + [json.dumps(a) for a in arguments], capture_output=True, text=True)
    if out.returncode:
        raise SystemExit(out.stderr + json.dumps(arguments))
    a = np.array([row[1:] for row in json.loads(out.stdout)], float)
    return a[:, :8], a[:, 8:]


def main():
    sextant, cases, draws = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 60, int(sys.argv[3]) if len(sys.argv) > 3 else 1000000
    beyond = total = over = 0
    for seed in range(cases):
        case = make(seed + 1)
        value, error = ask(sextant, case)
        truth, their = figures(case, draws, seed + 1)
        away = abs(value - truth)
        slack = 1e-6 * abs(truth).max()
        t = np.where(away > slack, away / np.maximum(np.hypot(error, their), 1e-300), 0.)
        n = len(case['spend'])
        main_rows = t[n:]
        worst = np.unravel_index(t.argmax(), t.shape)
        beyond += (t > 4).sum()
        total += t.size
        over += main_rows.max() > 4
        print(f"{seed + 1:3d} {case['method']:8s} T={n} K={len(case['drivers'])} open={len(case['opening'])} "
              f"season={bool(case['season'])} noise={any(d[9] for d in case['drivers'])} worst {t.max():6.2f} at {worst} "
              f"{value[worst]:.6g} / {truth[worst]:.6g} (errors {error[worst]:.3g}, {their[worst]:.3g}); horizon and total {main_rows.max():5.2f}", flush=True)
    print(f"{beyond} of {total} figures beyond 4 joint standard errors; {over} of {cases} cases in their last three rows")


main()
