namespace Lacquer.Mastering;

/// <summary>How far a render has come.</summary>
/// <param name="Step">What is being done: <c>reference</c>, <c>analyse</c>, <c>render</c>, <c>write</c>, <c>verify</c>.</param>
/// <param name="Share">Share of the whole work that is done, 0 to 1.</param>
public readonly record struct MasteringProgress(string Step, double Share);
