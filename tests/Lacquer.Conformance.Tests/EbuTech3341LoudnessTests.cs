using Lacquer.Dsp.Metering;
using Lacquer.Dsp.Standards;

namespace Lacquer.Conformance.Tests;

/// <summary>EBU Tech 3341 (2023), clause 2.9, Table 1. Cases 7 and 8 are recordings and cannot be generated.</summary>
public sealed class EbuTech3341LoudnessTests
{
    private const double ToleranceLu = EbuTech3341.LoudnessToleranceLu;

    public static TheoryData<int> Rates => [48_000, 44_100, 96_000, 192_000];

    [Theory]
    [MemberData(nameof(Rates))]
    public void Cases_1_and_2_a_steady_tone(int rateHz)
    {
        foreach (double level in (double[])[-23, -33])
        {
            LoudnessMeter meter = Stereo(rateHz).Play(new TonePart(20, level)).Meter;
            AssertNear(level, meter.MomentaryLufs()[^1], "M");
            AssertNear(level, meter.ShortTermLufs()[^1], "S");
            AssertNear(level, meter.Integrated.Value, "I");
        }
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void Case_3_the_relative_gate(int rateHz) =>
        AssertNear(-23, Stereo(rateHz).Play(new(10, -36), new(60, -23), new(10, -36)).Meter.Integrated.Value, "I");

    [Theory]
    [MemberData(nameof(Rates))]
    public void Case_4_both_gates(int rateHz) => AssertNear(
        -23,
        Stereo(rateHz).Play(new(10, -72), new(10, -36), new(60, -23), new(10, -36), new(10, -72)).Meter.Integrated.Value,
        "I");

    [Theory]
    [MemberData(nameof(Rates))]
    public void Case_5_levels_within_the_gate(int rateHz) =>
        AssertNear(-23, Stereo(rateHz).Play(new(20, -26), new(20.1, -20), new(20, -26)).Meter.Integrated.Value, "I");

    [Theory]
    [MemberData(nameof(Rates))]
    public void Case_6_five_channels(int rateHz) =>
        AssertNear(-23, new ToneProgramme(rateHz, -28, -28, -24, -30, -30).Play(new TonePart(20, 0)).Meter.Integrated.Value, "I");

    [Theory]
    [MemberData(nameof(Rates))]
    public void Case_9_short_term_is_steady(int rateHz)
    {
        ToneProgramme programme = Stereo(rateHz);
        for (int i = 0; i < 5; i++)
        {
            programme.Play(new(1.34, -20), new(1.66, -30));
        }

        foreach (double value in programme.Meter.ShortTermLufs())
        {
            AssertNear(-23, value, "S");
        }
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void Case_10_short_term_finds_3_seconds_anywhere(int rateHz)
    {
        for (int i = 0; i < 20; i++)
        {
            AssertNear(
                -23,
                Stereo(rateHz).Play(TonePart.Silence(i * 0.15), new(3, -23), TonePart.Silence(1)).Meter.MaxShortTerm.Value,
                $"S, {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void Case_11_short_term_follows_in_one_run(int rateHz)
    {
        ToneProgramme programme = Stereo(rateHz);
        for (int i = 0; i < 20; i++)
        {
            programme.Play(TonePart.Silence(i * 0.15), new(3, -38 + i), TonePart.Silence(3 - (i * 0.15)));
            AssertNear(-38 + i, programme.Meter.MaxShortTerm.Value, $"S, {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void Case_12_momentary_is_steady(int rateHz)
    {
        ToneProgramme programme = Stereo(rateHz);
        for (int i = 0; i < 25; i++)
        {
            programme.Play(new(0.18, -20), new(0.22, -30));
        }

        // Entry 6 ends at 1 s.
        foreach (double value in programme.Meter.MomentaryLufs()[6..])
        {
            AssertNear(-23, value, "M");
        }
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void Case_13_momentary_finds_400_ms_anywhere(int rateHz)
    {
        for (int i = 0; i < 20; i++)
        {
            AssertNear(
                -23,
                Stereo(rateHz).Play(TonePart.Silence(i * 0.02), new(0.4, -23), TonePart.Silence(1)).Meter.MaxMomentary.Value,
                $"M, {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void Case_14_momentary_follows_in_one_run(int rateHz)
    {
        ToneProgramme programme = Stereo(rateHz);
        for (int i = 0; i < 20; i++)
        {
            programme.Play(TonePart.Silence(i * 0.02), new(0.4, -38 + i), TonePart.Silence(0.4 - (i * 0.02)));
            AssertNear(-38 + i, programme.Meter.MaxMomentary.Value, $"M, {i}");
        }
    }

    private static ToneProgramme Stereo(int rateHz) => new(rateHz, 0, 0);

    private static void AssertNear(double expected, double actual, string what) =>
        Assert.True(Math.Abs(actual - expected) <= ToleranceLu, $"{what}: {actual:F3} instead of {expected} LUFS");
}
