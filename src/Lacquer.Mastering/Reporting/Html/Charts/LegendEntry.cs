namespace Lacquer.Mastering.Reporting.Html.Charts;

/// <summary>One line of a legend.</summary>
/// <param name="Style">Class of what is drawn: <c>mix</c>, <c>master</c>, <c>usual</c> …</param>
/// <param name="Kind">How it is drawn.</param>
/// <param name="Text">What it is.</param>
internal readonly record struct LegendEntry(string Style, LegendKind Kind, string Text);
