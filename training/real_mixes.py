#!/usr/bin/env python3
"""Says what the program does to real mixes, for which there is no right answer, beside what a paid service did to its five.

    training/real_mixes.py [--landr CSV] FILES... > table.md

Masters each file with the default controls and prints a Markdown table, then the reasons. CSV is the table of LANDR's and AI Mastering's
results on five mixes (ai-mastering/mastering_comparison).
"""
import argparse
import csv
import json
import pathlib
import subprocess
import tempfile

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent
QUIET_LUFS = "-24"  # so soft that hardly anything is limited
JUDGED_HZ, HIGHS_HZ = (50, 12_700), (2_000, 18_000)
COLUMNS = ("equaliser dB RMS", "tone moved dB RMS", "2–18 kHz dB", "range LU", "of it before the limiter", "peak to loudness dB", "loudness LUFS", "true peak dBTP")


def moves(hz, before, after):
    """RMS of the change of tone, and what 2–18 kHz gained against the rest: both blind to level."""
    hz, before, after = np.array(hz), np.array(before, float), np.array(after, float)
    known = np.isfinite(before) & np.isfinite(after) & (before > np.nanmax(before) - 60)
    change = after - before
    judged = known & (hz >= JUDGED_HZ[0]) & (hz <= JUDGED_HZ[1])
    change = change - change[judged].mean()
    highs = known & (hz >= HIGHS_HZ[0]) & (hz <= HIGHS_HZ[1])
    lows = judged & ~highs
    return np.sqrt((change[judged] ** 2).mean()), change[highs].mean() - change[lows].mean()


def row(name, verdict, tone, highs, before, after, equaliser="", unlimited=""):
    numbers = (equaliser, f"{tone:.1f}", f"{highs:+.1f}", f"{after[1] - before[1]:+.1f}", unlimited, f"{before[2]:.1f} → {after[2]:.1f}", f"{before[0]:.1f} → {after[0]:.1f}", f"{after[3]:+.2f}")
    return f"| {name} | {verdict} | " + " | ".join(numbers) + " |"


def summary(loudness):
    return [float("nan") if loudness[key] is None else loudness[key] for key in ("integratedLufs", "loudnessRangeLu", "peakToLoudnessLu", "truePeakDbtp")]


def equaliser(track):
    """RMS of what the equaliser alone does to the middle: what the judge of tone moves."""
    parameters = next(stage["parameters"] for stage in track["plan"]["stages"] if stage["name"] == "equalizer")
    knots = np.array([value for name, value in parameters.items() if name.startswith("mid") and JUDGED_HZ[0] <= float(name[3:-2]) <= JUDGED_HZ[1]])
    return np.sqrt(((knots - knots.mean()) ** 2).mean())


def master(path, *controls):
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([ROOT / "lacquer", "master", path, "-o", pathlib.Path(folder) / "m.wav", "--json", "-", *controls], capture_output=True, text=True, check=False)
    return json.loads(done.stdout)[0]


def ours(paths):
    rows, reasons, tones, highs = [], [], [], []
    for path in paths:
        track = master(path)
        if "error" in track:
            rows.append(f"| {path.stem} | {track['error']['message']} |" + " |" * len(COLUMNS))
            continue
        before, after = track["input"]["tonalBalance"], track["result"]["tonalBalance"]
        levels = [[np.nan if v is None else v for v in b["levelsDb"]] for b in (before, after)]
        tone, high = moves(before["bandCentresHz"], *levels)
        tones.append(tone)
        highs.append(high)
        quiet = master(path, "--loudness", QUIET_LUFS)
        unlimited = quiet["result"]["loudness"]["loudnessRangeLu"] - quiet["input"]["loudness"]["loudnessRangeLu"]
        rows.append(row(path.stem, track["verdict"], tone, high, summary(track["input"]["loudness"]), summary(track["result"]["loudness"]), f"{equaliser(track):.1f}", f"{unlimited:+.1f}"))
        why = [reason for stage in track["plan"]["stages"] if stage["active"] and stage["name"] in ("equalizer", "image", "dynamics", "resonance", "compressor") for reason in stage["reasons"]]
        reasons.append(f"- **{path.stem}** ({track['input']['style']['label']}): " + ("; ".join(why) or "nothing but level"))
    rows.append(f"| *mean* | | | {np.mean(tones):.1f} | {np.mean(highs):+.1f} | | | | | |")
    return rows, reasons


def service(path):
    with open(path, newline="", encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    bands = [name for name in lines[0] if name.startswith("band")]
    hz = [float(name.removeprefix("band").removesuffix("HzDb")) for name in bands]
    def levels(line):
        return [float(line[band]) if line[band] else np.nan for band in bands]

    def measured(line):
        lufs, peak = float(line["integratedLufs"]), float(line["truePeakDbtp"])
        return [lufs, float(line["loudnessRangeLu"]), peak - lufs, peak]

    originals = {line["song"]: line for line in lines if line["service"].lower().startswith(("original", "mix", "none"))}
    rows = []
    for line in lines:
        if line["service"] == "LANDR" and line["song"] in originals:
            before = originals[line["song"]]
            rows.append(row(f"{line['song']}, LANDR {line['setting']}", "", *moves(hz, levels(before), levels(line)), measured(before), measured(line)))
    return rows


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("files", nargs="+", type=pathlib.Path)
    arguments.add_argument("--landr", type=pathlib.Path)
    given = arguments.parse_args()
    rows, reasons = ours(given.files)
    print("| mix | verdict | " + " | ".join(COLUMNS) + " |\n|---|---|" + "---|" * len(COLUMNS))
    print("\n".join(rows + (service(given.landr) if given.landr else [])))
    print()
    print("\n".join(reasons))


if __name__ == "__main__":
    main()
