using Lacquer.Dsp;
using Lacquer.Dsp.Dynamics;
using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Rendering;

/// <summary>
/// Foretells the limiter as if no section had a level of its own. The gain is found for that sound, so that a quieter verse leaves the rest
/// where it was, whatever it does to the loudness of the whole.
/// </summary>
internal sealed class SectionLevels
{
    private const string Makeup = "makeupDb";

    private readonly StreamFormat _format;
    private readonly SectionOverride[] _stretches;
    private readonly double _wholeDb;
    private readonly LimiterForecast _forecast;
    private readonly AudioBuffer _copy;
    private long _position;

    private SectionLevels(StreamFormat format, SectionOverride[] stretches, double wholeDb)
    {
        (_format, _stretches, _wholeDb) = (format, stretches, wholeDb);
        _forecast = new LimiterForecast(format);
        _copy = new AudioBuffer(format.Channels, format.MaxFrames);
    }

    /// <summary>The forecast, once everything was added.</summary>
    public LimiterForecast Forecast => _forecast;

    /// <summary>For a plan in which sections have levels that were decided; null for any other. One set by hand is part of the sound.</summary>
    public static SectionLevels? Of(MasteringPlan plan, StreamFormat format)
    {
        StagePlan compressor = plan.Stage(StageCatalogue.Compressor.Name);
        SectionOverride[] stretches = [.. plan.Overrides.Where(stretch => stretch.ByJudge && stretch.Stage == compressor.Name && stretch.Parameter == Makeup)];
        bool works = stretches.Length > 0 && compressor is { Active: true, Bypassed: false };
        return works && LevelsOnly(plan, stretches) ? new SectionLevels(format, stretches, compressor.Parameters[Makeup]) : null;
    }

    /// <summary>Takes the next block of the sound before the limiter; the block stays as it is.</summary>
    public void Add(AudioBlock block)
    {
        AudioBlock copy = _copy.AsBlock(0, block.Frames);
        block.CopyTo(copy);
        for (int n = 0; n < block.Frames; n++)
        {
            float gain = GainAt((double)(_position + n) / _format.SampleRateHz, out int same);
            int end = Math.Min(block.Frames, n + same);
            for (int c = 0; gain != 1 && c < copy.Channels; c++)
            {
                foreach (ref float sample in copy.Channel(c)[n..end])
                {
                    sample *= gain;
                }
            }

            n = end - 1;
        }

        _position += block.Frames;
        _forecast.Add(copy);
    }

    /// <summary>A makeup that comes with compression of the same stretch gives back what that takes: it is no level of its own.</summary>
    private static bool LevelsOnly(MasteringPlan plan, SectionOverride[] stretches) =>
        !plan.Overrides.Any(other => other.ByJudge && other.Stage == stretches[0].Stage && other.Parameter == "thresholdDbfs"
            && Array.Exists(stretches, stretch => stretch.FromSeconds == other.FromSeconds && stretch.ToSeconds == other.ToSeconds));

    /// <summary>What undoes the level at a moment, and for how many frames it stays so.</summary>
    private float GainAt(double seconds, out int frames)
    {
        double db = _wholeDb;
        double next = double.PositiveInfinity;
        foreach (SectionOverride stretch in _stretches)
        {
            db = seconds >= stretch.FromSeconds && seconds < stretch.ToSeconds ? stretch.Value : db;
            next = seconds < stretch.FromSeconds ? Math.Min(next, stretch.FromSeconds) : seconds < stretch.ToSeconds ? Math.Min(next, stretch.ToSeconds) : next;
        }

        frames = double.IsFinite(next) ? Math.Max(1, (int)Math.Min(int.MaxValue / 2, Math.Ceiling((next - seconds) * _format.SampleRateHz))) : int.MaxValue / 2;
        return (float)Math.Pow(10, (_wholeDb - db) / 20);
    }
}
