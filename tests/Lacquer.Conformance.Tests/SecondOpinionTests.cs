using System.Globalization;
using System.Text;

using Lacquer.Dsp;
using Lacquer.Dsp.Metering;
using Lacquer.Dsp.Resampling;
using Lacquer.TestKit;

namespace Lacquer.Conformance.Tests;

/// <summary>Real music, measured by Lacquer and by ffmpeg's <c>ebur128</c> filter.</summary>
public sealed class SecondOpinionTests
{
    private const double LoudnessLu = 0.1; // EBU Tech 3341 allows each meter as much
    private const double RangeLu = 0.3;
    private const double TruePeakDb = 0.25; // ffmpeg reads at 192 kHz only
    private const double Quiet = -60; // series are compared above it

    [Fact]
    public void Agrees_with_ffmpeg_on_stereo_music()
    {
        foreach (string file in TestMusic.Files())
        {
            AudioBuffer music = TestMusic.Decode(file, out int rateHz);
            Compare(Path.GetFileName(file), music, rateHz, Ffmpeg(file, string.Empty));
        }
    }

    [Fact]
    public void Counts_a_mono_file_once_as_ffmpeg_does()
    {
        string file = TestMusic.Files()[0];
        AudioBuffer music = TestMusic.Decode(file, out int rateHz);
        var mono = new AudioBuffer(1, music.Frames);
        music.Channel(0).CopyTo(mono.Channel(0));
        Compare("mono", mono, rateHz, Ffmpeg(file, "pan=mono|c0=c0,"));
    }

    [Fact]
    public void Conversion_to_another_rate_changes_neither_loudness_nor_true_peak()
    {
        string file = TestMusic.Files()[0];
        AudioBuffer music = TestMusic.Decode(file, out int rateHz);
        AudioBlock part = music.AsBlock(music.Frames / 3, Math.Min(30 * rateHz, music.Frames / 3));
        var before = new LoudnessMeter(rateHz, part.Channels);
        before.Process(part);
        var peakBefore = new TruePeakMeter(rateHz, part.Channels);
        peakBefore.Process(part);
        foreach (int toHz in (int[])[48_000, 96_000, 192_000])
        {
            var converter = new RateConverter(rateHz, toHz, part.Channels);
            var after = new LoudnessMeter(toHz, part.Channels);
            var peakAfter = new TruePeakMeter(toHz, part.Channels);
            var output = new AudioBuffer(part.Channels, converter.MaxOutputFrames(part.Frames));
            for (int n = converter.Process(part, output.AsBlock()); n > 0; n = converter.Flush(output.AsBlock()))
            {
                after.Process(output.AsBlock(0, n));
                peakAfter.Process(output.AsBlock(0, n));
            }

            Assert.Equal(before.Integrated.Value, after.Integrated.Value, 0.02); // the weighting's own spread over rates
            Assert.Equal(peakBefore.TruePeak.Value, peakAfter.TruePeak.Value, 0.1); // two grids, and band edges at 0.95
        }
    }

    private static void Compare(string name, AudioBuffer music, int rateHz, Opinion ffmpeg)
    {
        var meter = new LoudnessMeter(rateHz, music.Channels);
        meter.Process(music.AsBlock());
        var peak = new TruePeakMeter(rateHz, music.Channels);
        peak.Process(music.AsBlock());

        AssertNear($"{name} I", ffmpeg.Integrated, meter.Integrated.Value, LoudnessLu);
        AssertNear($"{name} LRA", ffmpeg.Range, meter.Range.Value, RangeLu);
        AssertNear($"{name} true peak", ffmpeg.TruePeakDb, peak.TruePeak.Value, TruePeakDb);
        AssertSeries($"{name} M", ffmpeg.Momentary, 3, meter.MomentaryLufs());
        AssertSeries($"{name} S", ffmpeg.ShortTerm, 29, meter.ShortTermLufs());
    }

    /// <param name="name">What is compared.</param>
    /// <param name="theirs">A value every 100 ms from 100 ms on.</param>
    /// <param name="offset">Where our first full window stands in theirs.</param>
    /// <param name="ours">A value every 100 ms.</param>
    private static void AssertSeries(string name, List<double> theirs, int offset, ReadOnlySpan<double> ours)
    {
        Assert.InRange(theirs.Count - offset - ours.Length, -1, 1);
        for (int i = 0; i < Math.Min(ours.Length, theirs.Count - offset); i++)
        {
            if (ours[i] > Quiet)
            {
                AssertNear($"{name}, entry {i}", theirs[i + offset], ours[i], LoudnessLu);
            }
        }
    }

    private static void AssertNear(string name, double theirs, double ours, double tolerance) =>
        Assert.True(Math.Abs(ours - theirs) <= tolerance, $"{name}: ffmpeg {theirs:F3}, Lacquer {ours:F3}");

    private static Opinion Ffmpeg(string file, string filter)
    {
        string text = Encoding.UTF8.GetString(ExternalProgram.Run(
            "ffmpeg", "-v", "error", "-i", file, "-map", "a:0", "-af",
            filter + "ebur128=metadata=1:peak=true,ametadata=mode=print:file=-", "-f", "null", "-"));
        var opinion = new Opinion();
        foreach (string line in text.Split('\n'))
        {
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && double.TryParse(line.AsSpan(equals + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
            {
                opinion.Take(line[..equals], value);
            }
        }

        return opinion;
    }

    private sealed class Opinion
    {
        public double Integrated { get; private set; }

        public double Range { get; private set; }

        public double TruePeakDb { get; private set; } = double.NegativeInfinity;

        public List<double> Momentary { get; } = [];

        public List<double> ShortTerm { get; } = [];

        public void Take(string key, double value)
        {
            switch (key)
            {
                case "lavfi.r128.I":
                    Integrated = value;
                    break;
                case "lavfi.r128.LRA":
                    Range = value;
                    break;
                case "lavfi.r128.M":
                    Momentary.Add(value);
                    break;
                case "lavfi.r128.S":
                    ShortTerm.Add(value);
                    break;
                default:
                    if (key.StartsWith("lavfi.r128.true_peaks_ch", StringComparison.Ordinal))
                    {
                        TruePeakDb = Math.Max(TruePeakDb, 20 * Math.Log10(value));
                    }

                    break;
            }
        }
    }
}
