#!/usr/bin/env python3
"""What one core serves: `lacquer serve` bound to one core with one render at a time, music from a folder, clients on another core.

    bench/service/sizing.py MUSIC [--minutes 5] [--core 0]

Prints masters an hour, how long previews take while nothing else runs and while masters are rendered, and what it needs of memory and disk.
"""
import argparse
import glob
import json
import os
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PORT = 8441
ADDRESS = f"http://localhost:{PORT}"


def ask(path, body=None, data=None):
    """The answer's JSON; a body makes it a POST."""
    request = urllib.request.Request(ADDRESS + path)
    if body is not None:
        request.data, request.headers["Content-type"] = json.dumps(body).encode(), "application/json"
    elif data is not None:
        request.data, request.headers["Content-type"] = data, "application/octet-stream"
    with urllib.request.urlopen(request, timeout=120) as answer:
        return json.load(answer)


def end(job):
    while job["state"] not in ("succeeded", "failed", "canceled"):
        time.sleep(0.02)
        job = ask(f"/v1/jobs/{job['id']}")
    if job["state"] != "succeeded":
        raise SystemExit(f"a job ended as {job['state']}: {job['failure']}")
    return job


def preview(upload, eq, start=60, sketch=False):
    begun = time.monotonic()
    end(ask("/v1/masters", {"uploadId": upload, "controls": {"eq": eq}, "preview": {"startSeconds": start, "durationSeconds": 10, "sketch": sketch}}))
    return time.monotonic() - begun


def kib(pid, name):
    try:
        with open(f"/proc/{pid}/status") as status:
            return next((int(line.split()[1]) for line in status if line.startswith(name + ":")), 0)
    except OSError:
        return 0


def children(pid):
    found = []
    for task in glob.glob(f"/proc/{pid}/task/*/children"):
        try:
            with open(task) as listed:
                for child in map(int, listed.read().split()):
                    found += [child, *children(child)]
        except OSError:
            pass
    return found


class Memory(threading.Thread):
    """The most that service, render processes and decoders held at one time."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.service, self.whole, self.stop = pid, 0, 0, False

    def run(self):
        while not self.stop:
            own = kib(self.pid, "VmRSS")
            self.service = max(self.service, own)
            self.whole = max(self.whole, own + sum(kib(child, "VmRSS") for child in children(self.pid)))
            time.sleep(0.1)


def seconds(path):
    return float(subprocess.check_output(["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", path]))


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("music")
    arguments.add_argument("--minutes", type=float, default=5, help="how long masters are rendered")
    arguments.add_argument("--core", type=int, default=0)
    chosen = arguments.parse_args()
    files = sorted(path for path in glob.glob(chosen.music + "/*") if path.endswith((".wav", ".flac")))
    with tempfile.TemporaryDirectory() as data:
        subprocess.run([f"{ROOT}/lacquer", "--version"], check=True, stdout=subprocess.DEVNULL)
        service = subprocess.Popen(
            ["taskset", "-c", str(chosen.core), f"{ROOT}/lacquer", "serve", "--port", str(PORT), "--data", data], stdout=subprocess.DEVNULL)
        try:
            measure(chosen, files, data, service)
        finally:
            service.terminate()
            service.wait()


def measure(chosen, files, data, service):
    while True:
        try:
            urllib.request.urlopen(ADDRESS + "/readyz", timeout=2).close()
            break
        except OSError:
            time.sleep(0.2)
    memory = Memory(service.pid)
    memory.start()
    uploads, length = [], []
    for path in files:
        with open(path, "rb") as file:
            uploads.append(ask(f"/v1/uploads?name={os.path.basename(path)}", data=file.read())["id"])
        length.append(seconds(path))
    stored = sum(os.path.getsize(path) for path in files)

    # A preview's first time costs the analysis of the whole mix; after it the mix stays open.
    first, sketched, alone, other = [], [], [], []
    for upload in uploads:
        first.append(preview(upload, 3))
        sketched += [preview(upload, eq, sketch=True) for eq in (1, 2, 4, 5)]
        alone += [preview(upload, eq) for eq in (1, 2, 4, 5)]
        other += [preview(upload, 5, start) for start in (20, 90, 120)]

    # Masters back to back: two always wait, so that the core has no pause.
    begun, done, music, busy = time.monotonic(), 0, 0.0, []
    waiting = []
    number = 0
    while time.monotonic() - begun < chosen.minutes * 60:
        while len(waiting) < 2:
            which = number % len(uploads)
            waiting.append((which, ask("/v1/masters", {"uploadId": uploads[which], "controls": {"eq": 1 + number % 5}})))
            number += 1
        which, job = waiting.pop(0)
        end(job)
        done += 1
        music += length[which]
        if done % 3 == 0:
            busy.append(preview(uploads[which], 1 + done % 5, 40))
    hours = (time.monotonic() - begun) / 3600
    for _, job in waiting:
        end(job)
    memory.stop = True
    memory.join()
    objects = sum(os.path.getsize(os.path.join(folder, name)) for folder, _, names in os.walk(data + "/objects") for name in names)
    all_masters = done + len(waiting)

    print(f"{len(files)} mixes of {min(length):.0f} to {max(length):.0f} s, one core, one render at a time, {hours * 60:.1f} minutes\n")
    print("| what | measured |\n|---|---|")
    print(f"| masters of four minutes an hour and core | {music / 240 / hours:.0f} |")
    print(f"| music against time | {music / 3600 / hours:.1f}× |")
    print(f"| first preview of a mix, with its analysis | {statistics.median(first):.2f} s |")
    print(f"| sketch of 10 s with another control | {statistics.median(sketched):.2f} s, slowest {max(sketched):.2f} s |")
    print(f"| preview of 10 s with another control, nothing else running | {statistics.median(alone):.2f} s, slowest {max(alone):.2f} s |")
    print(f"| preview of 10 s at another place | {statistics.median(other):.2f} s, slowest {max(other):.2f} s |")
    if busy:
        print(f"| preview of a mix that is not open, while masters are rendered | {statistics.median(busy):.2f} s |")
    print(f"| memory of the service | {memory.service / 1024:.0f} MiB |")
    print(f"| with render processes and decoders | {memory.whole / 1024:.0f} MiB |")
    print(f"| disk for a master, beside the upload | {(objects - stored) / all_masters / 2**20:.0f} MiB |")


if __name__ == "__main__":
    main()
