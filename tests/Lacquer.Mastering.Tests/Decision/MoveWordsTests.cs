using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Tests.Decision;

/// <summary>Changes told as a musician would tell them.</summary>
public sealed class MoveWordsTests
{
    private static readonly double[] KnotsHz = [22, 31, 45, 63, 90, 125, 180, 250, 355, 500, 710, 1_000, 1_400, 2_000, 2_800, 4_000, 5_600, 8_000, 11_200, 16_000];

    [Fact]
    public void A_shelf_is_one_move_from_where_it_begins() =>
        Assert.Equal("highs from 4 kHz +1.4 dB", Told(hz => hz >= 4_000 ? 1.4 : hz == 2_800 ? 0.7 : 0));

    [Fact]
    public void Two_regions_that_move_alike_are_told_together() =>
        Assert.Equal("bass and low mids +1.2 dB", Told(hz => hz is >= 63 and <= 500 ? 1.2 : 0));

    [Fact]
    public void Opposite_moves_are_told_apart() =>
        Assert.Equal("bass +1.2 dB, highs −0.8 dB", Told(hz => hz is >= 63 and <= 125 ? 1.2 : hz is >= 4_000 and <= 8_000 ? -0.8 : 0));

    [Fact]
    public void A_narrow_cut_keeps_its_depth() => Assert.Equal("low mids −3.0 dB", Told(hz => hz == 250 ? -3 : 0));

    [Fact]
    public void Tenths_that_nobody_hears_are_left_out() => Assert.Equal("", Told(hz => hz is 90 or 1_000 ? 0.2 : -0.1));

    [Fact]
    public void A_change_of_everything_is_one_word() => Assert.Equal("everything −1.0 dB", Told(_ => -1));

    [Fact]
    public void Widths_that_move_together_are_one_width() => Assert.Equal(["width +1.5 dB"], MoveWords.Of("image",
        [.. ((string[])["lowMidWidthDb", "midWidthDb", "highWidthDb"]).Select(name => new PlanChange { Stage = "image", Parameter = name, Before = 0.3, After = 1.8 })]));

    [Fact]
    public void Settings_of_a_compressor_have_names_and_units() => Assert.Equal(["ratio 1.5 → 2 : 1", "attack 20 → 40 ms"], MoveWords.Of("compressor",
    [
        new() { Stage = "compressor", Parameter = "thresholdDbfs", Before = -24, After = -23.6 },
        new() { Stage = "compressor", Parameter = "ratio", Before = 1.5, After = 2 },
        new() { Stage = "compressor", Parameter = "attackMs", Before = 20, After = 40 },
    ]));

    private static string Told(Func<double, double> db) => string.Join(", ", MoveWords.Of("equalizer",
        [.. KnotsHz.Select(hz => new PlanChange { Stage = "equalizer", Parameter = $"mid{hz:0}Hz", Before = 0.5, After = 0.5 + db(hz) }).Where(change => change.After != change.Before)]));
}
