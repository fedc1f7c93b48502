#!/usr/bin/env python3
"""Writes fitted judges as the program reads them (src/Lacquer.Mastering/Decision/Learned/ToneModel.cs), and what they say as a check.

    training/export.py --fixture FOLDER        small networks with random weights, for tests
    training/export.py --development FOLDER    the same with the sizes of recipe.json

Both write tone.safetensors and tone.parity.safetensors, the first also layers.parity.safetensors and baselines with their parity. Training calls write() and parity().

Calibration, each in dB unless said: kappa (1/dB²), songShare (0 to 1), toneScale and sideScale (0 to 1), toneDead, sideDead, toneSigma [25],
sideSigma. With f the fault of tone without its mean and r = toneScale · rms(f), the program adds −toneScale · f / (1 + (toneDead / r)⁴); of
the side it takes sideScale · fault, less sideDead.
"""
import argparse
import hashlib
import json
import pathlib
import tempfile
import types

import numpy as np
import torch

import baselines
import safetensors_file
import songs
from calibration import moved
from faults import BANDS, thirds
from fitting import Cues, SongJudge, TrunkJudge
from networks import OUTPUTS, TONE, Trunk, song_network, vote
from songs import FEATURE_VERSION, FRAME, GROUPS, STATISTICS, STYLES, SUMMARY

NUMBERS = ("kappa", "songShare", "toneScale", "toneDead", "sideScale", "sideDead", "sideSigma")
RAW_FRAME = 2 * BANDS + 3 * GROUPS
RAW_STATISTICS = 9 * BANDS + 5 * GROUPS
SMALL = {
    "autoencoder": {"hidden": 24, "code": 10, "link": 12},
    "trunk": {"channels": 12, "taps": 5, "dilations": [1, 4, 16], "components": 6, "hidden": 18, "dropout": 0.0},
    "song": {"components": 6, "hidden": 14, "dropout": 0.0, "members": 2},
}


def write(path, trunks, song_judge, calibration, metadata):
    """One file with all that judging needs.

    trunks: a list of fitting.TrunkJudge, all with the same dilations; what they say is averaged. song_judge: a fitting.SongJudge or None.
    calibration: see above. metadata: anything else worth keeping, as strings.
    """
    if (not trunks and calibration["songShare"] != 1) or (song_judge is None and calibration["songShare"] != 0):
        raise ValueError("songShare counts networks that are not there")
    dilations = {tuple(convolution.dilation[0] for convolution in trunk.net.convolutions) for trunk in trunks} or {(1,)}
    if len(dilations) != 1:
        raise ValueError("the trunks have different dilations")
    tensors = {f"calibration.{name}": np.array([calibration[name]]) for name in NUMBERS}
    tensors["calibration.toneSigma"] = np.asarray(calibration["toneSigma"]).reshape(TONE)
    for t, trunk in enumerate(trunks):
        tensors |= {f"trunk.{t}.levelMean": trunk.level_mean, f"trunk.{t}.frameMean": trunk.frame_mean, f"trunk.{t}.frameScale": trunk.frame_scale}
        tensors |= _cues(f"trunk.{t}.cues", trunk.cues) | _layers(f"trunk.{t}", trunk.net)
    if song_judge is not None:
        if song_judge.cues is None:
            raise ValueError("a song judge without cues is a baseline, not a model")
        tensors |= {"song.levelMean": song_judge.level_mean} | _cues("song.cues", song_judge.cues)
        for m, net in enumerate(song_judge.nets):
            tensors |= _layers(f"song.{m}", net)
    safetensors_file.write(path, tensors, {
        **metadata, "kind": "tone", "featureVersion": FEATURE_VERSION, "trunks": len(trunks), "songs": len(song_judge.nets) if song_judge else 0,
        "dilations": ",".join(map(str, dilations.pop())),
    })


def _cues(name, cues):
    # A projection is a dense layer without a bias.
    return {f"{name}.mean": cues.mean, f"{name}.scale": cues.scale, f"{name}.projection.weight": cues.projection.T, f"{name}.projection.bias": np.zeros(cues.projection.shape[1])}


def _layers(name, net):
    return {f"{name}.{key}": value.numpy() for key, value in net.state_dict().items()}


def parity(path, model_path, trunks, song_judge, calibration, seed=1, frames=(45, 70)):
    """Made-up features of two songs, and what PyTorch makes of them at each step. Belongs to the model of that path and no other."""
    rng = np.random.default_rng(seed)
    tensors = {}
    for k, segments in enumerate((2, 3)):
        raw = _made_up((trunks[0] if trunks else None), segments + 1, rng, frames)
        song = _read(raw)
        tensors |= {f"song{k}.{name}": value for name, value in raw.items()} | {f"song{k}.{name}": value for name, value in _judged(song, trunks, song_judge, calibration).items()}
    safetensors_file.write(path, tensors, {"kind": "tone.parity", "model": hashlib.sha256(pathlib.Path(model_path).read_bytes()).hexdigest()})


def _made_up(trunk, segments, rng, frames):
    """Plausible features as `lacquer features` writes them. The second segment hardly sounds; the last one has an empty band."""
    counts = rng.integers(*frames, segments)
    slope = -20 - 40 * np.linspace(0, 1, BANDS)
    levels = slope + rng.normal(0, 4, (segments, BANDS)) + rng.uniform(-12, 0, (segments, 1))
    levels[-1, -1] = -118
    statistics = rng.normal(0, 1, (segments, RAW_STATISTICS))
    if trunk is not None:
        statistics[:, songs._statistics] = trunk.cues.mean + trunk.cues.scale * rng.standard_t(3, (segments, STATISTICS))
    statistics[:, :BANDS] = levels
    every = []
    for count, level in zip(counts, levels):
        beat = 4 * np.sin(np.arange(count) / 3)[:, None] + rng.normal(0, 3, (count, 2 * BANDS))
        both = np.maximum(np.concatenate([level, level - 8]) + beat, -120)
        every.append(np.concatenate([both, rng.normal(6, 3, (count, GROUPS)), rng.uniform(-1, 1, (count, GROUPS)), rng.normal(8, 3, (count, GROUPS))], axis=1))
    style = rng.dirichlet(np.ones(STYLES))
    sounding = rng.uniform(0.6, 1, segments)
    sounding[1] = 0.2
    return {
        "frames": np.concatenate(every).astype(np.float16), "segmentEnds": np.cumsum(counts), "statistics": statistics.astype(np.float32),
        "sounding": sounding.astype(np.float32), "style": style.astype(np.float32),
    }


def _read(raw):
    with tempfile.NamedTemporaryFile(suffix=".npz") as file:
        np.savez(file, version=[FEATURE_VERSION], **raw)
        file.flush()
        return songs.read(file.name, "", "", "")


def _judged(song, trunks, song_judge, calibration):
    level, summary = song.whole()
    said = {"level": songs.floored(song.level), "weight": song.weight, "wholeLevel": level, "wholeSummary": summary}
    none, still = np.zeros((1, BANDS), np.float32), np.zeros(1, np.float32)
    fault = np.zeros(OUTPUTS)
    for t, trunk in enumerate(trunks):
        mean, variance = trunk.judge(song, none, still, keep_segments=True)
        agreed = vote(torch.from_numpy(mean), torch.from_numpy(variance), torch.from_numpy(song.weight)[None], calibration["kappa"])[0].numpy()
        said |= {f"trunk{t}.mean": mean[0], f"trunk{t}.logVariance": variance[0], f"trunk{t}.vote": agreed}
        fault += (1 - calibration["songShare"]) * agreed / len(trunks)
    if song_judge is not None:
        whole = song_judge.judge(level[None], summary[None], song.style[None])[0]
        said["song"] = whole
        fault += calibration["songShare"] * whole
    return said | {"fault": fault}


def layers(path, seed=2):
    """Single layers with odd sizes, and what PyTorch makes of random inputs."""
    torch.manual_seed(seed)
    dense, convolution = torch.nn.Linear(37, 11), torch.nn.Conv1d(5, 7, 5, padding=8, dilation=4)
    tensors = {f"dense.{key}": value for key, value in dense.state_dict().items()} | {f"convolution.{key}": value for key, value in convolution.state_dict().items()}
    with torch.no_grad():
        x, frames, values = torch.randn(3, 37), torch.randn(19, 5), 6 * torch.randn(23)
        tensors |= {"dense.input": x, "dense.output": dense(x), "convolution.input": frames, "convolution.output": convolution(frames.T[None])[0].T}
        tensors |= {"values": values, "silu": torch.nn.functional.silu(values), "softmax": torch.softmax(values, 0)}
    safetensors_file.write(path, {name: value.numpy() for name, value in tensors.items()}, {"kind": "layers.parity"})


def random_judges(recipe, seed, members=2):
    """Judges with random weights whose last layers say something: what an untrained network does not."""
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)

    def cues(inputs, components):
        return Cues(rng.normal(0, 2, inputs).astype(np.float32), rng.uniform(1, 4, inputs).astype(np.float32), (rng.normal(0, 1, (inputs, components)) / np.sqrt(inputs)).astype(np.float32))

    def speaking(last):
        torch.nn.init.normal_(last.weight)
        torch.nn.init.normal_(last.bias)

    def slope():
        return (20 - 40 * np.linspace(0, 1, BANDS)).astype(np.float32)

    trunks = []
    for _ in range(members):
        net = Trunk(recipe)
        speaking(net.head[-1])
        scale = rng.uniform(3, 9, FRAME).astype(np.float32)
        trunks.append(TrunkJudge(slope(), cues(STATISTICS, recipe["trunk"]["components"]), rng.normal(0, 3, FRAME).astype(np.float32), scale, net.eval(), {}))
    song = SongJudge(slope(), cues(SUMMARY, recipe["song"]["components"]), [], [])
    for _ in range(recipe["song"]["members"]):
        net = song_network(recipe, BANDS + recipe["song"]["components"] + STYLES)
        speaking(net[-1])
        song.nets.append(net.eval())
    return trunks, song


# So large a dead zone that random weights move nothing in automatic mode.
RANDOM = {"kappa": 0.5, "songShare": 0.375, "toneScale": 0.25, "toneDead": 6.0, "sideScale": 0.25, "sideDead": 2.0, "toneSigma": np.full(TONE, 1.5), "sideSigma": 1.25}


def fixed_baselines(folder, seed=7):
    """Baselines with random numbers, and what they make of random spectra."""
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    nets = [song_network(SMALL, BANDS).eval() for _ in range(2)]
    for net in nets:
        torch.nn.init.normal_(net[-1].weight)
    plain = SongJudge(rng.normal(0, 5, BANDS).astype(np.float32), None, nets, [])
    linear = types.SimpleNamespace(mean=rng.normal(0, 5, BANDS), to_thirds=thirds(np.eye(BANDS)).T, gain=rng.normal(0, 0.1, (BANDS, BANDS)))
    fitted = {name: {"toneScale": scale, "toneDead": dead} for name, scale, dead in (("mean curve", 1, 0), ("damped mean curve", 0.2, 0.3), ("LMMSE", 0.7, 0.5), ("network without cues", 0.9, 0.2))}
    told = {name: (rng.normal(0, 0.2, (TONE, 2 * TONE)), {"toneScale": scale, "toneDead": 0.3}, {}) for name, scale in (("style", 0.8), ("album", 0.9), ("original", 1.0))}
    baselines.write(folder / "baselines.safetensors", linear, plain, fitted, told)
    level = rng.normal(0, 6, (3, BANDS)).astype(np.float32)
    heard = level - linear.mean
    heard -= heard.mean(axis=1, keepdims=True)
    said = {"mean curve": heard @ linear.to_thirds.T, "LMMSE": heard @ (linear.to_thirds @ linear.gain).T, "network without cues": plain.judge(level, None, None)[:, :TONE]}
    said["damped mean curve"] = said["mean curve"]
    corrections = {f"moved.{name}": moved(curve, fitted[name]["toneScale"], fitted[name]["toneDead"]) for name, curve in said.items()}
    fault, differs = rng.normal(0, 2, (2, 3, TONE)).astype(np.float32)
    for name, (matrix, held, _) in told.items():
        corrections[f"informed.{name}"] = moved(np.concatenate([fault, differs], axis=1) @ matrix.T, held["toneScale"], held["toneDead"])
    safetensors_file.write(folder / "baselines.parity.safetensors", {"level": level, "fault": fault, "differs": differs} | corrections, {"kind": "baselines.parity"})


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    which = arguments.add_mutually_exclusive_group(required=True)
    which.add_argument("--fixture", metavar="FOLDER")
    which.add_argument("--development", metavar="FOLDER")
    chosen = arguments.parse_args()
    recipe = SMALL if chosen.fixture else json.loads((pathlib.Path(__file__).parent / "recipe.json").read_text())
    folder = pathlib.Path(chosen.fixture or chosen.development)
    folder.mkdir(parents=True, exist_ok=True)
    trunks, song = random_judges(recipe, seed=5)
    model = folder / "tone.safetensors"
    write(model, trunks, song, RANDOM, {"weights": "random"})
    parity(folder / "tone.parity.safetensors", model, trunks, song, RANDOM, frames=(18, 30) if chosen.fixture else (45, 70))
    if chosen.fixture:
        layers(folder / "layers.parity.safetensors")
        fixed_baselines(folder)


if __name__ == "__main__":
    main()
