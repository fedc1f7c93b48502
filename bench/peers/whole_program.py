#!/usr/bin/env python3
"""Whole-program comparison, as ratios within one run: lacquer against ffmpeg's two-pass loudnorm and its bare meters.

    bench/peers/whole_program.py MIX [--seconds 240] [--runs 5]

MIX is cut or looped to the length and written as 44.1 kHz, 24-bit stereo WAV. The programs take turns (A B C A B C …), so that a
machine whose speed drifts slows all of them alike. CPU is user + system time of each process and its children.
"""
import argparse
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
QUIET = ["ffmpeg", "-hide_banner", "-nostdin", "-y", "-v", "error"]


def run(command):
    """Wall seconds, CPU seconds and peak memory in MiB of one command; its standard error as text."""
    with tempfile.TemporaryFile() as errors, open(os.devnull, "wb") as nothing:
        start = time.monotonic()
        child = subprocess.Popen(command, stdout=nothing, stderr=errors)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.monotonic() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        text = errors.read().decode(errors="replace")
    if child.returncode != 0:
        sys.exit(f"{command[0]} ended with {child.returncode}: {text[-400:]}")
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "mib": usage.ru_maxrss / 1024, "text": text}


def add(a, b):
    return {"wall": a["wall"] + b["wall"], "cpu": a["cpu"] + b["cpu"], "mib": max(a["mib"], b["mib"]), "text": b["text"]}


def lacquer(source, target, *options):
    return run([str(ROOT / "lacquer"), "master", source, "-o", target, "--force", *options])


def loudnorm(source, target):
    settings = "I=-12:TP=-1:LRA=11"
    first = run(["ffmpeg", "-hide_banner", "-nostdin", "-i", source, "-af", f"loudnorm={settings}:print_format=json", "-f", "null", "-"])
    measured = json.loads(re.findall(r"\{[^{}]+\}", first["text"])[-1])
    found = ":".join(
        f"measured_{theirs}={measured[ours]}"
        for theirs, ours in (("I", "input_i"), ("TP", "input_tp"), ("LRA", "input_lra"), ("thresh", "input_thresh"))
    )
    second = run([*QUIET, "-i", source, "-af", f"loudnorm={settings}:{found}", "-ar", "44100", "-c:a", "pcm_s24le", target])
    return add(first, second)


def meters(source, _):
    return run(["ffmpeg", "-hide_banner", "-nostdin", "-i", source, "-af", "ebur128=peak=true:framelog=verbose", "-f", "null", "-"])


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("mix")
    arguments.add_argument("--seconds", type=int, default=240)
    arguments.add_argument("--runs", type=int, default=5)
    chosen = arguments.parse_args()
    programs = {
        "lacquer": lacquer,
        "lacquer, every stage on": lambda s, t: lacquer(s, t, "--strength", "5", "--compression", "5", "--deharsh", "5", "--style", "open", "--width", "4"),
        "ffmpeg loudnorm, two passes": loudnorm,
        "ffmpeg ebur128, meters only": meters,
    }
    with tempfile.TemporaryDirectory() as folder:
        source, target = f"{folder}/mix.wav", f"{folder}/master.wav"
        run([*QUIET, "-stream_loop", "-1", "-i", chosen.mix, "-t", str(chosen.seconds), "-ar", "44100", "-ac", "2", "-c:a", "pcm_s24le", source])
        lacquer(source, target)  # builds if need be, fills the file cache
        runs = {name: [] for name in programs}
        for _ in range(chosen.runs):
            for name, program in programs.items():
                runs[name].append(program(source, target))
    own = runs["lacquer"]
    print(f"{chosen.seconds} s of 44.1 kHz 24-bit stereo, {chosen.runs} runs in turn, {os.cpu_count()} cores; medians")
    print("| program | wall s | × real time | CPU s | peak MiB | CPU against lacquer |")
    print("|---|---|---|---|---|---|")
    for name, done in runs.items():
        wall, cpu, mib = (statistics.median(r[k] for r in done) for k in ("wall", "cpu", "mib"))
        ratio = statistics.median(r["cpu"] / o["cpu"] for r, o in zip(done, own))
        print(f"| {name} | {wall:.2f} | {chosen.seconds / wall:.0f} | {cpu:.2f} | {mib:.0f} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
