using Lacquer.Audio;
using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Tests.Analysis;

/// <summary>Beyond forty minutes the series over time lose resolution; what is drawn from them must not move.</summary>
public sealed class LongTrackTests
{
    private const double LevelToleranceDb = 0.1;
    private const double PlaceToleranceSeconds = 1; // two rows of a two-hour track

    [Fact]
    public void Two_hours_of_the_same_music_measure_as_half_an_hour()
    {
        TrackAnalysis half = Analyse(30 * 60);
        TrackAnalysis two = Analyse(120 * 60);
        Assert.Equal(half.Loudness.Integrated.Value, two.Loudness.Integrated.Value, 0.01);
        Assert.Equal(half.Loudness.Range.Value, two.Loudness.Range.Value, 0.05);
        Assert.Equal(half.SibilanceDb, two.SibilanceDb, LevelToleranceDb);
        AssertNear(half.Tone.LevelsDb, two.Tone.LevelsDb);
        AssertNear(half.Tone.LoudPartLevelsDb, two.Tone.LoudPartLevelsDb);
        for (int b = 0; b < half.Bands.Length; b++)
        {
            AssertNear(half.Bands[b].LevelPercentilesDbfs, two.Bands[b].LevelPercentilesDbfs);
            AssertNear([half.Bands[b].SlowSwingDb, half.Bands[b].CrestDb], [two.Bands[b].SlowSwingDb, two.Bands[b].CrestDb]);
        }
    }

    [Fact]
    public void Two_hours_are_cut_where_the_music_changes()
    {
        Section[] sections = Analyse(120 * 60).Sections;
        Assert.InRange(sections.Length, 2, 64);
        foreach (Section section in sections.Skip(1))
        {
            double changes = section.StartSeconds / LoopSource.ChangeSeconds;
            Assert.Equal(Math.Round(changes) * LoopSource.ChangeSeconds, section.StartSeconds, PlaceToleranceSeconds);
        }
    }

    private static TrackAnalysis Analyse(int seconds)
    {
        using var source = new LoopSource(seconds);
        return Listen.To((IAudioSource)source);
    }

    private static void AssertNear(double[] expected, double[] actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            if (double.IsFinite(expected[i]) || double.IsFinite(actual[i]))
            {
                Assert.Equal(expected[i], actual[i], LevelToleranceDb);
            }
        }
    }
}
