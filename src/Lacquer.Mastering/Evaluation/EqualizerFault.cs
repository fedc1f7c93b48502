using Lacquer.Mastering.Analysis.Features;

namespace Lacquer.Mastering.Evaluation;

/// <summary>A random equaliser that spoils a master. As draw in training/faults.py, without its narrow resonances (METHOD, section 2).</summary>
/// <remarks>
/// A track's level is no evidence. A curve whose mean were left in the features' bands would be told from it, and remove a quarter of
/// every fault for nothing; so each reading of the curve is without its own mean.
/// </remarks>
internal sealed class EqualizerFault
{
    private const int FilterCount = 5;
    private const double LowestHz = 50;
    private const double HighestHz = 12_000;
    private const double GainDeviationDb = 3;
    private const double LeastQ = 0.4;
    private const double MostQ = 1.4;
    private const int AnalysisFirst = -17; // the analysis measures 31 third octaves from 20 Hz on
    private const int AnalysisBands = 31;
    private const int JudgedFrom = 4;      // of those, 50 Hz is the fifth

    /// <summary>Computes the curves of some filters.</summary>
    public EqualizerFault(IReadOnlyList<PeakingFilter> filters)
    {
        Filters = filters;
        BandsDb = ThirdOctaves.Centred(At(FeatureLayout.CentresHz));
        ThirdsDb = ThirdOctaves.Centred(At(ThirdOctaves.CentresHz));
        double[] all = At(ThirdOctaves.Centres(AnalysisFirst, AnalysisBands));
        double mean = all.Skip(JudgedFrom).Take(ThirdOctaves.Count).Average();
        AnalysisDb = Array.ConvertAll(all, db => db - mean);
        SizeDb = ThirdOctaves.Rms(ThirdsDb);
    }

    /// <summary>No fault.</summary>
    public static EqualizerFault None { get; } = new([]);

    /// <summary>What it is made of.</summary>
    public IReadOnlyList<PeakingFilter> Filters { get; }

    /// <summary>In the features' 40 bands, without its mean, in dB.</summary>
    public double[] BandsDb { get; }

    /// <summary>In the 25 third octaves, without its mean, in dB.</summary>
    public double[] ThirdsDb { get; }

    /// <summary>In the 31 third octaves of the analysis, without the mean of the 25, in dB.</summary>
    public double[] AnalysisDb { get; }

    /// <summary>RMS of <see cref="ThirdsDb"/>, in dB.</summary>
    public double SizeDb { get; }

    /// <summary>Draws one.</summary>
    public static EqualizerFault Draw(Random random) => new(DrawFilters(random));

    /// <summary>Draws five filters: centre log-uniform, gain normal, Q uniform.</summary>
    public static IReadOnlyList<PeakingFilter> DrawFilters(Random random) =>
    [
        .. Enumerable.Range(0, FilterCount).Select(_ => new PeakingFilter
        {
            CentreHz = LowestHz * Math.Pow(HighestHz / LowestHz, random.NextDouble()),
            GainDb = GainDeviationDb * Normal(random),
            Q = LeastQ + ((MostQ - LeastQ) * random.NextDouble()),
        }),
    ];

    /// <summary>Box and Muller's method.</summary>
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private double[] At(double[] hz) => Array.ConvertAll(hz, f => Filters.Sum(filter => filter.ResponseDb(f)));
}
