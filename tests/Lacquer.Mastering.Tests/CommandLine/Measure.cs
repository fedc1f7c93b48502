using System.Text.Json.Nodes;
using Lacquer.Dsp;
using Lacquer.Dsp.Spectral;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>The measures behind the controls.</summary>
internal static class Measure
{
    private const int Frame = 4_096;
    private const double FloorDb = -60; // what lies this far under the loudest moment of any band has no say

    /// <summary>Third-octave levels of the result within a range, as the mean of their decibels.</summary>
    public static double MeanLevelDb(JsonObject report, double lowHz, double highHz)
    {
        JsonNode tone = report["result"]!["tonalBalance"]!;
        return tone["bandCentresHz"]!.AsArray()
            .Zip(tone["levelsDb"]!.AsArray())
            .Where(band => (double)band.First! >= lowHz && (double)band.First! <= highHz && band.Second is not null)
            .Average(band => (double)band.Second!);
    }

    /// <summary>How far a sound was moved: RMS over time and third octaves of the change in level, the common change removed, in dB.</summary>
    public static double ChangeDb(AudioBuffer before, AudioBuffer after, int rateHz)
    {
        double[] a = LevelsDb(before, rateHz);
        double[] b = LevelsDb(after, rateHz);
        double floor = a.Max() + FloorDb;
        double[] change = [.. a.Zip(b).Where(level => level.First > floor).Select(level => level.Second - level.First)];
        double mean = change.Average();
        return Math.Sqrt(change.Average(value => (value - mean) * (value - mean)));
    }

    /// <summary>Level from 2 to 8 kHz that is exceeded in a tenth of the sounding frames, in dB.</summary>
    public static double HarshMomentsDb(AudioBuffer sound, int rateHz)
    {
        double[] levels = LevelsDb(sound, rateHz, [2_000, 8_000]);
        double floor = levels.Max() - 40;
        double[] sounding = [.. levels.Where(level => level > floor).Order()];
        return sounding[(int)(0.9 * sounding.Length)];
    }

    private static double[] LevelsDb(AudioBuffer sound, int rateHz) =>
        LevelsDb(sound, rateHz, [.. Enumerable.Range(-14, 27).Select(n => 1_000 * Math.Pow(2, (n - 0.5) / 3)).Where(hz => hz < rateHz / 2.2)]);

    /// <summary>Level of every band between neighbouring edges in every frame, in dB; all channels together.</summary>
    private static double[] LevelsDb(AudioBuffer sound, int rateHz, double[] edgesHz)
    {
        var fft = new RealFft(Frame);
        float[] time = new float[Frame];
        float[] re = new float[fft.Bins];
        float[] im = new float[fft.Bins];
        int[] bins = Array.ConvertAll(edgesHz, hz => (int)Math.Round(hz * Frame / rateHz));
        var levels = new List<double>();
        for (int start = 0; start + Frame <= sound.Frames; start += Frame / 2)
        {
            double[] power = new double[edgesHz.Length - 1];
            for (int c = 0; c < sound.Channels; c++)
            {
                ReadOnlySpan<float> samples = sound.Channel(c).Slice(start, Frame);
                for (int n = 0; n < Frame; n++)
                {
                    time[n] = samples[n] * (float)(0.5 - (0.5 * Math.Cos(2 * Math.PI * n / Frame)));
                }

                fft.Forward(time, re, im);
                for (int b = 0; b < power.Length; b++)
                {
                    for (int k = bins[b]; k < Math.Max(bins[b + 1], bins[b] + 1); k++)
                    {
                        power[b] += (re[k] * (double)re[k]) + (im[k] * (double)im[k]);
                    }
                }
            }

            levels.AddRange(power.Select(p => 10 * Math.Log10(p + 1e-12)));
        }

        return [.. levels];
    }
}
