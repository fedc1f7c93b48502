using Lacquer.Dsp;
using Lacquer.Mastering.Analysis.Findings;

namespace Lacquer.Mastering.Evaluation.Findings;

/// <summary>Faults of level and of the file's ends.</summary>
internal static class LevelPlants
{
    private const double EdgeSeconds = 3; // places keep this distance from both ends
    private const double HeadroomPeakToLoudnessDb = 14.5;
    private const int LimiterSteps = 12;
    private const double LimitToleranceDb = 0.1; // or the size is not what was asked for
    private const int LeastClipped = 10; // samples: fewer are not heard

    /// <summary>Cuts the peaks so many decibels below the highest.</summary>
    public static Planted? Clip(Bed bed, double depthDb, Random random)
    {
        AudioBuffer sound = bed.Copy();
        float ceiling = Sounds.Peak(sound) * Sounds.Linear(-depthDb);
        (int first, int last, int count) = (int.MaxValue, 0, 0);
        for (int c = 0; c < sound.Channels; c++)
        {
            Span<float> samples = sound.Channel(c);
            for (int n = 0; n < samples.Length; n++)
            {
                if (Math.Abs(samples[n]) > ceiling)
                {
                    samples[n] = Math.Clamp(samples[n], -ceiling, ceiling);
                    (first, last, count) = (Math.Min(first, n), Math.Max(last, n), count + 1);
                }
            }
        }

        return count < LeastClipped ? null : new Planted(sound, bed.RateHz, [new TimeRange((double)first / bed.RateHz, (double)last / bed.RateHz)]);
    }

    /// <summary>Raises the whole until the true peak lies so far above full scale.</summary>
    public static Planted? Over(Bed bed, double dbtp, Random random)
    {
        AudioBuffer sound = bed.Copy();
        Sounds.Gain(sound, Sounds.Linear(dbtp - bed.Heard.Loudness.TruePeak.Value));
        return Planted.Everywhere(sound, bed.RateHz);
    }

    /// <summary>Raises the whole until the highest sample reaches a level.</summary>
    public static Planted? NoHeadroom(Bed bed, double dbfs, Random random)
    {
        if (bed.Heard.Loudness.PeakToLoudness.Value < HeadroomPeakToLoudnessDb)
        {
            return null;
        }

        AudioBuffer sound = bed.Copy();
        Sounds.Gain(sound, Sounds.Linear(dbfs) / Sounds.Peak(sound));
        return Planted.Everywhere(sound, bed.RateHz);
    }

    /// <summary>Drives the whole into a soft ceiling until so much is left from loudness to peak; null where no drive leaves so little, as of deep basses.</summary>
    public static Planted? Limit(Bed bed, double peakToLoudnessDb, Random random)
    {
        if (bed.Heard.Loudness.PeakToLoudness.Value < peakToLoudnessDb + 1)
        {
            return null;
        }

        (double low, double high) = (0, 36);
        for (int i = 0; i < LimiterSteps; i++)
        {
            double drive = 0.5 * (low + high);
            (low, high) = PeakToLoudnessDb(Driven(bed, drive), bed.RateHz) < peakToLoudnessDb ? (low, drive) : (drive, high);
        }

        AudioBuffer sound = Driven(bed, high);
        return PeakToLoudnessDb(sound, bed.RateHz) < peakToLoudnessDb + LimitToleranceDb ? Planted.Everywhere(sound, bed.RateHz) : null;
    }

    /// <summary>Lays an offset under one channel.</summary>
    public static Planted? Offset(Bed bed, double dbfs, Random random)
    {
        AudioBuffer sound = bed.Copy();
        float offset = Sounds.Linear(dbfs) * (random.Next(2) == 0 ? 1 : -1);
        foreach (ref float x in sound.Channel(random.Next(sound.Channels)))
        {
            x += offset;
        }

        return Planted.Everywhere(sound, bed.RateHz);
    }

    /// <summary>Puts silence before the music.</summary>
    public static Planted? LateStart(Bed bed, double seconds, Random random)
    {
        var sound = new AudioBuffer(bed.Sound.Channels, bed.Sound.Frames + (int)(seconds * bed.RateHz));
        bed.Sound.AsBlock().CopyTo(sound.AsBlock(sound.Frames - bed.Sound.Frames, bed.Sound.Frames));
        return new Planted(sound, bed.RateHz, [new TimeRange(0, seconds)]);
    }

    /// <summary>Puts silence after the music.</summary>
    public static Planted? LateEnd(Bed bed, double seconds, Random random)
    {
        var sound = new AudioBuffer(bed.Sound.Channels, bed.Sound.Frames + (int)(seconds * bed.RateHz));
        bed.Sound.AsBlock().CopyTo(sound.AsBlock(0, bed.Sound.Frames));
        return new Planted(sound, bed.RateHz, [new TimeRange(bed.Duration, bed.Duration + seconds)]);
    }

    /// <summary>Begins within a sound, on a sample of the given share of the level that follows.</summary>
    public static Planted? CutStart(Bed bed, double share, Random random)
    {
        int edge = (int)(EdgeSeconds * bed.RateHz);
        for (int tries = 0; tries < 2_000; tries++)
        {
            int start = random.Next(edge, bed.Sound.Frames / 2);
            for (int c = 0; c < bed.Sound.Channels; c++)
            {
                ReadOnlySpan<float> following = bed.Sound.Channel(c).Slice(start, bed.RateHz / 20);
                double level = Math.Sqrt(Sounds.Power(following));
                if (level > Level(bed) && Math.Abs(following[0]) >= share * level)
                {
                    AudioBuffer sound = Bed.Part(bed.Sound, start, bed.Sound.Frames - start);
                    return new Planted(sound, bed.RateHz, [new TimeRange(0, 0.1)]);
                }
            }
        }

        return null;

        static double Level(Bed bed) => 0.3 * Sounds.Rms(bed.Sound, 0, bed.Sound.Frames);
    }

    /// <summary>Ends within the sound, faded so far that the end lies at the given level against the whole.</summary>
    public static Planted? CutEnd(Bed bed, double levelDb, Random random)
    {
        int window = bed.RateHz / 20;
        double whole = Sounds.Rms(bed.Sound, 0, bed.Sound.Frames);
        for (int tries = 0; tries < 2_000; tries++)
        {
            int end = random.Next(bed.Sound.Frames / 2, bed.Sound.Frames - (int)(EdgeSeconds * bed.RateHz));
            double level = 20 * Math.Log10(Sounds.Rms(bed.Sound, end - window, end) / whole);
            if (level >= levelDb && level > -6)
            {
                AudioBuffer sound = Bed.Part(bed.Sound, 0, end);
                FadeTo(sound, bed.RateHz, levelDb - level);
                double seconds = (double)end / bed.RateHz;
                return new Planted(sound, bed.RateHz, [new TimeRange(seconds - 0.1, seconds)]);
            }
        }

        return null;
    }

    /// <summary>From a random moment on everything is louder or quieter.</summary>
    public static Planted? Jump(Bed bed, double db, Random random)
    {
        const double Room = 9; // seconds from either end
        int at = random.Next((int)(Room * bed.RateHz), Math.Max((int)(Room * bed.RateHz) + 1, bed.Sound.Frames - (int)(Room * bed.RateHz)));
        AudioBuffer sound = bed.Copy();
        float gain = Sounds.Linear(random.Next(2) == 0 ? db : -db);
        float ramp = 0.01f * bed.RateHz; // it does not click
        for (int c = 0; c < sound.Channels; c++)
        {
            Span<float> samples = sound.Channel(c);
            for (int n = at; n < samples.Length; n++)
            {
                samples[n] *= 1 + ((gain - 1) * Math.Min(1, (n - at) / ramp));
            }
        }

        float peak = Sounds.Peak(sound);
        Sounds.Gain(sound, Math.Min(1, 0.7f / peak));
        double seconds = (double)at / bed.RateHz;
        return new Planted(sound, bed.RateHz, [new TimeRange(seconds - 0.2, seconds + 0.2)]);
    }

    private static double PeakToLoudnessDb(AudioBuffer sound, int rateHz) => (20 * Math.Log10(Sounds.Peak(sound))) - Sounds.Loudness(sound, rateHz);

    private static AudioBuffer Driven(Bed bed, double driveDb)
    {
        AudioBuffer sound = bed.Copy();
        float gain = Sounds.Linear(driveDb) / Sounds.Peak(sound);
        for (int c = 0; c < sound.Channels; c++)
        {
            foreach (ref float x in sound.Channel(c))
            {
                x = 0.9f * MathF.Tanh(gain * x);
            }
        }

        return sound;
    }

    /// <summary>Fades the last second to a level.</summary>
    private static void FadeTo(AudioBuffer sound, int rateHz, double db)
    {
        int frames = Math.Min(rateHz, sound.Frames);
        for (int c = 0; c < sound.Channels; c++)
        {
            Span<float> samples = sound.Channel(c)[^frames..];
            for (int n = 0; n < frames; n++)
            {
                samples[n] *= Sounds.Linear(db * Math.Min(1, 1.1 * n / frames));
            }
        }
    }
}
