namespace Lacquer.Samples;

/// <summary>Bass, pad, pluck and lead.</summary>
internal static class Instruments
{
    /// <summary>Wide where it should be narrow: the right channel is a little out of tune with the left.</summary>
    public static Bus Bass()
    {
        var bus = new Bus();
        for (int bar = 0; bar < Score.Chords.Length; bar++)
        {
            double hz = Score.Hz(Score.Chords[bar][0] - 12);
            bool chorus = bar >= Score.Chords.Length / 2;
            double[] beats = chorus ? [0, 1, 1.5, 2, 3, 3.5] : [0, 2.5];
            for (int i = 0; i < beats.Length; i++)
            {
                double length = ((i + 1 < beats.Length ? beats[i + 1] : 4) - beats[i]) * Score.BeatSeconds * 0.95;
                double level = chorus ? 0.32 : 0.26;
                foreach ((double pan, double detune) in ((double, double)[])[(-0.7, 0.9985), (0.7, 1.0015)])
                {
                    var saw = new Saw(pan > 0 ? 0.3 : 0);
                    Biquad tone = Biquad.LowPass(chorus ? 700 : 380, 0.8);
                    bus.Add(Score.Frame((4 * bar) + beats[i]), (int)(length * Score.RateHz), pan, t =>
                        level * Hold(t, length, 0.005, 0.03) * (tone.Process(saw.Next(hz * detune)) + (0.6 * Math.Sin(2 * Math.PI * hz * detune * t))));
                }
            }
        }

        return bus;
    }

    /// <summary>Two detuned saws a note, the upper notes wider.</summary>
    public static Bus Pad()
    {
        var bus = new Bus();
        for (int bar = 0; bar < Score.Chords.Length; bar++)
        {
            bool chorus = bar >= Score.Chords.Length / 2;
            double length = (4 * Score.BeatSeconds) + 0.15;
            for (int i = 0; i < 4; i++)
            {
                double hz = Score.Hz(Score.Chords[bar][i] + (i == 0 ? 12 : 0));
                foreach (int side in (int[])[-1, 1])
                {
                    var saw = new Saw(((i * 0.29) + (side * 0.13) + 1) % 1);
                    Biquad tone = Biquad.LowPass(chorus ? 2_600 : 1_100, 0.7);
                    bus.Add(Score.Frame(4 * bar), (int)(length * Score.RateHz), side * (0.3 + (0.15 * i)), t =>
                        0.055 * Hold(t, length, 0.08, 0.2) * tone.Process(saw.Next(hz * (1 + (0.0025 * side)))));
                }
            }
        }

        return bus;
    }

    /// <summary>Plucked strings after Karplus and Strong (1983).</summary>
    public static Bus Pluck()
    {
        var bus = new Bus();
        var random = new Random(21);
        for (int eighth = 0; eighth < 2 * Score.Beats; eighth++)
        {
            int[] chord = Score.Chords[eighth / 8];
            int note = chord[Score.Arpeggio[eighth % 8]] + (chord[0] < 50 ? 12 : 0) + 12;
            double accent = eighth % 4 == 0 ? 1 : 0.7;
            var line = new double[(int)Math.Round((Score.RateHz / Score.Hz(note)) - 0.5)];
            for (int i = 0; i < line.Length; i++)
            {
                line[i] = (2 * random.NextDouble()) - 1;
            }

            int at = 0;
            bus.Add(Score.Frame(0.5 * eighth), Score.RateHz / 2, eighth % 2 == 0 ? -0.55 : 0.55, t =>
            {
                int next = (at + 1) % line.Length;
                double x = line[at];
                line[at] = 0.498 * (line[at] + line[next]);
                at = next;
                return 0.16 * accent * x * Hold(t, 0.5, 0.001, 0.1);
            });
        }

        return bus;
    }

    /// <summary>A filtered saw with vibrato and an echo; rings at 2.9 kHz.</summary>
    public static Bus Lead()
    {
        var bus = new Bus();
        foreach ((double beat, int note, double beats) in Score.Lead)
        {
            double length = (beats * Score.BeatSeconds) + 0.04;
            for (int echo = 0; echo < 3; echo++)
            {
                var saw = new Saw(0);
                var fifth = new Saw(0.5);
                Biquad tone = Biquad.LowPass(4_200, 1.1);
                double level = 0.21 * Math.Pow(0.33, echo);
                double pan = echo == 0 ? 0 : echo == 1 ? -0.6 : 0.6;
                bus.Add(Score.Frame(beat + (0.75 * echo)), (int)(length * Score.RateHz), pan, t =>
                {
                    double vibrato = 1 + (0.004 * Math.Min(1, t / 0.25) * Math.Sin(2 * Math.PI * 5.4 * t));
                    double hz = Score.Hz(note) * vibrato;
                    return level * Hold(t, length, 0.012, 0.06) * tone.Process(saw.Next(hz) + (0.35 * fifth.Next(0.5 * hz)));
                });
            }
        }

        return bus.Filter(() => Biquad.Bell(2_900, 9, 10));
    }

    /// <summary>Rises over the attack, falls over the release at the end.</summary>
    private static double Hold(double t, double length, double attack, double release)
    {
        double rise = Math.Min(1, t / attack);
        double fall = Math.Clamp((length - t) / release, 0, 1);
        return rise * fall * fall * (3 - (2 * fall));
    }
}
