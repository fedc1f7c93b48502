using System.Runtime.Intrinsics;
using Lacquer.Dsp.Filters;

namespace Lacquer.Dsp.Dynamics;

/// <summary>Reads a peak between two samples as a family of true-peak meters would, and takes the highest reading.</summary>
/// <remarks>
/// ITU-R BS.1770-5, Annex 2 leaves the interpolator open, and meters in use run from 12 taps a phase to exact reconstruction. On what
/// lies below about 0.3 of the rate they agree; above, short ones let images through and long ones hear more of what lies right below
/// half the rate. A peak that the whole family puts under the ceiling is under it for those in between as well.
/// </remarks>
internal sealed class PeakReader
{
    /// <summary>Samples that the longest filter needs on either side.</summary>
    public const int Reach = 256;

    private const int PhasesPerFrame = 64;
    private const int Aside = 6; // steps to either side for the parabola: about a tenth of a frame

    // Readings within 0.02 dB of each other: nothing near half the rate, and no meter would read more.
    private const float Agreement = 0.002f;

    // Taps and Kaiser β. 12 at β 5 is close to the Hann-windowed sinc of libebur128; 20 at β 5 and 12 are the resampler of SciPy by
    // default and at its sharpest common setting; 48 at 7.1 is the meter of this project up to 0.45 of the rate; the last two are flat
    // to 0.95 and 0.99 of half the rate.
    private static readonly float[][] Round = Build(20, 12);
    private static readonly float[][] Usual = Build(48, 7.1);
    private static readonly float[][] Sharp = Build(128, 9);
    private static readonly float[][] Long = Build(2 * Reach, 8);
    private static readonly float[][][] Short = [Build(12, 5), Build(20, 5), Round];

    // Even the long filter misses something: a quarter of the band that the sharp one misses, so half the voltage, but not at the same
    // moments. What the two differed by at most over the last hundred peaks or so says how much there is. Measured on white noise of
    // 28 dB over the ceiling: exact reconstruction reads up to 0.3 dB more than the long filter, and twice that difference covers it.
    private const float DoubtShare = 2.2f;
    private const float DoubtDecay = 0.99f; // for each peak that meters disagree about

    private float _doubt;

    /// <summary>The highest reading around a place, linear.</summary>
    /// <param name="samples">From <see cref="Reach"/> samples before the frame in question to as many after it.</param>
    /// <param name="place">Where the peak should be, in frames after that frame, −⅛ to ⅞.</param>
    /// <param name="enough">Readings below this need no second look.</param>
    public float Highest(ReadOnlySpan<float> samples, float place, float enough)
    {
        int phase = (int)MathF.Round(place * PhasesPerFrame);
        float round = MathF.Abs(Read(samples, Round, phase));
        float usual = MathF.Abs(Read(samples, Usual, phase));
        float sharp = MathF.Abs(Read(samples, Sharp, phase));
        float highest = MathF.Max(round, MathF.Max(usual, sharp));
        float lowest = MathF.Min(round, MathF.Min(usual, sharp));
        if (highest < enough || highest - lowest < Agreement * highest)
        {
            return highest;
        }

        usual = Top(samples, Usual, phase);
        sharp = Top(samples, Sharp, phase);
        float exact = Top(samples, Long, phase);
        _doubt = MathF.Max(DoubtDecay * _doubt, MathF.Abs(exact - sharp));
        highest = MathF.Max(exact + (DoubtShare * _doubt), MathF.Max(usual, sharp));
        foreach (float[][] other in Short)
        {
            highest = MathF.Max(highest, Top(samples, other, phase));
        }

        return highest;
    }

    /// <summary>Forgets the past.</summary>
    public void Reset() => _doubt = 0;

    /// <summary>The top of the parabola through three readings of one meter; the highest of them where it does not bend down.</summary>
    private static float Top(ReadOnlySpan<float> samples, float[][] filter, int phase)
    {
        float before = Read(samples, filter, phase - Aside);
        float here = Read(samples, filter, phase);
        float after = Read(samples, filter, phase + Aside);
        (before, here, after) = here < 0 ? (-before, -here, -after) : (before, here, after);
        float highest = MathF.Max(here, MathF.Max(before, after));
        float bend = (2 * here) - before - after;
        float slope = after - before;
        // Beyond the readings the parabola is a guess; at their edge it is still within a thousandth.
        return bend > 0 && MathF.Abs(slope) < 2 * bend ? MathF.Max(highest, here + (slope * slope / (8 * bend))) : highest;
    }

    private static float Read(ReadOnlySpan<float> samples, float[][] filter, int phase)
    {
        int shift = phase < 0 ? -1 : 0;
        float[] h = filter[phase - (shift * PhasesPerFrame)];
        ReadOnlySpan<float> x = samples.Slice(Reach + 1 + shift - (h.Length / 2), h.Length);
        Vector256<float> a = default;
        Vector256<float> b = default;
        for (int j = 0; j < h.Length; j += 2 * Vector256<float>.Count)
        {
            a = Vector256.MultiplyAddEstimate(Vector256.Create(x[j..]), Vector256.Create(h, j), a);
            b = Vector256.MultiplyAddEstimate(
                Vector256.Create(x[(j + Vector256<float>.Count)..]), Vector256.Create(h, j + Vector256<float>.Count), b);
        }

        return Vector256.Sum(a + b);
    }

    /// <summary>All phases of one filter, with zeros around it up to a multiple of two vectors that keeps its centre.</summary>
    private static float[][] Build(int taps, double beta)
    {
        int length = (taps + 15) / 16 * 16;
        float[][] rows = new float[PhasesPerFrame + 1][];
        for (int k = 0; k <= PhasesPerFrame; k++)
        {
            rows[k] = new float[length];
            WindowedSinc.InterpolatorPhase(taps, (double)k / PhasesPerFrame, beta).CopyTo(rows[k], (length - taps) / 2);
        }

        return rows;
    }
}
