"""Training curves as a picture."""
import matplotlib
import numpy as np

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402  (the backend comes first)


def smooth(values, width=25):
    return np.convolve(values, np.ones(width) / width, mode="valid")


def draw(path, judges, watched, song, plain):
    figure, (left, middle, right) = pyplot.subplots(1, 3, figsize=(14, 4))
    for name, loss in judges["trunk"][0].curves.items():
        if name != "trunk":
            left.semilogy(smooth(loss), label=name)
    left.set(title="Autoencoders and their link", xlabel="step", ylabel="squared error, standardised")
    left.legend()
    for colour, (name, members) in zip(("tab:blue", "tab:orange"), judges.items()):
        for number, member in enumerate(members):
            middle.plot(smooth(member.curves["trunk"]), color=colour, alpha=0.4, label=None if number else name)
        steps, errors = zip(*(zip(*fold) for fold in watched[name]))
        middle.plot(steps[0], np.mean(errors, axis=0), color=colour, linestyle="--", marker="o", label=name + ", unheard packages")
    middle.set(title="Trunk", xlabel="step", ylabel="tone: squared error of four segments' vote, dB²")
    middle.legend(loc="upper right", fontsize=8)
    for colour, (name, judge) in zip(("tab:blue", "tab:orange"), {"with cues": song, "without cues": plain}.items()):
        for number, loss in enumerate(judge.curves):
            right.plot(smooth(loss), color=colour, alpha=0.7, label=None if number else name)
    right.set(title="Song networks", xlabel="step", ylabel="squared error, dB²")
    right.legend()
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=90)
