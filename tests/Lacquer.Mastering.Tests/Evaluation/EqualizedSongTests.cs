using Lacquer.Dsp;
using Lacquer.Dsp.Filters;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.Features;
using Lacquer.Mastering.Evaluation;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Evaluation;

/// <summary>A fault that is added to the features is what the analysis would have measured behind a real equaliser.</summary>
public sealed class EqualizedSongTests
{
    private const double BandDb = 0.3; // a curve changes within a band, and a digital bell at 44.1 kHz is not an analogue one

    private static readonly PeakingFilter[] Filters =
    [
        new() { CentreHz = 120, GainDb = 5, Q = 0.8 },
        new() { CentreHz = 900, GainDb = -4, Q = 1.2 },
        new() { CentreHz = 3_000, GainDb = 3, Q = 0.5 },
    ];

    [Fact]
    public void Adding_to_the_features_is_filtering_the_sound()
    {
        AudioBuffer sound = ShapedNoise.Pink(0.05, Songs.RateHz, seconds: 13);
        var fault = new EqualizerFault(Filters);
        TrackAnalysis clean = Songs.Analysed(sound);
        TrackAnalysis added = EqualizedSong.With(clean, fault);
        foreach (PeakingFilter filter in Filters)
        {
            for (int c = 0; c < sound.Channels; c++)
            {
                new Biquad(BiquadCoefficients.Bell(filter.CentreHz, filter.Q, filter.GainDb, Songs.RateHz)).Process(sound.Channel(c));
            }
        }

        TrackAnalysis filtered = Songs.Analysed(sound);
        double[] expected = Level(filtered);
        double[] got = Level(added);
        Assert.All(expected.Zip(got), pair => Assert.Equal(pair.First, pair.Second, BandDb));
        Assert.All(FrameMean(filtered).Zip(FrameMean(added)), pair => Assert.Equal(pair.First, pair.Second, BandDb));

        // Third octaves are relative to the whole, whose power changes: compared without their mean.
        double[] Thirds(TrackAnalysis analysis) => ThirdOctaves.Centred([.. analysis.Tone.LoudPartLevelsDb.Skip(4).Take(ThirdOctaves.Count)]);
        Assert.All(Thirds(filtered).Zip(Thirds(added)), pair => Assert.Equal(pair.First, pair.Second, BandDb));
    }

    [Fact]
    public void Nothing_else_changes()
    {
        TrackAnalysis clean = Songs.Pink("a", 1).Analysis;
        TrackAnalysis added = EqualizedSong.With(clean, new EqualizerFault(Filters));
        Assert.Equal(clean.Segments[0].Statistics[FeatureLayout.WidthAt..], added.Segments[0].Statistics[FeatureLayout.WidthAt..]);
        Assert.Equal(clean.Segments[0].Frames[FeatureLayout.TransientAt..FeatureLayout.FrameValues], added.Segments[0].Frames[FeatureLayout.TransientAt..FeatureLayout.FrameValues]);
        Assert.Equal(clean.Loudness, added.Loudness);
        Assert.Equal(clean.Tone.SpreadDb, added.Tone.SpreadDb);
    }

    private static double[] Level(TrackAnalysis analysis) =>
        ThirdOctaves.Centred([.. analysis.Segments[0].Statistics[..FeatureLayout.Bands].Select(db => (double)db)]);

    private static double[] FrameMean(TrackAnalysis analysis)
    {
        Half[] frames = analysis.Segments[0].Frames;
        int count = frames.Length / FeatureLayout.FrameValues;
        return ThirdOctaves.Centred([.. Enumerable.Range(0, FeatureLayout.Bands).Select(b => Enumerable.Range(0, count).Average(f => (double)frames[(f * FeatureLayout.FrameValues) + b]))]);
    }
}
