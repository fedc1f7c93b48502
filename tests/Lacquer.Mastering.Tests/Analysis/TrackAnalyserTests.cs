using Lacquer.Audio;
using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Analysis;

public sealed class TrackAnalyserTests
{
    private const int RateHz = 44_100;

    [Fact]
    public void Silence_is_legal_and_has_no_loudness()
    {
        TrackAnalysis analysis = Listen.To(new AudioBuffer(2, 5 * RateHz), RateHz);
        Assert.Equal(double.NegativeInfinity, analysis.Loudness.Integrated.Value);
        Assert.Equal(double.NegativeInfinity, analysis.Loudness.TruePeak.Value);
        Assert.All(analysis.Tone.LevelsDb, level => Assert.Equal(double.NegativeInfinity, level));
        Assert.All(analysis.Tone.SpreadDb, spread => Assert.Equal(0, spread));
        Assert.True(double.IsNaN(analysis.Stereo.Correlation));
        Assert.True(double.IsNaN(analysis.SibilanceDb));
        Assert.Empty(analysis.Resonances);
        Assert.Empty(analysis.Findings);
        Section only = Assert.Single(analysis.Sections);
        Assert.Equal((0, 5), (only.StartSeconds, only.EndSeconds));
    }

    [Theory]
    [InlineData(8_000, 1)]
    [InlineData(8_000, 2)]
    [InlineData(11_025, 2)]
    [InlineData(32_000, 2)]
    [InlineData(44_100, 1)]
    [InlineData(44_100, 2)]
    [InlineData(192_000, 2)]
    [InlineData(384_000, 2)]
    public void Half_a_second_is_enough(int rateHz, int channels)
    {
        AudioBuffer noise = ShapedNoise.Pink(0.1, rateHz, 0.5, channels);
        TrackAnalysis analysis = Listen.To(noise, rateHz);
        Assert.Equal(0.5, analysis.DurationSeconds, 1e-3);
        Assert.True(double.IsFinite(analysis.Loudness.Integrated.Value));
        Assert.Empty(analysis.ShortTermLufs);
        Assert.Single(analysis.Sections);
        double[] audible = [.. analysis.Tone.LevelsDb.Where((_, b) => analysis.Tone.BandCentresHz[b] < 0.4 * rateHz)];
        Assert.All(audible, level => Assert.True(double.IsFinite(level)));
        Assert.All(analysis.Bands.Where(band => band.LowHz < 0.4 * rateHz), band => Assert.True(double.IsFinite(band.CrestDb)));
    }

    [Fact]
    public void Opposite_channels_have_no_mid()
    {
        AudioBuffer noise = ShapedNoise.Pink(0.1, RateHz, 5);
        noise.Channel(0).CopyTo(noise.Channel(1));
        foreach (ref float x in noise.Channel(1))
        {
            x = -x;
        }

        TrackAnalysis analysis = Listen.To(noise, RateHz);
        Assert.Equal(-1, analysis.Stereo.Correlation, 1e-6);
        Assert.Equal(double.PositiveInfinity, analysis.Stereo.SideToMidDb);
        Assert.All(analysis.Tone.MidLevelsDb, level => Assert.Equal(double.NegativeInfinity, level));
        Assert.All(analysis.Stereo.BandCorrelation[..30], correlation => Assert.Equal(-1, correlation, 1e-4));
    }

    [Fact]
    public void Independent_channels_have_no_correlation_in_any_band()
    {
        TrackAnalysis analysis = Listen.To(ShapedNoise.Pink(0.1, RateHz, 20), RateHz);
        // 20 s hold about 90 independent values in the lowest band: three standard deviations of 1/√90.
        Assert.All(analysis.Stereo.BandCorrelation, correlation => Assert.InRange(correlation, -0.35, 0.35));
        Assert.All(analysis.Stereo.BandCorrelation[15..], correlation => Assert.InRange(correlation, -0.05, 0.05));
        Assert.Equal(0, analysis.Stereo.SideToMidDb, 0.3);
    }

    [Fact]
    public void A_dead_channel_leaves_the_band_correlation_undefined()
    {
        AudioBuffer noise = ShapedNoise.Pink(0.1, RateHz, 5);
        noise.Channel(1).Clear();
        TrackAnalysis analysis = Listen.To(noise, RateHz);
        Assert.All(analysis.Stereo.BandCorrelation, correlation => Assert.True(double.IsNaN(correlation)));
        Assert.Equal(0, analysis.Stereo.SideToMidDb, 1e-6);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(-100)]
    public void Levels_far_from_full_scale_change_nothing_but_the_level(double gainDb)
    {
        AudioBuffer noise = ShapedNoise.Pink(0.1, RateHz, 10);
        TrackAnalysis usual = Listen.To(noise, RateHz);
        float gain = (float)Math.Pow(10, gainDb / 20);
        for (int c = 0; c < 2; c++)
        {
            foreach (ref float x in noise.Channel(c))
            {
                x *= gain;
            }
        }

        TrackAnalysis shifted = Listen.To(noise, RateHz);
        Assert.Equal(usual.Loudness.SamplePeak.Value + gainDb, shifted.Loudness.SamplePeak.Value, 0.01);
        Assert.Equal(usual.Bands[2].LevelPercentilesDbfs[10] + gainDb, shifted.Bands[2].LevelPercentilesDbfs[10], 0.01);
        for (int b = 0; b < 31; b++)
        {
            Assert.Equal(usual.Tone.LevelsDb[b], shifted.Tone.LevelsDb[b], 0.01);
        }
    }

    [Fact]
    public void Short_term_loudness_comes_once_a_second_from_the_third_second_on()
    {
        AudioBuffer tone = Signals.Sine(1_000, 0.1, RateHz, 10.5);
        TrackAnalysis analysis = Listen.To(tone, RateHz);
        Assert.Equal(8, analysis.ShortTermLufs.Length);
        Assert.All(analysis.ShortTermLufs, loudness => Assert.Equal(analysis.Loudness.Integrated.Value, loudness, 0.1));
    }

    [Fact]
    public void Runs_give_the_same_numbers()
    {
        AudioBuffer noise = ShapedNoise.Pink(0.1, RateHz, 12);
        TrackAnalysis a = Listen.To(noise, RateHz);
        TrackAnalysis b = Listen.To(noise, RateHz);
        Assert.Equal(a.Tone.LevelsDb, b.Tone.LevelsDb);
        Assert.Equal(a.Loudness, b.Loudness);
        Assert.Equal(a.Stereo.BandCorrelation, b.Stereo.BandCorrelation);
        Assert.Equal(a.DcOffset, b.DcOffset);
    }

    [Fact]
    public void Stops_when_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        var source = new BufferSource(new AudioBuffer(2, RateHz), RateHz);
        Assert.Throws<OperationCanceledException>(() => new TrackAnalyser().Analyse(source, progress: null, cancel.Token));
    }

    [Fact]
    public void A_fault_of_the_reader_keeps_its_type()
    {
        var source = new FailingSource(new BufferSource(new AudioBuffer(2, 300_000), RateHz));
        AudioFileException failure = Assert.Throws<AudioFileException>(() => Listen.To(source));
        Assert.Equal(AudioFault.NotFinite, failure.Fault);
    }


    /// <summary>Fails on the second block.</summary>
    private sealed class FailingSource(IAudioSource inner) : IAudioSource
    {
        public AudioFormat Format => inner.Format;

        public long Frames => inner.Frames;

        public long MissingFrames => 0;

        public Audio.Tags.AudioTags Tags => inner.Tags;

        public IAudioReader OpenReader() => new Reader(inner.OpenReader());

        public void Dispose() => inner.Dispose();

        private sealed class Reader(IAudioReader inner) : IAudioReader
        {
            private int _reads;

            public int Read(AudioBlock destination) =>
                _reads++ == 0 ? inner.Read(destination) : throw new AudioFileException(AudioFault.NotFinite, "A sample is not a number.");

            public void Dispose() => inner.Dispose();
        }
    }
}
