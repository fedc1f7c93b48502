#!/usr/bin/env python3
"""Follows notes in plain words on whole mixes and measures that each moves what it names, by what it says, and nothing else.

    bench/sound/check_notes.py FILE... [--only WORD] [--controls OPTIONS]

Every mix is mastered once; then each note is applied to that plan (--plan … --note …) and the two masters are compared, both decoded by
ffmpeg and measured here.

  promised   what the note says in dB or LU (docs/contract.md); > 0 and < 0 where no number is promised
  got        what the rendered sound moved by:
             tone     mean of the third octaves within the range, against the median of those an octave or more away; "vocals" in mid
             section  the same, or the K-weighted level, inside the stretches that the plan names
             width    side against mid, mean of the third octaves above 150 Hz
             attack   level 5 ms after against 20 to 120 ms after the 150 strongest onsets
             ess      95th percentile of 5-10 kHz against the whole in 20 ms frames
             LUFS     ffmpeg's ebur128
  elsewhere  the largest move of anything that the note does not name, and what it is: a third octave an octave or more away from the
             range that can be heard (without their median), width, loudness, loudness range, or the level of any 3 s outside of the stretches. The
             loudness range is compared to that of the master without the note after a linear filter of the promised shape: lows that
             come up in a chorus only are the note's own. Notes about dynamics, loudness and sections name the range themselves.
  mark       ✗ where got is off by more than 0.3 dB, or elsewhere moves by more than 0.5 dB
"""
import argparse
import json
import pathlib
import shlex
import subprocess
import sys
import tempfile

import numpy as np
import scipy.io.wavfile as wav
import scipy.signal as sig

from check_sound import decode, ebur128, frames_db

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CENTRES = 1000 * 10 ** (np.arange(-17, 14) / 10)
# Threshold of hearing at these third octaves, dB SPL (ISO 226:2003, Table 1); music is played so that its strongest third octave has 85.
THRESHOLD_DB = np.array([78.5, 68.7, 59.5, 51.1, 44.0, 37.5, 31.5, 26.5, 22.1, 17.9, 14.4, 11.4, 8.6, 6.2, 4.4, 3.0, 2.2, 2.4, 3.5, 1.7, -1.3, -4.2, -6.0, -5.4, -1.5, 6.0,
                         12.6, 13.9, 12.3, 20.0, 50.0])
LOUDEST_DB_SPL = 85
OFF_DB, ELSEWHERE_DB = 0.3, 0.5
LEAST = 0.2  # of what has a direction and no number

# Each note: what is measured, the range that it names in Hz, and what it promises.
NOTES = [
    ("a touch warmer", "tone", (100, 400), 1.2), ("warmer", "tone", (100, 400), 2), ("brighter", "tone", (4500, 20000), 2), ("a bit darker", "tone", (4500, 20000), -1.2),
    ("more air", "tone", (10000, 20000), 2), ("less harsh", "tone", (2500, 6000), -2), ("more low end", "tone", (45, 110), 2), ("less boomy", "tone", (80, 160), -2),
    ("less mud", "tone", (180, 400), -2), ("more presence", "tone", (2000, 5000), 2), ("vocals forward", "vocals", (1200, 4000), 1.5),
    ("wider", "width", None, 1.5), ("narrower", "width", None, -1.5), ("more punch", "attack", None, ">"),
    ("less limiting", "LUFS", None, -1), ("louder", "LUFS", None, 1.5), ("quieter", "LUFS", None, -1.5), ("less sibilant", "ess", (5000, 20000), "<"),
    ("more saturation", "tone", None, None), ("bass in mono", "tone", None, None), ("quieter verse", "section", None, -1.5), ("louder chorus", "section", None, 1.5),
    ("less harsh in the chorus", "section", (2500, 6000), -2), ("from 0:50 to 1:10 quieter", "section", None, -1.5),
    ("+3 dB at 1 kHz from 1:00 to 2:00", "section", (1000, 1000), 3), ("less bass from 0:40 to 1:20", "section", (45, 110), -2), ("raise 1:00 to 1:30 by 1 dB", "section", None, 1),
]


def spectra(samples, rate):
    """Third octaves of both channels together, of mid and of side, in dB."""
    hz, power = sig.welch(np.column_stack([samples.mean(axis=1), (samples[:, 0] - samples[:, 1]) / 2]), rate, nperseg=32768, axis=0)
    bands = np.array([power[(hz >= f / 1.122) & (hz < f * 1.122)].sum(axis=0) if f * 1.122 < rate / 2 else [0, 0] for f in CENTRES]) + 1e-20
    return {"whole": 10 * np.log10(bands.sum(axis=1)), "mid": 10 * np.log10(bands[:, 0]), "side": 10 * np.log10(bands[:, 1])}


def shape(named, hz):
    """The promise over frequency: all of it within the range, nothing an octave outside."""
    below, above = np.log2(named[0] / np.maximum(hz, 1)), np.log2(np.maximum(hz, 1) / named[1])
    return np.clip(1 - np.maximum(below, above), 0, 1)


def tone(before, after, named, channel):
    """Change within the range, and the largest one elsewhere with its frequency."""
    level = before["whole"]
    audible = level - level.max() + LOUDEST_DB_SPL > THRESHOLD_DB
    away = audible if named is None else audible & ((CENTRES < named[0] / 1.99) | (CENTRES > named[1] * 1.99))
    whole = after["whole"] - before["whole"]
    middle = np.median(whole[away])
    worst = np.flatnonzero(away)[np.abs(whole - middle)[away].argmax()]
    inside = None if named is None else audible & (CENTRES >= named[0] * 0.99) & (CENTRES <= named[1] * 1.01)
    got = None if named is None else float((after[channel] - before[channel])[inside].mean() - middle)
    return got, (float(whole[worst] - middle), f"{CENTRES[worst]:.0f} Hz")


def width(before, after, named):
    bands = (CENTRES > 150) & (CENTRES < 17_000) & (before["side"] > before["mid"] - 40)
    if named is not None:
        bands &= (CENTRES < named[0] / 1.99) | (CENTRES > named[1] * 1.99)
    return float(((after["side"] - after["mid"]) - (before["side"] - before["mid"]))[bands].mean())


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


def places(plan, base, seconds):
    """Tenths of seconds that lie within stretches which the note added."""
    marks = np.zeros(int(seconds * 10) + 1, bool)
    for stretch in plan["overrides"]:
        if stretch not in base["overrides"]:
            marks[int(stretch["fromSeconds"] * 10):int(stretch["toSeconds"] * 10)] = True
    return marks


def weighted(samples, rate):
    """K-weighting of ITU-R BS.1770, from its analogue prototypes."""
    sections = []
    for hz, q, db in ((1681.974450955533, 0.7071752369554196, 3.999843853973347), (38.13547087602444, 0.5003270373238773, None)):
        k = np.tan(np.pi * hz / rate)
        a0 = 1 + k / q + k * k
        if db is None:
            b = [1, -2, 1]
        else:
            high = 10 ** (db / 20)
            edge = high ** 0.4996667741545416
            b = [(high + edge * k / q + k * k) / a0, 2 * (k * k - high) / a0, (high - edge * k / q + k * k) / a0]
        sections.append([*b, 1, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0])
    return sig.sosfilt(np.array(sections), samples, axis=0)


def levels(before, after, rate, marks):
    """Change of loudness inside, and the largest one of any 3 s outside (a second away from the borders)."""
    old, new = frames_db(weighted(before, rate), rate, 100), frames_db(weighted(after, rate), rate, 100)
    count = min(len(old), len(new), len(marks))
    old, new, inside = 10 ** (old[:count] / 10), 10 ** (new[:count] / 10), marks[:count]
    near = np.convolve(inside, np.ones(21), "same") > 0
    changes = [10 * np.log10(new[i:i + 30].sum() / old[i:i + 30].sum()) for i in range(0, count - 30, 10) if not near[i:i + 30].any() and old[i:i + 30].mean() > 1e-6]
    return float(10 * np.log10(new[inside].sum() / old[inside].sum())), float(max(changes, key=abs, default=0))


def within(samples, rate, marks):
    return samples[np.repeat(marks, rate // 10)[:len(samples)]] if marks.any() else samples


def promised_range(before, rate, named, db, vocals, folder):
    """Loudness range of the master without the note, filtered as the note promises."""
    hz = np.linspace(0, rate / 2, 4097)
    taps = sig.firwin2(8193, hz, 10 ** (db * shape(named, hz) / 20), fs=rate)
    if vocals:
        mid, side = before.mean(axis=1), (before[:, 0] - before[:, 1]) / 2
        mid = sig.oaconvolve(mid, taps, "same")
        filtered = np.column_stack([mid + side, mid - side])
    else:
        filtered = sig.oaconvolve(before, taps[:, None], "same", axes=0)
    wav.write(f"{folder}/filtered.wav", rate, (0.5 * filtered).astype(np.float32))
    return ebur128(f"{folder}/filtered.wav")[1]


def master(program, arguments, target):
    done = subprocess.run([*shlex.split(program), "master", *arguments, "-o", target, "--bits", "32f", "--json", "-"], capture_output=True, text=True, check=False)
    return (json.loads(done.stdout)[0], None) if done.returncode == 0 else (None, done.stderr.strip())


class Mix:
    """A mix mastered without notes, and what is measured on it once."""

    def __init__(self, file, folder, program, controls):
        self.file, self.folder, self.program, self.plan = file, folder, program, f"{folder}/plan.json"
        self.report, self.error = master(program, [file, "--save-plan", self.plan, *controls.split()], f"{folder}/before.wav")
        if not self.error:
            self.rate, self.before = decode(f"{folder}/before.wav")
            self.loudness, self.spectra, self.onsets = ebur128(f"{folder}/before.wav"), spectra(self.before, self.rate), onsets(self.before, self.rate)

    def follow(self, note, kind, named, promise):
        """A row of the table."""
        target = f"{self.folder}/after.wav"
        report, error = master(self.program, [self.file, "--plan", self.plan, "--note", note, "--force"], target)
        if error:
            return [note, "", error.removeprefix("lacquer: "), "", "", "", ""]
        rate, after = decode(target)
        before, loudness = self.before, ebur128(target)
        lufs, lra = (loudness[i] - self.loudness[i] for i in (0, 1))
        elsewhere = []
        if kind == "section":
            marks = places(report["plan"], self.report["plan"], len(before) / rate)
            inside, outside = levels(before, after, rate, marks)
            got, away = tone(spectra(within(before, rate, marks), rate), spectra(within(after, rate, marks), rate), named, "whole")
            got = inside if named is None else got
            elsewhere += [away, (outside, "3 s outside")]
        else:
            now = spectra(after, rate)
            got, away = tone(self.spectra, now, named, "mid" if kind == "vocals" else "whole")
            moved = width(self.spectra, now, named if kind in ("vocals", "ess") else None)
            got = {"width": moved, "attack": attack(after, rate, self.onsets) - attack(before, rate, self.onsets), "ess": ess(after, rate) - ess(before, rate), "LUFS": lufs}.get(kind, got)
            elsewhere.append(away)
            elsewhere += [(moved, "width")] if kind != "width" else []
            elsewhere += [(lufs, "LUFS")] if kind != "LUFS" else []
            if kind in ("tone", "vocals", "width", "ess"):
                wanted = promised_range(before, rate, named, promise, kind == "vocals", self.folder) if kind in ("tone", "vocals") and named else self.loudness[1]
                elsewhere.append((loudness[1] - wanted, "range"))
        worst = max(elsewhere, key=lambda entry: abs(entry[0]))
        limiting = f"{self.report['maxLimitingDb']:.1f} → {report['maxLimitingDb']:.1f}"
        held = " (held back)" if any(warning["code"] == "overBudget" or warning["code"] == "loudnessNotReached" for warning in report["warnings"]) else ""
        off = (promise == ">" and got < LEAST) or (promise == "<" and got > -LEAST) or (isinstance(promise, (int, float)) and not held and abs(got - promise) > OFF_DB)
        mark = "✗" if off or abs(worst[0]) > ELSEWHERE_DB + 0.004 else ""
        said = "" if promise is None else f"{promise:+.1f}" if isinstance(promise, (int, float)) else f"{promise} 0"
        return [note, said, "" if got is None else f"{got:+.2f}{held}", f"{worst[0]:+.2f} {worst[1]}", f"{lra:+.1f}", limiting, mark]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("files", nargs="+")
    arguments.add_argument("--only", help="only notes that hold one of these words, with commas between them")
    arguments.add_argument("--program", default=str(ROOT / "lacquer"), help="what to start, default ./lacquer")
    arguments.add_argument("--controls", default="", help="further options for the first master")
    chosen = arguments.parse_args()
    print("| mix | note | promised | got | elsewhere dB | LRA | limiting | |")
    print("|---|---|---|---|---|---|---|---|")
    wrong = count = 0
    for file in chosen.files:
        with tempfile.TemporaryDirectory() as folder:
            mix = Mix(file, folder, chosen.program, chosen.controls)
            name = pathlib.Path(file).stem.removesuffix("-mix")
            if mix.error:
                print(f"| {name} | {mix.error} |" + " |" * 6)
                wrong += 1
                continue
            for note in NOTES:
                if chosen.only and not any(word in note[0] for word in chosen.only.split(",")):
                    continue
                row = mix.follow(*note)
                print("| " + " | ".join([name, *row]) + " |", flush=True)
                wrong, count = wrong + (row[-1] == "✗"), count + 1
    print(f"\n{count} notes, {wrong} ✗")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
