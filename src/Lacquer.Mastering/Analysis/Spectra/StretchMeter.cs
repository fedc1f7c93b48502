namespace Lacquer.Mastering.Analysis.Spectra;

/// <summary>Spectra of stretches that are known beforehand: what a note changed there is compared with the same seconds of another version.</summary>
internal sealed class StretchMeter
{
    private const double MarginSeconds = 0.4; // a frame's length: what plays across the border belongs to both sides
    private const double LeastShare = 0.5;    // of a short stretch that must remain between the margins

    private readonly (double FromSeconds, double ToSeconds)[] _inner;
    private readonly StretchTone[] _tones;

    public StretchMeter(IReadOnlyList<Stretch> stretches, int bands)
    {
        _tones = [.. stretches.Select(stretch => new StretchTone { Where = stretch, MidPower = new double[bands], SidePower = new double[bands] })];
        _inner = [.. stretches.Select(stretch =>
        {
            double margin = Math.Min(MarginSeconds, 0.5 * (1 - LeastShare) * (stretch.ToSeconds - stretch.FromSeconds));
            return (stretch.FromSeconds + margin, stretch.ToSeconds - margin);
        })];
    }

    /// <summary>The stretches in the order in which they were asked for.</summary>
    public StretchTone[] Tones => _tones;

    /// <summary>Takes the next frame.</summary>
    /// <param name="seconds">Its middle.</param>
    /// <param name="mid">Power of mid in each band.</param>
    /// <param name="side">Power of side in each band.</param>
    public void Add(double seconds, ReadOnlySpan<float> mid, ReadOnlySpan<float> side)
    {
        for (int s = 0; s < _inner.Length; s++)
        {
            if (seconds < _inner[s].FromSeconds || seconds >= _inner[s].ToSeconds)
            {
                continue;
            }

            StretchTone tone = _tones[s];
            for (int b = 0; b < mid.Length; b++)
            {
                tone.MidPower[b] += mid[b];
                tone.SidePower[b] += side[b];
            }
        }
    }
}
