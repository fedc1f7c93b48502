namespace Lacquer.Mastering.Reporting.Html.Charts;

/// <summary>A marked place on an axis.</summary>
internal readonly record struct Tick(double Value, string Label);
