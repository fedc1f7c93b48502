#!/usr/bin/env python3
"""Writes src/Lacquer.Mastering/Decision/StyleTones.json: what the spectra of each style of music usually look like.

    training/style_tones.py CSV MUSIC [--cache FILE.npz] > src/Lacquer.Mastering/Decision/StyleTones.json

CSV holds the features of the GTZAN excerpts by librosa 0.7 (model/style.md): a hundred half minutes of each of ten styles, of which the
sound is not at hand but the mean cepstrum is, a smoothed mel spectrum in twenty numbers. What third octaves go with which cepstrum is
learned from music that is at hand: the packages of model/manifest.csv below the folder MUSIC, of which half a minute out of the middle is
measured both ways. Ridge regression; penalty by leaving out one package after the other, and so is the error, which goes into every
style's deviation: what the cepstrum does not tell makes the range wider, never narrower. Many excerpts are copies of radio and tape that end
well before 11 kHz, which is no tone of a style: the music is also shown with its top cut off, so that the regression does not go by it. What is told this way and how well is printed on
standard error.
"""
import argparse
import csv
import datetime
import json
import pathlib
import subprocess
import sys

import numpy as np
import scipy.signal as sig

from style_oracle import BANDS, CEPSTRA, HOP, RATE, SIZE, mel_matrix

ROOT = pathlib.Path(__file__).resolve().parent.parent
LABELS = ["blues", "classical", "country", "disco", "hiphop", "jazz", "metal", "pop", "reggae", "rock"]
FULL_RATE, SECONDS = 44_100, 30
CENTRES = 1000 * 10 ** (np.arange(-13, 10) / 10)  # 50 Hz to 8 kHz: half the data set's rate is 11 kHz, and many of its files end before
COPIES, CUT_HZ, CUT_DB = 4, (6_000, 11_000), 60  # each track also as if its file ended so early, however steeply
NAMES = [50, 63, 80, 100, 125, 160, 200, 250, 315, 400, 500, 630, 800, 1000, 1250, 1600, 2000, 2500, 3150, 4000, 5000, 6300, 8000]
PENALTIES = 10.0 ** np.arange(-1, 5)
KNOWN_FAULTS = {"jazz.00054"}  # this file of the data set is damaged


def decode(path, seconds):
    start = max(0, (seconds - SECONDS) / 2)
    raw = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-ss", f"{start:.1f}", "-t", str(SECONDS), "-i", path, "-ac", "2", "-ar", str(FULL_RATE), "-f", "f32le", "-"],
                         capture_output=True, check=True).stdout
    return np.frombuffer(raw, "<f4").reshape(-1, 2).astype(np.float64)


def third_octaves(samples):
    hz, power = sig.welch(samples, FULL_RATE, nperseg=16_384, axis=0)
    power, edge, width = power.sum(axis=1), 10 ** 0.05, hz[1] - hz[0]
    share = [np.clip((np.minimum(hz + width / 2, f * edge) - np.maximum(hz - width / 2, f / edge)) / width, 0, 1) for f in CENTRES]
    return np.array([10 * np.log10((power * s).sum() + 1e-20) for s in share])


def cepstrum(samples, mel):
    """The means of librosa's coefficients 2 to 20; the first is the level."""
    mono = sig.resample_poly(samples.mean(axis=1), 1, FULL_RATE // RATE)
    _, _, transform = sig.stft(mono, RATE, window="hann", nperseg=SIZE, noverlap=SIZE - HOP, boundary="even", padded=False)
    power = (np.abs(transform) * SIZE / 2) ** 2
    bands = mel @ power
    db = 10 * np.log10(np.maximum(bands, bands.max() * 1e-8))
    k, n = np.arange(CEPSTRA)[:, None], np.arange(BANDS)
    dct = np.cos(np.pi * k * (2 * n + 1) / (2 * BANDS)) * np.sqrt(np.where(k == 0, 1, 2) / BANDS)
    return (dct @ db).mean(axis=1)[1:]


def measured(music, cache):
    """Cepstra, third octaves and packages of the music at hand."""
    if cache and cache.exists():
        stored = np.load(cache)
        return stored["cepstra"], stored["levels"][:, :len(CENTRES)], stored["packages"]
    mel, rows = mel_matrix(), []
    with open(ROOT / "model/manifest.csv", encoding="utf-8") as manifest:
        for track in csv.DictReader(manifest):
            path = music / track["package"] / track["path"]
            if float(track["seconds"]) < SECONDS or not path.exists():
                continue
            samples = decode(path, float(track["seconds"]))
            levels = third_octaves(samples)
            if levels.min() > levels.max() - 90:
                rows.append((cepstrum(samples, mel), levels - levels.mean(), track["package"]))
    cepstra, levels, packages = (np.array([row[i] for row in rows]) for i in range(3))
    if cache:
        np.savez(cache, cepstra=cepstra, levels=levels, packages=packages)
    return cepstra, levels, packages


def cut(cepstra, random):
    """The cepstra as they would be with the top cut off: a filter adds to every mel band the same in every frame, so to its mean as well."""
    to_hz = lambda mel: np.where(mel < 15, mel * 200 / 3, 1_000 * np.exp((mel - 15) * np.log(6.4) / 27))
    hz = to_hz(np.linspace(0, 15 + np.log(RATE / 2 / 1_000) * 27 / np.log(6.4), BANDS + 2)[1:-1])
    corner = random.uniform(*CUT_HZ, len(cepstra))[:, None]
    slope = random.uniform(0, CUT_DB, len(cepstra))[:, None] * 4  # dB an octave
    k, n = np.arange(1, CEPSTRA)[:, None], np.arange(BANDS)
    dct = np.cos(np.pi * k * (2 * n + 1) / (2 * BANDS)) * np.sqrt(2 / BANDS)
    return cepstra + np.clip(-slope * np.log2(hz / corner), -CUT_DB, 0) @ dct.T


def fitted(x, y, weights, penalty):
    """Weighted ridge regression on standardised columns."""
    middle, spread = np.average(x, axis=0, weights=weights), np.sqrt(np.average((x - np.average(x, axis=0, weights=weights)) ** 2, axis=0, weights=weights))
    z, mean = (x - middle) / spread, np.average(y, axis=0, weights=weights)
    gram = (z * weights[:, None]).T @ z + penalty * np.eye(z.shape[1]) / len(z) * weights.sum()
    slope = np.linalg.solve(gram, (z * weights[:, None]).T @ (y - mean))
    return lambda new: mean + (new - middle) / spread @ slope


def left_out(x, y, packages, penalty):
    """Each package as told by the others."""
    told = np.empty_like(y)
    for package in np.unique(packages):
        here = packages == package
        told[here] = fitted(x[~here], y[~here], weights(packages[~here]), penalty)(x[here])
    return told


def weights(packages):
    """Packages weigh the same whatever their size, as in tonal_reference.py."""
    names, counts = np.unique(packages, return_counts=True)
    return np.array([1 / dict(zip(names, counts))[package] for package in packages])


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("csv", type=pathlib.Path)
    arguments.add_argument("music", type=pathlib.Path)
    arguments.add_argument("--cache", type=pathlib.Path, help="keeps what was measured of the music")
    chosen = arguments.parse_args()
    x, y, packages = measured(chosen.music, chosen.cache)
    tracks, random = len(y), np.random.default_rng(1)
    y = y - y.mean(axis=1, keepdims=True)
    x = np.concatenate([x, *(cut(x, random) for _ in range(COPIES))])
    y, packages = np.concatenate([y] * (COPIES + 1)), np.concatenate([packages] * (COPIES + 1))
    w = weights(packages)
    errors = {penalty: np.average((left_out(x, y, packages, penalty) - y) ** 2, axis=0, weights=w) for penalty in PENALTIES}
    penalty = min(errors, key=lambda p: errors[p].mean())
    error = errors[penalty]
    spread = np.average((y - np.average(y, axis=0, weights=w)) ** 2, axis=0, weights=w)
    print(f"{tracks} tracks of {len(np.unique(packages))} packages, penalty {penalty:g}: error {np.sqrt(error.mean()):.2f} dB RMS of packages left out, "
          f"tracks differ by {np.sqrt(spread.mean()):.2f}", file=sys.stderr)
    print("hz " + " ".join(f"{hz:>5}" for hz in NAMES), file=sys.stderr)
    print("err" + " ".join(f"{v:5.1f}" for v in np.sqrt(error)) + "\nall" + " ".join(f"{v:5.1f}" for v in np.sqrt(spread)), file=sys.stderr)
    tell = fitted(x, y, w, penalty)
    styles = []
    with open(chosen.csv, encoding="utf-8") as rows:
        excerpts = [(row["label"], row["filename"].removesuffix(".wav"), [float(row[f"mfcc{c}_mean"]) for c in range(2, CEPSTRA + 1)]) for row in csv.DictReader(rows)]
    for label in LABELS:
        told = tell(np.array([cepstra for style, name, cepstra in excerpts if style == label and name not in KNOWN_FAULTS]))
        told -= told.mean(axis=1, keepdims=True)
        styles.append({"style": label, "tracks": len(told), "meanDb": np.round(told.mean(axis=0), 2).tolist(),
                       "deviationDb": np.round(np.sqrt(told.var(axis=0) + error), 2).tolist()})
        print(f"{label:>10}" + " ".join(f"{v:5.1f}" for v in told.mean(axis=0)) + "\n   ±      " + " ".join(f"{v:5.1f}" for v in styles[-1]["deviationDb"]), file=sys.stderr)
    head = {
        "asOf": datetime.date.today().isoformat(),
        "source": f"training/style_tones.py: mean cepstra of the GTZAN excerpts, read as third octaves by a regression on {tracks} tracks of model/manifest.csv",
        "errorDb": round(float(np.sqrt(error.mean())), 2),
        "bandCentresHz": NAMES,
    }
    print("{\n" + ",\n".join(f" {json.dumps(k)}: {json.dumps(v)}" for k, v in head.items()) + ',\n "styles": [\n  '
          + ",\n  ".join(json.dumps(style) for style in styles) + "\n ]\n}")


if __name__ == "__main__":
    main()
