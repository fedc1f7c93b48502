using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Tests.Reporting.Html;

/// <summary>What services do with a master, by what they say themselves.</summary>
public sealed class StreamingServiceTests
{
    private const double Exact = 1e-9;

    [Theory]
    [InlineData("spotify", -10, -1, -4)]
    [InlineData("spotify", -20, -5, 4)]   // the example of the service's own help page
    [InlineData("spotify", -16, -10, 2)]  // no further than its level
    [InlineData("spotify", -20, -0.5, 0)] // no room at all
    [InlineData("youtube", -20, -5, 0)]
    [InlineData("tidal", -9.5, -1, -4.5)]
    [InlineData("apple", -18, -1, 1)]
    [InlineData("deezer", -15, -1, 0)]
    public void Loud_music_is_turned_down_and_quiet_music_treated_as_each_does(string name, double lufs, double peakDbtp, double gainDb) =>
        Assert.Equal(gainDb, DeliveryTargets.Find(name)!.Service!.GainDb(lufs, peakDbtp), Exact);

    [Theory]
    [InlineData("amazon", -20)]
    [InlineData("deezer", -20)]
    [InlineData("spotify", double.NegativeInfinity)]
    public void What_nobody_knows_is_not_made_up(string name, double lufs) =>
        Assert.True(double.IsNaN(DeliveryTargets.Find(name)!.Service!.GainDb(lufs, -5)));

    [Fact]
    public void What_is_no_streaming_service_has_no_such_treatment()
    {
        Assert.Equal(6, DeliveryTargets.All.Count(target => target.Service is not null));
        Assert.Null(DeliveryTargets.Find("vinyl")!.Service);
        Assert.Matches(@"^20\d\d-[01]\d$", DeliveryTargets.AsOf);
    }
}
