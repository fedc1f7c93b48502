namespace Lacquer.Mastering.Evaluation;

/// <summary>What one contestant left of every fault.</summary>
internal sealed record FaultCases
{
    /// <summary>Name in JSON.</summary>
    public required string Key { get; init; }

    /// <summary>Name in words.</summary>
    public required string Name { get; init; }

    /// <summary>Residual of each song's draws before, dB RMS. The same for every contestant.</summary>
    public required double[][] BeforeDb { get; init; }

    /// <summary>And after.</summary>
    public required double[][] AfterDb { get; init; }

    /// <summary>How far each clean song was moved, dB RMS.</summary>
    public required double[] CleanDb { get; init; }

    /// <summary>Mean absolute residual after, per third octave, in dB.</summary>
    public required double[] ByFrequencyDb { get; init; }
}
