namespace Lacquer.Mastering.Decision.Statistical;

/// <summary>Caution in one place.</summary>
internal static class Toward
{
    /// <summary>What is left of a wish after a dead band: nothing inside it, and no jump at its edge.</summary>
    public static double Shrink(double value, double deadBand) =>
        Math.Sign(value) * Math.Max(0, Math.Abs(value) - deadBand);

    /// <summary>One proposed number.</summary>
    public static Proposed One(double amount, double full, string reason, Evidence evidence) => new()
    {
        Amount = [amount],
        Full = [Math.Abs(full) < Math.Abs(amount) ? amount : full],
        Reasons = amount != 0 ? [reason] : [],
        Evidence = [evidence],
    };
}
