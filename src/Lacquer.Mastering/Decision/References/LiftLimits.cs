using Lacquer.Mastering.Analysis.References;

namespace Lacquer.Mastering.Decision.References;

/// <summary>How far each third octave of a mix may be lifted: noise must not come up with the music.</summary>
internal static class LiftLimits
{
    /// <summary>No band is moved further, in dB, up or down.</summary>
    public const double LargestDb = 12;

    private const double LargestOfNoiseDb = 6; // a steady noise is never raised by more
    private const double OnlyNoiseDb = 3;      // a band that stands so little above its noise in the loud parts is noise: no lift.
    private const double PerDb = 2;            // of standing above that; in full from 6 dB on, so that nothing switches

    /// <summary>The largest lift of each band, in dB.</summary>
    /// <param name="mix">The mix's own profile.</param>
    public static double[] Of(ReferenceProfile mix)
    {
        double[] levels = ReferenceBands.Loud(mix).TotalDb;
        return [.. levels.Select((db, b) =>
        {
            double noise = mix.NoiseFloorDb[b];
            return double.IsNaN(noise) || double.IsNaN(db) ? LargestDb : Math.Clamp(PerDb * (db - noise - OnlyNoiseDb), 0, LargestOfNoiseDb);
        })];
    }
}
