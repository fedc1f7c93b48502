using System.Buffers;
using System.Numerics;
using Lacquer.Dsp.Metering;
using Lacquer.Dsp.Standards;

namespace Lacquer.Dsp.Dynamics;

/// <summary>One run of the loudness stage over segments instead of frames.</summary>
internal sealed class LimiterSimulation
{
    private const int BatchSegments = 1_024;
    private const int StepsPerSecond = 1000 / Bs1770.GatingStepMs;
    private const int StepsPerBlock = Bs1770.GatingBlockMs / Bs1770.GatingStepMs;
    private const int ReductionWindowSteps = 3 * StepsPerSecond;

    private readonly LimiterSettings _settings;
    private readonly SegmentStore _segments;
    private readonly LimiterGainCurve _curve;
    private readonly SoftClipMap? _clip;
    private readonly double _segmentsPerStep;
    private readonly float _peakToCeilingOctaves;
    private readonly float _gainOctaves;
    private readonly int _mostSteps;
    private double[] _stepEnergies = [];
    private readonly double[] _lastReductionsDb = new double[ReductionWindowSteps]; // a ring: what the window over the steps holds
    private int _steps;
    private double _windowSumDb;
    private double _maxWindowSumDb;
    private double _totalReductionDb;
    private double _stepEnergy;
    private double _stepReduction;
    private int _stepFill;
    private double _stepEnd;
    private long _segment;

    /// <summary>Prepares a run.</summary>
    public LimiterSimulation(LimiterSettings settings, SegmentStore segments, int sampleRateHz)
    {
        double segmentsPerSecond = (double)sampleRateHz / segments.FramesPerSegment;
        _settings = settings;
        _segments = segments;
        _curve = new LimiterGainCurve(settings, segmentsPerSecond, guardSteps: 0);
        _clip = settings.Enabled && settings.SoftClipDb > 0 ? new SoftClipMap(settings.SoftClipDb) : null;
        _segmentsPerStep = segmentsPerSecond / StepsPerSecond;
        _gainOctaves = (float)(settings.GainDb / DecibelMath.DbPerOctave);
        _peakToCeilingOctaves = (float)((settings.GainDb - settings.Ceiling.Value) / DecibelMath.DbPerOctave);
        _stepEnd = _segmentsPerStep;
        _mostSteps = (int)(segments.Count / _segmentsPerStep) + 1;
    }

    /// <summary>Runs through all segments, once.</summary>
    public LimiterPrediction Predict()
    {
        // A gain is found by some twenty runs; of a long track each would leave a megabyte behind.
        _stepEnergies = ArrayPool<double>.Shared.Rent(_mostSteps);
        RunAll();
        LimiterPrediction prediction = Conclude();
        ArrayPool<double>.Shared.Return(_stepEnergies);
        return prediction;
    }

    private void RunAll()
    {
        float[] reduction = new float[BatchSegments];
        float[] energy = new float[BatchSegments];
        int delay = _settings.Enabled ? _curve.DelaySteps : 0;
        for (int start = 0; start < _segments.Count + delay; start += BatchSegments)
        {
            Request(start, reduction);
            if (_settings.Enabled)
            {
                _curve.Process(reduction);
            }
            else
            {
                Array.Clear(reduction);
            }

            Energies(start - delay, energy);
            for (int i = 0; i < BatchSegments; i += Vector<float>.Count)
            {
                Vector<float> octaves = new Vector<float>(energy, i) - (2 * new Vector<float>(reduction, i));
                DecibelMath.Exp2(octaves).CopyTo(energy, i);
            }

            int first = Math.Max(0, delay - start);
            int last = Math.Min(BatchSegments, _segments.Count + delay - start);
            for (int i = first; i < last; i++)
            {
                Accumulate(energy[i], reduction[i]);
            }
        }
    }

    /// <summary>Reduction each peak asks for, in octaves.</summary>
    private void Request(int start, float[] reduction)
    {
        ReadOnlySpan<ushort> peaks = _segments.Peaks;
        float offset = SegmentStore.LowestPeak + _peakToCeilingOctaves;
        for (int i = 0; i < reduction.Length; i++)
        {
            float over = start + i < peaks.Length ? offset + (peaks[start + i] * SegmentStore.OctavesPerUnit) : 0;
            over = _clip is null ? over : _clip.Peak(over);
            reduction[i] = over > 0 ? over : 0;
        }
    }

    /// <summary>Energy before the limiter, log2.</summary>
    private void Energies(int start, float[] energy)
    {
        ReadOnlySpan<ushort> energies = _segments.Energies;
        ReadOnlySpan<ushort> peaks = _segments.Peaks;
        float offset = SegmentStore.LowestEnergy + (2 * _gainOctaves);
        float peakOffset = SegmentStore.LowestPeak + _peakToCeilingOctaves;
        for (int i = 0; i < energy.Length; i++)
        {
            int at = start + i;
            if ((uint)at >= (uint)energies.Length)
            {
                energy[i] = 0;
                continue;
            }

            energy[i] = offset + (energies[at] * SegmentStore.OctavesPerUnit);
            if (_clip is not null)
            {
                energy[i] -= _clip.EnergyLoss(peakOffset + (peaks[at] * SegmentStore.OctavesPerUnit));
            }
        }
    }

    private void Accumulate(float energy, float reduction)
    {
        _stepEnergy += energy;
        _stepReduction += reduction;
        _stepFill++;
        if (++_segment < _stepEnd)
        {
            return;
        }

        AddReduction(_stepReduction / _stepFill * DecibelMath.DbPerOctave);
        _stepEnergies[_steps++] = _stepEnergy / _stepFill;
        _stepEnd += _segmentsPerStep;
        _stepEnergy = 0;
        _stepReduction = 0;
        _stepFill = 0;
    }

    /// <summary>Adds a step's reduction to the whole and to the window that ends with it.</summary>
    private void AddReduction(double reductionDb)
    {
        ref double oldest = ref _lastReductionsDb[_steps % ReductionWindowSteps]; // 0 until the window is full
        _totalReductionDb += reductionDb;
        _windowSumDb += reductionDb - oldest;
        oldest = reductionDb;
        if (_steps >= ReductionWindowSteps - 1)
        {
            _maxWindowSumDb = Math.Max(_maxWindowSumDb, _windowSumDb);
        }
    }

    private LimiterPrediction Conclude()
    {
        // A block takes the place of its first step.
        int blocks = Math.Max(0, _steps - StepsPerBlock + 1);
        for (int b = 0; b < blocks; b++)
        {
            double energy = 0;
            for (int s = 0; s < StepsPerBlock; s++)
            {
                energy += _stepEnergies[b + s] / StepsPerBlock;
            }

            _stepEnergies[b] = energy;
        }

        return new LimiterPrediction
        {
            Integrated = GatedLoudness.Integrate(_stepEnergies.AsSpan(0, blocks)),
            MaxMeanReductionDb = (_steps < ReductionWindowSteps ? _windowSumDb : _maxWindowSumDb) / Math.Max(1, Math.Min(_steps, ReductionWindowSteps)),
            MeanReductionDb = _totalReductionDb / Math.Max(1, _steps),
        };
    }
}
