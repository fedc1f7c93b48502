namespace Lacquer.Samples;

/// <summary>Kick, snare and hi-hats.</summary>
internal static class Drums
{
    public static Bus Kick()
    {
        var bus = new Bus();
        foreach (double beat in (double[])[0, 4, 8, 12, 16, 19.5, 20, 24, 27, 27.5, 28])
        {
            double level = beat < Score.ChorusBeat ? 0.55 : 0.85;
            bus.Add(Score.Frame(beat), Score.RateHz / 2, 0, t =>
            {
                // The pitch falls from 160 to 48 Hz: the phase is its integral.
                double phase = (48 * t) + (112 * 0.025 * (1 - Math.Exp(-t / 0.025)));
                double click = Math.Exp(-t / 0.002) * Math.Sin(2 * Math.PI * 2_800 * t);
                return level * Math.Exp(-t / 0.16) * ((1.1 * Math.Sin(2 * Math.PI * phase)) + (0.35 * click));
            });
        }

        return bus;
    }

    public static Bus Snare()
    {
        var bus = new Bus();
        var random = new Random(11);
        foreach (double beat in (double[])[6, 14, 15.5, 18, 22, 26, 30, 31, 31.5])
        {
            bool ghost = beat is 15.5 or 31 or 31.5;
            double level = ghost ? 0.35 : beat < Score.ChorusBeat ? 0.5 : 0.95;
            Biquad body = Biquad.HighPass(1_200, 0.7);
            bus.Add(Score.Frame(beat), Score.RateHz * 2 / 5, 0.08, t =>
            {
                double noise = body.Process((2 * random.NextDouble()) - 1);
                double tone = Math.Sin(2 * Math.PI * ((185 * t) + (1.2 * (1 - Math.Exp(-t / 0.01)))));
                return level * ((0.55 * Math.Exp(-t / 0.09) * noise) + (0.7 * Math.Exp(-t / 0.07) * tone));
            });
        }

        return bus;
    }

    /// <summary>Too loud, too sharp: noise with a peak at 8 kHz, as cheap samples have.</summary>
    public static Bus Hats()
    {
        var bus = new Bus();
        var random = new Random(12);
        for (double beat = 0; beat < Score.Beats; beat += beat < Score.ChorusBeat ? 1 : 0.5)
        {
            bool open = beat >= Score.ChorusBeat && beat % 2 == 1.5;
            double level = 0.16 + (0.1 * random.NextDouble()) + (beat >= Score.ChorusBeat ? 0.06 : 0);
            double decay = open ? 0.11 : 0.025;
            bus.Add(Score.Frame(beat), Score.RateHz / 3, 0.35, t => level * Math.Exp(-t / decay) * ((2 * random.NextDouble()) - 1));
        }

        return bus.Filter(() => Biquad.HighPass(6_000, 0.7)).Filter(() => Biquad.Bell(8_000, 2, 8));
    }
}
