"""The features of tracks, as training wants them. The C# side (Decision/Learned/SongSummary.cs) prepares a track the same way."""
import dataclasses

import numpy as np

from dataset import read_manifest
from faults import BANDS
from features import path_of

FEATURE_VERSION = 2  # FeatureLayout.Version: what the networks are fitted to
GROUPS = 8
DEEPEST_DB = 50  # under the mean of the bands: an empty band is empty, however empty; codec holes and dither tell nothing
LEAST_SOUNDING = 0.3
QUIETEST_DB = 20  # under the loudest segment: quieter ones all count the same tenth
EVERY = 4  # frames are kept: 0.19 s apart; the trunk looks at each second of those (fitting.TAKE)
FRAME_RANGE_DB = (-60.0, 30.0)  # of mid and side about the segment's mean level
STYLES = 10

# Frames: mid, side, transients, correlation, tonality. Correlation is left out: it changes with width in a way that cannot be added.
FRAME = 2 * BANDS + 2 * GROUPS
_frame_values = np.r_[0:2 * BANDS + GROUPS, 2 * BANDS + 2 * GROUPS:2 * BANDS + 3 * GROUPS]
# Statistics after the level: width, percentiles, flux, onsets, slow deviation, neighbours; transients (mean, deviation), correlation, tonality (mean, deviation).
_statistics = np.r_[BANDS:9 * BANDS + 2 * GROUPS, 9 * BANDS + 3 * GROUPS:9 * BANDS + 5 * GROUPS]
STATISTICS = len(_statistics)  # the first 40 are the width
SUMMARY = STATISTICS + 2 * BANDS


@dataclasses.dataclass
class Song:
    """One track: per segment the frames [time, 96], the relative level, the other statistics, and how much it counts."""

    split: str
    package: str
    path: str
    frames: list
    level: np.ndarray  # about its mean over the bands, as measured; floored() before use
    statistics: np.ndarray
    weight: np.ndarray
    style: np.ndarray
    mean_db: np.ndarray  # mean level of each segment's bands, dBFS

    def whole(self, chosen=None, curve=0.0):
        """Mean spectrum and statistics of the song, or of some of its segments, with an equaliser's curve.

        The curve adds to the first and leaves the second nearly as it is: weights follow the segments' levels among each other.
        """
        pick = slice(None) if chosen is None else chosen
        level, statistics, weight = floored(self.level[pick] + curve), self.statistics[pick], self.weight[pick]
        weight = weight / weight.sum()
        mean, middle = weight @ level, weight @ statistics
        spread = np.sqrt(weight @ (level - mean) ** 2)
        widths = np.sqrt(weight @ (statistics[:, :BANDS] - middle[:BANDS]) ** 2)
        return (mean - mean.mean()).astype(np.float32), np.concatenate([middle, spread, widths]).astype(np.float32)


def floored(level):
    """After the fault, not before: an empty band that moved with a fault would show it exactly."""
    return np.maximum(level - level.mean(axis=-1, keepdims=True), -DEEPEST_DB)


def read(path, split, package, name):
    with np.load(path) as file:
        frames, ends, statistics, sounding = (file[key] for key in ("frames", "segmentEnds", "statistics", "sounding"))
        version, style = int(file["version"][0]), file["style"]
    if version != FEATURE_VERSION:
        raise SystemExit(f"{path} holds features of version {version}, not {FEATURE_VERSION}; measure it again")
    keep = np.flatnonzero(sounding > LEAST_SOUNDING)
    if len(keep) == 0:
        return None
    starts = np.concatenate([[0], ends[:-1]])
    level = statistics[keep, :BANDS]
    loud = 10 * np.log10((10 ** (level / 10)).sum(axis=1))
    mean = level.mean(axis=1)
    weight = sounding[keep] * 10 ** (0.05 * np.clip(loud - loud.max(), -QUIETEST_DB, 0))
    return Song(
        split, package, name, [frames[starts[i]:ends[i]:EVERY, _frame_values] for i in keep],
        (level - mean[:, None]).astype(np.float32), statistics[keep][:, _statistics],
        (weight / weight.sum()).astype(np.float32), style, mean,
    )


def load(folder, splits):
    found = (read(path_of(folder, t), t["split"], t["package"], t["path"]) for t in read_manifest() if t["split"] in splits)
    return [song for song in found if song]


def load_mixes(folder):
    """Mixes without a master, measured by features.py; none is no fault."""
    found = (read(path, "mix", "mixes", path.stem) for path in sorted((folder / "features" / "mixes").glob("*.npz")))
    return [song for song in found if song]


def fair(songs):
    """Weights by which a collection counts by the root of its size: neither one large package nor one small one leads."""
    count = {}
    for song in songs:
        count[song.package] = count.get(song.package, 0) + 1
    weights = np.array([count[song.package] ** -0.5 for song in songs])
    return weights / weights.sum()


def folds(songs, count):
    """Which fold each song is in: whole packages, the largest dealt out first, so that none is judged by what has heard its neighbours."""
    size = {}
    for song in songs:
        size[song.package] = size.get(song.package, 0) + 1
    total, fold_of = [0] * count, {}
    for package in sorted(size, key=lambda p: (-size[p], p)):
        fold_of[package] = int(np.argmin(total))
        total[fold_of[package]] += size[package]
    return np.array([fold_of[song.package] for song in songs])
