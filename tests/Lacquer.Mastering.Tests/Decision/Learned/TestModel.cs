using System.Globalization;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Learned;
using Lacquer.Mastering.Tests.Networks;

namespace Lacquer.Mastering.Tests.Decision.Learned;

/// <summary>The small model with random weights, trusted as far as a test wants.</summary>
internal static class TestModel
{
    /// <summary>Believes every word of the networks: whatever is bounded under it is bounded under any other.</summary>
    public static LearnedJudge Credulous => Judge(("toneScale", 1), ("toneDead", 0), ("sideScale", 1), ("sideDead", 0));

    /// <summary>A judge with a part of its calibration replaced.</summary>
    public static LearnedJudge Judge(params (string Name, double Value)[] calibration)
    {
        byte[] file = Safetensors.Bytes(LearnedJudge.FileName);
        foreach ((string name, double value) in calibration)
        {
            file = Safetensors.Changed(file, "calibration." + name, value.ToString(CultureInfo.InvariantCulture));
        }

        return new LearnedJudge(ToneModel.From(Safetensors.Parse(file), "the test's"), TonalReference.Default);
    }
}
