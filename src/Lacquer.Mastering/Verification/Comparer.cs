using Lacquer.Audio;
using Lacquer.Dsp;
using Lacquer.Dsp.Resampling;
using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Verification;

/// <summary>Compares two files at equal loudness.</summary>
public static class Comparer
{
    private const int BlockFrames = 16_384;
    private const double LowHz = 50;      // below and above this range tone is hardly judged
    private const double HighHz = 12_500;

    /// <summary>Measures both and their difference.</summary>
    /// <param name="analyser">Measures each.</param>
    /// <param name="fileA">The reference.</param>
    /// <param name="fileB">The other.</param>
    /// <param name="opening">Told which file is being worked on, so that an error can name it.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="AudioFileException">A file cannot be used.</exception>
    public static Comparison Compare(TrackAnalyser analyser, string fileA, string fileB, Action<string> opening, CancellationToken cancel)
    {
        opening(fileA);
        using IAudioSource sourceA = AudioFile.Open(fileA, AudioLimits.Default, cancel);
        TrackAnalysis a = analyser.Analyse(sourceA, null, cancel);
        opening(fileB);
        using IAudioSource sourceB = AudioFile.Open(fileB, AudioLimits.Default, cancel);
        TrackAnalysis b = analyser.Analyse(sourceB, null, cancel);

        double gainDb = (a.Loudness.Integrated - b.Loudness.Integrated).Value;
        double[] tone = Difference(a.Tone, b.Tone);
        return new Comparison
        {
            FileA = fileA,
            FileB = fileB,
            A = a,
            B = b,
            GainDb = double.IsFinite(gainDb) ? gainDb : double.NaN,
            ResidualDb = double.IsFinite(gainDb) ? Residual(sourceA, sourceB, Math.Pow(10, gainDb / 20), cancel) : double.NaN,
            ToneDb = tone,
            ToneRmsDb = Rms(tone, a.Tone.BandCentresHz),
        };
    }

    private static double[] Difference(TonalBalance a, TonalBalance b)
    {
        var difference = new double[a.LevelsDb.Length];
        for (int i = 0; i < difference.Length; i++)
        {
            double value = b.LevelsDb[i] - a.LevelsDb[i];
            difference[i] = double.IsFinite(value) ? value : double.NaN;
        }

        return difference;
    }

    private static double Rms(double[] toneDb, double[] centresHz)
    {
        double[] judged = [.. toneDb.Where((value, i) => centresHz[i] is >= LowHz and <= HighHz && double.IsFinite(value))];
        double mean = judged.DefaultIfEmpty(0).Average();
        return Math.Sqrt(judged.Select(value => (value - mean) * (value - mean)).DefaultIfEmpty(0).Average());
    }

    private static double Residual(IAudioSource a, IAudioSource b, double gainB, CancellationToken cancel)
    {
        using var readA = new AlignedReader(a, a.Format.SampleRateHz);
        using var readB = new AlignedReader(b, a.Format.SampleRateHz);
        var blockA = new AudioBuffer(a.Format.Channels, BlockFrames);
        var blockB = new AudioBuffer(b.Format.Channels, BlockFrames);
        int channels = Math.Max(a.Format.Channels, b.Format.Channels);
        double power = 0;
        double residual = 0;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            int framesA = readA.Fill(blockA);
            int framesB = readB.Fill(blockB);
            int frames = Math.Max(framesA, framesB);
            if (frames == 0)
            {
                return 10 * Math.Log10(residual / power);
            }

            for (int c = 0; c < channels; c++)
            {
                ReadOnlySpan<float> samplesA = blockA.Channel(Math.Min(c, blockA.Channels - 1))[..frames];
                ReadOnlySpan<float> samplesB = blockB.Channel(Math.Min(c, blockB.Channels - 1))[..frames];
                for (int n = 0; n < frames; n++)
                {
                    double difference = samplesA[n] - (gainB * samplesB[n]);
                    power += (double)samplesA[n] * samplesA[n];
                    residual += difference * difference;
                }
            }
        }
    }

    /// <summary>Reads a source at a given rate in full blocks, silence after its end.</summary>
    private sealed class AlignedReader : IDisposable
    {
        private readonly IAudioReader _reader;
        private readonly RateConverter? _converter;
        private readonly AudioBuffer _input;
        private readonly AudioBuffer _converted;
        private int _start;
        private int _held;
        private bool _ended;

        public AlignedReader(IAudioSource source, int rateHz)
        {
            _reader = source.OpenReader();
            _input = new AudioBuffer(source.Format.Channels, BlockFrames);
            _converter = source.Format.SampleRateHz == rateHz ? null : new RateConverter(source.Format.SampleRateHz, rateHz, source.Format.Channels);
            _converted = _converter is null ? _input : new AudioBuffer(source.Format.Channels, _converter.MaxOutputFrames(BlockFrames));
        }

        /// <summary>Fills the buffer; returns the frames that are not padding.</summary>
        public int Fill(AudioBuffer to)
        {
            int filled = 0;
            while (filled < to.Frames)
            {
                if (_held == 0 && !Refill())
                {
                    to.AsBlock(filled, to.Frames - filled).Clear();
                    break;
                }

                int frames = Math.Min(_held, to.Frames - filled);
                _converted.AsBlock(_start, frames).CopyTo(to.AsBlock(filled, frames));
                _start += frames;
                _held -= frames;
                filled += frames;
            }

            return filled;
        }

        public void Dispose() => _reader.Dispose();

        private bool Refill()
        {
            _start = 0;
            while (_held == 0 && !_ended)
            {
                int frames = _reader.Read(_input.AsBlock());
                _held = frames == 0 ? 0 : _converter?.Process(_input.AsBlock(0, frames), _converted.AsBlock()) ?? frames;
                _ended = frames == 0;
            }

            if (_held == 0 && _converter is not null)
            {
                _held = _converter.Flush(_converted.AsBlock());
            }

            return _held > 0;
        }
    }
}
