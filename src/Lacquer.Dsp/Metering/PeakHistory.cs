namespace Lacquer.Dsp.Metering;

/// <summary>The highest value within each step of a stream.</summary>
/// <param name="hopFrames">Length of a step, in frames.</param>
internal sealed class PeakHistory(int hopFrames)
{
    private readonly List<float> _peaks = [];

    private PeakHistory(PeakHistory other)
        : this(other.HopFrames) => _peaks.AddRange(other._peaks);

    private int HopFrames { get; } = hopFrames;

    /// <summary>Highest value so far of the step that a frame lies in; 0 of a step that has not begun.</summary>
    /// <param name="frame">What lies before the stream belongs to its first step: filters ring before their sound.</param>
    public float At(long frame)
    {
        int step = Step(frame);
        return step < _peaks.Count ? _peaks[step] : 0;
    }

    /// <summary>Raises the step that a frame lies in.</summary>
    /// <param name="frame">As for <see cref="At"/>.</param>
    /// <param name="peak">Linear, ≥ 0.</param>
    public void Raise(long frame, float peak)
    {
        int step = Step(frame);
        while (_peaks.Count <= step)
        {
            _peaks.Add(0);
        }

        _peaks[step] = MathF.Max(_peaks[step], peak);
    }

    public PeakHistory Copy() => new(this);

    /// <summary>The steps of a stream that ends here; what rings after its end belongs to the last one.</summary>
    /// <param name="frames">Length of the stream.</param>
    public float[] UpTo(long frames)
    {
        var steps = new float[(int)((frames + HopFrames - 1) / HopFrames)];
        for (int step = 0; step < _peaks.Count && steps.Length > 0; step++)
        {
            int within = Math.Min(step, steps.Length - 1);
            steps[within] = MathF.Max(steps[within], _peaks[step]);
        }

        return steps;
    }

    private int Step(long frame) => (int)(Math.Max(0, frame) / HopFrames);
}
