using System.CommandLine;
using System.Globalization;
using Lacquer.Mastering;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.References;

namespace Lacquer.Cli;

/// <summary>The options that say what a master is drawn towards, how far and in what.</summary>
internal sealed class ReferenceOptions
{
    private const double LargestWeight = 1_000;

    private readonly Option<string[]> _files = new("--reference")
    {
        Description = "a track, or a saved reference, to draw the master towards; may be given several times",
        HelpName = "FILE[=WEIGHT]",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _match = new("--match") { Description = $"how far, in percent of the way; default {MatchedReference.DefaultMatch:0}", HelpName = "0–100" };

    private readonly Option<string?> _aspects = new("--match-aspects")
    {
        Description = $"any of {Names(Enum.GetValues<ReferenceAspect>())}; default {Names(MatchedReference.DefaultAspects)}",
        HelpName = "ASPECTS",
    };

    public void AddTo(Command command)
    {
        command.Add(_files);
        command.Add(_match);
        command.Add(_aspects);
    }

    /// <summary>Whether anything was said about references.</summary>
    public bool AnyGiven(ParseResult parsed) =>
        parsed.GetResult(_files) is not null || parsed.GetResult(_match) is not null || parsed.GetResult(_aspects) is not null;

    /// <summary>What is wanted, without having read a file.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="saved">The references of a preset or an earlier plan, which stay unless others are given.</param>
    /// <exception cref="PlanException">A value is not possible.</exception>
    public ReferenceWish Read(ParseResult parsed, MatchedReference? saved)
    {
        ReferenceFile[] files = [.. (parsed.GetValue(_files) ?? []).Select(File)];
        string? match = parsed.GetValue(_match);
        string? aspects = parsed.GetValue(_aspects);
        if (files.Length == 0 && saved is null && (match ?? aspects) is not null)
        {
            throw new PlanException($"{(match is not null ? _match.Name : _aspects.Name)} needs something to go by; add --reference FILE, or a preset that keeps one.");
        }

        return new ReferenceWish
        {
            Files = files,
            Saved = files.Length == 0 ? saved : null,
            Match = match is null ? saved?.Match : Percent(match),
            Aspects = aspects is null ? saved?.Aspects : Aspects(aspects),
        };
    }

    /// <summary>A file may have an equals sign in its name; the whole name comes first.</summary>
    private static ReferenceFile File(string text)
    {
        int equals = text.LastIndexOf('=');
        if (equals < 0 || System.IO.File.Exists(text))
        {
            return new ReferenceFile { Path = text };
        }

        (string path, string weight) = (text[..equals], text[(equals + 1)..]);
        bool isNumber = double.TryParse(weight, NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
        return path.Length > 0 && isNumber && value is > 0 and <= LargestWeight
            ? new ReferenceFile { Path = path, Weight = value }
            : throw new PlanException(path.Length == 0 ? $"--reference '{text}' names no file; write it as song.wav or song.wav=2."
                : !isNumber && weight.Contains(',', StringComparison.Ordinal) ? $"--reference '{text}' has a comma in its weight; write it with a point."
                : isNumber && value == 0 ? $"--reference '{text}': a weight of 0 leaves the file out; leave it out of the command instead."
                : $"--reference '{text}': '{weight}' is not a weight; give a number above 0, up to {LargestWeight:0}, as in song.wav=2.");
    }

    private static double Percent(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value is >= 0 and <= 100
            ? value
            : throw new PlanException($"--match '{text}' is not possible; give a number from 0 to 100.");

    private static ReferenceAspect[] Aspects(string text)
    {
        var aspects = new List<ReferenceAspect>();
        foreach (string word in text.Split(',', StringSplitOptions.TrimEntries))
        {
            int index = Array.FindIndex(Enum.GetValues<ReferenceAspect>(), aspect => Name(aspect) == word);
            aspects.Add(index >= 0
                ? Enum.GetValues<ReferenceAspect>()[index]
                : throw new PlanException($"--match-aspects '{word}' is not known; choose any of {Names(Enum.GetValues<ReferenceAspect>())}, with commas between them."));
        }

        return [.. aspects.Distinct().Order()];
    }

    private static string Names(IEnumerable<ReferenceAspect> aspects) => string.Join(",", aspects.Select(Name));

    /// <summary>An aspect as it is written.</summary>
    public static string Name(ReferenceAspect aspect) => aspect.ToString().ToLowerInvariant();
}
