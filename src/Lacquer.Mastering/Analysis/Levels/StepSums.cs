using System.Numerics;

namespace Lacquer.Mastering.Analysis.Levels;

/// <summary>Extremes and sums of one channel within one time step.</summary>
internal struct StepSums
{
    /// <summary>Highest sample; 0 when all lie below.</summary>
    public float Max;

    /// <summary>Lowest sample; 0 when all lie above.</summary>
    public float Min;

    /// <summary>Sum of the samples.</summary>
    public double Sum;

    /// <summary>Sum of their squares.</summary>
    public double Squares;

    /// <summary>Adds samples. Lanes of a vector are summed in single precision: a step holds some thousand samples.</summary>
    public void Add(ReadOnlySpan<float> samples)
    {
        int n = 0;
        Vector<float> sums = Vector<float>.Zero;
        Vector<float> squares = Vector<float>.Zero;
        Vector<float> maxima = Vector<float>.Zero;
        Vector<float> minima = Vector<float>.Zero;
        for (; n <= samples.Length - Vector<float>.Count; n += Vector<float>.Count)
        {
            var x = new Vector<float>(samples[n..]);
            sums += x;
            squares += x * x;
            maxima = Vector.Max(maxima, x);
            minima = Vector.Min(minima, x);
        }

        for (int lane = 0; lane < Vector<float>.Count; lane++)
        {
            Max = Math.Max(Max, maxima[lane]);
            Min = Math.Min(Min, minima[lane]);
        }

        Sum += Vector.Sum(sums);
        Squares += Vector.Sum(squares);
        for (; n < samples.Length; n++)
        {
            float x = samples[n];
            Sum += x;
            Squares += x * x;
            Max = Math.Max(Max, x);
            Min = Math.Min(Min, x);
        }
    }

    /// <summary>Takes the extremes alone.</summary>
    public void AddExtremes(ReadOnlySpan<float> samples)
    {
        int n = 0;
        Vector<float> maxima = Vector<float>.Zero;
        Vector<float> minima = Vector<float>.Zero;
        for (; n <= samples.Length - Vector<float>.Count; n += Vector<float>.Count)
        {
            var x = new Vector<float>(samples[n..]);
            maxima = Vector.Max(maxima, x);
            minima = Vector.Min(minima, x);
        }

        for (int lane = 0; lane < Vector<float>.Count; lane++)
        {
            Max = Math.Max(Max, maxima[lane]);
            Min = Math.Min(Min, minima[lane]);
        }

        for (; n < samples.Length; n++)
        {
            Max = Math.Max(Max, samples[n]);
            Min = Math.Min(Min, samples[n]);
        }
    }

    /// <summary>Sum of the squares of samples, summed likewise.</summary>
    public static double SquaresOf(ReadOnlySpan<float> samples)
    {
        int n = 0;
        Vector<float> squares = Vector<float>.Zero;
        for (; n <= samples.Length - Vector<float>.Count; n += Vector<float>.Count)
        {
            var x = new Vector<float>(samples[n..]);
            squares += x * x;
        }

        double sum = Vector.Sum(squares);
        for (; n < samples.Length; n++)
        {
            sum += samples[n] * samples[n];
        }

        return sum;
    }
}
