#!/usr/bin/env python3
"""Writes what the style features of four synthetic signals must be: librosa 0.7's definitions in plain numpy, independent of the C#.

    training/style_oracle.py > tests/Lacquer.Mastering.Tests/Analysis/Style/oracle.json

The signals are mono at 22 050 Hz, so that no rate conversion is involved; the test makes the same ones from their formulas. Slow and
obvious on purpose.
"""
import json

import numpy as np

import usage

RATE, SIZE, HOP, BANDS, CEPSTRA, LEAST = 22_050, 2_048, 512, 128, 20, 1e-9


def noise(count, seed=12_345):
    """A linear congruential generator (Numerical Recipes), so that any language makes the same noise."""
    state, out = seed, np.empty(count)
    for n in range(count):
        state = (1_664_525 * state + 1_013_904_223) % 2**32
        out[n] = state / 2**31 - 1
    return out


def signals():
    n = np.arange(3 * RATE)
    t = n / RATE
    chirp = 0.5 * np.sin(2 * np.pi * (100 * t + 900 * t**2))
    hiss = noise(len(n))
    beat = 0.4 * hiss * np.exp(-(n % (RATE // 2)) / 2_000.0)
    chord = sum(0.2 * np.sin(2 * np.pi * hz * t) for hz in (220, 277, 330, 1_760)) * (1 + 0.5 * np.sin(2 * np.pi * 0.7 * t))
    smooth, y = np.empty(len(n)), 0.0
    for i in range(len(n)):
        y = 0.95 * y + 0.05 * hiss[i]
        smooth[i] = y
    return {"chirp": chirp, "beat": beat, "chordOverDarkNoise": chord + 0.5 * smooth, "shortEnd": chord[: 20_011]}


def frames(y, mode):
    padded = np.pad(y, SIZE // 2, mode=mode)
    return np.array([padded[s : s + SIZE] for s in range(0, len(padded) - SIZE + 1, HOP)])


def mel_matrix():
    to_mel = lambda hz: hz * 3 / 200 if hz < 1_000 else 15 + np.log(hz / 1_000) * 27 / np.log(6.4)
    to_hz = lambda mel: mel * 200 / 3 if mel < 15 else 1_000 * np.exp((mel - 15) * np.log(6.4) / 27)
    edges = [to_hz(m) for m in np.linspace(0, to_mel(RATE / 2), BANDS + 2)]
    hz = np.arange(SIZE // 2 + 1) * RATE / SIZE
    rows = []
    for low, centre, high in zip(edges, edges[1:], edges[2:]):
        rows.append(np.clip(np.minimum((hz - low) / (centre - low), (high - hz) / (high - centre)), 0, None) * 2 / (high - low))
    return np.array(rows)


def features(y):
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(SIZE) / SIZE)
    cut = frames(y, "reflect")
    magnitude = np.abs(np.fft.rfft(cut * hann, axis=1))
    hz = np.arange(SIZE // 2 + 1) * RATE / SIZE
    share = magnitude / magnitude.sum(axis=1, keepdims=True)
    centroid = share @ hz
    bandwidth = np.sqrt((share * (hz - centroid[:, None]) ** 2).sum(axis=1))
    total = np.cumsum(magnitude, axis=1)
    roll_off = hz[(total >= 0.85 * total[:, -1:]).argmax(axis=1)]
    held = frames(y, "edge")
    crossings = (np.signbit(held[:, 1:]) != np.signbit(held[:, :-1])).sum(axis=1) / SIZE
    mel = magnitude**2 @ mel_matrix().T
    db = 10 * np.log10(np.maximum(mel, mel.max() * 1e-8))
    k, n = np.arange(CEPSTRA)[:, None], np.arange(BANDS)
    dct = np.cos(np.pi * k * (2 * n + 1) / (2 * BANDS)) * np.sqrt(np.where(k == 0, 1, 2) / BANDS)
    cepstra = db @ dct.T
    rms = np.sqrt((cut**2).mean(axis=1))
    log = lambda variance: np.log(variance + LEAST)
    row = []
    for series in (centroid, bandwidth, roll_off, crossings):
        row += [series.mean(), log(series.var())]
    row.append(log(cepstra[:, 0].var()))
    for c in range(1, CEPSTRA):
        row += [cepstra[:, c].mean(), log(cepstra[:, c].var())]
    row.append(log(rms.var() / rms.mean() ** 2))
    return [float(f"{v:.9g}") for v in row]


def main():
    usage.words(__doc__, 0, 0)
    print("{\n" + ",\n".join(f' {json.dumps(name)}: {json.dumps(features(y))}' for name, y in signals().items()) + "\n}")


if __name__ == "__main__":
    main()
