namespace Lacquer.Mastering.Evaluation;

/// <summary>A bell of an analogue equaliser.</summary>
internal sealed record PeakingFilter
{
    /// <summary>Centre, in Hz, above zero.</summary>
    public required double CentreHz { get; init; }

    /// <summary>Gain there, in dB.</summary>
    public required double GainDb { get; init; }

    /// <summary>Quality factor, above zero.</summary>
    public required double Q { get; init; }

    /// <summary>Response of (s² + s A/Q + 1) / (s² + s / (A Q) + 1), in dB. As peaking_db in training/faults.py.</summary>
    public double ResponseDb(double hz)
    {
        double a = Math.Pow(10, GainDb / 40);
        double ratio = hz / CentreHz;
        double flat = Square(1 - (ratio * ratio));
        return 10 * Math.Log10((flat + Square(ratio * a / Q)) / (flat + Square(ratio / (a * Q))));
    }

    private static double Square(double x) => x * x;
}
