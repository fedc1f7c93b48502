#!/usr/bin/env python3
"""Brings the music that the model learns from, and writes the manifest.

    training/dataset.py FOLDER                  fetch what is missing, check it against model/manifest.csv
    training/dataset.py FOLDER --renew          write model/manifest.csv anew

FOLDER gets one folder per Debian package of packages.json. Needs apt-get, dpkg-deb, ffprobe and fpcalc (libchromaprint-tools).

A file is used when it is stereo, at 44.1 kHz or more, at least 45 s long and not coded below 100 kbit/s. Recordings that occur twice, by
acoustic fingerprint, are kept once; where the two lie in different splits, the one in the later split (test, then calibrate) stays, so
that nothing the test judges was learned from. The same holds for artists named in the tags of files, or, for files without a tag, among a package's composers in its copyright
or credits (packages.json), in two splits: the earlier split loses them.
"""
import argparse
import collections
import concurrent.futures
import csv
import fnmatch
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
MANIFEST = HERE.parent / "model" / "manifest.csv"
FIELDS = ("split", "package", "version", "path", "sha256", "seconds", "artist", "licence")
SPLITS = ("train", "calibrate", "test")  # a later one wins a recording that is in two
SUFFIXES = {".ogg", ".oga", ".opus", ".mp3", ".flac", ".wav", ".m4a"}
ARCHIVES = {".zip", ".pk3"}
LEAST_SECONDS = 45
LEAST_RATE_HZ = 44_100
LEAST_BITS_PER_SECOND = 100_000  # tags overstate, variable rates understate: by size over duration
LEAST_BYTES = 400_000
FINGERPRINT_SECONDS = 120
# Two fingerprints of one recording share most of their 32-bit words at one offset; of two recordings hardly any.
LEAST_SHARED = 0.15
JOINED = re.compile(r"\s*(?:[&;,/(]|\baka\b|\band\b|\bfeat\b\.?|\bft\b\.?)\s*", re.IGNORECASE)
VARIOUS = {"", "various", "various artists", "unknown", "unknown artist", "n/a", "none", "artist"}


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False, errors="replace").stdout


def fetch(folder, package):
    """Downloads and unpacks one package; apt checks what it downloads by the archive's signed hashes."""
    target = folder / package
    done = target / ".version"
    if done.exists():
        return done.read_text().strip()
    target.mkdir(parents=True, exist_ok=True)
    if not list(folder.glob(f"{package}_*.deb")):
        subprocess.run(["apt-get", "download", package], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    archive = next(folder.glob(f"{package}_*.deb"))
    unpack(archive, target)
    version = output("dpkg-deb", "--field", archive, "Version").strip()
    archive.unlink()
    done.write_text(version + "\n")
    return version


def unpack(package, target):
    subprocess.run(["dpkg-deb", "--extract", package, target], check=True)
    for path in list(target.rglob("*")):
        if not path.is_file() or path.is_symlink():
            continue
        if path.suffix.lower() in ARCHIVES:
            with zipfile.ZipFile(path) as archive:
                inside = path.with_suffix(path.suffix + ".d")
                for entry in archive.infolist():
                    if pathlib.Path(entry.filename).suffix.lower() in SUFFIXES and entry.file_size >= LEAST_BYTES:
                        archive.extract(entry, inside)
        if path.suffix.lower() not in SUFFIXES:
            path.unlink()


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def probe(path):
    """Seconds and artist of a usable file, or None."""
    found = json.loads(output("ffprobe", "-v", "error", "-show_streams", "-show_format", "-of", "json", path) or "{}")
    streams = [s for s in found.get("streams", []) if s.get("codec_type") == "audio"]
    if len(streams) != 1:
        return None
    stream, seconds = streams[0], float(found["format"].get("duration", 0))
    usable = (
        seconds >= LEAST_SECONDS
        and int(stream["sample_rate"]) >= LEAST_RATE_HZ
        and int(stream["channels"]) == 2
        and path.stat().st_size * 8 >= LEAST_BITS_PER_SECOND * seconds
    )
    if not usable:
        return None
    tags = {k.lower(): v for source in (found["format"], stream) for k, v in source.get("tags", {}).items()}
    return seconds, " ".join(tags.get("artist", "").split())


def fingerprint(path):
    found = output("fpcalc", "-raw", "-plain", "-length", str(FINGERPRINT_SECONDS), path).strip()
    return [int(word) for word in found.split(",")] if found else []


def describe(folder, package, version, split, licence, composer, path):
    found = probe(path)
    if found is None:
        return None
    return {
        "split": split,
        "package": package,
        "version": version,
        "path": str(path.relative_to(folder / package)),
        "sha256": sha256(path),
        "seconds": f"{found[0]:.1f}",
        "artist": found[1] or composer,
        "licence": licence,
        "fingerprint": fingerprint(path),
    }


def same_recordings(tracks):
    """Pairs of tracks whose fingerprints share words at one offset."""
    where = collections.defaultdict(list)
    for i, track in enumerate(tracks):
        for position, word in enumerate(track["fingerprint"]):
            where[word].append((i, position))
    votes = collections.Counter()
    for places in where.values():
        if len(places) > 200:  # silence and steady tones: the same word everywhere
            continue
        for a in range(len(places)):
            for b in range(a + 1, len(places)):
                (i, p), (j, q) = places[a], places[b]
                if i != j:
                    votes[i, j, p - q] += 1
    pairs = set()
    for (i, j, _), count in votes.items():
        shorter = min(len(tracks[i]["fingerprint"]), len(tracks[j]["fingerprint"]))
        if count >= LEAST_SHARED * shorter:
            pairs.add((i, j))
    return pairs


def without_repeats(tracks):
    tracks = sorted(tracks, key=lambda t: (-SPLITS.index(t["split"]), t["package"], t["path"]))
    dropped = {max(pair): min(pair) for pair in same_recordings(tracks)}
    for later, earlier in sorted(dropped.items()):
        print(f"repeat: {tracks[later]['package']}/{tracks[later]['path']} = {tracks[earlier]['package']}/{tracks[earlier]['path']}", file=sys.stderr)
    return [t for i, t in enumerate(tracks) if i not in dropped]


def names(artist):
    """Everybody whom a tag names."""
    return {name.strip(" )\"'") for name in JOINED.split(artist.casefold())} - VARIOUS


def without_shared_artists(tracks):
    latest = {}
    for track in tracks:
        for name in names(track["artist"]):
            latest[name] = max(latest.get(name, 0), SPLITS.index(track["split"]))
    kept = []
    for track in tracks:
        if all(SPLITS.index(track["split"]) == latest[name] for name in names(track["artist"])):
            kept.append(track)
        else:
            print(f"artist of a later split: {track['package']}/{track['path']} ({track['artist']})", file=sys.stderr)
    return kept


def collect(folder, packages, pool):
    jobs = []
    for split in SPLITS:
        for package, licence in packages[split].items():
            version = fetch(folder, package)
            files = sorted(p for p in (folder / package).rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file() and p.stat().st_size >= LEAST_BYTES)
            wanted = [p for p in files if not any(fnmatch.fnmatch(str(p), pattern) for pattern in packages["leaveOut"])]
            jobs += [pool.submit(describe, folder, package, version, split, licence, packages["composers"].get(package, ""), p) for p in wanted]
    tracks = [job.result() for job in jobs]
    print(f"{len(tracks)} files looked at", file=sys.stderr)
    return [t for t in tracks if t]


def renew(folder, packages):
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        tracks = collect(folder, packages, pool)
    tracks = without_shared_artists(without_repeats(tracks))
    tracks.sort(key=lambda t: (SPLITS.index(t["split"]), t["package"], t["path"]))
    MANIFEST.parent.mkdir(exist_ok=True)
    with open(MANIFEST, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, FIELDS, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(tracks)


def check(folder, packages):
    """Whether the files of the manifest are there and the same."""
    for split in SPLITS:
        for package in packages[split]:
            fetch(folder, package)
    wrong = 0
    for track in read_manifest():
        path = folder / track["package"] / track["path"]
        if not path.exists() or sha256(path) != track["sha256"]:
            wrong += 1
            print(f"{track['package']}/{track['path']}: {'differs' if path.exists() else 'missing'}; package version of the manifest: {track['version']}", file=sys.stderr)
    if wrong:
        sys.exit(f"{wrong} files differ from model/manifest.csv; a newer package may have brought others: --renew writes the manifest anew")


def read_manifest():
    with open(MANIFEST, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--renew", action="store_true", help="write model/manifest.csv anew")
    given = arguments.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    packages = json.loads((HERE / "packages.json").read_text())
    (renew if given.renew else check)(given.folder, packages)
    sums = collections.Counter()
    for track in read_manifest():
        sums[track["split"]] += float(track["seconds"]) / 3600
    counts = collections.Counter(t["split"] for t in read_manifest())
    for split in SPLITS:
        print(f"{split}: {counts[split]} tracks, {sums[split]:.1f} hours")


if __name__ == "__main__":
    main()
