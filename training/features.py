#!/usr/bin/env python3
"""Lets the product measure every track of the manifest.

    training/features.py FOLDER

Writes FOLDER/features/HASH.npz for each, HASH being the first 16 digits of the file's own; what is there already is kept, unless the
product's feature version changed. Mixes without a master in FOLDER/mixes (song_projects.py renders some) go to FOLDER/features/mixes: the
autoencoder of mixes learns from them. Training reads nothing else.
"""
import concurrent.futures
import pathlib
import subprocess
import sys

import numpy as np

from dataset import read_manifest
import usage

ROOT = pathlib.Path(__file__).resolve().parent.parent


def path_of(folder, track):
    return pathlib.Path(folder) / "features" / (track["sha256"][:16] + ".npz")


def measure(source, target, version):
    if target.exists() and np.load(target)["version"][0] == version:
        return True
    done = subprocess.run([ROOT / "lacquer", "features", source, "-o", target, "--force"], capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr.strip(), file=sys.stderr)
    return done.returncode == 0


def current_version(folder):
    sample = folder / "features" / "first-light.npz"
    subprocess.run([ROOT / "lacquer", "features", ROOT / "samples" / "first-light.wav", "-o", sample, "--force"], check=True)
    return np.load(sample)["version"][0]


def main():
    folder = pathlib.Path(usage.words(__doc__, 1, 1)[0])
    (folder / "features" / "mixes").mkdir(parents=True, exist_ok=True)
    version = current_version(folder)
    jobs = [(folder / track["package"] / track["path"], path_of(folder, track)) for track in read_manifest()]
    jobs += [(path, folder / "features" / "mixes" / (path.stem + ".npz")) for path in sorted((folder / "mixes").glob("*")) if path.is_file()]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda job: measure(*job, version), jobs))
    print(f"{sum(done)} of {len(done)} tracks measured, feature version {version}")


if __name__ == "__main__":
    main()
