using Lacquer.Audio;
using Lacquer.Dsp;
using Lacquer.Dsp.Filters;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.Features;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Analysis.Features;

/// <summary>The features mean what training takes them for.</summary>
public sealed class SegmentFeaturesTests
{
    private const int RateHz = 44_100;

    [Fact]
    public void Bands_are_equally_wide_to_the_ear()
    {
        double[] edges = ErbScale.EdgesHz(FeatureLayout.LowHz, FeatureLayout.HighHz, FeatureLayout.Bands);
        Assert.Equal(FeatureLayout.LowHz, edges[0], 1e-9);
        Assert.Equal(FeatureLayout.HighHz, edges[^1], 1e-6);
        // The bandwidth of the ear's filter is 24.7 (1 + 0.00437 f) Hz (Glasberg and Moore 1990, eq. 3): every band spans as many of them.
        double[] widths = [.. Enumerable.Range(0, FeatureLayout.Bands).Select(b => (edges[b + 1] - edges[b]) / (24.7 * (1 + (0.00437 * Math.Sqrt(edges[b] * edges[b + 1])))))];
        Assert.All(widths, width => Assert.Equal(widths[20], width, 0.03));
    }

    [Fact]
    public void An_equaliser_adds_its_curve_to_the_levels_and_leaves_the_rest()
    {
        AudioBuffer plain = Beat(12, seed: 3);
        AudioBuffer equalised = Beat(12, seed: 3);
        var bell = BiquadCoefficients.Bell(1_000, 1, 6, RateHz);
        for (int c = 0; c < 2; c++)
        {
            new Biquad(bell).Process(equalised.Channel(c));
        }

        float[] before = Assert.Single(Segments(plain, RateHz)).Statistics;
        float[] after = Assert.Single(Segments(equalised, RateHz)).Statistics;
        double[] centres = FeatureLayout.CentresHz;
        for (int b = 0; b < FeatureLayout.Bands; b++)
        {
            double expected = ResponseDb(bell, centres[b]);
            Assert.Equal(expected, after[b] - before[b], 0.35); // the bell bends within a band, most between 500 Hz and 2 kHz
        }

        for (int i = FeatureLayout.WidthAt; i < FeatureLayout.SegmentValues; i++)
        {
            // In dB, or a correlation. A curve that bends within a group moves its strongest bin against its mean.
            double tolerance = i >= FeatureLayout.TonalityMeanAt ? 0.8 : 0.5;
            Assert.True(Math.Abs(after[i] - before[i]) < tolerance, $"value {i} went from {before[i]} to {after[i]}");
        }
    }

    [Fact]
    public void Gain_adds_to_the_levels_and_leaves_the_rest()
    {
        float[] loud = Assert.Single(Segments(Beat(12, seed: 4), RateHz)).Statistics;
        float[] soft = Assert.Single(Segments(Beat(12, seed: 4, gain: 0.1f), RateHz)).Statistics;
        for (int i = 0; i < loud.Length; i++)
        {
            float expected = loud[i] - (i < FeatureLayout.Bands ? 20 : 0);
            Assert.Equal(expected, soft[i], 0.02);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(-1, -1)]
    public void Equal_channels_correlate_and_inverted_ones_oppose(int sign, double expected)
    {
        AudioBuffer sound = ShapedNoise.Pink(0.1, RateHz, 4);
        for (int n = 0; n < sound.Frames; n++)
        {
            sound.Channel(1)[n] = sign * sound.Channel(0)[n];
        }

        float[] statistics = Assert.Single(Segments(sound, RateHz)).Statistics;
        Assert.All(statistics[FeatureLayout.CorrelationMeanAt..(FeatureLayout.CorrelationMeanAt + FeatureLayout.Groups)], value => Assert.Equal(expected, value, 1e-3));
    }

    [Fact]
    public void Independent_channels_do_not_correlate_and_are_as_wide_as_they_are_tall()
    {
        float[] statistics = Assert.Single(Segments(ShapedNoise.Pink(0.1, RateHz, 12), RateHz)).Statistics;
        Assert.All(statistics[(FeatureLayout.CorrelationMeanAt + 2)..(FeatureLayout.CorrelationMeanAt + FeatureLayout.Groups)], value => Assert.Equal(0, value, 0.1));
        Assert.All(statistics[(FeatureLayout.WidthAt + 10)..(FeatureLayout.WidthAt + FeatureLayout.Bands)], value => Assert.Equal(0, value, 1.0));
    }

    [Fact]
    public void A_note_is_tonal_and_noise_is_not_and_a_click_is_a_transient()
    {
        const int Group = 4; // about 1 to 2 kHz
        float[] note = Assert.Single(Segments(Signals.Sine(1_500, 0.3, RateHz, 4), RateHz)).Statistics;
        float[] noise = Assert.Single(Segments(ShapedNoise.Pink(0.1, RateHz, 4), RateHz)).Statistics;
        Assert.True(note[FeatureLayout.TonalityMeanAt + Group] > noise[FeatureLayout.TonalityMeanAt + Group] + 6);

        var clicks = new AudioBuffer(2, 4 * RateHz);
        for (int n = 1_000; n < clicks.Frames; n += RateHz / 4)
        {
            (clicks.Channel(0)[n], clicks.Channel(1)[n]) = (0.9f, 0.9f);
        }

        float[] click = Assert.Single(Segments(clicks, RateHz)).Statistics;
        Assert.True(click[FeatureLayout.TransientMeanAt + Group] > noise[FeatureLayout.TransientMeanAt + Group] + 3);
    }

    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(12, 1)]
    [InlineData(30, 3)]
    public void A_track_is_cut_into_segments_that_cover_it(double seconds, int count)
    {
        IReadOnlyList<SegmentFeatures> segments = Segments(ShapedNoise.Pink(0.1, RateHz, seconds), RateHz);
        Assert.Equal(count, segments.Count);
        Assert.Equal(0, segments[0].StartSeconds);
        Assert.Equal(seconds, segments[^1].EndSeconds, 0.15);
        Assert.All(segments.Zip(segments.Skip(1)), pair => Assert.Equal(pair.First.EndSeconds, pair.Second.StartSeconds, 1e-9));
        Assert.All(segments, segment => Assert.All(segment.Statistics, value => Assert.True(float.IsFinite(value))));
    }

    [Fact]
    public void A_long_track_keeps_evenly_spread_segments_only()
    {
        using var source = new LoopSource(40 * 60);
        IReadOnlyList<SegmentFeatures> segments = Segments(source);
        Assert.InRange(segments.Count, FeatureLayout.MostSegments / 2, FeatureLayout.MostSegments);
        double[] distances = [.. segments.Zip(segments.Skip(1), (a, b) => b.StartSeconds - a.StartSeconds)];
        Assert.All(distances, distance => Assert.Equal(distances[0], distance, 1e-6));
        Assert.True(segments[^1].EndSeconds > 0.95 * 40 * 60);
    }

    [Fact]
    public void Silence_has_finite_features_that_say_so()
    {
        SegmentFeatures segment = Assert.Single(Segments(new AudioBuffer(2, 4 * RateHz), RateHz));
        Assert.Equal(0, segment.SoundingShare);
        Assert.All(segment.Statistics, value => Assert.Equal(0, value));
        Assert.All(segment.Frames, value => Assert.True(Half.IsFinite(value)));
    }

    private static IReadOnlyList<SegmentFeatures> Segments(AudioBuffer sound, int sampleRateHz)
    {
        using var source = new BufferSource(sound, sampleRateHz);
        return Segments(source);
    }

    private static IReadOnlyList<SegmentFeatures> Segments(IAudioSource source) =>
        new TrackAnalyser().AnalyseWithSegments(source, progress: null, TestContext.Current.CancellationToken).Segments;

    /// <summary>Noise in two beats a second over a steady bed: levels move, as in music.</summary>
    private static AudioBuffer Beat(double seconds, int seed, float gain = 1)
    {
        AudioBuffer sound = ShapedNoise.Pink(0.05, RateHz, seconds, seed: seed);
        for (int n = 0; n < sound.Frames; n++)
        {
            float envelope = gain * (0.2f + (float)Math.Exp(-(n % (RateHz / 2)) / (0.1 * RateHz)));
            sound.Channel(0)[n] *= envelope;
            sound.Channel(1)[n] *= envelope;
        }

        return sound;
    }

    private static double ResponseDb(BiquadCoefficients filter, double hz)
    {
        (double b0, double b1, double b2, double a1, double a2) = filter;
        var z = System.Numerics.Complex.FromPolarCoordinates(1, -2 * Math.PI * hz / RateHz);
        return 20 * Math.Log10(((b0 + (b1 * z) + (b2 * z * z)) / (1 + (a1 * z) + (a2 * z * z))).Magnitude);
    }
}
