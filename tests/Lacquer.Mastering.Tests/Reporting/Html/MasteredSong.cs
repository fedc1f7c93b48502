using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Statistical;
using Lacquer.Mastering.Reporting;
using Lacquer.Mastering.Tests.CommandLine;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Reporting.Html;

/// <summary>Made-up music mastered in memory of one test: what the library gives for it.</summary>
internal static class MasteredSong
{
    public const int RateHz = 44_100;

    private static readonly Lazy<MasteringReport> Made = new(() => Of(TwoParts(), new MasteringRequest { InputPath = "", OutputPath = "", Controls = new Controls { LoudnessLufs = -7 } }));

    /// <summary>The report of a quiet and a loud half, both of 12 s, made loud enough for the limiter to work.</summary>
    public static MasteringReport Report => Made.Value;

    /// <summary>Masters a sound.</summary>
    public static MasteringReport Of(AudioBuffer sound, MasteringRequest request, int rateHz = RateHz)
    {
        using var workshop = new Workshop();
        string mix = workshop.File("mix.wav");
        SoundFile.Write(mix, sound, rateHz);
        var session = new MasteringSession(new TrackAnalyser(), new Decider(new StatisticalJudge(TonalReference.Default)));
        return session.Run(request with { InputPath = mix, OutputPath = workshop.File("master.wav") }, progress: null, TestContext.Current.CancellationToken);
    }

    /// <summary>12 s of dark and quiet noise, then 12 s of bright and loud noise.</summary>
    public static AudioBuffer TwoParts(double loudRms = 0.1)
    {
        AudioBuffer sound = ShapedNoise.Pink(0.02, RateHz, seconds: 24, seed: 3);
        AudioBuffer loud = ShapedNoise.White(loudRms, RateHz, seconds: 12, seed: 4);
        for (int c = 0; c < 2; c++)
        {
            loud.Channel(c).CopyTo(sound.Channel(c)[(12 * RateHz)..]);
        }

        return sound;
    }
}
