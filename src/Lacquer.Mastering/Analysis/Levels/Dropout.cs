namespace Lacquer.Mastering.Analysis.Levels;

/// <summary>A hole in the sound of one channel, entered and left within a millisecond.</summary>
/// <param name="Channel">Where.</param>
/// <param name="Frame">First frame, from the start.</param>
/// <param name="Frames">Length.</param>
internal readonly record struct Dropout(int Channel, long Frame, int Frames);
