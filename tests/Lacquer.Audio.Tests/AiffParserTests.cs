using System.Buffers.Binary;
using Lacquer.Dsp;

namespace Lacquer.Audio.Tests;

public sealed class AiffParserTests
{
    private static readonly byte[] Hz44100 = [0x40, 0x0E, 0xAC, 0x44, 0, 0, 0, 0, 0, 0];

    [Theory]
    [InlineData("NONE", 12, new byte[] { 0x40, 0x00 })]
    [InlineData("twos", 16, new byte[] { 0x40, 0x00 })]
    [InlineData("sowt", 16, new byte[] { 0x00, 0x40 })]
    [InlineData("raw ", 8, new byte[] { 0xC0 })]
    [InlineData("NONE", 8, new byte[] { 0x40 })]
    [InlineData("NONE", 20, new byte[] { 0x40, 0, 0 })]
    [InlineData("in24", 24, new byte[] { 0x40, 0, 0 })]
    [InlineData("in32", 32, new byte[] { 0x40, 0, 0, 0 })]
    [InlineData("sowt", 24, new byte[] { 0, 0, 0x40 })]
    [InlineData("sowt", 32, new byte[] { 0, 0, 0, 0x40 })]
    [InlineData("fl32", 32, new byte[] { 0x3F, 0, 0, 0 })]
    [InlineData("FL32", 32, new byte[] { 0x3F, 0, 0, 0 })]
    [InlineData("fl64", 64, new byte[] { 0x3F, 0xE0, 0, 0, 0, 0, 0, 0 })]
    public void Every_coding_gives_one_half(string coding, int bits, byte[] half)
    {
        using var folder = new TempFolder();
        byte[] sound = [.. half, .. half, .. half];
        string path = folder.Write("a.aifc", Form("AIFC", Common(1, 3, bits, coding), Sound3(sound)));
        AudioBuffer read = Sound.Read(path);
        Assert.Equal([0.5f, 0.5f, 0.5f], read.Channel(0).ToArray());
    }

    [Fact]
    public void Chunks_come_in_any_order_and_the_sound_may_begin_later()
    {
        using var folder = new TempFolder();
        byte[] shifted = Chunk("SSND", [0, 0, 0, 2, 0, 0, 0, 0, 9, 9, 0x40, 0]);
        string path = folder.Write("a.aiff", Form("AIFF", shifted, Chunk("odd ", [1]), Common(1, 1, 16)));
        Assert.Equal([0.5f], Sound.Read(path).Channel(0).ToArray());
    }

    [Fact]
    public void Frames_that_are_announced_and_absent_are_counted()
    {
        using var folder = new TempFolder();
        string path = folder.Write("a.aiff", Form("AIFF", Common(1, 100, 16), Sound3(new byte[60])));
        using IAudioSource source = AudioFile.Open(path, Sound.AnyLength, TestContext.Current.CancellationToken);
        Assert.Equal(30, source.Frames);
        Assert.Equal(70, source.MissingFrames);
    }

    [Fact]
    public void Wrong_headers_are_named_for_what_is_wrong()
    {
        using var folder = new TempFolder();
        byte[] sound = Sound3(new byte[600]);
        AssertFault(folder, AudioFault.Malformed, "COMM", Form("AIFF", sound));
        AssertFault(folder, AudioFault.Malformed, "too short", Form("AIFF", Chunk("COMM", [0, 1]), sound));
        AssertFault(folder, AudioFault.Empty, "SSND", Form("AIFF", Common(1, 100, 16)));
        AssertFault(folder, AudioFault.Malformed, "no channels", Form("AIFF", Common(0, 100, 16), sound));
        AssertFault(folder, AudioFault.Unsupported, "quad (4 channels)", Form("AIFF", Common(4, 10, 16), sound));
        AssertFault(folder, AudioFault.Unsupported, "40-bit", Form("AIFF", Common(1, 10, 40), sound));
        AssertFault(folder, AudioFault.Unsupported, "0 Hz", Form("AIFF", Common(1, 10, 16, rate: new byte[10]), sound));
    }

    private static void AssertFault(TempFolder folder, AudioFault fault, string words, byte[] file)
    {
        AudioFileException exception = Sound.Failure(folder.Write("a.aiff", file));
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.Equal(fault, exception.Fault);
    }

    private static byte[] Common(int channels, int frames, int bits, string? coding = null, byte[]? rate = null)
    {
        var common = new byte[8];
        BinaryPrimitives.WriteInt16BigEndian(common, (short)channels);
        BinaryPrimitives.WriteInt32BigEndian(common.AsSpan(2), frames);
        BinaryPrimitives.WriteInt16BigEndian(common.AsSpan(6), (short)bits);
        byte[] name = coding is null ? [] : [.. System.Text.Encoding.Latin1.GetBytes(coding), 0, 0];
        return Chunk("COMM", [.. common, .. rate ?? Hz44100, .. name]);
    }

    private static byte[] Sound3(byte[] samples) => Chunk("SSND", [0, 0, 0, 0, 0, 0, 0, 0, .. samples]);

    private static byte[] Chunk(string id, byte[] data)
    {
        var size = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(size, data.Length);
        byte[] pad = (data.Length & 1) == 1 ? [0] : [];
        return [.. System.Text.Encoding.Latin1.GetBytes(id), .. size, .. data, .. pad];
    }

    private static byte[] Form(string type, params byte[][] chunks)
    {
        byte[] body = [.. System.Text.Encoding.Latin1.GetBytes(type), .. chunks.SelectMany(chunk => chunk)];
        return Chunk("FORM", body);
    }
}
