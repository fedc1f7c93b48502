namespace Lacquer.Dsp.Filters;

/// <summary>Takes one channel to four times its rate and back, in linear phase, in two half-band steps.</summary>
/// <remarks>
/// The inner step carries the steep filter: flat to 0.9 of half the rate, images and aliases below it under −110 dB. The outer step
/// only meets what the inner one left and is short. Between the two, half a frame of delay makes the sum whole frames.
/// The four-fold stream is handed out as its even and odd samples.
/// </remarks>
internal sealed class Oversampler
{
    /// <summary>From the input of <see cref="Up"/> to the output of <see cref="Down"/>, in frames.</summary>
    public const int DelayFrames = (2 * InnerOrder) + 1 + OuterOrder + 1;

    private const int InnerOrder = 38; // 155 taps: transition 0.093 of the rate at 110 dB
    private const int OuterOrder = 6; // 27 taps at four times the rate: stops from 0.73 of twice the rate's half on at 110 dB
    private const double AttenuationDb = 110;

    private readonly HalfBandInterpolator _innerUp;
    private readonly HalfBandInterpolator _outerUp;
    private readonly HalfBandDecimator _outerDown;
    private readonly HalfBandDecimator _innerDown;
    private readonly float[] _double;
    private readonly float[] _phase0;
    private readonly float[] _phase1;
    private readonly float[] _even;
    private readonly float[] _odd;
    private float _carried;

    /// <summary>Allocates.</summary>
    /// <param name="maxFrames">Most frames at once.</param>
    public Oversampler(int maxFrames)
    {
        _innerUp = new HalfBandInterpolator(InnerOrder, AttenuationDb, maxFrames);
        _outerUp = new HalfBandInterpolator(OuterOrder, AttenuationDb, 2 * maxFrames);
        _outerDown = new HalfBandDecimator(OuterOrder, AttenuationDb, 2 * maxFrames);
        _innerDown = new HalfBandDecimator(InnerOrder, AttenuationDb, maxFrames);
        int capacity = (2 * maxFrames) + Fir.PaddingFrames;
        _double = new float[capacity];
        _even = new float[capacity];
        _odd = new float[capacity];
        _phase0 = new float[maxFrames + Fir.PaddingFrames];
        _phase1 = new float[maxFrames + Fir.PaddingFrames];
    }

    /// <summary>Even samples of the four-fold stream, two per frame, as the last <see cref="Up"/> left them; padded for whole vectors.</summary>
    public Span<float> Even => _even;

    /// <summary>Odd samples of the four-fold stream, as <see cref="Even"/>.</summary>
    public Span<float> Odd => _odd;

    /// <summary>Fills <see cref="Even"/> and <see cref="Odd"/>.</summary>
    public void Up(ReadOnlySpan<float> input)
    {
        int frames = input.Length;
        _innerUp.Process(input, _phase0, _phase1);
        for (int n = 0; n < frames; n++)
        {
            _double[2 * n] = _phase0[n];
            _double[(2 * n) + 1] = _phase1[n];
        }

        _outerUp.Process(_double.AsSpan(0, 2 * frames), _even, _odd);
    }

    /// <summary>Takes what <see cref="Even"/> and <see cref="Odd"/> hold back to the rate.</summary>
    public void Down(Span<float> output)
    {
        int frames = output.Length;
        _outerDown.Process(_even.AsSpan(0, 2 * frames), _odd.AsSpan(0, 2 * frames), _double);
        float carried = _carried;
        for (int n = 0; n < frames; n++)
        {
            _phase0[n] = carried;
            _phase1[n] = _double[2 * n];
            carried = _double[(2 * n) + 1];
        }

        _carried = carried;
        _innerDown.Process(_phase0.AsSpan(0, frames), _phase1.AsSpan(0, frames), _double);
        _double.AsSpan(0, frames).CopyTo(output);
    }

    /// <summary>Forgets the past.</summary>
    public void Reset()
    {
        _innerUp.Reset();
        _outerUp.Reset();
        _outerDown.Reset();
        _innerDown.Reset();
        _carried = 0;
    }
}
