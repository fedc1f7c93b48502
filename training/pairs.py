#!/usr/bin/env python3
"""A studio's own mixes and masters as something to learn from.

    training/pairs.py FOLDER        measures FOLDER/mixes/NAME.* and FOLDER/masters/NAME.*, the same names in both
    training/train.py … --pairs FOLDER

What a master changed against its mix, in third octaves and in the level of the side, is what the networks learn to expect. Nothing else
is kept: FOLDER/features holds numbers only.
"""
import pathlib
import subprocess
import sys

import numpy as np

import songs
from faults import BANDS, thirds
from networks import OUTPUTS, TONE
import usage

ROOT = pathlib.Path(__file__).resolve().parent.parent


def names(folder):
    mixes, masters = ({path.stem: path for path in sorted((folder / kind).iterdir()) if path.is_file()} for kind in ("mixes", "masters"))
    for name in sorted(mixes.keys() ^ masters.keys()):
        print(f"{name}: in only one of mixes/ and masters/, left out", file=sys.stderr)
    return {name: (mixes[name], masters[name]) for name in sorted(mixes.keys() & masters.keys())}


def measured(folder, kind, name):
    return folder / "features" / kind / (name + ".npz")


def measure(folder):
    done = 0
    for name, paths in names(folder).items():
        good = True
        for kind, path in zip(("mixes", "masters"), paths):
            target = measured(folder, kind, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            good &= subprocess.run([ROOT / "lacquer", "features", path, "-o", target, "--force"], check=False).returncode == 0
        done += good
    print(f"{done} pairs measured")


def fault(mix, master):
    """What the mix has more than its master, [26]."""
    curve = mix.whole()[0] - master.whole()[0]
    side = mix.weight @ mix.statistics[:, :BANDS] - master.weight @ master.statistics[:, :BANDS]
    return np.concatenate([thirds(curve)[0], [side.mean()]]).astype(np.float32)


def both(folder):
    found = []
    for name in names(folder):
        paths = [measured(folder, kind, name) for kind in ("mixes", "masters")]
        if not all(path.exists() for path in paths):
            print(f"{name}: not measured, left out", file=sys.stderr)
            continue
        mix, master = (songs.read(path, "pairs", "pairs", name) for path in paths)
        if mix and master:
            found.append((mix, master))
    return found


def masters(folder):
    """The masters as songs to learn from."""
    return [master for _, master in both(folder)]


def load(folder):
    """Pairs of (mix, fault)."""
    found = [(mix, fault(mix, master)) for mix, master in both(folder)]
    if not found:
        sys.exit(f"{folder} holds no measured pairs; run training/pairs.py {folder} first")
    assert all(len(truth) == OUTPUTS == TONE + 1 for _, truth in found)
    return found


if __name__ == "__main__":
    measure(pathlib.Path(usage.words(__doc__, 1, 1)[0]))
