namespace Lacquer.Mastering.Analysis.Spectra;

/// <summary>Level of each dynamics band over about a second each: slower than a beat, as the slow dynamics are.</summary>
/// <remarks>Keeps four single-precision numbers a second, 0.7 MB for twelve hours.</remarks>
/// <param name="bands">Number of bands.</param>
/// <param name="framesPerLevel">Frames that make a level.</param>
internal sealed class SlowLevels(int bands, int framesPerLevel)
{
    private readonly List<float> _levelsDb = [];
    private readonly double[] _powers = new double[bands];
    private int _frames;

    /// <summary>Adds a frame's levels.</summary>
    /// <param name="levelsDb">One per band, in dB; more are ignored.</param>
    public void Add(ReadOnlySpan<float> levelsDb)
    {
        for (int b = 0; b < bands; b++)
        {
            _powers[b] += Math.Pow(10, levelsDb[b] / 10);
        }

        if (++_frames == framesPerLevel)
        {
            Finish();
        }
    }

    /// <summary>Makes a level of the frames at the end that do not fill a second.</summary>
    public void Finish()
    {
        if (_frames == 0)
        {
            return;
        }

        foreach (double power in _powers)
        {
            _levelsDb.Add((float)(10 * Math.Log10(power / _frames)));
        }

        Array.Clear(_powers);
        _frames = 0;
    }

    /// <summary>All levels of one band, in dB, in order of time.</summary>
    public List<float> Band(int band)
    {
        var levels = new List<float>(_levelsDb.Count / bands);
        for (int i = band; i < _levelsDb.Count; i += bands)
        {
            levels.Add(_levelsDb[i]);
        }

        return levels;
    }
}
