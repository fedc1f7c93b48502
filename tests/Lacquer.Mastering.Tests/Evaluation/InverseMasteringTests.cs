using Lacquer.Dsp;
using Lacquer.Dsp.Metering;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Evaluation;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Evaluation;

/// <summary>What is spoilt is spoilt as it was drawn.</summary>
public sealed class InverseMasteringTests
{
    [Fact]
    public void Loudness_and_width_come_out_as_asked()
    {
        AudioBuffer sound = ShapedNoise.Pink(0.05, Songs.RateHz, seconds: 8);
        double before = Songs.Analysed(sound).Stereo.SideToMidDb;
        Recipe(sideDb: -5, ratio: 1).Apply(sound, Songs.RateHz);
        TrackAnalysis after = Songs.Analysed(sound);
        Assert.Equal(-23, after.Loudness.Integrated.Value, 0.01);
        Assert.Equal(before - 5, after.Stereo.SideToMidDb, 0.01);
    }

    [Fact]
    public void Phrases_grow_apart_by_the_ratio()
    {
        AudioBuffer sound = ShapedNoise.Pink(0.05, Songs.RateHz, seconds: 24);
        for (int c = 0; c < sound.Channels; c++)
        {
            foreach (ref float sample in sound.Channel(c)[..(sound.Frames / 2)])
            {
                sample *= 0.5f; // 6.02 dB
            }
        }

        Recipe(sideDb: 0, ratio: 1.5).Apply(sound, Songs.RateHz);
        double step = Loudness(sound, sound.Frames * 3 / 4) - Loudness(sound, sound.Frames / 4);
        Assert.Equal(1.5 * 6.02, step, 0.3); // the envelope wavers with the noise
    }

    [Fact]
    public void Draws_stay_in_their_ranges()
    {
        var random = new Random(1);
        for (int i = 0; i < 200; i++)
        {
            var drawn = InverseMastering.Draw(random);
            Assert.Equal(5, drawn.Filters.Count);
            Assert.InRange(drawn.SideDb, -6, 4);
            Assert.InRange(drawn.ExpansionRatio, 1.1, 2);
            Assert.InRange(drawn.LoudnessLufs, -30, -14);
        }
    }

    private static InverseMastering Recipe(double sideDb, double ratio) =>
        new() { Filters = [], SideDb = sideDb, ExpansionRatio = ratio, LoudnessLufs = -23 };

    private static double Loudness(AudioBuffer sound, int around)
    {
        var meter = new LoudnessMeter(Songs.RateHz, sound.Channels);
        meter.Process(sound.AsBlock(around, 4 * Songs.RateHz));
        return meter.Integrated.Value;
    }
}
