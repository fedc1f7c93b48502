using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Learned;
using Lacquer.Mastering.Tests.Analysis;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Decision.Learned;

/// <summary>The model that is shipped: it computes what PyTorch computed, and a passage does not bend what it says of a song.</summary>
public sealed class ShippedModelTests
{
    private const double CurveToleranceDb = 0.3;

    private static readonly string Folder = Find();

    [Fact]
    public void Every_step_is_what_PyTorch_makes_of_it() =>
        ToneParity.Check(File.ReadAllBytes(Path.Combine(Folder, LearnedJudge.FileName)), File.ReadAllBytes(Path.Combine(Folder, "tone.parity.safetensors")));

    [Theory]
    [InlineData("solo")]
    [InlineData("intro")]
    public void A_passage_hardly_bends_the_songs_curve(string passage)
    {
        var judge = new LearnedJudge(ToneModel.Load(Path.Combine(Folder, LearnedJudge.FileName)), TonalReference.Default);
        for (int number = 0; number < Math.Min(2, TestMusic.Files().Count); number++)
        {
            (AudioBuffer plain, AudioBuffer with, int rateHz, _) = PassageSong.Make(number, passage);
            double[] a = judge.Judge(Heard(plain, rateHz)).MidEqDb.Full;
            double[] b = judge.Judge(Heard(with, rateHz)).MidEqDb.Full;
            double change = Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Average());
            Assert.True(change < CurveToleranceDb, $"{change:0.00} dB RMS");
        }
    }

    private static TrackAnalysis Heard(AudioBuffer sound, int rateHz)
    {
        using var source = new BufferSource(sound, rateHz);
        return new TrackAnalyser().AnalyseWithSegments(source, progress: null, TestContext.Current.CancellationToken);
    }

    private static string Find()
    {
        DirectoryInfo? place = new(AppContext.BaseDirectory);
        while (place is not null && !File.Exists(Path.Combine(place.FullName, "Lacquer.slnx")))
        {
            place = place.Parent;
        }

        return Path.Combine(place!.FullName, "model");
    }
}
