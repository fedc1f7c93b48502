using System.Diagnostics;
using System.Security.Cryptography;
using Lacquer.Audio;
using Lacquer.Audio.Encoding;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.References;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Notes;
using Lacquer.Mastering.Decision.References;
using Lacquer.Mastering.Rendering;
using Lacquer.Mastering.Reporting;
using Lacquer.Mastering.Verification;

namespace Lacquer.Mastering;

/// <summary>The whole flow for one track: decode, analyse, decide, render, verify, report.</summary>
/// <param name="analyser">Measures.</param>
/// <param name="decider">Decides.</param>
/// <param name="limits">What mixes may be; null: the product's own limits.</param>
public sealed class MasteringSession(TrackAnalyser analyser, Decider decider, AudioLimits? limits = null)
{
    private const double SilentDbfs = -120; // no recording is that quiet; 20 bits are silent
    internal const double AnalyseShare = 0.25; // of the whole work


    /// <summary>Reads what masters are to be drawn towards: sound files, which are analysed as a mix is, and saved profiles.</summary>
    /// <param name="files">At least one.</param>
    /// <param name="progress">Told the share of all files that has been heard; may be null.</param>
    /// <param name="cancel">Stops between two blocks.</param>
    /// <returns>The references with the default match and aspects, for <see cref="MasteringRequest.Reference"/>.</returns>
    /// <exception cref="AudioFileException">One of them cannot be used; the message begins with its path.</exception>
    public MatchedReference ReadReferences(IReadOnlyList<ReferenceFile> files, IProgress<MasteringProgress>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(files);
        var reader = new ReferenceReader(analyser);
        var profiles = new List<WeighedProfile>(files.Count);
        foreach (ReferenceFile file in files)
        {
            try
            {
                IProgress<double>? step = StepProgress.Of(progress, "reference", (double)profiles.Count / files.Count, (profiles.Count + 1.0) / files.Count);
                profiles.Add(new WeighedProfile { Profile = reader.Read(file.Path, step, cancel), Weight = file.Weight });
            }
            catch (AudioFileException e)
            {
                throw new AudioFileException(e.Fault, $"{file.Path}: {e.Message}", e);
            }
        }

        return MatchedReference.Of(profiles);
    }

    /// <summary>Decodes and measures a mix.</summary>
    /// <param name="path">The file.</param>
    /// <param name="progress">Told the share that is done, 0 to 1; may be null.</param>
    /// <param name="cancel">Stops between two blocks.</param>
    /// <exception cref="AudioFileException">It cannot be used, or is silent.</exception>
    public OpenedMix Open(string path, IProgress<double>? progress, CancellationToken cancel) => Open(path, decider.NeedsSegments, progress, cancel);

    /// <summary>Masters one file.</summary>
    /// <exception cref="AudioFileException">The input cannot be used or the output not written.</exception>
    /// <exception cref="PlanException">The request cannot be met.</exception>
    public MasteringReport Run(MasteringRequest request, IProgress<MasteringProgress>? progress, CancellationToken cancel)
    {
        OutputFile.CheckFree(request);
        using OpenedMix mix = Open(request.InputPath, decider.NeedsSegments && request.Plan is null, StepProgress.Of(progress, "analyse", 0, AnalyseShare), cancel);
        return Run(mix, request, progress, cancel);
    }

    /// <summary>What would be done to a mix, without rendering: all but the gain, which only the sound tells.</summary>
    /// <param name="mix">The mix, opened for the same judge.</param>
    /// <param name="request">What to make of it.</param>
    /// <exception cref="PlanException">The request cannot be met.</exception>
    public MasteringPlan Plan(OpenedMix mix, MasteringRequest request)
    {
        ArgumentNullException.ThrowIfNull(mix);
        return NotePlan.Follow(Decide(request, mix), NoteWishes.Of(request), mix.Analysis).Plan;
    }

    /// <summary>
    /// Renders a stretch of a master, with the gain that the whole track gets and with what comes before it in the limiter's memory: the same
    /// seconds as in the master, but for what only the written file can tell (a codec's overshoot). New notes and
    /// references are held in the finished file, so that a preview of them takes as long as the master.
    /// </summary>
    /// <param name="mix">The mix, opened for the same judge.</param>
    /// <param name="request">What to make of it; its output is the stretch's file, at the format's precision.</param>
    /// <param name="fromSeconds">Where it begins; 0 or more, before the track's end.</param>
    /// <param name="toSeconds">Where it ends, after it begins; what lies beyond the track's end is left out.</param>
    /// <param name="progress">Told the share that is done; may be null.</param>
    /// <param name="cancel">Stops between two blocks.</param>
    /// <returns>The plan as rendered, its gain included.</returns>
    /// <exception cref="AudioFileException">The input cannot be used or the output not written.</exception>
    /// <exception cref="PlanException">The request cannot be met.</exception>
    public MasteringPlan Preview(OpenedMix mix, MasteringRequest request, double fromSeconds, double toSeconds, IProgress<MasteringProgress>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(mix);
        CheckStretch(mix, fromSeconds, toSeconds);
        OutputFile.CheckFree(request);
        IProgress<double>? rendering = StepProgress.Of(progress, "render", 0, 0.9);
        MasteringPlan plan = NeedsTheFile(request) ? RunAside(mix, request, progress, cancel).Plan : Narrowed(mix, Plan(mix, request), rendering, cancel);
        PreparedMix prepared = mix.FirstPass(plan, rendering, cancel);
        plan = PreviewGain.Find(plan, prepared, cancel);
        using var output = new OutputFile(request, mix.Source, plan);
        using (IAudioWriter writer = output.Begin())
        {
            MasterRenderer.WriteStretch(prepared, plan, fromSeconds, toSeconds, writer, cancel);
            writer.Complete();
        }

        output.Publish();
        return plan;
    }

    /// <summary>
    /// Renders a stretch of a master at once, once anything of the mix was rendered before: without going through the whole track, so that its gain is guessed
    /// (usually to 0.3 dB) and notes and references are as planned, not as held in the finished file. For whoever turns a knob; <see cref="Preview"/> follows.
    /// </summary>
    /// <param name="mix">The mix, opened for the same judge.</param>
    /// <param name="request">What to make of it; its output is the stretch's file, at the format's precision.</param>
    /// <param name="fromSeconds">Where it begins; 0 or more, before the track's end.</param>
    /// <param name="toSeconds">Where it ends, after it begins; what lies beyond the track's end is left out.</param>
    /// <param name="cancel">Stops between two blocks.</param>
    /// <returns>The plan as rendered, its gain included.</returns>
    /// <exception cref="AudioFileException">The input cannot be used or the output not written.</exception>
    /// <exception cref="PlanException">The request cannot be met.</exception>
    public MasteringPlan Sketch(OpenedMix mix, MasteringRequest request, double fromSeconds, double toSeconds, CancellationToken cancel)
    {
        MasteringPlan plan = Plan(mix, request);
        if (mix.OtherFirstPass(plan) is not { } last || (int)plan.Stage(StageCatalogue.Rate.Name).Parameters["rateHz"] != last.Audio.SampleRateHz)
        {
            return Preview(mix, request, fromSeconds, toSeconds, progress: null, cancel);
        }

        CheckStretch(mix, fromSeconds, toSeconds);
        plan = mix.Narrowed(plan) ?? plan;
        OutputFile.CheckFree(request);
        using var output = new OutputFile(request, mix.Source, plan);
        using (IAudioWriter writer = output.Begin())
        {
            plan = PreviewSketch.Write(mix.Source, plan, last, fromSeconds, toSeconds, writer, cancel);
            writer.Complete();
        }

        output.Publish();
        return plan;
    }

    /// <summary>The plan with the width that the whole master gets.</summary>
    private static MasteringPlan Narrowed(OpenedMix mix, MasteringPlan decided, IProgress<double>? progress, CancellationToken cancel)
    {
        if (mix.Narrowed(decided) is { } known)
        {
            return known;
        }

        MasteringPlan plan = decided;
        for (int i = 0; i < MasterAttempts.MostNarrowings; i++)
        {
            PreparedMix prepared = mix.FirstPass(plan, progress, cancel);
            if (PreviewWidth.Narrower(PreviewGain.Find(plan, prepared, cancel), prepared, mix.Analysis.Stereo, cancel) is not { } narrower)
            {
                break;
            }

            plan = narrower;
        }

        mix.Keep(decided, plan);
        return plan;
    }

    private static void CheckStretch(OpenedMix mix, double fromSeconds, double toSeconds)
    {
        if (!(fromSeconds >= 0 && fromSeconds < mix.Analysis.DurationSeconds && toSeconds > fromSeconds))
        {
            throw new PlanException($"a preview must begin within the track, which is {Words.Time(mix.Analysis.DurationSeconds)} long, and end after it begins.");
        }
    }

    /// <summary>Makes a master of a mix.</summary>
    /// <param name="mix">The mix, opened for the same judge.</param>
    /// <param name="request">What to make of it.</param>
    /// <param name="progress">Told how far it is; may be null.</param>
    /// <param name="cancel">Stops between two blocks.</param>
    /// <exception cref="AudioFileException">The input cannot be used or the output not written.</exception>
    /// <exception cref="PlanException">The request cannot be met.</exception>
    public MasteringReport Run(OpenedMix mix, MasteringRequest request, IProgress<MasteringProgress>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(mix);
        OutputFile.CheckFree(request);
        var clock = Stopwatch.StartNew();
        TrackAnalysis input = mix.Analysis;
        NoteReading[] wishes = NoteWishes.Of(request);
        MasteringPlan decided = Decide(request, mix);
        IReadOnlyList<Stretch> stretches = [];
        if (wishes.Length > 0)
        {
            MasteringPlan noted = NotePlan.Follow(decided, wishes, input).Plan; // refuses before the work
            request.Changing?.Invoke(PlanDiff.Between(decided, noted));
            stretches = NotedStretches.Of(decided, noted, input);
        }

        using var output = new OutputFile(request, mix.Source, decided);
        var attempts = new MasterAttempts(mix, output, progress, cancel) { Stretches = stretches };
        WrittenMaster written = attempts.Narrowed(attempts.Write(decided, returns: request.Plan is null));
        IReadOnlyList<AppliedNote> notes = [];
        if (wishes.Length > 0)
        {
            (written, notes) = attempts.Noted(written, wishes);
        }

        MasteringPlan plan = written.Plan;
        output.Publish();
        var outcome = new RenderOutcome
        {
            Choice = written.Choice,
            Limiting = written.Limiting,
            Mix = written.MixReduction,
            Curves = written.Curves,
            Source = mix.Source,
        };
        double rendered = clock.Elapsed.TotalSeconds;
        var timings = new Timings
        {
            DecodeSeconds = mix.DecodeSeconds,
            AnalyseSeconds = mix.AnalyseSeconds,
            RenderSeconds = rendered,
            TotalSeconds = mix.DecodeSeconds + mix.AnalyseSeconds + rendered,
        };
        // A master keeps the style of its mix; it is not told twice.
        TrackAnalysis result = written.Result with { Style = input.Style };
        MasteringReport report = ReportBuilder.Build(request.InputPath, request.OutputPath, input, result, Explained(plan, input, written.Choice), outcome, timings);
        IEnumerable<AppliedNote> earlier = (decided.Notes ?? []).Select(text => new AppliedNote { Text = text });
        return report with { Notes = [.. earlier, .. notes] };
    }

    private static bool NeedsTheFile(MasteringRequest request) => request.Notes.Count > 0 || (request.Plan is null && request.Reference is not null);

    private MasteringReport RunAside(OpenedMix mix, MasteringRequest request, IProgress<MasteringProgress>? progress, CancellationToken cancel)
    {
        string folder = Directory.CreateTempSubdirectory("lacquer-preview-").FullName;
        try
        {
            return Run(mix, request with { OutputPath = Path.Combine(folder, "whole" + request.Format.Extension) }, progress, cancel);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private OpenedMix Open(string path, bool withSegments, IProgress<double>? progress, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        IAudioSource source = AudioFile.Open(path, limits ?? AudioLimits.Default, cancel);
        try
        {
            double decoded = clock.Elapsed.TotalSeconds;
            Task<string> hash = Task.Run(() => InputHash(path), cancel);
            TrackAnalysis analysis = withSegments
                ? analyser.AnalyseWithSegments(source, progress, cancel)
                : analyser.AnalyseWithStyle(source, progress, cancel);
            if (analysis.Loudness.SamplePeak.Value < SilentDbfs)
            {
                throw new AudioFileException(AudioFault.Silent, "the file holds nothing but silence; export the mix again.");
            }

            return new OpenedMix(source)
            {
                Path = path,
                Sha256 = hash.GetAwaiter().GetResult(),
                Analysis = analysis,
                DecodeSeconds = decoded,
                AnalyseSeconds = clock.Elapsed.TotalSeconds - decoded,
            };
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    private MasteringPlan Decide(MasteringRequest request, OpenedMix mix)
    {
        (TrackAnalysis input, string sha256) = (mix.Analysis, mix.Sha256);
        int rateHz = request.RateHz ?? request.Format.NearestRate(input.Format.SampleRateHz);
        int bits = request.Format.IsLossy ? 32 : request.Format.Samples switch { SampleFormat.Int16 => 16, SampleFormat.Int24 => 24, _ => 32 };
        var delivery = new DeliverySettings { RateHz = rateHz, Bits = bits };
        MasteringPlan plan = request.Plan is { } recalled
            ? Decider.Recall(recalled, sha256, input.Format.SampleRateHz, request.ByHand, request.Bypassed, delivery)
            : decider.Decide(input, request.Controls, request.ByHand, request.Bypassed, delivery, request.Reference);
        plan = Checked(plan, input, request.RateHz);
        OutputFile.FormatOf(request, plan); // refuses before the work what the file could not carry
        return plan with { InputSha256 = sha256 };
    }

    /// <summary>What only the input can tell: whether stretches lie within it, and which rate a bypassed conversion keeps.</summary>
    private static MasteringPlan Checked(MasteringPlan plan, TrackAnalysis input, int? askedRateHz)
    {
        SectionOverride? beyond = plan.Overrides.FirstOrDefault(stretch => stretch.FromSeconds >= input.DurationSeconds);
        if (beyond is not null)
        {
            throw new PlanException(
                $"{beyond.Stage}.{beyond.Parameter} is set from {Words.Time(beyond.FromSeconds)} on, and the track ends at {Words.Time(input.DurationSeconds)}.");
        }

        StagePlan rate = plan.Stage(StageCatalogue.Rate.Name);
        if (rate.Bypassed && askedRateHz is { } asked && asked != input.Format.SampleRateHz)
        {
            throw new PlanException($"--rate asks for {asked} Hz, and a bypassed rate stage keeps {input.Format.SampleRateHz} Hz; leave one of the two out.");
        }

        return rate.Bypassed
            ? plan.With(rate.With("rateHz", input.Format.SampleRateHz))
            : plan;
    }

    /// <summary>The loudness stage's reasons are known last: they name what came of it.</summary>
    private static MasteringPlan Explained(MasteringPlan plan, TrackAnalysis input, GainChoice choice)
    {
        StagePlan stage = plan.Stage(StageCatalogue.Loudness.Name);
        return plan.With(stage with { Reasons = [.. LoudnessWords.Explain(plan, input, choice), .. stage.Reasons] });
    }

    /// <summary>SHA-256 of a file, hexadecimal: how plans and projects know their input again.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string InputHash(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
