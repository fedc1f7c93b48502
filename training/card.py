"""Writes model/tone.md, the card of the tone model."""
import collections

from dataset import read_manifest

COLUMNS = (("removed", "removed %"), ("removedStrong", "over 2 dB %"), ("improved", "improved %"), ("improvedStrong", "over 2 dB %"), ("clean", "clean moved dB"), ("clean90", "90th percentile dB"))

TEXT = """# The tone model

Written by `training/train.py`; how it does on packages that it never heard is in docs/evaluation.md.

**What it does.** Says what a mix has too much or too little of in 25 third octaves from 50 Hz to 12.7 kHz, and on its side channel, each
with its uncertainty. The program takes out a share of it (docs/adr/0005). What else a master needs is decided by statistics.

**What it judges by.** What `lacquer features` measures: 40 bands of mid and side, transients and tonality 2.7 times a second, and
per twelve seconds how each band moves, rises and goes with its neighbours. Level tells nothing, nor does anything above 14 kHz or
more than 50 dB under the mean of the bands, where coders leave their marks.

**What it is.** {members} trunks, averaged: an encoder of single frames, the link to the decoder (together: what a master's frame would be, and
so a gain per band), three dilated convolutions along time, and a head that sees the twelve seconds' statistics, spectrum and style; it says mean and variance,
and the segments vote by certainty. {songs} The encoder, the link and the decoder start from two autoencoders, one of mixes ({mixes} real ones
and spoilt masters) and one of masters, that were trained without labels.

**What it learned from.** {count} masters of {packages} Debian packages ({hours:.0f} hours; model/manifest.csv, splits train and calibrate), spoilt while training: five
random peaking filters N(0, 3 dB), in a tenth of the cases a resonance of 3–8 dB, the side moved by −6 to +4 dB, a quarter left as they are; after that noise
at a random level and now and then a low-pass, so that neither a dither's floor nor a coder's edge tells anything.{pairs} Splits are by package. Only {artists} of
{tracks} files name an artist, in their tags or among their package's credits; by those no artist is in two splits, of the others only the packages are known to differ.

**How it was calibrated.** In {folds} folds of whole packages, each judged by networks that had not heard it: scale {toneScale:.2f}, dead zone
{toneDead} dB, so that clean songs move by at most {limit} dB in the mean. Out of fold, {draws} faults a song:

{table}

**Weak spots.** Everything it heard is lossy-coded game music: hardly any hip-hop, few voices, little that was recorded in a room.
The autoencoders apart from it, nothing was told what music is. Overall tilt and the ends of the spectrum can hardly be
judged blind. It was never taught to hear dynamics or limiting: those are decided by statistics. Faults of another shape
than broad bells (a notch, a steep low-pass) are outside what it has heard.

Seed {seed}, trained {date}, {seconds}. One command makes it again: `training/train.py FOLDER`.
"""


def table(found):
    lines = ["| judge | " + " | ".join(title for _, title in COLUMNS) + " |", "|---|" + "---|" * len(COLUMNS)]
    lines += ["| " + name + " | " + " | ".join(f"{score[key]:.1f}" if "clean" not in key else f"{score[key]:.2f}" for key, _ in COLUMNS) + " |" for name, (score, _) in found.items()]
    return "\n".join(lines)


def write(path, recipe, music, found, hours, seconds, date, pairs, mixes):
    fitted = found["model"][1]
    share = fitted["songShare"]
    size = recipe["song"]["members"]
    path.write_text(TEXT.format(
        members=recipe["trunk"]["members"],
        songs=f"{size} networks that see the song as a whole count for {share:.0%} of the result." if share > 0 else "",
        count=len(music), packages=len(collections.Counter(song.package for song in music)), hours=hours, folds=recipe["folds"], draws=recipe["calibration"]["draws"],
        toneScale=fitted["toneScale"], toneDead=fitted["toneDead"], limit=recipe["calibration"]["cleanLimitDb"], table=table(found), seed=recipe["seed"],
        date=date, seconds=seconds, mixes=mixes, artists=sum(bool(t["artist"]) for t in read_manifest()), tracks=len(read_manifest()), pairs=f" Half of what the networks saw came from {pairs} real pairs of mix and master." if pairs else "",
    ))
