using System.Globalization;
using System.Text;
using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Reporting.Handover;

/// <summary>
/// The static part of a plan's tone, high-pass and equaliser on middle and sides, as an effect that REAPER runs: a JSFX, plain text. What it does
/// not hold is listed in the text itself.
/// </summary>
public static class ReaperEffect
{
    private const int GainsALine = 13;
    private const double LowestHz = 10;
    private const double HighestHz = 20_000;
    private const int Places = 250; // so dense that no bell has its top between two of them
    private const int CommonRate = 1; // 48 kHz

    /// <summary>Rates the gains are found for, in Hz; at another the nearest ones are used.</summary>
    private static readonly double[] RatesHz = [44_100, 48_000, 88_200, 96_000, 176_400, 192_000];

    /// <summary>The text of the effect.</summary>
    public static string Write(MasteringPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var tone = new PlanTone(plan);
        FineFilterBank[] banks = [.. RatesHz.SelectMany(rate => (FineFilterBank[])[FineFilterBank.Along(tone.MidDb, rate), FineFilterBank.Along(tone.SideDb, rate)])];
        double highestDb = Enumerable.Range(0, Places).Select(i => LowestHz * Math.Pow(HighestHz / LowestHz, i / (Places - 1.0)))
            .Max(hz => tone.HighPassDb(hz) + banks.Where((_, bank) => bank / 2 == CommonRate).Max(bank => bank.ResponseDb(hz, RatesHz[CommonRate])));
        var text = new StringBuilder();
        Head(text, plan, -Math.Max(0, highestDb));
        Tables(text, tone, banks);
        text.Append(Design.ReplaceLineEndings("\n"));
        return text.ToString();
    }

    /// <summary>What of the plan the effect does not hold, each in a few words; empty where it holds all of it.</summary>
    public static IReadOnlyList<string> LeftOut(MasteringPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return EqualizerText.NotTone(plan);
    }

    private static void Head(StringBuilder text, MasteringPlan plan, double outputDb)
    {
        text.Append("desc:Lacquer: tone of a master\n//tags: equalizer filter\n\n");
        text.Append("// Holds: the high-pass and the equaliser of a master, on middle and sides, without delay.\n");
        foreach (string words in LeftOut(plan))
        {
            text.Append("// Left out: ").Append(words).Append(".\n");
        }

        text.Append("// Put it into the folder Effects of REAPER's resource path, then into the track's chain, a limiter behind it.\n\n");
        text.Append(CultureInfo.InvariantCulture, $"slider1:{Number(outputDb, "0.00")}<-24,24,0.01>Output (dB)\n\n");
        text.Append("in_pin:left\nin_pin:right\nout_pin:left\nout_pin:right\n\n");
    }

    private static void Tables(StringBuilder text, PlanTone tone, FineFilterBank[] banks)
    {
        text.Append("@init\n");
        text.Append(CultureInfo.InvariantCulture, $"filters = {FineFilterBank.Count};\nbellQ = {FineFilterBank.BellQ};\nshelfQ = {FineFilterBank.ShelfQ};\n");
        text.Append(CultureInfo.InvariantCulture, $"highPassHz = {tone.HighPass.HighPassHz};\nhighPasses = {tone.HighPassQualities.Length};\n");
        text.Append("highPassQ = 0;\n");
        Table(text, "highPassQ", 0, tone.HighPassQualities, "0.########");
        text.Append("hz = 16;\n");
        Table(text, "hz", 0, FineFilterBank.FrequenciesHz, "0.###");
        text.Append("// In dB: for each rate the filters on middle, then those on sides.\ngains = 64;\n");
        for (int bank = 0; bank < banks.Length; bank++)
        {
            text.Append(CultureInfo.InvariantCulture, $"// {RatesHz[bank / 2]:0} Hz, {(bank % 2 == 0 ? "middle" : "sides")}\n");
            Table(text, "gains", bank * FineFilterBank.Count, banks[bank].GainsDb, "0.000");
        }

        // The next rate begins half-way.
        text.Append("rate = ").AppendJoin(" + ", RatesHz.Zip(RatesHz.Skip(1)).Select(pair => $"(srate > {Number(0.5 * (pair.First + pair.Second), "0")})")).Append(";\n");
    }

    private static void Table(StringBuilder text, string name, int first, double[] values, string form)
    {
        for (int i = 0; i < values.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}[{first + i}] = {Number(values[i], form)};").Append((i + 1) % GainsALine == 0 || i + 1 == values.Length ? '\n' : ' ');
        }
    }

    /// <summary>Never a negative nought.</summary>
    private static string Number(double value, string form)
    {
        string text = value.ToString(form, CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAnyInRange('1', '9') < 0 ? text.TrimStart('-') : text;
    }

    /// <summary>From gains to coefficients, and the sections one after the other (direct form II transposed).</summary>
    private const string Design = """
        coefficients = 1024; // five a section: middle, then sides
        state = 4096;        // two a section
        sections = highPasses + filters;

        function section(at, b0, b1, b2, a0, a1, a2) (
          at[0] = b0 / a0; at[1] = b1 / a0; at[2] = b2 / a0; at[3] = a1 / a0; at[4] = a2 / a0;
        );

        function highPass(at, f, q) local(w c alpha) (
          w = 2 * $pi * f / srate; c = cos(w); alpha = sin(w) / (2 * q);
          section(at, (1 + c) / 2, -(1 + c), (1 + c) / 2, 1 + alpha, -2 * c, 1 - alpha);
        );

        function bell(at, f, q, db) local(w c alpha g) (
          g = 10 ^ (db / 40); w = 2 * $pi * f / srate; c = cos(w); alpha = sin(w) / (2 * q);
          section(at, 1 + alpha * g, -2 * c, 1 - alpha * g, 1 + alpha / g, -2 * c, 1 - alpha / g);
        );

        // high: 1, low: -1
        function shelf(at, f, q, db, high) local(w c r g) (
          g = 10 ^ (db / 40); w = 2 * $pi * f / srate; c = cos(w) * high; r = sqrt(g) * sin(w) / q;
          section(at,
            g * (g + 1 + (g - 1) * c + r), -2 * high * g * (g - 1 + (g + 1) * c), g * (g + 1 + (g - 1) * c - r),
            g + 1 - (g - 1) * c + r, 2 * high * (g - 1 - (g + 1) * c), g + 1 - (g - 1) * c - r);
        );

        function design(at, db) local(k) (
          k = 0;
          loop(highPasses, highPass(at, highPassHz, highPassQ[k]); at += 5; k += 1);
          shelf(at, hz[0], shelfQ, db[0], -1);
          k = 1;
          loop(filters - 2, bell(at + 5 * k, hz[k], bellQ, db[k]); k += 1);
          shelf(at + 5 * k, hz[k], shelfQ, db[k], 1);
        );

        design(coefficients, gains + rate * 2 * filters);
        design(coefficients + 5 * sections, gains + (rate * 2 + 1) * filters);

        @slider
        output = 10 ^ (slider1 / 20);

        @sample
        middle = (spl0 + spl1) / 2;
        sides = (spl0 - spl1) / 2;
        c = coefficients;
        z = state;
        loop(sections,
          y = c[0] * middle + z[0];
          z[0] = c[1] * middle - c[3] * y + z[1];
          z[1] = c[2] * middle - c[4] * y;
          middle = y;
          c += 5; z += 2;
        );
        loop(sections,
          y = c[0] * sides + z[0];
          z[0] = c[1] * sides - c[3] * y + z[1];
          z[1] = c[2] * sides - c[4] * y;
          sides = y;
          c += 5; z += 2;
        );
        spl0 = (middle + sides) * output;
        spl1 = (middle - sides) * output;

        """;
}
