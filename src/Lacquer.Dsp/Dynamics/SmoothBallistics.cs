namespace Lacquer.Dsp.Dynamics;

/// <summary>Attack and release of a gain reduction, smooth and decoupled: a peak follower with the release, smoothed with the attack.</summary>
/// <remarks>Giannoulis, Massberg, Reiss, JAES 60 (2012), eq. 17.</remarks>
internal sealed class SmoothBallistics
{
    private const double RestDb = 1e-9; // below it the stage is neutral again, and no subnormal numbers arise

    private readonly double _attack;
    private readonly double _release;
    private double _held;
    private double _smoothed;

    /// <summary>Starts at rest.</summary>
    public SmoothBallistics(double attackMs, double releaseMs, int sampleRateHz)
    {
        _attack = Math.Exp(-1000 / (attackMs * sampleRateHz));
        _release = Math.Exp(-1000 / (releaseMs * sampleRateHz));
    }

    /// <summary>Replaces each wanted reduction (≥ 0) by the one applied.</summary>
    public void Process(Span<float> reduction)
    {
        (double held, double smoothed) = (_held, _smoothed);
        (double attack, double release) = (_attack, _release);
        foreach (ref float value in reduction)
        {
            double input = value;
            double released = input + (release * (held - input));
            held = input > released ? input : released;
            held = held < RestDb ? 0 : held;
            smoothed = held + (attack * (smoothed - held));
            smoothed = smoothed < RestDb ? 0 : smoothed;
            value = (float)smoothed;
        }

        (_held, _smoothed) = (held, smoothed);
    }

    /// <summary>Forgets the past.</summary>
    public void Reset() => (_held, _smoothed) = (0, 0);
}
