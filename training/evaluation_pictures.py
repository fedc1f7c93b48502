#!/usr/bin/env python3
"""Draws what `lacquer evaluate --json FILE` found.

    training/evaluation_pictures.py JSON [FOLDER]

FOLDER: docs/pictures by default. Writes evaluation-judges.png, evaluation-cases.png, evaluation-frequency.png, evaluation-information.png,
which docs/evaluation.md shows.
"""
import json
import pathlib

import matplotlib
import numpy as np

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402  (the backend comes first)

import usage

PICTURES = pathlib.Path(__file__).resolve().parent.parent / "docs" / "pictures"
LEAST_PERCENT = -25  # what makes most things worse by multiples would leave no room for the rest
GOALS_PERCENT = {"removedPercent": 13, "removedStrongPercent": 22}
ALL, STRONG, OURS = "tab:blue", "tab:orange", "tab:green"


def bars(axis, judges, least):
    """Removed %, all faults and strong ones, with intervals."""
    place = np.arange(len(judges))[::-1]
    for offset, key, colour, label in ((0.19, "removedPercent", ALL, "all faults"), (-0.19, "removedStrongPercent", STRONG, "faults over 2 dB")):
        for y, judge in zip(place, judges):
            score = judge[key]
            if score["value"] is None:
                continue
            value, low, high = (max(score[name], least) for name in ("value", "low", "high"))
            axis.barh(y + offset, value, 0.36, color=colour, label=label if y == 0 else None)
            if score["value"] < least:
                axis.text(least + 0.5, y + offset, f"{score['value']:.0f} %", va="center", fontsize=8, color="white")
            else:
                axis.plot([low, high], [y + offset] * 2, color="black", linewidth=1)
    axis.axvline(0, color="black", linewidth=0.8)
    axis.set_yticks(place, [judge["name"] for judge in judges])
    axis.set_xlim(left=least if any((judge["removedPercent"]["low"] or 0) < 0 for judge in judges) else 0)
    axis.set_xlabel("residual removed, %; lines are 95 % intervals over packages and songs")


def save(figure, folder, name):
    figure.tight_layout()
    figure.savefig(folder / f"evaluation-{name}.png", dpi=90)
    pyplot.close(figure)


def draw_judges(faults, folder):
    judges = [judge for judge in faults["judges"] if judge["key"] not in ("nothing", "matchOriginal")]
    figure, axis = pyplot.subplots(figsize=(11.5, 0.55 * len(judges) + 1.5))
    bars(axis, judges, LEAST_PERCENT)
    for goal, colour in zip(GOALS_PERCENT.values(), (ALL, STRONG)):
        axis.axvline(goal, color=colour, linestyle=":")
    axis.set_xlim(right=max(axis.get_xlim()[1], max(GOALS_PERCENT.values()) + 2))
    axis.set_title("What each judge removes (dotted: the goals)")
    axis.legend(loc="upper left", bbox_to_anchor=(1, 1))
    save(figure, folder, "judges")


def draw_cases(faults, folder):
    before, after = np.array(faults["casesBeforeDb"]), np.array(faults["casesAfterDb"])
    figure, axis = pyplot.subplots(figsize=(6.5, 6))
    top = 1.05 * max(before.max(), after.max())
    axis.plot([0, top], [0, top], color="black", linewidth=0.8)
    better = after < before
    axis.scatter(before[better], after[better], s=7, alpha=0.5, color=OURS, label=f"better: {better.sum()}")
    axis.scatter(before[~better], after[~better], s=7, alpha=0.5, color="tab:red", label=f"worse: {(~better).sum()}")
    axis.set(xlim=(0, top), ylim=(0, top), aspect="equal", xlabel="residual before, dB RMS", ylabel="residual after the model, dB RMS", title="Every case")
    axis.legend(loc="upper left")
    save(figure, folder, "cases")


def draw_frequency(faults, folder):
    figure, axis = pyplot.subplots(figsize=(9, 4.5))
    styles = {"nothing": ("before", "black", "-"), "lmmse": ("LMMSE", "tab:gray", "--"), "model": ("the model", OURS, "-"), "shipped": ("the model as shipped", OURS, ":")}
    for judge in faults["judges"]:
        if judge["key"] in styles:
            name, colour, line = styles[judge["key"]]
            axis.semilogx(faults["centresHz"], judge["byFrequencyDb"], line, color=colour, label=name)
    ticks = [50, 100, 200, 500, 1000, 2000, 5000, 10_000]
    axis.set_xticks(ticks, [f"{hz // 1000}k" if hz >= 1000 else str(hz) for hz in ticks])
    axis.minorticks_off()
    axis.set_ylim(bottom=0)
    axis.set(xlabel="Hz", ylabel="mean absolute residual, dB", title="Where faults are left")
    axis.grid(alpha=0.3)
    axis.legend()
    save(figure, folder, "frequency")


def draw_information(faults, folder):
    model = [judge for judge in faults["judges"] if judge["key"] == "model"]
    rows = model + faults["information"]
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(12, 0.6 * len(rows) + 1.5), sharey=True, width_ratios=(3, 1))
    bars(left, rows, LEAST_PERCENT)
    left.set_title("What information adds")
    left.legend(loc="upper right")
    place = np.arange(len(rows))[::-1]
    right.barh(place, [row["cleanDb"]["value"] for row in rows], 0.5, color="tab:gray")
    for y, row in zip(place, rows):
        right.plot([row["cleanDb"]["low"], row["cleanDb"]["high"]], [y, y], color="black", linewidth=1)
    right.axvline(0.5, color="black", linestyle=":")
    right.set(xlabel="clean songs moved, dB RMS", title="Its price (dotted: the limit)")
    save(figure, folder, "information")


def main():
    given = usage.words(__doc__, 1, 2)
    found = json.loads(pathlib.Path(given[0]).read_text())
    folder = pathlib.Path(given[1]) if len(given) > 1 else PICTURES
    folder.mkdir(parents=True, exist_ok=True)
    faults = found["faults"]
    draw_judges(faults, folder)
    draw_cases(faults, folder)
    draw_frequency(faults, folder)
    if faults["information"]:
        draw_information(faults, folder)


if __name__ == "__main__":
    main()
