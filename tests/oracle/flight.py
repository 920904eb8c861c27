"""PLAN.FLIGHT again: the adstocks by a plain loop, the best plan by scipy's SLSQP from many starts, that of tables by a
linear programme (HiGHS). Shares no line with the core, and knows nothing of duality.

python3 flight.py (numpy, scipy) prints golden values for tests/catalogue/golden/plan.json.
"""
import json
import numpy as np
from scipy.optimize import linprog, minimize

AFTER = 260


def weights(rate, scale, n):
    k = np.arange(n + 1.0)
    share = 1 - np.exp(-(k / scale) ** rate) if scale else 1 - rate ** k if rate else (k > 0) * 1.0
    return np.diff(share)


def response(curve, x):
    kind, p = curve[1], curve[5:]
    if kind == "hill":
        s = p[2] if len(p) > 2 and p[2] else 1.0
        return p[0] * x ** s / (p[1] ** s + x ** s)
    if kind == "log":
        return p[0] * np.log(1 + x / p[1])
    if kind == "exp":
        return p[0] * (1 - 2.0 ** (-x / p[1]))
    if kind == "power":
        return p[0] * x ** p[1]
    points = [v for v in p if v is not None]
    return np.interp(x, [0.0] + points[0::2], [0.0] + points[1::2])


class Flight:
    def __init__(self, budget, curves, periods, low=None, high=None, sums=(), stock=None):
        self.budget, self.curves, self.periods = budget, curves, periods
        self.k, self.p = len(curves), len(periods)
        self.all = self.p + AFTER
        own = [1.0 if r[1] is None else r[1] for r in periods]
        self.m = np.array(own + [np.mean(own)] * AFTER)
        self.low = np.zeros((self.p, self.k)) if low is None else np.broadcast_to(low, (self.p, self.k)).astype(float)
        self.high = np.full((self.p, self.k), budget * 1.0) if high is None else np.array(
            [[budget if v is None else v for v in row] for row in (high * self.p if len(high) == 1 else high)], float)
        self.rows = [(np.ones((self.p, self.k)), 0.0, budget)]
        for t, r in enumerate(periods):
            if r[2] is not None or r[3] is not None:
                a = np.zeros((self.p, self.k))
                a[t] = 1
                self.rows.append((a, r[2] or 0.0, budget if r[3] is None else r[3]))
        for channels, least, most in sums:
            a = np.zeros((self.p, self.k))
            a[:, channels] = 1
            self.rows.append((a, least, most))
        self.stock = np.zeros(self.k) if stock is None else np.array(stock, float)
        self.w = [weights(c[2] or 0.0, c[3], self.all) for c in curves]
        self.ground = np.zeros((self.all, self.k))
        for c in range(self.k):
            for t in range(self.all):
                outside = 1 - self.w[c][: t + 1].sum()  # what was spent before the first period
                if t >= self.p:
                    outside += self.w[c][: t - self.p + 1].sum()
                self.ground[t, c] = self.stock[c] * outside

    def adstock(self, x):
        a = self.ground.copy()
        for c in range(self.k):
            for t in range(self.p):
                a[t:, c] += self.w[c][: self.all - t] * x[t, c]
        return a

    def by_period(self, x):
        a = self.adstock(x)
        value = np.zeros(self.all)
        for c in range(self.k):
            value += self.m * response(self.curves[c], a[:, c])
            value[self.p:] -= self.m[self.p:] * response(self.curves[c], self.ground[self.p:, c])
        return np.append(value[: self.p], value[self.p:].sum())

    def solve_slsqp(self, starts, seed=1):
        rng = np.random.default_rng(seed)
        scale = self.budget / (self.k * self.p)
        cons = []
        for a, least, most in self.rows:
            cons.append({"type": "ineq", "fun": lambda z, a=a, m=most: m / scale - (a.ravel() @ z)})
            if least > 0:
                cons.append({"type": "ineq", "fun": lambda z, a=a, m=least: (a.ravel() @ z) - m / scale})
        bounds = list(zip(self.low.ravel() / scale, self.high.ravel() / scale))
        best = None
        size = abs(self.by_period(np.full((self.p, self.k), scale)).sum())
        for s in range(starts):
            z = rng.dirichlet(np.full(self.k * self.p, 3.0 if s % 2 else 0.5)) * self.k * self.p
            z = np.clip(z, [b[0] + 1e-6 for b in bounds], [b[1] for b in bounds])
            r = minimize(lambda z: -self.by_period(np.maximum(z, 0).reshape(self.p, self.k) * scale).sum() / size, z,
                         method="SLSQP", bounds=bounds, constraints=cons, options={"maxiter": 500, "ftol": 1e-13})
            x = np.clip(r.x, [b[0] for b in bounds], [b[1] for b in bounds]).reshape(self.p, self.k) * scale
            if all(least - 1e-4 <= (a * x).sum() <= most + 1e-4 for a, least, most in self.rows):
                if best is None or self.by_period(x).sum() > self.by_period(best).sum():
                    best = x
        return best

    def solve_lines(self):
        n, terms = self.p * self.k, self.all * self.k
        cost = np.concatenate([np.zeros(n), -np.repeat(self.m, self.k)])
        upper, limit = [], []
        for c in range(self.k):
            points = [v for v in self.curves[c][5:] if v is not None]
            xs, ys = [0.0] + points[0::2], [0.0] + points[1::2]
            slopes = np.append(np.diff(ys) / np.diff(xs), 0.0)
            for t in range(self.all):
                for x0, y0, slope in zip(xs, ys, slopes):
                    row = np.zeros(n + terms)
                    for s in range(min(t + 1, self.p)):
                        row[s * self.k + c] = -slope * self.w[c][t - s]
                    row[n + t * self.k + c] = 1.0
                    upper.append(row)
                    limit.append(y0 + slope * (self.ground[t, c] - x0))
        for a, least, most in self.rows:
            upper += [np.append(a.ravel(), np.zeros(terms)), np.append(-a.ravel(), np.zeros(terms))]
            limit += [most, -least]
        bounds = list(zip(self.low.ravel(), self.high.ravel())) + [(None, None)] * terms
        r = linprog(cost, np.array(upper), limit, bounds=bounds, method="highs")
        return r.x[:n].reshape(self.p, self.k)


def table(f, x):
    by = f.by_period(x)
    rows = [[r[0]] + list(np.round(x[t], 2)) + [round(x[t].sum(), 2), by[t]] for t, r in enumerate(f.periods)]
    none = [None] * f.k
    rows.append(["after"] + none + [None, by[-1]])
    rows.append(["total"] + list(np.round(x.sum(0), 2)) + [round(x.sum(), 2), by.sum()])
    rows.append(["at most"] + none + [None, by.sum()])
    return rows


def golden(f, x, oracle, tolerance, groups=None):
    def square(rows):
        width = max(len(r) for r in rows)
        return [list(r) + [None] * (width - len(r)) for r in rows]
    high = None if np.all(f.high == f.budget) else [[None if v == f.budget else v for v in row] for row in f.high.tolist()]
    low = None if np.all(f.low == 0) else f.low.tolist()
    stock = None if not f.stock.any() else [[s] for s in f.stock.tolist()]
    args = [f.budget, square(f.curves), square(f.periods), low, high, groups, stock]
    while args[-1] is None:
        args.pop()
    print("  " + json.dumps({"f": "PLAN.FLIGHT", "args": args, "gives": table(f, x), "oracle": oracle,
                             "tolerance": tolerance}) + ",")


def main():
    slsqp, highs = "scipy 1.10.1, SLSQP from 40 starts (tests/oracle/flight.py)", "scipy 1.10.1, HiGHS (tests/oracle/flight.py)"
    year = [["Q1", 1.0, None, None], ["Q2", 0.8, None, None], ["Q3", 1.3, None, None]]
    f = Flight(9000, [["TV", "hill", 0.6, None, None, 5000, 1500], ["Search", "log", None, None, None, 900, 400]], year)
    golden(f, f.solve_slsqp(40), slsqp, 2e-3)
    f = Flight(12000, [["TV", "hill", 0.5, None, None, 6000, 2500, 0.8], ["Mail", "exp", 1.5, 2.0, None, 1500, 700],
                       ["Search", "power", 0.2, None, None, 30, 0.6]],
               [["a", 1.0, None, 2500], ["b", 1.4, 2000, None], ["c", None, None, 3500], ["d", 0.7, None, None]],
               low=[[100, 0, 200]], high=[[None, 900, None], [1200, None, None], [None, None, None], [None, None, 1500]],
               sums=[([0], 0, 4500), ([0, 1], 5500, 12000)], stock=[800, 300, 500])
    golden(f, f.solve_slsqp(40), slsqp, 2e-3,
           groups=[["TV", "brand", None, 4500], ["Mail", "brand", None, None], ["brand", None, 5500, None]])
    f = Flight(5000, [["A", "table", 0.7, None, None, 200, 300, 500, 600, 1200, 900],
                      ["B", "table", 0.4, None, None, 100, 210, 400, 500, 1000, 700]],
               [["1", 1.0, None, None], ["2", 1.5, None, 1000], ["3", 0.9, None, None], ["4", 1.1, 1500, None]],
               sums=[([1], 0, 2000)], stock=[150, 250])
    golden(f, f.solve_lines(), highs, 2e-3, groups=[["B", None, None, 2000]])
    f = Flight(3000, [["A", "hill", 0.3, None, None, 1000, 900, 3], ["B", "log", 0.3, None, None, 100, 300]], year)
    golden(f, f.solve_slsqp(300), slsqp.replace("40", "300"), 2e-3)


if __name__ == "__main__":
    main()
