using System.Globalization;
using System.Text.Json;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.Style;

namespace Lacquer.Mastering.Decision;

/// <summary>
/// What a style of music changes about a judge's proposal: factors on a few kinds of move (StyleProfiles.json, dated data), mixed by the
/// probabilities of the styles.
/// </summary>
/// <remarks>
/// An unsure style changes nothing. From the probability at which a style is named the mixture fades in, so that no factor jumps when the
/// probabilities change a little. A style that the user named counts in full.
/// </remarks>
internal sealed class StyleProfile
{
    private const double FullAbove = 0.25; // of probability, above the one at which a style is named. Chosen
    private const double SpokenChange = 0.05; // smaller changes are not worth a sentence
    private const double BassHz = 150;
    private const double LowMidHz = 500;
    private const double AirHz = 8_000;

    private static readonly Lazy<Dictionary<string, Dictionary<StyleMove, Entry>>> Loaded = new(Load);

    private readonly StyleEstimate _style;
    private readonly bool _given;
    private readonly double _trust;

    private StyleProfile(StyleEstimate style, bool given)
    {
        (_style, _given) = (style, given);
        bool named = style.Label != StyleLabels.Unsure;
        _trust = given ? 1 : named ? Math.Clamp((style.Confidence - style.LeastConfidence) / FullAbove, 0, 1) : 0;
    }

    /// <summary>The profile of a track.</summary>
    /// <param name="measured">What the analysis says.</param>
    /// <param name="genre">What the user says; null: what the analysis says.</param>
    public static StyleProfile Of(StyleEstimate measured, string? genre) =>
        genre is null ? new StyleProfile(measured, given: false) : new StyleProfile(StyleEstimate.Given(genre), given: true);

    /// <summary>The factor on a kind of move; 1 changes nothing.</summary>
    public double Factor(StyleMove move)
    {
        double sum = 0;
        double all = 0;
        foreach ((string label, double probability) in _style.Probabilities)
        {
            sum += probability * (Find(label, move)?.Factor ?? 1);
            all += probability;
        }

        return all > 0 ? 1 + (_trust * ((sum / all) - 1)) : 1;
    }

    /// <summary>The proposal with the style's factors on it.</summary>
    public Judgement Apply(Judgement j) => _trust == 0 ? j : j with
    {
        GlueReductionDb = Scaled(j.GlueReductionDb, StyleMove.Glue, "glue"),
        BandReductionDb = Scaled(j.BandReductionDb, StyleMove.SlowBands, "slow compression"),
        HarshnessCutDb = Scaled(j.HarshnessCutDb, StyleMove.Harshness, "the hold on harshness"),
        DeEssCutDb = Scaled(j.DeEssCutDb, StyleMove.DeEss, "the hold on sibilants"),
        MidEqDb = Equalizer(j.MidEqDb),
    };

    private static Entry? Find(string label, StyleMove move) =>
        Loaded.Value.TryGetValue(label, out Dictionary<StyleMove, Entry>? moves) && moves.TryGetValue(move, out Entry? entry) ? entry : null;

    private static Dictionary<string, Dictionary<StyleMove, Entry>> Load()
    {
        using JsonDocument document = EmbeddedData.Open("StyleProfiles.json");
        return document.RootElement.GetProperty("styles").EnumerateObject().ToDictionary(
            style => style.Name,
            style => style.Value.EnumerateObject().ToDictionary(
                move => Enum.Parse<StyleMove>(move.Name, ignoreCase: true),
                move => new Entry(move.Value.GetProperty("factor").GetDouble(), move.Value.GetProperty("because").GetString()!)));
    }

    private Proposed Scaled(Proposed proposed, StyleMove move, string name)
    {
        double factor = Factor(move);
        double[] amount = Array.ConvertAll(proposed.Amount, db => db * factor);
        return proposed with
        {
            Amount = amount,
            Full = [.. proposed.Full.Select((db, i) => Further(db * Math.Min(1, factor), amount[i]))],
            Reasons = [.. proposed.Reasons, .. Explain(proposed.Amount.Any(db => db != 0), factor, move, name)],
        };
    }

    private Proposed Equalizer(Proposed proposed)
    {
        var amount = (double[])proposed.Amount.Clone();
        var full = (double[])proposed.Full.Clone();
        var touched = new HashSet<StyleMove>();
        for (int k = 0; k < amount.Length; k++)
        {
            if (MoveAt(EqualizerKnots.MidHz[k], full[k]) is { } move)
            {
                double factor = Factor(move);
                amount[k] *= factor;
                full[k] *= factor;
                if (Math.Abs(proposed.Amount[k] - amount[k]) >= SpokenChange)
                {
                    touched.Add(move);
                }
            }
        }

        IEnumerable<string> reasons = touched.Order().SelectMany(move => Explain(really: true, Factor(move), move, move switch
        {
            StyleMove.BassCut => "cuts below 150 Hz",
            StyleMove.LowMid => "moves from 150 to 500 Hz",
            _ => "lifts above 8 kHz",
        }));
        return proposed with { Amount = amount, Full = full, Reasons = [.. proposed.Reasons, .. reasons] };
    }

    private static StyleMove? MoveAt(double hz, double db) => hz switch
    {
        < BassHz when db < 0 => StyleMove.BassCut,
        >= BassHz and <= LowMidHz => StyleMove.LowMid,
        > AirHz when db > 0 => StyleMove.Air,
        _ => null,
    };

    /// <summary>The full amount never falls short of the automatic one.</summary>
    private static double Further(double full, double amount) => Math.Abs(full) < Math.Abs(amount) ? amount : full;

    private IEnumerable<string> Explain(bool really, double factor, StyleMove move, string name)
    {
        if (really && Math.Abs(factor - 1) >= SpokenChange)
        {
            // The sentence is that of the style that moves the factor most.
            (string label, Entry entry) = _style.Probabilities
                .Select(style => (Label: style.Key, style.Value, Entry: Find(style.Key, move)))
                .Where(style => style.Entry is { } found && Math.Sign(found.Factor - 1) == Math.Sign(factor - 1))
                .OrderByDescending(style => style.Value * Math.Abs(style.Entry!.Factor - 1))
                .Select(style => (style.Label, style.Entry!))
                .First();
            string certainty = _given ? "as was said" : string.Create(CultureInfo.InvariantCulture, $"with {100 * _style.Probabilities[label]:0} % certainty");
            yield return string.Create(CultureInfo.InvariantCulture, $"{name} times {factor:0.0#}: this is {label} music {certainty}, {entry.Because}");
        }
    }

    private sealed record Entry(double Factor, string Because);
}
