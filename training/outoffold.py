"""What networks say of songs that they have not heard."""
import numpy as np

import faults
import fitting
from faults import BANDS
from networks import OUTPUTS, TONE

KAPPAS = (0.0, 0.1, 0.3)


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


def trunk(learners, heldout, examples, recipe, seed, pretrain=True, pairs=()):
    """Fits a trunk to some songs; what it says of others, {number: {kappa: [draws + 1, 26]}}. heldout: (number, song)."""
    judge = fitting.fit_trunk(learners, recipe, seed, pretrain, pairs=pairs)
    said = {}
    for number, song in heldout:
        bands, side, _ = examples.of(number)
        mean, variance = judge.judge(song, bands, side, keep_segments=True)
        said[number] = {kappa: fitting.agreed(mean, variance, song.weight, kappa) for kappa in KAPPAS}
    return said


def song(learners, heldout, examples, recipe, seed, cues=True, pairs=()):
    """The same for the song networks, {number: [draws + 1, 26]}."""
    judge = fitting.fit_song(learners, recipe, seed, cues, pairs)
    said = {}
    for number, song in heldout:
        bands, side, _ = examples.of(number)
        level, summary = song.whole()
        summary = np.repeat(summary[None], len(bands), axis=0)
        summary[:, :BANDS] += side[:, None]
        said[number] = judge.judge(level + bands, summary, np.repeat(song.style[None], len(bands), axis=0))
    return said
