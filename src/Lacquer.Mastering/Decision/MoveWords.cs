using System.Globalization;

namespace Lacquer.Mastering.Decision;

/// <summary>Tells changes of a stage as a musician would: what is heard of them, grouped, in plain words.</summary>
public static class MoveWords
{
    /// <summary>A threshold that moves by less changes levels by a third of a decibel at most at the ratios of mastering; thresholds follow the equaliser by such amounts.</summary>
    private const double InaudibleDb = 1;

    private const double InaudibleRatio = 0.05;

    private const double InaudibleMs = 1;

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["lowThresholdDbfs"] = "threshold of the bass",
        ["lowRatio"] = "ratio of the bass",
        ["lowMidThresholdDbfs"] = "threshold of the low mids",
        ["lowMidRatio"] = "ratio of the low mids",
        ["highMidThresholdDbfs"] = "threshold of the upper mids",
        ["highMidRatio"] = "ratio of the upper mids",
        ["highThresholdDbfs"] = "threshold of the highs",
        ["highRatio"] = "ratio of the highs",
        ["levelerThresholdDbfs"] = "leveller's threshold",
        ["levelerRatio"] = "leveller's ratio",
        ["lowMidWidthDb"] = "width of the low mids",
        ["midWidthDb"] = "width of the mids",
        ["highWidthDb"] = "width of the highs",
        ["monoBelowHz"] = "mono below",
        ["thresholdDbfs"] = "threshold",
        ["thresholdDb"] = "threshold",
        ["kneeDb"] = "knee",
        ["attackMs"] = "attack",
        ["releaseMs"] = "release",
        ["makeupDb"] = "level",
        ["detectorHighPassHz"] = "deaf below",
        ["maxCutDb"] = "deepest cut",
        ["harshnessThresholdDb"] = "threshold for harshness",
        ["harshnessMaxCutDb"] = "deepest cut of harshness",
        ["maxReductionDb"] = "deepest cut",
        ["lowHz"] = "works from",
        ["driveDb"] = "drive",
        ["referenceDbfs"] = "full drive at",
        ["gainDb"] = "gain",
        ["softClipDb"] = "soft clip",
        ["ceilingDbtp"] = "ceiling",
        ["lookaheadMs"] = "look-ahead",
        ["loudnessLufs"] = "loudness",
        ["limitingDb"] = "limiting at most",
        ["highPassHz"] = "low cut at",
        ["highPassOrder"] = "steepness of the low cut",
        ["dcLeft"] = "offset of the left",
        ["dcRight"] = "offset of the right",
        ["rateHz"] = "sample rate",
        ["bits"] = "bits",
    };

    private static readonly (string Ending, string Unit, double Inaudible)[] Units =
        [("Dbfs", "dBFS", InaudibleDb), ("Dbtp", "dBTP", 0), ("Lufs", "LUFS", 0), ("Db", "dB", 0), ("Ms", "ms", InaudibleMs), ("Hz", "Hz", InaudibleMs), ("atio", ": 1", InaudibleRatio)];

    /// <summary>What a stage does otherwise; empty where nobody would hear it.</summary>
    /// <param name="stage">Name of the stage.</param>
    /// <param name="changes">What changes in it, in one stretch or in the whole track.</param>
    public static IReadOnlyList<string> Of(string stage, IReadOnlyList<PlanChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (stage == StageCatalogue.Equalizer.Name)
        {
            return EqualizerWords.Of(changes.ToDictionary(change => change.Parameter, change => (change.After ?? 0) - (change.Before ?? 0), StringComparer.Ordinal));
        }

        PlanChange[] widths = [.. changes.Where(IsWidth)];
        double[] wider = [.. widths.Select(change => Math.Round((change.After ?? 0) - (change.Before ?? 0), 1)).Distinct()];
        string[] width = widths.Length < 2 || wider is not [double same] ? [.. widths.Select(Signed).OfType<string>()] : same == 0 ? [] : [$"width {Words.Signed(same)} dB"];
        return [.. width, .. changes.Where(change => !IsWidth(change)).Select(One).OfType<string>()];
    }

    private static bool IsWidth(PlanChange change) => change.Parameter.EndsWith("WidthDb", StringComparison.Ordinal);

    private static string? Signed(PlanChange change)
    {
        string moved = Words.Signed((change.After ?? 0) - (change.Before ?? 0));
        return moved == "0.0" ? null : $"{Name(change)} {moved} dB";
    }

    private static string? One(PlanChange change)
    {
        if (change.Parameter is "makeupDb" or "gainDb" && change is { Before: not null, After: not null })
        {
            return Signed(change);
        }

        (string _, string unit, double inaudible) = Array.Find(Units, known => change.Parameter.EndsWith(known.Ending, StringComparison.Ordinal));
        (string before, string after) = (Number(change.Before), Number(change.After));
        bool isHeard = before != after && !(change is { Before: { } b, After: { } a } && Math.Abs(a - b) < inaudible);
        return !isHeard ? null
            : change.Parameter is "limiter" or "dither" ? $"{change.Parameter} {(change.After is 0 ? "off" : "on")}"
            : $"{Name(change)} {before} → {after}{(unit is null ? "" : " " + unit)}";
    }

    private static string Name(PlanChange change) => Names.GetValueOrDefault(change.Parameter, change.Parameter);

    private static string Number(double? value) => value is { } number
        ? number.ToString(Math.Abs(number) < 20 ? "0.##" : "0.#", CultureInfo.InvariantCulture).Replace('-', '−')
        : "as found";
}
