using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Tests.Analysis.Findings;

/// <summary>Long holes, stuck and repeated samples, and faults in great number, beside what music does of the kind.</summary>
public sealed class DropoutTests
{
    private const double LengthToleranceMs = 0.2; // the wave may pass through the same value beside the fault
    private const double PlaceToleranceSeconds = 0.002;

    public static TheoryData<string> Kinds => Music.Kinds;

    [Theory]
    [InlineData("real", 100)]
    [InlineData("real", 300)]
    [InlineData("synthetic", 200)]
    public void A_long_hole_is_found_and_measured(string kind, int ms)
    {
        const double At = 15.13;
        Finding finding = Assert.Single(Only("dropout", Music.Of(kind).Change(At, At + (ms / 1000.0), (x, n) => 0)));
        Assert.Equal(At, finding.StartSeconds, PlaceToleranceSeconds);
        Assert.Equal(ms, finding.Measured, LengthToleranceMs);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Music_that_fades_into_a_break_is_not_torn(string kind)
    {
        // The last 30 ms before the break die away; the music comes back at once, as it does on a beat.
        const double Fade = 0.03;
        int from = (int)(15 * Music.RateHz);
        AudioBuffer music = Music.Of(kind)
            .Change(15, 15 + Fade, (x, n) => x * (float)Math.Exp(-(n - from) * 7 / (Fade * Music.RateHz)))
            .Change(15 + Fade, 15.25, (x, n) => 0);
        Assert.Empty(Only("dropout", music));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Samples_that_stand_still_are_found(string kind)
    {
        AudioBuffer music = Music.Of(kind);
        int at = (int)(12.013 * Music.RateHz);
        for (int c = 0; c < 2; c++)
        {
            music.Channel(c).Slice(at, Music.RateHz / 50).Fill(music.Channel(c)[at - 1]);
        }

        Finding finding = Assert.Single(Only("dropout", music));
        Assert.Contains("stands still", finding.Message, StringComparison.Ordinal);
        Assert.Equal(20, finding.Measured, LengthToleranceMs);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_buffer_that_is_played_twice_is_found_where_it_jumps(string kind)
    {
        int frames = Music.RateHz / 50;
        int found = 0;
        double[] places = [6.013, 9.113, 12.213, 17.313, 21.413, 24.513];
        foreach (double place in places)
        {
            AudioBuffer music = Music.Of(kind);
            int at = (int)(place * Music.RateHz);
            for (int c = 0; c < 2; c++)
            {
                Span<float> samples = music.Channel(c);
                samples.Slice(at - frames, frames).CopyTo(samples[at..]);
            }

            Finding? finding = Only("dropout", music).FirstOrDefault();
            if (finding is not null)
            {
                Assert.Contains("played again", finding.Message, StringComparison.Ordinal);
                Assert.Equal(20, finding.Measured, LengthToleranceMs);
                Assert.Equal(place, finding.StartSeconds, PlaceToleranceSeconds);
                found++;
            }
        }

        Assert.InRange(found, 3, places.Length); // where the second piece goes on smoothly there is nothing to hear
    }

    [Theory]
    [InlineData(55)]
    [InlineData(131)]
    public void A_square_wave_neither_stands_still_nor_repeats(double hz)
    {
        AudioBuffer tune = Music.Of("synthetic").Change(8, 20, (x, n) => (n % (Music.RateHz / 2) < 15_000 ? 0.1f : 0) * ((n * hz / Music.RateHz % 1) < 0.5 ? 1 : -1));
        Assert.Empty(Only("dropout", tune));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Many_holes_out_of_time_are_found(string kind)
    {
        AudioBuffer music = Music.Of(kind);
        double[] places = Places(20, apart: 0.4, seed: 3);
        foreach (double at in places)
        {
            music.Change(at, at + 0.01, (x, n) => 0);
        }

        Finding[] found = Only("dropout", music);
        int covered = places.Count(at => found.Any(finding => at >= finding.StartSeconds - PlaceToleranceSeconds && at <= finding.EndSeconds));
        Assert.InRange(covered, 16, 20); // some fall where the music pauses by itself
    }

    [Theory]
    [InlineData("real", 1.0)]
    [InlineData("real", 0.4)]
    [InlineData("synthetic", 0.4)]
    public void Clicks_in_great_number_are_found(string kind, double apart)
    {
        AudioBuffer music = Music.Of(kind);
        double[] places = [.. Enumerable.Range(0, (int)(24 / apart)).Select(i => 3.017 + (i * apart))];
        foreach (double at in places)
        {
            music.Channel(0)[(int)(at * Music.RateHz)] += 0.3f;
        }

        Finding[] found = Only("click", music);
        Assert.InRange(found.Length, 1, 20);
        int covered = places.Count(at => found.Any(finding => at >= finding.StartSeconds - 0.01 && at <= finding.EndSeconds + 0.01));
        Assert.InRange(covered, (int)(0.9 * places.Length), places.Length); // under a drum some are hidden
    }

    private static double[] Places(int count, double apart, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => 2 + (1.25 * i) + ((1.25 - apart) * random.NextDouble()))];
    }

    private static Finding[] Only(string code, AudioBuffer music) => [.. Listen.To(music, Music.RateHz).Findings.Where(finding => finding.Code == code)];
}
