#!/usr/bin/env python3
"""Follows notes in plain words on real mixes and measures that each moves what it names and nothing else.

    bench/sound/check_notes.py FILE... [--only WORD] [--controls OPTIONS]

Every mix is mastered once; then each note is applied to that plan (--plan … --note …) and the two masters are compared, both decoded
by ffmpeg and measured here. Columns:

  target     change within the range that is named against all bands an octave or more away from it, mean of third octaves, dB
  others     largest change among the third octaves an octave or more away from the range, level-matched, dB; of a note about a
             section or dynamics it only says how the mixture of the parts has changed
  LUFS, LRA  change by ffmpeg's ebur128
  side       change of side against mid above 150 Hz, dB
  attack     change of the level 5 ms after against 20 to 120 ms after the strongest onsets, dB
  ess        change of the 95th percentile of 5-10 kHz against the whole in 20 ms frames, dB
  inside     level change inside the stretches that the plan names, dB
  outside    largest level change of any 3 s outside of them (a second away from their borders), dB
"""
import argparse
import json
import pathlib
import shlex
import subprocess
import sys
import tempfile

import numpy as np
import scipy.signal as sig

from check_sound import decode, ebur128, frames_db

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CENTRES = 1000 * 10 ** (np.arange(-17, 14) / 10)

# Each note with the range that it names in Hz, or None.
NOTES = [
    ("a touch warmer", (100, 400)), ("warmer", (100, 400)), ("brighter", (4500, 20000)), ("a bit darker", (4500, 20000)), ("more air", (10000, 20000)),
    ("less harsh", (2500, 6000)), ("more low end", (45, 110)), ("less mud", (180, 400)), ("2 dB more at 3k", (2500, 3600)), ("more presence", (2000, 5000)),
    ("vocals forward", (1200, 4000)), ("wider", None), ("narrower", None), ("more punch", None), ("less punch", None), ("more glue", None),
    ("less limiting", None), ("louder", None), ("quieter", None), ("louder but don't squash it", None), ("less sibilant", (5000, 20000)),
    ("more saturation", None), ("bass in mono", None), ("less rumble", (20, 30)), ("quieter verse", None), ("louder chorus", None),
    ("less harsh in the chorus", (2500, 6000)), ("from 0:50 to 1:10 softer", None),
]


def spectrum(samples, rate):
    hz, power = sig.welch(samples, rate, nperseg=32768, axis=0)
    power = power.sum(axis=1)
    return np.array([10 * np.log10(power[(hz >= f / 1.122) & (hz < f * 1.122)].sum() + 1e-20) if f * 1.122 < rate / 2 else np.nan for f in CENTRES])


def tone(before, after, rate, named):
    change = spectrum(after, rate) - spectrum(before, rate)
    # The band at 20 Hz is left out: what the limiter's own movement leaves there, 35 dB under the bass, is not the note's.
    audible = np.isfinite(change) & (CENTRES > 22) & (spectrum(before, rate) > np.nanmax(spectrum(before, rate)) - 70)
    if named is None:
        return None, float(np.abs(change - np.median(change[audible]))[audible].max())
    inside = audible & (CENTRES >= named[0] * 0.99) & (CENTRES <= named[1] * 1.01)
    away = audible & ((CENTRES < named[0] / 1.99) | (CENTRES > named[1] * 1.99))
    matched = change - np.median(change[away])
    return float(matched[inside].mean()), float(np.abs(matched[away]).max())


def side(samples, rate):
    high = sig.sosfilt(sig.butter(4, 150, "highpass", fs=rate, output="sos"), samples, axis=0)
    mid, edge = high.mean(axis=1), (high[:, 0] - high[:, 1]) / 2
    return 10 * np.log10((edge ** 2).mean() / (mid ** 2).mean())


def onsets(samples, rate):
    db = frames_db(samples, rate, 5)
    rise = db[2:] - sig.medfilt(db, 21)[:-2]
    picked = []
    for i in np.argsort(-rise):
        if 30 < i < len(db) - 40 and db[i] > np.median(db) and all(abs(i - j) > 30 for j in picked):
            picked.append(i + 2)
        if len(picked) == 150:
            break
    return np.array(picked)


def attack(samples, rate, at):
    db = frames_db(samples, rate, 5)
    return float(np.mean([db[i:i + 2].max() - 10 * np.log10((10 ** (db[i + 4:i + 24] / 10)).mean()) for i in at]))


def ess(samples, rate):
    band = sig.sosfilt(sig.butter(4, [5000, 10000], "bandpass", fs=rate, output="sos"), samples, axis=0)
    whole = frames_db(samples, rate)
    loud = whole > np.percentile(whole, 30)
    return float(np.percentile((frames_db(band, rate) - whole)[loud], 95))


def places(plan, seconds):
    marks = np.zeros(int(seconds * 10) + 1, bool)
    for stretch in plan["overrides"]:
        if stretch["fadeSeconds"] == 0.4:
            marks[int(stretch["fromSeconds"] * 10):int(stretch["toSeconds"] * 10)] = True
    return marks


def stretches(before, after, rate, marks):
    if not marks.any():
        return None, None
    old, new = frames_db(before, rate, 100), frames_db(after, rate, 100)
    count = min(len(old), len(new), len(marks))
    old, new, inside = 10 ** (old[:count] / 10), 10 ** (new[:count] / 10), marks[:count]
    near = np.convolve(inside, np.ones(21), "same") > 0
    level = lambda where: 10 * np.log10(new[where].sum() / old[where].sum())
    worst = 0.0
    for start in range(0, count - 30, 10):
        window = slice(start, start + 30)
        if not near[window].any() and old[window].mean() > 1e-6:
            worst = max(worst, abs(10 * np.log10(new[window].sum() / old[window].sum())))
    return level(inside), worst


def master(program, arguments, target):
    done = subprocess.run([*shlex.split(program), "master", *arguments, "-o", target, "--bits", "32f", "--json", "-"], capture_output=True, text=True, check=False)
    return (json.loads(done.stdout)[0], None) if done.returncode == 0 else (None, done.stderr.strip())


def number(value):
    return "" if value is None else f"{value:+.2f}"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("files", nargs="+")
    arguments.add_argument("--only", help="only notes that hold this word")
    arguments.add_argument("--program", default=str(ROOT / "lacquer"), help="what to start, default ./lacquer")
    arguments.add_argument("--controls", default="", help="further options for the first master")
    chosen = arguments.parse_args()
    print("| mix | note | target | others | LUFS | LRA | side | attack | ess | inside | outside | limiting |")
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    for file in chosen.files:
        name = pathlib.Path(file).stem
        with tempfile.TemporaryDirectory() as folder:
            plan = f"{folder}/plan.json"
            first, error = master(chosen.program, [file, "--save-plan", plan, *chosen.controls.split()], f"{folder}/before.wav")
            if error:
                print(f"| {name} | {error} |" + "|" * 10)
                continue
            rate, before = decode(f"{folder}/before.wav")
            loudness, at = ebur128(f"{folder}/before.wav"), onsets(before, rate)
            for note, named in NOTES:
                if chosen.only and chosen.only not in note:
                    continue
                target = f"{folder}/after.wav"
                report, error = master(chosen.program, [file, "--plan", plan, "--note", note, "--force"], target)
                if error:
                    print(f"| {name} | {note} | {error} |" + "|" * 9, flush=True)
                    continue
                _, after = decode(target)
                now = ebur128(target)
                moved, others = tone(before, after, rate, named)
                inside, outside = stretches(before, after, rate, places(report["plan"], len(before) / rate))
                row = [moved, others, now[0] - loudness[0], now[1] - loudness[1], side(after, rate) - side(before, rate),
                       attack(after, rate, at) - attack(before, rate, at), ess(after, rate) - ess(before, rate), inside, outside]
                print(f"| {name} | {note} | " + " | ".join(number(value) for value in row)
                      + f" | {first['maxLimitingDb']:.1f} → {report['maxLimitingDb']:.1f} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
