using System.Globalization;
using System.Text;
using Lacquer.Dsp.Spectral;
using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Reporting.Handover;

/// <summary>
/// The static part of a plan's tone, high-pass and equaliser on mid, as text in the notations of Equalizer APO, which many other equalisers
/// and tools read. What the notations cannot say is listed in the text itself.
/// </summary>
public static class EqualizerText
{
    private const double LowestHz = 10;
    private const double HighestHz = 20_000;
    private const int PointsAnOctave = 12; // straight lines between them miss the curve by less than 0.1 dB
    private const double LeastDb = 0.05; // below what anybody hears

    /// <summary>The curve itself, point by point: one line <c>GraphicEQ</c>.</summary>
    public static string Graphic(MasteringPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var tone = new PlanTone(plan);
        (double Hz, double Db)[] points = [.. FrequenciesHz().Select(hz => (hz, tone.Db(hz)))];
        StringBuilder text = Begin(plan, "the curve, point by point", points.Max(point => point.Db));
        return text.Append("GraphicEQ: ").AppendJoin("; ", points.Select(point => $"{Number(point.Hz, "0.##")} {Number(point.Db, "0.00")}")).Append('\n').ToString();
    }

    /// <summary>Filters that follow the curve: lines <c>Filter</c>.</summary>
    public static string Parametric(MasteringPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var tone = new PlanTone(plan);
        List<string> filters = [.. tone.HighPassQualities.Select(q => $"HPQ Fc {Number(tone.HighPass.HighPassHz, "0.##")} Hz Q {Number(q, "0.0000")}")];

        FilterBank bank = FilterBank.Through(EqualizerCurve.MidKnotsHz, tone.Equalizer.MidDb);
        double[] frequenciesHz = bank.FrequenciesHz;
        for (int j = 0; j < frequenciesHz.Length; j++)
        {
            if (Math.Abs(bank.GainsDb[j]) >= LeastDb)
            {
                (string kind, double q) = j == 0 ? ("LSC", FilterBank.ShelfQ) : j == frequenciesHz.Length - 1 ? ("HSC", FilterBank.ShelfQ) : ("PK", FilterBank.BellQ);
                filters.Add($"{kind} Fc {Number(frequenciesHz[j], "0.##")} Hz Gain {Number(bank.GainsDb[j], "0.00")} dB Q {Number(q, "0.00")}");
            }
        }

        double highestDb = FrequenciesHz().Max(hz => tone.HighPassDb(hz) + bank.ResponseDb(hz, FilterBank.RateHz));
        StringBuilder text = Begin(plan, "filters that follow the curve", highestDb);
        for (int i = 0; i < filters.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"Filter {i + 1}: ON {filters[i]}\n");
        }

        return text.ToString();
    }

    /// <summary>What of the plan these texts do not hold, each in a few words; empty where they hold all of it.</summary>
    public static IReadOnlyList<string> LeftOut(MasteringPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        IReadOnlyList<string> left = NotTone(plan);
        return new PlanTone(plan).Equalizer.IsSideNeutral ? left : ["what the equaliser does to the sides alone", .. left];
    }

    /// <summary>What of the plan is neither high-pass nor equaliser of the whole track, each in a few words.</summary>
    internal static IReadOnlyList<string> NotTone(MasteringPlan plan)
    {
        var left = new List<string>();
        int stretches = plan.Overrides.Where(stretch => stretch.Stage == StageCatalogue.Equalizer.Name || stretch.Stage == StageCatalogue.Cleanup.Name)
            .Select(stretch => (stretch.FromSeconds, stretch.ToSeconds)).Distinct().Count();
        if (stretches > 0)
        {
            left.Add(stretches == 1 ? "one passage with a tone of its own" : $"{stretches} passages with a tone of their own");
        }

        foreach (StagePlan stage in plan.Stages)
        {
            if (stage.Active && !stage.Bypassed && Missing(stage.Name) is { } words)
            {
                left.Add(words);
            }
        }

        return left;
    }

    private static IEnumerable<double> FrequenciesHz()
    {
        int last = (int)Math.Ceiling(PointsAnOctave * Math.Log2(HighestHz / LowestHz));
        return Enumerable.Range(0, last + 1).Select(i => Math.Min(HighestHz, LowestHz * Math.Pow(2, i / (double)PointsAnOctave)));
    }

    private static string? Missing(string stage) => stage switch
    {
        "resonance" => "the taming of resonances and harshness",
        "dynamics" => "the slow dynamics in four bands",
        "image" => "the stereo image",
        "compressor" => "the compressor",
        "deesser" => "the de-esser",
        "saturation" => "the saturation",
        "loudness" => "the limiter with its gain",
        _ => null,
    };

    private static StringBuilder Begin(MasteringPlan plan, string what, double highestDb)
    {
        var text = new StringBuilder();
        text.Append("# Lacquer: high-pass and equaliser of a master, ").Append(what).Append(", in the notation of Equalizer APO.\n");
        foreach (string words in LeftOut(plan))
        {
            text.Append("# Left out: ").Append(words).Append(".\n");
        }

        // What is raised must not clip: the loudness is not carried anyway.
        return text.Append(CultureInfo.InvariantCulture, $"Preamp: {Number(-Math.Max(0, highestDb), "0.00")} dB\n");
    }

    /// <summary>Rounded, with a point and a hyphen for minus, and never a negative nought: programs read it.</summary>
    private static string Number(double value, string form)
    {
        string text = value.ToString(form, CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAnyInRange('1', '9') < 0 ? text.TrimStart('-') : text;
    }
}
