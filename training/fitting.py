"""Fits the networks to songs. A fitted judge keeps all that its use needs: weights, means, scales, projections."""
import dataclasses

import numpy as np
import torch
from torch import nn

import faults
from faults import BANDS
from networks import OUTPUTS, TONE, Autoencoder, Link, Trunk, song_network, vote
from songs import DEEPEST_DB, FRAME_RANGE_DB, STYLES, fair, floored

LEVEL_SCALE = 6.0  # good tracks differ by about so much in a band, dB
LARGEST_CUE = 4.0  # deviations; what lies further out is as far as the network has ever seen
TAKE = 2           # of the frames that are kept: each second, 0.37 s apart
WHOLE = 64         # frames of twelve seconds that every sample rate has
WATCHED = 250      # steps between two looks at songs that are not learned from
VARIANTS = 8       # views of each song, of some of its segments


@dataclasses.dataclass
class Cues:
    """Standardises statistics, keeps the directions that vary most."""

    mean: np.ndarray
    scale: np.ndarray
    projection: np.ndarray  # [inputs, components]

    @staticmethod
    def of(values, components):
        mean, scale = values.mean(axis=0), values.std(axis=0) + 1e-3
        z = np.clip((values - mean) / scale, -LARGEST_CUE, LARGEST_CUE)
        _, singular, directions = np.linalg.svd(z - z.mean(axis=0), full_matrices=False)
        # Half-whitened: large directions stay larger, small ones are not blown up to full size.
        projection = directions[:components] / np.sqrt(singular[:components, None] / np.sqrt(len(z)))
        return Cues(mean.astype(np.float32), scale.astype(np.float32), projection.T.astype(np.float32))

    def apply(self, values):
        """[n, inputs] -> [n, components]."""
        return (np.clip((values - self.mean) / self.scale, -LARGEST_CUE, LARGEST_CUE) @ self.projection).astype(np.float32)


@dataclasses.dataclass
class SongJudge:
    """Several networks that judge a song as a whole; what they say is averaged."""

    level_mean: np.ndarray
    cues: Cues
    nets: list
    curves: list

    def inputs(self, level, summary, style):
        parts = [(level - level.mean(axis=1, keepdims=True) - self.level_mean) / LEVEL_SCALE]
        if self.cues:
            parts += [self.cues.apply(summary), style]
        return torch.from_numpy(np.concatenate(parts, axis=1).astype(np.float32))

    def judge(self, level, summary, style):
        """[n, 40], [n, SUMMARY], [n, 10] -> faults [n, 26], dB."""
        x = self.inputs(level, summary, style)
        with torch.no_grad():
            return (sum(net(x) for net in self.nets) / len(self.nets)).numpy()


@dataclasses.dataclass
class TrunkJudge:
    """The trunk with what its inputs are scaled by."""

    level_mean: np.ndarray
    cues: Cues
    frame_mean: np.ndarray
    frame_scale: np.ndarray
    net: Trunk
    curves: dict

    def judge(self, song, curves, side, style=None, kappa=0.0, keep_segments=False):
        """The song with each of n faults, [n, 40] and [n], added: what its segments agree on, [n, 26]."""
        n, count = len(curves), len(song.frames)
        style = np.broadcast_to(song.style if style is None else style, (n, STYLES)).astype(np.float32)
        means, variances = [], []
        for s in range(count):
            frames, level, cues = segment_inputs(
                self, np.repeat(song.frames[s][None, ::TAKE], n, axis=0), np.repeat(song.mean_db[s], n),
                np.repeat(song.level[s][None], n, axis=0), np.repeat(song.statistics[s][None], n, axis=0), curves, side,
            )
            with torch.no_grad():
                mean, variance = self.net(frames, level, cues, torch.from_numpy(style.copy()))
            means.append(mean)
            variances.append(variance)
        mean, variance = torch.stack(means, dim=1), torch.stack(variances, dim=1)
        return (mean.numpy(), variance.numpy()) if keep_segments else agreed(mean.numpy(), variance.numpy(), song.weight, kappa)


def agreed(mean, variance, weight, kappa):
    """The vote of segments [n, segments, 26]."""
    return vote(torch.from_numpy(mean), torch.from_numpy(variance), torch.from_numpy(weight)[None], kappa).numpy()


class Guard:
    """What hides a coder's marks and a dither's floor from the networks, added after the fault: noise, and the end of a low-pass."""

    def __init__(self, recipe, count, rng):
        noisy, dull = rng.random(count) < recipe["noiseShare"], rng.random(count) < recipe["lowPassShare"]
        self.floor_db = np.where(noisy, rng.uniform(*recipe["noiseDb"], count), -200).astype(np.float32)
        first = rng.integers(BANDS - recipe["lowPassBands"], BANDS, count)[:, None]
        self.low_pass = -(recipe["lowPassDb"] * dull[:, None] * np.maximum(0, np.arange(BANDS) - first + 1)).astype(np.float32)

    def noise(self, level, per=1):
        """Adds the noise to levels about a segment's mean [n, …]."""
        floor = np.repeat(self.floor_db, per).reshape(-1, *[1] * (level.ndim - 1))
        return np.maximum(level, floor) + np.float32(4.343) * np.log1p(np.exp(np.float32(-0.2303) * np.abs(level - floor)))


def segment_inputs(judge, frames, mean_db, level, statistics, curves, side, guard=None, per=1):
    """Inputs of the trunk for n segments [n, time, 96] with a fault each; while training, with a guard for each song's per segments."""
    x = frames.astype(np.float32)
    if guard:
        curves = curves + np.repeat(guard.low_pass, per, axis=0)
    about = np.asarray(mean_db, np.float32)[:, None] - curves
    x[:, :, :BANDS] -= about[:, None]
    x[:, :, BANDS:2 * BANDS] -= (about - np.asarray(side)[:, None])[:, None]
    level = level + curves
    if guard:
        x[:, :, :2 * BANDS], level = guard.noise(x[:, :, :2 * BANDS], per), guard.noise(level, per)
    np.clip(x[:, :, :2 * BANDS], *FRAME_RANGE_DB, out=x[:, :, :2 * BANDS])
    x = (x - judge.frame_mean) / judge.frame_scale
    statistics = statistics.copy()
    statistics[:, :BANDS] += np.asarray(side)[:, None]
    level = floored(level)
    level = (level - level.mean(axis=1, keepdims=True) - judge.level_mean) / LEVEL_SCALE
    return torch.from_numpy(x), torch.from_numpy(level.astype(np.float32)), torch.from_numpy(judge.cues.apply(statistics))


class Segments:
    """All whole segments of some songs, side by side."""

    def __init__(self, songs):
        places = [(k, s) for k, song in enumerate(songs) for s, f in enumerate(song.frames) if len(f) >= WHOLE]
        self.frames = np.stack([songs[k].frames[s][:WHOLE] for k, s in places])
        self.level, self.statistics, self.mean_db = (np.array([getattr(songs[k], name)[s] for k, s in places]) for name in ("level", "statistics", "mean_db"))
        self.style = np.array([songs[k].style for k, _ in places], np.float32)
        owner = np.array([k for k, _ in places])
        self._of = [np.flatnonzero(owner == k) for k in range(len(songs))]
        share = fair(songs) * np.array([len(of) > 0 for of in self._of])
        self._cumulative = np.cumsum(share / share.sum())

    def choose(self, rng, songs, per):
        """Songs by their weight, and some segments of each: indices [songs, per]."""
        return self.of(np.searchsorted(self._cumulative, rng.random(songs) * self._cumulative[-1]), rng, per)

    def of(self, songs, rng, per):
        """Some segments of given songs: indices [songs, per]."""
        return np.array([rng.choice(self._of[k], per) for k in songs])

    def heard(self, judge, i, bands, side, phase=0, guard=None, per=1):
        """Inputs of the trunk for segments i with a fault each."""
        frames = self.frames[i][:, phase::TAKE][:, :self.frames.shape[1] // TAKE]
        return segment_inputs(judge, frames, self.mean_db[i], self.level[i], self.statistics[i], bands, side, guard, per)

    def frame_scale(self):
        """Mean and deviation of each of a frame's numbers."""
        some = self.frames[::4].astype(np.float32)
        some[:, :, :2 * BANDS] -= self.mean_db[::4, None, None]
        some[:, :, :2 * BANDS] = np.clip(some[:, :, :2 * BANDS], *FRAME_RANGE_DB)
        return some.mean(axis=(0, 1)), some.std(axis=(0, 1)) + 1e-3


class Pool:
    """Faults to draw from, and how they are drawn."""

    def __init__(self, recipe, rng):
        self.recipe = recipe
        self.rng = rng
        self.bands, self.thirds = faults.draw(recipe["fault"]["pool"], recipe["fault"], rng, recipe["fault"]["resonantShare"])

    def draw(self, count):
        """Curves in bands [n, 40], sides [n], and both as a target [n, 26]. Some have no fault at all."""
        which = self.rng.integers(0, len(self.bands), count)
        size = ((self.rng.random(count) > self.recipe["cleanShare"]) * (0.5 + self.rng.random(count))).astype(np.float32)
        side = (self.rng.random(count) > 0.5) * self.rng.uniform(*self.recipe["fault"]["sideDb"], count)
        target = np.concatenate([self.thirds[which] * size[:, None], side[:, None]], axis=1)
        return self.bands[which] * size[:, None], side.astype(np.float32), torch.from_numpy(target.astype(np.float32))


def drop_styles(style, recipe, rng):
    """Now and then the style is not told, so that the networks can do without."""
    return (style * (rng.random((len(style), 1)) > recipe["styleDrop"])).astype(np.float32)


def level_mean(songs):
    return (fair(songs) @ np.array([song.whole()[0] for song in songs])).astype(np.float32)


def views(songs, rng):
    """Each song whole and in parts."""
    level, summary, style, weight = [], [], [], []
    for song, share in zip(songs, fair(songs)):
        count = len(song.level)
        chosen = [None] + [rng.choice(count, min(count, rng.integers(2, 9)), replace=False) for _ in range(VARIANTS)]
        for some in chosen:
            a, b = song.whole(some)
            level.append(a)
            summary.append(b)
            style.append(song.style)
            weight.append(share)
    return np.array(level), np.array(summary), np.array(style, np.float32), np.array(weight) / np.sum(weight)


def fit_song(songs, recipe, seed, use_cues=True, pairs=()):
    """Networks that judge whole songs; pairs are (mix, its fault)."""
    own = recipe["song"]
    rng = np.random.default_rng(seed)
    pool = Pool(recipe, rng)
    level, summary, style, weight = views(songs, rng)
    cues = Cues.of(summary[::VARIANTS + 1], own["components"]) if use_cues else None
    judge = SongJudge(level_mean(songs), cues, [], [])
    inputs = BANDS + (own["components"] + STYLES if use_cues else 0)
    for member in range(own["members"]):
        torch.manual_seed(seed + member)
        net = song_network(recipe, inputs)
        optimizer = torch.optim.AdamW(net.parameters(), own["rate"], weight_decay=own["decay"])
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, own["rate"], total_steps=own["steps"])
        losses = []
        for _ in range(own["steps"]):
            i = rng.choice(len(level), own["batch"], p=weight)
            bands, side, target = pool.draw(own["batch"])
            heard = np.where(level[i] <= 1 - DEEPEST_DB, level[i], level[i] + bands + rng.normal(0, recipe["levelNoiseDb"], bands.shape))
            cue = summary[i].copy()
            cue[:, :BANDS] += side[:, None]
            x = judge.inputs(heard.astype(np.float32), cue, drop_styles(style[i], recipe, rng))
            if pairs:
                x, target = with_pairs(judge, pairs, x, target, rng)
            loss = ((net(x) - target) ** 2).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        judge.nets.append(net.eval())
        judge.curves.append(losses)
    return judge


def with_pairs(judge, pairs, x, target, rng):
    """Half of a batch from real mixes, whose masters say what their faults are."""
    for row in range(len(x) // 2):
        mix, fault = pairs[rng.integers(len(pairs))]
        level, summary = mix.whole()
        x[row] = judge.inputs(level[None], summary[None], mix.style[None])[0]
        target[row] = torch.from_numpy(fault)
    return x, target


def fit_autoencoders(segments, recipe, seed, judge, unmastered):
    """Two autoencoders without labels, one of mixes and one of masters, and the link between their codes.

    Half of the mixes are real ones, where there are any; the others, and those that the link learns from, are masters with faults.
    """
    own = recipe["autoencoder"]
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    pool = Pool(recipe, rng)
    mixes, masters, link = Autoencoder(own), Autoencoder(own), Link(own)

    def batch():
        i = segments.choose(rng, 32, 1)[:, 0]
        bands, side, _ = pool.draw(32)
        frames = segments.frames[i][:, rng.permutation(segments.frames.shape[1])[:own["batch"] // 32]]
        rest = (segments.mean_db[i], segments.level[i], segments.statistics[i])
        return tuple(segment_inputs(judge, frames, *rest, *fault)[0].flatten(0, 1) for fault in ((bands, side), (0 * bands, 0 * side)))

    def real_mixes():
        i = unmastered.choose(rng, 16, 1)[:, 0]
        frames = unmastered.frames[i][:, rng.permutation(unmastered.frames.shape[1])[:own["batch"] // 32]]
        return segment_inputs(judge, frames, unmastered.mean_db[i], unmastered.level[i], unmastered.statistics[i], np.zeros((16, BANDS), np.float32), np.zeros(16, np.float32))[0].flatten(0, 1)

    def loss_of_mixes(faulty, clean):
        x = torch.cat([faulty[:len(faulty) // 2], real_mixes()]) if unmastered else faulty
        return ((mixes(spoilt(x)) - x) ** 2).mean()

    def descend(parameters, steps, loss_of):
        optimizer = torch.optim.AdamW(parameters, own["rate"])
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, own["rate"], total_steps=steps)
        losses = []
        for _ in range(steps):
            loss = loss_of(*batch())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        return losses

    def spoilt(x):
        return (x + own["noise"] * torch.randn_like(x)) * (torch.rand_like(x) > own["hide"])

    curves = {
        "autoencoder of mixes": descend(mixes.parameters(), own["steps"], loss_of_mixes),
        "autoencoder of masters": descend(masters.parameters(), own["steps"], lambda faulty, clean: ((masters(spoilt(clean)) - clean) ** 2).mean()),
        "link": descend(link.parameters(), own["linkSteps"], lambda faulty, clean: ((masters.decode(link(mixes.encode(faulty).detach())) - clean) ** 2).mean()),
    }
    return mixes, masters, link, curves


def with_real_mixes(judge, mixes, pairs, heard, style, target, per, rng):
    """The first half of a batch from real mixes, whose masters say what their faults are."""
    which = rng.integers(0, len(pairs), len(target) // 2)
    i = mixes.of(which, rng, per).ravel()
    real = mixes.heard(judge, i, np.zeros((len(i), BANDS), np.float32), np.zeros(len(i), np.float32))
    style = np.concatenate([mixes.style[i[::per]], style[len(which):]])
    target = torch.cat([torch.from_numpy(np.array([pairs[k][1] for k in which])), target[len(which):]])
    return [torch.cat([a, b[len(i):]]) for a, b in zip(real, heard)], style, target


def fit_trunk(songs, recipe, seed, pretrain=True, pairs=(), mixes=(), watch=None):
    """The trunk, from autoencoders or from nothing.

    pairs: (mix, its fault). mixes: songs without a master, for the autoencoder. watch: a function of the judge that is asked each 250
    steps; its answers are kept as a curve.
    """
    own = recipe["trunk"]
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    pool = Pool(recipe, rng)
    segments = Segments(songs)
    pairs = [(mix, fault) for mix, fault in pairs if any(len(f) >= WHOLE for f in mix.frames)]
    real = Segments([mix for mix, _ in pairs]) if pairs else None
    cues = Cues.of(segments.statistics, own["components"])
    if own.get("statisticsHidden"):
        cues.projection[:] = 0
    judge = TrunkJudge(level_mean(songs), cues, *segments.frame_scale(), None, {})
    net = Trunk(recipe)
    judge.net = net
    if pretrain:
        of_mixes, of_masters, link, judge.curves = fit_autoencoders(segments, recipe, seed, judge, Segments(mixes) if mixes else None)
        net.pretrained(of_mixes, of_masters, link)
    optimizer = torch.optim.AdamW(net.parameters(), own["rate"], weight_decay=own["decay"])
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, own["rate"], total_steps=own["steps"])
    losses, per = [], own["segments"]
    owners = np.repeat(np.arange(own["songs"]), per)
    for step in range(own["steps"]):
        i = segments.choose(rng, own["songs"], per).ravel()
        bands, side, target = pool.draw(own["songs"])
        bands = bands + rng.normal(0, recipe["levelNoiseDb"], bands.shape).astype(np.float32)
        style = drop_styles(segments.style[i[::per]], recipe, rng)
        guard = Guard(recipe["guard"], own["songs"], rng)
        heard = segments.heard(judge, i, bands[owners], side[owners], rng.integers(TAKE), guard, per)
        if pairs:
            heard, style, target = with_real_mixes(judge, real, pairs, heard, style, target, per, rng)
        mean, variance = net(*heard, torch.from_numpy(style[owners]))
        truth = target[owners]
        likelihood = (0.5 * (variance + (truth - mean) ** 2 * torch.exp(-variance))).mean()
        together = vote(mean.view(-1, per, OUTPUTS), variance.view(-1, per, OUTPUTS), torch.full((1, per), 1 / per), 0.0)
        loss = likelihood + 0.5 * ((together - target) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimizer.step()
        schedule.step()
        losses.append(((together - target)[:, :TONE] ** 2).mean().item())
        if watch and step % WATCHED == WATCHED - 1:
            net.eval()
            judge.curves.setdefault("held out", []).append((step + 1, watch(judge)))
            net.train()
    judge.curves["trunk"] = losses
    net.eval()
    return judge
