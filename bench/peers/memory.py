#!/usr/bin/env python3
"""Peak memory of the whole program for 4 minutes, 40 minutes and 3 hours of the same music: it must not grow with length.

    bench/peers/memory.py MIX [--minutes 4 40 180]
"""
import argparse
import tempfile

from whole_program import QUIET, lacquer, run


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("mix")
    arguments.add_argument("--minutes", type=int, nargs="+", default=[4, 40, 180])
    chosen = arguments.parse_args()
    print("| minutes | wall s | × real time | CPU s | peak MiB | against the shortest |")
    print("|---|---|---|---|---|---|")
    shortest = None
    for minutes in chosen.minutes:
        with tempfile.TemporaryDirectory() as folder:
            source, target = f"{folder}/mix.wav", f"{folder}/master.wav"
            run([*QUIET, "-stream_loop", "-1", "-i", chosen.mix, "-t", str(60 * minutes), "-ar", "44100", "-ac", "2", "-c:a", "pcm_s24le", source])
            done = lacquer(source, target)
        shortest = shortest or done["mib"]
        print(f"| {minutes} | {done['wall']:.1f} | {60 * minutes / done['wall']:.0f} | {done['cpu']:.1f} | {done['mib']:.0f} | {done['mib'] / shortest:.2f} |", flush=True)


if __name__ == "__main__":
    main()
