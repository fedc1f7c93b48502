using System.Globalization;
using System.Text;

namespace Lacquer.Mastering.Reporting.Html.Charts;

/// <summary>The points of a curve as drawings have them: each by its distance from the last, in tenths, which is the shortest way to say it.</summary>
internal sealed class PathText
{
    private readonly StringBuilder _text = new();
    private long _x; // tenths, where the pen stands: rounding never adds up
    private long _y;

    /// <summary>Whether nothing was drawn.</summary>
    public bool IsEmpty => _text.Length == 0;

    /// <summary>Lifts the pen to a place.</summary>
    public void MoveTo(double x, double y)
    {
        (_x, _y) = (Tenths(x), Tenths(y));
        _text.Append('M').Append(Text(_x)).Append(' ').Append(Text(_y));
    }

    /// <summary>Draws a straight line to a place.</summary>
    public void LineTo(double x, double y)
    {
        (long toX, long toY) = (Tenths(x), Tenths(y));
        if (toY == _y)
        {
            _text.Append('h').Append(Text(toX - _x));
        }
        else
        {
            _text.Append('l').Append(Text(toX - _x)).Append(' ').Append(Text(toY - _y));
        }

        (_x, _y) = (toX, toY);
    }

    /// <summary>Closes an area. A new one begins by moving.</summary>
    public void Close() => _text.Append('Z');

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private static long Tenths(double value) => (long)Math.Round(10 * value);

    private static string Text(long tenths) => (tenths / 10m).ToString("0.#", CultureInfo.InvariantCulture);
}
