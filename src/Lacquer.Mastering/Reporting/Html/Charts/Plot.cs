using System.Globalization;

namespace Lacquer.Mastering.Reporting.Html.Charts;

/// <summary>One pair of axes within a drawing, and what is drawn on it.</summary>
internal sealed class Plot
{
    private const double LabelGap = 8;
    private const double MarkerRadius = 3.2;

    private readonly Markup _to;
    private readonly ChartSize _size;
    private readonly Axis _x;
    private readonly Axis _y;
    private readonly double _left;
    private readonly double _right;
    private readonly double _top;
    private readonly double _bottom;

    /// <summary>Places the axes; draws nothing yet.</summary>
    /// <param name="to">Where it is drawn.</param>
    /// <param name="size">Which of the two drawings.</param>
    /// <param name="x">Left to right.</param>
    /// <param name="y">Bottom to top.</param>
    /// <param name="top">Upper edge in the drawing.</param>
    /// <param name="height">Height of the area between the axes.</param>
    public Plot(Markup to, ChartSize size, Axis x, Axis y, double top, double height)
    {
        (_to, _size, _x, _y) = (to, size, x, y);
        (_left, _right) = (size.Left, size.Width - 12);
        (_top, _bottom) = (top, top + height);
    }

    /// <summary>Room needed under a plot for its labels and title, or only a gap.</summary>
    public static double RoomBelow(bool labelled) => labelled ? 44 : 14;

    /// <summary>Grid, labels and titles.</summary>
    /// <param name="labelTime">Whether the horizontal axis has labels; of plots above each other only the lowest needs them.</param>
    /// <param name="name">What is written above the area at the left; null: the title of the vertical axis.</param>
    public void Frame(bool labelTime = true, string? name = null)
    {
        foreach (Tick tick in _y.Ticks)
        {
            double y = Y(tick.Value);
            Line(_left, y, _right, y, tick.Value == 0 && _y.Min < 0 && _y.Max > 0 ? "zero" : "grid");
            _to.Element("text", tick.Label, ("class", "label end"), ("x", N(_left - LabelGap)), ("y", N(y + 4)));
        }

        double free = double.NegativeInfinity;
        foreach (Tick tick in _x.Ticks)
        {
            double x = X(tick.Value);
            Line(x, _top, x, _bottom, "grid");
            double half = 0.5 * _size.CharacterWidth * tick.Label.Length;
            double middle = Math.Min(x, _size.Width - half - 1);
            if (labelTime && middle - half > free)
            {
                _to.Element("text", tick.Label, ("class", "label middle"), ("x", N(middle)), ("y", N(_bottom + 18)));
                free = middle + half + (0.5 * _size.CharacterWidth);
            }
        }

        Line(_left, _bottom, _right, _bottom, "axis");
        Line(_left, _top, _left, _bottom, "axis");
        if (labelTime)
        {
            _to.Element("text", _x.Title, ("class", "label end"), ("x", N(_right)), ("y", N(_bottom + 37)));
        }

        _to.Element("text", name ?? _y.Title, ("class", "axis-title"), ("x", N(LabelGap / 2)), ("y", N(_top - 13)));
    }

    /// <summary>Alternating ground for stretches along the horizontal axis, numbered from 1 where there is room.</summary>
    /// <param name="borders">Ends of all stretches, the first start included, in order.</param>
    public void Stretches(IReadOnlyList<double> borders)
    {
        for (int i = 0; i + 1 < borders.Count; i++)
        {
            double from = X(borders[i]);
            double width = X(borders[i + 1]) - from;
            if (i % 2 == 0 && borders.Count > 2)
            {
                _to.Empty("rect", ("class", "stretch"), ("x", N(from)), ("y", N(_top)), ("width", N(width)), ("height", N(_bottom - _top)));
            }

            string number = (i + 1).ToString(CultureInfo.InvariantCulture);
            if (borders.Count > 2 && width > (number.Length + 1) * _size.CharacterWidth)
            {
                _to.Element("text", number, ("class", "label middle"), ("x", N(from + (0.5 * width))), ("y", N(_top + 15)));
            }
        }
    }

    /// <summary>A line through points; it breaks where there is none.</summary>
    public void Line(IReadOnlyList<double> xs, IReadOnlyList<double> ys, string style)
    {
        var path = new PathText();
        bool drawing = false;
        for (int i = 0; i < xs.Count; i++)
        {
            if (!double.IsFinite(ys[i]))
            {
                drawing = false;
                continue;
            }

            bool alone = !drawing && (i + 1 == xs.Count || !double.IsFinite(ys[i + 1]));
            if (drawing)
            {
                path.LineTo(X(xs[i]), Y(ys[i]));
            }
            else
            {
                path.MoveTo(X(xs[i]), Y(ys[i]));
            }

            if (alone)
            {
                path.LineTo(X(xs[i]) + 0.1, Y(ys[i])); // a dot
            }

            drawing = true;
        }

        Draw(path, $"line {style}");
    }

    /// <summary>A line with a marker at each point: round for <paramref name="round"/>, else square.</summary>
    public void MarkedLine(IReadOnlyList<double> xs, IReadOnlyList<double> ys, string style, bool round)
    {
        Line(xs, ys, style);
        for (int i = 0; i < xs.Count; i++)
        {
            if (double.IsFinite(ys[i]))
            {
                Marker(_to, X(xs[i]), Y(ys[i]), style, round);
            }
        }
    }

    /// <summary>The area between two rows of values; it breaks where one is missing.</summary>
    public void Area(IReadOnlyList<double> xs, IReadOnlyList<double> low, IReadOnlyList<double> high, string style)
    {
        var path = new PathText();
        int start = 0;
        for (int i = 0; i <= xs.Count; i++)
        {
            if (i < xs.Count && !double.IsNaN(low[i]) && double.IsFinite(high[i]))
            {
                continue;
            }

            Outline(path, xs, low, high, start, i);
            start = i + 1;
        }

        Draw(path, $"area {style}");
    }

    /// <summary>
    /// Bars from zero, one a point, on a logarithmic horizontal axis of third octaves. One that is longer than the axis ends at the edge and
    /// says its number.
    /// </summary>
    public void ThirdOctaveBars(IReadOnlyList<double> centresHz, IReadOnlyList<double> ys, string style)
    {
        double width = 0.72 * (X(centresHz[1]) - X(centresHz[0]));
        for (int i = 0; i < centresHz.Count; i++)
        {
            if (double.IsFinite(ys[i]))
            {
                (double a, double b) = (Y(Math.Max(0, ys[i])), Y(Math.Min(0, ys[i])));
                _to.Empty(
                    "rect",
                    ("class", $"bar {style}"),
                    ("x", N(X(centresHz[i]) - (0.5 * width))),
                    ("y", N(a)),
                    ("width", N(width)),
                    ("height", N(Math.Max(0.5, b - a))));
            }

            if (double.IsFinite(ys[i]) && (ys[i] > _y.Max || ys[i] < _y.Min))
            {
                string number = Figures.Signed(ys[i]);
                double x = X(centresHz[i]) + (0.5 * width) + 3;
                bool fits = x + (_size.CharacterWidth * number.Length) < _size.Width;
                _to.Element(
                    "text",
                    number,
                    ("class", fits ? "label" : "label end"),
                    ("x", N(fits ? x : x - width - 6)),
                    ("y", N(ys[i] > 0 ? _top + 12 : _bottom - 5)));
            }
        }
    }

    /// <summary>A marker at a place of the drawing.</summary>
    public static void Marker(Markup to, double x, double y, string style, bool round)
    {
        if (round)
        {
            to.Empty("circle", ("class", $"marker {style}"), ("cx", N(x)), ("cy", N(y)), ("r", N(MarkerRadius)));
        }
        else
        {
            double side = 1.8 * MarkerRadius; // looks as large as the circle
            to.Empty("rect", ("class", $"marker {style}"), ("x", N(x - (side / 2))), ("y", N(y - (side / 2))), ("width", N(side)), ("height", N(side)));
        }
    }

    /// <summary>A number as drawings have it.</summary>
    public static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>One area without a gap: the upper edge there, the lower one back; where an edge runs level, its ends are enough.</summary>
    private void Outline(PathText path, IReadOnlyList<double> xs, IReadOnlyList<double> low, IReadOnlyList<double> high, int start, int end)
    {
        if (end <= start)
        {
            return;
        }

        path.MoveTo(X(xs[start]), Y(high[start]));
        for (int k = start + 1; k < end; k++)
        {
            if (k + 1 == end || high[k] != high[k - 1] || high[k] != high[k + 1])
            {
                path.LineTo(X(xs[k]), Y(high[k]));
            }
        }

        for (int k = end - 1; k >= start; k--)
        {
            if (k == start || k + 1 == end || low[k] != low[k - 1] || low[k] != low[k + 1])
            {
                path.LineTo(X(xs[k]), Y(low[k]));
            }
        }

        path.Close();
    }

    private void Draw(PathText path, string style)
    {
        if (!path.IsEmpty)
        {
            _to.Empty("path", ("class", style), ("d", path.ToString()));
        }
    }

    private double X(double value) => _left + (_x.Share(value) * (_right - _left));

    private double Y(double value) => _bottom - (_y.Share(value) * (_bottom - _top));

    private void Line(double x1, double y1, double x2, double y2, string style) =>
        _to.Empty("line", ("class", style), ("x1", N(x1)), ("y1", N(y1)), ("x2", N(x2)), ("y2", N(y2)));
}
