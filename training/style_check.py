#!/usr/bin/env python3
"""Says how the style classifier does on real files whose style is known.

    training/style_check.py LIST [FOLDER]

LIST is a CSV with the columns style and path; a style "none" means none of the ten, and the right answer is unsure. Paths are relative to
FOLDER, which training/dataset.py fills. Prints a Markdown table and a summary; the product itself does the measuring.
"""
import csv
import json
import pathlib
import subprocess
import sys

import usage

ROOT = pathlib.Path(__file__).resolve().parent.parent
NONE, UNSURE = "none", "unsure"


def measure(paths):
    done = subprocess.run([ROOT / "lacquer", "analyze", "--json", *paths], capture_output=True, text=True, check=False)
    print(done.stderr, end="", file=sys.stderr)
    return json.loads(done.stdout)


def judgement(known, style, likeliest):
    if style["label"] == UNSURE:
        return "right" if known == NONE else "unsure, likeliest right" if likeliest == known else "unsure"
    return "right" if style["label"] == known else "wrong"


def main():
    given = usage.words(__doc__, 1, 2)
    folder = pathlib.Path(given[1] if len(given) > 1 else ".")
    with open(given[0], newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = measure([folder / row["path"] for row in rows])
    print("| track | style | said | likeliest | |")
    print("|---|---|---|---|---|")
    results = []
    for row, track in zip(rows, found):
        if "error" in track:
            print(f"{row['path']}: {track['error']['message']}", file=sys.stderr)
            continue
        likely = sorted(track["style"]["probabilities"].items(), key=lambda entry: -entry[1])[:2]
        result = judgement(row["style"], track["style"], likely[0][0])
        results.append((row["style"], result, likely[0][0]))
        path = pathlib.Path(row["path"])
        words = ", ".join(f"{label} {100 * share:.0f} %" for label, share in likely)
        print(f"| {path.parts[0] if not path.is_absolute() else 'own'}: {path.stem} | {row['style']} | {track['style']['label']} | {words} | {result} |")
    of_ten = [r for r in results if r[0] != NONE]
    others = [r for r in results if r[0] == NONE]
    named = [r for r in of_ten if not r[1].startswith(UNSURE)]
    print(f"\nOf {len(of_ten)} tracks of the ten styles {len(named)} were named, {sum(r[1] == 'right' for r in named)} of them rightly; the likeliest style "
          f"was right for {sum(r[0] == r[2] for r in of_ten)}. Of {len(others)} tracks of other styles {sum(r[1] == 'right' for r in others)} were left unsure.")


if __name__ == "__main__":
    main()
