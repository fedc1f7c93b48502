using System.Text.Json.Nodes;
using Lacquer.Mastering.Reporting;

namespace Lacquer.Mastering.Projects;

/// <summary>What a revision's master measured, to tell revisions apart without rendering them again.</summary>
public sealed record RevisionMeasures
{
    /// <summary>Integrated loudness in LUFS; null where there is none.</summary>
    public double? IntegratedLufs { get; init; }

    /// <summary>Loudness range in LU; null where there is none.</summary>
    public double? LoudnessRangeLu { get; init; }

    /// <summary>True peak in dBTP; null for silence.</summary>
    public double? TruePeakDbtp { get; init; }

    /// <summary>Limiting averaged over the worst 3 s, in dB.</summary>
    public double MaxLimitingDb { get; init; }

    /// <summary>Of a finished master.</summary>
    public static RevisionMeasures Of(MasteringReport report) => new()
    {
        IntegratedLufs = Finite(report.Result.Loudness.Integrated.Value),
        LoudnessRangeLu = Finite(report.Result.Loudness.Range.Value),
        TruePeakDbtp = Finite(report.Result.Loudness.TruePeak.Value),
        MaxLimitingDb = Math.Round(report.MaxLimitingDb, 3),
    };

    /// <summary>Of a report as it is written.</summary>
    /// <param name="report">As <see cref="ReportJson.Write"/> writes it.</param>
    public static RevisionMeasures Of(JsonObject report)
    {
        ArgumentNullException.ThrowIfNull(report);
        JsonNode? loudness = report["result"]?["loudness"];
        return new RevisionMeasures
        {
            IntegratedLufs = loudness?["integratedLufs"]?.GetValue<double>(),
            LoudnessRangeLu = loudness?["loudnessRangeLu"]?.GetValue<double>(),
            TruePeakDbtp = loudness?["truePeakDbtp"]?.GetValue<double>(),
            MaxLimitingDb = report["maxLimitingDb"]?.GetValue<double>() ?? 0,
        };
    }

    private static double? Finite(double value) => double.IsFinite(value) ? Math.Round(value, 3) : null;
}
