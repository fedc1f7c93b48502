#!/usr/bin/env python3
"""Trains the tone model and writes it to model/.

    training/train.py FOLDER [--pairs FOLDER] [--out FOLDER]
    OMP_NUM_THREADS=1 torchrun --nproc_per_node 2 -r 1 -t 1 training/train.py FOLDER

FOLDER holds what training/features.py wrote. Settings are in recipe.json, seeds included. With torchrun the fits are dealt out to the
processes, of one machine or of many; what comes out is the same. A BLAS worth its name (libopenblas0) makes it eight times as fast.

Packages of the splits train and calibrate are dealt into folds. Calibration sees, of each package, only what networks said that had not
heard it; the shipped networks then learn from all of them. The test packages are not read here.

--pairs: a studio's own mixes and masters, measured by training/pairs.py; half of what the networks
learn from comes from there, and the masters are spoilt like all others.
"""
import argparse
import datetime
import json
import os
import pathlib
import shutil
import time
from functools import partial

import numpy as np
import torch

import baselines
import calibration
import card
import curves
import export
import fitting
import informed
import outoffold
import pairs as own_pairs
import songs
from dataset import read_manifest
from outoffold import KAPPAS, Examples
from team import Team

HERE = pathlib.Path(__file__).resolve().parent
SONG_SHARES = (0.0, 0.2, 0.4)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--pairs", type=pathlib.Path)
    arguments.add_argument("--out", type=pathlib.Path, default=HERE.parent / "model")
    arguments.add_argument("--recipe", type=pathlib.Path, default=HERE / "recipe.json")
    given = arguments.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    recipe = json.loads(given.recipe.read_text())
    started = time.monotonic()
    torch.set_num_threads(1)
    team = Team()
    music = songs.load(given.folder, ("train", "calibrate"))
    pairs = own_pairs.load(given.pairs) if given.pairs else []
    mixes = songs.load_mixes(given.folder)
    fold_of, examples = songs.folds(music, recipe["folds"]), Examples(recipe)
    seed = recipe["seed"]

    jobs = {}
    for fold in range(recipe["folds"]):
        learners = [song for song, own in zip(music, fold_of) if own != fold]
        heldout = [(number, music[number]) for number in np.flatnonzero(fold_of == fold)]
        common = (learners, heldout, examples, recipe, seed + fold)
        for name, job in (
            ("trunk", partial(outoffold.trunk, *common, pairs=pairs, mixes=mixes)),
            ("trunk without pre-training", partial(outoffold.trunk, *common, pretrain=False, pairs=pairs)),
            ("song", partial(outoffold.song, *common, pairs=pairs)),
            ("song without cues", partial(outoffold.song, *common, cues=False)),
        ):
            jobs[f"{name}, fold {fold}"] = job
    everything = music + own_pairs.masters(given.pairs) if given.pairs else music
    for member in range(recipe["trunk"]["members"]):
        for pretrain, name in ((True, "trunk"), (False, "trunk without pre-training")):
            jobs[f"{name}, member {member}"] = partial(fitting.fit_trunk, everything, recipe, seed + 100 + member, pretrain, pairs, mixes)
    jobs["song"] = partial(fitting.fit_song, everything, recipe, seed + 100, True, pairs)
    jobs["song without cues"] = partial(fitting.fit_song, music, recipe, seed + 100, False)
    done = team.share(jobs)
    if team.rank == 0:
        finish(given.out, recipe, music, fold_of, examples, done, len(pairs), len(mixes), started)


def finish(out, recipe, music, fold_of, examples, done, pairs, mixes, started):
    limit = recipe["calibration"]["cleanLimitDb"]
    count = len(music)
    truth = np.array([examples.of(number)[2] for number in range(count)])

    def gathered(name):
        merged = {}
        for fold in range(recipe["folds"]):
            merged |= done[f"{name}, fold {fold}"]
        return [merged[number] for number in range(count)]

    song, plain = np.array(gathered("song")), np.array(gathered("song without cues"))
    trunk, bare = ({kappa: np.array([said[kappa] for said in gathered(name)]) for kappa in KAPPAS} for name in ("trunk", "trunk without pre-training"))
    found = {
        "model": calibration.calibrate(truth, trunk, song, limit, SONG_SHARES, KAPPAS),
        "without pre-training": calibration.calibrate(truth, bare, song, limit, SONG_SHARES, KAPPAS),
        "trunk alone": calibration.calibrate(truth, trunk, None, limit, (0.0,), KAPPAS),
        "song networks alone": calibration.calibrate(truth, None, song, limit, (1.0,), (0.0,)),
        "network without cues": calibration.calibrate(truth, None, plain, limit, (1.0,), (0.0,)),
    }
    linear = baselines.Linear(music, fold_of, examples, recipe)
    found |= linear.calibrated(truth, limit)
    print("\nout of fold: each package judged by what had not heard it")
    print(card.table(found))
    for name in ("model", "without pre-training"):
        print(name, {key: value for key, value in found[name][1].items() if key != "toneSigma"})
    metadata = {
        "trained": datetime.date.today().isoformat(), "masters": count, "mixes": mixes, "packages": len({song.package for song in music}),
        "seed": recipe["seed"], "pairs": pairs,
    }
    members = range(recipe["trunk"]["members"])
    judges = {name: [done[f"{name}, member {m}"] for m in members] for name in ("trunk", "trunk without pre-training")}
    for file, name, judge in (("tone", "model", "trunk"), ("tone-unpretrained", "without pre-training", "trunk without pre-training")):
        fitted = found[name][1]
        whole = done["song"] if fitted["songShare"] > 0 else None
        about = {"removedOutOfFold": f"{found[name][0]['removed']:.2f}", "mixes": mixes if file == "tone" else 0}
        export.write(out / f"{file}.safetensors", judges[judge], whole, fitted, metadata | about)
        if file == "tone":
            export.parity(out / "tone.parity.safetensors", out / "tone.safetensors", judges[judge], whole, fitted)
    share, kappa = found["model"][1]["songShare"], found["model"][1]["kappa"]
    told = informed.fit(linear, (1 - share) * trunk[kappa] + share * song, truth, limit, recipe["seed"])
    print("with references\n" + card.table({name: (scores, held) for name, (_, held, scores) in told.items()}))
    baselines.write(out / "baselines.safetensors", linear, done["song without cues"], {name: entry[1] for name, entry in found.items()}, told)
    hours = sum(float(track["seconds"]) for track in read_manifest() if track["split"] != "test") / 3600
    spent = f"{(time.monotonic() - started) / 60:.0f} minutes in {os.environ.get('WORLD_SIZE', 1)} process(es)"
    card.write(out / "tone.md", recipe, music, found, hours, spent, metadata["trained"], pairs, mixes)
    shipped = out.resolve() == (HERE.parent / "model").resolve()
    watched = {name: [done[f"{name}, fold {fold}"]["curves"]["held out"] for fold in range(recipe["folds"])] for name in judges}
    curves.draw(HERE.parent / "docs" / "pictures" / "training.png" if shipped else out / "training.png", judges, watched, done["song"], done["song without cues"])
    if not shipped:
        shutil.copy(HERE.parent / "model" / "style.safetensors", out)  # LACQUER_MODEL names one folder for all models


if __name__ == "__main__":
    main()
