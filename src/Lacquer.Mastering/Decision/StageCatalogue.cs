using Lacquer.Dsp.Dynamics;
using Lacquer.Dsp.Filters;
using Lacquer.Dsp.Spectral;
using Lacquer.Dsp.Stereo;
using Lacquer.Dsp.Units;

namespace Lacquer.Mastering.Decision;

/// <summary>Every stage of the chain, in order, with every parameter by the name that plans and <c>--set</c> use.</summary>
public static class StageCatalogue
{
    /// <summary>The one parameter that is found while rendering unless it is set by hand or recalled from a plan.</summary>
    public const string GainParameter = "gainDb";

    /// <summary>The limiter's own ceiling; lowered when a codec overshoots the one that was asked for.</summary>
    public const string CeilingParameter = "ceilingDbtp";

    /// <summary>DC removal and subsonic high-pass.</summary>
    public static readonly StageBinding<CleanupSettings> Cleanup = new(
        "cleanup",
        "DC removal and subsonic high-pass",
        new CleanupSettings(),
        s => s.IsNeutral,
        allowsTimeRange: true,
        [
            new("dcLeft", double.NegativeInfinity, double.PositiveInfinity, 0.0001, s => s.DcLeft, (s, v) => s with { DcLeft = v }),
            new("dcRight", double.NegativeInfinity, double.PositiveInfinity, 0.0001, s => s.DcRight, (s, v) => s with { DcRight = v }),
            new("highPassHz", 10, 60, 1, s => s.HighPassHz, (s, v) => s with { HighPassHz = v }),
            new("highPassOrder", 2, 4, 2, s => s.HighPassOrder, (s, v) => s with { HighPassOrder = Whole(v, nameof(CleanupSettings.HighPassOrder)) }),
        ]);

    /// <summary>Minimum-phase equaliser on mid and side.</summary>
    public static readonly StageBinding<EqualizerSettings> Equalizer = new(
        "equalizer", "minimum-phase equaliser on mid and side", new EqualizerSettings(), s => s.IsNeutral, allowsTimeRange: true, EqualizerParameters());

    /// <summary>Control of narrow resonances and of the harsh region.</summary>
    public static readonly StageBinding<ResonanceSettings> Resonance = new(
        "resonance",
        "control of narrow resonances and of harshness",
        ResonanceSettings.Off,
        s => s.IsNeutral,
        allowsTimeRange: true,
        [
            new("thresholdDb", 3, 18, 0.5, s => s.ThresholdDb, (s, v) => s with { ThresholdDb = v }),
            new("maxCutDb", 0, 12, 0.1, s => s.MaxCutDb, (s, v) => s with { MaxCutDb = v }),
            new("harshnessThresholdDb", -40, 0, 0.5, s => s.HarshnessThresholdDb, (s, v) => s with { HarshnessThresholdDb = v }),
            new("harshnessMaxCutDb", 0, 6, 0.1, s => s.HarshnessMaxCutDb, (s, v) => s with { HarshnessMaxCutDb = v }),
        ]);

    /// <summary>Slow dynamics in four bands, and a leveller over all of them.</summary>
    public static readonly StageBinding<BandDynamicsSettings> Dynamics = new(
        "dynamics",
        "slow dynamics in four bands and a leveller",
        new BandDynamicsSettings(),
        s => s.IsNeutral,
        allowsTimeRange: true,
        [
            new("lowThresholdDbfs", -80, 0, 0.5, s => s.Low.ThresholdDbfs, (s, v) => s with { Low = s.Low with { ThresholdDbfs = v } }),
            new("lowRatio", 1, 4, 0.1, s => s.Low.Ratio, (s, v) => s with { Low = s.Low with { Ratio = v } }),
            new("lowMidThresholdDbfs", -80, 0, 0.5, s => s.LowMid.ThresholdDbfs, (s, v) => s with { LowMid = s.LowMid with { ThresholdDbfs = v } }),
            new("lowMidRatio", 1, 4, 0.1, s => s.LowMid.Ratio, (s, v) => s with { LowMid = s.LowMid with { Ratio = v } }),
            new("highMidThresholdDbfs", -80, 0, 0.5, s => s.HighMid.ThresholdDbfs, (s, v) => s with { HighMid = s.HighMid with { ThresholdDbfs = v } }),
            new("highMidRatio", 1, 4, 0.1, s => s.HighMid.Ratio, (s, v) => s with { HighMid = s.HighMid with { Ratio = v } }),
            new("highThresholdDbfs", -80, 0, 0.5, s => s.High.ThresholdDbfs, (s, v) => s with { High = s.High with { ThresholdDbfs = v } }),
            new("highRatio", 1, 4, 0.1, s => s.High.Ratio, (s, v) => s with { High = s.High with { Ratio = v } }),
            new("attackMs", 10, 2_000, 10, s => s.AttackMs, (s, v) => s with { AttackMs = v }),
            new("releaseMs", 10, 5_000, 10, s => s.ReleaseMs, (s, v) => s with { ReleaseMs = v }),
            new("levelerThresholdDbfs", -80, 0, 0.5, s => s.LevelerThresholdDbfs, (s, v) => s with { LevelerThresholdDbfs = v }),
            new("levelerRatio", 1, 4, 0.1, s => s.LevelerRatio, (s, v) => s with { LevelerRatio = v }),
        ]);

    /// <summary>Width of the stereo image.</summary>
    public static readonly StageBinding<ImageSettings> Image = new(
        "image",
        "width of the stereo image",
        new ImageSettings(),
        s => s.IsNeutral,
        allowsTimeRange: true,
        [
            new("lowMidWidthDb", -ImageSettings.RangeDb, ImageSettings.RangeDb, 0.1, s => s.LowMidWidthDb, (s, v) => s with { LowMidWidthDb = v }),
            new("midWidthDb", -ImageSettings.RangeDb, ImageSettings.RangeDb, 0.1, s => s.MidWidthDb, (s, v) => s with { MidWidthDb = v }),
            new("highWidthDb", -ImageSettings.RangeDb, ImageSettings.RangeDb, 0.1, s => s.HighWidthDb, (s, v) => s with { HighWidthDb = v }),
            new("monoBelowHz", 0, 300, 5, s => s.MonoBelowHz, (s, v) => s with { MonoBelowHz = v }),
        ]);

    /// <summary>Broadband compressor.</summary>
    public static readonly StageBinding<CompressorSettings> Compressor = new(
        "compressor",
        "broadband compressor for glue",
        new CompressorSettings(),
        s => s.IsNeutral,
        allowsTimeRange: true,
        [
            new("thresholdDbfs", -60, 0, 0.5, s => s.ThresholdDbfs, (s, v) => s with { ThresholdDbfs = v }),
            new("ratio", 1, 10, 0.1, s => s.Ratio, (s, v) => s with { Ratio = v }),
            new("kneeDb", 0, 24, 0.5, s => s.KneeDb, (s, v) => s with { KneeDb = v }),
            new("attackMs", 0.1, 300, 0.1, s => s.AttackMs, (s, v) => s with { AttackMs = v }),
            new("releaseMs", 10, 3_000, 10, s => s.ReleaseMs, (s, v) => s with { ReleaseMs = v }),
            new("makeupDb", -12, 24, 0.1, s => s.MakeupDb, (s, v) => s with { MakeupDb = v }),
            new("mix", 0, 1, 0.01, s => s.Mix, (s, v) => s with { Mix = v }),
            new("detectorHighPassHz", 20, 500, 5, s => s.DetectorHighPassHz, (s, v) => s with { DetectorHighPassHz = v }),
        ]);

    /// <summary>De-esser.</summary>
    public static readonly StageBinding<DeEsserSettings> DeEsser = new(
        "deesser",
        "de-esser",
        new DeEsserSettings(),
        s => s.IsNeutral,
        allowsTimeRange: true,
        [
            new("thresholdDb", -40, 0, 0.5, s => s.ThresholdDb, (s, v) => s with { ThresholdDb = v }),
            new("maxReductionDb", 0, 18, 0.5, s => s.MaxReductionDb, (s, v) => s with { MaxReductionDb = v }),
            new("lowHz", 2_000, 12_000, 100, s => s.LowHz, (s, v) => s with { LowHz = v }),
        ]);

    /// <summary>Oversampled saturation.</summary>
    public static readonly StageBinding<SaturationSettings> Saturation = new(
        "saturation",
        "oversampled saturation",
        new SaturationSettings(),
        s => s.IsNeutral,
        allowsTimeRange: true,
        [
            new("driveDb", 0, 12, 0.1, s => s.DriveDb, (s, v) => s with { DriveDb = v }),
            new("referenceDbfs", -40, 0, 0.5, s => s.ReferenceDbfs, (s, v) => s with { ReferenceDbfs = v }),
            new("mix", 0, 1, 0.01, s => s.Mix, (s, v) => s with { Mix = v }),
            new("asymmetry", 0, 1, 0.01, s => s.Asymmetry, (s, v) => s with { Asymmetry = v }),
        ]);

    /// <summary>Rate conversion.</summary>
    public static readonly StageBinding<DeliverySettings> Rate = new(
        "rate",
        "rate conversion",
        new DeliverySettings { RateHz = 44_100 },
        _ => false,
        allowsTimeRange: false,
        [new("rateHz", 8_000, 384_000, 1, s => s.RateHz, (s, v) => s with { RateHz = Whole(v, nameof(DeliverySettings.RateHz)) })]);

    /// <summary>Gain, soft clip and true-peak limiter.</summary>
    public static readonly StageBinding<LimiterSettings> Loudness = new(
        "loudness",
        "gain, soft clip and true-peak limiter",
        new LimiterSettings(),
        _ => false,
        allowsTimeRange: true,
        [
            new(GainParameter, -60, 60, 0.1, s => s.GainDb, (s, v) => s with { GainDb = v }),
            new("softClipDb", 0, 6, 0.1, s => s.SoftClipDb, (s, v) => s with { SoftClipDb = v }),
            new(CeilingParameter, -24, 0, 0.1, s => s.Ceiling.Value, (s, v) => s with { Ceiling = new DbTp(v) }),
            new("lookaheadMs", 0.1, 20, 0.1, s => s.LookaheadMs, (s, v) => s with { LookaheadMs = v }),
            new("releaseMs", 10, 1_000, 5, s => s.ReleaseMs, (s, v) => s with { ReleaseMs = v }),
            new("limiter", 0, 1, 1, s => s.Enabled ? 1 : 0, (s, v) => s with { Enabled = Switch(v, "limiter") }),
        ]);

    /// <summary>Word length and dither.</summary>
    public static readonly StageBinding<DeliverySettings> Delivery = new(
        "delivery",
        "word length and dither",
        new DeliverySettings { RateHz = 44_100 },
        _ => false,
        allowsTimeRange: false,
        [
            new("bits", 16, 32, 8, s => s.Bits, (s, v) => s with { Bits = Whole(v, nameof(DeliverySettings.Bits)) }),
            new("dither", 0, 1, 1, s => s.Dither ? 1 : 0, (s, v) => s with { Dither = Switch(v, "dither") }),
        ]);

    /// <summary>All stages in the order of the chain.</summary>
    public static readonly IReadOnlyList<StageDefinition> All =
        [Cleanup, Equalizer, Resonance, Dynamics, Image, Compressor, DeEsser, Saturation, Rate, Loudness, Delivery];

    /// <summary>The stage of this name.</summary>
    /// <exception cref="PlanException">There is none.</exception>
    public static StageDefinition Find(string name)
    {
        foreach (StageDefinition stage in All)
        {
            if (stage.Name == name)
            {
                return stage;
            }
        }

        throw new PlanException($"there is no stage '{name}'; the stages are {string.Join(", ", All.Select(stage => stage.Name))}.");
    }

    /// <summary>Name of the equaliser's parameter at a knot of mid.</summary>
    internal static string MidParameter(int knot) => $"mid{Math.Floor(EqualizerKnots.MidHz[knot]):0}Hz";

    /// <summary>Name of the equaliser's gain at a side knot.</summary>
    internal static string SideParameter(int knot) => $"side{Math.Floor(EqualizerKnots.SideHz[knot]):0}Hz";

    /// <summary>Checks a value against the stage's own range.</summary>
    /// <exception cref="PlanException">Stage or parameter do not exist, the value is out of range, or the stage knows no stretches.</exception>
    public static void Check(string stageName, string parameter, double value, bool stretch)
    {
        StageDefinition stage = Find(stageName);
        stage.Check(parameter, value);
        if (stretch && !stage.AllowsTimeRange)
        {
            throw new PlanException($"stage {stageName} applies to the whole file; leave out the time range.");
        }
    }

    /// <summary>Checks every value of a plan and brings its stages into the order of the chain; missing ones are neutral.</summary>
    /// <exception cref="PlanException">A stage or value is not possible.</exception>
    public static MasteringPlan Complete(MasteringPlan plan)
    {
        foreach (StagePlan stage in plan.Stages)
        {
            foreach ((string parameter, double value) in stage.Parameters)
            {
                Check(stage.Name, parameter, value, stretch: false);
            }
        }

        foreach (SectionOverride stretch in plan.Overrides)
        {
            Check(stretch.Stage, stretch.Parameter, stretch.Value, stretch: true);
            if (!(stretch.FromSeconds >= 0 && stretch.ToSeconds > stretch.FromSeconds))
            {
                throw new PlanException($"the plan has a stretch of {stretch.Stage}.{stretch.Parameter} that does not end after its start.");
            }
        }

        return plan with
        {
            Stages = [.. All.Select(definition => plan.Stages.FirstOrDefault(stage => stage.Name == definition.Name)
                ?? new StagePlan { Name = definition.Name, Parameters = definition.NeutralParameters() })],
        };
    }

    private static BoundParameter<EqualizerSettings>[] EqualizerParameters()
    {
        var parameters = new List<BoundParameter<EqualizerSettings>>();
        for (int k = 0; k < EqualizerKnots.MidHz.Length; k++)
        {
            int knot = k;
            parameters.Add(new(MidParameter(k), -EqualizerSettings.MidRangeDb, EqualizerSettings.MidRangeDb, 0.1, s => s.MidDb[knot], (s, v) => s with { MidDb = Replace(s.MidDb, knot, v) }));
        }

        for (int k = 0; k < EqualizerKnots.SideHz.Length; k++)
        {
            int knot = k;
            parameters.Add(new(SideParameter(k), -EqualizerSettings.SideRangeDb, EqualizerSettings.SideRangeDb, 0.1, s => s.SideDb[knot], (s, v) => s with { SideDb = Replace(s.SideDb, knot, v) }));
        }

        return [.. parameters];
    }

    private static double[] Replace(IReadOnlyList<double> values, int index, double value)
    {
        double[] copy = [.. values];
        copy[index] = value;
        return copy;
    }

    private static int Whole(double value, string name) =>
        value == Math.Floor(value) ? (int)value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be a whole number.");

    private static bool Switch(double value, string name) =>
        value is 0 or 1 ? value == 1 : throw new ArgumentOutOfRangeException(name, value, $"{name} must be on (1) or off (0).");
}
