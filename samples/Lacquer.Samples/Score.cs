namespace Lacquer.Samples;

/// <summary>The tune "First Light": eight bars in D minor at 168 beats a minute, felt at half of that. Four bars verse, four bars chorus.</summary>
internal static class Score
{
    public const int RateHz = 44_100;
    public const double BeatSeconds = 60.0 / 168;
    public const int ChorusBeat = 16;
    public const int Beats = 32;

    /// <summary>The whole with its tail: just under two mebibytes as 16-bit stereo.</summary>
    public const double Seconds = 11.8;

    /// <summary>One chord per bar, low to high, as MIDI notes: Dm7, B♭maj7, F, C; then B♭maj7, C, Am7, Dm.</summary>
    public static readonly int[][] Chords =
    [
        [50, 57, 60, 65], [46, 57, 62, 65], [53, 57, 60, 65], [48, 55, 64, 67],
        [46, 57, 62, 65], [48, 55, 64, 67], [45, 55, 60, 64], [50, 57, 62, 65],
    ];

    /// <summary>Which note of the chord each eighth of a bar plucks.</summary>
    public static readonly int[] Arpeggio = [0, 1, 2, 3, 2, 3, 1, 2];

    /// <summary>The lead of the chorus: beat, MIDI note, beats.</summary>
    public static readonly (double Beat, int Note, double Beats)[] Lead =
    [
        (15.5, 72, 0.5),
        (16, 74, 1.5), (17.5, 77, 0.5), (18, 81, 1.5), (19.5, 79, 0.5),
        (20, 79, 1.5), (21.5, 76, 0.5), (22, 72, 1), (23, 74, 1),
        (24, 76, 1.5), (25.5, 79, 0.5), (26, 81, 1), (27, 84, 1),
        (28, 81, 1), (29, 77, 1), (30, 74, 1.9),
    ];

    /// <summary>Frequency of a MIDI note in equal temperament, A4 = 440 Hz.</summary>
    public static double Hz(double note) => 440 * Math.Pow(2, (note - 69) / 12);

    /// <summary>Frame at which a beat falls.</summary>
    public static int Frame(double beat) => (int)Math.Round(beat * BeatSeconds * RateHz);
}
