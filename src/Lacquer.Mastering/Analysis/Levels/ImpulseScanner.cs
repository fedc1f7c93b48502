using System.Numerics;

namespace Lacquer.Mastering.Analysis.Levels;

/// <summary>Finds clicks and dropouts in one channel, from the peaks and the sharpest bends of chunks of 0.7 ms.</summary>
/// <remarks>
/// A bend (second difference) that stands out within 10 ms may be a click; <see cref="ClickJudge"/> says whether it is one. A dropout is a
/// hole of a few milliseconds with walls of less than one, in music that has no other hole nearby: instruments need longer to stop.
/// </remarks>
internal sealed partial class ImpulseScanner
{
    private const double UsualRateHz = 44_100;
    private const int ChunkSamples = 32;

    /// <summary>Chunks looked at on either side: 58 ms.</summary>
    private const int Reach = 80;

    /// <summary>Chunks beside a bend that belong to it: coders and converters let a click ring for a millisecond or two.</summary>
    private const int Own = 2;

    /// <summary>Chunks on either side whose bends a click must stand above to be looked at closely: 10 ms.</summary>
    private const int BendReach = 14;

    /// <summary>By how much, 6 dB: one in a hundred audible clicks stands less, and most of the music does (measured).</summary>
    private const float LeastBend = 2;

    /// <summary>Smaller jumps (−45 dBFS) are not heard as clicks.</summary>
    private const float LeastHeight = 0.0056f;

    /// <summary>Within a hole the peak lies this far (−54 dB) under that of the 10 ms before it.</summary>
    private const float HoleOfPeak = 0.002f;

    /// <summary>The walls of a hole: the last and the next chunks reach this share of the peaks nearby.</summary>
    private const float WallOfPeak = 0.15f;

    /// <summary>Music around a hole never falls this low (−40 dB): where it does, it stops by itself.</summary>
    private const float UnbrokenOfPeak = 0.01f;

    /// <summary>Shorter holes, in seconds, are heard as clicks if at all; one of 1.2 ms is in a mix whose notes begin with a jump (measured).</summary>
    private const double LeastHoleSeconds = 0.0015;

    private const int PeakReach = 14;

    /// <summary>Music must be heard around a hole: −46 dBFS.</summary>
    private const float LeastPeak = 0.005f;

    private const int MostFound = 4_096; // beyond that it is a texture and no fault

    private readonly int _channel;
    private readonly int _stride;
    private readonly int _chunk;
    private readonly ClickJudge _judge;
    private readonly List<Click> _clicks = [];
    private readonly List<Dropout> _dropouts = [];
    private float[] _samples;
    private float[] _bends;
    private float[] _peaks;
    private int _held;
    private int _chunks;
    private int _next = Reach;
    private int _holeEnd;
    private long _firstFrame;

    public ImpulseScanner(int sampleRateHz, int channel)
    {
        _channel = channel;
        _stride = Math.Max(1, (int)Math.Round(sampleRateHz / UsualRateHz));
        _chunk = ChunkSamples * _stride;
        _judge = new ClickJudge(_stride);
        (_samples, _bends, _peaks) = ([], [], []);
    }

    public IReadOnlyList<Click> Clicks => _clicks;

    public IReadOnlyList<Dropout> Dropouts => _dropouts;

    /// <summary>Takes the next stretch.</summary>
    public void Process(ReadOnlySpan<float> samples)
    {
        MakeRoom(samples.Length);
        samples.CopyTo(_samples.AsSpan(_held));
        _held += samples.Length;
        for (; ((_chunks + 1) * _chunk) + (2 * _stride) <= _held; _chunks++)
        {
            Measure(_chunks);
        }

        for (; _next + Reach < _chunks; _next++)
        {
            FindClick(_next);
            FindDropout(_next);
            FindEnd(_next);
            FindStuck(_next);
        }

        Forget(_next - Reach);
    }

    private void MakeRoom(int frames)
    {
        if (_held + frames > _samples.Length)
        {
            int size = _held + frames + (2 * _chunk);
            Array.Resize(ref _samples, size);
            Array.Resize(ref _bends, (size / _chunk) + 1);
            Array.Resize(ref _peaks, (size / _chunk) + 1);
        }
    }

    private void Forget(int chunks)
    {
        if (chunks <= 0)
        {
            return;
        }

        int samples = chunks * _chunk;
        _samples.AsSpan(samples, _held - samples).CopyTo(_samples);
        _bends.AsSpan(chunks, _chunks - chunks).CopyTo(_bends);
        _peaks.AsSpan(chunks, _chunks - chunks).CopyTo(_peaks);
        _held -= samples;
        _chunks -= chunks;
        _next -= chunks;
        _holeEnd -= chunks;
        _firstFrame += samples;
    }

    /// <summary>The peak of a chunk and its sharpest bend; the bend at sample n is centred a stride later.</summary>
    private void Measure(int chunk)
    {
        int first = chunk * _chunk;
        Vector<float> peaks = Vector<float>.Zero;
        Vector<float> bends = Vector<float>.Zero;
        int n = first;
        for (; n <= first + _chunk - Vector<float>.Count; n += Vector<float>.Count)
        {
            var x = new Vector<float>(_samples, n);
            Vector<float> y = new Vector<float>(_samples, n + _stride) * 2f;
            var z = new Vector<float>(_samples, n + (2 * _stride));
            peaks = Vector.Max(peaks, Vector.Abs(x));
            bends = Vector.Max(bends, Vector.Abs(x - y + z));
        }

        (float peak, float bend) = (0, 0);
        for (int lane = 0; lane < Vector<float>.Count; lane++)
        {
            (peak, bend) = (Math.Max(peak, peaks[lane]), Math.Max(bend, bends[lane]));
        }

        for (; n < first + _chunk; n++)
        {
            (peak, bend) = (Math.Max(peak, Math.Abs(_samples[n])), Math.Max(bend, Math.Abs(Bend(n))));
        }

        (_peaks[chunk], _bends[chunk]) = (peak, bend);
    }

    private float Bend(int n) => _samples[n] - (2 * _samples[n + _stride]) + _samples[n + (2 * _stride)];

    private void FindClick(int chunk)
    {
        float bend = _bends[chunk];
        if (bend < 2 * LeastHeight || bend < _bends[chunk - 1] || bend <= _bends[chunk + 1])
        {
            return;
        }

        float highest = 0;
        for (int away = Own + 1; away <= BendReach; away++)
        {
            highest = Math.Max(highest, Math.Max(_bends[chunk - away], _bends[chunk + away]));
        }

        if (bend < LeastJump * highest)
        {
            return;
        }

        int sharpest = chunk * _chunk;
        for (int n = sharpest; n < (chunk + 1) * _chunk; n++)
        {
            sharpest = Math.Abs(Bend(n)) > Math.Abs(Bend(sharpest)) ? n : sharpest;
        }

        int at = sharpest + _stride;
        if (FindRepeat(at) || bend < LeastBend * highest)
        {
            return;
        }

        if (_clicks.Count < MostFound && _judge.StandDb(_samples.AsSpan(0, _held), at) is { } standDb)
        {
            _clicks.Add(new Click(_channel, _firstFrame + at, 0.5f * bend, standDb));
        }
    }

    private void FindDropout(int chunk)
    {
        if (chunk < _holeEnd)
        {
            return; // within the last one
        }

        float before = Highest(chunk - PeakReach, chunk);
        float hole = HoleOfPeak * before;
        if (before < LeastPeak || _peaks[chunk] > hole || Math.Max(_peaks[chunk - 1], _peaks[chunk - 2]) < WallOfPeak * before)
        {
            return;
        }

        int end = chunk + 1;
        while (end < chunk + Reach && _peaks[end] <= hole)
        {
            end++;
        }

        if (end + PeakReach >= chunk + Reach)
        {
            Open(chunk, before);
            return;
        }

        float after = Highest(end, end + PeakReach);
        bool walled = Math.Max(_peaks[end], _peaks[end + 1]) >= WallOfPeak * after && after > WallOfPeak * before;
        if (walled && Lowest(chunk - Reach, chunk - 1) > UnbrokenOfPeak * before && Lowest(end + 1, chunk + Reach) > UnbrokenOfPeak * after)
        {
            (int first, int last) = (chunk * _chunk, end * _chunk);
            while (Math.Abs(_samples[first - 1]) <= hole)
            {
                first--;
            }

            while (Math.Abs(_samples[last]) <= hole)
            {
                last++;
            }

            _holeEnd = end;
            if (last - first >= LeastHoleSeconds * _stride * UsualRateHz)
            {
                Add(first, last - first, DropoutKind.Hole, beforeNote: after > NoteOverBefore * before);
            }
        }
    }

    private void Add(int first, int frames, DropoutKind kind, bool beforeNote = false)
    {
        if (_dropouts.Count < MostFound)
        {
            _dropouts.Add(new Dropout(_channel, _firstFrame + first, frames, kind, beforeNote));
        }
    }

    private float Highest(int from, int to)
    {
        float highest = 0;
        for (int i = from; i < to; i++)
        {
            highest = Math.Max(highest, _peaks[i]);
        }

        return highest;
    }

    private float Lowest(int from, int to)
    {
        float lowest = float.MaxValue;
        for (int i = from; i < to; i++)
        {
            lowest = Math.Min(lowest, _peaks[i]);
        }

        return lowest;
    }
}
