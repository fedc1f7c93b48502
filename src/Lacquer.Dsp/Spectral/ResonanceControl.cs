namespace Lacquer.Dsp.Spectral;

/// <summary>Finds narrow bands that keep standing out, and a presence region that is too strong; decides how far to cut.</summary>
/// <remarks>
/// What stands out is measured in dB inside each frame, so a broadband attack, which lifts a band and its surroundings
/// alike, is not mistaken for a resonance; and it is smoothed over about a second, so that a short note is not either.
/// </remarks>
internal sealed class ResonanceControl
{
    private const double LowestCutHz = 100;
    private const double HighestCutHz = 12_000;

    /// <summary>How long a band must stand out, and how long it is remembered; chosen against held notes and pumping.</summary>
    private const double RiseMs = 500;
    private const double FallMs = 350;

    /// <summary>A surrounding band counts as no deeper than this under the band itself: a low-pass edge or a gap is not a resonance.</summary>
    private const double DeepestSurroundingDb = 18;

    /// <summary>Spread of the excess over all bands up to which a spectrum is ordinary, in dB; music made of partials has more.</summary>
    private const double OrdinarySpreadDb = 3;

    /// <summary>A frame this far above the last half second starts to count as an attack, and fully counts this much further, in dB.</summary>
    private const double AttackStartDb = 3;
    private const double AttackRangeDb = 6;

    private readonly ResonanceSettings _settings;
    private readonly BandLevels _levels;
    private readonly ResonanceBands _bands;
    private readonly float[] _harshShape;
    private readonly double[] _levelDb;
    private readonly double[] _excessDb;
    private readonly double[] _cutDb;
    private readonly double _rise;
    private readonly double _fall;
    private readonly double _backgroundShare;
    private readonly double _harshAttack;
    private readonly double _harshRelease;
    private readonly double _floor;
    private double _backgroundDb;
    private double _harshDb;
    private bool _cutting;

    /// <param name="settings">Thresholds and largest cuts.</param>
    /// <param name="levels">Reads the harsh region.</param>
    /// <param name="bands">The narrow bands.</param>
    /// <param name="hopSeconds">Time from frame to frame.</param>
    public ResonanceControl(ResonanceSettings settings, BandLevels levels, ResonanceBands bands, double hopSeconds)
    {
        (_settings, _levels, _bands) = (settings, levels, bands);
        (_levelDb, _excessDb, _cutDb) = (new double[bands.Count], new double[bands.Count], new double[bands.Count]);
        _harshShape = new float[SpectrumProduct.PaddedLength(bands.GainBins)];
        for (int k = 0; k < bands.GainBins; k++)
        {
            double hz = bands.GainBinHz(k);
            _harshShape[k] = (float)(BandShape.Above(BandLevels.HarshLowHz, hz) - BandShape.Above(BandLevels.HarshHighHz, hz));
        }

        _rise = BandDynamicsControl.Share(hopSeconds, RiseMs);
        _fall = BandDynamicsControl.Share(hopSeconds, FallMs);
        _backgroundShare = BandDynamicsControl.Share(hopSeconds, 200);
        _harshAttack = BandDynamicsControl.Share(hopSeconds, 60);
        _harshRelease = BandDynamicsControl.Share(hopSeconds, 250);
        _floor = 1e-14 / levels.Scale;
        Reset();
    }

    /// <summary>What the frame lost, in dB: its power before against after.</summary>
    public double ReductionDb { get; private set; }

    /// <summary>Reads a frame and moves the cuts by one step.</summary>
    public void Update(ReadOnlySpan<float> power)
    {
        double total = BandLevels.Sum(power, 0, _bands.SpectrumBins);
        double harsh = _levels.HarshPower(power) / _levels.Scale;
        UpdateHarshness(total, harsh);
        double lost = harsh * (1 - Math.Pow(10, -_harshDb / 10));
        if (_settings.MaxCutDb > 0)
        {
            lost += UpdateResonances(power);
        }

        ReductionDb = total > _floor ? -10 * Math.Log10(1 - Math.Min(0.99, lost / total)) : 0;
    }

    /// <summary>Adds the present cuts, in dB, to a curve.</summary>
    public void AddTo(float[] gainDb)
    {
        if (_harshDb > 0)
        {
            SpectrumProduct.AddScaled(_harshShape, (float)-_harshDb, gainDb);
        }

        if (_cutting)
        {
            _bands.SubtractFrom(gainDb, _cutDb);
        }
    }

    /// <summary>Forgets what stood out.</summary>
    public void Reset()
    {
        Array.Clear(_excessDb);
        Array.Clear(_cutDb);
        _backgroundDb = 10 * Math.Log10(_floor);
        (_harshDb, _cutting, ReductionDb) = (0, false, 0);
    }

    private void UpdateHarshness(double total, double harsh)
    {
        double target = 0;
        if (_settings.HarshnessMaxCutDb > 0 && total > _floor)
        {
            // 2:1 above the threshold.
            double over = (10 * Math.Log10((harsh / total) + 1e-12)) - _settings.HarshnessThresholdDb;
            target = Math.Clamp(over / 2, 0, _settings.HarshnessMaxCutDb);
        }

        BandDynamicsControl.Move(ref _harshDb, target, _harshAttack, _harshRelease);
    }

    private double UpdateResonances(ReadOnlySpan<float> power)
    {
        double meanDb = 0;
        for (int i = 0; i < _levelDb.Length; i++)
        {
            _levelDb[i] = 10 * Math.Log10(_bands.MeanPower(power, i) + _floor);
            meanDb += _levelDb[i] / _levelDb.Length;
        }

        double calm = 1 - Math.Clamp((meanDb - _backgroundDb - AttackStartDb) / AttackRangeDb, 0, 1);
        _backgroundDb += _backgroundShare * (meanDb - _backgroundDb);
        double thresholdDb = _settings.ThresholdDb + UpdateExcess(calm);
        double lost = 0;
        _cutting = false;
        for (int i = 0; i < _cutDb.Length; i++)
        {
            _cutDb[i] = 0;
            if (_bands.CentreHz(i) is < LowestCutHz or > HighestCutHz)
            {
                continue;
            }

            // A soft bend of ±1 dB around the threshold, then dB for dB.
            double over = _excessDb[i] - thresholdDb;
            double cut = over <= -1 ? 0 : over < 1 ? (over + 1) * (over + 1) / 4 : over;
            if (cut > 0)
            {
                _cutDb[i] = calm * Math.Min(cut, _settings.MaxCutDb);
                _cutting |= _cutDb[i] > 0;
                lost += _bands.MeanPower(power, i) * _bands.Width(i) * (1 - Math.Pow(10, -_cutDb[i] / 10));
            }
        }

        return lost;
    }

    /// <summary>Smooths how far each band stands out.</summary>
    /// <returns>By how much the threshold rises because many bands do, in dB.</returns>
    private double UpdateExcess(double calm)
    {
        double square = 0;
        for (int i = 0; i < _excessDb.Length; i++)
        {
            (int first, int last) = _bands.Surroundings(i);
            double levelDb = _levelDb[i];
            double deepest = levelDb - DeepestSurroundingDb;
            double sum = 0;
            int count = 0;
            for (int j = first; j <= last; j++)
            {
                if (Math.Abs(j - i) > 1)
                {
                    sum += Math.Max(deepest, _levelDb[j]);
                    count++;
                }
            }

            // The lowest band of all has no neighbours but the next.
            double excess = count == 0 ? 0 : levelDb - (sum / count);
            _excessDb[i] += calm * (excess > _excessDb[i] ? _rise : _fall) * (excess - _excessDb[i]);
            square += _excessDb[i] * _excessDb[i];
        }

        return 2 * Math.Max(0, Math.Sqrt(square / _excessDb.Length) - OrdinarySpreadDb);
    }
}
