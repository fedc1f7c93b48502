using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Reporting.Html;
using Lacquer.Mastering.Tests.Analysis;

namespace Lacquer.Mastering.Tests.Reporting.Html;

/// <summary>What the page calls a change of tone is one.</summary>
public sealed class ToneChangeTests
{
    private const double ToleranceDb = 0.1; // the border may be found a frame earlier or later, and its frames hold both parts

    [Fact]
    public void Bringing_the_quiet_part_forward_is_no_change_of_tone()
    {
        TrackAnalysis mix = Listen.To(MasteredSong.TwoParts(loudRms: 0.1), MasteredSong.RateHz);
        TrackAnalysis master = Like(mix, MasteredSong.TwoParts(loudRms: 0.03));
        double[] whole = [.. mix.Tone.LevelsDb.Zip(master.Tone.LevelsDb, (a, b) => b - a)];
        Assert.True(whole.Where(double.IsFinite).Max() > 3); // seen as a whole it would be one
        double[] change = MatchedSpectra.Of(mix, master, UsualTone.OfAll)!.Change;
        Assert.All(change.Where((_, b) => Judged(mix, b)), db => Assert.Equal(0, db, ToleranceDb));
    }

    [Fact]
    public void A_change_of_level_alone_is_no_change_of_tone()
    {
        TrackAnalysis mix = Listen.To(MasteredSong.TwoParts(), MasteredSong.RateHz);
        AudioBuffer louder = MasteredSong.TwoParts();
        for (int c = 0; c < 2; c++)
        {
            foreach (ref float sample in louder.Channel(c))
            {
                sample *= 2;
            }
        }

        double[] change = MatchedSpectra.Of(mix, Like(mix, louder), UsualTone.OfAll)!.Change;
        Assert.All(change.Where(double.IsFinite), db => Assert.Equal(0, db, 1e-3));
    }

    [Fact]
    public void A_treble_lift_shows_in_the_treble()
    {
        TrackAnalysis mix = Listen.To(MasteredSong.TwoParts(), MasteredSong.RateHz);
        // y(n) = x(n) − 0.5 x(n − 1): −6 dB at the bottom, +3.5 dB at the top.
        AudioBuffer bright = MasteredSong.TwoParts();
        for (int c = 0; c < 2; c++)
        {
            float last = 0;
            foreach (ref float sample in bright.Channel(c))
            {
                (sample, last) = (sample - (0.5f * last), sample);
            }
        }

        double[] change = MatchedSpectra.Of(mix, Like(mix, bright), UsualTone.OfAll)!.Change;
        double Gain(double hz) => 10 * Math.Log10(1.25 - Math.Cos(2 * Math.PI * hz / MasteredSong.RateHz));
        int low = Array.IndexOf(mix.Tone.BandCentresHz, 100);
        int high = Array.IndexOf(mix.Tone.BandCentresHz, 10_000);
        Assert.Equal(Gain(10_000) - Gain(100), change[high] - change[low], 0.2); // the bands have a width
    }

    private static bool Judged(TrackAnalysis track, int band) => track.Tone.BandCentresHz[band] is >= 50 and <= 12_500;

    private static TrackAnalysis Like(TrackAnalysis mix, AudioBuffer sound)
    {
        using var source = new BufferSource(sound, MasteredSong.RateHz);
        return new TrackAnalyser().AnalyseLike(source, mix, progress: null, TestContext.Current.CancellationToken);
    }
}
