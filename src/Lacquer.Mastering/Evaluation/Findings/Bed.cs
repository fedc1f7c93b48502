using Lacquer.Dsp;
using Lacquer.Dsp.Resampling;
using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Evaluation.Findings;

/// <summary>A piece of music that faults are planted into: nothing of it is clipped, offset, cut off, leaning or out of headroom.</summary>
internal sealed class Bed
{
    /// <summary>Length of the music, in seconds.</summary>
    public const double Seconds = 30;

    /// <summary>How much music <see cref="BedKind.Fast"/> needs for that.</summary>
    public const double FastFrom = 1.5 * Seconds;

    private const float PeakAfter = 0.5f;         // −6 dBFS
    private const double MostBalanceDb = 6;       // beyond that the music leans on purpose
    private const double FadeInSeconds = 0.2;
    private const double FadeOutSeconds = 1;
    private const double SilenceSeconds = 0.1;    // at either end
    private const double LeadInSeconds = 0.8;
    private const double PauseSeconds = 2;
    private const double TailSeconds = 2.5;
    private const double PauseFadeSeconds = 0.05;
    private const int LowestFastRateHz = 44_100;

    private Bed(AudioBuffer sound, int rateHz, TrackAnalysis heard)
    {
        (Sound, RateHz, Heard) = (sound, rateHz, heard);
    }

    /// <summary>The sound; never changed.</summary>
    public AudioBuffer Sound { get; }

    /// <summary>Its rate.</summary>
    public int RateHz { get; }

    /// <summary>What the analysis says of it.</summary>
    public TrackAnalysis Heard { get; }

    /// <summary>Length of the whole, in seconds.</summary>
    public double Duration => (double)Sound.Frames / RateHz;

    /// <summary>Prepares one; null where the music does not allow it.</summary>
    /// <param name="clip">The music: <see cref="FastFrom"/> seconds if there are as many.</param>
    /// <param name="kind">How.</param>
    /// <param name="cancel">Stops.</param>
    public static Bed? Of(SoundClip clip, BedKind kind, CancellationToken cancel)
    {
        int rateHz = clip.SampleRateHz;
        if (kind == BedKind.Fast && (rateHz < LowestFastRateHz || rateHz % 2 != 0))
        {
            return null;
        }

        AudioBuffer music = kind == BedKind.Fast
            ? Converted(clip.Buffer, rateHz / 2 * 3, rateHz)
            : Part(clip.Buffer, 0, Math.Min(clip.Buffer.Frames, (int)(Seconds * rateHz)));
        Balance(music);
        if (!Scale(music))
        {
            return null;
        }

        Fade(music.AsBlock(), rateHz, FadeInSeconds, FadeOutSeconds);
        AudioBuffer sound = kind == BedKind.Paused ? Paused(music, rateHz) : Placed(music, rateHz, SilenceSeconds, SilenceSeconds);
        return new Bed(sound, rateHz, ClipSource.Analyse(sound, rateHz, cancel));
    }

    /// <summary>A copy of the sound, to be spoilt.</summary>
    public AudioBuffer Copy() => Part(Sound, 0, Sound.Frames);

    /// <summary>Another rate for the same sound.</summary>
    public static AudioBuffer Converted(AudioBuffer sound, int fromHz, int toHz)
    {
        var converter = new RateConverter(fromHz, toHz, sound.Channels);
        var result = new AudioBuffer(sound.Channels, converter.MaxOutputFrames(sound.Frames) + 1);
        int written = converter.Process(sound.AsBlock(), result.AsBlock());
        while (written < result.Frames && converter.Flush(result.AsBlock(written, result.Frames - written)) is > 0 and var more)
        {
            written += more;
        }

        return Part(result, 0, written);
    }

    /// <summary>A stretch of a sound, copied.</summary>
    public static AudioBuffer Part(AudioBuffer sound, int start, int frames)
    {
        var part = new AudioBuffer(sound.Channels, frames);
        sound.AsBlock(start, frames).CopyTo(part.AsBlock());
        return part;
    }

    /// <summary>Fades a block in and out.</summary>
    public static void Fade(AudioBlock block, int rateHz, double inSeconds, double outSeconds)
    {
        int fadeIn = Math.Max(1, Math.Min(block.Frames, (int)(inSeconds * rateHz)));
        int fadeOut = Math.Max(1, Math.Min(block.Frames, (int)(outSeconds * rateHz)));
        for (int c = 0; c < block.Channels; c++)
        {
            Span<float> samples = block.Channel(c);
            for (int n = 0; n < fadeIn; n++)
            {
                samples[n] *= (float)n / fadeIn;
            }

            for (int n = 0; n < fadeOut; n++)
            {
                samples[^(n + 1)] *= (float)n / fadeOut;
            }
        }
    }

    private static AudioBuffer Placed(AudioBuffer music, int rateHz, double before, double after)
    {
        int lead = (int)(before * rateHz);
        var sound = new AudioBuffer(music.Channels, lead + music.Frames + (int)(after * rateHz));
        music.AsBlock().CopyTo(sound.AsBlock(lead, music.Frames));
        return sound;
    }

    private static AudioBuffer Paused(AudioBuffer music, int rateHz)
    {
        int half = music.Frames / 2;
        Fade(music.AsBlock(0, half), rateHz, 0, PauseFadeSeconds);
        Fade(music.AsBlock(half, music.Frames - half), rateHz, PauseFadeSeconds, 0);
        int lead = (int)(LeadInSeconds * rateHz);
        int pause = (int)(PauseSeconds * rateHz);
        var sound = new AudioBuffer(music.Channels, lead + music.Frames + pause + (int)(TailSeconds * rateHz));
        music.AsBlock(0, half).CopyTo(sound.AsBlock(lead, half));
        music.AsBlock(half, music.Frames - half).CopyTo(sound.AsBlock(lead + half + pause, music.Frames - half));
        return sound;
    }

    /// <summary>Takes the offset out and brings both channels to the same power.</summary>
    private static void Balance(AudioBuffer music)
    {
        var powers = new double[music.Channels];
        for (int c = 0; c < music.Channels; c++)
        {
            Span<float> samples = music.Channel(c);
            double mean = 0;
            foreach (float x in samples)
            {
                mean += x;
            }

            mean /= Math.Max(1, samples.Length);
            foreach (ref float x in samples)
            {
                x -= (float)mean;
                powers[c] += (double)x * x;
            }
        }

        if (music.Channels == 2 && Math.Abs(10 * Math.Log10(powers[0] / powers[1])) < MostBalanceDb)
        {
            double gain = Math.Sqrt(powers[0] / powers[1]);
            foreach (ref float x in music.Channel(1))
            {
                x *= (float)gain;
            }
        }
    }

    private static bool Scale(AudioBuffer music)
    {
        float peak = Sounds.Peak(music);
        if (peak < 1e-4f)
        {
            return false;
        }

        Sounds.Gain(music, PeakAfter / peak);
        return true;
    }
}
