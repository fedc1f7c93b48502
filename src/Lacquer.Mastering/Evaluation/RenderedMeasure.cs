using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Evaluation;

/// <summary>One way in which a master may differ from what it was made of before that was spoilt; each in its own unit.</summary>
public sealed class RenderedMeasure
{
    private const double LowestHz = 50;
    private const double HighestHz = 12_700;

    private readonly Func<Heard, Heard, double> _difference;

    private RenderedMeasure(string key, string name, string unit, Func<Heard, Heard, double> difference) =>
        (Key, Name, Unit, _difference) = (key, name, unit, difference);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RenderedMeasure> All { get; } =
    [
        new("toneDb", "third octaves", "dB RMS", Tone),
        new("loudnessLu", "loudness", "LU", (a, b) => (b.Analysis.Loudness.Integrated - a.Analysis.Loudness.Integrated).Value),
        new("loudnessRangeLu", "loudness range", "LU", (a, b) => (b.Analysis.Loudness.Range - a.Analysis.Loudness.Range).Value),
        new("peakToLoudnessDb", "peak to loudness", "dB", (a, b) => (b.Analysis.Loudness.PeakToLoudness - a.Analysis.Loudness.PeakToLoudness).Value),
        new("crestDb", "crest", "dB", (a, b) => Crest(b.Clip) - Crest(a.Clip)),
        new("sideToMidDb", "side to mid", "dB", (a, b) => b.Analysis.Stereo.SideToMidDb - a.Analysis.Stereo.SideToMidDb),
        new("imbalanceDb", "left to right", "dB", (a, b) => Imbalance(b.Clip) - Imbalance(a.Clip)),
        new("stftMid", "spectra of mid", "", (a, b) => StftDistance.Between(a.Clip.Buffer, b.Clip.Buffer, a.Clip.SampleRateHz).Mid),
        new("stftSide", "spectra of side", "", (a, b) => StftDistance.Between(a.Clip.Buffer, b.Clip.Buffer, a.Clip.SampleRateHz).Side),
    ];

    /// <summary>Name in JSON.</summary>
    public string Key { get; }

    /// <summary>Name in words.</summary>
    public string Name { get; }

    /// <summary>Unit; empty for the spectral distances.</summary>
    public string Unit { get; }

    /// <summary>How far a recording is from its original: the absolute difference; NaN where there is none to measure, as the width of mono.</summary>
    internal double Error(Heard original, Heard other)
    {
        double difference = _difference(original, other);
        return double.IsFinite(difference) ? Math.Abs(difference) : double.NaN;
    }

    private static double Tone(Heard a, Heard b)
    {
        double[] differences =
        [
            .. a.Analysis.Tone.LevelsDb.Select((db, i) => b.Analysis.Tone.LevelsDb[i] - db)
                .Where((db, i) => double.IsFinite(db) && a.Analysis.Tone.BandCentresHz[i] is >= LowestHz and <= HighestHz),
        ];
        return differences.Length == 0 ? double.NaN : ThirdOctaves.Rms(ThirdOctaves.Centred(differences));
    }

    private static double Crest(SoundClip clip)
    {
        double peak = 0;
        double power = 0;
        for (int c = 0; c < clip.Buffer.Channels; c++)
        {
            foreach (float sample in clip.Buffer.Channel(c))
            {
                peak = Math.Max(peak, Math.Abs(sample));
                power += (double)sample * sample / (clip.Buffer.Frames * clip.Buffer.Channels);
            }
        }

        return 10 * Math.Log10(peak * peak / power);
    }

    private static double Imbalance(SoundClip clip) =>
        clip.Buffer.Channels < 2 ? double.NaN : 10 * Math.Log10(Power(clip.Buffer.Channel(0)) / Power(clip.Buffer.Channel(1)));

    private static double Power(ReadOnlySpan<float> samples)
    {
        double power = 0;
        foreach (float sample in samples)
        {
            power += (double)sample * sample;
        }

        return power;
    }

    /// <summary>A recording with what was measured on it.</summary>
    internal sealed record Heard
    {
        public required SoundClip Clip { get; init; }

        public required TrackAnalysis Analysis { get; init; }
    }
}
