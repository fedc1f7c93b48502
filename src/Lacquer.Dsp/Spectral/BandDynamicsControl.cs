namespace Lacquer.Dsp.Spectral;

/// <summary>Decides frame by frame how far each of the four bands is turned down.</summary>
/// <remarks>Gain computer as in Giannoulis, Massberg and Reiss, "Digital Dynamic Range Compressor Design", JAES 60, 2012, eq. 4.</remarks>
internal sealed class BandDynamicsControl
{
    /// <summary>Below this power, −120 dBFS, a band is silent.</summary>
    private const double SilentPower = 1e-12;

    private readonly BandDynamicsSettings _settings;
    private readonly BandLevels _levels;
    private readonly float[][] _shapes = new float[BandLevels.Count][];
    private readonly double[] _bandDb = new double[BandLevels.Count];
    private readonly double _attack;
    private readonly double _release;
    private readonly double _levelerAttack;
    private readonly double _levelerRelease;
    private double _levelerDb;
    private long _heard;

    /// <param name="settings">Thresholds, ratios, times.</param>
    /// <param name="levels">Reads the bands.</param>
    /// <param name="hopSeconds">Time from frame to frame.</param>
    /// <param name="gainBins">Length of the gain curve, from 0 to Nyquist.</param>
    /// <param name="sampleRateHz">Frames per second.</param>
    public BandDynamicsControl(BandDynamicsSettings settings, BandLevels levels, double hopSeconds, int gainBins, int sampleRateHz)
    {
        (_settings, _levels) = (settings, levels);
        _attack = Share(hopSeconds, settings.AttackMs);
        _release = Share(hopSeconds, settings.ReleaseMs);
        _levelerAttack = Share(hopSeconds, BandDynamicsSettings.LevelerAttackMs);
        _levelerRelease = Share(hopSeconds, BandDynamicsSettings.LevelerReleaseMs);
        for (int b = 0; b < BandLevels.Count; b++)
        {
            _shapes[b] = new float[SpectrumProduct.PaddedLength(gainBins)];
            for (int k = 0; k < gainBins; k++)
            {
                _shapes[b][k] = (float)BandShape.OfBand(b, k * (0.5 * sampleRateHz) / (gainBins - 1));
            }
        }
    }

    /// <summary>What the frame lost, in dB: power of the bands before against after.</summary>
    public double ReductionDb { get; private set; }

    /// <summary>Reads a frame and moves the gains by one step.</summary>
    public void Update(ReadOnlySpan<float> power)
    {
        (double before, double after) = (0.0, 0.0);
        Span<double> bandPower = stackalloc double[BandLevels.Count];
        for (int b = 0; b < BandLevels.Count; b++)
        {
            bandPower[b] = _levels.BandPower(power, b);
            before += bandPower[b];
        }

        // Until a time constant has passed since the first sound, the leveler takes the mean of what it has heard so far: a track that
        // begins loud is not left loud for a second and then turned down.
        _heard += before > SilentPower ? 1 : 0;
        double start = _heard > 0 ? 1.0 / _heard : 0;
        double wanted = Wanted(before, _settings.LevelerThresholdDbfs, _settings.LevelerRatio);
        Move(ref _levelerDb, wanted, Math.Max(start, _levelerAttack), Math.Max(start, _levelerRelease));
        for (int b = 0; b < BandLevels.Count; b++)
        {
            DynamicsBandSettings band = _settings.Band(b);
            Move(ref _bandDb[b], Wanted(bandPower[b], band.ThresholdDbfs, band.Ratio), _attack, _release);
            after += bandPower[b] * Math.Pow(10, -(_bandDb[b] + _levelerDb) / 10);
        }

        ReductionDb = before > SilentPower ? 10 * Math.Log10(before / after) : 0;
    }

    /// <summary>Adds the present gains, in dB, to a curve.</summary>
    public void AddTo(float[] gainDb)
    {
        for (int b = 0; b < BandLevels.Count; b++)
        {
            SpectrumProduct.AddScaled(_shapes[b], (float)-(_bandDb[b] + _levelerDb), gainDb);
        }
    }

    /// <summary>Back to no reduction.</summary>
    public void Reset()
    {
        Array.Clear(_bandDb);
        _levelerDb = 0;
        _heard = 0;
        ReductionDb = 0;
    }

    /// <summary>How much of the way to its target a value goes per frame.</summary>
    internal static double Share(double hopSeconds, double timeConstantMs) => 1 - Math.Exp(-hopSeconds / (0.001 * timeConstantMs));

    /// <summary>Moves a reduction towards its target; the attack is for growing ones.</summary>
    internal static void Move(ref double valueDb, double targetDb, double attack, double release) =>
        valueDb += (targetDb > valueDb ? attack : release) * (targetDb - valueDb);

    private static double Wanted(double power, double thresholdDbfs, double ratio)
    {
        if (ratio == 1 || power < SilentPower)
        {
            return 0;
        }

        const double W = BandDynamicsSettings.KneeDb;
        double over = (10 * Math.Log10(power)) - thresholdDbfs;
        double bent = over <= -W / 2 ? 0 : over < W / 2 ? (over + (W / 2)) * (over + (W / 2)) / (2 * W) : over;
        return Math.Min(BandDynamicsSettings.MaxReductionDb, bent * (1 - (1 / ratio)));
    }
}
