using System.Numerics;

namespace Lacquer.Mastering.Analysis.Levels;

/// <summary>Finds clicks and dropouts in one channel, from the peaks and the sharpest bends of chunks of 0.7 ms.</summary>
/// <remarks>
/// A click is a bend (second difference) that stands alone: nothing within 58 ms on either side bends nearly as sharply, and it is over
/// after a few samples. The attack of an instrument is followed by its sound, which bends too. A dropout is a hole of a few milliseconds
/// with walls of less than one, in music that has no other hole nearby: instruments need longer to stop.
/// </remarks>
internal sealed class ImpulseScanner
{
    private const double UsualRateHz = 44_100;
    private const int ChunkSamples = 32;

    /// <summary>Chunks looked at on either side: 58 ms.</summary>
    private const int Reach = 80;

    /// <summary>Chunks beside a bend that belong to it: coders and converters let a click ring for a millisecond or two.</summary>
    private const int Own = 2;

    /// <summary>Least height over all bends nearby, 15.6 dB: single ticks of good mixes reach 15.3 (measured).</summary>
    private const float LeastStand = 6;

    /// <summary>The same in dB, for the evidence.</summary>
    public static double LeastStandDb { get; } = 20 * Math.Log10(LeastStand);

    /// <summary>Smaller jumps (−45 dBFS) are not heard as clicks.</summary>
    private const float LeastHeight = 0.0056f;

    /// <summary>Where the sound is so much louder after it, 4 dB, it is the attack of a note.</summary>
    private const float MostRise = 1.6f;

    private const int RiseReach = 40;

    /// <summary>A click is a few samples long; the shortest sounds of instruments last ten times as long.</summary>
    private const int MostSamples = 6;

    /// <summary>
    /// A wrong sample and a cut bend back on the very next sample, by this share. The attack of a recorded drum has passed filters and
    /// takes three samples and more.
    /// </summary>
    private const float LeastTurn = 0.45f;

    /// <summary>Share of the sharpest bend that still counts to its length.</summary>
    private const float OfSharpest = 0.25f;

    /// <summary>Within a hole the peak lies this far (−54 dB) under that of the 10 ms before it.</summary>
    private const float HoleOfPeak = 0.002f;

    /// <summary>The walls of a hole: the last and the next chunks reach this share of the peaks nearby.</summary>
    private const float WallOfPeak = 0.15f;

    /// <summary>Music around a hole never falls this low (−40 dB): where it does, it stops by itself.</summary>
    private const float UnbrokenOfPeak = 0.01f;

    private const int PeakReach = 14;

    /// <summary>Music must be heard around a hole: −46 dBFS.</summary>
    private const float LeastPeak = 0.005f;

    private const int MostFound = 4_096; // beyond that it is a texture and no fault

    private readonly int _channel;
    private readonly int _stride;
    private readonly int _chunk;
    private readonly List<Click> _clicks = [];
    private readonly List<Dropout> _dropouts = [];
    private float[] _samples;
    private float[] _bends;
    private float[] _peaks;
    private int _held;
    private int _chunks;
    private int _next = Reach;
    private long _firstFrame;

    public ImpulseScanner(int sampleRateHz, int channel)
    {
        _channel = channel;
        _stride = Math.Max(1, (int)Math.Round(sampleRateHz / UsualRateHz));
        _chunk = ChunkSamples * _stride;
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

    private bool IsAttack(int chunk)
    {
        (float before, float after) = (0, 0);
        for (int away = Own + 1; away <= RiseReach; away++)
        {
            before += _peaks[chunk - away];
            after += _peaks[chunk + away];
        }

        return after > MostRise * before;
    }

    private bool TurnsBack(int n)
    {
        float bend = Bend(n);
        float before = n >= _stride ? -Bend(n - _stride) / bend : 0;
        float after = n + (3 * _stride) < _held ? -Bend(n + _stride) / bend : 0;
        return Math.Max(before, after) >= LeastTurn;
    }

    private void FindClick(int chunk)
    {
        float bend = _bends[chunk];
        if (bend < 2 * LeastHeight || bend < _bends[chunk - 1] || bend <= _bends[chunk + 1])
        {
            return;
        }

        float limit = bend / LeastStand;
        float rest = 0;
        for (int away = Own + 1; away <= Reach; away++)
        {
            rest = Math.Max(rest, Math.Max(_bends[chunk - away], _bends[chunk + away]));
            if (rest > limit)
            {
                return;
            }
        }

        int from = Math.Max(0, (chunk - Own) * _chunk);
        int to = Math.Min(_held - (2 * _stride), (chunk + Own + 1) * _chunk);
        (int count, int sharpest) = (0, from);
        for (int n = from; n < to; n++)
        {
            float own = Math.Abs(Bend(n));
            count += own >= OfSharpest * bend ? 1 : 0;
            sharpest = own > Math.Abs(Bend(sharpest)) ? n : sharpest;
        }

        if (count <= MostSamples * _stride && TurnsBack(sharpest) && !IsAttack(chunk) && _clicks.Count < MostFound)
        {
            double stand = 20 * Math.Log10(bend / Math.Max(rest, 1e-9));
            _clicks.Add(new Click(_channel, _firstFrame + sharpest + _stride, 0.5f * bend, (float)stand));
        }
    }

    private void FindDropout(int chunk)
    {
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
            return;
        }

        float after = Highest(end, end + PeakReach);
        bool walled = Math.Max(_peaks[end], _peaks[end + 1]) >= WallOfPeak * after && after > WallOfPeak * before;
        if (walled && Lowest(chunk - Reach, chunk - 1) > UnbrokenOfPeak * before && Lowest(end + 1, chunk + Reach) > UnbrokenOfPeak * after
            && _dropouts.Count < MostFound)
        {
            _dropouts.Add(new Dropout(_channel, _firstFrame + ((long)chunk * _chunk), (end - chunk) * _chunk));
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
