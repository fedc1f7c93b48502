using Lacquer.Mastering.Analysis.Spectra;

namespace Lacquer.Mastering.Analysis.Features;

/// <summary>How far the loudest moment of a frame stands above its mean, per group of bands.</summary>
/// <remarks>
/// Sixteen short spectra to a frame, of an eighth of its length, overlapping by half; each new frame adds eight. Both parts
/// of the ratio pass the same equaliser, so it hardly changes the number.
/// </remarks>
internal sealed class TransientMeter
{
    private const int PerHop = 8;
    private const float Least = 1e-12f;

    private readonly int _size;
    private readonly FramePowers _powers;
    private readonly BandSums _groups;
    private readonly float[] _before;
    private readonly float[] _now;

    public TransientMeter(int sampleRateHz, int frameSize, double[] lowHz, double[] highHz)
    {
        _size = frameSize / PerHop;
        _powers = new FramePowers(_size, stereo: false);
        _groups = new BandSums(lowHz, highHz, sampleRateHz, _size);
        _before = new float[PerHop * lowHz.Length];
        _now = new float[PerHop * lowHz.Length];
    }

    /// <summary>Takes the next frame; the one before overlapped it by half.</summary>
    /// <param name="frame">Samples of the whole frame, shorter only at the end of a short stream.</param>
    /// <param name="ratioDb">Receives peak over mean, in dB, per group.</param>
    public void Measure(ReadOnlySpan<float> frame, Span<float> ratioDb)
    {
        _now.CopyTo(_before, 0);
        for (int i = 0; i < PerHop; i++)
        {
            int end = frame.Length - ((PerHop - 1 - i) * _size / 2);
            bool whole = end >= _size;
            if (whole)
            {
                _powers.Compute(frame[(end - _size)..end], side: []);
            }

            for (int g = 0; g < ratioDb.Length; g++)
            {
                _now[(g * PerHop) + i] = whole ? _groups.Sum(g, _powers.Mid) : 0;
            }
        }

        for (int g = 0; g < ratioDb.Length; g++)
        {
            float sum = 0;
            float peak = 0;
            for (int i = g * PerHop; i < (g + 1) * PerHop; i++)
            {
                sum += _before[i] + _now[i];
                peak = Math.Max(peak, Math.Max(_before[i], _now[i]));
            }

            ratioDb[g] = 10 * MathF.Log10((peak + Least) / ((sum / (2 * PerHop)) + Least));
        }
    }
}
