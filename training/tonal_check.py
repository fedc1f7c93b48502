#!/usr/bin/env python3
"""How well the statistical judge of tone does on collections that its reference does not hold.

    training/tonal_check.py FOLDER...

Each FOLDER is one collection, measured by the product (./lacquer analyze --json). Five random filters are added to the spectrum of every
track; printed, averaged over collections, are: how far clean tracks are moved, the share of the fault that is removed (all faults,
and those over 2 dB RMS), and the share of cases that improve. Keep the constants in step with Decision/Statistical/Tone*.cs.
"""
import itertools
import json
import pathlib

import numpy as np

from tonal_reference import ROOT, collections, number
import usage

FAULT_DB, CORRELATION_OCTAVES, INFLATION, NOISE_DB2 = 3, 1, 1.5, 0.25
LARGEST_DB = 3
DRAWS = 4


def rms(values):
    return np.sqrt((values**2).mean(axis=-1))


def main():
    reference = json.loads((ROOT / "src/Lacquer.Mastering/Decision/TonalReference.json").read_text())
    hz, mean, covariance = (np.array(reference[k]) for k in ("bandCentresHz", "meanDb", "covarianceDb2"))
    octave = np.log2(hz)
    fault = FAULT_DB**2 * np.exp(-0.5 * ((octave[:, None] - octave) / CORRELATION_OCTAVES) ** 2)
    estimator = fault @ np.linalg.inv(INFLATION * covariance + fault + NOISE_DB2 * np.eye(len(hz)))
    rng = np.random.default_rng(0)

    def judge(deviation, damping, dead):
        wish = -(deviation @ estimator.T) * damping
        return np.sign(wish) * np.clip(np.abs(wish) - dead, 0, LARGEST_DB)

    def draw(count):
        centre, gain, width = (rng.uniform(octave[0], octave[-1], (count, 5, 1)), rng.normal(0, 3, (count, 5, 1)), rng.uniform(0.4, 1.2, (count, 5, 1)))
        curves = (gain * np.exp(-0.5 * ((octave - centre) / width) ** 2)).sum(axis=1)
        return curves - curves.mean(axis=1, keepdims=True)

    found = {}
    for name, tracks in collections(usage.words(__doc__, 1, 100)):
        balance = [t["tonalBalance"] for t in tracks]
        levels = np.array([[number(b["loudPartLevelsDb"][b["bandCentresHz"].index(f)]) for f in hz] for b in balance])
        levels = levels[(levels > -70).all(axis=1)]
        found[name] = levels - levels.mean(axis=1, keepdims=True) - mean
    faults = {name: draw(len(d) * DRAWS) for name, d in found.items()}
    print("| damping | dead band dB | clean moved dB | removed % | over 2 dB % | improved % |")
    print("|---|---|---|---|---|---|")
    for damping, dead in itertools.product((0.4, 0.5, 0.6, 0.7, 1.0), (0.0, 0.2, 0.4)):
        rows = []
        for name, deviation in found.items():
            degraded = np.repeat(deviation, DRAWS, axis=0) + faults[name]
            moved = judge(degraded, damping, dead)
            before, after = rms(faults[name]), rms(faults[name] + moved - moved.mean(axis=1, keepdims=True))
            strong = before > 2
            rows.append((rms(judge(deviation, damping, dead)).mean(), 100 * (1 - after.sum() / before.sum()),
                         100 * (1 - after[strong].sum() / before[strong].sum()), 100 * (after < before).mean()))
        print("| {} | {} | {:.2f} | {:.1f} | {:.1f} | {:.0f} |".format(damping, dead, *np.mean(rows, axis=0)))


if __name__ == "__main__":
    main()
