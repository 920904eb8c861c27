"""Weekly outcomes of several channels with known truth, from a world that PLAN.MIX does not assume: an effect that peaks
weeks after the spend, returns that change over the years, channels that help each other, noise with heavy tails.

  python3 othersim.py LEVEL SEED                     one set as JSON
  python3 othersim.py --judge JUDGE.py [ARGUMENT..]  a judge of PLAN.MIX that imports a module mixsim gets this one

Levels: easy (spends of their own), usual (they follow the season and each other), hard (and a demand nobody recorded that
moves spends and outcome alike). numpy only; the same set for the same level and seed. Truth: contribution and return are
means over the window; today is the mean of its last 13 weeks; the marginal return is taken there, steady state, at the
returns of those weeks, what a channel does through the one it helps included.
"""
import json
import os
import runpy
import sys
import types
import numpy as np

LEVELS = ("easy", "usual", "hard")
BEFORE = 60  # weeks of spend that nobody sees
YEAR = 52.1775


def wave(rng, n, keep):
    """Unit variance, each week keeps so much of the one before."""
    out = np.empty(n)
    state = rng.standard_normal()
    for t in range(n):
        out[t] = state
        state = keep * state + np.sqrt(1 - keep * keep) * rng.standard_normal()
    return out


def delay(peak, tail, n):
    """Weights that rise to a peak and then fall, of sum one: negative binomial."""
    k = np.arange(n, dtype=float)
    log_w = np.cumsum(np.log(np.maximum((k + peak) / (k + 1.0), 1e-12)))
    w = np.concatenate([[1.0], np.exp(log_w[:-1])]) * tail ** k
    return w / w.sum()


def carried(x, w):
    return np.convolve(np.concatenate([np.full(len(w), x[:8].mean()), x]), w)[len(w):len(w) + len(x)]


def shape(x, half, slope):
    return x ** slope / (x ** slope + half ** slope)


def simulate(level, seed, extra=13, over=None):
    rng = np.random.default_rng([3, LEVELS.index(level), seed])
    over = over or {}
    channels = over.get("K", int(rng.integers(3, 8)))
    weeks = over.get("T", int(rng.choice([104, 156, 208])))
    n = BEFORE + weeks + extra
    window, longer = slice(BEFORE, BEFORE + weeks), slice(BEFORE, n)
    t = np.arange(n) - BEFORE
    turn = 2 * np.pi * t / YEAR
    season = sum(a * np.sin(h * turn + rng.uniform(0, 6.3)) for h, a in ((1, rng.uniform(.05, .14)), (2, rng.uniform(0, .06))))
    season = season + rng.uniform(0, .2) * np.exp(-.5 * (((t + rng.integers(0, 52)) % YEAR - 26) / 2.5) ** 2)
    level_walk = np.cumsum(rng.standard_normal(n)) * (0 if level == "easy" else .002 if level == "usual" else .003)
    bend = rng.uniform(-.15, .2) * (t / weeks) + rng.uniform(-.1, .1) * (t / weeks) ** 2
    demand = wave(rng, n, .92)
    hidden = rng.uniform(.03, .06) if level == "hard" else 0.
    promotion = (rng.random(n) < .08).astype(float)
    price = wave(rng, n, .85)
    base = 1 + season + level_walk + bend + hidden * demand + rng.uniform(.03, .1) * promotion - rng.uniform(.01, .05) * price
    spend = np.empty((n, channels))
    common = wave(rng, n, .75)
    for k in range(channels):
        z = wave(rng, n, rng.choice([0., .4, .8]))
        if level != "easy":
            z = .6 * z + .5 * common + rng.uniform(.3, .5) * (season - season.mean()) / season.std()
        if level == "hard":
            z = z + .4 * demand
        spend[:, k] = np.exp(rng.uniform(.35, .65) * z)
        if rng.random() < .25:  # bursts
            on = wave(rng, n, .8) > -.2
            spend[:, k] *= np.where(on, 1., .05)
    spend /= spend[window].mean(0)
    dead = rng.random(channels) < .15
    dead[rng.integers(0, channels)] = False
    half = np.exp(rng.uniform(np.log(.6), np.log(3), channels))
    slope = np.full(channels, over.get("slope", 1.))
    weights = [delay(rng.uniform(.3, 2.5), rng.uniform(.2, .75), 30) for _ in range(channels)]
    stock = np.column_stack([carried(spend[:, k], weights[k]) for k in range(channels)])
    curve = np.column_stack([shape(stock[:, k], half[k], slope[k]) for k in range(channels)])
    drift = np.column_stack([1 + rng.uniform(-.3, .3) * (t / weeks - .5) for _ in range(channels)])
    live = rng.permutation(np.flatnonzero(~dead))
    helper, helped = int(live[0]), int(live[-1])
    help_by = rng.uniform(.1, .5) if helper != helped else 0.
    mean_help = curve[window, helper].mean()
    together = np.ones((n, channels))
    together[:, helped] += help_by * (curve[:, helper] / mean_help - 1)
    share = rng.dirichlet(np.full(channels, 2.))
    share[dead] = 0
    share *= over.get("media", rng.uniform(.15, .4)) / share.sum()
    size = base[window].mean() / (1 - share.sum())
    effect = curve * drift * together
    scale = share * size / effect[window].mean(0)
    part = effect * scale
    noise = wave(rng, n, rng.uniform(0, .5)) + .5 * rng.standard_t(4, n) / np.sqrt(2)
    deviation = rng.uniform(.018, .045) * size
    unit = 10 ** rng.uniform(3, 7) / size
    outcome = np.round((base + part.sum(1) + deviation * noise) * unit, 2)
    value = np.exp(rng.uniform(np.log(.3), np.log(6), channels))
    money = np.where(dead, .05 * size, share * size) * unit / value
    last = slice(BEFORE + weeks - 13, BEFORE + weeks)
    spend = np.round(spend * money, 2)
    today = spend[window][-13:].mean(0)
    truth = {"share": part[window].mean(0) * unit / outcome[window].mean(), "contribution": part[window].mean(0) * unit,
             "roi": part[window].mean(0) * unit / spend[window].mean(0), "today": today, "zero": dead,
             "half": half * money, "slope": over.get("slope", 1.), "top": scale * drift[last].mean(0) * unit,
             "theta": np.array([w @ np.arange(len(w)) for w in weights]), "helper": helper, "helped": helped,
             "help": help_by, "mean_help": mean_help}
    d = {"level": level, "seed": seed, "T": weeks, "K": channels, "truth": truth}
    for suffix, span in (("", window), ("x", longer)):
        d["y" + suffix], d["X" + suffix] = outcome[span], spend[span]
        d["Z" + suffix] = np.column_stack([promotion, price])[span]
    step = 1e-4 * np.maximum(today, 1e-3 * spend[window].mean(0))
    truth["marginal"] = np.array([(response(truth, today + step * (np.arange(channels) == k)).sum() -
                                   response(truth, np.maximum(today - step * (np.arange(channels) == k), 0)).sum()) /
                                  (step[k] + min(step[k], today[k])) for k in range(channels)])
    d["truth_roi_x"] = part[longer].mean(0) * unit / spend[longer].mean(0)
    # for judges that know hills alone: the helped channel's top with what today's spend of its helper adds
    truth["top"] = truth["top"] * help_factor(truth, today)
    return d


def help_factor(q, x):
    factor = np.ones(len(x))
    k, j = q["helped"], q["helper"]
    factor[k] += q["help"] * (shape(x[j], q["half"][j], q["slope"]) / q["mean_help"] - 1)
    return factor


def response(q, x):
    """What steady spends bring a week at the returns of today, by channel; before top holds what today's helper adds."""
    return q["top"] * shape(x, q["half"], q["slope"]) * help_factor(q, x)


def true_value(d, x):
    q = d["truth"]
    return float((q["top"] * shape(x, q["half"], q["slope"]) * help_factor(q, x) / help_factor(q, q["today"])).sum())


def lift_test(d, k, rel_se=.25, up=.5, seed=0):
    """Steady spend before, during, lift a week, its standard error; unbiased."""
    q = d["truth"]
    before = q["today"].copy()
    before[k] = before[k] if before[k] > 0 else d["X"][:, k].mean()
    during = before.copy()
    during[k] *= 1 + up
    lift = true_value(d, during) - true_value(d, before)
    rng = np.random.default_rng([98, d["seed"], k, seed])
    error = rel_se * max(lift, .2 * up * before[k] * .5)
    return [before[k], during[k], lift + error * rng.standard_normal(), error]


def plain(v):
    return v.tolist() if hasattr(v, "tolist") else {k: plain(x) for k, x in v.items()} if isinstance(v, dict) else v


def main():
    if sys.argv[1] == "--judge":
        module = types.ModuleType("mixsim")
        module.__dict__.update(globals())
        sys.modules["mixsim"] = module
        sys.argv = sys.argv[2:]
        sys.path.insert(0, os.path.dirname(os.path.abspath(sys.argv[0])))
        runpy.run_path(sys.argv[0], run_name="__main__")
    else:
        print(json.dumps(plain(simulate(sys.argv[1], int(sys.argv[2])))))


if __name__ == "__main__":
    main()
