namespace Lacquer.Dsp.Dynamics;

/// <summary>The largest of the last <c>length</c> values, at three comparisons a value whatever the length.</summary>
/// <remarks>
/// M. van Herk, "A fast algorithm for local minimum and maximum filters", Pattern Recognition Letters 13 (1992): runs of the window's
/// length, maxima from the run's start forwards and from the previous run's end backwards.
/// </remarks>
internal sealed class SlidingMaximum
{
    private readonly float[] _run;
    private readonly float[] _suffix;
    private int _position;
    private float _prefix;

    /// <summary>Starts with zeros as the past.</summary>
    /// <param name="length">Window length, ≥ 1.</param>
    public SlidingMaximum(int length)
    {
        _run = new float[length];
        _suffix = new float[length + 1];
    }

    /// <summary>Replaces each value by the maximum of itself and the <c>length</c> − 1 values before it. Values are ≥ 0.</summary>
    public void Process(Span<float> values)
    {
        int done = 0;
        while (done < values.Length)
        {
            int count = Math.Min(values.Length - done, _run.Length - _position);
            ProcessWithinRun(values.Slice(done, count));
            done += count;
            if (_position == _run.Length)
            {
                StartRun();
            }
        }
    }

    /// <summary>Forgets the past.</summary>
    public void Reset()
    {
        Array.Clear(_suffix);
        _position = 0;
        _prefix = 0;
    }

    private void ProcessWithinRun(Span<float> values)
    {
        Span<float> run = _run.AsSpan(_position, values.Length);
        ReadOnlySpan<float> suffix = _suffix.AsSpan(_position + 1, values.Length);
        float prefix = _prefix;
        for (int i = 0; i < values.Length; i++)
        {
            float value = values[i];
            run[i] = value;
            prefix = value > prefix ? value : prefix;
            float past = suffix[i];
            values[i] = past > prefix ? past : prefix;
        }

        _prefix = prefix;
        _position += values.Length;
    }

    private void StartRun()
    {
        float max = 0;
        for (int i = _run.Length - 1; i >= 0; i--)
        {
            max = _run[i] > max ? _run[i] : max;
            _suffix[i] = max;
        }

        _position = 0;
        _prefix = 0;
    }
}
