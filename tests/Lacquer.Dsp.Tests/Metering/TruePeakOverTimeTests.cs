using Lacquer.Dsp.Metering;
using Lacquer.Dsp.Resampling;
using Lacquer.TestKit;

namespace Lacquer.Dsp.Tests.Metering;

/// <summary>The true peak of each step of a stream, which the meter reads on its way.</summary>
public sealed class TruePeakOverTimeTests
{
    private const int Hop = 8_192;
    private const double OverReadDb = 0.012; // ripple of the interpolator to 0.45 of the rate
    private const double UnderReadDb = 0.05; // 20·lg cos(π/32) = 0.042 plus 0.01 of ripple
    private const double ExactDb = 1e-9; // the same number, once as it is and once as a decibel

    [Fact]
    public void Each_step_has_its_own_peak()
    {
        // Bursts with soft edges in the middle of each step, each at another level; a sixth of the rate peaks between its samples.
        double[] peaks = [0.5, 0.01, 1.2, 0.001, 0.25];
        var song = new AudioBuffer(2, peaks.Length * Hop);
        for (int step = 0; step < peaks.Length; step++)
        {
            AudioBuffer sine = Signals.Sine(1.0 / 6, peaks[step], 1, Hop / 2, 1, 90);
            for (int n = 0; n < Hop / 2; n++)
            {
                double soft = Math.Min(1, 4 * Math.Sin(Math.PI * n / (Hop / 2)));
                song.Channel(step % 2)[(step * Hop) + (Hop / 4) + n] = (float)(soft * sine.Channel(0)[n]);
            }
        }

        double[] read = Measure(song, blockFrames: song.Frames).OverTime();
        Assert.Equal(peaks.Length, read.Length);
        Assert.All(read.Zip(peaks), pair => Assert.InRange(pair.First, Db(pair.Second) - UnderReadDb, Db(pair.Second) + OverReadDb));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Reads_soft_steps_no_worse_than_a_grid_of_four_and_the_loudest_as_the_meter(int seed)
    {
        double[] levels = [0.03, 0.9, 0.2];
        var song = new AudioBuffer(1, levels.Length * Hop);
        for (int step = 0; step < levels.Length; step++)
        {
            AudioBuffer noise = Signals.WhiteNoise(levels[step], 48_000, (double)Hop / 48_000, 1, seed + step);
            noise.Channel(0)[2_048..^2_048].CopyTo(song.Channel(0)[((step * Hop) + 2_048)..]);
        }

        TruePeakMeter meter = Measure(song, blockFrames: 3_001);
        double[] read = meter.OverTime();
        Assert.Equal(meter.TruePeak.Value, read.Max(), ExactDb);
        for (int step = 0; step < levels.Length; step++)
        {
            var alone = new AudioBuffer(1, Hop);
            song.Channel(0).Slice(step * Hop, Hop).CopyTo(alone.Channel(0));
            double coarseDb = Db(GridPeak(alone.Channel(0), 4, TruePeakDetector.Taps, TruePeakDetector.AttenuationDb));
            double longDb = Db(GridPeak(alone.Channel(0), TruePeakDetector.Phases, TruePeakDetector.LongTaps, TruePeakDetector.LongAttenuationDb));
            double fineDb = Db(GridPeak(alone.Channel(0), TruePeakDetector.Phases, TruePeakDetector.Taps, TruePeakDetector.AttenuationDb));
            Assert.InRange(read[step], coarseDb - OverReadDb, Math.Max(Math.Max(fineDb, longDb), TruePeakOracle.PeakDb(alone)) + OverReadDb);
        }
    }

    [Fact]
    public void Is_the_same_however_the_stream_is_cut_and_changes_nothing_else()
    {
        AudioBuffer noise = Signals.WhiteNoise(0.7, 48_000, 0.9, 2, 9);
        TruePeakMeter whole = Measure(noise, noise.Frames);
        TruePeakMeter cut = Measure(noise, 777);
        Assert.Equal(whole.OverTime(), cut.OverTime());
        Assert.Equal(whole.OverTime(), whole.OverTime()); // to look does not change it
        var plain = new TruePeakMeter(48_000, 2);
        plain.Process(noise.AsBlock());
        Assert.Equal(plain.TruePeak.Value, whole.TruePeak.Value);
        Assert.Empty(plain.OverTime());
    }

    [Fact]
    public void A_stream_that_ends_within_a_step_has_that_step_too()
    {
        var song = new AudioBuffer(1, Hop + 10);
        song.Channel(0)[Hop + 9] = 0.5f; // its ringing comes after the end
        double[] read = Measure(song, song.Frames).OverTime();
        Assert.Equal(2, read.Length);
        Assert.Equal(Db(0.5), read[1], 1e-5); // a lone sample peaks on itself
        Assert.Empty(new TruePeakMeter(48_000, 1, Hop).OverTime());
    }

    private static TruePeakMeter Measure(AudioBuffer buffer, int blockFrames)
    {
        var meter = new TruePeakMeter(48_000, buffer.Channels, Hop);
        for (int from = 0; from < buffer.Frames; from += blockFrames)
        {
            meter.Process(buffer.AsBlock().Slice(from, Math.Min(blockFrames, buffer.Frames - from)));
        }

        return meter;
    }

    private static double Db(double linear) => 20 * Math.Log10(linear);

    /// <summary>Every place of a grid, by one of the meter's filters.</summary>
    private static double GridPeak(ReadOnlySpan<float> x, int phases, int taps, double attenuationDb)
    {
        var kernel = new PolyphaseKernel(phases, taps, 0.5, attenuationDb);
        double peak = 0;
        for (int n = 0; n + kernel.Taps < x.Length; n++)
        {
            for (int p = 0; p < phases; p++)
            {
                double y = 0;
                for (int k = 0; k < kernel.Taps; k++)
                {
                    y += x[n + k] * kernel.Row(p)[k];
                }

                peak = Math.Max(peak, Math.Abs(y));
            }
        }

        return peak;
    }
}
