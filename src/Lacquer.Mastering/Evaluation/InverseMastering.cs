using Lacquer.Dsp;
using Lacquer.Dsp.Filters;
using Lacquer.Dsp.Metering;

namespace Lacquer.Mastering.Evaluation;

/// <summary>Makes a master sound like a mix that nobody has mastered: equaliser, width, slow expansion, level.</summary>
/// <remarks>METHOD, section 3, "Pairs". What the limiter took away cannot be given back: peaks grow with the expansion only.</remarks>
internal sealed record InverseMastering
{
    private const double LeastSideDb = -6;
    private const double MostSideDb = 4;
    private const double LeastRatio = 1.1;
    private const double MostRatio = 2;
    private const double QuietestLufs = -30;
    private const double LoudestLufs = -14;
    private const double EnvelopeSeconds = 1;    // slow: phrases grow apart, beats keep their shape
    private const double LargestExpansionDb = 9; // a pause does not fall into silence
    private const double HighestShare = 0.45;    // of the rate: a bell cannot lie at half of it
    private const double LeastPower = 1e-12;

    /// <summary>The equaliser's bells.</summary>
    public required IReadOnlyList<PeakingFilter> Filters { get; init; }

    /// <summary>Gain of the side, in dB.</summary>
    public required double SideDb { get; init; }

    /// <summary>One decibel of the slow envelope becomes so many.</summary>
    public required double ExpansionRatio { get; init; }

    /// <summary>Loudness that comes out, in LUFS.</summary>
    public required double LoudnessLufs { get; init; }

    /// <summary>Draws one.</summary>
    public static InverseMastering Draw(Random random)
    {
        double Between(double low, double high) => low + ((high - low) * random.NextDouble());
        return new InverseMastering
        {
            Filters = EqualizerFault.DrawFilters(random),
            SideDb = Between(LeastSideDb, MostSideDb),
            ExpansionRatio = Between(LeastRatio, MostRatio),
            LoudnessLufs = Between(QuietestLufs, LoudestLufs),
        };
    }

    /// <summary>Spoils a recording in place.</summary>
    /// <param name="buffer">Mono or stereo.</param>
    /// <param name="sampleRateHz">Its rate.</param>
    public void Apply(AudioBuffer buffer, int sampleRateHz)
    {
        for (int c = 0; c < buffer.Channels; c++)
        {
            foreach (PeakingFilter filter in Filters.Where(filter => filter.CentreHz < HighestShare * sampleRateHz))
            {
                new Biquad(BiquadCoefficients.Bell(filter.CentreHz, filter.Q, filter.GainDb, sampleRateHz)).Process(buffer.Channel(c));
            }
        }

        if (buffer.Channels == 2)
        {
            Widen(buffer);
        }

        Expand(buffer, sampleRateHz);
        var meter = new LoudnessMeter(sampleRateHz, buffer.Channels);
        meter.Process(buffer.AsBlock());
        double gain = Math.Pow(10, 0.05 * (LoudnessLufs - meter.Integrated.Value));
        for (int c = 0; c < buffer.Channels && double.IsFinite(gain); c++)
        {
            foreach (ref float sample in buffer.Channel(c))
            {
                sample = (float)(sample * gain);
            }
        }
    }

    private void Widen(AudioBuffer buffer)
    {
        double sideGain = Math.Pow(10, 0.05 * SideDb);
        Span<float> left = buffer.Channel(0);
        Span<float> right = buffer.Channel(1);
        for (int n = 0; n < left.Length; n++)
        {
            double mid = 0.5 * ((double)left[n] + right[n]);
            double side = sideGain * 0.5 * ((double)left[n] - right[n]);
            (left[n], right[n]) = ((float)(mid + side), (float)(mid - side));
        }
    }

    /// <summary>Gain follows the level over a second, about the level of the whole.</summary>
    private void Expand(AudioBuffer buffer, int sampleRateHz)
    {
        double whole = 0;
        for (int c = 0; c < buffer.Channels; c++)
        {
            foreach (float sample in buffer.Channel(c))
            {
                whole += (double)sample * sample / buffer.Frames;
            }
        }

        double decay = Math.Exp(-1 / (EnvelopeSeconds * sampleRateHz));
        double power = whole;
        for (int n = 0; n < buffer.Frames; n++)
        {
            double now = 0;
            for (int c = 0; c < buffer.Channels; c++)
            {
                now += (double)buffer.Channel(c)[n] * buffer.Channel(c)[n];
            }

            power = now + (decay * (power - now));
            double aboutDb = 10 * Math.Log10((power + LeastPower) / (whole + LeastPower));
            double gainDb = Math.Clamp((ExpansionRatio - 1) * aboutDb, -LargestExpansionDb, LargestExpansionDb);
            double gain = Math.Pow(10, 0.05 * gainDb);
            for (int c = 0; c < buffer.Channels; c++)
            {
                buffer.Channel(c)[n] = (float)(buffer.Channel(c)[n] * gain);
            }
        }
    }
}
