namespace Lacquer.Dsp.Dynamics;

/// <summary>From the reduction that each step asks for to the reduction that is applied: hold, release, smoothing.</summary>
/// <remarks>
/// The maximum over the look-ahead is held, let go by <see cref="ReleaseEnvelope"/> and averaged by three boxes that together are as
/// long as the look-ahead. Each average is over values that all hold the peak, so the reduction where the peak leaves is never less
/// than it asked for. Everything is in octaves (log2 of the gain): averages there stay true to that.
/// </remarks>
internal sealed class LimiterGainCurve
{
    // Three boxes of unlike lengths: their spectral zeros do not coincide, so the gain's side lobes fall fast and evenly.
    private const double FirstBoxShare = 0.42;
    private const double SecondBoxShare = 0.33;

    private readonly SlidingMaximum _hold;
    private readonly ReleaseEnvelope _release;
    private readonly BoxSmoother _box1;
    private readonly BoxSmoother _box2;
    private readonly BoxSmoother _box3;

    /// <summary>Starts at rest.</summary>
    /// <param name="settings">Look-ahead and release.</param>
    /// <param name="stepsPerSecond">Rate of the values; a limiter runs at frames, a forecast at segments.</param>
    /// <param name="guardSteps">Steps before and after a peak for which its reduction must hold in full as well.</param>
    public LimiterGainCurve(LimiterSettings settings, double stepsPerSecond, int guardSteps)
    {
        int span = Math.Max(1, (int)Math.Round(settings.LookaheadMs * stepsPerSecond / 1000)); // Σ(length − 1) of the boxes
        int first = (int)Math.Round(FirstBoxShare * span);
        int second = (int)Math.Round(SecondBoxShare * span);
        _box1 = new BoxSmoother(1 + first);
        _box2 = new BoxSmoother(1 + second);
        _box3 = new BoxSmoother(1 + span - first - second);
        DelaySteps = span + guardSteps;
        _hold = new SlidingMaximum(span + 1 + (2 * guardSteps));
        _release = new ReleaseEnvelope(settings.ReleaseMs, stepsPerSecond);
    }

    /// <summary>By how many steps the curve lags behind the peaks; delay the audio by as much.</summary>
    public int DelaySteps { get; }

    /// <summary>Replaces what is asked for by what is applied; both are reductions in octaves, ≥ 0.</summary>
    public void Process(Span<float> reduction)
    {
        _hold.Process(reduction);
        _release.Process(reduction);
        _box1.Process(reduction);
        _box2.Process(reduction);
        _box3.Process(reduction);
    }

    /// <summary>Forgets the past.</summary>
    public void Reset()
    {
        _hold.Reset();
        _release.Reset();
        _box1.Reset();
        _box2.Reset();
        _box3.Reset();
    }
}
