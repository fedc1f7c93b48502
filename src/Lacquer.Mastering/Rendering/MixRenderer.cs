using System.Numerics;
using System.Runtime.InteropServices;
using Lacquer.Audio;
using Lacquer.Dsp;
using Lacquer.Dsp.Dynamics;
using Lacquer.Dsp.Resampling;
using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Rendering;

/// <summary>The first pass: everything up to the limiter, in two halves on two threads.</summary>
public static class MixRenderer
{
    private const int BlockFrames = 16_384; // long enough that handing over costs nothing, short enough to stay in the cache

    /// <summary>Renders the mix up to the loudness stage.</summary>
    /// <param name="source">The mix.</param>
    /// <param name="plan">What to do.</param>
    /// <param name="outputRateHz">Rate of the result.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="AudioFileException">The source cannot be read, or the disk is full.</exception>
    public static PreparedMix Render(
        IAudioSource source, MasteringPlan plan, int outputRateHz, IProgress<double>? progress, CancellationToken cancel)
    {
        int channels = source.Format.Channels;
        var format = new StreamFormat { SampleRateHz = source.Format.SampleRateHz, Channels = channels, MaxFrames = BlockFrames };
        var factory = new ChainFactory(plan);
        ProcessorChain first = factory.FirstHalf();
        ProcessorChain second = factory.SecondHalf();
        first.Prepare(format);
        second.Prepare(format);

        var audio = new ScratchAudio(outputRateHz, channels);
        try
        {
            var sink = new MixSink(audio, plan, format.SampleRateHz, channels, BlockFrames);
            using IAudioReader reader = source.OpenReader();
            var feed = new DelayedFeed(reader, first.LatencyFrames + second.LatencyFrames);
            int skip = first.LatencyFrames + second.LatencyFrames;
            long done = 0;
            BlockPipe.Run(
                channels,
                BlockFrames,
                block =>
                {
                    int frames = feed.Read(block);
                    if (frames > 0)
                    {
                        first.Process(block.Slice(0, frames));
                    }

                    return frames;
                },
                block =>
                {
                    second.Process(block);
                    int drop = Math.Min(skip, block.Frames);
                    skip -= drop;
                    sink.Add(block.Slice(drop, block.Frames - drop));
                    done += block.Frames;
                    progress?.Report(Math.Min(1, (double)done / source.Frames));
                },
                cancel);
            sink.Finish();
            return new PreparedMix
            {
                Audio = audio,
                Forecast = sink.Forecast,
                Unlevelled = sink.Levels?.Forecast,
                SamplePeak = sink.SamplePeak,
                GainReduction = factory.GainReducers.ToDictionary(entry => entry.Key, entry => entry.Value.GainReduction, StringComparer.Ordinal),
                ReductionCurves = factory.ReductionCurves((double)source.Frames / format.SampleRateHz),
            };
        }
        catch
        {
            audio.Dispose();
            throw;
        }
    }

    /// <summary>Converts the rate, stores, and listens for the forecast.</summary>
    private sealed class MixSink
    {
        private readonly ScratchAudio _audio;
        private readonly RateConverter? _converter;
        private readonly AudioBuffer? _converted;

        public MixSink(ScratchAudio audio, MasteringPlan plan, int inputRateHz, int channels, int maxFrames)
        {
            _audio = audio;
            Forecast = new LimiterForecast(new StreamFormat { SampleRateHz = audio.SampleRateHz, Channels = channels });
            if (audio.SampleRateHz != inputRateHz)
            {
                _converter = new RateConverter(inputRateHz, audio.SampleRateHz, channels);
                _converted = new AudioBuffer(channels, _converter.MaxOutputFrames(maxFrames));
            }

            Levels = SectionLevels.Of(plan, new StreamFormat { SampleRateHz = audio.SampleRateHz, Channels = channels, MaxFrames = _converted?.Frames ?? maxFrames });
        }

        public LimiterForecast Forecast { get; }

        public SectionLevels? Levels { get; }

        public double SamplePeak { get; private set; }

        public void Add(AudioBlock block)
        {
            if (_converter is null)
            {
                Store(block);
                return;
            }

            Store(_converted!.AsBlock(0, _converter.Process(block, _converted.AsBlock())));
        }

        public void Finish()
        {
            while (_converter is not null && _converter.Flush(_converted!.AsBlock()) is > 0 and int frames)
            {
                Store(_converted.AsBlock(0, frames));
            }
        }

        private void Store(AudioBlock block)
        {
            if (block.Frames == 0)
            {
                return;
            }

            for (int c = 0; c < block.Channels; c++)
            {
                SamplePeak = Math.Max(SamplePeak, Peak(block.Channel(c)));
            }

            Forecast.Add(block);
            Levels?.Add(block);
            _audio.Append(block);
        }

        private static float Peak(ReadOnlySpan<float> samples)
        {
            var peaks = Vector<float>.Zero;
            ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(samples);
            foreach (Vector<float> vector in vectors)
            {
                peaks = Vector.Max(peaks, Vector.Abs(vector));
            }

            float peak = 0;
            for (int i = 0; i < Vector<float>.Count; i++)
            {
                peak = Math.Max(peak, peaks[i]);
            }

            foreach (float sample in samples[(vectors.Length * Vector<float>.Count)..])
            {
                peak = Math.Max(peak, Math.Abs(sample));
            }

            return peak;
        }
    }
}
