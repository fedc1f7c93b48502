using Lacquer.Audio;
using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Tests.Analysis.Findings;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Analysis;

public sealed class SectionTests
{
    private const int RateHz = 22_050;

    [Fact]
    public void A_change_of_level_or_of_sound_begins_a_section()
    {
        // Verse, chorus 9 dB louder, a dark bridge as loud as the verse, chorus.
        AudioBuffer song = new(2, 100 * RateHz);
        Place(song, 0, 30, hz => 1 / Math.Sqrt(hz), 0.05);
        Place(song, 30, 55, hz => 1 / Math.Sqrt(hz), 0.14);
        Place(song, 55, 75, hz => 1 / Math.Sqrt(hz) / (1 + Math.Pow(hz / 500, 2)), 0.05);
        Place(song, 75, 100, hz => 1 / Math.Sqrt(hz), 0.14);
        Section[] sections = Listen.To(song, RateHz).Sections;
        Assert.Equal(4, sections.Length);
        Assert.Equal(30, sections[1].StartSeconds, 0.5);
        Assert.Equal(55, sections[2].StartSeconds, 0.5);
        Assert.Equal(75, sections[3].StartSeconds, 0.5);
        Assert.Equal(20 * Math.Log10(0.14 / 0.05), (sections[1].Integrated - sections[0].Integrated).Value, 0.3);
        Assert.True(sections[2].LevelsDb[25] < sections[0].LevelsDb[25] - 12);
    }

    [Fact]
    public void Steady_sound_is_one_section() => Assert.Single(Listen.To(ShapedNoise.Pink(0.1, RateHz, 60), RateHz).Sections);

    [Fact]
    public void Real_songs_have_sections_without_gaps()
    {
        foreach (RealMix mix in RealMix.All)
        {
            TrackAnalysis analysis = mix.Analysis;
            int[] usual = [4, 12]; // of three minutes
            Assert.InRange(analysis.Sections.Length, usual[0], usual[1] * analysis.DurationSeconds / 180);
            AssertCovers(analysis);
        }
    }

    [Fact]
    public void A_long_file_does_not_make_hundreds_of_sections()
    {
        using var source = new LoopSource(seconds: 3600);
        TrackAnalysis analysis = Listen.To((IAudioSource)source);
        Assert.InRange(analysis.Sections.Length, 2, 64);
        AssertCovers(analysis);
    }

    private static void AssertCovers(TrackAnalysis analysis)
    {
        Assert.Equal(0, analysis.Sections[0].StartSeconds);
        Assert.Equal(analysis.DurationSeconds, analysis.Sections[^1].EndSeconds);
        for (int s = 0; s < analysis.Sections.Length; s++)
        {
            Section section = analysis.Sections[s];
            Assert.True(section.EndSeconds - section.StartSeconds >= 8 - 1e-9);
            Assert.True(s == 0 || section.StartSeconds == analysis.Sections[s - 1].EndSeconds);
        }
    }

    private static void Place(AudioBuffer song, int from, int to, Func<double, double> amplitude, double rms)
    {
        AudioBuffer part = ShapedNoise.Make(hz => hz < 20 ? 0 : amplitude(hz), rms, RateHz, to - from, channels: 2, seed: from + 1);
        part.AsBlock().CopyTo(song.AsBlock(from * RateHz, part.Frames));
    }
}
