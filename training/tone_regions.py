#!/usr/bin/env python3
"""Writes src/Lacquer.Mastering/Analysis/Findings/ToneRegions.json: how loud a region of the spectrum is when one knows the rest.

    training/tone_regions.py > src/Lacquer.Mastering/Analysis/Findings/ToneRegions.json

From the mean and covariance of finished masters (TonalReference.json): the best linear guess of a region's mean level from the
bands outside of it, and how far music strays from that guess. Weights of a region sum to zero, so that no overall level counts.
"""
import json
import pathlib

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "src/Lacquer.Mastering/Decision/TonalReference.json"
# Region, and what around it is not listened to: a fault of the region reaches into its neighbours, which must not explain it away.
REGIONS_HZ = {
    "mud": ((160, 315), (125, 400)),
    "boxiness": ((400, 800), (315, 1_000)),
    "harshness": ((2_000, 5_000), (1_600, 6_300)),
    "dullness": ((6_300, 12_500), (2_500, 12_500)),
}
ANY_LEVEL_DB2 = 1e4  # variance of the level that says nothing
RIDGE_DB2 = 25.0     # a third octave of one track strays by about 5 dB whatever its neighbours say (measured)


def region(centres, mean, covariance, edges, ignored):
    inside = (centres >= edges[0]) & (centres <= edges[1])
    outside = (centres < ignored[0]) | (centres > ignored[1])
    average = inside / inside.sum()
    known = covariance[np.ix_(outside, outside)] + RIDGE_DB2 * np.eye(outside.sum())
    weights = average.copy()
    weights[outside] = -np.linalg.solve(known, covariance[outside] @ average)
    weights[outside] -= weights.sum() / outside.sum()  # what the finite variance of the level leaves
    return {
        "fromHz": edges[0],
        "toHz": edges[1],
        "weights": [round(float(w), 4) for w in weights],
        "usualDb": round(float(weights @ mean), 3),
        "spreadDb": round(float(np.sqrt(weights @ covariance @ weights)), 3),
    }


def main():
    reference = json.loads(REFERENCE.read_text())
    centres = np.array(reference["bandCentresHz"], float)
    covariance = np.array(reference["covarianceDb2"]) + ANY_LEVEL_DB2
    found = {name: region(centres, np.array(reference["meanDb"]), covariance, *edges) for name, edges in REGIONS_HZ.items()}
    rows = ",\n".join(f'  {json.dumps(name)}: {json.dumps(values)}' for name, values in found.items())
    print('{\n "source": "training/tone_regions.py from TonalReference.json of ' + reference["asOf"] + '",')
    print(f' "bandCentresHz": {json.dumps(reference["bandCentresHz"])},\n "regions": {{\n{rows}\n }}\n}}')


if __name__ == "__main__":
    main()
