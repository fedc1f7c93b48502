namespace Lacquer.Dsp.Dynamics;

/// <summary>Feeds a <see cref="GainReductionTrack"/> in runs that do not depend on how the stream is cut into blocks.</summary>
internal sealed class GainReductionRecorder(int sampleRateHz)
{
    private const int FramesPerEntry = 64; // fewer than a tenth of a second at any rate from 8 kHz on

    private int _frames;
    private double _sum;

    /// <summary>What has been recorded.</summary>
    public GainReductionTrack Track { get; } = new(sampleRateHz);

    /// <summary>Adds the reduction of consecutive frames.</summary>
    /// <param name="reduction">≥ 0.</param>
    /// <param name="dbPerUnit">Decibels that one unit stands for.</param>
    public void Add(ReadOnlySpan<float> reduction, double dbPerUnit)
    {
        while (reduction.Length > 0)
        {
            int count = Math.Min(reduction.Length, FramesPerEntry - _frames);
            double sum = _sum;
            foreach (float value in reduction[..count])
            {
                sum += value;
            }

            _sum = sum;
            _frames += count;
            reduction = reduction[count..];
            if (_frames == FramesPerEntry)
            {
                Track.Add(_sum * dbPerUnit / FramesPerEntry, FramesPerEntry);
                _frames = 0;
                _sum = 0;
            }
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        Track.Clear();
        _frames = 0;
        _sum = 0;
    }
}
