using System.Text.Json.Nodes;
using Lacquer.Mastering.Verification;

namespace Lacquer.Mastering.Reporting;

/// <summary>A comparison as JSON.</summary>
public static class ComparisonJson
{
    /// <summary>The object that <c>compare --json</c> prints.</summary>
    public static JsonObject Write(Comparison c) => new()
    {
        ["a"] = c.FileA,
        ["b"] = c.FileB,
        ["gainDb"] = JsonNumber.From(c.GainDb),
        ["residualDb"] = JsonNumber.From(c.ResidualDb),
        ["loudness"] = new JsonObject
        {
            ["aLufs"] = JsonNumber.From(c.A.Loudness.Integrated.Value),
            ["bLufs"] = JsonNumber.From(c.B.Loudness.Integrated.Value),
            ["differenceLu"] = JsonNumber.From((c.B.Loudness.Integrated - c.A.Loudness.Integrated).Value),
            ["rangeDifferenceLu"] = JsonNumber.From((c.B.Loudness.Range - c.A.Loudness.Range).Value),
            ["truePeakDifferenceDb"] = JsonNumber.From((c.B.Loudness.TruePeak - c.A.Loudness.TruePeak).Value),
            ["peakToLoudnessDifferenceDb"] = JsonNumber.From((c.B.Loudness.PeakToLoudness - c.A.Loudness.PeakToLoudness).Value),
        },
        ["tone"] = new JsonObject
        {
            ["bandCentresHz"] = JsonNumber.Array(c.A.Tone.BandCentresHz),
            ["differenceDb"] = JsonNumber.Array(c.ToneDb),
            ["rmsDb"] = JsonNumber.From(c.ToneRmsDb),
        },
        ["width"] = new JsonObject
        {
            ["aSideToMidDb"] = JsonNumber.From(c.A.Stereo.SideToMidDb),
            ["bSideToMidDb"] = JsonNumber.From(c.B.Stereo.SideToMidDb),
            ["differenceDb"] = JsonNumber.From(c.B.Stereo.SideToMidDb - c.A.Stereo.SideToMidDb),
            ["correlationDifference"] = JsonNumber.From(c.B.Stereo.Correlation - c.A.Stereo.Correlation),
            ["monoLossDifferenceDb"] = JsonNumber.From(c.B.Stereo.MonoLossDb - c.A.Stereo.MonoLossDb),
        },
    };
}
