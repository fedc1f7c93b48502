using Lacquer.Dsp;

namespace Lacquer.Samples;

/// <summary>
/// Mixes the tune the way a beginner does: mud around 300 Hz, a lead that rings, sharp hi-hats, a wide bass, drums that tower over
/// a quiet mix, and an offset from a cheap interface.
/// </summary>
internal static class FirstLight
{
    private const double Level = 0.15;
    private const double Offset = 0.0018;
    private const double FadeSeconds = 0.35;

    /// <summary>The mix, the same on every run.</summary>
    public static AudioBuffer Render()
    {
        Bus pad = Instruments.Pad();
        Bus pluck = Instruments.Pluck();
        Bus lead = Instruments.Lead();
        Bus snare = Drums.Snare();
        var music = new Bus();
        music.Add(pad, 1.7);
        music.Add(pluck, 0.9);
        music.Filter(() => Biquad.Bell(300, 0.8, 16));
        music.Add(lead, 1.2);
        var send = new Bus();
        send.Add(pad, 0.25);
        send.Add(pluck, 0.35);
        send.Add(lead, 0.4);
        send.Add(snare, 0.2);
        music.Add(Reverb.Of(send), 0.32);
        music.Add(Instruments.Bass(), 0.8);
        music.Add(Drums.Kick(), 2.4);
        music.Add(snare, 3.6);
        music.Add(Drums.Hats(), 1.1);
        return Print(music);
    }

    private static AudioBuffer Print(Bus bus)
    {
        var mix = new AudioBuffer(2, bus.Left.Length);
        int fade = (int)(FadeSeconds * Score.RateHz);
        for (int c = 0; c < 2; c++)
        {
            float[] source = c == 0 ? bus.Left : bus.Right;
            Span<float> samples = mix.Channel(c);
            for (int n = 0; n < samples.Length; n++)
            {
                double x = Math.Min(1, (double)(samples.Length - n) / fade);
                samples[n] = (float)((Level * x * x * source[n]) + Offset);
            }
        }

        return mix;
    }
}
