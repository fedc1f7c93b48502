using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Lacquer.Audio.Encoding;
using Lacquer.Mastering.Decision;

namespace Lacquer.Cli;

/// <summary>The options that say what to write and where.</summary>
internal sealed class OutputOptions
{
    private readonly Option<string?> _output = new("--output", "-o") { Description = "file or folder of the master", HelpName = "FILE|DIR" };
    private readonly Option<string?> _format = new("--format") { Description = "wav, flac, mp3, ogg, opus, aiff or m4a", HelpName = "FORMAT" };
    private readonly Option<string?> _bits = new("--bits") { Description = "16, 24 or 32f; default 24", HelpName = "BITS" };
    private readonly Option<string?> _rate = new("--rate") { Description = "sample rate; default the input's own", HelpName = "HZ" };
    private readonly Option<bool> _force = new("--force") { Description = "replace existing files" };

    public void AddTo(Command command)
    {
        command.Add(_output);
        command.Add(_format);
        command.Add(_bits);
        command.Add(_rate);
        command.Add(_force);
    }

    public bool Force(ParseResult parsed) => parsed.GetValue(_force);

    /// <summary>Kind and precision; the output's extension decides when no format is given, a recalled plan's when no bits are.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="recalled">The plan to repeat, or null.</param>
    /// <param name="usual">The kind when neither option nor extension says one.</param>
    /// <exception cref="PlanException">Not possible.</exception>
    public OutputFormat Format(ParseResult parsed, MasteringPlan? recalled, string usual = "wav")
    {
        string extension = Path.GetExtension(parsed.GetValue(_output) ?? "").TrimStart('.');
        if (parsed.GetValue(_format) is null && extension.Length > 0 && !IsKnown(extension) && !Directory.Exists(parsed.GetValue(_output)))
        {
            throw new PlanException($"'.{extension}' is not a format; name the output .wav, .flac, .mp3, .ogg, .opus, .aiff or .m4a, or add --format.");
        }

        string container = parsed.GetValue(_format) ?? (IsKnown(extension) ? extension : usual);
        if (parsed.GetValue(_format) is { } format && IsKnown(extension) && !SameKind(format, extension))
        {
            throw new PlanException($"the output ends with .{extension} and --format says {format}; leave one of them out.");
        }

        string? bits = parsed.GetValue(_bits);
        if (bits is null && recalled is not null && container is not ("mp3" or "ogg" or "opus" or "m4a"))
        {
            bits = recalled.Stage(StageCatalogue.Delivery.Name).Parameters["bits"] switch { 16 => "16", 24 => "24", _ => container == "flac" ? "24" : "32f" };
        }

        try
        {
            return OutputFormat.Parse(container, bits);
        }
        catch (ArgumentException e)
        {
            throw new PlanException(e.Message.Split(" (Parameter", 2)[0], e);
        }
    }

    /// <summary>The same for a service.</summary>
    public static JsonObject ForService(OutputFormat format, int? rateHz) => new()
    {
        ["format"] = format.Extension.TrimStart('.'),
        ["bits"] = format.IsLossy ? null : format.Samples switch { SampleFormat.Int16 => "16", SampleFormat.Float32 => "32f", _ => "24" },
        ["rateHz"] = rateHz,
    };

    /// <summary>The rate that was asked for, or the recalled plan's; null for the input's own.</summary>
    /// <exception cref="PlanException">The format cannot carry it.</exception>
    public int? RateHz(ParseResult parsed, OutputFormat format, MasteringPlan? recalled)
    {
        if (parsed.GetValue(_rate) is not { } text)
        {
            return recalled is null ? null : format.NearestRate((int)recalled.Stage(StageCatalogue.Rate.Name).Parameters["rateHz"]);
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int rateHz) || rateHz is < 8_000 or > 384_000)
        {
            throw new PlanException($"--rate '{text}' is not possible; give a number from 8000 to 384000 Hz.");
        }

        int nearest = format.NearestRate(rateHz);
        return nearest == rateHz
            ? rateHz
            : throw new PlanException($"--rate {rateHz} does not fit {format.Container.ToString().ToLowerInvariant()}; the nearest that does is {nearest} Hz.");
    }

    /// <summary>The one master's path that was asked for; null when none was.</summary>
    public string? Given(ParseResult parsed) => parsed.GetValue(_output);

    /// <summary>Where each master goes.</summary>
    /// <exception cref="PlanException">Two would have the same name, or several inputs share one output file.</exception>
    public string[] Paths(ParseResult parsed, IReadOnlyList<string> inputs, OutputFormat format)
    {
        string? output = parsed.GetValue(_output);
        bool folder = output is not null && (inputs.Count > 1 || Directory.Exists(output) || output.EndsWith('/'));
        if (folder && !Directory.Exists(output) && !output!.EndsWith('/') && IsKnown(Path.GetExtension(output).TrimStart('.')))
        {
            throw new PlanException($"several inputs need a folder after -o, and {output} looks like a file; end it with / if it is meant.");
        }

        string[] paths = [.. inputs.Select(input => output is null || folder
            ? Path.Combine((folder ? output : Path.GetDirectoryName(input)) ?? "", $"{Path.GetFileNameWithoutExtension(input)}.master{format.Extension}")
            : output)];
        string? twice = paths.GroupBy(Path.GetFullPath, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.First();
        if (twice is not null)
        {
            throw new PlanException($"two inputs would both become {twice}; master them one at a time.");
        }

        if (folder)
        {
            CreateFolder(output!, "-o");
        }

        return paths;
    }

    /// <summary>Makes the folder that several files are to go to, unless it is there.</summary>
    /// <param name="folder">Its path.</param>
    /// <param name="option">The option it was given to.</param>
    /// <exception cref="PlanException">It is a file.</exception>
    public static void CreateFolder(string folder, string option)
    {
        if (File.Exists(folder.TrimEnd('/')))
        {
            throw new PlanException($"several inputs need a folder after {option}, and {folder} is a file.");
        }

        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Lacquer.Audio.AudioFileException(
                Lacquer.Audio.AudioFault.Unwritable, $"the folder {folder} cannot be created ({e.Message.ReplaceLineEndings(" ")}).", e);
        }
    }

    private static bool SameKind(string format, string extension) =>
        string.Equals(format.TrimEnd('f', 'F'), extension.TrimEnd('f', 'F'), StringComparison.OrdinalIgnoreCase);

    private static bool IsKnown(string extension) =>
        extension.ToLowerInvariant() is "wav" or "flac" or "mp3" or "ogg" or "opus" or "aiff" or "aif" or "m4a";
}
