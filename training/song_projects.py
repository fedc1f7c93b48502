#!/usr/bin/env python3
"""Renders the demo songs that come with LMMS: real mixes without a master.

    training/song_projects.py FOLDER

Needs lmms (apt-get install lmms). What is there already is kept. Four songs are left out: they are kept for an independent evaluation.
"""
import os
import pathlib
import subprocess
import sys

import usage

PROJECTS = pathlib.Path("/usr/share/lmms/projects/demos")
RESERVED = ("FinalStep", "InnerRecreation", "esp", "TwilightArea")
LONGEST_SECONDS = 600


def main():
    folder = pathlib.Path(usage.words(__doc__, 1, 1)[0])
    folder.mkdir(parents=True, exist_ok=True)
    done = 0
    for project in sorted(PROJECTS.rglob("*.mmp*")):
        if any(name in project.stem for name in RESERVED):
            continue
        target = folder / (project.stem + ".wav")
        if not target.exists():
            unfinished = target.with_suffix(".part.wav")
            command = ["lmms", "--allowroot", "render", project, "-o", unfinished, "-f", "wav", "-a", "-s", "44100"]
            try:
                subprocess.run(command, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=LONGEST_SECONDS, check=True)
                unfinished.rename(target)
            except (subprocess.SubprocessError, OSError) as fault:
                print(f"{project.stem}: {fault}", file=sys.stderr)
                unfinished.unlink(missing_ok=True)
                continue
        done += 1
    print(f"{done} songs in {folder}")


if __name__ == "__main__":
    main()
