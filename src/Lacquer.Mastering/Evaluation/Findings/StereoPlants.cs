using Lacquer.Dsp;
using Lacquer.Dsp.Filters;
using Lacquer.Mastering.Analysis.Findings;

namespace Lacquer.Mastering.Evaluation.Findings;

/// <summary>Faults of the two channels.</summary>
internal static class StereoPlants
{
    private const double LeastCorrelation = 0.5;
    private const double BassHz = 150;
    private const double LeastBassShare = 0.05;
    private const double LeastMissedLu = 15; // under the whole: a part that lies lower is hardly missed
    private const double MaskedSeconds = 16;
    private const double LeastLeadShare = 0.003; // −25 dB: with less from 1 to 4 kHz in the middle, nothing stands there that could be covered
    private const double MostOfMusic = 0.5; // more of it turned over is a turned channel

    /// <summary>One channel falls silent for a while.</summary>
    public static Planted? Dead(Bed bed, double seconds, Random random)
    {
        if (bed.Sound.Channels != 2)
        {
            return null;
        }

        AudioBuffer sound = bed.Copy();
        TimeRange place = Place(bed, seconds, random);
        int channel = random.Next(2);
        foreach ((int n, float share) in Ramped(bed, place))
        {
            sound.Channel(channel)[n] *= 1 - share;
        }

        return new Planted(sound, bed.RateHz, [place]);
    }

    /// <summary>Turns the polarity of one channel.</summary>
    public static Planted? Inverted(Bed bed, double leastCorrelation, Random random)
    {
        if (bed.Sound.Channels != 2 || !(bed.Heard.Stereo.Correlation > leastCorrelation))
        {
            return null;
        }

        AudioBuffer sound = bed.Copy();
        foreach (ref float x in sound.Channel(random.Next(2)))
        {
            x = -x;
        }

        return Planted.Everywhere(sound, bed.RateHz);
    }

    /// <summary>For a while the right becomes the left turned over, with a tenth of itself.</summary>
    public static Planted? OutOfPhase(Bed bed, double seconds, Random random)
    {
        if (bed.Sound.Channels != 2)
        {
            return null;
        }

        AudioBuffer sound = bed.Copy();
        TimeRange place = Place(bed, seconds, random);
        foreach ((int n, float share) in Ramped(bed, place))
        {
            ref float right = ref sound.Channel(1)[n];
            right -= 0.9f * share * (right + sound.Channel(0)[n]);
        }

        return new Planted(sound, bed.RateHz, [place]);
    }

    /// <summary>For a while the lows of one channel are turned over.</summary>
    public static Planted? WideBass(Bed bed, double seconds, Random random)
    {
        if (bed.Sound.Channels != 2 || !(bed.Heard.Stereo.Correlation > LeastCorrelation))
        {
            return null;
        }

        AudioBuffer sound = bed.Copy();
        TimeRange place = Place(bed, seconds, random);
        int channel = random.Next(2);
        Span<float> samples = sound.Channel(channel);
        float[] lows = Sounds.WithoutPhase(samples, BiquadCoefficients.LowPass(BassHz, BiquadCoefficients.ButterworthQ, bed.RateHz));
        (int from, int to) = (Frame(bed, place.Start), Frame(bed, place.End));
        if (Sounds.Power(lows.AsSpan(from..to)) < LeastBassShare * Sounds.Power(samples[from..to]))
        {
            return null;
        }

        foreach ((int n, float share) in Ramped(bed, place))
        {
            sound.Channel(channel)[n] -= 2 * share * lows[n];
        }

        return new Planted(sound, bed.RateHz, [place]);
    }

    /// <summary>
    /// From 400 Hz to 3 kHz the right becomes the left turned over and turned down, so that mono loses so much there. Null where the music has
    /// too little there to be missed, so much that it is a turned channel, or cancels by itself.
    /// </summary>
    public static Planted? MonoLoss(Bed bed, double lossDb, Random random)
    {
        if (bed.Sound.Channels != 2 || !(bed.Heard.Stereo.Correlation > 0))
        {
            return null;
        }

        // (1 + r²) with r = side to mid = (1 + a) / (1 − a).
        double r = Math.Sqrt(Math.Pow(10, lossDb / 10) - 1);
        float a = (float)((r - 1) / (r + 1));
        AudioBuffer sound = bed.Copy();
        BiquadCoefficients[] band =
        [
            BiquadCoefficients.HighPass(400, BiquadCoefficients.ButterworthQ, bed.RateHz),
            BiquadCoefficients.LowPass(3_000, BiquadCoefficients.ButterworthQ, bed.RateHz),
        ];
        var lost = new AudioBuffer(2, sound.Frames);
        float[] left = Sounds.WithoutPhase(sound.Channel(0), band);
        float[] right = Sounds.WithoutPhase(sound.Channel(1), band);
        for (int n = 0; n < left.Length; n++)
        {
            (lost.Channel(0)[n], lost.Channel(1)[n]) = (left[n], -a * left[n]);
            sound.Channel(1)[n] += -right[n] - (a * left[n]);
        }

        bool most = Sounds.Power(left) > MostOfMusic * Sounds.Power(sound.Channel(0)) || a * a * Sounds.Power(left) > MostOfMusic * Sounds.Power(sound.Channel(1));
        bool missed = Sounds.Loudness(lost, bed.RateHz) > Sounds.Loudness(sound, bed.RateHz) - LeastMissedLu;
        return missed && !most ? Planted.Everywhere(sound, bed.RateHz) : null;
    }

    /// <summary>Turns one side down.</summary>
    public static Planted? Lean(Bed bed, double db, Random random)
    {
        if (bed.Sound.Channels != 2)
        {
            return null;
        }

        AudioBuffer sound = bed.Copy();
        float gain = Sounds.Linear(-db);
        foreach (ref float x in sound.Channel(random.Next(2)))
        {
            x *= gain;
        }

        return Planted.Everywhere(sound, bed.RateHz);
    }

    /// <summary>For a while wide parts are added from 1 to 4 kHz until the sides there lie so far above the middle; null where the middle is empty there.</summary>
    public static Planted? MaskedCentre(Bed bed, double sideToMidDb, Random random)
    {
        if (bed.Sound.Channels != 2)
        {
            return null;
        }

        AudioBuffer sound = bed.Copy();
        TimeRange place = Place(bed, MaskedSeconds, random);
        (int from, int to) = (Frame(bed, place.Start), Frame(bed, place.End));
        BiquadCoefficients[] added =
        [
            // Somewhat wider than the band that is meant, so that all of it is reached.
            BiquadCoefficients.HighPass(700, BiquadCoefficients.ButterworthQ, bed.RateHz),
            BiquadCoefficients.LowPass(5_600, BiquadCoefficients.ButterworthQ, bed.RateHz),
        ];
        BiquadCoefficients[] meant =
        [
            BiquadCoefficients.HighPass(1_000, BiquadCoefficients.ButterworthQ, bed.RateHz),
            BiquadCoefficients.LowPass(4_000, BiquadCoefficients.ButterworthQ, bed.RateHz),
        ];
        (var mid, var side) = (new float[sound.Frames], new float[sound.Frames]);
        for (int n = 0; n < sound.Frames; n++)
        {
            mid[n] = 0.5f * (sound.Channel(0)[n] + sound.Channel(1)[n]);
            side[n] = 0.5f * (sound.Channel(0)[n] - sound.Channel(1)[n]);
        }

        // The same music a little later is as busy as the middle and has nothing to do with it.
        int later = (int)(0.37 * bed.RateHz);
        float[] wide = Sounds.WithoutPhase(mid, added);
        (mid, side) = (Sounds.WithoutPhase(mid, meant), Sounds.WithoutPhase(side, meant));
        double middle = Sounds.Power(mid.AsSpan(from..to));
        double wanted = (middle * Math.Pow(10, sideToMidDb / 10)) - Sounds.Power(side.AsSpan(from..to));
        if (wanted <= 0 || middle < LeastLeadShare * Sounds.Power(bed.Sound.Channel(0)[from..to]))
        {
            return null;
        }

        float gain = (float)Math.Sqrt(wanted / Math.Max(1e-12, Sounds.Power(Sounds.WithoutPhase(wide, meant).AsSpan((from - later)..(to - later)))));
        foreach ((int n, float share) in Ramped(bed, place))
        {
            sound.Channel(0)[n] += gain * share * wide[n - later];
            sound.Channel(1)[n] -= gain * share * wide[n - later];
        }

        return new Planted(sound, bed.RateHz, [place]);
    }

    /// <summary>A place of a length, 2 s or more from both ends where the music is long enough.</summary>
    private static TimeRange Place(Bed bed, double seconds, Random random)
    {
        const double Edge = 2;
        double room = Math.Max(0, bed.Duration - seconds - (2 * Edge));
        double start = Math.Min(Edge, Math.Max(0.5, bed.Duration - seconds)) + (room * random.NextDouble());
        return new TimeRange(start, Math.Min(start + seconds, bed.Duration));
    }

    /// <summary>The frames of a place with the share of the change, which fades in and out within 20 ms so that it does not click.</summary>
    private static IEnumerable<(int Frame, float Share)> Ramped(Bed bed, TimeRange place)
    {
        const double Seconds = 0.02;
        (int from, int to) = (Frame(bed, place.Start), Math.Min(bed.Sound.Frames, Frame(bed, place.End)));
        float ramp = (float)(Seconds * bed.RateHz);
        for (int n = from; n < to; n++)
        {
            yield return (n, Math.Min(1, Math.Min(n - from, to - 1 - n) / ramp));
        }
    }

    private static int Frame(Bed bed, double seconds) => (int)(seconds * bed.RateHz);
}
