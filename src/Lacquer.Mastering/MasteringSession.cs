using System.Diagnostics;
using System.Security.Cryptography;
using Lacquer.Audio;
using Lacquer.Audio.Encoding;
using Lacquer.Dsp.Dynamics;
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
public sealed class MasteringSession(TrackAnalyser analyser, Decider decider)
{
    private const double SilentDbfs = -120; // no recording is that quiet; 20 bits are silent
    private const double AnalyseShare = 0.25; // of the whole work
    private const int MostNarrowings = 2; // the first lands within a few hundredths of a decibel
    private const int MostReturns = 3; // each takes off about two thirds of what is off; most files need none
    private const int MostTries = 7; // one as a rule; lossy codecs at high density need three or four

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
                IProgress<double>? step = Step(progress, "reference", (double)profiles.Count / files.Count, (profiles.Count + 1.0) / files.Count);
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
        using OpenedMix mix = Open(request.InputPath, decider.NeedsSegments && request.Plan is null, Step(progress, "analyse", 0, AnalyseShare), cancel);
        return Run(mix, request, progress, cancel);
    }

    /// <summary>What would be done to a mix, without rendering: all but the gain, which only the sound tells.</summary>
    /// <param name="mix">The mix, opened for the same judge.</param>
    /// <param name="request">What to make of it.</param>
    /// <exception cref="PlanException">The request cannot be met.</exception>
    public MasteringPlan Plan(OpenedMix mix, MasteringRequest request)
    {
        ArgumentNullException.ThrowIfNull(mix);
        return Follow(Decide(request, mix), [.. request.Notes.Select(NoteReader.Read)], mix.Analysis).Plan;
    }

    /// <summary>
    /// Renders a stretch of a master, with the gain that the whole track gets and with what comes before it in the limiter's memory: the same
    /// seconds as in the master, but for what only the written file can tell (a codec's overshoot, a narrowed image, the tone behind a reference).
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
        if (!(fromSeconds >= 0 && fromSeconds < mix.Analysis.DurationSeconds && toSeconds > fromSeconds))
        {
            throw new PlanException($"a preview must begin within the track, which is {Words.Time(mix.Analysis.DurationSeconds)} long, and end after it begins.");
        }

        OutputFile.CheckFree(request);
        MasteringPlan plan = Plan(mix, request);
        PreparedMix prepared = mix.FirstPass(plan, Step(progress, "render", 0, 0.9), cancel);
        plan = Gained(plan, prepared, cancel);
        using var output = new OutputFile(request, mix.Source, plan);
        using (IAudioWriter writer = output.Begin())
        {
            MasterRenderer.WriteStretch(prepared, plan, fromSeconds, toSeconds, writer, cancel);
            writer.Complete();
        }

        output.Publish();
        return plan;
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
        IAudioSource source = mix.Source;
        TrackAnalysis input = mix.Analysis;
        NoteReading[] wishes = [.. request.Notes.Select(NoteReader.Read)];
        MasteringPlan decided = Decide(request, mix);
        (MasteringPlan plan, IReadOnlyList<AppliedNote> notes) = Follow(decided, wishes, input);
        if (notes.Count > 0)
        {
            request.Changing?.Invoke(PlanDiff.Between(decided, plan));
        }

        using var output = new OutputFile(request, source, plan);
        Written written = Write(source, input, plan, output, progress, cancel);
        for (int i = 0; i < MostReturns && request.Plan is null && ToneReturn.Nearer(plan, written.Plan, input, written.Result) is { } nearer; i++)
        {
            written = Write(source, input, nearer, output, progress, cancel);
        }

        for (int i = 0; i < MostNarrowings && MonoFold.Narrower(written.Plan, input.Stereo, written.Result.Stereo) is { } narrower; i++)
        {
            written = Write(source, input, narrower, output, progress, cancel);
        }

        plan = written.Plan;
        output.Publish();
        var outcome = new RenderOutcome
        {
            Choice = written.Choice,
            Limiting = written.Limiting,
            Mix = written.MixReduction,
            Curves = written.Curves,
            Source = source,
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

    private OpenedMix Open(string path, bool withSegments, IProgress<double>? progress, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        IAudioSource source = AudioFile.Open(path, AudioLimits.Default, cancel);
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

    /// <summary>The plan with the gain that the whole master gets. Only a loudness asked for by number is exact enough to need hearing it.</summary>
    private static MasteringPlan Gained(MasteringPlan plan, PreparedMix prepared, CancellationToken cancel)
    {
        bool isFound = !plan.Stage(StageCatalogue.Loudness.Name).Parameters.ContainsKey(StageCatalogue.GainParameter);
        plan = WithGain(plan, GainFinder.Find(prepared, plan));
        if (!isFound || !plan.Target.IsExact || plan.Target.LoudnessLufs is not { } lufs)
        {
            return plan;
        }

        var trim = new Trim(prepared, lufs);
        for (int tries = 1; tries < MostTries; tries++)
        {
            using var heard = new MeasuringWriter(prepared.Audio.SampleRateHz, prepared.Audio.Channels);
            MasterRenderer.Write(prepared, plan, heard, progress: null, cancel);
            if (trim.Next(plan, heard.Summary) is not { } next)
            {
                break;
            }

            plan = next;
        }

        return plan;
    }

    private static MasteringPlan WithGain(MasteringPlan plan, GainChoice choice) =>
        Trim.With(plan, choice.GainDb, plan.Stage(StageCatalogue.Loudness.Name).Parameters[StageCatalogue.CeilingParameter]);

    /// <summary>Applies notes one after the other; each counts from what the one before left.</summary>
    private static (MasteringPlan Plan, IReadOnlyList<AppliedNote> Notes) Follow(MasteringPlan plan, NoteReading[] wishes, TrackAnalysis input)
    {
        var notes = new List<AppliedNote>();
        foreach (NoteReading wish in wishes)
        {
            MasteringPlan noted = NotePlan.Apply(plan, wish, input);
            notes.Add(new AppliedNote { Text = wish.Text, Moves = wish.Moves, Changes = PlanDiff.Between(plan, noted).Changes });
            plan = noted;
        }

        return (plan, notes);
    }

    /// <summary>Renders, writes and measures until the file is as it should be.</summary>
    private Written Write(
        IAudioSource source, TrackAnalysis input, MasteringPlan plan, OutputFile output, IProgress<MasteringProgress>? progress, CancellationToken cancel)
    {
        int rateHz = (int)plan.Stage(StageCatalogue.Rate.Name).Parameters["rateHz"];
        using PreparedMix mix = MixRenderer.Render(source, plan, rateHz, Step(progress, "render", AnalyseShare, 0.65), cancel);
        bool gainIsGiven = plan.Stage(StageCatalogue.Loudness.Name).Parameters.ContainsKey(StageCatalogue.GainParameter);
        GainChoice choice = GainFinder.Find(mix, plan);
        double aimLufs = gainIsGiven ? double.NaN : plan.Target.IsExact ? plan.Target.LoudnessLufs ?? double.NaN : choice.ExpectedLufs;
        plan = WithGain(plan, choice);
        var trim = new Trim(mix, aimLufs);
        for (int tries = 1; ; tries++)
        {
            LimiterOutcome limiting;
            using (IAudioWriter writer = output.Begin())
            {
                limiting = MasterRenderer.Write(mix, plan, writer, Step(progress, "write", 0.65, 0.8), cancel);
                writer.Complete();
            }

            TrackAnalysis result = output.Measure(analyser, input, Step(progress, "verify", 0.8, 1), cancel);
            if (tries == MostTries || trim.Next(plan, result.Loudness) is not { } next)
            {
                return new Written
                {
                    Plan = plan,
                    Choice = choice,
                    Result = result,
                    Limiting = limiting.Track,
                    MixReduction = mix.GainReduction,
                    Curves = [.. mix.ReductionCurves, .. limiting.Curves],
                };
            }

            plan = next;
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

    private static Progress? Step(IProgress<MasteringProgress>? whole, string step, double from, double to) =>
        whole is null ? null : new Progress(whole, step, from, to);

    /// <summary>A written file and how it came about.</summary>
    private sealed record Written
    {
        public required MasteringPlan Plan { get; init; }

        public required GainChoice Choice { get; init; }

        public required TrackAnalysis Result { get; init; }

        public required GainReductionTrack? Limiting { get; init; }

        public required IReadOnlyDictionary<string, GainReductionTrack> MixReduction { get; init; }

        public required IReadOnlyList<GainReductionCurve> Curves { get; init; }
    }

    /// <summary>One step's share of the whole work.</summary>
    private sealed class Progress(IProgress<MasteringProgress> whole, string step, double from, double to) : IProgress<double>
    {
        public void Report(double value) => whole.Report(new MasteringProgress(step, from + ((to - from) * value)));
    }
}
