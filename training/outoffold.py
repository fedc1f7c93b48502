"""What networks say of songs that they have not heard."""
import numpy as np

import faults
import fitting
from faults import BANDS
from networks import OUTPUTS, TONE
from songs import STYLES

KAPPAS = (0.0, 0.1, 0.3)
WATCHED_SONGS = 24
UNTOLD = np.zeros(STYLES, np.float32)  # the style was classified from the clean sound: told here, it would be a trace of it


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


def trunk(learners, heldout, examples, recipe, seed, pretrain=True, pairs=(), mixes=()):
    """Fits a trunk to some songs; what it says of others, {number: {kappa: [draws + 1, 26]}}, and its curves. heldout: (number, song)."""
    def watch(judge):
        errors = []
        for number, song in heldout[::max(1, len(heldout) // WATCHED_SONGS)]:
            bands, side, truth = examples.of(number)
            errors.append(((judge.judge(song, bands[:2], side[:2], UNTOLD) - truth[:2])[:, :TONE] ** 2).mean())
        return float(np.mean(errors))

    judge = fitting.fit_trunk(learners, recipe, seed, pretrain, pairs, mixes, watch)
    said = {"curves": judge.curves}
    for number, song in heldout:
        bands, side, _ = examples.of(number)
        mean, variance = judge.judge(song, bands, side, UNTOLD, keep_segments=True)
        said[number] = {kappa: fitting.agreed(mean, variance, song.weight, kappa) for kappa in KAPPAS}
    return said


def song(learners, heldout, examples, recipe, seed, cues=True, pairs=()):
    """The same for the song networks, {number: [draws + 1, 26]}."""
    judge = fitting.fit_song(learners, recipe, seed, cues, pairs)
    said = {}
    for number, song in heldout:
        bands, side, _ = examples.of(number)
        level, summary = (np.array(part) for part in zip(*(song.whole(curve=curve) for curve in bands)))
        summary[:, :BANDS] += side[:, None]
        said[number] = judge.judge(level, summary, np.repeat(UNTOLD[None], len(bands), axis=0))
    return said
