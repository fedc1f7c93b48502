using Lacquer.Mastering.Decision;

namespace Lacquer.Server.Api;

/// <summary>A parameter of a stage, with what it may be.</summary>
internal sealed record ParameterView
{
    /// <summary>Its name, as in STAGE.PARAM=VALUE.</summary>
    public required string Name { get; init; }

    /// <summary>Lowest value; null for none.</summary>
    public required double? Min { get; init; }

    /// <summary>Highest value; null for none.</summary>
    public required double? Max { get; init; }

    /// <summary>dB, dBFS, dBTP, Hz, ms, bit, or :1 for ratios; empty for shares, switches and counts.</summary>
    public required string Unit { get; init; }

    /// <summary>Smallest change that is worth a step.</summary>
    public required double Step { get; init; }

    /// <summary>The value that does nothing; 0 may lie below min and means off.</summary>
    public required double Neutral { get; init; }

    public static ParameterView Of(StageParameter parameter) => new()
    {
        Name = parameter.Name,
        Min = double.IsFinite(parameter.Min) ? parameter.Min : null,
        Max = double.IsFinite(parameter.Max) ? parameter.Max : null,
        Unit = parameter.Unit,
        Step = parameter.Step,
        Neutral = parameter.Neutral,
    };
}
