using Lacquer.Audio;
using Lacquer.Mastering.Analysis.Features;

namespace Lacquer.Mastering.Analysis;

/// <summary>Everything measured on one file; what the decision is made from.</summary>
public sealed record TrackAnalysis
{
    /// <summary>Rate, channels and coding of the file.</summary>
    public required AudioFormat Format { get; init; }

    /// <summary>Length in frames.</summary>
    public required long Frames { get; init; }

    /// <summary>Frames the header announced and the file does not hold.</summary>
    public required long MissingFrames { get; init; }

    /// <summary>Loudness and peaks.</summary>
    public required LoudnessSummary Loudness { get; init; }

    /// <summary>Short-term loudness (3 s windows) once a second, in LUFS; −∞ where silent. Entry i ends at second i + 3.</summary>
    public required double[] ShortTermLufs { get; init; }

    /// <summary>Loudest momentary loudness (400 ms windows) of each second, in LUFS; −∞ where silent. Entry i is of the windows that end in second i.</summary>
    public required double[] MomentaryLufs { get; init; }

    /// <summary>
    /// Highest true peak of each second, all channels, in dBTP; −∞ where silent. Entry i is of the time from second i to i + 1, give or take
    /// 1 024 frames.
    /// </summary>
    public required double[] TruePeakDbtp { get; init; }

    /// <summary>Long-term spectrum.</summary>
    public required TonalBalance Tone { get; init; }

    /// <summary>Spectrum of the loudest third or so, middle and side apart.</summary>
    public required PartTone LoudPart { get; init; }

    /// <summary>Spectrum of the quietest third or so of the music, pauses left out.</summary>
    public required PartTone QuietPart { get; init; }

    /// <summary>Steady noise in each third octave, in dBFS (a full-scale sine has 0); NaN where none can be told.</summary>
    public required double[] NoiseFloorDbfs { get; init; }

    /// <summary>Above this frequency a coder or filter left nothing, in Hz; half the rate where none did.</summary>
    public required double BandwidthHz { get; init; }

    /// <summary>The two channels.</summary>
    public required StereoSummary Stereo { get; init; }

    /// <summary>The four dynamics bands, low to high: to 120 Hz, to 600 Hz, to 4 kHz, above.</summary>
    public required BandDynamics[] Bands { get; init; }

    /// <summary>Narrow bands that stand out, strongest first; at most eight.</summary>
    public required Resonance[] Resonances { get; init; }

    /// <summary>
    /// Sibilance: 95th over 50th percentile of the 5–10 kHz level against the whole frame's while that band plays, in dB. NaN for silence.
    /// </summary>
    public required double SibilanceDb { get; init; }

    /// <summary>DC offset of the worst channel, full scale = 1.</summary>
    public required double DcOffset { get; init; }

    /// <summary>Power from 6 to 25 Hz against the whole, in dB; −∞ when there is none.</summary>
    public double SubsonicDb { get; init; } = double.NegativeInfinity;

    /// <summary>Constant offset of each channel, full scale = 1, with its sign.</summary>
    public required double[] DcOffsets { get; init; }

    /// <summary>
    /// Whether the offset is there in the silence at the track's ends too. One that fades with the music cannot be subtracted: the
    /// difference would stay as an offset in the silence.
    /// </summary>
    public required bool DcIsSteady { get; init; }

    /// <summary>Where the music changes; covers the track without gaps.</summary>
    public required Section[] Sections { get; init; }

    /// <summary>What an engineer would remark on.</summary>
    public required Finding[] Findings { get; init; }

    /// <summary>
    /// What a model judges by, in segments of twelve seconds; of a track longer than thirteen minutes evenly spread ones. Empty unless
    /// <see cref="TrackAnalyser.AnalyseWithSegments"/> was asked.
    /// </summary>
    public IReadOnlyList<SegmentFeatures> Segments { get; init; } = [];

    /// <summary>Style of music; unsure unless <see cref="TrackAnalyser.AnalyseWithStyle"/> was asked and a model was there.</summary>
    public StyleEstimate Style { get; init; } = StyleEstimate.Unsure;

    /// <summary>
    /// This track cut where another version of the same music is, so that the two can be compared part by part; null unless
    /// <see cref="TrackAnalyser.AnalyseLike"/> was asked.
    /// </summary>
    public Section[]? MatchedSections { get; init; }

    /// <summary>Spectra of the stretches that were asked for beforehand.</summary>
    internal StretchTone[] Stretches { get; init; } = [];

    /// <summary>Length in seconds.</summary>
    public double DurationSeconds => (double)Frames / Format.SampleRateHz;
}
