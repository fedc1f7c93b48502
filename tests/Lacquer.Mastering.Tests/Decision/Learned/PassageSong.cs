using Lacquer.Dsp;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Tests.CommandLine;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Decision.Learned;

/// <summary>Real music with a constructed passage that departs from it.</summary>
internal static class PassageSong
{
    /// <summary>Some 96 s of music without the passage and with it. The passage is a whole number of segments long, so that the rest is cut alike.</summary>
    public static (AudioBuffer Plain, AudioBuffer With, int RateHz, Passage Where) Make(int number, string kind)
    {
        AudioBuffer whole = SoundFile.Read(TestMusic.Files()[number], out int rateHz);
        double segment = Math.Round(12 / (2_048.0 / rateHz)) * 2_048 / rateHz;
        int length = (int)(8 * segment * rateHz);
        AudioBuffer plain = new(2, length);
        whole.AsBlock((whole.Frames - length) / 3, length).CopyTo(plain.AsBlock());
        int passage = (int)(2 * segment * rateHz);
        int at = kind == "solo" ? 2 * passage : 0;
        AudioBuffer with = new(2, length + passage);
        plain.AsBlock(0, at).CopyTo(with.AsBlock(0, at));
        plain.AsBlock(at, length - at).CopyTo(with.AsBlock(at + passage, length - at));
        AudioBuffer other = kind == "solo" ? BassSolo(passage, rateHz) : Speech(passage, rateHz);
        other.AsBlock().CopyTo(with.AsBlock(at, passage));
        return (plain, with, rateHz, new Passage { FromSeconds = (double)at / rateHz, ToSeconds = (double)(at + passage) / rateHz, DistanceDb = 0 });
    }

    /// <summary>Notes with a few overtones, two a second.</summary>
    private static AudioBuffer BassSolo(int frames, int rateHz)
    {
        double[] notesHz = [55, 65.4, 73.4, 82.4, 98, 110];
        var random = new Random(3);
        AudioBuffer sound = new(2, frames);
        double hz = notesHz[0];
        for (int n = 0; n < frames; n++)
        {
            int since = n % (rateHz / 2);
            hz = since == 0 ? notesHz[random.Next(notesHz.Length)] : hz;
            double phase = 2 * Math.PI * hz * since / rateHz;
            double envelope = Math.Min(1, since / (0.01 * rateHz)) * Math.Exp(-since / (0.3 * rateHz)) * Math.Min(1, ((rateHz / 2) - since) / (0.01 * rateHz));
            double note = Math.Sin(phase) + (0.4 * Math.Sin(2 * phase)) + (0.15 * Math.Sin(3 * phase));
            sound.Channel(0)[n] = sound.Channel(1)[n] = (float)((0.25 * envelope * note) + (1e-4 * (random.NextDouble() - 0.5)));
        }

        return sound;
    }

    /// <summary>Noise between 150 Hz and 1.2 kHz, and little beyond, in four syllables a second, in the middle.</summary>
    private static AudioBuffer Speech(int frames, int rateHz)
    {
        AudioBuffer sound = ShapedNoise.Make(hz => hz < 20 ? 0 : 1 / (1 + Math.Pow(150 / hz, 4)) / (1 + Math.Pow(hz / 1_200, 4)), 0.1, rateHz, (double)(frames + 1) / rateHz, channels: 1, seed: 9);
        AudioBuffer both = new(2, frames);
        for (int n = 0; n < frames; n++)
        {
            both.Channel(0)[n] = both.Channel(1)[n] = sound.Channel(0)[n] * (float)Math.Pow(Math.Sin(Math.PI * (n % (rateHz / 4)) / (rateHz / 4)), 2);
        }

        return both;
    }
}
