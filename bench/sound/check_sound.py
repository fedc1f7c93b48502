#!/usr/bin/env python3
"""Masters real music and looks at the sound: a table of measures by other programs, and a picture for each master.

    bench/sound/check_sound.py FILE... [--loudness -14 -9] [--pictures FOLDER]

Loudness and range come from ffmpeg's ebur128, the true peak from a 16-times polyphase resampling by scipy: second opinions, not
Lacquer's own meters. Per master:

  lows      31-125 Hz against 200 Hz-5 kHz, after minus before, dB, as the median over 0.4 s of the loud half: lost lows are negative
  swing     how much the gain (after over before, 20 ms frames, the loud half) moves between 2 and 10 Hz, dB RMS: pumping
  clicks    samples whose second difference exceeds six times what the mix, at the gain of that moment, has within 20 ms
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import numpy as np
import scipy.signal as sig

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def decode(path):
    probe = subprocess.run(
        ["ffprobe", "-v", "error", "-select_streams", "a:0", "-show_entries", "stream=sample_rate", "-of", "csv=p=0", path],
        capture_output=True, text=True, check=True)
    raw = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-i", path, "-ac", "2", "-f", "f32le", "-"], capture_output=True, check=True).stdout
    return int(probe.stdout.split()[0].strip(",")), np.frombuffer(raw, "<f4").reshape(-1, 2).astype(np.float64)


def ebur128(path):
    text = subprocess.run(["ffmpeg", "-hide_banner", "-nostdin", "-i", path, "-af", "ebur128=framelog=verbose", "-f", "null", "-"],
                          capture_output=True, text=True, check=True).stderr
    return float(re.findall(r"I:\s+(\S+) LUFS", text)[-1]), float(re.findall(r"LRA:\s+(\S+) LU", text)[-1])


def true_peak(samples, block=1 << 18):
    """Every stretch 16 times oversampled, with enough around it for the filter to settle."""
    peak, around = 0.0, 64
    for start in range(0, len(samples), block):
        stretch = samples[max(0, start - around):start + block + around]
        over = np.abs(sig.resample_poly(stretch, 16, 1, axis=0, window=("kaiser", 12)))
        inside = over[16 * min(start, around):]
        peak = max(peak, inside[:16 * block].max(initial=0))
    return 20 * np.log10(peak)


def band_levels(samples, rate, low, high):
    band = sig.sosfilt(sig.butter(4, [low, high], "bandpass", fs=rate, output="sos"), samples, axis=0)
    return frames_db(band, rate, 400)


def lows_change(before, after, rate):
    change = [band_levels(after, rate, *band) - band_levels(before, rate, *band) for band in ((31, 125), (200, 5000))]
    playing = band_levels(before, rate, 31, 125)
    return float(np.median((change[0] - change[1])[playing >= np.median(playing)]))


def frames_db(samples, rate, ms=20):
    n = rate * ms // 1000
    power = (samples[:len(samples) // n * n].reshape(-1, n, 2) ** 2).mean(axis=(1, 2))
    return 10 * np.log10(power + 1e-12)


def gain_swing(before, after, rate):
    a, b = frames_db(before, rate), frames_db(after, rate)
    count = min(len(a), len(b))
    gain, loud = (b - a)[:count], a[:count] > np.median(a[:count])
    moving = sig.sosfiltfilt(sig.butter(2, [2, 10], "bandpass", fs=50, output="sos"), gain)
    return float(np.sqrt((moving[loud] ** 2).mean())), gain


def clicks(before, after, rate):
    window = rate // 50
    count = min(len(before), len(after)) // window * window
    gain = 10 ** ((frames_db(after[:count], rate) - frames_db(before[:count], rate)) / 20)
    total = 0
    for c in range(2):
        allowed = np.abs(np.diff(before[:count, c], 2, append=[0, 0])).reshape(-1, window).max(axis=1)
        allowed = np.maximum.reduce([allowed, np.roll(allowed, 1), np.roll(allowed, -1)])
        found = np.abs(np.diff(after[:count, c], 2, append=[0, 0])).reshape(-1, window)
        total += int((found > 6 * (allowed * gain)[:, None] + 1e-3).sum())
    return total


def picture(path, rate, before, after, gain, title):
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, (levels, tone, change) = plt.subplots(3, 1, figsize=(11, 10), constrained_layout=True)
    figure.suptitle(title)
    for name, samples in (("mix", before), ("master", after)):
        db = frames_db(samples, rate, 400)
        levels.plot(np.arange(len(db)) * 0.4, db, label=name)
        hz, power = sig.welch(samples.mean(axis=1), rate, nperseg=16384)
        centres = 1000 * 10 ** (np.arange(-17, 14) / 10)
        third = np.array([power[(hz >= f / 1.122) & (hz < f * 1.122)].sum() for f in centres])
        tone.semilogx(centres, 10 * np.log10(third / third.sum() + 1e-12), label=name)
    levels.set(ylabel="level over 0.4 s, dB", xlabel="s")
    tone.set(ylabel="third octaves, dB of the whole", xlabel="Hz", ylim=(-60, 0))
    change.plot(np.arange(len(gain)) * 0.02, gain, linewidth=0.4)
    change.set(ylabel="gain over 20 ms, dB", xlabel="s")
    for axes in (levels, tone):
        axes.legend()
        axes.grid(alpha=0.3)
    change.grid(alpha=0.3)
    figure.savefig(path, dpi=70)
    plt.close(figure)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("files", nargs="+")
    arguments.add_argument("--loudness", type=float, nargs="+", default=[-14, -9])
    arguments.add_argument("--pictures", type=pathlib.Path)
    chosen = arguments.parse_args()
    print("| file | wanted | LUFS | dBTP at 16× | LRA | limiting dB | lows dB | swing dB | clicks | stages | warnings |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for file in chosen.files:
        rate, before = decode(file)
        for wanted in chosen.loudness:
            with tempfile.TemporaryDirectory() as folder:
                target = f"{folder}/master.wav"
                done = subprocess.run([ROOT / "lacquer", "master", file, "-o", target, "--loudness", f"{wanted:g}", "--json", "-"],
                                      capture_output=True, text=True, check=False)
                name = pathlib.Path(file).stem[:28]
                if done.returncode:
                    print(f"| {name} | {wanted:g} | {done.stderr.strip()} ||||||||")
                    continue
                report = json.loads(done.stdout)[0]
                _, after = decode(target)
                lufs, lra = ebur128(target)
                swing, gain = gain_swing(before, after, rate)
                row = [name, f"{wanted:g}", f"{lufs:.1f}", f"{true_peak(after):.2f}", f"{lra:.1f}", f"{report['maxLimitingDb']:.1f}",
                       f"{lows_change(before, after, rate):+.1f}", f"{swing:.2f}", str(clicks(before, after, rate)),
                       " ".join(stage["name"] for stage in report["plan"]["stages"] if stage["active"]), " ".join(w["code"] for w in report["warnings"])]
                print("| " + " | ".join(row) + " |", flush=True)
                if chosen.pictures:
                    chosen.pictures.mkdir(parents=True, exist_ok=True)
                    picture(chosen.pictures / f"{name}{wanted:g}.png", rate, before, after, gain, f"{name} at {wanted:g} LUFS")


if __name__ == "__main__":
    sys.exit(main())
