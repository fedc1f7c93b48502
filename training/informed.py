"""What a reference adds to the model's word: a linear estimate of the fault from both, then held back as the model itself is.

Both err alike: a song that is dull by nature sounds spoilt to the model and beside a reference. Weighed as if they erred independently they
would be trusted too much together, so the weights come from what they said of songs that the networks had not heard.
"""
import numpy as np

import calibration
from faults import thirds
from networks import TONE
from songs import fair

ALBUM = 8           # other tracks that stand for a collection's sound; as AlbumReference.cs
RIDGE_DB2 = 0.05    # curves have no mean, so their moments lack a direction; this gives it one, and is far below what differs
ORIGINAL_DB2 = 0.25 # between a song and its original, so that this reference is not believed to the last digit


def fit(linear, said, truth, limit_db, seed):
    """{reference: (matrix [25, 50], calibration, scores out of fold)} for a song of the same style, the album and the original.

    linear: baselines.Linear, fitted. said, truth: [songs, draws + 1, 26], the last draw clean. The matrix takes the model's fault and how
    the song differs from the reference, both in third octaves without their mean, and gives the fault.
    """
    said, truth = calibration.centred(said[..., :TONE]), truth[..., :TONE]
    found = {}
    for name, (differs, known) in references(linear.music, thirds(linear.level), truth, np.random.default_rng(seed)).items():
        told = np.concatenate([said, calibration.centred(differs)], axis=-1)
        weight = fair(linear.music) * known
        estimate = np.zeros_like(truth)
        for fold in set(linear.fold_of):
            own = linear.fold_of == fold
            estimate[own] = told[own] @ regression(told, truth, weight * ~own).T
        faulty, clean, true = estimate[known, :-1], estimate[known, -1], truth[known, :-1]
        scale, dead = calibration.fit(true, faulty, clean, limit_db)
        found[name] = regression(told, truth, weight), {"toneScale": scale, "toneDead": dead}, calibration.scores(true, faulty, clean, scale, dead)
    return found


def references(music, curves, truth, rng):
    """How each spoilt song differs from its reference, [songs, draws + 1, 25], and which songs have one."""
    package = np.array([song.package for song in music])
    style = np.array([song.style.argmax() for song in music])
    away = {name: np.zeros(truth.shape) for name in ("style", "album")} | {"original": rng.normal(0, np.sqrt(ORIGINAL_DB2), truth.shape)}
    known = {name: np.ones(len(curves), bool) for name in away}
    for number, curve in enumerate(curves):
        alike = np.flatnonzero((style == style[number]) & (package != package[number]))
        others = np.flatnonzero((package == package[number]) & (np.arange(len(curves)) != number))
        known["style"][number], known["album"][number] = len(alike) > 0, len(others) > 0
        for draw in range(truth.shape[1]):
            if len(alike):
                away["style"][number, draw] = curve - curves[rng.choice(alike)]
            if len(others):
                away["album"][number, draw] = curve - curves[rng.choice(others, min(len(others), ALBUM), replace=False)].mean(axis=0)
    return {name: (truth + away[name], known[name]) for name in away}


def regression(told, truth, weight):
    """The matrix that predicts truth [songs, n, 25] from told [songs, n, 50] with the least mean square error, songs weighted."""
    weight = weight / weight.sum() / told.shape[1]
    own = np.einsum("s,sna,snb->ab", weight, told, told) + RIDGE_DB2 * np.eye(told.shape[-1])
    return np.linalg.solve(own, np.einsum("s,sna,snb->ab", weight, told, truth)).T
