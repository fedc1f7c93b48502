using Lacquer.Dsp.Standards;

namespace Lacquer.Mastering.Analysis.Spectra;

/// <summary>Finds the bands in which a steady noise is left when a track is at its quietest.</summary>
/// <remarks>
/// The quietest fiftieth of the frames decides. Noise stays there as even as chance allows; the tails of notes, fades and music that
/// never pauses do not, and hide whatever noise lies under them. A cymbal that is struck all through a song is as even, but not as quiet.
/// </remarks>
internal static class NoiseFloor
{
    private const double Quietest = 0.02;      // of the frames
    private const int LeastFrames = 8;         // over a second
    private const float DigitalSilence = 1e-13f; // −130 dBFS: below what any word length leaves
    private const double PauseDb = 25;         // under the mean of the track: music that plays on is seldom so quiet. Chosen
    private const double FaintDb = 40;         // a band so far under the track may be noise while music plays in others; cymbals lie 20 to 30 dB under. Chosen
    private const double EvenDb = 1;           // measured: room and tape noise wander by so much beside chance

    /// <summary>Standard deviation in dB of a band's power in noise, for one bin: 10/ln 10 · √2, since the bins of a Hann window go in pairs.</summary>
    private const double ChanceDb = 6.14;

    /// <summary>The noise in each third octave, in dBFS; NaN where none can be told.</summary>
    public static double[] Of(ToneMeter tone)
    {
        List<int> quietest = QuietestFrames(tone);
        var floor = new double[tone.BandCount];
        double whole = 10 * Math.Log10(Mean(tone, Enumerable.Range(0, tone.RowCount)));
        bool pausing = quietest.Count >= LeastFrames && 10 * Math.Log10(Mean(tone, quietest)) < whole - PauseDb;
        for (int b = 0; b < floor.Length; b++)
        {
            double level = quietest.Count < LeastFrames ? double.NaN : Even(tone, quietest, b);
            floor[b] = pausing || level < whole - FaintDb ? level : double.NaN;
        }

        return floor;
    }

    private static double Mean(ToneMeter tone, IEnumerable<int> frames) => frames.Select(f => (double)tone.FramePower(f)).DefaultIfEmpty(0).Average();

    private static List<int> QuietestFrames(ToneMeter tone)
    {
        List<int> sounding = [.. Enumerable.Range(0, tone.RowCount).Where(f => tone.FramePower(f) > DigitalSilence)];
        int wanted = Math.Max(LeastFrames, (int)(Quietest * sounding.Count));
        return [.. sounding.OrderBy(f => tone.FramePower(f)).ThenBy(f => f).Take(wanted)];
    }

    private static double Even(ToneMeter tone, List<int> frames, int band)
    {
        double[] levels = [.. frames.Select(f => 10 * Math.Log10(tone.BandPower(f)[band]))];
        double mean = levels.Average();
        double deviation = Math.Sqrt(levels.Average(db => (db - mean) * (db - mean)));
        double bins = Math.Max(1, (Iec61260.UpperEdgeHz(band) - Iec61260.LowerEdgeHz(band)) / tone.BinHz);
        return deviation <= EvenDb + (ChanceDb / Math.Sqrt(bins)) ? mean : double.NaN; // NaN for an empty band
    }
}
