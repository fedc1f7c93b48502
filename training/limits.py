#!/usr/bin/env python3
"""What limits the tone model: music, features or size? Fits the trunk with less of each and says what it would reach.

    training/limits.py FOLDER           (or with torchrun, as train.py)

Prints a table and writes model/limits.json. Two folds of packages, the same for all rows: enough to compare, not to be compared with
other tables.
"""
import copy
import json
import pathlib
from functools import partial

import numpy as np
import torch

import calibration
import outoffold
import songs
from outoffold import KAPPAS, Examples
from team import Team
import usage

HERE = pathlib.Path(__file__).resolve().parent
FOLDS = (0, 3)


def resized(recipe, factor):
    changed = copy.deepcopy(recipe)
    for part, key in (("autoencoder", "hidden"), ("autoencoder", "code"), ("autoencoder", "link"), ("trunk", "channels"), ("trunk", "hidden")):
        changed[part][key] = int(factor * changed[part][key])
    return changed


def main():
    folder = pathlib.Path(usage.words(__doc__, 1, 1)[0])
    recipe = json.loads((HERE / "recipe.json").read_text())
    torch.set_num_threads(1)
    team, examples = Team(), Examples(recipe)
    music = songs.load(folder, ("train", "calibrate"))
    mixes = songs.load_mixes(folder)
    fold_of = songs.folds(music, recipe["folds"])
    blind = copy.deepcopy(recipe)
    blind["trunk"]["statisticsHidden"] = True
    jobs, names = {}, []
    for fold in FOLDS:
        learners = [song for song, own in zip(music, fold_of) if own != fold]
        heldout = [(number, music[number]) for number in np.flatnonzero(fold_of == fold)]
        packages = np.random.default_rng(recipe["seed"]).permutation(sorted({song.package for song in learners}))
        variants = {"as shipped, one trunk": (learners, recipe)}
        for count in (3, 6):
            variants[f"music of {count} packages instead of {len(packages)}"] = ([song for song in learners if song.package in packages[:count]], recipe)
        variants |= {
            "half the width": (learners, resized(recipe, 0.5)),
            "twice the width": (learners, resized(recipe, 2)),
            "without the statistics of segments": (learners, blind),
        }
        names = list(variants)
        for name, (chosen, settings) in variants.items():
            jobs[f"{name}, fold {fold}"] = partial(outoffold.trunk, chosen, heldout, examples, settings, recipe["seed"] + fold, mixes=mixes)
    done = team.share(jobs)
    if team.rank == 0:
        report(names, done, examples, recipe["calibration"]["cleanLimitDb"])


def report(names, done, examples, limit_db):
    results = {}
    print("| trunk | removed % | over 2 dB % | improved % | over 2 dB % |\n|---|---|---|---|---|")
    for name in names:
        said = {number: values for fold in FOLDS for number, values in done[f"{name}, fold {fold}"].items() if number != "curves"}
        truth = np.array([examples.of(number)[2] for number in said])
        score, _ = calibration.calibrate(truth, {kappa: np.array([values[kappa] for values in said.values()]) for kappa in KAPPAS}, None, limit_db, (0.0,), KAPPAS)
        results[name] = {key: round(float(value), 2) for key, value in score.items()}
        print(f"| {name} | " + " | ".join(f"{score[key]:.1f}" for key in ("removed", "removedStrong", "improved", "improvedStrong")) + " |")
    (HERE.parent / "model" / "limits.json").write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
