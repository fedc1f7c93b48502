namespace Lacquer.Audio.Encoding;

/// <summary>Floats to integer codes: full scale ±1 becomes ±2^(bits−1), rounded to nearest even, held at the ends of the range.</summary>
/// <remarks>
/// 16 bit is dithered. 24 bit is not: a float near full scale resolves no finer than a 24-bit step, so there is nothing left to dither
/// there, and below it the rounding error lies at −146 dBFS, under the noise of every converter.
/// </remarks>
internal static partial class Quantizer
{
    /// <summary>Codes per unit at 16 bit.</summary>
    internal const float Scale16 = 1 << 15;

    /// <summary>Codes per unit at 24 bit.</summary>
    internal const float Scale24 = 1 << 23;

    /// <summary>Quantises to 16 bit with dither.</summary>
    /// <param name="samples">Interleaved, full scale ±1.</param>
    /// <param name="dither">The stream's dither.</param>
    /// <param name="firstSample">Position of the first sample in the interleaved stream: the dither depends on it alone.</param>
    /// <param name="codes">Takes one code per sample.</param>
    /// <returns>How many samples lay beyond ±1.</returns>
    public static int ToInt16(ReadOnlySpan<float> samples, Dither dither, long firstSample, Span<short> codes)
    {
        (int done, int clipped) = ToInt16Simd(samples, dither, firstSample, codes);
        return clipped + ToInt16Scalar(samples[done..], dither, firstSample + done, codes[done..]);
    }

    /// <summary>Quantises to 24 bit.</summary>
    /// <param name="samples">Interleaved, full scale ±1.</param>
    /// <param name="codes">Takes three bytes per sample, little-endian.</param>
    /// <returns>How many samples lay beyond ±1.</returns>
    public static int ToInt24(ReadOnlySpan<float> samples, Span<byte> codes)
    {
        (int done, int clipped) = ToInt24Simd(samples, codes);
        return clipped + ToInt24Scalar(samples[done..], codes[(3 * done)..]);
    }

    /// <summary>The plain loop, which the vector path is tested against.</summary>
    internal static int ToInt16Scalar(ReadOnlySpan<float> samples, Dither dither, long firstSample, Span<short> codes)
    {
        int clipped = 0;
        for (int n = 0; n < samples.Length; n++)
        {
            float x = samples[n];
            clipped += Math.Abs(x) > 1 ? 1 : 0;
            float code = MathF.Round((x * Scale16) + dither.At(firstSample + n));
            codes[n] = (short)Math.Clamp(code, short.MinValue, short.MaxValue);
        }

        return clipped;
    }

    /// <summary>The plain loop, which the vector path is tested against.</summary>
    internal static int ToInt24Scalar(ReadOnlySpan<float> samples, Span<byte> codes)
    {
        int clipped = 0;
        for (int n = 0; n < samples.Length; n++)
        {
            float x = samples[n];
            clipped += Math.Abs(x) > 1 ? 1 : 0;
            int code = (int)Math.Clamp(MathF.Round(x * Scale24), -Scale24, Scale24 - 1);
            codes[3 * n] = (byte)code;
            codes[(3 * n) + 1] = (byte)(code >> 8);
            codes[(3 * n) + 2] = (byte)(code >> 16);
        }

        return clipped;
    }
}
