"""Inverse mastering: what an unfinished mix may have that its master has not.

An equaliser adds its response to the band levels and a change of width adds to the side's, so faults are drawn as numbers and
nothing is rendered while training.
"""
import numpy as np

BANDS = 40
LOW_HZ, HIGH_HZ = 30.0, 14_000.0  # FeatureLayout.LowHz, HighHz


def _number(hz):
    return 21.4 * np.log10(1 + 0.00437 * np.asarray(hz, float))


def _hz(number):
    return (10 ** (np.asarray(number) / 21.4) - 1) / 0.00437


CENTRES_HZ = _hz(np.linspace(_number(LOW_HZ), _number(HIGH_HZ), 2 * BANDS + 1))[1::2]
THIRDS_HZ = 1000 * 2.0 ** (np.arange(-13, 12) / 3)  # 50 Hz to 12.7 kHz: where a residual is measured


def peaking_db(hz, centre_hz, gain_db, q):
    """Response of an analogue peaking filter, (s² + s A/Q + 1) / (s² + s / (A Q) + 1)."""
    a = 10 ** (gain_db / 40)
    ratio = hz / centre_hz
    flat = (1 - ratio**2) ** 2
    return 10 * np.log10((flat + (ratio * a / q) ** 2) / (flat + (ratio / (a * q)) ** 2))


def draw(count, recipe, rng, resonant_share=0.0):
    """Random equalisers: their response in the features' bands and in third octaves, each without its mean.

    The means go because a track's level is no evidence: a curve whose mean were left in one of the two would be told from it, and remove
    a quarter of every fault in an evaluation for nothing.
    """
    shape = (count, recipe["filters"], 1)
    centre = np.exp(rng.uniform(np.log(recipe["fromHz"]), np.log(recipe["toHz"]), shape))
    gain = rng.normal(0, recipe["gainDb"], shape)
    q = rng.uniform(recipe["leastQ"], recipe["mostQ"], shape)
    resonant = rng.random((count, 1)) < resonant_share
    peak = [np.exp(rng.uniform(np.log(recipe["fromHz"]), np.log(recipe["toHz"]), (count, 1))), rng.uniform(*recipe["resonanceDb"], (count, 1)), rng.uniform(*recipe["resonanceQ"], (count, 1))]
    curves = []
    for hz in (CENTRES_HZ, THIRDS_HZ):
        curve = peaking_db(hz, centre, gain, q).sum(axis=1) + resonant * peaking_db(hz, *peak)
        curves.append((curve - curve.mean(axis=1, keepdims=True)).astype(np.float32))
    return tuple(curves)


def thirds(curves):
    """Curves in the features' bands, read at the third octaves; without their mean."""
    read = np.array([np.interp(np.log(THIRDS_HZ), np.log(CENTRES_HZ), curve) for curve in np.atleast_2d(curves)])
    return (read - read.mean(axis=1, keepdims=True)).astype(np.float32)
