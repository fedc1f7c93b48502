namespace Lacquer.Dsp.Spectral;

/// <summary>Soft edges of the bands in which gains are set.</summary>
internal static class BandShape
{
    /// <summary>A gain passes from one band to the next within a third of an octave on each side of the edge.</summary>
    public static readonly double EdgeRatio = Math.Pow(2, 1.0 / 3);

    /// <summary>Share of the band above an edge: 0 a third of an octave below it, 1 a third above, a raised cosine between.</summary>
    public static double Above(double edgeHz, double frequencyHz)
    {
        double t = 0.5 + (1.5 * Math.Log2(frequencyHz / edgeHz));
        return t <= 0 ? 0 : t >= 1 ? 1 : 0.5 - (0.5 * Math.Cos(Math.PI * t));
    }

    /// <summary>Share of one of the four dynamics bands at a frequency; the four sum to 1.</summary>
    public static double OfBand(int band, double frequencyHz)
    {
        double fromBelow = band == 0 ? 1 : Above(BandLevels.EdgesHz[band - 1], frequencyHz);
        double above = band == BandLevels.Count - 1 ? 0 : Above(BandLevels.EdgesHz[band], frequencyHz);
        return fromBelow - above;
    }
}
