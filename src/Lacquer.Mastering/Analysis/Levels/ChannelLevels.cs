using System.Runtime.InteropServices;

namespace Lacquer.Mastering.Analysis.Levels;

/// <summary>What one channel did, as a whole and in tenths of a second.</summary>
internal sealed class ChannelLevels
{
    private readonly List<float> _peaks = [];
    private readonly List<float> _powers = [];
    private double _sum;
    private double _squares;
    private long _frames;

    /// <summary>Highest magnitude per step, linear.</summary>
    public ReadOnlySpan<float> Peaks => CollectionsMarshal.AsSpan(_peaks);

    /// <summary>Mean square per step, linear.</summary>
    public ReadOnlySpan<float> Powers => CollectionsMarshal.AsSpan(_powers);

    /// <summary>Highest sample; 0 when none is above zero.</summary>
    public float Max { get; private set; }

    /// <summary>Lowest sample; 0 when none is below zero.</summary>
    public float Min { get; private set; }

    /// <summary>Highest magnitude, linear.</summary>
    public float Peak => Math.Max(Max, -Min);

    /// <summary>Mean of all samples.</summary>
    public double Mean => _frames == 0 ? 0 : _sum / _frames;

    /// <summary>Mean square of all samples.</summary>
    public double Power => _frames == 0 ? 0 : _squares / _frames;

    /// <summary>Appends a finished step.</summary>
    public void AddStep(in StepSums sums, int frames)
    {
        Max = Math.Max(Max, sums.Max);
        Min = Math.Min(Min, sums.Min);
        _peaks.Add(Math.Max(sums.Max, -sums.Min));
        _powers.Add((float)(sums.Squares / frames));
        _sum += sums.Sum;
        _squares += sums.Squares;
        _frames += frames;
    }
}
