using System.Text.Json.Nodes;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Reporting.Html;

namespace Lacquer.Mastering.Reporting;

/// <summary>Curves for pages that draw a track or a master: over time and over frequency. What does not exist is null.</summary>
public static class ChartsJson
{
    /// <summary>The curves of a mix.</summary>
    public static JsonObject Write(TrackAnalysis mix)
    {
        ArgumentNullException.ThrowIfNull(mix);
        return new JsonObject
        {
            ["durationSeconds"] = JsonNumber.From(mix.DurationSeconds),
            ["mix"] = Track(mix),
        };
    }

    /// <summary>The curves of a mix and its master.</summary>
    public static JsonObject Write(MasteringReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        JsonObject charts = Write(report.Input);
        charts["master"] = Track(report.Result);
        charts["gainReduction"] = new JsonArray([.. report.GainReductionOverTime.Select(curve => (JsonNode)new JsonObject
        {
            ["stage"] = curve.Stage,
            ["meanDb"] = JsonNumber.Array(curve.MeanDb),
            ["maxDb"] = JsonNumber.Array(curve.MaxDb),
        })]);
        charts["sections"] = Sections(report.Input.Sections, report.Result.MatchedSections);
        UsualTone usual = UsualTone.Of(report.Plan.Controls.Genre ?? report.Input.Style.Label);
        var spectra = MatchedSpectra.Of(report.Input, report.Result, usual);
        charts["tone"] = spectra is null ? null : new JsonObject
        {
            ["centresHz"] = JsonNumber.Array(spectra.CentresHz),
            ["mixDb"] = JsonNumber.Array(spectra.Before),
            ["masterDb"] = JsonNumber.Array(spectra.After),
            ["usualStyle"] = usual.Style,
            ["usualTracks"] = usual.Tracks,
            ["usualHz"] = JsonNumber.Array(spectra.ReferenceHz),
            ["usualLowDb"] = JsonNumber.Array(spectra.UsualLow),
            ["usualHighDb"] = JsonNumber.Array(spectra.UsualHigh),
        };
        charts["services"] = new JsonArray([.. DeliveryTargets.All.Select(target => target.Service).OfType<StreamingService>().Select(service => (JsonNode)new JsonObject
        {
            ["name"] = service.Name,
            ["loudnessLufs"] = JsonNumber.From(service.LoudnessLufs),
            ["gainDb"] = JsonNumber.From(service.GainDb(report.Result.Loudness.Integrated.Value, report.Result.Loudness.TruePeak.Value)),
            ["note"] = service.Note,
        })]);
        charts["servicesAsOf"] = DeliveryTargets.AsOf;
        return charts;
    }

    /// <summary>The mix's sections, and the same stretches of the master: its own sections may lie elsewhere.</summary>
    private static JsonArray? Sections(Section[] mix, Section[]? master) => master is null || master.Length != mix.Length ? null : new JsonArray(
        [.. mix.Zip(master, (before, after) => (JsonNode)new JsonObject
        {
            ["startSeconds"] = JsonNumber.From(before.StartSeconds),
            ["endSeconds"] = JsonNumber.From(before.EndSeconds),
            ["mixLufs"] = JsonNumber.From(before.Integrated.Value),
            ["masterLufs"] = JsonNumber.From(after.Integrated.Value),
        })]);

    private static JsonObject Track(TrackAnalysis track) => new()
    {
        ["shortTermLufs"] = JsonNumber.Array(track.ShortTermLufs),
        ["momentaryLufs"] = JsonNumber.Array(track.MomentaryLufs),
        ["truePeakDbtp"] = JsonNumber.Array(track.TruePeakDbtp),
        ["bandCentresHz"] = JsonNumber.Array(track.Tone.BandCentresHz),
        ["midLevelsDb"] = JsonNumber.Array(track.Tone.MidLevelsDb),
        ["sideLevelsDb"] = JsonNumber.Array(track.Tone.SideLevelsDb),
        ["bandCorrelation"] = JsonNumber.Array(track.Stereo.BandCorrelation),
    };
}
