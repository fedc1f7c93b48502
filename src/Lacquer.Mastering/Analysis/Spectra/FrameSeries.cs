namespace Lacquer.Mastering.Analysis.Spectra;

/// <summary>Rows of numbers over time, one a frame, in bounded memory: when it is full, pairs of rows become one and all later rows stand for twice as long.</summary>
/// <remarks>
/// The meters make it so large that every track up to 40 minutes is kept as it was measured. Longer ones lose resolution in time, not in
/// level: at three hours a row of the tone meter stands for 0.7 s, at twelve hours for 3 s, against the 8 s of the shortest section.
/// </remarks>
/// <param name="width">Numbers in a row.</param>
/// <param name="capacity">Most rows; even.</param>
/// <param name="thinning">How two rows become one.</param>
internal sealed class FrameSeries(int width, int capacity, Thinning thinning)
{
    private const int FirstRows = 1_024;
    private const int Growth = 4; // outgrown arrays lie about for long: fewer of them are less of it

    private readonly float[] _pending = new float[width];
    private float[] _rows = new float[width * Math.Min(FirstRows, capacity)];
    private int _joined;

    /// <summary>Complete rows.</summary>
    public int Count { get; private set; }

    /// <summary>Measured frames that each row stands for; a power of two.</summary>
    public int FramesPerRow { get; private set; } = 1;

    /// <summary>One row.</summary>
    public ReadOnlySpan<float> this[int row] => _rows.AsSpan(row * width, width);

    /// <summary>Adds the next frame.</summary>
    /// <param name="frame">As many numbers as a row holds.</param>
    public void Add(ReadOnlySpan<float> frame)
    {
        for (int i = 0; i < width; i++)
        {
            _pending[i] = _joined == 0 ? frame[i] : thinning == Thinning.Average ? _pending[i] + frame[i] : _pending[i];
        }

        if (++_joined < FramesPerRow)
        {
            return;
        }

        if (Count == capacity)
        {
            Halve(); // the row at hand is only half full now
            return;
        }

        Append();
    }

    /// <summary>Makes a row of the frames at the end that do not fill one.</summary>
    public void Finish()
    {
        if (_joined == 0)
        {
            return;
        }

        if (Count == capacity)
        {
            Halve();
        }

        Append();
    }

    private void Append()
    {
        if ((Count + 1) * width > _rows.Length)
        {
            Array.Resize(ref _rows, Math.Min(capacity * width, Growth * _rows.Length));
        }

        float scale = thinning == Thinning.Average ? 1f / _joined : 1;
        Span<float> row = _rows.AsSpan(Count * width, width);
        for (int i = 0; i < width; i++)
        {
            row[i] = scale * _pending[i];
        }

        Count++;
        _joined = 0;
    }

    private void Halve()
    {
        for (int r = 0; r < Count / 2; r++)
        {
            Span<float> to = _rows.AsSpan(r * width, width);
            ReadOnlySpan<float> first = this[2 * r];
            ReadOnlySpan<float> second = this[(2 * r) + 1];
            for (int i = 0; i < width; i++)
            {
                to[i] = thinning == Thinning.Average ? 0.5f * (first[i] + second[i]) : first[i];
            }
        }

        Count /= 2;
        FramesPerRow *= 2;
    }
}
