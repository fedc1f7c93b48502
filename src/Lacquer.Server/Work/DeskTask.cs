namespace Lacquer.Server.Work;

/// <summary>What a desk can be asked for.</summary>
internal enum DeskTask
{
    Analyse,
    Plan,
    Preview,
    Master,
}
