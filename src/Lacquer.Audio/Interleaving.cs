using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Lacquer.Dsp;

namespace Lacquer.Audio;

/// <summary>Between interleaved samples in files and planar blocks everywhere else. Pure copies: vector and scalar paths agree exactly.</summary>
internal static class Interleaving
{
    /// <summary>Splits interleaved samples into the block's channels.</summary>
    /// <param name="interleaved">Length channels × frames of the block.</param>
    /// <param name="planar">Takes all of it.</param>
    public static void Split(ReadOnlySpan<float> interleaved, AudioBlock planar)
    {
        int channels = planar.Channels;
        if (channels == 1)
        {
            interleaved.CopyTo(planar.Channel(0));
        }
        else if (channels == 2)
        {
            SplitStereo(interleaved, planar.Channel(0), planar.Channel(1));
        }
        else
        {
            for (int c = 0; c < channels; c++)
            {
                Span<float> samples = planar.Channel(c);
                for (int n = 0; n < samples.Length; n++)
                {
                    samples[n] = interleaved[(n * channels) + c];
                }
            }
        }
    }

    /// <summary>Splits interleaved samples into rows of an array that holds one channel after the other.</summary>
    /// <param name="interleaved">Whole frames.</param>
    /// <param name="rows">Channels × <paramref name="rowLength"/> samples.</param>
    /// <param name="rowLength">Distance between channels.</param>
    /// <param name="start">Where in each row to begin.</param>
    /// <param name="channels">Number of channels.</param>
    public static void Split(ReadOnlySpan<float> interleaved, Span<float> rows, int rowLength, int start, int channels)
    {
        int frames = interleaved.Length / channels;
        if (channels == 2)
        {
            SplitStereo(interleaved, rows.Slice(start, frames), rows.Slice(rowLength + start, frames));
            return;
        }

        for (int c = 0; c < channels; c++)
        {
            Span<float> samples = rows.Slice((c * rowLength) + start, frames);
            for (int n = 0; n < samples.Length; n++)
            {
                samples[n] = interleaved[(n * channels) + c];
            }
        }
    }

    /// <summary>Joins the block's channels into interleaved samples.</summary>
    /// <param name="planar">All of it is joined.</param>
    /// <param name="interleaved">Length channels × frames of the block.</param>
    public static void Join(AudioBlock planar, Span<float> interleaved)
    {
        int channels = planar.Channels;
        if (channels == 1)
        {
            planar.Channel(0).CopyTo(interleaved);
        }
        else if (channels == 2)
        {
            JoinStereo(planar.Channel(0), planar.Channel(1), interleaved);
        }
        else
        {
            for (int c = 0; c < channels; c++)
            {
                Span<float> samples = planar.Channel(c);
                for (int n = 0; n < samples.Length; n++)
                {
                    interleaved[(n * channels) + c] = samples[n];
                }
            }
        }
    }

    private static void SplitStereo(ReadOnlySpan<float> interleaved, Span<float> left, Span<float> right)
    {
        int n = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            // One 64-bit lane holds one frame: left in the low half, right in the high half (little-endian).
            ref ulong frames = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<float, ulong>(interleaved));
            for (; n <= left.Length - 8; n += 8)
            {
                Vector256<ulong> a = Vector256.LoadUnsafe(ref frames, (nuint)n);
                Vector256<ulong> b = Vector256.LoadUnsafe(ref frames, (nuint)n + 4);
                Vector256.Narrow(a, b).AsSingle().CopyTo(left[n..]);
                Vector256.Narrow(a >>> 32, b >>> 32).AsSingle().CopyTo(right[n..]);
            }
        }

        for (; n < left.Length; n++)
        {
            left[n] = interleaved[2 * n];
            right[n] = interleaved[(2 * n) + 1];
        }
    }

    private static void JoinStereo(ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> interleaved)
    {
        int n = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            Span<ulong> frames = MemoryMarshal.Cast<float, ulong>(interleaved);
            for (; n <= left.Length - 8; n += 8)
            {
                Vector256<uint> l = Vector256.Create(left[n..]).AsUInt32();
                Vector256<uint> r = Vector256.Create(right[n..]).AsUInt32();
                (Vector256<ulong> l0, Vector256<ulong> l1) = Vector256.Widen(l);
                (Vector256<ulong> r0, Vector256<ulong> r1) = Vector256.Widen(r);
                (l0 | (r0 << 32)).CopyTo(frames[n..]);
                (l1 | (r1 << 32)).CopyTo(frames[(n + 4)..]);
            }
        }

        for (; n < left.Length; n++)
        {
            interleaved[2 * n] = left[n];
            interleaved[(2 * n) + 1] = right[n];
        }
    }
}
