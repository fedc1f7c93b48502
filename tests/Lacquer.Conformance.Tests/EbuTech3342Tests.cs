using Lacquer.Dsp.Standards;

namespace Lacquer.Conformance.Tests;

/// <summary>EBU Tech 3342 (2023), clause 4, Table 1. Cases 5 and 6 are recordings and cannot be generated.</summary>
public sealed class EbuTech3342Tests
{
    public static TheoryData<int> Rates => [48_000, 44_100, 96_000, 192_000];

    [Theory]
    [MemberData(nameof(Rates))]
    public void Cases_1_to_4_steps_of_level(int rateHz)
    {
        AssertRange(10, rateHz, -20, -30);
        AssertRange(5, rateHz, -20, -15);
        AssertRange(20, rateHz, -40, -20);
        AssertRange(15, rateHz, -50, -35, -20, -35, -50);
    }

    private static void AssertRange(double expectedLu, int rateHz, params double[] levelsDbfs)
    {
        var programme = new ToneProgramme(rateHz, 0, 0);
        foreach (double level in levelsDbfs)
        {
            programme.Play(new TonePart(20, level));
        }

        Assert.Equal(expectedLu, programme.Meter.Range.Value, EbuTech3342.ToleranceLu);
    }
}
