namespace Lacquer.Dsp.Filters;

/// <summary>Takes one channel to four or eight times its rate and back, in linear phase, by half-band steps.</summary>
/// <remarks>
/// The innermost step carries the steep filter: flat to 0.9 of half the rate, images and aliases beyond 1.1 of it under −110 dB. The
/// outer ones only meet what it left and are short. One sample of delay between the steps makes the sum whole frames. The finest
/// stream is handed out as its even and odd samples, so that a curve over it needs no interleaving.
/// </remarks>
internal sealed class Oversampler
{
    private const double AttenuationDb = 110;

    // Half-band orders from the inside out: transitions of 0.093, 0.53 and 0.71 of the rate that each step starts from, at 110 dB.
    // An outermost order of the form 2k + 1 keeps the whole delay an integer.
    private static readonly int[] Orders = [38, 6, 5];

    private readonly HalfBandInterpolator[] _up;
    private readonly HalfBandDecimator[] _down;
    private readonly float[] _carried;
    private readonly float[] _stream;
    private readonly float[] _even;
    private readonly float[] _odd;

    /// <summary>Allocates.</summary>
    /// <param name="maxFrames">Most frames at once.</param>
    /// <param name="steps">2 for four times the rate, 3 for eight times.</param>
    public Oversampler(int maxFrames, int steps)
    {
        Require.InRange(steps, 2, 3, nameof(steps));
        _up = new HalfBandInterpolator[steps];
        _down = new HalfBandDecimator[steps];
        _carried = new float[steps];
        for (int s = 0; s < steps; s++)
        {
            _up[s] = new HalfBandInterpolator(Orders[s], AttenuationDb, maxFrames << s);
            _down[s] = new HalfBandDecimator(Orders[s], AttenuationDb, maxFrames << s);
        }

        PairsPerFrame = 1 << (steps - 1);
        int capacity = (maxFrames * PairsPerFrame) + Fir.PaddingFrames;
        _stream = new float[capacity];
        _even = new float[capacity];
        _odd = new float[capacity];
        DelayFrames = Delay(steps);
    }

    /// <summary>From the input of <see cref="Up"/> to the output of <see cref="Down"/>, in frames.</summary>
    public int DelayFrames { get; }

    /// <summary>Even and odd samples per frame, each: half the factor.</summary>
    public int PairsPerFrame { get; }

    /// <summary>Even samples of the finest stream, as the last <see cref="Up"/> left them; padded for whole vectors.</summary>
    public Span<float> Even => _even;

    /// <summary>Odd samples of the finest stream, as <see cref="Even"/>.</summary>
    public Span<float> Odd => _odd;

    /// <summary>The delay with so many steps, in frames.</summary>
    public static int Delay(int steps)
    {
        double frames = (2 * Orders[0]) + 1;
        for (int s = 1; s < steps; s++)
        {
            frames += (2.0 * (Orders[s] + 1)) / (1 << s);
        }

        return (int)frames;
    }

    /// <summary>Fills <see cref="Even"/> and <see cref="Odd"/>.</summary>
    public void Up(ReadOnlySpan<float> input)
    {
        int count = input.Length;
        _up[0].Process(input, _even, _odd);
        for (int s = 1; s < _up.Length; s++)
        {
            Interleave(_even.AsSpan(0, count), _odd.AsSpan(0, count), _stream.AsSpan(0, 2 * count));
            count *= 2;
            _up[s].Process(_stream.AsSpan(0, count), _even, _odd);
        }
    }

    /// <summary>Takes what <see cref="Even"/> and <see cref="Odd"/> hold back to the rate.</summary>
    public void Down(Span<float> output)
    {
        for (int s = _down.Length - 1; s > 0; s--)
        {
            int count = output.Length << s;
            _down[s].Process(_even.AsSpan(0, count), _odd.AsSpan(0, count), _stream);
            _carried[s] = Part(_stream.AsSpan(0, count), _even, _odd, _carried[s]);
        }

        _down[0].Process(_even.AsSpan(0, output.Length), _odd.AsSpan(0, output.Length), _stream);
        _stream.AsSpan(0, output.Length).CopyTo(output);
    }

    /// <summary>Forgets the past.</summary>
    public void Reset()
    {
        for (int s = 0; s < _up.Length; s++)
        {
            _up[s].Reset();
            _down[s].Reset();
        }

        Array.Clear(_carried);
    }

    private static void Interleave(ReadOnlySpan<float> even, ReadOnlySpan<float> odd, Span<float> stream)
    {
        for (int n = 0; n < even.Length && n < odd.Length && (2 * n) + 1 < stream.Length; n++)
        {
            stream[2 * n] = even[n];
            stream[(2 * n) + 1] = odd[n];
        }
    }

    /// <summary>Splits a stream, one sample late, into even and odd; returns the sample that is left over.</summary>
    private static float Part(ReadOnlySpan<float> stream, Span<float> even, Span<float> odd, float carried)
    {
        for (int n = 0; (2 * n) + 1 < stream.Length; n++)
        {
            even[n] = carried;
            odd[n] = stream[2 * n];
            carried = stream[(2 * n) + 1];
        }

        return carried;
    }
}
