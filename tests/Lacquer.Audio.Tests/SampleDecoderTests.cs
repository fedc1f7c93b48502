using System.Buffers.Binary;
using Lacquer.Audio.Decoding;
using Lacquer.Dsp;

namespace Lacquer.Audio.Tests;

public sealed class SampleDecoderTests
{
    public static TheoryData<int> Encodings => [.. Enum.GetValues<PcmEncoding>().Select(encoding => (int)encoding)];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Lanes_and_the_plain_loop_give_the_same_bits_at_every_length(int encodingNumber)
    {
        var encoding = (PcmEncoding)encodingNumber;
        var random = new Random(7);
        foreach (int length in (int[])[0, 1, 5, 6, 7, 8, 9, 31, 1_003])
        {
            var bytes = new byte[length * PcmLayout.BytesPerSample(encoding)];
            random.NextBytes(bytes);
            var plain = new float[length];
            var lanes = new float[length];
            SampleDecoder.ToFloatScalar(bytes, encoding, plain);
            SampleDecoder.ToFloat(bytes, encoding, lanes);
            Assert.Equal(plain.Select(BitConverter.SingleToUInt32Bits), lanes.Select(BitConverter.SingleToUInt32Bits));
        }
    }

    [Fact]
    public void Every_16_bit_code_survives_reading_and_writing_without_dither()
    {
        var bytes = new byte[1 << 17];
        for (int code = short.MinValue; code <= short.MaxValue; code++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * (code + 32_768)), (short)code);
        }

        var sound = new float[1 << 16];
        SampleDecoder.ToFloat(bytes, PcmEncoding.S16Le, sound);
        Assert.All(Enumerable.Range(0, sound.Length), n => Assert.Equal((n - 32_768) / 32_768.0, sound[n]));
    }

    [Fact]
    public void A_24_bit_file_is_copied_bit_by_bit()
    {
        var bytes = new byte[3 * 100_001];
        new Random(2).NextBytes(bytes);
        var sound = new float[100_001];
        SampleDecoder.ToFloat(bytes, PcmEncoding.S24Le, sound);
        var back = new byte[bytes.Length];
        Assert.Equal(0, Encoding.Quantizer.ToInt24(sound, back));
        Assert.Equal(bytes, back);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 7)]
    [InlineData(2, 8)]
    [InlineData(2, 1_003)]
    [InlineData(3, 11)]
    public void Interleaving_and_splitting_undo_each_other(int channels, int frames)
    {
        float[] interleaved = [.. Enumerable.Range(0, channels * frames).Select(n => (float)n)];
        var planar = new AudioBuffer(channels, frames);
        Interleaving.Split(interleaved, planar.AsBlock());
        for (int c = 0; c < channels; c++)
        {
            for (int n = 0; n < frames; n++)
            {
                Assert.Equal((n * channels) + c, planar.Channel(c)[n]);
            }
        }

        var back = new float[interleaved.Length];
        Interleaving.Join(planar.AsBlock(), back);
        Assert.Equal(interleaved, back);
    }

    [Fact]
    public void The_first_sample_that_is_no_number_is_found_at_every_position()
    {
        for (int at = 0; at < 35; at++)
        {
            var sound = new float[35];
            sound[at] = at % 2 == 0 ? float.NaN : float.NegativeInfinity;
            Assert.Equal(at, FiniteGuard.FirstNotFinite(sound));
        }

        Assert.Equal(-1, FiniteGuard.FirstNotFinite([float.MaxValue, float.MinValue, float.Epsilon]));
    }
}
