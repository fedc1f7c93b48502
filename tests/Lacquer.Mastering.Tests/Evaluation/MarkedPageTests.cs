using Lacquer.Mastering.Evaluation;

namespace Lacquer.Mastering.Tests.Evaluation;

/// <summary>What people wrote stays.</summary>
public sealed class MarkedPageTests
{
    [Fact]
    public void Only_what_is_between_the_marks_is_replaced()
    {
        string page = "# Mine\n\nBefore.\n\n" + MarkedPage.With(null, "old")[MarkedPage.With(null, "old").IndexOf(MarkedPage.From, StringComparison.Ordinal)..] + "\nAfter.\n";
        string next = MarkedPage.With(page, "new");
        Assert.StartsWith("# Mine\n\nBefore.\n\n", next, StringComparison.Ordinal);
        Assert.EndsWith("\nAfter.\n", next, StringComparison.Ordinal);
        Assert.Contains("new", next, StringComparison.Ordinal);
        Assert.DoesNotContain("old", next, StringComparison.Ordinal);
        Assert.Equal(next, MarkedPage.With(next, "new"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no marks")]
    [InlineData(MarkedPage.To + "\n" + MarkedPage.From)]
    public void A_page_without_both_marks_in_order_has_none(string page) => Assert.False(MarkedPage.HasMarks(page));
}
