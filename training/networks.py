"""The networks. Each layer type has its counterpart in src/Lacquer.Mastering/Networks."""
import torch
from torch import nn

from faults import BANDS, THIRDS_HZ
from songs import FRAME, STYLES

TONE = len(THIRDS_HZ)
OUTPUTS = TONE + 1  # the fault of tone in third octaves and that of the side's level, dB


class Autoencoder(nn.Module):
    """Frame by frame: 96 numbers to a code and back."""

    def __init__(self, recipe):
        super().__init__()
        hidden, code = recipe["hidden"], recipe["code"]
        self.encode = nn.Sequential(nn.Linear(FRAME, hidden), nn.SiLU(), nn.Linear(hidden, code))
        self.decode = nn.Sequential(nn.SiLU(), nn.Linear(code, hidden), nn.SiLU(), nn.Linear(hidden, FRAME))

    def forward(self, frames):
        return self.decode(self.encode(frames))


class Link(nn.Module):
    """From a mix's code to its master's."""

    def __init__(self, recipe):
        super().__init__()
        code, hidden = recipe["code"], recipe["link"]
        self.layers = nn.Sequential(nn.Linear(code, hidden), nn.SiLU(), nn.Linear(hidden, code))

    def forward(self, code):
        return code + self.layers(code)


class Trunk(nn.Module):
    """A segment's frames and statistics to its faults with their certainty. Untrained it says: no fault."""

    def __init__(self, recipe):
        super().__init__()
        ae, trunk = recipe["autoencoder"], recipe["trunk"]
        start = Autoencoder(ae)
        self.encode, self.link, self.decode = start.encode, Link(ae), start.decode
        widths = [ae["code"]] + [trunk["channels"]] * len(trunk["dilations"])
        self.convolutions = nn.ModuleList(
            nn.Conv1d(a, b, trunk["taps"], padding=d * (trunk["taps"] // 2), dilation=d) for a, b, d in zip(widths, widths[1:], trunk["dilations"])
        )
        inputs = 2 * trunk["channels"] + 2 * BANDS + trunk["components"] + STYLES
        self.head = nn.Sequential(nn.Linear(inputs, trunk["hidden"]), nn.SiLU(), nn.Dropout(trunk["dropout"]), nn.Linear(trunk["hidden"], 2 * OUTPUTS))
        nn.init.zeros_(self.head[-1].weight)
        nn.init.zeros_(self.head[-1].bias)

    def pretrained(self, mixes, masters, link):
        """Starts from the autoencoders: the mixes' encoder, the link, the masters' decoder."""
        self.encode.load_state_dict(mixes.encode.state_dict())
        self.link.load_state_dict(link.state_dict())
        self.decode.load_state_dict(masters.decode.state_dict())

    def forward(self, frames, level, cues, style):
        """frames [n, time, 96]; level [n, 40]; cues [n, 40]; style [n, 10] -> mean and log variance [n, 26] of the faults, dB and dB²."""
        code = self.encode(frames)
        mask = (self.decode(self.link(code)) - frames)[..., :BANDS].mean(dim=1)
        x = code.transpose(1, 2)
        for convolution in self.convolutions:
            x = nn.functional.silu(convolution(x))
        pooled = torch.cat([x.mean(dim=2), x.std(dim=2, unbiased=False)], dim=1)
        out = self.head(torch.cat([pooled, mask, level, cues, style], dim=1))
        return out[:, :OUTPUTS], 4 * torch.tanh(out[:, OUTPUTS:] / 4)


def vote(mean, log_variance, weight, kappa):
    """Segments [..., segments, outputs] vote by certainty and by how much they count; kappa votes for no fault."""
    precision = weight[..., None] * torch.exp(-log_variance)
    return (precision * mean).sum(dim=-2) / (kappa + precision.sum(dim=-2))


def song_network(recipe, inputs):
    """A song's mean spectrum and statistics to its faults."""
    song = recipe["song"]
    net = nn.Sequential(
        nn.Linear(inputs, song["hidden"]), nn.SiLU(), nn.Dropout(song["dropout"]),
        nn.Linear(song["hidden"], song["hidden"]), nn.SiLU(), nn.Dropout(song["dropout"]),
        nn.Linear(song["hidden"], OUTPUTS),
    )
    nn.init.zeros_(net[-1].weight)
    nn.init.zeros_(net[-1].bias)
    return net
