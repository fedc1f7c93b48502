using Lacquer.Dsp;
using Lacquer.Dsp.Filters;
using Lacquer.Mastering.Analysis.Findings;

namespace Lacquer.Mastering.Evaluation.Findings;

/// <summary>What does not belong to the music, and what is missing of it for a moment.</summary>
internal static class NoisePlants
{
    private const int HumHarmonics = 6;
    private const int Places = 3;
    private const int Tries = 300;           // to find them
    private const double Apart = 3;          // seconds between two clicks or holes
    private const double StepDecaySeconds = 0.005;
    private const double LocalSeconds = 0.05;

    /// <summary>Hum of 50 or 60 Hz with five harmonics, each weaker; level against the loudness.</summary>
    public static Planted? Hum(Bed bed, double toLoudnessDb, Random random)
    {
        AudioBuffer sound = bed.Copy();
        double mains = random.Next(2) == 0 ? 50 : 60;
        double power = Enumerable.Range(1, HumHarmonics).Sum(h => 0.5 / (h * h));
        double scale = Math.Pow(10, (bed.Heard.Loudness.Integrated.Value + toLoudnessDb) / 20) / Math.Sqrt(2 * power);
        double[] phases = [.. Enumerable.Range(0, HumHarmonics).Select(_ => 2 * Math.PI * random.NextDouble())];
        for (int n = 0; n < sound.Frames; n++)
        {
            double x = 0;
            for (int h = 1; h <= HumHarmonics; h++)
            {
                x += Math.Sin((2 * Math.PI * h * mains * n / bed.RateHz) + phases[h - 1]) / h;
            }

            AddToAll(sound, n, (float)(scale * x));
        }

        return Planted.Everywhere(sound, bed.RateHz);
    }

    /// <summary>Rumble from 8 to 20 Hz; power against that of the music.</summary>
    public static Planted? Rumble(Bed bed, double db, Random random)
    {
        AudioBuffer sound = bed.Copy();
        float[] noise = Sounds.WithoutPhase(
            Sounds.Noise(sound.Frames, random),
            BiquadCoefficients.HighPass(8, BiquadCoefficients.ButterworthQ, bed.RateHz),
            BiquadCoefficients.LowPass(20, BiquadCoefficients.ButterworthQ, bed.RateHz));
        float gain = Sounds.Linear(db) * (float)(Sounds.Rms(sound, 0, sound.Frames) / Math.Sqrt(Sounds.Power(noise)));
        int fade = bed.RateHz / 2; // or the file would begin and end within a sound
        for (int n = 0; n < sound.Frames; n++)
        {
            AddToAll(sound, n, gain * noise[n] * Math.Min(1, Math.Min(n, sound.Frames - n) / (float)fade));
        }

        return Planted.Everywhere(sound, bed.RateHz);
    }

    /// <summary>Hiss, unlike in both channels, white or falling by 3 dB an octave; level against the loudness.</summary>
    public static Planted? Hiss(Bed bed, double toLoudnessDb, Random random)
    {
        AudioBuffer sound = bed.Copy();
        bool white = random.Next(2) == 0;
        double level = Math.Pow(10, (bed.Heard.Loudness.Integrated.Value + toLoudnessDb) / 20);
        for (int c = 0; c < sound.Channels; c++)
        {
            float[] noise = Sounds.Noise(sound.Frames, random);
            if (!white)
            {
                // A shelf of −12 dB over four octaves falls by 3 dB in each.
                new Biquad(BiquadCoefficients.HighShelf(2_000, 0.4, -12, bed.RateHz)).Process(noise);
            }

            float gain = (float)(level / Math.Sqrt(Sounds.Power(noise)));
            Span<float> samples = sound.Channel(c);
            for (int n = 0; n < samples.Length; n++)
            {
                samples[n] += gain * noise[n];
            }
        }

        return Planted.Everywhere(sound, bed.RateHz);
    }

    /// <summary>
    /// Three clicks that can be heard (<see cref="HeardClick"/>), each a wrong sample or a step that dies away in 5 ms; height against the
    /// level of the 50 ms around.
    /// </summary>
    public static Planted? Clicks(Bed bed, double toLevelDb, Random random)
    {
        AudioBuffer sound = bed.Copy();
        var places = new List<TimeRange>();
        foreach (int at in Moments(bed, random))
        {
            int local = (int)(LocalSeconds * bed.RateHz / 2);
            float height = (float)(Sounds.Rms(bed.Sound, at - local, at + local) * Math.Pow(10, toLevelDb / 20)) * (random.Next(2) == 0 ? 1 : -1);
            bool step = random.Next(2) == 0;
            var click = new float[step ? (int)(5 * StepDecaySeconds * bed.RateHz) : 1];
            for (int n = 0; n < click.Length; n++)
            {
                click[n] = height * (float)Math.Exp(-n / (StepDecaySeconds * bed.RateHz));
            }

            (int first, int last) = Channels(bed, random);
            bool apart = places.TrueForAll(place => Math.Abs((0.5 * (place.Start + place.End)) - ((double)at / bed.RateHz)) > Apart);
            if (!apart || !Enumerable.Range(first, last - first + 1).All(c => HeardClick.Is(bed.Sound.Channel(c), click, at, bed.RateHz)))
            {
                continue;
            }

            for (int c = first; c <= last; c++)
            {
                for (int n = 0; n < click.Length; n++)
                {
                    sound.Channel(c)[at + n] += click[n];
                }
            }

            places.Add(Around(bed, at, click.Length));
            if (places.Count == Places)
            {
                break;
            }
        }

        return places.Count == 0 ? null : new Planted(sound, bed.RateHz, places);
    }

    /// <summary>Three holes of a length, in one channel or both.</summary>
    public static Planted? Holes(Bed bed, double ms, Random random)
    {
        AudioBuffer sound = bed.Copy();
        var places = new List<TimeRange>();
        foreach (int at in Spread(bed, random))
        {
            int frames = (int)(ms * bed.RateHz / 1000);
            (int first, int last) = Channels(bed, random);
            for (int c = first; c <= last; c++)
            {
                sound.Channel(c).Slice(at, frames).Clear();
            }

            places.Add(Around(bed, at, frames));
        }

        return places.Count == 0 ? null : new Planted(sound, bed.RateHz, places);
    }

    /// <summary>Moments apart from each other.</summary>
    private static List<int> Spread(Bed bed, Random random)
    {
        var found = new List<int>();
        foreach (int at in Moments(bed, random))
        {
            if (found.TrueForAll(other => Math.Abs(other - at) > Apart * bed.RateHz))
            {
                found.Add(at);
            }

            if (found.Count == Places)
            {
                break;
            }
        }

        return found;
    }

    /// <summary>Moments apart from both ends, where the music plays: −20 dB against the whole or more.</summary>
    private static IEnumerable<int> Moments(Bed bed, Random random)
    {
        double whole = Sounds.Rms(bed.Sound, 0, bed.Sound.Frames);
        for (int tries = 0; tries < Tries; tries++)
        {
            int at = (int)((1.5 + (random.NextDouble() * Math.Max(0, bed.Duration - 4))) * bed.RateHz);
            int local = (int)(LocalSeconds * bed.RateHz);
            bool plays = Enumerable.Range(0, bed.Sound.Channels).All(c =>
                Math.Sqrt(Sounds.Power(bed.Sound.Channel(c)[Math.Max(0, at - local)..Math.Min(bed.Sound.Frames, at)])) > 0.1 * whole);
            if (plays)
            {
                yield return at;
            }
        }
    }

    private static (int First, int Last) Channels(Bed bed, Random random)
    {
        int one = random.Next(bed.Sound.Channels);
        return random.Next(2) == 0 ? (one, one) : (0, bed.Sound.Channels - 1);
    }

    private static TimeRange Around(Bed bed, int at, int frames)
    {
        const double Tolerance = 0.02;
        return new TimeRange(((double)at / bed.RateHz) - Tolerance, ((double)(at + frames) / bed.RateHz) + Tolerance);
    }

    private static void AddToAll(AudioBuffer sound, int frame, float x)
    {
        for (int c = 0; c < sound.Channels; c++)
        {
            sound.Channel(c)[frame] += x;
        }
    }
}
