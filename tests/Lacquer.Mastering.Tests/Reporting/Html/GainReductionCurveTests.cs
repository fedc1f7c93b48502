using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Rendering;
using Lacquer.Mastering.Reporting;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Reporting.Html;

/// <summary>Gain reduction over time as it is drawn.</summary>
public sealed class GainReductionCurveTests
{
    private const double EdgeSeconds = 0.5; // attack, cross-fade and the width of a point

    [Fact]
    public void Shows_the_settings_that_were_heard_at_each_moment()
    {
        // Steady noise: compressed from second 4 to 8 and nowhere else.
        MasteringReport report = MasteredSong.Of(ShapedNoise.Pink(0.1, MasteredSong.RateHz, seconds: 12), new MasteringRequest
        {
            InputPath = "",
            OutputPath = "",
            ByHand =
            [
                ManualSetting.Parse("compressor.ratio=1"), ManualSetting.Parse("compressor.thresholdDbfs=-40"), ManualSetting.Parse("compressor.ratio=4@4-8"),
            ],
        });
        GainReductionCurve curve = report.GainReductionOverTime.Single(one => one.Stage == "compressor");
        Assert.InRange(curve.MeanDb.Length, 100, GainReductionCurve.MostPoints);
        Assert.Equal(12, curve.DurationSeconds, 0.01);
        for (int i = 0; i < curve.MeanDb.Length; i++)
        {
            double seconds = (i + 0.5) * curve.DurationSeconds / curve.MeanDb.Length;
            Assert.True(curve.MaxDb[i] >= curve.MeanDb[i] - 1e-6);
            if (seconds is > 4 + EdgeSeconds and < 8 - EdgeSeconds)
            {
                Assert.InRange(curve.MeanDb[i], 5, 20); // some 20 dB over the threshold at 4:1
            }
            else if (seconds is < 4 - EdgeSeconds or > 8 + EdgeSeconds)
            {
                Assert.Equal(0, curve.MaxDb[i]);
            }
        }
    }

    [Fact]
    public void Every_stage_that_can_turn_down_goes_by_its_own_name()
    {
        MasteringReport report = MasteredSong.Of(ShapedNoise.Pink(0.1, MasteredSong.RateHz, seconds: 6), new MasteringRequest
        {
            InputPath = "",
            OutputPath = "",
            ByHand = [ManualSetting.Parse("dynamics.lowRatio=3"), ManualSetting.Parse("dynamics.lowThresholdDbfs=-50"), ManualSetting.Parse("deesser.maxReductionDb=3"), ManualSetting.Parse("compressor.ratio=2")],
        });
        string[] stages = [.. report.GainReductionOverTime.Select(curve => curve.Stage)];
        Assert.Equal(["resonance", "dynamics", "compressor", "deesser", "loudness"], stages);
        Assert.True(report.GainReductionOverTime[1].MeanDb.Average() > 0.5);
        Assert.Equal(report.GainReductionDb["compressor"], report.GainReductionOverTime[2].MeanDb.Average(), 0.01);
    }
}
