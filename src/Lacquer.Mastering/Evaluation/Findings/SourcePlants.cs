using Lacquer.Audio;
using Lacquer.Audio.Encoding;
using Lacquer.Audio.Tags;
using Lacquer.Dsp;

namespace Lacquer.Mastering.Evaluation.Findings;

/// <summary>What happened to a file before it came: lossy coders, and lower sample rates.</summary>
internal static class SourcePlants
{
    /// <summary>The coders that are tried, worst first.</summary>
    public static readonly (string Name, AudioContainer Container, int Kbps)[] Coders =
    [
        ("MP3 128 kbit/s", AudioContainer.Mp3, 128),
        ("MP3 192 kbit/s", AudioContainer.Mp3, 192),
        ("MP3 320 kbit/s", AudioContainer.Mp3, 320),
        ("AAC 128 kbit/s", AudioContainer.M4a, 128),
        ("AAC 192 kbit/s", AudioContainer.M4a, 192),
        ("Vorbis 112 kbit/s", AudioContainer.Ogg, 112),
        ("Vorbis 192 kbit/s", AudioContainer.Ogg, 192),
    ];

    /// <summary>Through a coder and back.</summary>
    public static Planted? Lossy(Bed bed, double coder, Random random)
    {
        (_, AudioContainer container, int kbps) = Coders[(int)coder];
        var format = new OutputFormat { Container = container, BitRateKbps = kbps };
        if (format.NearestRate(bed.RateHz) != bed.RateHz)
        {
            return null;
        }

        string folder = Directory.CreateTempSubdirectory("lacquer-evaluate-").FullName;
        try
        {
            string path = Path.Combine(folder, "coded" + format.Extension);
            using (IAudioWriter writer = AudioFileWriter.Create(path, format, bed.RateHz, bed.Sound.Channels, AudioTags.None, overwrite: true))
            {
                writer.Write(bed.Sound.AsBlock());
                writer.Complete();
            }

            return Planted.Everywhere(SoundClip.Of(path, CancellationToken.None).Buffer, bed.RateHz);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Down to a lower rate and up again; below zero: up to twice the rate.</summary>
    public static Planted? Upsampled(Bed bed, double rateHz, Random random)
    {
        if (rateHz < 0)
        {
            return bed.RateHz > 48_000 ? null : Planted.Everywhere(Bed.Converted(bed.Sound, bed.RateHz, 2 * bed.RateHz), 2 * bed.RateHz);
        }

        AudioBuffer low = Bed.Converted(bed.Sound, bed.RateHz, (int)rateHz);
        return Planted.Everywhere(Bed.Converted(low, (int)rateHz, bed.RateHz), bed.RateHz);
    }
}
