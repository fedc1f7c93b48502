using System.Text.Json.Nodes;
using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Reporting;

/// <summary>An analysis in the names of the contract. What does not exist is null.</summary>
public static class AnalysisJson
{
    /// <summary>The object that <c>analyze --json</c> prints for one file.</summary>
    public static JsonObject Write(string file, TrackAnalysis analysis) => new()
    {
        ["file"] = file,
        ["durationSeconds"] = JsonNumber.From(analysis.DurationSeconds, 6),
        ["sampleRateHz"] = analysis.Format.SampleRateHz,
        ["channels"] = analysis.Format.Channels,
        ["codec"] = analysis.Format.Codec,
        ["loudness"] = Loudness(analysis.Loudness),
        ["tonalBalance"] = new JsonObject
        {
            ["bandCentresHz"] = JsonNumber.Array(analysis.Tone.BandCentresHz),
            ["levelsDb"] = JsonNumber.Array(analysis.Tone.LevelsDb),
            ["loudPartLevelsDb"] = JsonNumber.Array(analysis.Tone.LoudPartLevelsDb),
        },
        ["stereo"] = new JsonObject
        {
            ["correlation"] = JsonNumber.From(analysis.Stereo.Correlation, 4),
            ["sideToMidDb"] = JsonNumber.From(analysis.Stereo.SideToMidDb),
            ["monoLossDb"] = JsonNumber.From(analysis.Stereo.MonoLossDb),
        },
        ["dynamics"] = Dynamics(analysis),
        ["style"] = new JsonObject
        {
            ["label"] = analysis.Style.Label,
            ["confidence"] = JsonNumber.From(analysis.Style.Confidence),
            ["probabilities"] = new JsonObject(analysis.Style.Probabilities.Select(p => KeyValuePair.Create(p.Key, JsonNumber.From(p.Value, 4)))),
        },
        ["sections"] = new JsonArray([.. analysis.Sections.Select(Section)]),
        ["findings"] = new JsonArray([.. analysis.Findings.Select(Finding)]),
    };

    private static JsonObject Loudness(LoudnessSummary loudness) => new()
    {
        ["integratedLufs"] = JsonNumber.From(loudness.Integrated.Value),
        ["maxMomentaryLufs"] = JsonNumber.From(loudness.MaxMomentary.Value),
        ["maxShortTermLufs"] = JsonNumber.From(loudness.MaxShortTerm.Value),
        ["loudnessRangeLu"] = double.IsFinite(loudness.Integrated.Value) ? JsonNumber.From(loudness.Range.Value) : null,
        ["truePeakDbtp"] = JsonNumber.From(loudness.TruePeak.Value),
        ["samplePeakDbfs"] = JsonNumber.From(loudness.SamplePeak.Value),
        ["peakToLoudnessLu"] = JsonNumber.From(loudness.PeakToLoudness.Value),
    };

    private static JsonObject Dynamics(TrackAnalysis analysis) => new()
    {
        ["bands"] = new JsonArray([.. analysis.Bands.Select(band => (JsonNode)new JsonObject
        {
            ["lowHz"] = JsonNumber.From(band.LowHz),
            ["highHz"] = JsonNumber.From(band.HighHz),
            ["medianDbfs"] = JsonNumber.From(band.LevelPercentilesDbfs[9]),
            ["swingDb"] = JsonNumber.From(band.SlowSwingDb),
            ["crestDb"] = JsonNumber.From(band.CrestDb),
        })]),
        ["sibilanceDb"] = JsonNumber.From(analysis.SibilanceDb),
    };

    private static JsonNode Section(Section section) => new JsonObject
    {
        ["startSeconds"] = JsonNumber.From(section.StartSeconds),
        ["endSeconds"] = JsonNumber.From(section.EndSeconds),
        ["integratedLufs"] = JsonNumber.From(section.Integrated.Value),
    };

    private static JsonNode Finding(Finding finding) => new JsonObject
    {
        ["code"] = finding.Code,
        ["severity"] = finding.Severity switch { FindingSeverity.Info => "info", FindingSeverity.Warning => "warning", _ => "error" },
        ["startSeconds"] = JsonNumber.From(finding.StartSeconds),
        ["endSeconds"] = JsonNumber.From(finding.EndSeconds),
        ["measured"] = JsonNumber.From(finding.Measured),
        ["expected"] = JsonNumber.From(finding.Expected),
        ["unit"] = finding.Unit,
        ["fixIn"] = finding.FixIn == FixIn.Mix ? "mix" : "master",
        ["message"] = finding.Message,
        ["advice"] = finding.Advice,
    };
}
