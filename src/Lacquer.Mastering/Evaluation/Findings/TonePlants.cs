using Lacquer.Dsp;
using Lacquer.Dsp.Filters;
using Lacquer.Mastering.Analysis.Findings;

namespace Lacquer.Mastering.Evaluation.Findings;

/// <summary>Faults of tone: bells and shelves over the whole, and esses.</summary>
internal static class TonePlants
{
    private const double BellQ = 0.9;
    private const double RingQ = 14;
    private const double EssFromSeconds = 5;
    private const double EssToSeconds = 24;

    /// <summary>A bell an octave and a half wide.</summary>
    public static Planted? Bell(Bed bed, double centreHz, double db) => Equalized(bed, BiquadCoefficients.Bell(centreHz, BellQ, db, bed.RateHz));

    /// <summary>A high shelf from 4.5 kHz on.</summary>
    public static Planted? Dull(Bed bed, double db, Random random) =>
        bed.RateHz < 32_000 ? null : Equalized(bed, BiquadCoefficients.HighShelf(4_500, BiquadCoefficients.ButterworthQ, -db, bed.RateHz));

    /// <summary>A narrow bell somewhere from 500 Hz to 5 kHz.</summary>
    public static Planted? Ring(Bed bed, double db, Random random) =>
        Equalized(bed, BiquadCoefficients.Bell(500 * Math.Pow(10, random.NextDouble()), RingQ, db, bed.RateHz));

    /// <summary>Esses in the middle, one or two a second for some time: noise from 5.5 to 9 kHz, as loud as the music there or nearly so.</summary>
    public static Planted? Esses(Bed bed, double toMusicDb, Random random)
    {
        if (bed.RateHz < 32_000)
        {
            return null;
        }

        AudioBuffer sound = bed.Copy();
        double whole = Sounds.Rms(bed.Sound, 0, bed.Sound.Frames);
        for (double t = EssFromSeconds; t < Math.Min(EssToSeconds, bed.Duration - 2); t += 0.5 + (0.8 * random.NextDouble()))
        {
            int frames = (int)((0.09 + (0.07 * random.NextDouble())) * bed.RateHz);
            float[] noise = Sounds.Noise(frames, random);
            new Biquad(BiquadCoefficients.HighPass(5_500, 1, bed.RateHz)).Process(noise);
            new Biquad(BiquadCoefficients.HighPass(5_500, 1, bed.RateHz)).Process(noise);
            new Biquad(BiquadCoefficients.LowPass(9_000, 1, bed.RateHz)).Process(noise);
            int at = (int)(t * bed.RateHz);
            double local = Math.Max(0.3 * whole, Sounds.Rms(bed.Sound, at, at + frames));
            float gain = (float)(local * Math.Pow(10, toMusicDb / 20) / Math.Sqrt(Sounds.Power(noise)));
            for (int n = 0; n < frames; n++)
            {
                float shape = MathF.Min(1, MathF.Min(n, frames - n) / (0.025f * bed.RateHz));
                for (int c = 0; c < sound.Channels; c++)
                {
                    sound.Channel(c)[at + n] += gain * shape * noise[n];
                }
            }
        }

        return new Planted(sound, bed.RateHz, [new TimeRange(EssFromSeconds, Math.Min(EssToSeconds, bed.Duration))]);
    }

    private static Planted Equalized(Bed bed, BiquadCoefficients coefficients)
    {
        AudioBuffer sound = bed.Copy();
        Sounds.Filter(sound, coefficients);
        Sounds.Gain(sound, Math.Min(1, 0.7f / Sounds.Peak(sound)));
        return Planted.Everywhere(sound, bed.RateHz);
    }
}
