using Lacquer.Dsp;
using Lacquer.Dsp.Metering;
using Lacquer.Dsp.Standards;
using Lacquer.TestKit;

namespace Lacquer.Conformance.Tests;

/// <summary>EBU Tech 3341 (2023), clause 2.9, Table 1, cases 15 to 23; stereo, in phase.</summary>
public sealed class EbuTech3341TruePeakTests
{
    private const double FadeMs = 10;

    public static TheoryData<int> Rates => [48_000, 44_100, 96_000, 192_000];

    [Theory]
    [MemberData(nameof(Rates))]
    public void Cases_15_to_18_half_scale_sines(int rateHz)
    {
        foreach ((int divisor, double phase) in ((int, double)[])[(4, 0), (4, 45), (6, 60), (8, 67.5)])
        {
            AssertPeak(-6.0, Sine(rateHz, divisor, 0.5, phase), rateHz, $"fs/{divisor}, {phase}°");
        }
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void Case_19_above_full_scale(int rateHz) => AssertPeak(3.0, Sine(rateHz, 4, 1.41, 45), rateHz, "fs/4, 45°");

    [Theory]
    [MemberData(nameof(Rates))]
    public void Cases_20_to_23_a_burst_between_the_samples(int rateHz)
    {
        for (int offset = 0; offset < 4; offset++)
        {
            AssertPeak(0.0, Burst(rateHz, offset), rateHz, $"offset {offset}");
        }
    }

    private static void AssertPeak(double expectedDb, AudioBuffer signal, int rateHz, string what)
    {
        var meter = new TruePeakMeter(rateHz, signal.Channels);
        meter.Process(signal.AsBlock());
        for (int c = 0; c < signal.Channels; c++)
        {
            double error = meter.ChannelTruePeak(c).Value - expectedDb;
            Assert.True(
                error is >= -EbuTech3341.TruePeakUnderReadDb and <= EbuTech3341.TruePeakOverReadDb,
                $"{what}: {error:F3} dB off");
        }
    }

    private static AudioBuffer Sine(int rateHz, int divisor, double peak, double phaseDegrees)
    {
        AudioBuffer sine = Signals.Sine((double)rateHz / divisor, peak, rateHz, 0.5, 2, phaseDegrees);
        Fade(sine, rateHz);
        return sine;
    }

    /// <summary>fs/6 at half scale with one period of fs/4 at full scale, made at 4·fs and decimated from an offset on.</summary>
    /// <remarks>
    /// Decimated with a low-pass: the corners of the burst reach beyond fs/2, and without one the aliases alone move the
    /// reconstructed peak between −0.25 and +0.22 dB from offset to offset.
    /// </remarks>
    private static AudioBuffer Burst(int rateHz, int offset)
    {
        const int LowPeriod = 24; // of fs/6, in samples at 4·fs
        const int HighPeriod = 16; // of fs/4
        int frames = rateHz / 10;
        int burstStart = 4 * frames / 2 / LowPeriod * LowPeriod;
        float[] fine = new float[4 * frames];
        for (int i = 0; i < fine.Length; i++)
        {
            int inBurst = i - burstStart;
            fine[i] = (float)(inBurst switch
            {
                < 0 => 0.5 * Math.Sin(2 * Math.PI * i / LowPeriod),
                < HighPeriod => Math.Sin(2 * Math.PI * inBurst / HighPeriod),
                _ => 0.5 * Math.Sin(2 * Math.PI * (inBurst - HighPeriod) / LowPeriod),
            });
        }

        var buffer = new AudioBuffer(2, frames);
        for (int n = 0; n < frames; n++)
        {
            buffer.Channel(0)[n] = (float)LowPassed(fine, (4 * n) + offset);
        }

        Fade(buffer, rateHz);
        buffer.Channel(0).CopyTo(buffer.Channel(1));
        return buffer;
    }

    /// <summary>Hann-windowed sinc with its cutoff at half of every fourth sample's rate.</summary>
    private static double LowPassed(ReadOnlySpan<float> fine, int centre)
    {
        const int HalfLength = 400;
        double sum = 0;
        for (int d = -HalfLength + 1; d < HalfLength; d++)
        {
            if (centre + d >= 0 && centre + d < fine.Length)
            {
                double sinc = d == 0 ? 1 : Math.Sin(Math.PI * d / 4) / (Math.PI * d / 4);
                sum += fine[centre + d] * sinc / 4 * (0.5 + (0.5 * Math.Cos(Math.PI * d / HalfLength)));
            }
        }

        return sum;
    }

    private static void Fade(AudioBuffer buffer, int rateHz)
    {
        int frames = (int)(rateHz * FadeMs / 1_000);
        for (int c = 0; c < buffer.Channels; c++)
        {
            Span<float> x = buffer.Channel(c);
            for (int n = 0; n < frames; n++)
            {
                x[n] *= (float)n / frames;
                x[^(n + 1)] *= (float)n / frames;
            }
        }
    }
}
