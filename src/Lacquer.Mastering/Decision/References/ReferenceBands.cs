using Lacquer.Dsp.Standards;
using Lacquer.Mastering.Analysis.References;

namespace Lacquer.Mastering.Decision.References;

/// <summary>The third octaves of a track's loud or quiet parts, and which of them it knows anything about.</summary>
internal sealed class ReferenceBands
{
    private const int First = 2;          // 31.5 Hz: below, room and rumble differ more than music
    private const int Last = 29;          // 16 kHz: the band above is cut short by many files' rate
    private const double EmptyDb = 80;    // under the strongest band: what lies there is no music
    private readonly double[] _midDb;
    private readonly double[] _sideDb;
    private readonly bool[] _known;

    private ReferenceBands(ReferenceProfile profile, double[] midDb, double[] sideDb)
    {
        (_midDb, _sideDb) = (midDb, sideDb);
        TotalDb = [.. midDb.Select((mid, b) => Sum(mid, sideDb[b]))];
        double strongest = TotalDb.Where(db => !double.IsNaN(db)).DefaultIfEmpty(double.NaN).Max();
        double highestHz = Math.Min(profile.BandwidthHz, 0.5 * profile.SampleRateHz);
        _known = [.. TotalDb.Select((db, b) => b is >= First and <= Last && db > strongest - EmptyDb && Iec61260.UpperEdgeHz(b) <= highestHz)];
    }

    /// <summary>Mid and side together, in dB; NaN where empty.</summary>
    public double[] TotalDb { get; }

    /// <summary>Whether there is any side.</summary>
    public bool HasSide => Array.Exists(_sideDb, db => !double.IsNaN(db));

    /// <summary>Exact centres of the bands, in Hz.</summary>
    public static double[] CentresHz { get; } = [.. Enumerable.Range(0, Iec61260.ThirdOctaveCount).Select(Iec61260.MidbandHz)];

    /// <summary>The loud parts of a track.</summary>
    public static ReferenceBands Loud(ReferenceProfile profile) => new(profile, profile.LoudMidDb, profile.LoudSideDb);

    /// <summary>The quiet parts of a track.</summary>
    public static ReferenceBands Quiet(ReferenceProfile profile) => new(profile, profile.QuietMidDb, profile.QuietSideDb);

    /// <summary>Whether the track tells how much of this band there is to be.</summary>
    public bool Knows(int band) => _known[band];

    private bool KnowsWidth(int band) => _known[band] && !double.IsNaN(_sideDb[band] - _midDb[band]);

    /// <summary>The bands as they would be with other gains on side.</summary>
    /// <param name="gainDb">Gain on side by frequency in Hz, in dB.</param>
    public double[] TotalWithSide(Func<double, double> gainDb) => [.. _midDb.Select((mid, b) => Sum(mid, _sideDb[b] + gainDb(CentresHz[b])))];

    /// <summary>
    /// Side against mid over a range in dB, the mean over the bands that both tracks know; NaN when either has no side or nothing there.
    /// Each band counts alike, so that another tone is no other width.
    /// </summary>
    public static (double First, double Second) SideToMidDb(ReferenceBands a, ReferenceBands b, double lowHz, double highHz)
    {
        int[] both = [.. Enumerable.Range(0, CentresHz.Length).Where(i => CentresHz[i] >= lowHz && CentresHz[i] < highHz && a.KnowsWidth(i) && b.KnowsWidth(i))];
        return (a.SideToMidDb(both), b.SideToMidDb(both));
    }

    private double SideToMidDb(int[] bands)
    {
        return bands.Length == 0 ? double.NaN : bands.Average(i => _sideDb[i] - _midDb[i]);
    }

    private static double Sum(double midDb, double sideDb)
    {
        double power = Power(midDb) + Power(sideDb);
        return power > 0 ? 10 * Math.Log10(power) : double.NaN;
    }

    private static double Power(double db) => double.IsNaN(db) ? 0 : Math.Pow(10, db / 10);
}
