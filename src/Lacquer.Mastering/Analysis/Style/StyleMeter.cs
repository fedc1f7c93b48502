using Lacquer.Dsp;
using Lacquer.Dsp.Resampling;

namespace Lacquer.Mastering.Analysis.Style;

/// <summary>Listens to a few windows of half a minute, evenly spread over the track, and measures what the style classifier judges by.</summary>
/// <remarks>Only what lies in a window is converted and transformed; memory does not grow with the track.</remarks>
internal sealed class StyleMeter
{
    private const int ChunkFrames = 8_192;
    private const int LowestRateHz = 8_000; // of the converter; the product takes no less

    private readonly RateConverter _converter;
    private readonly AudioBuffer _input = new(1, ChunkFrames);
    private readonly AudioBuffer _converted;
    private readonly StyleWindow _window = new();
    private readonly List<float[]> _windows = [];
    private readonly long[] _starts;
    private readonly long _length;
    private long _position;
    private int _next;
    private bool _open;

    /// <param name="sampleRateHz">Rate of the signal.</param>
    /// <param name="totalFrames">Length of the track, in frames.</param>
    public StyleMeter(int sampleRateHz, long totalFrames)
    {
        _converter = new RateConverter(Math.Max(LowestRateHz, sampleRateHz), StyleLayout.RateHz, 1, ConversionQuality.Measuring);
        _converted = new AudioBuffer(1, _converter.MaxOutputFrames(ChunkFrames));
        _length = (long)StyleLayout.WindowSeconds * sampleRateHz;
        _starts = Starts(totalFrames, _length);
    }

    /// <summary>The numbers of every window that sounds; complete after <see cref="Finish"/>.</summary>
    public IReadOnlyList<float[]> Windows => _windows;

    /// <summary>Where the windows begin: one in the middle of each equal part of the track.</summary>
    public static long[] Starts(long totalFrames, long windowFrames)
    {
        long count = Math.Clamp(totalFrames / windowFrames, 1, StyleLayout.MostWindows);
        var starts = new long[count];
        for (int i = 0; i < starts.Length; i++)
        {
            starts[i] = Math.Max(0, (((2 * i) + 1) * totalFrames / (2 * count)) - (windowFrames / 2));
        }

        return starts;
    }

    /// <summary>Takes the next stretch of mid.</summary>
    public void Process(ReadOnlySpan<float> mid)
    {
        while (!mid.IsEmpty && _next < _starts.Length)
        {
            long from = _starts[_next] - _position;
            if (from >= mid.Length)
            {
                break;
            }

            _open = true;
            int skipped = (int)Math.Max(0, from);
            int end = (int)Math.Min(mid.Length, from + _length);
            for (int n = skipped; n < end; n += ChunkFrames)
            {
                Convert(mid[n..Math.Min(end, n + ChunkFrames)]);
            }

            mid = mid[end..];
            _position += end;
            if (from + _length <= end)
            {
                Close();
            }
        }

        _position += mid.Length;
    }

    /// <summary>Ends a window that the track's end cuts short.</summary>
    public void Finish()
    {
        if (_open)
        {
            Close();
        }
    }

    private void Convert(ReadOnlySpan<float> mid)
    {
        mid.CopyTo(_input.Channel(0));
        int written = _converter.Process(_input.AsBlock(0, mid.Length), _converted.AsBlock());
        _window.Process(_converted.Channel(0)[..written]);
    }

    private void Close()
    {
        while (_converter.Flush(_converted.AsBlock()) is var written and > 0)
        {
            _window.Process(_converted.Channel(0)[..written]);
        }

        if (_window.Finish() is { } values)
        {
            _windows.Add(values);
        }

        _converter.Reset();
        _window.Reset();
        _open = false;
        _next++;
    }
}
