using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Tests.Decision;

public sealed class ManualSettingTests
{
    [Theory]
    [InlineData("equalizer.mid250Hz=-1.5", "equalizer", "mid250Hz", -1.5)]
    [InlineData("loudness.limiter=off", "loudness", "limiter", 0)]
    [InlineData("delivery.dither=on", "delivery", "dither", 1)]
    [InlineData("compressor.ratio=2.5e0", "compressor", "ratio", 2.5)]
    public void Reads_stage_parameter_and_value(string text, string stage, string parameter, double value)
    {
        ManualSetting setting = ManualSetting.Parse(text);

        Assert.Equal((stage, parameter, value), (setting.Stage, setting.Parameter, setting.Value));
        Assert.Null(setting.FromSeconds);
    }

    [Theory]
    [InlineData("loudness.gainDb=2@30-45.5", 30, 45.5)]
    [InlineData("loudness.gainDb=2@1:02-1:15", 62, 75)]
    [InlineData("loudness.gainDb=-2@0-0:30.25", 0, 30.25)]
    public void Reads_stretches_in_seconds_and_minutes(string text, double from, double to)
    {
        ManualSetting setting = ManualSetting.Parse(text);

        Assert.Equal(from, setting.FromSeconds);
        Assert.Equal(to, setting.ToSeconds);
    }

    [Theory]
    [InlineData("equalizer", "form")]
    [InlineData("equalizer.mid250Hz", "form")]
    [InlineData("=3", "form")]
    [InlineData("reverb.size=3", "there is no stage 'reverb'")]
    [InlineData("compressor.knee=3", "kneeDb")]
    [InlineData("compressor.ratio=100", "must lie between 1 and 10")]
    [InlineData("compressor.ratio=NaN", "not a number")]
    [InlineData("compressor.ratio=loud", "not a number")]
    [InlineData("compressor.ratio=2@45-30", "stretch of time")]
    [InlineData("compressor.ratio=2@x-30", "stretch of time")]
    [InlineData("rate.rateHz=48000@1-2", "whole file")]
    [InlineData("delivery.bits=20", "16, 24 or 32")]
    [InlineData("cleanup.highPassOrder=2.5", "whole number")]
    public void Refuses_what_is_not_possible_and_says_what_is(string text, string expected)
    {
        PlanException e = Assert.Throws<PlanException>(() => ManualSetting.Parse(text));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public void Every_stage_knows_its_neutral_parameters_and_accepts_them()
    {
        foreach (StageDefinition stage in StageCatalogue.All)
        {
            foreach ((string name, double value) in stage.NeutralParameters())
            {
                stage.Check(name, value);
                Assert.Contains(name, stage.ParameterNames);
            }
        }
    }
}
