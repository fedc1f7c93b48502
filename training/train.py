#!/usr/bin/env python3
"""Trains the tone model and writes it to model/.

    training/train.py FOLDER [--pairs FOLDER] [--out FOLDER] [--limits]
    OMP_NUM_THREADS=1 torchrun --nproc_per_node 2 -r 1 -t 1 training/train.py FOLDER

FOLDER holds what training/features.py wrote. Settings are in recipe.json, seeds included. With torchrun the fits are dealt out to the
processes, of one machine or of many; what comes out is the same. A BLAS worth its name (libopenblas0) makes it eight times as fast.

Packages of the splits train and calibrate are dealt into folds. Calibration sees, of each package, only what networks said that had not
heard it; the shipped networks then learn from all of them. The test packages are not read here.

--pairs: a studio's own mixes and masters, measured by training/pairs.py; half of what the song networks learn from comes from there.
--limits: also fits with fewer packages, other sizes and fewer features, and writes what each would have reached to model/limits.json.
"""
import argparse
import copy
import datetime
import json
import os
import pathlib
import time

import numpy as np
import torch
import torch.distributed as dist

import baselines
import calibration
import card
import curves
import export
import faults
import fitting
import pairs as own_pairs
import songs
from dataset import read_manifest
from faults import BANDS
from networks import OUTPUTS, TONE

HERE = pathlib.Path(__file__).resolve().parent
KAPPAS = (0.0, 0.1, 0.3)
SONG_SHARES = (0.0, 0.2, 0.4)


class Team:
    """The processes that share the fits."""

    def __init__(self):
        self.size, self.rank = int(os.environ.get("WORLD_SIZE", 1)), int(os.environ.get("RANK", 0))
        if self.size > 1:
            dist.init_process_group("gloo", timeout=datetime.timedelta(hours=12))

    def share(self, jobs):
        """Runs jobs {name: function}, each in one process; all results, in the first process only."""
        mine, started = {}, time.monotonic()
        for name in list(jobs)[self.rank::self.size]:
            mine[name] = jobs[name]()
            print(f"{time.monotonic() - started:6.0f} s  {name}", flush=True)
        if self.size == 1:
            return mine
        everything = [None] * self.size if self.rank == 0 else None
        dist.gather_object(mine, everything)
        return {name: result for part in everything or [] for name, result in part.items()}


class Examples:
    """Faults to calibrate by, the same for every judge: of each song some draws and the clean one last."""

    def __init__(self, recipe):
        self.recipe = recipe
        self.bands, self.thirds = faults.draw(recipe["fault"]["pool"], recipe["fault"], np.random.default_rng(recipe["seed"] + 1))

    def of(self, number):
        rng = np.random.default_rng([self.recipe["seed"], number])
        draws = self.recipe["calibration"]["draws"]
        which = rng.integers(0, len(self.bands), draws)
        side = (rng.random(draws) > 0.5) * rng.uniform(*self.recipe["fault"]["sideDb"], draws)
        truth = np.zeros((draws + 1, OUTPUTS), np.float32)
        truth[:-1, :TONE], truth[:-1, TONE] = self.thirds[which], side
        return np.concatenate([self.bands[which], np.zeros((1, BANDS), np.float32)]), np.append(side, 0).astype(np.float32), truth


def song_said(judge, song, bands, side):
    level, summary = song.whole()
    summary = np.repeat(summary[None], len(bands), axis=0)
    summary[:, :BANDS] += side[:, None]
    return judge.judge(level + bands, summary, np.repeat(song.style[None], len(bands), axis=0))


def held_out(music, fold_of, fold):
    return [(number, music[number]) for number in np.flatnonzero(fold_of == fold)]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--pairs", type=pathlib.Path)
    arguments.add_argument("--out", type=pathlib.Path, default=HERE.parent / "model")
    arguments.add_argument("--recipe", type=pathlib.Path, default=HERE / "recipe.json")
    arguments.add_argument("--limits", action="store_true")
    given = arguments.parse_args()
    recipe = json.loads(given.recipe.read_text())
    started = time.monotonic()
    torch.set_num_threads(1)
    team = Team()
    music = songs.load(given.folder, ("train", "calibrate"))
    pairs = own_pairs.load(given.pairs) if given.pairs else []
    fold_of, examples = songs.folds(music, recipe["folds"]), Examples(recipe)
    seed = recipe["seed"]

    def without(fold):
        return [song for song, own in zip(music, fold_of) if own != fold]

    def trunk_fold(fold, pretrain, changed=recipe, learners=None):
        def job():
            judge = fitting.fit_trunk(learners or without(fold), changed, seed + fold, pretrain)
            said = {}
            for number, song in held_out(music, fold_of, fold):
                bands, side, _ = examples.of(number)
                mean, variance = judge.judge(song, bands, side, keep_segments=True)
                said[number] = {kappa: fitting.agreed(mean, variance, song.weight, kappa) for kappa in KAPPAS}
            return said
        return job

    def song_fold(fold, cues):
        def job():
            judge = fitting.fit_song(without(fold), recipe, seed + fold, cues, pairs)
            return {number: song_said(judge, song, *examples.of(number)[:2]) for number, song in held_out(music, fold_of, fold)}
        return job

    jobs = {}
    for fold in range(recipe["folds"]):
        jobs[f"trunk, fold {fold}"] = trunk_fold(fold, pretrain=True)
        jobs[f"trunk without pre-training, fold {fold}"] = trunk_fold(fold, pretrain=False)
        jobs[f"song, fold {fold}"] = song_fold(fold, cues=True)
        jobs[f"song without cues, fold {fold}"] = song_fold(fold, cues=False)
    for member in range(recipe["trunk"]["members"]):
        for pretrain, name in ((True, "trunk"), (False, "trunk without pre-training")):
            jobs[f"{name}, member {member}"] = lambda member=member, pretrain=pretrain: fitting.fit_trunk(music, recipe, seed + 100 + member, pretrain)
    jobs["song"] = lambda: fitting.fit_song(music, recipe, seed + 100, True, pairs)
    jobs["song without cues"] = lambda: fitting.fit_song(music, recipe, seed + 100, False)
    limits = limited(recipe, music, fold_of, trunk_fold) if given.limits else {}
    done = team.share(jobs | limits)
    if team.rank == 0:
        finish(given.out, recipe, music, fold_of, examples, done, list(limits), len(pairs), started)


def limited(recipe, music, fold_of, trunk_fold):
    """What holds the judge back: less music, other sizes. The first three folds suffice to compare."""
    jobs = {}
    packages = sorted({song.package for song in music})
    for fold in range(3):
        learners = [song for song, own in zip(music, fold_of) if own != fold]
        mine = [p for p in np.random.default_rng(recipe["seed"]).permutation(packages) if any(song.package == p for song in learners)]
        for count in (3, 6, 9):
            fewer = [song for song in learners if song.package in mine[:count]]
            jobs[f"limit: {count} packages, fold {fold}"] = trunk_fold(fold, True, recipe, fewer)
        for factor, name in ((0.5, "half the width"), (2, "twice the width")):
            changed = copy.deepcopy(recipe)
            for part, key in (("autoencoder", "hidden"), ("autoencoder", "code"), ("autoencoder", "link"), ("trunk", "channels"), ("trunk", "hidden")):
                changed[part][key] = int(factor * changed[part][key])
            jobs[f"limit: {name}, fold {fold}"] = trunk_fold(fold, True, changed)
        spectra = copy.deepcopy(recipe)
        spectra["trunk"]["statisticsHidden"] = True
        jobs[f"limit: frames only, fold {fold}"] = trunk_fold(fold, True, spectra)
    return jobs


def finish(out, recipe, music, fold_of, examples, done, limits, pairs, started):
    limit = recipe["calibration"]["cleanLimitDb"]
    count = len(music)
    truth = np.array([examples.of(number)[2] for number in range(count)])

    def gathered(name, folds=range(recipe["folds"])):
        merged = {}
        for fold in folds:
            merged |= done[f"{name}, fold {fold}"]
        return merged

    def trunk_out(name, folds=range(recipe["folds"])):
        merged = gathered(name, folds)
        numbers = sorted(merged)
        return numbers, {kappa: np.array([merged[n][kappa] for n in numbers]) for kappa in KAPPAS}

    song = np.array([gathered("song")[n] for n in range(count)])
    plain = np.array([gathered("song without cues")[n] for n in range(count)])
    trunk, bare = trunk_out("trunk")[1], trunk_out("trunk without pre-training")[1]
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
    if limits:
        write_limits(out, limits, truth, trunk_out, limit)
    metadata = {
        "trained": datetime.date.today().isoformat(), "songs": count, "packages": len({song.package for song in music}),
        "seed": recipe["seed"], "pairs": pairs, "removedOutOfFold": f"{found['model'][0]['removed']:.2f}",
    }
    members = range(recipe["trunk"]["members"])
    judges = {name: [done[f"{name}, member {m}"] for m in members] for name in ("trunk", "trunk without pre-training")}
    for file, name, judge in (("tone", "model", "trunk"), ("tone-unpretrained", "without pre-training", "trunk without pre-training")):
        fitted = found[name][1]
        whole = done["song"] if fitted["songShare"] > 0 else None
        export.write(out / f"{file}.safetensors", judges[judge], whole, fitted, metadata)
        if file == "tone":
            export.parity(out / "tone.parity.safetensors", out / "tone.safetensors", judges[judge], whole, fitted)
    baselines.write(out / "baselines.safetensors", linear, done["song without cues"], {name: entry[1] for name, entry in found.items()})
    hours = sum(float(track["seconds"]) for track in read_manifest() if track["split"] != "test") / 3600
    spent = f"{(time.monotonic() - started) / 60:.0f} minutes in {os.environ.get('WORLD_SIZE', 1)} process(es)"
    card.write(out / "tone.md", recipe, music, found, hours, spent, metadata["trained"], pairs)
    curves.draw(HERE.parent / "docs" / "pictures" / "training.png", judges, done["song"], done["song without cues"])


def write_limits(out, limits, truth, trunk_out, limit_db):
    names = dict.fromkeys(name.rsplit(", fold", 1)[0] for name in limits)
    results = {}
    for name in ["trunk", *names]:
        numbers, said = trunk_out(name, range(3))
        score, _ = calibration.calibrate(truth[numbers], said, None, limit_db, (0.0,), KAPPAS)
        results[name.removeprefix("limit: ")] = {key: round(float(value), 2) for key, value in score.items()}
        print(f"{name}: removed {score['removed']:.2f} %, over 2 dB {score['removedStrong']:.2f} %")
    (out / "limits.json").write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
