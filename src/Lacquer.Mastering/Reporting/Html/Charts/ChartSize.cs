namespace Lacquer.Mastering.Reporting.Html.Charts;

/// <summary>Each plot is drawn twice, for a page and for a phone, so that its text has a readable size on both; the style sheet shows one.</summary>
internal sealed record ChartSize
{
    /// <summary>For tablets, screens and paper.</summary>
    public static readonly ChartSize Wide = new() { Name = "wide", Width = 920, Left = 62, MostTimeTicks = 12, CharacterWidth = 7.1 };

    /// <summary>For a phone held upright.</summary>
    public static readonly ChartSize Narrow = new() { Name = "narrow", Width = 360, Left = 46, MostTimeTicks = 6, CharacterWidth = 6.6 };

    private ChartSize()
    {
    }

    /// <summary>Name of the style.</summary>
    public required string Name { get; init; }

    /// <summary>Width in the plot's own units, about a pixel each.</summary>
    public required double Width { get; init; }

    /// <summary>Room for the labels at the left.</summary>
    public required double Left { get; init; }

    /// <summary>Most marks along the time.</summary>
    public required int MostTimeTicks { get; init; }

    /// <summary>Mean width of a character, on the safe side; fonts differ.</summary>
    public required double CharacterWidth { get; init; }

    /// <summary>Whether this is the phone's.</summary>
    public bool IsNarrow => ReferenceEquals(this, Narrow);

    /// <summary>One value or the other.</summary>
    public double Pick(double wide, double narrow) => IsNarrow ? narrow : wide;
}
