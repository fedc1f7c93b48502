namespace Lacquer.Mastering.Analysis.Spectra;

/// <summary>How far each twelfth octave stands above its surroundings in soft moments and in loud ones alike.</summary>
/// <remarks>
/// Whatever passes a ring (a room, a drum shell, a filter) is lifted by it, at every moment: the gaps between the notes as much as the notes.
/// So a band's level is the geometric mean of its bins, of which a note fills only some, and it must stand out by the level that is exceeded
/// in nine tenths of the frames, in eight and in two. Notes come and go, and fail the first or the last.
/// </remarks>
internal sealed class RingMeter
{
    /// <summary>Half an octave below the lowest band that is judged. Lower, a band is as narrow as a note.</summary>
    private const double LowestHz = 283;

    private const double HighestHz = 11_400;
    private const int BandsPerOctave = 12;

    /// <summary>Bands on either side that make the surroundings, the next one left out: half an octave.</summary>
    private const int Reach = 6;

    private const double StepDb = 0.5;
    private const double LowestDb = -240;
    private const int Steps = 560; // up to +40 dB
    private const double LowestExcessDb = -40;
    private const int ExcessSteps = 160;

    /// <summary>Bins that are multiplied before a logarithm is taken: ten of the floor's powers still fit a double.</summary>
    private const int AtOnce = 10;

    private const double Floor = 1e-24;

    /// <summary>A band must stand out by the levels that these shares of the frames stay below.</summary>
    private static readonly double[] Shares = [0.1, 0.2, 0.8];

    private readonly int _firstBin;
    private readonly int[] _edges;
    private readonly double[] _centresHz;
    private readonly double[] _levelsDb;
    private readonly int[][] _levels;
    private readonly int[][] _excesses;
    private int _frames;

    /// <param name="sampleRateHz">Rate of the signal.</param>
    /// <param name="size">Length of a frame.</param>
    public RingMeter(int sampleRateHz, int size)
    {
        double binHz = (double)sampleRateHz / size;
        int count = Math.Max(0, (int)(BandsPerOctave * Math.Log2(Math.Min(HighestHz, 0.4 * sampleRateHz) / LowestHz)) + 1);
        _centresHz = [.. Enumerable.Range(0, count).Select(b => LowestHz * Math.Pow(2, (double)b / BandsPerOctave))];
        _edges = [.. Enumerable.Range(0, count + 1).Select(b => (int)Math.Ceiling(LowestHz * Math.Pow(2, (b - 0.5) / BandsPerOctave) / binHz))];
        _firstBin = _edges[0];
        _levelsDb = new double[count];
        _levels = [.. _centresHz.Select(_ => new int[Steps])];
        _excesses = [.. _centresHz.Select(_ => new int[ExcessSteps])];
    }

    /// <summary>Takes a sounding frame's power per bin.</summary>
    public void Add(ReadOnlySpan<float> power)
    {
        _frames++;
        int bin = _firstBin;
        for (int b = 0; b < _levelsDb.Length; b++)
        {
            _levelsDb[b] = MeanDb(power[bin..Math.Min(power.Length, _edges[b + 1])]);
            bin = _edges[b + 1];
            _levels[b][Step(_levelsDb[b], LowestDb, Steps)]++;
        }

        for (int b = Reach; b < _levelsDb.Length - Reach; b++)
        {
            _excesses[b][Step(_levelsDb[b] - Surroundings(_levelsDb, b), LowestExcessDb, ExcessSteps)]++;
        }
    }

    /// <summary>Bands that stand out more than their neighbours, strongest first.</summary>
    /// <param name="leastDb">Least height over the surroundings, in soft moments and in loud ones.</param>
    /// <param name="leastUsualDb">Least height over the surroundings of the same moment, in four of five frames.</param>
    /// <returns>Frequency in Hz and height in dB.</returns>
    public IReadOnlyList<(double Hz, double Db)> Find(double leastDb, double leastUsualDb)
    {
        int count = _levelsDb.Length;
        var heights = new double[count];
        Array.Fill(heights, double.PositiveInfinity);
        foreach (double share in Shares)
        {
            double[] levels = Array.ConvertAll(_levels, histogram => Quantile(histogram, share, LowestDb));
            for (int b = Reach; b < count - Reach; b++)
            {
                heights[b] = Math.Min(heights[b], levels[b] - Surroundings(levels, b));
            }
        }

        var found = new List<(double Hz, double Db)>();
        for (int b = Reach + 1; b < count - Reach - 1 && _frames > 0; b++)
        {
            bool highest = heights[b] >= heights[b - 1] && heights[b] > heights[b + 1];
            if (highest && heights[b] > leastDb && Quantile(_excesses[b], Shares[1], LowestExcessDb) > leastUsualDb)
            {
                found.Add((_centresHz[b] * Math.Pow(2, Offset(heights[b - 1], heights[b], heights[b + 1]) / BandsPerOctave), heights[b]));
            }
        }

        return [.. found.OrderByDescending(ring => ring.Db)];
    }

    /// <summary>Where the parabola through three heights has its top, in bands from the middle one.</summary>
    private static double Offset(double before, double at, double after)
    {
        double bend = before - (2 * at) + after;
        return bend < 0 ? Math.Clamp(0.5 * (before - after) / bend, -0.5, 0.5) : 0;
    }

    private static int Step(double db, double lowestDb, int steps) => Math.Clamp((int)((db - lowestDb) / StepDb), 0, steps - 1);

    private static double MeanDb(ReadOnlySpan<float> power)
    {
        double sum = 0;
        for (int k = 0; k < power.Length; k += AtOnce)
        {
            double product = 1;
            foreach (float p in power[k..Math.Min(power.Length, k + AtOnce)])
            {
                product *= p + Floor;
            }

            sum += Math.Log10(product);
        }

        return 10 * sum / Math.Max(1, power.Length);
    }

    private static double Surroundings(double[] levels, int band)
    {
        double sum = 0;
        for (int away = 2; away <= Reach; away++)
        {
            sum += levels[band - away] + levels[band + away];
        }

        return sum / (2 * (Reach - 1));
    }

    private double Quantile(int[] histogram, double share, double lowestDb)
    {
        double seen = 0;
        for (int step = 0; step < histogram.Length; step++)
        {
            seen += histogram[step];
            if (seen >= share * _frames)
            {
                return lowestDb + ((step + 0.5) * StepDb);
            }
        }

        return lowestDb;
    }
}
