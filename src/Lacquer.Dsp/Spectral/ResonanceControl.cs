namespace Lacquer.Dsp.Spectral;

/// <summary>Finds narrow bands that keep standing out, and a presence region that is too strong; decides how far to cut.</summary>
/// <remarks>
/// What stands out is measured in dB inside each frame, so a broadband attack, which lifts a band and its surroundings
/// alike, is not mistaken for a resonance; and it is smoothed over about a second, so that a short note is not either.
/// A band that has just risen is an attack and is let through. One that carries most of the power is the music itself:
/// cutting it would turn a solo down, not a resonance.
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

    /// <summary>A band this far above its last quarter second starts to count as an attack, and fully counts this much further, in dB.</summary>
    private const double AttackStartDb = 3;
    private const double AttackRangeDb = 6;

    /// <summary>
    /// Share of the whole power from which a band and its two neighbours start to count as the music itself, and fully count
    /// so much further.
    /// </summary>
    private const double SoloStart = 0.35;
    private const double SoloRange = 0.3;
    private const double SoloMs = 1_000;
    private const double BackgroundMs = 200;

    /// <summary>What of a cut its two neighbours get, so that the dip is about a quarter octave wide.</summary>
    private const double SideShare = 0.6;

    private readonly ResonanceSettings _settings;
    private readonly BandLevels _levels;
    private readonly ResonanceBands _bands;
    private readonly float[] _harshShape;
    private readonly double[] _levelDb;
    private readonly double[] _excessDb;
    private readonly double[] _wantedDb;
    private readonly double[] _cutDb;
    private readonly double[] _backgroundDb;
    private readonly double[] _calm;
    private readonly double[] _slowPower;
    private readonly double _rise;
    private readonly double _fall;
    private readonly double _backgroundShare;
    private readonly double _soloShare;
    private readonly double _harshAttack;
    private readonly double _harshRelease;
    private readonly double _floor;
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
        _wantedDb = new double[bands.Count];
        (_backgroundDb, _calm, _slowPower) = (new double[bands.Count], new double[bands.Count], new double[bands.Count]);
        _harshShape = new float[SpectrumProduct.PaddedLength(bands.GainBins)];
        for (int k = 0; k < bands.GainBins; k++)
        {
            double hz = bands.GainBinHz(k);
            _harshShape[k] = (float)(BandShape.Above(BandLevels.HarshLowHz, hz) - BandShape.Above(BandLevels.HarshHighHz, hz));
        }

        _rise = BandDynamicsControl.Share(hopSeconds, RiseMs);
        _fall = BandDynamicsControl.Share(hopSeconds, FallMs);
        _backgroundShare = BandDynamicsControl.Share(hopSeconds, BackgroundMs);
        _soloShare = BandDynamicsControl.Share(hopSeconds, SoloMs);
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
        Array.Clear(_slowPower);
        Array.Fill(_backgroundDb, 10 * Math.Log10(_floor));
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
        double slowTotal = _floor;
        for (int i = 0; i < _levelDb.Length; i++)
        {
            double mean = _bands.MeanPower(power, i);
            _levelDb[i] = 10 * Math.Log10(mean + _floor);
            _calm[i] = 1 - Math.Clamp((_levelDb[i] - _backgroundDb[i] - AttackStartDb) / AttackRangeDb, 0, 1);
            _backgroundDb[i] += _backgroundShare * (_levelDb[i] - _backgroundDb[i]);
            _slowPower[i] += _soloShare * ((mean * _bands.Width(i)) - _slowPower[i]);
            slowTotal += _slowPower[i];
        }

        double thresholdDb = _settings.ThresholdDb + UpdateExcess();
        _cutting = false;
        for (int i = 1; i < _wantedDb.Length - 1; i++)
        {
            _wantedDb[i] = _bands.CentreHz(i) is >= LowestCutHz and <= HighestCutHz ? Wanted(i, thresholdDb, slowTotal) : 0;
            _cutting |= _wantedDb[i] > 0;
        }

        if (!_cutting)
        {
            return 0;
        }

        double lost = 0;
        for (int i = 1; i < _cutDb.Length - 1; i++)
        {
            // A tone between the centres of two bands gets most of the cut, too.
            _cutDb[i] = Math.Max(_wantedDb[i], SideShare * Math.Max(_wantedDb[i - 1], _wantedDb[i + 1]));
            lost += _bands.MeanPower(power, i) * _bands.Width(i) * (1 - Math.Pow(10, -_cutDb[i] / 10));
        }

        return lost;
    }

    private double Wanted(int i, double thresholdDb, double slowTotal)
    {
        // A soft bend of ±1 dB around the threshold, then dB for dB.
        double over = _excessDb[i] - thresholdDb;
        if (over <= -1)
        {
            return 0;
        }

        double cut = over < 1 ? (over + 1) * (over + 1) / 4 : over;
        double near = _slowPower[i - 1] + _slowPower[i] + _slowPower[i + 1];
        double company = 1 - Math.Clamp(((near / slowTotal) - SoloStart) / SoloRange, 0, 1);
        return company * _calm[i] * Math.Min(cut, _settings.MaxCutDb);
    }

    /// <summary>Smooths how far each band stands out.</summary>
    /// <returns>By how much the threshold rises because many bands do, in dB.</returns>
    private double UpdateExcess()
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
            _excessDb[i] += _calm[i] * (excess > _excessDb[i] ? _rise : _fall) * (excess - _excessDb[i]);
            square += _excessDb[i] * _excessDb[i];
        }

        return 2 * Math.Max(0, Math.Sqrt(square / _excessDb.Length) - OrdinarySpreadDb);
    }
}
