namespace Lacquer.Mastering.Tests.Analysis.Style;

/// <summary>The signals of training/style_oracle.py, from the same formulas: mono, 22 050 Hz.</summary>
internal static class OracleSignals
{
    private const int RateHz = 22_050;
    private const int Frames = 3 * RateHz;

    public static float[] Make(string name)
    {
        double[] hiss = Noise();
        double dark = 0;
        var samples = new float[name == "shortEnd" ? 20_011 : Frames];
        for (int n = 0; n < samples.Length; n++)
        {
            double t = (double)n / RateHz;
            dark = (0.95 * dark) + (0.05 * hiss[n]);
            samples[n] = (float)(name switch
            {
                "chirp" => 0.5 * Math.Sin(2 * Math.PI * ((100 * t) + (900 * t * t))),
                "beat" => 0.4 * hiss[n] * Math.Exp(-(n % (RateHz / 2)) / 2_000.0),
                "chordOverDarkNoise" => Chord(t) + (0.5 * dark),
                "shortEnd" => Chord(t),
                _ => throw new ArgumentException(name, nameof(name)),
            });
        }

        return samples;
    }

    private static double Chord(double t)
    {
        double sum = 0;
        foreach (double hz in (ReadOnlySpan<double>)[220, 277, 330, 1_760])
        {
            sum += 0.2 * Math.Sin(2 * Math.PI * hz * t);
        }

        return sum * (1 + (0.5 * Math.Sin(2 * Math.PI * 0.7 * t)));
    }

    /// <summary>A linear congruential generator, as the oracle's.</summary>
    private static double[] Noise()
    {
        uint state = 12_345;
        var noise = new double[Frames];
        foreach (ref double sample in noise.AsSpan())
        {
            state = unchecked((1_664_525 * state) + 1_013_904_223);
            sample = (state / 2147483648.0) - 1;
        }

        return noise;
    }
}
