"""FCST.REVISION again, from what FCST.AUTO and FCST.MODEL answer: shares no line with core/fcst/revision.c.

python3 revision.py SEXTANT prints golden values for tests/catalogue/golden/fcst.json. Each forecast is taken apart by the
season's factors that FCST.MODEL lists; the change of each step is parted by logarithms of ratios (Ang 2004), and the base's
by a line of numpy.
"""
import json
import subprocess
import sys

import numpy as np


def call(name, *args):
    out = subprocess.run([sys.argv[1], "call", name] + [json.dumps(a) for a in args], capture_output=True, text=True)
    return json.loads(out.stdout)


def forecast(values, season, steps):
    """Points and season indices of the steps ahead; whether they are factors."""
    column = [[v] for v in values]
    points = np.array([row[0] for row in call("FCST.AUTO", column, steps, season)])
    rows = [row for row in call("FCST.MODEL", column, season) if row[0] == "season"]
    factors = not rows or rows[0][1].startswith("factor")
    index = np.array([row[2] for row in rows] or [1.0])
    return points, index[(len(values) + np.arange(steps)) % len(index)], factors


def revision(values, ago, horizon, season):
    steps = max(horizon, season)
    now, now_index, factors = forecast(values, season, steps)
    before, before_index, _ = forecast(values[:-ago], season, steps + ago)
    before, before_index = before[ago:], before_index[ago:]
    if factors:
        scale = (now - before) / np.log(now / before)
        base, index = np.log(now / now_index * before_index / before), np.log(now_index / before_index)
    else:
        scale, index = np.ones(steps), now_index - before_index
        base = now - before - index
    x = np.arange(season)
    slope, level = np.polyfit(x, base[:season], 1) if season > 1 else (0.0, base[0])
    again = np.resize(base[:season] - level - slope * x, steps)
    rows = np.column_stack([np.arange(1, steps + 1), before, now, now - before, level * scale,
                            (base - level - again) * scale, (index + again) * scale, np.zeros(steps)])[:horizon]
    return [["all"] + rows[:, 1:].sum(0).tolist()] + rows.tolist()


AIR = [112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114,
       140, 145, 150, 178, 163]
SHOP = [80, 100, 120, 150, 84, 105, 127, 157, 88, 109, 160, 170]
FLOW = [5, -3, 2, 8, 4, -2, 3, 9, 7, -1, 5, 12, 6]

if __name__ == "__main__":
    for values, ago, horizon, season in ((AIR, 3, 5, 12), (SHOP, 2, 6, 4), (FLOW, 1, 3, 4), (AIR, 2, 3, 1)):
        print(json.dumps(dict(f="FCST.REVISION", args=[[[v] for v in values], ago, horizon, season],
                              gives=revision(values, ago, horizon, season),
                              oracle="tests/oracle/revision.py, numpy 1.24.2: from FCST.AUTO and FCST.MODEL by the definition",
                              tolerance=1e-8)))
