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
    private const double AlikeDb = 1;          // music stands as far above its noise in one track as in the other

    /// <summary>The largest lift of each band, in dB.</summary>
    /// <param name="mix">The mix's own profile.</param>
    /// <param name="reference">What it is drawn towards. Where that is the same music and as noisy under it, the noise is its own and comes up with the rest.</param>
    public static double[] Of(ReferenceProfile mix, ReferenceProfile reference)
    {
        double[] levels = ReferenceBands.Loud(mix).TotalDb;
        double[] wanted = ReferenceBands.Loud(reference).TotalDb;
        bool sameMusic = BroadDifference.IsOfOneSong([.. wanted.Select((db, b) => db - levels[b])]);
        return [.. levels.Select((db, b) =>
        {
            double over = db - mix.NoiseFloorDb[b];
            return double.IsNaN(over) ? LargestDb
                : sameMusic && wanted[b] - reference.NoiseFloorDb[b] <= over + AlikeDb ? LargestDb
                : Math.Clamp(PerDb * (over - OnlyNoiseDb), 0, LargestOfNoiseDb);
        })];
    }
}
