namespace Lacquer.Mastering.Analysis.Spectra;

/// <summary>What stands at a multiple of the mains frequency.</summary>
/// <param name="StandDb">Over the strongest line within 2.6 Hz, in dB.</param>
/// <param name="SurplusDb">Over what chance leads to expect, in dB.</param>
/// <param name="OthersDb">The strongest line within 2.6 Hz over what chance leads to expect, in dB.</param>
/// <param name="Power">Its power; a full-scale sine has 1.</param>
internal readonly record struct MainsLine(double StandDb, double SurplusDb, double OthersDb, double Power);
