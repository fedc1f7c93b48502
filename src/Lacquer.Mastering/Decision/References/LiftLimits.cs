using Lacquer.Mastering.Analysis.References;

namespace Lacquer.Mastering.Decision.References;

/// <summary>How far each third octave of a mix may be lifted: noise must not come up with the music.</summary>
internal static class LiftLimits
{
    /// <summary>No band is moved further, in dB, up or down.</summary>
    public const double LargestDb = 12;

    private const double LargestOfNoiseDb = 6; // a steady noise is never raised by more
    private const double OnlyNoiseDb = 6;      // music that stands so little above the noise is noise itself: no lift

    /// <summary>The largest lift of each band, in dB.</summary>
    /// <param name="mix">The mix's own profile.</param>
    public static double[] Of(ReferenceProfile mix)
    {
        double[] levels = ReferenceBands.Loud(mix).TotalDb;
        return [.. levels.Select((db, b) =>
        {
            double noise = mix.NoiseFloorDb[b];
            return double.IsNaN(noise) || double.IsNaN(db) ? LargestDb : Math.Clamp(db - noise - OnlyNoiseDb, 0, LargestOfNoiseDb);
        })];
    }
}
