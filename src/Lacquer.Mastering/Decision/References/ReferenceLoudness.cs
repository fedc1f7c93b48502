namespace Lacquer.Mastering.Decision.References;

/// <summary>Draws the loudness that is aimed at towards a reference's. The limiting budget stays the intensity's, so it may not be reached.</summary>
internal static class ReferenceLoudness
{
    private const double QuietestLufs = -24; // broadcast; below, somebody recorded with headroom and meant nothing by it
    private const double LoudestLufs = -6;   // louder masters exist; none of them is better for it

    /// <summary>The loudness to aim at, in LUFS.</summary>
    /// <param name="ownLufs">What intensity and volume ask for.</param>
    /// <param name="reference">The references, or null.</param>
    public static double Drawn(double ownLufs, MatchedReference? reference)
    {
        double share = reference?.Share(ReferenceAspect.Loudness) ?? 0;
        return share == 0 || double.IsNaN(reference!.Profile.IntegratedLufs)
            ? ownLufs
            : Math.Round(ownLufs + (share * (Math.Clamp(reference.Profile.IntegratedLufs, QuietestLufs, LoudestLufs) - ownLufs)), 2);
    }

    /// <summary>What is said about it; null when loudness is not to be matched.</summary>
    public static string? Words(Controls controls, MatchedReference? reference)
    {
        if (reference is null || reference.Share(ReferenceAspect.Loudness) == 0 || LoudnessTarget.From(controls, reference).LoudnessLufs is not { } lufs)
        {
            return null;
        }

        var words = new ReferenceWords(reference);
        return double.IsNaN(reference.Profile.IntegratedLufs) ? $"loudness is not matched: {words.TheReference} {words.Has} none that could be measured"
            : controls.LoudnessLufs is not null ? $"loudness is not matched: {Decision.Words.Level(lufs)} LUFS were asked for by number"
            : $"{Decision.Words.Level(lufs)} LUFS are aimed at{words.Share}: {words.TheReference} {words.Has} {Decision.Words.Level(reference.Profile.IntegratedLufs)} LUFS";
    }
}
