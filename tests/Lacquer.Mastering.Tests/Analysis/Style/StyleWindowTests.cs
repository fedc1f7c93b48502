using System.Text.Json;
using Lacquer.Mastering.Analysis.Style;

namespace Lacquer.Mastering.Tests.Analysis.Style;

/// <summary>The numbers are librosa's, by an independent implementation of its definitions in another language.</summary>
public sealed class StyleWindowTests
{
    // Single precision here, double there; a roll-off that lies between two bins may fall into the other one.
    private const double HzShare = 2e-4;
    private const double BandwidthHz = 0.5; // rounding noise far from a lone tone weighs by its distance squared; librosa's spectra are as coarse
    private const double CepstrumDb = 0.01;
    private const double LogVariance = 0.005;
    private const double CrossingRate = 1e-6;

    [Theory]
    [InlineData("chirp")]
    [InlineData("beat")]
    [InlineData("chordOverDarkNoise")]
    [InlineData("shortEnd")]
    public void The_numbers_are_those_of_the_definitions(string name)
    {
        float[] measured = Measure(OracleSignals.Make(name));
        double[] expected = Oracle(name);
        Assert.Equal(expected.Length, measured.Length);
        for (int i = 0; i < measured.Length; i++)
        {
            double tolerance = i switch
            {
                2 => BandwidthHz,
                0 or 4 => HzShare * expected[i],
                6 => CrossingRate,
                > 8 and < StyleLayout.Values - 1 when i % 2 == 1 => CepstrumDb,
                _ => LogVariance,
            };
            Assert.True(Math.Abs(expected[i] - measured[i]) <= tolerance, $"value {i} is {measured[i]} instead of {expected[i]}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(1_025)]
    [InlineData(50_000)]
    public void The_numbers_do_not_depend_on_how_the_stream_is_cut(int block)
    {
        float[] samples = OracleSignals.Make("beat");
        var window = new StyleWindow();
        for (int n = 0; n < samples.Length; n += block)
        {
            window.Process(samples.AsSpan(n, Math.Min(block, samples.Length - n)));
        }

        Assert.Equal(Measure(samples), window.Finish());
    }

    [Fact]
    public void A_window_that_starts_anew_has_forgotten_the_last_one()
    {
        var window = new StyleWindow();
        window.Process(OracleSignals.Make("beat"));
        window.Finish();
        window.Reset();
        window.Process(OracleSignals.Make("chirp"));
        Assert.Equal(Measure(OracleSignals.Make("chirp")), window.Finish());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_024)]
    [InlineData(1_025)]
    [InlineData(3_000)]
    public void A_short_window_has_finite_numbers_or_none(int frames)
    {
        float[]? values = Measure(OracleSignals.Make("beat").AsSpan(0, frames));
        Assert.Equal(frames > 1_024, values is not null);
        Assert.All(values ?? [], value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Silence_has_no_numbers() => Assert.Null(Measure(new float[50_000]));

    private static float[] Measure(ReadOnlySpan<float> samples)
    {
        var window = new StyleWindow();
        window.Process(samples);
        return window.Finish()!;
    }

    private static double[] Oracle(string name)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Analysis", "Style", "oracle.json")));
        return [.. file.RootElement.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];
    }
}
