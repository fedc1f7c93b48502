namespace Lacquer.Conformance.Tests;

/// <summary>Part of a test signal.</summary>
/// <param name="Seconds">Duration.</param>
/// <param name="LevelDbfs">Peak of the 1 kHz tone per channel, in dBFS; −∞ for silence.</param>
internal readonly record struct TonePart(double Seconds, double LevelDbfs)
{
    /// <summary>No tone.</summary>
    public static TonePart Silence(double seconds) => new(seconds, double.NegativeInfinity);
}
