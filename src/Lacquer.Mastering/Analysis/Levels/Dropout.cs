namespace Lacquer.Mastering.Analysis.Levels;

/// <summary>A hole in the sound of one channel, or what a full buffer leaves in its place; entered and left within a millisecond.</summary>
/// <param name="Channel">Where.</param>
/// <param name="Frame">First frame, from the start.</param>
/// <param name="Frames">Length.</param>
/// <param name="Kind">What is heard instead.</param>
/// <param name="BeforeNote">Whether it lies between a faint sound and a much louder one, as a chip or a gate leaves it before a note.</param>
internal readonly record struct Dropout(int Channel, long Frame, int Frames, DropoutKind Kind, bool BeforeNote = false);
