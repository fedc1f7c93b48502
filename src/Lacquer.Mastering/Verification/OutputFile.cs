using Lacquer.Audio;
using Lacquer.Audio.Encoding;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Verification;

/// <summary>The file being made: written under a hidden name in its folder, measured, perhaps written again, and only then given its name.</summary>
public sealed class OutputFile : IDisposable
{
    private readonly MasteringRequest _request;
    private readonly IAudioSource _source;
    private readonly int _rateHz;
    private readonly string _hiddenPath;

    /// <summary>Prepares to write; nothing exists yet.</summary>
    public OutputFile(MasteringRequest request, IAudioSource source, MasteringPlan plan)
    {
        _request = request;
        _source = source;
        Format = FormatOf(request, plan);
        _rateHz = (int)plan.Stage(StageCatalogue.Rate.Name).Parameters["rateHz"];
        string folder = Path.GetDirectoryName(Path.GetFullPath(request.OutputPath))!;
        _hiddenPath = Path.Combine(folder, $".{Path.GetFileNameWithoutExtension(request.OutputPath)}.{Guid.NewGuid():N}{Format.Extension}");
    }

    /// <summary>Kind of file, precision and dither.</summary>
    public OutputFormat Format { get; }

    /// <summary>Kind of file, precision and dither as the plan has them.</summary>
    /// <exception cref="PlanException">This kind of file cannot carry the precision or the rate that was set by hand.</exception>
    public static OutputFormat FormatOf(MasteringRequest request, MasteringPlan plan)
    {
        StagePlan stage = plan.Stage(StageCatalogue.Delivery.Name);
        DeliverySettings delivery = StageCatalogue.Delivery.Build(stage.Parameters);
        int rateHz = (int)plan.Stage(StageCatalogue.Rate.Name).Parameters["rateHz"];
        string container = request.Format.Container.ToString().ToLowerInvariant();
        int nearest = request.Format.NearestRate(rateHz);
        if (nearest != rateHz)
        {
            throw new PlanException($"rate.rateHz = {rateHz} does not fit {container}; the nearest that does is {nearest} Hz.");
        }

        OutputFormat format = request.Format with { DitherSeed = (uint)plan.DitherSeed, Dither = delivery.Dither && !stage.Bypassed };
        if (format.IsLossy)
        {
            return format;
        }

        try
        {
            return format with { Samples = OutputFormat.Parse(container, delivery.Bits == 32 ? "32f" : $"{delivery.Bits}").Samples };
        }
        catch (ArgumentException e)
        {
            throw new PlanException($"delivery.bits = {delivery.Bits} is not possible: {e.Message.Split(" (Parameter", 2)[0]}", e);
        }
    }

    /// <summary>Refuses early what would fail late.</summary>
    /// <exception cref="AudioFileException">The output exists and may not be replaced, is the input, is no file, or its folder does not exist or may not be written.</exception>
    public static void CheckFree(MasteringRequest request)
    {
        string output = Path.GetFullPath(request.OutputPath);
        if (SameFile(output, Path.GetFullPath(request.InputPath)))
        {
            throw new AudioFileException(AudioFault.OutputExists, $"the output {request.OutputPath} would overwrite the input; choose another name with -o.");
        }

        if (Directory.Exists(output))
        {
            throw new AudioFileException(AudioFault.OutputExists, $"the output {request.OutputPath} is a folder; choose another name with -o.");
        }

        if (SpecialFile.Kind(output) is { } kind)
        {
            throw new AudioFileException(AudioFault.Unwritable, $"the output {request.OutputPath} is {kind}, not a file; choose another name with -o.");
        }

        if (!request.Overwrite && File.Exists(output))
        {
            throw new AudioFileException(AudioFault.OutputExists, $"the output {request.OutputPath} exists already; add --force to replace it or choose another name with -o.");
        }

        string? folder = Path.GetDirectoryName(output);
        if (folder is not null && !Directory.Exists(folder))
        {
            throw new AudioFileException(AudioFault.Unwritable, $"the folder {folder} does not exist; create it first.");
        }

        // What else can be wrong, such as a folder that may not be written, shows when a hidden file is made there and removed.
        AtomicFile.Create(output, request.Overwrite).Dispose();
    }

    /// <summary>Starts a writer; an earlier try is replaced.</summary>
    public IAudioWriter Begin() =>
        AudioFileWriter.Create(_hiddenPath, Format, _rateHz, _source.Format.Channels, _source.Tags, overwrite: true);

    /// <summary>Measures what was written, decoded again if it is lossy, so that it can be compared with the mix.</summary>
    internal TrackAnalysis Measure(TrackAnalysis mix, IReadOnlyList<Stretch> stretches, IProgress<double>? progress, CancellationToken cancel)
    {
        using IAudioSource written = AudioFile.Open(_hiddenPath, AudioLimits.Default with { MinSeconds = 0 }, cancel);
        return TrackAnalyser.AnalyseStretches(written, mix, stretches, progress, cancel);
    }

    /// <summary>Gives the file its name.</summary>
    /// <exception cref="AudioFileException">A file of that name has appeared meanwhile, or the folder is gone.</exception>
    public void Publish()
    {
        try
        {
            File.Move(_hiddenPath, _request.OutputPath, _request.Overwrite);
        }
        catch (IOException exception) when (!_request.Overwrite && File.Exists(_request.OutputPath))
        {
            throw new AudioFileException(AudioFault.OutputExists, $"the output {_request.OutputPath} has appeared meanwhile; add --force to replace it.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AudioFileException(AudioFault.Unwritable, $"the output {_request.OutputPath} cannot be written ({exception.Message.ReplaceLineEndings(" ")}).", exception);
        }
    }

    /// <summary>Removes what did not become a master.</summary>
    public void Dispose()
    {
        try
        {
            File.Delete(_hiddenPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It was moved, or the folder is gone; nothing is left to remove.
        }
    }

    /// <summary>The same path, or a link to the same file.</summary>
    private static bool SameFile(string a, string b)
    {
        static string Real(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        return File.Exists(a) && string.Equals(Real(a), Real(b), StringComparison.Ordinal);
    }
}
