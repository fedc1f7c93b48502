using System.CommandLine;
using System.Text.Json.Nodes;
using Lacquer.Audio;
using Lacquer.Audio.Encoding;
using Lacquer.Cli.Remote;
using Lacquer.Mastering;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.References;
using Lacquer.Mastering.Decision.Statistical;
using Lacquer.Mastering.Projects;
using Lacquer.Mastering.Verification;

namespace Lacquer.Cli;

/// <summary>Renders a revision and keeps it.</summary>
internal sealed class ReviseJob
{
    public required Workbook Book { get; init; }

    public required ParseResult Parsed { get; init; }

    public required OutputOptions Output { get; init; }

    public required ReportOption Report { get; init; }

    public required string? JsonPath { get; init; }

    /// <summary>A mix that takes the place of the revision's own; null for that.</summary>
    public required string? NewInput { get; init; }

    /// <summary>Who renders; null for this machine.</summary>
    public required ServiceClient? Service { get; init; }

    /// <summary>What is asked for, as the service takes it, without a plan.</summary>
    public required Func<MatchedReference?, JsonObject> ForService { get; init; }

    /// <summary>Whether changes are told parameter by parameter.</summary>
    public required bool Details { get; init; }

    /// <summary>The next revision. Whoever else adds one at the same time has theirs first or next, never instead.</summary>
    /// <param name="from">Number of the revision that it is made from; null for the last.</param>
    /// <param name="wishes">What to do.</param>
    /// <param name="goesBack">Whether it begins where the revision before that one stood.</param>
    /// <param name="references">What it is drawn towards, given what the plan is.</param>
    /// <param name="cancel">Stops.</param>
    public int Next(int? from, Wishes wishes, bool goesBack, Func<MatchedReference?, ReferenceWish> references, CancellationToken cancel)
    {
        Revision now = Book.Project.Find(from); // what is not there is said before waiting
        _ = goesBack ? Book.Project.Before(now) : now;
        using var turn = Turn.Take(Book.Path, cancel);
        Workbook book = Book.Again();
        Revision basis = book.Project.Find(from);
        basis = goesBack ? book.Project.Before(basis) : basis;
        MasteringRequest request = wishes.On(basis.Plan) with { HasGoneBack = goesBack };
        ReferenceWish drawn = references(request.Reference);
        int number = book.Project.Revisions.Count + 1;
        string input = NewInput ?? basis.Input;
        OutputFormat format = Output.Format(Parsed, basis.Plan, basis.Format);
        string path = PathFor(input, number, format);
        string? page = Report.Paths(Parsed, [input])[0];
        TextFile.CheckApart([book.Path, JsonFile, page], [input, path, .. drawn.Files.Select(file => file.Path)]);
        TextFile.CheckFree(page, Output.Force(Parsed));
        CheckSame(basis, input, NewInput is not null, NewInput is null ? "give it as --input FILE to master the new mix with these settings" : null);
        request = request with { InputPath = input, OutputPath = path, Overwrite = Output.Force(Parsed), Format = format, RateHz = Output.RateHz(Parsed, format, basis.Plan) };
        bool isNew = !File.Exists(path);
        Revised made = Run(drawn, request, basis.Plan, page is not null, cancel);
        Keep(book, Revision.Of(number, basis.Number, TimeProvider.System.GetUtcNow(), Asking.Of(Parsed), request, made.Plan, made.Measures), isNew ? path : null);
        TextFile.Write(page, made.Page, Output.Force(Parsed));
        if (JsonPath is not "-")
        {
            Console.Out.WriteLine($"Revision {number}, from revision {basis.Number}, kept in {book.Path}");
            ProjectSummary.Changes(basis.Plan, made.Plan, Details, Console.Out);
            Console.Out.WriteLine();
        }

        Print(made.Report, page);
        return ExitCode.Done;
    }

    /// <summary>A master that no project knows of is worse than none: nobody could say how it was made.</summary>
    private static void Keep(Workbook book, Revision revision, string? newFile)
    {
        try
        {
            book.Save(book.Project.With(revision));
        }
        catch when (newFile is not null)
        {
            File.Delete(newFile);
            throw;
        }
    }

    /// <summary>The same master again.</summary>
    public int Restore(int number, CancellationToken cancel)
    {
        Revision revision = Book.Project.Find(number);
        string input = NewInput ?? revision.Input;
        CheckSame(revision, input, NewInput is not null, "only the same file gives the same master; say where it is with --input FILE");
        OutputFormat format = Output.Format(Parsed, revision.Plan, revision.Format);
        string? page = Report.Paths(Parsed, [input])[0];
        TextFile.CheckApart([Book.Path, JsonFile, page], [input, PathFor(input, number, format)]);
        TextFile.CheckFree(page, Output.Force(Parsed));
        Revised made = Run(
            references: null,
            new MasteringRequest
            {
                InputPath = input,
                OutputPath = PathFor(input, number, format),
                Overwrite = Output.Force(Parsed),
                Controls = revision.Plan.Controls,
                Plan = revision.Plan,
                Format = format,
                RateHz = Output.RateHz(Parsed, format, revision.Plan),
            },
            revision.Plan,
            page is not null,
            cancel);
        TextFile.Write(page, made.Page, Output.Force(Parsed));
        Print(made.Report, page);
        return ExitCode.Done;
    }

    private string? JsonFile => JsonPath is "-" ? null : JsonPath;

    private string PathFor(string input, int number, OutputFormat format)
    {
        string? given = Output.Given(Parsed);
        string name = $"{Path.GetFileNameWithoutExtension(input)}.master.r{number}{format.Extension}";
        return given is null ? Path.Combine(Path.GetDirectoryName(input) ?? "", name)
            : Directory.Exists(given) || given.EndsWith('/') ? Path.Combine(given, name)
            : given;
    }

    private Revised Run(ReferenceWish? references, MasteringRequest request, MasteringPlan earlier, bool withPage, CancellationToken cancel)
    {
        TextFile.CheckFree(JsonFile, request.Overwrite);
        if (Service is { } service)
        {
            return RunThereAsync(service, references, request, earlier, withPage, cancel).GetAwaiter().GetResult();
        }

        var session = new MasteringSession(new TrackAnalyser(StyleModel.Load()), new Decider(Judges.For(request)));
        if (request.Plan is null)
        {
            request = request with { Reference = references?.Read(session, cancel) };
        }

        try
        {
            return Revised.Here(ProgressBar.Show(Path.GetFileName(request.InputPath), progress => session.Run(request, progress, cancel)), withPage);
        }
        catch (AudioFileException e) when (!e.Message.Contains(request.InputPath, StringComparison.Ordinal) && !e.Message.Contains(request.OutputPath, StringComparison.Ordinal))
        {
            string file = ExitCode.Of(e.Fault) == ExitCode.BadInput ? request.InputPath : request.OutputPath;
            throw new AudioFileException(e.Fault, $"{file}: {e.Message}", e);
        }
    }

    /// <summary>The project stays here: the service gets the mix, the plan and the wishes, and keeps none of them.</summary>
    private async Task<Revised> RunThereAsync(ServiceClient service, ReferenceWish? references, MasteringRequest request, MasteringPlan earlier, bool withPage, CancellationToken cancel)
    {
        OutputFile.CheckFree(request);
        await service.GreetAsync(cancel);
        // References are measured here, so that only numbers of somebody else's music leave this machine.
        var session = new MasteringSession(new TrackAnalyser(), new Decider(new StatisticalJudge(TonalReference.Default)));
        JsonObject body = references is null ? [] : ForService(request.Plan is null ? references.Read(session, cancel) : null);
        body["plan"] = JsonNode.Parse(PlanJson.Write(earlier with { InputFile = null }));
        body["goneBack"] = request.HasGoneBack;
        body["delivery"] = OutputOptions.ForService(request.Format, request.RateHz);
        RemoteMaster made = ProgressBar.Show(
            Path.GetFileName(request.InputPath), progress => RemoteMaster.MakeAsync(service, body, request, withPage, stays: false, progress, cancel).GetAwaiter().GetResult());
        return Revised.There(made, request.Plan);
    }

    private void Print(JsonObject report, string? page)
    {
        if (JsonPath is { } path)
        {
            string text = new JsonArray(report.DeepClone()).ToJsonString(JsonOutput.Options);
            if (path is "-")
            {
                Console.Out.WriteLine(text);
                return;
            }

            TextFile.Write(path, text + "\n", Output.Force(Parsed));
        }

        MasterSummary.Print(report, Console.Out, page);
    }

    private static void CheckSame(Revision revision, string input, bool isGiven, string? remedy)
    {
        if (!File.Exists(input))
        {
            throw new AudioFileException(AudioFault.Unreadable, isGiven
                ? $"there is no file {input}; say where the mix is with --input FILE."
                : $"{input} is not there any more; say where the mix is with --input FILE.");
        }

        if (remedy is not null && MasteringSession.InputHash(input) != revision.Plan.InputSha256)
        {
            throw new AudioFileException(AudioFault.Unreadable, $"{input} is not the file that revision {revision.Number} was made from; {remedy}.");
        }
    }
}
