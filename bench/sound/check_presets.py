#!/usr/bin/env python3
"""Masters music of each style with that style's preset, and says whether the preset keeps what its reasons promise.

    bench/sound/check_presets.py FOLDER [--tracks 2] > table.md

FOLDER is what training/dataset.py and training/features.py filled. Styles come from training/style-files.csv (known by title) and, where it has
too few, from the classifier's likeliest tracks: of those the style is a guess. Exit code 1 when a promise is broken.
"""
import argparse
import csv
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LUFS = {"low": -14.5, "medium": -12.0, "high": -10.0}
VOLUME_LU = 1.5
TOLERANCE_LU, TOLERANCE_DB = 0.15, 0.05
KEPT_RANGE_LU = 1.5  # what a preset with compression 1 or 2 may take at most: as automatic compression (tests, ControlTests)


def lacquer(*arguments):
    done = subprocess.run([ROOT / "lacquer", *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(done.stderr)
    return json.loads(done.stdout)


def known(folder):
    with open(ROOT / "training" / "style-files.csv", newline="", encoding="utf-8") as file:
        return [(row["style"], folder / row["path"], "title") for row in csv.DictReader(file)]


def likeliest(folder, styles):
    """Every measured track by its likeliest style, the most certain first."""
    with open(ROOT / "model" / "manifest.csv", newline="", encoding="utf-8") as file:
        tracks = [row for row in csv.DictReader(file) if row["split"] != "test"]
    found = []
    for row in tracks:
        measured = folder / "features" / (row["sha256"][:16] + ".npz")
        if measured.exists():
            with np.load(measured) as values:
                posterior = values["style"]
            found.append((posterior.max(), styles[int(posterior.argmax())], folder / row["package"] / row["path"]))
    return [(style, path, f"told, {100 * share:.0f} %") for share, style, path in sorted(found, key=lambda entry: -entry[0])]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--tracks", type=int, default=2)
    given = arguments.parse_args()
    presets = [preset for preset in lacquer("presets", "--json") if preset["kind"] == "style"]
    styles = sorted(preset["name"] for preset in presets)
    music = [entry for entry in known(given.folder) if entry[1].exists()] + likeliest(given.folder, styles)
    print("| preset | track | style by | LUFS wanted | LUFS | dBTP | range LU | peak to loudness dB | limiting dB | broken |\n|---|---|---|---|---|---|---|---|---|---|")
    broken = 0
    with tempfile.TemporaryDirectory() as scratch:
        for preset in presets:
            values = {name: setting["value"] if isinstance(setting, dict) else setting for name, setting in preset["controls"].items()}
            wanted = LUFS[values.get("intensity", "medium")] + VOLUME_LU * (int(values.get("volume", 3)) - 3)
            for _, path, by in [entry for entry in music if entry[0] == preset["name"]][:given.tracks]:
                master = str(pathlib.Path(scratch) / "master.wav")
                report = lacquer("master", path, "-o", master, "--force", "--preset", preset["name"], "--json", "-")[0]
                unlimited = lacquer("master", path, "-o", master, "--force", "--preset", preset["name"], "--loudness", "-24", "--json", "-")[0]
                before, after = report["input"]["loudness"], report["result"]["loudness"]
                taken = before["loudnessRangeLu"] - unlimited["result"]["loudness"]["loudnessRangeLu"]
                short = any(warning["code"] == "loudnessNotReached" for warning in report["warnings"])
                stopped = after["integratedLufs"] < wanted and (short or report["maxLimitingDb"] > 0.8 * {"low": 3, "medium": 4.5, "high": 6}[values.get("intensity", "medium")])
                faults = []
                if abs(after["integratedLufs"] - wanted) > TOLERANCE_LU and not stopped and report["verdict"] == "mastered":
                    faults.append("loudness")
                if after["truePeakDbtp"] > float(values.get("ceiling", -1)) + TOLERANCE_DB:
                    faults.append("true peak")
                if int(values.get("compression", 3)) <= 2 and taken > KEPT_RANGE_LU:
                    faults.append("range")
                broken += len(faults)
                print(f"| {preset['name']} | {path.stem} | {by} | {wanted:.1f} | {before['integratedLufs']:.1f} → {after['integratedLufs']:.1f} | {after['truePeakDbtp']:.2f} | "
                      f"{before['loudnessRangeLu']:.1f} → {after['loudnessRangeLu']:.1f} | {before['peakToLoudnessLu']:.1f} → {after['peakToLoudnessLu']:.1f} | {report['maxLimitingDb']:.1f} | {', '.join(faults)} |", flush=True)
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
