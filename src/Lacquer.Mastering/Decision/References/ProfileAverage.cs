using Lacquer.Mastering.Analysis.References;

namespace Lacquer.Mastering.Decision.References;

/// <summary>Several references as one: every number is their weighted mean in decibels, over those that know it.</summary>
internal static class ProfileAverage
{
    public static ReferenceProfile Of(IReadOnlyList<WeighedProfile> references)
    {
        if (references.Count == 1)
        {
            return references[0].Profile;
        }

        ReferenceProfile[] aligned = Aligned([.. references.Select(reference => reference.Profile)]);
        double[] weights = [.. references.Select(reference => reference.Weight)];
        double One(Func<ReferenceProfile, double> pick) => Mean([.. aligned.Select(pick)], weights);
        double[] Row(Func<ReferenceProfile, double[]> pick) =>
            [.. Enumerable.Range(0, pick(aligned[0]).Length).Select(i => Mean([.. aligned.Select(profile => pick(profile)[i])], weights))];
        return new ReferenceProfile
        {
            Name = string.Join(", ", aligned.Select(profile => profile.Name)),
            Sha256 = "",
            DurationSeconds = aligned.Max(profile => profile.DurationSeconds),
            SampleRateHz = aligned.Max(profile => profile.SampleRateHz),
            Channels = aligned.Max(profile => profile.Channels),
            BandwidthHz = aligned.Max(profile => profile.BandwidthHz),
            LoudMidDb = Row(profile => profile.LoudMidDb),
            LoudSideDb = Row(profile => profile.LoudSideDb),
            QuietMidDb = Row(profile => profile.QuietMidDb),
            QuietSideDb = Row(profile => profile.QuietSideDb),
            NoiseFloorDb = Row(profile => profile.NoiseFloorDb),
            QuietBelowLoudLu = One(profile => profile.QuietBelowLoudLu),
            IntegratedLufs = One(profile => profile.IntegratedLufs),
            LoudnessRangeLu = One(profile => profile.LoudnessRangeLu),
            PeakToLoudnessDb = One(profile => profile.PeakToLoudnessDb),
            BandSwingDb = Row(profile => profile.BandSwingDb),
            BandCrestDb = Row(profile => profile.BandCrestDb),
            SibilanceDb = One(profile => profile.SibilanceDb),
            ResonanceDb = One(profile => profile.ResonanceDb),
        };
    }

    /// <summary>
    /// Levels are relative to a whole, and the whole of a narrow-band file is another one: all are shifted to the same mean over the bands
    /// that every one of them knows, and what lies beyond a file's own bandwidth is not known.
    /// </summary>
    private static ReferenceProfile[] Aligned(ReferenceProfile[] profiles)
    {
        ReferenceBands[] bands = Array.ConvertAll(profiles, ReferenceBands.Loud);
        int[] common = [.. Enumerable.Range(0, bands[0].TotalDb.Length).Where(b => bands.All(known => known.Knows(b)))];
        return [.. profiles.Select((profile, i) =>
        {
            double mean = common.Length == 0 ? 0 : common.Average(b => bands[i].TotalDb[b]);
            double[] Shifted(double[] levels) => [.. levels.Select((db, b) => bands[i].Knows(b) ? db - mean : double.NaN)];
            return profile with
            {
                LoudMidDb = Shifted(profile.LoudMidDb),
                LoudSideDb = Shifted(profile.LoudSideDb),
                QuietMidDb = Shifted(profile.QuietMidDb),
                QuietSideDb = Shifted(profile.QuietSideDb),
            };
        })];
    }

    /// <summary>NaN when none knows it.</summary>
    private static double Mean(double[] values, double[] weights)
    {
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsNaN(values[i]))
            {
                sum += weights[i] * values[i];
                weight += weights[i];
            }
        }

        return weight > 0 ? sum / weight : double.NaN;
    }
}
