using System.Runtime.Intrinsics;

namespace Lacquer.Audio.Encoding;

/// <summary>Triangular dither of ±1 step: makes the error of rounding independent of the music in mean and variance.</summary>
/// <remarks>
/// Lipshitz, Wannamaker, Vanderkooy, "Quantization and Dither: A Theoretical Survey", J. AES 40(5), 1992: the sum of two uniform values of
/// one step each; total error variance step²/4. The two values are the halves of a 32-bit hash of the sample's position, so the noise
/// does not depend on how the stream is cut, channels are independent, and lanes can compute it side by side. The hash is the
/// multiply-xorshift of C. Wellons, "Prospecting for Hash Functions" (2018), bias 0.17 (best known of its shape).
/// </remarks>
internal sealed class Dither
{
    private const uint Multiplier1 = 0x7FEB_352D;
    private const uint Multiplier2 = 0x846C_A68B;

    /// <summary>Two 16-bit halves to the range −1 to 1.</summary>
    private const float HalfStep = 1f / (1 << 16);

    private const int Offset = (1 << 16) - 1;

    private readonly uint _seed;
    private readonly float _steps;

    /// <summary>Creates the dither of one stream.</summary>
    /// <param name="seed">Same seed, same noise.</param>
    /// <param name="on">False makes it silent: plain rounding.</param>
    public Dither(uint seed, bool on = true)
    {
        _seed = Hash(seed ^ 0x9E37_79B9u);
        _steps = on ? HalfStep : 0;
    }

    /// <summary>Dither of one sample, in steps; −1 to 1.</summary>
    /// <param name="sample">Its position in the interleaved stream.</param>
    public float At(long sample)
    {
        uint hash = Hash((uint)sample ^ Key(sample));
        int sum = (int)(hash & 0xFFFF) + (int)(hash >> 16) - Offset;
        return sum * _steps;
    }

    /// <summary>Dither of eight samples in a row.</summary>
    internal Vector256<float> EightFrom(long sample)
    {
        if ((uint)sample > uint.MaxValue - 7)
        {
            return Vector256.Create(
                At(sample), At(sample + 1), At(sample + 2), At(sample + 3), At(sample + 4), At(sample + 5), At(sample + 6), At(sample + 7));
        }

        Vector256<uint> x = Vector256.Create((uint)sample) + Vector256<uint>.Indices;
        x ^= Vector256.Create(Key(sample));
        x ^= x >>> 16;
        x *= Vector256.Create(Multiplier1);
        x ^= x >>> 15;
        x *= Vector256.Create(Multiplier2);
        x ^= x >>> 16;
        Vector256<int> sum = (x & Vector256.Create(0xFFFFu)).AsInt32() + (x >>> 16).AsInt32() - Vector256.Create(Offset);
        return Vector256.ConvertToSingle(sum) * _steps;
    }

    /// <summary>Positions past 2³² samples (a day of stereo) take another key, so nothing repeats.</summary>
    private uint Key(long sample) => _seed + (Multiplier1 * (uint)(sample >> 32));

    private static uint Hash(uint x)
    {
        x ^= x >> 16;
        x *= Multiplier1;
        x ^= x >> 15;
        x *= Multiplier2;
        x ^= x >> 16;
        return x;
    }
}
