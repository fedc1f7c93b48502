"""Judges without a network: the masters' mean curve, the same damped, and the linear estimate (LMMSE) from mean and covariance.

And how much a reference tells, for `lacquer evaluate`.
"""
import numpy as np

import calibration
import safetensors_file
from faults import BANDS, thirds
from networks import TONE
from songs import FEATURE_VERSION, fair

INFLATION = 2.0     # of the covariance: few collections know too little of music at large (METHOD: inflated covariance)
NOISE_DB2 = 0.25
ALBUM = 8           # other tracks that stand for a collection's sound; as AlbumReference.cs
READING_DB2 = 0.01  # curves have no mean, so their covariance lacks a direction; this gives it one


class Linear:
    """Fitted with and without each fold."""

    def __init__(self, music, fold_of, examples, recipe):
        self.level = np.array([song.whole()[0] for song in music])
        self.fold_of, self.examples = fold_of, examples
        self.prior = np.cov(examples.bands.T, bias=True)
        self.to_thirds = thirds(np.eye(BANDS)).T  # [25, 40]
        self.music = music
        self.mean, self.gain = self.fitted(np.arange(len(music)))

    def fitted(self, numbers):
        weight = fair([self.music[n] for n in numbers])
        mean = weight @ self.level[numbers]
        about = self.level[numbers] - mean
        covariance = INFLATION * (about * weight[:, None]).T @ about + NOISE_DB2 * np.eye(BANDS)
        return mean, self.prior @ np.linalg.inv(covariance + self.prior)

    def calibrated(self, truth, limit_db):
        deviation, estimate = np.zeros((*truth.shape[:2], TONE)), np.zeros((*truth.shape[:2], TONE))
        for fold in set(self.fold_of):
            mean, gain = self.fitted(np.flatnonzero(self.fold_of != fold))
            for number in np.flatnonzero(self.fold_of == fold):
                heard = np.array([self.music[number].whole(curve=curve)[0] for curve in self.examples.of(number)[0]]) - mean
                heard -= heard.mean(axis=1, keepdims=True)
                deviation[number], estimate[number] = heard @ self.to_thirds.T, heard @ gain.T @ self.to_thirds.T
        found = {}
        for name, said in (("damped mean curve", deviation), ("LMMSE", estimate)):
            faulty, clean = said[:, :-1], said[:, -1]
            scale, dead = calibration.fit(truth[:, :-1, :TONE], faulty, clean, limit_db)
            found[name] = calibration.scores(truth[:, :-1, :TONE], faulty, clean, scale, dead), {"toneScale": scale, "toneDead": dead}
        found["mean curve"] = calibration.scores(truth[:, :-1, :TONE], deviation[:, :-1], deviation[:, -1], 1.0, 0.0), {"toneScale": 1.0, "toneDead": 0.0}
        return found


def moment(curves, weight):
    """Mean square of curves [songs, n, 25], songs weighted, dB². About zero, not about their mean: a bias is an error like any other."""
    return np.einsum("s,snb,snc->bc", weight / weight.sum(), curves, curves) / curves.shape[1] + READING_DB2 * np.eye(TONE)


def information(linear, said, truth, seed):
    """How far a fault may be from what is told of it, [25, 25] each: by the model out of fold, by a song of the same style, by the album.

    said, truth: [songs, draws + 1, 26]. The program weighs the model's word and a reference's by the inverse of these.
    """
    rng = np.random.default_rng(seed)
    curves, weight = thirds(linear.level), fair(linear.music)
    package = np.array([song.package for song in linear.music])
    style = np.array([song.style.argmax() for song in linear.music])
    left = calibration.centred(said[..., :TONE]) - truth[..., :TONE]
    found = {"model": moment(left, weight)}
    styles, albums = np.zeros((len(curves), ALBUM, TONE)), np.zeros((len(curves), 1, TONE))
    with_style, with_album = np.zeros(len(curves), bool), np.zeros(len(curves), bool)
    for number, curve in enumerate(curves):
        alike = np.flatnonzero((style == style[number]) & (package != package[number]))
        own = np.flatnonzero((package == package[number]) & (np.arange(len(curves)) != number))
        if len(alike):
            with_style[number], styles[number] = True, curve - curves[rng.choice(alike, ALBUM)]
        if len(own):
            with_album[number], albums[number, 0] = True, curve - curves[rng.choice(own, min(len(own), ALBUM), replace=False)].mean(axis=0)
    return found | {"style": moment(styles, weight * with_style), "album": moment(albums, weight * with_album)}


def write(path, linear, plain, fitted, told):
    """What `lacquer evaluate` compares with: [25, 40] matrices over the deviation from levelMean, the network without cues, and information()."""
    tensors = {"levelMean": linear.mean, "mean.matrix": linear.to_thirds, "lmmse.matrix": linear.to_thirds @ linear.gain, "plain.levelMean": plain.level_mean}
    for member, net in enumerate(plain.nets):
        tensors |= {f"plain.{member}.{key}": value.numpy() for key, value in net.state_dict().items()}
    for key, name in (("mean", "mean curve"), ("damped", "damped mean curve"), ("lmmse", "LMMSE"), ("plain", "network without cues")):
        tensors[f"{key}.calibration"] = np.array([fitted[name]["toneScale"], fitted[name]["toneDead"]])
    tensors |= {f"information.{name}": covariance for name, covariance in told.items()}
    safetensors_file.write(path, tensors, {"kind": "baselines", "featureVersion": FEATURE_VERSION, "members": len(plain.nets)})
