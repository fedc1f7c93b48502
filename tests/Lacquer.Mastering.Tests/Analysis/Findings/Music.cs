using Lacquer.Dsp;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Analysis.Findings;

/// <summary>Clean music to plant faults into: half a minute of a real mix, and a synthetic tune.</summary>
internal static class Music
{
    public const int RateHz = 44_100;
    public const double Seconds = 30;

    private const double ExcerptStartSeconds = 60;

    private static readonly Lazy<AudioBuffer> Real = new(DecodeExcerpt);

    /// <summary>Names of the kinds of music, for theories.</summary>
    public static TheoryData<string> Kinds => new("real", "synthetic");

    /// <summary>A copy that a test may spoil.</summary>
    public static AudioBuffer Of(string kind) => kind == "real" ? Copy(Real.Value) : Tune();

    /// <summary>Applies a function to every sample of some channels within a stretch.</summary>
    public static AudioBuffer Change(this AudioBuffer music, double fromSeconds, double toSeconds, Func<float, int, float> change, params int[] channels)
    {
        int from = (int)(fromSeconds * RateHz);
        int to = Math.Min(music.Frames, (int)(toSeconds * RateHz));
        foreach (int c in channels.Length == 0 ? [.. Enumerable.Range(0, music.Channels)] : channels)
        {
            Span<float> samples = music.Channel(c);
            for (int n = from; n < to; n++)
            {
                samples[n] = change(samples[n], n);
            }
        }

        return music;
    }

    /// <summary>Highest magnitude.</summary>
    public static float Peak(this AudioBuffer music)
    {
        float peak = 0;
        for (int c = 0; c < music.Channels; c++)
        {
            foreach (float x in music.Channel(c))
            {
                peak = Math.Max(peak, Math.Abs(x));
            }
        }

        return peak;
    }

    private static AudioBuffer Copy(AudioBuffer source)
    {
        var copy = new AudioBuffer(source.Channels, source.Frames);
        source.AsBlock().CopyTo(copy.AsBlock());
        return copy;
    }

    private static AudioBuffer DecodeExcerpt()
    {
        AudioBuffer whole = TestMusic.Decode(TestMusic.Files()[0], out int rateHz);
        Assert.Equal(RateHz, rateHz);
        var excerpt = new AudioBuffer(whole.Channels, (int)(Seconds * RateHz));
        whole.AsBlock((int)(ExcerptStartSeconds * RateHz), excerpt.Frames).CopyTo(excerpt.AsBlock());
        return Fade(excerpt);
    }

    /// <summary>Kick, bass, a wide chord and hi-hats; peaks at about −6 dBFS.</summary>
    private static AudioBuffer Tune()
    {
        var tune = new AudioBuffer(2, (int)(Seconds * RateHz));
        var random = new Random(7);
        double[] roots = [55, 43.65, 65.41, 49];
        Span<float> left = tune.Channel(0);
        Span<float> right = tune.Channel(1);
        for (int n = 0; n < tune.Frames; n++)
        {
            double t = (double)n / RateHz;
            double beat = t % 0.5;
            double root = roots[(int)(t / 2) % roots.Length];
            double kick = 0.35 * Math.Exp(-beat * 12) * Math.Sin(2 * Math.PI * ((50 * beat) + (6 * (1 - Math.Exp(-beat * 30)))));
            double bass = 0.12 * Math.Sin(2 * Math.PI * root * t);
            double hat = 0.08 * Math.Exp(-(t % 0.25) * 60) * ((2 * random.NextDouble()) - 1);
            (double l, double r) = (kick + bass + (0.7 * hat), kick + bass + hat);
            foreach (double ratio in (double[])[4, 5, 6, 8])
            {
                double phase = 2 * Math.PI * root * ratio * t;
                l += 0.03 * (Math.Sin(phase * 1.001) + (0.3 * Math.Sin(2.003 * phase)));
                r += 0.03 * (Math.Sin(phase * 0.999) + (0.3 * Math.Sin(1.997 * phase)));
            }

            (left[n], right[n]) = ((float)l, (float)r);
        }

        return Fade(tune);
    }

    private static AudioBuffer Fade(AudioBuffer music)
    {
        const int Frames = RateHz / 2;
        for (int c = 0; c < music.Channels; c++)
        {
            Span<float> samples = music.Channel(c);
            for (int n = 0; n < Frames; n++)
            {
                samples[n] *= (float)n / Frames;
                samples[^(n + 1)] *= (float)n / Frames;
            }
        }

        return music;
    }
}
