"""PLAN.MIX beside a full Bayes model sampled by NUTS (rstan) and a ridge search, on the same sets of known truth.

  python3 mixbench.py SEXTANT [SETS a level] [MODULE.py, another simulator with simulate(level, seed)]

The ridge search follows Robyn's documented method (random carry-overs and halves, ridge, best by error and by spend
shares); the NUTS model Meridian's documented priors (mixbench.stan). Both are our own small versions, given trend, three
harmonics and the controls, as PLAN.MIX is. Needs numpy; without Rscript and rstan the NUTS rows are left out. Ranges are
80 %. wrong: break-even 30 % beside the true marginal return on either side, decided by the range; open: not decided.
"""
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
LEVELS = ("easy", "usual", "hard")
FIRST_SEED, TRIALS, BEST = 2000, 1500, 100


def load(path):
    spec = importlib.util.spec_from_file_location("simulator", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sextant(program, sets):
    """contribution and marginal return: point, low, high, a row a channel."""
    answers = []
    for d in sets:
        names = ["c%d" % k for k in range(d["K"])]
        args = [[[v] for v in d["y"]], [names] + d["X"].tolist(), [["promotion", "price"]] + d["Z"].tolist()]
        start = time.time()
        out = subprocess.run([program, "batch"], input=json.dumps({"f": "PLAN.MIX", "args": args}) + "\n",
                             capture_output=True, text=True, check=True).stdout
        rows = json.loads(out)["value"]
        answers.append((np.array([r[1:4] for r in rows]), np.array([r[7:10] for r in rows]), time.time() - start))
    return answers


def base_columns(d):
    t = np.arange(d["T"])
    turn = 2 * np.pi * t / 52.1775
    columns = [np.ones(d["T"]), t / d["T"] - .5] + [f(h * turn) for h in (1, 2, 3) for f in (np.sin, np.cos)]
    return np.column_stack(columns + [(z - z.mean()) / max(z.std(), 1e-9) for z in d["Z"].T])


def adstock(x, rate):
    out, state = np.empty_like(x), x[:8].mean(0)
    for t in range(len(x)):
        state = rate * state + (1 - rate) * x[t]
        out[t] = state
    return out


def ridge(sets):
    answers = []
    for d in sets:
        rng, start = np.random.default_rng([5, d["seed"]]), time.time()
        mean = d["X"].mean(0)
        x, y = d["X"] / mean, d["y"] / d["y"].mean()
        today, base, k = d["truth"]["today"] / mean, base_columns(d), d["K"]
        spend_share = mean / mean.sum()
        trials = []
        for _ in range(TRIALS):
            rate, half = rng.uniform(0, .9, k), np.exp(rng.uniform(np.log(.3), np.log(4), k))
            h = adstock(x, rate)
            h = h / (h + half)
            scale = h.mean(0)
            use = np.ones(k, bool)
            for _ in range(3):
                a = np.column_stack([base, h[:, use] / scale[use]])
                penalty = np.diag([1e-8] * base.shape[1] + [.02 * len(y)] * int(use.sum()))
                b = np.linalg.solve(a.T @ a + penalty, a.T @ y)
                c = np.zeros(k)
                c[use] = b[base.shape[1]:]
                if (c >= 0).all():
                    break
                use &= c > 0
            error = np.sqrt(np.mean((y - a @ b) ** 2)) / (y.max() - y.min())
            distance = np.sqrt(np.sum((c / max(c.sum(), 1e-9) - spend_share) ** 2))
            slope = c / scale * half / (half + today) ** 2
            trials.append((error, distance, c, slope))
        e, r = np.array([t[0] for t in trials]), np.array([t[1] for t in trials])
        order = np.argsort((e - e.min()) / np.ptp(e) + (r - r.min()) / max(np.ptp(r), 1e-9))[:BEST]
        unit = d["y"].mean()
        def range_of(values, scale):
            v = np.array([values[i] for i in order]) * scale
            return np.column_stack([v[0], np.quantile(v, .1, axis=0), np.quantile(v, .9, axis=0)])
        answers.append((range_of([t[2] for t in trials], unit), range_of([t[3] for t in trials], unit / mean),
                        time.time() - start))
    return answers


def vector(name, v):
    return "%s <- c(%s)\n" % (name, ", ".join("%.10g" % x for x in np.asarray(v, float).ravel(order="F")))


def array(name, m):
    return "%s <- structure(c(%s), .Dim = c(%d, %d))\n" % (
        name, ", ".join("%.10g" % x for x in np.asarray(m, float).ravel(order="F")), m.shape[0], m.shape[1])


def nuts(sets):
    if not shutil.which("Rscript"):
        return None
    with tempfile.TemporaryDirectory() as folder:
        for i, d in enumerate(sets):
            mean, unit = d["X"].mean(0), d["y"].mean()
            base = base_columns(d)[:, 1:]
            with open(os.path.join(folder, "set%d.R" % i), "w") as f:
                f.write("T <- %d\nK <- %d\nP <- %d\n" % (d["T"], d["K"], base.shape[1]))
                f.write(vector("y", d["y"] / unit) + array("x", d["X"] / mean) + array("base", base))
                f.write(vector("spend", mean / unit) + vector("today", d["truth"]["today"] / mean))
        run = subprocess.run(["Rscript", os.path.join(HERE, "mixbench.R"), os.path.join(HERE, "mixbench.stan"), folder,
                              str(len(sets))], capture_output=True, text=True)
        if run.returncode != 0:
            print("NUTS is left out: %s" % run.stderr.strip().split("\n")[-1])
            return None
        answers = []
        for i, d in enumerate(sets):
            rows = np.loadtxt(os.path.join(folder, "out%d" % i), ndmin=2)
            unit, mean = d["y"].mean(), d["X"].mean(0)
            answers.append((rows[:-1, :3] * unit, rows[:-1, 3:6] * (unit / mean)[:, None], rows[-1, 0]))
        return answers


def measure(sets, answers):
    held, held_marginal, wrong, open_, error, logs, live = [], [], 0, 0, [], [], 0
    for d, (c, m, _) in zip(sets, answers):
        q = d["truth"]
        error += list(np.abs(c[:, 0] - q["contribution"]) / d["y"].mean() * 100)
        for k in np.flatnonzero(~q["zero"]):
            live += 1
            held.append(c[k, 1] <= q["contribution"][k] <= c[k, 2])
            held_marginal.append(m[k, 1] <= q["marginal"][k] <= m[k, 2])
            logs.append(abs(np.log(max(c[k, 0], 1e-5 * d["y"].mean()) / q["contribution"][k])))
            for even, scale in ((1.3 * q["marginal"][k], False), (q["marginal"][k] / 1.3, True)):
                said = True if m[k, 1] > even else False if m[k, 2] < even else None
                wrong += said is not None and said != scale
                open_ += said is None
    return [np.mean(held), np.mean(held_marginal), 100 * wrong / (2 * live), 100 * open_ / (2 * live), np.mean(error),
            np.median(logs), np.median([a[2] for a in answers])]


def main():
    program = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 6
    path = sys.argv[3] if len(sys.argv) > 3 else os.path.join(HERE, "othersim.py")
    simulator = load(path)
    print("%s, %d sets a level from seed %d" % (os.path.basename(path), count, FIRST_SEED))
    print("%-14s %-6s %12s %10s %8s %7s %12s %11s %9s" % ("", "", "contribution", "marginal", "wrong", "open", "abs error",
                                                        "log error", "seconds"))
    print("%-14s %-6s %12s %10s %8s %7s %12s %11s %9s" % ("method", "level", "covered", "covered", "%", "%", "% of outcome",
                                                        "median", "a set"))
    sets = {level: [simulator.simulate(level, FIRST_SEED + i) for i in range(count)] for level in LEVELS}
    for name, method in (("PLAN.MIX", lambda s: sextant(program, s)), ("ridge search", ridge), ("NUTS", nuts)):
        answers = method([d for level in LEVELS for d in sets[level]])
        if answers is None:
            print("%-14s left out: no Rscript with rstan" % name)
            continue
        for i, level in enumerate(LEVELS):
            of = measure(sets[level], answers[i * count:(i + 1) * count])
            print("%-14s %-6s %12.2f %10.2f %8.1f %7.0f %12.2f %11.2f %9.2f" % ((name, level) + tuple(of)), flush=True)


if __name__ == "__main__":
    main()
