using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.Style;
using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Tests.Decision;

public sealed class StyleProfileTests
{
    private const double Least = 0.5;

    [Fact]
    public void An_unsure_style_changes_nothing()
    {
        Judgement judgement = Judgement();
        Assert.Same(judgement, StyleProfile.Of(StyleEstimate.Unsure, genre: null).Apply(judgement));
        Assert.Same(judgement, StyleProfile.Of(Mostly("classical", 0.49), genre: null).Apply(judgement));
    }

    [Fact]
    public void Factors_do_not_jump_as_certainty_grows()
    {
        // A hundredth of certainty must not move a factor by more than a twentieth.
        foreach (StyleMove move in Enum.GetValues<StyleMove>())
        {
            foreach (string label in StyleLabels.All)
            {
                double[] factors = [.. Enumerable.Range(10, 91).Select(percent => StyleProfile.Of(Mostly(label, percent / 100.0), genre: null).Factor(move))];
                Assert.All(factors.Zip(factors.Skip(1)), pair => Assert.True(Math.Abs(pair.First - pair.Second) < 0.05, $"{move} of {label}"));
                Assert.All(factors, factor => Assert.InRange(factor, 0, 1.5));
            }
        }
    }

    [Fact]
    public void A_style_that_was_named_counts_in_full_and_is_said()
    {
        Judgement classical = StyleProfile.Of(Mostly("metal", 0.9), "classical").Apply(Judgement());
        Assert.Equal([0.0], classical.GlueReductionDb.Amount);
        string reason = Assert.Single(classical.GlueReductionDb.Reasons);
        Assert.Contains("classical music as was said", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_classified_style_is_said_with_its_certainty()
    {
        Judgement metal = StyleProfile.Of(Mostly("metal", 0.91), genre: null).Apply(Judgement());
        Assert.True(metal.HarshnessCutDb.Amount[0] > 1);
        Assert.Contains("metal music with 91 % certainty", Assert.Single(metal.HarshnessCutDb.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void The_full_amount_keeps_its_sign_and_never_falls_short_of_the_automatic_one()
    {
        foreach (string label in StyleLabels.All)
        {
            Judgement j = StyleProfile.Of(StyleEstimate.Unsure, label).Apply(Judgement());
            foreach (Proposed proposed in (Proposed[])[j.MidEqDb, j.BandReductionDb, j.GlueReductionDb, j.HarshnessCutDb, j.DeEssCutDb])
            {
                for (int i = 0; i < proposed.Amount.Length; i++)
                {
                    Assert.True(proposed.Amount[i] * proposed.Full[i] >= 0);
                    Assert.True(Math.Abs(proposed.Full[i]) >= Math.Abs(proposed.Amount[i]));
                }
            }
        }
    }

    [Fact]
    public void Bass_is_cut_less_eagerly_where_it_is_the_music_and_lifted_as_before()
    {
        Judgement before = Judgement();
        Judgement after = StyleProfile.Of(StyleEstimate.Unsure, "hiphop").Apply(before);
        Assert.True(after.MidEqDb.Amount[0] > before.MidEqDb.Amount[0]);
        double[] lift = [.. before.MidEqDb.Amount.Select(Math.Abs)];
        Judgement lifted = before with { MidEqDb = before.MidEqDb with { Amount = lift, Full = lift } };
        Assert.Equal(lift[0], StyleProfile.Of(StyleEstimate.Unsure, "hiphop").Apply(lifted).MidEqDb.Amount[0]);
    }

    private static StyleEstimate Mostly(string label, double probability)
    {
        double rest = (1 - probability) / (StyleLabels.All.Count - 1);
        return StyleEstimate.From([.. StyleLabels.All.Select(known => known == label ? probability : rest)], Least);
    }

    private static Judgement Judgement()
    {
        double[] knots = [.. Enumerable.Repeat(-1.0, EqualizerKnots.MidHz.Length)];
        return new Judgement
        {
            MidEqDb = Moves(knots),
            SideEqDb = Proposed.None(EqualizerKnots.SideHz.Length),
            WidthDb = Proposed.None(3),
            BandReductionDb = Moves([1, 1, 1, 1]),
            GlueReductionDb = Moves([1]),
            DriveDb = Proposed.None(1),
            ResonanceCutDb = Proposed.None(1),
            HarshnessCutDb = Moves([1]),
            DeEssCutDb = Moves([1]),
            HighPassHz = Proposed.None(1),
            MonoBelowHz = Proposed.None(1),
        };
    }

    private static Proposed Moves(double[] db) => new() { Amount = db, Full = [.. db.Select(x => 1.2 * x)] };
}
