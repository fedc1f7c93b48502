namespace Lacquer.Samples;

/// <summary>A small room: eight delay lines that feed each other through a Householder matrix (Jot 1991), damped at the top.</summary>
internal static class Reverb
{
    private const double DecaySeconds = 1.1;
    private const double DampingHz = 5_000;

    private static readonly int[] Lengths = [1_103, 1_277, 1_429, 1_613, 1_801, 1_999, 2_203, 2_411];

    /// <summary>Only the room, without the dry sound.</summary>
    public static Bus Of(Bus dry)
    {
        var wet = new Bus();
        float[][] lines = [.. Lengths.Select(length => new float[length])];
        Biquad[] damping = [.. Lengths.Select(_ => Biquad.LowPass(DampingHz, 0.5))];
        double[] gains = [.. Lengths.Select(length => Math.Pow(10, -3.0 * length / Score.RateHz / DecaySeconds))];
        var at = new int[Lengths.Length];
        var outputs = new double[Lengths.Length];
        for (int n = 0; n < wet.Left.Length; n++)
        {
            double sum = 0;
            for (int i = 0; i < lines.Length; i++)
            {
                outputs[i] = gains[i] * damping[i].Process(lines[i][at[i]]);
                sum += outputs[i];
            }

            for (int i = 0; i < lines.Length; i++)
            {
                double input = i % 2 == 0 ? dry.Left[n] : dry.Right[n];
                lines[i][at[i]] = (float)(input + outputs[i] - (2 * sum / lines.Length));
                at[i] = (at[i] + 1) % lines[i].Length;
            }

            wet.Left[n] = (float)(outputs[0] - outputs[2] + outputs[4] - outputs[6]);
            wet.Right[n] = (float)(outputs[1] - outputs[3] + outputs[5] - outputs[7]);
        }

        return wet.Filter(() => Biquad.HighPass(180, 0.7));
    }
}
