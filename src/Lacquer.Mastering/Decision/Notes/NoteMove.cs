using Lacquer.Dsp;

namespace Lacquer.Mastering.Decision.Notes;

/// <summary>One wish of a note: an aspect, a direction, how far, and where.</summary>
public sealed record NoteMove
{
    /// <summary>What is to change.</summary>
    public required NoteAspect Aspect { get; init; }

    /// <summary>Which way.</summary>
    public required NoteDirection Direction { get; init; }

    /// <summary>How far, in steps: 0.3 a hair, 0.6 a touch, 1 without a word, 1.75 much, 2.5 extremely. 0.1 to 3.</summary>
    public double Degree { get; init => field = Require.InRange(value, 0.1, 3, nameof(Degree)); } = 1;

    /// <summary>
    /// An amount that the note gives: dB (LU) for a way, LUFS, dBTP or Hz for a value to set; null: by degree.
    /// </summary>
    public double? Amount { get; init; }

    /// <summary>Lower end of a range that the note names, in Hz.</summary>
    public double? FromHz { get; init; }

    /// <summary>Upper end of that range, in Hz; the lower one again for a single frequency.</summary>
    public double? ToHz { get; init; }

    /// <summary>Where in the image. Default the whole.</summary>
    public NoteTarget Target { get; init; }

    /// <summary>Which stretch of the track; null: all of it.</summary>
    public NoteSection? Section { get; init; }

    /// <summary>The part of the note that says so.</summary>
    public required string Phrase { get; init; }

    /// <summary>More counts 1, less −1, everything else 0.</summary>
    public int Sign => Direction switch { NoteDirection.More => 1, NoteDirection.Less => -1, _ => 0 };
}
