namespace Lacquer.Mastering.Analysis;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>Good to know.</summary>
    Info,

    /// <summary>Audible or likely to be a mistake.</summary>
    Warning,

    /// <summary>Spoils the release.</summary>
    Error,
}
