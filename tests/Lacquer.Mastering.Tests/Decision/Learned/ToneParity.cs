using System.Globalization;
using Lacquer.Mastering.Analysis.Features;
using Lacquer.Mastering.Decision.Learned;
using Lacquer.Mastering.Networks;
using Lacquer.Mastering.Tests.Networks;

namespace Lacquer.Mastering.Tests.Decision.Learned;

/// <summary>Compares what the program makes of given features with what PyTorch made of them, step by step.</summary>
internal static class ToneParity
{
    private const double Tolerance = 1e-4; // dB

    /// <summary>Holds a model against the parity file that was written with it.</summary>
    /// <returns>The largest difference, in dB.</returns>
    public static double Check(byte[] modelBytes, byte[] parityBytes)
    {
        ModelFile modelFile = Safetensors.Parse(modelBytes);
        ModelFile parity = Safetensors.Parse(parityBytes);
        Assert.Equal(parity.Metadata["model"], modelFile.Sha256);
        ToneModel model = ToneModel.From(modelFile, "the test's");
        int[] dilations = Array.ConvertAll(modelFile.Metadata["dilations"].Split(','), Whole);
        double worst = 0;
        for (int k = 0; k < 2; k++)
        {
            string name = $"song{k}";
            SongSummary song = SongSummary.Of(Segments(parity, name), parity.Values($"{name}.style"))!;
            double[] shares = [.. song.Segments.Select(_ => 1.0)];
            (float[] level, float[] summary) = song.Whole(shares);
            Near("level", song.Segments.SelectMany(segment => segment.LevelDb));
            Near("weight", song.Segments.Select(segment => (float)segment.Weight));
            Near("wholeLevel", level);
            Near("wholeSummary", summary);
            for (int t = 0; t < Whole(modelFile.Metadata["trunks"]); t++)
            {
                var trunk = new Trunk(modelFile, $"trunk.{t}", dilations);
                (float[] mean, float[] logVariance) = (new float[song.Segments.Count * ToneModel.Outputs], new float[song.Segments.Count * ToneModel.Outputs]);
                for (int s = 0; s < song.Segments.Count; s++)
                {
                    int at = s * ToneModel.Outputs;
                    trunk.Judge(song.Segments[s], song.Style, mean.AsSpan(at, ToneModel.Outputs), logVariance.AsSpan(at, ToneModel.Outputs));
                }

                Near($"trunk{t}.mean", mean);
                Near($"trunk{t}.logVariance", logVariance);
            }

            if (Whole(modelFile.Metadata["songs"]) is > 0 and var songs)
            {
                Near("song", new SongNetwork(modelFile, "song", songs).Judge(level, summary, song.Style).Select(value => (float)value));
            }

            Near("fault", model.Judge(song, shares).Db.Select(value => (float)value));

            void Near(string step, IEnumerable<float> actual)
            {
                float[] expected = parity.Values($"{name}.{step}");
                float[] found = [.. actual];
                Assert.Equal(expected.Length, found.Length);
                Assert.All(expected.Zip(found), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= Tolerance, $"{name}.{step}: {pair.Second} instead of {pair.First}"));
                worst = Math.Max(worst, expected.Zip(found, (a, b) => Math.Abs(a - (double)b)).Max());
            }
        }

        return worst;
    }

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static SegmentFeatures[] Segments(ModelFile parity, string name)
    {
        float[] frames = parity.Values($"{name}.frames");
        float[] statistics = parity.Values($"{name}.statistics");
        float[] sounding = parity.Values($"{name}.sounding");
        int[] ends = Array.ConvertAll(parity.Values($"{name}.segmentEnds"), end => (int)end);
        return [.. ends.Select((end, s) => new SegmentFeatures
        {
            StartSeconds = 12 * s,
            EndSeconds = 12 * (s + 1),
            Frames = Array.ConvertAll(frames[((s == 0 ? 0 : ends[s - 1]) * FeatureLayout.FrameValues)..(end * FeatureLayout.FrameValues)], value => (Half)value),
            SoundingShare = sounding[s],
            Statistics = statistics[(s * FeatureLayout.SegmentValues)..((s + 1) * FeatureLayout.SegmentValues)],
        })];
    }
}
