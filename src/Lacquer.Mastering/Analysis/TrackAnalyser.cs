using Lacquer.Audio;
using Lacquer.Mastering.Analysis.Features;
using Lacquer.Mastering.Analysis.Findings;
using Lacquer.Mastering.Analysis.Levels;
using Lacquer.Mastering.Analysis.Spectra;
using Lacquer.Mastering.Analysis.Structure;
using Lacquer.Mastering.Analysis.Style;

namespace Lacquer.Mastering.Analysis;

/// <summary>Measures a whole track in one pass, in blocks; memory grows by about 1.5 MB per hour of music, whatever its rate.</summary>
/// <param name="styles">Tells the style of music; null when there is no model to tell it by.</param>
public sealed class TrackAnalyser(StyleClassifier? styles = null)
{
    private const double LongSeconds = 15 * 60; // chosen: from here on the series take several MB

    /// <summary>Reads the source from start to end and measures it, all but its style.</summary>
    /// <param name="source">Mono or stereo, any rate from 8 to 384 kHz, any level; silence is legal.</param>
    /// <param name="progress">Told the share of the track that has been heard, 0 to 1, from the calling thread; may be null.</param>
    /// <param name="cancel">Stops between two blocks.</param>
    /// <returns>The measurements; the same ones on every run and on any number of cores.</returns>
    /// <exception cref="AudioFileException">The source cannot be read, or holds a NaN or infinity.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was set.</exception>
    public TrackAnalysis Analyse(IAudioSource source, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Measured(source, features: null, styles: null, like: null, [], progress, cancel);
    }

    /// <summary>As <see cref="Analyse"/>, and what is needed to compare it with another version of the same music: <see cref="TrackAnalysis.MatchedSections"/>.</summary>
    /// <param name="source">As for <see cref="Analyse"/>.</param>
    /// <param name="like">The other version.</param>
    /// <param name="progress">As for <see cref="Analyse"/>.</param>
    /// <param name="cancel">Stops between two blocks.</param>
    /// <inheritdoc cref="Analyse"/>
    public TrackAnalysis AnalyseLike(IAudioSource source, TrackAnalysis like, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(like);
        return AnalyseStretches(source, like, [], progress, cancel);
    }

    /// <summary>As <see cref="AnalyseLike"/>, and the spectra of some stretches of time: <see cref="TrackAnalysis.Stretches"/>.</summary>
    internal static TrackAnalysis AnalyseStretches(IAudioSource source, TrackAnalysis like, IReadOnlyList<Stretch> stretches, IProgress<double>? progress, CancellationToken cancel) =>
        Measured(source, features: null, styles: null, like, stretches, progress, cancel);

    /// <summary>As <see cref="Analyse"/>, and the style of music, when the analyser was given a classifier.</summary>
    /// <inheritdoc cref="Analyse"/>
    public TrackAnalysis AnalyseWithStyle(IAudioSource source, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Measured(source, features: null, styles, like: null, [], progress, cancel);
    }

    /// <summary>As <see cref="AnalyseWithStyle"/>, and what a model judges by: <see cref="TrackAnalysis.Segments"/>.</summary>
    /// <inheritdoc cref="Analyse"/>
    public TrackAnalysis AnalyseWithSegments(IAudioSource source, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        var features = new FeatureMeter(source.Format.SampleRateHz, DynamicsMeter.FrameSize(source.Format.SampleRateHz), source.Frames);
        return Measured(source, features, styles, like: null, [], progress, cancel) with { Segments = features.Segments };
    }

    private static TrackAnalysis Measured(
        IAudioSource source,
        FeatureMeter? features,
        StyleClassifier? styles,
        TrackAnalysis? like,
        IReadOnlyList<Stretch> stretches,
        IProgress<double>? progress,
        CancellationToken cancel)
    {
        StyleMeter? style = styles is null ? null : new StyleMeter(source.Format.SampleRateHz, source.Frames);
        var meters = new TrackMeters(source.Format, features, style, stretches);
        long frames = meters.Listen(source, progress, cancel);
        if (frames > LongSeconds * source.Format.SampleRateHz)
        {
            // Growing series leave as much behind as they hold, and a collector that counts new allocations lets it lie. Some milliseconds.
            GC.Collect();
        }

        var loudness = new LoudnessSummary
        {
            Integrated = meters.Loudness.Integrated,
            MaxMomentary = meters.Loudness.MaxMomentary,
            MaxShortTerm = meters.Loudness.MaxShortTerm,
            Range = meters.Loudness.Range,
            TruePeak = meters.TruePeak.TruePeak,
            SamplePeak = meters.TruePeak.SamplePeak,
        };
        double seconds = (double)frames / source.Format.SampleRateHz;
        double[] shortTermLufs = meters.Loudness.ShortTermLufs();
        double[] offsets = [.. Enumerable.Range(0, source.Format.Channels).Select(c => meters.Levels.Channel(c).Mean)];
        var analysis = new TrackAnalysis
        {
            Format = source.Format,
            Frames = frames,
            MissingFrames = source.MissingFrames,
            Loudness = loudness,
            ShortTermLufs = EverySecond(shortTermLufs),
            MomentaryLufs = LoudestOfEachSecond(meters.Loudness.MomentaryLufs()),
            TruePeakDbtp = meters.TruePeak.OverTime(),
            Tone = ToneSummary.Of(meters.Tone, shortTermLufs),
            LoudPart = meters.Tone.Parts.Loud(),
            QuietPart = meters.Tone.Parts.Quiet(),
            NoiseFloorDbfs = NoiseFloor.Of(meters.Tone),
            BandwidthHz = SpectrumEdge.Of(meters.Tone, source.Format.SampleRateHz)?.FrequencyHz ?? (0.5 * source.Format.SampleRateHz),
            Stereo = StereoSummaries.Of(meters, source.Format.SampleRateHz),
            Bands = meters.Dynamics.Summarise(),
            Resonances = meters.Tone.Resonances.Find(meters.Tone.BinPower),
            SibilanceDb = meters.Dynamics.SibilanceDb(),
            SubsonicDb = RumbleDetector.ShareDb(meters.Tone),
            DcOffset = offsets.MaxBy(Math.Abs),
            DcOffsets = offsets,
            DcIsSteady = DcIsSteady(meters.Edges, offsets),
            Sections = SectionFinder.Find(meters, seconds),
            MatchedSections = like is null ? null : SectionFinder.Like(like.Sections, meters, seconds),
            Stretches = meters.Tone.Stretches.Tones,
            Findings = [],
            Style = styles is null || style is null ? StyleEstimate.Unsure : styles.Classify(style.Windows),
        };
        return analysis with { Findings = FindingList.Of(analysis, meters) };
    }

    /// <summary>An edge quieter than half the offset cannot hold it.</summary>
    private static bool DcIsSteady(EdgeMeter edges, double[] offsets)
    {
        for (int c = 0; c < offsets.Length; c++)
        {
            if (Math.Min(edges.FirstPower(c), edges.LastPower(c)) < 0.25 * offsets[c] * offsets[c])
            {
                return false;
            }
        }

        return true;
    }

    /// <param name="everyTenth">Entry i ends at 0.4 + i/10 s.</param>
    private static double[] LoudestOfEachSecond(double[] everyTenth)
    {
        const int First = 3; // tenths of the first second that no window ends in
        return [.. everyTenth.Select((lufs, i) => (Lufs: lufs, Second: (i + First) / 10)).GroupBy(one => one.Second).Select(second => second.Max(one => one.Lufs))];
    }

    private static double[] EverySecond(ReadOnlySpan<double> everyTenth)
    {
        var result = new double[(everyTenth.Length + 9) / 10];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = everyTenth[10 * i];
        }

        return result;
    }
}
