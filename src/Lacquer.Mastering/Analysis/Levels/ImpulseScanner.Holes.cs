namespace Lacquer.Mastering.Analysis.Levels;

/// <content>Holes that last longer than what is looked ahead.</content>
internal sealed partial class ImpulseScanner
{
    /// <summary>Longer silences are pauses, in seconds. Chosen.</summary>
    private const double MostHoleSeconds = 0.5;

    /// <summary>A long hole ends in the same sound: what follows is as loud as what went before, within 14 dB; a pause ends with an attack or more softly.</summary>
    private const float SameLevel = 0.2f;

    /// <summary>What a long hole is cut into does not fade: its last moments have this share of the peaks before, and its first ones of those after.</summary>
    private const float LongWallOfPeak = 0.3f;

    /// <summary>
    /// What follows a hole in music is at most 18 dB louder than what went before it (measured), what follows the hole that a chip leaves before
    /// a note 25 to 45 dB.
    /// </summary>
    private const float NoteOverBefore = 10;

    private LongHole? _open;

    /// <summary>A hole begins here whose end is not in sight yet.</summary>
    private void Open(int chunk, float before)
    {
        float hole = HoleOfPeak * before;
        if (_open is not null || Math.Max(_peaks[chunk - 1], _peaks[chunk - 2]) < LongWallOfPeak * before
            || Lowest(chunk - Reach, chunk - 1) <= UnbrokenOfPeak * before)
        {
            return;
        }

        int first = chunk * _chunk;
        while (Math.Abs(_samples[first - 1]) <= hole)
        {
            first--;
        }

        _open = new LongHole(_firstFrame + first, before);
    }

    /// <summary>Ends a long hole where the sound is back at once and as it was; forgets it where it is not.</summary>
    private void FindEnd(int chunk)
    {
        if (_open is not { } open || _peaks[chunk] <= HoleOfPeak * open.Before)
        {
            return;
        }

        _open = null;
        float after = Highest(chunk, chunk + PeakReach);
        float later = Highest(chunk + PeakReach, chunk + (4 * PeakReach));
        int last = chunk * _chunk;
        while (Math.Abs(_samples[last]) <= HoleOfPeak * open.Before)
        {
            last++;
        }

        long frames = _firstFrame + last - open.First;
        if (frames <= MostHoleSeconds * _stride * UsualRateHz && Math.Max(_peaks[chunk], _peaks[chunk + 1]) >= LongWallOfPeak * after
            && after > SameLevel * open.Before && SameLevel * after < open.Before && later > SameLevel * after
            && Lowest(chunk + 1, chunk + Reach) > UnbrokenOfPeak * after)
        {
            Add((int)(open.First - _firstFrame), (int)frames, DropoutKind.Hole);
        }
    }

    /// <summary>A hole whose end is not in sight yet.</summary>
    /// <param name="First">Its first frame, from the start.</param>
    /// <param name="Before">Peak of the sound before it.</param>
    private readonly record struct LongHole(long First, float Before);
}
