using System.Text.Json;
using Lacquer.Audio;
using Lacquer.Audio.Encoding;
using Lacquer.Mastering;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.References;
using Lacquer.Mastering.Analysis.Style;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Learned;
using Lacquer.Mastering.Networks;
using Lacquer.Mastering.Reporting;
using Lacquer.Mastering.Reporting.Html;

namespace Lacquer.Server.Work;

/// <summary>
/// The process that works on one mix: it reads requests from standard input and answers on standard output. It keeps the mix open, so that
/// the second preview does not analyse again. It ends with its input: nobody has to look after it.
/// </summary>
public sealed class DeskProgram : IDisposable
{
    /// <summary>The line that stops the request before it. A mix that is being opened is opened to the end: the next request will ask for it.</summary>
    public const string StopLine = "stop";

    private const double Analysed = 0.25; // of a job that renders

    private readonly Lock _writing = new();
    private readonly TextWriter _answers;
    private readonly MasteringSession _session;
    private OpenedMix? _mix;
    private long _lastProgress;

    private DeskProgram(TextWriter answers, AudioLimits limits)
    {
        _answers = answers;
        _session = new MasteringSession(new TrackAnalyser(Styles()), new Decider(LearnedJudge.Load()), limits);
    }

    /// <summary>Works until the requests end.</summary>
    /// <param name="requests">Lines of JSON.</param>
    /// <param name="answers">Takes lines of JSON.</param>
    /// <param name="limits">What mixes may be.</param>
    /// <param name="ended">Called when the requests end, also in the middle of work: nobody is left to work for.</param>
    public static void Run(TextReader requests, TextWriter answers, AudioLimits limits, Action ended)
    {
        using var desk = new DeskProgram(answers, limits);
        using var lines = new System.Collections.Concurrent.BlockingCollection<(string Text, CancellationTokenSource Stop)>();
        var reader = new Thread(() =>
        {
            var latest = new CancellationTokenSource();
            while (requests.ReadLine() is { } line)
            {
                if (line == StopLine)
                {
                    latest.Cancel();
                }
                else
                {
                    latest = new CancellationTokenSource();
                    lines.Add((line, latest));
                }
            }

            lines.CompleteAdding();
            ended();
        })
        { IsBackground = true };
        reader.Start();
        foreach ((string text, CancellationTokenSource stop) in lines.GetConsumingEnumerable())
        {
            desk.Answer(JsonSerializer.Deserialize<DeskRequest>(text, ServiceJson.Options) ?? throw new JsonException("The request is empty."), stop.Token);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _mix?.Dispose();

    private void Answer(DeskRequest request, CancellationToken stop)
    {
        try
        {
            OpenedMix mix = Open(request.Input);
            stop.ThrowIfCancellationRequested();
            if (request.Task != DeskTask.Analyse)
            {
                Say(new DeskAnswer { Stage = "plan", Progress = Analysed });
            }

            switch (request.Task)
            {
                case DeskTask.Analyse:
                    Analyse(mix, request);
                    break;
                case DeskTask.Plan:
                    Interpret(mix, request);
                    break;
                case DeskTask.Preview:
                    Preview(mix, request, stop);
                    break;
                default:
                    Master(mix, request, stop);
                    break;
            }

            Say(new DeskAnswer { IsLast = true, Progress = 1 });
        }
        catch (OperationCanceledException)
        {
            Say(new DeskAnswer { IsLast = true, FailureCode = "canceled" });
        }
        catch (Exception exception) when (exception is AudioFileException or PlanException or ModelException)
        {
            Say(new DeskAnswer { IsLast = true, FailureCode = FaultCode.Of(exception), FailureMessage = exception.Message.ReplaceLineEndings(" ") });
        }
    }

    private OpenedMix Open(string path)
    {
        if (_mix?.Path != path)
        {
            _mix?.Dispose();
            _mix = null;
            _mix = _session.Open(path, new Steps(this, "analyse", 0, Analysed), CancellationToken.None);
        }

        return _mix;
    }

    private static void Analyse(OpenedMix mix, DeskRequest request)
    {
        Write(request, "analysis.json", AnalysisJson.Write(request.Work.Name, mix.Analysis).ToJsonString());
        Write(request, "charts.json", ChartsJson.Write(mix.Analysis).ToJsonString());
        Write(request, "reference.json", ReferenceProfileJson.Write(ReferenceReader.Of(mix.Analysis, mix.Path) with { Name = request.Work.Name }));
    }

    /// <summary>What the wishes change in the earlier plan.</summary>
    private void Interpret(OpenedMix mix, DeskRequest request)
    {
        var earlier = PlanJson.Read(request.Work.Compared ?? request.Work.Plan ?? throw new PlanException("there is no plan yet to change."));
        var diff = PlanDiff.Between(earlier, _session.Plan(mix, Request(mix, request)));
        Write(request, "diff.json", NoteJson.Write(diff).ToJsonString());
    }

    private void Preview(OpenedMix mix, DeskRequest request, CancellationToken stop)
    {
        (double from, double to) = (request.Work.FromSeconds, request.Work.ToSeconds);
        MasteringRequest wanted = Request(mix, request);
        MasteringPlan plan = request.Work.Sketch
            ? _session.Sketch(mix, wanted, from, to, stop)
            : _session.Preview(mix, wanted, from, to, new Steps(this, "render", Analysed, 1), stop);
        Write(request, "plan.json", PlanJson.Write(plan));
    }

    private void Master(OpenedMix mix, DeskRequest request, CancellationToken stop)
    {
        MasteringRequest wanted = Request(mix, request);
        MasteringReport report = _session.Run(mix, wanted, new Steps(this, "render", Analysed, 1), stop);
        report = report with { File = request.Work.Name, Output = Path.ChangeExtension(request.Work.Name, null) + ".master" + wanted.Format.Extension };
        Write(request, "plan.json", PlanJson.Write(report.Plan));
        Write(request, "report.json", ReportJson.Write(report).ToJsonString());
        Write(request, "charts.json", ChartsJson.Write(report).ToJsonString());
        using var page = new StringWriter();
        HtmlReport.Write(report, page, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
        Write(request, "report.html", page.ToString());
    }

    private static MasteringRequest Request(OpenedMix mix, DeskRequest request)
    {
        Jobs.JobWork work = request.Work;
        MasteringPlan? earlier = work.Plan is null ? null : PlanJson.Read(work.Plan);
        var format = OutputFormat.Parse(work.Format, work.Bits);
        MasteringRequest wanted = (work.Wish ?? new Wish()).Read().On(earlier);
        return wanted with
        {
            InputPath = mix.Path,
            OutputPath = Path.Combine(request.Folder, "audio" + format.Extension),
            Overwrite = true,
            HasGoneBack = work.HasGoneBack,
            Reference = wanted.Plan is not null ? null : work.Wish?.References is { } references ? references.Read() : wanted.Reference,
            Format = format,
            RateHz = work.RateHz ?? (earlier is null ? null : format.NearestRate((int)earlier.Stage(StageCatalogue.Rate.Name).Parameters["rateHz"])),
        };
    }

    private static void Write(DeskRequest request, string name, string text) => File.WriteAllText(Path.Combine(request.Folder, name), text);

    private void Say(DeskAnswer answer)
    {
        lock (_writing)
        {
            _answers.WriteLine(JsonSerializer.Serialize(answer, ServiceJson.Options));
            _answers.Flush();
        }
    }

    private static StyleClassifier? Styles()
    {
        try
        {
            return StyleClassifier.Load();
        }
        catch (ModelException)
        {
            // Without it everything works, only more cautiously; the reports say that no style is known.
            return null;
        }
    }

    /// <summary>Tells of progress, a few times a second.</summary>
    private sealed class Steps(DeskProgram desk, string first, double from, double to) : IProgress<double>, IProgress<MasteringProgress>
    {
        private const long LeastMilliseconds = 100;

        public void Report(double value) => Say(first, from + ((to - from) * value));

        public void Report(MasteringProgress value) => Say(Stage(value.Step), Math.Max(from, value.Share));

        private static string Stage(string step) => step switch { "write" => "encode", "reference" => "analyse", _ => step };

        private void Say(string stage, double progress)
        {
            long now = Environment.TickCount64;
            if (now - Interlocked.Read(ref desk._lastProgress) < LeastMilliseconds)
            {
                return;
            }

            Interlocked.Exchange(ref desk._lastProgress, now);
            desk.Say(new DeskAnswer { Stage = stage, Progress = Math.Round(progress, 3) });
        }
    }
}
