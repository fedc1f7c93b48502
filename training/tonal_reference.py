#!/usr/bin/env python3
"""Writes src/Lacquer.Mastering/Decision/TonalReference.json: what finished masters measure.

    training/tonal_reference.py FOLDER... > src/Lacquer.Mastering/Decision/TonalReference.json

Each FOLDER holds the music of one collection (a Debian package unpacked with dpkg-deb -x, say). Every track is measured
by the product itself (./lacquer analyze --json), so that the reference and its use are one implementation. Collections
weigh the same whatever their size: a reference of one composer's taste is none.
"""
import concurrent.futures
import datetime
import json
import pathlib
import subprocess
import sys

import numpy as np

import usage

ROOT = pathlib.Path(__file__).resolve().parent.parent
SUFFIXES = {".ogg", ".opus", ".mp3", ".flac", ".wav"}
SHORTEST_SECONDS = 60  # shorter files are jingles and effects
LOWEST_RATE_HZ = 44_100
JUDGED_HZ = (50, 12_500)
SHRINKAGE = 0.1  # towards the diagonal: fewer collections than bands


def measure(path):
    done = subprocess.run([ROOT / "lacquer", "analyze", "--json", path], capture_output=True, text=True, check=False)
    try:
        track = json.loads(done.stdout)[0]
    except (json.JSONDecodeError, IndexError):
        return None
    usable = (
        "error" not in track
        and track["durationSeconds"] >= SHORTEST_SECONDS
        and track["sampleRateHz"] >= LOWEST_RATE_HZ
        and track["channels"] == 2
        and track["loudness"]["integratedLufs"] is not None
    )
    return track if usable else None


def collections(folders):
    for folder in folders:
        files = sorted(p for p in pathlib.Path(folder).rglob("*") if p.suffix.lower() in SUFFIXES and p.stat().st_size > 400_000)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            tracks = [t for t in pool.map(measure, files) if t]
        print(f"{pathlib.Path(folder).name}: {len(tracks)} of {len(files)} files", file=sys.stderr)
        if len(tracks) >= 3:
            yield pathlib.Path(folder).name, tracks


def weighted(values, weights):
    values, weights = np.asarray(values, float), np.asarray(weights)
    keep = np.isfinite(values)
    values, weights = values[keep], weights[keep] / weights[keep].sum()
    mean = float((weights * values).sum())
    deviation = float(np.sqrt((weights * (values - mean) ** 2).sum()))
    return {"mean": round(mean, 2), "deviation": round(deviation, 2)}


def number(value):
    return float("nan") if value is None else value


def main():
    found = sorted(collections(usage.words(__doc__, 1, 100)))
    tracks = [t for _, c in found for t in c]
    weights = np.array([1 / len(c) for _, c in found for _ in c])
    centres = tracks[0]["tonalBalance"]["bandCentresHz"]
    judged = [i for i, hz in enumerate(centres) if JUDGED_HZ[0] <= hz <= JUDGED_HZ[1]]
    levels = np.array([[number(t["tonalBalance"]["loudPartLevelsDb"][i]) for i in judged] for t in tracks])
    whole = np.isfinite(levels).all(axis=1) & (levels > -70).all(axis=1)
    levels, w = levels[whole], weights[whole] / weights[whole].sum()
    levels -= levels.mean(axis=1, keepdims=True)
    mean = w @ levels
    centred = levels - mean
    covariance = (centred * w[:, None]).T @ centred
    covariance = (1 - SHRINKAGE) * covariance + SHRINKAGE * np.diag(np.diag(covariance))
    bands = [[number(t["dynamics"]["bands"][b]["swingDb"]) for t in tracks] for b in range(4)]
    reference = {
        "asOf": datetime.date.today().isoformat(),
        "source": "training/tonal_reference.py over the freely licensed music of Debian packages: " + ", ".join(name for name, _ in found),
        "tracks": int(whole.sum()),
        "bandCentresHz": [centres[i] for i in judged],
        "meanDb": [round(float(v), 2) for v in mean],
        "covarianceDb2": [[round(float(v), 2) for v in row] for row in covariance],
        "sideToMidDb": weighted([number(t["stereo"]["sideToMidDb"]) for t in tracks], weights),
        "bandSwingDb": [weighted(b, weights) for b in bands],
        "sibilanceDb": weighted([number(t["dynamics"]["sibilanceDb"]) for t in tracks], weights),
    }
    rows = ",\n  ".join(json.dumps(row) for row in reference["covarianceDb2"])
    fields = [f" {json.dumps(k)}: " + (f"[\n  {rows}\n ]" if k == "covarianceDb2" else json.dumps(v)) for k, v in reference.items()]
    print("{\n" + ",\n".join(fields) + "\n}")


if __name__ == "__main__":
    main()
