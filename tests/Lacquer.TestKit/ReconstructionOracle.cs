namespace Lacquer.TestKit;

/// <summary>Reads a sampled signal at any time by a very long windowed sinc in double: slow, obvious, near exact.</summary>
public static class ReconstructionOracle
{
    private const int HalfLength = 512;

    /// <summary>The band-limited signal at time <paramref name="t"/>, in samples; silence before and after.</summary>
    public static double At(ReadOnlySpan<float> samples, double t)
    {
        int centre = (int)Math.Floor(t);
        double sum = 0;
        for (int n = Math.Max(0, centre - HalfLength + 1); n <= Math.Min(samples.Length - 1, centre + HalfLength); n++)
        {
            double d = n - t;
            double window = 0.5 + (0.5 * Math.Cos(Math.PI * d / HalfLength));
            double sinc = Math.Abs(d) < 1e-12 ? 1 : Math.Sin(Math.PI * d) / (Math.PI * d);
            sum += samples[n] * window * sinc;
        }

        return sum;
    }

    /// <summary>Highest absolute value on a grid of <paramref name="phases"/> points a sample.</summary>
    public static double Peak(ReadOnlySpan<float> samples, int phases)
    {
        double peak = 0;
        for (int n = -8; n < samples.Length + 8; n++)
        {
            for (int p = 0; p < phases; p++)
            {
                peak = Math.Max(peak, Math.Abs(At(samples, n + ((double)p / phases))));
            }
        }

        return peak;
    }
}
