using Lacquer.Dsp;
using Lacquer.Dsp.Filters;
using Lacquer.Mastering.Evaluation;

namespace Lacquer.Mastering.Tests.Analysis.References;

/// <summary>Sound with another tone.</summary>
internal static class Equalized
{
    /// <summary>A copy through five random bells, N(0, 3 dB), Q 0.4 to 1.4, 50 Hz to 12 kHz, turned down where it would pass full scale.</summary>
    public static AudioBuffer ByFault(AudioBuffer clean, int sampleRateHz, int seed) =>
        By(clean, [.. EqualizerFault.DrawFilters(new Random(seed)).Select(f => BiquadCoefficients.Bell(f.CentreHz, f.Q, f.GainDb, sampleRateHz))]);

    /// <summary>A copy through one bell.</summary>
    public static AudioBuffer ByBell(AudioBuffer clean, int sampleRateHz, double hz, double q, double gainDb) =>
        By(clean, BiquadCoefficients.Bell(hz, q, gainDb, sampleRateHz));

    private static AudioBuffer By(AudioBuffer clean, params BiquadCoefficients[] filters)
    {
        var copy = new AudioBuffer(clean.Channels, clean.Frames);
        clean.AsBlock().CopyTo(copy.AsBlock());
        float peak = 0;
        for (int c = 0; c < copy.Channels; c++)
        {
            foreach (BiquadCoefficients filter in filters)
            {
                new Biquad(filter).Process(copy.Channel(c));
            }

            foreach (float sample in copy.Channel(c))
            {
                peak = Math.Max(peak, Math.Abs(sample));
            }
        }

        float gain = Math.Min(1, 0.95f / peak);
        for (int c = 0; c < copy.Channels; c++)
        {
            foreach (ref float sample in copy.Channel(c))
            {
                sample *= gain;
            }
        }

        return copy;
    }
}
