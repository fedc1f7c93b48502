using System.Numerics;

namespace Lacquer.Dsp.Dynamics;

/// <summary>The static curve of a compressor with a soft knee: level in, wanted reduction out.</summary>
/// <remarks>D. Giannoulis, M. Massberg, J. D. Reiss, "Digital Dynamic Range Compressor Design", JAES 60 (2012), eq. 4.</remarks>
internal readonly struct GainComputer
{
    private const double NarrowestKneeDb = 0.01; // a hard knee, without a division by zero

    private readonly float _thresholdDb;
    private readonly float _kneeDb;
    private readonly float _slope;

    /// <summary>Takes the curve from named numbers.</summary>
    /// <param name="thresholdDb">Middle of the knee.</param>
    /// <param name="ratio">≥ 1.</param>
    /// <param name="kneeDb">Full width of the knee, ≥ 0.</param>
    public GainComputer(double thresholdDb, double ratio, double kneeDb)
    {
        _thresholdDb = (float)thresholdDb;
        _kneeDb = (float)Math.Max(kneeDb, NarrowestKneeDb);
        _slope = (float)(1 - (1 / ratio));
    }

    /// <summary>Reduction in dB, ≥ 0, for a level in dB.</summary>
    public float ReductionDb(float levelDb)
    {
        float over = levelDb - _thresholdDb;
        float inKnee = MathF.Min(MathF.Max(over + (_kneeDb / 2), 0), _kneeDb);
        return _slope * ((inKnee * inKnee / (2 * _kneeDb)) + MathF.Max(over - (_kneeDb / 2), 0));
    }

    /// <summary>Mean squares to reductions in dB, in place. Length: a multiple of the vector length.</summary>
    public void FromPower(Span<float> values)
    {
        const float DbPerPowerOctave = (float)(DecibelMath.DbPerOctave / 2);
        Vector<float> threshold = new(_thresholdDb);
        Vector<float> knee = new(_kneeDb);
        Vector<float> halfKnee = new(_kneeDb / 2);
        Vector<float> perKnee = new(0.5f / _kneeDb);
        for (int i = 0; i < values.Length; i += Vector<float>.Count)
        {
            Vector<float> over = (DecibelMath.Log2(new Vector<float>(values[i..])) * DbPerPowerOctave) - threshold;
            Vector<float> inKnee = Vector.Min(Vector.Max(over + halfKnee, Vector<float>.Zero), knee);
            Vector<float> beyond = Vector.Max(over - halfKnee, Vector<float>.Zero);
            (_slope * ((inKnee * inKnee * perKnee) + beyond)).CopyTo(values[i..]);
        }
    }
}
