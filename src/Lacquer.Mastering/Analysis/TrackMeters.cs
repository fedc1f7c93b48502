using System.Runtime.ExceptionServices;

using Lacquer.Audio;
using Lacquer.Dsp.Metering;
using Lacquer.Mastering.Analysis.Features;
using Lacquer.Mastering.Analysis.Levels;
using Lacquer.Mastering.Analysis.Spectra;
using Lacquer.Mastering.Analysis.Style;

namespace Lacquer.Mastering.Analysis;

/// <summary>All meters of one pass through a track. Each owns its state, so they may run side by side with equal results.</summary>
internal sealed class TrackMeters
{
    /// <summary>Frames per block: long enough to make handing out work cheap, short enough to stay in the cache.</summary>
    private const int BlockFrames = 65_536;

    private readonly StyleMeter? _style;
    private StreamBlock _heard;
    private StreamBlock _read;

    public TrackMeters(AudioFormat format, FeatureMeter? features, StyleMeter? style, IReadOnlyList<Stretch> stretches)
    {
        _style = style;
        bool stereo = format.Channels > 1;
        Loudness = new LoudnessMeter(format.SampleRateHz, format.Channels);
        TruePeak = new TruePeakMeter(format.SampleRateHz, format.Channels, hopFrames: format.SampleRateHz);
        Tone = new ToneMeter(format.SampleRateHz, stereo, stretches);
        Dynamics = new DynamicsMeter(format.SampleRateHz, stereo, features);
        Levels = new LevelMeter(format.SampleRateHz, format.Channels);
        Plateaus = new PlateauMeter(format.SampleRateHz, format.Channels, format.BitsPerSample);
        CutPeaks = new CutPeakMeter(format.SampleRateHz, format.Channels, format.BitsPerSample);
        Overs = new OverMeter(format.SampleRateHz, format.Channels, BlockFrames);
        Edges = new EdgeMeter(format.SampleRateHz, format.Channels);
        Impulses = new ImpulseMeter(format.SampleRateHz, format.Channels);
        _heard = new StreamBlock(format.Channels, BlockFrames);
        _read = new StreamBlock(format.Channels, BlockFrames);
    }

    public LoudnessMeter Loudness { get; }

    public TruePeakMeter TruePeak { get; }

    public ToneMeter Tone { get; }

    public DynamicsMeter Dynamics { get; }

    public LevelMeter Levels { get; }

    public PlateauMeter Plateaus { get; }

    public CutPeakMeter CutPeaks { get; }

    public OverMeter Overs { get; }

    public EdgeMeter Edges { get; }

    public ImpulseMeter Impulses { get; }

    /// <summary>Listens to a source from start to end. The next block is read while the meters work on this one.</summary>
    /// <returns>Frames heard.</returns>
    public long Listen(IAudioSource source, IProgress<double>? progress, CancellationToken cancel)
    {
        using IAudioReader reader = source.OpenReader();
        long frames = 0;
        Action[] work =
        [
            () => TruePeak.Process(_heard.Audio),
            () => Tone.Process(_heard.Mid, _heard.Side),
            () => Loudness.Process(_heard.Audio),
            () => Dynamics.Process(_heard.Mid, _heard.Side),
            () => HearLevels(_heard),
            () => _read.Fill(reader),
        ];
        _heard.Fill(reader);
        while (_heard.Frames > 0)
        {
            cancel.ThrowIfCancellationRequested();
            RunAll(work);
            frames += _heard.Frames;
            (_heard, _read) = (_read, _heard);
            progress?.Report(source.Frames > 0 ? Math.Min(1, (double)frames / source.Frames) : 0);
        }

        Tone.Finish();
        Dynamics.Finish();
        Levels.Finish();
        CutPeaks.Finish();
        _style?.Finish();
        return frames;
    }

    private void HearLevels(StreamBlock block)
    {
        Levels.Process(block.Audio, block.Mid, block.Side);
        Plateaus.Process(block.Audio);
        CutPeaks.Process(block.Audio);
        Overs.Process(block.Audio);
        Edges.Process(block.Audio);
        Impulses.Process(block.Audio);
        _style?.Process(block.Mid);
    }

    private static void RunAll(Action[] work)
    {
        try
        {
            Parallel.Invoke(work);
        }
        catch (AggregateException failure)
        {
            // The caller knows the reader's faults by their own type.
            ExceptionDispatchInfo.Throw(failure.InnerExceptions[0]);
        }
    }
}
