"""Judges without a network: the masters' mean curve, the same damped, and the linear estimate (LMMSE) from mean and covariance."""
import numpy as np

import calibration
import safetensors_file
from faults import BANDS, thirds
from networks import TONE
from songs import FEATURE_VERSION, fair

INFLATION = 2.0     # of the covariance: few collections know too little of music at large (METHOD: inflated covariance)
NOISE_DB2 = 0.25


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


def write(path, linear, plain, fitted, informed):
    """What `lacquer evaluate` compares with: [25, 40] matrices over the deviation from levelMean, the network without cues, and informed.fit()."""
    tensors = {"levelMean": linear.mean, "mean.matrix": linear.to_thirds, "lmmse.matrix": linear.to_thirds @ linear.gain, "plain.levelMean": plain.level_mean}
    for member, net in enumerate(plain.nets):
        tensors |= {f"plain.{member}.{key}": value.numpy() for key, value in net.state_dict().items()}
    for key, name in (("mean", "mean curve"), ("damped", "damped mean curve"), ("lmmse", "LMMSE"), ("plain", "network without cues")):
        tensors[f"{key}.calibration"] = np.array([fitted[name]["toneScale"], fitted[name]["toneDead"]])
    for name, (matrix, held, _) in informed.items():
        tensors |= {f"informed.{name}.matrix": matrix, f"informed.{name}.calibration": np.array([held["toneScale"], held["toneDead"]])}
    safetensors_file.write(path, tensors, {"kind": "baselines", "featureVersion": FEATURE_VERSION, "members": len(plain.nets)})
