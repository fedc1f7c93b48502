namespace Lacquer.Mastering.Analysis.Levels;

/// <summary>Flat tops of one channel and side within a tenth of a second.</summary>
/// <param name="Channel">0 or 1.</param>
/// <param name="Sign">1 above zero, −1 below.</param>
/// <param name="Step">Which tenth of a second.</param>
/// <param name="Level">Their height, linear, above zero.</param>
/// <param name="Samples">Samples that lie in them.</param>
/// <param name="Longest">The longest run.</param>
internal readonly record struct Plateau(int Channel, int Sign, int Step, float Level, int Samples, int Longest);
