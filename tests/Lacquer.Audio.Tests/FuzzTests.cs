using Lacquer.Audio.Encoding;
using Lacquer.Audio.Tags;
using Lacquer.Dsp;
using Lacquer.TestKit;

namespace Lacquer.Audio.Tests;

public sealed class FuzzTests
{
    private const int Mutations = 700;

    /// <summary>Far more than a file of a few kilobytes may ever need; a header's claim of gigabytes would go beyond.</summary>
    private const long MaxBytesAllocated = 3_000_000;

    [Theory]
    [InlineData("wav", "16")]
    [InlineData("wav", "32f")]
    [InlineData("aiff", "24")]
    [InlineData("aiff", "32f")]
    public void Broken_bytes_end_in_sound_or_in_one_kind_of_exception(string container, string bits)
    {
        using var folder = new TempFolder();
        var tags = new AudioTags
        {
            Texts = [new("title", "Song"), new("artist", "Band"), new("comment", "odd")],
            Chunks = [new RawChunk { Id = "bext", Data = new byte[602] }, new RawChunk { Id = "cue ", Data = new byte[28] }],
        };
        string whole = folder.File("whole." + container);
        Sound.Write(whole, OutputFormat.Parse(container, bits), 44_100, Signals.WhiteNoise(0.5, 44_100, 0.01), tags);
        byte[] original = File.ReadAllBytes(whole);
        var random = new Random(20);
        string path = folder.File("broken");
        var block = new AudioBuffer(2, 256);
        int opened = 0;
        for (int n = 0; n < Mutations; n++)
        {
            byte[] bytes = Mutate(original, random);
            File.WriteAllBytes(path, bytes);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                if (ReadAll(path, block))
                {
                    opened++;
                }
            }
            catch (AudioFileException exception)
            {
                Assert.DoesNotContain('\n', exception.Message);
            }

            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MaxBytesAllocated, $"mutation {n}");
        }

        Assert.True(opened > Mutations / 10, $"only {opened} were read: the mutations do not reach the readers");
    }

    /// <summary>Reads the file when it is plain PCM; what became another codec by accident would start ffmpeg and is another test's.</summary>
    private static bool ReadAll(string path, AudioBuffer stereo)
    {
        using Decoding.InputFile file = Decoding.InputFile.Open(path);
        Decoding.FileKind kind = Decoding.FileSniffer.Identify(file);
        Decoding.PcmLayout? layout = kind switch
        {
            Decoding.FileKind.Wave => Decoding.WaveParser.Parse(file, Sound.AnyLength),
            Decoding.FileKind.Aiff => Decoding.AiffParser.Parse(file, Sound.AnyLength),
            _ => null,
        };
        if (layout is null)
        {
            return false;
        }

        Assert.InRange(layout.Frames, 0, file.Length);
        Assert.True(layout.MissingFrames >= 0);
        AudioBuffer block = layout.Format.Channels == 2 ? stereo : new AudioBuffer(layout.Format.Channels, 256);
        using var reader = new Decoding.PcmReader(file, layout);
        long frames = 0;
        for (int read; (read = reader.Read(block.AsBlock())) > 0;)
        {
            frames += read;
        }

        Assert.Equal(layout.Frames, frames);
        return true;
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        byte[] bytes = [.. original];
        int header = Math.Min(bytes.Length, 900);
        for (int k = random.Next(1, 6); k > 0; k--)
        {
            int at = random.Next(random.Next(3) == 0 ? bytes.Length : header);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    random.NextBytes(bytes.AsSpan(at, Math.Min(4, bytes.Length - at)));
                    break;
                default:
                    bytes.AsSpan(at, Math.Min(4, bytes.Length - at)).Fill((byte)(random.Next(2) * 255));
                    break;
            }
        }

        return random.Next(4) == 0 ? bytes[..random.Next(1, bytes.Length)] : bytes;
    }
}
