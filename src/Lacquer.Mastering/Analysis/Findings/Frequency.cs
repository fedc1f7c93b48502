namespace Lacquer.Mastering.Analysis.Findings;

/// <summary>Frequencies as musicians write them.</summary>
internal static class Frequency
{
    /// <summary>Two digits, and kHz from 1 kHz on: 250 Hz, 3.2 kHz.</summary>
    public static string Words(double hz)
    {
        double step = Math.Pow(10, Math.Floor(Math.Log10(hz)) - 1);
        double rounded = Math.Round(hz / step) * step;
        return rounded >= 1_000 ? $"{rounded / 1_000:0.#} kHz" : $"{rounded:0} Hz";
    }
}
