namespace Lacquer.Dsp.Spectral;

/// <summary>Narrow bands, a twelfth of an octave wide or as narrow as a frame resolves, and their place in spectra.</summary>
internal sealed class ResonanceBands
{
    /// <summary>Bands reach half an octave past those that are cut, so that all have surroundings, in Hz.</summary>
    private const double LowestHz = 70;
    private const double HighestHz = 17_000;

    private readonly List<int> _starts = [];
    private readonly List<double> _centresHz = [];
    private readonly int[] _first;
    private readonly int[] _last;
    private readonly int[] _bandOfBin;
    private readonly float[] _shareOfNext;
    private readonly double _gainStepHz;

    /// <param name="sampleRateHz">Frames per second.</param>
    /// <param name="fftSize">Size of the transform that is measured.</param>
    /// <param name="gainBins">Length of the gain curve, from 0 to Nyquist; its step is also the narrowest band.</param>
    public ResonanceBands(int sampleRateHz, int fftSize, int gainBins)
    {
        (GainBins, SpectrumBins) = (gainBins, (fftSize / 2) + 1);
        _gainStepHz = 0.5 * sampleRateHz / (gainBins - 1);
        double binHz = (double)sampleRateHz / fftSize;
        double edgeHz = LowestHz;
        double endHz = Math.Min(HighestHz, 0.48 * sampleRateHz);
        _starts.Add((int)Math.Round(edgeHz / binHz));
        while (edgeHz < endHz)
        {
            double nextHz = Math.Max(edgeHz * Math.Pow(2, 1.0 / 12), edgeHz + _gainStepHz);
            _starts.Add((int)Math.Round(nextHz / binHz));
            _centresHz.Add(Math.Sqrt(edgeHz * nextHz));
            edgeHz = nextHz;
        }

        (_first, _last) = (new int[Count], new int[Count]);
        for (int i = 0; i < Count; i++)
        {
            (_first[i], _last[i]) = (i, i);
            while (_first[i] > 0 && _centresHz[_first[i] - 1] * Math.Sqrt(2) >= _centresHz[i])
            {
                _first[i]--;
            }

            while (_last[i] < Count - 1 && _centresHz[_last[i] + 1] <= _centresHz[i] * Math.Sqrt(2))
            {
                _last[i]++;
            }
        }

        (_bandOfBin, _shareOfNext) = (new int[gainBins], new float[gainBins]);
        for (int k = 0; k < gainBins; k++)
        {
            double hz = GainBinHz(k);
            int band = 0;
            while (band < Count - 2 && hz > _centresHz[band + 1])
            {
                band++;
            }

            _bandOfBin[k] = band;
            _shareOfNext[k] = (float)Math.Clamp((hz - _centresHz[band]) / (_centresHz[band + 1] - _centresHz[band]), 0, 1);
        }
    }

    /// <summary>Number of bands.</summary>
    public int Count => _centresHz.Count;

    /// <summary>Length of the gain curve.</summary>
    public int GainBins { get; }

    /// <summary>Frequencies of the measured spectrum.</summary>
    public int SpectrumBins { get; }

    /// <summary>Frequency of a point of the gain curve.</summary>
    public double GainBinHz(int bin) => bin * _gainStepHz;

    /// <summary>Centre of a band.</summary>
    public double CentreHz(int band) => _centresHz[band];

    /// <summary>Number of measured frequencies in a band.</summary>
    public int Width(int band) => _starts[band + 1] - _starts[band];

    /// <summary>First and last band within half an octave; with the band itself.</summary>
    public (int First, int Last) Surroundings(int band) => (_first[band], _last[band]);

    /// <summary>Mean of a power spectrum over a band.</summary>
    public double MeanPower(ReadOnlySpan<float> power, int band) =>
        BandLevels.Sum(power, _starts[band], _starts[band + 1]) / Width(band);

    /// <summary>Lowers a gain curve by cuts per band, drawn straight from centre to centre.</summary>
    public void SubtractFrom(Span<float> gainDb, ReadOnlySpan<double> cutDb)
    {
        for (int k = 0; k < GainBins; k++)
        {
            int band = _bandOfBin[k];
            float share = _shareOfNext[k];
            gainDb[k] -= ((1 - share) * (float)cutDb[band]) + (share * (float)cutDb[band + 1]);
        }
    }
}
