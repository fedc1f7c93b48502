namespace Lacquer.Mastering.Analysis.Levels;

/// <summary>A moment at which the waveform bends as no instrument bends it.</summary>
/// <param name="Channel">Where.</param>
/// <param name="Frame">When, in frames from the start.</param>
/// <param name="Height">Size of the jump, linear: half the second difference, which is what a single wrong sample is off by.</param>
/// <param name="StandDb">How far it stands above all else nearby that the sound before does not foretell, in dB.</param>
internal readonly record struct Click(int Channel, long Frame, float Height, float StandDb);
