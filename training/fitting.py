"""Fits the networks to songs. A fitted judge keeps all that its use needs: weights, means, scales, projections."""
import dataclasses

import numpy as np
import torch
from torch import nn

import faults
from faults import BANDS
from networks import OUTPUTS, TONE, Autoencoder, Link, Trunk, song_network, vote
from songs import FRAME, FRAME_RANGE_DB, STATISTICS, STYLES, SUMMARY, fair

LEVEL_SCALE = 6.0  # good tracks differ by about so much in a band, dB
LARGEST_CUE = 4.0  # deviations; what lies further out is as far as the network has ever seen
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
            frames, level, cues = segment_inputs(self, [song] * n, [s] * n, curves, side, phase_lengths=False)
            with torch.no_grad():
                mean, variance = self.net(frames, level, cues, torch.from_numpy(style.copy()))
            means.append(mean)
            variances.append(variance)
        mean, variance = torch.stack(means, dim=1), torch.stack(variances, dim=1)
        if keep_segments:
            return mean.numpy(), variance.numpy()
        return vote(mean, variance, torch.from_numpy(song.weight)[None], kappa).numpy()


def scaled_frames(judge, frames, mean_db, curve, side):
    """One segment's frames about its mean level, with a fault, standardised."""
    x = frames.astype(np.float32)
    x[:, :2 * BANDS] -= np.float32(mean_db)
    x[:, :BANDS] += curve
    x[:, BANDS:2 * BANDS] += curve + np.float32(side)
    np.clip(x[:, :2 * BANDS], *FRAME_RANGE_DB, out=x[:, :2 * BANDS])
    return (x - judge.frame_mean) / judge.frame_scale


def segment_inputs(judge, songs, segments, curves, side, phase_lengths=True):
    """Inputs of the trunk for one segment of each song. With phase_lengths all segments are brought to the shortest one's length."""
    frames = [scaled_frames(judge, song.frames[s], song.mean_db[s], curve, d) for song, s, curve, d in zip(songs, segments, curves, side)]
    if phase_lengths:
        length = min(len(f) for f in frames)
        frames = [f[:length] for f in frames]
    level = np.array([song.level[s] for song, s in zip(songs, segments)]) + curves
    statistics = np.array([song.statistics[s] for song, s in zip(songs, segments)])
    statistics[:, :BANDS] += np.asarray(side)[:, None]
    level = (level - level.mean(axis=1, keepdims=True) - judge.level_mean) / LEVEL_SCALE
    return torch.from_numpy(np.stack(frames)), torch.from_numpy(level.astype(np.float32)), torch.from_numpy(judge.cues.apply(statistics))


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
    """Networks that judge whole songs."""
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
            heard = level[i] + bands + rng.normal(0, recipe["levelNoiseDb"], bands.shape)
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


def fit_autoencoders(songs, recipe, seed, judge):
    """Two autoencoders without labels, one of faulty frames and one of clean ones, and the link between their codes."""
    own = recipe["autoencoder"]
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    pool = Pool(recipe, rng)
    mixes, masters, link = Autoencoder(own), Autoencoder(own), Link(own)
    chance = fair(songs)

    def batch():
        clean, faulty = [], []
        for k in rng.choice(len(songs), 32, p=chance):
            song, (bands, side, _) = songs[k], pool.draw(1)
            s = rng.integers(len(song.frames))
            pick = song.frames[s][rng.integers(0, len(song.frames[s]), own["batch"] // 32)]
            clean.append(scaled_frames(judge, pick, song.mean_db[s], np.float32(0), 0.0))
            faulty.append(scaled_frames(judge, pick, song.mean_db[s], bands[0], side[0]))
        return torch.from_numpy(np.concatenate(faulty)), torch.from_numpy(np.concatenate(clean))

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
        "autoencoder of mixes": descend(mixes.parameters(), own["steps"], lambda faulty, clean: ((mixes(spoilt(faulty)) - faulty) ** 2).mean()),
        "autoencoder of masters": descend(masters.parameters(), own["steps"], lambda faulty, clean: ((masters(spoilt(clean)) - clean) ** 2).mean()),
        "link": descend(link.parameters(), own["linkSteps"], lambda faulty, clean: ((masters.decode(link(mixes.encode(faulty).detach())) - clean) ** 2).mean()),
    }
    return mixes, masters, link, curves


def fit_trunk(songs, recipe, seed, pretrain=True, tell=None):
    """The trunk, from autoencoders or from nothing."""
    own = recipe["trunk"]
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    pool = Pool(recipe, rng)
    long_enough = [np.flatnonzero([len(f) > 60 for f in song.frames]) for song in songs]
    songs, long_enough = zip(*[(song, which) for song, which in zip(songs, long_enough) if len(which) > 0])
    some = np.concatenate([song.frames[s] - np.r_[np.full(2 * BANDS, song.mean_db[s]), np.zeros(FRAME - 2 * BANDS)] for song in songs for s in range(0, len(song.frames), 4)])
    some[:, :2 * BANDS] = np.clip(some[:, :2 * BANDS], *FRAME_RANGE_DB)
    every_segment = np.concatenate([song.statistics for song in songs])
    judge = TrunkJudge(level_mean(songs), Cues.of(every_segment, own["components"]), some.mean(axis=0).astype(np.float32), (some.std(axis=0) + 1e-3).astype(np.float32), None, {})
    net = Trunk(recipe)
    judge.net = net
    if pretrain:
        mixes, masters, link, judge.curves = fit_autoencoders(songs, recipe, seed, judge)
        net.pretrained(mixes, masters, link)
    optimizer = torch.optim.AdamW(net.parameters(), own["rate"], weight_decay=own["decay"])
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, own["rate"], total_steps=own["steps"])
    chance, losses = fair(songs), []
    for step in range(own["steps"]):
        chosen = rng.choice(len(songs), own["songs"], p=chance)
        bands, side, target = pool.draw(own["songs"])
        bands = bands + rng.normal(0, recipe["levelNoiseDb"], bands.shape).astype(np.float32)
        style = drop_styles(np.array([songs[k].style for k in chosen]), recipe, rng)
        per = own["segments"]
        which = [(songs[k], s, j) for j, k in enumerate(chosen) for s in rng.choice(long_enough[k], per)]
        owners = [j for _, _, j in which]
        frames, level, cues = segment_inputs(judge, [w[0] for w in which], [w[1] for w in which], bands[owners], side[owners])
        mean, variance = net(frames, level, cues, torch.from_numpy(style[owners]))
        truth = target[owners]
        likelihood = (0.5 * (variance + (truth - mean) ** 2 * torch.exp(-variance))).mean()
        agreed = vote(mean.view(-1, per, OUTPUTS), variance.view(-1, per, OUTPUTS), torch.full((1, per), 1 / per), 0.0)
        loss = likelihood + 0.5 * ((agreed - target) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimizer.step()
        schedule.step()
        losses.append(((agreed - target)[:, :TONE] ** 2).mean().item())
        if tell and step % 100 == 99:
            tell(f"step {step + 1}: {np.mean(losses[-100:]):.3f} dB²")
    judge.curves["trunk"] = losses
    net.eval()
    return judge
