namespace Lacquer.Dsp.Dynamics;

/// <summary>Lets a gain reduction go: quickly after a single peak, slowly after a long reduction.</summary>
/// <remarks>
/// Two states in octaves. The envelope e never lies below its input and falls towards a floor s with the release time; the floor
/// follows a share κ of e with a longer time. A single peak is over before the floor has risen; a reduction that lasts raises it, so
/// that e ripples only between the floor and the peaks: a 50 Hz tone is turned down, not bent. Alone, the floor decays with the
/// slow time divided by 1 − κ.
/// </remarks>
internal sealed class ReleaseEnvelope
{
    // Chosen by measurement on three mixes: a higher floor costs loudness (0.25 dB for 0.15 more at 13 dB of drive), a lower one bends
    // bass (with 60 ms a 50 Hz tone 6 dB over keeps its distortion 51 dB down; with 0.75 it would be 55 dB).
    private const double FloorShare = 0.6;
    private const double SlowOverFast = 6;

    private readonly double _fast;
    private readonly double _slow;
    private double _envelope;
    private double _floor;

    /// <summary>Starts at rest.</summary>
    /// <param name="releaseMs">Fast release time constant.</param>
    /// <param name="stepsPerSecond">How many values make a second.</param>
    public ReleaseEnvelope(double releaseMs, double stepsPerSecond)
    {
        _fast = Math.Exp(-1000 / (releaseMs * stepsPerSecond));
        _slow = 1 - Math.Exp(-1000 / (SlowOverFast * releaseMs * stepsPerSecond));
    }

    /// <summary>Replaces each reduction (octaves, ≥ 0) by the released one.</summary>
    public void Process(Span<float> reduction)
    {
        const double Rest = 1e-9; // octaves; below it the stage is neutral again instead of decaying for ever
        (double envelope, double floor) = (_envelope, _floor);
        double fast = _fast;
        double slow = _slow;
        foreach (ref float value in reduction)
        {
            double released = floor + (fast * (envelope - floor));
            released = released < Rest ? 0 : released;
            double input = value;
            envelope = input > released ? input : released;
            floor = envelope == 0 ? 0 : floor + (slow * ((FloorShare * envelope) - floor));
            value = (float)envelope;
        }

        (_envelope, _floor) = (envelope, floor);
    }

    /// <summary>Forgets the past.</summary>
    public void Reset() => (_envelope, _floor) = (0, 0);
}
