using System.Runtime.InteropServices;

using Lacquer.Dsp.Standards;
using Lacquer.Dsp.Units;

namespace Lacquer.Dsp.Metering;

/// <summary>Measures momentary, short-term and integrated loudness and loudness range of a stream.</summary>
/// <remarks>
/// ITU-R BS.1770-5, Annex 1; EBU Tech 3341 and 3342. The windows move in steps of 10 ms for the maxima and of 100 ms for the
/// series and the gates. Results may be read at any time; they do not depend on how the stream is cut into blocks.
/// Memory: 160 bytes a second of audio, 7 MB for 12 hours.
/// </remarks>
public sealed class LoudnessMeter
{
    /// <summary>Finer than the 20 ms and 150 ms offsets of EBU Tech 3341 cases 10 to 14.</summary>
    private const int HopMs = 10;

    private const int HopsPerSecond = 1_000 / HopMs;
    private const int HopsPerStep = Bs1770.GatingStepMs / HopMs;
    private const int MomentaryHops = EbuTech3341.MomentaryMs / HopMs;
    private const int ShortTermHops = EbuTech3341.ShortTermMs / HopMs;

    private readonly int _sampleRateHz;
    private readonly KWeightingFilter _filter;
    private readonly double[] _weights;
    private readonly double[] _sums;
    private readonly EnergyWindow _window = new(ShortTermHops);
    private readonly List<double> _blockEnergies = [];
    private readonly List<double> _shortTermEnergies = [];
    private long _hops;
    private double _totalEnergy;
    private double _maxMomentary;
    private double _maxShortTerm;

    /// <summary>Starts a measurement.</summary>
    /// <param name="sampleRateHz">Frames per second, 8 000 to 384 000.</param>
    /// <param name="channels">1 to 6, in the order of <see cref="Bs1770.ChannelWeights"/>; a mono file counts once.</param>
    /// <exception cref="ArgumentOutOfRangeException">Either lies outside its range.</exception>
    public LoudnessMeter(int sampleRateHz, int channels)
    {
        _sampleRateHz = sampleRateHz;
        _weights = Bs1770.ChannelWeights(channels);
        _filter = new KWeightingFilter(sampleRateHz, channels);
        _sums = new double[channels];
    }

    /// <summary>Frames heard so far.</summary>
    public long Frames { get; private set; }

    /// <summary>Gated loudness of everything so far; −∞ when less than 400 ms long or nothing passes the gates.</summary>
    public Lufs Integrated => GatedLoudness.Integrate(BlockEnergies);

    /// <summary>Loudest 400 ms, in steps of 10 ms; of a shorter stream, the loudness of all of it. −∞ for silence.</summary>
    public Lufs MaxMomentary => Bs1770.Loudness(_hops >= MomentaryHops ? _maxMomentary : MeanOfAll());

    /// <summary>Loudest 3 s, in steps of 10 ms; of a shorter stream, the loudness of all of it. −∞ for silence.</summary>
    public Lufs MaxShortTerm => Bs1770.Loudness(_hops >= ShortTermHops ? _maxShortTerm : MeanOfAll());

    /// <summary>Loudness range in LU, ≥ 0; 0 for a stream shorter than 3 s.</summary>
    public Decibels Range => LoudnessRange.Of(CollectionsMarshal.AsSpan(_shortTermEnergies));

    /// <summary>Momentary loudness every 100 ms, in LUFS; entry i is of the 400 ms that end at 400 + 100·i ms. −∞ for silence.</summary>
    public double[] MomentaryLufs() => ToLufs(_blockEnergies);

    /// <summary>Short-term loudness every 100 ms, in LUFS; entry i is of the 3 s that end at 3 + i/10 s. −∞ for silence.</summary>
    public double[] ShortTermLufs() => ToLufs(_shortTermEnergies);

    /// <summary>Channel-weighted mean square of each gating block, timed like <see cref="MomentaryLufs"/>; linear, ≥ 0. Valid until the next <see cref="Process"/>.</summary>
    /// <remarks>A part of it gives the loudness of a part of the track: <see cref="GatedLoudness.Integrate"/>.</remarks>
    public ReadOnlySpan<double> BlockEnergies => CollectionsMarshal.AsSpan(_blockEnergies);

    /// <summary>Listens to a block; the audio stays as it is.</summary>
    /// <param name="block">Shape [channels, frames], any number of frames.</param>
    public void Process(AudioBlock block)
    {
        for (int start = 0; start < block.Frames;)
        {
            long hopEnd = FrameOfHop(_hops + 1);
            int frames = (int)Math.Min(block.Frames - start, hopEnd - Frames);
            _filter.AddEnergies(block.Slice(start, frames), _sums);
            start += frames;
            Frames += frames;
            if (Frames == hopEnd)
            {
                FinishHop();
            }
        }
    }

    /// <summary>First frame of a hop. At odd rates, hops differ by a frame so that time does not drift.</summary>
    private long FrameOfHop(long hop) => hop * _sampleRateHz / HopsPerSecond;

    private void FinishHop()
    {
        double energy = WeightedSum();
        Array.Clear(_sums);
        _totalEnergy += energy;
        _window.Push(energy);
        _hops++;
        bool isStep = _hops % HopsPerStep == 0;
        if (_hops >= MomentaryHops)
        {
            double momentary = Mean(MomentaryHops);
            _maxMomentary = Math.Max(_maxMomentary, momentary);
            if (isStep)
            {
                _blockEnergies.Add(momentary);
            }
        }

        if (_hops >= ShortTermHops)
        {
            double shortTerm = Mean(ShortTermHops);
            _maxShortTerm = Math.Max(_maxShortTerm, shortTerm);
            if (isStep)
            {
                _shortTermEnergies.Add(shortTerm);
            }
        }
    }

    private static double[] ToLufs(List<double> energies)
    {
        double[] lufs = new double[energies.Count];
        for (int i = 0; i < lufs.Length; i++)
        {
            lufs[i] = Bs1770.Loudness(energies[i]).Value;
        }

        return lufs;
    }

    private double Mean(int hops) => _window.Sum(hops) / (Frames - FrameOfHop(_hops - hops));

    private double MeanOfAll() => Frames == 0 ? 0 : (_totalEnergy + WeightedSum()) / Frames;

    private double WeightedSum()
    {
        double sum = 0;
        for (int c = 0; c < _sums.Length; c++)
        {
            sum += _weights[c] * _sums[c];
        }

        return sum;
    }
}
