namespace Lacquer.Dsp.Dynamics;

/// <summary>What the soft clip does to a peak and to the energy around it, as tables over the peak's level.</summary>
/// <remarks>The energy is that of a sine with the segment's peak: between the loss of a bass peak and that of noise.</remarks>
internal sealed class SoftClipMap
{
    private const int EntriesPerOctave = 64;
    private const int LowestOctave = -8; // below it the curve is straight at any amount but the largest, and all but straight there
    private const int HighestOctave = 16;
    private const int Entries = (HighestOctave - LowestOctave) * EntriesPerOctave;
    private const int SinePoints = 64;
    private const double RingingDb = 0.2; // by which flat tops exceed the ceiling after the way back to the rate; measured 0.05 to 0.4

    private readonly float[] _peak = new float[Entries + 1];
    private readonly float[] _loss = new float[Entries + 1];

    /// <summary>Tabulates.</summary>
    /// <param name="amountDb">As of <see cref="SoftClipCurve"/>.</param>
    public SoftClipMap(double amountDb)
    {
        var curve = new SoftClipCurve(amountDb, ceilingLinear: 1);
        for (int i = 0; i <= Entries; i++)
        {
            float peak = (float)Math.Pow(2, LowestOctave + ((double)i / EntriesPerOctave));
            double before = 0;
            double after = 0;
            for (int k = 0; k < SinePoints; k++)
            {
                float x = peak * (float)Math.Sin(Math.PI / 2 * (k + 0.5) / SinePoints);
                float y = curve.Apply(x);
                before += (double)x * x;
                after += (double)y * y;
            }

            double ringing = RingingDb * Math.Clamp(Math.Log2(peak) * DecibelMath.DbPerOctave / amountDb, 0, 1);
            _peak[i] = (float)(Math.Log2(curve.Apply(peak)) + (ringing / DecibelMath.DbPerOctave));
            _loss[i] = (float)Math.Log2(before / after);
        }
    }

    /// <summary>A peak after the clip; both in octaves above the ceiling.</summary>
    public float Peak(float octaves) => octaves <= LowestOctave ? octaves : Read(_peak, octaves);

    /// <summary>log2 of the energy before against that after.</summary>
    /// <param name="peakOctaves">The peak before, in octaves above the ceiling.</param>
    public float EnergyLoss(float peakOctaves) => peakOctaves <= LowestOctave ? 0 : Read(_loss, peakOctaves);

    private static float Read(float[] table, float octaves)
    {
        float at = Math.Min((octaves - LowestOctave) * EntriesPerOctave, Entries - 0.001f);
        int i = (int)at;
        return table[i] + ((at - i) * (table[i + 1] - table[i]));
    }
}
