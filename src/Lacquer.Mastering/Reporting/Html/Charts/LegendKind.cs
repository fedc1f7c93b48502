namespace Lacquer.Mastering.Reporting.Html.Charts;

/// <summary>How something is drawn in a plot.</summary>
internal enum LegendKind
{
    /// <summary>A line.</summary>
    Line,

    /// <summary>A line with a marker at each value.</summary>
    MarkedLine,

    /// <summary>An area.</summary>
    Area,

    /// <summary>A bar.</summary>
    Bar,
}
