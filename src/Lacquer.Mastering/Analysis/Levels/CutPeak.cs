namespace Lacquer.Mastering.Analysis.Levels;

/// <summary>How often one channel touched its extreme within a tenth of a second, on one side of zero.</summary>
/// <param name="Channel">0 or 1.</param>
/// <param name="Sign">1 above zero, −1 below.</param>
/// <param name="Step">Which tenth of a second.</param>
/// <param name="Level">The extreme, linear, above zero.</param>
/// <param name="Touches">Peaks that end exactly there.</param>
/// <param name="Flat">Those among them that stay there for two samples and more and are entered and left steeply.</param>
/// <param name="Samples">Samples in them.</param>
internal readonly record struct CutPeak(int Channel, int Sign, int Step, float Level, int Touches, int Flat, int Samples);
