namespace Lacquer.Dsp.Dynamics;

/// <summary>Peak and energy of equal segments of a stream, as logarithms in 16 bits each; memory is bounded for any length.</summary>
/// <remarks>
/// One unit is 1/1024 octave: 0.006 dB of a peak, 0.003 dB of an energy. When the store is full, neighbours are joined and segments
/// are twice as long from then on.
/// </remarks>
internal sealed class SegmentStore(int framesPerSegment, int capacity)
{
    /// <summary>Octaves of one stored unit.</summary>
    public const float OctavesPerUnit = 1f / 1024;

    /// <summary>log2 of the peak that a stored 0 stands for: −192 dB; the highest is +192 dB.</summary>
    public const float LowestPeak = -32;

    /// <summary>log2 of the energy that a stored 0 stands for: −144 dB; the highest is +48 dB.</summary>
    public const float LowestEnergy = -48;

    private readonly int _addedFrames = framesPerSegment;

    private ushort[] _peaks = new ushort[4_096];
    private ushort[] _energies = new ushort[4_096];
    private int _joined;
    private float _pendingPeak;
    private double _pendingEnergy;

    /// <summary>Frames in every segment.</summary>
    public int FramesPerSegment { get; private set; } = framesPerSegment;

    /// <summary>Complete segments.</summary>
    public int Count { get; private set; }

    /// <summary>log2 of each segment's peak: <see cref="LowestPeak"/> + value · <see cref="OctavesPerUnit"/>.</summary>
    public ReadOnlySpan<ushort> Peaks => _peaks.AsSpan(0, Count);

    /// <summary>log2 of each segment's mean energy: <see cref="LowestEnergy"/> + value · <see cref="OctavesPerUnit"/>.</summary>
    public ReadOnlySpan<ushort> Energies => _energies.AsSpan(0, Count);

    /// <summary>Adds a segment of the length the store was made for.</summary>
    /// <param name="peak">Linear, ≥ 0.</param>
    /// <param name="energy">Mean square, ≥ 0.</param>
    public void Add(float peak, double energy)
    {
        _pendingPeak = MathF.Max(_pendingPeak, peak);
        _pendingEnergy += energy;
        _joined++;
        int joins = FramesPerSegment / _addedFrames;
        if (_joined < joins)
        {
            return;
        }

        if (Count == capacity)
        {
            Halve();
            if (_joined < FramesPerSegment / _addedFrames)
            {
                return;
            }
        }

        if (Count == _peaks.Length)
        {
            int length = Math.Min(capacity, _peaks.Length * 2);
            Array.Resize(ref _peaks, length);
            Array.Resize(ref _energies, length);
        }

        _peaks[Count] = Pack(_pendingPeak, LowestPeak);
        _energies[Count++] = Pack((float)(_pendingEnergy / _joined), LowestEnergy);
        _joined = 0;
        _pendingPeak = 0;
        _pendingEnergy = 0;
    }

    private static ushort Pack(float value, float lowest) =>
        (ushort)Math.Clamp(MathF.Round((DecibelMath.Log2(value) - lowest) / OctavesPerUnit), 0, ushort.MaxValue);

    private static float UnpackEnergy(ushort value) => DecibelMath.Exp2(LowestEnergy + (value * OctavesPerUnit));

    private void Halve()
    {
        for (int i = 0; i < Count / 2; i++)
        {
            _peaks[i] = Math.Max(_peaks[2 * i], _peaks[(2 * i) + 1]);
            _energies[i] = Pack((UnpackEnergy(_energies[2 * i]) + UnpackEnergy(_energies[(2 * i) + 1])) / 2, LowestEnergy);
        }

        Count /= 2;
        FramesPerSegment *= 2;
    }
}
