"""The structural member (core/fcst/structural.h) again, by dense matrices: a slow twin that shares no line with it.

python3 structural.py (numpy) prints golden values for tests/core/test_fcst_structural.c. The covariance of all values is
built as a matrix and factored for every point of the grid; the core filters the walk out and solves ridge equations.
"""
import numpy as np

WALKS = (0.003, 0.03, 0.1, 0.3, 1.0, 3.0)
SEASONS = [(b, 0) for b in (0.0, 0.1, 0.5, 2.0, 8.0, 40.0, 400.0)] + [(b, p) for p in (1, 2) for b in (0.3, 3.0, 30.0, 300.0)]
SLOPES = (0.0, 0.02, 0.2, None)  # None: steady, 30 by itself, three tenths as likely
INFLUENCES = (0.0, 0.05, 0.5, 3.0)


def indices(m, power):
    """Covariance of the indices: independent, or of a walk (of a walk) around the year; variance 1, the mean apart."""
    k = np.arange(m)
    value = 1 / (0.03 + 2 - 2 * np.cos(2 * np.pi * k[1:] / m)) ** power
    wave = np.exp(2j * np.pi * np.outer(k, k) / m) / np.sqrt(m)
    return (wave * np.append(1, value / value.mean())) @ wave.conj().T


def structural(u, m, h, columns=None):
    """Prediction, its deviation, the indices, the gain of the season; u may hold nan. columns: (n + h) x q."""
    u = np.asarray(u, float)
    n, known = len(u), ~np.isnan(u)
    t = np.arange(n + h)
    walk = np.minimum(t[:, None], t[None, :]).astype(float)
    phase = (t % m)[:, None] == np.arange(m)[None, :] if m > 1 else np.zeros((n + h, 1))
    phase = phase.astype(float)
    x = (t - (n - 1)) / max(m, 4)
    z = np.zeros((n + h, 0))
    if columns is not None:
        c = np.asarray(columns, float)
        z = (c - c[:n].mean(0)) / np.where(c[:n].std(0) > 0, c[:n].std(0), 1)
    points = []
    for a in WALKS:
        for b, shape in SEASONS if m > 1 else ((0.0, 0),):
            seasonal = b * phase @ indices(m, shape).real @ phase.T if m > 1 else 0 * walk
            for r in INFLUENCES if columns is not None else (0.0,):
                for s in SLOPES:
                    size, prior = (30.0, np.log(0.3)) if s is None else (s * a * m, 0)
                    k = a * walk + seasonal + size * np.outer(x, x) + r * z @ z.T
                    v = (k + np.eye(n + h))[:n, :n][known][:, known]
                    inverse, one = np.linalg.inv(v), np.ones(known.sum())
                    weight = one @ inverse @ one
                    level = one @ inverse @ u[known] / weight
                    rest = u[known] - level
                    degrees = known.sum() - 1
                    noise = rest @ inverse @ rest / degrees
                    likelihood = -0.5 * (degrees * np.log(noise) + np.linalg.slogdet(v)[1] + np.log(weight)) + prior
                    cross = k[:n][known][:, n:]
                    alpha = inverse @ rest
                    mean = level + cross.T @ alpha
                    d = 1 - inverse @ one @ cross
                    cov = noise * (k[n:, n:] + np.eye(h) - cross.T @ inverse @ cross + np.outer(d, d) / weight)
                    index = b * indices(m, shape).real @ phase[:n][known].T @ alpha if m > 1 else np.zeros(1)
                    beta = r * z[:n][known].T @ alpha
                    points.append((likelihood, b, r, mean, np.diag(cov), index, beta, cov))
    best = max(p[0] for p in points)
    kept = [p for p in points if p[0] >= best + np.log(0.01)]
    w = np.exp([p[0] - best for p in kept])
    w /= w.sum()
    mean = sum(wi * p[3] for wi, p in zip(w, kept))
    second = sum(wi * (p[4] + p[3] ** 2) for wi, p in zip(w, kept))
    plain = max(p[0] for p in points if p[1] == 0)
    return dict(path=mean, deviation=np.sqrt(second - mean**2), figure=sum(wi * p[5] for wi, p in zip(w, kept)),
                gain=best - plain, beta=sum(wi * p[6] for wi, p in zip(w, kept)),
                covariance=sum(wi * p[7] for wi, p in zip(w, kept)))


AIR = [112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114,
       140]

if __name__ == "__main__":
    np.set_printoptions(precision=15, linewidth=110)
    u = np.log(AIR)
    for name, values, m, columns in (
        ("two years of AirPassengers", u, 12, None),
        ("the same without the fifth value", np.where(np.arange(24) == 4, np.nan, u), 12, None),
        ("a season and a half", u[:18], 12, None),
        ("no season", u, 1, None),
        ("smooth", 5 + 0.2 * np.sin(2 * np.pi * np.arange(24) / 12) + 0.03 * np.sin(12.9898 * (np.arange(24) ** 2 % 101)),
         12, None),
        ("with a column", u, 12, [[(t * t) % 7] for t in range(27)]),
    ):
        r = structural(values, m, 3, columns)
        print(name, "path", r["path"], "deviation", r["deviation"], "gain", repr(r["gain"]))
        print("  figure", r["figure"], "beta", r["beta"], "covariance", r["covariance"])
