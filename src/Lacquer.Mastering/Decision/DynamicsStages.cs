using Lacquer.Dsp.Dynamics;
using Lacquer.Dsp.Spectral;
using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision;

/// <summary>Slow bands, leveller, compressor and saturation from the proposal and the control compression.</summary>
internal static class DynamicsStages
{
    private const double BandRatio = 2;

    /// <summary>Ratio of the broadband compressor while it glues.</summary>
    public const double GlueRatio = 2;

    private const double DenseRatio = 3; // for loudness beyond the limiter's budget: firmer and faster than glue
    private const double DenseAttackMs = 5;

    /// <summary>Knee of all compression, in dB.</summary>
    public const double KneeDb = BandDynamicsSettings.KneeDb;

    /// <summary>The largest mean reduction of the gluing compressor, in dB, that draws loud and quiet together by no more than so much.</summary>
    public static double MostGlueWithin(TrackAnalysis analysis, double rangeDb, double mostDb) =>
        ThresholdSolver.MostWithin(ThresholdSolver.Broadband(analysis.Bands, 1), GlueRatio, KneeDb, rangeDb, mostDb);

    public static StagePlan Dynamics(BandDynamics[] bands, Judgement judgement, Controls controls)
    {
        (double share, double extraDb, double levelerRatio) = controls.Compression switch
        {
            1 => (0.0, 0.0, 1.0),
            2 => (0.5, 0.0, 1.0),
            3 => (1.0, 0.0, 1.0),
            4 => (1.0, 0.4, 1.35),
            _ => (1.0, 0.8, 1.8),
        };
        levelerRatio = 1 + ((levelerRatio - 1) * Math.Min(1, ShareAt(controls.Strength)));
        var settled = new DynamicsBandSettings[4];
        var neutral = new BandDynamicsSettings();
        for (int b = 0; b < 4; b++)
        {
            double wanted = (judgement.BandReductionDb.Amount[b] * share) + (extraDb * ShareAt(controls.Strength));
            double[] levels = bands[b].LevelPercentilesDbfs;
            bool any = wanted >= 0.05 && double.IsFinite(levels[9]);
            settled[b] = any
                ? new DynamicsBandSettings { Ratio = BandRatio, ThresholdDbfs = Threshold(levels, BandRatio, ThresholdSolver.Solve(levels, BandRatio, KneeDb, wanted)) }
                : new DynamicsBandSettings();
        }

        double[] broadband = ThresholdSolver.Broadband(bands, 0);
        bool level = levelerRatio > 1 && double.IsFinite(broadband[9]);
        var settings = new BandDynamicsSettings
        {
            Low = settled[0],
            LowMid = settled[1],
            HighMid = settled[2],
            High = settled[3],
            // From the quieter third upwards: what is above is brought nearer to it.
            LevelerThresholdDbfs = level ? Threshold(broadband, levelerRatio, broadband[6]) : neutral.LevelerThresholdDbfs,
            LevelerRatio = level ? Math.Round(levelerRatio, 3) : 1,
        };
        return StageBuilder.Stage(
            StageCatalogue.Dynamics,
            settings,
            share > 0 ? judgement.BandReductionDb : Proposed.None(0),
            StageBuilder.Asked(controls.Compression > 3, $"loud passages levelled {levelerRatio:0.0}:1 and every band calmed: compression {controls.Compression} was asked for"));
    }

    public static StagePlan Compressor(TrackAnalysis analysis, BandDynamics[] bands, Judgement judgement, Controls controls, PlanTarget target)
    {
        (double share, double extraDb) = controls.Compression switch { 1 => (0.0, 0.0), 2 => (0.5, 0.0), 3 => (1.0, 0.0), 4 => (1.0, 0.8), _ => (1.0, 1.8) };
        double wanted = (judgement.GlueReductionDb.Amount[0] * share) + (extraDb * ShareAt(controls.Strength));
        double demandDb = DensityDemand.CompressionDb(analysis, target);
        wanted += demandDb;
        double[] levels = ThresholdSolver.Broadband(bands, 1);
        if (wanted < 0.1 || !double.IsFinite(levels[9]))
        {
            return StageBuilder.Stage(StageCatalogue.Compressor, new CompressorSettings(), share > 0 ? judgement.GlueReductionDb : Proposed.None(0));
        }

        var neutral = new CompressorSettings();
        double ratio = demandDb > 0 ? DenseRatio : GlueRatio;
        var settings = new CompressorSettings
        {
            Ratio = ratio,
            KneeDb = KneeDb,
            AttackMs = demandDb > 0 ? DenseAttackMs : neutral.AttackMs,
            ThresholdDbfs = Math.Round(Math.Clamp(ThresholdSolver.Solve(levels, ratio, KneeDb, wanted), -60, 0), 1),
        };
        return StageBuilder.Stage(
            StageCatalogue.Compressor,
            settings,
            share > 0 ? judgement.GlueReductionDb : Proposed.None(0),
            StageBuilder.Asked(extraDb > 0, $"{extraDb:0.0} dB more of compression in the mean: compression {controls.Compression} was asked for"),
            StageBuilder.Asked(demandDb > 0, $"{demandDb:0.0} dB more and faster: {DensityDemand.Words(analysis, target)}"));
    }

    public static StagePlan Saturation(TrackAnalysis analysis, Judgement judgement)
    {
        double drive = Math.Round(judgement.DriveDb.Amount[0], 1);
        double peak = analysis.Loudness.SamplePeak.Value;
        var settings = new SaturationSettings
        {
            DriveDb = drive,
            // The curve bends below the track's own peak, whatever level the mix came at.
            ReferenceDbfs = drive > 0 && double.IsFinite(peak) ? Math.Round(Math.Clamp(peak, -40, 0), 1) : 0,
        };
        return StageBuilder.Stage(StageCatalogue.Saturation, settings, judgement.DriveDb);
    }

    /// <summary>
    /// The wanted threshold, but not so low that loud moments would ask for more than the stage ever turns down: they would stay where
    /// they are while quieter ones came down, and the range would grow.
    /// </summary>
    private static double Threshold(double[] levels, double ratio, double wantedDbfs)
    {
        double lowest = levels[18] - (BandDynamicsSettings.MaxReductionDb / (1 - (1 / ratio)));
        return Math.Round(Math.Clamp(Math.Max(wantedDbfs, lowest), -80, 0), 1);
    }

    private static double ShareAt(int strength) => strength switch { 1 => 0.15, 2 => 0.65, 3 => 1, 4 => 1.15, _ => 1.3 };
}
